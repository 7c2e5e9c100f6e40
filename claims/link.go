package claims

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// Linking finds places for records that no editor has anchored in the article: those without an anchor, and those whose
// anchored words are not in it. For each sentence, and for each report of speech in it, it asks the library for records
// of claims; for each quotation, for records of quotations.
//
// Readers take a card for the verdict of an editor, so a link needs more than a Match, which is a suggestion to
// editors. A claim is linked where a sentence says nearly all of it and little else; a quotation, where the words are
// its words. What an editor has placed always wins: a claim that was refused because its sentence has changed stays
// refused, and no record is linked to words that have an editor's record. A quotation is its words and its speaker:
// where the sentence around it has changed, it is looked for as if no editor had anchored it.
const (
	// linkShare is the share of the sentence that the claim must say, and of the claim that the sentence must say;
	// linkTogether is the least sum of the two. linkPredicate is the share of what the claim says, its names left out,
	// that the sentence must say: a claim is more than whom it is about. In 84 news articles held against 27,000
	// records of other people's stories ten links remain at these figures, and 24 in 840 more articles; in four of five
	// of them the sentence says what the record says.
	linkShare     = 0.6
	linkTogether  = 1.35
	linkPredicate = 0.5

	// A quotation is linked when linkQuote of its words are those of a version and it has linkWords or more; a shorter
	// one must have the same words and the same speaker.
	linkQuote = 0.8
	linkWords = 4

	// linkUnnamed is how many equal words are enough where no speaker is named beside them; and, in an article that the
	// dossier is not about, beside the name of another: many have said “a lot of people”.
	linkUnnamed = 8
)

// A link is a record on words where no editor anchored it.
type link struct {
	record    int     // of the checker
	agreement float64 // as in a Match
	Annotation
	quote, next *Quote // of a quotation; next is the second half of a split one
}

// link returns open records of a kind on the statements that cover them, and settles these records. placed holds what
// editors have put on the article, and home the dossiers that are about it (see home).
//
// It compares as long as there are steps left; partial reports that there were not enough, and that nothing was linked
// to the statements from there on.
func (c *Checker) link(t *Text, said []statement, placed []Annotation, home map[int32]bool, states map[int]state,
	kind Kind, left *int) (out []Annotation, partial bool) {
	var links []link
	editors := newIntervals(len(placed), func(i int) Span { return placed[i].Span })
	k := new(query)
	for _, s := range said {
		if s.kind() != kind {
			continue
		}
		taken := false
		for i := range editors.overlapping(s.span) {
			taken = taken || placed[i].Record.Kind == s.kind()
		}
		if taken {
			continue
		}
		k.set(s.words, s.before, s.speaker)
		first := len(links)
		covered, looked := c.library.index.AtLeast(s.terms, s.least)
		*left -= looked
		for _, i := range covered {
			e := &c.library.entries[i]
			if states[e.of] != open || e.translated && !sameLanguage(e.language, t.reader().Tag) {
				continue
			}
			if *left -= c.library.comparing(k, i, s.quote != nil); *left < 0 {
				break
			}
			m := c.library.match(k, i)
			if a, ok := t.linked(&s, &m, c.speakers[c.records[e.of].story], home[c.records[e.of].story]); ok &&
				!(s.whole != nil && c.library.turned(s.whole, i)) {
				if e.translated {
					a.Edition = e.language
				}
				links = append(links, link{e.of, m.Agreement, a, s.quote, s.next})
			}
		}
		if partial = *left < 0; partial {
			links = links[:first]
			break
		}
		best := links[first:]
		slices.SortStableFunc(best, nearest)
		links = links[:first+min(len(best), mostLinked)]
	}
	slices.SortStableFunc(links, nearest)
	for i := range links {
		if l := &links[i]; states[l.record] == open {
			states[l.record] = settled
			if l.quote != nil {
				t.together(&l.Annotation, l.quote, l.next, c.speakers[c.records[l.record].story]())
			}
			l.Annotation.Record = c.records[l.record].record // and not a translation, which its dossier does not know
			out = append(out, l.Annotation)
		}
	}
	return out, partial
}

