package splitstream

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// What a coded program may have at most, with either decoder: decoder.ts has tables of these sizes.
const (
	largest       = 64 << 20 // bytes of the program: ten times the worker
	mostStreams   = 1023     // of a frame; the widget has some 300
	mostFunctions = 1 << 16  // with those that are imported
	mostParts     = 1 << 16  // words of 32 bits that the parts of all entries take
)

// Decode returns the program that Encode was given. What is no coded program is an error, and so is one of which a
// byte has changed in a way that changes the program. Script does the same in browsers.
func Decode(coded []byte) ([]byte, error) {
	d := &decoder{}
	if err := d.frames(&reader{b: coded}); err != nil {
		return nil, fmt.Errorf("the coded program: %w", err)
	}
	return d.out, nil
}

type decoder struct {
	out     []byte
	most    int      // what out may be long after this frame
	streams []reader // of this frame
	entries [][]part
	slot    map[int]int // of functions in the table
}

func (d *decoder) frames(r *reader) (err error) {
	defer caught(&err)
	for {
		size := int(binary.LittleEndian.Uint32(r.bytes(4)))
		if size == 0 {
			break
		}
		d.frame(&reader{b: r.bytes(size)})
	}
	if r.at < len(r.b) {
		panic(errors.New("goes on after its end"))
	}
	return nil
}

// frame makes what a frame has.
func (d *decoder) frame(r *reader) {
	start, size := len(d.out), r.uint()
	sum := binary.LittleEndian.Uint32(r.bytes(4))
	if size > largest-start {
		panic(fmt.Errorf("has a frame of %d bytes", size))
	}
	d.most = start + size
	var lengths []int
	count := r.uint()
	if count > mostStreams {
		panic(fmt.Errorf("has a frame of %d streams", count))
	}
	for range count {
		lengths = append(lengths, r.uint())
	}
	d.streams = nil
	for _, n := range lengths {
		d.streams = append(d.streams, reader{b: r.bytes(n)})
	}
	for c := d.stream(control); ; {
		switch step := c.uint(); step {
		case stepEnd:
			if len(d.out) != d.most || checksum(d.out[start:]) != sum {
				panic(errors.New("does not make what its checksum is of"))
			}
			return
		case stepRaw:
			d.put(c.bytes(c.uint()))
		case stepDictionary:
			d.dictionary(c)
		case stepElements:
			d.elements(d.stream(elements))
		case stepFunctions:
			first, n := c.uint(), c.uint()
			if first+n > mostFunctions {
				panic(fmt.Errorf("has %d functions", first+n))
			}
			for i := range n {
				d.function(first + i)
			}
		default:
			panic(fmt.Errorf("has a step %d", step))
		}
	}
}

// stream returns a stream of the frame; an empty one if it has no such.
func (d *decoder) stream(k int) *reader {
	if k >= len(d.streams) {
		return &reader{}
	}
	return &d.streams[k]
}

// put writes bytes, and uint a number.
func (d *decoder) put(b []byte) {
	if len(b) > d.most-len(d.out) {
		panic(errors.New("makes more than it says"))
	}
	d.out = append(d.out, b...)
}

func (d *decoder) uint(v int) { d.put([]byte(uints(v))) }

func (d *decoder) dictionary(c *reader) {
	d.entries = nil
	count, words := c.uint(), 0
	if count > most {
		panic(fmt.Errorf("has %d entries", count))
	}
	for range count {
		var parts []part
		words++
		for range c.uint() {
			p := part{kind: c.uint()}
			if words += 2; words > mostParts {
				panic(errors.New("has entries of too many parts"))
			}
			if p.kind == partBytes {
				p.bytes, p.depth = string(c.bytes(c.uint())), unfolded(c.uint())
				words += (len(p.bytes)+3)/4 + 1
				if p.bytes == "" { // a million of them in an entry, and a million codes of it, would never end
					panic(errors.New("has a part that makes nothing"))
				}
			} else if p.value = c.uint(); p.value > mostStreams {
				panic(fmt.Errorf("has a part with %d", p.value))
			}
			parts = append(parts, p)
		}
		d.entries = append(d.entries, parts)
	}
}

func (d *decoder) elements(r *reader) {
	d.slot = map[int]int{}
	segments := r.uint()
	d.uint(segments)
	f := -1
	for range segments {
		d.put(r.bytes(2)) // the table, and i32.const
		leb := r.leb()
		d.put(leb)
		d.put([]byte{0x0b}) // end
		slot, count := int(signed(leb)), r.uint()
		d.uint(count)
		for range count {
			f += unfolded(r.uint()) + 1
			d.uint(f)
			d.slot[f] = slot
			slot++
		}
	}
}

// function makes the function with a number, and writes its size before it.
func (d *decoder) function(number int) {
	start := len(d.out)
	r := d.stream(declarations)
	groups := r.uint()
	d.uint(groups)
	for range groups {
		d.uint(r.uint())
		d.put(r.bytes(1))
	}
	a := address{slot: int64(d.slot[number])}
	for depth := 1; depth > 0; {
		code := int(d.stream(codes).byte())
		if code >= len(d.entries) {
			panic(fmt.Errorf("has a code %d", code))
		}
		for _, p := range d.entries[code] {
			if p.kind == partBytes {
				d.put([]byte(p.bytes))
				depth += p.depth
			} else {
				d.operand(p, depth, &a)
			}
		}
	}
	size := uints(len(d.out) - start)
	d.put([]byte(size))
	copy(d.out[start+len(size):], d.out[start:])
	copy(d.out[start:], size)
}

// operand writes an operand where so many blocks are open.
func (d *decoder) operand(p part, depth int, a *address) {
	switch r := d.stream(p.value); p.kind {
	case partLEB:
		d.put(r.leb())
	case partLabel:
		d.uint(depth - 1 - r.uint())
	case partLabelIs:
		d.uint(depth - 1 - p.value)
	case partLabels:
		count, v := r.uint(), 0
		d.uint(count)
		for range count + 1 {
			v += unfolded(r.uint())
			d.uint(v)
		}
	case partResume:
		d.put(appendSigned(nil, a.next(r.uint())))
	case partResumeIs:
		d.put(appendSigned(nil, a.next(p.value)))
	case part4:
		d.put(r.bytes(4))
	case part8:
		d.put(r.bytes(8))
	default:
		panic(fmt.Errorf("has a part of kind %d", p.kind))
	}
}
