package article

import (
	"strings"
	"sync"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// Cards keeps what Annotate has written of items for the next page that has them, which is most often the same article
// after an edit. The zero Cards is empty. It is safe for several goroutines. The records, dossiers and languages of the
// views it is used with must never change.
type Cards struct {
	mu   sync.Mutex
	kept map[itemKey]piece
	size int // bytes of what is kept
}

// An itemKey is everything that the HTML of an item depends on, or that a block of data does. Items that differ from
// their records have no key: they can differ in many ways, and are written anew each time.
type itemKey struct {
	kind            pieceKind
	lang            *lang.Lang
	dossier         *claims.Dossier
	record          *claims.Record
	name            string // of the record on its page
	number, of      int    // "2 of 37"
	placement       claims.Placement
	automatic       bool
	words, printed  string // of the article
	because         string // of a card
	feedback, sheet string
	suffix          string // of ids
	data            string // of a block
}

type pieceKind uint8

const (
	card pieceKind = iota
	note
	block
)

// mostKept is how many bytes are kept: the cards and endnotes of about twenty articles as long as the story, or a
// thirtieth of a worker's memory. When there are more, all are forgotten: counting bytes is all the order that so cheap
// a cache needs, and each next page fills it again.
const mostKept = 4 << 20

// A pieceWriter writes the pieces of one page, from what is kept where it can.
type pieceWriter struct {
	*Cards  // nil where nothing is
	v       *web.View
	charset string
}

// piece returns what is kept under a key, or else what write returns. Its skeleton is the one given if closed reports
// that the HTML begins and ends within itself.
func (k pieceWriter) piece(key itemKey, skeleton string, closed func(html string) bool, write func() string) piece {
	if k.Cards == nil || k.charset != "utf-8" {
		return opaque(encodeFor(write(), k.charset))
	}
	k.mu.Lock()
	x, ok := k.kept[key]
	k.mu.Unlock()
	if ok {
		return x
	}
	x = opaque(write())
	if closed(x.html) {
		x.skeleton = skeleton
	}
	// A few words would keep the whole article that they are cut from.
	key.words, key.printed = strings.Clone(key.words), strings.Clone(key.printed)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.size > mostKept || k.kept == nil {
		k.kept, k.size = make(map[itemKey]piece), 0
	}
	k.kept[key] = x
	k.size += len(key.words) + len(key.printed) + len(key.because) + len(key.data) + len(x.html)
	return x
}

// cardSkeleton stands for any card for which soleCard is true. It has a paragraph because cards have: within SVG, where
// Strip reads element by element, both are misnested there.
const cardSkeleton = `<` + web.MarksTag + ` ` + web.OurAttribute + `>` +
	`<template><p></p></template></` + web.MarksTag + `>`

// soleCard reports whether html is one element of a card that Strip takes out by its signs alone.
func soleCard(html string) bool {
	start := strings.IndexByte(html, '>') + 1
	attributes, ours := strings.CutPrefix(html[:start], `<`+web.MarksTag+` `+web.OurAttribute+`="`)
	// All quotation marks are double ones, so this is the end of the tag, and no value hides another.
	return ours && strings.IndexByte(attributes, '\'') < 0 &&
		strings.Count(attributes, `"`)%2 == 1 && strings.HasSuffix(attributes, `">`) &&
		balanced([]byte(html), start, web.MarksTag) == len(html)
}

// inDiv returns a function that reports whether HTML leaves open what was open before it, in the div of the endnotes
// between before and after.
func inDiv(before, after string) func(html string) bool {
	return func(html string) bool {
		div := before + html + after + `</div>`
		return balanced([]byte(div), 0, "div") == len(div)
	}
}

// item returns the key of an item.
func (k pieceWriter) item(kind pieceKind, a *claims.Annotation) itemKey {
	return itemKey{
		kind: kind, lang: k.v.Lang, dossier: a.Dossier, record: a.Record, name: k.v.Name(a.Dossier, a.Record),
		number: a.Number, of: len(k.v.Report.Items), placement: a.Placement, automatic: a.Automatic,
		words: k.v.Report.Text.Slice(a.Span), printed: a.Printed, feedback: k.v.Feedback,
		suffix: k.v.Suffix,
	}
}

// card returns the button and the card of an item.
func (k pieceWriter) card(a *claims.Annotation, sheet string) piece {
	write := func() string { return k.v.Rendered(a, sheet) }
	if a.Relation == claims.Differs {
		return opaque(encodeFor(write(), k.charset))
	}
	key := k.item(card, a)
	key.sheet = sheet
	if a.Record.Kind == claims.Claim {
		key.because = k.v.Because(a)
	}
	return k.piece(key, cardSkeleton, soleCard, write)
}

// endlist puts the list of all items at a place, with the markup of the page after it; nil for none. The list would close
// a paragraph that the article leaves open, and what stands around it with it; so a div closes it first.
func (k pieceWriter) endlist(in *insertions, at int, markup []byte) {
	before, after := k.v.Endlist()
	inList := inDiv(`<`+web.EndnotesTag+`><details><section><ol>`, `</ol></section></details></`+web.EndnotesTag+`>`)
	in.put(at, between, opaque(encodeFor(`<div `+web.OurAttribute+`>`+before, k.charset)))
	for i := range k.v.Report.Items {
		a := &k.v.Report.Items[i]
		write := func() string { return k.v.Endnote(a) }
		if a.Relation == claims.Differs {
			in.put(at, between, opaque(encodeFor(write(), k.charset)))
		} else {
			in.put(at, between, k.piece(k.item(note, a), "", inList, write))
		}
	}
	in.put(at, between, opaque(after))
	if markup != nil {
		write := func() string { return dataBlock("application/ld+json", "", markup, k.charset) }
		in.put(at, between, k.piece(itemKey{kind: block, data: string(markup)}, "", inDiv("", ""), write))
	}
	in.put(at, between, opaque(`</div>`))
}
