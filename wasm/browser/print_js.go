//go:build js && wasm

package main

import (
	"sourcemark/wasm/dom"
	"sourcemark/web"
)

// awaitPrint has the endnotes made when the page is to be printed, and not before: most readers never need them.
func (w *widget) awaitPrint() {
	d := w.doc
	d.Listen(d.Window, "beforeprint", w.crash, func(dom.Value) { w.writeEndnotes() })
	// A page can also be shown as it would be printed, which nobody announces.
	d.Listen(d.Call(d.Window, "matchMedia", "print"), "change", w.crash, func(e dom.Value) {
		if d.Has(e, "matches") {
			w.writeEndnotes()
		}
	})
}

// writeEndnotes puts the endnotes of what is shown now at the end of the article. They stay there, unseen on screens:
// browsers do not agree on when a page has been printed.
func (w *widget) writeEndnotes() {
	d := w.doc
	if !w.endnotes.IsObject() {
		e := d.Call(d.Document, "createElement", web.EndnotesTag)
		w.endnotes = d.Shadow(e, w.sheet, w.theme)
		d.OnUndo(func() { d.Call(e, "remove") })
	}
	d.Call(w.endnotes, "replaceChildren", d.Build(w.view.Endnotes()))
	d.Call(w.root, "append", d.Get(w.endnotes, "host"))
}
