//go:build js && wasm

package dom

import (
	"strings"

	"github.com/hack-pad/safejs"

	"sourcemark/claims"
	"sourcemark/web"
)

// A Reading is the words of an article in a live document: run i of its Text is node i.
type Reading struct {
	Text   *claims.Text
	nodes  []node
	blocks []block
}

// A node is a Text node.
type node struct {
	safejs.Value
	data  string
	block int // the innermost one it stands in
}

// A block is an element that is set apart.
type block struct {
	safejs.Value
	// heading blocks lend their text to something's name, so nothing of ours may stand in them
	heading bool
}

// Root finds the article of the page: what selector names, or as web.Roots says.
func (d *Doc) Root(selector string) (safejs.Value, bool) {
	selectors := web.Roots[:]
	if selector != "" {
		selectors = []string{selector}
	}
	for _, s := range selectors {
		if e := d.Call(d.Document, "querySelector", s); d.Is(e) {
			return e, true
		}
	}
	return safejs.Null(), false
}

// The kinds of node that matter, of https://dom.spec.whatwg.org/#dom-node-nodetype.
const (
	elementNode = 1
	textNode    = 3
)

// Read reads the words below root. Each crossing into JavaScript costs about a microsecond here, so a
// node is asked for as little as can be: one property for a text, two for most elements.
func (d *Doc) Read(root safejs.Value) *Reading {
	r := &Reading{Text: new(claims.Text), blocks: []block{{Value: root}}}
	d.read(r, root, 0)
	return r
}

func (d *Doc) read(r *Reading, parent safejs.Value, in int) {
	for n := d.Get(parent, "firstChild"); d.Is(n); n = d.Get(n, "nextSibling") {
		switch d.Int(n, "nodeType") {
		case textNode:
			data := d.String(n, "data")
			r.Text.Append(data)
			r.nodes = append(r.nodes, node{n, data, in})
		case elementNode:
			tag := d.String(n, "localName")
			if tag == "br" {
				r.Text.Line()
				continue
			}
			apart, inner := web.Block(tag), in
			if apart {
				r.Text.Break()
				inner = len(r.blocks)
				r.blocks = append(r.blocks, block{n, web.Heading(tag)})
			}
			if !d.skip(tag, n) {
				d.read(r, n, inner)
			}
			if apart {
				r.Text.Break()
			}
		}
	}
}

func (d *Doc) skip(tag string, n safejs.Value) bool {
	if strings.HasPrefix(tag, web.Prefix) {
		return true
	}
	// Most elements of an article have no attributes at all, or only a class.
	plain := !d.Is(d.Call(n, "hasAttributes"))
	value := func(name string) string {
		if plain {
			return ""
		}
		v, _ := d.Attr(n, name)
		return v
	}
	has := func(name string) bool {
		return !plain && d.Is(d.Call(n, "hasAttribute", name))
	}
	return web.Skip(tag, value, has)
}

// Ranges is a span as DOM ranges, one for each Text node it touches.
func (d *Doc) Ranges(r *Reading, s claims.Span) []safejs.Value {
	var out []safejs.Value
	for _, p := range r.Text.Pieces(s) {
		n := r.nodes[p.Run]
		rg := d.Call(d.Document, "createRange")
		d.Call(rg, "setStart", n.Value, utf16Length(n.data[:p.Start]))
		d.Call(rg, "setEnd", n.Value, utf16Length(n.data[:p.End]))
		out = append(out, rg)
	}
	return out
}

// At is the place in the text of a Text node and an offset in it, in UTF-16 units; -1 if the node is not
// of the article.
func (d *Doc) At(r *Reading, node safejs.Value, offset int) int {
	for i, n := range r.nodes {
		if !n.Equal(node) {
			continue
		}
		for at := range n.data {
			if utf16Length(n.data[:at]) >= offset {
				return r.Text.Run(i).Start + at
			}
		}
		return r.Text.Run(i).End
	}
	return -1
}

// utf16Length is the length of s in a DOM string. UTF-16 exists in this package alone.
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
