// Package archive packs files, the same into the same bytes, whoever does it, where, when, and in whichever order they come.
package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Written is when everything in an archive was written, as npm has it, too: zip knows no time before 1980, and one that is
// always the same keeps archives the same.
var Written = time.Date(1985, time.October, 26, 8, 15, 0, 0, time.UTC)

// A File is one of an archive, under the name that it has there.
type File struct {
	Name    string
	Data    []byte
	Program bool // may be run
}

// Mode returns who may do what with the file.
func (f File) Mode() fs.FileMode {
	if f.Program {
		return 0o755
	}
	return 0o644
}

// In returns the files of a folder that are to be in an archive, below the folder to in it. Hidden ones are left out.
func In(dir, to string, skip func(name string) bool) ([]File, error) {
	var files []File
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
		files = append(files, File{Name: path.Join(to, name), Data: data})
		return err
	})
	return files, err
}

// Sorted returns files in the order of their names.
func Sorted(files []File) []File {
	return slices.SortedFunc(slices.Values(files), func(a, b File) int { return strings.Compare(a.Name, b.Name) })
}

// Tar returns a tar archive of files.
func Tar(files []File) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range Sorted(files) {
		h := &tar.Header{Name: f.Name, Mode: int64(f.Mode()), Size: int64(len(f.Data)), ModTime: Written, Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// Gzip returns data as small as gzip makes it.
func Gzip(data []byte) ([]byte, error) {
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

// Pack returns files in the kind of archive that a name ends in.
func Pack(name string, files []File) ([]byte, error) {
	if path.Ext(name) == ".zip" {
		return zipped(files)
	}
	data, err := Tar(files)
	if err != nil {
		return nil, err
	}
	return Gzip(data)
}

// zipped returns a zip archive of files.
func zipped(files []File) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestCompression) })
	for _, f := range Sorted(files) {
		h := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: Written}
		h.SetMode(f.Mode())
		out, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := out.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
