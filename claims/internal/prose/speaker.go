package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// An Attribution says who is quoted (Speaker), by which word the text says so (Cue), and the speaker with his
// description, "Brown, a lawyer for the islands" (Full), in bytes of the text searched. Each may be empty.
type Attribution struct{ Speaker, Cue, Full Span }

// An Attributor is a text read for the speakers of its quotations, once for all of them: where a quotation opens with
// every word, each word stands beside a hundred.
type Attributor struct {
	*Reader
	s            string
	words        []Span
	lower        []string // words in lower case, with straight apostrophes; nil until somebody asks (foreign.go)
	cues         []uint8  // of each word, whether it is a cueVerb: 0 if that is not known yet, 1 if not, 2 if so
	sources      []uint8  // and whether it and the word before it are "according to"
	read         []word   // the words, and room for the clauses of a sentence; nil until somebody asks (beside.go)
	clauses      []clauseOf
	starts, ends []int // where clauses start and end at a mark, in order
}

// NewAttributor returns an Attributor for s.
func (r *Reader) NewAttributor(s string) *Attributor {
	a := &Attributor{Reader: r, s: s, words: r.tokens(s, 0, len(s))}
	a.cues, a.sources = make([]uint8, len(a.words)), make([]uint8, len(a.words))
	for i, c := range s {
		switch c {
		case ';', '"':
			a.ends, a.starts = append(a.ends, i), append(a.starts, i+1)
		case ':', '“', '«', '„', '「', '『', '‘':
			a.ends = append(a.ends, i)
		case '”', '»', '」', '』':
			a.starts = append(a.starts, i+utf8.RuneLen(c))
		}
	}
	return a
}

// cue reports whether words[i] is a cueVerb.
func (r *Attributor) cue(i int) bool {
	if r.cues[i] == 0 {
		r.cues[i] = 1
		if r.cueVerb(r.words[i].text(r.s)) {
			r.cues[i] = 2
		}
	}
	return r.cues[i] == 2
}

// source reports whether words[i-1] and words[i] are "according to".
func (r *Attributor) source(i int) bool {
	if r.sources[i] == 0 {
		r.sources[i] = 1
		if r.Has(language.AccordingTo, lowerText(r.s, r.words[i-1])+" "+lowerText(r.s, r.words[i])) {
			r.sources[i] = 2
		}
	}
	return r.sources[i] == 2
}

// between returns which words lie in [from, to), as a half-open range of their numbers.
func (r *Attributor) between(from, to int) (first, last int) {
	first, _ = slices.BinarySearchFunc(r.words, from, func(w Span, at int) int { return w.Start - at })
	last, _ = slices.BinarySearchFunc(r.words, to+1, func(w Span, at int) int { return w.End - at })
	return first, max(first, last)
}

// Attribute finds who speaks a quotation that stands at quote, in the sentence or sentences at: in
// what follows it (he said; said the minister), else in what stands before it (the minister said:;
// according to the minister,; The minister:). It knows the cues of English, and after them those of other
// languages (foreign.go).
func (r *Attributor) Attribute(at, quote Span) (Attribution, bool) {
	s := r.s[:at.End]
	const unknown = "" // language: English is tried first
	if r.Tag != unknown && !r.english() {
		if r.any(language.Capitals) {
			return r.beside(at, quote)
		}
		if a, read := r.foreign(s, at.Start, quote); read {
			a.Full = a.Speaker
			return a, a != Attribution{}
		}
	}
	if a, ok := r.after(s, quote.End); ok {
		if a.Full == (Span{}) {
			a.Full = r.described(s, a.Speaker)
		}
		return a, true
	}
	a, ok := r.before(s, at.Start, quote.Start)
	if a.Cue.End == 0 && r.Tag == unknown {
		if f, read := r.foreign(s, at.Start, quote); read {
			a, ok = f, f != Attribution{}
		}
	}
	a.Full = a.Speaker
	return a, ok
}

