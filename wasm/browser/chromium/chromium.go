//go:build !js

// Package chromium drives a headless Chromium, for tests. Tests of a process share it; each page gets a profile of
// its own, with nothing in its cache.
package chromium

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Program is the browser that tests start: Chromium without what somebody at a screen has around a page, for which a window
// costs a quarter of its processor time.
const Program = "chromium-headless-shell"

// shared is the browser, started when it is first asked for.
var shared = starting(Program)

// whole is Chromium as readers have it.
var whole = starting("chromium")

func starting(program string) func() (context.Context, error) {
	return sync.OnceValues(func() (context.Context, error) { return start(program) })
}

func start(program string) (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.NoSandbox, // Chromium refuses its sandbox to root, who runs tests in containers
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("ignore-certificate-errors-spki-list", ownKey()),
		// Every window of Chromium has two pages ready for what its address bar may suggest, which cost as much processor time
		// as an empty page of ours.
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"),
	)
	if os.Getenv("SOURCEMARK_BENCH")+os.Getenv("SOURCEMARK_RECORDS") == "" { // then time is taken
		// Pages of tests are gone in seconds, and V8 took a sixth of all processor time to make their programs faster. It still
		// does so with what runs for long: the story alone does not use this budget up.
		options = append(options, chromedp.Flag("js-flags", "--wasm-tiering-budget=400000000"))
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	started = append(started, ctx)
	return ctx, chromedp.Do(ctx)
}

// Certificate returns a certificate for servers on this machine, which the browser takes for one that somebody known has
// signed.
var Certificate = sync.OnceValue(func() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // there is no randomness
	}
	about := x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), // no process lives longer
	}
	der, err := x509.CreateCertificate(rand.Reader, &about, &about, key.Public(), key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
})

// ownKey returns the digest of the key in Certificate, as the browser's flag has it.
func ownKey() string {
	c, err := x509.ParseCertificate(Certificate().Certificate[0])
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

var started []context.Context // the browsers to end

// Patience is how long a test waits for what never comes. What does come is there within seconds, or a minute on a busy
// machine.
const Patience = 3 * time.Minute

// Main runs the tests of a package and ends the browser after them. It is what a TestMain calls.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// Stop ends the browsers that were started. Nothing can be opened after it.
func Stop() {
	for _, ctx := range started {
		_ = chromedp.Cancel(ctx)
	}
}

// A Tab is a page in the browser, with all that it asked for and complained about. A test that something goes wrong for
// in one of its methods fails there.
type Tab struct {
	T   testing.TB
	Ctx context.Context // for chromedp.Run; ends with the test

	close    func()
	mu       sync.Mutex
	requests []string
	said     []string
}

// A Window is the window of a reader, in CSS pixels.
type Window struct {
	Width, Height int64
	Dark, Touch   bool // prefers-color-scheme: dark; fingers instead of a mouse
	Whole         bool // of Chromium as readers have it, which keeps pages for its Back button
}

// Open opens an empty page. The test is skipped where Chromium is not installed.
func Open(t testing.TB, w Window) *Tab {
	t.Helper()
	program, browser := Program, shared
	if w.Whole {
		program, browser = "chromium", whole
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Skip("Chromium is not installed; ./build.sh test installs it and then runs this test")
	}
	ctx, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &Tab{T: t, Ctx: ctx, close: cancel}
	if err := chromedp.Listen(ctx, b.heard); err != nil {
		t.Fatal(err)
	}
	Call(b, network.Enable, network.EnableParams{})
	Call(b, runtime.Enable, cdp.Empty{})
	Call(b, log.Enable, cdp.Empty{})
	b.Resize(w)
	return b
}

// Resize gives the page another window.
func (b *Tab) Resize(w Window) {
	b.T.Helper()
	scheme := "light"
	if w.Dark {
		scheme = "dark"
	}
	Call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: w.Width, Height: w.Height, DeviceScaleFactor: 1, Mobile: w.Touch})
	Call(b, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: w.Touch})
	Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// Opened is the page that this one opens in a window of its own when something is done.
func (b *Tab) Opened(do func()) *Tab {
	b.T.Helper()
	pages := func() (ids []target.ID) {
		all, err := chromedp.Targets(b.Ctx)
		if err != nil {
			b.T.Fatal(err)
		}
		for _, one := range all {
			if one.Type == "page" && one.OpenerID != "" {
				ids = append(ids, one.TargetID)
			}
		}
		return ids
	}
	was := pages()
	do()
	var id target.ID
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(Patience); id == ""; <-tick.C {
		if time.Now().After(end) {
			b.T.Fatal("never: the page opens another")
		}
		for _, one := range pages() {
			if !slices.Contains(was, one) {
				id = one
			}
		}
	}
	ctx, cancel := chromedp.NewContext(b.Ctx, chromedp.WithTargetID(id))
	b.T.Cleanup(cancel)
	o := &Tab{T: b.T, Ctx: ctx, close: cancel}
	if err := chromedp.Listen(ctx, o.heard); err != nil {
		b.T.Fatal(err)
	}
	Call(o, network.Enable, network.EnableParams{})
	Call(o, runtime.Enable, cdp.Empty{})
	Call(o, log.Enable, cdp.Empty{})
	return o
}

// Close closes the page, for tests that open many: each is a burden to the next. At the end of a test all are closed.
func (b *Tab) Close() { b.close() }

// Call sends a command of the browser's own protocol.
func Call[P, R any](b *Tab, command cdp.Command[P, R], params P) R {
	b.T.Helper()
	r, err := chromedp.Call(b.Ctx, command, params)
	if err != nil {
		b.T.Fatalf("%s: %v", command.Method, err)
	}
	return r
}

// Eval is the outcome of JavaScript, or of what it promises.
func Eval[V any](b *Tab, script string) V {
	b.T.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, Patience)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[V](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.T.Fatalf("%s\n%v", script, err)
	}
	return out
}

// Do does one thing after the other.
func (b *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.T.Helper()
	if err := chromedp.Do(b.Ctx, actions...); err != nil {
		b.T.Fatal(err)
	}
}

// AtStart runs a script in every new document before those of the page.
func AtStart(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
			page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})
}

// Until waits until a condition of the page holds. It is asked by the clock and not once a frame, for frames would be drawn
// for nobody else.
func (b *Tab) Until(condition string) {
	b.T.Helper()
	const interval = 20 * time.Millisecond // about a frame
	poll := chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingTimeout(Patience), chromedp.WithPollingInterval(interval))
	if _, err := chromedp.Run(b.Ctx, poll); err != nil {
		b.T.Fatalf("never: %s (%v); the page is\n%s", condition, err,
			Eval[string](b, `document.body.innerText.slice(0, 2000)`))
	}
}

// Shot is a picture of the window, in PNG.
func (b *Tab) Shot() []byte {
	b.T.Helper()
	picture, err := chromedp.Run(b.Ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.T.Fatal(err)
	}
	return picture
}

func (b *Tab) heard(event any) {
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
			b.said = append(b.said, text)
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		b.said = append(b.said, text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.said = append(b.said, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// Requests is the addresses that the page has asked for so far.
func (b *Tab) Requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.requests)
}

// Complaints returns the errors and warnings of the page, and of Chromium about it, so far.
func (b *Tab) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.said)
}
