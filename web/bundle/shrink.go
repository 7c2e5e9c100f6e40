package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// shrink returns a program that Go's linker wrote made smaller, without changing what it does. On the widget it
// saves a fifth of what a reader loads, by three things:
//
// The linker leaves every run of more than eight zero bytes out of the initial memory, which makes tens
// of thousands of segments, each with an address that compresses badly. In a few long segments the zeros
// cost next to nothing (see merged).
//
// And it keeps for every function its name and the line of every instruction, for stack traces, which no
// reader sees. The reason of a failure, which the loader shows, does not come from there (see unnamed).
//
// And it keeps what looks into a running program, for tools that nobody has in a page (see stopped).
func shrink(program []byte) ([]byte, error) {
	sections, err := split(program)
	if err != nil {
		return nil, fmt.Errorf("the program: %w", err)
	}
	var code *section // comes before the data
	for i := range sections {
		switch s := &sections[i]; s.id {
		case codeSection:
			code = s
		case dataSection:
			memory, err := image(s.body)
			if err == nil {
				err = tidy(code, memory)
			}
			if err != nil {
				return nil, fmt.Errorf("the program: %w", err)
			}
			s.body = merged(memory)
		}
	}
	return joined(sections), nil
}

// A section is a part of a module, as https://webassembly.github.io/spec/core/binary/modules.html#sections has them.
type section struct {
	id   byte
	body []byte
}

const (
	codeSection = 10
	dataSection = 11
)

var errCut = errors.New("ends in the middle")

// header begins a module: magic and version.
const header = "\x00asm\x01\x00\x00\x00"

// joined returns the module that has these sections.
func joined(sections []section) []byte {
	out := []byte(header)
	for _, s := range sections {
		out = append(out, s.id)
		out = binary.AppendUvarint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}

// split cuts a module into its sections.
func split(program []byte) ([]section, error) {
	if !bytes.HasPrefix(program, []byte(header)) {
		return nil, errors.New("is no WebAssembly module of version 1")
	}
	var out []section
	for rest := program[len(header):]; len(rest) > 0; {
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
			return nil, errors.New("has a data segment of a kind that Go does not write; see web/bundle/shrink.go")
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
			return nil, fmt.Errorf("has a data segment at address %d; see web/bundle/shrink.go", at)
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
