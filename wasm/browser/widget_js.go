//go:build js && wasm

package main

import (
	"errors"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/wasm/dom"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// A widget is the checks of one page, from start to destroy.
type widget struct {
	doc  *dom.Doc
	api  dom.Value // window.sourcemark
	boot dom.Value // what the loader gave us
	lang *lang.Lang

	// From the tag of the loader.
	rootSelector, feedback string
	editable               bool

	checker *claims.Checker
	root    dom.Value
	reading *dom.Reading
	report  *claims.Report
	view    *web.View
	drawing *dom.Drawing

	sheet, theme dom.Value // of shadow roots
	page         dom.Value // of the document
	dark         bool

	bar      dom.Value // shadow root of the summary
	open     *card
	list     dom.Value // the open list, or undefined
	endnotes dom.Value // shadow root of the endnotes, or undefined
	before   dom.Value // what the article was when editing began, or undefined
	queued   bool      // a check waits for the next frame

	frame, dismissed dom.Value // functions made once, so that they need not be freed
	dead             bool
}

func (w *widget) settings(config dom.Value) {
	d := w.doc
	w.rootSelector = d.String(config, "root")
	w.feedback = d.String(config, "feedback")
	w.editable = d.Has(config, "edit")
}

// look finds the article and sees how the page looks.
func (w *widget) look() error {
	d := w.doc
	root, ok := d.Root(w.rootSelector)
	if !ok {
		return errors.New("no article found: the page has no element " + w.rootSelector)
	}
	w.root = root
	w.dark = d.Dark(root)
	w.page = d.Sheet(web.Themed(web.PageCSS, w.dark))
	d.Adopt(d.Document, w.page)
	d.OnUndo(func() { d.Disown(d.Document, w.page) })
	return d.Err()
}

// install shows the checks and from then on answers the reader. The highlights come first; what takes
// longer has a turn of its own, so that the page can answer in between.
func (w *widget) install() error {
	d := w.doc
	w.check()
	w.paint()
	d.Mark("painted")
	d.Rest()

	w.sheet = d.Sheet(web.CSS)
	w.theme = d.Sheet(scheme(w.dark))
	w.bar = w.summaryRoot()
	d.Rest()
	w.attach()
	d.Rest()

	d.Layout(w.drawing)
	w.listen()
	w.awaitPrint()
	w.expose()
	d.Announce(w.bar, w.announcement())
	if err := d.Err(); err != nil {
		return err
	}
	w.openFromAddress()
	return d.Err()
}

// scheme is the colour scheme of what stands in shadow roots: that of the page, whatever the system's is.
func scheme(dark bool) string {
	if dark {
		return ":host{color-scheme:dark}"
	}
	return ":host{color-scheme:light}"
}

// summaryRoot is where the summary goes: into the element the publisher made for it, whose own content
// comes back when we leave, or into one of ours at the head of the article.
func (w *widget) summaryRoot() dom.Value {
	d := w.doc
	e := d.Call(d.Document, "querySelector", web.SummaryTag)
	if !d.Is(e) {
		e = d.Call(d.Document, "createElement", web.SummaryTag)
		d.Call(w.root, "prepend", e)
		d.OnUndo(func() { d.Call(e, "remove") })
	}
	s := d.Shadow(e)
	d.Call(s, "replaceChildren")
	d.Adopt(s, w.sheet, w.theme)
	d.OnUndo(func() {
		d.Disown(s, w.sheet)
		d.Disown(s, w.theme)
		d.Call(s, "replaceChildren", d.Call(d.Document, "createElement", "slot"))
	})
	return s
}

// check reads the article as it is now and checks it.
func (w *widget) check() {
	w.reading = w.doc.Read(w.root)
	w.doc.Mark("read")
	w.report = w.checker.Check(w.reading.Text)
	w.doc.Mark("checked")
	v := &web.View{Lang: w.lang, Report: w.report, Words: w.reading.Text, Feedback: w.feedback, Editable: w.editable, Editing: w.editing()}
	if w.view != nil {
		v.Hidden, v.Filter = w.view.Hidden, w.view.Filter
	}
	w.view = v
}

// paint paints the words of the report's items.
func (w *widget) paint() {
	marks := make([]dom.Mark, 0, len(w.report.Items))
	for i := range w.report.Items {
		a := &w.report.Items[i]
		marks = append(marks, dom.Mark{Span: a.Span, Paint: web.Highlight(a.Status().String())})
	}
	for _, u := range w.differing() {
		marks = append(marks, dom.Mark{Span: u.Near})
	}
	w.drawing = w.doc.Draw(w.reading, marks)
	w.doc.Paint(w.drawing, w.shown, -1)
}

// attach adds the notes and the summary.
func (w *widget) attach() {
	v := w.view
	var buttons strings.Builder
	for i := range w.report.Items {
		buttons.WriteString(v.Marker(&w.report.Items[i]))
	}
	for _, u := range w.differing() {
		buttons.WriteString(v.Differs(u))
	}
	w.doc.Attach(w.drawing, w.reading, buttons.String(), w.lang.Tag, w.dark, w.sheet)
	w.show()
}

func (w *widget) editing() bool { return w.before.IsObject() }

// differing is, while somebody edits, the records whose words have changed: that is said beside them.
func (w *widget) differing() []*claims.Unplaced {
	var out []*claims.Unplaced
	for i := range w.report.Unplaced {
		if u := &w.report.Unplaced[i]; w.editing() && u.Differences != nil {
			out = append(out, u)
		}
	}
	return out
}

func (w *widget) draw() {
	w.paint()
	w.attach()
	w.doc.Layout(w.drawing)
}

// shown reports whether a drawn item is shown: what only says that words have changed always is.
func (w *widget) shown(i int) bool {
	return i >= len(w.report.Items) || w.view.Shown(&w.report.Items[i])
}

// show applies the filter anew.
func (w *widget) show() {
	active := -1
	if w.open != nil {
		active = w.open.item
	}
	w.doc.Paint(w.drawing, w.shown, active)
	w.sift()
}

// sift hides the notes that the filter does not let through and brings the summary up to date.
func (w *widget) sift() {
	w.doc.Sift(w.drawing, w.shown)
	w.doc.Replace(w.bar, w.view.Summary())
}

// again checks and draws anew: the article has changed, or the page around it. The page may even have put
// another article in its place.
func (w *widget) again() {
	if w.dead {
		return
	}
	d := w.doc
	open := ""
	if w.open != nil {
		open = w.report.Items[w.open.item].Record.ID
	}
	w.close(false)
	w.closeList()
	d.Erase(w.drawing)
	if !d.Has(w.root, "isConnected") {
		root, ok := d.Root(w.rootSelector)
		if !ok {
			w.crash("the article is gone from the page")
			return
		}
		w.root = root
		w.listenTo(root)
	}
	if !d.Has(d.Get(w.bar, "host"), "isConnected") {
		w.bar = w.summaryRoot()
	}
	if dark := d.Dark(w.root); dark != w.dark {
		w.dark = dark
		d.Call(w.theme, "replaceSync", scheme(dark))
		d.Call(w.page, "replaceSync", web.Themed(web.PageCSS, dark))
	}
	w.check()
	w.draw()
	if open != "" {
		if i := w.find(open); i >= 0 {
			w.openCard(i, false)
		}
	}
}

// soon calls again in the next frame, once however often it is asked.
func (w *widget) soon() {
	if w.queued {
		return
	}
	w.queued = true
	w.doc.Call(w.doc.Window, "requestAnimationFrame", w.frame)
}

// crash ends a widget that has gone wrong: the page gets back its article and one honest line.
func (w *widget) crash(reason any) {
	if w.dead {
		return
	}
	w.destroy()
	w.doc.Call(w.boot, "failed", dom.Reason(reason))
}

// destroy leaves the page as it was found.
func (w *widget) destroy() {
	if w.dead {
		return
	}
	w.dead = true
	d := w.doc
	_ = d.Err()
	w.close(false)
	if w.editing() {
		d.Restore(w.before)
		w.before = dom.Undefined()
	}
	d.Erase(w.drawing)
	d.Undo()
	d.Call(w.boot, "end")
	_ = d.Err()
}

func (w *widget) announcement() string {
	n := w.report.Counts()
	return lang.Format(w.lang.Ready, w.lang.Count(n.Items(), lang.Checked), strconv.Itoa(n.Disputed), strconv.Itoa(n.Unsourced))
}

// find is the index of the item that id names: "#c01", "c01" or "sm-c01"; -1 if there is none.
func (w *widget) find(id string) int {
	id = strings.TrimPrefix(strings.TrimPrefix(id, "#"), web.FragmentPrefix)
	for i := range w.report.Items {
		if strings.TrimPrefix(w.report.Items[i].Record.ID, "#") == id {
			return i
		}
	}
	return -1
}

// openFromAddress opens the item that the address of the page names.
func (w *widget) openFromAddress() {
	hash := w.doc.String(w.doc.Get(w.doc.Window, "location"), "hash")
	if name, ok := strings.CutPrefix(hash, "#"+web.FragmentPrefix); ok {
		if i := w.find(name); i >= 0 {
			w.openCard(i, true)
		}
	}
}
