package prose

import (
	"strings"

	"sourcemark/claims/language"
)

// Indirect speech in languages that make a noun of what is said, and put it before the verb: Turkish.
//
//	Liman müdürü, kışın seferlerin duracağını söyledi.      its last word has one of ClauseEndings
//	Seferlerin duracağını belirten liman müdürü, … dedi.    the same, before who speaks (SayingBefore)
//	Liman müdürüne göre feribot pahalı.                     a source, with a word after it (AccordingAfter)
//
// The speaker stands before a comma, or is an office, a body or a name in full at the head of the sentence. Where
// neither is so, nobody can tell the speaker from what he says, unless nothing but that stands there; then it begins
// with an owner (Possessives), and nobody is named.

// A nominal is a sentence read for what is reported in it so.
type nominal struct {
	stretch
	all account
}

// nominals returns the reports in one block of text.
func (r *Reader) nominals(s string, pairs []Pair) (out []ReportedSpeech) {
	for _, sent := range r.wholeSentences(s, pairs) {
		if sent.End-sent.Start > longestSentence {
			continue
		}
		var here []Pair
		here, pairs = overlapping(pairs, sent)
		a := account{Reader: r, s: s, end: contentEnd(s, sent), words: r.wordsOf(s, sent, here)}
		n := nominal{a.stretch(0, len(a.words)), a}
		n.read()
		out = append(out, n.all.out...)
	}
	return out
}

// read reads the sentence.
func (n *nominal) read() {
	from := 0
	for i := 1; i < len(n.words) && len(n.all.out) < mostReports; i++ {
		if n.all.words[i].quoted {
			continue
		}
		if n.Has(language.AccordingAfter, n.lower[i]) && i+1 < len(n.words) && n.source(from, i) {
			n.all.out = append(n.all.out, ReportedSpeech{n.span(from, i), n.words[i], n.all.rest(i + 1)})
			return
		}
		last := i - 1
		for last > from && n.Has(language.BeforeVerbs, n.lower[last]) {
			last--
		}
		if n.all.words[last].quoted || !n.clause(last) {
			continue
		}
		before := n.entry(language.SayingBefore, i) // who speaks
		verb := max(before, n.entry(language.Saying, i), n.entry(language.Thinking, i))
		if verb == 0 {
			continue
		}
		x := ReportedSpeech{Cue: n.span(i, i+verb)}
		start, ok := from, true
		switch {
		case before > 0 && i+verb < len(n.words):
			x.Speaker = n.phrase(i + verb)
		case len(n.all.out) > 0 && n.Has(language.Ands, n.lower[from]):
			start, x.Speaker = from+1, n.all.out[len(n.all.out)-1].Speaker // ve pahalı olduğunu ekledi
		default:
			x.Speaker, start, ok = n.subject(from, last)
		}
		if ok && start <= last {
			x.Content = Span{n.all.rest(start).Start, n.words[last].End}
			n.all.out = append(n.all.out, x)
		}
		from = i + verb
		i = from - 1
	}
}

// clause reports whether words[i] makes a noun of a clause.
func (n *nominal) clause(i int) bool {
	const stem = 2 // bytes of a verb at least, before the ending
	w := n.lower[i]
	ending := n.End(language.ClauseEndings, w)
	return ending != "" && len(w) >= len(ending)+stem
}

// subject returns who speaks in words[from:last+1], and the word with which begins what he says.
func (n *nominal) subject(from, last int) (who Span, start int, ok bool) {
	if who, start = n.first(from, last+1); who.End > 0 && !n.all.words[from].quoted {
		for k := start + 1; k <= last && n.when(start); k++ { // Sözcü, pazartesi günü, …
			if strings.TrimSpace(n.gap(k)) == "," {
				start = k
			}
		}
		return who, start, true
	}
	const most = 6 // words of an office at the head
	for k := from; k < last && k < from+most && (k == from || n.joined(k)); k++ {
		if next := k + 1; n.someone(k) && n.joined(next) && !n.capital(next) && !n.someone(next) {
			who, _ := n.pick(from, next)
			return who, next, true
		}
		if k > from && !n.capital(k) && n.owner(k) {
			break // what is said has begun
		}
	}
	head := from
	for head < last && n.capital(head) && n.capital(head+1) {
		head++
	}
	return Span{}, from, n.owner(head) // Ayşe Yılmaz'ın geleceğini söyledi
}

// first returns the first in words[i:k] who is named before a comma, and the word after it.
func (c stretch) first(i, k int) (who Span, next int) {
	const most = 3 // commas before the speaker's: when and where
	for at, n := i, 0; n < most; n++ {
		next = at + 1
		for next < k && strings.TrimSpace(c.gap(next)) != "," {
			next++
		}
		if next >= k {
			break
		}
		alone := next == at+1 && c.capital(at) && !c.when(at) && !c.opener(c.lower[at]) && c.entry(language.BeforeVerbs, at) == 0
		if alone || c.someone(next-1) {
			who, _ = c.pick(at, next)
			return who, next
		}
		at = next
	}
	return Span{}, 0
}

// someone reports whether words[i] may end what names a speaker: an office, a body, a pronoun, or a name after another
// or after an office.
func (c stretch) someone(i int) bool {
	w := c.lower[i]
	return c.Has(language.Offices, w) || c.Has(language.Agents, w) || c.Has(language.Groups, w) || c.pronoun(i) ||
		c.capital(i) && !strings.Contains(w, "'") && i > 0 && (c.capital(i-1) || c.Has(language.Offices, c.lower[i-1]))
}

// owner reports whether words[i] has the ending of an owner, by which the subject of a clause is known: feribotun.
func (n *nominal) owner(i int) bool { return n.End(language.PossessiveEndings, n.lower[i]) != "" }

// source reports whether words[i:k] name somebody who is a source: Yılmaz'a, liman müdürüne; and not last year.
func (n *nominal) source(i, k int) bool {
	const (
		longest = 6 // words
		short   = 3 // bytes of a word with which too many others begin
	)
	w := n.lower[max(i, k-1)]
	return k > i && k <= i+longest && (strings.Contains(w, "'") && n.capital(k-1) ||
		len(n.Begin(language.Offices, w)) > short || n.Begins(language.Groups, w))
}
