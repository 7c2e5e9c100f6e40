package dossier

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The writer beside the parser. What is written is made as a value first, by String, List and Object, which leave out
// what says nothing; then it is written in one of two layouts.

// String returns a string; nothing if it is empty.
func String(s string) Value {
	if s == "" {
		return Value{}
	}
	return Text(s)
}

// Text returns a string, which may be empty.
func Text(s string) Value { return Value{Kind: KindText, Str: s} }

// Number returns a number that is spelled s.
func Number(s string) Value { return Value{Kind: KindNumber, Str: s} }

// Field returns a member of an object.
func Field(name string, v Value) Member { return Member{name, v} }

// StringField returns a member with a string; one with nothing if the string is empty.
func StringField(name, s string) Member { return Member{name, String(s)} }

// List returns a list of those items that say something; nothing if none does.
func List(items ...Value) Value {
	var said []Value
	for _, v := range items {
		if !v.Nothing() {
			said = append(said, v)
		}
	}
	if said == nil {
		return Value{}
	}
	return Value{Kind: KindArray, Items: said}
}

// Object returns an object of those members that say something; nothing if none does, or none but its type. The members
// become the object's own.
func Object(members ...Member) Value {
	members = slices.DeleteFunc(members, func(m Member) bool { return m.Value.Nothing() })
	if !slices.ContainsFunc(members, func(m Member) bool { return m.Name != "@type" }) {
		return Value{}
	}
	return Value{Kind: KindObject, Members: members}
}

// Integer returns a whole number.
func Integer(n int) Value { return Number(strconv.Itoa(n)) }

// True returns true; nothing if b is false.
func True(b bool) Value {
	if !b {
		return Value{}
	}
	return Bool(b)
}

// Bool returns true or false.
func Bool(b bool) Value { return Value{Kind: KindBoolean, Str: strconv.FormatBool(b)} }

// oneLine is how many characters a value may have to stand on one line. With its indentation and its name, most screens
// show such a line whole.
const oneLine = 140

// Lines returns v as a file that people read and version control compares: indented by two spaces, short values on one
// line, a line end at the end.
func Lines(v *Value) []byte { return append(appendLines(nil, v, 1), '\n') }

// appendLines appends v to b, its members indented by so many steps.
func appendLines(b []byte, v *Value, depth int) []byte {
	if v.room(oneLine) >= 0 {
		return AppendLine(b, v, ", ", ": ")
	}
	const step = "  "
	open, closing := byte('['), byte(']')
	if v.Kind == KindObject {
		open, closing = '{', '}'
	}
	b = append(b, open)
	for i := range v.Items {
		b = append(append(b, comma(i)...), '\n')
		b = appendLines(append(b, strings.Repeat(step, depth)...), &v.Items[i], depth+1)
	}
	for i := range v.Members {
		b = append(append(b, comma(i)...), '\n')
		b = AppendString(append(b, strings.Repeat(step, depth)...), v.Members[i].Name)
		b = appendLines(append(b, ": "...), &v.Members[i].Value, depth+1)
	}
	b = append(append(b, '\n'), strings.Repeat(step, depth-1)...)
	return append(b, closing)
}

// comma returns what stands before the line of item i.
func comma(i int) string { return ","[:min(i, 1)] }

// room returns how many of so many characters are left after v on one line; less than 0 if v needs more. A value that
// cannot be broken always fits.
func (v *Value) room(most int) int {
	if v.Kind != KindObject && v.Kind != KindArray {
		return most
	}
	return v.left(most)
}

// left returns most less the characters of v on one line.
func (v *Value) left(most int) int {
	switch v.Kind {
	case KindText:
		if len(v.Str) > most*utf8.UTFMax {
			return -1
		}
		return most - utf8.RuneCount(AppendString(nil, v.Str))
	case KindArray, KindObject:
		most -= len("[]")
	default:
		return most - len(v.Str)
	}
	for i := range v.Items {
		if most < 0 {
			return most
		}
		most = v.Items[i].left(most - 2*min(i, 1))
	}
	for i := range v.Members {
		if most < 0 {
			return most
		}
		m := &v.Members[i]
		most = m.Value.left(most - 2*min(i, 1) - utf8.RuneCount(AppendString(nil, m.Name)) - len(": "))
	}
	return most
}

// Script returns v for the <script> of a page: without white space between values, and without a character by which
// HTML could end the script or open a comment in it.
func Script(v *Value) []byte {
	b := AppendLine(nil, v, ",", ":")
	var out []byte
	from := 0
	for i, c := range b {
		if c == '<' || c == '>' || c == '&' { // outside of strings JSON has none of them
			out = append(append(out, b[from:i]...), `\u00`...)
			out = append(out, Hex4(rune(c))[2:]...)
			from = i + 1
		}
	}
	return append(out, b[from:]...)
}

// AppendLine appends v to b on one line, with comma between items and colon after names.
func AppendLine(b []byte, v *Value, comma, colon string) []byte {
	switch v.Kind {
	case KindText:
		return AppendString(b, v.Str)
	case KindArray:
		b = append(b, '[')
		for i := range v.Items {
			if i > 0 {
				b = append(b, comma...)
			}
			b = AppendLine(b, &v.Items[i], comma, colon)
		}
		return append(b, ']')
	case KindObject:
		b = append(b, '{')
		for i := range v.Members {
			if i > 0 {
				b = append(b, comma...)
			}
			b = append(AppendString(b, v.Members[i].Name), colon...)
			b = AppendLine(b, &v.Members[i].Value, comma, colon)
		}
		return append(b, '}')
	case KindNull:
		return append(b, "null"...)
	}
	return append(b, v.Str...)
}

// AppendString appends s to b as a JSON string. U+2028 and U+2029, which end a line of JavaScript, are escaped; bytes
// that are not UTF-8 become U+FFFD.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029:
			b = append(append(b, `\u`...), Hex4(r)...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
