package claims

import (
	"slices"
	"strings"
)

// A Report is what a check of an article found: every record that is not withdrawn is among the items or among the
// unplaced, once.
type Report struct {
	Text     *Text        // of the article; all spans of the report are of it
	Items    []Annotation // in reading order; where two begin at one place, the longer first
	Unplaced []Unplaced   // in the order of the dossiers
	// the search for records that no editor anchored here was given up: article and records have too much to search
	Partial bool

	// Suggestions says where records that have no place may belong, for editors' eyes and never for readers': for each
	// record the best first, in the order of the dossiers.
	Suggestions []Suggestion
}

// An Annotation is a record on its words.
type Annotation struct {
	Number    int       // from 1, in reading order
	Dossier   *Dossier  // that has the record; never nil
	Record    *Record   // never nil
	Span      Span      // bytes of Text
	Placement Placement // Exact, Moved, Edited or Restated
	// Score is the share of the stored words that stand here, 0 to 1. Of a record that no editor anchored here it is
	// how much record and sentence have in common, 0 to 1: the mean share of each that the other says, the share of a
	// quotation's words, or the share of a restated claim that was found.
	Score     float64
	Automatic bool // no editor anchored it here

	// Edition is the language of the article in which an editor anchored the record (Dossier.Editions); empty where the
	// record is in one language.
	Edition string

	// Relation is Same, or Differs where the words matched automatically differ from the record's in something that
	// matters, where a quotation has new words, or where the article gives it to another speaker (speaker.go).
	// Differences says what differs; it is empty if Relation is Same.
	Relation    Relation
	Differences []Difference

	// Printed holds the words of a quotation as they stand here; empty for a claim.
	Printed string

	// Parts holds the parts of a quotation that is split by its attribution, or printed in several places, in reading
	// order; nil where it is in one. Span runs from the first to the last of them, over what stands between.
	Parts []Span
}

// Places returns the spans of the words of a: its parts, or its one span.
func (a *Annotation) Places() []Span {
	if a.Parts != nil {
		return a.Parts
	}
	return []Span{a.Span}
}

// Status returns the status of the record; Unsourced where a differs, since the sources were found for other words than
// those that stand here.
func (a *Annotation) Status() Status {
	if a.Relation == Differs {
		return Unsourced
	}
	return a.Record.Status
}

// Language returns the language of the words that a stands on.
func (a *Annotation) Language() string {
	if a.Edition != "" {
		return a.Edition
	}
	return a.Dossier.Language
}

// An Unplaced is a record that was refused a place, and why.
type Unplaced struct {
	Dossier *Dossier
	Record  *Record
	Place
}

// A Suggestion is a place where a record that has none may belong. It is for editors alone, never for readers.
type Suggestion struct {
	Dossier *Dossier
	Record  *Record
	Span    Span         // bytes of the article
	Score   float64      // share of what the record says that is found, 0 to 1
	Differs []Difference // what would have to be looked at
	Same    bool         // they are the words of the record's anchor, which stand elsewhere too
}

// Why says in words what speaks for s, or what would have to be looked at.
func (s *Suggestion) Why() string {
	const most = 0.6
	switch {
	case len(s.Differs) > 0:
		var all []string
		for _, d := range s.Differs {
			all = append(all, d.inWords())
		}
		return strings.Join(all, "; ")
	case s.Same:
		return "has the words of the record, as another place does"
	case s.Score >= most:
		return "says most of what the record says, in other words"
	}
	return "says a part of what the record says"
}

// Stored returns the words that u is anchored on in this edition of the article, or else what it says, and in which
// language they are.
func (r *Report) Stored(u *Unplaced) (language, words string) {
	language, words = u.Dossier.Language, u.Record.Anchor.Exact
	if e := u.Dossier.edition(r.Text, u.Dossier.Editions(u.Record.ID)); e != nil {
		language, words = e.languageOr(language), e.Anchor.Exact
	}
	if words == "" {
		words = u.Record.Text
	}
	return language, words
}

