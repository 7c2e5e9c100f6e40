package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// plain returns a program, as the linker wrote it, in which the descriptions of types say what a program asks for that
// does not look into itself: the widget, coded, is 33 kB smaller. One that links package reflect is returned as it is.
//
// Methods are found by their names only where a value is made one of an interface (runtime.itabInit), so those go of
// which no interface has the name. Names are for messages: those of fields, of methods that have gone, and of the types
// themselves go; a failed type assertion then does not say of which types. A switch over types tells them apart by a
// hash, so those go that the code has nowhere; the runtime's own tables go by it too, and are small enough without.
func plain(program []byte) (out []byte, err error) {
	defer func() {
		if recover() != nil { // an index that leads out of memory
			err = errors.New("the program: has types in a form that is new; see web/bundle/types.go")
		}
	}()
	sections, err := split(program)
	if err != nil {
		return nil, fmt.Errorf("the program: %w", err)
	}
	constants := map[uint32]bool{} // of the code
	for i, s := range sections {
		switch s.id {
		case codeSection:
			r := &reader{s.body}
			for range r.number() {
				instructions(r.bytes(r.number()), func(_, _ int, op byte, n int64) {
					if op == 0x41 || op == 0x42 {
						constants[uint32(n)] = true
					}
				})
			}
		case dataSection:
			memory, err := image(s.body)
			if err != nil {
				return nil, fmt.Errorf("the program: %w", err)
			}
			t, err := findTypes(memory)
			if err != nil {
				return nil, fmt.Errorf("the program: %w", err)
			}
			if t == nil {
				return program, nil
			}
			t.strip(constants)
			sections[i].body = merged(memory)
		}
	}
	return joined(sections), nil
}

// A typeTable is the descriptions of types in the memory of a program: abi.Type in Go's src/internal/abi/type.go. Places
// are bytes of memory.
type typeTable struct {
	memory     []byte
	start, end int             // of the descriptions, and of what else can only be read
	links      []int           // descriptions that the linker names; from these on all are found but those of closures
	linked     [2]int          // where the list of these is
	seen       map[int]bool    // descriptions
	fields     []int           // of structs
	methods    []methods       // of types
	demanded   map[string]bool // the names of methods that interfaces have
	names      map[int]bool    // of what has been seen; true if one is asked for
}

// methods is those of a type: where their number stands, and where they begin.
type methods struct{ count, first int }

// What a description has at which byte, how long it is before what belongs to its kind, and flags that it may have.
const (
	typeHash, typeFlags, typeAlign, typeKind = 16, 20, 21, 23
	typeName, typePointer                    = 40, 44
	typeSize                                 = 48

	flagUncommon, flagStar = 1, 2
)

// Kinds of types that say more than others, of 26.
const (
	kindArray = iota + 17
	kindChan
	kindFunc
	kindInterface
	kindMap
	kindPointer
	kindSlice
	_ // strings
	kindStruct
	kinds
)

// How long are a field of a struct, a method of a type, one of an interface, and what types with methods have.
const (
	fieldSize, methodSize, demandSize, uncommonSize = 24, 16, 8, 16
)

// findTypes returns the descriptions in the memory of a program, or nil if package reflect reads them.
func findTypes(memory []byte) (*typeTable, error) {
	f, err := findFunctionTable(memory)
	if err != nil {
		return nil, err
	}
	for i := range f.functions {
		switch name := string(f.name(f.function(i))); {
		case strings.HasPrefix(name, "reflect."):
			return nil, nil
		case name == "internal/reflectlite.haveIdenticalUnderlyingType":
			return nil, errors.New("compares types by the names of their fields, as errors.As does; see web/bundle/types.go")
		}
	}
	const types, ends, links, count = 296, 304, 360, 368 // bytes of runtime.moduledata
	module := f.module()
	t := &typeTable{memory: memory, seen: map[int]bool{}, demanded: map[string]bool{}, names: map[int]bool{}}
	t.start, t.end = t.word(module+types), t.word(module+ends)
	for i := range t.word(module + count) {
		t.links = append(t.links, t.start+t.half(t.word(module+links)+4*i))
	}
	t.linked = [2]int{t.word(module + links), t.word(module+links) + 4*len(t.links)}
	if len(t.links) == 0 {
		return nil, errors.New("has no types where Go 1.26 has them; see web/bundle/types.go")
	}
	return t, nil
}

func (t *typeTable) word(at int) int { return int(binary.LittleEndian.Uint64(t.memory[at:])) }
func (t *typeTable) half(at int) int { return int(binary.LittleEndian.Uint32(t.memory[at:])) }

func (t *typeTable) put(at, v int) { binary.LittleEndian.PutUint32(t.memory[at:], uint32(v)) }

func (t *typeTable) kind(at int) byte { return t.memory[at+typeKind] & 31 }

// name returns the name at a place, where it ends with what belongs to it, and where that of its package is: 0 if it has
// none of its own.
func (t *typeTable) name(at int) (name string, end, of int) {
	const tagged, foreign = 2, 4
	text := func(at int) (begin, end int) {
		n, size := binary.Uvarint(t.memory[at:])
		return at + size, at + size + int(n)
	}
	begin, end := text(at + 1)
	name = string(t.memory[begin:end])
	if t.memory[at]&tagged != 0 {
		_, end = text(end)
	}
	if t.memory[at]&foreign != 0 {
		of = t.start + t.half(end)
		end += 4
	}
	return name, end, of
}

