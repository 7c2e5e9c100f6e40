package proof

import (
	"slices"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
)

// A Spot is where an anchored record stands in an article, or does not.
type Spot struct {
	Dossier *claims.Dossier
	Record  *claims.Record
	Draft   bool
	Edition *claims.Edition // with the anchor in the article's language
	claims.Place
	Suggestions []claims.Suggestion // of a record that has no place, the best first
}

// Spots places all records that an editor has anchored in this edition of an article, drafts too, in the order of the
// dossiers. Withdrawn ones have no spot.
func Spots(t *claims.Text, dossiers ...*claims.Dossier) []Spot { return spotsOf(t, t, dossiers) }

// spotsOf does the same for the records that are anchored in the edition that article is of, of which t is another state.
func spotsOf(t, article *claims.Text, dossiers []*claims.Dossier) (out []Spot) {
	suggestions := make(map[*claims.Record][]claims.Suggestion)
	for _, s := range claims.Suggest(t, english.Words, dossiers...) {
		suggestions[s.Record] = append(suggestions[s.Record], s)
	}
	anchors := make([][]claims.Selector, len(dossiers))
	for k, d := range dossiers {
		for n, list := range [...][]claims.Record{d.Records, d.Drafts} {
			for i := range list {
				r := &list[i]
				if e := d.EditionIn(article, r); r.Status != claims.Withdrawn && e != nil && e.Anchor.Exact != "" {
					out = append(out, Spot{Dossier: d, Record: r, Draft: n == 1, Edition: e})
					anchors[k] = append(anchors[k], e.Anchor)
				}
			}
		}
	}
	for i, p := range slices.Concat(t.PlaceEach(dossiers, anchors)...) {
		if out[i].Place = p; !p.Placed() {
			out[i].Suggestions = suggestions[out[i].Record]
		}
	}
	return out
}

// At returns the anchor of the record of s on other words of the article, for edit.Anchor. It has a position if the one
// before had one.
func (s *Spot) At(t *claims.Text, span claims.Span) claims.Edition {
	e := *s.Edition
	position := e.Anchor.End > 0
	if e.Anchor = Describe(t, span); position {
		e.Anchor.Start, e.Anchor.End = characters(t.String()[:span.Start]), characters(t.String()[:span.End])
	}
	return e
}

// characters returns the number of code points of s.
func characters(s string) (n int) {
	for range s {
		n++
	}
	return n
}

// A Change is what an edit of an article did to a record.
type Change string

// The names are those of reports.
const (
	Edited    Change = "edited"    // its words have changed, but nothing that matters
	Moved     Change = "moved"     // the words are the same, in another order among the records
	Ambiguous Change = "ambiguous" // the words are there more than once now: it has lost its place
	Missing   Change = "missing"   // they are gone, or something that matters has changed: it has lost its place
	Placed    Change = "placed"    // it had no place before
)

// A Fate is what an edit of an article did to a record.
type Fate struct {
	Spot // in the new article
	Change
	Before   claims.Place // in the old article
	Old, New string       // the words in each; empty where it has no place
}

// Lost reports whether the record has no place any more.
func (f *Fate) Lost() bool { return !f.Placed() }

// Fates returns what an edit of an article did to the records of dossiers, and how many it left alone.
func Fates(before, after *claims.Text, dossiers ...*claims.Dossier) (fates []Fate, kept int) {
	old, now := spotsOf(before, after, dossiers), Spots(after, dossiers...)
	moved := movedIn(old, now)
	for i := range now {
		f := Fate{Spot: now[i], Before: old[i].Place}
		if old[i].Placed() {
			f.Old = before.Slice(old[i].Span)
		}
		if f.Placed() {
			f.New = after.Slice(f.Span)
		}
		switch {
		case !old[i].Placed() && !f.Placed():
			kept++
			continue
		case !old[i].Placed():
			f.Change = Placed
		case f.Placement == claims.Ambiguous:
			f.Change = Ambiguous
		case !f.Placed():
			f.Change = Missing
		case oneLine(f.Old) != oneLine(f.New):
			f.Change = Edited
		case moved[i]:
			f.Change = Moved
		default:
			kept++
			continue
		}
		fates = append(fates, f)
	}
	return fates, kept
}

// movedIn returns which records stand elsewhere among the others: all but the most that are in the same order in both,
// which is the longest increasing subsequence.
func movedIn(old, now []Spot) map[int]bool {
	var both []int
	for i := range old {
		if old[i].Placed() && now[i].Placed() {
			both = append(both, i)
		}
	}
	slices.SortStableFunc(both, func(a, b int) int { return old[a].Span.Start - old[b].Span.Start })
	// of the longest that ends at k, and what is before it
	length, before := make([]int, len(both)), make([]int, len(both))
	last := -1
	for k := range both {
		length[k], before[k] = 1, -1
		for j := range k {
			if now[both[j]].Span.Start <= now[both[k]].Span.Start && length[j] >= length[k] {
				length[k], before[k] = length[j]+1, j
			}
		}
		if last < 0 || length[k] > length[last] {
			last = k
		}
	}
	out := make(map[int]bool)
	for _, i := range both {
		out[i] = true
	}
	for k := last; k >= 0; k = before[k] {
		delete(out, both[k])
	}
	return out
}
