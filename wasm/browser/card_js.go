//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"sourcemark/wasm/dom"
	"sourcemark/web"
)

// A card is the dialog that is open on an item.
type card struct {
	item   int
	dialog dom.Value
	tree   dom.Value // the shadow root it stands in
	form   cardForm
}

// A cardForm is where a card stands.
type cardForm uint8

const (
	popover cardForm = iota // beside its words
	sheet                   // at the foot of the window, and nothing else answers until it is closed
	aside                   // at the side of the window
	inline                  // in the text, below the block of its words
)

// form returns how a card is shown; seen says whether the words of its item can be seen.
func (w *widget) form(seen bool) cardForm {
	switch {
	case !seen || w.cards == "sheet" || w.cards != "inline" && w.doc.Float(w.doc.Window, "innerWidth") < narrow:
		return sheet
	case w.cards == "aside":
		return aside
	case w.cards == "inline":
		return inline
	}
	return popover
}

// narrow is the width in CSS pixels below which a card is a sheet at the foot of the window: there it
// would cover the words it speaks of.
const narrow = 640

// openCard opens the card of item i, after its button, so that the Tab key goes from the button into the card and
// from the card on into the text. scroll brings the words into sight.
func (w *widget) openCard(i int, scroll bool) {
	d := w.doc
	if w.open != nil && w.open.item == i {
		return
	}
	if !w.emit("before-open", map[string]any{"id": w.id(i)}) || w.dead || i >= len(w.report.Items) {
		return // a listener may do anything
	}
	if !d.Has(d.Button(w.drawing, i), "isConnected") {
		// The page has replaced what the button stood in.
		id := w.reference(&w.report.Items[i])
		w.again()
		if i = w.find(id); i < 0 {
			return
		}
	}
	w.close(false)
	w.closeList()
	if w.dead {
		return // by a listener that heard that a card was closed
	}
	a := &w.report.Items[i]
	button := d.Button(w.drawing, i)
	dialog := d.Call(d.Document, "createElement", "dialog")
	seen := d.Visible(w.drawing, i)
	c := &card{item: i, dialog: dialog, tree: d.Tree(w.drawing, i), form: w.form(seen)}
	d.Call(dialog, "setAttribute", "part", "card")
	d.Call(dialog, "setAttribute", "aria-labelledby", web.HeadingID)
	d.Call(dialog, "setAttribute", "tabindex", "-1")
	d.Call(dialog, "append", d.Build(w.view.Card(a)))
	d.Call(dialog, "setAttribute", "lang", w.lang.Tag)
	switch {
	case !seen:
		c.tree = w.bar // in what is not shown, nothing would be
		d.Call(w.bar, "append", dialog)
	case c.form == inline:
		host := d.Call(d.Document, "createElement", web.InlineTag)
		c.tree = d.Shadow(host, w.sheet, w.theme)
		d.Call(c.tree, "append", dialog)
		d.Call(d.Block(w.drawing, i), "after", host)
	default:
		d.Call(button, "after", dialog)
	}
	w.open = c
	d.Call(button, "setAttribute", "aria-expanded", "true")
	d.Paint(w.drawing, w.paints, i)
	w.present(c)
	if seen && (scroll || c.form == sheet) {
		w.reveal(c)
	}
	if c.form == popover {
		w.place(c)
	}
	d.Call(dialog, "focus", map[string]any{"preventScroll": true})
	w.emit("open", map[string]any{"id": w.id(i)})
}

// present shows the dialog of a card, and listens for the reader closing it.
func (w *widget) present(c *card) {
	d := w.doc
	// Chromium would take whatever is on top for modal.
	d.Call(c.dialog, "setAttribute", "aria-modal", strconv.FormatBool(c.form == sheet))
	switch c.form {
	case sheet:
		// The browser gives the focus back to where it is now, wherever the sheet was asked for.
		d.Call(d.Button(w.drawing, c.item), "focus", map[string]any{"preventScroll": true})
		d.Set(c.dialog, "className", "sheet")
		d.Call(c.dialog, "showModal")
	case inline:
		d.Set(c.dialog, "className", "inline")
		d.Call(c.dialog, "show")
	case popover, aside:
		// Browsers scroll to what a dialog has the focus on as it opens, but not within a window it is
		// fixed to; place puts it on the page afterwards.
		class := "card"
		if c.form == aside {
			class = "card aside"
		}
		d.Set(c.dialog, "className", class)
		d.Call(c.dialog, "setAttribute", "popover", "auto")
		d.Call(c.dialog, "showPopover")
	}
	w.onDismiss(c.dialog,
		[...]string{popover: "toggle", sheet: "close click", aside: "toggle", inline: "keydown"}[c.form])
}

// onDismiss listens to the events by which a dialog is closed: by Esc, or by a click outside.
func (w *widget) onDismiss(dialog dom.Value, events string) {
	for _, k := range strings.Fields(events) {
		w.doc.Call(dialog, "addEventListener", k, w.dismissed)
	}
}

// close closes the open card. back gives the focus to its button, if it is in the card or nowhere.
func (w *widget) close(back bool) {
	c := w.open
	if c == nil {
		return
	}
	w.open = nil
	d := w.doc
	button := d.Button(w.drawing, c.item)
	id := w.id(c.item)
	d.Call(button, "setAttribute", "aria-expanded", "false")
	d.Paint(w.drawing, w.paints, -1)
	held := back && d.Holds(c.tree, c.dialog)
	d.Call(c.dialog, "remove")
	if c.form == inline {
		d.Call(d.Get(c.tree, "host"), "remove")
	}
	if held {
		d.Call(button, "focus", map[string]any{"preventScroll": true})
		if !w.shown(c.item) || !d.Visible(w.drawing, c.item) {
			d.FocusOn(w.bar, "["+web.Do+"="+web.DoList+"]")
		}
	}
	w.emit("close", map[string]any{"id": id})
}

