package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Attributions in other languages than English: who speaks a quotation, and the word that says so.
//
//	„…“, sagte die Ministerin.            verb, then speaker
//	« … », a déclaré mardi la ministre.   the same, with an auxiliary, and when it was
//	« … », a-t-elle dit.                  verb joined to its speaker
//	“…”, ông Dũng nói.                    speaker, then verb
//	El alcalde, Juan Soto, dijo: «…»      the same, before the quotation
//	قال الوزير: «…»                        verb, then speaker, then quotation
//	部长说：“…”                            verb joined to its speaker
//	장관은 “…”라고 말했다.                   speaker with a particle, quotation, verb
//	Selon le ministre, « … »              a preposition
//	La mairesse a été nette : « … »       whoever is named before a colon
//
// A speaker is his name with its title, without the office before it and its articles; his office where that is all
// there is.

// foreign finds the speaker of a quotation in the sentences from a place on, which s ends with. read says that nobody
// else need look.
func (r *Attributor) foreign(s string, from int, quote Span) (a Attribution, read bool) {
	i, k := r.between(r.clauseStart(from, quote.Start), quote.Start)
	l, m := r.between(quote.End, r.clauseEnd(quote.End, len(s)))
	before, after := r.words[i:k], r.words[l:m]
	// 장관은 “…”라고 말했다
	if n := len(before); n > 0 && len(after) > 0 {
		last := before[n-1].text(s)
		for i := 0; i < min(3, len(after)); i++ {
			name, ok := r.particled(last)
			if w := after[i].text(s); ok && hangul(w) && r.Has(language.Saying, w) {
				return Attribution{Speaker: Span{before[0].Start, before[n-1].Start + len(name)}, Cue: after[i]}, true
			}
		}
	}
	told := r.any(language.Saying) // by verbs that are listed, unlike in English
	var alone Attribution          // a verb after the quotation without a speaker: قال سعد: «…»، مضيفاً
	inner := strings.TrimLeftFunc(r.s[quote.Start:quote.End], func(c rune) bool { return !unicode.IsLetter(c) })
	mayName := unicode.IsUpper(first(inner)) && strings.Count(inner, " ") < longestTitle && !r.Nouns() &&
		r.any(language.That) && // where a verb may follow its quotation without a comma, which is not so of dedi
		!strings.HasSuffix(strings.TrimRight(inner, "”\"»’'"), ",") // and none stands within it, as in Indonesian
	if len(after) > 0 && told && !(mayName && blank(s[quote.End:after[0].Start]) && !strings.ContainsAny(inner, ".!?…")) {
		if alone, read = r.stretch(s, l, m).after(); read && alone.Speaker.End > 0 {
			return alone, true
		}
	}
	n := len(before)
	if n == 0 {
		return alone, read
	}
	last := before[n-1]
	if name, ok := r.Cut(language.SayingWithin, last.text(s)); ok && name != "" {
		at := last.Start + len(name)
		return Attribution{Speaker: Span{last.Start, at}, Cue: Span{at, last.End}}, true
	}
	if !told {
		return Attribution{}, false
	}
	c := r.stretch(s, i, k)
	gap := s[last.End:quote.Start]
	name := strings.TrimSpace(gap) == "" && mayName
	if a, ok := c.before(name); ok && (!read || a.Speaker.End > 0) {
		return a, true
	}
	if read {
		if r.nominalizes() { // Bakan, “…” dedi
			if alone.Speaker, _ = c.first(0, n); alone.Speaker.End == 0 {
				alone.Speaker = c.subject(n)
			}
		}
		return alone, true
	}
	if r.Tag == "" || Caseless(s[before[0].Start:last.End]) {
		return Attribution{}, false
	}
	return c.label(strings.Contains(gap, ":")), strings.Contains(gap, ":")
}

// A stretch is the words beside a quotation, read for who speaks.
type stretch struct {
	*Reader
	s     string
	words []Span
	lower []string
}

// stretch returns words[i:k] of the text that s is the beginning of.
func (r *Attributor) stretch(s string, i, k int) stretch {
	if r.lower == nil {
		r.lower = make([]string, len(r.words))
		for i, w := range r.words {
			r.lower[i] = strings.ReplaceAll(lowerText(r.s, w), "’", "'")
		}
	}
	return stretch{r.Reader, s, r.words[i:k], r.lower[i:k]}
}

