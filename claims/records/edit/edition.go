package edit

import (
	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// AddEdition returns a dossier in its canonical form with the anchors of one more article, by the @id of the records,
// and, of those that do not have their text in its language, the text as the article prints it. The anchors that did not
// say for which article they are become those of the article that the dossier is about.
//
// The error is one of [records.Read], for data or for the result; then there is no dossier.
func AddEdition(file string, data []byte, anchors map[string]claims.Edition, texts map[string]string) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		own, about := v.Get("inLanguage").Text(), v.Get("about").Get("url").Text()
		return eachRecord(v, func(p dossier.Value) dossier.Value {
			id, old := p.Get("@id").Text(), p.Get("anchor")
			if old != nil && old.Kind == dossier.KindObject && old.Get("source") == nil && old.Get("language") == nil {
				first := *old
				if about != "" {
					first = first.With("source", dossier.Text(about))
				}
				first = first.With("language", dossier.Text(own))
				p, old = p.With("anchor", first), &first
			}
			e, ok := anchors[id]
			if !ok {
				return p
			}
			p = p.With("anchor", anchored(old, &e))
			if words := texts[id]; words != "" {
				p = p.With("text", inLanguage(p.Get("text"), own, e.Language, words))
			}
			return p
		}), nil
	})
}

// tagged returns words with their language.
func tagged(language string, words dossier.Value) dossier.Value {
	return dossier.Object(dossier.StringField("@language", language), dossier.Field("@value", words))
}

// inLanguage returns a text with its words in one more language, unless it has them. own is the language of a text that
// is a plain string.
func inLanguage(text *dossier.Value, own, language, words string) dossier.Value {
	all := dossier.Value{Kind: dossier.KindArray}
	for _, v := range text.Each() {
		switch {
		case v.Kind == dossier.KindText:
			all.Items = append(all.Items, tagged(own, *v))
		case claims.NearLanguage(v.Get("@language").Text(), language) > 0:
			return *text
		default:
			all.Items = append(all.Items, *v)
		}
	}
	all.Items = append(all.Items, tagged(language, dossier.Text(words)))
	return all
}