// At returns the items that stand on byte i of the text, the shortest first: it is opened first.
func (r *Report) At(i int) []*Annotation {
	var out []*Annotation
	for k := range r.Items {
		a := &r.Items[k]
		if slices.ContainsFunc(a.Places(), func(p Span) bool { return p.Start <= i && i < p.End }) {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b *Annotation) int { return a.Span.Len() - b.Span.Len() })
	return out
}

// Annotations may overlap: a quotation stands in the sentence of a claim, two checkers looked at the same
// words. None is dropped. What happens is this:
//
//	│ one after the other     ├──a──┤ ├──b──┤     a, b
//	│ one within the other    ├──a──────────┤     a, b; at the words of b the card of b opens first
//	│                            ├──b──┤
//	│ the same words          ├──a──┤             in the order of the dossiers
//	│                         ├──b──┤
//	│ across each other       ├──a──┤             a, b; where both stand, the shorter opens first
//	│                            ├──b──┤
//
// Reading order is by first word, and by length, longest first, where two begin together.

// readingOrder compares two annotations by it.
func readingOrder(a, b Annotation) int {
	if a.Span.Start != b.Span.Start {
		return a.Span.Start - b.Span.Start
	}
	return b.Span.End - a.Span.End
}

// OfPage leaves out of the unplaced records those of other stories, and reports how many dossiers that leaves without
// any place in the article. It is for hosts that are given the dossiers of many stories; addresses are those that the
// page is known by, its canonical one and where it was found, as far as they are known.
//
// A dossier about a page of the same site with another address (About.URL) is of another story; one about this address,
// or with anchors in the article at it, is of this one. Any other belongs to the article that its anchors are in: where
// none of its records stands as an editor anchored it, only those are kept whose words stand there changed.
func (r *Report) OfPage(addresses ...string) (elsewhere int) {
	articles, _ := r.Text.articles()
	addresses = append(articles, addresses...)
	here := make(map[*Dossier]bool)
	for i := range r.Items {
		if a := &r.Items[i]; !a.Automatic {
			here[a.Dossier] = true
		}
	}
	kept := r.Unplaced[:0:0]
	told, others := make(map[*Dossier]bool), make(map[*Dossier]bool)
	var same, other bool
	for i, u := range r.Unplaced {
		if i == 0 || u.Dossier != r.Unplaced[i-1].Dossier {
			same, other = u.Dossier.about(addresses)
		}
		stands := here[u.Dossier]
		torn := articles != nil && u.Placement == Ambiguous // its words are in several articles
		if same || !other && (stands || torn || u.Differences != nil) {
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

// Withdrawn returns what was taken back of the dossiers that have an item where an editor anchored it, without a place. It
// leaves out dossiers about other pages of the site of Text.Addresses, and records of other editions.
func (r *Report) Withdrawn() (out []Annotation) {
	seen := make(map[*Dossier]bool)
	for i := range r.Items {
		d := r.Items[i].Dossier
		if r.Items[i].Automatic || seen[d] {
			continue
		}
		seen[d] = true
		articles, _ := r.Text.articles()
		if same, other := d.about(append(articles, r.Text.Addresses...)); other && !same {
			continue
		}
		for k := range d.Records {
			rec := &d.Records[k]
			if rec.Status == Withdrawn && (d.Editions(rec.ID) == nil || d.EditionIn(r.Text, rec) != nil) {
				out = append(out, Annotation{Dossier: d, Record: rec})
			}
		}
	}
	return out
}

// about reports whether d is about one of these addresses, and if not, whether it is about other pages of their site.
func (d *Dossier) about(addresses []string) (same, other bool) {
	for _, page := range d.Pages() {
		here, there := about(page, addresses)
		same, other = same || here, other || there
	}
	return same, other
}

// Counts says how many items there are of each kind, and of each status. Both sums are the number of items.
type Counts struct {
	Claims, Quotations                    int
	Sourced, Disputed, Unsourced, Neutral int
}

// Items returns the number of items that were counted.
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
