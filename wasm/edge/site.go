//go:build !js || !wasm

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"

	_ "embed"

	"sourcemark/web/gallery"
)

// publicFiles are the files of a folder that everybody may see: no names that begin with a dot (.git, .env), nothing
// outside the folder that a link leads to, no lists of names, and nothing but files and folders.
type publicFiles struct{ *os.Root }

// hidden reports whether a name, or a folder in it, begins with a dot.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > 1 && part[0] == '.' && part != ".well-known" {
			return true
		}
	}
	return false
}

func (s publicFiles) Open(name string) (fs.File, error) {
	missing := &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	if hidden(name) {
		return nil, missing
	}
	info, err := s.Stat(name)
	if err == nil && info.IsDir() {
		_, err = s.Stat(path.Join(name, "index.html"))
	}
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return nil, missing
	}
	return s.Root.Open(name)
}

// released is a folder whose name is a version, in an address. What is in it stays as it is, so browsers keep it for a
// year, and what comes in the folder of another version may be compressed by it (RFC 9842).
var released = regexp.MustCompile(`/v?\d+\.\d+\.\d+[^/]*/`)

// dictionaryFor returns the pattern of addresses for which a file of a release is a dictionary; "" for other files, and
// for pages and records, wherever they are: a verdict may be taken back.
func dictionaryFor(address string) string {
	at := released.FindStringIndex(address)
	switch path.Ext(address) {
	case ".js", ".wasm", ".css", ".txt":
	default:
		return ""
	}
	if at == nil || strings.ContainsAny(address, `"\{}()*+?:`) { // which mean something in a pattern, or end it
		return ""
	}
	return address[:at[0]] + "/*/" + address[at[1]:]
}

// deltaFor returns how the name of a file ends that was compressed with the dictionary that a reader has, as
// Available-Dictionary names it; "" if there is none.
func deltaFor(root *os.Root, name, available string) string {
	encoded, found := strings.CutPrefix(available, ":")
	digest, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(encoded, ":"))
	if !found || err != nil || len(digest) != sha256.Size {
		return ""
	}
	ending := "." + hex.EncodeToString(digest[:4]) + ".dcz"
	f, err := root.Open(name + ending)
	if err != nil {
		return ""
	}
	defer f.Close()
	var head [8 + sha256.Size]byte // eight bytes that are always the same, and the dictionary's digest
	if _, err := io.ReadFull(f, head[:]); err != nil || !bytes.Equal(head[8:], digest) {
		return ""
	}
	return ending
}

// site returns a handler for the files of a folder, compressed where the folder has them compressed, and the gallery.
func site(folder string) (http.Handler, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("-files: %w", err)
	}
	public := publicFiles{root}
	files := http.FileServerFS(public)
	mux := http.NewServeMux()
	mux.Handle("/gallery/", gallery.Handler("."))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache") // they are built anew while they are looked at
		w.Header().Set("X-Content-Type-Options", "nosniff")
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		kind := mime.TypeByExtension(path.Ext(name))
		has := func(ending string) bool {
			info, err := root.Stat(name + ending)
			return err == nil && info.Mode().IsRegular() && !hidden(name) && kind != ""
		}
		delta := ""
		if pattern := dictionaryFor("/" + name); pattern != "" && has("") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			w.Header().Set("Use-As-Dictionary", `match="`+pattern+`"`)
			w.Header().Set("Vary", "Accept-Encoding, Available-Dictionary")
			if accepts(r.Header, "dcz") {
				delta = deltaFor(root, name, all(r.Header, "Available-Dictionary"))
			}
		} else if has(".br") {
			w.Header().Set("Vary", "Accept-Encoding")
		}
		switch {
		case delta != "" && has(delta):
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Encoding", "dcz")
			http.ServeFileFS(w, r, public, name+delta)
		case accepts(r.Header, "br") && has(".br"):
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Encoding", "br")
			http.ServeFileFS(w, r, public, name+".br")
		default:
			files.ServeHTTP(w, r)
		}
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hidden(r.URL.Path) {
			http.NotFound(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	}), nil
}

// A localOrigin is an origin within this program.
type localOrigin struct{ http.Handler }

func (o localOrigin) RoundTrip(r *http.Request) (*http.Response, error) {
	if ext := path.Ext(r.URL.Path); ext == "" || ext == ".html" {
		r.Header.Del("Accept-Encoding") // a page is read here
	}
	in, out := io.Pipe()
	w := &localWriter{header: http.Header{}, body: out, begun: make(chan struct{}), status: http.StatusOK}
	go func() {
		o.ServeHTTP(w, r)
		w.begin()
		_ = out.Close()
	}()
	<-w.begun
	return &http.Response{StatusCode: w.status, Header: w.header, ContentLength: -1, Body: newRead(in)}, nil
}

// A localWriter takes the answer of a localOrigin.
type localWriter struct {
	header http.Header
	body   *io.PipeWriter
	begun  chan struct{}
	status int
	done   bool
}

func (w *localWriter) Header() http.Header { return w.header }

func (w *localWriter) begin() {
	if !w.done {
		w.done = true
		close(w.begun)
	}
}

func (w *localWriter) WriteHeader(status int) {
	if !w.done {
		w.status = status
		w.begin()
	}
}

func (w *localWriter) Write(b []byte) (int, error) {
	w.begin()
	return w.body.Write(b)
}
