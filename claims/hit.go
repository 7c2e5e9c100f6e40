package claims

import (
	"strings"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
)

// A hit is a place where the exact words were found, in bytes of the folded text.
type hit struct {
	start, end       int
	left, right      float64 // share of the stored context found on each side; 1 where none was stored
	whole            bool    // all stored context stands there, letter for letter
	from, to         int     // the whole words that it is a part of
	cutStart, cutEnd bool    // the stored words were cut short, in mid-word
}

// hits returns every place where the article has the exact words of q, overlapping ones too. halves is the first place
// where they begin or end inside another word, and which is therefore not among them; nil if there is none.
func (x *index) hits(q *pattern) (out []hit, halves *hit) {
	s := x.folded.S
	if x.finder == nil {
		x.finder = match.NewFinder(s)
	}
	tried := 0
	// bytes that are compared at once, twice; and where in the source they are
	around := (len(q.prefix)+len(q.suffix))/16 + 16
	x.left -= x.finder.Each(q.exact, func(i int) bool {
		x.left -= around
		if i < len(s) && !utf8.RuneStart(s[i]) {
			return true
		}
		h := hit{start: i, end: i + len(q.exact)}
		if x.folded.Inside(h.start, x.elided) || x.folded.Inside(h.end, x.elided) {
			// steps to the ends of the longest of words, each letter of which is looked at with those beside it
			const word = 16_000
			x.left -= word
			if tried++; tried > maxAligned || !x.widenToWords(q, &h) {
				if halves == nil {
					halves = &h
				}
				return true
			}
		} else {
			h.from, h.to = h.start, h.end
		}
		h.whole = strings.HasSuffix(s[:h.start], q.prefix) && strings.HasPrefix(s[h.end:], q.suffix)
		out = append(out, h)
		return len(out) < maxHits && x.left >= 0
	})
	return out, halves
}
