package splitstream

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// header begins a module: magic and version.
const header = "\x00asm\x01\x00\x00\x00"

var errCut = errors.New("ends in the middle")

// A reader reads what a module or a coded one consists of. It panics with an error where there is no such thing.
type reader struct {
	b  []byte
	at int
}

// caught makes an error of a panic of a reader.
func caught(err *error) {
	if p := recover(); p != nil {
		e, ok := p.(error)
		if !ok {
			panic(p)
		}
		*err = e
	}
}

// uint reads an unsigned LEB128 number of 32 bits.
func (r *reader) uint() int {
	v, n := binary.Uvarint(r.b[r.at:])
	if n <= 0 {
		panic(errCut)
	}
	if v > 1<<32-1 {
		panic(fmt.Errorf("has a number of %d, which is more than 32 bits", v))
	}
	r.at += n
	return int(v)
}

// leb reads a LEB128 number of either kind as it stands. Those of 64 bits have up to ten bytes.
func (r *reader) leb() []byte {
	for n := 1; n <= 10 && r.at+n <= len(r.b); n++ {
		if r.b[r.at+n-1] < 0x80 {
			return r.bytes(n)
		}
	}
	panic(errCut)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.b)-r.at {
		panic(errCut)
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *reader) byte() byte { return r.bytes(1)[0] }