// comparing estimates how many steps it takes to compare a statement with record i: each word of one with each word of
// the other and of the sentence before it; of a quotation, with the words of each version too.
func (l *Library) comparing(k *query, i int, quotation bool) int {
	const word = 6 // bytes of an English word with its space
	mine, r := len(k.folded)/word+1, l.entries[i].record
	theirs := len(r.Text)/word + 1
	steps := len(r.Text) + theirs*(3*mine+theirs) // what they have in common is looked up again for who did it to whom
	if quotation {
		steps *= 2 * word // letters are compared too, and the words around it
		for v := range r.Versions {
			steps += len(r.Versions[v].Text) * (mine + theirs)
		}
	}
	return steps
}

// linked returns the record of m on the words of s; ok is false where it does not belong there. speakers returns the
// words in the names of its dossier's speakers; home says that the dossier is about this article, so that "she" is
// taken for the record's speaker as long as no one else is named.
func (t *Text) linked(s *statement, m *Match, speakers func() map[string]bool, home bool) (a Annotation, ok bool) {
	if m.Record.Kind != s.kind() {
		return a, false
	}
	a = Annotation{Dossier: m.Dossier, Record: m.Record, Span: s.span, Placement: Exact, Automatic: true,
		Relation: m.Relation, Differences: m.Differences}
	if s.quote == nil {
		a.Score = (m.record + m.statement) / 2
		// Only in English do we know the words that turn a sentence round well enough to say that none was changed.
		return a, m.said() && t.indexed().isEnglish()
	}
	a.Score, ok = t.repeats(s, m)
	if !ok {
		return a, false
	}
	a.Printed = strings.TrimRight(t.Slice(s.quote.Words), " ,")
	a.Differences = wordingChanged(s.printed, m.Record, m.language)
	if a.Relation = Same; len(a.Differences) > 0 {
		a.Relation = Differs
	}
	v, here := t.indexed().voice(s.quote.Span, m.Record, m.language, speakers())
	if s.next != nil {
		switch next, _ := t.indexed().voice(s.next.Span, m.Record, m.language, speakers()); {
		case next != v && (next != theirs && next != unnamed || v != theirs && v != unnamed):
			return a, false // each for itself
		case next == theirs:
			v = theirs
		}
	}
	d, differs, refused := v.differs(m.Record, here)
	if differs {
		a.Relation, a.Differences = Differs, append(slices.Clone(a.Differences), d)
	}
	words := match.Count(match.Words(match.Fold(s.printed)))
	telling := words >= linkWords && home || words >= linkUnnamed && a.Score == 1
	return a, !refused && (v == theirs || differs && telling ||
		v == unnamed && (telling || speaks(s, m.Record.Speaker.Name)))
}

// nearest compares links for sorting, best first: of quotations with the same words, the one with the fewest others.
func nearest(a, b link) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.agreement, a.agreement))
}

// mostLinked is the most records that are linked to one statement. When more say the same, no reader opens all their
// cards.
const mostLinked = 10

// said reports whether a sentence says what a claim says, and little else. That its speaker is the record's is no
// excuse here for saying only a part of it, or nothing but the names.
func (m *Match) said() bool {
	return m.Relation.Links() && (m.Relation == Differs || !m.left) && len(m.Differences) <= mostDiffer &&
		m.words >= minShared && m.plain >= minPlain && m.predicate >= linkPredicate &&
		min(m.record, m.statement) >= linkShare && m.record+m.statement >= linkTogether
}

// A statement is what an article says in one place, read for linking.
type statement struct {
	words   tokens
	whole   *tokens    // the sentence that it is said in; nil if it is one
	before  [2]*tokens // the two sentences before; nil where there are none
	speaker string
	span    Span
	quote   *Quote // nil for a sentence, and for a report of speech in it
	next    *Quote // the second half of a split quotation; nil if quote is read alone
	printed string // the words of the quotation, without what ends their sentence

	// Only a record that has terms whose weights add up to least can be linked to it.
	terms []match.QueryTerm
	least float32
}

func (s *statement) kind() Kind {
	if s.quote != nil {
		return Quotation
	}
	return Claim
}