// longestTitle is the most words of the name of a newspaper, a ship, a company.
const longestTitle = 4

// longestSubject is the most words of a name with its office: "the deputy minister for the environment and the islands,
// Anna Brown".
const longestSubject = 16

// entry returns how many words from words[i] on are an entry of a key: none, or one to three.
func (c stretch) entry(k language.Key, i int) (n int) {
	const longest = 3 // de acuerdo con
	text := c.lower[i]
	for end := i + 1; ; end++ {
		if c.Has(k, text) {
			n = end - i
		}
		if end == len(c.words) || end == i+longest || !c.joined(end) {
			break
		}
		text += " " + c.lower[end]
	}
	return n
}

// gap returns what stands between words[i] and the word before it.
func (c stretch) gap(i int) string { return c.s[c.words[i-1].End:c.words[i].Start] }

// joined reports whether no more than a space stands before words[i], or the stop of an initial or a title.
func (c stretch) joined(i int) bool {
	gap := c.gap(i)
	return blank(gap) || gap == ". " && initial(c.s, c.words[i-1])
}

func (c stretch) capital(i int) bool { return capital(c.s, c.words[i]) }

// span returns words[i:k].
func (c stretch) span(i, k int) Span { return Span{c.words[i].Start, c.words[k-1].End} }

// verb returns how many words of saying begin at words[i], with the auxiliary before them and what stands between, and
// the pronoun that is joined to them, if one is: a-t-elle ajouté, dit-il.
func (c stretch) verb(i int) (n int, pronoun Span) {
	const between = 2 // words: a également
	verb, _, inverted := strings.Cut(c.lower[i], "-")
	helped := c.Has(language.Auxiliaries, verb)
	if inverted && (helped || c.Has(language.Saying, verb)) {
		pronoun = c.words[i].clitic(c.s)
		if !helped {
			return 1, pronoun
		}
	}
	if helped {
		for k := i + 1; k < len(c.words) && k <= i+1+between && c.joined(k); k++ {
			if n := max(c.entry(language.Saying, k), c.entry(language.SayingForms, k)); n > 0 {
				return k + n - i, pronoun
			}
			if c.entry(language.BeforeVerbs, k) == 0 && c.entry(language.Auxiliaries, k) == 0 {
				break
			}
		}
	}
	if n = c.entry(language.Saying, i); n > 0 && !c.Has(language.SayingForms, c.lower[i]) {
		return n, Span{}
	}
	if p := c.Begin(language.VerbPrefixes, c.lower[i]); p != "" && c.Has(language.Saying, c.lower[i][len(p):]) {
		return 1, Span{}
	}
	return 0, Span{}
}

// after reads what follows a quotation: verb and speaker, speaker and verb, or a preposition and speaker.
func (c stretch) after() (Attribution, bool) {
	i := 0
	n, pronoun := c.verb(i)
	for n == 0 && i < len(c.words)-1 && c.entry(language.BeforeVerbs, i) > 0 && c.joined(i+1) {
		i++ // le respondió
		n, pronoun = c.verb(i)
	}
	if n > 0 {
		a := Attribution{Speaker: pronoun, Cue: c.span(0, i+n)}
		if pronoun.End == 0 {
			a.Speaker = c.speaker(i + n)
		}
		return a, true
	}
	if n := c.entry(language.AccordingTo, 0); n > 0 && n < len(c.words) {
		if who := c.phrase(n); who.End > 0 {
			return Attribution{Speaker: who, Cue: c.span(0, n)}, true
		}
	}
	for i := 1; i < len(c.words) && i <= longestSubject; i++ {
		n, _ := c.verb(i)
		if n == 0 {
			continue
		}
		if i+n < len(c.words) && c.Has(language.That, c.lower[i+n]) {
			break
		}
		k := c.group(i)
		if who := c.subject(k); k > 0 && who.End > 0 {
			return Attribution{Speaker: who, Cue: c.span(i, i+n)}, true
		}
		break
	}
	return Attribution{}, false
}

