package claims

import (
	"strings"
	"sync"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
)

// A Selector says where a record belongs: a W3C TextQuoteSelector with the hint of a
// TextPositionSelector. Start and End count code points of the text at the time of marking; End = 0
// means that no position was stored.
type Selector struct {
	Exact, Prefix, Suffix string
	Start, End            int
}

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

// A pattern is a folded selector.
type pattern struct {
	prefix, exact, suffix string
	sel                   Selector
	joint                 *match.Folded
	words                 *patternWords
}

// patternWords is the words of a pattern. They are cut when they are first asked for: what stands in the article as it
// was stored is found without, and that is nearly every record of nearly every reader.
type patternWords struct {
	once                  sync.Once
	prefix, exact, suffix []match.Word
}

// foldSelector folds the three strings as one, so that a space or dash where two of them meet folds as
// it does in the article.
func foldSelector(sel Selector) pattern {
	all := sel.Prefix + sel.Exact + sel.Suffix
	f := match.Fold(all)
	a, b := f.At(len(sel.Prefix)), f.At(len(sel.Prefix)+len(sel.Exact))
	if sel.Prefix == "" {
		a = 0
	}
	if sel.Suffix == "" {
		b = len(f.S)
	}
	for a < b && f.S[a] == ' ' {
		a++
	}
	for b > a && f.S[b-1] == ' ' {
		b--
	}
	return pattern{prefix: f.S[:a], exact: f.S[a:b], suffix: f.S[b:], sel: sel, joint: f, words: new(patternWords)}
}

// cut returns the words of q; of each side, at most the maxContext nearest.
func (q *pattern) cut() *patternWords {
	c := q.words
	c.once.Do(func() {
		a, b := len(q.prefix), len(q.prefix)+len(q.exact)
		for _, w := range match.Words(q.joint) {
			switch {
			case w.End <= a:
				if len(c.prefix) == maxContext {
					c.prefix = c.prefix[1:]
				}
				c.prefix = append(c.prefix, w)
			case w.Start >= b:
				if len(c.suffix) < maxContext {
					c.suffix = append(c.suffix, w)
				}
			case w.Start >= a && w.End <= b:
				c.exact = append(c.exact, w)
			}
		}
	})
	return c
}

// sameContext returns how a stored word of context compares with one of the article. The far ends of the
// context were found by counting characters, so the words there may be halves; a half counts as its word.
func (q *pattern) sameContext(stored, now []match.Word) func(i, j int) float32 {
	return func(i, j int) float32 {
		a, b := &stored[i], &now[j]
		first := a.Start == 0
		last := a.End > len(q.prefix)+len(q.exact) && i == len(stored)-1
		if a.Text == b.Text || first && strings.HasSuffix(b.Text, a.Text) || last && strings.HasPrefix(b.Text, a.Text) {
			return 1
		}
		return 0
	}
}
