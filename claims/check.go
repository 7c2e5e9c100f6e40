package claims

import "slices"

// A Checker holds dossiers ready to be put under the words of articles. It is never changed after New
// and may be used by many goroutines at once.
type Checker struct {
	dossiers []*Dossier
	anchors  [][]query // of each dossier's records, folded once for all articles
}

// New makes a checker of the records of the given dossiers. Nil dossiers are passed over.
func New(dossiers ...*Dossier) *Checker {
	c := new(Checker)
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
}

// Comparison compares a quotation's printed words with its versions; nil for a claim. It is made anew at
// each call: most articles are read without every card being opened.
func (a *Annotation) Comparison() *Comparison {
	if a.Record.Kind != Quotation {
		return nil
	}
	c := Compare(a.Record.Text, a.Record.Versions, a.Dossier.Language)
	return &c
}

// An Unplaced is a record that was refused a place, and why.
type Unplaced struct {
	Dossier *Dossier
	Record  *Record
	Place
}

// Check places every record of every dossier in the article, or refuses to.
func (c *Checker) Check(t *Text) *Report {
	r := new(Report)
	for k, d := range c.dossiers {
		for i := range d.Records {
			rec := &d.Records[i]
			if rec.Status == Withdrawn {
				continue
			}
			p := t.place(&c.anchors[k][i])
			if !p.Placed() {
				r.Unplaced = append(r.Unplaced, Unplaced{d, rec, p})
				continue
			}
			r.Items = append(r.Items, Annotation{Dossier: d, Record: rec, Span: p.Span, Placement: p.Placement, Score: p.Score})
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
