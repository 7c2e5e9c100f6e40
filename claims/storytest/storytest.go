// Package storytest reads made-up stories, which tests hold the engine and its peers to: an article with its dossier,
// and what became of it at its own desk and elsewhere. claims/testdata/stories has them; ferry.txt there says how to
// write one.
package storytest

import (
	"errors"
	"strings"

	"sourcemark/claims"
)

// A Story is an article, the records that were anchored in it, and what other versions of it say of these.
type Story struct {
	Original string          // plain text
	Dossier  *claims.Dossier // anchored in Original
	Versions []Version
}

// A Version is an article that was made of the original, or one about another event. Gold says, of each record of the
// dossier, in its order, what the version says of it.
type Version struct {
	Name string // edit, rewrite, traps or followup
	Text string // plain text
	Gold []Gold
}

// A Gold is what an article says of a record.
type Gold struct {
	Relation string      // "same", "differs" or "absent"
	Words    claims.Span // where it says so
}

// Read reads the text of a file of that name.
func Read(name, text string) (*Story, error) {
	s := &Story{Dossier: &claims.Dossier{File: name, ID: name, Language: "en"}}
	wrong := func(what ...string) error { return errors.New(name + ": " + strings.Join(what, " ")) }
	_, text, _ = strings.Cut(text, "\n== ")
	for part := range strings.SplitSeq(text, "\n== ") {
		title, body, _ := strings.Cut(part, "\n")
		head, body := strings.Fields(title), strings.TrimSpace(body)
		switch {
		case len(head) == 0:
			return nil, wrong("a heading is empty")
		case head[0] == "original":
			s.Original = body
			if len(head) > 1 {
				s.Dossier.About.Published = head[1]
			}
		case len(head) == 1:
			s.Versions = append(s.Versions, Version{Name: head[0], Text: body})
		default:
			if err := s.record(head, body); err != nil {
				return nil, wrong(head[0]+":", err.Error())
			}
		}
	}
	return s, nil
}

// record adds a record: its heading, its text, its anchor, and a line for each version.
func (s *Story) record(head []string, body string) error {
	lines := strings.Split(body, "\n")
	r := claims.Record{ID: "#" + head[0], Text: lines[0], Status: claims.Sourced}
	if head[1] == "quote" {
		r.Kind, r.Speaker.Name = claims.Quotation, strings.Join(head[2:], " ")
		r.Versions = []claims.Version{{Excerpt: claims.Excerpt{Text: r.Text, Language: "en"}}}
	}
	if len(lines) != 2+len(s.Versions) {
		return errors.New("needs its text, an anchor and a line for each version")
	}
	for i, line := range lines[1:] {
		version, rest, _ := strings.Cut(line, ": ")
		if i == 0 {
			at, err := once(s.Original, rest)
			if err != nil || version != "anchor" {
				return errors.Join(errors.New("needs an anchor"), err)
			}
			r.Anchor = anchor(s.Original, at)
			continue
		}
		v := &s.Versions[i-1]
		relation, words, _ := strings.Cut(rest, ": ")
		g := Gold{}
		g.Relation, _, _ = strings.Cut(relation, " ") // "differs number"
		if version != v.Name {
			return errors.New("needs a line for " + v.Name + ", not " + version)
		}
		if g.Relation != "absent" {
			var err error
			if g.Words, err = once(v.Text, words); err != nil {
				return err
			}
		}
		v.Gold = append(v.Gold, g)
	}
	s.Dossier.Records = append(s.Dossier.Records, r)
	return nil
}

// once returns where words stand that a text must have once.
func once(text, words string) (claims.Span, error) {
	at := strings.Index(text, words)
	if words == "" || at < 0 || strings.Count(text, words) != 1 {
		return claims.Span{}, errors.New("need once: " + words)
	}
	return claims.Span{Start: at, End: at + len(words)}, nil
}

// anchor marks words of an article, with as much of what stands around them as an editor's tool keeps.
func anchor(article string, at claims.Span) claims.Selector {
	const around = 64
	from, to := max(0, at.Start-around), min(len(article), at.End+around)
	return claims.Selector{
		Exact:  article[at.Start:at.End],
		Prefix: strings.ToValidUTF8(article[from:at.Start], ""),
		Suffix: strings.ToValidUTF8(article[at.End:to], ""),
	}
}
