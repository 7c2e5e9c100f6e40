package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// shrink returns a program that Go's linker wrote made smaller, without changing what it does. On the widget it
// saves a sixth of what a reader loads, by two things:
//
// The linker leaves every run of more than eight zero bytes out of the initial memory, which makes tens
// of thousands of segments, each with an address that compresses badly. In a few long segments the zeros
// cost next to nothing (see merged).
//
// And it keeps for every function its name and the line of every instruction, for stack traces, which no
// reader sees. The reason of a failure, which the loader shows, does not come from there (see unnamed).
func shrink(program []byte) ([]byte, error) {
	sections, err := split(program)
	if err != nil {
		return nil, fmt.Errorf("the program: %w", err)
	}
	out := append([]byte(nil), program[:8]...) // magic and version
	for _, s := range sections {
		if s.id == dataSection {
			memory, err := image(s.body)
			if err != nil {
				return nil, fmt.Errorf("the program: %w", err)
			}
			if err := unnamed(memory); err != nil {
				return nil, fmt.Errorf("the program: %w", err)
			}
			s.body = merged(memory)
		}
		out = append(out, s.id)
		out = binary.AppendUvarint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out, nil
}

// A section is a part of a module, as https://webassembly.github.io/spec/core/binary/modules.html#sections has them.
type section struct {
	id   byte
	body []byte
}

const dataSection = 11

var errCut = errors.New("ends in the middle")

// split cuts a module into its sections.
func split(program []byte) ([]section, error) {
	if !bytes.HasPrefix(program, []byte("\x00asm\x01\x00\x00\x00")) {
		return nil, errors.New("is no WebAssembly module of version 1")
	}
	var out []section
	for rest := program[8:]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:]) // LEB128, as in the format
		if n <= 0 || uint64(len(rest)) < 1+uint64(n)+size {
			return nil, errCut
		}
		end := 1 + n + int(size)
		out = append(out, section{id, rest[1+n : end]})
		rest = rest[end:]
	}
	return out, nil
}

// image returns the initial memory that a data section makes.
func image(data []byte) ([]byte, error) {
	const (
		active = 0x00 // a segment that is copied at the start into memory 0
		i32    = 0x41 // i32.const
		end    = 0x0b
		most   = 1 << 26 // bytes; a widget's memory is a fiftieth of it
	)
	count, n := binary.Uvarint(data)
	if n <= 0 {
		return nil, errCut
	}
	data = data[n:]
	var memory []byte
	for range count {
		if len(data) < 2 || data[0] != active || data[1] != i32 {
			return nil, errors.New("has a data segment of a kind that Go does not write")
		}
		at, n := signed(data[2:])
		if n <= 0 || len(data) < 3+n || data[2+n] != end {
			return nil, errCut
		}
		data = data[3+n:]
		size, n := binary.Uvarint(data)
		if n <= 0 || uint64(len(data)-n) < size {
			return nil, errCut
		}
		if at < 0 || at+int64(size) > most {
			return nil, fmt.Errorf("has a data segment at address %d", at)
		}
		if need := int(at) + int(size) - len(memory); need > 0 {
			memory = append(memory, make([]byte, need)...)
		}
		copy(memory[at:], data[n:n+int(size)])
		data = data[n+int(size):]
	}
	return memory, nil
}

// signed reads a signed LEB128 number; n is 0 if there is none.
func signed(b []byte) (v int64, n int) {
	for shift := 0; n < len(b) && n < 5; shift += 7 { // 5 bytes hold 32 bits
		c := b[n]
		n++
		v |= int64(c&0x7f) << shift
		if c&0x80 == 0 {
			if c&0x40 != 0 {
				v -= 1 << (shift + 7)
			}
			return v, n
		}
	}
	return 0, 0
}

// appendSigned appends v as a signed LEB128 number.
func appendSigned(out []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(out, c)
		}
		out = append(out, c|0x80)
	}
}

// merged returns a data section for a memory, with a new segment only where there are many zeros.
func merged(memory []byte) []byte {
	// Measured on the widget, brotli: gaps of 8 bytes as the linker's 679 kB, 32: 615, 128: 612, and no
	// less beyond.
	const gap = 128
	var segments []byte
	count := uint64(0)
	for at := 0; at < len(memory); {
		if memory[at] == 0 {
			at++
			continue
		}
		end := at + 1
		for i := end; i < len(memory) && i-end < gap; i++ {
			if memory[i] != 0 {
				end = i + 1
			}
		}
		segments = append(segments, 0x00, 0x41)
		segments = appendSigned(segments, int64(at))
		segments = append(segments, 0x0b)
		segments = binary.AppendUvarint(segments, uint64(end-at))
		segments = append(segments, memory[at:end]...)
		count++
		at = end
	}
	return append(binary.AppendUvarint(nil, count), segments...)
}

