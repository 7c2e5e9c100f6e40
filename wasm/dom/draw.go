//go:build js && wasm

package dom

import (
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web"
)

// A Drawing is what was added to an article: painted ranges, and for each block with items one element
// at its end that holds their buttons. No text node is ever split or moved.
//
// The holder takes no room: it is positioned where the block's text ends, and its buttons are moved from
// there to the margin, or to the space after or below the last line. So nothing on the page shifts, and
// still the buttons come right after their words for the Tab key and for screen readers.
type Drawing struct {
	drawn Value // what the JavaScript part keeps of it
	marks []Mark
	homes []int // of each item: the element, by number, at whose end its button stands
	order []int // the items in reading order
}

// A Mark is an item to be drawn.
type Mark struct {
	Span  claims.Span   // bytes of the text that Read returned
	Parts []claims.Span // what is painted of it; nil for all
	Paint string        // name of the highlight; empty to paint nothing
}

// holderStyle returns the style of a holder, which keeps the page's own rules off it, whatever they say.
func holderStyle(dark bool) string {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	return "all:initial!important;position:absolute!important;display:block!important;" +
		"width:0!important;height:0!important;user-select:none!important;" +
		"direction:ltr!important;color-scheme:" + scheme + "!important"
}

// Draw finds where marks go in an article. It does not touch the page: Paint does that, and Attach.
func (d *Doc) Draw(r *Reading, marks []Mark) *Drawing {
	dr := &Drawing{marks: marks, homes: make([]int, len(marks)), order: make([]int, len(marks))}
	var pieces list
	for i, m := range marks {
		dr.homes[i], dr.order[i] = r.home(m.Span), i
		pieces.open()
		parts := m.Parts
		if parts == nil {
			parts = []claims.Span{m.Span}
		}
		var all []claims.Piece
		for _, part := range parts {
			all = append(all, r.Text.Pieces(part)...)
		}
		for _, p := range all {
			data := r.nodes[p.Run].data
			pieces.open()
			pieces.integers(p.Run, utf16Length(data[:p.Start]), utf16Length(data[:p.End]))
			pieces.close()
		}
		pieces.close()
	}
	slices.SortStableFunc(dr.order, func(a, b int) int { return marks[a].Span.Start - marks[b].Span.Start })
	dr.drawn = d.Call(d.glue, "draw", r.texts, pieces.json())
	return dr
}

// home returns the element, by number, at whose end the button of a span stands: the block where the span ends, or the
// next that is no heading, or else the last one before it.
func (r *Reading) home(s claims.Span) int {
	at := 0
	if p := r.Text.Pieces(s); len(p) > 0 {
		at = p[len(p)-1].Run
	}
	for i := at; i < len(r.nodes); i++ {
		if b := r.blocks[r.nodes[i].block]; !b.heading && r.Text.Run(i).Len() > 0 {
			return b.element
		}
	}
	for i := at; i >= 0 && i < len(r.nodes); i-- {
		if b := r.blocks[r.nodes[i].block]; !b.heading {
			return b.element
		}
	}
	return 0
}

// Attach adds the button of each item to the page, given as HTML one after the other.
func (d *Doc) Attach(dr *Drawing, r *Reading, buttons, lang string, dark bool, sheet Value) {
	var order, homes list
	order.integers(dr.order...)
	homes.integers(dr.homes...)
	d.Call(d.glue, "attach", dr.drawn, r.elements, order.json(), homes.json(), buttons, web.MarksTag, holderStyle(dark),
		lang, sheet)
}

// Paint paints the items for which shown returns true, each under the name of its highlight, and clears all other
// highlights of ours. The item active is painted over them, as the one whose card is open; none if it is negative.
func (d *Doc) Paint(dr *Drawing, shown func(i int) bool, active int) {
	var names []string
	var items []*list
	add := func(name string, i int) {
		at := slices.Index(names, name)
		if at < 0 {
			at = len(names)
			names, items = append(names, name), append(items, new(list))
		}
		items[at].integers(i)
	}
	for i, m := range dr.marks {
		if m.Paint != "" && shown(i) {
			add(m.Paint, i)
		}
	}
	if active >= 0 {
		add(web.HighlightActive, active) // what is registered last is painted on top
	}
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + name + `":` + items[i].json())
	}
	d.Call(d.glue, "paint", dr.drawn, "{"+b.String()+"}")
}

