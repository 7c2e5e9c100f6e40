package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// written is when everything in an archive was written, as npm has it, too: zip knows no time before 1980, and one that is
// always the same keeps archives the same.
var written = time.Date(1985, time.October, 26, 8, 15, 0, 0, time.UTC)

// A file is one of an archive, under the name that it has there.
type file struct {
	name    string
	data    []byte
	program bool // may be run
}

func (f file) mode() fs.FileMode {
	if f.program {
		return 0o755
	}
	return 0o644
}

// filesIn returns the files of a folder that are to be in an archive, below the folder to in it. Hidden ones are left out.
func filesIn(dir, to string, skip func(name string) bool) ([]file, error) {
	var files []file
	err := filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, at)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case name != "." && strings.HasPrefix(path.Base(name), "."), skip != nil && skip(name):
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		data, err := os.ReadFile(at)
		files = append(files, file{name: path.Join(to, name), data: data})
		return err
	})
	return files, err
}

// sorted returns files in the order of their names.
func sorted(files []file) []file {
	return slices.SortedFunc(slices.Values(files), func(a, b file) int { return strings.Compare(a.name, b.name) })
}

// tarred returns a tar archive of files.
func tarred(files []file) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range sorted(files) {
		h := &tar.Header{Name: f.name, Mode: int64(f.mode()), Size: int64(len(f.data)), ModTime: written, Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// gzipped returns data as small as gzip makes it.
func gzipped(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// packed returns files in the kind of archive that a name ends in.
func packed(name string, files []file) ([]byte, error) {
	if path.Ext(name) == ".zip" {
		return zipped(files)
	}
	data, err := tarred(files)
	if err != nil {
		return nil, err
	}
	return gzipped(data)
}

// zipped returns a zip archive of files.
func zipped(files []file) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range sorted(files) {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: written}
		h.SetMode(f.mode())
		out, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := out.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
