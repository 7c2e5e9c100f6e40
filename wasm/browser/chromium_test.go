//go:build !js

package main

import (
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// root is the top of the project, seen from this package.
const root = "../.."

func TestMain(m *testing.M) { chromium.Main(m) }

// A tab is a page in the browser.
type tab struct {
	*chromium.Tab
	t *testing.T
}

// A screen is the window of a reader.
type screen struct {
	name          string
	width, height int64
	dark, touch   bool
	whole         bool // see chromium.Window
}

var (
	wide   = screen{name: "wide", width: 1280, height: 900}
	narrow = screen{name: "narrow", width: 390, height: 844, touch: true}
)

// window is the screen as browsers are given it.
func (s screen) window() chromium.Window {
	return chromium.Window{Width: s.width, Height: s.height, Dark: s.dark, Touch: s.touch, Whole: s.whole}
}

// built skips a test that needs dist/ or a browser where there is none.
func built(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(root + "/dist/integrity.json"); err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	if _, err := exec.LookPath(chromium.Program); err != nil {
		t.Skip("Chromium is not installed; ./build.sh test installs it and then runs this test")
	}
}

// open opens an address in a new tab and waits for the document, not for the widget.
func open(t *testing.T, s screen, address string, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	built(t)
	b := &tab{chromium.Open(t, s.window()), t}
	b.do(before...)
	b.do(chromedp.Navigate(address))
	eval[any](b, helpers)
	return b
}

// anew goes to an address in the same window, perhaps of another size: a window of its own costs as much as a page.
func (b *tab) anew(s screen, address string) *tab {
	b.t.Helper()
	b.Resize(s.window())
	b.do(chromedp.Navigate(address))
	eval[any](b, helpers)
	return b
}

// helpers are what the tests say often: the shadow trees of the widget, the open dialog, and our controls
// by what they do.
const helpers = `
var trees = () => [...Document.prototype.querySelectorAll.call(document, "sourcemark-summary, sourcemark-marks, sourcemark-inline")].map(e => e.shadowRoot).filter(Boolean);
var dialog = () => trees().map(t => t.querySelector("dialog")).find(Boolean);
var controls = what => trees().flatMap(t => [...t.querySelectorAll("[data-do=" + what + "]")]);
var click = what => controls(what)[0].click();
var focused = () => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e };
0`

func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	return chromium.Call(b.Tab, command, params)
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	b.Do(actions...)
}

// ready waits until the checks are on the page.
func (b *tab) ready() *tab {
	b.t.Helper()
	eval[any](b, `sourcemark.ready.then(() => 0)`)
	return b
}

func eval[T any](b *tab, script string) T {
	b.t.Helper()
	return chromium.Eval[T](b.Tab, script)
}

func (b *tab) until(condition string) {
	b.t.Helper()
	b.Until(condition)
}

// press presses a key of package kb.
func (b *tab) press(key string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// click clicks a point of the window.
func (b *tab) click(x, y float64) {
	b.t.Helper()
	b.do(chromedp.MouseClickXY(x, y))
}

// still waits until nothing fades or moves any more.
func (b *tab) still() {
	b.t.Helper()
	// An animation is aborted where the page is drawn anew, and then there may be another.
	eval[any](b, `(async () => {
		for (let all; (all = (dialog()?.getAnimations() ?? []).filter(a => a.playState === "running")).length;) await Promise.allSettled(all.map(a => a.finished));
		return 0;
	})()`)
	eval[any](b, `new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => go(0))))`)
}

// shot takes a picture of the window.
func (b *tab) shot(file string) {
	b.t.Helper()
	if err := os.WriteFile(file, b.Shot(), 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// calm fails the test if the page complained or asked for anything from another host.
func (b *tab) calm() {
	b.t.Helper()
	for _, c := range b.Complaints() {
		b.t.Errorf("the page complains: %s", c)
	}
	for _, r := range b.Requests() {
		u, err := url.Parse(r)
		if err != nil || u.Scheme != "file" && u.Scheme != "data" && u.Scheme != "blob" && u.Hostname() != "127.0.0.1" {
			b.t.Errorf("the page asks another host: %s", r)
		}
	}
}

// fromDisk is the address of a file of the project.
func fromDisk(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// served serves the project, with changes to some files, and gives the address.
func served(t *testing.T, changed map[string]string) string {
	t.Helper()
	files := http.FileServer(http.Dir(root))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, ok := changed[strings.TrimPrefix(r.URL.Path, "/")]; ok {
			if name := path.Ext(r.URL.Path); name == ".html" || name == ".css" || name == ".mjs" || name == ".js" && body != "" {
				w.Header().Set("Content-Type", mime.TypeByExtension(name))
			}
			_, _ = w.Write([]byte(body))
			return
		}
		if r.URL.Path == "/favicon.ico" {
			w.WriteHeader(http.StatusNoContent) // browsers ask; no page of ours has one
			return
		}
		if packed := root + path.Clean(r.URL.Path) + ".br"; strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			if data, err := os.ReadFile(packed); err == nil { // as a publisher's server would
				w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
				w.Header().Set("Content-Encoding", "br")
				_, _ = w.Write(data)
				return
			}
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}
