//go:build !js

package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
)

// An engine is a browser that can be started here. Chromium is driven by its own protocol, as in all tests of this
// package; Firefox and WebKit speak W3C WebDriver, and differ only in how its commands travel.
type engine struct {
	name  string
	start func(t *testing.T) browser // until the end of the test; skips it where the browser is missing
}

var engines = []engine{{"Chromium", startChromium}, {"Firefox", startFirefox}, {"WebKit", startWebKit}}

// A browser opens pages for readers, one after the other.
type browser interface {
	open(t *testing.T, s screen, address string) window
}

// A window is a page in front of a reader: the keys and clicks are real ones, as the engine gets them from the system.
type window interface {
	run(script string) json.RawMessage // the outcome of JavaScript, or of what it promises
	press(key string)                  // a key of package kb, or a letter
	click(x, y float64)                // a point of the window
	picture() []byte                   // as PNG
}

// ask is the outcome of JavaScript in a window.
func ask[T any](t *testing.T, w window, script string) T {
	t.Helper()
	var out T
	if raw := w.run(script); raw != nil {
		if err := json.Unmarshal(raw, &out); err != nil {
			t.Fatalf("%s\n%v: %s", script, err, raw)
		}
	}
	return out
}

// patience is how long a test waits for what a browser never does. It is no budget: what a browser does, it does within
// seconds, or within a minute where the machine does other things.
const patience = chromium.Patience

// eventually waits until ready reports true, for what tells nobody when it happens: a program that listens.
func eventually(t *testing.T, what string, ready func() bool) {
	t.Helper()
	if !within(patience, ready) {
		t.Fatalf("never: %s", what)
	}
}

// within reports whether ready reports true before some time has passed.
func within(d time.Duration, ready func() bool) bool {
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
		_ = cmd.Process.Signal(os.Interrupt) // unless its own protocol has told it to end already
		select {
		case <-ended:
		case <-time.After(patience):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
}

// needed skips a test that needs a program where there is none.
func needed(t *testing.T, commands ...string) {
	t.Helper()
	for _, c := range commands {
		if _, err := exec.LookPath(c); err != nil {
			t.Skipf("%s is not installed; ./build.sh test installs it and then runs this test", c)
		}
	}
}

func startChromium(t *testing.T) browser { built(t); return inChromium{} }

type inChromium struct{}

func (inChromium) open(t *testing.T, s screen, address string) window {
	t.Helper()
	return chromiumWindow{open(t, s, address)}
}

type chromiumWindow struct{ b *tab }

func (w chromiumWindow) run(script string) json.RawMessage {
	w.b.t.Helper()
	return eval[json.RawMessage](w.b, script)
}
func (w chromiumWindow) press(key string)   { w.b.t.Helper(); w.b.press(key) }
func (w chromiumWindow) click(x, y float64) { w.b.t.Helper(); w.b.click(x, y) }
func (w chromiumWindow) picture() []byte {
	w.b.t.Helper()
	picture, err := chromedp.Run(w.b.Ctx, chromedp.CaptureScreenshot())
	if err != nil {
		w.b.t.Fatal(err)
	}
	return picture
}

// A wire takes a command of W3C WebDriver, by the last part of its name in the standard, to a browser and brings back
// the answer, which has what a script or a picture came to under "value".
type wire func(command string, parameters any) (json.RawMessage, error)

// A driver is a window, and the browser too: WebDriver has one at a time.
type driver struct {
	t    *testing.T
	wire wire
}

func (d driver) do(command string, parameters any) (value json.RawMessage) {
	d.t.Helper()
	raw, err := d.wire(command, parameters)
	if err != nil {
		d.t.Fatalf("%s: %v", command, err)
	}
	var answer struct{ Value json.RawMessage }
	if err := json.Unmarshal(raw, &answer); err != nil {
		d.t.Fatalf("%s: %v: %s", command, err, raw)
	}
	return answer.Value
}

func (d driver) open(t *testing.T, s screen, address string) window {
	t.Helper()
	d.t = t
	d.do("Navigate", map[string]any{"url": "about:blank"}) // for the last page may have changed what scripts build on
	d.resize(s)
	d.do("Navigate", map[string]any{"url": address})
	return d
}

// resize gives the window the size of a screen: WebDriver sets the outer one, bars included.
func (d driver) resize(s screen) {
	d.t.Helper()
	type size [2]int64
	want := size{s.width, s.height}
	inner := func() size { return ask[size](d.t, d, `[innerWidth, innerHeight]`) }
	if inner() == want {
		return
	}
	bars := ask[size](d.t, d, `[outerWidth - innerWidth, outerHeight - innerHeight]`)
	d.do("SetWindowRect", map[string]any{"width": want[0] + bars[0], "height": want[1] + bars[1]})
	eventually(d.t, fmt.Sprintf("a window of %d × %d", want[0], want[1]), func() bool { return inner() == want })
}

func (d driver) run(script string) json.RawMessage {
	d.t.Helper()
	// The helpers come each time: Firefox gives every script a scope of its own.
	raw := d.do("ExecuteAsyncScript", map[string]any{"args": []any{}, "script": `
		const done = arguments[arguments.length - 1];
		` + helpers + `;
		(async () => (` + script + `))().then(value => done({ value }), e => done({ error: String(e) }))`})
	var out struct {
		Value json.RawMessage
		Error string
	}
	if err := json.Unmarshal(raw, &out); err != nil || out.Error != "" {
		d.t.Fatalf("%s\n%s %v", script, out.Error, err)
	}
	return out.Value
}

func (d driver) press(key string) {
	d.t.Helper()
	// The private letters by which WebDriver calls keys that write none.
	if name, ok := map[string]string{kb.Tab: "\ue004", kb.Enter: "\ue007", kb.Escape: "\ue00c"}[key]; ok {
		key = name
	}
	d.act("key", "keyboard", map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key})
}

func (d driver) click(x, y float64) {
	d.t.Helper()
	d.act("pointer", "mouse",
		map[string]any{"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0},
		map[string]any{"type": "pointerDown", "button": 0}, map[string]any{"type": "pointerUp", "button": 0})
}

func (d driver) act(kind, id string, actions ...any) {
	d.t.Helper()
	d.do("PerformActions", map[string]any{"actions": []any{map[string]any{"type": kind, "id": id, "actions": actions}}})
}

func (d driver) picture() []byte {
	d.t.Helper()
	var text string
	if err := json.Unmarshal(d.do("TakeScreenshot", map[string]any{"full": false}), &text); err != nil {
		d.t.Fatal(err)
	}
	picture, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		d.t.Fatal(err)
	}
	return picture
}
