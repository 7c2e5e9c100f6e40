package claims

import (
	"iter"
	"slices"
)

// intervals is an interval index: spans in the order of their beginnings, asked which of them overlap another.
type intervals struct {
	spans []Span
	index []int // of each, in the list it was made from
	// a tree: how far the spans below each node reach; those of node k are below 2k and 2k+1, the leaves are the last
	// half
	reach []int
}

// newIntervals returns the index of the n spans that at returns; of those that begin together the first comes first.
func newIntervals(n int, at func(i int) Span) *intervals {
	leaves := 1
	for leaves < n {
		leaves *= 2
	}
	l := &intervals{make([]Span, n), make([]int, n), make([]int, 2*leaves)}
	for i := range n {
		l.index[i] = i
	}
	slices.SortStableFunc(l.index, func(a, b int) int { return at(a).Start - at(b).Start })
	for k, i := range l.index {
		l.spans[k] = at(i)
		l.reach[leaves+k] = l.spans[k].End
	}
	for k := leaves - 1; k > 0; k-- {
		l.reach[k] = max(l.reach[2*k], l.reach[2*k+1])
	}
	return l
}

// overlapping yields the indices of the spans that overlap s.
func (l *intervals) overlapping(s Span) iter.Seq[int] {
	return func(yield func(int) bool) {
		n, _ := slices.BinarySearchFunc(l.spans, s.End, func(x Span, end int) int { return x.Start - end })
		l.below(1, 0, len(l.reach)/2, n, s.Start, yield)
	}
}

// below yields, of the first n spans, those below a node that reach beyond start; the node's leaves are [from, to). It
// is false if no more are wanted.
func (l *intervals) below(node, from, to, n, start int, yield func(int) bool) bool {
	switch {
	case from >= n || l.reach[node] <= start:
		return true
	case to-from == 1:
		return yield(l.index[from])
	}
	middle := (from + to) / 2
	return l.below(2*node, from, middle, n, start, yield) && l.below(2*node+1, middle, to, n, start, yield)
}
