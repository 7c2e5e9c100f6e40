package claims

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// A Library is records made ready to be found by what they say. It is never changed after NewLibrary and
// may be used by many goroutines at once.
type Library struct {
	vocabulary vocabulary
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
	Agreement float64 // how far statement and record say the same, 0 to 1, whatever other records there are
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
)

const (
	// What is added to the score of a record by the same speaker, for most people repeat their own claims, and
	// for all letters being the same. The unit is that of the index: 8 is what a word adds that is in three
	// of ten thousand records.
	sameSpeaker = 8
	sameLetters = 10

	// otherSpeaker is what the record of another speaker must lead by on top.
	otherSpeaker = 8

	// A record leads when it is minLead, about one rare word, ahead of the next and has something of the subject:
	// of what it says and of what the statement says together minSubject, and minCovered of its own.
	minLead    = 9
	minSubject = 0.5
	minCovered = 0.2

	// looked is how many records are looked at closely. The right one is among the first twenty in all but 3
	// of 100 cases in which it is found at all.
	looked = 20
)

// An entry is one record of a library.
type entry struct {
	dossier *Dossier
	record  *Record
	speaker string // surname
	wording
}

// NewLibrary makes a library of the records of the given dossiers. Withdrawn records and nil dossiers are
// passed over.
func NewLibrary(dossiers ...*Dossier) *Library {
	l := &Library{vocabulary: vocabulary{words: make(map[string]known), terms: make(map[string]int32)}}
	var fields []match.Field
	for _, d := range dossiers {
		for r := range d.live() {
			said := dayOf(r.When)
			e := entry{dossier: d, record: r, speaker: surname(r.Speaker.Name), wording: l.vocabulary.learn(r.Text, said)}
			fields = append(fields[:0], match.Field{Terms: e.terms(), Weight: 1})
			add := func(text string, weight float32) {
				if text != "" {
					w := l.vocabulary.learn(text, said)
					fields = append(fields, match.Field{Terms: w.terms(), Weight: weight})
				}
			}
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
			l.index.Add(fields...)
			l.entries = append(l.entries, e)
		}
	}
	l.index.Freeze()
	return l
}

