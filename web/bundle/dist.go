package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// A size is one row of sizes.json, in bytes.
type size struct {
	File   string `json:"file"`
	Raw    int    `json:"raw"`
	Gzip   int    `json:"gzip"`
	Brotli int    `json:"brotli"`
}

// write writes the files into dist/, each with its .gz and .br beside it, and what is known about them: sizes.json,
// integrity.json and SHA256SUMS. It prints the sizes.
func write(files map[string][]byte) error {
	var sizes []size
	var sums strings.Builder
	hashes := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dist, name)), 0o777); err != nil {
			return err
		}
		gz, err := gzipped(data)
		if err != nil {
			return err
		}
		br := brotlied(data)
		for _, f := range []struct {
			name string
			data []byte
		}{{name, data}, {name + ".gz", gz}, {name + ".br", br}} {
			if err := os.WriteFile(filepath.Join(dist, f.name), f.data, 0o666); err != nil {
				return err
			}
			sum := sha256.Sum256(f.data)
			fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), f.name)
		}
		sizes = append(sizes, size{name, len(data), len(gz), len(br)})
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
		fmt.Printf("%-22s %10d %10d %10d\n", s.File, s.Raw, s.Gzip, s.Brotli)
	}
	return nil
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

// gzipped returns data as small as gzip makes it.
func gzipped(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w.Write(data)
	err = w.Close()
	return b.Bytes(), err
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
