//go:build js && wasm

package dom

import (
	"iter"
	"strings"

	"sourcemark/claims"
	"sourcemark/web"
)

// A Reading is what Read has read of an article in a live document. Run i of its Text is Text node i of the article; a
// node that is skipped is an empty run.
type Reading struct {
	Text            *claims.Text // its spans are mapped to the document by Draw
	texts, elements Value        // arrays of nodes
	nodes           []node
	blocks          []block
}

// A node is a Text node.
type node struct {
	data  string
	block int // the innermost one it stands in
}

// A block is an element that is set apart.
type block struct {
	element int
	// heading blocks lend their text to something's name, so nothing of ours may stand in them
	heading bool
}

// Root returns the article of the page: the first element that fits a selector, or, without one, what is found by
// weighing (package web). It is undefined if no element fits.
func (d *Doc) Root(selector string) Value {
	if selector != "" {
		return d.Call(d.Document, "querySelector", selector)
	}
	page := d.walk(d.Get(d.Document, "body"))
	return d.Call(page.elements, "at", page.outline.Article())
}

// Read reads the words in root, an element, their language, and when they were published. chosen says that a selector
// of the publisher's has led there.
func (d *Doc) Read(root Value, chosen bool) *Reading {
	w := d.walk(root)
	r := &Reading{Text: new(claims.Text), texts: w.texts, elements: w.elements, blocks: []block{{}}}
	r.Text.Published = d.Text(d.Call(d.glue, "published", root))
	r.Text.Language = w.language
	passed := w.outline.PassedOver(0, chosen)
	type element struct{ apart, passed, article bool }
	begun := func(number int) bool {
		address := w.outline.Address(number)
		if address != "" {
			r.Text.Begin(address)
		}
		return address != ""
	}
	begun(0)
	var open []element
	in := []int{0} // the blocks that are open
	skipped := 0   // how many of the open elements are passed over
	number := 0
	for what := range w.steps() {
		switch what[0] {
		case '=':
			n := node{data: what[1:], block: in[len(in)-1]}
			r.nodes = append(r.nodes, n)
			if skipped > 0 {
				r.Text.Append("") // a run without words, so that runs and nodes keep one count
			} else {
				r.Text.Append(n.data)
			}
		case '<':
			number++
			tag, _, _ := strings.Cut(what[1:], "\x01")
			e := element{web.Block(tag), passed[number], false}
			switch {
			case tag == "br" && skipped == 0:
				r.Text.Line()
			case e.apart && skipped == 0:
				r.Text.Break()
				in = append(in, len(r.blocks))
				r.blocks = append(r.blocks, block{number, web.Heading(tag)})
			}
			if e.passed {
				skipped++
			} else if skipped == 0 {
				e.article = begun(number)
			}
			open = append(open, e)
		case '>':
			e := open[len(open)-1]
			open = open[:len(open)-1]
			if e.passed {
				skipped--
			}
			if e.article {
				r.Text.End()
			}
			if e.apart && skipped == 0 {
				r.Text.Break()
				in = in[:len(in)-1]
			}
		}
	}
	return r
}

// A walk is what dom.js has seen of an element.
type walk struct {
	texts, elements Value // arrays of nodes
	order, language string
	outline         *web.Outline
}

// walk goes through all in an element.
func (d *Doc) walk(root Value) walk {
	got := d.Call(d.glue, "read", root, web.OutlineAttributes)
	w := walk{d.Get(got, "texts"), d.Get(got, "elements"), d.String(got, "order"), d.String(got, "language"),
		web.NewOutline(d.String(root, "localName"))}
	for what := range w.steps() {
		switch what[0] {
		case '=':
			w.outline.Text(what[1:])
		case '<':
			tag, attributes, _ := strings.Cut(what[1:], "\x01")
			get := func(name string) (string, bool) { return attribute(attributes, name) }
			w.outline.Open(tag,
				func(name string) string { v, _ := get(name); return v },
				func(name string) bool { _, ok := get(name); return ok })
		case '>':
			w.outline.Close()
		}
	}
	return w
}

// steps are the Text nodes, and the starts and ends of elements, as dom.js writes them.
func (w walk) steps() iter.Seq[string] {
	return func(yield func(string) bool) {
		for order := w.order; order != ""; {
			step, rest, _ := strings.Cut(order, "\x00")
			if order = rest; !yield(step) {
				return
			}
		}
	}
}

// attribute returns one of the attributes of an element, as dom.js writes them.
func attribute(all, name string) (value string, ok bool) {
	for rest := all; rest != ""; {
		var a string
		a, rest, _ = strings.Cut(rest, "\x01")
		if len(a) > len(name) && a[len(name)] == '=' && strings.HasPrefix(a, name) {
			return a[len(name)+1:], true
		}
	}
	return "", false
}

// At returns the offset in the text, in bytes, that is nearest to a point of the window; -1 if no word is near it.
func (d *Doc) At(r *Reading, x, y float64) int {
	at := d.floats(d.Call(d.glue, "caret", r.texts, x, y))
	if len(at) < 2 || at[0] < 0 {
		return -1
	}
	i, offset := int(at[0]), int(at[1])
	if i >= len(r.nodes) {
		return -1
	}
	data := r.nodes[i].data
	for b := range data {
		if utf16Length(data[:b]) >= offset {
			return r.Text.Run(i).Start + b
		}
	}
	return r.Text.Run(i).End
}

// utf16Length returns the length of s as a DOM string, in units of UTF-16. No other package knows of those.
func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
