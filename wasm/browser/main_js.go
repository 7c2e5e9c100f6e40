//go:build js && wasm

// Command browser is the widget: it reads the article of the page that runs it, checks it against the
// records it was given, and shows what it found. One program serves all articles of a page that were mounted
// (web/npm): the loader's half (web/static/half.js) starts it, and asks it for a widget for each.
package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
	"sourcemark/claims/records"
	"sourcemark/wasm/dom"
	"sourcemark/web/lang"
)

func main() {
	dom.Serve(show)
	select {} // a program that ended would throw at whoever still calls it
}

// show makes a widget of what the loader has for it.
func show(boot dom.Value) {
	doc := dom.New()
	doc.Use(doc.Get(boot, "page"))
	doc.Mark("running")
	doc.Rest()
	w := &widget{doc: doc, api: doc.Get(boot, "api"), boot: boot, texts: doc.Get(boot, "texts"), over: make(chan struct{})}
	if code, err := w.start(); err != nil {
		w.destroy()
		doc.Call(boot, "reject", err.Error(), code)
	} else {
		doc.Call(boot, "resolve", w.summary())
	}
	<-w.over
	doc.Forget()
	*w = widget{doc: doc, dead: true} // the page may still hold functions of ours, and they would hold the article
}

// start reads the records and the page and shows the checks. An error comes with the code under which the page hears of
// it; a panic on the way is one.
func (w *widget) start() (code string, err error) {
	defer func() {
		if p := recover(); p != nil {
			code, err = "program", errors.New(dom.Reason(p))
		}
	}()
	d := w.doc
	w.settings = settingsOf(d, d.Get(w.boot, "config"))
	if err := w.speak(); err != nil {
		return "program", err
	}
	list := d.Get(w.boot, "records")
	var broken []error // which keep no others from being shown
	for i := range d.Int(list, "length") {
		if _, err := w.read(d.Call(list, "at", i)); err != nil {
			broken = append(broken, err)
		}
		d.Rest()
	}
	if w.files == nil && broken != nil {
		return "records", broken[0]
	}
	w.newChecker()
	if err := w.look(); err != nil {
		return "article", err
	}
	for _, err := range broken {
		w.complain(err)
	}
	d.Mark("ready") // for an article
	d.Rest()
	return "page", w.install()
}

// speak takes the language that the loader has chosen, or English where the words of it did not come or are not what
// this program knows: the file may be of another version.
func (w *widget) speak() error {
	d := w.doc
	english, err := lang.Parse("en", d.String(w.texts, "english"))
	if err != nil {
		return err
	}
	w.lang = english
	tag := d.String(d.Get(w.boot, "config"), "lang")
	words, spoken, _ := strings.Cut(d.String(w.boot, "words"), "\f")
	switch {
	case spoken != "":
		language.Load(tag, spoken)
	case tag == "en":
		return errors.New("lang/en.txt has no words; publish all files of one build together")
	}
	if words != "" {
		l, err := lang.Parse(tag, words)
		if err != nil {
			d.Call(w.boot, "warn", "the interface stays in English: "+err.Error())
		} else {
			w.lang = l
		}
	}
	if w.dir == "" {
		w.dir = w.lang.Dir
	}
	w.lang.Dir = w.dir
	return nil
}

// A file is a dossier as the loader has given it.
type file struct {
	*claims.Dossier
	url  string // where it was fetched; "" if it was not
	text string
}

// same reports whether two files are editions of one dossier: they have the same address, or the same name in the same
// folder. Of a file without an address only the name counts.
func (f *file) same(o *file) bool {
	folder := func(f *file) string { return f.url[:strings.LastIndexByte(f.url, '/')+1] }
	if f.url != "" && f.url == o.url {
		return true
	}
	return f.ID == o.ID &&
		(f.url == "" || o.url == "" || strings.Contains(f.ID, "://") || folder(f) == folder(o))
}

// read adds a dossier as the loader gives it (name, address and text), in the place of an edition that is there
// already. It reports whether there is anything new in it.
func (w *widget) read(v dom.Value) (news bool, err error) {
	d := w.doc
	f := file{url: d.String(v, "url"), text: d.String(v, "text")}
	if f.Dossier, err = records.Read(d.String(v, "name"), []byte(f.text)); err != nil {
		return false, err
	}
	i := slices.IndexFunc(w.files, func(o file) bool { return o.same(&f) })
	switch {
	case i < 0:
		w.files = append(w.files, f)
	case w.files[i].text == f.text:
		return false, d.Err()
	default:
		if old := w.files[i].url; old != f.url && old != "" && f.url != "" {
			d.Call(w.boot, "warn",
				f.url+" takes the place of "+old+": both have the @id "+strconv.Quote(f.ID))
		}
		w.files[i] = f
	}
	return true, d.Err()
}

// newChecker makes the checker anew, of all dossiers. If all select one element as their article, that is what is read;
// where data-root says what is, or they do not agree, those that select another are left out.
func (w *widget) newChecker() {
	if w.selector = w.given; w.given == "" && len(w.files) > 0 {
		w.selector = w.files[0].About.Selector
		for i := range w.files {
			if w.files[i].About.Selector != w.selector {
				w.selector = ""
			}
		}
	}
	var all []*claims.Dossier
	for i := range w.files {
		if d := w.files[i].Dossier; d.About.Selector == "" || d.About.Selector == w.selector {
			all = append(all, d)
		}
	}
	w.checker = claims.New(all...)
	if w.lexicon != nil {
		w.checker.InOtherWords(func() *lexicon.Table { return w.lexicon })
	}
}
