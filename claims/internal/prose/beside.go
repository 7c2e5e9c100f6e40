package prose

import (
	"slices"
	"strings"

	"sourcemark/claims/language"
)

// Who speaks a quotation where nouns have capitals as names do (Capitals), so that no capital says who is named. The
// sentence is cut into clauses as for indirect speech (clauses.go), and the verb of saying nearest to the quotation has
// the speaker for its subject:
//
//	„…“, sagte der Lotse am Montag.       right after it
//	„…“, so Anna Braun, die Lotsin.       with a word that stands for the verb
//	Der Lotse nannte den Plan „…“.        in the same clause
//	Der Lotse sagte zum Abschluss: „…“    in the clause before
//	Der Lotse sagte, der Plan sei „…“.
//	Laut dem Lotsen ist der Plan „…“.     a source
//	Anna Braun, die Lotsin: „…“           nothing but a name before a colon
//	Die Leute sehen das gelassen: „…“     the subject of any verb before a colon

// beside finds the speaker of a quotation in the sentences at.
func (r *Attributor) beside(at, quote Span) (Attribution, bool) {
	if r.read == nil {
		r.read = r.wordsOf(r.s, Span{0, len(r.s)}, nil)
	}
	find := func(at int) int {
		n, _ := slices.BinarySearchFunc(r.read, at, func(w word, at int) int { return w.Start - at })
		return n
	}
	lo, hi := find(max(at.Start, quote.Start-reach)), find(min(at.End, quote.End+reach))
	from, to := find(quote.Start)-lo, find(quote.End)-lo // the words of the quotation
	a := account{Reader: r.Reader, s: r.s, sent: at, end: at.End, words: r.read[lo:hi], clauses: r.clauses[:0]}
	if len(a.words) == 0 || from > to {
		return Attribution{}, false
	}
	a.quote = Span{from, to}
	a.cut()
	r.clauses = a.clauses
	if to < len(a.words) {
		if x, ok := a.after(to); ok {
			return x, true
		}
	}
	return a.ahead(from, r.s[:quote.Start])
}

// after reads what follows a quotation that ends before words[i]: „…“, sagte der Lotse.
func (a *account) after(i int) (x Attribution, ok bool) {
	k := a.clauseAt(i)
	c := a.clauses[k]
	gap := a.words[i].before
	comma := strings.Contains(gap, ",")
	if clauseMark(gap) == 0 && a.quote.Start > c.from || c.mark == '&' || !comma && a.words[i].upper { // what the reporter goes on to say
		return x, false
	}
	c.from = max(c.from, i)
	if a.is(language.SaidShort, i) && i+1 < c.to {
		i++
		if x.Cue = a.words[i-1].Span; a.starts(i) || a.is(language.Pronouns, i) {
			x.Speaker = a.described(a.phrase(i, c.to), k)
			x.Full = x.Speaker
			return x, x.Speaker.End > 0
		}
	}
	if n := a.accordingTo(i, c); n > 0 {
		x.Cue, x.Speaker = a.words[i].Span, a.phrase(n, c.to)
		x.Full = x.Speaker
		return x, x.Speaker.End > 0
	}
	v, ok := a.verbIn(c, i)
	if !ok && comma && !a.words[i].upper && !a.fronted(i, i+1) && !a.begins(language.Relatives, c) && !a.begins(language.That, c) &&
		!a.is(language.Ands, i) && !a.starts(i) && !a.is(language.Pronouns, i) {
		v, ok = verbAt{at: i, last: i}, true // …“, fuhr der Lotse fort
	}
	switch {
	case !ok || v.passive && !a.nobody(v):
		return x, false
	case v.at == i:
		x.Speaker = a.described(a.behind(v, c), k)
	default:
		a.clauses[k] = c
		x.Speaker = a.subject(k, v)
	}
	x.Cue, x.Full = a.words[v.at].Span, x.Speaker
	return x, x.Speaker.End > 0
}

// clauseAt returns the clause that words[i] is in.
func (a *account) clauseAt(i int) int {
	for k, c := range a.clauses {
		if i < c.to {
			return k
		}
	}
	return len(a.clauses) - 1
}

// inQuote reports whether words[i] is in the quotation whose speaker is looked for.
func (a *account) inQuote(i int) bool { return a.quote.Start <= i && i < a.quote.End }

// ahead reads what stands before a quotation that begins with words[i]; head is the text up to it.
func (a *account) ahead(i int, head string) (x Attribution, ok bool) {
	if i == 0 {
		return x, false
	}
	colon := strings.HasSuffix(strings.TrimRight(head, " \n\u00a0\"„“"), ":")
	k := a.clauseAt(i - 1)
	const near = 6 // clauses
	for n := k; n >= 0 && n > k-near; n-- {
		c := a.clauses[n]
		if c.mark == ';' && n < k {
			break
		}
		for i := c.from; i < c.to; i++ {
			if from := a.accordingTo(i, c); from > 0 && !a.inQuote(i) && (i == c.from || n == k) {
				end := a.sourceEnd(from, c, from > i+1)
				if end > from {
					x.Cue, x.Speaker = a.words[i].Span, Span{a.words[from].Start, a.words[end-1].End}
					x.Full = x.Speaker
					return x, true
				}
			}
		}
		v, found := a.verbIn(c, c.from)
		if !found && n == k && a.among(language.ClaimNouns, c) {
			x.Speaker = a.front(c) // kam zu dem Ergebnis, „…“
			x.Full = x.Speaker
			return x, x.Speaker.End > 0
		}
		if !found {
			continue
		}
		x.Cue, x.Speaker = a.words[v.at].Span, a.subject(n, v)
		if x.Full = x.Speaker; x.Speaker.End > 0 {
			return x, true
		}
	}
	if !colon {
		return Attribution{}, false
	}
	c := a.clauses[0]
	if end := a.sourceEnd(c.from, c, false); end < c.to {
		x.Speaker = a.front(c)
	} else if end = a.clauses[min(k, 1)].to; k < 2 && !a.fronted(c.from, end) && !a.is(language.Labels, c.from) {
		x.Speaker = Span{a.words[c.from].Start, a.words[min(end, i)-1].End} // Anna Braun, die Lotsin: „…“
	}
	x.Full = x.Speaker
	return x, x.Speaker.End > 0
}

// nobody reports whether a verb has "it" for its subject, so that who speaks follows a preposition: heißt es in dem Brief.
func (a *account) nobody(v verbAt) bool {
	return v.last > v.at && (a.is(language.NoSpeakers, v.last) || a.is(language.NoSpeakers, v.at+1))
}

// behind returns who is named after a verb.
func (a *account) behind(v verbAt, c clauseOf) Span {
	next, end := v.at+1, c.to
	if v.last == next {
		next++
	}
	if v.last > next {
		end = v.last
	}
	for next < end && (a.is(language.BeforeVerbs, next) || // so nannte ihn der Lotse
		a.is(language.NoSubjects, next) && next+1 < end && a.starts(next+1) && !a.starts(next)) {
		next++
	}
	day := func(i int) bool { return i < end && a.Weekday(a.words[i].lower) >= 0 }
	if day(next+1) && a.is(language.SpeakerEnds, next) { // sagte am Montag der Lotse
		next += 2
	}
	if a.nobody(v) {
		for next < end && (a.is(language.NoSpeakers, next) || a.is(language.Governing, next) || a.is(language.BeforeVerbs, next)) {
			next++
		}
	}
	if day(next) { // sagte Montag der Lotse; and nobody knows whether Montag is a name
		return Span{}
	}
	return a.phrase(next, end)
}
