package claims

import "slices"

// A Checker holds dossiers ready to be put under the words of articles. It is never changed after New
// and may be used by many goroutines at once.
type Checker struct {
	dossiers []*Dossier
	anchors  [][]query // of each dossier's records, folded once for all articles
	library  *Library
}

// New makes a checker of the records of the given dossiers. Nil dossiers are passed over.
func New(dossiers ...*Dossier) *Checker {
	c := &Checker{library: NewLibrary(dossiers...)}
	for _, d := range dossiers {
		if d != nil {
			anchors := make([]query, len(d.Records))
			for i := range d.Records {
				anchors[i] = foldSelector(d.Records[i].Anchor)
			}
			c.dossiers = append(c.dossiers, d)
			c.anchors = append(c.anchors, anchors)
		}
	}
	return c
}

// A Report is what a check found: every record that is not withdrawn is among the items or among the
// unplaced, once.
type Report struct {
	Items    []Annotation // in reading order; where two begin at one place, the longer first
	Unplaced []Unplaced   // in the order of the dossiers
}

// An Annotation is a record on its words.
type Annotation struct {
	Number    int // from 1, in reading order
	Dossier   *Dossier
	Record    *Record
	Span      Span
	Placement Placement // Exact, Moved or Edited
	Score     float64   // as in Place
	Automatic bool      // no editor anchored it here

	// Of an automatic annotation: Same or Differs, and what differs.
	Relation    Relation
	Differences []Difference
	printed     string // the words of a quotation that no editor anchored
}

// Comparison compares a quotation's printed words with its versions; nil for a claim. It is made anew at
// each call: most articles are read without every card being opened.
func (a *Annotation) Comparison() *Comparison {
	if a.Record.Kind != Quotation {
		return nil
	}
	printed := a.Record.Text
	if a.Automatic {
		printed = a.printed
	}
	c := Compare(printed, a.Record.Versions, a.Dossier.Language)
	return &c
}

// An Unplaced is a record that was refused a place, and why.
type Unplaced struct {
	Dossier *Dossier
	Record  *Record
	Place
}

// Check places every record of every dossier in the article, or refuses to, and links those that no editor
// has placed here to the words they cover.
//
// A record that was never anchored is among the unplaced only where others of its dossier have a place: of the
// thousands of a newsroom, most are about other stories.
func (c *Checker) Check(t *Text) *Report {
	r := new(Report)
	places := make([]Place, 0, len(c.library.entries))
	open := make([]bool, len(c.library.entries)) // records that may be linked
	for k, d := range c.dossiers {
		for i := range d.Records {
			rec := &d.Records[i]
			if rec.Status == Withdrawn {
				continue
			}
			var p Place
			if rec.Anchor != (Selector{}) {
				p = t.place(&c.anchors[k][i])
			}
			open[len(places)] = p.Placement == Missing && p.Differences == nil
			places = append(places, p)
			if p.Placed() {
				r.Items = append(r.Items, Annotation{Dossier: d, Record: rec, Span: p.Span, Placement: p.Placement, Score: p.Score})
			}
		}
	}
	c.link(t, r, open)
	for i, p := range places {
		e := &c.library.entries[i]
		here := func(a Annotation) bool { return a.Dossier == e.dossier }
		switch {
		case slices.ContainsFunc(r.Items, func(a Annotation) bool { return a.Record == e.record }):
		case e.record.Anchor != (Selector{}) || slices.ContainsFunc(r.Items, here):
			r.Unplaced = append(r.Unplaced, Unplaced{e.dossier, e.record, p})
		}
	}
	slices.SortStableFunc(r.Items, readingOrder)
	for i := range r.Items {
		r.Items[i].Number = i + 1
	}
	return r
}

// Counts says how many items there are of each kind, and of each status. Both sums are the number of items.
type Counts struct {
	Claims, Quotations           int
	Sourced, Disputed, Unsourced int
}

// Items is the number of items counted.
func (n Counts) Items() int { return n.Claims + n.Quotations }

// Counts counts the items of r.
func (r *Report) Counts() Counts {
	var n Counts
	for i := range r.Items {
		switch r.Items[i].Record.Kind {
		case Claim:
			n.Claims++
		case Quotation:
			n.Quotations++
		}
		switch r.Items[i].Record.Status {
		case Sourced:
			n.Sourced++
		case Disputed:
			n.Disputed++
		default:
			n.Unsourced++
		}
	}
	return n
}
