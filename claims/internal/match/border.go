package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where a mark may begin and end. Words cuts a text so that two spellings of it have the same words, and parts
// "well-known" in two for that. What is shown must not be cut so: to a reader "members" in "non-members" is half a
// word, as "men" in "women" is.
//
//	wo|men  caf|é       no letter, digit or combining mark is parted from the next
//	can|'t  well|-known an apostrophe, a hyphen, an ampersand or a joiner between two letters ties them together
//	l'|homme            but an elided article or preposition is a word of its own: a mark may begin after it
//	41|,200  41| 200    so do commas, stops and spaces between the digits of a number,
//	−|5  $|5  4|%  1|½  and its sign, currency and per cent belong to it
//	中|国  ภา|ษา         where words are not set apart, any character may begin one, but 二十|三 is a number
//	👩‍|💻  🇫|🇷           what is drawn as one character is one

// Inside reports whether byte i of f.S lies inside a word, a number or a character. It looks at the characters beside
// it and at those beside these, so it costs next to nothing. elided says which words, with their apostrophe, are articles,
// prepositions and the like that have lost their vowel; nil if none are.
func (f *Folded) Inside(i int, elided func(word string) bool) bool {
	s := f.S
	if i <= 0 || i >= len(s) {
		return false
	}
	a, k := utf8.DecodeLastRuneInString(s[:i])
	b, n := runeAt(s, i)
	switch {
	case f.drawnAsOne(i, a, b):
		return true
	case inAWord(a) && inAWord(b):
		return !unspaced(a) && !unspaced(b) || isNumeral(a) && isNumeral(b)
	case inAWord(a):
		return f.ties(i, i+n) || isDigit(a) &&
			(b == '%' || b == '‰' || b == '°' || isCurrency(b) || unicode.Is(unicode.No, b))
	case inAWord(b):
		return f.ties(i-k, i) && !(a == '\'' && elided != nil && f.elides(i-k, elided)) || isDigit(b) && f.signs(i-k, a)
	}
	return isCurrency(b) && startsNumber(s, i) && f.signs(i-k, a) // −$5
}

// Around returns the word, the number or the character that byte i of f.S lies inside of. Of what is longer than any
// word, it is so many bytes on each side.
func (f *Folded) Around(i int, elided func(word string) bool) (start, end int) {
	const longest = 200 // bytes; a word of 79 letters is in the dictionary of records, and letters may have three bytes
	start, end = i, i
	for start > 0 && i-start < longest && f.Inside(start, elided) {
		_, n := utf8.DecodeLastRuneInString(f.S[:start])
		start -= n
	}
	for end < len(f.S) && end-i < longest && f.Inside(end, elided) {
		_, n := runeAt(f.S, end)
		end += n
	}
	return start, end
}

func inAWord(r rune) bool { return isLetter(r) || isDigit(r) }

// drawnAsOne reports whether a and b, between which byte i lies, are drawn as one character (UAX 29).
func (f *Folded) drawnAsOne(i int, a, b rune) bool {
	if b < 0x300 {
		return false
	}
	switch {
	// marks, and letters that are written as marks
	case unicode.Is(unicode.M, b), b == 'ำ', b == 'ຳ', b == '\uff9e', b == '\uff9f':
		return true
	case 0x1F3FB <= b && b <= 0x1F3FF, 0xE0020 <= b && b <= 0xE007F: // tones of skin, tags of flags
		return true
	case a == '\u17d2', a == '\u1039': // what puts the next letter under the last, in Khmer and Burmese
		return true
	case isFlag(a) && isFlag(b):
		n := 0
		const most = 64 // letters of flags in a row; nobody needs to know where those of more begin
		for at := i; n < most; n++ {
			r, k := utf8.DecodeLastRuneInString(f.S[:at])
			if !isFlag(r) {
				break
			}
			at -= k
		}
		return n%2 == 1
	case inAWord(b):
		return false
	}
	// Folding drops the joiners of pictures.
	_, from := f.at(i - 1)
	to, _ := f.at(i)
	return from < to && strings.Contains(f.source[from:to], "\u200d")
}