// before reads what stands before a quotation; name says that this may be a name, as in пишет газета «Вестник».
func (c stretch) before(name bool) (Attribution, bool) {
	for i := range c.words {
		if n := c.entry(language.AccordingTo, i); n > 0 && i+n < len(c.words) && (i == 0 || c.opener(c.lower[0])) {
			if who := c.phrase(i + n); who.End > 0 {
				return Attribution{Speaker: who, Cue: c.span(i, i+n)}, true
			}
		}
		if i > 0 {
			break
		}
	}
	const farthest = 20 // words before a quotation at which its verb stands
	for i := len(c.words) - 1; i >= max(0, len(c.words)-farthest); i-- {
		if n, pronoun := c.verb(i); n > 0 && !c.noun(i) && !(name && i+n < len(c.words)) {
			who := pronoun
			if who.End == 0 {
				who = c.whose(i, n)
			}
			return Attribution{Speaker: who, Cue: c.span(i, i+n)}, true
		}
	}
	return Attribution{}, false
}

// noun reports whether words[i], which may be a verb of saying, is a noun here: after an article or a preposition.
func (c stretch) noun(i int) bool {
	return i > 0 && c.joined(i) && !c.Has(language.Auxiliaries, c.lower[i]) && (c.IsArticle(c.lower[i-1]) || c.Has(language.Governing, c.lower[i-1]))
}

// whose returns the subject of the verb of n words at words[i]: before it, after it, or that of the verb before.
func (c stretch) whose(i, n int) Span {
	k := c.group(i)
	before, after := c.subject(k), Span{}
	if i+n < len(c.words) && c.joined(i+n) {
		after = c.speaker(i + n)
	}
	first := Caseless(c.words[i].text(c.s)) || // قال الوزير
		k > 0 && !c.joined(k) && after.End > 0 && c.capital(c.at(after.End)-1) // …, admitiu Ana Brum, acrescentando:
	switch {
	case before.End > 0 && !(first && after.End > 0):
		return before
	case after.End > 0:
		return after
	}
	for j := k - 1; j >= 0; j-- { // admitiu o prefeito, acrescentando:
		if m, _ := c.verb(j); m > 0 && !c.noun(j) {
			return (stretch{c.Reader, c.s, c.words[:k], c.lower[:k]}).whose(j, m)
		}
	}
	return Span{}
}

// at returns how many words end before byte end.
func (c stretch) at(end int) int {
	n, _ := slices.BinarySearchFunc(c.words, end+1, func(w Span, at int) int { return w.End - at })
	return n
}

// group returns where the words begin that belong to the verb at words[i]: auxiliaries, pronouns, adverbs.
func (c stretch) group(i int) int {
	for i > 0 && c.joined(i) && (c.Has(language.BeforeVerbs, c.lower[i-1]) || c.Has(language.Auxiliaries, c.lower[i-1]) ||
		c.End(language.AdverbEndings, c.lower[i-1]) != "" && !c.Has(language.NotAdverbs, c.lower[i-1]) && !c.capital(i-1) ||
		c.negates(i-1) || i > 1 && c.joined(i-1) && c.Has(language.BeforeVerbs, c.lower[i-2]+" "+c.lower[i-1])) {
		i--
	}
	return i
}

// negates reports whether words[i] belongs to a verb that is denied: not, n'a.
func (c stretch) negates(i int) bool {
	_, helper, elided := strings.Cut(c.lower[i], "'")
	return !c.capital(i) && c.Has(language.Negations, c.lower[i]) || elided && c.Has(language.Auxiliaries, helper)
}

// subject returns who stands before the verb whose words begin at words[k]: "Juan Soto" in El alcalde, Juan Soto, dijo,
// and in Juan Soto, alcalde de la isla, en su discurso, dijo.
func (c stretch) subject(k int) Span {
	if k == 0 {
		return Span{}
	}
	gap, beside := "", k == len(c.words) || c.joined(k)
	if k < len(c.words) {
		gap = strings.TrimSpace(c.gap(k))
	}
	if rest, bracket := strings.CutPrefix(gap, ")"); bracket { // o governador, Carlos Melo (PL), disse
		for k > 1 && !strings.Contains(c.gap(k-1), "(") {
			k--
		}
		k--
		gap = strings.TrimSpace(rest)
		if beside = gap == ""; k == 0 {
			return Span{}
		}
	}
	start := c.part(k)
	if beside {
		who, _ := c.ending(start, k)
		return who
	}
	if gap != "," && !dash(gap) {
		return Span{}
	}
	if who, name := c.ending(start, k); name && who == c.span(start, k) {
		return who
	}
	if c.saysIn(start, k) && !c.Has(language.Relatives, c.lower[start]) {
		return Span{}
	}
	const asides = 3 // between the subject and its verb
	for end, n := start, 0; end > 0 && n < asides; n++ {
		start = c.part(end)
		if c.saysIn(start, end) {
			break
		}
		if who, name := c.ending(start, end); who.End > 0 {
			if !name && start > 0 { // Juan Soto, alcalde de la isla, en su discurso, dijo
				if before := c.part(start); c.named(before, start) {
					return c.span(before, start)
				}
			}
			return who
		}
		end = start
	}
	return Span{}
}

