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
	"sync"
	"testing"
	"time"

	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/importer"
)

func TestReplaceFile(t *testing.T) {
	dir := folder(t, map[string]string{"a.json": "old"})
	file := filepath.Join(dir, "a.json")
	link := filepath.Join(dir, "link.json")
	if err := errors.Join(os.Chmod(file, 0o640), os.Symlink("a.json", link)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		change  func([]byte) ([]byte, error)
		changed bool
		err     string
		after   string
	}{
		{"the same", func(old []byte) ([]byte, error) { return old, nil }, false, "", "old"},
		{"an error", func([]byte) ([]byte, error) { return []byte("half"), errors.New("no") }, false, "no", "old"},
		{"another hand", func([]byte) ([]byte, error) {
			return []byte("new"),
				os.WriteFile(file, []byte("theirs"), 0o600)
		}, false, "somebody else changed it", "theirs"},
		{"new words", func(old []byte) ([]byte, error) { return append(old, " and ours"...), nil }, true, "",
			"theirs and ours"},
	} {
		changed, err := replaceFile(link, c.change)
		data, _ := os.ReadFile(file)
		if changed != c.changed || !strings.Contains(message(err), c.err) || (err != nil) != (c.err != "") ||
			string(data) != c.after {
			t.Errorf("%s: changed %v, %v, and the file is %q", c.name, changed, err, data)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file may be read by others than before: %v, %v", info, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", info, err)
	}
	onlyThese(t, dir, "a.json", "link.json")
}

// Who writes a file for others, as root does for a desk, leaves it theirs, and is not the only one to read it
// afterwards.
func TestReplaceFileOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	file := filepath.Join(folder(t, map[string]string{"a.json": "old"}), "a.json")
	if err := errors.Join(os.Chown(file, 1234, 4321), os.Chmod(file, 0o640)); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	write := map[string]func() error{
		"replaceFile": func() error {
			_, err := replaceFile(file, func(old []byte) ([]byte, error) { return append(old, '!'), nil })
			return err
		},
		"newFile": func() error { return newFile(file, []byte("new"), true, nil) },
	}
	for name, write := range write {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		after, err := os.Stat(file)
		if err != nil || ownershipOf(after) != ownershipOf(before) || after.Mode() != before.Mode() {
			t.Errorf("%s: it was %v, %+v, and is %v, %+v: %v", name, before.Mode(), ownershipOf(before), after.Mode(),
				ownershipOf(after), err)
		}
	}
}

func TestNewFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "new.json")
	var out strings.Builder
	for _, c := range []struct {
		name, file, data string
		force            bool
		err, after       string
	}{
		{"new", file, "one", false, "", "one"},
		{"there already", file, "two", false, "already exists; add -force", "one"},
		{"by force", file, "three", true, "", "three"},
		{"a folder", dir, "four", true, "is a folder", "three"},
		{"no such folder", filepath.Join(dir, "none", "x"), "five", false, "none: there is no such folder; make it",
			"three"},
		{"the standard output", "-", "six", false, "", "three"},
	} {
		err := newFile(c.file, []byte(c.data), c.force, &out)
		data, _ := os.ReadFile(file)
		if !strings.Contains(message(err), c.err) || (err != nil) != (c.err != "") || string(data) != c.after {
			t.Errorf("%s: %v, and the file is %q, want %q and %q", c.name, err, data, c.err, c.after)
		}
	}
	if out.String() != "six" {
		t.Errorf("to the standard output: %q", out.String())
	}
	onlyThese(t, dir, "new.json")
}

// Many hands add to one file at once, and nothing that one of them adds is lost.
func TestReplaceFileTogether(t *testing.T) {
	dir := folder(t, map[string]string{"a.json": ""})
	file := filepath.Join(dir, "a.json")
	var hands sync.WaitGroup
	for i := range 8 {
		hands.Go(func() {
			for k := range 10 {
				if _, err := replaceFile(file, func(old []byte) ([]byte,
					error) {
					return fmt.Appendf(old, "%d-%d\n", i, k), nil
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	hands.Wait()
	data, err := os.ReadFile(file)
	if n := bytes.Count(data, []byte("\n")); err != nil || n != 80 {
		t.Errorf("%d of 80 lines are there: %v", n, err)
	}
	onlyThese(t, dir, "a.json")
}

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
		if _, err := replaceFile(f, func([]byte) ([]byte, error) { return before, nil }); err != nil {
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
		if _, err := replaceFile(f, func([]byte) ([]byte, error) { return nil, nil }); err != nil {
			t.Error(err)
		}
	}
	onlyThese(t, dir, "a.json", "b.json")
}
