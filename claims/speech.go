package claims

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/prose"
)

// A Manner is how words are reported.
type Manner uint8

const (
	Direct   Manner = iota // all in quotation marks, or after the dash of dialogue
	Mixed                  // partly
	Indirect               // in the reporter's words
)

// String returns the name of m in reports; the number of a value that has none.
func (m Manner) String() string { return enumName(uint8(m), "direct", "mixed", "indirect") }

// A ReportedSpeech is what a speaker says, thinks or wants, by the report of an article; spans are bytes of the
// article.
type ReportedSpeech struct {
	Span    Span // what is said; with its marks where it is quoted
	Manner  Manner
	Speaker Span // as mentioned ("he"); zero if no speaker is
	Cue     Span // the word that says that it was said; zero if there is none
	Who     Span // the fullest mention of the speaker so far; zero if it is unclear who that is
}

// announced looks for the speaker of a quotation that opens its block in the block before, if that ends
// with a colon.
func (t *Text) announced(q *Quote, blocks []Span) {
	i, opens := slices.BinarySearchFunc(blocks, q.Span.Start, func(b Span, at int) int { return b.Start - at })
	if !opens || i == 0 {
		return
	}
	before := blocks[i-1]
	text := t.Slice(before)
	if !strings.HasSuffix(text, ":") {
		return
	}
	sentences := t.reader().Sentences(text)
	last := prose.Span{Start: before.Start + sentences[len(sentences)-1].Start, End: before.End}
	if a, ok := t.attributor().Attribute(last, prose.Span{Start: last.End, End: last.End}); ok {
		q.Speaker, q.Cue, q.Full = Span(a.Speaker), Span(a.Cue), Span(a.Full)
	}
}

// opening returns where the sentence begins that a quotation ends: The plan is “a very welcome one,” she said. If the
// words before the quotation are not part of what is said, it is the quotation's own beginning.
func (t *Text) opening(q *Quote) int {
	start, _ := restOfSentence(t.Sentences(), q.Span.Start, q.Span.End)
	if q.Span.Start-start > longestStatement {
		return q.Span.Start // no sentence
	}
	before := strings.TrimSpace(t.Slice(Span{start, q.Span.Start}))
	first, _ := utf8.DecodeRuneInString(t.Slice(q.Words))
	if before == "" || !unicode.IsLower(first) || q.Speaker.End == 0 || strings.ContainsAny(before, "“”\"") {
		return q.Span.Start
	}
	if q.Speaker.Start >= q.Span.End && !strings.HasSuffix(before, ":") {
		return start
	}
	// Counting boats, she said, “is like counting hats.”
	lead := strings.TrimSpace(t.Slice(Span{start, max(start, q.Speaker.Start)}))
	if q.Speaker.End <= q.Span.Start && strings.HasSuffix(before, ",") && strings.HasSuffix(lead, ",") {
		return start
	}
	return q.Span.Start
}

// longestStatement is the most bytes of a statement that is compared with records: as many as an anchor may have
// characters (CONTRIBUTING.md, "Anchoring").
const longestStatement = 2000

// longestRead is the most bytes of an article that is searched for what is said in it. Nearly all of that grows with
// the length; but each speaker is looked for in all that stands before, so that 0.2 s for as much as this, made to be
// slow, would be minutes for two megabytes. It is some 20,000 words; the longest of 924 news articles has a quarter of
// that.
const longestRead = 128 << 10

// ReportedSpeech finds what is said in an article and by whom, in reading order; nothing in what is longer than anybody
// reads.
func (t *Text) ReportedSpeech() []ReportedSpeech { return slices.Clone(t.allReported()) }

func (t *Text) allReported() []ReportedSpeech {
	x := t.indexed()
	if x.reported == nil && len(t.String()) <= longestRead {
		x.reported = t.reportedSpeech()
	}
	return x.reported
}

func (t *Text) reportedSpeech() []ReportedSpeech {
	quotes := t.Quotes()
	t.handOn(quotes)
	// not nil: a text in which nobody speaks is searched once too
	out := append([]ReportedSpeech{}, t.indirect(quotes)...)
	out = append(out, t.direct(quotes, out)...)
	if t.reader().Clausal() {
		t.goOn(out)
	}
	// Mentions are resolved in the order in which they are read, which need not be that of what was said.
	slices.SortStableFunc(out, func(a, b ReportedSpeech) int { return a.Speaker.Start - b.Speaker.Start })
	refs := newCoreference(t)
	for i := range out {
		out[i].Who = refs.who(out[i].Speaker, out[i].Speaker)
	}
	slices.SortStableFunc(out, func(a, b ReportedSpeech) int { return a.Span.Start - b.Span.Start })
	return out
}

// goOn gives what nobody is named for the speaker of what was said right before it.
func (t *Text) goOn(reports []ReportedSpeech) {
	slices.SortStableFunc(reports, func(a, b ReportedSpeech) int { return a.Span.Start - b.Span.Start })
	const remark = 60 // bytes of when and where it was said
	for i := 1; i < len(reports); i++ {
		r, before := &reports[i], &reports[i-1]
		if i > 1 && before.Speaker.End == 0 && reports[i-2].Span.Contains(before.Span) {
			before = &reports[i-2]
		}
		if r.Speaker.End > 0 || r.Cue.End > 0 || before.Speaker.End == 0 || before.Span.End > r.Span.Start {
			continue
		}
		from := max(before.Span.End, before.Cue.End, before.Speaker.End)
		if gap := r.Span.Start - from; gap >= 0 && gap < remark && strings.Count(t.Slice(Span{from, r.Span.Start}), ". ") < 2 {
			r.Speaker = before.Speaker
		}
	}
}

