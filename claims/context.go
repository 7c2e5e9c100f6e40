package claims

import (
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// What an article whose records stand just as they were anchored never asks: the widget fetches this file, edited.go and
// inword.go where one does not, and not before (web/bundle/part.go).

// beside returns the share of the stored context words that stand on each side of [start, end), in order. A
// side of which nothing was stored counts as half: it speaks neither for nor against.
func (x *index) beside(q *pattern, start, end int) (left, right float64) {
	words := x.words()
	i := x.wordAt(start)
	j := x.wordAt(end - 1)
	if j < len(words) && words[j].Start < end {
		j++
	}
	// A few words more than were stored, for what an editor put in.
	const slack = 3
	stored := q.cut()
	left = q.share(stored.prefix, words[max(0, i-len(stored.prefix)-slack):i])
	right = q.share(stored.suffix, words[min(j, len(words)):min(len(words), j+len(stored.suffix)+slack)])
	return left, right
}

func (q *pattern) share(stored, now []match.Word) float64 {
	if len(stored) == 0 {
		return 0.5
	}
	n := 0
	for _, e := range match.Align(len(stored), len(now), 1, q.sameContext(stored, now)) {
		if e.Same {
			n++
		}
	}
	return float64(n) / float64(len(stored))
}

// sentenceChanged returns what has changed that matters in the rest of the sentence of [start, end), as far
// as the selector holds it. Nil when nothing has, or when another sentence stands there altogether.
func (x *index) sentenceChanged(q *pattern, h hit) []Difference {
	a, b := len(q.sel.Prefix), len(q.sel.Prefix)+len(q.sel.Exact)
	a, b = restOfSentence(cutSentences(x.prose, Plain(q.joint.Source())), a, b)
	s, e := x.folded.Range(h.from, h.to)
	before, after := restOfSentence(x.text.Sentences(), s, e)
	f := x.folded
	diffs := x.denied(q, h)
	if diffs != nil {
		return diffs
	}
	// Beside a mark that was cut short in mid-word stands what was never stored.
	if !h.cutStart {
		diffs = x.contextChanged(q, within(q.cut().prefix, q.joint.At(a), len(q.joint.S)),
			within(x.words(), f.At(before), h.start), true)
	}
	if !h.cutEnd {
		diffs = append(diffs, x.contextChanged(q, within(q.cut().suffix, 0, q.joint.At(b)),
			within(x.words(), h.end, f.At(after)), false)...)
	}
	return diffs
}

// contextChanged compares the stored words of one side of a mark with those that stand there now.
func (x *index) contextChanged(q *pattern, stored, now []match.Word, left bool) []Difference {
	if len(stored) == 0 {
		return x.grown(q, now, left)
	}
	stored, now = unquoted(stored, left, q.joint.S), unquoted(now, left, x.folded.S)
	// Only as much of the sentence as was stored can be compared; two words more for what was put in.
	if n := len(stored) + 2; len(now) > n {
		if left {
			now = now[len(now)-n:]
		} else {
			now = now[:n]
		}
	}
	edits := match.Align(len(stored), len(now), 1, q.sameContext(stored, now))
	same, first, last := 0, len(now), -1
	for _, e := range edits {
		if e.Same {
			same++
		}
		if e.B >= 0 {
			first, last = min(first, e.B), max(last, e.B)
		}
	}
	// What now stands between the context and the mark was put in.
	for b := last + 1; left && b < len(now); b++ {
		edits = append(edits, match.Edit{A: -1, B: b})
	}
	for b := 0; !left && b < first; b++ {
		edits = append(edits, match.Edit{A: -1, B: b})
	}
	// The share of the stored words from which what stands here is the same sentence, perhaps changed, and not another
	// one. Half: below that, what differs is no longer an edit of what was there.
	const alike = 0.5
	if float64(same) >= alike*float64(len(stored)) {
		if q.quoted(stored) {
			return allEdits(x.prose, edits, stored, now) // who is quoted, and how, is what the verdict is about
		}
		return hardEdits(x.prose, edits, stored, now)
	}
	// Another sentence. It still must not deny what it now holds.
	var out []Difference
	for _, w := range now {
		if x.prose.Classify(w.Text) == prose.Negation && !hasWord(stored, w.Text) {
			out = append(out, Difference{Kind: DiffNegation, Article: w.Text})
		}
	}
	return out
}

// grown returns what now stands beside a mark that began or ended its sentence, as its stored context shows.
// Before it, any word may turn it round: "It is not true that …". After it, what denies it does; other
// words are as likely to be what a mark that was cut short had lost.
func (x *index) grown(q *pattern, now []match.Word, left bool) []Difference {
	if left && q.sel.Prefix == "" || !left && q.sel.Suffix == "" {
		return nil // nothing is known of its sentence
	}
	var out []Difference
	for i := range now {
		kind := hardChange(x.prose, nil, &now[i])
		if kind == "" {
			kind = DiffWord
		}
		if left || kind == DiffNegation {
			out = append(out, Difference{Kind: kind, Article: now[i].Text})
		}
	}
	return out
}

// quoted reports whether the marked words are quoted: they hold a quotation mark, or the stored words
// beside them hold one of a quotation that they stand in, which is all that unquoted leaves there.
func (q *pattern) quoted(stored []match.Word) bool {
	isMark := func(w match.Word) bool { return w.Kind == match.Mark }
	return slices.ContainsFunc(q.cut().exact, isMark) || slices.ContainsFunc(stored, isMark)
}

// unquoted returns the words beside a mark without those that another speaker is quoted saying in the same
// sentence: they do not bear on it. A quotation whose other end lies beyond the stored words ends with
// them. Where the marked words stand in a quotation themselves, what is outside of it is who says so and
// stays. The words are of the folded text s.
func unquoted(words []match.Word, left bool, s string) []match.Word {
	words = slices.Clone(words)
	if left {
		slices.Reverse(words) // outwards from the mark
	}
	out := words[:0]
	for i := 0; i < len(words); i++ {
		if words[i].Kind == match.Mark {
			if i > 0 && outwards(words[i], s, left) {
				out = append(out, words[i:]...)
				break
			}
			end := i + 1
			for end < len(words) && words[end].Kind != match.Mark {
				end++
			}
			if end < len(words) || i > 0 {
				i = end
				continue
			}
		}
		out = append(out, words[i])
	}
	if left {
		slices.Reverse(out)
	}
	return out
}

// outwards reports whether a quotation mark of the folded text s opens, met going left, or closes, met going
// right: then the marked words stand in its quotation.
func outwards(w match.Word, s string, left bool) bool {
	opens := w.Start == 0 || s[w.Start-1] == ' ' || s[w.Start-1] == '('
	closes := w.End == len(s) || strings.IndexByte(" .,;:!?)", s[w.End]) >= 0
	if left {
		return opens && !closes
	}
	return closes && !opens
}
