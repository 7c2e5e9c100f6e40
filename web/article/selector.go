package article

import (
	"fmt"
	"slices"
	"strings"
)

// A Selector names the article of a page, as a publisher does who knows better than web.Outline where it is. It is a
// CSS selector of the simple kind: names, #id, .class and [attribute], with a space, > , + or ~ between them, and
// commas between several. What goes by the place among other elements (:first-child) or by what is inside (:has) is not
// known, since the source is read only once, from its beginning. ParseSelector makes one.
type Selector struct {
	compounds []compound // of several selectors, one after the other
	last      set        // those that end a selector
}

// A set is of compounds, by number.
type set uint64

// mostCompounds is what a set can hold, and many times what anybody writes.
const mostCompounds = 64

// A compound is all that one element must be.
type compound struct {
	tag   string // in lower case; "" for any
	wants []want
	joint byte // between the compound before and this: ' ', '>', '+' or '~'; 0 at the beginning of a selector
}

// A want is of an attribute: #id and .class are wants of id and class.
type want struct {
	name, value string
	how         byte // '=', or the sign before it: '~', '|', '^', '$', '*'; 0 if any value will do
	fold        bool // capitals do not matter
}

// ParseSelector reads a selector. The error says at which character it is wrong, and what can stand there.
func ParseSelector(s string) (*Selector, error) {
	p := selectorParser{rest: s, all: s}
	for {
		if err := p.sequence(); err != nil {
			return nil, err
		}
		p.out.last |= 1 << (len(p.out.compounds) - 1)
		if p.rest == "" {
			return &p.out, nil
		}
		p.rest = p.rest[1:] // the comma
	}
}

type selectorParser struct {
	all, rest string
	out       Selector
}

const cssSpace = " \t\r\n\f"

// wrong returns an error that shows what stands where the parser is.
func (p *selectorParser) wrong(what string) error {
	at := len([]rune(p.all[:len(p.all)-len(p.rest)])) + 1
	return fmt.Errorf("character %d: %s: use names, #id, .class and [attribute=\"value\"], with a space or > between "+
		"them", at, what)
}

// sequence reads compounds up to a comma or the end.
func (p *selectorParser) sequence() error {
	joint := byte(0)
	for p.rest = strings.TrimLeft(p.rest, cssSpace); ; {
		c := compound{joint: joint}
		if err := p.compound(&c); err != nil {
			return err
		}
		if p.out.compounds = append(p.out.compounds, c); len(p.out.compounds) > mostCompounds {
			return p.wrong("this is too long")
		}
		rest := strings.TrimLeft(p.rest, cssSpace)
		switch {
		case rest == "" || rest[0] == ',':
			p.rest = rest
			return nil
		case strings.IndexByte(">+~", rest[0]) >= 0:
			joint, p.rest = rest[0], strings.TrimLeft(rest[1:], cssSpace)
		case len(rest) < len(p.rest):
			joint, p.rest = ' ', rest
		default:
			return p.unknown()
		}
	}
}

// unknown returns the error for what no compound has.
func (p *selectorParser) unknown() error {
	if p.rest == "" {
		return p.wrong("something is missing at the end")
	}
	end := len(p.rest)
	if strings.IndexByte(",>+~", p.rest[0]) >= 0 {
		end = 1
	} else if i := strings.IndexAny(p.rest[1:], cssSpace+",>+~[.#:("); i >= 0 {
		end = i + 1
	}
	return p.wrong(fmt.Sprintf("%q is not known here", p.rest[:end]))
}

// compound reads what is wanted of one element.
func (p *selectorParser) compound(c *compound) error {
	begin := p.rest
	if strings.HasPrefix(p.rest, "*") {
		p.rest = p.rest[1:]
	} else {
		c.tag = strings.ToLower(p.name())
	}
	for p.rest != "" {
		w, sign := want{}, p.rest[0]
		switch sign {
		case '#', '.':
			p.rest = p.rest[1:]
			w = want{name: "id", how: '=', value: p.name()}
			if sign == '.' {
				w.name, w.how = "class", '~'
			}
			if w.value == "" {
				return p.wrong(fmt.Sprintf("a name is missing after %q", sign))
			}
		case '[':
			var err error
			if w, err = p.attribute(); err != nil {
				return err
			}
		default:
			if len(p.rest) == len(begin) {
				return p.unknown()
			}
			return nil
		}
		c.wants = append(c.wants, w)
	}
	if p.rest == begin {
		return p.unknown()
	}
	return nil
}

