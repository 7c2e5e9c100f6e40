package desk

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"sourcemark/claims/internal/disk"
)

// storeName is the folder, in that of the dossiers, with what is the desk's own: what was typed and not saved, files as
// they were before each save, articles. Its .gitignore keeps all of it out of git.
const storeName = ".sourcemark"

// A store is that folder. It is made when something is first written to it.
type store struct{ dir string }

// path returns where something is kept, by a kind and a name that may have any characters.
func (s *store) path(kind string, name ...string) string {
	all := []string{s.dir, kind}
	for _, n := range name {
		all = append(all, escaped(n))
	}
	return filepath.Join(all...)
}

// escaped returns a name as one of a file: none leads to another folder, is hidden, or means something to a system.
func escaped(name string) string {
	name = strings.NewReplacer("*", "%2A", ":", "%3A", "~", "%7E").Replace(url.PathEscape(name))
	if strings.HasPrefix(name, ".") {
		name = "%2E" + name[1:]
	}
	const most = 120 // bytes; file systems take 255, and Cyrillic has six a letter here
	if len(name) > most {
		name = name[:most] + "-" + hashOf([]byte(name))
	}
	return name
}

// made makes the store and a folder in it, and returns an error if one of them is a link: what is kept here is kept
// here.
func (s *store) made(dir string) error {
	fresh := false
	for at, rest := s.dir, strings.TrimPrefix(dir, s.dir); ; {
		err := os.Mkdir(at, 0o700) // it is the editor's own, until it is saved
		fresh = fresh || err == nil && at == s.dir
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if info, err := os.Lstat(at); err != nil {
			return err
		} else if !info.IsDir() {
			return &fs.PathError{Op: "write", Path: at, Err: errors.New("is no folder: remove it")}
		}
		rest = strings.TrimPrefix(rest, string(filepath.Separator))
		if rest == "" {
			break
		}
		next, after, _ := strings.Cut(rest, string(filepath.Separator))
		at, rest = filepath.Join(at, next), after
	}
	if fresh {
		if err := disk.Write(filepath.Join(s.dir, ".gitignore"), []byte("*\n"), true); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file whole.
func (s *store) write(data []byte, kind string, name ...string) error {
	file := s.path(kind, name...)
	if err := s.made(filepath.Dir(file)); err != nil {
		return err
	}
	return disk.Write(file, data, true)
}
