package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// ordered returns a program with its functions in the order of how they end, read backwards, so that those that are
// alike stand together: the worker is 26 kB smaller by it, gzipped, which looks back no further than 32 kB, and the
// widget 15 kB; brotli, which looks back further, gains little. Ends are the better half, for functions of Go begin
// alike. Their slots in the table, by which Go knows them, stay what they were.
func ordered(program []byte) (out []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the program: has %v; see web/bundle/order.go", p)
		}
	}()
	sections, err := split(program)
	if err != nil {
		return nil, fmt.Errorf("the program: %w", err)
	}
	var imports uint64 // functions that are imported have the first numbers
	var types []uint64
	var bodies [][]byte
	for _, s := range sections {
		r := &reader{s.body}
		switch s.id {
		case importSection:
			imports = r.number() // Go imports nothing else (takenApart)
		case functionSection:
			for range r.number() {
				types = append(types, r.number())
			}
		case codeSection:
			for range r.number() {
				bodies = append(bodies, r.bytes(r.number()))
			}
		}
	}
	if len(bodies) == 0 || len(types) != len(bodies) {
		return nil, errors.New("the program: has no functions, or some without a type")
	}
	order := make([]int, len(bodies))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareEnds(bodies[a], bodies[b]) })
	now := make([]uint64, len(order)) // of each function, its new number
	for at, i := range order {
		now[i] = imports + uint64(at)
	}
	number := func(f uint64) uint64 {
		if f < imports {
			return f
		}
		return now[f-imports]
	}
	for k, s := range sections {
		r := &reader{s.body}
		switch s.id {
		case functionSection:
			body := binary.AppendUvarint(nil, uint64(len(types)))
			for _, i := range order {
				body = binary.AppendUvarint(body, types[i])
			}
			sections[k].body = body
		case exportSection:
			n := r.number()
			body := binary.AppendUvarint(nil, n)
			for range n {
				name := r.bytes(r.number())
				kind, i := r.bytes(1)[0], r.number()
				if kind == 0 { // a function
					i = number(i)
				}
				body = append(append(binary.AppendUvarint(body, uint64(len(name))), name...), kind)
				body = binary.AppendUvarint(body, i)
			}
			sections[k].body = body
		case elementSection:
			body := binary.AppendUvarint(nil, r.number())
			body = binary.AppendUvarint(body, r.number())
			body = append(body, r.bytes(1)...) // i32.const
			body = append(appendSigned(body, r.signed()), r.bytes(1)...)
			n := r.number()
			body = binary.AppendUvarint(body, n)
			for range n {
				body = binary.AppendUvarint(body, number(r.number()))
			}
			if len(r.b) > 0 {
				return nil, errors.New("the program: has a second table of functions")
			}
			sections[k].body = body
		case codeSection:
			body := binary.AppendUvarint(nil, uint64(len(bodies)))
			for _, i := range order {
				b := renumbered(bodies[i], number)
				body = append(binary.AppendUvarint(body, uint64(len(b))), b...)
			}
			sections[k].body = body
		}
	}
	return joined(sections), nil
}

// compareEnds compares two functions from their ends.
func compareEnds(a, b []byte) int {
	for i := 1; i <= len(a) && i <= len(b); i++ {
		if c := cmp.Compare(a[len(a)-i], b[len(b)-i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// renumbered returns a function that calls others by their new numbers.
func renumbered(body []byte, number func(f uint64) uint64) []byte {
	out, last := []byte(nil), 0
	instructions(body, func(from, to int, op byte, f int64) {
		if op == 0x10 { // call
			out = binary.AppendUvarint(append(out, body[last:from+1]...), number(uint64(f)))
			last = to
		}
	})
	return append(out, body[last:]...)
}
