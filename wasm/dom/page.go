//go:build js && wasm

package dom

import (
	"strings"

	"sourcemark/web"
)

// Dark reports whether the text of an element is light, and so stands on something dark. The page's own
// colours decide and not the system's: a page that is always white stays white at night.
func (d *Doc) Dark(e Value) bool {
	style := d.Call(d.Window, "getComputedStyle", e)
	color := d.String(style, "color") // "rgb(29, 30, 32)", or a newer form for newer spaces
	open := strings.IndexByte(color, '(')
	if open < 0 {
		return false
	}
	var n [3]float64
	for i, f := range strings.FieldsFunc(color[open+1:], func(r rune) bool { return strings.ContainsRune(", /)", r) }) {
		if i < 3 {
			n[i] = parse(f)
		}
	}
	switch color[:open] {
	case "oklab", "oklch":
		return n[0] > 0.6 // of 1; the lightness at which rgb(127, 127, 127) stands
	case "lab", "lch":
		return n[0] > 53 // of 100
	}
	luma := 0.299*n[0] + 0.587*n[1] + 0.114*n[2] // ITU-R BT.601
	if !strings.HasPrefix(color, "rgb") {
		luma *= 255
	}
	return luma > 127
}

// parse reads a plain decimal number.
func parse(s string) float64 {
	v, scale := 0.0, 0.0
	for _, c := range s {
		switch {
		case c == '.':
			scale = 1
		case '0' <= c && c <= '9' && scale == 0:
			v = 10*v + float64(c-'0')
		case '0' <= c && c <= '9':
			scale /= 10
			v += scale * float64(c-'0')
		}
	}
	return v
}

// ScrollPadding returns how much of the top of the window the page keeps for itself, in CSS pixels.
func (d *Doc) ScrollPadding() float64 {
	style := d.Call(d.Window, "getComputedStyle", d.Get(d.Document, "documentElement"))
	if s, ok := strings.CutSuffix(d.String(style, "scrollPaddingTop"), "px"); ok {
		return parse(s)
	}
	return 0
}

// Replace puts HTML in the place of the first child of a tree, unless that is an open dialog.
func (d *Doc) Replace(tree Value, html string) {
	n := d.Build(html)
	if old := d.Get(tree, "firstElementChild"); d.Is(old) && d.String(old, "localName") != "dialog" {
		d.Call(old, "replaceWith", n)
		return
	}
	d.Call(tree, "prepend", n)
}

// Announce says something once to users of a screen reader, politely (role="status").
func (d *Doc) Announce(tree Value, words string) {
	p := d.Call(d.Document, "createElement", "p")
	d.Set(p, "className", "vh")
	d.Call(p, "setAttribute", "role", "status")
	d.Call(tree, "append", p)
	d.Set(p, "textContent", words)
}

// FocusOn gives the focus to the first element in a tree that fits the selector.
func (d *Doc) FocusOn(tree Value, selector string) {
	if e := d.Call(tree, "querySelector", selector); d.Is(e) {
		d.Call(e, "focus", map[string]any{"preventScroll": true})
	}
}

// Say puts words on the first element in a tree that fits the selector.
func (d *Doc) Say(tree Value, selector, words string) {
	if e := d.Call(tree, "querySelector", selector); d.Is(e) {
		d.Set(e, "textContent", words)
	}
}

// Holds reports whether the focus is within e, which stands in a shadow tree, or nowhere at all.
func (d *Doc) Holds(tree, e Value) bool {
	active := d.Get(tree, "activeElement")
	if !d.Is(active) {
		outer := d.Get(d.Document, "activeElement")
		return !d.Is(outer) || outer.Equal(d.Get(d.Document, "body"))
	}
	return d.Is(d.Call(e, "contains", active))
}

// Ours reports whether a node is an element of ours.
func (d *Doc) Ours(n Value) bool {
	return strings.HasPrefix(d.String(n, "localName"), web.Prefix)
}

// Innermost returns the element at which an event happened, inside shadow trees too.
func (d *Doc) Innermost(event Value) Value {
	return d.Call(d.Call(event, "composedPath"), "at", 0)
}

// Outside reports whether a click on a modal dialog fell on its backdrop: then the dialog itself is the
// target, but the point lies outside its box.
func (d *Doc) Outside(dialog, event Value) bool {
	r := d.Rect(dialog)
	x, y := d.Float(event, "clientX"), d.Float(event, "clientY")
	return d.Innermost(event).Equal(dialog) && (x < r.Left || x > r.Right || y < r.Top || y > r.Bottom)
}

// Watch calls changed when the page has changed the words of an article, or has put another in its place, and resized
// when the article has changed its shape, until Undo. It waits until the page has been quiet for a quarter of a second,
// in which most changes are complete, and calls changed at most once a second: a check takes a few milliseconds.
func (d *Doc) Watch(root Value, crash func(any), changed, resized func()) {
	const quiet, most = 250, 1000 // ms
	call := func(f func()) Value {
		return d.Func(crash, func(Value, []Value) any { f(); return nil })
	}
	d.Call(d.glue, "watch", root, web.Prefix, quiet, most, call(changed), call(resized))
}

// Follow has Watch watch another article from now on.
func (d *Doc) Follow(root Value) { d.Call(d.glue, "follow", root) }

// OnScheme calls f when the system changes between light and dark, until Undo.
func (d *Doc) OnScheme(crash func(any), f func()) {
	d.Listen(d.Call(d.Window, "matchMedia", "(prefers-color-scheme: dark)"), "change", crash, func(Value) { f() })
}

// Emit dispatches a CustomEvent at e that bubbles out of shadow trees. It reports whether nobody prevented the default.
func (d *Doc) Emit(e Value, name string, detail map[string]any) bool {
	event := d.Make("CustomEvent", name,
		map[string]any{"bubbles": true, "composed": true, "cancelable": true, "detail": detail})
	return d.Is(d.Call(e, "dispatchEvent", event))
}

// Copy puts words on the clipboard, and then calls then with whether it could.
func (d *Doc) Copy(words string, crash func(any), then func(ok bool)) {
	clipboard := d.Get(d.Get(d.Window, "navigator"), "clipboard")
	if !d.Is(clipboard) {
		then(false)
		return
	}
	yes := d.Func(crash, func(Value, []Value) any { then(true); return nil })
	no := d.Func(crash, func(Value, []Value) any { then(false); return nil })
	d.Call(d.Call(clipboard, "writeText", words), "then", yes, no)
}

// Snapshot returns what root holds, node by node, from which Restore can give it back exactly.
func (d *Doc) Snapshot(root Value) Value {
	return d.Call(d.glue, "snapshot", root, web.Prefix)
}

// Editable lets the words of a snapshot's root be edited.
func (d *Doc) Editable(s Value) { d.Call(d.glue, "editable", s) }

// Uneditable undoes Editable.
func (d *Doc) Uneditable(s Value) { d.Call(d.glue, "uneditable", s) }

// Restore gives back what was taken down: the same nodes in the same order with the same words.
func (d *Doc) Restore(s Value) { d.Call(d.glue, "restore", s) }
