package match

import (
	"unicode"
	"unicode/utf8"
)

// A Word is a word, a number or a quotation mark of a Folded, at bytes Start to End of its S.
type Word struct {
	Text       string // folded; a slice of S
	Start, End int
	Kind       Kind
	Upper      bool // its first letter is a capital in the source
}

// A Kind says what can be told of a word by its characters alone.
type Kind uint8

const (
	Letters  Kind = iota // a word of a script that has capitals, so that names can be told
	Caseless             // a word, or one character where words are not set apart, of a script that has none
	Number               // holds a digit; a sign, currency or per cent that touches it belongs to it
	Mark                 // a double quotation mark
)

// Words returns the words of f, in order.
//
// An apostrophe or a full stop between two letters does not cut a word, nor does a stop, comma,
// colon or slash between two digits: "don't", "4.1", "1,204", "16:40" are one word each. A dash
// always does, so that "well-known" and "well — known" have the same words.
func Words(f *Folded) []Word {
	s := f.S
	out := make([]Word, 0, len(s)/5) // English has one in five to six bytes
	for i := 0; i < len(s); {
		r, n := runeAt(s, i)
		switch {
		case r == ' ':
			i++
		case r == '"':
			out = append(out, Word{Text: s[i : i+n], Start: i, End: i + n, Kind: Mark})
			i += n
		case isDigit(r) || (isCurrency(r) || r == '-' || r == '+') && startsNumber(s, i+n) &&
			!(r == '-' && i > 0 && inWord(s, i) && !f.minus(i)):
			w := f.number(i)
			out = append(out, w)
			i = w.End
		case isLetter(r):
			w := f.letters(i)
			out = append(out, w)
			i = w.End
		case isSymbol(r):
			end := i + n
			for end < len(s) { // with what combines with it
				m, k := runeAt(s, end)
				if !unicode.Is(unicode.M, m) {
					break
				}
				end += k
			}
			out = append(out, Word{Text: s[i:end], Start: i, End: end, Kind: Number})
			i = end
		default:
			i += n
		}
	}
	return out
}

// isSymbol reports whether r measures or compares, so that it says as much as a number does: % ° ½ ⁶ < €.
func isSymbol(r rune) bool {
	switch r {
	case '%', '<', '>', '=', '+', '~', '#', '§', '°', '‰':
		return true
	}
	return isCurrency(r) || r >= 0x80 &&
		(unicode.Is(unicode.Sc, r) || unicode.Is(unicode.Sm, r) || unicode.Is(unicode.No, r))
}

// minus reports whether the dash at byte i of the folded text is a sign: in the source a space stands
// before it and a digit after it. Folding takes the spaces around dashes away.
func (f *Folded) minus(i int) bool {
	from, to := f.at(i)
	before, _ := utf8.DecodeLastRuneInString(f.source[:from])
	after, _ := utf8.DecodeRuneInString(f.source[to:])
	return from > 0 && unicode.IsSpace(before) && isDigit(after)
}

func (f *Folded) letters(i int) Word {
	s, start := f.S, i
	w := Word{Start: i}
	for i < len(s) {
		if 'a' <= s[i] && s[i] <= 'z' {
			i++
			continue
		}
		r, n := runeAt(s, i)
		switch {
		case unspaced(r):
			w.Kind = Caseless
			if i == start {
				for i += n; i < len(s); i += n { // with the vowels and tones above it
					if r, n = runeAt(s, i); !unicode.Is(unicode.M, r) {
						break
					}
				}
			}
			return f.end(w, i)
		case isDigit(r):
			w.Kind = Number
		case isLetter(r):
			if w.Kind == Letters && r >= 0x590 && caseless(r) {
				w.Kind = Caseless
			}
		case (r == '\'' || r == '.') && i+n < len(s) && letterAt(s, i+n):
			// between two letters
		default:
			return f.end(w, i)
		}
		i += n
	}
	return f.end(w, i)
}

func (f *Folded) number(i int) Word {
	s := f.S
	w := Word{Start: i, Kind: Number}
	for i < len(s) {
		r, n := runeAt(s, i)
		switch {
		case isDigit(r) || isLetter(r) && !unspaced(r):
		case r == '%' || r == '‰' || isCurrency(r):
			if i > w.Start {
				return f.end(w, i+n)
			}
		case i == w.Start: // the sign
		case (r == '.' || r == ',' || r == ':' || r == '/' || r == '\'') && i+n < len(s) && isDigitAt(s, i+n) &&
			isDigit(rune(s[i-1])):
		default:
			return f.end(w, i)
		}
		i += n
	}
	return f.end(w, i)
}

func (f *Folded) end(w Word, end int) Word {
	w.End = end
	w.Text = f.S[w.Start:end]
	if w.Kind == Letters || w.Kind == Number {
		from, _ := f.at(w.Start)
		r, _ := runeAt(f.source, from)
		w.Upper = 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && (unicode.IsUpper(r) || unicode.IsTitle(r))
	}
	return w
}

func runeAt(s string, i int) (rune, int) {
	if s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || r >= 0x660 && unicode.IsDigit(r)
}

func isDigitAt(s string, i int) bool {
	r, _ := runeAt(s, i)
	return isDigit(r)
}

// startsNumber reports whether a digit stands at i, perhaps after a sign or currency.
func startsNumber(s string, i int) bool {
	for range 2 {
		if i >= len(s) {
			return false
		}
		r, n := runeAt(s, i)
		if isDigit(r) {
			return true
		}
		if !isCurrency(r) && r != '-' {
			return false
		}
		i += n
	}
	return false
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || r >= 0xAA && (unicode.IsLetter(r) || unicode.Is(unicode.M, r))
}

func letterAt(s string, i int) bool {
	r, _ := runeAt(s, i)
	return isLetter(r)
}

func isCurrency(r rune) bool {
	return r == '$' || r == '£' || r == '€' || r == '¥' || r == '₩' || r == '₽' || r == '₹' || r == '₴' || r == '￥'
}

// inWord reports whether a letter or digit ends at i.
func inWord(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return isLetter(r) || isDigit(r)
}

// Count returns how many words there are. Letters of scripts that set no spaces between words count as what they are of
// a word: one in two in Chinese and Japanese, one in four in Thai and its like.
func Count(words []Word) int {
	quarters := 0
	for i := range words {
		switch r, _ := runeAt(words[i].Text, 0); {
		case !unspaced(r):
			quarters += 4
		case r >= 0x3040:
			quarters += 2
		default:
			quarters++
		}
	}
	return (quarters + 3) / 4
}

// Unspaced reports whether s begins with a letter of a script that sets no spaces between words.
func Unspaced(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unspaced(r)
}

// unspaced reports whether r belongs to a script that sets no spaces between words, so that each
// character has to stand for a word.
func unspaced(r rune) bool {
	return r >= 0xE00 && (r <= 0xEFF || // Thai, Lao
		0x1000 <= r && r <= 0x109F || 0x1780 <= r && r <= 0x17FF || // Burmese, Khmer
		0x3040 <= r && r <= 0x30FF || 0x3400 <= r && r <= 0x9FFF || 0xF900 <= r && r <= 0xFAFF ||
		0x20000 <= r && r <= 0x3FFFF)
}

// caseless reports whether r is a letter of a script without capitals.
func caseless(r rune) bool {
	if 0xAC00 <= r && r <= 0xD7A3 {
		return true
	}
	return !unicode.IsLower(r) && !unicode.IsUpper(r) && !unicode.Is(unicode.M, r)
}
