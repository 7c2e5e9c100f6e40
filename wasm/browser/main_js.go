//go:build js && wasm

// Command browser is the widget: it reads the article of the page that runs it, checks it against the
// records it was given, and shows what it found. The loader (web/static/loader.js) starts it and leaves
// it what it needs in window.sourcemark.boot.
package main

import (
	"errors"
	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/wasm/dom"
	"sourcemark/web/lang"
)

func main() {
	doc := dom.New()
	api := doc.Get(doc.Window, "sourcemark")
	boot := doc.Get(api, "boot")
	if !boot.IsObject() {
		return // nobody is waiting for us
	}
	doc.Delete(api, "boot")
	doc.Use(doc.Get(boot, "page"))
	doc.Mark("running")
	doc.Rest()
	w := &widget{doc: doc, api: api, boot: boot, lang: lang.English()}
	if err := w.start(boot); err != nil {
		w.destroy()
		doc.Call(boot, "reject", err.Error())
	} else {
		doc.Call(boot, "resolve", w.summary())
	}
	select {} // a program that ended would throw at whoever still calls it; nobody does once destroy is over
}

// start reads the records and the page and shows the checks. A panic on the way is an error.
func (w *widget) start(boot dom.Value) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New(dom.Reason(p))
		}
	}()
	d := w.doc
	w.settings(d.Get(boot, "config"))
	if err := w.look(); err != nil {
		return err
	}
	list := d.Get(boot, "records")
	var dossiers []*claims.Dossier
	for i := range d.Int(list, "length") {
		r := d.Call(list, "at", i)
		dossier, err := records.Read(d.String(r, "name"), []byte(d.String(r, "text")))
		if err != nil {
			return err
		}
		dossiers = append(dossiers, dossier)
		d.Rest()
	}
	if err := d.Err(); err != nil {
		return err
	}
	if len(dossiers) == 0 {
		return errors.New("no records were given")
	}
	w.checker = claims.New(dossiers...)
	d.Mark("ready") // for an article
	d.Rest()
	return w.install()
}
