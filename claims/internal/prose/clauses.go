package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Indirect speech in other languages than English, where spaces part words. English is read by its verbs and what each
// takes (speech.go); here a sentence is cut into clauses at its commas, and each is asked how it reports another:
//
//	Der Lotse sagte, dass …              a verb of saying, and a clause that begins with "that" (That)
//	El alcalde dijo ayer que …           the same without a comma, with what says when between the two
//	Der Lotse sagte, er werde …          where the language has a mood for that (Subjunctive), any clause
//	Der Rat forderte, sie zu bauen.      or an infinitive (Infinitives)
//	Le maire promet de partir            (InfinitiveEndings), with who is told to before it (ReportingTo)
//	…, sagte der Lotse                   the clause before
//	…, so der Lotse                      the same, with a word that stands for the verb (SaidShort)
//	Ông An cho biết …                    the same, where a verb needs no "that" (SayingBare)
//	Laut dem Lotsen werde …              a preposition (AccordingTo)
//	dem Lotsen zufolge werde …           or one that stands after the source (AccordingAfter); wonach has none
//	Wie der Lotse sagte, …               a clause that says who says the other (AsSaid)
//	die Ansicht des Lotsen, dass …       a noun (ClaimNouns)
//	…. Das sagte der Lotse.              the sentence before (PointsBack)
//	Der Rat kritisierte den Plan.        a verb that may take a thing (SayingThings): its whole clause
//	Die Fähre soll gesunken sein.        hearsay, by nobody (Reportedly)
//	Er sei allein gewesen.               that mood alone: whoever was heard last goes on, if he did so right before
//
// A file that has words under That is read in this way; the other keys may be left out. Verbs are those of Saying, which
// present quotations too, and SayingThings, with an auxiliary before them (Auxiliaries) or not; with one of Be they are
// passive, and nobody speaks. A verb in two parts, "teilte … mit", is one entry, teilte_mit; its second word stands
// next, or at the end of the clause. So may those of Reportedly do, soll_sein. An entry of AccordingTo in two words may
// have one or two between them: nach_angaben is "nach eigenen Angaben" as well.
//
// The speaker is what stands before the verb, without words of BeforeVerbs, unless it begins by saying when or where
// (Governing, TimeWords); else what follows the verb, up to a word of SpeakerEnds. A source that no comma ends goes on
// to the verb: a word of Have, or in German, where nouns have capitals (Capitals), a small one where none is expected.
//
// Where nouns have no capitals, the speaker is found as that of a quotation is (foreign.go), and a remark after what is
// said needs one who speaks after its verb, or nothing at all there.
//
// Each clause looks at the one before it and at the next few, so that the cost grows with the length of a sentence.

// An account is a sentence read for what it reports.
type account struct {
	*Reader
	s       string
	sent    Span
	end     int // of the sentence without its full stop
	words   []word
	clauses []clauseOf
	out     []ReportedSpeech
	before  Span     // the sentence before
	speaker Span     // who is heard there
	heard   bool     // whether anybody is
	spans   []Span   // of words; nil until asked for (stretch)
	lower   []string // words, with straight apostrophes
	quote   Span     // the words of the quotation whose speaker is looked for, if one is (beside.go)
	free    bool     // the sentence is all in the subjunctive, without a word that says so
}

// A clauseOf a sentence is words[from:to] of it, from one comma to the next.
type clauseOf struct {
	from, to int
	mark     byte // what stands before it: one of ,:;- or & for an "and" before a verb; 0 at the head of the sentence
}

// A verbAt is a verb of saying in a clause.
type verbAt struct {
	at, last int  // its words: the auxiliary and the participle, or the verb and its particle; or one twice
	finite   bool // it is no participle
	passive  bool // nobody is named as who speaks
	clause   bool // it is one of Saying, which take a clause
	thing    bool // it is one of SayingThings, and a verb that stands where those of main clauses do
}

// accounts returns the reports in one block of text.
func (r *Reader) accounts(s string, pairs []Pair) (out []ReportedSpeech) {
	var a account
	for _, sent := range r.wholeSentences(s, pairs) {
		if sent.End-sent.Start > longestSentence {
			continue
		}
		var here []Pair
		here, pairs = overlapping(pairs, sent)
		a = account{Reader: r, s: s, sent: sent, end: contentEnd(s, sent), words: r.wordsOf(s, sent, here),
			before: a.sent, speaker: a.speaker, heard: a.heard, free: a.free}
		if len(a.words) == 0 {
			continue
		}
		if dash(s[sent.Start:]) {
			a.sent.Start = a.words[0].Start // — Nous partons, dit le maire.
		}
		a.cut()
		for k := range a.clauses {
			if len(a.out) < mostReports {
				a.read(k)
			}
		}
		free := len(a.out) == 0 && a.inMood() && a.out[0].Content.Start == sent.Start
		if n := len(out); free && a.free && n > 0 {
			out[n-1].Content.End = a.end // one speech in several sentences
		} else {
			out = append(out, a.out...)
		}
		a.free = free
		a.speaker, a.heard = a.lastSpeaker()
	}
	return out
}

// lastSpeaker returns who is heard last in the sentence, be it in a quotation, or to have said what is not told: "Der
// Lotse äußerte Zweifel". heard is false if nobody is.
func (a *account) lastSpeaker() (who Span, heard bool) {
	if n := len(a.out); n > 0 {
		return a.out[n-1].Speaker, true
	}
	if !a.Nouns() {
		return Span{}, false
	}
	for k := len(a.clauses) - 1; k >= 0; k-- {
		if v, ok := a.verbIn(a.clauses[k], a.clauses[k].from); ok && v.clause {
			return a.subject(k, v), true
		}
	}
	return Span{}, false
}

// cut parts the sentence into clauses.
func (a *account) cut() {
	from, mark := 0, byte(0)
	for i := 1; i < len(a.words); i++ {
		w := &a.words[i]
		if (w.quoted && a.words[i-1].quoted || a.inQuote(i) && a.inQuote(i-1)) && !strings.ContainsAny(w.before, "“”„\"«»") {
			continue
		}
		m := clauseMark(w.before)
		if a.is(language.Ands, i) && i+1 < len(a.words) && blank(a.words[i+1].before) && !a.words[i+1].upper &&
			(a.is(language.Saying, i+1) || a.is(language.SayingThings, i+1) || a.is(language.Thinking, i+1) ||
				a.goesOnSaying(i+1)) {
			m = '&'
		}
		if m != 0 {
			a.clauses = append(a.clauses, clauseOf{from, i, mark})
			from, mark = i, m
		}
	}
	a.clauses = append(a.clauses, clauseOf{from, len(a.words), mark})
}

