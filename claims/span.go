package claims

import "slices"

// A Span is a half-open range of bytes of Text.String().
type Span struct{ Start, End int }

// Len returns the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies wholly within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// spanAt returns the first of spans, which are in order, that ends after i; the zero Span if none does.
func spanAt(spans []Span, i int) Span {
	k, _ := slices.BinarySearchFunc(spans, i, func(s Span, i int) int { return s.End - i - 1 })
	if k == len(spans) {
		return Span{}
	}
	return spans[k]
}