// saysIn reports whether a verb of saying is among words[i:k].
func (c stretch) saysIn(i, k int) bool {
	for ; i < k; i++ {
		if n, _ := c.verb(i); n > 0 && !c.noun(i) {
			return true
		}
	}
	return false
}

// part returns where the words before words[end] begin that no stop parts.
func (c stretch) part(end int) int {
	start := end - 1
	for start > 0 && c.joined(start) {
		start--
	}
	return start
}

// named reports whether words[i:k] are a name and nothing else.
func (c stretch) named(i, k int) bool {
	who, name := c.ending(i, k)
	return name && who == c.span(i, k)
}

// ending returns who is named at the end of words[i:k], which no stop parts, and whether it is by name.
func (c stretch) ending(i, k int) (who Span, name bool) {
	for j := k - 1; j >= i; j-- { // el papel en el que José Ojeda había escrito
		if c.relates(j) {
			i = j + 1
			break
		}
	}
	for i < k && !c.determines(i) && c.entry(language.Addresses, i) == 0 && (c.opener(c.lower[i]) && !c.pronoun(i) || c.Has(language.Ands, c.lower[i])) &&
		!c.Has(language.Governing, c.lower[i]) {
		i++
	}
	if i == k || i == k-1 && c.IsArticle(c.lower[i]) || c.Has(language.Ands, c.lower[k-1]) { // lo ha detto; y dijo
		return Span{}, false
	}
	if Caseless(c.words[i].text(c.s)) {
		for i < k-1 && c.Has(language.Auxiliaries, c.lower[i]) { // كان الوزير قد قال
			i++
		}
		w := c.lower[i]
		if c.Has(language.SpeakerEnds, w) || c.Has(language.SpeakerEnds, strings.TrimPrefix(w, c.Begin(language.VerbPrefixes, w))) {
			return Span{}, false
		}
		return c.caseless(i, k), true
	}
	if c.pronoun(k - 1) {
		return c.words[k-1], false
	}
	if !c.IsArticle(c.lower[i]) && (c.Has(language.Governing, c.lower[i]) || c.entry(language.SpeakerEnds, i) > 0) {
		source := c.Has(language.SourcePrepositions, c.lower[i]) && c.bare()
		i++                  // en conferencia de prensa el alcalde
		if source && i < k { // в агентстве сообщили
			return c.span(i, k), false
		}
		for i < k && !(c.starts(i) && !c.Has(language.Governing, c.lower[i-1]) && !c.IsArticle(c.lower[i-1])) {
			i++
		}
		if i == k {
			return Span{}, false
		}
	}
	return c.pick(max(i, k-longestSubject), k)
}

// relates reports whether words[i] begins a clause on what stands before it.
func (c stretch) relates(i int) bool {
	return c.Has(language.That, c.lower[i]) || c.joinsThat(c.lower[i]) || c.Has(language.Relatives, c.lower[i]) && !c.IsArticle(c.lower[i])
}

// article reports whether words[i] is an article, or has one written to it: l'entraîneur.
func (c stretch) article(i int) bool {
	w, _, elided := strings.Cut(c.lower[i], "'")
	return c.IsArticle(c.lower[i]) || elided && c.IsArticle(w)
}

// bareWord returns words[i] without an article that is written to it.
func (c stretch) bareWord(i int) string {
	if w, rest, elided := strings.Cut(c.lower[i], "'"); elided && c.IsArticle(w) {
		return rest
	}
	return c.lower[i]
}

// determines reports whether words[i] is an article, or another word that begins what names somebody.
func (c stretch) determines(i int) bool {
	return c.article(i) && c.bareWord(i) == "" || c.IsArticle(c.lower[i]) || c.Has(language.Determiners, c.lower[i])
}

