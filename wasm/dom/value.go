//go:build js && wasm

package dom

import (
	"errors"
	"math"
	"syscall/js"
)

// A Value is a value of the page. The zero Value is undefined.
//
// It is a js.Value without the methods of one, which panic when the page throws or is not what it was taken
// for: all that can be done with it is done by a Doc. A library for this, safejs, links package fmt and
// with it a quarter of what a reader has to load.
type Value struct{ js js.Value }

// Undefined is the value of what is not there.
func Undefined() Value { return Value{} }

func global() Value { return Value{js.Global()} }

// IsObject reports whether v is an object and not null.
func (v Value) IsObject() bool { return v.js.Type() == js.TypeObject }

// Equal reports whether v and w are one, by ===.
func (v Value) Equal(w Value) bool { return v.js.Equal(w.js) }

// unwrapped is what package syscall/js makes a JavaScript value of.
func unwrapped(v any) any {
	switch v := v.(type) {
	case Value:
		return v.js
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = unwrapped(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = unwrapped(v[k])
		}
		return out
	}
	return v
}

// Err is the first error since it was last asked for, or nil.
func (d *Doc) Err() error {
	err := d.err
	d.err = nil
	return err
}

// try does f unless something has gone wrong before. What goes wrong now is kept, with the place where it did:
// its kind, such as a dot, and its name.
func (d *Doc) try(kind, name string, f func()) {
	if d.err != nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			d.err = errors.New(kind + name + ": " + Reason(p))
		}
	}()
	f()
}

// Reason is what a panic was about, in words.
func Reason(p any) (why string) {
	defer func() {
		if recover() != nil {
			why = "an error that cannot be read" // the page threw something that throws
		}
	}()
	switch p := p.(type) {
	case error:
		return p.Error()
	case string:
		return p
	}
	return "an unknown error"
}

// Get is property name of v; undefined after an error.
func (d *Doc) Get(v Value, name string) (got Value) {
	d.try(".", name, func() { got.js = v.js.Get(name) })
	return got
}

// Set sets a property of v.
func (d *Doc) Set(v Value, name string, to any) {
	d.try("= .", name, func() { v.js.Set(name, unwrapped(to)) })
}

// Delete deletes a property of v.
func (d *Doc) Delete(v Value, name string) {
	d.try("delete .", name, func() { v.js.Delete(name) })
}

// Call calls a method of v.
func (d *Doc) Call(v Value, method string, args ...any) (got Value) {
	d.try("() .", method, func() { got.js = v.js.Call(method, unwrapped(args).([]any)...) })
	return got
}

// Invoke calls a function without arguments.
func (d *Doc) Invoke(f Value) {
	d.try("()", "", func() { f.js.Invoke() })
}

// Make makes an object of the class that the window has under name.
func (d *Doc) Make(name string, args ...any) (made Value) {
	class := d.Get(d.Window, name)
	d.try("new ", name, func() { made.js = class.js.New(unwrapped(args).([]any)...) })
	return made
}

// String is property name of v as a string; "" if it has none.
func (d *Doc) String(v Value, name string) string { return d.Text(d.Get(v, name)) }

// Property is property name of v as a string, and whether v has one.
func (d *Doc) Property(v Value, name string) (string, bool) {
	p := d.Get(v, name)
	return d.Text(p), p.js.Type() == js.TypeString
}

// Text is v as a string; "" if it is none.
func (d *Doc) Text(v Value) (s string) {
	if v.js.Type() == js.TypeString {
		d.try("a string", "", func() { s = v.js.String() })
	}
	return s
}

// Float is property name of v as a number; 0 if it is none.
func (d *Doc) Float(v Value, name string) float64 { return d.number(d.Get(v, name)) }

// number is v as a number; 0 if it is none.
func (d *Doc) number(v Value) (n float64) {
	if v.js.Type() == js.TypeNumber {
		d.try("a number", "", func() { n = v.js.Float() })
	}
	return n
}

// floats is the numbers of a Float64Array, given as its bytes.
func (d *Doc) floats(v Value) []float64 {
	b := make([]byte, d.Int(v, "length"))
	d.try("numbers", "", func() { js.CopyBytesToGo(b, v.js) })
	out := make([]float64, len(b)/8)
	for i := range out {
		var bits uint64
		for k, x := range b[8*i : 8*i+8] {
			bits |= uint64(x) << (8 * k)
		}
		out[i] = math.Float64frombits(bits)
	}
	return out
}

// Int is property name of v as a whole number.
func (d *Doc) Int(v Value, name string) int { return int(d.Float(v, name)) }

// Has reports whether property name of v is there and is neither null, false, 0 nor "".
func (d *Doc) Has(v Value, name string) bool { return d.Is(d.Get(v, name)) }

// Is reports whether v is truthy.
func (d *Doc) Is(v Value) (is bool) {
	d.try("truth", "", func() { is = v.js.Truthy() })
	return is
}

// Attr is an attribute of an element, and whether it has one.
func (d *Doc) Attr(e Value, name string) (string, bool) {
	v := d.Call(e, "getAttribute", name)
	return d.Text(v), v.js.Type() == js.TypeString
}

// Func is f as a JavaScript function; after Undo it does nothing, so that what the browser had queued by
// then, a frame or the closing of a dialog, finds nobody home. A panic in f, or an error it leaves behind,
// goes to crash and never into the page.
func (d *Doc) Func(crash func(any), f func(this Value, args []Value) any) Value {
	fn := js.FuncOf(func(this js.Value, args []js.Value) (out any) {
		defer func() {
			if p := recover(); p != nil {
				crash(p)
			}
		}()
		if d.undone {
			return nil
		}
		values := make([]Value, len(args))
		for i := range args {
			values[i].js = args[i]
		}
		out = unwrapped(f(Value{this}, values))
		if err := d.Err(); err != nil {
			crash(err)
		}
		return out
	})
	return Value{fn.Value}
}
