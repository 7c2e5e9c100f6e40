package claims

import (
	"strings"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// A Difference is one change that matters between the words of a record and those of an article. One
// of the two is empty when a word was put in or left out.
type Difference struct {
	Kind    DifferenceKind
	Record  string // the words as stored
	Article string // the words as they stand now
}

// A DifferenceKind names what kind of word changed.
type DifferenceKind string

const (
	DiffNumber   DifferenceKind = "number"         // in digits or words, or its unit
	DiffNegation DifferenceKind = "negation"       // "not", "never", "denied"
	DiffName     DifferenceKind = "name"           // a word with a capital, or of a script that has none
	DiffSpeaker  DifferenceKind = "speaker"        // the quotation is given to another
	DiffMark     DifferenceKind = "quotation mark" // that one side has alone
	DiffMeaning  DifferenceKind = "meaning"        // a word with an opposite, or of grammar
	DiffWord     DifferenceKind = "word"           // any other word, where too few are left to call it a detail
)

// inWords returns what d is, for editors.
func (d *Difference) inWords() string {
	switch {
	case d.Record == "" && d.Article == "":
		return "one says it and the other denies it"
	case d.Record == "":
		return string(d.Kind) + ": “" + d.Article + "” is not in the record"
	case d.Article == "":
		return string(d.Kind) + ": “" + d.Record + "” is missing here"
	}
	return string(d.Kind) + ": here “" + d.Article + "”, in the record “" + d.Record + "”"
}

// hardEdits returns the changes that matter among edits.
func hardEdits(r *prose.Reader, edits []match.Edit, stored, now []match.Word) []Difference {
	var out []Difference
	for _, e := range edits {
		if e.Same {
			continue
		}
		var was, is *match.Word
		var d Difference
		if e.A >= 0 {
			was = &stored[e.A]
			d.Record = was.Text
		}
		if e.B >= 0 {
			is = &now[e.B]
			d.Article = is.Text
		}
		if sameFigures(was, is) {
			continue
		}
		d.Kind = hardChange(r, was, is)
		if d.Kind == "" && moved(edits, stored, now, was, is) {
			d.Kind = DiffMeaning // "the landlord sued the tenant", turned round
		}
		if d.Kind == "" && (isUnit(r, stored, e.A) || isUnit(r, now, e.B)) {
			d.Kind = DiffNumber
		}
		if d.Kind != "" {
			out = append(out, d)
		}
	}
	return out
}

// sameFigures reports whether two words are one number, of which one is in Korean: 4만1200명 and 41,200명.
func sameFigures(a, b *match.Word) bool {
	if a == nil || b == nil || a.Kind != match.Number || b.Kind != match.Number {
		return false
	}
	counted := func(s string) string { return s[1+strings.LastIndexAny(s, "0123456789"):] }
	n := digits(readerOf(nil), a.Text)
	return n != "" && n == digits(readerOf(nil), b.Text) && counted(a.Text) == counted(b.Text) && hangul(counted(a.Text))
}

// softEdits returns all edits, as differences.
func softEdits(edits []match.Edit, stored, now []match.Word) []Difference {
	var out []Difference
	for _, e := range edits {
		if e.Same {
			continue
		}
		d := Difference{Kind: DiffWord}
		if e.A >= 0 {
			d.Record = stored[e.A].Text
		}
		if e.B >= 0 {
			d.Article = now[e.B].Text
		}
		out = append(out, d)
	}
	return out
}

// allEdits returns all edits, as differences: of their own kind where they are hard ones.
func allEdits(r *prose.Reader, edits []match.Edit, stored, now []match.Word) []Difference {
	out := softEdits(edits, stored, now)
	for _, hard := range hardEdits(r, edits, stored, now) {
		for i := range out {
			if out[i].Record == hard.Record && out[i].Article == hard.Article {
				out[i].Kind = hard.Kind
			}
		}
	}
	return out
}

// moved reports whether a word that left at this edit arrives at another, or the other way round.
func moved(edits []match.Edit, stored, now []match.Word, was, is *match.Word) bool {
	for _, o := range edits {
		if !o.Same && (is != nil && o.A >= 0 && stored[o.A].Text == is.Text ||
			was != nil && o.B >= 0 && now[o.B].Text == was.Text) {
			return true
		}
	}
	return false
}

// isUnit reports whether word i is what a number counts: "22 individuals" may not become "22 companies".
// A year, a date and a time of day count nothing.
func isUnit(r *prose.Reader, words []match.Word, i int) bool {
	if i < 1 || words[i-1].Kind != match.Number || words[i].Start != words[i-1].End+1 {
		return false
	}
	n := words[i-1].Text
	year := len(n) == 4 && (n[:2] == "19" || n[:2] == "20")
	date := strings.ContainsAny(n, "/:") || i > 1 && r.IsMonth(words[i-2].Text)
	return !year && !date
}

// hardChange returns what kind of change it is to put one word for another, or "" if it may be a detail. Nil
// for a word put in or left out.
//
// A number, a negation, a name or a quotation mark may neither come nor go. The other words that carry
// meaning matter where they change among themselves, as in "rose" for "fell", "before" for "after", "he"
// for "she"; and where they come or go with nothing in exchange.
func hardChange(r *prose.Reader, was, is *match.Word) DifferenceKind {
	a, wa := hardness(r, was)
	b, wb := hardness(r, is)
	for _, k := range [...]DifferenceKind{DiffNegation, DiffNumber, DiffName, DiffMark} {
		if a == k || b == k {
			return k
		}
	}
	if wa != prose.Open && wb != prose.Open {
		return DiffMeaning
	}
	if was != nil && is != nil && r.Negates(was.Text, is.Text) {
		return DiffNegation
	}
	if was == nil && b == DiffMeaning || is == nil && a == DiffMeaning {
		return DiffMeaning
	}
	return ""
}

// hardness returns what a word carries, or "", and its weight if it was weighed.
func hardness(r *prose.Reader, w *match.Word) (DifferenceKind, prose.WordClass) {
	if w == nil {
		return "", prose.Open
	}
	switch w.Kind {
	case match.Mark:
		return DiffMark, prose.Open
	case match.Number:
		return DiffNumber, prose.Open
	case match.Caseless:
		return DiffName, prose.Open // it may be one
	}
	switch weight := r.Classify(w.Text); weight {
	case prose.Negation:
		return DiffNegation, weight
	case prose.Quantity:
		return DiffNumber, weight
	case prose.Opposite, prose.Grammar, prose.Measure:
		return DiffMeaning, weight
	}
	if w.Upper {
		return DiffName, prose.Open
	}
	return "", prose.Open
}

func hasWord(words []match.Word, text string) bool {
	for _, w := range words {
		if w.Text == text {
			return true
		}
	}
	return false
}
