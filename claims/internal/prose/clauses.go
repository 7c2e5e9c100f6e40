package prose

import (
	"strings"
	"unicode"

	"sourcemark/claims/language"
)

// Indirect speech in other languages than English, where spaces part words. English is read by its verbs and what each
// takes (speech.go); here a sentence is cut into clauses at its commas, and each is asked how it reports another:
//
//	Der Lotse sagte, dass …              a verb of saying, and a clause that begins with "that" (That)
//	El alcalde dijo ayer que …           the same without a comma, with what says when between the two
//	Der Lotse sagte, er werde …          where the language has a mood for that (Subjunctive), any clause
//	…, sagte der Lotse                   the clause before
//	…, so der Lotse                      the same, with a word that stands for the verb (SaidShort)
//	Laut dem Lotsen werde …              a preposition (AccordingTo)
//	dem Lotsen zufolge werde …           or one that stands after the source (AccordingAfter)
//	Wie der Lotse sagte, …               a clause that says who says the other (AsSaid)
//	die Ansicht des Lotsen, dass …       a noun (ClaimNouns)
//	Er sei allein gewesen.               a sentence in that mood alone, after a report: the same speaker goes on
//	Die Fähre soll gesunken sein.        hearsay, by nobody (Reportedly)
//	Der Rat kritisierte den Plan.        a verb that takes a thing only (SayingThings): its whole clause
//
// A file that has words under That is read in this way; the other keys may be left out. Verbs are those of Saying, with
// an auxiliary before them (Auxiliaries) or not; with one of Be they are passive, and nobody speaks. A verb in two
// parts, "teilte … mit", is one entry, teilte_mit; its second word stands next, or at the end of the clause. So may
// those of Reportedly do, soll_sein. An entry of AccordingTo in two words may have one or two between them: nach_angaben
// is "nach eigenen Angaben" as well.
//
// The speaker is what stands before the verb, without words of BeforeVerbs, unless it begins by saying when or where
// (Governing, TimeWords); else what follows the verb, up to a word of SpeakerEnds. A source that no comma ends goes on
// to the verb: a word of Have, or in German, where nouns have capitals (Capitals), a small one where none is expected.
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
	speaker Span // of the report before, with whom a sentence in the subjunctive goes on
	heard   bool // whether there is one
}

// A clauseOf a sentence is words[from:to] of it, from one comma to the next.
type clauseOf struct {
	from, to int
	mark     byte // what stands before it: one of ,:;- or 0 at the head of the sentence
}

// A verbAt is a verb of saying in a clause.
type verbAt struct {
	at, last int  // its words: the auxiliary and the participle, or the verb and its particle; or one twice
	passive  bool // nobody is named as who speaks
	clause   bool // it is one of Saying, which take a clause
	thing    bool // it is one of SayingThings
}

// clausal reports whether the language is read clause by clause.
func (r *Reader) clausal() bool {
	any := func(k language.Key) bool { return r.Find(k, func(string) bool { return true }) }
	return any(language.That) && !any(language.Reporting)
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
			speaker: a.speaker, heard: a.heard}
		if len(a.words) == 0 {
			continue
		}
		a.cut()
		for k := range a.clauses {
			if len(a.out) < mostReports {
				a.read(k)
			}
		}
		if len(a.out) == 0 && a.goesOn() {
			x := ReportedSpeech{Speaker: a.speaker, Content: Span{sent.Start, a.end}}
			if n := len(out); n > 0 && out[n-1].Cue.End == 0 && out[n-1].Speaker == a.speaker &&
				blank(strings.Trim(s[out[n-1].Content.End:sent.Start], ".")) {
				out[n-1].Content.End = a.end // one speech in several sentences
			} else {
				out = append(out, x)
			}
			a.heard = true
			continue
		}
		a.heard = len(a.out) > 0
		if a.heard {
			a.speaker = a.out[len(a.out)-1].Speaker
		}
		out = append(out, a.out...)
	}
	return out
}