// described returns a name with the brackets and appositions after it.
func (r *Reader) described(s string, name Span) Span {
	if name.End == 0 {
		return name
	}
	end := name.End
	s = s[:min(len(s), end+reach)]
	if end < len(s) && strings.HasPrefix(s[end:], " (") {
		if i := strings.IndexByte(s[end:], ')'); i > 0 && i < len(" (Independent, Ohio)") { // a party and a state
			end += i + 1
		}
	}
	for strings.HasPrefix(s[end:], ", ") {
		rest := s[end+2:]
		stop := strings.IndexAny(rest, ",;:“\"")
		if stop < 0 {
			stop = len(strings.TrimRight(rest, ". "))
		}
		word := firstWord(rest)
		lower := strings.ToLower(word)
		if stop == 0 || r.Has(language.Prepositions, lower) || r.Has(language.AfterSpeakers, lower) &&
			!r.Has(language.DescribingRelatives, lower) || r.End(language.ReportingParticiple, lower) != "" || r.cueVerb(word) {
			break
		}
		end += 2 + stop
	}
	return Span{name.Start, end}
}

// after reads "he told Mr Xi", "said the minister", "the minister, a lawyer, said".
func (r *Attributor) after(s string, at int) (Attribution, bool) {
	lo, hi := r.between(at, r.clauseEnd(at, len(s)))
	words := r.words[lo:hi]
	if len(words) == 0 {
		return Attribution{}, false
	}
	// “…” ― Jane Roe, as letters are signed
	gap := s[at:words[0].Start]
	if mark := strings.TrimSpace(gap); gap == " -" || mark != "" && strings.Contains("—―–", mark) {
		const longest = 6 // words of a signature; more are a sentence
		for len(words) > 1 && r.Has(language.Offices, lowerText(s, words[0])) &&
			unicode.IsUpper(first(words[1].text(s))) {
			words = words[1:]
		}
		if np := r.nounPhrase(s, words); np.End > 0 && len(words) <= longest {
			return Attribution{Speaker: np}, true
		}
	}
	if w := words[0]; r.cue(lo) { // said the minister
		if np := r.nounPhrase(s, words[1:]); np.End > 0 {
			return Attribution{Speaker: np, Cue: w}, true
		}
		return Attribution{}, false
	}
	if a, ok := r.speakerThenCue(s, lo, hi); ok {
		return a, true
	}
	// “…,” Brown fumed: after a comma within the marks stands who said it, whatever the verb.
	if mark := strings.TrimRight(s[:at], "”\"’'»"); strings.HasSuffix(mark, ",") || strings.HasSuffix(mark, "?") {
		const longest = 5 // words of a name with its title
		if w := words[0].text(s); len(words) > 1 && r.End(language.PastEndings, w) != "" &&
			!unicode.IsUpper(first(w)) &&
			blank(s[words[0].End:words[1].Start]) && blank(s[at:words[0].Start]) {
			if np := r.nounPhrase(s, words[1:]); np.End > 0 {
				return Attribution{Speaker: np, Cue: words[0]}, true
			}
		}
		for i := 1; i < len(words) && i <= longest && blank(s[words[i-1].End:words[i].Start]); i++ {
			if w := words[i].text(s); r.End(language.PastEndings, w) != "" && !unicode.IsUpper(first(w)) &&
				r.nominal(s, words[:i]) {
				return Attribution{Speaker: Span{words[0].Start, words[i-1].End}, Cue: words[i]}, true
			}
		}
	}
	return Attribution{}, false
}

// speakerThenCue reads a speaker and the cue after it from words[lo] on, before words[hi].
func (r *Attributor) speakerThenCue(s string, lo, hi int) (Attribution, bool) {
	const most = 24 // words between the start of a name with its apposition and the verb
	words := r.words[lo:hi]
	for i := 1; i < len(words) && i <= most; i++ {
		if !r.cue(lo + i) {
			continue
		}
		head := words[:i]
		full := head
		for len(full) > 1 && r.Has(language.BeforeVerbs, strings.ToLower(full[len(full)-1].text(s))) {
			full = full[:len(full)-1]
		}
		for len(head) > 1 && r.Has(language.BeforeVerbs, strings.ToLower(head[len(head)-1].text(s))) {
			head = head[:len(head)-1]
		}
		// An apposition after a comma belongs to the speaker's description, not to the name.
		for k := 1; k < len(head); k++ {
			if strings.Contains(s[head[k-1].End:head[k].Start], ",") {
				head = head[:k]
				break
			}
		}
		if !r.nominal(s, head) {
			return Attribution{}, false
		}
		name := Span{head[0].Start, head[len(head)-1].End}
		return Attribution{name, words[i], Span{head[0].Start, full[len(full)-1].End}}, true
	}
	return Attribution{}, false
}