// Sift hides the buttons of the items for which shown returns false. If quiet is set, the others, and what is painted
// from now on, are seen only in the block that the reader points to or has the focus in.
func (d *Doc) Sift(dr *Drawing, shown func(i int) bool, quiet bool) {
	var on list
	for i := range dr.marks {
		if shown(i) {
			on.integers(i)
		}
	}
	d.Call(d.glue, "sift", dr.drawn, on.json(), quiet)
}

// Intact reports whether a drawing still stands where it was drawn: the page may have rendered its words anew.
func (d *Doc) Intact(dr *Drawing) bool { return d.Is(d.Call(d.glue, "intact", dr.drawn)) }

// Erase takes a drawing out of the page.
func (d *Doc) Erase(dr *Drawing) {
	if dr != nil {
		d.Call(d.glue, "erase", dr.drawn)
	}
}

// Button returns the button of item i.
func (d *Doc) Button(dr *Drawing, i int) Value {
	return d.Call(d.Get(dr.drawn, "buttons"), "at", i)
}

// Tree returns the shadow root in which the button of item i stands; its card goes there too, after it.
func (d *Doc) Tree(dr *Drawing, i int) Value { return d.Get(d.holder(dr, i), "tree") }

// Block returns the element at whose end the button of item i stands.
func (d *Doc) Block(dr *Drawing, i int) Value { return d.Get(d.holder(dr, i), "block") }

func (d *Doc) holder(dr *Drawing, i int) Value {
	return d.Call(d.Get(dr.drawn, "holders"), "at", i)
}

// A Rect is a rectangle in CSS pixels, measured from the corner of the window.
type Rect struct{ Left, Top, Right, Bottom float64 }

func rect(n []float64) Rect {
	if len(n) < 4 {
		return Rect{}
	}
	return Rect{n[0], n[1], n[2], n[3]}
}

// Rect returns the rectangle of an element.
func (d *Doc) Rect(e Value) Rect { return rect(d.floats(d.Call(d.glue, "rect", e))) }

// Words returns the rectangle around the words of item i.
func (d *Doc) Words(dr *Drawing, i int) Rect {
	return rect(d.floats(d.Call(d.glue, "words", dr.drawn, i)))
}

// Visible reports whether the words of item i are on the page and can be seen there: they may stand in
// something folded, or the page may have replaced them.
func (d *Doc) Visible(dr *Drawing, i int) bool { return d.Is(d.Call(d.glue, "visible", dr.drawn, i)) }

// Reveal brings the words of item i into sight of the boxes that scroll within the page; the window is
// left alone.
func (d *Doc) Reveal(dr *Drawing, i int) { d.Call(d.glue, "reveal", dr.drawn, i) }

// Hit reports whether a point of the window lies on the lines of item i: the caret nearest to a click may
// be far off.
func (d *Doc) Hit(dr *Drawing, i int, x, y float64) bool {
	return d.Is(d.Call(d.glue, "hit", dr.drawn, i, x, y))
}

// Layout puts the buttons where they belong: as notes in the margin, level with their words, if the page
// has room there; else as pills after or below the last line of their block.
func (d *Doc) Layout(dr *Drawing) {
	if len(dr.marks) == 0 {
		return
	}
	const (
		gutter = 30  // between the text and its notes
		edge   = 16  // between the notes and the window
		least  = 180 // the narrowest note that still reads as a line and not as a column of words
		most   = 300
	)
	// The margin where lines end: on the left where they read from right to left.
	var left, width float64
	if e := d.floats(d.Call(d.glue, "edges", dr.drawn)); len(e) == 3 && e[2] == 0 {
		left = e[1] + gutter
		width = min(most, d.Width()-left-edge)
	} else if len(e) == 3 {
		width = min(most, e[0]-gutter-edge)
		left = e[0] - gutter - width
	}
	places := make([]place, len(dr.marks))
	if width >= least && !d.Is(d.Call(d.glue, "occupied", dr.drawn, left, left+width)) {
		dr.notes(places, d.measure(dr, "margin", px(width)), left)
	} else {
		dr.pills(places, d.measure(dr, "pills", ""))
	}
	var out list
	for _, p := range places {
		out.open()
		out.b = append(out.b, decimal(p.x)+","+decimal(p.y)+","+decimal(p.width)+`,"`+p.kind+`"`...)
		out.close()
	}
	d.Call(d.glue, "move", dr.drawn, out.json())
}

// Width returns the width of the window in CSS pixels, without its scroll bar.
func (d *Doc) Width() float64 {
	return d.Float(d.Get(d.Document, "documentElement"), "clientWidth")
}

