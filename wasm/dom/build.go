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

// Adopt gives the document a style sheet, until Undo.
func (d *Doc) Adopt(sheet Value) { d.Call(d.glue, "adopt", sheet) }

// Shadow returns the shadow root of e, emptied and with two style sheets, which it makes if there is none.
func (d *Doc) Shadow(e, sheet, theme Value) Value { return d.Call(d.glue, "shadow", e, sheet, theme) }

// Borrow is Shadow of an element that is gone after Undo, if it is ours, and otherwise has its own content back. It does
// not keep e in memory: a page may throw away what holds it.
func (d *Doc) Borrow(e Value, ours bool, sheet, theme Value) Value {
	return d.Call(d.glue, "borrow", e, ours, sheet, theme)
}
