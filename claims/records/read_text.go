package records

import (
	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// A text of ours may stand in several languages, each a string of JSON-LD with its language:
//
//	"text": [{"@language": "en", "@value": "It is late"}, {"@language": "ko", "@value": "늦었다"}]
//
// The record has the one in the dossier's language, or else the first; the dossier keeps them all beside it
// (claims.Dossier.Translate). Words of others are in their own language and are translated under workTranslation.

// text returns words that may stand in several languages; required and want are as for string.
func (r *reader) text(n node, required bool, want string) string {
	const tagged = `words with their language, such as {"@language": "ko", "@value": "…"}`
	if n.missing() || n.Kind != dossier.KindArray && n.Kind != dossier.KindObject {
		return r.string(n, required, want)
	}
	items := r.list(n)
	if len(items) == 0 {
		r.fail(n, want)
	}
	main, most := "", -1
	for _, item := range items {
		if !r.object(item, tagged, dossier.TaggedMembers...) {
			continue
		}
		words, language := r.string(item.member("@value"), true, want), r.lang(item.member("@language"), "")
		if item.Get("@language").Text() == "" {
			r.fail(item.member("@language"), "the language of these words, such as ko")
		}
		if near := claims.NearLanguage(language, r.language); near > most {
			main, most = words, near
		}
	}
	for _, item := range items {
		words := item.Get("@value").Text()
		if old := r.of.Translate(r.part, main, item.Get("@language").Text(), words); old != "" && old != words {
			r.fail(item.member("@value"), dossier.Quote(old)+", as this part has it in that language already")
		}
	}
	return main
}

// isName reports what keeps the name of a checker, or a verdict, from being shown, in any language that it is in.
func (r *reader) isName(n node, words string) {
	for _, w := range r.of.Wordings(r.part, words) {
		if err := Name(w); err != nil {
			r.failWith(n, err.Error())
			return
		}
	}
}
