//go:build js && wasm

package main

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
	"sourcemark/wasm/dom"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// A widget is the checks of one page, or of an article that was mounted, from start to destroy.
type widget struct {
	doc  *dom.Doc
	api  dom.Value // window.sourcemark, or what stands for it where an article was mounted
	boot dom.Value // what the loader gave us
	// What the loader carries for the program: css, the style sheet of the interface; page, that of the painted words;
	// and english, the words of the interface.
	texts dom.Value
	lang  *lang.Lang

	settings

	files   []file
	asked   []string  // the languages and the parts of the program that were fetched
	lacking string    // the part of the program that the last check came to, and that was not there; or ""
	coming  dom.Value // a promise of the summary, while something is fetched that the check takes
	checker *claims.Checker
	lexicon *lexicon.Table // nil until it was needed and has come
	looking bool           // for the lexicon, or has been
	root    dom.Value
	// The selector of the article, that of data-root or of the dossiers, "" to find it; and that by which root was found.
	selector, found string
	reading         *dom.Reading
	report          *claims.Report
	view            *web.View
	drawing         *dom.Drawing

	sheet, theme dom.Value // the style sheets of shadow roots
	painting     dom.Value // the style sheet of the document, for the painted words
	dark         bool

	bar      dom.Value // shadow root of the summary
	open     *card
	list     dom.Value // the open list, or undefined
	endnotes dom.Value // shadow root of the endnotes, or undefined
	before   dom.Value // what the article was when editing began, or undefined
	queued   bool      // a check waits for the next frame

	frame, dismissed dom.Value // functions made once, so that they need not be freed
	dead             bool
	over             chan struct{} // closed when it is
}

// look finds the article and sees how the page looks.
func (w *widget) look() error {
	d := w.doc
	w.found = w.selector
	if w.root = d.Root(w.selector); !d.Is(w.root) {
		return errors.New("no article found: the page has no element " + cmp.Or(w.selector, "body"))
	}
	w.dark = w.night()
	w.painting = d.Sheet(web.Themed(d.String(w.texts, "page"), w.dark))
	d.Adopt(w.painting)
	return d.Err()
}

// install shows the checks and from then on answers the reader. The highlights come first; what takes
// longer has a turn of its own, so that the page can answer in between.
func (w *widget) install() error {
	d := w.doc
	w.reading = d.Read(w.root, w.selector != "")
	for tag := w.foreign(); tag != ""; tag = w.foreign() {
		d.Await(w.fetch(tag))
		w.learn(tag)
	}
	w.check()
	for w.lacks() {
		d.Await(w.fetch(w.lacking))
		w.check()
	}
	w.paint()
	d.Mark("painted")
	d.Rest()

	d.Await(d.Get(w.boot, "settled"))
	w.sheet = d.Sheet(d.String(w.texts, "css"))
	w.theme = d.Sheet(w.scheme())
	w.bar = w.summaryRoot()
	d.Rest()
	w.attach()
	d.Rest()

	d.Layout(w.drawing)
	w.listen()
	w.awaitPrint()
	w.expose()
	if len(w.report.Items) > 0 {
		d.Announce(w.bar, w.announcement())
	}
	if err := d.Err(); err != nil {
		return err
	}
	w.openFromAddress()
	w.lookUp()
	return d.Err()
}

// night reports whether what we add is to be light on dark.
func (w *widget) night() bool {
	if w.colors == "auto" {
		return w.doc.Dark(w.root)
	}
	return w.colors == "dark"
}

// scheme returns the CSS with which shadow roots follow their page and not the system: light or dark, and the
// direction.
func (w *widget) scheme() string {
	colors := "light"
	if w.dark {
		colors = "dark"
	}
	return ":host{color-scheme:" + colors + ";direction:" + w.dir + "}"
}

// summaryRoot returns the shadow root that the summary goes into: that of the element the publisher made for it, whose
// own content comes back when we leave, or of one of ours at the head or end of the article.
func (w *widget) summaryRoot() dom.Value {
	d := w.doc
	e := d.Call(d.Document, "querySelector", web.SummaryTag)
	ours := !d.Is(e)
	if ours {
		e = d.Call(d.Document, "createElement", web.SummaryTag)
		d.Call(e, "setAttribute", web.OurAttribute, "") // so that a copy of it, which some pages keep, is known as ours
		if w.bars == "bottom" {
			d.Call(w.root, "append", e)
		} else {
			d.Call(w.root, "prepend", e)
		}
	}
	return d.Borrow(e, ours, w.sheet, w.theme)
}

