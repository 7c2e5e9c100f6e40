//go:build js && wasm

// Package dom is the only reader and writer of a live document. It turns an article into a claims.Text
// and spans of that text into ranges, builds nodes of package web as elements, and keeps account of all
// it adds so that every bit of it can be taken out again.
//
// Everything goes through safejs, so that a page that throws or lies cannot bring the program down. The
// first error is kept (Doc.Err); after it, operations do nothing, so callers ask once at the end of a
// step instead of after each line.
package dom

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/hack-pad/safejs"
)

// A Doc is the document and what is left to undo.
type Doc struct {
	Window, Document safejs.Value
	half             safejs.Value // the half of this package that is JavaScript: web/static/dom.js
	err              error
	turn             safejs.Value // wakes up Rest
	turns            chan struct{}
	undo             []func()
	undone           bool
}

// New is the document of the page that runs the program. half is what web/static/dom.js defines.
func New(half safejs.Value) *Doc {
	d := &Doc{half: half, turns: make(chan struct{}, 1)}
	d.turn = d.Func(func(any) {}, func(safejs.Value, []safejs.Value) any { d.turns <- struct{}{}; return nil })
	d.Window = d.Get(safejs.Global(), "window")
	d.Document = d.Get(d.Window, "document")
	return d
}

// Err is the first error since it was last asked for, or nil.
func (d *Doc) Err() error {
	err := d.err
	d.err = nil
	return err
}

func (d *Doc) fail(what string, err error) {
	if d.err == nil && err != nil {
		d.err = errors.New(what + ": " + err.Error())
	}
}

// Get is property name of v; undefined after an error.
func (d *Doc) Get(v safejs.Value, name string) safejs.Value {
	if d.err != nil {
		return safejs.Undefined()
	}
	got, err := v.Get(name)
	d.fail("."+name, err)
	return got
}

// Set sets a property of v.
func (d *Doc) Set(v safejs.Value, name string, to any) {
	if d.err == nil {
		d.fail("."+name+" =", v.Set(name, to))
	}
}

// Call calls a method of v.
func (d *Doc) Call(v safejs.Value, method string, args ...any) safejs.Value {
	if d.err != nil {
		return safejs.Undefined()
	}
	got, err := v.Call(method, args...)
	d.fail("."+method+"()", err)
	return got
}

// Make makes an object of the class that the window has under name.
func (d *Doc) Make(name string, args ...any) safejs.Value {
	class := d.Get(d.Window, name)
	if d.err != nil {
		return safejs.Undefined()
	}
	got, err := class.New(args...)
	d.fail("new "+name, err)
	return got
}

// String is property name of v as a string; "" if it has none.
func (d *Doc) String(v safejs.Value, name string) string {
	got := d.Get(v, name)
	if d.err != nil || got.Type() != safejs.TypeString {
		return ""
	}
	s, err := got.String()
	d.fail("."+name, err)
	return s
}

// Float is property name of v as a number; 0 if it is none.
func (d *Doc) Float(v safejs.Value, name string) float64 {
	return d.number(d.Get(v, name))
}

// number is v as a number; 0 if it is none.
func (d *Doc) number(v safejs.Value) float64 {
	if d.err != nil || v.Type() != safejs.TypeNumber {
		return 0
	}
	f, err := v.Float()
	d.fail("number", err)
	return f
}

// floats is the numbers of a Float64Array, given as its bytes.
func (d *Doc) floats(v safejs.Value) []float64 {
	b := make([]byte, d.Int(v, "length"))
	if d.err != nil {
		return nil
	}
	_, err := safejs.CopyBytesToGo(b, v)
	d.fail("numbers", err)
	out := make([]float64, len(b)/8)
	for i := range out {
		out[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}

// Int is property name of v as a whole number.
func (d *Doc) Int(v safejs.Value, name string) int { return int(d.Float(v, name)) }

// Has reports whether property name of v is there and is neither null, false, 0 nor "".
func (d *Doc) Has(v safejs.Value, name string) bool { return d.Is(d.Get(v, name)) }

// Is reports whether v is truthy.
func (d *Doc) Is(v safejs.Value) bool {
	if d.err != nil {
		return false
	}
	is, err := v.Truthy()
	d.fail("truth", err)
	return is
}

// Attr is an attribute of an element, and whether it has one.
func (d *Doc) Attr(e safejs.Value, name string) (string, bool) {
	v := d.Call(e, "getAttribute", name)
	if d.err != nil || v.Type() != safejs.TypeString {
		return "", false
	}
	s, err := v.String()
	d.fail("getAttribute", err)
	return s, err == nil
}

// Func is f as a JavaScript function; after Undo it does nothing, so that what the browser had queued by
// then, a frame or the closing of a dialog, finds nobody home. A panic in f, or an error it leaves behind,
// goes to crash and never into the page.
func (d *Doc) Func(crash func(any), f func(this safejs.Value, args []safejs.Value) any) safejs.Value {
	fn, err := safejs.FuncOf(func(this safejs.Value, args []safejs.Value) (out any) {
		defer func() {
			if p := recover(); p != nil {
				crash(p)
			}
		}()
		if d.undone {
			return nil
		}
		out = f(this, args)
		if err := d.Err(); err != nil {
			crash(err)
		}
		return out
	})
	if err != nil {
		d.fail("function", err)
		return safejs.Undefined()
	}
	return fn.Value()
}

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

// Listen calls f for events of a kind at target until Undo.
func (d *Doc) Listen(target safejs.Value, kind string, crash func(any), f func(event safejs.Value)) {
	d.listen(target, kind, false, crash, f)
}

// ListenFirst is Listen before anybody below target hears of the event, and could keep it to himself.
func (d *Doc) ListenFirst(target safejs.Value, kind string, crash func(any), f func(event safejs.Value)) {
	d.listen(target, kind, true, crash, f)
}

func (d *Doc) listen(target safejs.Value, kind string, capture bool, crash func(any), f func(event safejs.Value)) {
	fn := d.Func(crash, func(_ safejs.Value, args []safejs.Value) any {
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