// person reports whether words[i:k] begin as what names somebody does, after their articles.
func (c stretch) person(i, k int) bool {
	for i < k-1 && c.determines(i) {
		i++
	}
	return i < k && !c.determines(i) && c.starts(i)
}

func (c stretch) pronoun(i int) bool {
	return c.Has(language.Singular, c.lower[i]) || c.Has(language.PluralWords, c.lower[i])
}

// starts reports whether words[i] may begin what names somebody: it is an article, a pronoun, a title, an office or a
// name, or in a language without articles any word.
func (c stretch) starts(i int) bool {
	if c.determines(i) || c.pronoun(i) || c.capital(i) && !c.opener(c.lower[i]) || c.entry(language.Addresses, i) > 0 {
		return true
	}
	w := c.bareWord(i)
	return c.Has(language.Titles, strings.TrimSuffix(w, ".")) || c.Has(language.Offices, w) || c.Has(language.Agents, w) ||
		c.Has(language.Groups, w) || c.entry(language.Groups, i) > 0 || c.Has(language.Plurals, w)
}

// speaker returns who is named from words[i] on, after a verb, past when, where and to whom it was said: "la ministre" in
// a déclaré mardi devant la presse la ministre.
func (c stretch) speaker(i int) Span {
	const most = 10 // words: ayer, en una rueda de prensa en la sede del puerto,
	bare := c.bare()
	governed := -1 // the word before this one, if a preposition governs it: sur France Inter
	for k := i; k < len(c.words) && k <= i+most; k++ {
		if gap := strings.TrimSpace(c.gap(k)); gap != "" && gap != "," && !c.joined(k) || c.Has(language.That, c.lower[k]) {
			break
		}
		before := c.lower[k-1]
		switch {
		case k > i && (c.Has(language.Governing, before) || c.article(k-1)), // à la presse
			governed == k-1 && c.capital(k-1) && c.capital(k) && c.joined(k):
			governed = k
		case c.IsArticle(c.lower[k]) && k+1 < len(c.words) && c.when(k+1): // el lunes
		case c.article(k):
			return c.phrase(k)
		case c.when(k), c.Has(language.Governing, c.lower[k]), c.entry(language.BeforeVerbs, k) > 0:
		case c.starts(k), bare && k == i && c.joined(k):
			return c.phrase(k)
		}
	}
	if next := i + 1; bare && next < len(c.words) && c.joined(next) && c.Has(language.SourcePrepositions, c.lower[i]) &&
		!c.Has(language.TimeWords, c.lower[next]) && c.Weekday(c.lower[next]) < 0 { // сообщили в мэрии
		return c.span(next, max(next+1, c.phraseEnd(next)))
	}
	return Span{}
}

// bare reports whether the language has no articles, so that any word may begin what names somebody.
func (c stretch) bare() bool { return !c.any(language.Articles) }

// when reports whether words[i] begins when, where or to whom it was said.
func (c stretch) when(i int) bool {
	return c.entry(language.SpeakerEnds, i) > 0 || c.Weekday(c.lower[i]) >= 0
}

// phrase returns who is named by the words from words[i] on, up to a stop, or to where it is told when and where.
func (c stretch) phrase(i int) Span {
	end := c.phraseEnd(i)
	if end == i || c.Has(language.NoSpeakers, c.lower[i]) { // secondo quanto riferito
		return Span{}
	}
	if Caseless(c.words[i].text(c.s)) {
		return c.caseless(i, end)
	}
	who, name := c.pick(i, end)
	if next := end + 1; name && next < len(c.words) && c.joined(end) && c.joined(next) && c.Has(language.Ands, c.lower[end]) {
		if stop := c.phraseEnd(next); stop > next && c.named(next, stop) { // Anne Brun et Paul Lemaire
			return Span{who.Start, c.words[stop-1].End}
		}
	}
	if !name && end < len(c.words) && strings.TrimSpace(c.gap(end)) == "," { // le procureur, Rémy Heitz,
		next := c.phraseEnd(end)
		if next > end && c.named(end, next) {
			return c.span(end, next)
		}
	}
	return who
}

