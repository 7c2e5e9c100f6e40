package claims

import (
	"slices"
	"strings"
	"sync"

	"sourcemark/claims/internal/match"
)

// A Checker holds dossiers ready to be put under the words of articles. It is never changed after New
// and may be used by many goroutines at once.
type Checker struct {
	restate func(t *Text, r *Report, states map[int]state, refused map[int]Place) (partial bool) // nil unless claims are looked for in other words

	dossiers []*Dossier
	records  []checked                // those that are not withdrawn, in the order of the dossiers
	stories  []recordRange            // of records: those of each dossier that has some
	speakers []func() map[string]bool // the words of the names of those whose words each dossier has
	anchored []int                    // those of them that somebody has anchored
	linking  sync.Once                // most articles have all their records where their editors put them
	library  *Library                 // of records; an entry of one has the index of the other
}

// A checked record is one of a Checker.
type checked struct {
	record *Record
	anchor *pattern // folded, once for all articles; nil if nobody has anchored it, or if it was found elsewhere, for this article
	story  int32
	found  bool
}

// A recordRange is a half-open range of the records of a Checker.
type recordRange struct{ from, to int }

// New makes a checker of the records of the given dossiers. Nil dossiers are passed over.
func New(dossiers ...*Dossier) *Checker {
	c := new(Checker)
	for _, d := range dossiers {
		c.add(d, false)
	}
	return c
}

func (c *Checker) add(d *Dossier, found bool) {
	from := len(c.records)
	for r := range d.live() {
		x := checked{record: r, story: int32(len(c.stories)), found: found}
		if !found && r.Anchor != (Selector{}) {
			q := foldSelector(r.Anchor)
			x.anchor = &q
			c.anchored = append(c.anchored, len(c.records))
		}
		c.records = append(c.records, x)
	}
	if len(c.records) > from {
		c.dossiers = append(c.dossiers, d)
		c.stories = append(c.stories, recordRange{from, len(c.records)})
		c.speakers = append(c.speakers, sync.OnceValue(d.speakers))
	}
}

// A state is what has become of a record in a check.
type state uint8

const (
	open    state = iota // to be linked, if the article covers it
	closed               // refused, for its words have changed or stand there twice
	settled              // among the items
)

// Check places every record of every dossier in the article, or refuses to, and links those that no editor
// has placed here to the words they cover.
//
// A record that was never anchored is among the unplaced only where others of its dossier have a place: of the
// thousands of a newsroom, most are about other stories.
func (c *Checker) Check(t *Text) *Report {
	r := &Report{Text: t}
	states := make(map[int]state, len(c.anchored)) // of the records that are not open: few, where a newsroom has a million
	refused := make(map[int]Place)                 // of the records that are anchored
	more := len(c.anchored) < len(c.records)
	t.indexed().left = mostSteps
	for _, i := range c.anchored {
		x := &c.records[i]
		p := t.place(x.anchor)
		switch {
		case p.Placed():
			a := Annotation{Dossier: c.dossiers[x.story], Record: x.record, Span: p.Span, Placement: p.Placement, Score: p.Score, Relation: Same}
			if x.record.Kind == Quotation {
				a.Printed = x.record.Text
				t.split(&a)
				if p.Placement == Edited {
					a.Printed = strings.Trim(t.Slice(p.Span), marksAround)
					if a.Differences = wordingChanged(a.Printed, x.record, a.Dossier.Language); a.Differences != nil {
						a.Relation = Differs
					}
				}
				v, here := t.indexed().voice(p.Span, x.record, a.Dossier.Language, c.speakers[x.story]())
				d, differs, refuse := v.differs(x.record, here)
				if refuse {
					states[i] = closed
					refused[i] = Place{Score: p.Score, Near: p.Span, Differences: []Difference{d}}
					continue
				}
				if differs {
					a.Relation, a.Differences = Differs, append(a.Differences, d)
				}
			}
			states[i] = settled
			r.Items = append(r.Items, a)
			continue
		case p.Placement == Missing && p.Differences == nil && !p.Unsearched:
			more = true
		case x.record.Kind == Quotation && x.record.Speaker.Name != "" && !p.Unsearched && t.aroundOnly(x.record, p.Differences):
			more = true
		default:
			states[i] = closed
		}
		refused[i] = p
	}
	if more {
		c.linking.Do(func() { c.library = NewLibrary(c.dossiers...) })
		said, left := t.statements(newVocabulary(c.library.vocabulary)), mostSteps
		home := c.home(r.Items, refused)
		quoted, more := c.link(t, said, r.Items, home, states, Quotation, &left)
		r.Items = append(r.Items, quoted...)
		if c.restate != nil { // it knows more than the rules for any record
			r.Partial = c.restate(t, r, states, refused)
		}
		claimed, most := c.link(t, said, r.Items, home, states, Claim, &left)
		r.Items = append(r.Items, claimed...)
		r.Partial = r.Partial || more || most
	}
	for _, i := range c.unplaced(states, refused) {
		x := &c.records[i]
		r.Unplaced = append(r.Unplaced, Unplaced{c.dossiers[x.story], x.record, refused[i]})
	}
	slices.SortStableFunc(r.Items, readingOrder)
	for i := range r.Items {
		r.Items[i].Number = i + 1
	}
	return r
}

// aroundOnly reports whether a quotation may stand although its sentence has changed so: its words say the same whoever introduces
// them. That does not hold for a few words within the reporter's own sentence, nor where a negation came or went around the words.
func (t *Text) aroundOnly(r *Record, changed []Difference) bool {
	words := match.Fold(r.Text)
	few := len(match.Words(words)) < linkWords
	unchanged := strings.Contains(t.indexed().folded.S, words.S)
	return !slices.ContainsFunc(changed, func(d Difference) bool {
		return d.Kind == DiffNegation && (few || unchanged) || few && d.Kind != DiffWord && d.Kind != DiffMeaning
	})
}

// home returns the dossiers that are about this article: at least leastPlaced of their records have their words in it, as they were or
// changed.
func (c *Checker) home(placed []Annotation, refused map[int]Place) map[int32]bool {
	here := make(map[*Dossier]int)
	for i := range placed {
		here[placed[i].Dossier]++
	}
	for i, p := range refused {
		if p.Differences != nil {
			here[c.dossiers[c.records[i].story]]++
		}
	}
	home := make(map[int32]bool)
	for i, d := range c.dossiers {
		if here[d] >= leastPlaced {
			home[int32(i)] = true
		}
	}
	return home
}

// marksAround is what an anchor may have around the words of a quotation: their marks, and what stands before those that close.
const marksAround = " ,“”\"„«»‹›‘’'「」『』"

// unplaced is the records to be reported as that, in their order.
func (c *Checker) unplaced(states map[int]state, refused map[int]Place) []int {
	var out []int
	for i := range refused {
		if states[i] != settled {
			out = append(out, i)
		}
	}
	here := make(map[int32]bool)
	for i, s := range states {
		if story := c.records[i].story; s == settled && !here[story] {
			here[story] = true
			for i := c.stories[story].from; i < c.stories[story].to; i++ {
				if x := &c.records[i]; x.anchor == nil && !x.found && states[i] != settled {
					out = append(out, i)
				}
			}
		}
	}
	// Sorted as other indices are: slices.Sort would be 4 kB more of the widget for each reader.
	slices.SortStableFunc(out, func(a, b int) int { return a - b })
	return out
}
