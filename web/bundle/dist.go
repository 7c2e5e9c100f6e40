package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"

	"sourcemark/web/bundle/archive"
)

// A size is one row of sizes.json, in bytes.
type size struct {
	File   string `json:"file"`
	Raw    int    `json:"raw"`
	Gzip   int    `json:"gzip"`
	Brotli int    `json:"brotli"`
	Delta  int    `json:"delta,omitempty"` // with the last release as dictionary
}

// write writes the files into dist/, each with its .gz and .br beside it, and its delta if the last release has one of that
// name, and what is known about them: sizes.json, integrity.json, SHA256SUMS, dictionaries.map. It prints the sizes.
func write(files map[string][]byte, last lastRelease) error {
	var sizes []size
	var sums, dictionaries strings.Builder
	hashes := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dist, name)), 0o777); err != nil {
			return err
		}
		gz, err := archive.Gzip(data)
		if err != nil {
			return err
		}
		br := brotlied(data)
		type file struct {
			name string
			data []byte
		}
		written := []file{{name, data}, {name + ".gz", gz}, {name + ".br", br}}
		if err := remove(name + ".*.dcz"); err != nil { // of an earlier build
			return err
		}
		changed := 0
		if d, err := last.delta(name, data); err != nil {
			return err
		} else if d != nil {
			written = append(written, file{name + d.ending, d.data})
			changed = len(d.data)
			// As nginx includes it in a map, from Available-Dictionary to how the name of the file ends; the semicolon stands
			// apart, where Caddy takes it for a second value.
			fmt.Fprintf(&dictionaries, "%q %s ; # %s\n", d.dictionary, d.ending, name)
		}
		for _, f := range written {
			if err := os.WriteFile(filepath.Join(dist, f.name), f.data, 0o666); err != nil {
				return err
			}
			sum := sha256.Sum256(f.data)
			fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), f.name)
		}
		sizes = append(sizes, size{name, len(data), len(gz), len(br), changed})
		hashes[name] = integrity(data)
	}
	for name, v := range map[string]any{"sizes.json": sizes, "integrity.json": hashes} {
		data, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dist, name), append(data, '\n'), 0o666); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dist, "SHA256SUMS"), []byte(sums.String()), 0o666); err != nil {
		return err
	}
	fmt.Printf("%-22s %10s %10s %10s\n", "dist/", "bytes", "gzip", "brotli")
	for _, s := range sizes {
		fmt.Printf("%-22s %10d %10d %10d", s.File, s.Raw, s.Gzip, s.Brotli)
		if s.Delta > 0 {
			fmt.Printf("; %d with the last release as dictionary", s.Delta)
		}
		fmt.Println()
	}
	if last == "" {
		return remove("dictionaries.map")
	}
	return os.WriteFile(filepath.Join(dist, "dictionaries.map"), []byte(dictionaries.String()), 0o666)
}

// remove removes the files of dist/ whose names match a pattern.
func remove(pattern string) error {
	names, err := filepath.Glob(filepath.Join(dist, pattern))
	for _, name := range names {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// integrity returns the digest of data for an integrity attribute.
func integrity(data []byte) string {
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// shortIntegrity returns a digest that takes a third less of the loader, which has one for each language.
func shortIntegrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// brotlied returns data as small as brotli makes it, with a window as large as the format allows: the program needs
// one.
func brotlied(data []byte) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	w.Write(data)
	w.Close()
	return b.Bytes()
}
