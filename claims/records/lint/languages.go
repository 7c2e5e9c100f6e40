package lint

import (
	_ "embed"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// One dossier may serve all editions of a story. These rules look for what a reader of one of them would miss.

// notTranslated reports words of a record that are not there in the language of an article that it is anchored in.
func (l *linter) notTranslated() {
	for p, r := range l.records() {
		var languages []string
		for _, e := range l.dossier.Editions(r.ID) {
			if e.Language != "" && !slices.Contains(languages, e.Language) {
				languages = append(languages, e.Language)
			}
		}
		look := func(at *dossier.Value, words string) {
			for _, language := range languages {
				_, of := l.dossier.In(language, r.ID, words)
				if words != "" && claims.NearLanguage(of, language) == 0 {
					l.report(p, at, "", "add it", "%s is not in %l, the language of an article", words, language)
					return
				}
			}
		}
		look(p.Get("text"), r.Text)
		speaker := p.Get("author")
		if r.Kind == claims.Quotation {
			speaker = p.Get("spokenByCharacter")
		}
		look(speaker, r.Speaker.Name)
		for i, v := range p.Get("review").Each() {
			review := &r.Reviews[i]
			rating := v.Get("reviewRating")
			look(rating.Get("alternateName"), review.Rating)
			look(rating.Get("ratingExplanation"), review.Why)
			look(v.Get("headline"), review.Fact)
		}
	}
}

// isTag reports whether a member of a dossier is a language tag.
func isTag(name string) bool {
	return name == "@language" || name == "inLanguage" || name == "language"
}

// countries has what people type for a language, the code of a country, with the language of most people there. go
// generate adds to it (claims/language/internal/cldr) the codes that are no language; "kr" is Kanuri, and no newsroom of
// our readers writes in it.
//
//go:embed countries.txt
var countries string

func (l *linter) languageUnknown() {
	l.values(func(p *part, name string, v *dossier.Value) {
		if !isTag(name) || v.Kind != dossier.KindText || !dossier.IsLanguage(v.Str) {
			return
		}
		primary := baseLanguage(v.Str)
		for entry := range strings.FieldsSeq(countries) {
			meant, country := strings.CutPrefix(entry, primary+"=")
			if !country {
				continue
			}
			l.report(p, v, "", "correct it", "%s is the code of a country; the "+
				"language is %l", v.Str, meant)
		}
	})
}

// languageTwice reports a language that a text has twice, and one for which a record has two anchors that no address
// tells apart.
func (l *linter) languageTwice() {
	twice := func(p *part, all []*dossier.Value, name, besides string) {
		for i, v := range all {
			for _, o := range all[:i] {
				a, b := v.Get(name), o.Get(name)
				if a == nil || b == nil || !strings.EqualFold(a.Text(), b.Text()) ||
					besides != "" && v.Get(besides).Text() != o.Get(besides).Text() {
					continue
				}
				l.report(p, a, "", "keep one of the two, or add source to anchors", "%l is there twice", a.Text())
			}
		}
	}
	l.values(func(p *part, name string, v *dossier.Value) {
		switch {
		case v.Kind != dossier.KindArray:
		case name == "anchor":
			twice(p, v.Each(), "language", "source")
		case len(v.Items) > 0 && v.Items[0].Get("@value") != nil:
			twice(p, v.Each(), "@language", "")
		}
	})
}

func (l *linter) anchorEdition() {
	for p := range l.records() {
		all := p.Get("anchor").Each()
		for _, a := range all {
			if len(all) > 1 && a.Get("source").Text() == "" && a.Get("language").Text() == "" {
				l.report(p, a, "", "add both", "neither source nor language")
			}
		}
	}
}
