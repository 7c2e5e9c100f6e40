package claims

import (
	"strings"

	"sourcemark/claims/internal/match"
)

// Placing is the promise of this package: a record is put on the words it was written about, or it
// is refused. A verdict on the wrong sentence is libel, so every doubt is a refusal.
//
// A Selector holds the words as they were when an editor marked them: exact, and some words before
// and after. Text and selector are folded alike (quotes, dashes, spaces, case, NFC, invisible
// characters), and then:
//
//	1  exact  The words stand in the article once, or once with the stored words before and after. Where
//	          even those stand there more than once, the one that is the same to the letter is taken, or
//	          the one at the stored position. Few words are weak evidence: below shortQuote they need a
//	          stored neighbour beside them.
//	2  edited The words are nearly there: the same but for ordinary words (minPassage, minExact), one
//	          neighbour still beside them (minContext), and no other place comes close (minMargin).
//	3  refused otherwise.
//
// Likeness alone is never enough. "Fell to 4.1 per cent" and "rose to 14 per cent" are 88 % the same
// letters. So numbers, negations, names, quotation marks and the words of grammar must be equal: they
// are hard, and one hard difference refuses the place whatever the score. That holds for the marked
// words and for the rest of their sentence as far as it was stored: "not" put in before the mark is
// no less a change than "not" put into it.

// A Placement says whether a record was placed, and how, or why it was not.
type Placement uint8

const (
	Missing   Placement = iota // refused: the words are not there, or something that matters has changed
	Ambiguous                  // refused: they are there more than once and nothing tells which was meant
	Exact                      // found where they were marked, or found and no position was stored
	Moved                      // found, but not where they were marked
	Edited                     // found, with ordinary words changed
	Restated                   // found in other words, see restate.go
)

// String returns the name of p in reports; the number of a value that has none.
func (p Placement) String() string {
	return enumName(uint8(p), "missing", "ambiguous", "exact", "moved", "edited", "restated")
}

// Placed reports whether p is a place and not a refusal.
func (p Placement) Placed() bool { return p >= Exact }

const (
	// shortQuote is the number of words from which a quote that occurs once is trusted although its
	// surroundings have changed. Four words in a row seldom recur by chance; "the president said" does.
	shortQuote = 4

	// The figures of the contract (CONTRIBUTING.md, "Anchoring"). minPassage is the share of words that must be the
	// same over the whole of what was stored, minContext over one of its sides, minMargin the lead over the runner-up.
	// minExact keeps the changes from all falling on a short mark, and minEdited refuses marks too short for a changed
	// word to be called a detail: one word in eight.
	minPassage = 0.9
	minContext = 0.8
	minMargin  = 0.1
	minExact   = 0.8
	minEdited  = 8

	// maxQuote is the longest quote that is searched for with changes, in bytes of UTF-8, and maxHits the
	// most places considered for one quote. Both only bound the work hostile input can cause: 8,000 bytes
	// are 2,000 characters of any script.
	maxQuote = 8000
	maxHits  = 2000

	// maxAligned is the most places whose surroundings are compared with the stored ones; words more common than
	// that lead nowhere.
	maxAligned = 64

	// mostSteps is how many steps the search for the anchored records of one check may take: places looked at, votes
	// counted, words compared; and that for the others. Some ns each, so it is a quarter of a second each on most
	// machines. Ten thousand records of other stories take 20,000 for a story of 900 words.
	mostSteps = 64 << 20
)

// A Place is where a selector leads.
type Place struct {
	Placement
	Span  Span    // the words; zero when refused
	Score float64 // share of the words of the selector, context included, that stand there, 0 to 1; 1 if all do

	// When a place was refused because something that matters has changed, Near is the changed passage
	// and Differences says what; both are for the editor's eyes, never for a verdict.
	Near        Span
	Differences []Difference

	// Unsearched says that a place was refused since the search for all places had taken too many steps by then:
	// article and records are made for that, or there are tens of thousands of another article. Nobody knows whether
	// the words are there.
	Unsearched bool
}

