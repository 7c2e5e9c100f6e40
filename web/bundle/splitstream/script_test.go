package splitstream

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// byScript decodes with Script in Node, which is given chunks of some bytes each. It returns what the script said of each
// coded program: the program, or why not.
func byScript(t *testing.T, chunk string, coded ...[]byte) (programs [][]byte, reasons []string) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node is not installed; ./build.sh test installs it and then runs this test")
	}
	dir := t.TempDir()
	whole := filepath.Join(dir, "script.js")
	if err := os.WriteFile(whole, []byte(Script()), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"testdata/decode.mjs", whole, chunk}
	named := func(i int) string { return filepath.Join(dir, strconv.Itoa(i)) }
	for i, c := range coded {
		if err := os.WriteFile(named(i), c, 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, named(i))
	}
	out, err := exec.Command("node", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for i, reason := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n") {
		program, _ := os.ReadFile(named(i) + ".out") // there is none of what was refused
		programs, reasons = append(programs, program), append(reasons, reason)
	}
	return programs, reasons
}

// TestScript wants of the script what it wants of Decode.
func TestScript(t *testing.T) {
	programs(t, func(t *testing.T, program, coded []byte) {
		for _, chunk := range []string{"1000", "100000000"} {
			got, reasons := byScript(t, chunk, coded)
			if reasons[0] != "" || !bytes.Equal(got[0], program) {
				t.Errorf("in chunks of %s: another program comes back: %s", chunk, reasons[0])
			}
		}
	})
}

// TestScriptRefuses damages a coded program here and there, which may be overlooked where it changes nothing; cuts it, which may
// not; and gives the script what Decode refuses.
func TestScriptRefuses(t *testing.T) {
	coded, err := Encode([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	var damaged, refused [][]byte
	for k := 0; k < len(coded); k += len(coded) / 100 {
		c := bytes.Clone(coded)
		c[k] ^= 1 << (k % 8)
		damaged, refused = append(damaged, c), append(refused, coded[:k])
	}
	for _, c := range broken {
		refused = append(refused, c.coded)
	}
	got, reasons := byScript(t, "1", damaged...)
	for i, reason := range reasons {
		if reason == "" && string(got[i]) != small {
			t.Errorf("damage %d: another program of %d bytes comes back", i, len(got[i]))
		}
	}
	_, reasons = byScript(t, "99", refused...)
	if len(reasons) != len(refused) {
		t.Fatalf("%d answers to %d", len(reasons), len(refused))
	}
	for i, reason := range reasons {
		if reason == "" {
			t.Errorf("cut or broken %d: nobody notices", i)
		}
	}
}

var update = flag.Bool("update", false, "make decoder.txt of decoder.ts")

// TestDecoderIsMadeOfItsSource compiles decoder.ts, and wants what decoder.txt has.
func TestDecoderIsMadeOfItsSource(t *testing.T) {
	compiler, made := "node_modules/assemblyscript/bin/asc.js", filepath.Join(t.TempDir(), "decoder.wasm")
	if _, err := os.Stat(compiler); err != nil {
		t.Skip("AssemblyScript is not installed; ./build.sh test installs it and then runs this test")
	}
	// As small as can be; without checks of its own, for a trap is one; and with the pages of 64 kB that its tables fill.
	out, err := exec.Command("node", compiler, "decoder.ts", "-o", made, "-Oz", "--noAssert", "--runtime", "stub", "--initialMemory", "9").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	binary, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(strings.Trim(fmt.Sprint(binary), "[]"), " ", ",") + "\n"
	if *update {
		if err := os.WriteFile("decoder.txt", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if text != program {
		t.Error("decoder.txt is of another decoder.ts: go test ./web/bundle/splitstream -run Source -update")
	}
}
