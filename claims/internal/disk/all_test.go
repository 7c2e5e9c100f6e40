package disk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestWriteAll wants all files written, or each as it was.
func TestWriteAll(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(dir string) error
		want  bool
	}{
		"all":                    {func(string) error { return nil }, true},
		"one is not there":       {func(dir string) error { return os.Remove(filepath.Join(dir, "b")) }, true},
		"one is a folder":        {func(dir string) error { return os.MkdirAll(filepath.Join(dir, "c"), 0o777) }, false},
		"one is a link":          {func(dir string) error { return os.Symlink(filepath.Join(dir, "..", "away"), filepath.Join(dir, "c")) }, false},
		"one cannot be written":  {func(dir string) error { return os.Mkdir(filepath.Join(dir, ".b.sourcemark"), 0o777) }, false},
		"one's folder is absent": {func(dir string) error { return os.RemoveAll(filepath.Join(dir, "sub")) }, false},
	} {
		dir := folder(t, map[string]string{"a": "old", "b": "old"})
		sub := filepath.Join(dir, "sub")
		if err := errors.Join(os.Mkdir(sub, 0o777), os.WriteFile(filepath.Join(sub, "d"), []byte("old"), 0o600), c.spoil(dir)); err != nil {
			t.Fatal(err)
		}
		var files []File
		for _, n := range []string{"a", "b", "c", "sub/d"} {
			files = append(files, File{filepath.Join(dir, n), []byte("new")})
		}
		err := WriteAll(files)
		if (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		for _, n := range []string{"a", "b", "sub/d"} {
			data, err := os.ReadFile(filepath.Join(dir, n))
			if err == nil && string(data) != map[bool]string{true: "new", false: "old"}[c.want] {
				t.Errorf("%s: %s is %s", name, n, data)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".[ac]*")); len(left) > 0 {
			t.Errorf("%s: %v is left", name, left)
		}
	}
}