// phraseEnd returns where the words from words[i] on end that name somebody.
func (c stretch) phraseEnd(i int) int {
	named := false // by a name that no article makes a part of something: not la Sécurité
	end := i
	if n := c.entry(language.Addresses, i); n > 0 && c.bare() && i+n < len(c.words) && c.joined(i+n) && c.capital(i+n) {
		end += n + 1 // Bộ trưởng Kế hoạch
	}
	for ; end < len(c.words) && end < i+longestSubject; end++ {
		if end > i && !c.joined(end) || c.when(end) ||
			c.relates(end) {
			break
		}
		if end == i && c.pronoun(i) && !(i+1 < len(c.words) && c.joined(i+1) && c.capital(i+1)) {
			return i + 1
		}
		if !c.capital(end) {
			if named && !c.Has(language.Nobiliary, c.lower[end]) && !(end == i+1 && c.body(end)) {
				break
			}
			continue
		}
		before := end > i && (c.Has(language.Nobiliary, c.lower[end-1]) || c.Has(language.Governing, c.lower[end-1]) ||
			c.Has(language.NameLinks, c.lower[end-1]))
		first := end == i || !c.capital(end-1)
		switch {
		case first && (before && !named || end > i && c.IsArticle(c.lower[end-1])):
			named = false
		case first && end == i || !first || end > i:
			named = true
		}
	}
	for end > i+1 && !c.capital(end-1) && c.Has(language.Nobiliary, c.lower[end-1]) {
		end--
	}
	return end
}

// body reports whether words[i], after one with a capital, goes on with the name of a body in a language without
// articles, of which no more than a few words are left: в Европейском космическом агентстве.
func (c stretch) body(i int) bool {
	const most = 3
	k := i
	for k < len(c.words) && c.joined(k) && !c.capital(k) && !c.when(k) {
		k++
	}
	return c.bare() && k-i <= most && !c.saysIn(i, k)
}

// pick returns the name in words[i:k], which name somebody, with its title; name says that it is one. It returns all of
// them, without their articles, where they are an office alone.
func (c stretch) pick(i, k int) (who Span, name bool) {
	if Caseless(c.words[i].text(c.s)) {
		return c.caseless(i, k), true
	}
	for j := i; j < k-1; j++ {
		n := c.entry(language.Addresses, j)
		if n == 0 && c.Has(language.Titles, strings.TrimSuffix(c.lower[j], ".")) {
			n = 1
		}
		if n > 0 && j+n < k && (c.capital(j+n) || n > 1 && c.bare() && slices.ContainsFunc(c.words[j+n:k], func(w Span) bool {
			return capital(c.s, w)
		})) {
			for end := k; ; end-- {
				if c.capital(end - 1) {
					return c.span(j, end), true
				}
			}
		}
	}
	for end := k; end > i; end-- { // the last name
		if !c.capital(end - 1) {
			continue
		}
		from := c.nameStart(i, end)
		part := c.governs(i, from)
		if part && end-from > 2 && c.office(i) { // le ministre de l'Intérieur Jean Dupont
			part, from = false, from+1
		}
		from = c.pastOffices(from, end)
		single := from+1 == end && (end < k || from > i && // la Sécurité civile, мэр Казани, пресс-служба Казани
			(c.IsArticle(c.lower[from-1]) || c.bare() && (c.ofNone(c.lower[from]) || !c.office(from-1))))
		if !part && !single {
			return c.span(from, end), true
		}
		end = from + 1
	}
	return c.span(i, k), false
}

// among reports whether one of the words is among those of a key.
func (c stretch) among(k language.Key) bool {
	return slices.ContainsFunc(c.lower, func(w string) bool { return c.Has(k, w) })
}

// office reports whether words[i:] begin with an office, after an article.
func (c stretch) office(i int) bool {
	for i < len(c.words)-1 && c.determines(i) {
		i++
	}
	w := c.bareWord(i)
	return c.Has(language.Offices, w) || c.Has(language.Agents, w)
}

// nameStart returns where the name begins that ends before words[end].
func (c stretch) nameStart(i, end int) int {
	from := end - 1
	for from > i && c.joined(from) {
		k := from - 1
		for k > i && !c.capital(k) && c.Has(language.Nobiliary, c.lower[k]) && c.joined(k) {
			k--
		}
		if !c.capital(k) || k < from-1 && c.Has(language.Offices, c.lower[k]) {
			break
		}
		from = k
	}
	return from
}

