package dossier

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A strict JSON parser (RFC 8259) that keeps the order of members. The two obvious ones do not fit: encoding/json costs
// the widget 230 kB of Brotli and cannot say where a member is; tdewolff/parse/v2/json costs 23 kB and accepts trailing
// commas, raw control characters and unknown escapes. FuzzParse compares this one with encoding/json.

// maxDepth bounds the nesting of what is read, so that a hostile file cannot exhaust the stack. A
// dossier needs eight levels.
const maxDepth = 64

// maxMembers bounds one object, which is searched from its beginning for each member. A record has about twenty.
const maxMembers = 1000

type parser struct {
	s       string
	at      int
	depth   int
	members []Member // of the objects that are open, each copied out when it closes
	lax     bool     // of members of one name the first counts
}

// A SyntaxError says where in the file it stopped being JSON.
type SyntaxError struct {
	Line, Column int    // from 1; the column counts characters
	What         string // what is wrong, and what would be right
}

// Error returns e with its line and column, without the name of the file.
func (e *SyntaxError) Error() string {
	return "line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": " + e.What
}

// Parse reads exactly one value. Bytes that are not UTF-8, names that appear twice in one object and halves of
// surrogate pairs are errors, which RFC 8259 leaves open.
func Parse(s string) (Value, *SyntaxError) {
	if i := invalidUTF8(s); i >= 0 {
		p := parser{s: s, at: i}
		return Value{}, p.fail("not UTF-8: save the file as UTF-8")
	}
	p := parser{s: strings.TrimPrefix(s, "\uFEFF")}
	v, err := p.value()
	if err == nil {
		p.skipSpace()
		if p.at < len(p.s) {
			err = p.fail("there is text after the end of the JSON value: delete it")
		}
	}
	if err != nil {
		return Value{}, err
	}
	return v, nil
}

// ParseLax reads the value that s begins with. Of members with the same name, get finds the first.
func ParseLax(s string) (Value, *SyntaxError) {
	p := parser{s: s, lax: true}
	return p.value()
}

// EscapeAt returns the length of the escape that s begins with: 0 if it is none, half if it is half of a surrogate
// pair.
func EscapeAt(s string) (length int, half bool) {
	p := parser{s: s}
	if _, err := p.escape(); err == nil {
		return p.at, false
	}
	if _, ok := p.unicode(); ok {
		return 6, true
	}
	return 0, false
}

func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return -1
}

func (p *parser) fail(what string) *SyntaxError {
	before := p.s[:p.at]
	line := strings.Count(before, "\n") + 1
	return &SyntaxError{line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1, what}
}

