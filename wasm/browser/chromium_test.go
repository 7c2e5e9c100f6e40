//go:build !js

package main

import (
	"context"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// root is the top of the project, seen from this package.
const root = "../.."

// chromium is the browser that all tests of this package share; each page gets a profile of its own.
var chromium = sync.OnceValues(func() (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // Chromium refuses its sandbox to root, who runs tests in containers
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	return ctx, chromedp.Do(ctx) // starts it
})

func TestMain(m *testing.M) {
	code := m.Run()
	if ctx, err := chromium(); err == nil {
		_ = chromedp.Cancel(ctx)
	}
	os.Exit(code)
}

// A tab is a page in the browser, with all that it asked for and complained about.
type tab struct {
	t     *testing.T
	ctx   context.Context
	close func() // for tests that open many: each is a burden to the next; at the end of a test all are closed

	mu         sync.Mutex
	requests   []string
	complaints []string
}

// A screen is the window of a reader.
type screen struct {
	name          string
	width, height int64
	dark, touch   bool
}

var (
	wide   = screen{name: "wide", width: 1280, height: 900}
	narrow = screen{name: "narrow", width: 390, height: 844, touch: true}
)

// built skips a test that needs dist/ or a browser where there is none.
func built(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(root + "/dist/integrity.json"); err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("Chromium is not installed; ./build.sh test installs it and then runs this test")
	}
}

// open opens an address in a new tab and waits for the document, not for the widget.
func open(t *testing.T, s screen, address string, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	built(t)
	browser, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, close: cancel}
	if err := chromedp.Listen(ctx, b.heard); err != nil {
		t.Fatal(err)
	}
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, runtime.Enable, cdp.Empty{})
	call(b, log.Enable, cdp.Empty{})
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.touch})
	call(b, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: s.touch})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	b.do(before...)
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

// call sends a command of the browser's own protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	r, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return r
}

func (b *tab) heard(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			text := string(e.Type)
			for _, a := range e.Args {
				text += " " + string(a.Value) + a.Description
			}
			b.complaints = append(b.complaints, text)
		}
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.complaints = append(b.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// ready waits until the checks are on the page.
func (b *tab) ready() *tab {
	b.t.Helper()
	eval[any](b, `sourcemark.ready.then(() => 0)`)
	return b
}

// eval is the outcome of JavaScript, or of what it promises.
func eval[T any](b *tab, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s\n%v", script, err)
	}
	return out
}

// until waits until a condition of the page holds, asked for once a frame.
func (b *tab) until(condition string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		b.t.Fatalf("never: %s (%v)", condition, err)
	}
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
	eval[any](b, `Promise.all((dialog()?.getAnimations() ?? []).map(a => a.finished)).then(() => 0)`)
	eval[any](b, `new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => go(0))))`)
}

// shot takes a picture of the window.
func (b *tab) shot(file string) {
	b.t.Helper()
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// calm fails the test if the page complained or asked for anything from another host.
func (b *tab) calm() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		b.t.Errorf("the page complains: %s", c)
	}
	for _, r := range b.requests {
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
			if strings.HasSuffix(r.URL.Path, ".html") {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
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
