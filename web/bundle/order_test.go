package main

import (
	"os"
	"slices"
	"testing"
)

// TestOrdered wants each slot of the table to lead to the function it led to, which calls whom it called, and every
// function to have its type; and those that end alike to stand together.
func TestOrdered(t *testing.T) {
	before, err := os.ReadFile(top + "/dist/.browser.wasm")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	after, err := ordered(before)
	if err != nil {
		t.Fatal(err)
	}
	was, err := takenApart(before)
	if err != nil {
		t.Fatal(err)
	}
	var slots []int // of each function of the new program, the slot that leads to it
	var types []uint64
	var bodies [][]byte
	exports := map[string]int{}
	for _, s := range sectionsOf(t, after) {
		r := &reader{s.body}
		switch s.id {
		case functionSection:
			for range r.number() {
				types = append(types, r.number())
			}
		case exportSection:
			for range r.number() {
				name := string(r.bytes(r.number()))
				if r.bytes(1)[0] == 0 {
					exports[name] = int(r.number()) - was.imports
				} else {
					r.number()
				}
			}
		case elementSection:
			r.bytes(3) // one, active, i32.const
			r.signed()
			r.bytes(1)
			slots = make([]int, r.number())
			for i := range slots {
				slots[i] = -1
			}
			for i := range slots {
				slots[int(r.number())-was.imports] = i
			}
		case codeSection:
			for range r.number() {
				bodies = append(bodies, r.bytes(r.number()))
			}
		}
	}
	if len(slots) != len(was.bodies) || slices.Contains(slots, -1) {
		t.Fatalf("%d functions have slots, want %d, each its own", len(slots), len(was.bodies))
	}
	for f, body := range bodies {
		i := slots[f]
		if types[f] != was.types[i] {
			t.Errorf("%s has type %d, want %d", was.names[i], types[f], was.types[i])
		}
		same(t, was, i, body, func(n int64) int {
			if n < int64(was.imports) {
				return int(n) - was.imports
			}
			return slots[n-int64(was.imports)]
		})
	}
	for export, name := range map[string]string{"run": "wasm_export_run", "resume": "wasm_export_resume", "getsp": "wasm_export_getsp"} {
		if got := was.names[slots[exports[export]]]; got != name {
			t.Errorf("%s is exported as %s, want %s", got, export, name)
		}
	}
	if len(was.bodies) == 0 || slices.IsSorted(slots) {
		t.Error("the functions are in the order that they had")
	}
	if _, err := ordered(before[:len(before)/2]); err == nil {
		t.Error("half a program is put in order")
	}
}
