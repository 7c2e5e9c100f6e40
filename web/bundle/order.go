package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// ordered returns a program with functions that are alike side by side: the worker is 70 kB smaller by it, gzipped,
// which looks back no further than 32 kB, and the widget 28 kB. Their slots in the table, by which Go knows them, stay
// what they were. If last is not nil, it is this program of the last release, and the order is as in that.
func ordered(program, last []byte) (out []byte, err error) {
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
		return nil, errors.New("the program: has no functions, or some without a type; see web/bundle/order.go")
	}
	var order []int
	if last == nil {
		order = sideBySide(bodies)
	} else if order, err = asInLast(last, bodies); err != nil {
		return nil, err
	}
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
				return nil, errors.New("the program: has a second table of functions; see web/bundle/order.go")
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

// sideBySide returns an order of functions, by their numbers, in which each comes after those that have most of it: of
// all that are left, the next is the one of which the largest share of its runs of 8 bytes stands in the last 28 kB.
func sideBySide(bodies [][]byte) []int {
	const (
		window = 28 << 10 // bytes; gzip looks back 32 kB from the end of the next
		one    = 4        // of so many runs is looked at: all would take four times as long, and save 0.5 % more
		common = 1000     // a run that so many functions have tells none from another
		small  = 40       // runs, added to each: or the smallest functions would always be next
	)
	numbers := make(map[uint64]int32) // of runs
	var within [][]int32              // of each run, the functions that have it
	runs := make([][]int32, len(bodies))
	for i, body := range bodies {
		for at := 0; at+8 <= len(body); at++ {
			run := binary.LittleEndian.Uint64(body[at:])
			if run*0x9e3779b97f4a7c15>>32%one != 0 { // 2^64 over the golden ratio, which spreads all bits
				continue
			}
			k, ok := numbers[run]
			if !ok {
				k = int32(len(within))
				numbers[run], within = k, append(within, nil)
			}
			if n := len(within[k]); n > 0 && within[k][n-1] == int32(i) {
				continue
			}
			within[k], runs[i] = append(within[k], int32(i)), append(runs[i], k)
		}
	}
	here := make([]int, len(within))   // how often each run is in the window
	shared := make([]int, len(bodies)) // of each function, how many of its runs are
	count := func(i, by int) {
		for _, k := range runs[i] {
			before := here[k] > 0
			here[k] += by
			if now := here[k] > 0; now != before && len(within[k]) < common {
				for _, f := range within[k] {
					shared[f] += by
				}
			}
		}
	}
	var order []int
	left := make([]int, len(bodies))
	for i := range left {
		left[i] = i
	}
	for first, size := 0, 0; len(left) > 0; {
		next := 0
		for k, i := range left {
			if n := left[next]; shared[i]*(len(runs[n])+small) > shared[n]*(len(runs[i])+small) {
				next = k
			}
		}
		i := left[next]
		left = slices.Delete(left, next, next+1)
		order = append(order, i)
		count(i, 1)
		for size += len(bodies[i]); size > window && order[first] != i; first++ {
			size -= len(bodies[order[first]])
			count(order[first], -1)
		}
	}
	return order
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
