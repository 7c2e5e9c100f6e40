// Package prose knows how news is written: where sentences end, which marks quote, and which words carry the logic of a
// sentence. What it does with words is here; the words are those of a language (package language). It works on strings
// and byte offsets and has never heard of a record.
package prose

import (
	"strings"

	"sourcemark/claims/language"
)

// A WordClass says how much the meaning of a sentence depends on one word.
type WordClass uint8

const (
	Open     WordClass = iota // an ordinary word: another may stand in its place and the sentence still be the same
	Grammar                   // who, when, which way, under what condition
	Opposite                  // a word that has an opposite: rise, fall, refuse, guilty
	Measure                   // a unit, a time of day, a rhythm
	Quantity                  // a number in words, a share, an order
	Negation                  // turns a sentence round: not, never, without
)

// Classify returns the class of one word in lower case, with straight apostrophes.
//
// The words err on the heavy side: one listed in vain costs a match, one forgotten may cost a wrong one.
func (r *Reader) Classify(word string) WordClass {
	switch {
	case r.End(language.NegatingEndings, word) != "" || r.Has(language.Negations, word):
		return Negation
	case r.Has(language.Quantities, word):
		return Quantity
	case r.Has(language.Measures, word):
		return Measure
	case r.Has(language.Opposites, word):
		return Opposite
	case r.Has(language.Grammar, word):
		return Grammar
	}
	return Open
}

// Negates reports whether one of two words in lower case is the other with an affix that turns it round:
// "constitutional" and "unconstitutional", "useful" and "useless".
func (r *Reader) Negates(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if p := strings.TrimSuffix(b, a); p != b && r.Has(language.NegatingPrefixes, p) {
		return true
	}
	for _, w := range [...][2]string{{a, b}, {b, a}} {
		ending := r.End(language.NegatingSuffixes, w[1])
		stem := strings.TrimSuffix(w[1], ending)
		if ending != "" && len(stem) > 2 && (w[0] == stem || w[0] == stem+r.Of(language.NegatingSuffixes, ending)) {
			return true
		}
	}
	return false
}

// IsModal reports whether a word in lower case says that the verb after it may not be so: without it, what
// might be is.
func (r *Reader) IsModal(word string) bool { return r.Has(language.Modals, word) }

// IsLight reports whether a word in lower case is one of those that stand in sentences about anything.
func (r *Reader) IsLight(word string) bool { return r.Has(language.Light, word) }

// IsArticle reports whether a word in lower case is an article: one may stand for another, and none says anything.
func (r *Reader) IsArticle(word string) bool { return r.Has(language.Articles, word) }

// IsFunction reports whether a word in lower case is one of those that hold sentences together, and so begins no name.
func (r *Reader) IsFunction(word string) bool {
	return r.Has(language.FunctionWords, word) || r.Has(language.Grammar, word) || r.Has(language.Articles, word)
}

// IsGroup reports whether a speaker is an organisation, a document or several people: "they" or "it", not "he".
func (r *Reader) IsGroup(speaker string) bool {
	speaker, _, _ = strings.Cut(strings.ToLower(speaker), ",")
	head := ""
	for _, w := range strings.Fields(speaker) {
		if r.Has(language.GroupStops, w) {
			break // the clerk of the council is one man
		}
		head = w
	}
	return r.Has(language.Groups, head) || r.Has(language.Plurals, head) ||
		r.Eastern() && r.End(language.Groups, head) != "" // 국토교통부, 厚生労働省
}

// IsTitle reports whether a word in lower case is a title before a name: "mr".
func (r *Reader) IsTitle(word string) bool { return r.Has(language.Titles, word) }

// Weekday returns the number of a day of the week from Monday, 0, by its name in lower case; -1 for other words.
func (r *Reader) Weekday(word string) int { return r.Number(language.Weekdays, word) - 1 }

// IsMonth reports whether a word in lower case is the English name of a month, or short for it. A number
// after it is a day.
func (r *Reader) IsMonth(word string) bool { return r.Has(language.Months, word) }

// A Reader reads the news of one language, or of several whose words do not get in each other's way. It may be used by
// many goroutines at once.
type Reader language.Language

// In returns the reader of a language.
func In(l *language.Language) *Reader { return (*Reader)(l) }

func (r *Reader) language() *language.Language { return (*language.Language)(r) }

// Has reports whether a word is one of the words of a key; see [language.Words].
func (r *Reader) Has(k language.Key, word string) bool { return r.language().Words(k).Has(word) }

// Of returns what stands for a word of a key.
func (r *Reader) Of(k language.Key, word string) string { return r.language().Words(k).Of(word) }

// Number returns the number of a word of a key.
func (r *Reader) Number(k language.Key, word string) int { return r.language().Words(k).Number(word) }

// Root returns a word without the endings of its language; see [language.Language.Stem].
func (r *Reader) Root(word string) string { return r.language().Stem(word) }

// Begin returns the longest word of a key with which s begins.
func (r *Reader) Begin(k language.Key, s string) string { return r.language().Words(k).Begin(s) }

// Begins reports whether s begins with a word of a key.
func (r *Reader) Begins(k language.Key, s string) bool { return r.Begin(k, s) != "" }

// End returns the longest word of a key with which s ends.
func (r *Reader) End(k language.Key, s string) string { return r.language().Words(k).End(s) }

// Cut returns s without the longest word of a key with which it ends.
func (r *Reader) Cut(k language.Key, s string) (head string, ok bool) {
	return r.language().Words(k).Cut(s)
}

// In reports whether a word of a key stands in s.
func (r *Reader) In(k language.Key, s string) bool { return r.language().Words(k).In(s) }

// Find calls yes with the words of a key.
func (r *Reader) Find(k language.Key, yes func(word string) bool) bool {
	return r.language().Words(k).Find(yes)
}

// First returns the first word of a key for which something stands.
func (r *Reader) First(k language.Key, base string) string { return r.language().Words(k).First(base) }
