package prose

import (
	"slices"
	"strings"
	"unicode"

	"sourcemark/claims/language"
)

// Indirect speech: what somebody is reported to say, think, want or do with words, in the reporter's own
// words or half in them.
//
// A sentence is read left to right for cues: verbs of saying and thinking, "according to", nouns such as "claim" before
// "that", adjectives such as "confident", passives. There is a step of the reader for each, and each kind of verb says
// what it takes for its content:
//
//	said (that) …      a clause           the minister [said] that the boats would go
//	told … (that) …    one, after whom   the minister [told] the council that …
//	wants to …         an infinitive      the minister [wants] to keep the boats
//	criticised …       a thing            the minister [criticised] the council's plan
//	objected to …      a thing            the minister [objected] to the plan
//	…, she said        the clause before  the boats would go, the minister [said]
//
// (cues.go). The speaker is the subject of the verb (subject.go). The content runs to the end of the sentence, or to
// where another speaker, or the reporter, takes the sentence over (content.go).

// A ReportedSpeech is one report of speech: who speaks (Speaker, which may be empty), the word that says so (Cue) and
// what is said (Content), in bytes of the text searched.
type ReportedSpeech struct{ Speaker, Cue, Content Span }

// A word of a sentence.
type word struct {
	Span
	lower  string
	upper  bool
	before string // what stands between the word before and this one
	quoted bool
	cue
}

// From a cue, words are read to the end of its sentence, so a sentence costs as much as it has cues times words. What
// is longer than the one, or has more reports than the other, was not written to be read: of 924 news articles the
// longest sentence, quotations of several sentences included, has 1,538 bytes, and none has more than 8 reports.
const (
	longestSentence = 4000 // bytes
	mostReports     = 25
)

// FindReportedSpeech finds the reports of indirect and mixed speech in one block of text. pairs is the quotation
// marks of the block.
func (r *Reader) FindReportedSpeech(s string, pairs []Pair) []ReportedSpeech {
	if r.Eastern() {
		return r.eastern(s, pairs)
	}
	if r.Clausal() {
		return r.accounts(s, pairs)
	}
	if r.nominalizes() {
		return r.nominals(s, pairs)
	}
	var out []ReportedSpeech
	for _, sent := range r.wholeSentences(s, pairs) {
		if sent.End-sent.Start > longestSentence {
			continue
		}
		var here []Pair
		here, pairs = overlapping(pairs, sent)
		out = append(out, r.reportedIn(s, sent, here)...)
	}
	return out
}

// overlapping returns the pairs that may overlap sent, and those that may overlap what comes after it begins: a long
// article has too many to go through all for each word. Pairs are in the order in which they open.
func overlapping(pairs []Pair, sent Span) (here, rest []Pair) {
	for len(pairs) > 0 && pairs[0].End <= sent.Start {
		pairs = pairs[1:]
	}
	n, _ := slices.BinarySearchFunc(pairs, sent.End, func(p Pair, end int) int { return p.Start - end })
	return pairs[:n], pairs
}

