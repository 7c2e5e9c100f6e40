package claims

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A Finding is a claim or a quotation of an article, with the record on it if there is one.
type Finding struct {
	Span       Span        // bytes of the article
	Kind       Kind        // of the record, or of what the words would be a record of
	Speaker    string      // as the record has it in the language of the article, else as the article does; empty if none is named
	Pronoun    string      // by which the article means a speaker of whom it is not sure who that is: "he"
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
		speaker, _ := a.Dossier.In(a.Language(), a.Record.ID, a.Record.Speaker.Name)
		out = append(out, Finding{Span: a.Span, Kind: a.Record.Kind, Speaker: speaker, Score: a.Score, Annotation: a})
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
	var p *people
	for _, q := range t.allQuotes() {
		if q.Kind == Speech && !q.Nested && !covered(q.Span, Quotation) {
			if p == nil {
				p = t.people()
			}
			f := Finding{Span: q.Span, Kind: Quotation, Score: 1}
			f.Speaker, f.Pronoun = p.speaker(&q)
			out = append(out, f)
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

// people is who is named in an article, outside what others say, and who "he" is in it.
type people struct {
	text  *Text
	named []prose.Mention // in order
	who   map[Span]Span   // of those who are reported to say something, by their mentions
}

func (t *Text) people() *people {
	p := &people{text: t, who: make(map[Span]Span)}
	for _, s := range t.allReported() {
		p.who[s.Speaker] = s.Who
	}
	if len(t.String()) > longestRead {
		return p
	}
	var outer []Span
	for i := range t.allQuotes() {
		if q := &t.allQuotes()[i]; !q.Nested {
			outer = append(outer, q.Span)
		}
	}
	for _, b := range t.Blocks() {
		for _, m := range t.reader().Mentions(t.String(), b.Start, b.End) {
			q := spanAt(outer, m.Start)
			if m.Free && !m.The && len(m.Name) > 1 && t.reader().IsPerson(m.Name) && (q.End == 0 || q.Start > m.Start) {
				p.named = append(p.named, m)
			}
		}
	}
	return p
}

// speaker returns the name of who says a quotation, or else the pronoun by which the article means him. "He" is the
// last who spoke, unless somebody else has been named in the paragraph since; or, if nobody has spoken, the one person
// whom the article has named, if that is in the same paragraph.
func (p *people) speaker(q *Quote) (name, pronoun string) {
	t := p.text
	lower, l := strings.ToLower(t.Slice(q.Speaker)), t.reader()
	who := cmp.Or(q.Who, p.who[q.Speaker])
	switch {
	case l.Has(language.Singular, lower):
	case who == Span{} && l.Has(language.Pronouns, lower):
		return "", t.Slice(q.Speaker)
	default:
		return t.Slice(cmp.Or(who, q.Full)), ""
	}
	from := t.indexed().block(q.Speaker.Start).Start // others who are named there may be meant
	for _, s := range t.allReported() {
		if at := s.Speaker; who.End > 0 && at.End <= q.Speaker.Start && at.Start > from &&
			t.Slice(s.Who) == t.Slice(who) &&
			!l.Has(language.Singular, strings.ToLower(t.Slice(at))) {
			from = at.Start
		}
	}
	others := false
	var only prose.Mention
	for _, m := range p.named {
		if m.Start >= q.Speaker.Start {
			break
		}
		surname := m.Name[len(m.Name)-1]
		if only.End == 0 {
			only = m
		}
		if who == (Span{}) {
			others = others || surname != only.Name[len(only.Name)-1]
		} else if m.Start >= from {
			others = others || !slices.Contains(nameWords(l, t.Slice(who)), surname)
		}
	}
	if who == (Span{}) && only.End > 0 && only.Start >= from {
		who = Span(only.Span)
	}
	if others || who == (Span{}) {
		return "", t.Slice(q.Speaker)
	}
	return t.Slice(who), ""
}