// fill puts the card of a record into each element that the publisher has made for one. Such a card has the record's
// own words, whatever the article says. An element that names no record keeps its own content.
func (w *widget) fill() {
	d := w.doc
	elements := d.Call(d.Document, "querySelectorAll", web.CardTag+"[record]")
	for i := range d.Int(elements, "length") {
		e := d.Call(elements, "item", i)
		id, _ := d.Attr(e, "record")
		a := w.annotation(id)
		switch {
		case a == nil:
			d.Call(w.boot, "warn", "sourcemark-card: "+w.unclear(id))
			if tree := d.Get(e, "shadowRoot"); d.Is(tree) {
				d.Call(tree, "replaceChildren", d.Call(d.Document, "createElement", "slot")) // it was clear before
			}
			continue
		case !d.Is(d.Get(e, "shadowRoot")):
			d.Borrow(e, false, w.sheet, w.theme)
		}
		d.Call(d.Get(e, "shadowRoot"), "replaceChildren", d.Build(w.view.Card(a)))
	}
}

// annotation returns the item of the record that id names, or the record by itself if it has no place in the article;
// nil if no record has that name, or several do.
func (w *widget) annotation(id string) *claims.Annotation {
	all := w.named(id)
	if len(all) != 1 {
		return nil
	}
	for i := range w.report.Items {
		if a := &w.report.Items[i]; a.Record == all[0].Record {
			return a
		}
	}
	return &all[0]
}

// named returns the records that id may name, each by itself. An id that begins with where a dossier was fetched means
// that one, whatever others are called.
func (w *widget) named(id string) (all []claims.Annotation) {
	id = name(id)
	at, rest, _ := strings.Cut(id, "#")
	at, fetched := "/"+strings.TrimLeft(at, "./"), false
	for k := range w.files {
		x, of := w.files[k].Dossier, id
		if rest != "" && strings.HasSuffix("/"+w.files[k].url, at) {
			if of = rest; !fetched {
				all, fetched = nil, true
			}
		} else if fetched {
			continue
		}
		for i := range x.Records {
			if r := &x.Records[i]; claims.Named(x, r, of) {
				all = append(all, web.ItemOf(x, r))
			}
		}
	}
	return all
}

// unclear returns why id names no single record, and what would.
func (w *widget) unclear(id string) string {
	all := w.named(id)
	if len(all) == 0 {
		return "no record " + strconv.Quote(id)
	}
	words := "several records are called " + strconv.Quote(id) + "; want one of"
	for i := range all {
		words += " " + strconv.Quote(w.reference(&all[i]))
	}
	return words
}

// name returns the bare name in an id: "#c01", "c01" and "sm-c01" are the same.
func name(id string) string {
	return strings.TrimPrefix(strings.TrimPrefix(id, "#"), web.FragmentPrefix)
}

// id returns the name of item i for the page, "#c01", or "#c01@ferry" where two dossiers have a c01.
func (w *widget) id(i int) string {
	a := &w.report.Items[i]
	return "#" + w.view.Name(a.Dossier, a.Record)
}

// foreign returns the tag of a language that has to be fetched: that of the article, or of a dossier; "" if there is
// none.
func (w *widget) foreign() string {
	text := w.reading.Text
	tags := []string{language.TagOf(text.String(), text.Language)}
	for _, f := range w.files {
		tags = append(tags, f.Language)
	}
	for _, tag := range tags {
		tag, _, _ = strings.Cut(tag, "-")
		if language.Of(tag) == nil && language.Known(tag) && !slices.Contains(w.asked, tag) {
			return tag
		}
	}
	return ""
}

// fetch has the loader fetch what there is to know of a language, and what reading it takes if it is not English, or a
// part of the program, and returns a promise of that.
func (w *widget) fetch(what string) dom.Value {
	w.asked = append(w.asked, what)
	if what == string(links) {
		w.asked = append(w.asked, string(edited)) // which comes with it (web/static/half.js)
	}
	return w.doc.Call(w.boot, "learn", what)
}

// await fetches that and then calls do, unless the widget is gone.
func (w *widget) await(what string, do func()) {
	d := w.doc
	w.coming = d.Call(w.fetch(what), "then", d.Func(w.crash, func(dom.Value, []dom.Value) any {
		w.coming = dom.Undefined()
		if !w.dead {
			do()
		}
		return w.outcome()
	}))
}

// learn takes what was fetched. Without it nothing is checked: unread words may deny what stands beside them.
func (w *widget) learn(tag string) {
	if _, spoken, _ := strings.Cut(w.doc.String(w.boot, "spoken"), "\f"); spoken != "" {
		language.Load(tag, spoken)
	}
}

// unread reports whether the article is in a language whose words did not come.
func (w *widget) unread() bool {
	text := w.reading.Text
	tag := language.TagOf(text.String(), text.Language)
	return tag != "" && language.Of(tag) == nil
}

