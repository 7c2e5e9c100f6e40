package proof

import (
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// A Choice is words that somebody has selected in an article, with a mouse, a keyboard or a finger: half words and
// spaces at their ends are usual.
type Choice struct {
	Exact         string
	Before, After string // what stands around them in their paragraph, as far as that is known

	Claim, Quotation bool // what the draft is to be about; neither to have it guessed
}

// A Refusal says why no draft can be made of a choice.
type Refusal struct {
	Reason
	Words string // of the article, where it has others; else empty
}

// A Reason is why a choice is refused.
type Reason uint8

const (
	Nothing     Reason = iota // no word is selected
	Twice                     // the words stand in the article more than once
	TwoBlocks                 // they are in two paragraphs
	OtherWords                // the article has other words there
	NotThere                  // they are not in the article: a caption, a link to another page
	NotInQuotes               // the draft is to be of a quotation, and there are no quotation marks
)

// Error says what to do, in English.
func (r *Refusal) Error() string {
	switch r.Reason {
	case Nothing:
		return "Select at least one word."
	case Twice:
		return "These words are in the article more than once: select more of the sentence, or select them in the article."
	case TwoBlocks:
		return "Select words within one paragraph."
	case OtherWords:
		return fmt.Sprintf("The article has other words there: %q.", r.Words)
	case NotInQuotes:
		return "There are no quotation marks around these words: make it a claim, or select the words with their " +
			"quotation marks."
	}
	return "These words are not in the article. Captions, links to other pages and advertisements are not part of it."
}

// Choose returns a draft about words that were selected in an article, from the first whole word to the last. Words in
// quotation marks, or mostly in them, make a draft of the whole quotation; all others one of a claim. The speaker is
// whoever the article names as that, if it is clear. The error is a [*Refusal].
func Choose(t *claims.Text, c Choice) (*Draft, error) {
	p := t.Place(c.selector())
	switch {
	case !strings.ContainsFunc(c.Exact, isWord):
		return nil, &Refusal{Reason: Nothing}
	case p.Placement == claims.Exact:
	case p.Placement == claims.Ambiguous:
		return nil, &Refusal{Reason: Twice}
	case strings.Contains(strings.TrimSpace(c.Exact), "\n"):
		return nil, &Refusal{Reason: TwoBlocks}
	case p.Near.End > 0:
		return nil, &Refusal{OtherWords, oneLine(t.Slice(p.Near))}
	case p.Placed():
		return nil, &Refusal{OtherWords, oneLine(t.Slice(p.Span))}
	default:
		return nil, &Refusal{Reason: NotThere}
	}
	q, likely := quoteOf(t, p.Span)
	switch {
	case c.Quotation && q == nil:
		return nil, &Refusal{Reason: NotInQuotes}
	case c.Quotation, likely && !c.Claim:
		return newDraft(t, claims.Quotation, q.Span, t.Slice(q.Words), quotedBy(t, q)), nil
	}
	d := newDraft(t, claims.Claim, p.Span, t.Slice(p.Span), claimedBy(t, p.Span))
	d.Reasons = t.Because(p.Span)
	return d, nil
}

// selector returns where the words are, with whole words at both ends and without spaces there.
func (c *Choice) selector() claims.Selector {
	all := c.Before + c.Exact + c.After
	start, end := len(c.Before), len(c.Before)+len(c.Exact)
	start += len(c.Exact) - len(strings.TrimLeft(c.Exact, blanks))
	end -= len(c.Exact) - len(strings.TrimRight(c.Exact, blanks))
	if start >= end {
		return claims.Selector{Exact: c.Exact}
	}
	f := match.Fold(all)
	plain := func(string) bool { return false }
	if i := f.At(start); f.Inside(i, plain) {
		from, _ := f.Around(i, plain)
		start, _ = f.Range(from, from)
	}
	if i := f.At(end); f.Inside(i, plain) {
		_, to := f.Around(i, plain)
		_, end = f.Range(to, to)
	}
	return claims.Selector{Prefix: all[:start], Exact: all[start:end], Suffix: all[end:]}
}

const blanks = " \t\r\n\u00a0"

func isWord(r rune) bool { return !strings.ContainsRune(blanks, r) }

// quoteOf returns the outermost quotation that the words of s are in or have in them; nil if there is none. likely says
// that whoever selects them means the quotation: they are in it, or most of them are.
func quoteOf(t *claims.Text, s claims.Span) (q *claims.Quote, likely bool) {
	quotes := t.Quotes()
	for i := range quotes {
		x := &quotes[i]
		if x.Nested || !x.Span.Overlaps(s) {
			continue
		}
		if x.Span.Contains(s) {
			return x, x.Kind != claims.Title
		}
		if q != nil {
			return q, false // two quotations
		}
		q, likely = x, x.Kind == claims.Speech && s.Contains(x.Span) && 2*(x.Span.End-x.Span.Start) > s.End-s.Start
	}
	return q, likely
}

// quotedBy returns who says a quotation, by the name that the article gives; "" if it is not clear who that is.
func quotedBy(t *claims.Text, q *claims.Quote) string {
	for _, f := range (&claims.Report{Text: t}).Findings() {
		if f.Kind == claims.Quotation && f.Span == q.Span {
			return f.Speaker
		}
	}
	return t.Slice(q.Who) // a word or two between marks is no finding
}

// claimedBy returns whose claim the words of s are by the report of the article; "" if they are the article's own, or if
// it is not clear whose.
func claimedBy(t *claims.Text, s claims.Span) string {
	for _, r := range t.ReportedSpeech() {
		from, to := max(r.Span.Start, s.Start), min(r.Span.End, s.End)
		if 2*(to-from) > s.End-s.Start {
			return t.Slice(r.Who)
		}
	}
	return ""
}
