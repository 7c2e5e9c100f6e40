package claims

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
)

// A Library is records made ready to be found by what they say. It is never changed after NewLibrary and
// may be used by many goroutines at once.
type Library struct {
	vocabulary *vocabulary
	index      match.Index
	entries    []entry
}

// A Statement is what an article says in one sentence or quotation.
type Statement struct {
	Text    string
	Before  string // the two sentences before it, in which its pronouns have their names; may be empty
	Speaker string // whose words these are; empty if they are the article's
	Date    string // when it was said, ISO 8601; empty if that is not known
}

// A Match is a record that a statement may be about.
type Match struct {
	Dossier   *Dossier
	Record    *Record
	Score     float64 // puts the matches of one statement in order; not to be compared with those of another
	Agreement float64 // how far statement and record say the same, and the same person says it; 0 to 1, whatever other records there are
	Leads     bool    // it stands out: of all the records this is the one, if the statement is about any
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
	// where people say their own claims again in other words: of the debates of the developer data, in 3 of 100
	// it is behind the first fifty. Behind two hundred nothing was won.
	looked = 200
)

// An entry is one record of a library. Its words are not kept: of a million records a search looks at two hundred, and reads
// those again.
type entry struct {
	dossier *Dossier
	record  *Record
	speaker string // surname
}

// NewLibrary makes a library of the records of the given dossiers. Withdrawn records and nil dossiers are
// passed over.
func NewLibrary(dossiers ...*Dossier) *Library { return NewLibraryOf(nil, dossiers...) }

// A Corpus is what a Library must know of all records where it has only some of them.
type Corpus struct {
	Records int                   // how many there are, without those withdrawn
	Length  float64               // the mean length of one, as Record.Terms counts it
	Known   func(term string) int // how many records have a term; asked for the terms of the records at hand
}

// NewLibraryOf is NewLibrary of a few records of a corpus, which somebody else keeps and has found by their terms
// (Record.Terms, Statement.Terms): it puts them in order and judges them as the library of all records would. Of a nil
// corpus, they are all there are.
func NewLibraryOf(c *Corpus, dossiers ...*Dossier) *Library {
	l := &Library{vocabulary: newVocabulary(nil)}
	surnames := make(map[string]string) // by name: many records are of few speakers
	for _, d := range dossiers {
		for r := range d.live() {
			l.index.Add(l.vocabulary.fields(r)...)
			name, ok := surnames[r.Speaker.Name]
			if !ok {
				name = surname(r.Speaker.Name)
				surnames[r.Speaker.Name] = name
			}
			l.entries = append(l.entries, entry{d, r, name})
		}
	}
	if c == nil {
		l.index.Freeze(nil)
		return l
	}
	names := l.vocabulary.names()
	l.index.Freeze(&match.Corpus{Docs: c.Records, Length: c.Length, Known: func(t int32) int { return c.Known(names[t]) }})
	return l
}

// Corpus is what l knows of its own records.
func (l *Library) Corpus() *Corpus {
	c := l.index.Corpus()
	return &Corpus{Records: c.Docs, Length: c.Length, Known: func(term string) int {
		t, ok := l.vocabulary.terms[term]
		if !ok {
			return 0
		}
		return c.Known(t)
	}}
}

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

// Terms is what a store of records keeps of one so that it is found: its terms, each once, in no order, and its length,
// of which a Corpus has the mean. A term may hold any character.
func (r *Record) Terms() (terms []string, length float64) {
	v := newVocabulary(nil)
	for _, f := range v.fields(r) {
		for _, t := range f.Terms {
			if t >= 0 {
				length += float64(f.Weight)
			}
		}
	}
	return v.names(), length
}

// A SearchTerm is a term that is looked for, and how much it counts.
type SearchTerm struct {
	Term   string
	Weight float32
}

// Terms is the terms by which Find looks for the records that s may be about.
func (s Statement) Terms() []SearchTerm {
	var k seeker
	v := newVocabulary(nil)
	k.read(v, s)
	return v.spell(k.query())
}

// spell is a query with its terms in letters.
func (v *vocabulary) spell(query []match.Query) []SearchTerm {
	names := v.names()
	out := make([]SearchTerm, len(query))
	for i, q := range query {
		out[i] = SearchTerm{names[q.Term], q.Weight}
	}
	return out
}

// Find is the records that a statement may be about, best first, at most so many.
func (l *Library) Find(s Statement, most int) []Match {
	var k seeker
	k.read(newVocabulary(l.vocabulary), s)
	return l.find(&k, max(looked, most), most)
}

// A seeker is a statement made ready to be looked up, with the memory for doing so.
type seeker struct {
	wording
	before  [2]*wording // nil where there is none
	speaker string      // surname
	grams   match.Grams
	scores  []float32
}

func (k *seeker) ask(w wording, before [2]*wording, speaker string) {
	k.wording, k.before, k.speaker = w, before, surname(speaker)
	k.grams.Count(w.folded)
}

func (k *seeker) read(v *vocabulary, s Statement) {
	said := dayOf(s.Date)
	before := v.read(s.Before, said)
	k.ask(v.read(s.Text, said), [2]*wording{&before}, s.Speaker)
}

// known reports whether the sentences before have a term.
func (k *seeker) known(term int32) bool {
	for _, b := range k.before {
		if b != nil && b.has(term) {
			return true
		}
	}
	return false
}

// query is the terms of the statement and of the sentences before, each once.
func (k *seeker) query() []match.Query {
	query := make([]match.Query, 0, 2*len(k.tokens))
	add := func(w *wording, weight float32) {
		for i := range w.tokens {
			t := &w.tokens[i]
			for _, term := range [...]int32{t.term, t.date[0], t.date[1]} {
				if term < 0 || term != t.term && t.date == [2]int32{} || slices.ContainsFunc(query, func(q match.Query) bool { return q.Term == term }) {
					continue
				}
				q := match.Query{Term: term, Weight: weight}
				switch t.kind {
				case nameWord:
					q.Weight *= nameLead
				case lightWord:
					q.Weight *= lightLag
				}
				query = append(query, q)
			}
		}
	}
	add(&k.wording, 1)
	for _, b := range k.before {
		if b != nil {
			add(b, beforeWeight)
		}
	}
	return query
}

// find looks at the first so many records closely, and gives the best of them.
func (l *Library) find(k *seeker, look, most int) []Match {
	hits := l.index.Search(k.query(), look, &k.scores)
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

// match is what k has to do with record i. It does not depend on other records.
func (l *Library) match(k *seeker, i int) Match {
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

// Surname is the last word of a name, folded: what a store of records keeps of a speaker, whose other records Find puts first.
func Surname(name string) string { return surname(name) }

// surname is the last word of a name, folded: what everybody is called by.
func surname(name string) string {
	name, _, _ = strings.Cut(name, ",")
	name = strings.TrimRight(match.Fold(name).S, " .")
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// sameSurname reports whether two surnames are one. An initial stands for every name that begins with it.
func sameSurname(a, b string) bool {
	return a != "" && b != "" && (a == b || len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b))
}
