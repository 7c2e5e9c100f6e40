package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// A functionTable is that of a Go program: runtime.pcHeader and runtime._func in Go's src/runtime/symtab.go and
// runtime2.go. All numbers in it are offsets in bytes.
type functionTable struct {
	whole                            []byte // the memory of the program
	start                            int    // where in it the table is
	memory                           []byte // from the table on
	functions                        int    // how many
	names, units, files, lines, list int    // where its parts begin
}

// What a function's record has at which byte. The offsets of its tables follow: those of PCDATA, where 0 stands for no
// table, and those of FUNCDATA, where noData does.
const (
	nameAt    = 4
	argsAt    = 8
	deferAt   = 12
	pcspAt    = 16
	pcfileAt  = 20
	pclnAt    = 24
	npcdata   = 28
	unitAt    = 32 // cuOffset, then startLine
	flagsAt   = 40
	nfuncdata = 43
	record    = 44 // bytes

	noData = 1<<32 - 1
)

// Tables that are never asked for here, by the numbers of Go's src/internal/abi/symtab.go: where a function may be
// interrupted, for no signal interrupts WebAssembly, and how its arguments are printed in a stack trace.
const (
	pcdataUnsafePoint, pcdataArgLiveIndex = 0, 3
	funcdataArgInfo, funcdataArgLiveInfo  = 5, 6
)

// tidy takes out of a program what nothing asks for: idle functions from its code section, and from the memory that its
// data section makes what the function table says for people.
func tidy(code *section, memory []byte) (err error) {
	defer func() {
		if recover() != nil { // an index that leads out of the table
			err = errors.New("has a function table in a form that is new; see web/bundle/functable.go")
		}
	}()
	t, err := findFunctionTable(memory)
	if err != nil {
		return err
	}
	if code == nil {
		return errors.New("has no code before its data; see web/bundle/functable.go")
	}
	var stacks []int // where in memory functions say something of their stacks
	for i := range t.functions {
		f := t.function(i)
		for k := range int(t.memory[f+nfuncdata]) {
			if at := t.word(t.funcdata(f, k)); at != noData {
				stacks = append(stacks, at)
			}
		}
	}
	if code.body, err = t.stopped(code.body); err != nil {
		return err
	}
	t.unnamed()
	t.packed(stacks)
	return nil
}

// findFunctionTable returns the function table in the memory of a program.
func findFunctionTable(memory []byte) (*functionTable, error) {
	const magic = "\xf1\xff\xff\xff\x00\x00\x01\x08" // Go 1.20 and later; instructions of 1, pointers of 8 bytes
	start := bytes.Index(memory, []byte(magic))
	if start < 0 {
		return nil, errors.New("has no function table as Go 1.20 to 1.26 write it; see web/bundle/functable.go")
	}
	t := &functionTable{whole: memory, start: start, memory: memory[start:]}
	// After the magic: number of functions, of files, start of the code, and where the parts begin.
	t.functions, t.names, t.units, t.files, t.lines, t.list =
		t.word(8), t.word(32), t.word(40), t.word(48), t.word(56), t.word(64)
	if !(t.names < t.units && t.units < t.files && t.files < t.lines && t.lines < t.list &&
		t.list+8*t.functions < len(t.memory)) {
		return nil, errors.New("has a function table that is out of order; see web/bundle/functable.go")
	}
	return t, nil
}

// module returns the place in memory of runtime.moduledata, which begins with the address of the function table.
func (t *functionTable) module() int {
	at := t.start - t.start%8
	for binary.LittleEndian.Uint64(t.whole[at:]) != uint64(t.start) {
		at += 8 // not in between, where the bytes of two numbers may look like it
	}
	return at
}

func (t *functionTable) word(at int) int { return int(binary.LittleEndian.Uint32(t.memory[at:])) }

func (t *functionTable) put(at, v int) { binary.LittleEndian.PutUint32(t.memory[at:], uint32(v)) }

// function returns the byte of t.memory at which the record of function i begins.
func (t *functionTable) function(i int) int { return t.list + t.word(t.list+8*i+4) }

