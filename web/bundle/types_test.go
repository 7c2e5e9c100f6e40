package main

import (
	"bytes"
	"slices"
	"testing"
)

// TestPlain makes each type of the widget one of each interface, as runtime.itabInit does, before and after what nobody
// asks for has been taken out: the same methods are found. And it wants little else to be left.
func TestPlain(t *testing.T) {
	program := built(t, ".browser.wasm")
	after, err := plain(program)
	if err != nil {
		t.Fatal(err)
	}
	types := func(program []byte) *typeTable {
		s := sectionsOf(t, program)
		memory, err := image(s[slices.IndexFunc(s, func(s section) bool { return s.id == dataSection })].body)
		if err != nil {
			t.Fatal(err)
		}
		table, err := findTypes(memory)
		if err != nil || table == nil {
			t.Fatalf("no types: %v", err)
		}
		return table
	}
	was, is := types(program), types(after)
	is.memory = append(is.memory, make([]byte, len(was.memory)-len(is.memory))...)
	for _, at := range was.links {
		was.visit(at)
	}
	was.demand()
	methodsOf := func(t *typeTable, m methods) []int {
		var all []int
		for k := range t.half(m.count) & 0xffff {
			all = append(all, m.first+methodSize*k)
		}
		return all
	}
	interfaces, found, left := 0, 0, 0
	for at := range was.seen {
		if was.kind(at) != kindInterface || was.word(at+typeSize+16) == 0 {
			continue
		}
		interfaces++
		for _, m := range was.methods {
			for k := range was.word(at + typeSize + 16) {
				want := was.word(at+typeSize+8) + demandSize*k
				method := func(t *typeTable) (out string) {
					asked, _, _ := t.name(t.start + t.half(want))
					for _, m := range methodsOf(t, m) {
						if name, _, _ := t.name(t.start + t.half(m)); name == asked && t.half(m+4) == t.half(want+4) {
							out = string(t.memory[m+4 : m+methodSize])
						}
					}
					return out
				}
				if method(was) != method(is) {
					t.Fatalf("the methods at %d have lost the %dth that the interface at %d asks for", m.first, k, at)
				}
				if method(was) != "" {
					found++
				}
			}
		}
	}
	all := 0
	for _, m := range was.methods {
		all, left = all+len(methodsOf(was, m)), left+len(methodsOf(is, m))
	}
	if interfaces < 3 || found < 20 || left < 20 || left > all/10 {
		t.Errorf("%d interfaces find %d methods; of %d, %d are left", interfaces, found, all, left)
	}
	hashes := 0
	for at := range was.seen {
		if h := is.half(at + typeHash); h != 0 {
			hashes++
			if h != was.half(at+typeHash) {
				t.Errorf("the type at %d has another hash", at)
			}
		}
		// All but hash, flag and name stay.
		a, b := bytes.Clone(was.memory[at:at+typeSize]), bytes.Clone(is.memory[at:at+typeSize])
		for _, m := range [][]byte{a, b} {
			clear(m[typeHash:typeFlags])
			m[typeFlags] &^= flagStar
			clear(m[typeName:typePointer])
		}
		if !bytes.Equal(a, b) {
			t.Errorf("the type at %d has changed", at)
		}
	}
	if hashes == 0 || hashes > len(was.seen)/2 {
		t.Errorf("of %d types %d have a hash that is asked for", len(was.seen), hashes)
	}
	worker := built(t, ".edge.wasm")
	if same, err := plain(worker); err != nil || !bytes.Equal(same, worker) {
		t.Errorf("the worker, which links reflect, is not as it was: %v", err)
	}
}
