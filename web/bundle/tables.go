package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// tables says which functions a program has, and where in its memory the tables are that web/static/tables.js makes:
// offsets in bytes.
type tables struct {
	Functions int `json:"functions"` // how many
	First     int `json:"first"`     // the number of the first of them, which the others follow
	Records   int `json:"records"`   // the records of the functions, one after the other
	List      int `json:"list"`      // of each function, its number and where its record is (runtime.functab)
	Buckets   int `json:"buckets"`   // of each 4096 instructions, the function they begin in (runtime.findfuncbucket)
}

// withoutTables returns a shrunk program without the tables that follow from its records of functions, and where they
// were: 20 kB of the widget in brotli. It makes them again, and refuses a program that does not come out the same.
func withoutTables(program []byte) ([]byte, *tables, error) {
	sections, err := split(program)
	if err != nil {
		return nil, nil, fmt.Errorf("the program: %w", err)
	}
	for i, s := range sections {
		if s.id != dataSection {
			continue
		}
		memory, err := image(s.body)
		if err != nil {
			return nil, nil, fmt.Errorf("the program: %w", err)
		}
		t, err := findTables(memory)
		if err != nil {
			return nil, nil, fmt.Errorf("the program: %w", err)
		}
		sections[i].body = merged(memory)
		return joined(sections), t, nil
	}
	return nil, nil, errors.New("the program: has no data")
}

// findTables finds the tables in memory, and clears them.
func findTables(memory []byte) (t *tables, err error) {
	errNew := errors.New("has its functions in an order that is new; see web/bundle/tables.go")
	defer func() {
		if recover() != nil { // an index that leads out of memory
			err = errNew
		}
	}()
	table, err := findFunctionTable(memory)
	if err != nil {
		return nil, err
	}
	start := len(memory) - len(table.memory)
	// runtime.moduledata begins with the address of the function table and six slices, of 24 bytes each.
	module := start - start%8
	for binary.LittleEndian.Uint64(memory[module:]) != uint64(start) {
		module += 8 // not in between, where the bytes of two numbers may look like it
	}
	t = &tables{
		Functions: table.functions,
		First:     table.word(table.list),
		Records:   start + table.function(0),
		List:      start + table.list,
		Buckets:   int(binary.LittleEndian.Uint64(memory[module+8+6*24:])),
	}
	was := bytes.Clone(memory)
	t.each(memory, func(at, _ int) { clear(memory[at : at+4]) })
	again := bytes.Clone(memory)
	t.each(again, func(at, is int) { binary.LittleEndian.PutUint32(again[at:], uint32(is)) })
	if !bytes.Equal(again, was) {
		return nil, errNew
	}
	return t, nil
}

// each calls f with each word of the tables: where it is in memory, and what it is.
func (t *tables) each(memory []byte, f func(at, is int)) {
	const buckets, size = 16, 20 // of a function, which has 65536 instructions; and the bytes of a bucket
	for i, at := 0, t.Records; i < t.Functions; i++ {
		f(at, t.First+i)
		f(t.List+8*i, t.First+i)
		f(t.List+8*i+4, at-t.List)
		for k := range buckets {
			if k == 0 || i < t.Functions-1 { // the last function has but one
				f(t.Buckets+(buckets*i+k)*size, i)
			}
		}
		at += record + 4*(int(binary.LittleEndian.Uint32(memory[at+npcdata:]))+int(memory[at+nfuncdata]))
		at += -at & 7 // records begin at eights
	}
}
