package edit

import (
	"errors"
	"fmt"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// A Citation is what a record is to rest on.
type Citation struct {
	Record string // the @id of a claim or quotation

	// Source is known by its ID; one without is the dossier's source at the same URL, or a new one. Of a source that the
	// dossier has, nothing else is looked at but Checked, which takes the place of an older day.
	Source claims.Source

	Excerpt claims.Excerpt // its words; without a Text the source is cited as a whole
	Note    string         // what the words show
	Version bool           // the words are those of a quotation: they are compared with what is printed
}

// Cite returns a dossier in its canonical form in which a record cites a source, and the @id of that.
//
// The words of a source stand with it as long as all who cite it cite the same. When somebody cites other words, each
// record is given its own: nobody's card changes. Versions stand in the order of their evidence, best first.
//
// The error says that no record has the @id, or that it is a claim, which has no versions; or it is one of
// [records.Read].
func Cite(file string, data []byte, c Citation) (out []byte, source string, err error) {
	out, err = rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		if v, source, err = c.withSource(v); err != nil {
			return v, err
		}
		of := partOf(v, source)
		own := of.Get("text").Text() // the words that stand with the source
		if own != "" && c.Excerpt.Text != "" && !dossier.StandsInOrder(c.Excerpt.Text, own) {
			v, own = apart(v, func(id string) bool { return id == source }), ""
		}
		cited := dossier.Object(dossier.StringField("@id", source))
		if c.Excerpt.Text != "" && (c.Version || c.Excerpt.Text != own || c.Note != "" || c.Excerpt.Translation.Text != "") {
			cited = dossier.Object(
				dossier.StringField("@type", "Quotation"),
				dossier.StringField("text", c.Excerpt.Text),
				dossier.StringField("inLanguage", c.language(of)),
				dossier.Field("workTranslation", translation(c.Excerpt.Translation)),
				dossier.Field("isPartOf", cited),
				dossier.StringField("description", c.Note))
		}
		err := errors.New(c.Record + ": no claim or quotation has this @id")
		v = eachRecord(v, func(p dossier.Value) dossier.Value {
			if p.Get("@id").Text() != c.Record {
				return p
			}
			if err = nil; c.Version && p.Get("@type").Text() != "Quotation" {
				err = errors.New(c.Record + ": is a claim, which has no versions")
				return p
			}
			name := "citation"
			if c.Version {
				name = "isBasedOn"
			}
			return p.With(name, c.among(v, p.Get(name), cited, of))
		})
		return v, err
	})
	return out, source, err
}

// Uncite returns a dossier in its canonical form in which a record no longer cites something: citation n of it, from 0,
// or version n. A source that nothing cites any more stays: somebody may need it again, and lint names it.
func Uncite(file string, data []byte, record string, version bool, n int) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		err := errors.New(record + ": no claim or quotation has this @id")
		return eachRecord(v, func(p dossier.Value) dossier.Value {
			if p.Get("@id").Text() != record {
				return p
			}
			name := "citation"
			if version {
				name = "isBasedOn"
			}
			var rest []dossier.Value
			for i, x := range p.Get(name).Each() {
				if i != n {
					rest = append(rest, *x)
				}
			}
			if err = nil; n < 0 || n >= len(p.Get(name).Each()) {
				err = fmt.Errorf("%s: has no such source any more", record)
			}
			if rest == nil {
				return p.Without(name)
			}
			return p.With(name, dossier.List(rest...))
		}), err
	})
}

// withSource returns a dossier with the source of c in it, and its @id.
func (c *Citation) withSource(v dossier.Value) (dossier.Value, string, error) {
	parts := v.Get("hasPart")
	if parts == nil || parts.Kind != dossier.KindArray {
		return v, "", errors.New("hasPart: missing: add a list of claims, quotations and sources")
	}
	for i := range parts.Items {
		p := parts.Items[i]
		id := p.Get("@id").Text()
		if dossier.IsRecord(&p) || id == "" || c.Source.ID != id && (c.Source.ID != "" || c.Source.URL == "" ||
			p.Get("url").Text() != c.Source.URL) {
			continue
		}
		if c.Source.Checked != "" {
			parts.Items[i] = p.With("sdDatePublished", dossier.String(c.Source.Checked))
		}
		return v, id, nil
	}
	if c.Source.ID != "" {
		return v, "", errors.New(c.Source.ID + ": no source has this @id any more")
	}
	s := c.Source
	n := 0
	s.ID = dossier.NewIDs(parts.Items).Free(func(int) string { n++; return fmt.Sprintf("#s%d", n) })
	if c.Excerpt.Translation.Text == "" {
		s.Excerpt.Text = c.Excerpt.Text
	}
	new := source(&s)
	if s.Checked != "" {
		new = new.With("sdDatePublished", dossier.String(s.Checked))
	}
	if s.Relay != "" {
		new = new.With("relay", dossier.String(s.Relay))
	}
	return v.With("hasPart", dossier.Value{Kind: dossier.KindArray,
		Items: append(parts.Items[:len(parts.Items):len(parts.Items)], new)}), s.ID, nil
}