// Find is the records that a statement may be about, best first, at most so many.
func (l *Library) Find(s Statement, most int) []Match {
	var k seeker
	said := dayOf(s.Date)
	before := l.vocabulary.read(s.Before, said)
	k.ask(l.vocabulary.read(s.Text, said), [2]*wording{&before}, s.Speaker)
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

// known reports whether the sentences before have a term.
func (k *seeker) known(term int32) bool {
	for _, b := range k.before {
		if b != nil && b.has(term) {
			return true
		}
	}
	return false
}

// find looks at the first so many records closely, and gives the best of them.
func (l *Library) find(k *seeker, look, most int) []Match {
	query := make([]match.Query, 0, 2*len(k.tokens))
	add := func(w *wording, weight float32) {
		for i := range w.tokens {
			t := &w.tokens[i]
			for _, term := range [...]int32{t.term, t.date[0], t.date[1]} {
				if term < 0 || term != t.term && t.date == [2]int32{} || slices.ContainsFunc(query, func(q match.Query) bool { return q.Term == term }) {
					continue
				}
				q := match.Query{Term: term, Weight: weight}
				if t.kind == nameWord {
					q.Weight *= nameLead
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
	hits := l.index.Search(query, look, &k.scores)
	for i := range hits {
		e := &l.entries[hits[i].Doc]
		if sameSurname(k.speaker, e.speaker) {
			hits[i].Score += sameSpeaker
		}
		hits[i].Score += sameLetters * k.grams.Share(e.folded)
	}
	slices.SortStableFunc(hits, func(a, b match.Hit) int { return cmp.Compare(b.Score, a.Score) })
	out := make([]Match, min(most, len(hits)))
	for i := range out {
		e := &l.entries[hits[i].Doc]
		out[i] = Match{Dossier: e.dossier, Record: e.record, Score: float64(hits[i].Score)}
		a := agree(k, e)
		out[i].entry, out[i].agreement = hits[i].Doc, a
		out[i].Agreement = (a.record + a.statement) / 2
		out[i].Relation, out[i].Differences = a.relation(k, e)
		if i == 0 {
			lead := hits[0].Score
			if len(hits) > 1 {
				lead -= hits[1].Score
			}
			if k.speaker != "" && e.speaker != "" && !a.speaker {
				lead -= otherSpeaker
			}
			out[i].Leads = lead >= minLead && a.record+a.statement >= minSubject && a.record >= minCovered
		}
	}
	return out
}

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

// A wording is a text as the words in it that say something.
type wording struct {
	folded string
	tokens []token
}

// A token is a word that has a term.
type token struct {
	known
	start, end uint16   // bytes of the folded text
	date       [2]int32 // of a word such as "yesterday": the terms of the day and the month it stands for, or of a year
}

// is reports whether t stands for a term.
func (t *token) is(term int32) bool {
	return t.term == term || t.date != [2]int32{} && (t.date[0] == term || t.date[1] == term)
}

// A known word is what a vocabulary knows of a word.
type known struct {
	term int32 // equal for words that are forms of one; noTerm for words of grammar, unknown for new ones
	kind wordKind
}

const (
	noTerm  = -1
	unknown = -2
)

// A wordKind says what a word may contribute to an agreement, and to a difference.
type wordKind uint8

const (
	lightWord wordKind = iota // "make", "thing": it says next to nothing
	plainWord
	measureWord  // "week", "several"
	oppositeWord // "rise"
	numberWord
	negationWord
	nameWord
)

// longest is how many bytes of a text are compared: offsets of tokens have 16 bits.
const longest = 1<<16 - 1

func (w *wording) terms() []int32 {
	out := make([]int32, 0, len(w.tokens))
	for i := range w.tokens {
		out = append(out, w.tokens[i].term)
		if d := w.tokens[i].date; d != [2]int32{} {
			out = append(out, d[0], d[1])
		}
	}
	return out
}

func (w *wording) text(t *token) string { return w.folded[t.start:t.end] }

// A vocabulary is the words of a library. Going through the lists of package prose takes a microsecond or two
// a word, so it is done once for each different one.
type vocabulary struct {
	words map[string]known
	terms map[string]int32
}

// learn reads a text of a record, said on a day or on none that is known.
func (v *vocabulary) learn(text string, said day) wording {
	return v.wording(text, said, func(w *match.Word) known {
		k, ok := v.words[w.Text]
		if !ok {
			k = v.meet(w)
			if k.term == unknown {
				k.term = int32(len(v.terms))
				v.terms[strings.Clone(term(w.Text))] = k.term
			}
			v.words[strings.Clone(w.Text)] = k
		}
		return k
	})
}

// read reads a text of an article, from which nothing is learnt.
func (v *vocabulary) read(text string, said day) wording {
	return v.wording(text, said, func(w *match.Word) known {
		if k, ok := v.words[w.Text]; ok {
			return k
		}
		return v.meet(w)
	})
}

// meet is what can be told of a word that was not read before.
func (v *vocabulary) meet(w *match.Word) known {
	k := known{kind: kindOf(w)}
	switch t := term(w.Text); {
	case t == "":
		k.term = noTerm
	default:
		id, ok := v.terms[t]
		if k.term = id; !ok {
			k.term = unknown
		}
	}
	return k
}

func (v *vocabulary) wording(text string, said day, look func(w *match.Word) known) wording {
	f := match.Fold(plainWords(text))
	words := match.Words(f)
	out := wording{folded: f.S, tokens: make([]token, 0, len(words))}
	upper := 0
	for i := range words {
		w := &words[i]
		if w.End > longest {
			break
		}
		k := look(w)
		if w.Upper {
			upper++
		}
		if k.term == noTerm {
			continue
		}
		// A capital makes a name, but not that of the first word, unless one more follows.
		if w.Upper && (k.kind == plainWord || k.kind == oppositeWord) && (i > 0 || len(words) > 1 && words[1].Upper) {
			k.kind = nameWord
		}
		t := token{known: k, start: uint16(w.Start), end: uint16(w.End)}
		if first, second := said.when(words, i); first != "" {
			t.date = [2]int32{noTerm, noTerm}
			for n, word := range [...]string{first, second} {
				if word != "" {
					t.date[n] = look(&match.Word{Text: word}).term
				}
			}
		}
		out.tokens = append(out.tokens, t)
	}
	if 3*upper > 2*len(words) { // set in capitals: a headline, a shout
		for i := range out.tokens {
			if t := &out.tokens[i]; t.kind == nameWord {
				t.kind = plainWord
			}
		}
	}
	return out
}

func kindOf(w *match.Word) wordKind {
	if w.Kind == match.Number {
		return numberWord
	}
	if numeral(w.Text) != "" {
		return numberWord
	}
	switch prose.Weigh(w.Text) {
	case prose.Negation:
		return negationWord
	case prose.Quantity, prose.Measure:
		return measureWord
	case prose.Opposite:
		return oppositeWord
	}
	if prose.IsLight(w.Text) || prose.IsTitle(w.Text) {
		return lightWord
	}
	return plainWord
}

// term is what stands for a folded word and its forms: its stem, the digits of a number; "" for words of
// grammar, which every sentence is full of, and for marks.
func term(word string) string {
	switch {
	case word == `"` || prose.Weigh(word) == prose.Grammar || prose.IsArticle(word):
		return ""
	case len(word) == 1 && !('0' <= word[0] && word[0] <= '9'):
		return "" // a letter or a sign alone
	}
	if n := numeral(word); n != "" {
		return n
	}
	if a := alias(word); a != "" {
		return a
	}
	if n := digits(word); n != "" {
		return n
	}
	return match.Stem(word)
}

// alias is one name for a country that news calls by several; "" for other words.
func alias(word string) string {
	switch word {
	case "u.s", "usa", "america", "american", "americans":
		return "america"
	case "u.k", "uk", "britain", "british":
		return "britain"
	case "e.u", "eu", "europe", "european":
		return "europe"
	}
	return ""
}

// numeral is the digits of a number in words, "" for other words. "One" is more often not a number.
func numeral(word string) string {
	const numerals = " two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15" +
		" sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 "
	if i := strings.Index(numerals, " "+word+"="); i >= 0 {
		n := numerals[i+len(word)+2:]
		return n[:strings.IndexByte(n, ' ')]
	}
	return ""
}

// digits is a number without its currency, its thousands commas and what is joined to it: "$1,204", "1204"
// and "1204th" are one. It is "" for words that begin otherwise.
func digits(word string) string {
	word = strings.TrimLeftFunc(word, func(r rune) bool { return r == '-' || r == '+' || unicode.Is(unicode.Sc, r) })
	if word == "" || word[0] < '0' || word[0] > '9' {
		return ""
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case '0' <= c && c <= '9' || c == '.' || c == ':' || c == '/':
			out = append(out, c)
		case c == ',' && len(word)-i > 3:
		case word[i:] == "m" || word[i:] == "bn":
			return string(append(out, word[i:]...)) // millions are not units
		default:
			return string(out)
		}
	}
	return string(out)
}

// plainWords is s without addresses, without the signature of a post, and with names that are written as one
// word taken apart: "#MakingNews" is two.
func plainWords(s string) string {
	if i := strings.Index(s, " — "); i >= 0 && strings.Contains(s[i:], " (@") {
		s = s[:i]
	}
	if !strings.ContainsAny(s, "#@/") && !joined(s) {
		return s
	}
	var b strings.Builder
	for _, w := range strings.Fields(s) {
		if i := strings.Index(w, "http"); i >= 0 && strings.Contains(w, "://") {
			w = w[:i]
		}
		if i := strings.Index(w, "pic.twitter.com"); i >= 0 {
			w = w[:i]
		}
		small := false
		for _, r := range w {
			if small && unicode.IsUpper(r) {
				b.WriteByte(' ')
			}
			small = unicode.IsLower(r)
			b.WriteRune(r)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// joined reports whether a capital follows a small letter somewhere in s.
func joined(s string) bool {
	for i := 1; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' && 'a' <= s[i-1] && s[i-1] <= 'z' {
			return true
		}
	}
	return false
}
