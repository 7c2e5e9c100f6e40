package main

import (
	"encoding/binary"
	"strings"
	"testing"
)

// TestTables takes the tables and the records out of the widget's memory and makes them again; and where one word of
// the tables is another, it refuses. The tests of wasm/browser run a program whose tables web/static/tables.js has
// made.
func TestTables(t *testing.T) {
	_, program := widget(t)
	memory := func(program []byte) []byte {
		for _, s := range sectionsOf(t, program) {
			if s.id == dataSection {
				m, err := image(s.body)
				if err != nil {
					t.Fatal(err)
				}
				return m
			}
		}
		t.Fatal("no data")
		return nil
	}
	small, where, err := withoutTables(program)
	if err != nil {
		t.Fatal(err)
	}
	was, is, words := memory(program), memory(small), 0
	where.decode(is)
	where.each(was, func(at, want int) {
		words++
		if got := int(binary.LittleEndian.Uint32(was[at:])); got != want {
			t.Fatalf("at %d: %d, and %d is made", at, got, want)
		}
		if binary.LittleEndian.Uint32(is[at:]) != 0 {
			t.Fatalf("at %d: something is left", at)
		}
		binary.LittleEndian.PutUint32(is[at:], uint32(want))
	})
	if string(is) != string(was) || words != 19*where.Functions-15 {
		t.Errorf("%d words of %d functions, and memory is the same: %v", words, where.Functions,
			string(is) == string(was))
	}
	for name, at := range map[string]int{
		"number": where.List + 8*5, "place": where.List + 8*5 + 4, "bucket": where.Buckets + 20,
	} {
		m := memory(program)
		m[at]++
		if _, err := findTables(m); err == nil || !strings.Contains(err.Error(), "tables.go") {
			t.Errorf("another %s: %v", name, err)
		}
	}
}
