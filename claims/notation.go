package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// How numbers are written. A text is cut into segments, in which the values of every language look alike, so that one
// grammar reads them (value.go):
//
//	$41.2m            $ 41.2 m           a number, and what touches it
//	41.200 Menschen   41200 menschen     its separators, as the language has them
//	4만1200명이       4 만 1200 명이     words that touch one another, told by the words of the language
//	٤١٬٢٠٠            41200              its digits
//	vierundzwanzig    vier und zwanzig   a number in one word
//	mehr als          mehr als           what the language has as one entry is one part

// A segment is a word, a sign or a number of a text that is read for values.
type segment struct {
	text       string  // folded; of a number in figures, these: "1234.5", "10:30", "15.9.2022"
	n          float64 // of a number
	kind       segmentKind
	bare       bool // a number in figures alone, without a sign
	start, end int  // bytes of the folded text
	upper      bool
}

type segmentKind uint8

const (
	wordSegment   segmentKind = iota
	numberSegment             // in figures
	doubtSegment              // in figures, of which the language does not say what the separator means
	figureSegment             // figures that are no number: a time, a date, a version
)

// A cutter cuts a text into parts.
type cutter struct {
	*prose.Reader
	s        string
	words    []match.Word
	segments []segment
}

// cut returns the segments of the words of a folded text.
func cut(r *prose.Reader, s string, words []match.Word) []segment {
	c := cutter{Reader: r, s: s, words: words, segments: make([]segment, 0, len(words)+len(words)/8)}
	at := 0 // end of the last part
	for i := range words {
		w := &words[i]
		if w.Start < at {
			continue // inside of it
		}
		switch {
		case w.Kind == match.Letters:
			at = c.letters(w)
		case w.Kind == match.Mark:
			at = c.add(segment{start: w.Start, end: w.End})
		default:
			at = c.mixed(w)
		}
	}
	return c.segments
}

// add appends a part, with its text if it has none, and returns its end.
func (c *cutter) add(p segment) int {
	if p.text == "" {
		p.text = c.s[p.start:p.end]
	}
	c.segments = append(c.segments, p)
	return p.end
}

// letters appends a word of letters: with those after it where they are one entry together, or in pieces where it is
// several numbers. It returns where what it has read ends.
func (c *cutter) letters(w *match.Word) int {
	p := segment{start: w.Start, end: w.End, upper: w.Upper}
	if n := len(c.values().Begin(c.s[w.Start:])); n > len(w.Text) && !inside(c.s, w.Start+n) {
		p.end = w.Start + n
	}
	if p.end > w.End || c.values().Has(w.Text) || c.compound(w.Start, w.End) {
		if p.end == w.End && !c.values().Has(w.Text) {
			return w.End
		}
		return c.add(p)
	}
	if head, tail, found := strings.Cut(w.Text, "'"); found { // d'euros, eylül'de
		switch {
		case c.values().Has(tail):
			p.start = w.End - len(tail)
		case c.values().Has(head):
			p.end = w.Start + len(head)
			c.add(p)
			return w.End
		}
	}
	return c.add(p)
}

// values returns the words that values are made of.
func (c *cutter) values() *language.Words { return (*language.Language)(c.Reader).Values() }

// inside reports whether a letter or a digit stands on both sides of byte i.
func inside(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(s[:i])
	b, _ := utf8.DecodeRuneInString(s[i:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) }
	return word(a) && word(b)
}

// compound appends the words of a number that is written as one word, "vierundzwanzig", if [start, end) is one.
func (c *cutter) compound(start, end int) bool {
	n, last := len(c.segments), language.NumberAnd
	for at := start; at < end; {
		entry := ""
		for _, k := range [...]language.Key{language.Numbers, language.Scales, language.NumberAnd} {
			if e := c.Begin(k, c.s[at:end]); len(e) > len(entry) {
				entry, last = e, k
			}
		}
		if entry == "" {
			c.segments = c.segments[:n]
			return false
		}
		at = c.add(segment{start: at, end: at + len(entry)})
	}
	// "und" alone is no number; و stands before one.
	if last == language.NumberAnd || len(c.segments) == n+1 {
		c.segments = c.segments[:n]
		return false
	}
	return true
}

// mixed appends what is written without spaces from a word on: a number with what touches it, or words that only the
// language tells apart. It returns where that ends.
func (c *cutter) mixed(w *match.Word) int {
	figures := false // what comes next touches a number
	at := w.Start
	for at < w.End {
		r, n := utf8.DecodeRuneInString(c.s[at:])
		switch {
		case r < utf8.RuneSelf && isFigure(byte(r)):
			at = c.figures(at)
			figures = true
			continue
		case !unicode.IsLetter(r) && !unicode.Is(unicode.M, r):
			at = c.add(segment{start: at, end: at + n})
			continue
		}
		end := at + n
		for end < w.End {
			r, n := utf8.DecodeRuneInString(c.s[end:])
			if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
				break
			}
			end += n
		}
		word := c.s[at:end]
		if isLatin(r) && end < w.End && !c.Has(language.Currencies, word) && !c.Has(language.HourMarks, word) {
			if isFigure(c.s[end]) { // g20
				return c.add(segment{start: at, end: w.End, upper: w.Upper})
			}
		}
		if isLatin(r) {
			at = c.add(segment{start: at, end: end, upper: w.Upper})
			continue
		}
		at = c.joined(at, end, figures || at > w.Start, w)
		figures = true
	}
	return at
}

func isLatin(r rune) bool { return unicode.IsLetter(r) && r < 0x250 }

