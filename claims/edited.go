package claims

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
)

// edited looks for the words of q where they are nearly the same: step 2 of placing.
//
// Every word of the quote votes, at each place where it stands in the article, for the place where the
// quote would then begin. Places with enough votes are aligned word by word, and the best of them is
// taken if it passes every bound and no difference is a hard one.
func (x *index) edited(q *pattern) Place {
	if len(q.sel.Exact) > maxQuote {
		return Place{}
	}
	words := q.cut().exact
	if len(words) == 0 {
		return Place{}
	}
	var best, second *candidate
	for _, at := range x.candidates(q) {
		if x.left -= len(words) * len(words); x.left < 0 { // words compared with each other
			break
		}
		c := x.align(q, at)
		if c.same == 0 {
			continue
		}
		switch {
		case best == nil || c.score > best.score:
			if best != nil && !best.span.Overlaps(c.span) {
				second = best
			}
			best = c
		case !best.span.Overlaps(c.span) && (second == nil || c.score > second.score):
			second = c
		}
	}
	if best == nil {
		return Place{}
	}
	n := float64(len(words))
	near := max(best.left, best.right) >= minContext
	lead := best.score
	if second != nil {
		lead -= second.score
	}
	hard := hardEdits(x.prose, best.edits, words, best.words)
	if first, last := best.edits[0], best.edits[len(best.edits)-1]; hard == nil && (first.B < 0 || last.B < 0) {
		// A word lost at an end leaves it open what stands there instead.
		hard = softEdits([]match.Edit{first, last}, words, best.words)
	}
	refused := Place{Score: best.score, Near: best.span, Differences: hard}
	switch {
	case !near || best.score < minPassage-float64(len(hard))/n:
		return Place{}
	case hard != nil:
		return refused
	case lead < minMargin:
		return Place{Placement: Ambiguous}
	case best.changed > 0 && len(words) < minEdited || float64(best.same) < minExact*n || best.score < minPassage:
		refused.Differences = softEdits(best.edits, words, best.words)
		return refused
	}
	if best.changed > 0 && !x.english(q) {
		// Only of English are the words that turn a sentence round known well enough to say which do not.
		refused.Differences = softEdits(best.edits, words, best.words)
		return refused
	}
	h := hit{start: best.start, end: best.end, from: best.start, to: best.end}
	if x.folded.Inside(h.start, x.elided) || x.folded.Inside(h.end, x.elided) {
		if !x.widenToWords(q, &h) { // a dash has become a hyphen
			return Place{}
		}
		best.span.Start, best.span.End = x.folded.Range(h.from, h.to)
	}
	if refused.Differences = x.sentenceChanged(q, h); refused.Differences != nil {
		return refused
	}
	return Place{Placement: Edited, Span: best.span, Score: best.score}
}

// likest decides between the places where the exact words stand, but nowhere between the words that were stored beside
// them.
func (x *index) likest(q *pattern, hits []hit, hint Span) Place {
	if len(hits) > maxAligned {
		return Place{Placement: Ambiguous}
	}
	best, second := -1, -1.0
	for i := range hits {
		h := &hits[i]
		h.left, h.right = x.beside(q, h.start, h.end)
		if best < 0 || h.left+h.right > hits[best].left+hits[best].right {
			if best >= 0 {
				second = hits[best].left + hits[best].right
			}
			best = i
		} else {
			second = max(second, h.left+h.right)
		}
	}
	h := hits[best]
	near := max(h.left, h.right) >= minContext
	switch {
	case len(hits) > 1 && (!near || h.left+h.right-second < 2*minMargin):
		return Place{Placement: Ambiguous}
	case len(q.cut().exact) < shortQuote && !near:
		return Place{}
	}
	if diffs := x.sentenceChanged(q, h); diffs != nil {
		s, e := x.folded.Range(h.from, h.to)
		return Place{Near: Span{s, e}, Differences: diffs}
	}
	return x.place(h, hint, 1)
}

// aroundOnly reports whether a quotation may stand although its sentence has changed in these words: it says the same
// however it is introduced. That does not hold for a few words within the reporter's own sentence, nor where a negation
// was added or removed around the quotation.
func (t *Text) aroundOnly(r *Record, changed []Difference) bool {
	words := match.Fold(r.Text)
	few := match.Count(match.Words(words)) < linkWords
	unchanged := strings.Contains(t.indexed().folded.S, words.S)
	return !slices.ContainsFunc(changed, func(d Difference) bool {
		return d.Kind == DiffNegation && (few || unchanged) || few && d.Kind != DiffWord && d.Kind != DiffMeaning
	})
}

