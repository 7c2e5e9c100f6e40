package claims

import (
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A piece is a word of a phrase or, where no spaces set words apart, what a list of the language has, or two letters of
// what stands between two of these.
type piece struct {
	text string
	at   int  // the first of its words in the phrase
	to   int  // the first after it
	open bool // no list has it, and no space parts it from what stands beside it
	// Nothing tells its forms by how it begins: it is in a script without spaces, or of the syllables of Korean or
	// Vietnamese.
	whole bool
}

// pieces cuts a phrase.
//
// Chinese, Japanese and Thai are read without a dictionary: at the words that say no more than how a sentence is meant,
// which the file of the language has, and at their endings. What stands between is compared by two letters and two
// letters, each with the next; of a word in katakana all of it is one.
func (s *story) pieces(p *phrase) []piece {
	out := make([]piece, 0, len(p.words))
	for i := 0; i < len(p.words); i++ {
		end := i
		for end < len(p.words) && unset(&p.words[end]) && (end == i || p.words[end].Start == p.words[end-1].End) {
			end++
		}
		if end == i {
			c := piece{text: p.words[i].Text, at: i, to: i + 1, whole: s.strict && !inflects(p.words[i].Text)}
			if s.strict && i+1 < len(p.words) && p.words[i].End+1 == p.words[i+1].Start {
				if two := p.folded[p.words[i].Start:p.words[i+1].End]; s.isListed(two) {
					c.text, c.to = two, i+2
					i++
				}
			}
			out = append(out, c)
			continue
		}
		out = s.cutRun(out, p, i, end)
		i = end - 1
	}
	return out
}

// unset reports whether a word is one letter of a script that sets no spaces between words.
func unset(w *match.Word) bool {
	return w.Kind == match.Caseless && utf8.RuneCountInString(w.Text) == 1 && !unicode.In(letter(w.Text), unicode.Hangul, unicode.Arabic, unicode.Hebrew, unicode.Devanagari)
}

func letter(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

// closed lists the keys of words that a run of letters is cut at.
var cutAt = [...]language.Key{language.FunctionWords, language.Articles, language.Grammar, language.Negations, language.Lacking,
	language.Opposites, language.Contraries, language.Measures, language.Quantities, language.Light, language.Modals, language.Will,
	language.Possible, language.Denials, language.More, language.Less, language.Decisions, language.Comparatives}

// longestListed is how many letters the longest word of these keys has that is looked for.
const longestListed = 8

// isListed reports whether one of the keys that texts are cut at has some words.
func (s *story) isListed(words string) bool {
	if s.listed == nil {
		s.listed = make(map[string]bool)
		for _, k := range cutAt {
			s.prose.Find(k, func(word string) bool {
				s.listed[word] = true
				return false
			})
		}
	}
	return s.listed[words]
}

// inflects reports whether a word is of a script in which forms of one word mostly begin alike: long ones in Latin,
// Greek or Cyrillic letters.
func inflects(word string) bool { return utf8.RuneCountInString(word) > 5 && letter(word) < 0x590 }

func (s *story) cutRun(out []piece, p *phrase, from, to int) []piece {
	open := from // where the letters begin that no list has
	flush := func(end int) {
		for open < end {
			k := open
			for k < end && katakana(p.words[k].Text) {
				k++
			}
			if k > open+1 {
				out = append(out, piece{p.folded[p.words[open].Start:p.words[k-1].End], open, k, true, true})
				open = k
				continue
			}
			k = open + 1
			for k < end && !katakana(p.words[k].Text) {
				k++
			}
			for i := open; i < max(k-1, open+1); i++ {
				last := min(i+1, k-1)
				if !prose.Kana(p.words[i].Text) || !prose.Kana(p.words[last].Text) {
					out = append(out, piece{p.folded[p.words[i].Start:p.words[last].End], i, last + 1, true, true})
				}
			}
			open = k
		}
	}
	for i := from; i < to; {
		n := 0
		for k := min(to-i, longestListed); k > 0 && n == 0; k-- {
			if s.isListed(p.folded[p.words[i].Start:p.words[i+k-1].End]) {
				n = k
			}
		}
		if n == 0 {
			i++
			continue
		}
		flush(i)
		out = append(out, piece{p.folded[p.words[i].Start:p.words[i+n-1].End], i, i + n, false, true})
		i += n
		open = i
	}
	flush(to)
	return out
}

func katakana(s string) bool { c := letter(s); return 0x30A0 <= c && c < 0x3100 }

// stem returns what the forms of a word have in common.
func (s *story) stem(word string) string {
	if s.strict {
		return s.prose.Stem(word)
	}
	return s.lexicon.Stem(word)
}

// negates reports whether a word turns its clause round, or the clitic before it does: "n'est".
func (s *story) negates(word string) bool {
	if s.prose.Classify(word) == prose.Negation {
		return true
	}
	bare := s.prose.Bare(word)
	return bare != word && (s.prose.Classify(bare) == prose.Negation || s.prose.Has(language.Negations, word[:len(word)-len(bare)]))
}

// opposite reports whether two units say opposites.
func (s *story) opposite(a, b *unit) bool {
	if s.lexicon.Opposite(a.stem, b.stem) || a.moves*b.moves < 0 {
		return true
	}
	return s.strict && a.contra != 0 && a.contra == -b.contra
}