// joined appends the words that stand from byte at on, where spaces do not tell them apart, and returns where they end.
// What is written with spaces, [at, end), may have particles at its end; after a number it may be anything else, too.
func (c *cutter) joined(at, end int, figures bool, w *match.Word) int {
	if spaceless(c.s[at:]) {
		if e := c.values().Begin(c.s[at:]); e != "" {
			end = at + len(e)
		}
		end = c.add(segment{start: at, end: end})
		for strings.HasPrefix(c.s[end:], "〇") { // which is no letter
			end = c.add(segment{start: end, end: end + len("〇")})
		}
		return end
	}
	if e := c.values().Begin(c.s[at:]); e != "" {
		n := at + len(e)
		switch {
		case n >= end && !inside(c.s, n), n > end && !inside(c.s, n): // perhaps of several words
			return c.add(segment{start: at, end: n})
		case n > end: // several words, and the last goes on: خمسة عشر00
		case figures && hangul(c.s[at:]):
			c.add(segment{start: at, end: n})
			return c.rest(n, end)
		case c.particles(c.s[n:end]):
			c.add(segment{start: at, end: n})
			return end
		}
	}
	if c.compound(at, end) {
		return end
	}
	for _, k := range [...]language.Key{language.SubjectParticles, language.AdverbParticles, language.Possessives} {
		if e := c.End(k, c.s[at:end]); e != "" && hangul(c.s[at:]) && c.compound(at, end-len(e)) {
			return end
		}
	}
	return c.add(segment{start: at, end: end, upper: w.Upper})
}

// rest appends what is written on to a number after its first unit: 명이, 월, 억원을.
func (c *cutter) rest(at, end int) int {
	for at < end {
		e := c.values().Begin(c.s[at:end])
		if e == "" {
			return c.add(segment{start: at, end: end})
		}
		at = c.add(segment{start: at, end: at + len(e)})
	}
	return at
}

// particles reports whether s is a particle after a noun.
func (c *cutter) particles(s string) bool {
	return c.Has(language.SubjectParticles, s) || c.Has(language.AdverbParticles, s) ||
		c.Has(language.Possessives, s) || c.Has(language.OfParticles, s)
}

// groupSign stands in the figures of a number for a space or an apostrophe before a group of digits.
const groupSign = 'g'

// figures appends the number that begins with the digit at byte at of the text, and returns its end. Folding has made
// the digits of all scripts those of ASCII, and their signs too.
func (c *cutter) figures(at int) int {
	p := segment{start: at}
	var b []byte // digits, and signs
	group := 0   // digits since the last sign
	signed := false
	for ; at < len(c.s); at++ {
		if isFigure(c.s[at]) {
			b = append(b, c.s[at])
			group++
			continue
		}
		digits := digitsAt(c.s[at+1:])
		if digits == 0 {
			break
		}
		sign := byte(0)
		switch c.s[at] {
		case '.', ',', ':', '/':
			sign = c.s[at]
		case ' ', '\'':
			if digits == 3 && group <= 3 && !signed {
				sign = groupSign
			}
		}
		if sign == 0 {
			break
		}
		signed = signed || sign != groupSign
		b = append(b, sign)
		group = 0
	}
	p.end = at
	p.text, p.n, p.kind = c.number(string(b))
	p.bare = len(p.text) == len(b) && !strings.Contains(p.text, ".")
	return c.add(p)
}

// digitsAt returns how many digits s begins with, up to four: as many as tell thousands from others.
func digitsAt(s string) (n int) {
	for n < 4 && n < len(s) && isFigure(s[n]) {
		n++
	}
	return n
}

// number reads the figures of a number by their signs and by what these mean in the language.
func (c *cutter) number(figures string) (text string, n float64, kind segmentKind) {
	// is returns the number with its decimals after sign.
	is := func(sign string) (string, float64, segmentKind) {
		text := strings.Map(func(r rune) rune {
			switch {
			case '0' <= r && r <= '9':
				return r
			case string(r) == sign:
				return '.'
			}
			return -1
		}, figures)
		if n, ok := decimal(text); ok {
			return text, n, numberSegment
		}
		return figures, 0, figureSegment
	}
	points, commas := strings.Count(figures, "."), strings.Count(figures, ",")
	switch {
	case strings.ContainsAny(figures, ":/"):
		return figures, 0, figureSegment
	case points > 0 && commas > 0:
		sign := "."
		if strings.LastIndexByte(figures, ',') > strings.LastIndexByte(figures, '.') {
			sign = ","
		}
		if strings.Count(figures, sign) > 1 {
			return figures, 0, figureSegment
		}
		return is(sign)
	case points+commas == 0:
		return is("")
	}
	sign := "."
	if commas > 0 {
		sign = ","
	}
	last := strings.LastIndex(figures, sign)
	three := len(figures)-last-1 == 3
	if points+commas > 1 {
		if three && grouped(figures, sign) {
			return is("")
		}
		return figures, 0, figureSegment
	}
	const most = 3 // digits before thousands
	if !three || last > most || figures[0] == '0' || strings.Contains(figures, string(groupSign)) {
		return is(sign)
	}
	switch decimals, thousands := c.Has(language.Decimals, sign), c.Has(language.Thousands, sign); {
	case decimals && !thousands:
		return is(sign)
	case thousands && !decimals:
		return is("")
	}
	_, n, _ = is("")
	return figures, n, doubtSegment
}

// grouped reports whether a sign parts groups of three digits, or of two, as in India, and three at the end.
func grouped(figures, sign string) bool {
	groups := strings.Split(figures, sign)
	for i, g := range groups {
		if len(g) > 3 || i > 0 && len(g) < 2 {
			return false
		}
	}
	return true
}
