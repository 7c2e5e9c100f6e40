//go:build !js

package main

import (
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	devtools "github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// TestUpgradeInChromium reads a page with one release of the widget, and then one with the next: Chromium loads what is
// new in it, and the page works, pinned as it is. Who comes anew loads all of it.
//
// Of the release before there is only a program, which is nearly that of dist/. With SOURCEMARK_LAST it is the one in
// that folder, against which dist/ must have been built (LAST): so releases are measured.
func TestUpgradeInChromium(t *testing.T) {
	const dist = "../../dist"
	if _, err := os.Stat(dist + "/integrity.json"); err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	if _, err := exec.LookPath("zstd"); err != nil {
		t.Skip("zstd is not installed; ./build.sh test installs it and then runs this test")
	}
	dir := t.TempDir()
	before, now := filepath.Join(dir, "sourcemark/0.1.0"), filepath.Join(dir, "sourcemark/0.2.0")
	copyBuilt(t, dist, now)
	last := os.Getenv("SOURCEMARK_LAST")
	if last != "" {
		copyBuilt(t, last, before)
	} else {
		program, err := os.ReadFile(filepath.Join(now, "sourcemark.wasm"))
		if err != nil {
			t.Fatal(err)
		}
		half := len(program) / 2
		write(t, filepath.Join(before, "sourcemark.wasm"), slices.Concat([]byte("other"), program[:half], program[half+100:]))
		compressBy(t, filepath.Join(before, "sourcemark.wasm"), filepath.Join(now, "sourcemark.wasm"))
	}
	h, err := site(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
		case "/sourcemark/0.0.0/sourcemark.wasm": // to ask which dictionary there is
			fmt.Fprint(w, r.Header.Get("Available-Dictionary"))
		default:
			h.ServeHTTP(w, r)
		}
	}))
	s.EnableHTTP2, s.TLS = true, &tls.Config{Certificates: []tls.Certificate{chromium.Certificate()}}
	s.StartTLS()
	t.Cleanup(s.Close)
	t.Cleanup(chromium.Stop)

	b := chromium.Open(t, chromium.Window{Width: 1280, Height: 900})
	if last != "" {
		t.Logf("the release before: %v", loaded(t, b, s.URL+"/sourcemark/0.1.0/index.html"))
	} else {
		b.Do(chromedp.Navigate(s.URL + "/sourcemark/0.0.0/sourcemark.wasm"))
		chromium.Eval[int](b, `fetch("/sourcemark/0.1.0/sourcemark.wasm").then(r => r.blob()).then(b => b.size)`)
	}
	// A file is a dictionary a moment after it has come.
	chromium.Eval[string](b, `(async () => {
		for (;;) {
			const has = await (await fetch("/sourcemark/0.0.0/sourcemark.wasm", { cache: "no-store" })).text();
			if (has) return has;
		}
	})()`)
	upgraded := loaded(t, b, s.URL+"/sourcemark/0.2.0/index.html")
	anew := loaded(t, chromium.Open(t, chromium.Window{Width: 1280, Height: 900}), s.URL+"/sourcemark/0.2.0/index.html")
	t.Logf("the next release: %v; without the one before: %v", upgraded, anew)
	const kB = 1000
	if upgraded.files["sourcemark.wasm"] > 80*kB {
		t.Errorf("the program of the next release is %d bytes, want at most 80 kB", upgraded.files["sourcemark.wasm"])
	}
	if anew.files["sourcemark.wasm"] < 200*kB {
		t.Errorf("without the release before, the program is %d bytes", anew.files["sourcemark.wasm"])
	}
}

// A load is how many bytes have come over the network for each file of a page.
type load struct{ files map[string]int }

func (l load) String() string {
	var b strings.Builder
	sum := 0
	for name, n := range l.files {
		if name != "index.html" && name != "records.json" { // which are the publisher's own
			fmt.Fprintf(&b, "%s %d, ", name, n)
			sum += n
		}
	}
	return b.String() + "in all " + strconv.Itoa(sum)
}

// loaded opens a page of dist/, waits for its checks, and returns what it loaded.
func loaded(t *testing.T, b *chromium.Tab, address string) load {
	t.Helper()
	var mu sync.Mutex
	names, files := make(map[devtools.RequestID]string), make(map[string]int)
	err := chromedp.Listen(b.Ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *devtools.EventRequestWillBeSent:
			if path.Base(e.Request.URL) != "favicon.ico" {
				names[e.RequestID] = strings.TrimPrefix(e.Request.URL, address[:strings.LastIndex(address, "/")+1])
			}
		case *devtools.EventLoadingFinished:
			if name := names[e.RequestID]; name != "" {
				files[name] += int(e.EncodedDataLength)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Do(chromedp.Navigate(address))
	if placed := chromium.Eval[int](b, `sourcemark.ready.then(s => s.placed)`); placed != 37 {
		t.Errorf("%s: %d checks are placed, want 37", address, placed)
	}
	if said := b.Complaints(); len(said) > 0 {
		t.Errorf("%s: %q", address, said)
	}
	mu.Lock()
	defer mu.Unlock()
	return load{maps.Clone(files)}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// copyBuilt copies what a publisher has of dist/.
func copyBuilt(t *testing.T, from, to string) {
	t.Helper()
	for _, pattern := range []string{"sourcemark.*", "index.html*", "records.json*", "lang/*", "lexicon/*"} {
		names, err := filepath.Glob(filepath.Join(from, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			short, err := filepath.Rel(from, name)
			if err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(to, short), data)
		}
	}
}

// compressBy writes the delta of a file beside it.
func compressBy(t *testing.T, dictionary, name string) {
	t.Helper()
	out, err := exec.Command("zstd", "-q", "-1", "-c", "--patch-from="+dictionary, name).Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(dictionary)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	write(t, fmt.Sprintf("%s.%x.dcz", name, sum[:4]), append(append([]byte("\x5e\x2a\x4d\x18\x20\x00\x00\x00"), sum[:]...), out...))
}
