package edit

import (
	"fmt"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Format returns a dossier in its canonical form: short forms are spelled out, members are in one order, each level is
// indented by two spaces, and what fits on one line is on one line. Members that the reader does not know stay, after
// those it knows, in their own order; numbers keep their spelling. Formatting the result again changes nothing.
//
// If article is not nil, an anchor without prefix and suffix is given the words around its own, if these stand in the
// article once.
//
// The only error is that data is not JSON.
func Format(file string, data []byte, article *claims.Text) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, fmt.Errorf("%s: %w", file, syntax)
	}
	v = dossier.Expand(v)
	if article != nil {
		v = eachRecord(v, func(p dossier.Value) dossier.Value { return placedIn(article, p) })
	}
	return dossier.Lines(dossier.Canonical(v)), nil
}

// placedIn returns a record whose bare selectors have the words around theirs in the article.
func placedIn(article *claims.Text, p dossier.Value) dossier.Value {
	anchor := p.Get("anchor")
	if anchor == nil || anchor.Get("selector") == nil {
		return p
	}
	placed := dossier.Map(*anchor.Get("selector"), func(s dossier.Value) dossier.Value { return around(article, s) })
	return p.With("anchor", anchor.With("selector", placed))
}

// around returns a bare selector with the words around its own, if these stand in the article once, and s otherwise.
func around(article *claims.Text, s dossier.Value) dossier.Value {
	exact := s.Get("exact")
	if exact == nil || s.Get("prefix") != nil || s.Get("suffix") != nil {
		return s
	}
	p := article.Place(claims.Selector{Exact: exact.Text()})
	if p.Placement != claims.Exact {
		return s
	}
	around := article.Describe(p.Span)
	s.Members = nil
	for _, m := range [...]dossier.Member{
		dossier.StringField("type", "TextQuoteSelector"),
		dossier.Field("prefix", dossier.Text(around.Prefix)),
		dossier.Field("exact", *exact),
		dossier.Field("suffix", dossier.Text(around.Suffix)),
	} {
		s.Members = append(s.Members, m)
	}
	return s
}
