package slices

import "cmp"

// This file stands in for zsortordered.go, behind Sort, in the worker; the widget sorts nothing with it.

func pdqsortOrdered[E cmp.Ordered](data []E, a, b, _ int) {
	stableCmpFunc(data[a:b], b-a, cmp.Compare[E])
}
