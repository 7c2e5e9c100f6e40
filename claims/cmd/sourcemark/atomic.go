package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// How files are written, so that nothing is lost whenever a run is stopped, and whoever else writes at the same time.
//
// The new words go into a scratch file beside the old one, to the disk, and then the scratch takes the old one's name, which a
// file system does at once or not at all. The scratch is also the lock: it has one name for each file, and a run holds
// flock(2) on it from before it reads the old file until the new one is in its place. Two runs wait for each
// other; what one has written, the next one reads. A killed run leaves its scratch and no lock, and the next
// run over the same file takes the scratch over.
//
// An editor takes no lock. So the old file is read once more before it is replaced, and if it is no longer what
// was read, it stays.

// replaceFile makes of a file what change makes of its data, and reports whether that was anything else. With an error the
// file is as it was. A link is followed, and permissions are kept.
func replaceFile(file string, change func(old []byte) ([]byte, error)) (changed bool, err error) {
	if file, err = filepath.EvalSymlinks(file); err != nil {
		return false, err
	}
	s, err := scratchFor(file)
	if err != nil {
		return false, err
	}
	defer s.close()
	old, err := os.ReadFile(file)
	if err != nil {
		return false, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return false, err
	}
	data, err := change(old)
	if err != nil || bytes.Equal(data, old) {
		return false, err
	}
	if err := s.write(data, info.Mode().Perm()); err != nil {
		return false, err
	}
	if now, err := os.ReadFile(file); err != nil {
		return false, err
	} else if !bytes.Equal(now, old) {
		return false, fmt.Errorf("%s: somebody else changed it in the meantime; it is left as they have it: run this again", file)
	}
	return true, s.become(file)
}

// newFile writes a file that is not there yet, or with force one that may be. "-" is out.
func newFile(file string, data []byte, force bool, out io.Writer) error {
	if file == "-" {
		_, err := out.Write(data)
		return err
	}
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	}
	s, err := scratchFor(file)
	if err != nil {
		return err
	}
	defer s.close()
	mode := fs.FileMode(0) // as the system makes new files
	switch info, err := os.Stat(file); {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s: is a folder; want the name of a file in it", file)
	case err == nil && !force:
		return fmt.Errorf("%s: is there already; say -force to replace it, or give another name with -o", file)
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := s.write(data, mode); err != nil {
		return err
	}
	return s.become(file)
}

// A scratch is the file that is to take another one's name, and the lock on that name.
type scratch struct {
	*os.File
	kept bool // it has become the file, or is not ours
}

// scratchFor waits until no other run is writing the file.
func scratchFor(file string) (*scratch, error) {
	dir, name := filepath.Split(file)
	path := dir + "." + name + ".sourcemark"
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
		if errors.Is(err, fs.ErrNotExist) { // said of what was asked for: nobody knows of the scratch
			return nil, fmt.Errorf("%s: there is no such folder; make it, or give another name with -o: %w", filepath.Dir(file), &fs.PathError{Op: "open", Path: file, Err: fs.ErrNotExist})
		} else if err != nil {
			return nil, err
		}
		if err := lock(f); err != nil {
			f.Close()
			return nil, err
		}
		// While we waited, the one we waited for may have given it its name, or taken it away.
		ours, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		if there, err := os.Lstat(path); err == nil && os.SameFile(ours, there) {
			return &scratch{File: f}, nil
		}
		f.Close()
	}
}

func (s *scratch) write(data []byte, mode fs.FileMode) error {
	if err := s.Truncate(0); err != nil { // a killed run may have left something
		return err
	}
	if _, err := s.WriteAt(data, 0); err != nil {
		return err
	}
	if mode != 0 {
		if err := s.Chmod(mode); err != nil {
			return err
		}
	}
	return s.Sync()
}

func (s *scratch) become(file string) error {
	if err := rename(s.File, file); err != nil {
		return err
	}
	s.kept = true
	// The new name is on the disk when its folder is. Where folders can't be synced, the system sees to it by itself.
	if dir, err := os.Open(filepath.Dir(file)); err == nil {
		dir.Sync()
		dir.Close()
	}
	return nil
}

// close gives the lock back and leaves nothing behind.
func (s *scratch) close() {
	if !s.kept {
		os.Remove(s.Name())
	}
	s.File.Close()
}