// wholeSentences returns the sentences of s, those that one quotation holds or joins taken as one.
func (r *Reader) wholeSentences(s string, pairs []Pair) []Span {
	var out []Span
	for _, x := range r.Sentences(s) {
		if n := len(out); n > 0 {
			var here []Pair
			here, pairs = overlapping(pairs, Span{x.Start, out[n-1].End})
			if insideQuote(here, out[n-1].End, x.Start) {
				out[n-1].End = x.End
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

func insideQuote(pairs []Pair, end, start int) bool {
	for _, p := range pairs {
		if p.Depth == 0 && p.Double && p.Start < end && start < p.End {
			return true
		}
	}
	return false
}

func (r *Reader) wordsOf(s string, sent Span, pairs []Pair) []word {
	var out []word
	at := sent.Start
	for _, t := range r.tokens(s, sent.Start, sent.End) {
		w := word{Span: t, before: s[at:t.Start]}
		text := t.text(s)
		w.lower = strings.ToLower(text)
		w.upper = unicode.IsUpper(first(text))
		for _, p := range pairs {
			w.quoted = w.quoted || p.Double && p.From <= t.Start && t.End <= p.To
		}
		at = t.End
		w.cue = r.cueOf(w.lower)
		// "he's" is two words
		if k := strings.IndexAny(w.lower, "'’"); k > 0 && r.Has(language.Contracted, w.lower[:k]) &&
			len(text) == len(w.lower) {
			verb := w
			verb.Start, verb.lower, verb.upper, verb.before = t.Start+k, w.lower[k:], false, ""
			w.End, w.lower = t.Start+k, w.lower[:k]
			out = append(out, w, verb)
			continue
		}
		out = append(out, w)
	}
	return out
}

// A sentence is read for what is reported in it.
type sentence struct {
	*Reader
	s       string
	sent    Span
	end     int // of the sentence without its full stop
	words   []word
	title   bool // set in capitals, as headlines are
	last    Span // the speaker of the verb before
	covered int  // where the contents found so far end
	out     []ReportedSpeech
}

func (r *Reader) reportedIn(s string, at Span, pairs []Pair) []ReportedSpeech {
	sent := &sentence{Reader: r, s: s, sent: at, end: contentEnd(s, at), words: r.wordsOf(s, at, pairs)}
	sent.title = inCapitals(sent.words)
	for i := range sent.words {
		if sent.words[i].quoted {
			continue
		}
		x, ok := sent.read(i)
		if ok && len(sent.out) == mostReports {
			break
		}
		if ok {
			sent.out = append(sent.out, x)
			sent.covered = max(sent.covered, x.Content.End)
		}
	}
	return sent.out
}

// read tries what words[i] may be the cue of. Within what somebody says only saying outright counts: "he said that she
// said", but hardly "he said that she wants".
func (r *sentence) read(i int) (ReportedSpeech, bool) {
	// Each by its name: what a table has, the bundler leaves in the widget (web/bundle/part.go).
	var found ReportedSpeech
	is := func(x ReportedSpeech, ok bool) bool {
		found = x
		return ok
	}
	ok := is(r.accordingTo(i)) || is(r.asked(i)) || is(r.asReported(i)) || is(r.inverted(i)) ||
		!r.within(i) && (is(r.noun(i)) || is(r.mind(i)) || is(r.about(i)) || is(r.hedged(i)) || is(r.passive(i))) ||
		is(r.verb(i))
	return found, ok
}

// within reports whether words[i] is in the content of a report of speech.
func (r *sentence) within(i int) bool { return r.words[i].End <= r.covered }

// inCapitals reports whether nearly all words of some length begin with a capital.
func inCapitals(words []word) bool {
	long, upper := 0, 0
	for i := range words {
		if len(words[i].lower) > 3 { // "of", "the" and "to" stay small
			long++
			if words[i].upper {
				upper++
			}
		}
	}
	return long > 2 && upper*5 >= long*4 // all but one in five, for a word or two is always forgotten
}

// noun reads "the claim that the boats …", "her fear that …".
func (r *sentence) noun(i int) (ReportedSpeech, bool) {
	w, next := &r.words[i], r.next(i)
	if !r.Has(language.ClaimNouns, w.lower) || next == nil || !r.Has(language.That, next.lower) || next.quoted {
		return ReportedSpeech{}, false
	}
	content, ok := r.contentAfter(r.s, r.words, i, clause, false, r.end)
	return ReportedSpeech{Speaker: r.possessor(r.words, i), Cue: w.Span, Content: content}, ok
}

// asked reads "asked by the council whether the boats would go, …": who was asked is the subject, if anybody is, and
// who asks stands after "by" or is not told.
func (r *sentence) asked(i int) (ReportedSpeech, bool) {
	const reach = 8 // words of who asked, where and when
	if !r.Has(language.Asked, r.words[i].lower) || !(i == 0 || r.Has(language.AskedWhen, r.words[i-1].lower)) {
		return ReportedSpeech{}, false
	}
	from := r.find(r.words, i+1, reach, language.AskedWhether)
	if from < 0 || from+1 == len(r.words) {
		return ReportedSpeech{}, false
	}
	x := ReportedSpeech{Cue: r.words[i].Span}
	if from > i+2 && r.Has(language.Doers, r.words[i+1].lower) {
		x.Speaker = Span{r.words[i+2].Start, r.words[from-1].End}
	}
	if r.Has(language.AskedThings, r.words[from].lower) {
		from++
	}
	x.Content = Span{r.words[from].Start, r.contentStop(r.words, from, told, true, r.end)}
	return x, x.Content.Start < x.Content.End
}

// as reads "As the clerk said, the boats …" and "The boats were full, as the clerk said.": the content is the clause
// that the remark belongs to.
func (r *sentence) as(i, head int, speaker Span) (Span, bool) {
	if speaker.End == 0 {
		return Span{}, false
	}
	k := head
	for k > 0 && r.words[k].Start > speaker.Start {
		k--
	}
	if k == 0 || !r.Has(language.AsSaid, r.words[k-1].lower) || !blank(r.words[k].before) {
		return Span{}, false
	}
	if k == 1 {
		return r.behindComma(i)
	}
	if k-1 >= leastClause && strings.HasPrefix(r.words[k-1].before, ",") {
		return Span{r.sent.Start, r.words[k-2].End}, true
	}
	return Span{}, false
}

// behindComma returns the rest of the sentence from the next comma after words[i] on.
func (r *sentence) behindComma(i int) (Span, bool) {
	for i++; i < len(r.words) && r.words[i].Start < r.end; i++ {
		if !strings.HasPrefix(r.words[i].before, ",") {
			continue
		}
		start := r.words[i].Start
		if r.words[i].quoted {
			start = openMark(r.s, start)
		}
		return Span{start, r.end}, true
	}
	return Span{}, false
}

// asReported reads "As reported by the Harbour News, the boats …".
func (r *sentence) asReported(i int) (ReportedSpeech, bool) {
	next := r.next(i)
	if r.words[i].frame != clause || r.words[i].form != finite || next == nil || !r.Has(language.Doers, next.lower) ||
		i+2 >= len(r.words) || i > 2 || !r.Has(language.AsSaid, r.words[0].lower) {
		return ReportedSpeech{}, false
	}
	content, ok := r.behindComma(i)
	return ReportedSpeech{Speaker: r.phrase(i + 2), Cue: r.words[i].Span, Content: content}, ok
}

// phrase returns the noun phrase that begins with words[i].
func (r *sentence) phrase(i int) Span {
	const longest = 9 // words; nounPhrase takes no more
	rest := make([]Span, 0, longest)
	for ; i < len(r.words) && len(rest) < longest; i++ {
		rest = append(rest, r.words[i].Span)
	}
	return r.nounPhrase(r.s[:r.sent.End], rest)
}

// mind reads "the clerk was confident that the boats …", "critical of the plan".
func (r *sentence) mind(i int) (ReportedSpeech, bool) {
	w, next := &r.words[i], r.next(i)
	if i == 0 || !r.Has(language.MindAdjectives, w.lower) || next == nil || i+2 >= len(r.words) {
		return ReportedSpeech{}, false
	}
	x := ReportedSpeech{Cue: w.Span}
	from, f := i+1, clause
	switch {
	case r.Has(language.MindConjunctions, next.lower):
	case r.Has(language.MindPrepositions, next.lower):
		if r.Has(language.KnowingAdjectives, w.lower) {
			return ReportedSpeech{}, false // of what is so
		}
		from, f = i+2, thing
	default:
		return ReportedSpeech{}, false
	}
	head := i
	for head > 0 && (r.Has(language.Between, r.words[head-1].lower) ||
		r.End(language.AdverbEndings, r.words[head-1].lower) != "" ||
		r.Has(language.Degrees, r.words[head-1].lower)) && blank(r.words[head].before) {
		head--
	}
	if head < i {
		x.Speaker = r.subject(r.words, head)
	}
	x.Content = Span{r.words[from].Start, r.contentStop(r.words, from, f, r.subordinate(r.words, head), r.end)}
	return x, x.Content.Start < x.Content.End
}

// about reads "the clerk's criticism of the plan".
func (r *sentence) about(i int) (ReportedSpeech, bool) {
	w, next := &r.words[i], r.next(i)
	if next == nil || i+2 >= len(r.words) || !r.nounTakes(w.lower, next.lower) {
		return ReportedSpeech{}, false
	}
	content := Span{r.words[i+2].Start, r.contentStop(r.words, i+2, thing, true, r.end)}
	return ReportedSpeech{Speaker: r.possessor(r.words, i), Cue: w.Span, Content: content}, content.Start < content.End
}

// next returns the word right after words[i]; nil if a stop or the end comes between.
func (r *sentence) next(i int) *word {
	if i+1 < len(r.words) && blank(r.words[i+1].before) {
		return &r.words[i+1]
	}
	return nil
}

// verb reads "the clerk said …".
func (r *sentence) verb(i int) (ReportedSpeech, bool) {
	f, ok := r.frame(i)
	if !ok {
		return ReportedSpeech{}, false
	}
	form := r.words[i].form
	head, ok := r.verbGroup(r.words, i, form)
	if !ok {
		return ReportedSpeech{}, false
	}
	speaker := r.speaker(head, form)
	and := head > 0 && form == finite && r.Has(language.Ands, r.words[head-1].lower)
	if speaker.End == 0 && form != ing && !and {
		return ReportedSpeech{}, false
	}
	content, ok := r.content(i, head, f, speaker)
	if ok {
		r.last = speaker
	}
	return ReportedSpeech{Speaker: speaker, Cue: r.words[i].Span, Content: content}, ok
}

// frame returns what the verb words[i] takes here; false if it reports nothing.
func (r *sentence) frame(i int) (frame, bool) {
	w, next := &r.words[i], r.next(i)
	if w.cue.frame == noCue || w.upper && i > 0 && !r.title {
		return noCue, false
	}
	if next == nil {
		next = &word{}
	}
	f := w.cue.frame
	switch {
	case r.takes(w.base, next.lower):
		f = about // "warned of the storm"
	case r.Has(language.Infinitives, next.lower) && r.Has(language.ReportingTo, w.base):
		f = todo // "promised to go"
	case r.Has(language.ThatOnly, w.base) && !r.Has(language.That, next.lower):
		return noCue, false
	case r.Has(language.NotPlanned, w.lower) && next.lower != "" && !r.Has(language.That, next.lower) && !next.upper &&
		!next.quoted && !r.Has(language.Determiners, next.lower):
		return noCue, false // "the pledged boats"
	}
	switch {
	case w.form != finite && r.Has(language.FiniteOnly, w.base) && !r.announces(i):
		return noCue, false
	case r.within(i):
		return f, w.form == finite && f == clause
	}
	return f, true
}

// content returns what the verb words[i], whose group begins at words[head], reports.
func (r *sentence) content(i, head int, f frame, speaker Span) (Span, bool) {
	if f != clause {
		return r.contentAfter(r.s, r.words, i, f, r.subordinate(r.words, head), r.end)
	}
	if x, ok := r.as(i, head, speaker); ok {
		return x, true
	}
	content, ok := r.contentAfter(r.s, r.words, i, f, r.subordinate(r.words, head), r.end)
	if x, remark := r.remark(i, speaker); remark {
		content, ok = x, x.End > 0
	}
	if !ok {
		content, ok = contentBefore(r.s, r.words, head, speaker, r.sent)
	}
	if p := r.relative(r.words, speaker); p.End > 0 && (i+1 == len(r.words) ||
		!r.Has(language.That, r.words[i+1].lower)) {
		content.Start = p.Start // "which they say would go"
	}
	return content, ok
}

// announces reports whether words[i] is beyond doubt a verb of saying: "adding that", "adding: “We go”".
func (r *sentence) announces(i int) bool {
	if i+1 == len(r.words) {
		return false
	}
	next := &r.words[i+1]
	gap := strings.TrimSpace(next.before)
	return (r.Has(language.That, next.lower) || r.Has(language.Pronouns, next.lower)) && gap == "" ||
		strings.HasPrefix(gap, ":") ||
		next.quoted && strings.HasPrefix(gap, ",")
}

// speaker returns the subject of the verb whose group begins at words[head].
func (r *sentence) speaker(head int, form verbForm) Span {
	and := head > 0 && blank(r.words[head].before) && r.Has(language.Ands, r.words[head-1].lower)
	if !and && (form != ing || r.directlyBefore(r.words, head)) {
		return r.subject(r.words, head)
	}
	if r.last.End > 0 {
		return r.last
	}
	return r.mainSubject(r.words, head)
}

// remark reads "The boats, the minister said, would go": the content is all but the remark. It is empty where that
// is a quotation, which has its own attribution.
func (r *sentence) remark(i int, speaker Span) (Span, bool) {
	if i+1 == len(r.words) || r.words[i].form == ing || speaker.End == 0 ||
		!strings.HasPrefix(r.words[i+1].before, ",") || r.words[i+1].quoted {
		return Span{}, false
	}
	before := strings.TrimRight(r.s[r.sent.Start:speaker.Start], " ")
	if !strings.HasSuffix(before, ",") {
		return Span{}, false
	}
	if opensQuote(before) {
		return Span{}, true
	}
	return Span{r.sent.Start, r.end}, true
}

func opensQuote(s string) bool { return strings.HasPrefix(s, "“") || strings.HasPrefix(s, "\"") }

// hedged reads "the boats are expected to go", "the boats have reportedly gone": the whole clause is by a speaker who
// is not named.
func (r *sentence) hedged(i int) (ReportedSpeech, bool) {
	words := r.words
	next, before := "", ""
	if i+1 < len(words) && blank(words[i+1].before) {
		next = words[i+1].lower
	}
	if i > 0 && blank(words[i].before) {
		before = words[i-1].lower
	}
	switch w := words[i].lower; {
	case r.Has(language.Seem, w):
		if next == "" || r.Has(language.Infinitives, before) || !r.Has(language.Infinitives, next) && r.Has(language.Prepositions, next) {
			return ReportedSpeech{}, false
		}
	case r.Has(language.Expected, w):
		if !r.Has(language.Infinitives, next) || !r.Has(language.Have, before) && !r.Has(language.ExpectedAfter, before) {
			return ReportedSpeech{}, false
		}
	case r.Has(language.Reportedly, w):
	default:
		return ReportedSpeech{}, false
	}
	head := i
	for head > 0 && r.Has(language.Between, words[head-1].lower) && blank(words[head].before) {
		head--
	}
	who := r.subject(words, head)
	if who.End == 0 {
		return ReportedSpeech{}, false
	}
	stop := r.contentStop(words, i, todo, r.subordinate(words, head), r.end)
	return ReportedSpeech{Cue: words[i].Span, Content: Span{who.Start, stop}}, stop > words[i].End
}

// passive reads "the plan was criticised by the clerk", of which the plan is the content, and "the plan was called a
// mistake", of which all is.
func (r *sentence) passive(i int) (ReportedSpeech, bool) {
	words := r.words
	participle := words[i].frame == thing && words[i].form == finite && r.End(language.ReportingPresent, words[i].lower) == "" ||
		r.Has(language.Passives, words[i].lower)
	if i == 0 || !participle || words[i].upper && !r.title {
		return ReportedSpeech{}, false
	}
	next := r.next(i)
	if r.Has(language.SeenKnown, words[i].lower) && (next == nil || !r.Has(language.SeenKnownBefore, next.lower)) {
		return ReportedSpeech{}, false // by eyes, or by name
	}
	head, be := i, false
	for head > 0 && (r.Has(language.Between, words[head-1].lower) ||
		r.End(language.AdverbEndings, words[head-1].lower) != "") &&
		blank(words[head].before) {
		head--
		be = be || r.Has(language.Be, words[head].lower)
	}
	who := Span{}
	if be {
		who = r.subject(words, head)
	}
	if who.End == 0 {
		return ReportedSpeech{}, false
	}
	x := ReportedSpeech{Cue: words[i].Span, Content: who}
	if next != nil && r.Has(language.Doers, next.lower) && i+2 < len(words) {
		x.Speaker = r.phrase(i + 2)
		return x, true
	}
	x.Content.End = r.contentStop(words, i, thing, r.subordinate(words, head), r.end)
	return x, x.Content.End > words[i].End
}

// Turn reads a turn of an interview, "Brown: The boats were full. They always are."
func (r *Reader) Turn(block string) (ReportedSpeech, bool) {
	const longest = 5 // words of a name with its title
	i := strings.Index(block, ": ")
	if i <= 0 || strings.ContainsAny(block[:i], ".,;!?“\"") && !strings.HasSuffix(block[:i], ".") {
		return ReportedSpeech{}, false
	}
	words := r.tokens(block, 0, i)
	content := strings.TrimSpace(block[i+2:])
	if len(words) == 0 || len(words) > longest || content == "" || unicode.IsDigit(first(content)) ||
		strings.Contains(block[:i], "''") {
		return ReportedSpeech{}, false
	}
	for _, w := range words {
		if !unicode.IsUpper(first(w.text(block))) {
			return ReportedSpeech{}, false
		}
	}
	if first(content) == '“' || first(content) == '"' {
		return ReportedSpeech{}, false
	}
	start := i + 2 + strings.Index(block[i+2:], content)
	content = strings.TrimRight(content, ".")
	return ReportedSpeech{Speaker: Span{0, i}, Cue: Span{i, i + 1}, Content: Span{start, start + len(content)}}, true
}

// inverted reads "…, said the minister": what stands before the comma is the content.
func (r *sentence) inverted(i int) (ReportedSpeech, bool) {
	words := r.words
	next := r.next(i)
	if i < leastClause || next == nil || !strings.HasSuffix(strings.TrimSpace(words[i].before), ",") ||
		words[i-1].quoted || opensQuote(r.s[r.sent.Start:]) {
		return ReportedSpeech{}, false
	}
	if words[i].frame != clause || words[i].upper {
		return ReportedSpeech{}, false
	}
	np := r.phrase(i + 1)
	if next := after(words, np.End); next != nil && blank(next.before) && !r.Has(language.AfterSpeakers, next.lower) &&
		!next.quoted {
		return ReportedSpeech{}, false // "Brown, a lawyer, said the boats were full"
	}
	if np.End == 0 || !(next.upper || r.Has(language.Determiners, next.lower)) ||
		r.find(words, i+1, 8, language.That) > 0 {
		return ReportedSpeech{}, false
	}
	r.last = r.described(r.s[:r.sent.End], np)
	return ReportedSpeech{Speaker: r.last, Cue: words[i].Span, Content: Span{r.sent.Start, words[i-1].End}}, true
}

// blank reports whether s is white space, by its first character where it is not, as between most words.
func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// accordingTo reads "according to the clerk, …" and "…, according to the clerk".
func (r *sentence) accordingTo(i int) (ReportedSpeech, bool) {
	words, start := r.words, r.sent.Start
	if next := r.next(i); next == nil || !r.Has(language.AccordingTo, words[i].lower+" "+next.lower) {
		return ReportedSpeech{}, false
	}
	const longest = 14 // words of a source with its description
	end := i + 2       // the word after the source
	for end < len(words) && end < i+2+longest && (end == i+2 || !strings.ContainsAny(words[end].before, ",;:“\"")) {
		end++
	}
	if end == i+2 {
		return ReportedSpeech{}, false
	}
	x := ReportedSpeech{Speaker: Span{words[i+2].Start, words[end-1].End}, Cue: Span{words[i].Start, words[i+1].End}}
	before := strings.TrimRight(r.s[start:words[i].Start], " ,")
	if len(strings.Fields(before)) >= leastClause {
		x.Content = Span{start, start + len(before)}
		return x, true
	}
	after := x.Speaker.End
	for after < r.end && (r.s[after] == ',' || r.s[after] == ' ') {
		after++
	}
	x.Content = Span{after, r.end}
	return x, after > x.Speaker.End && after < r.end
}
