package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// OurAttribute stands on every element that a renderer has put into a page, so that all of them can be found and taken
// out again: marks without the words in them, everything else whole.
const OurAttribute = "data-sourcemark"

// Rendered is an item on a page that needs no program: the button behind its words and the card it opens, in a tree of
// their own that the browser builds while it reads the page, and which style sheet they want. Where there are no such
// trees (feed readers, old browsers), a plain link leads to the item's endnote.
func (v *View) Rendered(a *claims.Annotation, sheet string) string {
	var p builder
	p.Grow(6144) // bytes; most cards have less
	status, number := a.Status().String(), strconv.Itoa(a.Number)
	// What differs from one item to the next stands together, and the link before the tree: a packer has less to say of it so.
	p.put(`<sourcemark-marks data-sourcemark="%" data-kind="%" data-status="%" data-placement="%"><a href="#sm-note-%">[%]</a>`,
		v.Name(a.Dossier, a.Record), a.Record.Kind.String(), status, a.Placement.String(), number, number)
	p.put(`<template shadowrootmode="open"><link rel="stylesheet" href="%"><button type="button" class="number %" part="marker" data-do="open" aria-haspopup="dialog" popovertarget="sm-card" aria-labelledby="sm-position sm-verdict sm-words"><b>%</b>`,
		sheet, status, number)
	if a.Record.Kind == claims.Quotation { // in the card its words are cut up, with what differs marked
		p.add(`<span id="sm-words" class="vh">` + v.inLang(a.Dossier.Language, shorten(v.words(a), 60)) + `</span>`) // as in Marker
	}
	p.put(`</button><div id="sm-card" popover role="dialog" aria-labelledby="sm-verdict" class="card" part="card">`)
	v.rendered = true
	v.card(&p, a)
	v.rendered = false
	p.put(`</div></template></sourcemark-marks>`)
	return p.String()
}

// MarkClass is the class of the words of a status on a rendered page.
func MarkClass(s claims.Status) string { return Prefix + s.String() }

// Endlist is all items with their sources, at the end of a rendered article: where their links lead, and what is printed.
// unplaced says which records have no place. note writes the endnote of an item, as Endnote does.
func (v *View) Endlist(note func(*claims.Annotation) string) string {
	var p builder
	var unplaced []string
	for i := range v.Report.Unplaced {
		u := &v.Report.Unplaced[i]
		unplaced = append(unplaced, v.Name(u.Dossier, u.Record))
	}
	p.put(`<sourcemark-endnotes data-sourcemark data-unplaced="%" lang="%" dir="%"><details><summary>%</summary>`, strings.Join(unplaced, " "), v.Lang.Tag, v.Lang.Dir, v.Lang.AllChecks)
	v.endnotes(&p, note)
	p.put(`</details></sourcemark-endnotes>`)
	return p.String()
}

// Headline is the summary on a rendered page: what was checked, in words, for there is nothing that would filter. It is one
// span: the start tag of a paragraph would close one that the page has open.
func (v *View) Headline() string {
	var p builder
	l, n := v.Lang, v.Report.Counts()
	counts := func(n int, noun lang.Noun) html { return escape(l.Count(n, noun)) }
	var statuses []html
	for _, s := range v.statuses(n) {
		statuses = append(statuses, escape(v.count(n, s)))
	}
	p.put(`<span class="sourcemark-headline" lang="%" dir="%">`, l.Tag, l.Dir)
	p.add(format(l.Sentence, format(l.Detail,
		v.list([]html{counts(n.Claims, lang.Claims), counts(n.Quotations, lang.Quotations)}),
		v.list(statuses))))
	if len(v.Report.Items) > 0 {
		if most := v.checkable(); most != "" {
			p.put(` %`, most)
		}
	}
	if u := len(v.Withheld()); u > 0 {
		p.add(` ` + format(l.Sentence, counts(u, lang.Withheld)))
	}
	p.put(` <a href="#sm-notes">%</a></span>`, l.AllChecks)
	return p.String()
}
