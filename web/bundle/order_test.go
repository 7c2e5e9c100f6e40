package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestOrdered wants each slot of the table to lead to the function it led to, which calls whom it called, and every
// function to have its type; and those that end alike to stand together.
func TestOrdered(t *testing.T) {
	before, err := os.ReadFile(top + "/dist/.browser.wasm")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	after, err := ordered(before, nil)
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
	if _, err := ordered(before[:len(before)/2], nil); err == nil {
		t.Error("half a program is put in order")
	}

	// In the next release all functions keep their numbers, though there is one more, one less and another in their midst.
	if again, err := ordered(before, after); err != nil || !bytes.Equal(again, after) {
		t.Errorf("the same program has another order than in the last release (%v)", err)
	}
	numbers := make([]int, len(slots)) // by slots
	for n, i := range slots {
		numbers[i] = n
	}
	const one, gone, changed = 1000, 2000, 3000
	now := slices.Concat(was.bodies[:one], [][]byte{{0, 0x00, 0x0b}}, was.bodies[one:gone], was.bodies[gone+1:])
	now[changed] = []byte{0, 0x01, 0x00, 0x0b} // nop, unreachable, end
	order, err := asInLast(after, now)
	if err != nil {
		t.Fatal(err)
	}
	for n, k := range order {
		want := n == numbers[gone] // what is left for the new one
		switch i := k; {
		case k == one:
		case k < one || k > gone:
			want = n == numbers[i]
		default:
			want = n == numbers[i-1]
		}
		if !want {
			t.Fatalf("function %d of the next release has number %d", k, n)
		}
	}
	// What is published has traps for what is in parts.
	published, err := lastRelease(top + "/dist").program()
	if err != nil {
		t.Fatal(err)
	}
	parted, numbers, err := inSlots(published)
	if err != nil {
		t.Fatal(err)
	}
	if order, err = asInLast(published, parted); err != nil {
		t.Fatal(err)
	}
	for slot, n := range numbers {
		if order[n] != slot {
			t.Fatalf("function %d of the same program has another number than %d", slot, n)
		}
	}
	if _, err := asInLast(after[:len(after)/2], now); err == nil {
		t.Error("half a program is a last release")
	}
}

// TestAligned aligns rows of letters: each letter with the one it was, or is in the place of.
func TestAligned(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"abcd", "abcd", "aa bb cc dd"},
		{"abcd", "abxcd", "aa bb cc dd"},
		{"abcd", "abd", "aa bb dd"},
		{"abcd", "axyd", "aa bx cy dd"},
		{"abc", "abx", "aa bb cx"},
		{"", "ab", ""},
		{"ab", "", ""},
	} {
		var a, b []int
		for _, r := range c.a {
			a = append(a, int(r))
		}
		for _, r := range c.b {
			b = append(b, int(r))
		}
		var got []string
		aligned(a, b, func(i, k int) { got = append(got, c.a[i:i+1]+c.b[k:k+1]) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s, %s: %s, want %s", c.a, c.b, s, c.want)
		}
	}
}
