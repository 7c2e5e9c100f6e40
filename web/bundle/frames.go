package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Tables of a function, by the numbers of Go's src/internal/abi/symtab.go: which map of pointers holds where, and the
// objects on its stack.
const (
	pcdataStackMap       = 1
	funcdataStackObjects = 2
	funcdataKinds        = 8
)

// What runtime.moduledata has at which byte: where the table is that leads from instructions to functions, and where what
// functions say of their stacks is.
const bucketsAt, stacksAt = 152, 320

// framed returns a program, as the linker wrote it, whose tables of stack frames say what they said wherever the runtime
// looks, and between these places as little as can be: with packed, the widget is 8 kB smaller, coded. It looks where a
// call returns to and right before, and where a function begins or is left early (the callers of runtime.pcvalue). Then
// most functions with frames of one size have one table.
func framed(program []byte) (out []byte, err error) {
	defer func() {
		if recover() != nil { // an index that leads out of the table
			err = errors.New("the program: has tables of stack frames in a form that is new; see web/bundle/frames.go")
		}
	}()
	m, err := takenApart(program)
	if err != nil {
		return nil, fmt.Errorf("the program: %w", err)
	}
	sections := slices.Clone(m.sections)
	for i, s := range sections {
		if s.id != dataSection {
			continue
		}
		memory, err := image(s.body)
		if err != nil {
			return nil, fmt.Errorf("the program: %w", err)
		}
		t, err := findFunctionTable(memory)
		if err != nil {
			return nil, fmt.Errorf("the program: %w", err)
		}
		if err := t.frame(m); err != nil {
			return nil, fmt.Errorf("the program: %w", err)
		}
		sections[i].body = merged(memory)
	}
	return joined(sections), nil
}

// frame writes the tables from instructions to values anew. m has the functions.
func (t *functionTable) frame(m *wasmModule) error {
	tables, places := []byte{0}, map[string]int{} // at 0 none may be
	keep := func(at int, table string) {
		if places[table] == 0 {
			places[table] = len(tables)
			tables = append(tables, table...)
		}
		t.put(at, places[table])
	}
	for i := range t.functions {
		f := t.function(i)
		var sp, maps []int // the instructions at which the frame, and the map of its pointers, are looked up
		add := func(to *[]int, at ...int) {
			for _, a := range at {
				if a >= 0 {
					*to = append(*to, a)
				}
			}
		}
		slot := int64(t.word(f)) // of the function: its address without its instructions
		if slot != m.slot+int64(i) {
			return errors.New("has functions whose addresses are not their slots; see web/bundle/frames.go")
		}
		instructions(m.bodies[i], func(_, _ int, op byte, n int64) {
			if c := int(n & 0xffff); op == 0x42 && n>>16 == slot {
				add(&sp, c-1, c)
				add(&maps, c-1)
			}
		})
		if d := t.word(f + deferAt); d > 0 {
			add(&sp, d-1, d, d+1)
			add(&maps, d-1, d, d+1)
		}
		add(&sp, 0, 1, 2) // goexit is entered at its second
		for k := -3; k < t.word(f+npcdata); k++ {
			at := t.pcdata(f, k)
			if k < 0 {
				at = f + pcspAt + 4*(k+3)
			}
			if t.word(at) == 0 {
				continue
			}
			table := t.pcTable(t.word(at))
			switch k {
			case -3:
				table = atPlaces(table, sp)
			case pcdataStackMap:
				table = atPlaces(table, maps)
			}
			keep(at, table)
		}
	}
	if len(tables) > t.list-t.lines {
		return errors.New("has tables that do not become smaller; see web/bundle/frames.go")
	}
	clear(t.memory[t.lines+copy(t.memory[t.lines:t.list], tables) : t.list])
	return nil
}

// atPlaces returns a table that has at some places what another has, with as few steps as can be. It is the other if its
// largest value is at none of them, for the runtime asks for that too (runtime.funcMaxSPDelta).
func atPlaces(table string, places []int) string {
	values, most := values(table, 1<<16), 0
	for _, v := range values {
		most = max(most, v)
	}
	slices.Sort(places)
	var steps []int // values, and where they begin
	for _, at := range slices.Compact(places) {
		if at >= len(values) {
			continue // nothing is there: an address of the last instruction and one more
		}
		if v := values[at]; len(steps) == 0 || v != steps[len(steps)-2] {
			steps = append(steps, v, at)
		}
	}
	var out []byte
	last, largest := -1, 0
	for k := 0; k < len(steps); k += 2 {
		from, to := steps[k+1], 1<<16-1 // a function has so many instructions at most
		if k == 0 {
			from = 0
		}
		if k+3 < len(steps) {
			to = steps[k+3]
		}
		out = binary.AppendVarint(out, int64(steps[k]-last))
		out = binary.AppendUvarint(out, uint64(to-from))
		last, largest = steps[k], max(largest, steps[k])
	}
	if len(steps) == 0 || largest != most {
		return table
	}
	return string(append(out, 0))
}

// values returns what a table has at each instruction, of some at most.
func values(table string, most int) (all []int) {
	v := -1 // before the first
	for b := []byte(table); len(b) > 1; {
		by, n := binary.Varint(b)
		more, k := binary.Uvarint(b[n:])
		v += int(by)
		for range min(int(more), most-len(all)) {
			all = append(all, v)
		}
		b = b[n+k:]
	}
	return all
}

// packed puts what functions say of their stacks by kinds, one after the other in the order in which the functions have
// them, so that where it is follows from what came before. What no function has any more goes. starts are all places
// where something began.
func (t *functionTable) packed(starts []int) {
	address := func(at int) int { return int(binary.LittleEndian.Uint64(t.whole[t.module()+at:])) }
	begin := address(stacksAt)
	end := address(bucketsAt) - begin // what the linker puts next
	starts = slices.Compact(slices.Sorted(slices.Values(append(starts, end))))
	was := slices.Clone(t.whole[begin : begin+end])
	places := map[int]int{noData: noData}
	free := 0
	for k := range funcdataKinds {
		for i := range t.functions {
			f := t.function(i)
			if k >= int(t.memory[f+nfuncdata]) {
				continue
			}
			from := t.word(t.funcdata(f, k))
			if _, ok := places[from]; !ok {
				i, _ := slices.BinarySearch(starts, from+1)
				free += -free & 3
				if k == funcdataStackObjects {
					free += -free & 7
				}
				places[from] = free
				free += copy(t.whole[begin+free:begin+end], was[from:starts[i]])
			}
			t.put(t.funcdata(f, k), places[from])
		}
	}
	if free > end {
		panic("no room")
	}
	clear(t.whole[begin+free : begin+end])
}
