package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sourcemark/web/bundle/splitstream"
)

// A reader who has the last release loads of the next only what is new in it, where browser and server know compression
// dictionaries (RFC 9842). What a compressor finds of the last release in the new one depends on the numbers in it: one
// function more, and all after it have other numbers, wherever they are called. So a program that is built against the
// last release has its functions in the order of that one. On the widget of 29 November 2026, in kB of Zstandard with
// the last release as dictionary:
//
//	                          in its own order   in that of the last release   and coded (package splitstream)
//	one function more                      125                            53          34
//	sixty commits                          139                            65          48
//	a hundred and fifty                    186                           158         110
//
// What is left are the addresses of data and, where it is not coded, those to return to: each has the slot of its
// function.

// dcz begins a file in the encoding of this name (RFC 9842 section 5); the SHA-256 of the dictionary follows.
const dcz = "\x5e\x2a\x4d\x18\x20\x00\x00\x00"

// A lastRelease is the folder dist/ of the last release; "" is none.
type lastRelease string

// program returns the widget of the release; nil if there is no release.
func (l lastRelease) program() ([]byte, error) {
	if l == "" {
		return nil, nil
	}
	data, err := os.ReadFile(filepath.Join(string(l), "sourcemark.wasm"))
	if err != nil {
		return nil, fmt.Errorf("LAST: want the dist/ of the last release: %w", err)
	}
	if bytes.HasPrefix(data, []byte(header)) {
		return data, nil
	}
	if data, err = splitstream.Decode(data); err != nil {
		return nil, fmt.Errorf("LAST: %s/sourcemark.wasm is no program: %w", l, err)
	}
	return data, nil
}

// A delta is a file compressed with that of the last release as its dictionary.
type delta struct {
	dictionary string // as a browser names it in Available-Dictionary
	ending     string // of the name of the file: with the dictionary in it, so that a server that goes by names is right
	data       []byte // in the encoding dcz
}

// delta returns a file compressed with the one of the same name in the last release, even if it is the same, for its
// address is another. It returns nil if there is no such file, and for what no page fetches a second time. The zstd of
// the system does it: klauspost/compress, which also knows dictionaries, makes a third more of the widget.
func (l lastRelease) delta(name string, data []byte) (*delta, error) {
	if l == "" || strings.HasSuffix(name, ".html") || name == noticesFile || name == "sourcemark.local.js" {
		return nil, nil
	}
	before := filepath.Join(string(l), name)
	old, err := os.ReadFile(before)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	// Level 19, since those above it save nothing more here; one thread, which always writes the same.
	zstd := exec.Command("zstd", "-q", "-19", "--single-thread", "--patch-from="+before, "--stream-size="+strconv.Itoa(len(data)), "-")
	zstd.Stdin = bytes.NewReader(data)
	var complaints strings.Builder
	zstd.Stderr = &complaints
	out, err := zstd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: LAST needs the command zstd: %w %s", name, err, complaints.String())
	}
	sum := sha256.Sum256(old)
	return &delta{
		dictionary: ":" + base64.StdEncoding.EncodeToString(sum[:]) + ":",
		ending:     "." + hex.EncodeToString(sum[:4]) + ".dcz", // four bytes tell a publisher's releases apart
		data:       slices.Concat([]byte(dcz), sum[:], out),
	}, nil
}

// asInLast returns an order of functions, by their numbers, in which those that a program had before have the numbers
// they had, and new ones those that are left.
func asInLast(last []byte, bodies [][]byte) ([]int, error) {
	before, numbers, err := inSlots(last)
	if err != nil {
		return nil, fmt.Errorf("LAST: its program %w", err)
	}
	at := make([]int, len(bodies)) // of each function, its number; -1 for none yet
	for i := range at {
		at[i] = -1
	}
	order := make([]int, len(bodies))
	taken := make([]bool, len(bodies))
	put := func(i, number int) {
		if number < len(bodies) && !taken[number] {
			at[i], order[number], taken[number] = number, i, true
		}
	}
	known := make(map[string]int)
	aligned(gists(before, known), gists(bodies, known), func(i, k int) { put(k, numbers[i]) })
	free := 0
	for i := range at {
		if at[i] >= 0 {
			continue
		}
		for taken[free] {
			free++
		}
		put(i, free)
	}
	return order, nil
}

