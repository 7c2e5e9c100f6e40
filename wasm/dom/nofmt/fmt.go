// Package fmt stands in for Go's own where the widget is compiled (see build.sh). safejs words its errors with fmt, and
// with fmt come reflect and os: 85 kB of brotli that a reader would load for a few sentences nobody reads. Here is what
// safejs calls, and it writes what Go's fmt would write for the values that safejs gives it; fmt_test.go compares the
// two.
//
// It is no fmt for anything else: only safejs may import it (wasm/imports_test.go).
package fmt

import (
	"errors"
	"io"
	"strconv"
)

// State is where an error with a stack trace writes itself. Nothing here asks one to: the widget shows what an error
// says, not where it was made.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

// Errorf returns an error of its own; %w, which would wrap another, is not among the verbs here.
func Errorf(format string, a ...any) error { return errors.New(Sprintf(format, a...)) }

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return io.WriteString(w, Sprintf(format, a...))
}

func Fprint(w io.Writer, a ...any) (n int, err error) {
	s := ""
	for _, v := range a {
		s += text(v)
	}
	return io.WriteString(w, s)
}

// Sprintf knows the verbs %v, %+v, %s, %d and %q.
func Sprintf(format string, a ...any) string {
	var out []byte
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) || len(a) == 0 {
			out = append(out, format[i])
			continue
		}
		if i++; format[i] == '+' && i+1 < len(format) {
			i++
		}
		s := text(a[0])
		if a = a[1:]; format[i] == 'q' {
			s = strconv.Quote(s)
		}
		out = append(out, s...)
	}
	return string(out)
}

// text returns v in words. safejs gives errors, strings, numbers of lines, types of JavaScript and what something
// panicked with; only the last can be a value that this does not know.
func text(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	}
	return "a value that is no text"
}