// place sets a card beside the words it speaks of: in the margin where lines end if there is room for it, else
// below them, or above. It scrolls with the page.
func (w *widget) place(c *card) {
	d := w.doc
	const (
		gutter = 18  // between the text and the card; a note's bar shows in it
		edge   = 12  // between the card and the window
		full   = 372 // about fifty characters of the card's type
		least  = 300 // below that, a card beside the text breaks its quotations into slivers
		rise   = 22  // from the edge of the card to its verdict, which is to be level with the first line
	)
	words := d.Words(w.drawing, c.item)
	block := d.Block(w.drawing, c.item)
	column := d.Rect(block)
	width, backwards := d.Width(), d.Backwards(block)
	height := d.Float(d.Window, "innerHeight")
	style := d.Get(c.dialog, "style")
	set := func(name string, v float64) {
		d.Call(style, "setProperty", name, strconv.FormatFloat(v, 'f', 1, 64)+"px")
	}
	left, room := column.Right+gutter, width-column.Right-gutter-edge
	if backwards {
		room = column.Left - gutter - edge
		left = column.Left - gutter - min(full, room)
	}
	beside := room >= least
	if beside {
		set("--card-w", min(full, room))
	}
	box := d.Rect(c.dialog)
	tall := box.Bottom - box.Top
	top := words.Top - rise
	if !beside {
		if left = words.Left; backwards {
			left = words.Right - (box.Right - box.Left)
		}
		left = max(edge, min(left, width-(box.Right-box.Left)-edge))
		if top = words.Bottom + edge; top+tall > height && words.Top-edge-tall > 0 {
			top = words.Top - edge - tall
		}
	} else {
		top = max(edge, min(top, height-tall-edge))
	}
	set("left", left+d.Float(d.Window, "scrollX"))
	set("top", top+d.Float(d.Window, "scrollY"))
	d.Set(c.dialog, "className", "card placed")
}

// reveal scrolls the words of a card into sight: above the sheet, or near the top of the window. At the end
// of a page that cannot scroll so far, the sheet takes the larger side of them.
func (w *widget) reveal(c *card) {
	d, i, sheet := w.doc, c.item, c.form == sheet
	d.Reveal(w.drawing, i)
	words := d.Words(w.drawing, i)
	height := d.Float(d.Window, "innerHeight")
	const (
		most  = 0.6 // of the window: what a sheet may take
		gap   = 8   // between the words and the sheet
		least = 24  // between the words and the edge of the window
		eye   = 3   // words that fit are brought to a third of the window, where people look first
	)
	bottom := height
	if sheet {
		bottom = (1-most)*height - gap
	}
	top := max(least, d.ScrollPadding())
	if words.Top >= top && words.Bottom <= bottom {
		return
	}
	by := words.Top - top
	if tall := words.Bottom - words.Top; !sheet && tall < height/eye {
		by = words.Top - height/eye
	} else if sheet && words.Bottom > bottom && tall < bottom-top {
		by = words.Bottom - bottom
	}
	d.Call(d.Window, "scrollBy", map[string]any{"top": by, "left": 0, "behavior": "instant"})
	now := d.Words(w.drawing, i)
	if !sheet || now.Bottom <= bottom || now.Top <= top+1 {
		return
	}
	room := height - now.Bottom - gap
	if now.Top-gap > room {
		room = now.Top - gap
		d.Set(c.dialog, "className", "sheet high")
	}
	d.Call(d.Get(c.dialog, "style"), "setProperty", "max-height",
		strconv.FormatFloat(min(room, most*height), 'f', 0, 64)+"px")
}

// step opens the neighbour of the open card and leaves the focus on the same control.
func (w *widget) step(by int) {
	if w.open == nil {
		return
	}
	to := w.open.item + by
	for to >= 0 && to < len(w.report.Items) && !w.shown(to) && !w.view.Hidden {
		to += by
	}
	if to < 0 || to >= len(w.report.Items) {
		return
	}
	w.openCard(to, true)
	if w.open == nil || w.open.item != to {
		return
	}
	w.emit("navigate", map[string]any{"id": w.id(to)})
	do := web.DoNext
	if by < 0 {
		do = web.DoPrevious
	}
	if w.open != nil {
		w.doc.FocusOn(w.open.dialog, "["+web.Do+"="+do+"]:not(:disabled)")
	}
}

// openList shows all items, and what is withheld.
func (w *widget) openList() { w.openPanel(w.view.List(), web.ListID) }

// openPanel shows HTML of package web in a dialog at the side of the window, named by the heading with an id.
func (w *widget) openPanel(html, heading string) {
	d := w.doc
	w.close(false)
	w.closeList()
	dialog := d.Call(d.Document, "createElement", "dialog")
	d.Set(dialog, "className", "panel")
	d.Call(dialog, "setAttribute", "aria-labelledby", heading)
	d.Call(dialog, "setAttribute", "lang", w.lang.Tag)
	d.Call(dialog, "setAttribute", "tabindex", "-1")
	d.Call(dialog, "append", d.Build(html))
	d.Call(w.bar, "append", dialog)
	w.list = dialog
	d.Call(dialog, "showModal")
	d.Call(dialog, "focus")
	w.onDismiss(dialog, "close click")
}

// listed reports whether the list is open.
func (w *widget) listed() bool { return w.list.IsObject() }

func (w *widget) closeList() {
	if !w.listed() {
		return
	}
	list := w.list
	w.list = dom.Undefined()
	w.doc.Call(list, "close")
	w.doc.Call(list, "remove")
}
