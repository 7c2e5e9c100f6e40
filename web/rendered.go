package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// OurAttribute stands on every element that a renderer has put into a page, so that all of them can be found and taken
// out again: of a mark only the tags, of everything else what is in it too.
const OurAttribute = "data-sourcemark"

// Rendered returns an item for a page that needs no program: the button that follows its words, and the card it opens,
// in a tree of their own that the browser builds while it reads the page. stylesheet is the address of
// sourcemark.card.css. Where there are no such trees (feed readers, old browsers), a plain link leads to the endnote.
func (v *View) Rendered(a *claims.Annotation, stylesheet string) string {
	var p builder
	p.Grow(6144) // bytes; most cards have fewer
	status, number := a.Status().String(), strconv.Itoa(a.Number)
	// Whatever differs from one item to the next stands together, and the link stands before the tree: pages compress
	// better so.
	p.put(`<sourcemark-marks data-sourcemark="%" data-kind="%" data-status="%" data-placement="%">`,
		v.Name(a.Dossier, a.Record), a.Record.Kind.String(), status, a.Placement.String())
	if v.NoLinks {
		p.put(`<span>[%]</span>`, number)
	} else {
		p.put(`<a href="#sm-note-%%">[%]</a>`, number, v.Suffix, number)
	}
	p.put(`<template shadowrootmode="open" shadowrootclonable><link rel="stylesheet" href="%">`, stylesheet)
	p.put(`<button type="button" class="number %" part="marker" data-do="open" aria-haspopup="dialog"`+
		` popovertarget="sm-card" aria-labelledby="sm-position sm-verdict sm-words"><b>%</b>`, status, number)
	if a.Record.Kind == claims.Quotation { // the card cuts its words up, to mark what differs
		words := v.inLang(a.Language(), shorten(v.words(a), enough))
		p.add(`<span id="sm-words" class="vh">` + words + `</span>`)
	}
	p.put(`</button><div id="sm-card" popover role="dialog" aria-labelledby="sm-verdict" class="card" part="card">`)
	v.card(&p, a, v.hiding())
	p.put(`</div></template></sourcemark-marks>`)
	return p.String()
}

// Number returns what follows the words of an item in HTML that is part of a page: the button that opens its card, which
// FragmentCard returns, and for old browsers a link to the endnote. Neither has text. A style sheet draws the number,
// and its name is an attribute, so that the article stays what it was for those who take the tags out: excerpts, feeds.
func (v *View) Number(a *claims.Annotation) string {
	var p builder
	status, number := a.Status().String(), strconv.Itoa(a.Number)
	p.put(`<sourcemark-number data-sourcemark class="sourcemark-%" lang="%" dir="%">`, status, v.Lang.Tag, v.Lang.Dir)
	words := a.Record.Text
	if a.Record.Kind == claims.Quotation {
		words = shorten(v.words(a), enough)
	}
	p.put(`<button type="button" data-n="%" aria-haspopup="dialog" popovertarget="sm-card-%%" aria-label="% % %">`+
		`</button>`, number, number, v.Suffix, v.position(a), v.verdictName(a), words)
	if v.NoLinks {
		p.put(`<span data-n="%"></span>`, number)
	} else {
		p.put(`<a href="#sm-note-%%" data-n="%" aria-label="[%]"></a>`, number, v.Suffix, number, number)
	}
	p.put(`</sourcemark-number>`)
	return p.String()
}

// FragmentCard returns the card of an item for the end of HTML that is part of a page. The card is in a tree of its own,
// but for its close button, which has to be where its id is. Where a script puts the HTML into a page, browsers build no
// such trees: then the card is its verdict, and leads to the endnote.
func (v *View) FragmentCard(a *claims.Annotation, stylesheet string) string {
	var p builder
	p.Grow(6144) // bytes; most cards have fewer
	number, name := strconv.Itoa(a.Number), v.verdictName(a)
	p.put(`<sourcemark-marks data-sourcemark="%" data-kind="%" data-status="%" data-placement="%" lang="%" dir="%"`+
		` id="sm-card-%%" popover role="dialog" tabindex="-1" autofocus aria-label="%">`,
		v.Name(a.Dossier, a.Record), a.Record.Kind.String(), a.Status().String(), a.Placement.String(),
		v.Lang.Tag, v.Lang.Dir, number, v.Suffix, name)
	if v.NoLinks {
		p.put(`<span>%</span>`, name)
	} else {
		p.put(`<a href="#sm-note-%%">%</a>`, number, v.Suffix, name)
	}
	p.put(`<template shadowrootmode="open" shadowrootclonable><link rel="stylesheet" href="%">`, stylesheet)
	v.card(&p, a, `<slot name="close"></slot>`)
	p.put(`</template><button type="button" slot="close" data-n="×" popovertarget="sm-card-%%" popovertargetaction="hide"`+
		` aria-label="%"></button></sourcemark-marks>`, number, v.Suffix, v.Lang.Close)
	return p.String()
}

// hiding returns the button that closes a card within its tree.
func (v *View) hiding() html {
	return `<button type="button" class="close" part="close" popovertarget="sm-card" popovertargetaction="hide" aria-label="` +
		escape(v.Lang.Close) + `">×</button>`
}

// verdictName returns the heading of a card as it is read out: "Wrong number (disputed)".
func (v *View) verdictName(a *claims.Annotation) string {
	return v.Verdict(a) + " (" + v.Lang.Status[a.Status()] + ")"
}

// MarkClass returns the class of marked words of a status on a rendered page: "sourcemark-disputed".
func MarkClass(s claims.Status) string { return Prefix + s.String() }

// Of returns the view of one of several articles of a page, of which part is a report. Its records are called as they
// are in v, whose report is of the page.
func (v *View) Of(part *claims.Report) *View {
	out := *v
	out.Report, out.named, out.names, out.compared = part, part, v.names, nil
	if v.named != v.Report || v.names == nil {
		out.names = v.Report.Names()
	}
	return &out
}

// Endlist returns what stands before and after the endnotes of all items, as Endnote has them, at the end of a rendered
// article: links lead there, and it is printed. Its attribute data-unplaced names the records that have no place.
func (v *View) Endlist() (before, after string) {
	var p builder
	var unplaced []string
	for i := range v.Report.Unplaced {
		u := &v.Report.Unplaced[i]
		unplaced = append(unplaced, v.Name(u.Dossier, u.Record))
	}
	p.put(`<sourcemark-endnotes data-sourcemark data-unplaced="%" lang="%" dir="%"><details><summary>%</summary>`,
		strings.Join(unplaced, " "), v.Lang.Tag, v.Lang.Dir, v.Lang.AllChecks)
	v.beginEndnotes(&p)
	return p.String(), `</ol>` + v.Withdrawn() + `</section></details></sourcemark-endnotes>`
}

// Headline returns the summary of a rendered page: what was checked, in words, since without a program nothing filters.
// It is one span: the start tag of a paragraph would close a paragraph of the page.
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
	if !v.NoLinks {
		p.put(` <a href="#sm-notes%">%</a>`, v.Suffix, l.AllChecks)
	}
	p.add(`</span>`)
	return p.String()
}
