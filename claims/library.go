package claims

import (
	"cmp"
	"slices"

	"sourcemark/claims/internal/match"
)

// A Library is records made ready to be found by what they say. It is never changed after NewLibrary and
// may be used by many goroutines at once.
type Library struct {
	vocabulary *vocabulary
	index      match.Index
	entries    []entry
}

// A Match is a record that a statement may be about.
type Match struct {
	Dossier *Dossier
	Record  *Record
	Score   float64 // puts the matches of one statement in order; not to be compared with those of another
	// how far statement and record say the same, and the same person says it; 0 to 1, whatever other records there are
	Agreement float64
	Leads     bool // it stands out: of all the records this is the one, if the statement is about any
	Relation  Relation
	// What disagrees where the relation is Differs, and what was refused for where it is Related.
	Differences []Difference

	entry int
	agreement
}

// How much the words of each text of a record count, those of its own text 1, and those of each text of an
// article, those of the statement 1.
const (
	titleWeight   = 1   // headlines of sources: they say in other words what a record is about
	wordingWeight = 0.5 // the claim as each reviewer put it; other versions of a quotation
	speakerWeight = 0.5 // the name of the speaker
	beforeWeight  = 0.6 // the two sentences before
	nameLead      = 1.3 // a name, beside another word that is as rare
	lightLag      = 0.3 // a word that says next to nothing, as in an agreement, however rare it is
)

const (
	// What is added to the score of a record by the same speaker, for most people repeat their own claims, and
	// for all letters being the same. The unit is that of the index: 8 is what a word adds that is in three
	// of ten thousand records.
	sameSpeaker = 8
	sameLetters = 10

	// otherSpeaker is what the record of another speaker must lead by on top.
	otherSpeaker = 8

	// A record leads when it is minLead, most of a rare word, ahead of the next, and either that is leadShare of its
	// score, for a long statement has many words by which one record may be ahead, or it says nearly the same
	// (minTogether). It must have something of the subject: of what it says and of what the statement says together
	// minSubject, and minCovered of its own.
	minLead    = 6
	leadShare  = 0.25
	minSubject = 0.5
	minCovered = 0.2

	// looked is how many records are looked at closely. What they share of words alone puts the right one far down
	// where people say their own claims again in other words: of the debates of the evaluation kit, in 3 of 100
	// it is after the first fifty. After two hundred nothing was won.
	looked = 200
)

// An entry is one record of a library. Its words are not kept: of a million records a search looks at two hundred, and
// reads those again.
type entry struct {
	dossier *Dossier
	record  *Record
	speaker string // surname
}

// NewLibrary makes a library of the records of the given dossiers. Withdrawn records and nil dossiers are
// passed over.
func NewLibrary(dossiers ...*Dossier) *Library { return NewLibraryOf(nil, dossiers...) }

// fields reads the texts of a record.
func (v *vocabulary) fields(r *Record) (fields []match.Field) {
	said := dayOf(r.When)
	add := func(text string, weight float32) {
		if text != "" {
			w := v.read(text, said)
			fields = append(fields, match.Field{Terms: w.terms(), Weight: weight})
		}
	}
	add(r.Text, 1)
	for k := range r.Reviews {
		add(r.Reviews[k].Claimed, wordingWeight)
	}
	for k := range r.Citations {
		if s := r.Citations[k].Source; s != nil {
			add(s.Title, titleWeight)
		}
	}
	for k := range r.Versions {
		add(r.Versions[k].Text, wordingWeight)
	}
	add(r.Speaker.Name, speakerWeight)
	if r.Kind == Quotation {
		fields = append(fields, match.Field{Terms: v.quotable(r)})
	}
	return fields
}

// Find returns the records that a statement may be about, best first, at most so many.
func (l *Library) Find(s Statement, most int) []Match {
	var k query
	k.read(newVocabulary(l.vocabulary), s)
	return l.find(&k, max(looked, most), most)
}

// find looks at the first so many records closely, and gives the best of them.
func (l *Library) find(k *query, look, most int) []Match {
	hits := l.index.Search(k.queryTerms(), look, &k.scores)
	k.grams.Count(k.folded)
	for i := range hits {
		e := &l.entries[hits[i].Doc]
		if sameSurname(k.speaker, e.speaker) {
			hits[i].Score += sameSpeaker
		}
		hits[i].Score += sameLetters * k.grams.Share(folded(e.record.Text))
	}
	slices.SortStableFunc(hits, func(a, b match.Hit) int { return cmp.Compare(b.Score, a.Score) })
	out := make([]Match, min(most, len(hits)))
	for i := range out {
		out[i] = l.match(k, hits[i].Doc)
		out[i].Score = float64(hits[i].Score)
	}
	if len(out) > 0 {
		out[0].Leads = out[0].leads(hits)
	}
	return out
}

// match returns what a statement has to do with record i, whatever other records there are.
func (l *Library) match(k *query, i int) Match {
	e := &l.entries[i]
	w := newVocabulary(l.vocabulary).read(e.record.Text, dayOf(e.record.When))
	m := Match{Dossier: e.dossier, Record: e.record, entry: i, agreement: agree(k, &w, e.speaker)}
	m.Agreement = m.degree()
	m.Relation, m.Differences = m.relation(k, &w)
	return m
}

// leads reports whether m, the best of the hits, is the one, if the statement is about any.
func (m *Match) leads(hits []match.Hit) bool {
	lead := m.Score
	if len(hits) > 1 {
		lead -= float64(hits[1].Score)
	}
	if m.others {
		lead -= otherSpeaker
	}
	together := m.record + m.statement
	return lead >= minLead && (lead >= leadShare*m.Score || together >= minTogether) &&
		together >= minSubject && m.record >= minCovered
}
