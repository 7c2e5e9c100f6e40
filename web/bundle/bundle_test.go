package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sourcemark/web/lang"
)

const top = "../.."

// TestReproducible builds the project again from a copy somewhere else and wants the same bytes.
func TestReproducible(t *testing.T) {
	want := built(t, "SHA256SUMS")
	made, err := os.Stat(filepath.Join(top, "dist", "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	err = filepath.WalkDir(top, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			if name == "dist" || name == ".git" || e.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(dir, name), 0o777)
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.ModTime().After(made.ModTime()) && !strings.HasSuffix(name, "_test.go") {
			t.Skipf("dist/ is older than %s; ./build.sh test builds it and then runs this test", name)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, name), data, 0o777)
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "build.sh")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(dir, "dist", "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		here := strings.Split(string(want), "\n")
		for line := range strings.SplitSeq(string(got), "\n") {
			if !slices.Contains(here, line) {
				t.Errorf("another build has %q; dist/ has other bytes", line)
			}
		}
		t.Error("two builds differ, or the source was changed under dist/: run ./build.sh and this test again")
	}
}

// built returns a file of dist/. The test is skipped where that is not built.
func built(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(top, "dist", name))
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	return data
}

// widget returns the program of the widget as the linker wrote it, and shrunk.
func widget(t *testing.T) (linked, shrunk []byte) {
	t.Helper()
	linked = built(t, ".browser.wasm")
	shrunk, err := shrink(linked)
	if err != nil {
		t.Fatal(err)
	}
	return linked, shrunk
}

// TestShrink holds the memory of the widget as the linker wrote it against the shrunk one.
func TestShrink(t *testing.T) {
	before, after := widget(t)
	was, is := sectionsOf(t, before), sectionsOf(t, after)
	if len(was) != len(is) {
		t.Fatalf("%d sections became %d", len(was), len(is))
	}
	var code section
	for i := range was {
		if was[i].id != is[i].id {
			t.Fatalf("section %d became %d", was[i].id, is[i].id)
		}
		if was[i].id == codeSection {
			code = was[i]
		}
		if was[i].id != dataSection {
			if was[i].id != codeSection && !bytes.Equal(was[i].body, is[i].body) {
				t.Errorf("section %d has changed", was[i].id)
			}
			continue
		}
		old, err := image(was[i].body)
		if err != nil {
			t.Fatal(err)
		}
		now, err := image(is[i].body)
		if err != nil {
			t.Fatal(err)
		}
		// Bytes may only have been blanked, but for the eight of a function's name and lines.
		now = append(now, make([]byte, len(old)-len(now))...)
		method := []byte("sourcemark/claims.(") // begins the name of a method; names of types, which stay, hold none
		named := bytes.Count(old, method)
		if err := tidy(&code, old); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(old, now) {
			t.Error("merging the segments has changed the memory")
		}
		if named == 0 || bytes.Contains(now, method) {
			t.Errorf("of %d names of methods %d are left", named, bytes.Count(now, method))
		}
	}
}

func sectionsOf(t *testing.T, program []byte) []section {
	t.Helper()
	s, err := split(program)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestShrinkRefuses(t *testing.T) {
	for name, c := range map[string]struct{ program, want string }{
		"no program":         {"<!doctype html>", "no WebAssembly module"},
		"a cut section":      {header + "\x0b\x7f\x01", "ends in the middle"},
		"a passive segment":  {header + "\x0b\x04\x01\x01\x01x", "kind that Go does not write"},
		"a segment far away": {header + "\x0b\x0a\x01\x00\x41\x80\x80\x80\x80\x78\x0b\x00", "address"},
		"not Go's":           {header + "\x0b\x07\x01\x00\x41\x08\x0b\x01x", "function table"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := shrink([]byte(c.program)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func FuzzShrink(f *testing.F) {
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x0b\x07\x01\x00\x41\x08\x0b\x01x"))
	f.Fuzz(func(t *testing.T, program []byte) {
		_, _ = shrink(program) // whatever it is given, it says so and does not panic
	})
}

// FuzzMerged holds the segments that are written against the memory they are written for.
func FuzzMerged(f *testing.F) {
	f.Add([]byte("a\x00b"), 3)
	f.Add([]byte("\x00\x00a"), 200)
	f.Fuzz(func(t *testing.T, chunk []byte, gap int) {
		memory := append(bytes.Clone(chunk), make([]byte, gap&0xfff)...)
		memory = append(memory, chunk...)
		got, err := image(merged(memory))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, bytes.TrimRight(memory, "\x00")) {
			t.Errorf("%q became %q", memory, got)
		}
	})
}

// TestLanguageFiles wants of each file that a reader loads every word of the file that a translator edits, and no more.
func TestLanguageFiles(t *testing.T) {
	words, err := readLanguages()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := words["en"]; ok || len(words) != len(lang.Tags)-1 {
		t.Errorf("%d languages, English among them: %v", len(words), ok)
	}
	for tag, text := range words {
		l, err := lang.Parse(tag, text)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := lang.Load(tag)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(l, whole) {
			t.Errorf("%s is another language without its comments", tag)
		}
		if strings.Contains(text, "#") || strings.Contains(text, "\n\n") {
			t.Errorf("%s: comments or blank lines are left", tag)
		}
	}
}
