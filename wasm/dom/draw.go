//go:build js && wasm

package dom

import (
	"strconv"

	"github.com/hack-pad/safejs"

	"sourcemark/claims"
	"sourcemark/web"
)

// A Drawing is what was added to an article: painted ranges, and for each block with items one element
// at its end that holds their buttons. No text node is ever split or moved.
//
// The holder takes no room: it is positioned where the block's text ends, and its buttons are moved from
// there to the margin, or to the blank behind or below the last line. So nothing on the page shifts, and
// still the buttons come right after their words for the Tab key and for screen readers.
type Drawing struct {
	Items []Drawn
	hosts []host
	names []string // of painted highlights
}

// A Drawn is an item on the page.
type Drawn struct {
	Button safejs.Value
	Ranges []safejs.Value
	Paint  string // name of the highlight
	block  int    // of the reading: where the button goes
	host   int
}

type host struct {
	element, shadow safejs.Value
	block           safejs.Value
	box             safejs.Value // within the shadow root; holds the buttons
	items           []int
}

// A Mark is an item to be drawn.
type Mark struct {
	Span  claims.Span
	Paint string // name of the highlight; empty to paint nothing
}

// holderStyle keeps the page's own rules off a holder, whatever they say.
func holderStyle(dark bool) string {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	return "all:initial!important;position:absolute!important;display:block!important;width:0!important;height:0!important;user-select:none!important;color-scheme:" + scheme + "!important"
}

// Draw finds where marks go in an article. They come in reading order. The page is not touched yet: Paint
// does that, and Attach.
func (d *Doc) Draw(r *Reading, marks []Mark) *Drawing {
	dr := &Drawing{Items: make([]Drawn, len(marks))}
	for i, m := range marks {
		dr.Items[i] = Drawn{Paint: m.Paint, Ranges: d.Ranges(r, m.Span), block: r.home(m.Span)}
	}
	return dr
}

// Attach adds the button of each item, given as HTML.
func (d *Doc) Attach(dr *Drawing, r *Reading, buttons []string, dark bool, sheets ...safejs.Value) {
	byBlock := make(map[int]int, len(r.blocks)) // block to host
	for i := range dr.Items {
		it := &dr.Items[i]
		h, ok := byBlock[it.block]
		if !ok {
			h = len(dr.hosts)
			byBlock[it.block] = h
			dr.hosts = append(dr.hosts, d.host(r.blocks[it.block].Value, dark, sheets))
		}
		it.host = h
		built := d.Build(buttons[i])
		it.Button = d.Get(built, "firstChild")
		d.Call(dr.hosts[h].box, "append", built)
		dr.hosts[h].items = append(dr.hosts[h].items, i)
	}
	// Only now do they enter the page, so that it is laid out once.
	for _, h := range dr.hosts {
		d.Call(h.block, "append", h.element)
	}
}

// home is the block at whose end the buttons of a span stand: the one where it ends, or the next that is
// no heading, or else the last before it.
func (r *Reading) home(s claims.Span) int {
	at := 0
	if p := r.Text.Pieces(s); len(p) > 0 {
		at = p[len(p)-1].Run
	}
	for i := at; i < len(r.nodes); i++ {
		if b := r.nodes[i].block; !r.blocks[b].heading && r.Text.Run(i).Len() > 0 {
			return b
		}
	}
	for i := at; i >= 0 && i < len(r.nodes); i-- {
		if b := r.nodes[i].block; !r.blocks[b].heading {
			return b
		}
	}
	return 0
}

func (d *Doc) host(block safejs.Value, dark bool, sheets []safejs.Value) host {
	e := d.Call(d.Document, "createElement", web.MarksTag)
	d.Set(d.Get(e, "style"), "cssText", holderStyle(dark))
	d.Call(e, "setAttribute", "contenteditable", "false")
	s := d.Shadow(e)
	d.Adopt(s, sheets...)
	box := d.Call(d.Document, "createElement", "div")
	d.Call(s, "append", box)
	return host{element: e, shadow: s, block: block, box: box}
}

// Paint paints the items for which shown says so, each under the name of its highlight, and nothing
// under other names.
func (d *Doc) Paint(dr *Drawing, shown func(i int) bool) {
	ranges := map[string][]any{}
	for i := range dr.Items {
		it := &dr.Items[i]
		if it.Paint == "" || !shown(i) {
			continue
		}
		for _, rg := range it.Ranges {
			ranges[it.Paint] = append(ranges[it.Paint], rg)
		}
	}
	d.unpaint(dr)
	for name, list := range ranges {
		d.highlight(dr, name, 0, list)
	}
}

