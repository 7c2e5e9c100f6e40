package claims

import "slices"

// Annotations may overlap: a quotation stands in the sentence of a claim, two checkers looked at the same
// words. None is dropped. What happens is this:
//
//	│ one after the other     ├──a──┤ ├──b──┤     a, b
//	│ one within the other    ├──a──────────┤     a, b; at the words of b the card of b opens first
//	│                            ├──b──┤
//	│ the same words          ├──a──┤             in the order of the dossiers
//	│                         ├──b──┤
//	│ across each other       ├──a──┤             a, b; where both stand, the shorter opens first
//	│                            ├──b──┤
//
// Reading order is by first word, and by length, longest first, where two begin together.
func readingOrder(a, b Annotation) int {
	if a.Span.Start != b.Span.Start {
		return a.Span.Start - b.Span.Start
	}
	return b.Span.End - a.Span.End
}

// At is the items that stand on byte i of the text, the one to open first at the head: the shortest.
func (r *Report) At(i int) []*Annotation {
	var out []*Annotation
	for k := range r.Items {
		if a := &r.Items[k]; a.Span.Start <= i && i < a.Span.End {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b *Annotation) int { return a.Span.Len() - b.Span.Len() })
	return out
}
