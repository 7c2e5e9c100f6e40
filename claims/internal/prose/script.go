package prose

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// What is asked of articles in any language. What only other languages than English need is in files that the widget has
// in a part of its own (web/bundle/part.go): they are called only once Caseless has said so, or the language.

// english reports whether the language is English.
func (r *Reader) english() bool { return r.Tag == "en" }

// An Incise is an attribution that the reporter puts into the words of a quotation without closing its marks: « Nous ne
// pouvons pas, a déclaré la maire, attendre » ; «No podemos —dijo la alcaldesa— esperar»; «Мы не можем, — сказала мэр,
// — ждать».
type Incise struct {
	Whole Span // with the commas or dashes around it
	Attribution
}

// FindIncise returns the first incise in the words of a quotation. English has none: there the marks close.
func (r *Reader) FindIncise(s string) (in Incise, ok bool) {
	if r.english() {
		return in, false
	}
	return r.incise(s)
}

// Eastern reports whether the language is read by east.go.
func (r *Reader) Eastern() bool {
	s := r.language().Words(language.Script)
	return (s.Has("han") || s.Has("hangul") || s.Has("thai")) && !s.Has("latin") // as all languages together have it
}

// Clausal reports whether the language is read clause by clause.
func (r *Reader) Clausal() bool { return r.any(language.That) && !r.any(language.Reporting) }

// nominalizes reports whether the language makes a noun of what is said, as Turkish does: see nominals. That all languages
// together have words for that says nothing of a text.
func (r *Reader) nominalizes() bool { return r.Tag != "" && r.any(language.ClauseEndings) }

// Dialogues reports whether what stands after a dash at the head of a paragraph may be said, and not an item of a list.
func (r *Reader) Dialogues() bool { return r.any(language.DialogueDashes) }

// Nouns reports whether nouns have capitals, as names do.
func (r *Reader) Nouns() bool { return r.any(language.Capitals) }

// any reports whether the language has words of a key.
func (r *Reader) any(k language.Key) bool { return r.Find(k, func(string) bool { return true }) }

// Caseless reports whether s is in such a script.
func Caseless(s string) bool {
	for _, r := range s {
		if r > 0x590 && (unicode.Is(unicode.Lo, r) || georgian(r)) {
			return true
		}
	}
	return false
}

func thai(r rune) bool { return 0xE00 <= r && r < 0xE80 }

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

func lowerText(s string, w Span) string { return strings.ToLower(w.text(s)) }

// hangul reports whether a word begins with a syllable of Korean.
func hangul(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return '가' <= r && r <= '힣'
}

// Gender returns what the first word of a name or an office, or a pronoun, says of the gender of its bearer; "" if that
// is nothing.
func (r *Reader) Gender(words string) string {
	w := strings.ToLower(words)
	if i := strings.IndexAny(w, " .'’"); i >= 0 {
		w = w[:i]
	}
	return r.Of(language.Genders, w)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