// Activate paints an item as the one whose card is open; none for i < 0.
func (d *Doc) Activate(dr *Drawing, i int) {
	registry := d.registry()
	if !d.Is(registry) {
		return
	}
	d.Call(registry, "delete", web.HighlightActive)
	if i >= 0 {
		list := make([]any, len(dr.Items[i].Ranges))
		for k, rg := range dr.Items[i].Ranges {
			list[k] = rg
		}
		d.highlight(dr, web.HighlightActive, 1, list)
	}
}

// registry is CSS.highlights, undefined in browsers that have none: there the buttons do the work.
func (d *Doc) registry() safejs.Value {
	css := d.Get(d.Window, "CSS")
	if !d.Is(css) {
		return safejs.Undefined()
	}
	return d.Get(css, "highlights")
}

func (d *Doc) highlight(dr *Drawing, name string, priority int, ranges []any) {
	registry := d.registry()
	if !d.Is(registry) {
		return
	}
	h := d.Make("Highlight", ranges...)
	if priority > 0 {
		d.Set(h, "priority", priority)
	}
	d.Call(registry, "set", name, h)
	dr.names = append(dr.names, name)
}

func (d *Doc) unpaint(dr *Drawing) {
	if registry := d.registry(); d.Is(registry) {
		for _, n := range dr.names {
			d.Call(registry, "delete", n)
		}
	}
	dr.names = nil
}

// Erase takes a drawing out of the page.
func (d *Doc) Erase(dr *Drawing) {
	if dr == nil {
		return
	}
	d.unpaint(dr)
	for _, h := range dr.hosts {
		d.Call(h.element, "remove")
	}
}

// Tree is the shadow root in which the button of item i stands; its card goes there too, behind it.
func (dr *Drawing) Tree(i int) safejs.Value { return dr.hosts[dr.Items[i].host].shadow }

// A Rect is a rectangle in CSS pixels, measured from the corner of the window.
type Rect struct{ Left, Top, Right, Bottom float64 }

func (d *Doc) rect(v safejs.Value) Rect {
	return Rect{d.Float(v, "left"), d.Float(v, "top"), d.Float(v, "right"), d.Float(v, "bottom")}
}

// Rect is where an element stands.
func (d *Doc) Rect(e safejs.Value) Rect { return d.rect(d.Call(e, "getBoundingClientRect")) }

// Words is the rectangle around the words of item i.
func (d *Doc) Words(dr *Drawing, i int) Rect {
	var out Rect
	for k, rg := range dr.Items[i].Ranges {
		r := d.Rect(rg)
		if k == 0 {
			out = r
			continue
		}
		out = Rect{min(out.Left, r.Left), min(out.Top, r.Top), max(out.Right, r.Right), max(out.Bottom, r.Bottom)}
	}
	return out
}

// firstLine is the first line of a range.
func (d *Doc) firstLine(rg safejs.Value) Rect {
	return d.rect(d.Call(d.Call(rg, "getClientRects"), "item", 0))
}

// lastLine is the last line of the text of a block.
func (d *Doc) lastLine(b safejs.Value) Rect {
	rg := d.Call(d.Document, "createRange")
	d.Call(rg, "selectNodeContents", b)
	rects := d.Call(rg, "getClientRects")
	for i := d.Int(rects, "length") - 1; i >= 0; i-- {
		if r := d.rect(d.Call(rects, "item", i)); r.Right > r.Left && r.Bottom > r.Top {
			return r
		}
	}
	return d.Rect(b)
}

// Layout puts the buttons where they belong: as notes in the margin, level with their words, if the page
// has room there; else as pills behind or below the last line of their block. It reads all it must know
// before it writes anything, so that the page is laid out twice at the most.
func (d *Doc) Layout(dr *Drawing) {
	if len(dr.hosts) == 0 {
		return
	}
	right := 0.0
	blocks := make([]Rect, len(dr.hosts))
	for i, h := range dr.hosts {
		blocks[i] = d.Rect(h.block)
		right = max(right, blocks[i].Right)
	}
	const (
		gutter = 30  // between the text and its notes
		edge   = 16  // between the notes and the window
		least  = 180 // the narrowest note that still reads as a line and not as a column of words
		most   = 300
	)
	width := min(most, d.Float(d.Get(d.Document, "documentElement"), "clientWidth")-right-gutter-edge)
	if width >= least && !d.occupied(dr, right+gutter, right+gutter+width) {
		d.notes(dr, right+gutter, width)
		return
	}
	d.pills(dr, blocks)
}

// occupied reports whether something of the page stands where the notes would, as far as the window shows
// it now.
func (d *Doc) occupied(dr *Drawing, left, right float64) bool {
	height := d.Float(d.Window, "innerHeight")
	for _, h := range dr.hosts {
		y := d.Rect(h.element).Top - 4
		if y < 0 || y > height {
			continue
		}
		for _, x := range [...]float64{left + 4, right - 4} {
			e := d.Call(d.Document, "elementFromPoint", x, y)
			if d.Is(e) && !d.Is(d.Call(e, "contains", h.block)) && !d.Is(d.Call(h.block, "contains", e)) {
				return true
			}
		}
	}
	return false
}

