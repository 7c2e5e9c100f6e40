// Package npm tests the npm package that web/bundle makes of the folder package: what its tools say of it, and how it does in the
// projects of the folder examples.
package npm

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

const dist = "../../dist/npm"

func TestMain(m *testing.M) { chromium.Main(m) }

// heavy skips a test that takes minutes, unless ./build.sh test npm has asked for it.
func heavy(t *testing.T) {
	t.Helper()
	if os.Getenv("SOURCEMARK_TEST") != "npm" {
		t.Skip("this takes minutes; ./build.sh test npm runs it")
	}
}

// run runs a command in a folder and returns what it says. The test fails with it.
func run(t *testing.T, dir string, command ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s in %s: %v\n%s", strings.Join(command, " "), filepath.Base(dir), err, out)
	}
	return string(out)
}

// packed packs the package into a folder, as sourcemark.tgz.
func packed(t *testing.T, folder string) {
	t.Helper()
	from, err := filepath.Abs(dist)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSpace(run(t, from, "npm", "pack", "--silent", "--pack-destination", folder))
	if err := os.Rename(filepath.Join(folder, name), filepath.Join(folder, "sourcemark.tgz")); err != nil {
		t.Fatal(err)
	}
}

// TestPacked packs the package twice, which gives the same bytes, and has publint and attw look it over. They find nothing; that
// the package is for import alone, and not for require, is as it is meant.
func TestPacked(t *testing.T) {
	heavy(t)
	one, two := t.TempDir(), t.TempDir()
	packed(t, one)
	packed(t, two)
	a, err := os.ReadFile(one + "/sourcemark.tgz")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(two + "/sourcemark.tgz"); err != nil || !bytes.Equal(a, b) {
		t.Errorf("packed twice, the package differs (%v)", err)
	}
	t.Log(run(t, ".", "npx", "--no-install", "publint", "run", "--strict", one+"/sourcemark.tgz"))
	t.Log(run(t, ".", "npx", "--no-install", "attw", "--profile", "esm-only", one+"/sourcemark.tgz"))
}

// TestExamples installs the packed package in each project, as its lock file has it, builds and type-checks that, and walks through it
// in Chromium: all checks stand on their own sentences, are gone on the next page, and are there again on the way back; and the console
// is empty.
func TestExamples(t *testing.T) {
	heavy(t)
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("examples")); err != nil {
		t.Fatal(err)
	}
	packed(t, folder)
	for name, start := range map[string][]string{"vite-react": nil, "next": {"node_modules/next/dist/bin/next", "start"}, "sveltekit": {"build"}} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(folder, name)
			// What the lock file has; npm ci wants optional packages for other systems to be in it, too, which not every registry has.
			run(t, dir, "npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund")
			run(t, dir, "npm", "run", "build")
			if start == nil {
				walk(t, single(t, dir+"/dist"), false)
			} else {
				walk(t, started(t, dir, start...), true)
			}
		})
	}
	t.Run("import-map", func(t *testing.T) {
		dir := filepath.Join(folder, "import-map")
		for from, to := range map[string]string{dist: "sourcemark", folder + "/checks": "checks"} {
			if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
		}
		walk(t, single(t, dir), true)
	})
}

// single serves a folder, and its index.html at every address that is no file, under a strict policy if a page has no scripts of
// its own in it.
func single(t *testing.T, folder string) string {
	t.Helper()
	index, err := os.ReadFile(folder + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(folder))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !bytes.Contains(index, []byte("importmap")) {
			w.Header().Set("Content-Security-Policy",
				"default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'")
		}
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(r.URL.Path))); err != nil {
			r.URL.Path = "/"
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// started runs the server of a project, a program for Node, on a port that is free, and returns its address.
func started(t *testing.T, dir string, program ...string) string {
	t.Helper()
	free := httptest.NewServer(nil)
	address := free.URL
	free.Close()
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "node", program...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOST=127.0.0.1", "HOSTNAME=127.0.0.1", "PORT="+address[strings.LastIndexByte(address, ':')+1:], "NEXT_TELEMETRY_DISABLED=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		cmd.Stderr = cmd.Stdout
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = cmd.Wait() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(lines.Text(), "Listening on") || strings.Contains(lines.Text(), "Ready in") {
			go func() { // or it waits for somebody to read what it says
				for lines.Scan() {
				}
			}()
			return address
		}
		t.Log(lines.Text())
	}
	t.Fatal("the server has ended")
	return ""
}

const marked = `[...CSS.highlights].flatMap(([name, h]) => [...h].map(r => r.startContainer.parentElement.closest("article").id + ": " + r)).sort().join("; ")`

// walk goes through a project. ready says that its pages come from a server with their articles in them.
func walk(t *testing.T, address string, ready bool) {
	t.Helper()
	if resp, err := http.Get(address + "/"); err != nil {
		t.Fatal(err)
	} else {
		var page bytes.Buffer
		_, _ = page.ReadFrom(resp.Body)
		resp.Body.Close()
		if ready != strings.Contains(page.String(), "The harbour ferry carried") || strings.Contains(page.String(), "<sourcemark") {
			t.Errorf("the page as it is served:\n%s", &page)
		}
	}
	b := chromium.Open(t, chromium.Window{Width: 1280, Height: 900})
	b.Do(chromedp.Navigate(address + "/"))
	const want = "bridge: The new bridge will cost 12 million crowns; ferry: The harbour ferry carried 41,200 passengers last year"
	there := marked + ` === "` + want + `" && [...document.querySelectorAll("sourcemark-summary")].map(e => e.parentElement.id).join() === "bridge,ferry"`
	b.Until(there)
	pages := chromium.Eval[bool](b, `!!document.querySelector("a[href='about.html']")`) // which are loaded one by one
	if pages {
		b.Do(chromedp.Navigate(address + "/about.html"))
	} else {
		chromium.Eval[any](b, `document.querySelector("a[href='/about']").click(), 0`)
	}
	b.Until(`document.querySelector("h1").textContent === "About us" && !CSS.highlights.size && !document.adoptedStyleSheets.length && !document.querySelector("sourcemark-summary, sourcemark-marks")`)
	if pages {
		b.Do(chromedp.NavigateBack())
	} else {
		chromium.Eval[any](b, `history.back(), 0`)
	}
	b.Until(there)
	if said := b.Complaints(); len(said) > 0 {
		t.Errorf("the console has %q", said)
	}
	for _, r := range b.Requests() {
		if !strings.HasPrefix(r, address) && !strings.HasPrefix(r, "data:") {
			t.Errorf("the page asks for %s", r)
		}
	}
}

// TestLocks reads the lock files: none of them names the registry that it was made with.
func TestLocks(t *testing.T) {
	locks, _ := filepath.Glob("examples/*/package-lock.json")
	locks = append(locks, "package-lock.json")
	if len(locks) < 4 {
		t.Fatalf("there are only %q", locks)
	}
	for _, name := range locks {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`"resolved": "[^"]*"`).FindAllString(string(data), -1) {
			if found != `"resolved": "file:../sourcemark.tgz"` {
				t.Errorf("%s has %s", name, found)
			}
		}
	}
}

// TestSnippets holds the components of the projects against those of web/README.md, which people copy.
func TestSnippets(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"vite-react/src/Checked.tsx", "next/app/Checked.tsx", "sveltekit/src/routes/Checked.svelte"} {
		data, err := os.ReadFile("examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "const left = ") })
		for _, line := range lines[at : at+3] {
			if !strings.Contains(string(readme), line) {
				t.Errorf("%s has %q, and web/README.md has not", name, line)
			}
		}
	}
}
