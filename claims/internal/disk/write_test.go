package disk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestReplace(t *testing.T) {
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
		changed, err := Replace(link, c.change)
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
func TestReplaceOwner(t *testing.T) {
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
		"Replace": func() error {
			_, err := Replace(file, func(old []byte) ([]byte, error) { return append(old, '!'), nil })
			return err
		},
		"Write": func() error { return Write(file, []byte("new"), true) },
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

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "new.json")
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
	} {
		err := Write(c.file, []byte(c.data), c.force)
		data, _ := os.ReadFile(file)
		if !strings.Contains(message(err), c.err) || (err != nil) != (c.err != "") || string(data) != c.after {
			t.Errorf("%s: %v, and the file is %q, want %q and %q", c.name, err, data, c.err, c.after)
		}
	}
	onlyThese(t, dir, "new.json")
}

// Many hands add to one file at once, and nothing that one of them adds is lost.
func TestReplaceTogether(t *testing.T) {
	dir := folder(t, map[string]string{"a.json": ""})
	file := filepath.Join(dir, "a.json")
	var hands sync.WaitGroup
	for i := range 8 {
		hands.Go(func() {
			for k := range 10 {
				if _, err := Replace(file, func(old []byte) ([]byte,
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

// folder is a folder with files, by name.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
