package records

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The writer beside the parser. What is exported is made as a value first, by str, list and made, which
// leave out what says nothing; then it is written in one of two layouts.

// str is a string; nothing if it is empty.
func str(s string) value {
	if s == "" {
		return value{}
	}
	return value{kind: text, str: s}
}

// list is a list of those items that say something; nothing if none does.
func list(items ...value) value {
	var said []value
	for _, v := range items {
		if !v.nothing() {
			said = append(said, v)
		}
	}
	if said == nil {
		return value{}
	}
	return value{kind: array, items: said}
}

// made is an object of those members that say something; nothing if none does, or none but its type.
func made(members ...member) value {
	v := value{kind: object}
	bare := true
	for _, m := range members {
		if !m.value.nothing() {
			v.members = append(v.members, m)
			bare = bare && m.name == "@type"
		}
	}
	if bare {
		return value{}
	}
	return v
}

func integer(n int) value { return value{kind: number, str: strconv.Itoa(n)} }

// so is true; nothing if it is not.
func so(b bool) value {
	if !b {
		return value{}
	}
	return truth(b)
}

func truth(b bool) value { return value{kind: boolean, str: strconv.FormatBool(b)} }

// nothing reports whether v is no value at all; null is one.
func (v *value) nothing() bool { return v.kind == null && v.str == "" }

// oneLine is how many characters a value may have to stand on one line. With its indentation and its name
// that is a line which most screens show whole.
const oneLine = 140

// lines is v as a file that people read and version control compares: indented by two blanks, what is short
// on one line.
func lines(v *value) []byte { return append(appendLines(nil, v, 1), '\n') }

// appendLines appends v to b, its members indented by so many steps.
func appendLines(b []byte, v *value, depth int) []byte {
	if v.room(oneLine) >= 0 {
		return appendLine(b, v, ", ", ": ")
	}
	const step = "  "
	open, closing := byte('['), byte(']')
	if v.kind == object {
		open, closing = '{', '}'
	}
	b = append(b, open)
	for i := range v.items {
		b = append(append(b, comma(i)...), '\n')
		b = appendLines(append(b, strings.Repeat(step, depth)...), &v.items[i], depth+1)
	}
	for i := range v.members {
		b = append(append(b, comma(i)...), '\n')
		b = appendString(append(b, strings.Repeat(step, depth)...), v.members[i].name)
		b = appendLines(append(b, ": "...), &v.members[i].value, depth+1)
	}
	b = append(append(b, '\n'), strings.Repeat(step, depth-1)...)
	return append(b, closing)
}

// comma is what stands before the line of item i.
func comma(i int) string { return ","[:min(i, 1)] }

// room is how many of so many characters are left behind v on one line; less than 0 if it needs more. What
// cannot be broken has always room.
func (v *value) room(most int) int {
	if v.kind != object && v.kind != array {
		return most
	}
	return v.left(most)
}

// left is most without the characters of v on one line.
func (v *value) left(most int) int {
	switch v.kind {
	case text:
		if len(v.str) > most*utf8.UTFMax {
			return -1
		}
		return most - utf8.RuneCount(appendString(nil, v.str))
	case array, object:
		most -= len("[]")
	default:
		return most - len(v.str)
	}
	for i := range v.items {
		if most < 0 {
			return most
		}
		most = v.items[i].left(most - 2*min(i, 1))
	}
	for i := range v.members {
		if most < 0 {
			return most
		}
		m := &v.members[i]
		most = m.value.left(most - 2*min(i, 1) - utf8.RuneCount(appendString(nil, m.name)) - len(": "))
	}
	return most
}

// script is v to stand in the <script> of a page: without a blank, and without a character by which HTML
// could end the script or open a comment in it.
func script(v *value) []byte {
	b := appendLine(nil, v, ",", ":")
	var out []byte
	from := 0
	for i, c := range b {
		if c == '<' || c == '>' || c == '&' { // outside of strings JSON has none of them
			out = append(append(out, b[from:i]...), `\u00`...)
			out = append(out, hex4(rune(c))[2:]...)
			from = i + 1
		}
	}
	return append(out, b[from:]...)
}

func appendLine(b []byte, v *value, comma, colon string) []byte {
	switch v.kind {
	case text:
		return appendString(b, v.str)
	case array:
		b = append(b, '[')
		for i := range v.items {
			if i > 0 {
				b = append(b, comma...)
			}
			b = appendLine(b, &v.items[i], comma, colon)
		}
		return append(b, ']')
	case object:
		b = append(b, '{')
		for i := range v.members {
			if i > 0 {
				b = append(b, comma...)
			}
			b = append(appendString(b, v.members[i].name), colon...)
			b = appendLine(b, &v.members[i].value, comma, colon)
		}
		return append(b, '}')
	case null:
		return append(b, "null"...)
	}
	return append(b, v.str...)
}

// appendString appends s as a JSON string. U+2028 and U+2029 end a line of JavaScript and are escaped; what
// is not UTF-8 becomes U+FFFD.
func appendString(b []byte, s string) []byte {
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
			b = append(append(b, `\u`...), hex4(r)...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