// notes sets the buttons one below the other in the margin, each level with its first word or as soon
// below it as the one before lets it.
func (d *Doc) notes(dr *Drawing, left, width float64) {
	const between = 6
	for _, h := range dr.hosts {
		d.Set(h.box, "className", "margin")
		d.Call(d.Get(h.box, "style"), "setProperty", "--w", px(width))
	}
	type at struct{ top, height float64 }
	notes := make([]at, len(dr.Items))
	for i := range dr.Items {
		it := &dr.Items[i]
		if len(it.Ranges) > 0 {
			line := d.firstLine(it.Ranges[0])
			const rise = 2 // a note's first line is smaller than the text's and sits a little lower in its box
			notes[i].top = line.Top + rise
		}
		notes[i].height = d.Float(it.Button, "offsetHeight")
	}
	origins := make([]Rect, len(dr.hosts))
	for i, h := range dr.hosts {
		origins[i] = d.Rect(h.element)
	}
	free := -1e9
	for i := range dr.Items {
		it := &dr.Items[i]
		top := max(notes[i].top, free)
		free = top + notes[i].height + between
		d.move(it.Button, left-origins[it.host].Left, top-origins[it.host].Top)
	}
}

// pills sets the buttons of each block in a row: behind its last line if they fit there, else in the gap
// below it, and if there is no gap out of sight until they have the focus. They never cover words; the
// words themselves open the card too.
func (d *Doc) pills(dr *Drawing, blocks []Rect) {
	const (
		height  = 24
		between = 6
		legible = 80 // a narrower pill has no room for a word, and shows its shape alone
		bare    = 34 // a pill that does
	)
	for _, h := range dr.hosts {
		d.Set(h.box, "className", "pills")
		d.Call(d.Get(h.box, "style"), "removeProperty", "--w")
	}
	type row struct {
		widths []float64
		total  float64
		last   Rect
		origin Rect
		gap    float64
	}
	rows := make([]row, len(dr.hosts))
	for i, h := range dr.hosts {
		r := &rows[i]
		for _, k := range h.items {
			w := d.Float(dr.Items[k].Button, "offsetWidth")
			r.widths = append(r.widths, w)
			r.total += w + between
		}
		r.last, r.origin = d.lastLine(h.block), d.Rect(h.element)
		r.gap = height
		if next := d.Get(h.block, "nextElementSibling"); d.Is(next) {
			r.gap = d.Rect(next).Top - r.last.Bottom
		}
	}
	for i, h := range dr.hosts {
		r, b := &rows[i], blocks[i]
		x, y := r.last.Right+between, (r.last.Top+r.last.Bottom-height)/2
		limit, tucked, tight := 0.0, false, false
		if x+r.total > b.Right {
			x, y = b.Left, r.last.Bottom+(r.gap-height)/2
			tucked = r.gap < height-2 // two pixels may overlap the room between lines
			if r.total-between > b.Right-b.Left {
				limit = limited(r.widths, b.Right-b.Left-between*float64(len(h.items)-1))
				tight = limit < legible
			}
		}
		d.Call(d.Get(h.box, "classList"), "toggle", "tight", tight)
		for k, it := range h.items {
			button := dr.Items[it].Button
			list := d.Get(button, "classList")
			d.Call(list, "toggle", "tucked", tucked)
			w := r.widths[k]
			if tight {
				w = min(bare, limit)
			}
			if limit > 0 && w > limit {
				w = limit
				d.Call(d.Get(button, "style"), "setProperty", "--w", px(limit))
			} else {
				d.Call(d.Get(button, "style"), "removeProperty", "--w")
			}
			d.move(button, x-r.origin.Left, y-r.origin.Top)
			x += w + between
		}
	}
}

// limited is the width to which the widest of a row are cut so that all of them fit into room.
func limited(widths []float64, room float64) float64 {
	limit := room / float64(len(widths))
	// What the narrow ones leave over goes to the others; each round may show more of them to be narrow.
	for range widths {
		left, wider := room, 0.0
		for _, w := range widths {
			if w <= limit {
				left -= w
			} else {
				wider++
			}
		}
		if wider == 0 {
			break
		}
		limit = left / wider
	}
	return limit
}

func (d *Doc) move(e safejs.Value, x, y float64) {
	style := d.Get(e, "style")
	d.Call(style, "setProperty", "--x", px(x))
	d.Call(style, "setProperty", "--y", px(y))
}

// px is a length in CSS. A tenth of a pixel is finer than screens are.
func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "px" }

// Block is the element at whose end the button of item i stands.
func (dr *Drawing) Block(i int) safejs.Value { return dr.hosts[dr.Items[i].host].block }
