//go:build js && wasm

package main

import (
	"slices"
	"strconv"

	"sourcemark/claims"
	"sourcemark/wasm/dom"
	"sourcemark/web"
)

// listen answers clicks on the words and on our controls, a changed window and a changed address.
func (w *widget) listen() {
	d := w.doc
	d.ListenFirst(d.Document, "click", w.crash, w.clickedOurs)
	d.Listen(d.Document, "click", w.crash, w.clickedWords)
	d.Listen(d.Window, "hashchange", w.crash, func(dom.Value) { w.openFromAddress() })
	d.Listen(d.Window, "resize", w.crash, func(dom.Value) { w.arrange() })
	d.ListenFirst(d.Document, "scroll", w.crash, func(e dom.Value) {
		if !d.IsDocument(d.Get(e, "target")) { // a box within the page: its words move, what is ours may not
			w.arrange()
		}
	})
	d.OnScheme(w.crash, w.again)
	d.Watch(w.root, w.crash, w.changed, w.arrange)
	d.Listen(d.Document, "input", w.crash, func(dom.Value) {
		if w.editing() {
			w.soon()
		}
	})
	w.frame = d.Func(w.crash, func(dom.Value, []dom.Value) any {
		w.queued = false
		w.again()
		return nil
	})
	w.dismissed = d.Func(w.crash, func(this dom.Value, args []dom.Value) any {
		e := args[0]
		switch {
		case d.String(e, "type") == "toggle" && d.String(e, "newState") == "open":
		case d.String(e, "type") == "click" && !d.Outside(this, e):
		case d.String(e, "type") == "keydown" && d.String(e, "key") != "Escape":
		case w.open != nil && w.open.dialog.Equal(this):
			w.close(true)
		case w.listed() && w.list.Equal(this):
			w.closeList()
		}
		return nil
	})
}

// arrange puts the notes and the open card where their words are now.
func (w *widget) arrange() {
	w.doc.Layout(w.drawing)
	if w.open != nil && w.open.form == popover {
		w.place(w.open)
	}
}

// clickedOurs answers a click on one of our controls, which say themselves what they do.
func (w *widget) clickedOurs(e dom.Value) {
	d := w.doc
	if w.dead || !d.Ours(d.Get(e, "target")) {
		return
	}
	control := d.Call(d.Innermost(e), "closest", "["+web.Do+"]")
	if !d.Is(control) {
		return
	}
	do, _ := d.Attr(control, web.Do)
	n, _ := d.Attr(control, web.N)
	number, err := strconv.Atoi(n)
	if err != nil {
		number = -1
	}
	switch do {
	case web.DoSource, web.DoFeedback:
		// A link; the page may want to lead the reader there itself.
		if id := w.itemOf(control); !w.emit(do, map[string]any{"id": id, "url": d.String(control, "href")}) {
			d.Call(e, "preventDefault")
		}
	default:
		w.do(do, number)
	}
}

// itemOf returns the id of the item in whose open card a control stands; "" if it stands elsewhere.
func (w *widget) itemOf(control dom.Value) string {
	if w.open != nil && w.doc.Is(w.doc.Call(w.open.dialog, "contains", control)) {
		return w.id(w.open.item)
	}
	return ""
}

func (w *widget) do(what string, n int) {
	d := w.doc
	switch what {
	case web.DoOpen:
		i := n - 1
		if i < 0 || i >= len(w.report.Items) {
			return
		}
		if w.open != nil && w.open.item == i {
			w.close(true)
			return
		}
		w.openCard(i, w.listed()) // from the list, its words may be anywhere
	case web.DoClose:
		w.close(true)
		w.closeList()
	case web.DoPrevious:
		w.step(-1)
	case web.DoNext:
		w.step(1)
	case web.DoCopy, web.DoCite:
		w.copy(what)
	case web.DoList:
		w.openList()
	case web.DoFilter:
		if n < 0 { // all
			w.view.Filter = web.Filter{}
		} else if n < len(w.view.Filter) {
			w.view.Filter[n] = !w.view.Filter[n]
		}
		w.view.Hidden = false
		w.show()
		d.FocusOn(w.bar, "[data-do=filter][data-n=\""+strconv.Itoa(max(n, 0))+"\"]")
	case web.DoHide:
		w.setVisible(w.view.Hidden)
		d.FocusOn(w.bar, "["+web.Do+"="+web.DoHide+"]")
	case web.DoEdit:
		if !w.editing() {
			w.startEditing()
		} else {
			w.stopEditing()
		}
		d.FocusOn(w.bar, "["+web.Do+"="+web.DoEdit+"]")
	case web.DoReset:
		w.reset()
		d.FocusOn(w.bar, "["+web.Do+"="+web.DoEdit+"]")
	}
}

