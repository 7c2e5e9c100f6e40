//go:build !js

// Package engines drives the engines that readers and editors have, Chromium, Firefox and WebKit, in one way, for tests.
package engines

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// An Engine is a browser that can be started here. Chromium is driven by its own protocol, as in most tests; Firefox and
// WebKit speak W3C WebDriver, and differ only in how its commands travel.
type Engine struct {
	Name  string
	Start func(t *testing.T) Browser // until the end of the test; skips it where the browser is missing
}

// All are the engines.
var All = []Engine{{"Chromium", startChromium}, {"Firefox", startFirefox}, {"WebKit", startWebKit}}

// A Browser opens pages, one after the other. helpers is JavaScript that is there for every script that the window runs.
type Browser interface {
	Open(t *testing.T, w chromium.Window, address, helpers string) Window
}

// A Window is a page in front of somebody: the keys and clicks are real ones, as the engine gets them from the system.
type Window interface {
	Go(address string)                           // as somebody does who types it in
	Run(script string) json.RawMessage           // the outcome of JavaScript, or of what it promises
	Press(key string, held ...chromedp.Modifier) // a key of package kb, or a letter, while others are held
	Type(text string)                            // where the focus is
	Click(x, y float64)                          // a point of the window
	Drag(x, y, toX, toY float64)                 // from one point to another
	Picture() []byte                             // as PNG
	Opened(do func()) Window                     // the window that the page opens when something is done, to go on in
}

// Ask is the outcome of JavaScript in a window.
func Ask[T any](t *testing.T, w Window, script string) T {
	t.Helper()
	var out T
	if raw := w.Run(script); raw != nil {
		if err := json.Unmarshal(raw, &out); err != nil {
			t.Fatalf("%s\n%v: %s", script, err, raw)
		}
	}
	return out
}

// Until waits until a condition of the page holds: half as long as an engine is waited for, so that it can say so.
func Until(t *testing.T, w Window, condition string) {
	t.Helper()
	w.Run(`new Promise((go, no) => {
		const end = performance.now() + ` + fmt.Sprint(chromium.Patience.Milliseconds()/2) + `;
		(function look() {
			if (` + condition + `) go(0);
			else if (performance.now() > end) no("never; the page is\n" + document.body.innerText.slice(0, 2000));
			else setTimeout(look, 16); // a frame
		})();
	})`)
}

// promised is a script with what it needs before it.
func promised(helpers, script string) string { return helpers + ";\n(async () => (" + script + "))()" }

// Eventually waits until ready reports true, for what tells nobody when it happens: a program that listens.
func Eventually(t *testing.T, what string, ready func() bool) {
	t.Helper()
	if !Within(chromium.Patience, ready) {
		t.Fatalf("never: %s", what)
	}
}

// Within reports whether ready reports true before some time has passed.
func Within(d time.Duration, ready func() bool) bool {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(d); !ready(); <-tick.C {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// started starts a program that ends with the test.
func started(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		// Unless its own protocol has told it to end already. Interrupts are what a shell has those ignore that it starts in the
		// background, and theirs too: each such program would be waited for in vain.
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(chromium.Patience):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
}

// Needed skips a test that needs a program where there is none.
func Needed(t *testing.T, commands ...string) {
	t.Helper()
	for _, c := range commands {
		if _, err := exec.LookPath(c); err != nil {
			t.Skipf("%s is not installed; ./build.sh test installs it and then runs this test", c)
		}
	}
}

func startChromium(t *testing.T) Browser { Needed(t, chromium.Program); return inChromium{} }

type inChromium struct{}

func (inChromium) Open(t *testing.T, w chromium.Window, address, helpers string) Window {
	t.Helper()
	c := Chromium{chromium.Open(t, w), helpers}
	c.Do(chromedp.Navigate(address))
	return c
}

// Chromium is a Window of Chromium.
type Chromium struct {
	*chromium.Tab
	helpers string
}

// Go opens an address.
func (w Chromium) Go(address string) { w.T.Helper(); w.Do(chromedp.Navigate(address)) }

// Run is the outcome of JavaScript.
func (w Chromium) Run(script string) json.RawMessage {
	w.T.Helper()
	return chromium.Eval[json.RawMessage](w.Tab, promised(w.helpers, script))
}

// Press presses a key.
func (w Chromium) Press(key string, held ...chromedp.Modifier) {
	w.T.Helper()
	w.Do(chromedp.KeyEvent(key, chromedp.KeyModifiers(held...)))
}

// Type writes text, all at once.
func (w Chromium) Type(text string) {
	w.T.Helper()
	chromium.Call(w.Tab, input.InsertText, input.InsertTextParams{Text: text})
}

// Click clicks a point.
func (w Chromium) Click(x, y float64) { w.T.Helper(); w.Do(chromedp.MouseClickXY(x, y)) }

// Drag presses the mouse at a point, moves it to another and lets go.
func (w Chromium) Drag(x, y, toX, toY float64) {
	w.T.Helper()
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		chromium.Call(w.Tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y,
			Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
	}
	mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	mouse(input.DispatchMouseEventTypeMouseMoved, toX, toY)
	mouse(input.DispatchMouseEventTypeMouseReleased, toX, toY)
}

// Opened is the window that the page opens.
func (w Chromium) Opened(do func()) Window {
	w.T.Helper()
	return Chromium{w.Tab.Opened(do), w.helpers}
}

// Picture is what can be seen.
func (w Chromium) Picture() []byte { w.T.Helper(); return w.Shot() }
