package edit

import (
	"errors"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Format is a dossier in its canonical form: short forms spelled out, members in one order, two blanks a step, what
// fits on one line on one line. What the reader does not know stays, behind what it knows, in its own order; numbers
// keep their spelling. Format of its result changes nothing. The only error is that data is no JSON.
//
// With an article, an anchor that has its words alone gets what stands before and behind them there, if they
// stand there once; nil is without.
func Format(file string, data []byte, article *claims.Text) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	v = dossier.Expand(v)
	if article != nil {
		v = eachRecord(v, func(p dossier.Value) dossier.Value { return placedIn(article, p) })
	}
	return dossier.Lines(dossier.Canonical(v)), nil
}

// placedIn is a record with the words around those of its selectors that have their words alone.
func placedIn(article *claims.Text, p dossier.Value) dossier.Value {
	anchor := p.Get("anchor")
	if anchor == nil || anchor.Get("selector") == nil {
		return p
	}
	placed := dossier.Map(*anchor.Get("selector"), func(s dossier.Value) dossier.Value { return around(article, s) })
	return p.With("anchor", anchor.With("selector", placed))
}

// around is a selector that has its words alone, with those around them.
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
		dossier.Field("type", dossier.String("TextQuoteSelector")),
		dossier.Field("prefix", dossier.Text(around.Prefix)),
		dossier.Field("exact", *exact),
		dossier.Field("suffix", dossier.Text(around.Suffix)),
	} {
		s.Members = append(s.Members, m)
	}
	return s
}
