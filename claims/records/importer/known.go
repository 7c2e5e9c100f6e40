package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/edit"
)

// A page may have several reviews, and often all of them give its address, since that is what tools for markup ask for
// once. So an address alone tells no review from another: it is what was checked, who said it and who checked it.

// reviewed is a review that the dossier has, in letters alone: nobody's punctuation makes a review another one.
type reviewed struct {
	speaker, by string
	verdicts    []string // in each language
	rating      string   // the verdict as it is written
	id          string   // of its record
}

// mostAlike bounds how many reviews of one claim at one address are compared by the names in them; of more, only those
// with the very same names are known. A file may be hostile, and nobody reviews one claim so often.
const mostAlike = 100

// at is the key of what was checked at an address.
func at(url, claim string) string { return url + "\n" + claim }

// noteReview notes a review of what has a key.
func (m *importer) noteReview(key string, x *reviewed) {
	if len(m.reviews[key]) < mostAlike {
		m.reviews[key] = append(m.reviews[key], x)
	}
	m.exactly[[3]string{key, x.speaker, x.by}] = x
}

// knows notes the reviews of a record of a dossier.
func (m *importer) knows(d *claims.Dossier, rec *claims.Record) {
	for i := range rec.Reviews {
		r := &rec.Reviews[i]
		x := &reviewed{speaker: lettersOf(rec.Speaker.Name), by: lettersOf(r.By.Name), rating: r.Rating, id: rec.ID}
		for _, words := range d.Wordings(rec.ID, r.Rating) {
			x.verdicts = append(x.verdicts, lettersOf(words))
		}
		all := d.Wordings(rec.ID, rec.Text)
		for _, words := range all[1:] {
			if k := lettersOf(words); k != lettersOf(all[0]) && len(m.translated[k]) < mostAlike {
				m.translated[k] = append(m.translated[k], x)
			}
		}
		if r.Claimed != "" {
			all = append(all, d.Wordings(rec.ID, r.Claimed)...)
		}
		for _, words := range all {
			if r.URL != "" {
				m.noteReview(at(r.URL, lettersOf(words)), x)
			}
		}
	}
}

// took notes a review that is added.
func (m *importer) took(rec *edit.Addition, r claims.Review) {
	if r.URL != "" {
		m.noteReview(at(r.URL, claimOf(rec, r)), &reviewed{lettersOf(rec.Speaker.Name), lettersOf(r.By.Name),
			[]string{lettersOf(r.Rating)}, r.Rating, ""})
	}
}

// has returns the review of the dossier that r, of rec, is; nil if it is new. One in a further language of a record is
// known without its address.
func (m *importer) has(rec *edit.Addition, r claims.Review) *reviewed {
	claim, speaker, by := claimOf(rec, r), lettersOf(rec.Speaker.Name), lettersOf(r.By.Name)
	key := at(r.URL, claim)
	if x := m.exactly[[3]string{key, speaker, by}]; x != nil {
		return x
	}
	for _, x := range m.reviews[key] {
		if sameParty(x.speaker, speaker) && sameParty(x.by, by) {
			return x
		}
	}
	for _, x := range m.translated[claim] {
		if x.by == by && slices.Contains(x.verdicts, lettersOf(r.Rating)) {
			return x
		}
	}
	return nil
}

// claimOf returns what r checks, in letters: as its checker put it, since several may be about one statement.
func claimOf(rec *edit.Addition, r claims.Review) string {
	return lettersOf(cmp.Or(r.Claimed, rec.Text))
}

// sameParty reports whether two names may be one party's: an editor has written the first name out that the checker had
// short, or left out what neither needs.
func sameParty(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	a, b = " "+a+" ", " "+b+" "
	last := func(s string) string { return s[strings.LastIndexByte(s[:len(s)-1], ' '):] }
	return a == "  " || strings.Contains(b, a) || last(a) == last(b)
}

// lettersOf returns the letters and digits of words, folded, with a space between words.
func lettersOf(words string) string {
	return strings.Join(strings.FieldsFunc(match.Fold(words).S, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	}), " ")
}
