package main

import (
	"strconv"
	"testing"
)

// TestBounded fills a cache beyond its bound: it never keeps more, and always what came last.
func TestBounded(t *testing.T) {
	const most = 3
	var b bounded[int]
	if _, ok := b.get("0"); ok {
		t.Error("the zero cache has something")
	}
	for i := range 4 * most {
		b.put(strconv.Itoa(i), i, most)
		if v, ok := b.get(strconv.Itoa(i)); !ok || v != i {
			t.Errorf("%d is %d, %v", i, v, ok)
		}
		if len(b.values) > most {
			t.Errorf("it keeps %d of at most %d", len(b.values), most)
		}
	}
	if _, ok := b.get("0"); ok {
		t.Error("the first is still there")
	}
}