// goesOnSaying reports whether a verb of saying in more than one word begins at words[i]: et a également déclaré.
func (a *account) goesOnSaying(i int) bool {
	if a.Nouns() {
		return false
	}
	st := a.stretch(i, len(a.words))
	k := 0
	for k < len(st.words)-1 && st.Has(language.BeforeVerbs, st.lower[k]) && st.joined(k+1) {
		k++
	}
	n, _ := st.verb(k)
	return n > 0
}

// clauseMark returns what parts two clauses in the text between two words; 0 if nothing does.
func clauseMark(between string) byte {
	if len(between) < 2 { // a comma within a number
		return 0
	}
	switch {
	case strings.Contains(between, ";") || strings.Contains(between, "؛"):
		return ';'
	case strings.Contains(between, ":"):
		return ':'
	case strings.Contains(between, ",") || strings.Contains(between, "،"):
		return ','
	case isBlank(between) && dash(strings.TrimSpace(between)): // and not Bahn- und Busnetz
		return '-'
	}
	return 0
}

// read reads what one clause reports of others.
func (a *account) read(k int) {
	for _, read := range [...]func(*account, int) bool{
		(*account).according, (*account).asSaid, (*account).verb, (*account).noun, (*account).hearsay} {
		if read(a, k) {
			return
		}
	}
}

// report adds a report.
func (a *account) report(speaker, cue, content Span) bool {
	if content.Start >= content.End || cue.End > 0 && content.Start >= cue.Start && content.End <= cue.End {
		return false
	}
	if n := len(a.out); n > 0 && a.out[n-1].Content == content {
		return false
	}
	a.out = append(a.out, ReportedSpeech{Speaker: speaker, Cue: cue, Content: content})
	return true
}

// rest returns the sentence from words[i] on, with an opening mark before it, to where the speaker goes on to something
// else: "und warnte …".
func (a *account) rest(i int) Span {
	if i >= len(a.words) {
		return Span{}
	}
	start := a.words[i].Start
	if a.words[i].quoted {
		between := strings.TrimRight(a.words[i].before, "“„\"«» \u00a0\u202f") // « le port »
		mark := a.words[i].before[len(between):]
		start -= len(strings.TrimLeft(mark, " \u00a0\u202f"))
	}
	for _, c := range a.clauses {
		if c.from > i && (c.mark == '&' || a.saysOn(c)) {
			return Span{start, a.ended(c.from)}
		}
	}
	return Span{start, a.end}
}

// saysOn reports whether a clause after a comma begins with a verb of saying that has the subject of the one before, y
// añadió que, quien agregó que, or joins another report, pero el alcalde dijo que.
func (a *account) saysOn(c clauseOf) bool {
	i := c.from
	if c.mark != ',' || a.Nouns() {
		return false
	}
	joined := a.is(language.Ands, i) || a.is(language.Relatives, i)
	for i < c.to && (a.is(language.Ands, i) || a.is(language.Relatives, i) || a.is(language.BeforeVerbs, i)) {
		i++
	}
	if i == c.to {
		return false
	}
	v, ok := a.verbIn(clauseOf{i, c.to, c.mark}, i)
	if ok && a.is(language.Ands, c.from) && v.at > i {
		return true // pero el alcalde dijo que
	}
	prefixed := a.Begins(language.VerbPrefixes, a.words[c.from].lower) // وأكدت أن
	return ok && v.at == i && (joined || prefixed) && (a.thatAfter(v, c) > 0 || a.quotes(v))
}

// quotes reports whether a quotation stands right after a verb.
func (a *account) quotes(v verbAt) bool { return v.last+1 < len(a.words) && a.words[v.last+1].quoted }

// thatAfter returns the word at which the clause begins that a verb takes, without "that": after it in its clause,
// perhaps with who, when and where between them; 0 if none does.
func (a *account) thatAfter(v verbAt, c clauseOf) int {
	from := v.at + 1
	if !a.Nouns() {
		from = v.last + 1 // cho rằng is one verb
	}
	if next := v.last + 1; v.at > c.from && next < c.to && !a.words[next].quoted && a.mayJoinThat(a.words[next].lower) {
		return next
	}
	for i := from; i < c.to; i++ {
		if a.is(language.That, i) || a.opensWith(language.That, i) {
			if i > v.last+1 && a.is(language.Relatives, i) && !a.between(v.last+1, i, c) {
				return 0 // explicó el plan que …
			}
			return i
		}
	}
	return 0
}

// between reports whether words[i:k], between a verb and "that", say who, when or where: and not what.
func (a *account) between(i, k int, c clauseOf) bool {
	st := a.stretch(i, k)
	return st.when(0) || a.is(language.Governing, i) || a.is(language.BeforeVerbs, i) ||
		a.End(language.AdverbEndings, a.words[i].lower) != "" || st.person(0, k-i)
}

// stretch returns words[i:k] as foreign.go reads them.
func (a *account) stretch(i, k int) stretch {
	if a.spans == nil {
		a.spans, a.lower = make([]Span, len(a.words)), make([]string, len(a.words))
		for n := range a.words {
			a.spans[n], a.lower[n] = a.words[n].Span, strings.ReplaceAll(a.words[n].lower, "’", "'")
		}
	}
	return stretch{a.Reader, a.s, a.spans[i:k], a.lower[i:k]}
}

// ended returns where what stands before words[i] ends, with its closing mark.
func (a *account) ended(i int) int {
	gap := a.words[i].before
	closing := 0
	for n, c := range gap {
		if !strings.ContainsRune("”“\"»«’", c) {
			break
		}
		closing = n + utf8.RuneLen(c)
	}
	return a.words[i].Start - len(gap) + closing
}

// upTo returns the sentence up to the clause k; the zero Span if that is a quotation alone, or too little.
func (a *account) upTo(k int) Span {
	i := a.clauses[k].from
	if i < leastClause || a.words[0].quoted && a.words[i-1].quoted && !a.mixed(i) {
		return Span{}
	}
	for n := i - 1; n > 0 && a.words[n].quoted; n-- {
		if clauseMark(a.words[n].before) == ':' && !a.words[n-1].quoted {
			return Span{} // a quotation that was announced
		}
	}
	return Span{a.sent.Start, a.ended(i)}
}