// ask notes that the name at a place is asked for, and so is that of its package.
func (t *typeTable) ask(at int) {
	t.names[at] = true
	if _, _, of := t.name(at); of > 0 {
		t.names[of] = true
	}
}

// mention notes that something that nobody asks for has its name at a place.
func (t *typeTable) mention(at int) { t.names[at] = t.names[at] }

// like reports whether a description may be at a place.
func (t *typeTable) like(at int) bool {
	align := t.memory[at+typeAlign]
	return t.kind(at) > 0 && t.kind(at) <= kinds && align > 0 && align <= 8 && align == t.memory[at+typeAlign+1] &&
		t.word(at+8) <= t.word(at) && t.half(at+typeName) > 0 && t.start+t.half(at+typeName) < t.end
}

// visit finds a description and those to which it leads.
func (t *typeTable) visit(at int) {
	if at < t.start || at >= t.end || t.seen[at] {
		return
	}
	if !t.like(at) {
		panic("no description of a type")
	}
	t.seen[at] = true
	t.mention(t.start + t.half(at+typeName))
	if to := t.half(at + typePointer); to > 0 {
		t.visit(t.start + to)
	}
	own := at + typeSize // what its kind has, and to how many types that leads
	size, leads := 0, 0
	switch t.kind(at) {
	case kindArray:
		size, leads = 24, 2
	case kindChan:
		size, leads = 16, 1
	case kindFunc:
		size = 8
	case kindInterface, kindStruct:
		size = 32
	case kindMap:
		size, leads = 64, 3
	case kindPointer, kindSlice:
		size, leads = 8, 1
	}
	for k := range leads {
		t.visit(t.word(own + 8*k))
	}
	uncommon := own + size
	rest := uncommon
	if t.memory[at+typeFlags]&flagUncommon != 0 {
		rest += uncommonSize
		t.ask(t.start + t.half(uncommon)) // its package
		m := methods{uncommon + 4, uncommon + t.half(uncommon+8)}
		t.methods = append(t.methods, m)
		for k := range t.half(m.count) & 0xffff {
			t.mention(t.start + t.half(m.first+methodSize*k))
			if to := t.start + t.half(m.first+methodSize*k+4); to > t.start { // of what is never called there is none
				t.visit(to)
			}
		}
	}
	switch first, count := t.word(own+8), t.word(own+16); t.kind(at) {
	case kindFunc:
		in, out := t.half(own)&0xffff, t.half(own)>>16&0x7fff
		for k := range in + out {
			t.visit(t.word(rest + 8*k))
		}
	case kindStruct:
		for k := range count {
			t.fields = append(t.fields, first+fieldSize*k)
			t.mention(t.word(first + fieldSize*k))
			t.visit(t.word(first + fieldSize*k + 8))
		}
		fallthrough
	case kindInterface:
		if of := t.word(own); of > 0 {
			t.ask(of)
		}
	}
}

// demand finds the methods that interfaces have. It looks at whatever may be the description of one: rather too many
// than one too few.
func (t *typeTable) demand() {
	for at := t.start; at+typeSize+32 <= t.end; at += 8 {
		first, count := t.word(at+typeSize+8), t.word(at+typeSize+16)
		if t.kind(at) != kindInterface || !t.like(at) || first < t.start || count > t.end || first+demandSize*count > t.end {
			continue
		}
		for k := range count {
			place := t.start + t.half(first+demandSize*k)
			name, _, _ := t.name(place)
			t.demanded[name] = true
			t.ask(place)
		}
	}
}

// strip clears what nobody asks for. constants are those that the code has.
func (t *typeTable) strip(constants map[uint32]bool) {
	for _, at := range t.links {
		t.visit(at)
	}
	t.demand()
	for _, m := range t.methods {
		var left []byte
		exported, all := 0, t.memory[m.first:m.first+methodSize*(t.half(m.count)&0xffff)]
		for k := 0; k < len(all); k += methodSize {
			place := t.start + t.half(m.first+k)
			if name, _, _ := t.name(place); t.demanded[name] {
				left = append(left, all[k:k+methodSize]...)
				exported += int(t.memory[place] & 1)
				t.ask(place)
			}
		}
		clear(all[copy(all, left):])
		t.put(m.count, len(left)/methodSize|exported<<16)
	}
	for _, f := range t.fields {
		if name, _, _ := t.name(t.word(f)); name == "_" { // of these no two differ (runtime.typehash)
			t.ask(t.word(f))
		} else {
			clear(t.memory[f : f+8])
		}
	}
	for at := range t.seen {
		t.put(at+typeName, 0)
		t.memory[at+typeFlags] &^= flagStar
		if !constants[uint32(t.half(at+typeHash))] {
			t.put(at+typeHash, 0)
		}
	}
	clear(t.memory[t.linked[0]:t.linked[1]]) // without plugins nobody reads it
	for at, asked := range t.names {
		if !asked {
			_, end, _ := t.name(at)
			clear(t.memory[at:end])
		}
	}
}
