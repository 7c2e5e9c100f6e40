package claims

import (
	"cmp"
	"slices"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// A Library is records made ready to be found by what they say. It is never changed after NewLibrary and
// may be used by many goroutines at once.
type Library struct {
	vocabulary *vocabulary
	index      match.Index
	entries    []entry
	translated bool // a record is among the entries in several languages
}

// A Match is a record that a statement may be about.
type Match struct {
	Dossier *Dossier
	Record  *Record // in the language in which it was found
	Score   float64 // puts the matches of one statement in order; not to be compared with those of another
	// how far statement and record say the same, and the same person says it; 0 to 1, whatever other records there are
	Agreement float64
	Leads     bool     // it stands out: of all the records this is the one, if the statement is about any
	Relation  Relation // Same and Differs may be linked; Related is for editors
	// What disagrees where the relation is Differs, and what was refused for where it is Related.
	Differences []Difference

	language string // of the record, as in its entry
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

// An entry is one record of a library, in one language. Its words are not kept: of a million records a search looks at
// two hundred, and reads those again.
type entry struct {
	dossier    *Dossier
	record     *Record // in that language
	of         int     // the number of the record, of those that are not withdrawn
	language   string
	translated bool   // that is not the language of the dossier
	speaker    string // surname
	prose      *prose.Reader
}

// NewLibrary makes a library of the records of the given dossiers. Withdrawn records and nil dossiers are
// passed over. A record is found by its words in each language that its dossier has them in.
func NewLibrary(dossiers ...*Dossier) *Library { return NewLibraryOf(nil, dossiers...) }

// A Corpus is what a Library must know of all records where it has only some of them.
type Corpus struct {
	Records int                   // how many there are, without those withdrawn, each in each of its languages
	Length  float64               // the mean length of one, as Record.Terms counts it
	DocFreq func(term string) int // how many records have a term; asked for the terms of the records at hand
}

// NewLibraryOf returns a library of a few records of a corpus. The corpus is kept elsewhere, in a database that has
// found these records by their terms (Record.Terms, Statement.Terms). The library orders and judges them as one of all
// records of the corpus would. A nil corpus means that there are no others.
func NewLibraryOf(c *Corpus, dossiers ...*Dossier) *Library {
	l := &Library{vocabulary: newVocabulary(nil)}
	live := 0
	surnames := make(map[string]string) // by name: many records are of few speakers
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		for r := range d.live() {
			l.add(entry{dossier: d, record: r, of: live, language: d.Language}, surnames)
			for _, language := range d.tongues {
				if x := d.translated(r, language); x != nil {
					l.add(entry{dossier: d, record: x, of: live, language: language, translated: true}, surnames)
				}
			}
			live++
		}
	}
	if c == nil {
		l.index.Build(nil)
		return l
	}
	names := l.vocabulary.names()
	l.index.Build(&match.Corpus{Docs: c.Records, Length: c.Length,
		DocFreq: func(t int32) int { return c.DocFreq(names[t]) }})
	return l
}

// add adds an entry, with its surname out of those that are known.
func (l *Library) add(e entry, surnames map[string]string) {
	only := ""
	if l.translated = l.translated || e.translated; e.translated {
		only = e.language
	}
	e.prose = readerIn(e.language)
	l.index.Add(l.vocabulary.fields(e.prose, e.record, only)...)
	name := e.record.Speaker.Name
	if _, ok := surnames[name]; !ok {
		surnames[name] = surname(name)
	}
	e.speaker = surnames[name]
	l.entries = append(l.entries, e)
}

// Corpus returns what l knows of its own records.
func (l *Library) Corpus() *Corpus {
	c := l.index.Corpus()
	return &Corpus{Records: c.Docs, Length: c.Length, DocFreq: func(term string) int {
		t, ok := l.vocabulary.terms[term]
		if !ok {
			return 0
		}
		return c.DocFreq(t)
	}}
}

// fields reads the texts of a record. For a translation it leaves out the words of sources that are not in its language,
// in, for the record is found by these in its own already; in is "" for a record in its own.
func (v *vocabulary) fields(l *prose.Reader, r *Record, in string) (fields []match.Field) {
	said := dayOf(r.When)
	add := func(text string, weight float32) {
		if text != "" {
			w := v.read(l, text, said)
			fields = append(fields, match.Field{Terms: w.terms(), Weight: weight})
		}
	}
	add(r.Text, 1)
	for k := range r.Reviews {
		add(r.Reviews[k].Claimed, wordingWeight)
	}
	for k := range r.Citations {
		if s := r.Citations[k].Source; s != nil && (in == "" || sameLanguage(s.Language, in)) {
			add(s.Title, titleWeight)
		}
	}
	for k := range r.Versions {
		if x := &r.Versions[k]; in == "" || sameLanguage(x.Language, in) {
			add(x.Text, wordingWeight)
		}
	}
	add(r.Speaker.Name, speakerWeight)
	if r.Kind == Quotation {
		fields = append(fields, match.Field{Terms: v.quotable(r, in)})
	}
	return fields
}

// quotable returns the terms of the words of a quotation: of its text and of all its versions, or those in a language.
func (v *vocabulary) quotable(r *Record, in string) (terms []int32) {
	add := func(text string) {
		if len(text) <= maxQuote {
			s := newSide(readerOf(nil), text)
			for i := range s.words {
				terms = append(terms, v.quotedTerm(&s.words[i]))
			}
		}
	}
	add(r.Text)
	for i := range r.Versions {
		if x := &r.Versions[i]; in == "" || sameLanguage(x.Language, in) {
			add(x.Text)
		}
	}
	return terms
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
	if l.translated { // each record once, in the language in which it is nearest
		seen := make(map[int]bool)
		hits = slices.DeleteFunc(hits, func(h match.Hit) bool {
			of := l.entries[h.Doc].of
			again := seen[of]
			seen[of] = true
			return again
		})
	}
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

// queryTerms returns the terms of the statement and of the sentences before, each once.
func (k *query) queryTerms() []match.QueryTerm {
	terms := make([]match.QueryTerm, 0, 2*len(k.all))
	add := func(w *tokens, weight float32) {
		for i := range w.all {
			t := &w.all[i]
			for _, term := range [...]int32{t.term, t.date[0], t.date[1]} {
				if term < 0 || term != t.term && t.date == [2]int32{} ||
					slices.ContainsFunc(terms, func(q match.QueryTerm) bool { return q.Term == term }) {
					continue
				}
				q := match.QueryTerm{Term: term, Weight: weight}
				switch t.kind {
				case nameWord:
					q.Weight *= nameLead
				case lightWord:
					q.Weight *= lightLag
				}
				terms = append(terms, q)
			}
		}
	}
	add(&k.tokens, 1)
	for _, b := range k.before {
		if b != nil {
			add(b, beforeWeight)
		}
	}
	return terms
}

// match returns what a statement has to do with record i, whatever other records there are.
func (l *Library) match(k *query, i int) Match {
	e := &l.entries[i]
	w := newVocabulary(l.vocabulary).read(e.prose, e.record.Text, dayOf(e.record.When))
	m := Match{Dossier: e.dossier, Record: e.record, language: e.language, agreement: agree(k, &w, e.speaker)}
	m.Agreement = m.degree()
	m.Relation, m.Differences = m.relation(k, &w)
	return m
}

// turned reports whether a sentence has the names of record i in each other's roles.
func (l *Library) turned(w *tokens, i int) bool {
	e := &l.entries[i]
	words := newVocabulary(l.vocabulary).read(e.prose, e.record.Text, dayOf(e.record.When))
	turned, _ := turnedRound(w.mentions(&words), words.mentions(w), false)
	return turned
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