// name returns the name of the function whose record is at byte f.
func (t *functionTable) name(f int) []byte {
	name, _, _ := bytes.Cut(t.memory[t.names+t.word(f+nameAt):], []byte{0})
	return name
}

// file returns the name of the file in which the function is written whose record is at byte f, as runtime.funcfile
// does; "" for what the linker has made.
func (t *functionTable) file(f int) string {
	table, unit := t.word(f+pcfileAt), t.word(f+unitAt)
	if table == 0 || unit == noData {
		return ""
	}
	first, _ := binary.Varint(t.memory[t.lines+table:]) // and one less: the values begin at -1
	name, _, _ := bytes.Cut(t.memory[t.files+t.word(t.units+4*(unit+int(first)-1)):], []byte{0})
	return string(name)
}

// pcdata and funcdata are where the offset of table k of the function at f is.
func (t *functionTable) pcdata(f, k int) int   { return f + record + 4*k }
func (t *functionTable) funcdata(f, k int) int { return f + record + 4*(t.word(f+npcdata)+k) }

// forget clears what the record at f has of the stack frames of a function that is never called.
func (t *functionTable) forget(f int) {
	clear(t.memory[f+argsAt : f+npcdata])
	clear(t.memory[t.pcdata(f, 0):t.funcdata(f, 0)])
	for k := range int(t.memory[f+nfuncdata]) {
		t.put(t.funcdata(f, k), noData)
	}
}

// unnamed clears the names of functions and files, the tables from instructions to lines, and others that are never
// asked for: 40 kB of the widget in brotli. To the runtime a function without them is one without a position, as those
// from assembly are. What it needs to run, the tables for stack frames and the garbage collector, stays.
//
// One name stays too: by the prefix "runtime." the runtime tells its own goroutines from the program's
// (isSystemGoroutine), so all its functions get the name of one of them.
func (t *functionTable) unnamed() {
	// The tables that stay, one after the other and each once, in the order in which the functions have them: then what
	// a record has of its tables follows from the record before, nearly.
	tables := []byte{0} // at 0 none may be
	places := map[string]int{}
	keep := func(at int) { // what has the place of a table
		if t.word(at) == 0 {
			return // the function has no such table
		}
		table := t.pcTable(t.word(at))
		if places[table] == 0 {
			places[table] = len(tables)
			tables = append(tables, table...)
		}
		t.put(at, places[table])
	}
	own, ownEnd := 0, 0 // the one name that stays
	for i := range t.functions {
		f := t.function(i)
		name, as := t.name(f), 0
		if bytes.HasPrefix(name, []byte("runtime.")) {
			if own == 0 {
				own = t.word(f + nameAt)
				ownEnd = own + len(name)
			}
			as = own
		}
		t.put(f+nameAt, as)
		clear(t.memory[f+pcfileAt : f+npcdata])
		clear(t.memory[f+unitAt : f+flagsAt])
		keep(f + pcspAt)
		for k := range t.word(f + npcdata) {
			if k == pcdataUnsafePoint || k == pcdataArgLiveIndex {
				t.put(t.pcdata(f, k), 0)
			}
			keep(t.pcdata(f, k))
		}
		for k := range int(t.memory[f+nfuncdata]) {
			if k == funcdataArgInfo || k == funcdataArgLiveInfo {
				t.put(t.funcdata(f, k), noData)
			}
		}
	}
	clear(t.memory[t.names : t.names+own])
	clear(t.memory[t.names+ownEnd : t.lines])
	clear(t.memory[t.lines+copy(t.memory[t.lines:t.list], tables) : t.list])
}

// pcTable returns the table from instructions to values at a place among them: pairs of numbers in LEB128, up to a
// first number of zero that is not the first of all.
func (t *functionTable) pcTable(place int) string {
	start := t.lines + place
	for p, pair := start, 0; ; pair++ {
		if t.memory[p] == 0 && pair > 0 {
			return string(t.memory[start : p+1])
		}
		for range 2 {
			for more := true; more; p++ {
				more = t.memory[p]&0x80 != 0
			}
		}
	}
}