// mixed reports whether a word before words[i] stands in no quotation marks.
func (a *account) mixed(i int) bool {
	for k := range i {
		if !a.words[k].quoted {
			return true
		}
	}
	return false
}

// whole returns the sentence that clause k belongs to: not what another "and" began, nor a quotation after a colon.
func (a *account) whole(k int) Span {
	all := Span{a.sent.Start, a.end}
	for n, c := range a.clauses {
		switch {
		case c.mark == '&' && n <= k:
			all.Start = a.words[c.from].Start
		case n > k && (c.mark == '&' || c.mark == ':' && a.words[c.from].quoted):
			all.End = a.ended(c.from)
			return all
		}
	}
	return all
}

// is reports whether words[i] is among the words of a key, and not quoted.
func (a *account) is(k language.Key, i int) bool {
	return i >= 0 && i < len(a.words) && !a.words[i].quoted && !a.inQuote(i) && a.Has(k, a.words[i].lower)
}

// parts reports whether words[i] and the word next to it, the last of its clause, or a preposition soon after it, are an
// entry in two words; last is where the second stands.
func (a *account) parts(k language.Key, i int, c clauseOf) (last int, ok bool) {
	const near = 8 // words: "sprach der Lotse am Montag von …"
	for last := i + 1; last < c.to; last++ {
		if last > i+1 && last < c.to-1 {
			if last > i+near {
				last = c.to - 1
			} else if !a.is(language.Governing, last) {
				continue
			}
		}
		if !a.words[last].quoted && !a.inQuote(last) && a.Has(k, a.words[i].lower+" "+a.words[last].lower) {
			return last, true
		}
	}
	// "von einem Fehler sprach der Lotse"
	if c.from < i && a.is(language.Governing, c.from) && a.Has(k, a.words[i].lower+" "+a.words[c.from].lower) {
		return i, true
	}
	return 0, false
}

// verbIn returns the first verb of saying in a clause from words[i] on.
func (a *account) verbIn(c clauseOf, i int) (v verbAt, ok bool) {
	for ; i < c.to; i++ {
		if w := &a.words[i]; w.quoted || a.inQuote(i) || w.upper && i > 0 || i+1 < c.to && a.words[i+1].upper &&
			(a.is(language.Articles, i-1) || a.is(language.Determiners, i-1)) { // die geforderte Summe
			continue
		}
		known := false
		for _, k := range [...]language.Key{language.Saying, language.SayingThings, language.Thinking} {
			found, ok := a.verbOf(k, c, i)
			if !ok || known && found.last < v.last {
				continue
			}
			v.at, v.last, v.passive = found.at, found.last, found.passive
			v.clause = v.clause || k == language.Saying
			v.thing = v.thing || k == language.SayingThings && found.finite
			known = true
		}
		if known {
			return v, true
		}
	}
	return verbAt{}, false
}

// verbOf returns the verb of a key that words[i] begins, or ends if it is a participle.
func (a *account) verbOf(k language.Key, c clauseOf, i int) (v verbAt, ok bool) {
	v = verbAt{at: i, last: i, finite: true}
	if !a.Nouns() {
		st := a.stretch(c.from, c.to)
		n := st.entry(k, i-c.from)
		if k == language.Saying {
			n, _ = st.verb(i - c.from)
		}
		v.last += n - 1
		return v, n > 0 && !st.noun(i-c.from)
	}
	if last, ok := a.parts(k, i, c); ok {
		v.last, v.passive = last, a.is(language.Be, i) && k != language.Saying // er wird zitiert
		return v, true
	}
	if aux, be := a.is(language.Auxiliaries, i), a.is(language.Be, i); aux || be {
		for _, last := range [...]int{i + 1, c.to - 1} {
			if last > i && last < c.to && a.is(k, last) {
				v.last, v.passive, v.finite = last, be && !aux, false
				return v, true
			}
		}
	}
	if i > c.from && a.is(language.Auxiliaries, i-1) {
		v.at, v.finite = i-1, false
	}
	return v, a.is(k, i)
}

// begins reports whether a clause begins with a word of a key, after one that joins it to another.
func (a *account) begins(k language.Key, c clauseOf) bool {
	i := c.from
	if a.is(language.Ands, i) && i+1 < c.to {
		i++
	}
	return a.is(k, i) || a.opensWith(k, i)
}

// opensWith reports whether words[i] is a word of a key with another written to it by an apostrophe: qu'il.
func (a *account) opensWith(k language.Key, i int) bool {
	if i >= len(a.words) || a.words[i].quoted {
		return false
	}
	if k == language.That && a.joinsThat(a.words[i].lower) {
		return true
	}
	n := strings.IndexAny(a.words[i].lower, "'’")
	return n > 0 && a.Has(k, a.words[i].lower[:n]+"'")
}

// joinsThat reports whether a word has "that" written to it: שהמעבורת, and not שבוע, a week.
func (r *Reader) joinsThat(w string) bool {
	p := r.Begin(language.ThatPrefixes, w)
	return p != "" && (r.Begins(language.ArticlePrefixes, w[len(p):]) || r.Has(language.Grammar, w[len(p):]) ||
		r.Has(language.Negations, w[len(p):]) || r.Has(language.FunctionWords, w[len(p):]))
}

// mayJoinThat reports whether a word right after a speaker and his verb may have it: שתפליג.
func (r *Reader) mayJoinThat(w string) bool {
	const least = 3 // letters of a verb
	p := r.Begin(language.ThatPrefixes, w)
	return p != "" && utf8.RuneCountInString(w[len(p):]) >= least && r.Classify(w) == Open && !r.Has(language.Nobodies, w) &&
		!r.Has(language.Offices, w) && !r.Has(language.SpeakerEnds, w) && !r.Has(language.FunctionWords, w)
}

