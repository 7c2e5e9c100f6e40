package article

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/web"
)

// Options say what a page gets beside its checks. The zero value works, but for the style sheet, without which a reader
// sees no cards.
type Options struct {
	// Stylesheet is the address of sourcemark.css. Beside it stand sourcemark.card.css, for the inside of cards, and
	// sourcemark.part.css, for HTML that is part of a page.
	Stylesheet string
	// OEmbed is the address of the oEmbed answer about the page, to which a link is put into its head, unless it has such a
	// link already; "" for none.
	OEmbed string
	Markup []byte // JSON-LD of the page, put into it as a block of data; nil for none
	Cards  *Cards // keeps HTML from one page to the next; nil for nothing
}

// Annotate returns the page with its checks in it, for readers without a program or JavaScript: a mark around the words
// of each item, a button and a card after them, the summary before the article and the endnotes after it. Of several
// articles each has its own. In HTML that is part of a page all text of ours comes after the article: excerpts are made
// of it by taking the tags out. v is a view of a report on p.Text.
//
// Every byte of p.Source stays, in its order: Strip returns p.Source again, and Annotate has tried that before it
// returns. A page without items comes back as p.Source. So does a page that cannot be annotated, with a RefusalReason
// as error: readers get the page as its publisher wrote it.
func (p *Page) Annotate(v *web.View, o Options) ([]byte, error) {
	if len(v.Report.Items) == 0 {
		return p.Source, nil
	}
	charset := p.charset
	if err := validate(p.Source, charset, p.legacy != ""); err != nil {
		return p.Source, err
	}
	if p.Framework() != "" {
		return p.Source, RefusalFramework
	}
	if p.amp {
		return p.Source, RefusalAMP
	}
	if p.refusal != nil {
		return p.Source, p.refusal
	}
	own := *v
	v = &own
	v.Fragment = !p.whole
	var in insertions
	ends, ok := in.marks(p, v, mark)
	if !ok {
		return p.Source, RefusalPlace
	}
	if v.NoLinks = p.Based; v.NoLinks {
		o.Cards = nil // which have the links
	}
	shares := p.shares(v)
	for i := range shares {
		in.cards(&shares[i], ends, o, charset)
	}
	sheets := stylesheet(o.Stylesheet, ours)
	if v.Fragment {
		sheets += stylesheet(o.beside(".part"), ours)
	}
	in.put(p.head, between, opaque(encodeFor(sheets, charset)))
	if o.OEmbed != "" && p.headEnd > 0 && !bytes.Contains(p.UTF8[:p.headEnd], []byte("json+oembed")) {
		in.put(p.headEnd, between, opaque(`<link rel="alternate" type="application/json+oembed" href="`+html.EscapeString(o.OEmbed)+`"`+ours+`>`))
	}
	sum := p.summary // the publisher's own place for that of all articles
	for i := range shares {
		if shares[i].summary != 0 {
			sum = 0
		}
	}
	if sum != 0 {
		v.NoLinks = true // to one of several lists
		in.summaryAt(sum, v, o, charset)
	}
	// At one place, what belongs to an article goes outside of what belongs to those within it.
	for i := range shares {
		in.summary(&shares[i], o, charset)
	}
	for i := len(shares) - 1; i >= 0; i-- {
		in.endnotes(&shares[i], o, charset)
		o.Markup = nil
	}
	for i := range in {
		if p.drawn(in[i].at) {
			return p.Source, RefusalFramework
		}
	}
	return p.written(in)
}

// written returns the page with insertions in it, or as it was, with a RefusalReason as error.
func (p *Page) written(in insertions) ([]byte, error) {
	for i := range in {
		if p.mistaken(in[i].at) {
			return p.Source, RefusalNesting
		}
	}
	if p.legacy != "" && !in.toSource(p) {
		return p.Source, RefusalEncoding
	}
	if !bytes.Equal(Strip(in.applyTo(p.Source, true)), p.Source) {
		return p.Source, RefusalChanged
	}
	return in.applyTo(p.Source, false), nil
}

const ours = ` ` + web.OurAttribute

// stylesheet returns a link to a style sheet.
func stylesheet(address, attribute string) string {
	return `<link rel="stylesheet" href="` + html.EscapeString(address) + `"` + attribute + `>`
}

// CardSheet returns the address of the style sheet for the inside of cards.
func (o Options) CardSheet() string { return o.beside(".card") }

// beside returns the address of a style sheet beside the first: ".card" for the inside of cards.
func (o *Options) beside(name string) string {
	if i := strings.LastIndex(o.Stylesheet, ".css"); i >= 0 {
		return o.Stylesheet[:i] + name + o.Stylesheet[i:]
	}
	return o.Stylesheet
}

// cards puts the buttons and the cards of an article after the words that its items stand on, or in a fragment the
// buttons alone. ends is where the words end, of all items of the page.
func (in *insertions) cards(x *share, ends []int, o Options, charset string) {
	pieces := pieceWriter{o.Cards, x.view, charset}
	for i, item := range x.items {
		a := &x.view.Report.Items[i]
		if x.view.Fragment {
			in.put(ends[item], between, opaque(encodeFor(x.view.Number(a), charset)))
		} else {
			in.put(ends[item], between, pieces.card(a, o.beside(".card")))
		}
	}
}

// summary puts the summary of an article into the publisher's own place for it, or before the article; that of a
// fragment, of which excerpts may be made, comes after it.
func (in *insertions) summary(x *share, o Options, charset string) {
	switch {
	case x.summary != 0:
		in.summaryAt(x.summary, x.view, o, charset)
	case !x.view.Fragment:
		in.put(x.head, between, opaque(encodeFor(summary(x.view), charset)))
	}
}

func summary(v *web.View) string {
	return `<` + web.SummaryTag + ours + `>` + v.Headline() + `</` + web.SummaryTag + `>`
}

// summaryAt puts a summary into the publisher's own place for it, in a tree of its own: what the publisher has put there
// is not shown, but stays for browsers without such trees.
func (in *insertions) summaryAt(at int, v *web.View, o Options, charset string) {
	tree := `<template shadowrootmode="open" shadowrootclonable` + ours + `>` + stylesheet(o.beside(".card"), "") + v.Headline() + `</template>`
	in.put(at, between, opaque(encodeFor(tree, charset)))
}

// endnotes puts the endnotes after an article; of a fragment, also its summary and its cards, for between its words
// there is no text but its own.
func (in *insertions) endnotes(x *share, o Options, charset string) {
	pieceWriter{o.Cards, x.view, charset}.endlist(in, x.end, o.Markup)
	if !x.view.Fragment {
		return
	}
	var last strings.Builder
	if x.summary == 0 {
		last.WriteString(summary(x.view))
	}
	last.WriteString(`<div` + ours + `>`)
	for i := range x.view.Report.Items {
		last.WriteString(x.view.FragmentCard(&x.view.Report.Items[i], o.beside(".card")))
	}
	in.put(x.end, between, opaque(encodeFor(last.String()+`</div>`, charset)))
}