// indirect returns what is said in the reporter's words, or half in them, and after dashes, in reading order.
func (t *Text) indirect(quotes []Quote) []ReportedSpeech {
	marked := newIntervals(len(quotes), func(i int) Span { return quotes[i].Span })
	manner := func(s Span) Manner {
		m := Indirect
		for i := range marked.overlapping(s) {
			if q := &quotes[i]; !q.Nested {
				m = Mixed
				if q.Span.Contains(s) {
					m = Direct
				}
			}
		}
		return m
	}
	work := func(s Span) bool { // the museum shows “Home”
		for i := range marked.overlapping(s) {
			return quotes[i].Kind == Title && quotes[i].Span.Start == s.Start
		}
		return false
	}
	seen := make(map[Span]bool)
	var out []ReportedSpeech
	for _, b := range t.Blocks() {
		block := t.Slice(b)
		pairs := t.reader().Marks(block)
		if x, ok := t.reader().Turn(block); ok {
			turn := shifted(x.Content, b.Start)
			seen[turn] = true
			out = append(out, ReportedSpeech{Span: turn, Speaker: shifted(x.Speaker, b.Start), Manner: Indirect})
		}
		var turns []prose.ReportedSpeech
		after := 0
		if t.reader().Dialogues() {
			turns, after = t.attributor().Dialogue(prose.Span(b))
		}
		for _, x := range turns {
			out = append(out, ReportedSpeech{Span(x.Content), Direct, Span(x.Speaker), Span(x.Cue), Span{}})
		}
		for _, x := range t.reader().FindReportedSpeech(block, pairs) {
			span := shifted(x.Content, b.Start)
			if m := manner(span); m != Direct && span.Start >= after && !seen[span] && !work(span) {
				seen[span] = true
				out = append(out, ReportedSpeech{span, m, shifted(x.Speaker, b.Start), shifted(x.Cue, b.Start), Span{}})
			}
		}
	}
	return out
}

// afterDash reports whether what is said at s stands between no marks.
func (t *Text) afterDash(s Span) bool {
	first, _ := utf8.DecodeRuneInString(t.Slice(s))
	return unicode.IsLetter(first) || unicode.IsDigit(first)
}

// handOn gives quotations without a speaker the one who goes on speaking, or who was announced.
func (t *Text) handOn(quotes []Quote) {
	blocks := t.Blocks()
	var last *Quote // the quotation before, if somebody is named for it
	gap := -1       // where the first gap between blocks after it stands
	apart := func(q *Quote) bool {
		if from := last.Span.End; gap < from {
			if gap = strings.Index(t.String()[from:], blockGap); gap < 0 {
				gap = len(t.String()) - from
			}
			gap += from
		}
		return gap+len(blockGap) <= q.Span.Start
	}
	for i := range quotes {
		q := &quotes[i]
		if q.Nested || q.Kind != Speech {
			continue
		}
		// "A," she said. "B.": what follows in the same paragraph is hers too.
		if q.Speaker.End == 0 && last != nil && last.Speaker.End > 0 && !apart(q) && last.Speaker.End <= q.Span.Start {
			q.Speaker, q.Cue, q.Full = last.Speaker, last.Cue, last.Full
		}
		// He said:
		//
		// "A."
		if q.Speaker.End == 0 {
			t.announced(q, blocks)
		}
		if q.Speaker.End > 0 || last == nil || apart(q) {
			last = q
		}
	}
}

// direct returns what is said between quotation marks, in reading order, without what is in indirect already.
func (t *Text) direct(quotes []Quote, indirect []ReportedSpeech) []ReportedSpeech {
	reported := newIntervals(len(indirect), func(i int) Span { return indirect[i].Span })
	var out []ReportedSpeech
	for i := range quotes {
		q := &quotes[i]
		if q.Nested || q.Kind != Speech {
			continue
		}
		within := false
		for i := range reported.overlapping(q.Span) {
			within = within || indirect[i].Manner == Mixed && indirect[i].Span.Contains(q.Span)
		}
		if within {
			continue
		}
		if n := len(out); n > 0 && out[n-1].goesOn(q) && !t.ended(out[n-1].Span) {
			out[n-1].Span.End = q.Span.End
			continue
		}
		s := ReportedSpeech{Span: q.Span, Manner: Direct, Speaker: q.Full, Cue: q.Cue}
		if start := t.opening(q); start < q.Span.Start {
			s.Span.Start, s.Manner = start, Mixed
		}
		out = append(out, s)
	}
	return out
}

// ended reports whether a quotation ends as a sentence does in Chinese and Japanese: what follows is another one.
func (t *Text) ended(q Span) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t.Slice(q), "”’」』"))
	return strings.ContainsRune("。！？", last)
}

// goesOn reports whether a quotation is the rest of s: "A," she said, "B." is one, if no more than her name and a
// remark stand between.
func (s *ReportedSpeech) goesOn(q *Quote) bool {
	const remark = 60 // bytes
	return s.Manner == Direct && q.Speaker.End > 0 && s.Cue == q.Cue && s.Speaker == q.Full &&
		s.Span.End <= q.Speaker.Start && q.Speaker.End <= q.Span.Start && q.Span.Start-s.Span.End < remark
}
