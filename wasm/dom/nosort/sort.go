// Package slices stands in for one file of Go's slices where a program is compiled (see build.sh): zsortanyfunc.go,
// behind SortFunc and SortStableFunc. Go compiles that anew for each type of element that is sorted, with five ways to
// sort, 7 kB of WebAssembly each. This sorts the places of the elements, which is the same for all types: it merges
// sorted halves, so both functions are stable here and compare no more than n·log₂(n) times. sort_test.go holds it
// against Go's.
package slices

func pdqsortCmpFunc[E any](data []E, a, b, _ int, cmp func(a, b E) int) {
	stableCmpFunc(data[a:b], b-a, cmp)
}

func stableCmpFunc[E any](data []E, n int, cmp func(a, b E) int) {
	was, order := make([]E, n), make([]int, n+n/2)
	copy(was, data)
	mergeSort(order[:n], order[n:], 0, func(i, j int) int { return cmp(was[i], was[j]) })
	for i := range was {
		data[i] = was[order[i]]
	}
}

// mergeSort fills order with the places from first on, sorted by what stands there; spare has room for half of them.
func mergeSort(order, spare []int, first int, cmp func(i, j int) int) {
	half := len(order) / 2
	if half == 0 {
		if len(order) == 1 {
			order[0] = first
		}
		return
	}
	mergeSort(order[:half], spare, first, cmp)
	mergeSort(order[half:], spare, first+half, cmp)
	left := spare[:copy(spare, order[:half])]
	for to := 0; len(left) > 0; to++ {
		if half < len(order) && cmp(order[half], left[0]) < 0 {
			order[to] = order[half]
			half++
		} else {
			order[to] = left[0]
			left = left[1:]
		}
	}
}