// said returns what a verb of clause k reports that stands after it.
func (a *account) said(k int, v verbAt) Span {
	const near = 3 // clauses: "sagte der Lotse, ein Fischer, dass …"
	c := a.clauses[k]
	if i := a.thatAfter(v, c); i > 0 {
		return a.rest(i)
	}
	if a.bare(k, v) {
		return a.rest(v.last + 1)
	}
	if i := a.todo(v, c); i > 0 {
		return a.rest(i)
	}
	if k+1 == len(a.clauses) {
		return Span{}
	}
	next := a.clauses[k+1]
	if next.mark == ':' {
		if a.words[next.from].quoted {
			return Span{} // a quotation, which has its own attribution
		}
		return a.rest(next.from)
	}
	for n := k + 1; n < len(a.clauses) && n <= k+near && a.clauses[n].mark == ','; n++ {
		if at := a.clauses[n].from; a.begins(language.That, a.clauses[n]) {
			if a.is(language.Relatives, at) && !a.is(language.Articles, at) && (n == k+1 || v.at == c.from) {
				break // …», relató Soto, que …
			}
			return a.rest(at)
		}
		if at := a.aside(a.clauses[n]); at > 0 && n > k+1 {
			return a.rest(at)
		}
		if _, ok := a.verbIn(a.clauses[n], a.clauses[n].from); ok {
			break
		}
	}
	if next.mark != ',' || !a.moods() || a.begins(language.Subordinators, next) || a.begins(language.Ands, next) {
		return Span{}
	}
	if a.subjunctive(next) && !a.relative(next) || a.infinitive(next) {
		return a.rest(next.from)
	}
	if n := k + 2; n < len(a.clauses) && a.relative(next) &&
		(a.subjunctive(a.clauses[n]) || a.infinitive(a.clauses[n])) {
		return a.rest(a.clauses[n].from) // after a clause on who stands before the comma
	}
	if !v.clause || v.at == c.from && k > 0 && c.mark == ',' && !a.onlySubordinate(k) ||
		a.relative(next) {
		return Span{}
	}
	return a.rest(next.from)
}

// aside returns the word of "that" in a clause that says before it when or where: dijo Soto, el alcalde, en su discurso
// que …; 0 if there is none.
func (a *account) aside(c clauseOf) int {
	if a.Nouns() || !a.stretch(c.from, c.to).when(0) && !a.is(language.Governing, c.from) {
		return 0
	}
	const longest = 8 // words
	for i := c.from + 1; i < c.to && i <= c.from+longest; i++ {
		if a.is(language.That, i) || a.opensWith(language.That, i) {
			return i
		}
	}
	return 0
}

// todo returns the word at which an infinitive begins that a verb takes: promet de partir, asegura no saber; with whom it
// is said to before it if the verb is one of ReportingTo: a appelé les passagers à attendre. 0 if there is none.
func (a *account) todo(v verbAt, c clauseOf) int {
	const longest = 8 // words of whom it is said to
	if a.Nouns() {
		return 0
	}
	last := v.last + 1
	if a.stretch(v.at, v.last+1).among(language.ReportingTo) {
		last += longest
	}
	for i := v.last + 1; i < c.to && i <= last; i++ {
		if a.words[i].quoted || !blank(a.words[i].before) {
			return 0
		}
		k := i
		if a.is(language.Infinitives, k) {
			k++
		}
		for k < c.to && a.is(language.Negations, k) {
			k++
		}
		if k < c.to && !a.words[k].quoted && !a.words[k].upper && a.End(language.InfinitiveEndings, a.words[k].lower) != "" {
			if st := a.stretch(k, c.to); !st.when(0) && !st.determines(0) {
				return i
			}
		}
	}
	return 0
}

// bare reports whether what is said stands after a verb without "that": ông An cho biết phà không chạy.
func (a *account) bare(k int, v verbAt) bool {
	c, next := a.clauses[k], v.last+1
	if next >= len(a.words) || a.words[next].quoted || strings.Contains(a.words[next].before, ":") {
		return false
	}
	st := a.stretch(v.at, next)
	subject := v.at > c.from || k > 0 && c.mark == ',' && a.describes(k-1) // ông An, Giám đốc Cảng vụ, cho biết
	if st.entry(language.SayingBare, 0) != next-v.at || !subject || a.is(language.Governing, next) ||
		a.stretch(next, len(a.words)).when(0) {
		return false
	}
	if c.mark == '&' {
		return true
	}
	st = a.stretch(0, next)
	who := st.subject(st.group(v.at))
	return who.End > 0 && st.person(st.at(who.Start), st.at(who.End))
}

// relative reports whether a clause that begins with a word of Relatives, after a preposition or not, is one on who or
// what stands before it: no noun follows that word, and no verb in the mood of what others say.
func (a *account) relative(c clauseOf) bool {
	if a.is(language.Governing, c.from) && a.is(language.Relatives, c.from+1) {
		return !a.words[min(c.from+2, c.to-1)].upper
	}
	return a.is(language.Relatives, c.from) && c.from+1 < c.to && !a.words[c.from+1].upper &&
		!a.is(language.Subjunctive, c.from+1) && !a.is(language.SubjunctiveAlso, c.from+1)
}

// infinitive reports whether a clause is one: die Fähre zu bauen, die Fähre umzubauen.
func (a *account) infinitive(c clauseOf) bool {
	const most = 3 // words after it: "zu bauen begonnen haben"
	for i := c.to - 1; i >= c.from && i >= c.to-most; i-- {
		if a.is(language.Infinitives, i) {
			return true
		}
		if w := a.words[i].lower; !a.words[i].quoted && !a.words[i].upper && a.Find(language.Infinitives, func(to string) bool {
			at := strings.Index(w, to)
			return at > 1 && at+len(to)+2 < len(w) && a.End(language.SplitEndings, w) != ""
		}) {
			return true
		}
	}
	return false
}

// moods reports whether the language has a mood for what others say.
func (a *account) moods() bool { return a.any(language.Subjunctive) }

// subjunctive reports whether a clause is in it, or in one that may stand for it.
func (a *account) subjunctive(c clauseOf) bool {
	return a.among(language.Subjunctive, c) || a.among(language.SubjunctiveAlso, c)
}

// among reports whether a clause has a word of a key.
func (a *account) among(k language.Key, c clauseOf) bool {
	for i := c.from; i < c.to; i++ {
		if a.is(k, i) && (k == language.ClaimNouns || !a.words[i].upper && !a.is(language.First, i-1) &&
			!a.is(language.First, i+1)) { // ich habe
			return true
		}
	}
	return false
}

