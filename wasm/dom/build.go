//go:build js && wasm

package dom

// Build makes elements of HTML written by package web, in a document fragment.
func (d *Doc) Build(html string) Value { return d.Call(d.half, "build", html) }

// Sheet is a style sheet that several roots can share.
func (d *Doc) Sheet(css string) Value {
	s := d.Make("CSSStyleSheet")
	d.Call(s, "replaceSync", css)
	return s
}

// Adopt gives the sheets to a document or shadow root, after those it has.
func (d *Doc) Adopt(root Value, sheets ...Value) {
	list := d.Get(root, "adoptedStyleSheets")
	for _, s := range sheets {
		d.Call(list, "push", s)
	}
}

// Disown takes a sheet away again.
func (d *Doc) Disown(root, sheet Value) {
	list := d.Get(root, "adoptedStyleSheets")
	if i := d.number(d.Call(list, "indexOf", sheet)); d.err == nil && i >= 0 {
		d.Call(list, "splice", i, 1)
	}
}

// Shadow returns the shadow root of e, made if there is none.
func (d *Doc) Shadow(e Value) Value { return d.Call(d.half, "shadow", e) }