// errAbsent is the panic of what stands for a part of the program that has not come: the name by which the loader knows
// that part.
type errAbsent string

const (
	others = errAbsent("others") // to read languages other than English
	east   = errAbsent("east")   // to read Chinese, Japanese, Korean and Thai
	links  = errAbsent("links")  // to link records that have no place by their anchor
	edited = errAbsent("edited") // to place records whose words have changed
)

func (errAbsent) Error() string { return "a part of the program has not come" }

// absent and the others stand for the functions of these parts until they have come (web/bundle/part.go).
func absent()       { panic(others) }
func absentEast()   { panic(east) }
func absentLinks()  { panic(links) }
func absentEdited() { panic(edited) }

var kept = []func(){absent, absentEast, absentLinks, absentEdited} // or the linker leaves out what nobody calls

// lacks reports whether the article was not checked for want of a part of the program that was not asked for yet.
func (w *widget) lacks() bool {
	return w.lacking != "" && !slices.Contains(w.asked, w.lacking) && kept != nil
}

// checked returns what the records say about the article as it was read: nothing, where that takes words or a part of
// the program that are not there.
func (w *widget) checked() (report *claims.Report) {
	w.lacking = ""
	defer func() {
		p := recover()
		if part, ok := p.(errAbsent); ok {
			w.lacking, report = string(part), &claims.Report{Text: w.reading.Text}
			w.newChecker() // the other has stopped halfway
		} else if p != nil {
			panic(p)
		}
	}()
	if w.unread() {
		return &claims.Report{Text: w.reading.Text}
	}
	return w.checker.Check(w.reading.Text)
}

// check checks the article as it was read.
func (w *widget) check() {
	w.doc.Mark("read")
	w.reading.Text.Addresses = w.addresses()
	w.report = w.checked()
	w.report.OfPage(w.reading.Text.Addresses...)
	w.doc.Mark("checked")
	v := &web.View{Lang: w.lang, Report: w.report, Feedback: w.feedback, Editable: w.editable, Editing: w.editing()}
	v.Hidden, v.Quiet, v.Filter, v.Fragment = w.hidden, w.quiet, w.filter, w.given == mounted
	if w.view != nil {
		v.Hidden, v.Filter = w.view.Hidden, w.view.Filter
	}
	w.view = v
}

// addresses returns the addresses of the page, or of the article that was mounted, as half.js finds them. Where the head of the
// page is about another article, so is the day in it.
func (w *widget) addresses() []string {
	all, undated := strings.CutSuffix(w.doc.Text(w.doc.Call(w.boot, "addresses")), " undated")
	if undated {
		w.reading.Text.Published = ""
	}
	return strings.Fields(all)
}

// paint paints the words of the report's items.
func (w *widget) paint() {
	marks := make([]dom.Mark, 0, len(w.report.Items))
	for i := range w.report.Items {
		a := &w.report.Items[i]
		marks = append(marks, dom.Mark{Span: a.Span, Parts: a.Parts, Paint: web.Highlight(a.Status().String())})
	}
	for _, u := range w.differing() {
		marks = append(marks, dom.Mark{Span: u.Near})
	}
	w.drawing = w.doc.Draw(w.reading, marks)
	w.doc.Paint(w.drawing, w.paints, -1)
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
	w.fill()
}

func (w *widget) editing() bool { return w.before.IsObject() }

// differing returns, while somebody edits, the records whose words have changed: that is said beside them.
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

// paints and marks report whether an item is shown by painted words, and by its note.
func (w *widget) paints(i int) bool { return w.painted && w.shown(i) }
func (w *widget) marks(i int) bool  { return w.marked && w.shown(i) }

// show applies the filter anew, and brings the summary up to date.
func (w *widget) show() {
	active := -1
	if w.open != nil {
		active = w.open.item
	}
	w.doc.Sift(w.drawing, w.marks, w.quiet && w.view.Hidden && !w.editing())
	w.doc.Paint(w.drawing, w.paints, active)
	if w.bars != "none" {
		// Without any checks, what the publisher has put there.
		w.doc.Replace(w.bar, cmp.Or(w.view.Summary(), "<slot></slot>"))
	}
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
		open = w.reference(&w.report.Items[w.open.item])
	}
	w.close(false)
	w.closeList()
	d.Erase(w.drawing)
	d.Call(w.boot, "sweep") // what a page has put back of itself, with elements of ours that are dead
	if !d.Has(w.root, "isConnected") || w.found != w.selector || w.outgrown() {
		w.found = w.selector
		root := d.Root(w.selector)
		if !d.Is(root) {
			// Until the page has an article again there is nothing to show.
			w.reading = &dom.Reading{Text: new(claims.Text)}
			w.report = &claims.Report{Text: w.reading.Text}
			w.view.Report = w.report
			w.drawing = d.Draw(w.reading, nil)
			return
		}
		w.root = root
		d.Follow(root)
	}
	if !d.Has(d.Get(w.bar, "host"), "isConnected") {
		w.bar = w.summaryRoot()
	}
	if dark := w.night(); dark != w.dark {
		w.dark = dark
		d.Call(w.theme, "replaceSync", w.scheme())
		d.Call(w.painting, "replaceSync", web.Themed(d.String(w.texts, "page"), dark))
	}
	w.reading = d.Read(w.root, w.selector != "")
	tag := w.foreign()
	w.check()
	if tag == "" && w.lacks() {
		tag = w.lacking
	}
	if tag != "" { // until it is there nothing is shown
		w.await(tag, func() { w.learn(tag); w.again() })
	}
	w.draw()
	if open != "" {
		if i := w.find(open); i >= 0 {
			w.openCard(i, false)
		}
	}
	w.lookUp()
}

