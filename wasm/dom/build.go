//go:build js && wasm

package dom

// Build returns a document fragment with the elements of HTML that package web has written.
func (d *Doc) Build(html string) Value { return d.Call(d.glue, "build", html) }

// Sheet returns a style sheet of some CSS, which several roots can share.
func (d *Doc) Sheet(css string) Value {
	s := d.Make("CSSStyleSheet")
	d.Call(s, "replaceSync", css)
	return s
}

// Adopt adds sheets to a document or shadow root, after those it has.
func (d *Doc) Adopt(root Value, sheets ...Value) {
	list := d.Get(root, "adoptedStyleSheets")
	for _, s := range sheets {
		d.Call(list, "push", s)
	}
}

// Disown takes a sheet from a root again; one that the root does not have is no error.
func (d *Doc) Disown(root, sheet Value) {
	list := d.Get(root, "adoptedStyleSheets")
	if i := d.number(d.Call(list, "indexOf", sheet)); d.err == nil && i >= 0 {
		d.Call(list, "splice", i, 1)
	}
}

// Shadow returns the shadow root of e, which it makes if there is none.
func (d *Doc) Shadow(e Value) Value { return d.Call(d.glue, "shadow", e) }
