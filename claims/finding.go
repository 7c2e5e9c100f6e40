package claims

import (
	"cmp"
	"slices"
)

// A Finding is a claim or a quotation of an article, with the record on it if there is one.
type Finding struct {
	Span       Span        // bytes of the article
	Kind       Kind        // of the record, or of what the words would be a record of
	Speaker    string      // as the record has it, else as the article does; empty if none is named
	Score      float64     // of a claim without a record: how much it is worth checking, 0 to 1; else as in Annotation
	Reasons    []Reason    // why a claim without a record is worth that
	Annotation *Annotation // nil where no record covers the words
}

// Findings returns what a newsroom needs to know of an article: the items of its report, and the quotations and
// claims on which no record stands, in reading order.
func (r *Report) Findings() []Finding {
	var out []Finding
	t := r.Text
	for i := range r.Items {
		a := &r.Items[i]
		out = append(out, Finding{Span: a.Span, Kind: a.Record.Kind, Speaker: a.Record.Speaker.Name, Score: a.Score,
			Annotation: a})
	}
	items := newIntervals(len(r.Items), func(i int) Span { return r.Items[i].Span })
	covered := func(s Span, k Kind) bool {
		for i := range items.overlapping(s) {
			if r.Items[i].Record.Kind == k {
				return true
			}
		}
		return false
	}
	for _, q := range t.Quotes() {
		if q.Kind == Speech && !q.Nested && !covered(q.Span, Quotation) {
			out = append(out, Finding{Span: q.Span, Kind: Quotation, Speaker: t.Slice(cmp.Or(q.Who, q.Full)), Score: 1})
		}
	}
	for _, s := range t.Assess() {
		if s.Claim() && !covered(s.Span, Claim) {
			out = append(out, Finding{Span: s.Span, Kind: Claim, Score: s.Score, Reasons: t.Because(s.Span)})
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
	})
	return out
}