// lookUp fetches the lexicon, once, if a claim has no place that may stand in the article in other words. The article
// is checked again when it has come; if it does not, the page stays as it is. What needs the lexicon is in a part of
// the program that comes with it (web/bundle/part.go).
func (w *widget) lookUp() {
	d := w.doc
	if w.looking || !w.checker.MayRestate(w.report) {
		return
	}
	w.looking = true
	d.Call(w.boot, "more", d.Func(w.crash, func(_ dom.Value, args []dom.Value) any {
		table, err := lexicon.Parse(d.Text(args[0]))
		if err != nil {
			d.Call(w.boot, "warn", "claims are not looked for in other words: "+err.Error())
			return nil
		}
		w.lexicon = table
		w.newChecker()
		n := len(w.report.Items)
		w.again()
		if len(w.report.Items) > n {
			d.Announce(w.bar, w.announcement())
		}
		return nil
	}))
}

// outgrown reports whether the page has got more articles beside the one it had: then all of them are read.
func (w *widget) outgrown() bool {
	d := w.doc
	if w.selector != "" || w.editing() {
		return false
	}
	root := d.Root("")
	return !root.Equal(w.root) && d.Is(d.Call(root, "contains", w.root))
}

// changed answers a page that has changed the words of its article. Where they are the same words in the same
// places, nothing is checked again: an open card stays as it is.
func (w *widget) changed() {
	d := w.doc
	switch {
	case w.dead || w.editing():
	case d.Has(w.root, "isConnected") && !w.outgrown() && d.Intact(w.drawing) && d.Read(w.root, w.selector != "").Text.String() == w.reading.Text.String():
		w.arrange()
	default:
		w.again()
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
	close(w.over)
}

// announcement returns what screen readers say once, when the checks are there.
func (w *widget) announcement() string {
	n := w.report.Counts()
	return lang.Format(w.lang.Ready, w.lang.Count(n.Items(), lang.Checked),
		strconv.Itoa(n.Disputed), strconv.Itoa(n.Unsourced))
}

// reference returns a name of a record that stays the same whatever else is loaded: where its dossier was fetched, or
// else what that calls itself, with its id.
func (w *widget) reference(a *claims.Annotation) string {
	of := a.Dossier.ID
	for k := range w.files {
		if f := &w.files[k]; f.Dossier == a.Dossier {
			of = cmp.Or(f.url, of)
		}
	}
	return of + a.Record.ID
}

// find returns the index of the item that id names; -1 if there is none, or if it may name several, which the console
// says.
func (w *widget) find(id string) int {
	for i := range w.report.Items {
		if name(w.id(i)) == name(id) {
			return i
		}
	}
	if a := w.annotation(id); a != nil {
		return a.Number - 1
	}
	if len(w.named(id)) > 1 {
		w.doc.Call(w.boot, "warn", w.unclear(id))
	}
	return -1
}

// openFromAddress opens the item that the address of the page names. If that has no place on the page any more, it
// shows what became of it.
func (w *widget) openFromAddress() {
	hash := w.doc.String(w.doc.Get(w.doc.Window, "location"), "hash")
	id, ok := strings.CutPrefix(hash, "#"+web.FragmentPrefix)
	if !ok {
		return
	}
	i, a := w.find(id), w.annotation(id)
	switch {
	case i >= 0:
		w.openCard(i, true)
	case a != nil && a.Record.Status == claims.Withdrawn:
		w.openPanel(w.view.Card(a), web.HeadingID)
	case a == nil && len(w.named(id)) > 0:
		w.openList()
	case a != nil:
		for i := range w.report.Unplaced {
			if u := &w.report.Unplaced[i]; u.Record == a.Record {
				w.openPanel(w.view.List(u), web.ListID)
			}
		}
	}
}
