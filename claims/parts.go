package claims

import (
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
)

// A quotation may be printed in parts: split by who says it (“A,” she said, “B.”), in two sentences, or with something left out between
// them. They are one annotation, with one number and one card; what is between them is the reporter's.
//
// Two quotations that stand beside each other, with no more than a remark between, are held against the records as one, besides each
// for itself. Of the record that is linked, what else the paragraph prints then becomes a part of it: other words of it, neither used
// yet nor given to somebody else; of a few words, only those that stand beside the ones found.

// remarkBetween is the most bytes between two quotations that are read as one: who says so, to whom and when.
const remarkBetween = 80

// continued is the quotation by which quotation i goes on; nil if it does not.
func (t *Text) continued(quotes []Quote, i int) *Quote {
	q := &quotes[i]
	if q.Nested || q.Kind == Title {
		return nil
	}
	for k := i + 1; k < len(quotes); k++ {
		n := &quotes[k]
		if n.Nested && n.Span.Start < q.Span.End {
			continue
		}
		between := n.Span.Start - q.Span.End
		if n.Nested || n.Kind == Title || between > remarkBetween || n.Span.End-q.Span.Start > longestStatement {
			return nil
		}
		if gap := t.Slice(Span{q.Span.End, n.Span.Start}); !lettered(gap) || strings.Contains(gap, blockGap) {
			return nil
		}
		return n
	}
	return nil
}

// A part is a quotation of the article that is a part of a record's.
type part struct {
	quote  *Quote
	source Span // in the text of the record
}

// partOf is how a quotation is a part of a record; ok is false if it is none. exact says that it is so to the word, with none left out.
func (t *Text) partOf(q *Quote, r *Record) (p part, exact, ok bool) {
	printed := t.printed(q)
	c := compare(printed, r.Text)
	if c.Share < linkQuote {
		return p, false, false
	}
	p = part{q, c.sourceRange()}
	exact = c.Share == 1
	for _, ch := range c.Changes {
		exact = exact && (ch.Kind == Kept || ch.Kind == Editorial || !ch.Source.Overlaps(p.source))
	}
	return p, exact, exact || len(match.Words(match.Fold(printed))) >= linkWords
}

// together adds to a linked quotation what else of it its paragraph prints.
func (t *Text) together(a *Annotation, first, second *Quote, speakers map[string]bool) {
	const reach = 6 // quotations on each side; the longest of our stories has four in a paragraph
	x := t.indexed()
	var parts []part
	for _, q := range [...]*Quote{first, second} {
		if q == nil {
			continue
		}
		p, _, _ := t.partOf(q, a.Record)
		p.quote = q
		parts = append(parts, p)
	}
	quotes, block := t.allQuotes(), x.block(first.Span.Start)
	at, _ := slices.BinarySearchFunc(quotes, first.Span.Start, func(q Quote, start int) int { return q.Span.Start - start })
	for i := max(0, at-reach); i < min(len(quotes), at+1+reach); i++ {
		q := &quotes[i]
		if q.Nested || q.Kind == Title || q.Span.Start < block.Start || q.Span.End > block.End || slices.ContainsFunc(parts, func(p part) bool { return p.quote.Span.Overlaps(q.Span) }) {
			continue
		}
		p, exact, ok := t.partOf(q, a.Record)
		if !ok || slices.ContainsFunc(parts, func(o part) bool { return o.source.Overlaps(p.source) }) {
			continue
		}
		few := len(match.Words(match.Fold(t.printed(q)))) < linkWords
		if few && !(exact && slices.ContainsFunc(parts, func(o part) bool { return adjoin(a.Record.Text, o.source, p.source) })) {
			continue
		}
		if v, _ := x.voice(q.Span, a.Record, a.Dossier.Language, speakers); v != theirs && v != unnamed {
			continue
		}
		a.Differences = append(a.Differences, wordingChanged(t.printed(q), a.Record, a.Dossier.Language)...)
		parts = append(parts, p)
	}
	if len(parts) > 1 {
		t.putTogether(a, parts)
	}
}

// putTogether makes parts those of a. Its printed words are theirs in the order of the record, with an ellipsis where words of that are
// printed nowhere between.
func (t *Text) putTogether(a *Annotation, parts []part) {
	slices.SortStableFunc(parts, func(a, b part) int { return a.source.Start - b.source.Start })
	a.Printed = ""
	for i, p := range parts {
		a.Parts = append(a.Parts, p.quote.Span)
		switch {
		case i == 0:
		case adjoin(a.Record.Text, parts[i-1].source, p.source):
			a.Printed += " "
		default:
			a.Printed += " … "
		}
		words := strings.TrimSpace(t.Slice(p.quote.Words))
		if i < len(parts)-1 { // what stands before the mark is the sentence's
			words = strings.TrimRight(words, ",")
		}
		a.Printed += words
	}
	a.Printed = strings.TrimRight(a.Printed, " ,")
	slices.SortStableFunc(a.Parts, func(a, b Span) int { return a.Start - b.Start })
	a.Span = Span{a.Parts[0].Start, a.Parts[len(a.Parts)-1].End}
	if len(a.Differences) > 0 {
		a.Relation = Differs
	}
}

// adjoin reports whether no word of a text stands between two places of it.
func adjoin(text string, a, b Span) bool {
	if a.Start > b.Start {
		a, b = b, a
	}
	return a.End > 0 && a.End <= b.Start && !lettered(text[a.End:b.Start])
}

// split makes a quotation that was anchored with who says it between its words one of parts, where its record holds the words without
// that.
func (t *Text) split(a *Annotation) {
	quotes := t.allQuotes()
	at, _ := slices.BinarySearchFunc(quotes, a.Span.Start, func(q Quote, start int) int { return q.Span.Start - start })
	var parts []part
	for ; at < len(quotes) && quotes[at].Span.End <= a.Span.End; at++ {
		if q := &quotes[at]; !q.Nested {
			p, exact, ok := t.partOf(q, a.Record)
			if !ok || !exact || len(parts) > 0 && !(p.source.Start >= parts[len(parts)-1].source.End) {
				return
			}
			parts = append(parts, p)
		}
	}
	if len(parts) > 1 && compare(t.Slice(a.Span), a.Record.Text).Share < 1 {
		t.putTogether(a, parts)
	}
}
