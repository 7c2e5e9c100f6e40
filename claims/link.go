package claims

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// Linking is what happens to records that no editor put on this article: those without an anchor, and those
// whose words are not in it. For each sentence, and for what somebody is reported to say in it, the
// library is asked for records of claims; for each quotation, for records of quotations.
//
// A reader takes a card for the verdict of an editor, so what is enough for an editor's list of records that
// may be meant (Match) is not enough here. A claim is linked where nearly all of it is said in the sentence
// and the sentence says little else; a quotation, where the words are the words. What an editor has placed
// always wins: a record refused because its sentence was changed stays refused, and no record is linked to
// words on which an editor's stands.
const (
	// What sentence and claim must have of each other, both together, and the sentence of what the claim says of those it
	// names: a claim is not who it is about. In 84 articles of the developer data and 27,000 records of other
	// people's stories, ten links remain at these figures, and 24 in 840 more; in four of five of all, the sentence
	// says what the record says.
	linkShare     = 0.6
	linkTogether  = 1.35
	linkPredicate = 0.5

	// A quotation is linked when linkQuote of its words are a version's, and they are linkWords or more;
	// fewer must be the very words, and the speaker the very speaker.
	linkQuote = 0.8
	linkWords = 4
)

// A link is a record on words where no editor anchored it.
type link struct {
	entry     int
	agreement float64 // as in a Match
	Annotation
}

// link finds the words that open records cover, and settles the records. placed is what editors have put on the
// article.
func (c *Checker) link(t *Text, placed []Annotation, states map[int]state) []Annotation {
	var links []link
	editors := newLane(len(placed), func(i int) Span { return placed[i].Span })
	k := new(seeker)
	for _, s := range t.statements(newVocabulary(c.library.vocabulary)) {
		taken := false
		for i := range editors.over(s.span) {
			taken = taken || placed[i].Record.Kind == s.kind()
		}
		if taken {
			continue
		}
		k.ask(s.wording, s.before, s.speaker)
		first := len(links)
		for _, i := range c.library.index.Cover(s.terms, s.least) {
			if states[i] != open {
				continue
			}
			m := c.library.match(k, i)
			if a, ok := t.linked(&s, &m, c.speakers[c.records[i].story]); ok {
				links = append(links, link{i, m.Agreement, a})
			}
		}
		best := links[first:]
		slices.SortStableFunc(best, nearest)
		links = links[:first+min(len(best), mostLinked)]
	}
	slices.SortStableFunc(links, nearest)
	var out []Annotation
	for i := range links {
		if l := &links[i]; states[l.entry] == open {
			states[l.entry] = settled
			out = append(out, l.Annotation)
		}
	}
	return out
}

// linked is the record of m on the words of s; ok is false where it does not belong there. speakers is those of its dossier.
func (t *Text) linked(s *passage, m *Match, speakers func() map[string]bool) (a Annotation, ok bool) {
	if m.Record.Kind != s.kind() {
		return a, false
	}
	a = Annotation{Dossier: m.Dossier, Record: m.Record, Span: s.span, Placement: Exact, Automatic: true,
		Relation: m.Relation, Differences: m.Differences}
	if s.quote == nil {
		a.Score = (m.record + m.statement) / 2
		return a, m.said()
	}
	a.Score, ok = t.repeats(s, m)
	if !ok {
		return a, false
	}
	a.Printed = strings.TrimRight(t.Slice(s.quote.Words), " ,")
	if a.Relation = Same; len(m.Differences) > 0 {
		a.Relation = Differs
	}
	v, here := t.indexed().voice(s.quote.Span, m.Record, m.Dossier.Language, speakers())
	d, differs, refused := v.differs(m.Record, here)
	if differs {
		a.Relation, a.Differences = Differs, append(slices.Clone(m.Differences), d)
	}
	few := len(match.Words(match.Fold(t.printed(s.quote)))) < linkWords
	return a, !refused && (v == theirs || differs && !few || v == unnamed && speaks(s, m.Record.Speaker.Name))
}

// nearest puts links in order. Of quotations that hold the same words, the one that holds little else comes first.
func nearest(a, b link) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.agreement, a.agreement))
}

// mostLinked is how many records are linked to one statement: of more, which say the same, no reader opens the cards.
const mostLinked = 10

// said reports whether a sentence says what a claim says, and little else. That its speaker is the record's is no excuse
// here for saying only a part of it, or nothing but the names.
func (m *Match) said() bool {
	return m.Relation.Links() && len(m.Differences) <= mostDiffer && m.words >= minShared && m.plain >= minPlain &&
		m.predicate >= linkPredicate &&
		min(m.record, m.statement) >= linkShare && m.record+m.statement >= linkTogether
}