// cut parts the sentence into clauses.
func (a *account) cut() {
	from, mark := 0, byte(0)
	for i := 1; i < len(a.words); i++ {
		w := &a.words[i]
		if w.quoted && a.words[i-1].quoted && !strings.ContainsAny(w.before, "“”„\"«»") {
			continue
		}
		if m := clauseMark(w.before); m != 0 {
			a.clauses = append(a.clauses, clauseOf{from, i, mark})
			from, mark = i, m
		}
	}
	a.clauses = append(a.clauses, clauseOf{from, len(a.words), mark})
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
	case dash(strings.TrimSpace(between)):
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

// rest returns the sentence from words[i] on, with an opening mark before it.
func (a *account) rest(i int) Span {
	if i >= len(a.words) {
		return Span{}
	}
	start := a.words[i].Start
	if a.words[i].quoted {
		start -= len(a.words[i].before) - len(strings.TrimRight(a.words[i].before, "“„\"«»"))
	}
	return Span{start, a.end}
}

// before returns the sentence up to the clause k, with a closing mark at its end; the zero Span if that is a quotation
// alone, or too little.
func (a *account) before(k int) Span {
	i := a.clauses[k].from
	if i < leastClause || a.words[0].quoted && a.words[i-1].quoted && !a.mixed(i) {
		return Span{}
	}
	return Span{a.sent.Start, a.words[i-1].End + closing(a.words[i].before)}
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

func (a *account) whole() Span { return Span{a.sent.Start, a.end} }

// is reports whether words[i] is among the words of a key, and not quoted.
func (a *account) is(k language.Key, i int) bool {
	return i >= 0 && i < len(a.words) && !a.words[i].quoted && a.Has(k, a.words[i].lower)
}

// parts reports whether words[i] and the word next to it, or the last of its clause, are an entry in two words; last is
// where the second stands.
func (a *account) parts(k language.Key, i int, c clauseOf) (last int, ok bool) {
	for _, last := range [...]int{i + 1, c.to - 1} {
		if last > i && last < c.to && !a.words[last].quoted &&
			a.Has(k, a.words[i].lower+" "+a.words[last].lower) {
			return last, true
		}
	}
	return 0, false
}

// verbIn returns the first verb of saying in a clause from words[i] on.
func (a *account) verbIn(c clauseOf, i int) (v verbAt, ok bool) {
	for ; i < c.to; i++ {
		if w := &a.words[i]; w.quoted || w.upper && i > 0 {
			continue
		}
		for _, k := range [...]language.Key{language.Saying, language.SayingThings} {
			if found, ok := a.verbOf(k, c, i); ok {
				if v.last == 0 || v.at == found.at && v.last == found.last {
					v.at, v.last, v.passive = found.at, found.last, found.passive
					v.clause, v.thing = v.clause || k == language.Saying, v.thing || k == language.SayingThings
				}
			}
		}
		if v.clause || v.thing {
			return v, true
		}
	}
	return verbAt{}, false
}

// verbOf returns the verb of a key that words[i] begins, or ends if it is a participle.
func (a *account) verbOf(k language.Key, c clauseOf, i int) (v verbAt, ok bool) {
	v = verbAt{at: i, last: i}
	if last, ok := a.parts(k, i, c); ok {
		v.last = last
		return v, true
	}
	if aux, be := a.is(language.Auxiliaries, i), a.is(language.Be, i); aux || be {
		for _, last := range [...]int{i + 1, c.to - 1} {
			if last > i && last < c.to && a.is(k, last) {
				v.last, v.passive = last, be && !aux
				return v, true
			}
		}
	}
	if i > c.from && a.is(language.Auxiliaries, i-1) {
		v.at = i - 1
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
	n := strings.IndexAny(a.words[i].lower, "'’")
	return n > 0 && a.Has(k, a.words[i].lower[:n]+"'")
}

// said returns what a verb of clause k reports that stands after it.
func (a *account) said(k int, v verbAt) Span {
	const near = 3 // clauses: "sagte der Lotse, ein Fischer, dass …"
	c := a.clauses[k]
	for i := v.at + 1; i < c.to; i++ {
		if a.is(language.That, i) || a.opensWith(language.That, i) {
			return a.rest(i)
		}
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
		if a.begins(language.That, a.clauses[n]) {
			return a.rest(a.clauses[n].from)
		}
		if _, ok := a.verbIn(a.clauses[n], a.clauses[n].from); ok {
			break
		}
	}
	if next.mark != ',' || !v.clause || !a.moods() || a.begins(language.Subordinators, next) ||
		a.begins(language.Ands, next) || v.at == c.from && k > 0 && c.mark == ',' && !a.onlySubordinate(k) {
		return Span{}
	}
	if n := k + 2; a.begins(language.Relatives, next) && v.last != c.to-1 && n < len(a.clauses) && !a.subjunctive(next) &&
		a.subjunctive(a.clauses[n]) {
		return a.rest(a.clauses[n].from) // after a clause on who stands before the comma
	}
	return a.rest(next.from)
}

// moods reports whether the language has a mood for what others say.
func (a *account) moods() bool {
	return a.Find(language.Subjunctive, func(string) bool { return true })
}

// subjunctive reports whether a clause is in it.
func (a *account) subjunctive(c clauseOf) bool {
	for i := c.from; i < c.to; i++ {
		if a.is(language.Subjunctive, i) && !(a.words[i].upper && i > 0) {
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
	cue := Span{a.words[v.at].Start, a.words[v.at].End}
	if v.last == v.at+1 {
		cue.End = a.words[v.last].End
	}
	if content := a.said(k, v); content.End > 0 {
		return a.report(a.subject(k, v), cue, content)
	}
	if a.announces(k, v) {
		return false
	}
	if v.clause && v.at == c.from && k > 0 && c.mark == ',' && !a.onlySubordinate(k) {
		return a.report(a.subject(k, v), cue, a.around(k))
	}
	return v.thing && len(a.out) == 0 && a.report(a.subject(k, v), cue, a.whole())
}

// announces reports whether a verb of clause k stands right before a quotation, which has its own attribution.
func (a *account) announces(k int, v verbAt) bool {
	next := v.last + 1
	return next < len(a.words) && a.words[next].quoted || k+1 < len(a.clauses) && a.clauses[k+1].mark == ':'
}

// around returns what a remark at clause k reports: what stands before it, or all if the sentence goes on after it.
func (a *account) around(k int) Span {
	if k+1 < len(a.clauses) && a.clauses[k+1].mark == ',' && !a.begins(language.Ands, a.clauses[k+1]) &&
		!a.begins(language.Saying, a.clauses[k+1]) &&
		!a.begins(language.Relatives, a.clauses[k+1]) && !a.begins(language.Subordinators, a.clauses[k+1]) {
		if a.words[0].quoted {
			return Span{}
		}
		return a.whole()
	}
	return a.before(k)
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
	if c.to-c.from > longest || next >= c.to || a.is(language.Subjunctive, next) || a.is(language.Have, next) ||
		!a.words[next].upper && !a.is(language.Determiners, next) && !a.is(language.Articles, next) {
		return false
	}
	return a.report(a.phrase(next, c.to), a.words[c.from].Span, a.around(k))
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
		if from := a.accordingTo(i, c); from > 0 {
			end := a.sourceEnd(from, c)
			if end == from && from < i+2 {
				continue
			}
			return a.sourced(k, Span{from, end}, Span{i, end - 1})
		}
	}
	return false
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

// sourceEnd returns where the source that begins with words[i] ends: with its clause, or at a verb.
func (a *account) sourceEnd(i int, c clauseOf) int {
	capitals := a.Find(language.Capitals, func(string) bool { return true })
	noun := false // whether one may have ended what stands before
	for from := i; i < c.to; i++ {
		w := &a.words[i]
		switch {
		case w.quoted || strings.Contains(w.before, "("):
			noun = true
			continue
		case a.is(language.Have, i):
			return i
		case !capitals:
			continue
		case w.upper || unicode.IsDigit(first(w.lower)):
			noun = true
		case a.is(language.Articles, i), a.is(language.Determiners, i), a.is(language.Governing, i),
			a.is(language.Nobiliary, i), a.is(language.Ands, i), a.is(language.Owners, i):
			noun = false
		case noun:
			return i
		case i > from+4:
			return c.to
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
	if who.Start < who.End {
		speaker = Span{a.words[who.Start].Start, a.words[who.End-1].End}
	}
	head := at.Start == c.from || at.Start == c.from+1 && (a.is(language.Ands, c.from) || a.is(language.BeforeVerbs, c.from))
	switch rest := at.End + 1; {
	case head && rest == c.to && k > 0 && c.mark == ',':
		return a.report(speaker, cue, a.around(k))
	case head && rest < len(a.words):
		return a.report(speaker, cue, a.rest(rest))
	case rest == len(a.words) && at.Start >= leastClause:
		return a.report(speaker, cue, Span{a.sent.Start, a.words[at.Start-1].End})
	}
	return a.report(speaker, cue, a.whole())
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
	if v.at == c.from+1 { // comme l'a dit le maire
		speaker = a.phrase(v.last+1, c.to)
	}
	if k == 0 && len(a.clauses) > 1 {
		return a.report(speaker, cue, a.rest(a.clauses[1].from))
	}
	return k > 0 && a.report(speaker, cue, a.around(k))
}

// noun reads "die Ansicht des Lotsen, dass …".
func (a *account) noun(k int) bool {
	c := a.clauses[k]
	for i := c.from; i < c.to; i++ {
		if !a.is(language.ClaimNouns, i) {
			continue
		}
		for n := i + 1; n < c.to && n <= i+2; n++ {
			if a.is(language.That, n) || a.opensWith(language.That, n) { // la acusación de que
				return a.report(Span{}, a.words[i].Span, a.rest(n))
			}
		}
		if k+1 < len(a.clauses) && a.clauses[k+1].mark == ',' && a.begins(language.That, a.clauses[k+1]) {
			return a.report(Span{}, a.words[i].Span, a.rest(a.clauses[k+1].from))
		}
	}
	return false
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
			return a.report(Span{}, a.words[i].Span, a.whole())
		}
	}
	return false
}

// goesOn reports whether the sentence, which reports nothing else, is in the subjunctive after a report.
func (a *account) goesOn() bool {
	if !a.heard || !a.moods() {
		return false
	}
	for _, c := range a.clauses {
		if !a.begins(language.Subordinators, c) && !a.begins(language.That, c) && a.subjunctive(c) {
			return true
		}
	}
	return false
}

// subject returns who speaks: what stands before the verb of clause k, or after it.
func (a *account) subject(k int, v verbAt) Span {
	c := a.clauses[k]
	if v.passive {
		return Span{}
	}
	from, to := c.from, v.at
	for from < to && a.is(language.Ands, from) {
		from++
	}
	for to > from && (a.is(language.BeforeVerbs, to-1) || a.is(language.Auxiliaries, to-1)) {
		to--
	}
	if from < to && !a.is(language.Governing, from) && !a.is(language.TimeWords, from) && !a.is(language.BeforeVerbs, from) &&
		!a.is(language.Subordinators, from) {
		return Span{a.words[from].Start, a.words[to-1].End}
	}
	if from == to && from == c.from && k > 0 && c.mark == ',' && a.said(k, v).End > 0 {
		if who := a.apposition(k); who.End > 0 {
			return who
		}
	}
	next := v.at + 1
	if v.last == next {
		next++
	}
	end := c.to
	if v.last > next {
		end = v.last
	}
	return a.phrase(next, end)
}

// apposition returns who stands before clause k with a description in commas: "Der Lotse, ein Fischer, sagte".
func (a *account) apposition(k int) Span {
	if k < 2 || a.clauses[k-1].mark != ',' {
		return Span{}
	}
	c := a.clauses[k-2]
	if _, ok := a.verbIn(c, c.from); ok || a.is(language.Governing, c.from) {
		return Span{}
	}
	return Span{a.words[c.from].Start, a.words[a.clauses[k-1].to-1].End}
}

// phrase returns the name that begins with words[i] and ends before words[to].
func (a *account) phrase(i, to int) Span {
	const longest = 10 // words
	k := i
	for k < to && k < i+longest && !a.words[k].quoted {
		if a.is(language.SpeakerEnds, k) && !(k == i && a.is(language.Articles, k)) || a.is(language.That, k) || a.opensWith(language.That, k) {
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
