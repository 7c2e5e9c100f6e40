package claims

import (
	"slices"
	"strings"
	"sync"
)

// A Checker holds dossiers ready to be put under the words of articles. It is never changed after New
// and may be used by many goroutines at once.
type Checker struct {
	dossiers []*Dossier               // those with records that are not withdrawn
	stories  []recordRange            // the range of records that each dossier has
	speakers []func() map[string]bool // the words in the names of each dossier's speakers
	records  []checked                // those that are not withdrawn, in the order of the dossiers
	anchored []int                    // indices of the records that have an anchor

	linking sync.Once // builds library when it is first needed: most articles have all their records anchored
	library *Library  // of them

	// restate finds claims in other words; nil unless InOtherWords was called.
	restate func(t *Text, r *Report, states map[int]state, refused map[int]Place, anchored bool,
		left *int) (partial bool)
	// What adds to the suggestions what placing has seen, and the clauses that may say a claim; nil unless ForEditors
	// was called.
	suggest func(r *Report)
	propose func(r *Report, d *Dossier, record *Record, s *story, ranked []accord)
	fitted  []func(*Checker) // what was called of these, for a checker of some of the dossiers
}

// A checked record is a record that a Checker holds.
type checked struct {
	record *Record
	anchor *pattern // folded once for all articles; nil if the record has no anchor, or if found is set
	story  int32    // index of its dossier
	found  bool     // a Store found it for this article alone

	editions []*Edition  // where it is anchored; nil if that is in one article, see Dossier.Editions
	in       []inEdition // the record in each of them
}

// An inEdition is a record as one edition has it: made when an article of that edition is first checked, and kept for
// all that follow.
type inEdition struct {
	once     sync.Once
	anchor   pattern
	record   *Record
	language string
}

// A recordRange is a half-open range of the records of a Checker.
type recordRange struct{ from, to int }

// New returns a checker of the records of the given dossiers. It skips nil dossiers.
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
			x.editions = d.Editions(r.ID)
			x.in = make([]inEdition, len(x.editions))
		}
		c.records = append(c.records, x)
	}
	if len(c.records) > from {
		c.dossiers = append(c.dossiers, d)
		c.stories = append(c.stories, recordRange{from, len(c.records)})
		c.speakers = append(c.speakers, sync.OnceValue(d.speakers))
	}
}

// placeOf returns the place of a record of d in t, and the record as it is in the language of t's edition: what that
// article prints, and who says it.
func (t *Text) placeOf(d *Dossier, x *checked) (p Place, record *Record, language string) {
	e := d.edition(t, x.editions)
	switch {
	case x.editions == nil:
		return t.place(x.anchor), x.record, d.Language
	case e == nil:
		return p, x.record, d.Language
	}
	in := &x.in[slices.Index(x.editions, e)]
	in.once.Do(func() {
		out := *x.record
		in.language, out.Anchor = e.languageOr(d.Language), e.Anchor
		out.Text, _ = d.In(in.language, out.ID, out.Text)
		out.Speaker.Name, _ = d.In(in.language, out.ID, out.Speaker.Name)
		in.record, in.anchor = &out, foldSelector(e.Anchor)
	})
	return t.place(&in.anchor), in.record, in.language
}

// A state says what a check has done with a record.
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
//
// Of a page of several articles each is checked by itself (several.go).
func (c *Checker) Check(t *Text) *Report {
	if t.checkSelected != nil {
		return t.checkSelected(c, t)
	}
	return c.checkAll(t)
}

// checkAll checks the page, and each of several articles by itself.
func (c *Checker) checkAll(t *Text) *Report {
	if addresses, of := t.articles(); addresses != nil {
		return c.checkEach(t, addresses, of)
	}
	return c.check(t)
}

func (c *Checker) check(t *Text) *Report {
	r := &Report{Text: t}
	states := make(map[int]state, len(c.anchored)) // without open records: a newsroom may have a million of these
	refused := make(map[int]Place)                 // why an anchored record has no place
	more := len(c.anchored) < len(c.records)
	t.indexed().left = mostSteps
	for _, i := range c.anchored {
		x := &c.records[i]
		p, record, language := t.placeOf(c.dossiers[x.story], x)
		switch {
		case p.Placed():
			a := Annotation{Dossier: c.dossiers[x.story], Record: record, Span: p.Span, Placement: p.Placement,
				Score: p.Score, Relation: Same}
			if record.Kind == Quotation {
				a.Printed = record.Text
				t.split(&a)
				if p.Placement == Edited {
					a.Printed = strings.Trim(t.Slice(p.Span), marksAround)
					if a.Differences = wordingChanged(a.Printed, record, language); a.Differences != nil {
						a.Relation = Differs
					}
				}
				v, here := t.indexed().voice(p.Span, record, language, c.speakers[x.story]())
				d, differs, refuse := v.differs(record, here)
				_, of := a.Dossier.In(language, record.ID, x.record.Speaker.Name)
				if refuse || v == anothers && !sameLanguage(of, language) { // who may have that name in this language
					states[i] = closed
					refused[i] = Place{Score: p.Score, Near: p.Span, Differences: []Difference{d}}
					continue
				}
				if differs {
					a.Relation, a.Differences = Differs, append(a.Differences, d)
				}
			}
			if record != x.record {
				a.Record, a.Edition = x.record, language
			}
			states[i] = settled
			r.Items = append(r.Items, a)
			continue
		case p.Placement == Missing && p.Differences == nil && !p.Unsearched:
			more = true
		case record.Kind == Quotation && record.Speaker.Name != "" && !p.Unsearched &&
			t.aroundOnly(record, p.Differences):
			more = true
		default:
			states[i] = closed
		}
		refused[i] = p
	}
	if more || c.restate != nil && len(refused) > 0 { // for editors, also what was refused is looked for
		c.linkRest(t, r, states, refused)
	}
	for _, i := range c.unplaced(states, refused) {
		x := &c.records[i]
		r.Unplaced = append(r.Unplaced, Unplaced{c.dossiers[x.story], x.record, refused[i]})
	}
	if c.suggest != nil {
		c.suggest(r)
	}
	r.number()
	return r
}

// number puts the items of r in reading order and numbers them.
func (r *Report) number() {
	slices.SortStableFunc(r.Items, readingOrder)
	for i := range r.Items {
		r.Items[i].Number = i + 1
	}
}

// marksAround holds what an anchor may have around the words of a quotation: quotation marks, and what stands before a
// closing one.
const marksAround = " ,“”\"„«»‹›‘’'「」『』"

// unplaced returns the indices of the records that the report lists as unplaced, in order.
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