func isFlag(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// isNumeral reports whether r is a digit, or a character that makes up a number where they are written out: 二十三,
// 4万1200.
func isNumeral(r rune) bool {
	return isDigit(r) || strings.ContainsRune("〇零一二三四五六七八九十百千万萬亿億兆", r)
}

// ties reports whether the character at bytes [from, to) of f.S makes what stands on both sides of it one word or one
// number.
func (f *Folded) ties(from, to int) bool {
	s := f.S
	if from == 0 || to == len(s) {
		return false
	}
	a, n := utf8.DecodeLastRuneInString(s[:from])
	b, _ := runeAt(s, to)
	if !inAWord(a) || !inAWord(b) {
		return false
	}
	digits := isDigit(a) && isDigit(b)
	spaced := !unspaced(a) && !unspaced(b)
	switch r, _ := runeAt(s, from); r {
	case ',', ':', '/', '·', '٫', '٬', '，', '．', '⁄':
		return digits
	case ' ':
		return digits && threes(s[:from], s[to:])
	case '\'', '&', '_', '\u200c', '\u200d':
		return spaced
	case '.': // not where the space after a sentence was forgotten: "full.The"
		return digits || spaced && (!f.upper(to) || !endsWithLetter(s[:from-n]))
	case '-':
		return spaced && f.hyphen(from)
	}
	return false
}

// hyphen reports whether the dash at byte i of f.S stands between two parts of a word, or two numbers: one that is not
// long, without spaces.
func (f *Folded) hyphen(i int) bool {
	from, to := f.at(i)
	switch f.source[from:to] {
	case "-", "‐", "‑", "–", "−", "﹣", "－":
	default:
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(f.source[:from])
	after, _ := utf8.DecodeRuneInString(f.source[to:])
	return !unicode.IsSpace(before) && !unicode.IsSpace(after)
}

// signs reports whether a at byte i belongs to the number that begins after it.
func (f *Folded) signs(i int, a rune) bool {
	switch a {
	case '-':
		from, to := f.at(i)
		before, _ := utf8.DecodeLastRuneInString(f.source[:from])
		after, _ := utf8.DecodeRuneInString(f.source[to:])
		return !unicode.IsSpace(after) && (from == 0 || unicode.IsSpace(before) || !inWord(f.S, i))
	case '.': // .5
		return i == 0 || f.S[i-1] == ' '
	}
	return isSymbol(a) && a != '%'
}

// threes reports whether a space between two digits parts thousands: up to three digits before it, exactly three after
// it.
func threes(before, after string) bool {
	count := func(digit func(i int) bool) (n int) {
		for n < 4 && digit(n) {
			n++
		}
		return n
	}
	ascii := func(c byte) bool { return '0' <= c && c <= '9' }
	return count(func(i int) bool { return i < len(before) && ascii(before[len(before)-1-i]) }) <= 3 &&
		count(func(i int) bool { return i < len(after) && ascii(after[i]) }) == 3
}

// upper reports whether the letter at byte i of f.S is a capital in the source.
func (f *Folded) upper(i int) bool {
	from, _ := f.at(i)
	r, _ := runeAt(f.source, from)
	return unicode.IsUpper(r)
}

func endsWithLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isLetter(r)
}

// elides reports whether the apostrophe at byte i of f.S ends an elided word. D'Angelo is left out.
func (f *Folded) elides(i int, elided func(word string) bool) bool {
	s := f.S
	start := i
	for start > 0 && 'a' <= s[start-1] && s[start-1] <= 'z' {
		start--
	}
	if !elided(s[start:i+1]) || start > 0 && endsWithLetter(s[:start]) {
		return false
	}
	return !f.upper(start) || !f.upper(i+1)
}