// inSlots returns the functions of a program in the order in which the linker wrote them, which is that of its table,
// and the number of each, counted from the first that is not imported.
func inSlots(program []byte) (bodies [][]byte, numbers []int, err error) {
	defer func() {
		if recover() != nil {
			err = errCut
		}
	}()
	sections, err := split(program)
	if err != nil {
		return nil, nil, err
	}
	var byNumber [][]byte
	imports := 0
	for _, s := range sections {
		r := &reader{s.body}
		switch s.id {
		case importSection:
			imports = int(r.number())
		case elementSection: // as ordered writes it
			r.number()
			r.number()
			r.bytes(1)
			r.signed()
			r.bytes(1)
			for range r.number() {
				numbers = append(numbers, int(r.number())-imports)
			}
		case codeSection: // comes after it
			for range r.number() {
				byNumber = append(byNumber, r.bytes(r.number()))
			}
		}
	}
	// The slots of all functions that are in parts lead to one that stands for them (parted). It comes after them, in
	// package main; they have what no slot leads to, each a trap like the others.
	taken := make([]bool, len(byNumber))
	for _, n := range numbers {
		taken[n] = true
	}
	free := 0
	last := make(map[int]int) // of each number, the last slot that leads to it
	for slot, n := range numbers {
		last[n] = slot
	}
	for slot, n := range numbers {
		if last[n] != slot {
			for taken[free] {
				free++
			}
			taken[free], numbers[slot] = true, free
		}
		bodies = append(bodies, byNumber[numbers[slot]])
	}
	return bodies, numbers, nil
}

// gists returns of each function a number, the same for two that differ at most in whom they call and in addresses, as
// those of two builds do. What has a number is in numbers.
func gists(bodies [][]byte, numbers map[string]int) []int {
	const lowest = 4096 + 8192 // the first address: wasmMinDataAddr in Go's src/cmd/link/internal/ld/data.go
	var out []int
	for _, body := range bodies {
		var gist []byte
		instructions(body, func(from, to int, op byte, n int64) {
			gist = append(gist, op)
			switch {
			case op == 0x10: // call
			case (op == 0x41 || op == 0x42) && (n >= lowest || n <= -lowest): // constants
			case 0x28 <= op && op <= 0x3e: // memory: an alignment and an offset
				r := &reader{body[from+1 : to]}
				r.number()
				if offset := r.number(); offset < lowest {
					gist = binary.AppendUvarint(gist, offset)
				}
			default:
				gist = append(gist, body[from+1:to]...)
			}
		})
		n, ok := numbers[string(gist)]
		if !ok {
			n = len(numbers)
			numbers[string(gist)] = n
		}
		out = append(out, n)
	}
	return out
}

// aligned calls each with the places in a and b of what is the same in both, in order and as many as can be, and of what
// may have changed: what is between two of these, as far as both have something there.
func aligned(a, b []int, each func(i, k int)) {
	// longest[i][k] is how many are the same in a[i:] and b[k:].
	longest := make([][]int32, len(a)+1)
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			if a[i] == b[k] {
				longest[i][k] = longest[i+1][k+1] + 1
			} else {
				longest[i][k] = max(longest[i+1][k], longest[i][k+1])
			}
		}
	}
	for i, k := 0, 0; i < len(a) && k < len(b); {
		fromA, fromB := i, k
		for i < len(a) && k < len(b) && a[i] != b[k] {
			if longest[i+1][k] >= longest[i][k+1] {
				i++
			} else {
				k++
			}
		}
		if i == len(a) || k == len(b) {
			i, k = len(a), len(b)
		}
		for ; fromA < i && fromB < k; fromA, fromB = fromA+1, fromB+1 {
			each(fromA, fromB)
		}
		if i < len(a) && k < len(b) {
			each(i, k)
			i, k = i+1, k+1
		}
	}
}