// governs reports whether the word before words[from] makes what begins there a part of an office: de la République.
func (c stretch) governs(i, from int) bool {
	if from == i {
		return false
	}
	before := c.lower[from-1]
	return strings.HasSuffix(before, "'") || strings.HasSuffix(before, "’") || c.Has(language.Nobiliary, before) ||
		c.Has(language.Governing, before) || c.Has(language.NameLinks, before)
}

// pastOffices returns where a name begins without the offices, and the letters of bodies, that stand before it with a
// capital, as at the head of a sentence: Губернатор, PM.
func (c stretch) pastOffices(from, end int) int {
	for from < end-1 && (c.Has(language.Offices, c.lower[from]) || c.opener(c.lower[from]) ||
		end-from > 2 && (letters(c.words[from].text(c.s)) || c.ofNone(c.lower[from]))) {
		from++
	}
	return from
}

// ofNone reports whether a word ends as no name does of whom something is said: Москвы.
func (c stretch) ofNone(w string) bool {
	return c.End(language.NoNameEndings, w) != ""
}

// caseless is pick for scripts without capitals: the name after an office, be it in an apposition, رئيس هيئة القناة، الفريق
// أسامة ربيع.
func (c stretch) caseless(i, k int) Span {
	for j := i + 1; j < k; j++ {
		if c.Has(language.Agentives, c.lower[j]) || c.Weekday(c.lower[j]) >= 0 {
			k = j
		}
	}
	from, sure := c.pastNobodies(i, k)
	if sure || k == len(c.words) || strings.TrimSpace(c.gap(k)) != "،" {
		return c.span(from, k)
	}
	next := k
	for next < len(c.words) && (next == k || c.joined(next)) && c.entry(language.SpeakerEnds, next) == 0 {
		next++
	}
	if next < len(c.words) && (!c.joined(next) || c.Has(language.That, c.lower[next])) && next > k &&
		!c.Has(language.Nobodies, c.lower[k]) && c.proper(k, next) {
		return c.caseless(k, next)
	}
	return c.span(from, k)
}

// proper reports whether a word of words[i:k] is neither an office nor begins with an article.
func (c stretch) proper(i, k int) bool {
	for i < k && (c.nobody(i) || c.Begins(language.ArticlePrefixes, c.lower[i])) {
		i++
	}
	return i < k
}

func (c stretch) nobody(i int) bool {
	w := c.lower[i]
	return c.Has(language.Nobodies, w) || c.Has(language.Nobodies, strings.TrimPrefix(w, c.Begin(language.ArticlePrefixes, w)))
}

// pastNobodies returns where a name begins in words[i:k] that an office stands before; sure says that it is one.
func (c stretch) pastNobodies(i, k int) (from int, sure bool) {
	if !c.nobody(i) {
		return i, c.proper(i, k)
	}
	for j := k - 2; j > i; j-- { // رئيس هيئة قناة السويس أسامة ربيع
		if c.Begins(language.ArticlePrefixes, c.lower[j]) && !c.Begins(language.ArticlePrefixes, c.lower[j+1]) &&
			!c.Has(language.CommonFirstNames, c.lower[j-1]) {
			return j + 1, true
		}
	}
	for from = i; from < k && (c.nobody(from) || c.Begins(language.ArticlePrefixes, c.lower[from])); {
		from++
	}
	if from == k || !c.Begins(language.ArticlePrefixes, c.lower[i]) {
		return i, false // an office alone
	}
	return from, true
}

// label reads who is named before a quotation without a verb of saying: La mairesse a été nette: «…».
func (c stretch) label(colon bool) Attribution {
	if !colon {
		return Attribution{}
	}
	at := Span{c.words[0].Start, c.words[len(c.words)-1].End}
	const longest = 5 // words of a name with its office
	if who, _ := c.ending(0, len(c.words)); c.part(len(c.words)) == 0 && len(c.words) <= longest && c.starts(0) {
		return Attribution{Speaker: who}
	}
	var who Span
	for _, m := range c.Mentions(c.s, at.Start, at.End) {
		if len(m.Name) > 0 && m.Free && !m.The {
			who = m.Span
			break
		}
	}
	return Attribution{Speaker: who}
}

