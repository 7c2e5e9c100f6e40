package claims

import (
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A wordCutter cuts texts into the words that keys of a language have.
//
// Chinese, Japanese and Thai, which set no spaces between words, are read without a dictionary: their texts are cut at
// the words of the file, which say how a sentence is meant, and at the endings of Japanese. Elsewhere two words that the
// file has as one are one.
type wordCutter struct {
	prose  *prose.Reader
	keys   []language.Key
	listed map[string]bool // their words; nil until one is looked up
}

// A piece is a word that a list has, a word between spaces, or the letters between two words where no spaces are.
type piece struct {
	text string
	at   int  // the first of its words in the text
	to   int  // the first after it
	open bool // no list has it, and no space parts it from what stands beside it
	// No word begins like it that says the same: it is short, or in a script in which forms of a word do not.
	whole bool
}

// longestListed is how many letters the longest word has that a text without spaces is cut at.
const longestListed = 8

// cut cuts the words of a folded text, which stand at bytes of it.
func (c *wordCutter) cut(folded string, words []match.Word) []piece {
	out := make([]piece, 0, len(words))
	for i := 0; i < len(words); {
		end := i
		for end < len(words) && unset(&words[end]) && (end == i || words[end].Start == words[end-1].End) {
			end++
		}
		if end > i {
			out = c.cutRun(out, folded, words, i, end)
			i = end
			continue
		}
		p := piece{text: words[i].Text, at: i, to: i + 1, whole: !inflects(words[i].Text)}
		if i+1 < len(words) && words[i].End+1 == words[i+1].Start {
			if two := folded[words[i].Start:words[i+1].End]; c.has(two) {
				p.text, p.to = two, i+2
			}
		}
		out = append(out, p)
		i = p.to
	}
	return out
}

// cutRun cuts words from one to another that no space parts.
func (c *wordCutter) cutRun(out []piece, folded string, words []match.Word, from, to int) []piece {
	add := func(at, to int, open bool) {
		if at < to {
			out = append(out, piece{folded[words[at].Start:words[to-1].End], at, to, open, true})
		}
	}
	open := from // where the letters begin that no list has
	for i := from; i < to; {
		n := min(to-i, longestListed)
		for n > 0 && !c.has(folded[words[i].Start:words[i+n-1].End]) {
			n--
		}
		if n == 0 {
			i++
			continue
		}
		add(open, i, true)
		add(i, i+n, false)
		i += n
		open = i
	}
	add(open, to, true)
	return out
}

// has reports whether the keys have a word.
func (c *wordCutter) has(word string) bool {
	if c.listed == nil {
		c.listed = make(map[string]bool)
		for _, k := range c.keys {
			c.prose.Find(k, func(word string) bool {
				c.listed[word] = true
				return false
			})
		}
	}
	return c.listed[word]
}

// unset reports whether a word is one letter of a script that sets no spaces between words.
func unset(w *match.Word) bool {
	c := letter(w.Text)
	return w.Kind == match.Caseless && utf8.RuneLen(c) == len(w.Text) &&
		!unicode.In(c, unicode.Hangul, unicode.Arabic, unicode.Hebrew, unicode.Devanagari, unicode.Bengali,
			unicode.Georgian)
}

func letter(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

// inflects reports whether a word is of a script in which forms of one word mostly begin alike: long ones in Latin,
// Greek or Cyrillic letters.
func inflects(word string) bool { return utf8.RuneCountInString(word) > 5 && letter(word) < 0x590 }

func katakana(s string) bool { c := letter(s); return 0x30A0 <= c && c < 0x3100 }

// meantBy lists the keys of words that say how a sentence is meant.
var meantBy = []language.Key{language.FunctionWords, language.Articles, language.Grammar, language.Negations,
	language.Concord, language.Lacking, language.Opposites, language.Contraries, language.Synonyms, language.Measures, language.Quantities,
	language.Light, language.Modals, language.Will, language.Possible, language.Denials, language.More, language.Less,
	language.Decisions, language.Comparatives, language.Absolutes}

// pieces cuts a phrase. The letters between two words are compared by two and two, each with the next; of a word in
// katakana all of it is one, and hiragana are endings.
func (s *story) pieces(p *phrase) []piece {
	if !s.strict {
		out := make([]piece, len(p.words))
		for i := range p.words {
			out[i] = piece{text: p.words[i].Text, at: i, to: i + 1}
		}
		return out
	}
	var out []piece
	for _, c := range s.cutter.cut(p.folded, p.words) {
		if !c.open {
			out = append(out, c)
			continue
		}
		for i := c.at; i < c.to; {
			end := i + 1
			for end < c.to && katakana(p.words[end].Text) == katakana(p.words[i].Text) {
				end++
			}
			from := i
			i = end
			if katakana(p.words[from].Text) && end-from > 1 {
				out = append(out, piece{p.folded[p.words[from].Start:p.words[end-1].End], from, end, true, true})
				continue
			}
			for k := from; k < max(end-1, from+1); k++ {
				last := min(k+1, end-1)
				if !prose.Kana(p.words[k].Text) || !prose.Kana(p.words[last].Text) {
					out = append(out, piece{p.folded[p.words[k].Start:p.words[last].End], k, last + 1, true, true})
				}
			}
		}
	}
	return out
}

// stem returns what the forms of a word have in common.
func (s *story) stem(word string) string {
	if s.strict {
		return s.prose.Stem(word)
	}
	return s.lexicon.Stem(word)
}

// negates reports whether a word turns its clause round, or the clitic before it does.
func (s *story) negates(word string) bool {
	if s.prose.Classify(word) == prose.Negation {
		return true
	}
	bare := s.prose.Bare(word)
	return bare != word && (s.prose.Classify(bare) == prose.Negation ||
		s.prose.Has(language.Negations, word[:len(word)-len(bare)]))
}

// opposite reports whether two units say opposites.
func (s *story) opposite(a, b *unit) bool {
	return s.lexicon.Opposite(a.stem, b.stem) || a.moves*b.moves < 0 || a.contra != 0 && a.contra == -b.contra
}
