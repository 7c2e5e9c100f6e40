package article

import (
	"bytes"
	"hash/fnv"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// Options say what a page gets beside its checks. The zero value works, but for the style sheet, without which a reader
// sees no cards.
type Options struct {
	// Stylesheet is the address of sourcemark.css. Beside it stand sourcemark.card.css, for the inside of cards, and
	// sourcemark.part.css, for HTML that is part of a page.
	Stylesheet string
	Markup     []byte // JSON-LD of the page, put into it as a block of data; nil for none
	Cards      *Cards // keeps HTML from one page to the next; nil for nothing
}

// Annotate returns the page with its checks in it, for readers without a program or JavaScript: a mark around the words
// of each item, a button and a card after them, the summary before the article and the endnotes after it. In HTML
// that is part of a page all text of ours comes after the article: excerpts are made of it by taking the tags out. v is
// a view of a report on p.Text.
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
	if p.refusal != nil {
		return p.Source, p.refusal
	}
	own := *v
	v = &own
	v.Suffix, v.Fragment = suffix(v.Report), !p.whole
	var in insertions
	ends, ok := in.marks(p, v)
	if !ok {
		return p.Source, RefusalPlace
	}
	if v.NoLinks = p.Based; v.NoLinks {
		o.Cards = nil // which have the links
	}
	beside := func(name string) string {
		if i := strings.LastIndex(o.Stylesheet, ".css"); i >= 0 {
			return o.Stylesheet[:i] + name + o.Stylesheet[i:]
		}
		return o.Stylesheet
	}
	cards := beside(".card")
	pieces := pieceWriter{o.Cards, v, charset}
	var fragment strings.Builder // the cards of a fragment: between its words there is no text but its own
	for i, at := range ends {
		a := &v.Report.Items[i]
		if !v.Fragment {
			in.put(at, between, pieces.card(a, cards))
			continue
		}
		in.put(at, between, opaque(encodeFor(v.Number(a), charset)))
		fragment.WriteString(v.FragmentCard(a, cards))
	}
	link := func(stylesheet, attribute string) string {
		return `<link rel="stylesheet" href="` + html.EscapeString(stylesheet) + `"` + attribute + `>`
	}
	const ours = ` ` + web.OurAttribute
	head, last := link(o.Stylesheet, ours), ""
	summary := `<` + web.SummaryTag + ours + `>` + v.Headline() + `</` + web.SummaryTag + `>`
	switch {
	case p.summary != 0:
		// In a tree of its own: what the publisher has put there is not shown, but stays for browsers without such
		// trees.
		tree := `<template shadowrootmode="open"` + ours + `>` + link(cards, "") + v.Headline() + `</template>`
		in.put(p.summary, between, opaque(encodeFor(tree, charset)))
	case v.Fragment: // of which excerpts may be made: what they begin with is the article
		head += link(beside(".part"), ours)
		last = summary
	default:
		head += summary
	}
	in.put(p.head, between, opaque(encodeFor(head, charset)))
	in.put(p.end, between, pieces.endlist(o.Markup))
	if v.Fragment {
		last += `<div` + ours + `>` + fragment.String() + `</div>`
	}
	in.put(p.end, between, opaque(encodeFor(last, charset)))
	for i := range in {
		switch at := in[i].at; {
		case p.drawn(at):
			return p.Source, RefusalFramework
		case p.mistaken(at):
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

// suffix returns what ends the ids of the endnotes of an article, so that no id is there twice where several come to
// stand on one page: posts on a front page, stories that a reader scrolls on to. It follows from which checks the article
// has and how it begins, and so stays the same when an editor changes something further down.
func suffix(r *claims.Report) string {
	const begins = 100 // bytes: a headline, or the time of a post and its first sentence
	h := fnv.New32a()
	for i := range r.Items {
		a := &r.Items[i]
		_, _ = io.WriteString(h, a.Dossier.ID+a.Record.ID)
	}
	words := r.Text.String()
	_, _ = io.WriteString(h, words[:min(begins, len(words))])
	return "-" + strconv.FormatUint(uint64(h.Sum32()), 36)
}