// verb reads "Der Lotse sagte, …" and "…, sagte der Lotse".
func (a *account) verb(k int) bool {
	c := a.clauses[k]
	v, ok := a.verbIn(c, c.from)
	if !ok {
		if k > 0 && c.mark == ',' && a.is(language.SaidShort, c.from) {
			return a.short(k)
		}
		return false
	}
	const most = 3 // verbs in a clause, the first of which may be nouns: Báo cáo nêu rõ …
	for n := 1; n < most && !a.Nouns() && !a.heads(k, v) && a.said(k, v).End == 0; n++ {
		next, ok := a.verbIn(c, v.last+1)
		if !ok {
			break
		}
		v = next
	}
	cue := Span{a.words[v.at].Start, a.words[v.at].End}
	if v.last == v.at+1 {
		cue.End = a.words[v.last].End
	}
	inverted := a.heads(k, v) && k > 0 && (c.mark == ',' || c.mark == '-' && !a.Nouns()) && !a.onlySubordinate(k) &&
		!(a.Nouns() && a.apposition(k).End > 0)
	content := a.said(k, v)
	if content.End > 0 && !(inverted && a.subjunctive(a.clauses[k-1]) && content.Start > a.words[c.to-1].Start &&
		!a.begins(language.That, a.clauses[k+1])) {
		return a.report(a.subject(k, v), cue, content)
	}
	if a.announces(k, v) {
		return false
	}
	if v.clause && inverted {
		return a.report(a.subject(k, v), cue, a.around(k))
	}
	if k == 0 && a.pointsBack(v) {
		return a.report(a.subject(k, v), cue, Span{a.before.Start, contentEnd(a.s, a.before)})
	}
	if !v.thing || len(a.out) > 0 && c.mark != '&' || a.begins(language.Relatives, c) && k > 0 ||
		a.begins(language.Subordinators, c) || a.begins(language.That, c) || a.begins(language.AsSaid, c) {
		return false
	}
	if a.Nouns() && slices.ContainsFunc(a.words[c.from:c.to], func(w word) bool { return w.quoted }) {
		return false // nannte den Plan „leer“
	}
	return a.report(a.subject(k, v), cue, a.whole(k))
}

// heads reports whether a verb stands at the head of clause k, and nothing after it but who speaks: …, lui a répondu le
// maire.
func (a *account) heads(k int, v verbAt) bool {
	c := a.clauses[k]
	if a.Nouns() {
		return v.at == c.from
	}
	st := a.stretch(c.from, c.to)
	at := v.at - c.from
	if _, pronoun := st.verb(at); st.group(at) > 0 || at > 0 && st.negates(at-1) {
		return false
	} else if pronoun.End > 0 || v.last == c.to-1 && k > 0 && !a.describes(k-1) && !a.words[0].quoted {
		return true
	}
	who := st.speaker(v.last + 1 - c.from)
	if who.End == 0 || st.bare() || st.person(st.at(who.Start), st.at(who.End)) {
		return who.End > 0
	}
	goesOn := k+1 < len(a.clauses) && !a.begins(language.Ands, a.clauses[k+1]) && !a.begins(language.Relatives, a.clauses[k+1])
	return goesOn || k > 0 && a.clauses[k-1].to-a.clauses[k-1].from > leastClause && !a.describes(k-1) // not: Soto, alcalde, explicó el plan
}

// pointsBack reads "Das sagte der Lotse".
func (a *account) pointsBack(v verbAt) bool {
	return v.at == 1 && a.is(language.PointsBack, 0) && a.before.End > 0
}

// announces reports whether a verb of clause k stands right before a quotation, which has its own attribution.
func (a *account) announces(k int, v verbAt) bool {
	next := v.last + 1
	return next < len(a.words) && a.words[next].quoted && !a.Nouns() || k+1 < len(a.clauses) && a.clauses[k+1].mark == ':'
}

// around returns what a remark at clause k reports: what stands before it, or all if the sentence goes on after it.
func (a *account) around(k int) Span {
	if !a.Nouns() && k+2 == len(a.clauses) && a.describes(k+1) {
		return a.upTo(k)
	}
	if k+1 < len(a.clauses) && a.clauses[k+1].mark == ',' && !a.begins(language.Ands, a.clauses[k+1]) &&
		!a.begins(language.Saying, a.clauses[k+1]) &&
		!a.begins(language.Relatives, a.clauses[k+1]) && !a.begins(language.Subordinators, a.clauses[k+1]) {
		if a.words[0].quoted {
			return Span{}
		}
		return a.whole(k)
	}
	return a.upTo(k)
}

// onlySubordinate reports whether nothing but a subordinate clause stands before clause k: "Als er kam, sagte er …".
func (a *account) onlySubordinate(k int) bool {
	return k == 1 && (a.begins(language.Subordinators, a.clauses[0]) || a.begins(language.That, a.clauses[0]))
}

// short reads "…, so der Lotse".
func (a *account) short(k int) bool {
	const longest = 12 // words of a name with its office
	c := a.clauses[k]
	next := c.from + 1
	if a.is(language.Saying, next) { // so urteilte der Lotse
		next++
	}
	if c.to-c.from > longest || next >= c.to || a.is(language.Subjunctive, next) || a.is(language.Have, next) ||
		!a.starts(next) && !a.is(language.Pronouns, next) {
		return false
	}
	return a.report(a.described(a.phrase(next, c.to), k), a.words[c.from].Span, a.around(k))
}

// according reads "Laut dem Lotsen …", "…, laut dem Lotsen", "dem Lotsen zufolge …".
func (a *account) according(k int) bool {
	c := a.clauses[k]
	for i := c.from; i < c.to; i++ {
		if a.words[i].quoted {
			continue
		}
		if a.is(language.AccordingAfter, i) || i > c.from && !a.words[i-1].quoted &&
			a.Has(language.AccordingAfter, a.words[i-1].lower+" "+a.words[i].lower) {
			return a.source(k, a.sourceBefore(c.from, i), i)
		}
		if a.is(language.ViewOf, i) && i == c.from && i+1 < c.to && a.stretch(i+1, c.to).office(0) { // pour le maire, c'est …
			if end := a.sourceEnd(i+1, c, false); end == c.to && k+1 < len(a.clauses) {
				return a.sourced(k, Span{i + 1, end}, Span{i, end - 1})
			}
		}
		if from := a.accordingTo(i, c); from > 0 && (a.Nouns() || a.sources(i, from, k)) {
			end := a.sourceEnd(from, c, from > i+1)
			if end == from && from < i+2 {
				continue
			}
			return a.sourced(k, Span{from, end}, Span{i, end - 1})
		}
	}
	return false
}

// sources reports whether "according to" at words[i], with a source from words[from] on, stands at the head of its clause
// or ends the sentence with somebody's name: and not "el precio varía según la zona".
func (a *account) sources(i, from, k int) bool {
	c := a.clauses[k]
	head := c.from
	for head < i && (a.is(language.Ands, head) || a.is(language.BeforeVerbs, head)) {
		head++
	}
	st := a.stretch(from, len(a.words))
	return i == head && (k == 0 || c.mark == ',' || c.mark == ';' || c.mark == '-') ||
		c.to == len(a.words) && i > c.from+leastClause && a.any(language.Articles) && st.person(0, len(st.words))
}

