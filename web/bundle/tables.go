package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// tables says which functions a program has, and where in its memory their records are and the tables that follow from
// these: offsets in bytes. web/static/tables.js makes all of it again.
type tables struct {
	Functions int `json:"functions"` // how many
	First     int `json:"first"`     // the number of the first of them, which the others follow
	Records   int `json:"records"`   // the records of the functions, one after the other; coded, until they are made
	Coded     int `json:"coded"`     // how many bytes of that are
	Lines     int `json:"lines"`     // the tables from instructions to values (functionTable.pcTable)
	List      int `json:"list"`      // of each function, its number and where its record is (runtime.functab)
	Buckets   int `json:"buckets"`   // of each 4096 instructions, the function they begin in (runtime.findfuncbucket)
}

// withoutTables returns a shrunk program without the tables that follow from its records of functions, with these
// records in few bytes, and where they are: 30 kB of the widget in brotli, 79 kB of the worker, gzipped. It makes them again, and refuses a program
// that does not come out the same.
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
	return nil, nil, errors.New("the program: has no data; see web/bundle/tables.go")
}

// script returns the JavaScript that makes the tables before a program runs: tables.js.
func (t *tables) script() (string, error) {
	script, err := os.ReadFile("web/static/tables.js")
	if err != nil {
		return "", err
	}
	where, err := json.Marshal(t)
	if err != nil {
		return "", err
	}
	if strings.Count(string(script), " = TABLES;") != 1 {
		return "", fmt.Errorf("tables.js: want one line that has = TABLES")
	}
	return strings.Replace(string(script), "TABLES", string(where), 1), nil
}

// findTables finds the tables in memory, clears them, and codes the records.
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
	start, module := table.start, table.module()
	t = &tables{
		Functions: table.functions,
		First:     table.word(table.list),
		Records:   start + table.function(0),
		Lines:     start + table.lines,
		List:      start + table.list,
		Buckets:   int(binary.LittleEndian.Uint64(memory[module+bucketsAt:])),
	}
	was := bytes.Clone(memory)
	t.each(memory, func(at, _ int) { clear(memory[at : at+4]) })
	coded, end := t.code(memory)
	t.Coded = len(coded)
	clear(memory[t.Records+copy(memory[t.Records:end], coded) : end])
	again := bytes.Clone(memory)
	t.decode(again)
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
		at = t.after(memory, at)
	}
}

// after returns where the record after that at a place is.
func (t *tables) after(memory []byte, at int) int {
	at += record + 4*(int(binary.LittleEndian.Uint32(memory[at+npcdata:]))+int(memory[at+nfuncdata]))
	return at + -at&7 // records begin at eights
}

// code returns the records, and where they end. What they have of one kind stands together, in LEB128, one function
// after the other: how many tables of PCDATA, how many of FUNCDATA, the words from nameAt to pcspAt, what stands at
// flagsAt, which tables, and which of FUNCDATA. Most tables are there once, in the order in which the functions have
// them (unnamed). So of a table it says 0 if there is none, 1 if it is the next, and otherwise, with two added, which
// one it was. Those of FUNCDATA are too, kind after kind (packed); of one it says twice which one it was, from 1 on, 0 if
// there is none, and if it is the next twice how long it is and one added.
func (t *tables) code(memory []byte) (coded []byte, end int) {
	word := func(at int) uint32 { return binary.LittleEndian.Uint32(memory[at:]) }
	column := func(f func(at, pcdata, funcdata int)) {
		at := t.Records
		for range t.Functions {
			f(at, int(word(at+npcdata)), int(memory[at+nfuncdata]))
			at = t.after(memory, at)
		}
		end = at
	}
	put := func(v uint32) { coded = binary.AppendUvarint(coded, uint64(v)) }
	column(func(_, pcdata, _ int) { put(uint32(pcdata)) })
	column(func(_, _, funcdata int) { put(uint32(funcdata)) })
	for k := nameAt; k < pcspAt; k += 4 {
		column(func(at, _, _ int) { put(word(at + k)) })
	}
	column(func(at, _, _ int) { put(word(at+flagsAt) & (1<<24 - 1)) })
	known := map[uint32]uint32{0: 0}
	table := func(at int) {
		place := word(at)
		if code, ok := known[place]; ok {
			put(code)
			return
		}
		known[place] = uint32(len(known)) + 1
		put(1)
	}
	column(func(at, pcdata, _ int) {
		table(at + pcspAt)
		for k := range pcdata {
			table(at + record + 4*k)
		}
	})
	var stacks, sizes []uint32 // in the order in which functions first have them; how far it is to the next
	index := map[uint32]uint32{noData: 0}
	each := func(f func(place uint32)) {
		for k := range funcdataKinds {
			column(func(at, pcdata, funcdata int) {
				if k < funcdata {
					f(word(at + record + 4*(pcdata+k)))
				}
			})
		}
	}
	each(func(place uint32) {
		if _, ok := index[place]; !ok {
			if n := len(stacks); n > 0 {
				sizes = append(sizes, place-stacks[n-1])
			}
			stacks = append(stacks, place)
			index[place] = uint32(len(stacks))
		}
	})
	sizes = append(sizes, 0)
	seen := uint32(0)
	each(func(place uint32) {
		if i := index[place]; i > seen {
			seen = i
			put(sizes[i-1]<<1 | 1)
		} else {
			put(i << 1)
		}
	})
	return coded, end
}

// decode makes the records again, as tables.js does.
func (t *tables) decode(memory []byte) {
	coded := bytes.Clone(memory[t.Records : t.Records+t.Coded])
	clear(memory[t.Records : t.Records+t.Coded])
	next := func() int {
		v, n := binary.Uvarint(coded)
		coded = coded[n:]
		return int(v)
	}
	put := func(at, v int) { binary.LittleEndian.PutUint32(memory[at:], uint32(v)) }
	pcdata := make([]int, t.Functions)
	for i := range pcdata {
		pcdata[i] = next()
	}
	places := make([]int, t.Functions)
	for i, at := 0, t.Records; i < t.Functions; i++ {
		places[i] = at
		put(at+npcdata, pcdata[i])
		memory[at+nfuncdata] = byte(next())
		at = t.after(memory, at)
	}
	for k := nameAt; k < pcspAt; k += 4 {
		for _, at := range places {
			put(at+k, next())
		}
	}
	for _, at := range places {
		put(at+flagsAt, next()|int(memory[at+nfuncdata])<<24)
	}
	lines := functionTable{memory: memory[t.Lines:]}
	known, place := []int{0, 0}, 1
	table := func(at int) {
		code := next()
		if code == 1 {
			known = append(known, place)
			code = len(known) - 1
			place += len(lines.pcTable(place))
		}
		put(at, known[code])
	}
	for i, at := range places {
		table(at + pcspAt)
		for k := range pcdata[i] {
			table(at + record + 4*k)
		}
	}
	stacks, free := []int{noData}, 0
	for k := range funcdataKinds {
		for i, at := range places {
			if k >= int(memory[at+nfuncdata]) {
				continue
			}
			code := next()
			if code&1 != 0 {
				code, stacks, free = len(stacks)<<1, append(stacks, free), free+code>>1
			}
			put(at+record+4*(pcdata[i]+k), stacks[code>>1])
		}
	}
}
