package claims

import "slices"

// A Checker holds dossiers ready to be put under the words of articles. It is never changed after New
// and may be used by many goroutines at once.
type Checker struct {
	dossiers []*Dossier
}

// New makes a checker of the records of the given dossiers. Nil dossiers are passed over.
func New(dossiers ...*Dossier) *Checker {
	c := new(Checker)
	for _, d := range dossiers {
		if d != nil {
			c.dossiers = append(c.dossiers, d)
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
	Number     int // from 1, in reading order
	Dossier    *Dossier
	Record     *Record
	Span       Span
	Placement  Placement   // Exact, Moved or Edited
	Score      float64     // as in Place
	Comparison *Comparison // of a quotation's printed words with its versions; nil for a claim
	Automatic  bool        // no editor anchored it here
}

// An Unplaced is a record that was refused a place, and why.
type Unplaced struct {
	Dossier *Dossier
	Record  *Record
	Place
}

// Check places every record of every dossier in the article, or refuses to, and compares the quotations
// with their sources.
func (c *Checker) Check(t *Text) *Report {
	r := new(Report)
	for _, d := range c.dossiers {
		for i := range d.Records {
			rec := &d.Records[i]
			if rec.Status == Withdrawn {
				continue
			}
			p := t.Place(rec.Anchor)
			if !p.Placed() {
				r.Unplaced = append(r.Unplaced, Unplaced{d, rec, p})
				continue
			}
			a := Annotation{Dossier: d, Record: rec, Span: p.Span, Placement: p.Placement, Score: p.Score}
			if rec.Kind == Quotation {
				cmp := Compare(rec.Text, rec.Versions, d.Language)
				a.Comparison = &cmp
			}
			r.Items = append(r.Items, a)
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