// foreignName returns the words up to a stop, or to where it is told when and where: as many as a name with its office
// has.
func (r *Reader) foreignName(s string, words []Span) Span {
	const longest = 5
	n := 0
	for n < len(words) && n < longest && (n == 0 || blank(s[words[n-1].End:words[n].Start])) {
		w := lowerText(s, words[n])
		if r.Has(language.SpeakerEnds, w) && !(n == 0 && r.IsArticle(w)) { // sagte der Lotse; sagte Braun der Zeitung
			break
		}
		n++
	}
	if n == 0 {
		return Span{}
	}
	return Span{words[0].Start, words[n-1].End}
}

// particled returns a Korean noun without the particle that makes it a subject.
func (r *Reader) particled(w string) (noun string, ok bool) {
	if p := r.End(language.SubjectParticles, w); p != "" && p != w {
		return strings.TrimSuffix(w, p), true
	}
	return w, false
}

// Offices holds who was introduced with which office, in languages that set an article before it: la ministre de la
// Pêche, Anne Brun. The zero Offices holds none.
type Offices struct{ holders map[string]*holder }

// A holder is who was introduced with an office.
type holder struct {
	who  Span
	many bool // others were introduced with it too
}

// Introduce takes note of the office that stands before a name at byte at of s, whole and without its last words, for
// the person who is named in full at who. It returns that office with its article, in lower case; "" if none stands
// there.
func (o *Offices) Introduce(r *Reader, s string, at int, who Span) (office string) {
	office = r.introduction(s, at)
	if o.holders == nil {
		o.holders = make(map[string]*holder)
	}
	for rest := office; strings.Contains(rest, " "); rest = rest[:strings.LastIndexByte(rest, ' ')] {
		if h := o.holders[rest]; h == nil {
			o.holders[rest] = &holder{who: who}
		} else {
			h.many = h.many || who.text(s) != h.who.text(s)
		}
	}
	return office
}

// Holder returns who was introduced with an office, in lower case, that is mentioned at byte at of s; the zero Span if
// several were, or if another holder is mentioned between. known says that somebody was.
func (o *Offices) Holder(r *Reader, s, office string, at int) (who Span, known bool) {
	h := o.holders[office]
	if h == nil || h.who.End > at {
		return Span{}, false
	}
	if h.many || r.elsewhere(strings.ToLower(s[h.who.End:at]), office) {
		return Span{}, true
	}
	return h.who, true
}

// elsewhere reports whether an office stands in s, which is in lower case, with more words that say which one it is.
func (r *Reader) elsewhere(s, office string) bool {
	for {
		i := strings.Index(s, office+" ")
		if i < 0 {
			return false
		}
		s = s[i+len(office)+1:]
		w, _, _ := strings.Cut(s, " ")
		if r.Has(language.Nobiliary, w) || r.Has(language.NameLinks, w) || r.Has(language.Governing, w) {
			return true
		}
	}
}

// introduction returns the office with its article, in lower case, that stands before a name at byte at: "la ministre
// de la pêche" before Anne Brun; "" if none does.
func (r *Reader) introduction(s string, at int) string {
	const (
		near = 90 // bytes of an office
		most = 10 // words of it
	)
	from := max(0, at-near)
	for from < at && !utf8.RuneStart(s[from]) {
		from++
	}
	words := r.tokens(s, from, at)
	end := len(words) - 1
	for i := end; i > 0 && i >= end-most; i-- {
		gap := s[words[i].End:at]
		if i < end {
			gap = s[words[i].End:words[i+1].Start]
		}
		if !blank(gap) && (i < end || gap != ", ") {
			break
		}
		if r.Has(language.Offices, lowerText(s, words[i])) && r.Has(language.TheRole, lowerText(s, words[i-1])) &&
			blank(s[words[i-1].End:words[i].Start]) {
			return strings.ToLower(s[words[i-1].Start:words[end].End])
		}
	}
	return ""
}

// PastAddress returns a name without the words before it by which its bearer is addressed: ông An, señora Soto.
func (r *Reader) PastAddress(name string) string {
	const most = 3 // words: người phát ngôn
	end := 0
	for n := 0; n < most && end < len(name); n++ {
		k := strings.IndexByte(name[end:], ' ')
		if k < 0 {
			break
		}
		if r.Has(language.Addresses, strings.ToLower(name[:end+k])) {
			if rest := strings.TrimSpace(name[end+k:]); rest != "" {
				return rest
			}
			break
		}
		end += k + 1
	}
	return name
}
