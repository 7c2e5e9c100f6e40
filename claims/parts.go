package claims

import (
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
)

// A quotation may be printed in parts: split by its attribution (“A,” she said, “B.”), in two sentences, or with
// something left out in between. The parts are one annotation, with one number and one card; the words between them are
// the reporter's.
//
// Two quotations with no more than a remark between them are compared with the records as one, and each by itself. When
// a record is linked, anything else that its paragraph prints of it becomes a part too: words of the record that are
// not used yet, unless the article gives them to another speaker; if they are few, only those that adjoin words already
// found.

// remarkBetween is the most bytes between two quotations that are read as one: who says so, to whom and when.
const remarkBetween = 80

// continued returns the quotation that goes on with quotation i; nil if none does.
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

// sentencesOf returns the sentences of a quotation, each as a quotation, since a record may hold one of them; none if
// it has only one, or more than most.
func (t *Text) sentencesOf(q *Quote) (out []*Quote) {
	const most = 8 // sentences; a longer quotation is a speech
	sentences := t.Sentences()
	i, _ := slices.BinarySearchFunc(sentences, q.Words.Start, func(s Span, at int) int { return s.End - at - 1 })
	for ; i < len(sentences) && sentences[i].Start < q.Words.End; i++ {
		one := *q
		one.Words = Span{max(q.Words.Start, sentences[i].Start), min(q.Words.End, sentences[i].End)}
		one.Span = one.Words
		out = append(out, &one)
	}
	if q.Nested || len(out) < 2 || len(out) > most {
		return nil
	}
	out[0].Span.Start, out[len(out)-1].Span.End = q.Span.Start, q.Span.End
	return out
}

// A part is a quotation of the article that is a part of a record's.
type part struct {
	quote  *Quote
	source Span // in the text of the record
}

// partOf returns the part of a record that a quotation prints; ok is false if it prints none, or if no steps are left
// for the search. exact reports that it does so word for word.
func (t *Text) partOf(q *Quote, r *Record) (p part, exact, ok bool) {
	const word = 6 // bytes of an English word with its space
	x := t.indexed()
	if x.left -= (q.Words.Len()/word + 1) * (len(r.Text)/word + 1); x.left < 0 {
		return p, false, false
	}
	printed := t.printed(q)
	c := compare(t.reader(), printed, r.Text)
	if c.Share < linkQuote {
		return p, false, false
	}
	p = part{q, c.sourceRange()}
	exact = c.Share == 1
	for _, ch := range c.Changes {
		exact = exact && (ch.Kind == Kept || ch.Kind == Editorial || !ch.Source.Overlaps(p.source))
	}
	return p, exact, exact || match.Count(match.Words(match.Fold(printed))) >= linkWords
}

// together adds to a linked quotation the other parts of the record that its paragraph prints.
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
	at := quoteAt(quotes, first.Span.Start)
	var near []*Quote
	for i := max(0, at-reach); i < min(len(quotes), at+1+reach); i++ {
		near = append(append(near, &quotes[i]), t.sentencesOf(&quotes[i])...)
	}
	for _, q := range near {
		if q.Nested || q.Kind == Title || q.Span.Start < block.Start || q.Span.End > block.End ||
			slices.ContainsFunc(parts, func(p part) bool { return p.quote.Span.Overlaps(q.Span) }) {
			continue
		}
		p, exact, ok := t.partOf(q, a.Record)
		if !ok || slices.ContainsFunc(parts, func(o part) bool { return o.source.Overlaps(p.source) }) {
			continue
		}
		beside := func(o part) bool { return adjoin(a.Record.Text, o.source, p.source) }
		few := match.Count(match.Words(match.Fold(t.printed(q)))) < linkWords
		if few && !(exact && slices.ContainsFunc(parts, beside)) {
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

// quoteAt returns the index of the first quotation that begins at i or later.
func quoteAt(quotes []Quote, i int) int {
	at, _ := slices.BinarySearchFunc(quotes, i, func(q Quote, i int) int { return q.Span.Start - i })
	return at
}

// putTogether makes parts the parts of a. Its printed words become theirs, in the order of the record, with an ellipsis
// where words of the record between them are printed nowhere.
func (t *Text) putTogether(a *Annotation, parts []part) {
	slices.SortStableFunc(parts, func(a, b part) int { return a.source.Start - b.source.Start })
	a.Printed = ""
	for i, p := range parts {
		switch {
		case i == 0:
		case adjoin(a.Record.Text, parts[i-1].source, p.source):
			a.Printed += " "
		default:
			a.Printed += " … "
		}
		words := strings.TrimSpace(t.Slice(p.quote.Words))
		if i < len(parts)-1 { // a comma before the closing mark belongs to the reporter's sentence
			words = strings.TrimRight(words, ",")
		}
		a.Printed += words
	}
	a.Printed = strings.TrimRight(a.Printed, " ,")
	slices.SortStableFunc(parts, func(a, b part) int { return a.quote.Span.Start - b.quote.Span.Start })
	for _, p := range parts {
		s, n := p.quote.Span, len(a.Parts)
		if n > 0 && strings.TrimSpace(t.Slice(Span{a.Parts[n-1].End, s.Start})) == "" {
			a.Parts[n-1].End = s.End // two sentences of one quotation
		} else {
			a.Parts = append(a.Parts, s)
		}
	}
	a.Span = Span{a.Parts[0].Start, a.Parts[len(a.Parts)-1].End}
	if len(a.Parts) == 1 {
		a.Parts = nil
	}
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

// split makes a quotation one of parts, if it was anchored with the reporter's remark between its words and its record
// holds the words without it.
func (t *Text) split(a *Annotation) {
	all := t.allQuotes()
	var quotes []*Quote
	for at := quoteAt(all, a.Span.Start); at < len(all) && all[at].Span.End <= a.Span.End; at++ {
		if !all[at].Nested {
			quotes = append(quotes, &all[at])
		}
	}
	if len(quotes) < 2 { // nearly all: nothing need be compared
		return
	}
	var parts []part
	for _, q := range quotes {
		p, exact, ok := t.partOf(q, a.Record)
		if !ok || !exact || len(parts) > 0 && !(p.source.Start >= parts[len(parts)-1].source.End) {
			return
		}
		parts = append(parts, p)
	}
	if compare(t.reader(), t.Slice(a.Span), a.Record.Text).Share < 1 {
		t.putTogether(a, parts)
	}
}