// language returns the language of the words if it is not that of their source.
func (c *Citation) language(source *dossier.Value) string {
	if c.Excerpt.Language == source.Get("inLanguage").Text() {
		return ""
	}
	return c.Excerpt.Language
}

// among returns citations with one more: a version before those of lesser evidence, everything else at the end. What is
// cited twice is cited once.
func (c *Citation) among(v dossier.Value, old *dossier.Value, cited dossier.Value, source *dossier.Value) dossier.Value {
	var all []dossier.Value
	put := !c.Version
	for _, x := range old.Each() {
		if string(dossier.Lines(x)) == string(dossier.Lines(&cited)) {
			return *old
		}
		if !put && weight(source) < weight(partOf(v, idOf(x))) {
			all, put = append(all, cited), true
		}
		all = append(all, *x)
	}
	if len(all) == len(old.Each()) {
		all = append(all, cited)
	}
	return dossier.List(all...)
}

// weight orders sources by their evidence, best first.
func weight(source *dossier.Value) int {
	switch claims.Evidence(source.Get("evidence").Text()) {
	case claims.Primary:
		return 0
	case claims.Agency:
		return 1
	case claims.Secondary:
		return 2
	}
	return 3
}

// apart returns a dossier in which those who cite sources as a whole cite their words, which no longer stand with them.
func apart(v dossier.Value, sources func(id string) bool) dossier.Value {
	words := make(map[string]*dossier.Value) // by the source's @id
	for _, p := range v.Get("hasPart").Each() {
		if id, text := p.Get("@id").Text(), p.Get("text"); text != nil && !dossier.IsRecord(p) && sources(id) {
			words[id] = text
		}
	}
	v = eachRecord(v, func(p dossier.Value) dossier.Value {
		for _, name := range [...]string{"citation", "isBasedOn"} {
			list := p.Get(name)
			if list == nil {
				continue
			}
			var all []dossier.Value
			for _, x := range list.Each() {
				if id := idOf(x); x.Get("isPartOf") == nil && words[id] != nil {
					all = append(all, dossier.Object(
						dossier.StringField("@type", "Quotation"),
						dossier.Field("text", *words[id]),
						dossier.Field("isPartOf", dossier.Object(dossier.StringField("@id", id)))))
				} else {
					all = append(all, *x)
				}
			}
			p = p.With(name, dossier.List(all...))
		}
		return p
	})
	return v.With("hasPart", dossier.Map(*v.Get("hasPart"), func(p dossier.Value) dossier.Value {
		if words[p.Get("@id").Text()] == nil {
			return p
		}
		return p.Without("text")
	}))
}

// idOf returns the @id of the source that a citation names.
func idOf(cited *dossier.Value) string {
	if of := cited.Get("isPartOf"); of != nil {
		cited = of
	}
	if cited.Kind == dossier.KindObject {
		return cited.Get("@id").Text()
	}
	return cited.Text()
}

// partOf returns the part of a dossier with an @id, nil if there is none.
func partOf(v dossier.Value, id string) *dossier.Value {
	for _, p := range v.Get("hasPart").Each() {
		if p.Get("@id").Text() == id {
			return p
		}
	}
	return nil
}

// translation returns a translation as an excerpt has it.
func translation(t claims.Translation) dossier.Value {
	if t.Text == "" {
		return dossier.Value{}
	}
	return dossier.Object(
		dossier.StringField("text", t.Text),
		dossier.StringField("inLanguage", t.Language),
		dossier.Field("translator", dossier.Party(t.By, "")))
}
