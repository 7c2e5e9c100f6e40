//go:build !js

package engines

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
)

// A wire takes a command of W3C WebDriver, by the last part of its name in the standard, to a browser and brings back
// the answer, which has what a script or a picture came to under "value".
type wire func(command string, parameters any) (json.RawMessage, error)

// A driver is a window, and the browser too: WebDriver has one at a time.
type driver struct {
	t       *testing.T
	wire    wire
	helpers string
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

func (d driver) Open(t *testing.T, w chromium.Window, address, helpers string) Window {
	t.Helper()
	d.t, d.helpers = t, helpers
	d.do("Navigate", map[string]any{"url": "about:blank"}) // for the last page may have changed what scripts build on
	d.resize(w)
	d.do("Navigate", map[string]any{"url": address})
	return d
}

// resize gives the window the size of a screen: WebDriver sets the outer one, bars included.
func (d driver) resize(w chromium.Window) {
	d.t.Helper()
	type size [2]int64
	want := size{w.Width, w.Height}
	inner := func() size { return Ask[size](d.t, d, `[innerWidth, innerHeight]`) }
	if inner() == want {
		return
	}
	bars := Ask[size](d.t, d, `[outerWidth - innerWidth, outerHeight - innerHeight]`)
	d.do("SetWindowRect", map[string]any{"width": want[0] + bars[0], "height": want[1] + bars[1]})
	Eventually(d.t, fmt.Sprintf("a window of %d × %d", want[0], want[1]), func() bool { return inner() == want })
}

func (d driver) Go(address string) { d.t.Helper(); d.do("Navigate", map[string]any{"url": address}) }

func (d driver) Run(script string) json.RawMessage {
	d.t.Helper()
	// The helpers come each time: Firefox gives every script a scope of its own.
	raw := d.do("ExecuteAsyncScript", map[string]any{"args": []any{}, "script": `
		const done = arguments[arguments.length - 1];
		` + promised(d.helpers, script) + `.then(value => done({ value }), e => done({ error: String(e) }))`})
	var out struct {
		Value json.RawMessage
		Error string
	}
	if err := json.Unmarshal(raw, &out); err != nil || out.Error != "" {
		d.t.Fatalf("%s\n%s %v", script, out.Error, err)
	}
	return out.Value
}

// The private letters by which WebDriver calls keys that write none: https://www.w3.org/TR/webdriver2/#keyboard-actions
var (
	keys = map[string]string{kb.Tab: "\ue004", kb.Enter: "\ue007", kb.Escape: "\ue00c", kb.ArrowLeft: "\ue012",
		kb.ArrowUp: "\ue013", kb.ArrowRight: "\ue014", kb.ArrowDown: "\ue015"}
	heldKeys = map[chromedp.Modifier]string{chromedp.ModifierShift: "\ue008", chromedp.ModifierCtrl: "\ue009",
		chromedp.ModifierAlt: "\ue00a"}
)

func (d driver) Press(key string, held ...chromedp.Modifier) {
	d.t.Helper()
	if name, ok := keys[key]; ok {
		key = name
	}
	var down, up []any
	for _, k := range held {
		down = append(down, map[string]any{"type": "keyDown", "value": heldKeys[k]})
		up = append(up, map[string]any{"type": "keyUp", "value": heldKeys[k]})
	}
	down = append(down, map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key})
	d.act("key", "keyboard", append(down, up...)...)
}

func (d driver) Type(text string) {
	d.t.Helper()
	var strokes []any
	for _, r := range text {
		strokes = append(strokes, map[string]any{"type": "keyDown", "value": string(r)},
			map[string]any{"type": "keyUp", "value": string(r)})
	}
	d.act("key", "keyboard", strokes...)
}

func (d driver) Click(x, y float64) {
	d.t.Helper()
	d.act("pointer", "mouse",
		map[string]any{"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0},
		map[string]any{"type": "pointerDown", "button": 0}, map[string]any{"type": "pointerUp", "button": 0})
}

func (d driver) Drag(x, y, toX, toY float64) {
	d.t.Helper()
	d.act("pointer", "mouse",
		map[string]any{"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0}, map[string]any{"type": "pointerDown", "button": 0},
		map[string]any{"type": "pointerMove", "x": int(toX), "y": int(toY), "duration": 0}, map[string]any{"type": "pointerUp", "button": 0})
}

func (d driver) act(kind, id string, actions ...any) {
	d.t.Helper()
	d.do("PerformActions", map[string]any{"actions": []any{map[string]any{"type": kind, "id": id, "actions": actions}}})
}

func (d driver) Opened(do func()) Window {
	d.t.Helper()
	windows := func() (all []string) {
		raw, err := d.wire("GetWindowHandles", map[string]any{})
		var answer struct{ Value []string }
		if err == nil && json.Unmarshal(raw, &all) != nil { // Marionette answers without the "value"
			err = json.Unmarshal(raw, &answer)
			all = answer.Value
		}
		if err != nil {
			d.t.Fatalf("%v: %s", err, raw)
		}
		return all
	}
	was, now := windows(), []string(nil)
	do()
	Eventually(d.t, "the page opens another", func() bool {
		now = slices.DeleteFunc(windows(), func(w string) bool { return slices.Contains(was, w) })
		return len(now) > 0
	})
	d.do("SwitchToWindow", map[string]any{"handle": now[0]})
	return d
}

func (d driver) Picture() []byte {
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
