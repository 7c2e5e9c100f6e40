package claims

import (
	"cmp"
	"slices"

	"sourcemark/claims/lexicon"
)

// ForEditors makes c add suggestions to its reports. It must not be called while a Check runs; what readers see does
// not change by it.
func (c *Checker) ForEditors() {
	c.suggest, c.propose = c.suggestPlaces, (*Report).suggest
	c.fitted = append(c.fitted, (*Checker).ForEditors)
}

// mostSuggestions is how many suggestions there are for a record: a longer list would not help an editor.
const mostSuggestions = 3

// Suggest returns where those records of dossiers may belong that an editor has anchored and that have no place in t,
// drafts too: for each record the best first, at most three, in the order of the dossiers. Words that readers are shown
// as matched automatically are among them.
//
// words are those of InOtherWords, by which claims are found in other words. In an article in a language whose file does
// not say which words turn a sentence round only a number that differs is told.
func Suggest(t *Text, words func() *lexicon.Table, dossiers ...*Dossier) []Suggestion {
	all := make([]*Dossier, len(dossiers)) // with their drafts among the records
	for i, d := range dossiers {
		with := *d
		with.Records = slices.Concat(d.Records, d.Drafts)
		all[i] = &with
	}
	c := New(all...)
	c.InOtherWords(words)
	c.ForEditors()
	r := c.Check(t)
	groups := make(map[*Record][]Suggestion)
	for i := range r.Items {
		if a := &r.Items[i]; a.Automatic && a.Record.Anchor != (Selector{}) {
			groups[a.Record] = []Suggestion{{Dossier: a.Dossier, Record: a.Record, Span: a.Span, Score: a.Score,
				Differs: a.Differences}}
		}
	}
	for _, s := range r.Suggestions {
		groups[s.Record] = append(groups[s.Record], s)
	}
	var out []Suggestion
	for i, d := range dossiers {
		for k := range all[i].Records {
			for _, s := range distinct(groups[&all[i].Records[k]]) {
				if s.Dossier = d; k < len(d.Records) {
					s.Record = &d.Records[k]
				} else {
					s.Record = &d.Drafts[k-len(d.Records)]
				}
				out = append(out, s)
			}
		}
	}
	return out
}

// distinct returns the first suggestions for a record, without those that lie on the words of one before.
func distinct(list []Suggestion) (out []Suggestion) {
	for _, s := range list {
		before := func(o Suggestion) bool { return o.Span.Overlaps(s.Span) }
		if len(out) < mostSuggestions && !slices.ContainsFunc(out, before) {
			out = append(out, s)
		}
	}
	return out
}

// suggestPlaces adds to the suggestions of r what placing has seen: the anchored words of a record stand in the article
// more than once, or changed. Words with one change come first. Those with more come last, since they are often those
// of another sentence that is built alike.
func (c *Checker) suggestPlaces(r *Report) {
	groups := make(map[*Record][]Suggestion)
	for _, s := range r.Suggestions {
		groups[s.Record] = append(groups[s.Record], s)
	}
	here := make(map[*Dossier]bool) // others' words may stand in many stories
	for i := range r.Items {
		here[r.Items[i].Dossier] = true
	}
	for i := range r.Unplaced {
		u := &r.Unplaced[i]
		list := groups[u.Record]
		seen := Suggestion{Dossier: u.Dossier, Record: u.Record, Span: u.Near, Score: u.Score, Differs: u.Differences}
		switch {
		case u.Placement == Ambiguous && (here[u.Dossier] || len(c.stories) == 1):
			list, seen.Score, seen.Same = nil, 1, true
			for _, seen.Span = range r.Text.standing(u.Record.Anchor) {
				list = append(list, seen)
			}
		case u.Near.End > 0 && len(u.Differences) == 1:
			list = append([]Suggestion{seen}, list...)
		case u.Near.End > 0:
			list = append(list, seen)
		}
		groups[u.Record] = list
	}
	r.Suggestions = nil
	for i := range c.records {
		r.Suggestions = append(r.Suggestions, distinct(groups[c.records[i].record])...)
	}
}

// standing returns the first places where the words of a selector stand, those with most of its context first.
func (t *Text) standing(sel Selector) (out []Span) {
	q, x := foldSelector(sel), t.indexed()
	if x.left < 0 {
		return nil
	}
	hits, _ := x.hits(&q)
	x.left -= maxAligned * maxContext * maxContext // words compared with each other
	if len(hits) <= maxAligned {
		for i := range hits {
			hits[i].left, hits[i].right = x.beside(&q, hits[i].start, hits[i].end)
		}
		slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.left+b.right, a.left+a.right) })
	}
	for _, h := range hits[:min(mostSuggestions, len(hits))] {
		from, to := x.folded.Range(h.from, h.to)
		out = append(out, Span{from, to})
	}
	return out
}

// suggest adds the best clauses of a claim to the suggestions.
func (r *Report) suggest(d *Dossier, record *Record, s *story, ranked []accord) {
	const least = 0.25 // of the claim: a clause that says less shares but a name with it
	for i := range ranked[:min(mostSuggestions, len(ranked))] {
		if a := &ranked[i]; a.cover.here > 0 && a.cover.share() >= least {
			at := s.clauses[a.clause].Span
			r.Suggestions = append(r.Suggestions, Suggestion{Dossier: d, Record: record, Span: at,
				Score: min(1, a.cover.share()), Differs: a.differs})
		}
	}
}