// accordingTo returns the word after "according to" at words[i]; 0 if that does not stand there.
func (a *account) accordingTo(i int, c clauseOf) int {
	const most = 2 // words between two: "nach ersten Angaben"
	for n := i + 1; n < c.to && n <= i+1+most && !a.words[n].quoted; n++ {
		if a.Has(language.AccordingTo, a.words[i].lower+" "+a.words[n].lower) {
			return n + 1
		}
	}
	if i+2 < c.to && a.Has(language.AccordingTo, a.words[i].lower+" "+a.words[i+1].lower+" "+a.words[i+2].lower) {
		return i + 3
	}
	if a.is(language.AccordingTo, i) {
		return i + 1
	}
	return 0
}

// sourceEnd returns where the source that begins with words[i] ends: with its clause, or at a verb. noun says that a
// noun stands before it: nach Angaben | der Polizei.
func (a *account) sourceEnd(i int, c clauseOf, noun bool) int {
	const adjectives = 4 // in a row
	capitals, small, open := a.Nouns(), 0, false
	head := i <= c.from+2 // where all before the verb is the source
	for from := i; i < c.to; i++ {
		w := &a.words[i]
		determined := i > from && (a.is(language.Articles, i-1) || a.is(language.Determiners, i-1))
		switch {
		case w.quoted || a.inQuote(i) || strings.Contains(w.before, "("):
			if noun && !w.upper && !a.words[i-1].quoted && i > from && !strings.Contains(w.before, "(") {
				return i
			}
			noun = true
		case a.is(language.Have, i), a.is(language.Subjunctive, i), a.is(language.SubjunctiveAlso, i):
			return i
		case !capitals:
		case a.is(language.Governing, i):
			if !head && noun && !a.is(language.SourcePrepositions, i) {
				return i
			}
			noun, open = false, open || determined // laut einer am Dienstag veröffentlichten Mitteilung
		case a.is(language.Articles, i), a.is(language.Determiners, i), a.is(language.Nobiliary, i),
			a.is(language.Ands, i), a.is(language.Owners, i):
			noun = false
		case w.upper || unicode.IsDigit(first(w.lower)) || strings.Contains(w.lower, "."):
			noun, small = true, 0
		case noun && open:
			noun, open = false, false
		case noun || small == adjectives:
			return i
		default:
			small++
		}
	}
	return c.to
}

// sourceBefore returns the words of the source that ends before words[i].
func (a *account) sourceBefore(from, i int) Span {
	const longest = 8 // words
	k := i
	for k > from && i-k < longest && !a.is(language.Have, k-1) && !a.is(language.Subjunctive, k-1) {
		k--
		if a.is(language.Determiners, k) || a.is(language.Articles, k) {
			break
		}
	}
	return Span{k, i}
}

// source adds the report of a source at words[who] that a word after it at words[i] names.
func (a *account) source(k int, who Span, i int) bool {
	return a.sourced(k, who, Span{who.Start, i})
}

// sourced adds the report of a source at words[who]; at is the first and last word of what says so.
func (a *account) sourced(k int, who, at Span) bool {
	c := a.clauses[k]
	cue := a.words[at.Start].Span
	if who.Start == at.Start {
		cue = a.words[at.End].Span
	}
	speaker := Span{}
	if who.Start < who.End && a.Nouns() {
		speaker = a.described(Span{a.words[who.Start].Start, a.words[who.End-1].End}, k)
	} else if who.Start < who.End {
		end := len(a.words)
		if who.End < c.to { // Volgens de politie | zonk het schip
			end = who.End
		}
		st := a.stretch(who.Start, end)
		if n, _ := st.verb(0); n > 0 && n < len(st.words) { // según explicó el alcalde
			speaker = st.speaker(n)
		} else if n == 0 {
			speaker = st.phrase(0)
		}
	}
	head := at.Start == c.from || at.Start == c.from+1 && (a.is(language.Ands, c.from) || a.is(language.BeforeVerbs, c.from))
	rest := at.End + 1
	switch {
	case head && rest == c.to && k > 0 && c.mark == ',':
		return a.report(speaker, cue, a.around(k))
	case head && rest == c.to:
		for n := k + 1; n < len(a.clauses); n++ { // past what is said about the source
			c := a.clauses[n]
			if !a.Nouns() && n+1 < len(a.clauses) && a.describes(n) {
				continue
			}
			if !a.begins(language.Relatives, c) && !a.words[c.from].upper || n == len(a.clauses)-1 || !a.Nouns() {
				if a.moods() && !a.is(language.Have, c.from) && !a.subjunctive(c) && n+1 < len(a.clauses) {
					continue
				}
				return a.report(speaker, cue, a.rest(c.from))
			}
		}
	case head && rest < len(a.words):
		if speaker.End > a.words[rest].Start { // volgens de havenmeester is de veerboot te duur
			speaker.End = a.words[rest-1].End
		}
		for !a.Nouns() && at.Start < who.Start && speaker.End > 0 && a.words[rest-1].Start >= speaker.End {
			rest-- // według Anny Nowak prom jest za drogi
		}
		return a.report(speaker, cue, a.rest(rest))
	case k > 0 && (a.begins(language.Subordinators, c) || a.begins(language.That, c)):
		return a.report(speaker, cue, a.rest(c.from))
	case k > 0 && a.begins(language.Relatives, c):
		return a.report(speaker, cue, Span{a.words[c.from].Start, a.words[c.to-1].End})
	}
	return a.report(speaker, cue, a.whole(k))
}

// describes reports whether clause n only says who somebody is: Ana Soto; alcaldesa de la isla.
func (a *account) describes(n int) bool {
	c := a.clauses[n]
	st := a.stretch(c.from, c.to)
	i := 0
	for i < len(st.words)-1 && st.determines(i) {
		i++
	}
	if st.named(0, len(st.words)) || a.begins(language.Relatives, c) {
		return true
	}
	const short = 3 // words: economista gallego
	bare := i == 0 && !a.words[c.from].upper && !st.pronoun(0) && !a.is(language.Ands, c.from) && n+1 < len(a.clauses) &&
		(c.to-c.from <= short || a.is(language.Nobiliary, c.from+1) || a.is(language.Governing, c.from+1)) && !st.bare()
	return (bare || st.Has(language.Offices, st.lower[i])) && !st.saysIn(0, len(st.words))
}