// before reads "the minister said:", "according to the minister,", "The minister:" before at.
func (r *Attributor) before(s string, from, at int) (Attribution, bool) {
	lo, hi := r.between(r.clauseStart(from, at), at)
	words := r.words[lo:hi]
	if len(words) == 0 {
		return Attribution{}, false
	}
	for i := len(words) - 1; i > 0; i-- {
		if r.source(lo + i) {
			if np := r.nounPhrase(s, words[i+1:]); np.End > 0 {
				return Attribution{Speaker: np, Cue: Span{words[i-1].Start, words[i].End}}, true
			}
		}
	}
	for i := len(words) - 1; i > 0; i-- {
		if !r.cue(lo + i) {
			continue
		}
		// The subject is the noun phrase that ends before the verb.
		k := i
		for k > 0 && r.Has(language.BeforeVerbs, strings.ToLower(words[k-1].text(s))) {
			k--
		}
		head := k
		for head > 0 && head > k-8 && r.partOfName(s, words[head-1]) &&
			!strings.ContainsAny(s[words[head-1].End:words[head].Start], ",;:.—") {
			head--
			if w := strings.ToLower(words[head].text(s)); r.Has(language.Determiners, w) ||
				r.Has(language.Pronouns, w) {
				break
			}
		}
		if head < k {
			return Attribution{Speaker: Span{words[head].Start, words[k-1].End}, Cue: words[i]}, true
		}
		if k > 0 && s[words[k-1].End:words[k].Start] == ", " {
			return Attribution{Speaker: r.aside(s, words[:k]), Cue: words[i]}, true
		}
		return Attribution{Cue: words[i]}, true
	}
	if gap := strings.TrimSpace(s[words[len(words)-1].End:at]); gap == ":" || gap == "：" {
		const lead = 3 // words: "And this from Brown:"
		for i := range min(lead, len(words)-1) {
			if r.Has(language.Leads, lowerText(s, words[i])) {
				words = words[i+1:]
				break
			}
		}
		if r.nominal(s, words) {
			return Attribution{Speaker: Span{words[0].Start, words[len(words)-1].End}}, true
		}
	}
	return Attribution{}, false
}

// aside returns who speaks where an apposition stands before the verb: "Brown" in "the harbour master, Brown, said" and
// "Brown, the harbour master, said". words end before the verb; the zero Span if that is not so.
func (r *Reader) aside(s string, words []Span) Span {
	const longest = 24 // words of an apposition; with more, the comma before the verb is another one
	n := len(words)
	k := n - 1
	for k > 0 && k > n-longest && !strings.Contains(s[words[k-1].End:words[k].Start], ",") {
		k--
	}
	if k == 0 || s[words[k-1].End:words[k].Start] != ", " {
		return Span{}
	}
	name := true // what stands in the apposition is one
	for _, w := range words[k:] {
		t := w.text(s)
		name = name && (unicode.IsUpper(first(t)) || r.Has(language.Nobiliary, t))
	}
	if name && !unicode.IsUpper(first(words[k-1].text(s))) {
		return Span{words[k].Start, words[n-1].End}
	}
	head := k
	for head > 0 && head > k-8 && r.partOfName(s, words[head-1]) &&
		(head == k || blank(s[words[head-1].End:words[head].Start])) {
		head--
	}
	if head < k && r.nominal(s, words[head:k]) {
		return Span{words[head].Start, words[k-1].End}
	}
	return Span{}
}

func (w Span) text(s string) string { return s[w.Start:w.End] }

// tokens returns the words of s[from:to].
func (r *Reader) tokens(s string, from, to int) []Span {
	var out []Span
	start := -1
	for i := from; i <= to; {
		c, n := rune(' '), 1
		if i < to {
			c, n = utf8.DecodeRuneInString(s[i:])
		}
		joins := c == '\'' || c == '’'
		in := isWord(c) || start >= 0 && (joins || c == '-' || c == '.' && i-start <= 3) && i+n < to &&
			isWord(first(s[i+n:])) && !(joins && elided(s[start:], s[i+n:]))
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			// The stop of "Mr." belongs to it.
			end := i
			if joins && i+n < to && elided(s[start:], s[i+n:]) || c == '.' &&
				r.Has(language.Titles, strings.ToLower(s[start:i])) {
				end = i + n
			}
			out = append(out, Span{start, end})
			start = -1
		}
		i += n
	}
	return out
}

