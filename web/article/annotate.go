package article

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/web"
)

// Options say what a page gets beside its checks.
type Options struct {
	Stylesheet string // address of sourcemark.css; sourcemark.card.css, for the inside of cards, stands beside it
	Markup     []byte // JSON-LD of the page, put into it as a block of data; nil for none
	Charset    string // the encoding that the Content-Type names, "" if it names none
	Cards      *Cards // what is kept from one page to the next; nil for nothing
}

// Annotate is a page with its checks in it, for readers without a program or JavaScript: a mark around the words of each
// item, a button and a card behind them, the summary at the head and endnotes at the end of the article. v is a view of a
// report on p.Text.
//
// Every byte of p.Source stays where it is: Strip gives it back, and that is tried before a page is given out. A page
// without items is p.Source. With an error, which is a RefusalReason, comes p.Source too: a reader gets the page as its publisher
// wrote it.
func (p *Page) Annotate(v *web.View, o Options) ([]byte, error) {
	if len(v.Report.Items) == 0 {
		return p.Source, nil
	}
	charset := encoding(p.Source, o.Charset, p.charset)
	if err := validate(p.Source, charset); err != nil {
		return p.Source, err
	}
	if Framework(p.Source) != "" {
		return p.Source, RefusalFramework
	}
	if p.refusal != nil {
		return p.Source, p.refusal
	}
	var in insertions
	ends, ok := in.marks(p, v)
	if !ok {
		return p.Source, RefusalPlace
	}
	cards := o.Stylesheet
	if i := strings.LastIndex(cards, ".css"); i >= 0 {
		cards = cards[:i] + ".card" + cards[i:]
	}
	kept := pieceWriter{o.Cards, v, charset}
	for i, at := range ends {
		in.put(at, between, kept.card(&v.Report.Items[i], cards))
	}
	sheet := `<link rel="stylesheet" href="` + html.EscapeString(o.Stylesheet) + `" ` + web.OurAttribute + `>`
	if p.summary != 0 {
		// In a tree of its own, what the publisher has put there is not shown, and still there for whoever knows no such trees.
		in.put(p.summary, between, opaque(encodeFor(`<template shadowrootmode="open" `+web.OurAttribute+`><link rel="stylesheet" href="`+html.EscapeString(cards)+`">`+v.Headline()+`</template>`, charset)))
		in.put(p.head, between, opaque(encodeFor(sheet, charset)))
	} else {
		in.put(p.head, between, opaque(encodeFor(sheet+`<`+web.SummaryTag+` `+web.OurAttribute+`>`+v.Headline()+`</`+web.SummaryTag+`>`, charset)))
	}
	// A paragraph that the article leaves open would be closed by the endnotes, and what stands around them with it; the div
	// closes it before.
	in.put(p.end, between, kept.endlist(o.Markup))
	if !bytes.Equal(Strip(in.applyTo(p.Source, true)), p.Source) {
		return p.Source, RefusalChanged
	}
	return in.applyTo(p.Source, false), nil
}