// asSaid reads "Wie der Lotse sagte, …" and "…, wie der Lotse sagte".
func (a *account) asSaid(k int) bool {
	c := a.clauses[k]
	if !a.begins(language.AsSaid, c) {
		return false
	}
	v, ok := a.verbIn(c, c.from+1)
	if !ok {
		return false
	}
	speaker, cue := a.phrase(c.from+1, v.at), a.words[v.at].Span
	if !a.Nouns() {
		const longest = 12 // words: as somebody with an office said somewhere
		if c.to-c.from > longest {
			return false
		}
		st := a.stretch(c.from+1, c.to)
		speaker = st.whose(v.at-c.from-1, v.last-v.at+1)
	} else if v.at == c.from+1 { // comme l'a dit le maire
		speaker = a.phrase(v.last+1, c.to)
	}
	switch {
	case k > 0:
		return a.report(speaker, cue, a.around(k))
	case a.is(language.Have, v.last+1): // Som lotsen sade är planen dyr
		return a.report(speaker, cue, a.rest(v.last+1))
	}
	return len(a.clauses) > 1 && a.report(speaker, cue, a.rest(a.clauses[1].from))
}

// noun reads "die Ansicht des Lotsen, dass …".
func (a *account) noun(k int) bool {
	c := a.clauses[k]
	for i := c.from; i < c.to; i++ {
		if !a.is(language.ClaimNouns, i) {
			continue
		}
		cue := a.words[i].Span
		for n := i + 1; n < c.to && n <= i+2; n++ {
			if a.is(language.That, n) || a.opensWith(language.That, n) { // la acusación de que
				return a.report(Span{}, cue, a.rest(n))
			}
		}
		if k+1 == len(a.clauses) || a.clauses[k+1].mark != ',' {
			continue
		}
		next := a.clauses[k+1]
		if a.begins(language.That, next) || a.moods() && !a.begins(language.Subordinators, next) &&
			!a.begins(language.Relatives, next) && (a.subjunctive(next) || a.infinitive(next)) {
			return a.report(a.owner(c, i), cue, a.rest(next.from))
		}
	}
	return false
}

// owner returns whose claim the noun words[i] of a clause is: who stands after it, or who is of that opinion.
func (a *account) owner(c clauseOf, i int) Span {
	if i+1 < c.to && (a.is(language.Articles, i+1) || a.is(language.Nobiliary, i+1)) {
		from := i + 1
		if a.is(language.Nobiliary, from) && !a.is(language.Articles, from) {
			from++
		}
		return a.phrase(from, c.to)
	}
	return a.front(c)
}

// hearsay reads "Die Fähre soll gesunken sein": the whole sentence is by nobody who is named.
func (a *account) hearsay(k int) bool {
	c := a.clauses[k]
	for i := c.from; i < c.to && len(a.out) == 0; i++ {
		if a.words[i].quoted {
			continue
		}
		_, ok := a.parts(language.Reportedly, i, c)
		if ok || a.is(language.Reportedly, i) {
			return a.report(Span{}, a.words[i].Span, a.whole(k))
		}
	}
	return false
}

// inMood reads "Er sei allein gewesen": a sentence in the mood of what others say, or the clauses of it that are.
func (a *account) inMood() bool {
	if !a.moods() {
		return false
	}
	for k, c := range a.clauses {
		if !a.among(language.Subjunctive, c) && !(a.heard && a.among(language.SubjunctiveAlso, c)) {
			continue
		}
		speaker := Span{}
		if a.heard {
			speaker = a.speaker
		}
		if k == 0 || a.begins(language.Subordinators, a.clauses[0]) || a.heard && !a.among(language.Have, a.clauses[0]) && a.among(language.Subjunctive, c) {
			return a.report(speaker, Span{}, a.whole(k))
		}
		if a.among(language.Subjunctive, c) {
			return a.report(a.front(a.clauses[0]), Span{}, a.rest(c.from))
		}
	}
	return false
}

// front returns the subject at the head of a clause whose verb nobody knows.
func (a *account) front(c clauseOf) Span {
	c.from = a.pastAdverbs(c.from, c.to)
	end := a.sourceEnd(c.from, c, false)
	switch {
	case end == c.from || end == c.to || !a.Nouns():
		return Span{}
	case !a.fronted(c.from, end):
		return Span{a.words[c.from].Start, a.words[end-1].End}
	case a.begins(language.Subordinators, c) && !a.is(language.Governing, c.from):
		return Span{}
	}
	return a.behind(verbAt{at: end, last: end}, c)
}

// pastAdverbs returns the word of words[from:to] that begins what may be a subject, after "und", "auch".
func (a *account) pastAdverbs(from, to int) int {
	for from < to && (a.is(language.Ands, from) || a.is(language.BeforeVerbs, from) && from+1 < to && a.starts(from+1)) {
		from++
	}
	return from
}

// subject returns who speaks: what stands before the verb of clause k, or after it.
func (a *account) subject(k int, v verbAt) Span {
	c := a.clauses[k]
	if v.passive && !a.nobody(v) {
		for i := c.from; i < v.last; i++ { // wurde vom Lotsen kritisiert
			if i != v.at && a.is(language.Nobiliary, i) && !a.is(language.Articles, i) {
				return a.phrase(i+1, v.last)
			}
		}
		return Span{}
	}
	if n := len(a.out); c.mark == '&' && n > 0 {
		return a.out[n-1].Speaker
	}
	switch {
	case !a.Nouns():
		return a.whose(k, v)
	case c.mark == '&':
		return a.front(a.clauses[k-1])
	}
	to := v.at
	from := a.pastAdverbs(c.from, to)
	if next := v.at + 1; next < c.to && a.is(language.Pronouns, next) && !a.is(language.PluralWords, next) && !a.nobody(v) {
		return a.words[next].Span // Den Plan nannte er „leer“
	}
	if to > from && a.is(language.Ands, to-1) { // Der Rat hat getagt und sprach von …
		return a.front(c)
	}
	if from+1 < to && a.is(language.Subordinators, from) && !a.is(language.Governing, from) { // weil der Lotse sagte, …
		return a.phrase(from+1, to)
	}
	for to > from && (a.is(language.BeforeVerbs, to-1) || a.is(language.Auxiliaries, to-1)) {
		to--
	}
	if a.nobody(v) {
		if from < to && a.is(language.Governing, from) {
			return Span{a.words[min(from+1, to-1)].Start, a.words[to-1].End}
		}
		return a.behind(v, c)
	}
	if from < to && !a.fronted(from, to) && !(a.begins(language.Relatives, c) && k > 0) {
		return Span{a.words[from].Start, a.words[to-1].End}
	}
	if from == to && from == c.from && k > 0 && c.mark == ',' {
		if who := a.apposition(k); who.End > 0 {
			return who
		}
	}
	if who := a.described(a.behind(v, c), k); who.End > 0 {
		return who
	}
	first := a.clauses[0] // Anna Braun, die Hafenmeisterin, die den Plan kennt, sagte dazu
	first.from = a.pastAdverbs(first.from, first.to)
	if k > 1 && v.at == c.from && !a.fronted(first.from, first.to) && a.sourceEnd(first.from, first, false) == first.to {
		return Span{a.words[first.from].Start, a.words[first.to-1].End}
	}
	return Span{}
}