// elided reports whether two words that an apostrophe joins are one of grammar and a name: "d'Anna".
func elided(word, next string) bool {
	return unicode.IsLower(first(word)) && unicode.IsUpper(first(next))
}

// nounPhrase returns the noun phrase at the head of words; empty if none stands there.
func (r *Reader) nounPhrase(s string, words []Span) Span {
	n := 0
	for n < len(words) && n < 8 {
		if n > 0 && strings.ContainsAny(s[words[n-1].End:words[n].Start], ",;:.—–(“\"") && !initial(s, words[n-1]) {
			break
		}
		w := strings.ToLower(words[n].text(s))
		if r.Has(language.AfterSpeakers, w) || n > 0 && (r.Has(language.Pronouns, w) || r.Has(language.Have, w)) {
			break
		}
		if n > 0 && r.adverb(words[n].text(s)) && !r.Has(language.Determiners, lowerText(s, words[n-1])) {
			break // "said Brown contentedly"
		}
		n++
		if r.Has(language.Pronouns, w) && !r.Has(language.Determiners, w) {
			break
		}
	}
	if n == 0 || !r.nominal(s, words[:n]) {
		return Span{}
	}
	return Span{words[0].Start, words[n-1].End}
}

// adverb reports whether a word says in what manner a speaker spoke: "contentedly".
func (r *Reader) adverb(w string) bool {
	return r.End(language.AdverbEndings, w) != "" && !unicode.IsUpper(first(w)) &&
		!r.Has(language.NotAdverbs, w)
}

// initial reports whether a word is the first letters of names, or a short title, whose stop ends nothing.
func initial(s string, w Span) bool {
	t := w.text(s)
	return unicode.IsUpper(first(t)) && (len(t) <= 4 || strings.Contains(t, ".") && len(t) <= 5) &&
		strings.HasPrefix(s[w.End:], ". ")
}

// nominal reports whether words can stand for a person: a pronoun, a determiner and a noun, or a name.
func (r *Reader) nominal(s string, words []Span) bool {
	if len(words) == 0 {
		return false
	}
	w := words[0].text(s)
	lower := strings.ToLower(w)
	if r.Has(language.Pronouns, lower) && (!r.Has(language.Determiners, lower) || len(words) == 1) {
		return len(words) == 1
	}
	if r.Has(language.Determiners, lower) {
		return len(words) > 1
	}
	if r.Has(language.Titles, strings.TrimSuffix(lower, ".")) {
		return true
	}
	if unicode.IsUpper(first(w)) || unicode.Is(unicode.Lo, first(w)) || r.Has(language.Plurals, lower) {
		return true
	}
	// "panel chairman Jason Roe", "9/11 widow Jane Roe": a name at the end
	const longest = 6 // words of an office and a name
	last := words[len(words)-1].text(s)
	return len(words) <= longest && unicode.IsUpper(first(last)) && r.Classify(lower) != Grammar
}

// partOfName reports whether w may stand within the name or description of a speaker.
func (r *Reader) partOfName(s string, w Span) bool {
	t := w.text(s)
	lower := strings.ToLower(t)
	return unicode.IsUpper(first(t)) || r.Has(language.Determiners, lower) || r.Has(language.Pronouns, lower) ||
		r.Has(language.Titles, strings.TrimSuffix(lower, ".")) ||
		!r.Has(language.AfterSpeakers, lower) && !r.cueVerb(t) && r.Classify(lower) == Open ||
		r.Has(language.NameLinks, lower)
}

// reach bounds how far from a quotation its speaker is looked for, in bytes: a name with its apposition and a
// verb fit in, and a text that opens a quotation with every word is no trap.
const reach = 400

func (r *Attributor) clauseEnd(at, to int) int {
	to = min(to, at+reach)
	if i, _ := slices.BinarySearch(r.ends, at); i < len(r.ends) {
		to = min(to, r.ends[i])
	}
	return to
}

func (r *Attributor) clauseStart(from, at int) int {
	from = max(from, at-reach)
	if i, _ := slices.BinarySearch(r.starts, at+1); i > 0 {
		from = max(from, r.starts[i-1])
	}
	return from
}

// cueVerb reports whether w is a verb that presents a quotation: any that reports a clause, and a few that
// name things or go on.
func (r *Reader) cueVerb(w string) bool {
	w = strings.ToLower(w)
	base, _ := r.lemma(w)
	f := r.frameOf(base)
	return f == clause || f == told ||
		r.Has(language.SayingAlso, w)
}
