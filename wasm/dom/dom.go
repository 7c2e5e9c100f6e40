//go:build js && wasm

// Package dom is the only reader and writer of a live document. It turns an article into a claims.Text
// and spans of that text into ranges, builds nodes of package web as elements, and keeps account of all
// it adds so that every bit of it can be taken out again.
//
// A page that throws or lies cannot bring the program down: JavaScript is reached through safejs, which turns what
// goes wrong into an error. A Doc keeps the first one (Doc.Err); after it, operations do nothing, so callers ask
// once at the end of a step instead of after each line, and for that a Value has no methods that do anything (value.go).
// What safejs would bring with it, package fmt, is replaced by a few lines where the widget is compiled (nofmt).
package dom

// A Doc is the document and what is left to undo.
type Doc struct {
	Window, Document Value
	half             Value // the half of this package that is JavaScript: web/static/dom.js
	err              error
	turn             Value // wakes up Rest
	turns            chan struct{}
	undo             []func()
	undone           bool
}

// New is the document of the page that runs the program.
func New() *Doc {
	d := &Doc{turns: make(chan struct{}, 1)}
	d.Window = d.Get(global(), "window")
	d.Document = d.Get(d.Window, "document")
	d.turn = d.Func(func(any) {}, func(Value, []Value) any { d.turns <- struct{}{}; return nil })
	return d
}

// Use gives d the half of this package that is JavaScript: what web/static/dom.js defines. From then on the document
// is the loader's, behind which no element of the page can hide a method by having its name.
func (d *Doc) Use(half Value) {
	d.half = half
	d.Document = d.Get(half, "document")
}

// IsDocument reports whether v is the document.
func (d *Doc) IsDocument(v Value) bool { return v.Equal(d.Get(d.Window, "document")) }

// Mark leaves a mark in the page's performance timeline.
func (d *Doc) Mark(name string) {
	d.Call(d.Get(d.Window, "performance"), "mark", "sourcemark:"+name)
}

// Rest gives the page a turn before the caller goes on. A sleep would not do: until a program has warmed
// up, Go's scheduler finds it over before it has ever returned to the page.
func (d *Doc) Rest() {
	if d.Call(d.Window, "setTimeout", d.turn); d.err == nil {
		<-d.turns
	}
}

// Await waits until a promise of the page is kept.
func (d *Doc) Await(promise Value) {
	if d.Call(promise, "then", d.turn); d.err == nil {
		<-d.turns
	}
}

// Listen calls f for events of a kind at target until Undo.
func (d *Doc) Listen(target Value, kind string, crash func(any), f func(event Value)) {
	d.listen(target, kind, false, crash, f)
}

// ListenFirst is Listen before anybody below target hears of the event, and could keep it to himself.
func (d *Doc) ListenFirst(target Value, kind string, crash func(any), f func(event Value)) {
	d.listen(target, kind, true, crash, f)
}

func (d *Doc) listen(target Value, kind string, capture bool, crash func(any), f func(event Value)) {
	fn := d.Func(crash, func(_ Value, args []Value) any {
		if len(args) > 0 {
			f(args[0])
		}
		return nil
	})
	d.Call(target, "addEventListener", kind, fn, capture)
	d.OnUndo(func() { d.Call(target, "removeEventListener", kind, fn, capture) })
}

// OnUndo keeps f for Undo.
func (d *Doc) OnUndo(f func()) { d.undo = append(d.undo, f) }

// Undo takes back all that was done to the page, last first, and keeps going through errors.
func (d *Doc) Undo() {
	for i := len(d.undo) - 1; i >= 0; i-- {
		d.undo[i]()
		d.err = nil
	}
	d.undo, d.undone = nil, true
}
