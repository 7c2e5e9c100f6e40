package slices

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLikeSlices holds the stand-in against Go's own: the same order, those that compare as equal too, in no more steps
// than the package comment says.
func TestLikeSlices(t *testing.T) {
	type item struct{ key, at int }
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		for _, keys := range []int{1, 2, 10, 1000} {
			in := make([]item, n)
			for i := range in {
				in[i] = item{random.IntN(keys), i}
			}
			want := slices.Clone(in)
			slices.SortStableFunc(want, func(a, b item) int { return a.key - b.key })
			steps := 0
			compare := func(a, b item) int { steps++; return a.key - b.key }
			got := slices.Clone(in)
			stableCmpFunc(got, n, compare)
			if most := n * bits.Len(uint(n)); steps > most {
				t.Fatalf("%d items of %d keys take %d comparisons, want at most %d", n, keys, steps, most)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("sorted stably, %v is %v, with Go's slices %v", in, got, want)
			}
			from, to := n/4, n-n/4
			got, want = slices.Clone(in), slices.Clone(in)
			slices.SortStableFunc(want[from:to], compare)
			pdqsortCmpFunc(got, from, to, bits.Len(uint(n)), compare)
			if !slices.Equal(got, want) {
				t.Fatalf("from %d to %d, %v is %v, with Go's slices %v", from, to, in, got, want)
			}
		}
	}
}

// TestOrdered holds what stands in for Sort against it.
func TestOrdered(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 100 {
		in := make([]string, n)
		for i := range in {
			in[i] = string(rune('a' + random.IntN(20)))
		}
		got, want := slices.Clone(in), slices.Clone(in)
		pdqsortOrdered(got, 0, n, bits.Len(uint(n)))
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%q sorted is %q, want %q", in, got, want)
		}
	}
}