// clickedWords opens the item on whose words a click fell. Links keep their own meaning, and so does a
// selection that somebody is making.
func (w *widget) clickedWords(e dom.Value) {
	d := w.doc
	target := d.Get(e, "target")
	if w.dead || d.Ours(target) || w.editing() || d.Has(e, "defaultPrevented") {
		return
	}
	const controls = "a,button,input,select,textarea,summary,label,[contenteditable]"
	if d.Is(d.Call(target, "closest", controls)) || !d.Is(d.Call(w.root, "contains", target)) {
		return
	}
	if selection := d.Call(d.Document, "getSelection"); d.Is(selection) && !d.Has(selection, "isCollapsed") {
		return
	}
	x, y := d.Float(e, "clientX"), d.Float(e, "clientY")
	at := d.At(w.reading, x, y)
	if at < 0 {
		return
	}
	for _, a := range w.report.At(at) {
		if i := a.Number - 1; w.view.Shown(a) && d.Hit(w.drawing, i, x, y) {
			w.openCard(i, false)
			return
		}
	}
}

func (w *widget) setVisible(visible bool) {
	w.view.Hidden = !visible
	if !visible {
		w.close(true)
	}
	w.show()
}

// copy puts the address of the open item, or what one writes who cites it, on the clipboard. Where there is none, the
// address goes into the page's, and the words into the place of the button, where they can be selected.
func (w *widget) copy(what string) {
	d := w.doc
	if w.open == nil {
		return
	}
	location := d.Get(d.Window, "location")
	href := d.String(location, "href")
	for i := range href {
		if href[i] == '#' {
			href = href[:i]
			break
		}
	}
	a := &w.report.Items[w.open.item]
	hash := "#" + w.view.FragmentID(a)
	words, done := href+hash, w.lang.Copied
	if what == web.DoCite {
		words, done = w.view.Citation(a, words), w.lang.Cited
	}
	d.Copy(words, w.crash, func(ok bool) {
		if w.open == nil {
			return
		}
		if !ok && what == web.DoCite {
			done = words
		} else if !ok {
			d.Set(location, "hash", hash)
			done = w.lang.InAddress
		}
		d.Say(w.open.dialog, "["+web.Do+"="+what+"]", done)
	})
}

// startEditing makes the article editable; what it was is kept, node by node.
func (w *widget) startEditing() {
	d := w.doc
	w.close(false)
	d.Erase(w.drawing)
	w.before = d.Snapshot(w.root)
	d.Editable(w.before)
	w.again()
	if what := string(links); !slices.Contains(w.asked, what) { // soon a record has no place by its anchor
		w.await(what, func() {
			if w.lacking != "" {
				w.again()
			}
		})
	}
}

// stopEditing leaves the article as it was edited.
func (w *widget) stopEditing() {
	w.doc.Uneditable(w.before)
	w.before = dom.Undefined()
	w.again()
}

// reset gives back the article as it was before editing.
func (w *widget) reset() {
	d := w.doc
	if !w.editing() {
		return
	}
	w.close(false)
	d.Erase(w.drawing)
	d.Restore(w.before)
	w.before = dom.Undefined()
	w.again()
}

// emit tells the page what happened; the detail is plain data. It reports whether the page lets it happen.
func (w *widget) emit(name string, detail map[string]any) bool {
	return w.doc.Emit(w.root, "sourcemark:"+name, detail)
}

// item returns an item as plain data for the page; web/README.md names its fields.
func (w *widget) item(a *claims.Annotation) map[string]any {
	rec := a.Record
	m := map[string]any{
		"id": "#" + w.view.Name(a.Dossier, rec), "dossier": a.Dossier.ID, "number": a.Number,
		"kind": rec.Kind.String(), "status": a.Status().String(), "verdict": w.view.Verdict(a),
		"text": rec.Text, "exact": w.reading.Text.Slice(a.Span), "start": a.Span.Start, "end": a.Span.End,
		"placement": a.Placement.String(), "automatic": a.Automatic, "relation": a.Relation.String(),
		"speaker": nil, "quoteMatch": nil, "sources": len(rec.Citations) + len(rec.Versions),
	}
	if rec.Speaker.Name != "" {
		m["speaker"] = rec.Speaker.Name
	}
	if c := a.Comparison(); c != nil {
		m["quoteMatch"] = c.Match.String()
	}
	return m
}

