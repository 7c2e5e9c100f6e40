package claims

import "slices"

// Linkable is what Check may link in an article, as "record at words", statement by statement: of the records that have
// enough of the terms of a statement, and, slowly, of all.
func (c *Checker) Linkable(t *Text) (fast, slow []string) {
	l := NewLibrary(c.dossiers...)
	k := new(query)
	for _, s := range t.statements(newVocabulary(l.vocabulary)) {
		k.set(s.words, s.before, s.speaker)
		try := func(i int, out *[]string) {
			m := l.match(k, i)
			if _, ok := t.linked(&s, &m, m.Dossier.speakers, false); ok {
				*out = append(*out, m.Record.ID+" at "+t.Slice(s.span))
			}
		}
		covered, _ := l.index.AtLeast(s.terms, s.least)
		for _, i := range covered {
			try(i, &fast)
		}
		for i := range l.entries {
			try(i, &slow)
		}
	}
	return fast, slow
}

// Candidates is where the words of a selector are looked for once they do not stand in an article as they were: as
// Place does it, and slowly, with the votes sorted.
func (t *Text) Candidates(sel Selector) (fast, slow []int) {
	const slack, most = 4, 8 // as in candidates
	x, q := t.indexed(), foldSelector(sel)
	x.left = mostSteps
	fast = x.candidates(&q)
	quote, words := q.cut().exact, x.words()
	var votes []int
	for i, w := range quote {
		for k := range words {
			if words[k].Text == w.Text {
				votes = append(votes, k-i)
			}
		}
	}
	slices.Sort(votes)
	type place struct{ at, votes int }
	var places []place
	for i, at := range votes {
		p := place{at: at}
		for _, v := range votes[i:] {
			if v <= at+slack {
				p.votes++
			}
		}
		if i > 0 && at == votes[i-1] || 2*p.votes < len(quote) {
			continue
		}
		if n := len(places); n == 0 || at-places[n-1].at > slack {
			places = append(places, p)
		} else if p.votes > places[n-1].votes {
			places[n-1] = p
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return b.votes - a.votes })
	slow = []int{}
	for _, p := range places[:min(most, len(places))] {
		slow = append(slow, p.at)
	}
	return fast, slow
}

// StepsLeft is how many steps are left for finding out whether selectors lead back; below 0 nobody looks any more.
func (t *Text) StepsLeft() int { return mostSteps - t.indexed().described }

// Elided reports which words with an apostrophe a mark may begin after.
func (t *Text) Elided(word string) bool { return t.reader().Elided(word) }
