package claims

import (
	"slices"
	"strings"
	"sync"
)

// A Checker holds dossiers ready to be put under the words of articles. It is never changed after New
// and may be used by many goroutines at once.
type Checker struct {
	dossiers []*Dossier
	records  []checked                // those that are not withdrawn, in the order of the dossiers
	stories  []stretch                // of records: those of each dossier that has some
	speakers []func() map[string]bool // the words of the names of those whose words each dossier has
	anchored []int                    // those of them that somebody has anchored
	linking  sync.Once                // most articles have all their records where their editors put them
	library  *Library                 // of records; an entry of one has the index of the other
}

// A checked record is one of a Checker.
type checked struct {
	record *Record
	anchor *query // folded, once for all articles; nil if nobody has anchored it, or if it was found elsewhere, for this article
	story  int32
	found  bool
}

// A stretch is a half-open range of indices.
type stretch struct{ from, to int }

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
		c.stories = append(c.stories, stretch{from, len(c.records)})
		c.speakers = append(c.speakers, sync.OnceValue(d.speakers))
	}
}

// NewBeside is New for one article, for which records were found elsewhere too, in a store that holds those of other stories
// (Text.Seek). They are linked as records without an anchor are, wherever they were anchored, and are never among the
// unplaced. A dossier that was found and is among the others, by its ID, is passed over.
func NewBeside(found []*Dossier, dossiers ...*Dossier) *Checker {
	c := New(dossiers...)
	for _, d := range found {
		if d != nil && !slices.ContainsFunc(dossiers, func(o *Dossier) bool { return o != nil && o.ID != "" && o.ID == d.ID }) {
			c.add(d, true)
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

	// Same, or Differs, and then Differences says in what: where no editor anchored the record, or where the article gives
	// the quotation to another than the record does (voice.go).
	Relation    Relation
	Differences []Difference

	// Printed is the words of a quotation as they stand here; empty for a claim.
	Printed string
}

// Status is the record's; Unsourced where the words differ from the record's, for what was found of those does
// not hold of these.
func (a *Annotation) Status() Status {
	if a.Relation == Differs {
		return Unsourced
	}
	return a.Record.Status
}

// Comparison compares a quotation's printed words with its versions; nil for a claim. It is made anew at
// each call: most articles are read without every card being opened.
func (a *Annotation) Comparison() *Comparison {
	if a.Record.Kind != Quotation {
		return nil
	}
	c := Compare(a.Printed, a.Record.Versions, a.Dossier.Language)
	return &c
}

// An Unplaced is a record that was refused a place, and why.
type Unplaced struct {
	Dossier *Dossier
	Record  *Record
	Place
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
	r := new(Report)
	states := make(map[int]state, len(c.anchored)) // of the records that are not open: few, where a newsroom has a million
	refused := make(map[int]Place)                 // of the records that are anchored
	more := len(c.anchored) < len(c.records)
	for _, i := range c.anchored {
		x := &c.records[i]
		p := t.place(x.anchor)
		switch {
		case p.Placed():
			a := Annotation{Dossier: c.dossiers[x.story], Record: x.record, Span: p.Span, Placement: p.Placement, Score: p.Score, Relation: Same}
			if x.record.Kind == Quotation {
				a.Printed = x.record.Text
				v, here := t.indexed().voice(p.Span, x.record, a.Dossier.Language, c.speakers[x.story]())
				d, differs, refuse := v.differs(x.record, here)
				if refuse {
					states[i] = closed
					refused[i] = Place{Score: p.Score, Near: p.Span, Differences: []Difference{d}}
					continue
				}
				if differs {
					a.Relation, a.Differences = Differs, []Difference{d}
				}
			}
			states[i] = settled
			r.Items = append(r.Items, a)
			continue
		case p.Placement == Missing && p.Differences == nil:
			more = true
		default:
			states[i] = closed
		}
		refused[i] = p
	}
	if more {
		c.linking.Do(func() { c.library = NewLibrary(c.dossiers...) })
		r.Items = append(r.Items, c.link(t, r.Items, states)...)
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

// OfPage leaves out of the unplaced records those of other stories, and reports how many dossiers that leaves without any place
// in the article. It is for hosts that are given the dossiers of many stories; addresses are those that the page is known by, its
// canonical one and where it was found, as far as they are known.
//
// A dossier about a page of the same site with another address (About.URL) is of another story; one about this address is of
// this one. Any other belongs to the article that its anchors are in: where none of its records stands as an editor anchored
// it, only those are kept whose words stand there changed.
func (r *Report) OfPage(addresses ...string) (elsewhere int) {
	here := make(map[*Dossier]bool)
	for i := range r.Items {
		if a := &r.Items[i]; !a.Automatic {
			here[a.Dossier] = true
		}
	}
	kept := r.Unplaced[:0:0]
	told, others := make(map[*Dossier]bool), make(map[*Dossier]bool)
	for _, u := range r.Unplaced {
		same, other := about(u.Dossier.About.URL, addresses)
		stands := here[u.Dossier]
		if same || !other && (stands || u.Differences != nil) {
			kept = append(kept, u)
			told[u.Dossier] = true
		} else if !stands {
			others[u.Dossier] = true
		}
	}
	r.Unplaced = kept
	for d := range others {
		if !told[d] {
			elsewhere++
		}
	}
	return elsewhere
}

// about reports whether url is one of the addresses, and if not, whether it is that of another page of a site of theirs.
func about(url string, addresses []string) (same, other bool) {
	site, path, query := cutAddress(url)
	if site == "" {
		return false, false
	}
	for _, a := range addresses {
		s, p, q := cutAddress(a)
		if s != site {
			continue
		}
		// What an address has in its query beyond that of the dossier may be where the reader came from.
		if p == path && (q == query || query == "") {
			return true, false
		}
		other = true
	}
	return false, other
}

// cutAddress is what two addresses of a page have in common: the host without "www.", the path without a slash at its end, and
// the query. The host is empty where s is no address on the web.
func cutAddress(s string) (host, path, query string) {
	s, _, _ = strings.Cut(s, "#")
	s, query, _ = strings.Cut(s, "?")
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return "", "", ""
	}
	host, path, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(strings.ToLower(host), "www."), strings.TrimSuffix(path, "/"), query
}

// Counts says how many items there are of each kind, and of each status. Both sums are the number of items.
type Counts struct {
	Claims, Quotations                    int
	Sourced, Disputed, Unsourced, Neutral int
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
		switch r.Items[i].Status() {
		case Sourced:
			n.Sourced++
		case Disputed:
			n.Disputed++
		case Neutral:
			n.Neutral++
		default:
			n.Unsourced++
		}
	}
	return n
}