// unnamed blanks, in the function table of a Go program (runtime.pcHeader and runtime._func in Go's
// src/runtime/symtab.go and runtime2.go), the names of functions and files and the tables from
// instructions to lines. To the runtime a function without them is one it has no position for, which it
// knows from assembly. What it needs to run, the tables for stack frames and the garbage collector, stays.
//
// Two more kinds of table go, of Go's src/internal/abi/symtab.go: where a function may be interrupted, for no signal
// interrupts WebAssembly, and how its arguments are printed in a stack trace. All together is 40 kB of the widget in
// brotli.
//
// One name stays too: by the prefix "runtime." the runtime tells its own goroutines from the program's
// (isSystemGoroutine), so all its functions get the name of one of them.
func unnamed(memory []byte) (err error) {
	defer func() {
		if recover() != nil { // an index that leads out of the table
			err = errors.New("has a function table in a form that is new; see unnamed in web/bundle/shrink.go")
		}
	}()
	const (
		magic   = "\xf1\xff\xff\xff\x00\x00\x01\x08" // Go 1.20 and later; instructions of 1, pointers of 8 bytes
		record  = 44                                 // bytes of a _func before its pcdata
		runtime = "runtime."

		unsafePoint, argLiveIndex = 0, 3 // PCDATA: an offset each, 0 for none
		argInfo, argLiveInfo      = 5, 6 // FUNCDATA: an offset each after those of PCDATA, none for none
		none                      = 1<<32 - 1
	)
	start := bytes.Index(memory, []byte(magic))
	if start < 0 {
		return errors.New("has no function table as Go 1.20 to 1.26 write it; see unnamed in web/bundle/shrink.go")
	}
	table := memory[start:]
	word := func(at int) int { return int(binary.LittleEndian.Uint32(table[at:])) }
	// After the magic: number of functions, of files, start of the code, and where the parts begin.
	functions, names, units, files, lines, list := word(8), word(32), word(40), word(48), word(56), word(64)
	if !(names < units && units < files && files < lines && lines < list && list+8*functions < len(table)) {
		return errors.New("has a function table that is out of order; see unnamed in web/bundle/shrink.go")
	}
	kept := make([]bool, list-lines) // of the tables between lines and list
	keep := func(at int) {
		if at == 0 {
			return // the function has no such table
		}
		// Pairs of numbers in LEB128, up to a first number of zero that is not the first of all.
		for p, pair := lines+at, 0; ; pair++ {
			if table[p] == 0 && pair > 0 {
				kept[p-lines] = true
				return
			}
			for range 2 {
				for more := true; more; p++ {
					kept[p-lines] = true
					more = table[p]&0x80 != 0
				}
			}
		}
	}
	own, ownEnd := 0, 0 // the one name that stays
	for i := range functions {
		f := list + word(list+8*i+4)
		name := table[names+word(f+4):]
		as := 0
		if bytes.HasPrefix(name, []byte(runtime)) {
			if own == 0 {
				own = word(f + 4)
				ownEnd = own + bytes.IndexByte(name, 0)
			}
			as = own
		}
		binary.LittleEndian.PutUint32(table[f+4:], uint32(as))
		clear(table[f+20 : f+28]) // pcfile and pcln
		clear(table[f+32 : f+40]) // cuOffset and startLine
		keep(word(f + 16))        // pcsp
		pcdata := f + record
		funcdata := pcdata + 4*word(f+28)
		for k := range word(f + 28) {
			if k == unsafePoint || k == argLiveIndex {
				clear(table[pcdata+4*k : pcdata+4*k+4])
			}
			keep(word(pcdata + 4*k))
		}
		for k := range int(table[f+43]) { // nfuncdata
			if k == argInfo || k == argLiveInfo {
				binary.LittleEndian.PutUint32(table[funcdata+4*k:], none)
			}
		}
	}
	clear(table[names : names+own])
	clear(table[names+ownEnd : lines])
	for i, k := range kept {
		if !k {
			table[lines+i] = 0
		}
	}
	return nil
}
