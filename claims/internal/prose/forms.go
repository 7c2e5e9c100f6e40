package prose

import (
	"strings"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Bare returns a word in lower case without the small words that are written on to it before it: "incendie" of
// "l'incendie", سفينة of والسفينة.
func (r *Reader) Bare(word string) string {
	const (
		most     = 3 // small words in a row: وبال is three
		shortest = 3 // letters of a word that has any; in shorter ones these letters are the word
	)
	for range most {
		c := r.Begin(language.Clitics, word)
		if c == "" || !strings.HasSuffix(c, "'") && utf8.RuneCountInString(word[len(c):]) < shortest {
			break
		}
		word = word[len(c):]
	}
	return word
}

// Elided reports whether a word in lower case, with its apostrophe, is a small one that has lost its vowel, so that a mark
// may begin after it: "l'". One that denies is none, for a mark that begins after it would hide it: "n'".
func (r *Reader) Elided(word string) bool {
	return r.Has(language.Clitics, word) && !r.Has(language.HalfNegations, word) && r.Classify(word) != Negation
}

// Stem returns what most forms of a word in lower case have in common, by the endings of its language.
func (r *Reader) Stem(word string) string {
	word = r.Bare(word)
	shortest := 3 // letters; in shorter words the ending is the word
	if hangul(word) {
		shortest = 2 // syllables
	}
	n := utf8.RuneCountInString(word)
	stem := word
	r.Find(language.Inflections, func(ending string) bool {
		if n-utf8.RuneCountInString(ending) < shortest || !strings.HasSuffix(word, ending) {
			return false
		}
		stem = word[:len(word)-len(ending)]
		return true
	})
	if bare := strings.Map(func(c rune) rune {
		if r.Has(language.InnerLetters, string(c)) {
			return -1
		}
		return c
	}, stem); bare != stem && utf8.RuneCountInString(bare) >= shortest {
		return bare
	}
	return stem
}

// Kana reports whether a word is in hiragana, which Japanese writes its endings in.
func Kana(word string) bool { c := first(word); return 0x3040 <= c && c < 0x30A0 }