// unplaced returns a record that has no place in the article as plain data for the page.
func (w *widget) unplaced(u *claims.Unplaced) map[string]any {
	differences := make([]any, len(u.Differences))
	for i, x := range u.Differences {
		differences[i] = map[string]any{"kind": string(x.Kind), "record": x.Record, "article": x.Article}
	}
	reason := u.Placement.String()
	if u.Differences != nil {
		reason = "differs"
	}
	return map[string]any{
		"id": "#" + w.view.Name(u.Dossier, u.Record), "dossier": u.Dossier.ID, "kind": u.Record.Kind.String(),
		"placement": u.Placement.String(), "reason": reason,
		"exact": u.Record.Anchor.Exact, "text": u.Record.Text, "differences": differences,
	}
}

func (w *widget) items() []any {
	out := make([]any, len(w.report.Items))
	for i := range w.report.Items {
		out[i] = w.item(&w.report.Items[i])
	}
	return out
}

func (w *widget) allUnplaced() []any {
	out := make([]any, len(w.report.Unplaced))
	for i := range w.report.Unplaced {
		out[i] = w.unplaced(&w.report.Unplaced[i])
	}
	return out
}

// summary returns what the page's promise resolves to, which is the detail of the event too.
func (w *widget) summary() map[string]any {
	n := w.report.Counts()
	return map[string]any{
		"placed": len(w.report.Items), "unplaced": len(w.report.Unplaced),
		"counts": map[string]any{
			"claims": n.Claims, "quotes": n.Quotations,
			"sourced": n.Sourced, "disputed": n.Disputed, "neutral": n.Neutral, "unsourced": n.Unsourced,
		},
	}
}

// outcome returns the summary, or a promise of it while something is fetched that the check takes.
func (w *widget) outcome() any {
	if w.coming.IsObject() {
		return w.coming
	}
	return w.summary()
}

// add checks the article against one more dossier, or a newer edition of one that is there, and returns the outcome;
// null if the dossier cannot be read, which the console and an event say.
func (w *widget) add(file dom.Value) any {
	news, err := w.read(file)
	if err != nil {
		w.complain(err)
		return nil
	}
	if news && !w.dead {
		w.newChecker()
		w.again()
	}
	return w.outcome()
}

// complain says what is wrong with a dossier to the console and to the page; readers hear nothing of it.
func (w *widget) complain(err error) {
	w.doc.Call(w.boot, "warn", err.Error())
	w.emit("error", map[string]any{"code": "records", "message": err.Error()})
}

// replace checks the article against these dossiers and no others, and returns the outcome; where none of them can be
// read, all stays as it is, and why goes to the loader.
func (w *widget) replace(list dom.Value) any {
	d := w.doc
	before := w.files
	w.files = nil
	var broken error
	for i := range d.Int(list, "length") {
		if _, err := w.read(d.Call(list, "at", i)); err != nil {
			broken = err
			w.complain(err)
		}
	}
	if w.files == nil && broken != nil {
		w.files = before
		return broken.Error()
	}
	w.newChecker()
	w.again()
	return w.outcome()
}

// expose gives the page its side of the widget.
func (w *widget) expose() {
	d := w.doc
	method := func(name string, f func(args []dom.Value) any) {
		d.Set(w.api, name, d.Func(w.crash, func(_ dom.Value, args []dom.Value) any { return f(args) }))
	}
	arg := func(args []dom.Value) string {
		if len(args) == 0 {
			return ""
		}
		return d.Text(args[0])
	}
	method("items", func([]dom.Value) any { return w.items() })
	method("get", func(args []dom.Value) any {
		if i := w.find(arg(args)); i >= 0 {
			return w.item(&w.report.Items[i])
		}
		return nil
	})
	method("open", func(args []dom.Value) any {
		i := w.find(arg(args))
		if i < 0 || w.dead {
			return false
		}
		w.openCard(i, true)
		return w.open != nil && w.open.item == i
	})
	method("close", func([]dom.Value) any { w.close(true); w.closeList(); return nil })
	method("next", func([]dom.Value) any { w.step(1); return nil })
	method("prev", func([]dom.Value) any { w.step(-1); return nil })
	method("report", func([]dom.Value) any {
		return map[string]any{"placed": len(w.report.Items), "unplaced": w.allUnplaced(),
			"counts": w.summary()["counts"]}
	})
	d.Set(w.boot, "add", d.Func(w.crash, func(_ dom.Value, args []dom.Value) any { return w.add(args[0]) }))
	d.Set(w.boot, "replace", d.Func(w.crash, func(_ dom.Value, args []dom.Value) any { return w.replace(args[0]) }))
	method("refresh", func([]dom.Value) any { w.again(); return w.summary() })
	method("setVisible", func(args []dom.Value) any {
		w.setVisible(len(args) == 0 || d.Is(args[0]))
		return nil
	})
	method("destroy", func([]dom.Value) any { w.destroy(); return nil })
}
