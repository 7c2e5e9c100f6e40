package web

import (
	"sync"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// Cards keeps what was written of items into rendered pages, for the next page that has them: most often that is the same
// article after an edit. The zero Cards is empty; it may be used by many goroutines at once. Records, dossiers and languages
// of the views that use it must never change.
type Cards struct {
	mu   sync.Mutex
	kept map[itemKey]string
	size int // bytes of what is kept
}

// An itemKey is all that the card of an item, or its endnote, follows from. Of an item that differs from its record, in any
// of many ways, nothing is kept.
type itemKey struct {
	note            bool
	lang            *lang.Lang
	dossier         *claims.Dossier
	record          *claims.Record
	number, of      int
	placement       claims.Placement
	automatic       bool
	words, printed  string // of the article
	because         html   // which names elsewhere in it may have a part in
	feedback, sheet string
}

// mostKept is how many bytes are kept: the cards and endnotes of some twenty articles like the story, a thirtieth of a worker's
// memory. With more, all are written anew.
const mostKept = 4 << 20

// written is what write makes of an item, its card or its endnote; from what is kept, where there is that.
func (v *View) written(a *claims.Annotation, k itemKey, write func(*page)) string {
	c := v.Cards
	if c == nil || a.Relation == claims.Differs {
		var p page
		write(&p)
		return p.String()
	}
	k.lang, k.dossier, k.record, k.number, k.of = v.Lang, a.Dossier, a.Record, a.Number, len(v.Report.Items)
	k.placement, k.automatic, k.words, k.printed, k.feedback = a.Placement, a.Automatic, v.words(a), a.Printed, v.Feedback
	c.mu.Lock()
	out, ok := c.kept[k]
	c.mu.Unlock()
	if ok {
		return out
	}
	var p page
	write(&p)
	out = p.String()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size > mostKept || c.kept == nil {
		c.kept, c.size = make(map[itemKey]string), 0
	}
	c.kept[k] = out
	c.size += len(out)
	return out
}