// needed returns the terms of a sentence with their weights, and the least that the weights of those must add up to
// that a record has: it must say linkShare of the sentence. A date may be said in other words. needed returns no terms
// if no record can be linked: "He voted." has too few words to share, unless one of them is a date, which may stand for
// several words of a record.
func (w *tokens) needed() (terms []match.QueryTerm, least float32) {
	all, dated := smoothing, false
	for i := range w.all {
		t := &w.all[i]
		if t.before(w.all[:i]) {
			continue
		}
		weight := weights[t.kind]
		all += weight
		dated = dated || t.date != [2]int32{} || t.kind == numberWord || w.prose.IsMonth(w.text(t))
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

// rounding is more than the error of a sum of weights: float32 has seven digits, and sums stay below a thousand.
const rounding = 1e-3

func need(terms []match.QueryTerm, term int32, weight float64) []match.QueryTerm {
	for i := range terms {
		if terms[i].Term == term {
			terms[i].Weight += float32(weight)
			return terms
		}
	}
	return append(terms, match.QueryTerm{Term: term, Weight: float32(weight)})
}

// neededWords returns the words of a quotation as terms, and how many of them a record must have: linkQuote of them,
// and all those of a short quotation.
func (v *vocabulary) neededWords(r *prose.Reader, printed string) (terms []match.QueryTerm, least float32) {
	s := newSide(r, printed)
	brackets, all, otherwise := bracketed(printed), 0.0, 0.0
	for i := range s.words {
		if w := &s.words[i]; len(s.words) < linkWords || !inAny(brackets, s.span(w)) {
			all++
			terms = need(terms, v.quotedTerm(w), 1)
			if withoutNot(r, w.Text) != "" {
				otherwise += variant
			}
		}
	}
	if len(s.words) >= linkWords {
		all = all*linkQuote - otherwise
	}
	return terms, float32(all) - rounding
}

// statements returns what the article says: its sentences, the reports of speech in them, and its quotations. It leaves
// out questions, which state nothing, and statements over longestStatement; of an article over
// longestRead it returns none.
func (t *Text) statements(v *vocabulary) []statement {
	if len(t.String()) > longestRead {
		return nil
	}
	var out []statement
	x, day := t.indexed(), dayOf(t.Published)
	sentences := t.Sentences()
	read := make([]tokens, len(sentences))
	for i, s := range sentences {
		if s.Len() <= longestStatement {
			read[i] = v.readAt(x, s, day)
		}
	}
	before := func(at int) (two [2]*tokens) {
		i, _ := slices.BinarySearchFunc(sentences, at, func(s Span, at int) int { return s.End - at - 1 })
		for k := range min(i, len(two)) {
			two[k] = &read[i-1-k]
		}
		return two
	}
	reports := t.allReported()
	said := newIntervals(len(reports), func(i int) Span { return reports[i].Span })
	add := func(p statement) {
		if p.quote == nil {
			p.terms, p.least = p.words.needed()
		} else {
			p.terms, p.least = v.neededWords(t.reader(), p.printed)
		}
		out = append(out, p)
	}
	for i, s := range sentences {
		if strings.HasSuffix(strings.TrimRight(t.Slice(s), "”\"’' "), "?") {
			continue
		}
		whole := &read[i]
		p := statement{words: *whole, before: before(s.Start), span: s}
		for i := range said.overlapping(s) {
			r := &reports[i]
			if r.Span.Contains(s) {
				p.speaker = t.Slice(r.Speaker)
			} else if s.Contains(r.Span) && (r.Manner != Direct || t.afterDash(r.Span)) && r.Span.Len() <= longestStatement {
				add(statement{words: v.readAt(x, r.Span, day), whole: whole, before: p.before,
					speaker: t.Slice(r.Speaker), span: s})
			}
		}
		add(p)
	}
	quotes := t.allQuotes()
	for i := range quotes {
		if q := &quotes[i]; q.Kind != Title && q.Words.Len() <= longestStatement {
			p := statement{words: v.readAt(x, q.Words, day), before: before(q.Span.Start), speaker: t.Slice(q.Full),
				span: q.Span, quote: q, printed: t.printed(q)}
			add(p)
			if p.next = t.continued(quotes, i); p.next != nil {
				p.span.End = p.next.Span.End
				p.printed += " " + t.printed(p.next)
				p.words = v.read(t.reader(), p.printed, day)
				add(p)
			}
			for _, one := range t.sentencesOf(q) {
				part := p
				part.words, part.span = v.readAt(x, one.Words, day), one.Span
				part.quote, part.next, part.printed = one, nil, t.printed(one)
				add(part)
			}
		}
	}
	return out
}

// printed returns the words of a quotation without the reporter’s remark between them and without what ends its
// sentence.
func (t *Text) printed(q *Quote) string {
	words, _ := withoutIncise(t.reader(), t.Slice(q.Words))
	return strings.Trim(words, " .,;:。，、；：")
}

// repeats reports whether a quotation of the article has the words that a record is about, and the share of its words
// that are theirs.
func (t *Text) repeats(s *statement, m *Match) (score float64, ok bool) {
	printed := s.printed
	words := match.Count(match.Words(match.Fold(printed)))
	if words < linkWords {
		return 1, match.Fold(printed).S == strings.Trim(match.Fold(m.Record.Text).S, " .,;:。，、；：")
	}
	r := readerIn(m.language)
	if c := compare(r, printed, m.Record.Text); c.Share >= linkQuote {
		score = c.Share
	}
	for i := range m.Record.Versions {
		v := &m.Record.Versions[i]
		if !sameLanguage(v.Language, m.language) {
			continue
		}
		// A version may hold more of a speech than the record is about.
		if c := compare(r, printed, v.Text); c.Share > max(score, linkQuote) {
			if o := compare(r, m.Record.Text, v.Text); o.Share >= linkQuote &&
				o.sourceRange().Overlaps(c.sourceRange()) {
				score = c.Share
			}
		}
	}
	return score, score > 0
}

// wordingChanged returns the changes that matter between the words of a record and those that were printed: words that
// were replaced, added or left out. A verdict on a quotation does not hold for another wording. It returns nil where
// the printed words are those of one of the record's versions.
func wordingChanged(printed string, r *Record, tag string) []Difference {
	l := readerIn(tag)
	translated := !slices.ContainsFunc(r.Versions, func(v Version) bool { return sameLanguage(v.Language, tag) })
	out := changedFrom(l, printed, r.Text, translated)
	for i := range r.Versions {
		if v := &r.Versions[i]; len(out) > 0 && sameLanguage(v.Language, tag) {
			if c := compare(l, printed, v.Text); c.Match == Verbatim || c.Match == Trimmed {
				out = changedFrom(l, printed, v.Text, false)
			}
		}
	}
	return out
}

// changedFrom does what wordingChanged does, for one text; translated says that it is a translation, and that another
// translator may have chosen other words.
func changedFrom(l *prose.Reader, printed, text string, translated bool) []Difference {
	c := compare(l, printed, text)
	var out []Difference
	for from := 0; from < len(c.Changes); from++ {
		to, words := from, 0 // of a row of changes between words that stand there, those printed
		for ; to < len(c.Changes) && c.Changes[to].Kind >= Replaced; to++ {
			words += min(1, c.Changes[to].Printed.Len())
		}
		row := c.Changes[from:to]
		switch {
		case to == from:
			continue
		case to == len(c.Changes) && words == 0: // the record goes on
			return out
		case to == len(c.Changes) && from > 0 && words == to-from &&
			strings.ContainsAny(gap(printed, c.Changes[from-1].Printed, row[0].Printed), ".!?"):
			return out // the speaker goes on
		case from == 0 && words == 0:
			row = governs(row, text)
		}
		out = append(out, rowChanged(l, row, printed, text, translated)...)
		from = to
	}
	return out
}

// governs returns the last of the words that were left out before others, on which these may depend: "I do not think
// that".
func governs(row []Change, text string) []Change {
	const most = 5 // words: "I do not believe that"
	row = row[max(0, len(row)-most):]
	for i := len(row) - 1; i > 0; i-- {
		if strings.ContainsAny(gap(text, row[i-1].Source, row[i].Source), ",;:") {
			return row[i:]
		}
	}
	return row
}

// gap returns what stands between two words of a text. They overlap where one character of it is folded into both.
func gap(text string, a, b Span) string { return text[min(a.End, b.Start):b.Start] }

// rowChanged does what wordingChanged does for a row of changes. A name may be left out, and any word that does not
// turn the others round; ordinary words may be added. But a word that carries meaning may not stand for another.
func rowChanged(l *prose.Reader, row []Change, printed, text string, translated bool) (out []Difference) {
	if spelledOut(l, row, printed, text) {
		return nil
	}
	var was, is *match.Word // the first that carry meaning
	all := Difference{Kind: DiffWord}
	for _, ch := range row {
		d := Difference{DiffWord, text[ch.Source.Start:ch.Source.End], printed[ch.Printed.Start:ch.Printed.End]}
		w, n := onlyWord(d.Record), onlyWord(d.Article)
		if w != nil && n != nil && sameStem(l, w.Text, n.Text) {
			continue
		}
		digits := w != nil && w.Kind == match.Number || n != nil && n.Kind == match.Number
		k := hardChange(l, w, n)
		// "before" and "after" turn a sentence round, but a translator may choose either of two articles.
		turned := k == DiffMeaning && ch.Kind == Replaced && !translated &&
			!(l.IsArticle(w.Text) && l.IsArticle(n.Text))
		if k == DiffNegation || k == DiffNumber && digits || turned {
			d.Kind = k
			out = append(out, d)
			continue
		}
		if w != nil && was == nil && tells(l, w) {
			was, all.Record = w, d.Record
		}
		if n != nil && is == nil && tells(l, n) {
			is, all.Article = n, d.Article
		}
	}
	if len(out) > 0 || was == nil || is == nil || sameStem(l, was.Text, is.Text) {
		return out
	}
	// Any word is upper-case where a quotation begins.
	begins := strings.HasPrefix(text, all.Record) || strings.HasPrefix(printed, all.Article)
	switch k := hardChange(l, was, is); {
	case k != "" && !(k == DiffName && begins):
		all.Kind = k
	case translated:
		return nil
	}
	return []Difference{all}
}

// spelledOut reports whether a row of changes has the same words on both sides, of which some are written together or
// in full: "do not" and "don't", "not approved" and "unapproved".
func spelledOut(l *prose.Reader, row []Change, printed, text string) bool {
	var a, b []string
	for _, ch := range row {
		a = append(a, printed[ch.Printed.Start:ch.Printed.End])
		b = append(b, text[ch.Source.Start:ch.Source.End])
	}
	return inFull(l, a) == inFull(l, b)
}

// inFull returns words with their short forms written in full, and "not" as the "un" it may be.
func inFull(l *prose.Reader, words []string) string {
	all := " "
	for _, w := range strings.Fields(match.Fold(strings.Join(words, " ")).S) {
		full, ok := longForm(l, w)
		for i := range w {
			if end, known := longForm(l, w[i:]); known && !ok {
				full, ok = w[:i]+" "+end, true
			}
		}
		all += full + " "
	}
	l.Find(language.NotPrefixes, func(prefix string) bool {
		all = strings.ReplaceAll(all, " "+l.Of(language.NotPrefixes, prefix)+" ", " "+prefix)
		return false
	})
	return all
}

// longForm returns a short form in full; ok is false, and the word returned, if it is none.
func longForm(l *prose.Reader, word string) (full string, ok bool) {
	if full = l.Of(language.ShortForms, word); full != "" {
		return full, true
	}
	return word, false
}

// tells reports whether a word carries meaning of its own, and is no word of grammar.
func tells(l *prose.Reader, w *match.Word) bool {
	_, weight := hardness(l, w)
	return weight != prose.Grammar
}

// onlyWord returns the one word of s; nil if s has none or several.
func onlyWord(s string) *match.Word {
	words := match.Words(match.Fold(s))
	if len(words) != 1 {
		return nil
	}
	return &words[0]
}

// speaks reports whether a quotation may be by a speaker: the speaker is named beside it or in the two sentences
// before, or no one is named.
func speaks(s *statement, name string) bool {
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