// attribute reads what stands in brackets.
func (p *selectorParser) attribute() (w want, err error) {
	space := func() { p.rest = strings.TrimLeft(p.rest, cssSpace) }
	p.rest = p.rest[1:]
	space()
	if w.name = strings.ToLower(p.name()); w.name == "" {
		return w, p.wrong("the name of an attribute is missing")
	}
	space()
	if p.rest != "" && strings.IndexByte("~|^$*=", p.rest[0]) >= 0 {
		if w.how = p.rest[0]; w.how != '=' {
			p.rest = p.rest[1:]
		}
		if !strings.HasPrefix(p.rest, "=") {
			return w, p.wrong(`"=" is missing`)
		}
		p.rest = p.rest[1:]
		space()
		if p.rest != "" && (p.rest[0] == '"' || p.rest[0] == '\'') {
			end := strings.IndexByte(p.rest[1:], p.rest[0])
			if end < 0 {
				return w, p.wrong("the quotation mark at the end is missing")
			}
			w.value, p.rest = p.rest[1:end+1], p.rest[end+2:]
		} else if w.value = p.name(); w.value == "" {
			return w, p.wrong("a value is missing")
		}
		space()
		if len(p.rest) > 1 && p.rest[0]|0x20 == 'i' {
			w.fold, p.rest = true, p.rest[1:]
			space()
		}
	}
	if !strings.HasPrefix(p.rest, "]") {
		return w, p.wrong(`"]" is missing`)
	}
	p.rest = p.rest[1:]
	return w, nil
}

// name reads a name; a backslash takes the sign after it into the name, as in .md\:prose. It is "" if there is none.
func (p *selectorParser) name() string {
	var out []byte
	i := 0
	for ; i < len(p.rest); i++ {
		c := p.rest[i]
		if c == '\\' && i+1 < len(p.rest) {
			i++
			c = p.rest[i]
		} else if c != '-' && c != '_' && c < 0x80 && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			break
		}
		out = append(out, c)
	}
	p.rest = p.rest[i:]
	return string(out)
}

// A path is what a selector knows in the middle of a page: of the elements that are open, which of its compounds they
// fit, with all that stands before those. So one look at each element is enough.
type path struct {
	*Selector
	open []step // the first is html, the next the body, if that has begun
	all  bool   // one of the two is looked for
}

// A step is of one open element.
type step struct {
	fits, above     set // it; those it stands in
	before, earlier set // the last element that has begun in it; all that have
	inert           bool
}

func newPath(s *Selector) *path {
	p := &path{Selector: s, open: make([]step, 1)}
	p.outline(&scanner{tag: "html"})
	return p
}

// outline takes note of html or of the body, whose tags may be missing.
func (p *path) outline(s *scanner) {
	e := step{fits: p.fitting(s, &step{})}
	if s.tag == "body" {
		e = step{fits: p.fitting(s, &p.open[0]), above: p.open[0].fits}
		p.open = append(p.open, e)
	} else {
		p.open[0] = e
	}
	p.all = p.all || e.fits&p.last != 0
}

// body takes note of the body if it has no tag.
func (p *path) body() {
	if len(p.open) == 1 {
		p.outline(&scanner{tag: "body"})
	}
}

// start takes note of a start tag, and reports whether the element is what is looked for.
func (p *path) start(s *scanner) bool {
	switch {
	case s.tag != "html" && s.tag != "body":
	case len(p.open) > 1: // browsers make one element of them all
		return false
	default:
		p.outline(s)
		return p.all
	}
	if s.bodyStart >= 0 {
		p.body()
	}
	in := &p.open[len(p.open)-1]
	e := step{fits: p.fitting(s, in), above: in.above | in.fits,
		inert: in.inert || s.tag == "template" || s.tag == "noscript"}
	in.before, in.earlier = e.fits, in.earlier|e.fits
	if s.pushed {
		p.open = append(p.open, e)
	}
	return p.all || s.pushed && !e.inert && e.fits&p.last != 0
}

// end takes note of the end of the innermost open element.
func (p *path) end() { p.open = p.open[:len(p.open)-1] }

// fitting returns which compounds a start tag in an element fits.
func (p *path) fitting(s *scanner, in *step) (fits set) {
	for i := range p.compounds {
		c, found := &p.compounds[i], ^set(0)
		switch c.joint {
		case ' ':
			found = in.above | in.fits
		case '>':
			found = in.fits
		case '+':
			found = in.before
		case '~':
			found = in.earlier
		}
		if (c.joint == 0 || found&(1<<(i-1)) != 0) && c.fits(s) {
			fits |= 1 << i
		}
	}
	return fits
}

// fits reports whether a start tag is what a compound wants.
func (c *compound) fits(s *scanner) bool {
	return (c.tag == "" || c.tag == s.tag) && !slices.ContainsFunc(c.wants, func(w want) bool {
		return !s.has(w.name) || !w.fits(s.attribute(w.name))
	})
}

// fits reports whether the value of the attribute is what is wanted.
func (w want) fits(has string) bool {
	value := w.value
	if w.fold {
		has, value = strings.ToLower(has), strings.ToLower(value)
	}
	switch w.how {
	case '=':
		return has == value
	case '~':
		return slices.Contains(strings.FieldsFunc(has, func(r rune) bool {
			return strings.ContainsRune(cssSpace, r)
		}), value)
	case '|':
		return has == value || strings.HasPrefix(has, value+"-")
	case '^':
		return value != "" && strings.HasPrefix(has, value)
	case '$':
		return value != "" && strings.HasSuffix(has, value)
	case '*':
		return value != "" && strings.Contains(has, value)
	}
	return true
}