// A candidate is a range of the article aligned with the quote.
type candidate struct {
	words       []match.Word // the range
	edits       []match.Edit // from the quote to it
	same        int          // words of the quote that stand there
	changed     int          // edits that are not the same
	start, end  int          // bytes of the folded text
	span        Span         // bytes of the source
	left, right float64      // context, as in a hit
	score       float64      // share of all stored words that stand there
}

// candidates returns where in x.words the quote may begin, most votes first.
func (x *index) candidates(q *pattern) []int {
	const (
		slack = 4 // words put in or left out before the vote of what follows is lost
		most  = 8 // places worth aligning; with more than that alike, the margin fails anyway
	)
	quote, words := q.cut().exact, x.words()
	if x.postings == nil {
		x.postings = make(map[string][]int32, len(words)/2)
		for i, w := range words {
			x.postings[w.Text] = append(x.postings[w.Text], int32(i))
		}
	}
	for i := range quote {
		x.left -= len(x.postings[quote[i].Text])
	}
	if x.left < 0 {
		return nil
	}
	// votes[v] counts the votes for a quote that begins at word v-before of the article, or as many words ahead of it.
	// A common word of a long article has a thousand places; counting them takes a tenth of the time of sorting them.
	before := len(quote) - 1
	n := before + len(words) + slack
	if len(x.votes) < n {
		x.votes = make([]int32, n)
	}
	voted := x.voted[:0] // the indices of votes that are not 0
	for i, w := range quote {
		for _, at := range x.postings[w.Text] {
			v := int32(before-i) + at
			if x.votes[v]++; x.votes[v] == 1 {
				voted = append(voted, v)
			}
		}
	}
	// Few votes, as a record of another article gets, are sorted: going through all of a long article for each of many
	// records takes longer.
	const few = 16 // fewer than one place in so many has a vote
	if len(voted) < n/few {
		slices.SortStableFunc(voted, func(a, b int32) int { return int(a - b) })
	} else {
		voted = voted[:0]
		for v, votes := range x.votes[:n] {
			if votes > 0 {
				voted = append(voted, int32(v))
			}
		}
	}
	x.voted = voted
	type place struct{ at, votes int }
	var places []place
	for _, v := range voted {
		here := 0 // votes from there to slack after
		for _, n := range x.votes[v : v+slack+1] {
			here += int(n)
		}
		// Half the words: below that no bound can be met, not even to report a difference.
		if p := (place{int(v) - before, here}); 2*p.votes >= len(quote) {
			if n := len(places); n > 0 && p.at-places[n-1].at <= slack {
				if p.votes > places[n-1].votes {
					places[n-1] = p
				}
			} else {
				places = append(places, p)
			}
		}
	}
	for _, v := range voted {
		x.votes[v] = 0
	}
	slices.SortStableFunc(places, func(a, b place) int { return b.votes - a.votes })
	out := make([]int, 0, most)
	for _, p := range places[:min(most, len(places))] {
		out = append(out, p.at)
	}
	return out
}

// align aligns the quote with the words of the article that begin about at.
func (x *index) align(q *pattern, at int) *candidate {
	stored, words := q.cut(), x.words()
	n := len(stored.exact)
	slack := 4 + n/8
	c := &candidate{words: words[max(0, at-slack):min(len(words), max(0, at+n+2*slack))]}
	c.edits = match.Align(n, len(c.words), 1, sameWord(stored.exact, c.words))
	first, last, put := -1, -1, 0
	for _, e := range c.edits {
		switch {
		case e.Same:
			c.same++
		case e.A < 0:
			put++
			fallthrough
		default:
			c.changed++
		}
		if e.B >= 0 {
			if first < 0 {
				first = e.B
			}
			last = e.B
		}
	}
	if first < 0 {
		return c
	}
	c.start, c.end = c.words[first].Start, c.words[last].End
	c.left, c.right = x.beside(q, c.start, c.end)
	x.widen(q, c)
	p, s := float64(len(stored.prefix)), float64(len(stored.suffix))
	c.score = (float64(c.same) + c.left*p + c.right*s) / (float64(n+put) + p + s)
	start, end := x.folded.Range(c.start, c.end)
	c.span = Span{start, end}
	return c
}

// widen takes in the punctuation that the quote has at its ends and the article has there too.
func (x *index) widen(q *pattern, c *candidate) {
	all := q.joint.S
	exact := len(q.prefix)
	words := q.cut().exact
	lead := all[exact:words[0].Start]
	tail := all[words[len(words)-1].End : exact+len(q.exact)]
	if strings.HasSuffix(x.folded.S[:c.start], lead) {
		c.start -= len(lead)
	}
	for tail != "" && !strings.HasPrefix(x.folded.S[c.end:], tail) {
		_, n := utf8.DecodeLastRuneInString(tail) // two characters may begin with one byte
		tail = tail[:len(tail)-n]
	}
	c.end += len(tail)
}
