package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestParted takes the part of the widget that few readers need out of it, and wants each function in one of the two,
// as it was but for its calls, and nobody to call by number what is not in the same.
func TestParted(t *testing.T) {
	before, err := os.ReadFile(top + "/dist/.browser.wasm")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	rest, part, err := parted(before, seldom)
	if err != nil {
		t.Fatal(err)
	}
	was, err := takenApart(before)
	if err != nil {
		t.Fatal(err)
	}
	is, err := takenApart(rest)
	if err != nil {
		t.Fatal(err)
	}
	var moved []int
	for i, body := range was.bodies {
		left := is.bodies[i]
		if bytes.Equal(left, body) {
			instructions(left, func(_, _ int, op byte, n int64) {
				if f := int(n) - is.imports; op == 0x10 && f >= 0 && string(is.bodies[f]) == trap[1:] {
					t.Errorf("%s calls %s, which is not there", was.names[i], was.names[f])
				}
			})
			continue
		}
		if string(left) != trap[1:] {
			t.Fatalf("%s is neither as it was nor a trap", was.names[i])
		}
		moved = append(moved, i)
	}
	for _, want := range []string{"sourcemark/claims.(*Checker).restateStories", "sourcemark/claims/lexicon.Parse",
		"sourcemark/claims.values"} {
		if !slices.ContainsFunc(moved, func(i int) bool { return was.names[i] == want }) {
			t.Errorf("%s is not in the part", want)
		}
	}
	sections, err := split(part)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sections {
		r := &reader{s.body}
		switch s.id {
		case codeSection:
			if n := r.number(); n != uint64(len(moved)) {
				t.Fatalf("the part has %d functions, want %d", n, len(moved))
			}
			for _, i := range moved {
				body := r.bytes(r.number())
				instructions(body, func(_, _ int, op byte, n int64) {
					if op == 0x10 && (n < 0 || n >= int64(len(moved))) {
						t.Errorf("%s calls function %d of a part of %d", was.names[i], n, len(moved))
					}
				})
			}
		case elementSection:
			next := 0
			for range r.number() {
				r.bytes(2) // active, i32.const
				at := r.signed()
				r.bytes(1)
				for k := range r.number() {
					if i := int(at-was.slot) + int(k); next >= len(moved) || i != moved[next] ||
						r.number() != uint64(next) {
						t.Fatalf("slot %d is not that of function %d of the part", at+int64(k), next)
					}
					next++
				}
			}
			if next != len(moved) {
				t.Errorf("%d of %d functions have their slots", next, len(moved))
			}
		}
	}
	for entry, want := range map[string]string{
		"sourcemark/claims.(*Checker).Check":  "it must be called by value",
		"sourcemark/claims.(*Checker).Chekcs": "no function sourcemark/claims.(*Checker).Chekcs",
	} {
		if _, _, err := parted(before, []string{entry}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", entry, err, want)
		}
	}
	if _, _, err := parted(before[:len(before)/2], seldom); err == nil {
		t.Error("half a program is taken apart")
	}
}
