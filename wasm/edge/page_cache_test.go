//go:build !js

package main

import (
	"bytes"
	"fmt"
	"testing"
)

// TestPageCache checks that the cache knows the pages that were asked for last, by all of their bytes, and does not
// grow.
func TestPageCache(t *testing.T) {
	var m pageCache
	page := func(i int) []byte { return fmt.Appendf(nil, "page %d", i) }
	for i := range 3 * memoPages {
		m.put("k", page(i), &rendered{page: page(i)})
		if _, ok := m.get("k", page(0)); !ok {
			t.Fatalf("the page that is asked for again and again is forgotten after %d others", i)
		}
	}
	if _, ok := m.get("k", page(1)); ok || len(m.all) > memoPages {
		t.Errorf("%d pages are remembered, the second of them: %v", len(m.all), ok)
	}
	if _, ok := m.get("another version", page(0)); ok {
		t.Error("a page is remembered with other records")
	}
	large := bytes.Repeat([]byte("x"), memoSize/3)
	for i := range 5 {
		m.put("large", append(page(i), large...), &rendered{page: large})
	}
	if m.size > memoSize {
		t.Errorf("%d bytes are remembered", m.size)
	}
	m.put("too large", nil, &rendered{page: make([]byte, memoSize+1)})
	if _, ok := m.get("too large", nil); ok {
		t.Error("a page is remembered that leaves no room for others")
	}
}