// Backwards reports whether an element reads from right to left.
func (d *Doc) Backwards(e Value) bool { return d.Is(d.Call(d.glue, "backwards", e)) }

// A place is where a button goes: how far from where it would stand, its width or 0 for its own, and
// classes.
type place struct {
	x, y, width float64
	kind        string
}

// A measure is what Layout needs to know of an item, in CSS pixels; see measure in dom.js.
type measure struct {
	width, height float64 // of its button
	top           float64 // of its first line
	block, last   Rect    // its block, and the last line of that
	next          float64 // the top of what follows the block
	x, y          float64 // where its button would stand if it were not moved
}

func (d *Doc) measure(dr *Drawing, kind, width string) []measure {
	const each = 14 // numbers
	n := d.floats(d.Call(d.glue, "measure", dr.drawn, kind, width))
	out := make([]measure, len(dr.marks))
	for i := range out {
		if m := n[min(each*i, len(n)):]; len(m) >= each {
			out[i] = measure{m[0], m[1], m[2], rect(m[3:]), rect(m[7:]), m[11], m[12], m[13]}
		}
	}
	return out
}

// notes sets the buttons one below the other in the margin, each level with its first line or as soon
// after the one before as there is room.
func (dr *Drawing) notes(places []place, items []measure, left float64) {
	const (
		between = 6
		rise    = 2 // a note's first line is smaller than the text's and sits a little lower in its box
	)
	free := -1e9
	for _, i := range dr.order {
		m := &items[i]
		top := max(m.top+rise, free)
		free = top + m.height + between
		places[i] = place{x: left - m.x, y: top - m.y}
	}
}

// pills sets the buttons of each block in a row: after its last line if they fit there, else in the gap
// below it, and if there is no gap out of sight until they have the focus. They never cover words; the
// words themselves open the card too.
func (dr *Drawing) pills(places []place, items []measure) {
	const (
		height  = 24
		between = 6
		legible = 80 // a narrower pill has no room for a word, and shows its shape alone
		bare    = 38 // the width of a pill that does: a thumb's 44 with what is between it and the next
		overlap = 2  // of the room between two lines, which is empty too
		roomy   = 36 // the gap in which a thumb's 44 pixels around a pill touch leading and no letters
		below   = 12 // the same for a gap below a pill that stands after the last line
	)
	for from, to := 0, 0; from < len(items); from = to {
		for to = from; to < len(items) && dr.homes[dr.order[to]] == dr.homes[dr.order[from]]; to++ {
		}
		row := dr.order[from:to]
		m := &items[row[0]]
		widths := make([]float64, 0, len(row))
		total := 0.0
		for _, i := range row {
			widths = append(widths, items[i].width)
			total += items[i].width + between
		}
		x, y := m.last.Right+between, (m.last.Top+m.last.Bottom-height)/2
		gap := m.next - m.last.Bottom
		limit, kind, need := 0.0, "", float64(below)
		if x+total > m.block.Right {
			need = roomy
			x, y = m.block.Left, m.last.Bottom+(min(gap, 2*height)-height)/2
			if gap < height-overlap {
				kind = "tucked "
			}
			if room := m.block.Right - m.block.Left; total-between > room {
				if limit = limited(widths, room-between*float64(len(row)-1)); limit < legible {
					kind += "tight "
				}
			}
		}
		if gap < need {
			kind += "near"
		}
		for _, i := range row {
			w, cut := items[i].width, 0.0
			switch {
			case limit > 0 && limit < legible:
				w = min(bare, limit)
				cut = w
			case limit > 0 && w > limit:
				w, cut = limit, limit
			}
			places[i] = place{x - m.x, y - m.y, cut, kind}
			x += w + between
		}
	}
}

// limited returns the width to which the widest of a row are cut so that all of them fit into room.
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

// px returns a length as CSS has it. A tenth of a pixel is finer than screens are.
func px(v float64) string { return decimal(v) + "px" }

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// A list writes a list in JSON. Its zero value is empty.
type list struct{ b []byte }

func (l *list) next() {
	if n := len(l.b); n > 0 && l.b[n-1] != '[' {
		l.b = append(l.b, ',')
	}
}

func (l *list) open() { l.next(); l.b = append(l.b, '[') }

func (l *list) close() { l.b = append(l.b, ']') }

func (l *list) integers(n ...int) {
	for _, v := range n {
		l.next()
		l.b = strconv.AppendInt(l.b, int64(v), 10)
	}
}

func (l *list) json() string { return "[" + string(l.b) + "]" }