// Place finds the words of a selector in the text.
func (t *Text) Place(sel Selector) Place {
	q := foldSelector(sel)
	t.indexed().left = mostSteps
	return t.place(&q)
}

// place does what Place does, unless no steps are left.
func (t *Text) place(q *pattern) Place {
	x := t.indexed()
	if x.left >= 0 {
		if p := t.search(q); x.left >= 0 {
			return p
		}
	}
	return Place{Unsearched: true}
}

func (t *Text) search(q *pattern) Place {
	x := t.indexed()
	if q.exact == "" && q.prefix == "" && q.suffix == "" {
		return Place{}
	}
	hint := Span{-1, -1}
	if q.sel.End > 0 {
		if s, ok := t.CodePoints(q.sel.Start, q.sel.End); ok {
			hint = s
		}
	}
	hits, half := x.hits(q)
	if len(hits) == 0 {
		p := x.edited(q)
		if half != nil && p.Placement == Missing && p.Differences == nil {
			return x.partOfWord(q, half)
		}
		return p
	}
	return x.choose(q, hits, hint)
}

// choose decides between the places where the exact words stand, of which hits has at least one.
func (x *index) choose(q *pattern, hits []hit, hint Span) Place {
	var whole []hit
	for _, h := range hits {
		if h.whole {
			whole = append(whole, h)
		}
	}
	if len(whole) > 0 {
		if len(whole) > 1 {
			whole = x.toTheLetter(whole, &q.sel)
		}
		if len(whole) > 1 {
			whole = x.atHint(whole, hint)
		}
		if len(whole) != 1 {
			return Place{Placement: Ambiguous}
		}
		if d := x.denied(q, whole[0]); d != nil {
			s, e := x.folded.Range(whole[0].from, whole[0].to)
			return Place{Near: Span{s, e}, Differences: d}
		}
		return x.place(whole[0], hint, 1)
	}

	return x.likest(q, hits, hint)
}

// denied returns what turns the words of h round right beside them, where it did not stand when they were marked: in
// scripts that set no words apart nothing else says that "ない" belongs to them.
func (x *index) denied(q *pattern, h hit) []Difference {
	for i, beside := range [...][2]string{{q.prefix, x.folded.S[:h.start]}, {q.suffix, x.folded.S[h.end:]}} {
		if word := x.prose.Turns(beside[1], i > 0); word != "" && word != x.prose.Turns(beside[0], i > 0) {
			return []Difference{{Kind: DiffNegation, Article: word}}
		}
	}
	return nil
}

// toTheLetter returns the hits where text and selector are the same before folding too; all hits if there is none.
func (x *index) toTheLetter(hits []hit, sel *Selector) []hit {
	str := x.folded.Source()
	var out []hit
	for _, h := range hits {
		s, e := x.folded.Range(h.start, h.end)
		if strings.HasSuffix(str[:s], sel.Prefix) && str[s:e] == sel.Exact && strings.HasPrefix(str[e:], sel.Suffix) {
			out = append(out, h)
		}
	}
	if out == nil {
		return hits
	}
	return out
}

func (x *index) atHint(hits []hit, hint Span) []hit {
	for _, h := range hits {
		if s, e := x.folded.Range(h.start, h.end); s == hint.Start && e == hint.End {
			return []hit{h}
		}
	}
	return hits
}

func (x *index) place(h hit, hint Span, score float64) Place {
	s, _ := x.folded.Range(h.start, h.end) // as it was stored
	p := Place{Placement: Exact, Score: score}
	p.Span.Start, p.Span.End = x.folded.Range(h.from, h.to)
	if hint.End > 0 && hint.Start != s || hint.Start < 0 && hint.End > 0 {
		p.Placement = Moved
	}
	return p
}

func sameWord(a, b []match.Word) func(i, j int) float32 {
	return func(i, j int) float32 {
		if a[i].Text == b[j].Text {
			return 1
		}
		return 0
	}
}