func (p *parser) skipSpace() {
	for p.at < len(p.s) {
		switch p.s[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// peek returns the next byte that is no white space, 0 at the end.
func (p *parser) peek() byte {
	p.skipSpace()
	if p.at == len(p.s) {
		return 0
	}
	return p.s[p.at]
}

func (p *parser) value() (Value, *SyntaxError) {
	c := p.peek()
	at := p.at
	v, err := p.starting(c)
	v.At = at
	return v, err
}

// starting reads the value that begins with c.
func (p *parser) starting(c byte) (Value, *SyntaxError) {
	switch {
	case c == '{':
		return p.object()
	case c == '[':
		return p.array()
	case c == '"':
		s, err := p.string()
		return Text(s), err
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	case c == 0 && p.at == len(p.s):
		return Value{}, p.fail("the file ends here, but a value is missing")
	}
	for _, w := range [...]struct {
		word string
		kind Kind
	}{{"true", KindBoolean}, {"false", KindBoolean}, {"null", KindNull}} {
		if strings.HasPrefix(p.s[p.at:], w.word) {
			p.at += len(w.word)
			return Value{Kind: w.kind, Str: w.word}, nil
		}
	}
	return Value{}, p.fail("expected a value: an object, a list, a string in straight double quotes, a number, " +
		"true, false or null")
}

func (p *parser) nest() *SyntaxError {
	if p.depth++; p.depth > maxDepth {
		return p.fail("nested deeper than " + strconv.Itoa(maxDepth) + " levels")
	}
	return nil
}

func (p *parser) object() (Value, *SyntaxError) {
	v := Value{Kind: KindObject}
	if err := p.nest(); err != nil {
		return v, err
	}
	defer func() { p.depth-- }()
	p.at++
	if p.peek() == '}' {
		p.at++
		return v, nil
	}
	first := len(p.members)
	var names names
	for {
		if p.peek() != '"' {
			return v, p.fail("expected a member name in straight double quotes")
		}
		start := p.at
		name, err := p.string()
		if err != nil {
			return v, err
		}
		if !p.lax && names.taken(p.members[first:], name) {
			p.at = start
			return v, p.fail("member " + Quote(name) + " appears twice in one object")
		}
		if p.peek() != ':' {
			return v, p.fail("expected a colon after the member name " + Quote(name))
		}
		p.at++
		m, err := p.value()
		if err != nil {
			return v, err
		}
		if p.members = append(p.members, Member{name, m}); len(p.members)-first > maxMembers {
			return v, p.fail("more than " + strconv.Itoa(maxMembers) + " members in one object")
		}
		more, err := p.more('}')
		if err != nil {
			return v, err
		}
		if !more {
			v.Members = append(v.Members, p.members[first:]...)
			p.members = p.members[:first]
			return v, nil
		}
	}
}

// names are the names of an object with many members; nil for other objects, which need none.
type names map[string]bool

// taken notes a name that comes after members, and reports whether one of them has it.
func (n *names) taken(members []Member, name string) bool {
	const many = 32 // more than a record has; so few are compared sooner than put into a map
	if len(members) < many {
		return slices.ContainsFunc(members, func(m Member) bool { return m.Name == name })
	}
	if *n == nil {
		*n = make(names)
		for _, m := range members {
			(*n)[m.Name] = true
		}
	}
	taken := (*n)[name]
	(*n)[name] = true
	return taken
}

func (p *parser) array() (Value, *SyntaxError) {
	v := Value{Kind: KindArray}
	if err := p.nest(); err != nil {
		return v, err
	}
	defer func() { p.depth-- }()
	p.at++
	if p.peek() == ']' {
		p.at++
		return v, nil
	}
	for {
		item, err := p.value()
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
		more, err := p.more(']')
		if err != nil || !more {
			return v, err
		}
	}
}

// more reads the comma before the next member or item, or the closing bracket.
func (p *parser) more(closing byte) (bool, *SyntaxError) {
	switch p.peek() {
	case closing:
		p.at++
		return false, nil
	case ',':
		comma := p.at
		p.at++
		if p.peek() == closing {
			p.at = comma
			return false, p.fail("a comma before the closing " + string(closing) + ": delete it")
		}
		return true, nil
	case 0:
		if p.at == len(p.s) {
			return false, p.fail("the file ends here; add a closing " + string(closing))
		}
	}
	return false, p.fail("expected a comma or a closing " + string(closing))
}

func (p *parser) number() (Value, *SyntaxError) {
	start := p.at
	digits := func() bool {
		from := p.at
		for p.at < len(p.s) && '0' <= p.s[p.at] && p.s[p.at] <= '9' {
			p.at++
		}
		return p.at > from
	}
	has := func(set string) bool {
		if p.at < len(p.s) && strings.IndexByte(set, p.s[p.at]) >= 0 {
			p.at++
			return true
		}
		return false
	}
	has("-")
	leading := has("0")
	if !leading && !digits() || leading && digits() || has(".") && !digits() {
		return Value{}, p.fail("expected a number such as 12 or -0.5")
	}
	if has("eE") {
		has("+-")
		if !digits() {
			return Value{}, p.fail("expected digits after the exponent")
		}
	}
	return Number(p.s[start:p.at]), nil
}

func (p *parser) string() (string, *SyntaxError) {
	p.at++
	start := p.at
	var unescaped []byte // what was read up to start, from the first escape on
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == '"':
			s := p.s[start:p.at]
			p.at++
			if unescaped != nil {
				s = string(append(unescaped, s...))
			}
			return s, nil
		case c == '\\':
			unescaped = append(unescaped, p.s[start:p.at]...)
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			unescaped = utf8.AppendRune(unescaped, r)
			start = p.at
		case c < ' ':
			if c == '\n' {
				return "", p.fail("the string is not closed on its line")
			}
			return "", p.fail("a control character in a string; write it as \\u" + Hex4(rune(c)))
		default:
			p.at++
		}
	}
	return "", p.fail("the file ends inside a string")
}

func (p *parser) escape() (rune, *SyntaxError) {
	if p.at+1 == len(p.s) {
		return 0, p.fail("the file ends inside a string")
	}
	c := p.s[p.at+1]
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		p.at += 2
		return rune("\"\\/\b\f\n\r\t"[i]), nil
	}
	r, ok := p.unicode()
	if !ok {
		return 0, p.fail(`a backslash must be followed by one of " \ / b f n r t, or by u and four hexadecimal digits`)
	}
	if 0xD800 <= r && r < 0xE000 { // half of a surrogate pair
		at := p.at
		p.at += 6
		low, ok := p.unicode()
		if r >= 0xDC00 || !ok || low < 0xDC00 || low >= 0xE000 {
			p.at = at
			return 0, p.fail("half a character: a \\ud8.. needs a \\udc.. after it")
		}
		r = (r-0xD800)<<10 + (low - 0xDC00) + 0x10000
	}
	p.at += 6
	return r, nil
}

// unicode returns the value of the \uXXXX at p.at.
func (p *parser) unicode() (rune, bool) {
	if p.at+6 > len(p.s) || p.s[p.at] != '\\' || p.s[p.at+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(p.s[p.at+2:p.at+6], 16, 16)
	return rune(n), err == nil
}
