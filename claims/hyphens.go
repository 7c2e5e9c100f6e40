//go:build !js

package claims

// joinHyphens makes one change of all parts of a word with hyphens of which any changed: "half-empty" for "empty" is
// another word, and not one more. It is done when all is judged, for whoever reads the diff: the parts are what says
// whether a quotation was shortened or altered.
func (c *Comparison) joinHyphens(printed, source string) {
	replaced := 0
	for _, ch := range c.Changes {
		if ch.Kind == Replaced || ch.Kind == Added {
			replaced++
		}
	}
	var lost Span // words that were left out here count, too
	if c.Words > replaced {
		lost = c.sourceRange()
	}
	out := c.Changes[:0]
	for from := 0; from < len(c.Changes); {
		all := c.Changes[from]
		to, counted, words, kind, changed := from+1, 0, 0, all.Kind, false
		for i := from; i < to; i++ {
			ch := &c.Changes[i]
			if ch.Printed.Len() > 0 && (i == from || !hyphened(printed, all.Printed, ch.Printed)) {
				words++
			}
			all.Printed, all.Source = covering(all.Printed, ch.Printed), covering(all.Source, ch.Source)
			if kind != ch.Kind {
				kind = Replaced
			}
			changed = changed || ch.Kind >= Replaced
			if ch.Kind == Replaced || ch.Kind == Added || ch.Kind == LeftOut && lost.Contains(ch.Source) {
				counted++
			}
			for j := to; j < len(c.Changes) && j <= i+farthest; j++ {
				next := &c.Changes[j]
				if hyphened(printed, ch.Printed, next.Printed) || hyphened(source, ch.Source, next.Source) {
					to = j + 1
				}
			}
		}
		if to == from+1 || !changed {
			out = append(out, c.Changes[from:to]...)
		} else {
			if all.Kind = kind; c.Words == 0 {
				all.Kind = LeftOut // what is printed is all from there
			}
			if c.Words > 0 && (counted > 0 || kind == Replaced) {
				c.Words += max(1, words) - counted
			}
			out = append(out, all)
		}
		from = to
	}
	c.Changes = out
}

// farthest is how many words of the other side may stand between two parts of a word with a hyphen: "half full and
// empty" for "half-empty".
const farthest = 4

// hyphened reports whether nothing but a hyphen stands between two words of a text.
func hyphened(text string, a, b Span) bool {
	if a.Len() == 0 || b.Len() == 0 || b.Start <= a.End {
		return false
	}
	switch text[a.End:b.Start] {
	case "-", "\u2010", "\u2011":
		return true
	}
	return false
}

// covering returns the span from the first of two spans to the last, of which one may be empty.
func covering(a, b Span) Span {
	switch {
	case a.Len() == 0:
		return b
	case b.Len() == 0:
		return a
	}
	return Span{a.Start, b.End}
}