// A passage is a statement of an article, read, and where it stands.
type passage struct {
	wording wording
	before  [2]*wording // the two sentences before; nil where there are none
	speaker string
	span    Span
	quote   *Quote // nil for a sentence, and for what somebody is reported to say in it

	// Only a record of whose terms these weigh least or more together can be linked to it.
	terms []match.Query
	least float32
}

func (s *passage) kind() Kind {
	if s.quote != nil {
		return Quotation
	}
	return Claim
}

// needed is what a record must have of a sentence to be linked to it, of which linkShare must be said in the record: each
// term with what it weighs there, and the least they must weigh together. A date may be said in other words. No terms if nothing
// can be linked: "He voted." has not the words that must be shared, unless a day or a year makes more than one word of a record.
func (w *wording) needed() (terms []match.Query, least float32) {
	all, dated := doubt, false
	for i := range w.tokens {
		t := &w.tokens[i]
		if t.before(w.tokens[:i]) {
			continue
		}
		weight := weights[t.kind]
		all += weight
		dated = dated || t.date != [2]int32{} || t.kind == numberWord || prose.IsMonth(w.text(t))
		terms = need(terms, t.term, weight)
		if t.date != [2]int32{} {
			terms = need(terms, t.date[0], weight)
		}
	}
	if len(terms) < minShared && !dated {
		return nil, 0
	}
	return terms, float32(linkShare*all) - rounding
}

// rounding is more than sums of weights are off by.
const rounding = 1e-3

func need(terms []match.Query, term int32, weight float64) []match.Query {
	for i := range terms {
		if terms[i].Term == term {
			terms[i].Weight += float32(weight)
			return terms
		}
	}
	return append(terms, match.Query{Term: term, Weight: float32(weight)})
}

// Of a quotation it is the words that count, those of grammar too, and forms of one word are as good as the word
// (compare.go). So its terms are beginnings of words, with a mark before them that no other term begins with.

// quotedTerm is the number of the term of a word in a quotation. Two forms of one word have it in common, see sameStem.
func (v *vocabulary) quotedTerm(w *match.Word) int32 {
	const begins = 4 // letters that forms of one word share at the least
	end := min(begins, len(w.Text))
	for end < len(w.Text) && !utf8.RuneStart(w.Text[end]) {
		end++
	}
	return v.number(`"` + w.Text[:end])
}

// quotable is the terms of the words of which a record has quotations.
func (v *vocabulary) quotable(r *Record) (terms []int32) {
	add := func(text string) {
		if len(text) <= maxQuote {
			s := newSide(text)
			for i := range s.words {
				terms = append(terms, v.quotedTerm(&s.words[i]))
			}
		}
	}
	add(r.Text)
	for i := range r.Versions {
		add(r.Versions[i].Text)
	}
	return terms
}

// neededWords is what a record must have of a quotation to be linked to it, of whose words linkQuote must be there, and
// of a short one all.
func (v *vocabulary) neededWords(printed string) (terms []match.Query, least float32) {
	s := newSide(printed)
	brackets, all := bracketed(printed), 0.0
	for i := range s.words {
		if w := &s.words[i]; len(s.words) < linkWords || !inAny(brackets, s.span(w)) {
			all++
			terms = need(terms, v.quotedTerm(w), 1)
		}
	}
	if len(s.words) >= linkWords {
		all *= linkQuote
	}
	return terms, float32(all) - rounding
}

// A Search is what a store of records is asked for one statement of an article.
type Search struct {
	Terms []SearchTerm
	Least float32 // only records whose terms of these weigh Least or more together can be linked to it
}

// Seek is what a store of records must be asked for, so that a Checker beside what was found (NewBeside) links all that one
// with all records of the store would link. Nil where t is longer than anybody reads.
func (t *Text) Seek() []Search {
	v := newVocabulary(nil)
	statements := t.statements(v)
	names := v.names()
	var out []Search
	for i := range statements {
		s := Search{Least: statements[i].least}
		for _, q := range statements[i].terms {
			if q.Weight > 0 {
				s.Terms = append(s.Terms, SearchTerm{names[q.Term], q.Weight})
			}
		}
		if s.Terms != nil {
			out = append(out, s)
		}
	}
	return out
}

