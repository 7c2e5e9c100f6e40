//go:build js && wasm

// Package dom is the only reader and writer of a live document. It turns an article into a claims.Text, and spans of
// that text into ranges; it makes elements of the HTML of package web; and it keeps account of all it adds, so that
// Undo takes every bit of it out again:
//
//	doc := dom.New()
//	doc.Use(glue) // what web/static/dom.js defines
//	root := doc.Root("")
//	reading := doc.Read(root, false)
//	report := checker.Check(reading.Text)
//	drawing := doc.Draw(reading, marks) // one for each item of the report
//	doc.Paint(drawing, func(int) bool { return true }, -1)
//	err := doc.Err()
//
// It never splits, moves or changes a text node of the page, but for those that a reader edits (Snapshot, Restore).
//
// A page that throws or lies cannot bring the program down: JavaScript is reached through safejs, which turns what goes
// wrong into an error. A Doc keeps the first one (Doc.Err); after it, operations do nothing, so callers ask once at the
// end of a step instead of after each line, and for that a Value has no methods that do anything (value.go). What
// safejs would bring with it, package fmt, is replaced by a few lines where the widget is compiled (nofmt).
package dom

// A Doc is a document, and all that was done to it and can be undone.
type Doc struct {
	Window, Document Value // of the page
	glue             Value // the part of this package that is JavaScript: web/static/dom.js
	err              error
	turn             Value // a function that wakes Rest and Await
	turns            chan struct{}
	undo             []func()
	undone           bool
}

// Serve tells the page that runs the program to call show for each document that is to be shown, in a goroutine of its own.
func Serve(show func(what Value)) {
	d := new(Doc)
	d.Call(global(), "began", d.Func(func(any) {}, func(_ Value, args []Value) any { go show(args[0]); return nil }))
}

// New returns the document of the page that runs the program. It needs Use before it can read or draw.
func New() *Doc {
	d := &Doc{turns: make(chan struct{}, 1)}
	d.Window = d.Get(global(), "window")
	d.Document = d.Get(d.Window, "document")
	d.turn = d.Func(func(any) {}, func(Value, []Value) any { d.turns <- struct{}{}; return nil })
	return d
}

// Use gives d the part of this package that is JavaScript: what web/static/dom.js defines. From then on the document
// is the loader's, in which no element of the page can hide a method by having its name.
func (d *Doc) Use(glue Value) {
	d.glue = glue
	d.Document = d.Get(glue, "document")
	d.OnUndo(func() { d.Call(glue, "undo") })
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

// Listen calls f for each event of a kind at target, until Undo. crash is as in Func.
func (d *Doc) Listen(target Value, kind string, crash func(any), f func(event Value)) {
	d.listen(target, kind, false, crash, f)
}

// ListenFirst is Listen, but hears of an event before anything inside target does, which could keep it to itself.
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

// OnUndo has Undo call f.
func (d *Doc) OnUndo(f func()) { d.undo = append(d.undo, f) }

// Undo takes back all that was done to the page, last first, and keeps going through errors.
func (d *Doc) Undo() {
	for i := len(d.undo) - 1; i >= 0; i-- {
		d.undo[i]()
		d.err = nil
	}
	d.undo, d.undone = nil, true
}

// Forget lets go of the page, after Undo.
func (d *Doc) Forget() { d.Document, d.glue = Value{}, Value{} }
