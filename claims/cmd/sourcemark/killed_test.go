package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/importer"
)

// onlyThese wants nothing else to be left in a folder.
func onlyThese(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if g, w := strings.Join(got, " "), strings.Join(names, " "); g != w {
		t.Errorf("the folder holds %s, want %s", g, w)
	}
}

// asWriter makes the test binary format the files it names, and import into them, again and again, for TestKilled.
const asWriter = "SOURCEMARK_TEST_WRITES"

// sheet is a check to be imported.
const sheet = "quote,publisher,url,date,excerpt,verdict\nThe fare is to rise,The " +
	"county,https://county.example/fare,2026-02-07,The fare rises,Accurate\n"

// dossierStates is a dossier before it is formatted, formatted, and with an import; long enough to be caught
// half-written.
func dossierStates() (before, formatted, imported []byte) {
	before = []byte(strings.Replace(dossier, `"40,200 passengers"`,
		`"40,200 passengers", "comment": "`+strings.Repeat("word ", 10_000)+`"`, 1))
	formatted, err1 := edit.Format("ferry.json", before, nil)
	imported, _, err2 := importer.Import("ferry.json", before, []byte(sheet))
	if err := errors.Join(err1, err2); err != nil {
		panic(err)
	}
	return before, formatted, imported
}

// writeForever formats files, imports into them, and undoes both, until it is killed.
func writeForever(files []string) {
	before, _, _ := dossierStates()
	reset := func(f string) {
		if _, err := disk.Replace(f, func([]byte) ([]byte, error) { return before, nil }); err != nil {
			fmt.Println(err)
			os.Exit(broken)
		}
	}
	for _, f := range files {
		reset(f)
	}
	fmt.Println("begun")
	for {
		for _, args := range [][]string{{"fmt", "-w"}, {"import", "-", "-into"}} {
			for _, f := range files {
				if code := run(append(args, f), strings.NewReader(sheet), os.Stdout, io.Discard); code != fine {
					os.Exit(code)
				}
				reset(f)
			}
		}
	}
}

// TestKilled kills fmt and import over a folder at 50 random moments. Each file must then be there and whole, and the
// next run must not be held up.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	before, formatted, imported := dossierStates()
	// In memory where there is a file system of it: a kill can do the same there, and syncing takes no time.
	dir, err := os.MkdirTemp("/dev/shm", "sourcemark")
	if err != nil {
		dir = t.TempDir()
	}
	defer os.RemoveAll(dir)
	files := []string{filepath.Join(dir, "a.json"), filepath.Join(dir, "b.json")}
	for _, f := range files {
		if err := os.WriteFile(f, before, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seed := rand.Uint64()
	t.Logf("the moments are those of seed %d", seed)
	moments := rand.New(rand.NewPCG(seed, 0))
	for range 50 {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), asWriter+"="+strings.Join(files, string(filepath.ListSeparator)))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// All files have been written when it says so: nothing that the one before left behind has held it up.
		line := make([]byte, len("begun\n"))
		if _, err := io.ReadFull(out, line); err != nil || string(line) != "begun\n" {
			t.Fatalf("the run after a killed one: %q, %v", line, err)
		}
		const span = 20 * time.Millisecond // a few files' worth
		moment := time.NewTimer(time.Duration(moments.Int64N(int64(span))))
		<-moment.C
		cmd.Process.Kill()
		cmd.Wait()
		for _, f := range files {
			if data, err := os.ReadFile(f); err != nil || !bytes.Equal(data, before) && !bytes.Equal(data,
				formatted) && !bytes.Equal(data, imported) {
				t.Fatalf("%s: %v; %d bytes, want %d, %d or %d", f, err, len(data), len(before), len(formatted),
					len(imported))
			}
		}
	}
	for _, f := range files {
		if _, err := disk.Replace(f, func([]byte) ([]byte, error) { return nil, nil }); err != nil {
			t.Error(err)
		}
	}
	onlyThese(t, dir, "a.json", "b.json")
}
