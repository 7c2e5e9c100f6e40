//go:build js && wasm

package dom

import (
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

// Root returns the article of the page, which is the first element that fits the first of the selectors that any
// element fits, and that selector; undefined and "" if none does.
func (d *Doc) Root(selectors ...string) (root Value, selector string) {
	for _, s := range selectors {
		if e := d.Call(d.Document, "querySelector", s); d.Is(e) {
			return e, s
		}
	}
	return Undefined(), ""
}

// Read reads the words in root, an element, their language, and when they were published.
func (d *Doc) Read(root Value) *Reading {
	got := d.Call(d.glue, "read", root, web.SkipAttributes)
	r := &Reading{
		Text:  new(claims.Text),
		texts: d.Get(got, "texts"), elements: d.Get(got, "elements"),
		blocks: []block{{}},
	}
	if e := d.Call(d.Document, "querySelector", web.DateMeta); d.Is(e) {
		r.Text.Published = d.String(e, "content")
	} else if e := d.Call(root, "querySelector", web.DateTime); d.Is(e) {
		r.Text.Published = d.String(e, "dateTime")
	}
	r.Text.Language = d.String(got, "language")
	type element struct{ apart, skip bool }
	var open []element
	in := []int{0} // the blocks that are open
	skipped := 0   // how many of the open elements are skipped
	number := 0
	for order := d.String(got, "order"); order != ""; {
		what, rest, _ := strings.Cut(order, "\x00")
		order = rest
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
			tag, attributes, _ := strings.Cut(what[1:], "\x01")
			e := element{web.Block(tag), skip(tag, attributes)}
			open = append(open, e)
			switch {
			case tag == "br" && skipped == 0:
				r.Text.Line()
			case e.apart && skipped == 0:
				r.Text.Break()
				in = append(in, len(r.blocks))
				r.blocks = append(r.blocks, block{number, web.Heading(tag)})
			}
			if e.skip {
				skipped++
			}
		case '>':
			e := open[len(open)-1]
			open = open[:len(open)-1]
			if e.skip {
				skipped--
			}
			if e.apart && skipped == 0 {
				r.Text.Break()
				in = in[:len(in)-1]
			}
		}
	}
	return r
}

// skip reports what web.Skip says of an element, with its attributes as dom.js writes them.
func skip(tag, attributes string) bool {
	if strings.HasPrefix(tag, web.Prefix) {
		return true
	}
	get := func(name string) (string, bool) {
		for rest := attributes; rest != ""; {
			var a string
			a, rest, _ = strings.Cut(rest, "\x01")
			if value, ok := strings.CutPrefix(a, name+"="); ok {
				return value, true
			}
		}
		return "", false
	}
	return web.Skip(tag,
		func(name string) string { v, _ := get(name); return v },
		func(name string) bool { _, ok := get(name); return ok })
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
