package claims

import (
	"strings"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// widenToWords extends a hit that begins or ends inside a word to the whole word, if that is the word that was stored,
// and reports whether it is. "Men left" is not the words of "Women left"; but a selector "men left" with the prefix
// "The Wo" was made on a part of "Women", and is.
//
// A mark may also have been stored cut short, with the context that stood beside the whole words. Then the context on
// one side stands right beside the hit, and that on the other side a little further on. Such a mark ends at the nearer
// border of the word.
func (x *index) widenToWords(q *pattern, h *hit) bool {
	f, s := x.folded, x.folded.S
	h.from, h.to = h.start, h.end
	first, last := Span{h.start, h.start}, Span{h.end, h.end} // the words that it begins and ends in
	if f.Inside(h.start, x.elided) {
		first.Start, first.End = f.Around(h.start, x.elided)
		h.from = first.Start
	}
	if f.Inside(h.end, x.elided) {
		last.Start, last.End = f.Around(h.end, x.elided)
		h.to = last.End
	}
	begins, ends := s[h.from:h.start], s[h.end:h.to]
	wholeFirst := begins == "" || strings.HasSuffix(q.prefix, begins) && !q.joint.Inside(len(q.prefix)-len(begins), x.elided)
	wholeLast := ends == "" || strings.HasPrefix(q.suffix, ends) &&
		!q.joint.Inside(len(q.prefix)+len(q.exact)+len(ends), x.elided)
	switch most := len(q.exact); { // no more was cut off than was kept
	case f.Inside(h.from, x.elided) || f.Inside(h.to, x.elided): // longer than any word
		return false
	case wholeFirst && wholeLast:
		return true
	case wholeFirst && strings.HasSuffix(s[:h.start], q.prefix) && q.tells(q.prefix, q.cut().suffix):
		h.cutEnd = followsSoon(s[h.to:], q.suffix, most) && !x.turned(h)
		if h.cutEnd && h.end-last.Start < h.to-h.end {
			h.to = h.from + len(strings.TrimRight(s[h.from:last.Start], outside))
		}
		return h.cutEnd && h.to > h.start && !f.Inside(h.to, x.elided)
	case wholeLast && strings.HasPrefix(s[h.end:], q.suffix) && q.tells(q.suffix, q.cut().prefix):
		h.cutStart = precedesSoon(s[:h.from], q.prefix, most) && !x.turned(h)
		if h.cutStart && first.End-h.start < h.start-h.from {
			h.from = h.to - len(strings.TrimLeft(s[first.End:h.to], outside))
		}
		return h.cutStart && h.from < h.end && !f.Inside(h.from, x.elided)
	}
	return false
}

// outside holds characters between two words that belong to the second, and are left out where a mark does without it.
const outside = ` "'-([,;:`

// tells reports whether the stored context is enough to recognize a mark that was cut short at one end; whole is the
// context at the other end, cut that at the end cut short. A selector with a position was stored with all the context
// there was, so that a side without any is the beginning or the end of the article.
func (q *pattern) tells(whole string, cut []match.Word) bool {
	all := q.sel.End > 0
	return (whole != "" || all && len(q.cut().exact) > shortQuote) && (len(cut) > 1 || all && cut == nil)
}

// followsSoon reports whether s has context after at least one and at most so many other bytes. If there is no context,
// it reports whether s has at most so many bytes.
func followsSoon(s, context string, most int) bool {
	if context == "" {
		return len(s) <= most
	}
	return strings.Index(s[:min(len(s), most+len(context))], context) > 0
}

// precedesSoon reports whether s has context before at least one and at most so many other bytes at its end. If there
// is no context, it reports whether s has at most so many bytes.
func precedesSoon(s, context string, most int) bool {
	if context == "" {
		return len(s) <= most
	}
	s = s[max(0, len(s)-most-len(context)):]
	i := strings.LastIndex(s, context)
	return i >= 0 && i+len(context) < len(s)
}

// turned reports whether a hit is a part of a word that means the opposite: "can" of "cannot", "hope" of "hopeless",
// "members" of "non-members". A hit that has all of a negation but its last letter is not.
func (x *index) turned(h *hit) bool {
	const shortest = 4 // letters; "no" is more than a part of "not"
	words := x.words()
	for i := x.wordAt(h.from); i < len(words) && words[i].Start < h.to; i++ {
		w := &words[i]
		if w.Start >= h.start && w.End <= h.end {
			continue
		}
		part := ""
		if a, b := max(w.Start, h.start), min(w.End, h.end); a < b {
			part = x.folded.S[a:b]
		}
		negation := x.prose.Classify(w.Text) == prose.Negation && !(len(part) >= shortest && w.End == h.end+1)
		if w.Kind != match.Letters || negation || (part != "" || w.End <= h.start) &&
			x.prose.Negates(part, w.Text) {
			return true
		}
	}
	return false
}

// partOfWord returns the refusal of a hit that is only a part of other words, with these words as the differences. It
// returns the zero Place if the hit is so short that it may be a part of other words anywhere.
func (x *index) partOfWord(q *pattern, h *hit) Place {
	f := x.folded
	left, right := x.beside(q, h.from, h.to)
	if len(q.cut().exact) < shortQuote && max(left, right) < minContext {
		return Place{}
	}
	near, end := f.Range(h.from, h.to)
	p := Place{Near: Span{near, end}}
	differ := func(start, end int) {
		a, b := len(q.prefix)+max(start, h.start)-h.start, len(q.prefix)+min(end, h.end)-h.start
		a, b = q.joint.Range(a, b)
		start, end = f.Range(start, end)
		d := Difference{Kind: DiffWord, Record: q.joint.Source()[a:b], Article: f.Source()[start:end]}
		was := match.Words(match.Fold(d.Record))
		for _, is := range match.Words(match.Fold(d.Article)) {
			var changed *match.Word // from; nil in "non-members", where it is put in
			if len(was) == 1 && strings.Contains(is.Text, was[0].Text) {
				changed = &was[0]
			}
			if kind := hardChange(x.prose, changed, &is); kind != "" && !hasWord(was, is.Text) {
				d.Kind = kind
				break
			}
		}
		p.Differences = append(p.Differences, d)
	}
	until := h.start
	if f.Inside(h.start, x.elided) {
		_, until = f.Around(h.start, x.elided)
		differ(h.from, until)
	}
	if until < h.to && f.Inside(h.end, x.elided) {
		last, _ := f.Around(h.end, x.elided)
		differ(last, h.to)
	}
	return p
}
