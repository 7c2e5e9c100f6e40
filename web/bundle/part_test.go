package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// doors are the functions by which the widget comes to what only other languages than English need: no article in
// English does, or it would load all of that. They are asked about letters without capitals, or for other languages. By
// the last it comes to what links records.
var doors = []string{
	"Attributions", "Bearer", "Holder", "Introduce", "Names", "Owned", "PastAddress", "ShortFor", "Signed",
	"Subject", "accounts", "attributeEastern", "beside", "cut", "eastern", "foreign", "inFull", "incise", "unsaid",
	"values",
	"linkRest",                                                                       // where a record has no place by its anchor
	"edited", "likest", "partOfWord", "widenToWords", "aroundOnly", "wordingChanged", // where its words have changed
	"checkEach", // where a page has several articles
}

// TestParted takes the pieces of the widget that few readers need out of it, and wants each function in one place, as it
// was but for its calls, its slot to lead to it or to absent, and nobody to call by number what is not in the same module.
func TestParted(t *testing.T) {
	before, err := os.ReadFile(top + "/dist/.browser.wasm")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	rest, parts, err := parted(before, seldom)
	if err != nil {
		t.Fatal(err)
	}
	was, err := takenApart(before)
	if err != nil {
		t.Fatal(err)
	}
	where := make([]int, len(was.bodies)) // the part in which a function is; -1 for the program
	for i := range where {
		where[i] = -1
	}
	for p, part := range parts {
		slots := map[uint64]int{} // of the functions of the part, by their numbers in it
		for _, s := range sectionsOf(t, part) {
			r := &reader{s.body}
			switch s.id {
			case elementSection:
				for range r.number() {
					r.bytes(2) // active, i32.const
					at := r.signed()
					r.bytes(1)
					for k := range r.number() {
						i, f := int(at-was.slot)+int(k), r.number()
						if other, ok := slots[f]; ok {
							t.Fatalf("%s: %s and %s are one function", seldom[p].file, was.names[other], was.names[i])
						}
						slots[f], where[i] = i, p
					}
				}
			case codeSection:
				if n := r.number(); n != uint64(len(slots)) {
					t.Fatalf("%s has %d functions and %d slots", seldom[p].file, n, len(slots))
				}
				for f := range uint64(len(slots)) {
					i, ok := slots[f]
					if !ok {
						t.Fatalf("%s: no slot leads to function %d", seldom[p].file, f)
					}
					same(t, was, i, r.bytes(r.number()), func(n int64) int { return slots[uint64(n)] })
				}
			}
		}
	}
	for _, s := range sectionsOf(t, rest) {
		r := &reader{s.body}
		switch s.id {
		case elementSection:
			r.bytes(3) // one, active, i32.const
			r.signed()
			r.bytes(1)
			for i := range r.number() {
				want := int(i)
				if where[i] >= 0 {
					want = slices.Index(was.names, seldom[where[i]].stand)
				}
				if f := int(r.number()) - was.imports; f != want {
					t.Errorf("in the slot of %s is %s", was.names[i], was.names[f])
				}
			}
		case codeSection:
			for i := range r.number() {
				body := r.bytes(r.number())
				if where[i] >= 0 {
					if string(body) != trap[1:] {
						t.Errorf("%s is in the program too", was.names[i])
					}
					continue
				}
				same(t, was, int(i), body, func(n int64) int {
					f := int(n) - was.imports
					if f >= 0 && where[f] >= 0 {
						t.Errorf("%s calls %s, which is not there", was.names[i], was.names[f])
					}
					return f
				})
			}
		}
	}
	for i, body := range was.bodies {
		instructions(body, func(_, _ int, op byte, n int64) {
			f := int(n) - was.imports
			if op != 0x10 || f < 0 || where[f] < 1 {
				return
			}
			if where[i] == 0 && where[f] == 3 && (was.names[i] == "main.(*widget).lookUp.func1" ||
				strings.HasPrefix(was.names[i], "sourcemark/claims/lexicon.")) {
				t.Errorf("%s calls %s, which may not have come with the lexicon", was.names[i], was.names[f])
			}
			if where[i] >= 0 {
				return
			}
			door := was.names[f][strings.LastIndexByte(was.names[f], '.')+1:]
			if !slices.Contains(doors, door) {
				t.Errorf("%s calls %s, which the widget does not have when it starts. If English articles come there, write it in "+
					"another file; else name it in doors, in web/bundle/part_test.go", was.names[i], was.names[f])
			}
		})
	}
	for name, want := range map[string]int{
		"sourcemark/claims.(*Checker).restateStories": 0, "sourcemark/claims/lexicon.Parse": 0, "sourcemark/claims.values": 2,
		"sourcemark/claims/internal/prose.(*Reader).subjectKorean": 1, "sourcemark/claims/internal/prose.(*Reader).Names": 1,
		"sourcemark/claims/internal/prose.(*inJapanese).read": 4,
		"sourcemark/claims.NewLibrary":                        3, "sourcemark/claims.(*Checker).link": 3,
		"sourcemark/claims.(*index).sentenceChanged": 5, "sourcemark/claims.hardEdits": 5, "sourcemark/claims.hardness": -1,
		"sourcemark/claims/internal/prose.(*sentence).passive": 3,
		"sourcemark/claims.(*Checker).Check":                   -1, "sourcemark/claims/internal/prose.Caseless": -1,
	} {
		if i := slices.Index(was.names, name); i < 0 || where[i] != want {
			t.Errorf("%s is not where it belongs, or nowhere", name)
		}
	}
	for _, name := range []string{"sourcemark/claims.(*Checker).Chekcs", "sourcemark/claims/internal/prose/faceless.go"} {
		_, _, err := parted(before, []piece{{file: "x.wasm", stand: absent, names: []string{name}}})
		if want := "no function or file " + name; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, _, err := parted(before[:len(before)/2], seldom); err == nil {
		t.Error("half a program is taken apart")
	}
}

// same checks that a body is that of function i but for its calls, and that these lead to the same functions: callee says
// which one has number n in its module.
func same(t *testing.T, was *wasmModule, i int, body []byte, callee func(n int64) int) {
	t.Helper()
	type step struct {
		op byte
		n  int64
	}
	steps := func(body []byte, callee func(n int64) int) (all []step) {
		slot := int64(-1) // of the constant before
		instructions(body, func(_, _ int, op byte, n int64) {
			switch {
			case op == 0x10:
				all = append(all, step{0x10, int64(callee(n))})
			case op == 0x11 && slot >= was.slot: // by a slot that stands right before it
				all[len(all)-1] = step{0x10, slot - was.slot}
			default:
				all = append(all, step{op, n})
			}
			if slot = -1; op == 0x41 {
				slot = n
			}
		})
		return all
	}
	if !slices.Equal(steps(body, callee), steps(was.bodies[i], func(n int64) int { return int(n) - was.imports })) {
		t.Errorf("%s is not what it was", was.names[i])
	}
}