// signed is the value of a signed LEB128 number.
func signed(leb []byte) (v int64) {
	for i, c := range leb {
		v |= int64(c&0x7f) << (7 * i)
	}
	if n := 7 * len(leb); n < 64 && leb[len(leb)-1]&0x40 != 0 {
		v -= 1 << n
	}
	return v
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

// A module is what the encoder knows of a program.
type module struct {
	imports   int  // functions that are imported: they have the first numbers
	elements  span // the body of its element section; empty if it has none
	code      span // its functions, one after the other
	functions []function
}

// A span is a part of a program, in bytes.
type span struct{ from, to int }

// Sections, as https://webassembly.github.io/spec/core/binary/modules.html#sections has them.
const (
	importSection  = 2
	elementSection = 9
	codeSection    = 10
)

// readModule reads a program.
func readModule(program []byte) *module {
	r := &reader{b: program}
	if len(program) < len(header) || string(r.bytes(len(header))) != header {
		panic(errors.New("is no WebAssembly module of version 1"))
	}
	m := &module{elements: span{r.at, r.at}, code: span{len(program), len(program)}}
	var slot map[int]int
	for r.at < len(program) {
		id := r.byte()
		size := r.uint()
		from := r.at
		body := &reader{b: r.bytes(size)}
		switch id {
		case importSection:
			m.imports = imported(body)
		case elementSection:
			m.elements = span{from, r.at}
			slot = slots(body)
		case codeSection:
			count := body.uint()
			m.code = span{from + body.at, r.at}
			for i := range count {
				at := body.at
				f := readFunction(body.bytes(body.uint()), slot[m.imports+i])
				f.size = body.at - at
				m.functions = append(m.functions, f)
			}
			if body.at < size {
				panic(errors.New("has functions that it does not count"))
			}
		}
	}
	return m
}

// slots returns of each function the slot in the table by which Go knows it, as the element section has them; of one
// with several, the last.
func slots(r *reader) map[int]int {
	out := map[int]int{}
	for range r.uint() {
		if table, op := r.uint(), r.byte(); table != 0 || op != 0x41 { // i32.const
			panic(errors.New("has a second table of functions, or one that is not filled from a number on"))
		}
		slot := int(signed(r.leb()))
		r.byte() // end
		for range r.uint() {
			out[r.uint()] = slot
			slot++
		}
	}
	return out
}

// imported returns how many functions are imported: they have the first numbers.
func imported(r *reader) (n int) {
	for range r.uint() {
		r.bytes(r.uint()) // module
		r.bytes(r.uint()) // name
		switch kind := r.byte(); kind {
		case 0: // a function: its type
			r.uint()
			n++
		case 1, 2: // a table, or memory: its limits
			if kind == 1 {
				r.byte() // funcref
			}
			if flags := r.byte(); flags == 1 {
				r.uint()
			}
			r.uint()
		case 3: // a variable: its type, and whether it changes
			r.bytes(2)
		default:
			panic(fmt.Errorf("imports something of kind %d", kind))
		}
	}
	return n
}

// A kind is what an operand is.
type kind byte

const (
	none kind = iota
	local
	global
	offset   // of an access to memory
	number32 // of i32.const
	number64
	callee
	signature // of call_indirect
	resume    // an address to return to, in this function: by how much it is beyond the last one
	label     // of a block, counted from outside
	labels    // of br_table
	bits32    // of f32.const
	bits64
	kinds
)

// An instruction is cut in two: its operation, with the operands that go with it (the type of a block, the alignment
// of an access), and what a stream has of its other operand.
type instruction struct {
	op      string
	operand string
}

// resumeOp is how the i64.const of an address to return to is told from others.
const resumeOp = "\x42r"

// kindOf returns what an operation has for an operand.
func kindOf(op string) kind {
	if op == resumeOp {
		return resume
	}
	switch c := op[0]; {
	case c == 0x0c || c == 0x0d: // br, br_if
		return label
	case c == 0x0e:
		return labels
	case c == 0x10:
		return callee
	case c == 0x11:
		return signature
	case 0x20 <= c && c <= 0x22:
		return local
	case c == 0x23 || c == 0x24:
		return global
	case 0x28 <= c && c <= 0x3e:
		return offset
	case c == 0x41:
		return number32
	case c == 0x42:
		return number64
	case c == 0x43:
		return bits32
	case c == 0x44:
		return bits64
	}
	return none
}

// deeper is by how much an operation changes how many blocks are open.
func deeper(op string) int {
	switch op[0] {
	case 0x02, 0x03, 0x04: // block, loop, if
		return 1
	case 0x0b: // end
		return -1
	}
	return 0
}

// operation reads the operation of an instruction.
func (r *reader) operation() string {
	from := r.at
	switch c := r.byte(); {
	case c == 0x02 || c == 0x03 || c == 0x04: // block, loop, if: no result, or one of a type
		if t := r.byte(); t != 0x40 && (t < 0x7c || t > 0x7f) {
			panic(fmt.Errorf("a block of type %#x", t))
		}
	case 0x28 <= c && c <= 0x3e: // loads and stores: the alignment
		r.uint()
	case c == 0x3f || c == 0x40: // memory.size, memory.grow: which memory
		r.byte()
	case c == 0xfc:
		switch more := r.uint(); {
		case more < 8: // conversions that saturate
		case more == 10: // memory.copy: of which memory to which
			r.bytes(2)
		case more == 11: // memory.fill
			r.byte()
		default:
			panic(fmt.Errorf("the instruction 0xfc %d", more))
		}
	case c <= 0x01 || c == 0x05 || c == 0x0b || c == 0x0f || c == 0x1a || c == 0x1b || 0x45 <= c && c <= 0xc4: // alone
	case kindOf(string([]byte{c})) != none:
	default:
		panic(fmt.Errorf("the instruction %#x", c))
	}
	return string(r.b[from:r.at])
}

// A function is one that was read: what it declares, as it stands, and what it does.
type function struct {
	size     int // in bytes, with what says so
	declared []byte
	does     []instruction
}

// readFunction reads the body of a function that has a slot in the table, or 0.
func readFunction(body []byte, slot int) (f function) {
	r := &reader{b: body}
	for range r.uint() { // groups of variables
		r.uint()
		r.byte()
	}
	f.declared = body[:r.at]
	a := address{slot: int64(slot)}
	depth := 1
	for depth > 0 {
		i := instruction{op: r.operation()}
		depth += deeper(i.op)
		switch kindOf(i.op) {
		case none:
		case label:
			i.operand = uints(depth - 1 - r.uint())
		case labels:
			n, last, out := r.uint(), 0, []byte(nil)
			out = binary.AppendUvarint(out, uint64(n))
			for range n + 1 {
				v := r.uint()
				out = binary.AppendUvarint(out, uint64(folded(v-last)))
				last = v
			}
			i.operand = string(out)
		case number64:
			leb := r.leb()
			if by, ok := a.steps(signed(leb)); ok {
				i.op, i.operand = resumeOp, uints(by)
			} else {
				i.operand = string(leb)
			}
		case bits32:
			i.operand = string(r.bytes(4))
		case bits64:
			i.operand = string(r.bytes(8))
		default:
			i.operand = string(r.leb())
		}
		if i.op == "\x11" && r.byte() != 0 { // call_indirect: which table
			panic(errors.New("a call through a second table"))
		}
		f.does = append(f.does, i)
	}
	if r.at < len(body) {
		panic(errors.New("instructions after its end"))
	}
	return f
}
