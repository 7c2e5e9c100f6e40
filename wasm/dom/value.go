//go:build js && wasm

package dom

import (
	"errors"
	"math"

	"github.com/hack-pad/safejs"
)

// A Value is a value of the page. The zero Value is undefined.
//
// It is a safejs.Value without its methods, each of which returns an error that callers would have to check: a Doc does
// all that can be done with a Value, and checks.
type Value struct{ js safejs.Value }

// Undefined returns the undefined value.
func Undefined() Value { return Value{} }

func global() Value { return Value{safejs.Global()} }

// IsObject reports whether v is an object and not null.
func (v Value) IsObject() bool { return v.js.Type() == safejs.TypeObject }

// Equal reports whether v === w.
func (v Value) Equal(w Value) bool { return v.js.Equal(w.js) }

// unwrapped returns v with each Value in it, in lists and maps too, as one of safejs.
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

// Err returns the first error since the last call of Err, or nil.
func (d *Doc) Err() error {
	err := d.err
	d.err = nil
	return err
}

// keep keeps err, unless it is nil or another one is kept, with what was done when it came: a kind, such as ".", and a
// name.
func (d *Doc) keep(kind, name string, err error) {
	if err != nil && d.err == nil {
		d.err = errors.New(kind + name + ": " + Reason(err))
	}
}

// Reason returns what an error or a panic was about, in words. safejs gives what the page threw as it is, and to ask
// that for its message can throw again.
func Reason(p any) (why string) {
	defer func() {
		if recover() != nil {
			why = "an error that cannot be read"
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

// Get returns property name of v; undefined after an error.
func (d *Doc) Get(v Value, name string) (got Value) {
	if d.err == nil {
		js, err := v.js.Get(name)
		d.keep(".", name, err)
		got.js = js
	}
	return got
}

// Set sets a property of v.
func (d *Doc) Set(v Value, name string, to any) {
	if d.err == nil {
		d.keep("= .", name, v.js.Set(name, unwrapped(to)))
	}
}

// Call calls a method of v and returns its result; undefined after an error.
func (d *Doc) Call(v Value, method string, args ...any) (got Value) {
	if d.err == nil {
		js, err := v.js.Call(method, unwrapped(args).([]any)...)
		d.keep("() .", method, err)
		got.js = js
	}
	return got
}

// Make returns a new object of the class that the window has under name.
func (d *Doc) Make(name string, args ...any) (made Value) {
	class := d.Get(d.Window, name)
	if d.err == nil {
		js, err := class.js.New(unwrapped(args).([]any)...)
		d.keep("new ", name, err)
		made.js = js
	}
	return made
}

// String returns property name of v, a string; "" if it is none.
func (d *Doc) String(v Value, name string) string { return d.Text(d.Get(v, name)) }

// Property returns property name of v, and whether it is a string.
func (d *Doc) Property(v Value, name string) (string, bool) {
	p := d.Get(v, name)
	return d.Text(p), p.js.Type() == safejs.TypeString
}

// Text returns v, a string; "" if it is none.
func (d *Doc) Text(v Value) string {
	if d.err != nil || v.js.Type() != safejs.TypeString {
		return ""
	}
	s, err := v.js.String()
	d.keep("a string", "", err)
	return s
}

// Float returns property name of v, a number; 0 if it is none.
func (d *Doc) Float(v Value, name string) float64 { return d.number(d.Get(v, name)) }

// number returns v, a number; 0 if it is none.
func (d *Doc) number(v Value) float64 {
	if d.err != nil || v.js.Type() != safejs.TypeNumber {
		return 0
	}
	n, err := v.js.Float()
	d.keep("a number", "", err)
	return n
}

// floats returns the numbers of a Float64Array, of which v is the bytes.
func (d *Doc) floats(v Value) []float64 {
	b := make([]byte, d.Int(v, "length"))
	if d.err == nil {
		_, err := safejs.CopyBytesToGo(b, v.js)
		d.keep("numbers", "", err)
	}
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

// Int returns property name of v, a number, cut to a whole one.
func (d *Doc) Int(v Value, name string) int { return int(d.Float(v, name)) }

// Has reports whether property name of v is there and is neither null, false, 0 nor "".
func (d *Doc) Has(v Value, name string) bool { return d.Is(d.Get(v, name)) }

// Is reports whether v is truthy.
func (d *Doc) Is(v Value) bool {
	if d.err != nil {
		return false
	}
	is, err := v.js.Truthy()
	d.keep("truth", "", err)
	return is
}

// Attr returns an attribute of an element, and whether the element has it.
func (d *Doc) Attr(e Value, name string) (string, bool) {
	v := d.Call(e, "getAttribute", name)
	return d.Text(v), v.js.Type() == safejs.TypeString
}

// Func returns f as a JavaScript function. After Undo that does nothing: the browser may still call it for what it had
// queued by then, a frame or the closing of a dialog. A panic in f, or an error that f leaves in d, is given to crash
// and never reaches the page.
func (d *Doc) Func(crash func(any), f func(this Value, args []Value) any) Value {
	fn, err := safejs.FuncOf(func(this safejs.Value, args []safejs.Value) (out any) {
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
	d.keep("a function", "", err)
	return Value{fn.Value()}
}
