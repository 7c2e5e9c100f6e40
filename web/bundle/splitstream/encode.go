package splitstream

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Encode returns a program in a form that compresses well, of which Decode makes it again. A program that has what Go's
// linker did not write before, so that it would not come back as it was, is an error that says what.
func Encode(program []byte) ([]byte, error) {
	runs, err := readRuns(frozen)
	if err != nil {
		return nil, err
	}
	coded, err := encode(program, runs)
	if err != nil {
		return nil, fmt.Errorf("the program: %w; see web/bundle/splitstream/wasm.go", err)
	}
	return coded, nil
}

// encode is Encode with a dictionary of these runs, as many as there is room for.
func encode(program []byte, runs []entry) (coded []byte, err error) {
	defer caught(&err)
	m := readModule(program)
	single := alphabet(m.functions)
	entries := slices.Concat(runs[:min(len(runs), most-len(single))], single)
	e := &encoder{program: program, entries: entries}
	parser := newParser(entries)
	var parses [][]int
	for _, f := range m.functions {
		parses = append(parses, parser.parse(f.does))
	}
	e.assignStreams(m.functions, parses)
	e.module(m, parses)
	again, err := Decode(e.out)
	if err != nil {
		return nil, fmt.Errorf("does not come back: %w", err)
	}
	if !bytes.Equal(again, program) {
		return nil, errors.New("does not come back as it was, as if a number were written longer than need be")
	}
	return e.out, nil
}

type encoder struct {
	program []byte
	done    int // of the program, what is in the streams
	flushed int // and what is in out
	out     []byte

	entries []entry
	holes   [][]int  // of each entry, for each of its items, the stream of the operand
	count   int      // of streams
	streams [][]byte // of the frame that is being made
}

// put appends numbers to a stream.
func (e *encoder) put(stream int, vs ...int) {
	e.streams[stream] = append(e.streams[stream], uints(vs...)...)
}

// assignStreams gives each open operand of the dictionary a stream: its own, if that has many bytes, or one for all of
// its kind.
func (e *encoder) assignStreams(functions []function, parses [][]int) {
	const many = 300 // bytes. Measured on the widget in brotli: with 1000, 0.9 kB more; with 3000, 7 kB
	sizes := make([][]int, len(e.entries))
	e.holes = make([][]int, len(e.entries))
	for code, run := range e.entries {
		sizes[code], e.holes[code] = make([]int, len(run)), make([]int, len(run))
	}
	for i, f := range functions {
		at := 0
		for _, code := range parses[i] {
			for k := range e.entries[code] {
				sizes[code][k] += len(f.does[at].operand)
				at++
			}
		}
	}
	e.count = fixedStreams
	stream := func() int { e.count++; return e.count - 1 }
	for of := none + 1; of < kinds; of++ { // so that streams of a kind stand together
		shared := 0
		for code, run := range e.entries {
			for k, i := range run {
				switch {
				case !i.open || kindOf(i.op) != of:
				case sizes[code][k] > many:
					e.holes[code][k] = stream()
				default:
					if shared == 0 {
						shared = stream()
					}
					e.holes[code][k] = shared
				}
			}
		}
	}
	e.streams = make([][]byte, e.count)
}

// module writes all frames.
func (e *encoder) module(m *module, parses [][]int) {
	// A frame has so many bytes of functions. Each costs 1.5 kB in brotli, and what the last one has is decoded once
	// all has come.
	const frame = 1 << 19
	e.put(control, stepDictionary)
	e.dictionary()
	e.raw(m.elements.from)
	if e.done < m.elements.to {
		e.put(control, stepElements)
		e.elements(&reader{b: e.program[:m.elements.to], at: e.done})
		e.done = m.elements.to
	}
	e.raw(m.code.from)
	for i := 0; i < len(m.functions); {
		last, size := i, 0
		for ; last < len(m.functions) && size < frame; last++ {
			size += m.functions[last].size
		}
		e.put(control, stepFunctions, m.imports+i, last-i)
		for ; i < last; i++ {
			e.function(m.functions[i], parses[i])
		}
		e.done += size
		e.flush()
	}
	e.raw(len(e.program))
	e.flush()
	e.out = append(e.out, 0, 0, 0, 0) // a frame of nothing is the end
}

// raw writes the program up to a place as it is.
func (e *encoder) raw(to int) {
	e.put(control, stepRaw, to-e.done)
	e.streams[control] = append(e.streams[control], e.program[e.done:to]...)
	e.done = to
}

// flush ends a frame.
func (e *encoder) flush() {
	e.put(control, stepEnd)
	made := e.program[e.flushed:e.done]
	head := binary.LittleEndian.AppendUint32([]byte(uints(len(made))), checksum(made))
	head = append(head, uints(len(e.streams))...)
	for _, s := range e.streams {
		head = append(head, uints(len(s))...)
	}
	frame := slices.Concat(append([][]byte{head}, e.streams...)...)
	e.out = append(binary.LittleEndian.AppendUint32(e.out, uint32(len(frame))), frame...)
	e.flushed, e.streams = e.done, make([][]byte, e.count)
}

// dictionary writes what the decoder does for each entry.
func (e *encoder) dictionary() {
	e.put(control, len(e.entries))
	for code, run := range e.entries {
		parts := run.parts(e.holes[code])
		e.put(control, len(parts))
		for _, p := range parts {
			e.put(control, p.kind)
			if p.kind != partBytes {
				e.put(control, p.value)
				continue
			}
			e.put(control, len(p.bytes))
			e.streams[control] = append(e.streams[control], p.bytes...)
			e.put(control, folded(p.depth))
		}
	}
}

// elements writes an element section: of the numbers of functions, by how much each is beyond the one after the last.
func (e *encoder) elements(r *reader) {
	copied := func(b []byte) { e.streams[elements] = append(e.streams[elements], b...) }
	f := -1
	segments := r.uint()
	e.put(elements, segments)
	for range segments {
		copied(r.bytes(2)) // the table, and i32.const
		copied(r.leb())
		r.byte() // end
		count := r.uint()
		e.put(elements, count)
		for range count {
			next := r.uint()
			e.put(elements, folded(next-f-1))
			f = next
		}
	}
}

func (e *encoder) function(f function, parse []int) {
	e.streams[declarations] = append(e.streams[declarations], f.declared...)
	at := 0
	for _, code := range parse {
		e.streams[codes] = append(e.streams[codes], byte(code))
		for k, i := range e.entries[code] {
			if i.open {
				hole := &e.streams[e.holes[code][k]]
				*hole = append(*hole, f.does[at].operand...)
			}
			at++
		}
	}
}
