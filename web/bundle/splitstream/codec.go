package splitstream

import (
	"encoding/binary"
	"math/bits"
)

// The steps by which a frame is made, in its control stream.
const (
	stepEnd        = iota
	stepRaw        // bytes, which follow
	stepDictionary // follows
	stepElements   // the body of an element section
	stepFunctions  // the number of the first, and how many
)

// The streams of a frame. Those of operands come after these.
const (
	control = iota
	codes
	declarations
	elements
	fixedStreams
)

// A part is what the decoder does for an entry: it copies bytes, or writes an operand. depth is by how much the bytes
// change how many blocks are open; value is the number of a stream, or for partLabelIs and partResumeIs the operand itself.
type part struct {
	kind  int
	bytes string
	depth int
	value int
}

const (
	partBytes    = iota
	partLEB      // a number, as it stands in the stream
	partLabel    // of a block
	partLabels   // of a br_table
	partResume   // an address to return to
	part4        // as many bytes of the stream
	part8        //
	partLabelIs  // the same label each time
	partResumeIs // the same step to an address
	partKinds
)

// uints is numbers in LEB128. A label that leaves more blocks than there are is negative, and so too large to be read
// again.
func uints(vs ...int) string {
	var out []byte
	for _, v := range vs {
		out = binary.AppendUvarint(out, uint64(v))
	}
	return string(out)
}

// folded is a number with a sign as one without: 0, -1, 1, -2, 2 as 0, 1, 2, 3, 4.
func folded(v int) int {
	if v < 0 {
		return -2*v - 1
	}
	return 2 * v
}

// unfolded is the number that folded was given.
func unfolded(v int) int { return v>>1 ^ -(v & 1) }

// An address is the last one to return to in a function: the slot of the function in the table of functions, and a
// counter.
type address struct{ slot, counter int64 }

// steps returns by how much v is beyond the last address. It is not ok if v is none of this function.
func (a *address) steps(v int64) (by int, ok bool) {
	const slots = 1 << 15 // or else an address has more than the 32 bits of the decoder in WebAssembly
	if v>>16 != a.slot || v&0xffff < a.counter || a.slot <= 0 || a.slot >= slots {
		return 0, false
	}
	by = int(v&0xffff - a.counter)
	a.counter += int64(by)
	return by, true
}

// next is the inverse of steps.
func (a *address) next(by int) int64 {
	a.counter += int64(by)
	return a.slot<<16 + a.counter
}

// checksum returns what a frame has of what it makes: the sum is turned by 5 bits, so that each bit reaches all; a word of 32 bits,
// the last filled up with zeros, goes into it by exclusive or; and it is multiplied by the prime of FNV-1a. A single
// wrong word always changes it; it is not against forgery, which is for the digest that a page pins.
func checksum(b []byte) (sum uint32) {
	const prime = 0x01000193
	for ; len(b) >= 4; b = b[4:] {
		sum = (bits.RotateLeft32(sum, 5) ^ binary.LittleEndian.Uint32(b)) * prime
	}
	var last [4]byte
	if copy(last[:], b) > 0 {
		sum = (bits.RotateLeft32(sum, 5) ^ binary.LittleEndian.Uint32(last[:])) * prime
	}
	return sum
}