// Rarest is terms of s of which every record that can be linked has one: the rarest that will do, rarest first. known says
// how many records have a term. Nil if no record can be linked.
func (s *Search) Rarest(known func(term string) int) []string {
	type term struct {
		SearchTerm
		known int
	}
	var all []term
	rest := float32(0)
	for _, t := range s.Terms {
		if n := known(t.Term); n > 0 {
			all = append(all, term{t, n})
			rest += t.Weight
		}
	}
	slices.SortStableFunc(all, func(a, b term) int { return cmp.Compare(a.known, b.known) })
	var out []string
	for _, t := range all {
		if rest < s.Least {
			break
		}
		out = append(out, t.Term)
		rest -= t.Weight
	}
	return out
}

// longestStatement is the most bytes of one statement that are compared with records: those of a pattern in the product
// specification, section 5.
const longestStatement = 2000

// statements is what the article says: its sentences, what somebody is reported to say in them, and its
// quotations. Questions say nothing, nor does what is longer than anybody reads.
func (t *Text) statements(v *vocabulary) []passage {
	if len(t.String()) > longestRead {
		return nil
	}
	var out []passage
	day := dayOf(t.Published)
	sentences := t.Sentences()
	read := make([]wording, len(sentences))
	for i, s := range sentences {
		if s.Len() <= longestStatement {
			read[i] = v.read(t.Slice(s), day)
		}
	}
	before := func(at int) (two [2]*wording) {
		i, _ := slices.BinarySearchFunc(sentences, at, func(s Span, at int) int { return s.End - at - 1 })
		for k := range min(i, len(two)) {
			two[k] = &read[i-1-k]
		}
		return two
	}
	sayings := t.Sayings()
	said := newLane(len(sayings), func(i int) Span { return sayings[i].Span })
	add := func(p passage) {
		if p.quote == nil {
			p.terms, p.least = p.wording.needed()
		} else {
			p.terms, p.least = v.neededWords(t.printed(p.quote))
		}
		out = append(out, p)
	}
	for i, s := range sentences {
		if strings.HasSuffix(strings.TrimRight(t.Slice(s), "”\"’' "), "?") {
			continue
		}
		p := passage{wording: read[i], before: before(s.Start), span: s}
		for i := range said.over(s) {
			x := &sayings[i]
			if x.Span.Contains(s) {
				p.speaker = t.Slice(x.Speaker)
			} else if s.Contains(x.Span) && x.Manner != Direct && x.Span.Len() <= longestStatement {
				add(passage{wording: v.read(t.Slice(x.Span), day), before: p.before, speaker: t.Slice(x.Speaker), span: s})
			}
		}
		add(p)
	}
	quotes := t.Quotes()
	for i := range quotes {
		if q := &quotes[i]; q.Kind != Title && q.Words.Len() <= longestStatement {
			add(passage{wording: v.read(t.Slice(q.Words), day), before: before(q.Span.Start), speaker: t.Slice(q.Full), span: q.Span, quote: q})
		}
	}
	return out
}

// printed is the words of a quotation without what ends its sentence.
func (t *Text) printed(q *Quote) string { return strings.Trim(t.Slice(q.Words), " .,;:") }

// repeats reports whether a quotation of the article has the words that a record is about, and how near they are.
func (t *Text) repeats(s *passage, m *Match) (score float64, ok bool) {
	printed := t.printed(s.quote)
	words := len(match.Words(match.Fold(printed)))
	if words < linkWords {
		return 1, match.Fold(printed).S == strings.Trim(match.Fold(m.Record.Text).S, " .,;:")
	}
	if c := compare(printed, m.Record.Text); c.Share >= linkQuote {
		score = c.Share
	}
	for i := range m.Record.Versions {
		v := &m.Record.Versions[i]
		if !sameLanguage(v.Language, m.Dossier.Language) {
			continue
		}
		// A version may hold more of a speech than the record is about.
		if c := compare(printed, v.Text); c.Share > max(score, linkQuote) {
			if o := compare(m.Record.Text, v.Text); o.Share >= linkQuote && o.stretch().Overlaps(c.stretch()) {
				score = c.Share
			}
		}
	}
	return score, score > 0
}

// stretch is the words of the source that were printed, from the first to the last.
func (c *Comparison) stretch() Span {
	var s Span
	for _, ch := range c.Changes {
		if ch.Printed.Len() > 0 && ch.Source.Len() > 0 {
			if s.End == 0 {
				s.Start = ch.Source.Start
			}
			s.End = ch.Source.End
		}
	}
	return s
}

// speaks reports whether a quotation may be that of a speaker: he is named beside it or in the sentences
// before, or nobody is.
func speaks(s *passage, name string) bool {
	who := surname(name)
	if who == "" || s.speaker == "" {
		return true
	}
	if strings.Contains(match.Fold(s.speaker).S, who) {
		return true
	}
	for _, b := range s.before {
		if b != nil && strings.Contains(b.folded, who) {
			return true
		}
	}
	return false
}
