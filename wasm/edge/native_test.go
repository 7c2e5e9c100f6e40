//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSite serves the files of a folder, compressed where the folder has them compressed.
func TestSite(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"index.html": "page", "sourcemark.wasm": "program", "notes.txt": "notes", "notes.txt.br": "packed notes"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	h, err := site(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, accept       string
		status             int
		body, kind, packed string
	}{
		{path: "/", status: 200, body: "page", kind: "text/html; charset=utf-8"},
		{path: "/sourcemark.wasm", accept: "br", status: 200, body: "program", kind: "application/wasm"},
		{path: "/notes.txt", status: 200, body: "notes", kind: "text/plain; charset=utf-8"},
		{path: "/notes.txt", accept: "gzip, br", status: 200, body: "packed notes", kind: "text/plain; charset=utf-8", packed: "br"},
		{path: "/notes.txt", accept: "gzip, br;q=0", status: 200, body: "notes", kind: "text/plain; charset=utf-8"},
		{path: "/notes.txt", accept: "xbr", status: 200, body: "notes", kind: "text/plain; charset=utf-8"},
		{path: "/none.js", status: 404},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || c.status == 200 && (w.Body.String() != c.body || w.Header().Get("Content-Type") != c.kind || w.Header().Get("Content-Encoding") != c.packed) {
			t.Errorf("%s, accepting %q: %d %q as %s, packed %q", c.path, c.accept, w.Code, w.Body.String(), w.Header().Get("Content-Type"), w.Header().Get("Content-Encoding"))
		}
	}
}

// TestDictionaries serves two releases, the second also compressed with the first as dictionary (RFC 9842): to those who have
// just that, and to nobody else.
func TestDictionaries(t *testing.T) {
	dir := t.TempDir()
	sum := sha256.Sum256([]byte("program"))
	const magic = "\x5e\x2a\x4d\x18\x20\x00\x00\x00"
	ending := fmt.Sprintf(".%x.dcz", sum[:4])
	delta := magic + string(sum[:]) + "what is new"
	for name, text := range map[string]string{
		"s/0.1.0/p.wasm": "program", "s/0.2.0/p.wasm": "another", "s/0.2.0/p.wasm.br": "packed", "s/0.2.0/p.wasm" + ending: delta,
		"s/0.2.0/cut.wasm": "whole", "s/0.2.0/cut.wasm" + ending: delta[:30], "s/0.2.0/wrong.wasm": "whole", "s/0.2.0/wrong.wasm" + ending: magic + string(sum[:4]) + strings.Repeat("x", 40), "s/0.2.0/records.json": "{}", "p.wasm": "any",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	h, err := site(dir)
	if err != nil {
		t.Fatal(err)
	}
	const encodings = "gzip, br, zstd, dcb, dcz"
	digest := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return ":" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
	}
	for _, c := range []struct{ path, accept, has, body, encoding, match, vary string }{
		{"/s/0.1.0/p.wasm", encodings, "", "program", "", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/p.wasm", encodings, digest("program"), delta, "dcz", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/p.wasm", encodings, digest("other"), "packed", "br", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/p.wasm", encodings, "", "packed", "br", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/p.wasm", "gzip, br", digest("program"), "packed", "br", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/p.wasm", "dcz;q=0", digest("program"), "another", "", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/cut.wasm", encodings, digest("program"), "whole", "", `match="/s/*/cut.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/wrong.wasm", encodings, digest("program"), "whole", "", `match="/s/*/wrong.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/p.wasm", encodings, ":../../x:", "packed", "br", `match="/s/*/p.wasm"`, "Accept-Encoding, Available-Dictionary"},
		{"/s/0.2.0/records.json", encodings, "", "{}", "", "", ""},
		{"/p.wasm", encodings, digest("program"), "any", "", "", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "https://news.example"+c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		if c.has != "" {
			r.Header.Set("Available-Dictionary", c.has)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		got := w.Header()
		if w.Code != 200 || w.Body.String() != c.body || got.Get("Content-Encoding") != c.encoding || got.Get("Use-As-Dictionary") != c.match || got.Get("Vary") != c.vary {
			t.Errorf("%s, accepting %q, with %q: %d %q %v", c.path, c.accept, c.has, w.Code, w.Body.String(), got)
		}
		if forever := got.Get("Cache-Control") == "public, max-age=31536000, immutable"; forever != (c.match != "") {
			t.Errorf("%s is kept as %q", c.path, got.Get("Cache-Control"))
		}
	}
}

// A firstLine passes on what is written to it.
type firstLine chan string

func (f firstLine) Write(p []byte) (int, error) {
	f <- string(p)
	return len(p), nil
}

// TestStop stops the server while a reader is being answered: the reader gets the whole page.
func TestStop(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		<-goOn
		pages(w, r)
	}))
	t.Cleanup(o.Close)
	ctx, stop := context.WithCancel(context.Background())
	lines, ended := make(firstLine, 1), make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"-listen", "127.0.0.1:0", "-records", stories}, func(name string) string { return map[string]string{"ORIGIN": o.URL}[name] }, lines)
	}()
	_, rest, _ := strings.Cut(<-lines, "http://")
	address, _, _ := strings.Cut(rest, "/")
	page := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + address + "/ferry")
		if err != nil {
			page <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		page <- string(body)
	}()
	<-begun
	stop()
	close(goOn)
	if got := <-page; got != ferry {
		t.Errorf("the reader got %q", got)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(3 * time.Minute):
		t.Error("the server does not end")
	}
}

