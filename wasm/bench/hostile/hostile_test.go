//go:build !js

package hostile_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// counted is the packages whose steps are counted: ours, and what of Go's own goes through strings and lists for us.
const counted = "sourcemark/claims/...,sourcemark/web/...,sourcemark/wasm/bench/hostile/steps,golang.org/x/net/html,strings,bytes,slices,unicode/utf8"

// Whatever is done with these texts, pages and dossiers is linear: twice the length takes twice as many steps, and no
// byte takes too many; but for what is searched, which may take a fixed number of steps on top, and then says that it
// has given up. Steps are counted by a program that Go's coverage has put counters into; what readers get has none, and
// a clock would say something else on each machine.
func TestSteps(t *testing.T) {
	const (
		growth = 1.15 // times as many steps a byte in the longer of two: there are fewer of some things than bytes
		each   = 1200 // steps a byte, each some ns; a story takes two hundred
		search = 6e8  // steps: what claims.Check may search, counted more finely than it counts itself
	)
	program := filepath.Join(t.TempDir(), "steps")
	build := exec.Command("go", "build", "-cover", "-covermode=atomic", "-coverpkg="+counted, "-o", program, "./steps")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run := exec.Command(program)
	run.Env = append(os.Environ(), "GOCOVERDIR="+t.TempDir())
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); n++ {
		job, rest, _ := strings.Cut(lines.Text(), "\t")
		kind, figures, _ := strings.Cut(rest, "\t")
		var half, steps, bytes, all float64
		if n, _ := fmt.Sscan(figures, &half, &steps, &bytes, &all); n == 4 {
			if grown := all / bytes * half / steps; grown > growth {
				t.Errorf("%s: %s: %.0f bytes take %.0f steps, and %.0f take %.0f: %.2f times as many a byte", job, kind, half, steps, bytes, all, grown)
			}
			if all > each*bytes {
				t.Errorf("%s: %s: %.0f steps, %.0f a byte", job, kind, all, all/bytes)
			}
		} else if n == 2 { // it searches
			if bytes, all = half, steps; all > each*bytes+search {
				t.Errorf("%s: %s: %.0f steps", job, kind, all)
			}
		} else {
			t.Fatalf("%q", lines.Text())
		}
	}
	if n == 0 {
		t.Error("nothing was counted")
	}
}
