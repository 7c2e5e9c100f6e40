// Package slices stands in for one file of Go's slices where a program is compiled (see build.sh): zsortanyfunc.go,
// behind SortFunc and SortStableFunc. Go compiles that anew for each type of element that is sorted, with five ways to
// sort, 7 kB of WebAssembly each. This has one that is short: it merges sorted halves, so both functions are stable
// here and compare no more than n·log₂(n) times. sort_test.go holds it against Go's.
package slices

func pdqsortCmpFunc[E any](data []E, a, b, _ int, cmp func(a, b E) int) {
	mergeSort(data[a:b], make([]E, (b-a)/2), cmp)
}

func stableCmpFunc[E any](data []E, n int, cmp func(a, b E) int) {
	mergeSort(data[:n], make([]E, n/2), cmp)
}

// mergeSort sorts s; spare has room for half of it.
func mergeSort[E any](s, spare []E, cmp func(a, b E) int) {
	half := len(s) / 2
	if half == 0 {
		return
	}
	mergeSort(s[:half], spare, cmp)
	mergeSort(s[half:], spare, cmp)
	left := spare[:copy(spare, s[:half])]
	for to := 0; len(left) > 0; to++ {
		if half < len(s) && cmp(s[half], left[0]) < 0 {
			s[to] = s[half]
			half++
		} else {
			s[to] = left[0]
			left = left[1:]
		}
	}
}
