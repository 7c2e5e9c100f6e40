//go:build !js

// Command steps counts the steps of all that package hostile does, and prints a line for each: the job, the kind, its
// bytes and the steps, and before them the same of half as much, unless it searches. It must be built with Go's
// coverage, in which every piece of the program counts how often it was gone through; the test of package hostile does.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime/coverage"
	"strings"

	"sourcemark/wasm/bench/hostile"
)

func main() {
	only := append(os.Args[1:], "", "") // beginnings of names of jobs and kinds
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, j := range hostile.Jobs() {
		for _, k := range j.Kinds {
			if !strings.HasPrefix(j.Name, only[0]) || !strings.HasPrefix(k.Name, only[1]) {
				continue
			}
			j.Do(k.Make(j.Bytes / 16)) // what is made once for all is not this one's
			fmt.Fprintf(out, "%s\t%s", j.Name, k.Name)
			lengths := []int{j.Bytes / 2, j.Bytes}
			if j.Searches {
				lengths = lengths[1:]
			}
			for _, n := range lengths {
				s := k.Make(n)
				before := taken()
				j.Do(s)
				fmt.Fprintf(out, "\t%d\t%d", len(s), taken()-before)
			}
			fmt.Fprintln(out)
		}
	}
}

// taken returns the number of steps that this program has taken: the sum of the counters of Go's coverage, read from
// the file that they are written to (internal/coverage/defs.go of its source).
func taken() (steps uint64) {
	var file bytes.Buffer
	must(coverage.WriteCounters(&file))
	r := bytes.NewReader(file.Bytes())
	var head struct {
		Magic   [4]byte
		Version uint32
		Hash    [16]byte
		Flavor  uint8
		_       [7]byte

		Functions     uint64
		Strings, Args uint32
	}
	must(binary.Read(r, binary.LittleEndian, &head))
	const uleb128 = 2
	if head.Flavor != uleb128 {
		must(fmt.Errorf("counters of another form: %+v", head))
	}
	at := int64(binary.Size(head)) + int64(head.Strings+head.Args)
	_, err := r.Seek((at+3)/4*4, io.SeekStart)
	must(err)
	next := func() uint64 {
		n, err := binary.ReadUvarint(r)
		must(err)
		return n
	}
	for range head.Functions {
		counters := next()
		next() // the package
		next() // the function
		for range counters {
			steps += next()
		}
	}
	return steps
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
