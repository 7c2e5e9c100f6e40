package prose

import (
	"cmp"
	"strings"
	"unicode"

	"sourcemark/claims/language"
)

// What is asked of articles in any language. What is read only where there are letters without capitals is in
// caseless.go, which the widget has in a part of its own: so it is called only once Caseless or a language has said so.

// Caseless reports whether s is in such a script.
func Caseless(s string) bool {
	for _, r := range s {
		if r > 0x590 && (unicode.Is(unicode.Lo, r) || georgian(r)) {
			return true
		}
	}
	return false
}

func georgian(r rune) bool { return 0x10A0 <= r && r < 0x1100 }

func kana(r rune) bool { return 0x3040 <= r && r < 0x3100 }

func east(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hangul) }

// SameScript reports whether two names are written in one script, so that they can be told apart.
func SameScript(a, b string) bool { return script(a) == script(b) }

func script(name string) rune {
	switch r := first(strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })); {
	case r < 0x370 || unicode.Is(unicode.Latin, r):
		return 'a'
	case r < 0x590:
		return r >> 8 // Greek, Cyrillic
	case east(r) || kana(r):
		return '一'
	case hangul(name):
		return '가'
	default:
		return r >> 7
	}
}

// Turns returns what s, in such a script, begins with, or ends with, that turns the words beside it round: after them
// ない, before them 不. It is empty if nothing does.
func (r *Reader) Turns(s string, after bool) (word string) {
	if after {
		next := strings.TrimLeft(s, " ")
		if word = r.Begin(language.TurnsAfter, s); word == "" && next != s {
			word = r.Begin(language.TurnsAfterWord, next)
		}
		return cmp.Or(word, r.Begin(language.TurnsAfterWord, s))
	}
	s = strings.TrimRight(s, " ")
	if word = r.End(language.TurnsBefore, s); word != "" {
		return word
	}
	if w := lastWord(s); r.Has(language.TurnsBeforeWord, w) {
		return w
	}
	return ""
}
