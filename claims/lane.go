package claims

import (
	"iter"
	"slices"
)

// A lane is spans in the order of their beginnings, to be asked which of them overlap another.
type lane struct {
	spans []Span
	index []int // of each, in the list it was made from
	reach []int // how far those up to here reach
}

// newLane is that of n spans; of those that begin together the first comes first.
func newLane(n int, at func(i int) Span) *lane {
	l := &lane{make([]Span, n), make([]int, n), make([]int, n)}
	for i := range n {
		l.index[i] = i
	}
	slices.SortStableFunc(l.index, func(a, b int) int { return at(a).Start - at(b).Start })
	reach := 0
	for k, i := range l.index {
		l.spans[k] = at(i)
		reach = max(reach, l.spans[k].End)
		l.reach[k] = reach
	}
	return l
}

// over is the indices of the spans that overlap s.
func (l *lane) over(s Span) iter.Seq[int] {
	return func(yield func(int) bool) {
		k, _ := slices.BinarySearch(l.reach, s.Start+1)
		for ; k < len(l.spans) && l.spans[k].Start < s.End; k++ {
			if l.spans[k].Overlaps(s) && !yield(l.index[k]) {
				return
			}
		}
	}
}