// whose returns the subject of a verb of clause k as foreign.go finds it, in what stands about the clause without marks.
func (a *account) whose(k int, v verbAt) Span {
	if n := v.at - 1; n > 0 && a.words[n].quoted && blank(strings.TrimLeft(a.words[v.at].before, "”“\"»")) {
		for n > 0 && a.words[n-1].quoted && n > v.at-longestTitle {
			n--
		}
		if a.words[n].upper && n > 0 && !a.words[n-1].quoted { // организация «Врачи без границ» заявила
			if who := a.stretch(0, n).subject(n); who.End > 0 {
				return Span{who.Start, a.ended(v.at)}
			}
		}
	}
	from, to := v.at, v.last
	for from > 0 && !a.words[from-1].quoted && clauseMark(a.words[from].before) != ':' {
		from--
	}
	for to < len(a.words) && !a.words[to].quoted {
		to++
	}
	st := a.stretch(from, to)
	n := v.last - v.at + 1
	if a.clauses[k].from > 0 && a.heads(k, v) && a.said(k, v).End == 0 { // …, dit le maire
		if _, pronoun := st.verb(v.at - from); pronoun.End > 0 {
			return pronoun
		}
		return st.speaker(v.at - from + n)
	}
	if a.bare(k, v) || a.thatAfter(v, a.clauses[k]) == v.last+1 { // what is said follows, and not who says it
		st = a.stretch(from, v.last+1)
	}
	return st.whose(v.at-from, n)
}

// apposition returns who stands before clause k with a description in commas: "Der Lotse, ein Fischer, sagte".
func (a *account) apposition(k int) Span {
	if k < 2 || a.clauses[k-1].mark != ',' {
		return Span{}
	}
	c, d := a.clauses[k-2], a.clauses[k-1]
	c.from = a.pastAdverbs(c.from, c.to)
	if a.fronted(c.from, c.to) || a.begins(language.Subordinators, d) || a.begins(language.That, d) ||
		a.Nouns() && (a.sourceEnd(c.from, c, false) < c.to || a.sourceEnd(d.from, d, false) < d.to) {
		return Span{}
	}
	if _, ok := a.verbIn(c, c.from); ok {
		return Span{}
	}
	const most = 2 // more descriptions
	for n := k - 3; n >= max(0, k-2-most) && a.Nouns() && a.clauses[n+1].mark == ','; n-- {
		before := a.clauses[n]
		before.from = a.pastAdverbs(before.from, before.to)
		if a.fronted(before.from, before.to) || a.sourceEnd(before.from, before, false) < before.to {
			break
		}
		c = before
	}
	return Span{a.words[c.from].Start, a.words[d.to-1].End}
}

// fronted reports whether words[i:to], before a verb, begin with no subject: they say when, where, how or what.
func (a *account) fronted(i, to int) bool {
	return a.is(language.Governing, i) || a.is(language.TimeWords, i) || a.is(language.BeforeVerbs, i) ||
		a.is(language.Subordinators, i) || a.is(language.NoSubjects, i) ||
		to == i+1 && (a.is(language.PointsBack, i) || unicode.IsDigit(first(a.words[i].lower)) ||
			a.End(language.AdverbEndings, a.words[i].lower) != "")
}

// starts reports whether words[i] may begin what names somebody.
func (a *account) starts(i int) bool {
	return a.words[i].upper || a.is(language.Articles, i) || a.is(language.Determiners, i)
}

// described returns a name that ends clause k with what is said of its bearer between commas right after it.
func (a *account) described(who Span, k int) Span {
	if k+1 >= len(a.clauses) || who.End != a.words[a.clauses[k].to-1].End {
		return who
	}
	c := a.clauses[k+1]
	if c.mark != ',' || !a.Nouns() || a.words[c.from].quoted || !a.starts(c.from) ||
		c.from < a.quote.End && a.quote.Start < c.to ||
		a.begins(language.Relatives, c) && a.relative(c) || a.sourceEnd(c.from, c, false) < c.to {
		return who
	}
	if x := a.phrase(c.from, c.to); x.End > 0 {
		who.End = x.End
	}
	return who
}

// phrase returns the name that begins with words[i] and ends before words[to].
func (a *account) phrase(i, to int) Span {
	const longest = 12 // words
	k := i
	article := a.is(language.Articles, i) || a.is(language.Determiners, i)
	for k < to && k < i+longest && !a.inQuote(k) {
		w := &a.words[k]
		noun := k > i && a.words[k-1].upper
		determined := k > i && (a.is(language.Articles, k-1) || a.is(language.Determiners, k-1))
		if a.is(language.SpeakerEnds, k) && !(a.is(language.Articles, k) && (k == i || article && noun)) && !determined ||
			a.is(language.That, k) || a.opensWith(language.That, k) || a.is(language.AsSaid, k) ||
			noun && (a.is(language.NoSubjects, k) || a.Nouns() && !w.upper && !a.is(language.Articles, k) &&
				!a.is(language.Determiners, k) && !a.is(language.Nobiliary, k) && !a.is(language.Governing, k) && !a.is(language.Ands, k)) ||
			k > i && strings.ContainsAny(w.before, ".!?;:,)") && !initial(a.s, a.words[k-1].Span) {
			break
		}
		if k++; a.is(language.Pronouns, k-1) && k-1 == i {
			break
		}
	}
	if k == i {
		return Span{}
	}
	return Span{a.words[i].Start, a.words[k-1].End}
}
