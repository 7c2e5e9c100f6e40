package claims

import (
	"strings"

	"sourcemark/claims/internal/match"
)

// A Statement is what an article says in one sentence or quotation.
type Statement struct {
	Text     string
	Before   string // the two sentences before it, in which its pronouns have their names; may be empty
	Speaker  string // whose words these are; empty if they are the article's
	Date     string // when it was said, ISO 8601; empty if that is not known
	Language string // a BCP 47 tag; empty if it is not known
}

// A query is a statement made ready to be looked up, with the memory for doing so.
type query struct {
	tokens
	before  [2]*tokens // nil where there is none
	speaker string     // surname
	grams   match.Grams
	scores  []float32
}

// set makes k ask for a statement: its words, those of up to two sentences before it, and who says it.
func (k *query) set(w tokens, before [2]*tokens, speaker string) {
	k.tokens, k.before, k.speaker = w, before, surname(speaker)
}

// read makes k ask for s.
func (k *query) read(v *vocabulary, s Statement) {
	said := dayOf(s.Date)
	r := readerFor(s.Text, s.Language)
	before := v.read(r, s.Before, said)
	k.set(v.read(r, s.Text, said), [2]*tokens{&before}, s.Speaker)
}

// saidBefore reports whether the sentences before have a term.
func (k *query) saidBefore(term int32) bool {
	for _, b := range k.before {
		if b != nil && b.has(term) {
			return true
		}
	}
	return false
}

// surname returns the last word of a name, folded: what everybody is called by.
func surname(name string) string {
	name, _, _ = strings.Cut(name, ",")
	name = strings.TrimRight(match.Fold(name).S, " .")
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// sameSurname reports whether two surnames are one. An initial stands for every name that begins with it.
func sameSurname(a, b string) bool {
	return a != "" && b != "" && (a == b || len(a) == 1 && strings.HasPrefix(b, a) ||
		len(b) == 1 && strings.HasPrefix(a, b))
}
