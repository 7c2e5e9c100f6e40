package claims

import (
	"strings"
	"unicode/utf8"
)

// Describe returns the selector that leads back to s: its words, and before and after them the rest of their
// sentence and at least 32 characters (the length most tools store), to the border of a word; more where
// that would fit two places, as long as there are steps left to find that out.
func (t *Text) Describe(s Span) Selector {
	const least, most = 32, 1 << 10 // bytes; more than Place compares, maxContext words, would not help
	str, x := t.String(), t.indexed()
	start, end := restOfSentence(t.Sentences(), s.Start, s.End)
	start, end = max(start, s.Start-most), min(end, s.End+most)
	for more := least; ; more *= 2 {
		a := wordBorder(str, min(start, max(0, s.Start-more)), -1)
		b := wordBorder(str, max(end, min(len(str), s.End+more)), +1)
		sel := Selector{Exact: str[s.Start:s.End], Prefix: tidy(str[a:s.Start]), Suffix: tidy(str[s.End:b])}
		q := foldSelector(sel)
		x.left = mostSteps - x.described
		p := t.place(&q)
		x.described = mostSteps - x.left
		if p.Placed() && p.Span == s || p.Unsearched || more >= most || a == 0 && b == len(str) {
			return sel
		}
	}
}

// tidy returns s with one space for several, and an empty line for several lines: what folding ignores, a
// person who reads the selector need not see.
func tidy(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, blanks)
		if i < 0 {
			i = len(s)
		}
		b.WriteString(s[:i])
		rest := strings.TrimLeft(s[i:], blanks)
		switch gap := s[i : len(s)-len(rest)]; {
		case gap == "":
		case strings.Count(gap, "\n") > 1:
			b.WriteString(blockGap)
		default:
			b.WriteByte(' ')
		}
		s = rest
	}
	return b.String()
}

// wordBorder returns the nearest place from i on, in the direction given, where a space stands. Where spaces
// are rare, as in Chinese, it goes no further than a long word.
func wordBorder(s string, i, direction int) int {
	const longWord = 48 // bytes
	for n := 0; i > 0 && i < len(s); n++ {
		if s[i] <= ' ' || s[i-1] <= ' ' || n > longWord && utf8.RuneStart(s[i]) {
			break
		}
		i += direction
	}
	return i
}
