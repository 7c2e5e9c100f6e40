package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Read returns the bytes of a file.
func Read(file string) ([]byte, error) {
	f, err := Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Open opens a file to be read. A pipe, at which a run would wait for ever, and a device, which may never end, are
// none.
func Open(file string) (*os.File, error) {
	if err := Name(file); err != nil {
		return nil, err
	}
	info, err := os.Stat(file)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "read", Path: file,
			Err: errors.New("is no file: copy what comes out of it into one, or name it - and have it come in by " +
				"the standard input")}
	}
	if err != nil {
		return nil, err
	}
	return os.Open(file)
}

// MayBeRead returns an error for what lies in a folder and is no file of it: a pipe, at which a run would wait for
// ever, or a link that leads elsewhere, perhaps to what is not for everybody. It can still be named.
func MayBeRead(folder, file string) error {
	if err := Name(file); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &fs.PathError{Op: "read", Path: file,
			Err: errors.New("is no file: remove it, or name the others one by one")}
	}
	folder, err1 := filepath.EvalSymlinks(folder)
	to, err2 := filepath.EvalSymlinks(file)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if !leadsInto(folder, to) {
		return &fs.PathError{Op: "read", Path: file,
			Err: fmt.Errorf("is a link that leads out of %s: remove it, or name %s itself if you mean it", folder, to)}
	}
	return nil
}
