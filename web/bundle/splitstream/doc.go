// Package splitstream codes WebAssembly that Go's compiler made in a form that general compressors make a third
// smaller, and makes the same bytes of it again:
//
//	coded, err := splitstream.Encode(program)
//	program, err = splitstream.Decode(coded) // or Script in a browser, while it arrives
//
// # What is regular in Go's WebAssembly
//
// Brotli looks for runs of bytes that were there before, and for what is likely after the last two bytes. Of a program
// it sees little, because numbers that follow from where they stand are different each time, and because operations
// and numbers of many kinds take turns. This takes both away. Its kind is known as split-stream dictionary compression
// (S. Lucco, Split-stream dictionary program compression, PLDI 2000). What it uses:
//
// Addresses to return to. WebAssembly has no way to leave a function in its middle and come back, and a goroutine
// needs one. So each function is a loop around a br_table, and before each call it stores where it is to go on: a
// constant of its own number and a counter. The number is the slot of the function in the table of functions, which
// the element section has; of the counter we keep by how much it has grown, mostly 1. Where a function grows its
// stack, it stores the counter's first value, 0. (The instruction is 0x42 as other constants are, and is called 42r in
// the dictionary.)
//
// Labels. A branch says how many blocks it leaves. In Go's code most lead to one of the two outermost, the loop and
// what is around it, from blocks of any depth. So labels are counted from outside: the same target is the same number.
// In a br_table they stay counted from inside, for there they mostly grow by 0 or 1, and it has their differences.
//
// Operands have a stream for each kind: the number of a variable, the offset of an access, a function that is
// called, a constant and so on, and an operation tells of which its operand is.
//
// Runs of instructions. Few operations follow others: to store an argument, to call and to look whether the goroutine
// has to leave, to load again what the call may have changed. Such a run is an entry of the dictionary, with those
// operands that are always the same in it, and holes for the others (the code calls an operand open where there is a hole):
//
//	20:01 ad 42:* 7c a7        local.get 1, i64.extend_i32_u, i64.const *, i64.add, i32.wrap_i64: where an argument is
//	10:* 23:00 21:01 0d:01 0b  call *, global.get 0, local.set 1, br_if 1, end: the call of a function
//
// The entries are numbered by a byte, and a function is a row of these numbers and nothing else. First come runs; then
// single instructions with holes, all that the program has, so that any function can be said. A byte tells 256 entries
// apart: of the runs, the last in dictionary.txt are left out if there are more. Of all ways to say a function in entries,
// the parser takes the cheapest, at 5 bits for each entry and for each byte of an operand. A hole that has many operands has
// a stream of its own, because what is stored at an offset depends on who stores it.
//
// The numbers in an element section are kept as differences from the one after the last: where functions have been put
// into another order, most are still in a row.
//
// All else, the data above all, stays as it is.
//
// # What it saves
//
// The widget of 29 November 2026, 3.3 MB, in kB of brotli at its best:
//
//	as it is                                               602.7
//	addresses to return to as steps of a counter           543.9
//	and labels from outside                                496.0
//	and elements as differences                            495.6
//	and the whole: streams, and runs of instructions       435.8
//
// Streams without runs are worse than none (523.9), for then brotli no longer finds the runs itself; runs without streams
// are 467.5. The five parts of the widget go from 175 to 121, story.html from 1,144 to 839, and with gzip the widget
// goes from 792 to 537. The decoder is 1.3 kB, in brotli too.
//
// # Updates
//
// The runs are in dictionary.txt. They were found by taking turns at two steps: say all functions of the widget as
// cheaply as can be, then add what saves most: entries that follow each other, made one, or one with its commonest
// operand. The file stays as it is between releases: with other runs all bytes are others, and a reader who has the
// last release as a dictionary (RFC 9842) would load all anew. What is not used any more costs its line, 10 bytes.
//
// # The form
//
// A coded program is a row of frames, so that what has come can be decoded, and compiled, while the rest is on its
// way: 512 kB of functions each, and the data. A frame is, with all numbers in LEB128 but for the two of 32 bits:
//
//	how many bytes follow (32 bits, little-endian)
//	how many bytes it makes, their checksum (32 bits), how many streams it has, how long each is
//	the streams: control, codes of entries, what functions declare, elements, and those of operands
//
// A frame of no bytes is the end. The control stream says step by step what to make: bytes that follow, an element section, functions; and what the
// entries of the dictionary are, in the first frame. So a decoder knows no dictionary beforehand, and other runs need no
// other decoder.
//
// # The decoder
//
// In a browser it is WebAssembly, 2.0 kB before it is compressed, made from decoder.ts and carried by decoder.js. The first version was
// JavaScript, and just as fast once warm. But a reader decodes only once, while the engine still interprets: that took
// 330 ms of processor time in V8, this takes 90. Tasks on the page's thread are as much shorter, which matters on a
// phone. A build needs no compiler of AssemblyScript, for decoder.txt has what it makes; a test holds the two against
// each other. Where a page pins its scripts, a browser hands the bytes over once all have come and the digest is
// right; elsewhere loading, decoding and compiling overlap.
//
// # What it refuses
//
// Encode decodes what it has coded, and a program that does not come back is an error. So is an instruction that Go
// 1.26 does not write: what a later Go writes is for whoever builds with it to look at, in wasm.go and in the
// decoders, and not for readers to find out. Decode may be given any bytes: it produces at most 64 MB,
// takes at most one step without output per input byte, and checks each frame's length and checksum, and that the end
// has come.
package splitstream
