package article

import (
	"strings"
	"sync"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// Cards keeps what Annotate writes of items, for the next page that has them: most often that is the same article after an
// edit. The zero Cards is empty; it may be used by many goroutines at once. Records, dossiers and languages of the views it is
// used with must never change.
type Cards struct {
	mu   sync.Mutex
	kept map[itemKey]piece
	size int // bytes of what is kept
}

// An itemKey is all that the card of an item follows from, or its endnote; or all that a block of data does. Of an item that
// differs from its record, in any of many ways, nothing is kept.
type itemKey struct {
	kind            pieceKind
	lang            *lang.Lang
	dossier         *claims.Dossier
	record          *claims.Record
	name            string // on its page
	number, of      int
	placement       claims.Placement
	automatic       bool
	words, printed  string // of the article
	because         string // of a card
	feedback, sheet string
	data            string // of a block
}

type pieceKind uint8

const (
	card pieceKind = iota
	note
	block
)

// mostKept is how many bytes are kept: the cards and endnotes of some twenty articles like the story, a thirtieth of a worker's
// memory. With more, all are written anew.
const mostKept = 4 << 20

// pieceWriter writes the pieces of one page, where it can from what is kept.
type pieceWriter struct {
	*Cards  // nil where nothing is
	v       *web.View
	charset string
}

// piece is what is kept under a key, or else what write makes, with that skeleton if sound says that it begins and ends within
// itself.
func (k pieceWriter) piece(key itemKey, skeleton string, sound func(html string) bool, write func() string) piece {
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
	if sound(x.html) {
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

// cardSkeleton is to Strip as any card that is alone. Within SVG, where nothing is taken out by its signs, its paragraph is found as
// odd as those of cards.
const cardSkeleton = `<` + web.MarksTag + ` ` + web.OurAttribute + `><template><p></p></template></` + web.MarksTag + `>`

// soleCard reports whether html is one element of a card, which Strip takes out by its signs, wherever that is done.
func soleCard(html string) bool {
	start := strings.IndexByte(html, '>') + 1
	attributes, ours := strings.CutPrefix(html[:start], `<`+web.MarksTag+` `+web.OurAttribute+`="`)
	// All quotation marks are double ones, so this is the end of the tag, and no value hides another.
	return ours && strings.IndexByte(attributes, '\'') < 0 && strings.Count(attributes, `"`)%2 == 1 && strings.HasSuffix(attributes, `">`) && balanced([]byte(html), start, web.MarksTag) == len(html)
}

// inDiv reports whether html leaves open what was open before it: in the div of the endnotes, between these.
func inDiv(before, behind string) func(html string) bool {
	return func(html string) bool {
		div := before + html + behind + `</div>`
		return balanced([]byte(div), 0, "div") == len(div)
	}
}

// item is the key of an item.
func (k pieceWriter) item(kind pieceKind, a *claims.Annotation) itemKey {
	return itemKey{kind: kind, lang: k.v.Lang, dossier: a.Dossier, record: a.Record, name: k.v.Name(a.Dossier, a.Record), number: a.Number, of: len(k.v.Report.Items),
		placement: a.Placement, automatic: a.Automatic, words: k.v.Report.Text.Slice(a.Span), printed: a.Printed, feedback: k.v.Feedback}
}

// card is the button and the card of an item, for a place of their own.
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

// endlist is the list of all items, with the markup of the page behind it, nil for none. A paragraph that the article leaves
// open would be closed by the list, and what stands around it with it; the div closes it before.
func (k pieceWriter) endlist(markup []byte) piece {
	var notes []piece
	for i := range k.v.Report.Items {
		a := &k.v.Report.Items[i]
		write := func() string { return k.v.Endnote(a) }
		if a.Relation == claims.Differs {
			notes = append(notes, opaque(encodeFor(write(), k.charset)))
			continue
		}
		// Where a note stands in what Endlist writes.
		notes = append(notes, k.piece(k.item(note, a), "", inDiv(`<`+web.EndnotesTag+`><details><section><ol>`, `</ol></section></details></`+web.EndnotesTag+`>`), write))
	}
	var data piece
	if markup != nil {
		data = k.piece(itemKey{kind: block, data: string(markup)}, "", inDiv("", ""), func() string { return dataBlock("application/ld+json", "", markup, k.charset) })
	}
	list := func(skeletons bool) string {
		n, end := -1, data.html
		if skeletons {
			end = data.skeleton
		}
		return encodeFor(`<div `+web.OurAttribute+`>`+k.v.Endlist(func(*claims.Annotation) string {
			n++
			if skeletons {
				return notes[n].skeleton
			}
			return notes[n].html
		}), k.charset) + end + `</div>`
	}
	x := piece{html: list(false)}
	if x.skeleton = x.html; k.Cards != nil {
		x.skeleton = list(true)
	}
	return x
}
