package records

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A strict JSON parser (RFC 8259) that keeps the order of members. The two that suggest themselves do
// not fit: encoding/json costs the widget 230 kB of brotli and cannot say where a member stands,
// tdewolff/parse/v2/json costs 23 kB and lets trailing commas, raw control characters and unknown escapes
// pass. The test holds this one against encoding/json.

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	array
	object
)

func (k kind) String() string {
	return [...]string{"null", "true or false", "a number", "a string", "a list", "an object"}[k]
}

// A value is a JSON value. Numbers keep their spelling in str, booleans "true" or "false".
type value struct {
	kind    kind
	str     string
	items   []value  // of an array
	members []member // of an object, in the order of the file
	at      int      // the byte of the file where it begins
}

type member struct {
	name  string
	value value
}

// get is the member called name, or nil.
func (v *value) get(name string) *value {
	if v == nil {
		return nil
	}
	for i := range v.members {
		if v.members[i].name == name {
			return &v.members[i].value
		}
	}
	return nil
}

// maxDepth bounds the nesting of what is read, so that a hostile file cannot exhaust the stack. A
// dossier needs eight levels.
const maxDepth = 64

// maxMembers bounds one object, which is gone through for each member that is looked for in it. A record has about twenty.
const maxMembers = 1000

type parser struct {
	s       string
	at      int
	depth   int
	members []member // of the objects that are open, each copied out when it closes
	lax     bool     // of members of one name the first counts
}

// A syntaxError says where in the file it stopped being JSON.
type syntaxError struct {
	line, column int // from 1; the column counts characters
	what         string
}

func (e *syntaxError) Error() string {
	return "line " + strconv.Itoa(e.line) + ", column " + strconv.Itoa(e.column) + ": " + e.what
}

// parse reads exactly one value.
func parse(s string) (value, *syntaxError) {
	if i := invalidUTF8(s); i >= 0 {
		p := parser{s: s, at: i}
		return value{}, p.fail("not UTF-8: save the file as UTF-8")
	}
	p := parser{s: strings.TrimPrefix(s, "\uFEFF")}
	v, err := p.value()
	if err == nil {
		p.blank()
		if p.at < len(p.s) {
			err = p.fail("there is text after the end of the JSON value: delete it")
		}
	}
	if err != nil {
		return value{}, err
	}
	return v, nil
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

func (p *parser) fail(what string) *syntaxError {
	before := p.s[:p.at]
	line := strings.Count(before, "\n") + 1
	return &syntaxError{line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1, what}
}

func (p *parser) blank() {
	for p.at < len(p.s) {
		switch p.s[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// peek is the next byte that is not blank, 0 at the end.
func (p *parser) peek() byte {
	p.blank()
	if p.at == len(p.s) {
		return 0
	}
	return p.s[p.at]
}

func (p *parser) value() (value, *syntaxError) {
	c := p.peek()
	at := p.at
	v, err := p.starting(c)
	v.at = at
	return v, err
}

// starting reads the value that begins with c.
func (p *parser) starting(c byte) (value, *syntaxError) {
	switch {
	case c == '{':
		return p.object()
	case c == '[':
		return p.array()
	case c == '"':
		s, err := p.string()
		return value{kind: text, str: s}, err
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	case c == 0 && p.at == len(p.s):
		return value{}, p.fail("the file ends here, but a value is missing")
	}
	for _, w := range [...]struct {
		word string
		kind kind
	}{{"true", boolean}, {"false", boolean}, {"null", null}} {
		if strings.HasPrefix(p.s[p.at:], w.word) {
			p.at += len(w.word)
			return value{kind: w.kind, str: w.word}, nil
		}
	}
	return value{}, p.fail("expected a value: an object, a list, a string in straight double quotes, a number, true, false or null")
}

func (p *parser) nest() *syntaxError {
	if p.depth++; p.depth > maxDepth {
		return p.fail("nested deeper than " + strconv.Itoa(maxDepth) + " levels")
	}
	return nil
}

func (p *parser) object() (value, *syntaxError) {
	v := value{kind: object}
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
			return v, p.fail("member " + quote(name) + " appears twice in one object")
		}
		if p.peek() != ':' {
			return v, p.fail("expected a colon after the member name " + quote(name))
		}
		p.at++
		m, err := p.value()
		if err != nil {
			return v, err
		}
		if p.members = append(p.members, member{name, m}); len(p.members)-first > maxMembers {
			return v, p.fail("more than " + strconv.Itoa(maxMembers) + " members in one object")
		}
		more, err := p.more('}')
		if err != nil {
			return v, err
		}
		if !more {
			v.members = append(v.members, p.members[first:]...)
			p.members = p.members[:first]
			return v, nil
		}
	}
}

// names is those of an object with many members; nil for the others, which need none.
type names map[string]bool

// taken takes note of a name that comes after members, and reports whether one of them has it.
func (n *names) taken(members []member, name string) bool {
	const many = 32 // more than a record has; so few are compared sooner than put into a map
	if len(members) < many {
		return slices.ContainsFunc(members, func(m member) bool { return m.name == name })
	}
	if *n == nil {
		*n = make(names)
		for _, m := range members {
			(*n)[m.name] = true
		}
	}
	taken := (*n)[name]
	(*n)[name] = true
	return taken
}

func (p *parser) array() (value, *syntaxError) {
	v := value{kind: array}
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
		v.items = append(v.items, item)
		more, err := p.more(']')
		if err != nil || !more {
			return v, err
		}
	}
}

// more reads the comma before the next member or item, or the closing bracket.
func (p *parser) more(closing byte) (bool, *syntaxError) {
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

func (p *parser) number() (value, *syntaxError) {
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
		return value{}, p.fail("expected a number such as 12 or -0.5")
	}
	if has("eE") {
		has("+-")
		if !digits() {
			return value{}, p.fail("expected digits after the exponent")
		}
	}
	return value{kind: number, str: p.s[start:p.at]}, nil
}

func (p *parser) string() (string, *syntaxError) {
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
			return "", p.fail("a control character in a string; write it as \\u" + hex4(rune(c)))
		default:
			p.at++
		}
	}
	return "", p.fail("the file ends inside a string")
}

func (p *parser) escape() (rune, *syntaxError) {
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

// unicode is the value of the \uXXXX at p.at.
func (p *parser) unicode() (rune, bool) {
	if p.at+6 > len(p.s) || p.s[p.at] != '\\' || p.s[p.at+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(p.s[p.at+2:p.at+6], 16, 16)
	return rune(n), err == nil
}

func hex4(r rune) string {
	s := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	return "0000"[:max(0, 4-len(s))] + s
}

// quote is s as messages show it: on one line, and not too long to read.
func quote(s string) string {
	short, rest := cut(s)
	return strconv.Quote(short) + rest
}

// clip is a name as paths show it.
func clip(name string) string {
	short, rest := cut(name)
	return short + rest
}

// cut is as much of s as fits on a line of a terminal with its path before it, and "…" if there is more.
func cut(s string) (short, rest string) {
	const longest = 60 // characters
	n := 0
	for i := range s {
		if n++; n > longest {
			return s[:i], "…"
		}
	}
	return s, ""
}
