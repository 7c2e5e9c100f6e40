package claims

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestIntervals holds an interval index against going through all spans.
func TestIntervals(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	random := func() Span {
		start := r.IntN(100)
		return Span{start, start + r.IntN(1+r.IntN(40))}
	}
	for range 200 {
		spans := make([]Span, r.IntN(30))
		for i := range spans {
			spans[i] = random()
		}
		l := newIntervals(len(spans), func(i int) Span { return spans[i] })
		for range 20 {
			s := random()
			var want []int
			for i := range spans {
				if spans[i].Overlaps(s) {
					want = append(want, i)
				}
			}
			slices.SortStableFunc(want, func(a, b int) int { return spans[a].Start - spans[b].Start })
			if got := slices.Collect(l.overlapping(s)); !slices.Equal(got, want) {
				t.Fatalf("%v over %v: %v, want %v", spans, s, got, want)
			}
		}
	}
}