// TestRun checks that the program names what is missing.
func TestRun(t *testing.T) {
	none := func(string) string { return "" }
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "no ORIGIN"},
		{[]string{"-files", "."}, "no dossiers: add -records FOLDER"},
		{[]string{"-records", t.TempDir(), "-files", "."}, "no dossier (.json) in this folder"},
		{[]string{"-nonsense"}, "nonsense"},
		{[]string{"-records", stories, "-files", ".", "-metrics", "nonsense"}, "-metrics: listen tcp: address nonsense"},
	} {
		if err := run(t.Context(), c.args, none, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.args, err, c.want)
		}
	}
}

// TestSize checks that the worker is at most 1.7 MB, gzipped, without words, for a larger program starts later; and at
// most 3 MB with them, which is what the free plan takes of all modules together.
func TestSize(t *testing.T) {
	names, err := filepath.Glob(root + "/dist/edge/*")
	if err != nil || len(names) == 0 {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	all, program := 0, 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(data)
		_ = z.Close()
		all += b.Len()
		if filepath.Ext(name) != ".txt" {
			program += b.Len()
		}
	}
	t.Logf("the worker is %d bytes, gzipped, and %d with words", program, all)
	if program > 1_700_000 || all > 3_000_000 {
		t.Errorf("the worker is %d bytes, gzipped, and %d with words; want 1,700,000 and 3,000,000 at most", program, all)
	}
}

// TestDeploy has wrangler read its configuration and pack the worker, without sending it anywhere.
func TestDeploy(t *testing.T) {
	wrangler := filepath.Join("node_modules", "wrangler", "bin", "wrangler.js")
	if _, err := os.Stat(wrangler); err != nil {
		t.Skip("wrangler is not installed; ./build.sh test installs it and then runs this test")
	}
	if _, err := os.Stat(root + "/dist/edge/worker.mjs"); err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	cmd := exec.Command("node", wrangler, "deploy", "--dry-run", "--outdir", t.TempDir())
	cmd.Env = append(os.Environ(), "WRANGLER_SEND_METRICS=false", "CLOUDFLARE_API_TOKEN=none", "HOME="+t.TempDir(), "CI=true")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "edge.wasm") {
		t.Errorf("%v\n%s", err, out)
	}
}
