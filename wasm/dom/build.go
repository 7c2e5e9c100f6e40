//go:build js && wasm

package dom

import "github.com/hack-pad/safejs"

// Build makes elements of HTML written by package web, in a document fragment.
func (d *Doc) Build(html string) safejs.Value { return d.Call(d.half, "build", html) }

// Sheet is a style sheet that several roots can share.
func (d *Doc) Sheet(css string) safejs.Value {
	s := d.Make("CSSStyleSheet")
	d.Call(s, "replaceSync", css)
	return s
}

// Adopt gives the sheets to a document or shadow root, after those it has.
func (d *Doc) Adopt(root safejs.Value, sheets ...safejs.Value) {
	list := d.Get(root, "adoptedStyleSheets")
	for _, s := range sheets {
		d.Call(list, "push", s)
	}
}

// Disown takes a sheet away again.
func (d *Doc) Disown(root, sheet safejs.Value) {
	list := d.Get(root, "adoptedStyleSheets")
	at := d.Call(list, "indexOf", sheet)
	if i, err := at.Int(); err == nil && i >= 0 {
		d.Call(list, "splice", i, 1)
	}
}

// Shadow is the shadow root of e, made if there is none.
func (d *Doc) Shadow(e safejs.Value) safejs.Value {
	if s := d.Get(e, "shadowRoot"); d.Is(s) {
		return s
	}
	return d.Call(e, "attachShadow", map[string]any{"mode": "open"})
}
