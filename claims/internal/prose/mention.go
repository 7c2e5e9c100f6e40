package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// This file finds the people who may be meant by the words beside a quotation, in any language. In scripts with
// capitals, a person is two or more words in a row with a capital, or one that is known to be a name. In scripts
// without, it is the subject of the sentence, or the word after the verb (foreign.go).

// A Mention is a person, or body, who is named in a text; its span is bytes of the text searched.
type Mention struct {
	Span
	// The words of the name, in lower case, without titles; nil if there is only a title: "the President".
	Name []string
	// It may be the subject of its sentence: it has no preposition before it and no "'s" after it; and if it is one
	// word, it does not begin the sentence, where any word has a capital.
	Free  bool
	Owner bool // "'s" follows it, and then something other than its owner's words
	The   bool // an article precedes it: people's names have none
	Sure  bool // it is a name, though one word: a title precedes it, or a verb of saying or a colon follows it
}

// Mentions finds who is named in s[from:to], in order. Words that begin a sentence there are names where more of one
// follows.
func (r *Reader) Mentions(s string, from, to int) []Mention {
	words := r.tokens(s, from, to)
	var out []Mention
	for i := 0; i < len(words); {
		if !capital(s, words[i]) {
			i++
			continue
		}
		start := i
		for i++; i < len(words) && continues(s, words[i-1], words[i]); i++ {
			if !capital(s, words[i]) { // "de" of a name, if more of it comes after
				k := i + 1
				for k < len(words) && !capital(s, words[k]) && r.Has(language.Nobiliary, lowerText(s, words[k])) &&
					blank(s[words[k-1].End:words[k].Start]) {
					k++
				}
				w := lowerText(s, words[i])
				if !r.Has(language.Nobiliary, w) || r.Has(language.NobiliaryArticles, w) &&
					!r.Has(language.NobiliaryBefore, lowerText(s, words[i-1])) ||
					k == len(words) || !capital(s, words[k]) ||
					!blank(s[words[k-1].End:words[k].Start]) {
					break
				}
			}
		}
		first, opens := start, opensSentence(s, from, words, start)
		for first < i && (opens && r.opener(lowerText(s, words[first])) || r.never(lowerText(s, words[first]))) {
			first++ // "Yesterday Anna Brown", "But Brown", "He"
		}
		if first+2 < i && r.Has(language.SpeechNouns, lowerText(s, words[first])) { // "Brief von Carl Dorn"
			if first++; !capital(s, words[first]) {
				first++
			}
		}
		if first == i {
			continue
		}
		m := Mention{Span: Span{words[first].Start, words[i-1].End}}
		owner, titled := false, false
		shouted := !slices.ContainsFunc(words[first:i], func(w Span) bool { return !letters(w.text(s)) })
		for _, w := range words[first:i] {
			text := strings.ToLower(w.text(s))
			if k := strings.IndexAny(text, "'’"); k > 0 && r.Has(language.NameTails, strings.TrimLeft(text[k:], "'’")) {
				owner = r.Has(language.PossessiveEndings, text[k:])
				text = text[:k]
				m.End = w.Start + k
			}
			text = strings.TrimSuffix(text, ".")
			titled = titled || r.addressed(text)
			last := w == words[i-1] && w != words[first] && r.Has(language.AlsoNames, text)
			if last || !r.Has(language.Titles, text) && !r.Has(language.Offices, text) &&
				!r.Has(language.Nobiliary, text) && (shouted || !letters(w.text(s))) {
				m.Name = append(m.Name, text)
			}
		}
		before := ""
		if first > 0 && blank(s[words[first-1].End:words[first].Start]) {
			before = lowerText(s, words[first-1])
		}
		// "the White House", but "der Hafenmeister Carl Dorn"
		m.The = first == start && r.IsArticle(before) && (r.Has(language.TheRole, before) || len(m.Name) < 3)
		m.Owner = owner && i < len(words) && !r.Has(language.SpeechNouns, lowerText(s, words[i]))
		m.Sure = titled || r.addressed(strings.TrimSuffix(before, ".")) || r.says(before) ||
			opens && first == start && r.presents(s, words, i)
		m.Free = !m.Owner && !r.governed(s, words, first) && (m.Sure || !(opens && first == start && i-first == 1))
		out = append(out, m)
	}
	return out
}

// presents reports whether a verb of saying or a colon follows words[i-1], so that this may be a speaker.
func (r *Reader) presents(s string, words []Span, i int) bool {
	w := words[i-1]
	if strings.HasPrefix(s[w.End:], ":") {
		return utf8.RuneCountInString(w.text(s)) > 2 && !r.Has(language.Labels, lowerText(s, w))
	}
	return i < len(words) && blank(s[w.End:words[i].Start]) &&
		(r.says(lowerText(s, words[i])) || r.Has(language.Puts, lowerText(s, words[i])))
}

// says reports whether a word in lower case is a verb of saying.
func (r *Reader) says(w string) bool { return r.cueVerb(w) || r.Has(language.Saying, w) }

// Says reports whether s ends with a verb of saying.
func (r *Reader) Says(s string) bool { return r.says(lastWord(strings.TrimRight(s, " "))) }

// addressed reports whether a word in lower case stands before names and says that they are: "Mr", "Señora".
func (r *Reader) addressed(w string) bool {
	return w != "" && (r.Has(language.Titles, w) || r.Has(language.Addresses, w))
}

func lastWord(s string) string { return strings.ToLower(s[strings.LastIndexAny(s, " \n\u00a0")+1:]) }

func capital(s string, w Span) bool { return unicode.IsUpper(first(w.text(s))) }

// continues reports whether w may go on with the name that the word before belongs to.
func continues(s string, before, w Span) bool {
	gap := s[before.End:w.Start]
	return blank(gap) && !strings.Contains(gap, "\n") || initial(s, before) && gap == ". "
}

// opensSentence reports whether words[i] begins a sentence, or what is read of one.
func opensSentence(s string, from int, words []Span, i int) bool {
	start := from
	if i > 0 {
		start = words[i-1].End
	}
	gap := s[start:words[i].Start]
	if i == 0 {
		const near = 16 // bytes of spaces
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[max(0, from-near):from], " \u00a0\u202f"))
		return strings.TrimFunc(gap, unicode.IsSpace) == "" && (from == 0 || !strings.ContainsRune("”\"»’'」,", before))
	}
	return strings.ContainsAny(gap, ".!?:…\n")
}

// opener reports whether a word in lower case begins sentences and no names.
func (r *Reader) opener(w string) bool {
	return r.never(w) || r.Has(language.AfterSpeakers, w) || r.Has(language.BeforeVerbs, w) ||
		r.Has(language.Weekdays, w) || r.End(language.AdverbEndings, w) != ""
}

// never reports whether no name begins with a word in lower case, wherever it stands.
func (r *Reader) never(w string) bool {
	return r.Has(language.FunctionWords, w) || r.Has(language.Articles, w) || r.Has(language.Governing, w) ||
		r.Has(language.NoNames, w) ||
		r.Has(language.Grammar, w) && !r.Has(language.AlsoNames, w)
}

// letters reports whether w is the first letters of several words, as "MP" or "ЛДПР" are beside a name.
func letters(w string) bool {
	return utf8.RuneCountInString(w) > 1 && strings.ToUpper(w) == w && !strings.Contains(w, ".")
}

// governed reports whether a preposition stands before the name that begins with words[i], whatever describes it
// between them: "at the White House", "to the lawyer Anna Brown". One that names a source is none: "according to", "in
// the words of".
func (r *Reader) governed(s string, words []Span, i int) bool {
	const most = 3 // words between: an article, an adjective, an office
	for k := i - 1; k >= 0 && k >= i-1-most && blank(s[words[k].End:words[k+1].Start]); k-- {
		w := lowerText(s, words[k])
		if r.Has(language.Governing, w) || strings.HasSuffix(w, "'") || strings.HasSuffix(w, "’") {
			return k == 0 || !r.Has(language.SpeechNouns, lowerText(s, words[k-1]))
		}
		if r.Has(language.Doers, w) && k > 0 && r.Has(language.AskedBy, lowerText(s, words[k-1])) {
			return true
		}
		if r.Has(language.SpeechNouns, w) || capital(s, words[k]) || r.cueVerb(w) || r.Has(language.Saying, w) ||
			r.Has(language.AccordingTo, w) {
			return false
		}
	}
	return false
}

// Signs reports whether a line is a name, perhaps with an office before it, and with what is said of its bearer after
// a comma.
func (r *Reader) Signs(line string) bool {
	const most = 4 // words before it: "Read out by harbour master"
	line = strings.TrimRight(line, " )]*")
	if end := strings.TrimRight(line, ".!?…:;"); end != line {
		if c, _ := utf8.DecodeLastRuneInString(end); unicode.IsLower(c) {
			return false
		}
	}
	words := r.tokens(line, 0, len(line))
	for _, m := range r.Mentions(line, 0, len(line)) {
		if len(m.Name) < 2 || m.The {
			continue
		}
		before, _ := slices.BinarySearchFunc(words, m.Start, func(w Span, at int) int { return w.Start - at })
		rest := strings.TrimLeft(line[m.End:], " ")
		return before <= most && (rest == "" || !isWord(first(rest)) && rest[0] != '\'')
	}
	return false
}

// LooksBack reports whether a sentence begins by pointing back to the one before: "So said …", "Those were …".
func (r *Reader) LooksBack(s string) bool {
	if Caseless(s) {
		return r.In(language.PointsBack, s)
	}
	return r.Has(language.PointsBack, strings.ToLower(firstWord(s)))
}

// Sources reports whether s ends with a preposition that may introduce the speaker of what follows: "the answer came
// from", "for".
func (r *Reader) Sources(s string) bool {
	return r.Has(language.SourcePrepositions, lastWord(strings.TrimRight(s, " ")))
}

// Office reports whether a German word may be an office, which precedes the name of its holder.
func (r *Reader) Office(w string) bool {
	_, ok := r.Cut(language.OfficeEndings, w)
	return ok
}

// Holds reports whether the text between a name and an office may say that this person holds the office: not "told
// the".
func (r *Reader) Holds(between string) bool {
	for _, w := range r.tokens(between, 0, len(between)) {
		if t := lowerText(between, w); r.says(t) || r.Has(language.NotHolding, t) {
			return false
		}
	}
	return !strings.ContainsAny(between, ".!?\"\n")
}

// Refers reports whether the text beside a quotation leaves it to the text before to name its speaker: it says "he", or
// names no one.
func (r *Reader) Refers(s string) bool {
	const few = 2 // words: "dijo ayer"
	words := r.tokens(s, 0, len(s))
	return len(words) <= few || strings.ContainsAny(s, "?？") ||
		r.among(s, language.Referring)
}

// among reports whether a word of s stands in a list.
func (r *Reader) among(s string, list language.Key) bool {
	for _, w := range r.tokens(s, 0, len(s)) {
		if r.Has(list, lowerText(s, w)) {
			return true
		}
	}
	return false
}

// Interview reports whether a line announces one.
func (r *Reader) Interview(s string) bool {
	const longest = 120                            // bytes of a heading
	if Caseless(s) && r.In(language.Meetings, s) { // and not that alone
		return len(s) <= longest &&
			!r.Find(language.Meetings, func(w string) bool { return strings.Trim(s, " :：") == w })
	}
	return len(s) <= longest && r.among(s, language.Meetings)
}

// Byline reports whether a line says who wrote what follows.
func (r *Reader) Byline(s string) bool {
	const longest = 60 // bytes
	return len(s) <= longest &&
		r.Has(language.Bylines, strings.ToLower(firstWord(s)))
}

// IsPerson reports whether the words of a name may be those of a person: not of a park or a council.
func (r *Reader) IsPerson(name []string) bool {
	for _, w := range name {
		if r.Has(language.Groups, w) || r.Has(language.Places, w) {
			return false
		}
	}
	return true
}

// Relative reports whether s has a word that begins a clause about the person before it: "who worked for".
func (r *Reader) Relative(s string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(s)),
		func(w string) bool { return r.Has(language.Relatives, w) })
}

// Describes reports whether a speaker is described and not named: "he", "the minister", "officials".
func (r *Reader) Describes(speaker string) bool {
	w := strings.ToLower(firstWord(speaker))
	return r.Has(language.Pronouns, w) || r.Has(language.Determiners, w) || !unicode.IsUpper(first(speaker))
}

// SpeaksFor reports whether what stands before a name makes its bearer's spokesman or kin of the speaker: "a spokesman
// for", "the wife of".
func (r *Reader) SpeaksFor(before string) bool {
	words := strings.Fields(strings.ToLower(before))
	n := len(words)
	for n > 0 && (r.Has(language.Titles, words[n-1]) || r.Has(language.Determiners, words[n-1])) {
		n--
	}
	if n < 2 || !r.Has(language.AgentPrepositions, words[n-1]) {
		return false
	}
	return slices.ContainsFunc(words[:n-1], func(w string) bool { return r.Has(language.Agents, w) })
}

// Agent returns the first word of s for a person who speaks for another or works with him: "deputy"; "" if there is
// none.
func (r *Reader) Agent(s string) string {
	for _, w := range r.tokens(s, 0, len(s)) {
		t := lowerText(s, w)
		if r.Has(language.Agents, t) || r.Has(language.Agents, r.Bare(strings.ReplaceAll(t, "’", "'"))) {
			return t
		}
	}
	return ""
}

// SecondHand returns where the words of s end that say, in English, that a speaker passes on the words of another, or
// hears them: "quoting", "read out", "was told". It returns -1 if there are none.
func (r *Reader) SecondHand(s string) int {
	words := r.tokens(s, 0, len(s))
	for i, w := range words {
		one := lowerText(s, w)
		if r.Has(language.SecondHand, one) ||
			i+1 < len(words) && r.Has(language.SecondHand, one+" "+lowerText(s, words[i+1])) {
			return w.End
		}
	}
	return -1
}

// IsSubject reports whether a mention may be the subject of a clause, by its form: "Sprecher von Anna Brown" cannot,
// nor can "Анны" where the person is called Анна. words are those of the name in the mention, own those of the
// person's.
func (r *Reader) IsSubject(mention string, words, own []string) bool {
	if c := first(words[0]); unicode.Is(unicode.Cyrillic, c) && !slices.Contains(own, words[0]) {
		return false
	}
	fields := strings.Fields(strings.ToLower(mention))
	return len(fields) < 2 || !r.Has(language.Agents, fields[0]) || !r.Has(language.Nobiliary, fields[1])
}

// Denial returns the words beside a quotation that say it was never said; empty if none do: "never said", "denied
// having said", "is falsely quoted as saying". before and after is what stands on its two sides in its sentence.
func (r *Reader) Denial(before, after string) string {
	for _, s := range [...]string{before, after} {
		if Caseless(s) {
			if word := r.unsaid(s); word != "" {
				return word
			}
		}
		words := r.tokens(s, 0, len(s))
		for i := range words {
			w := lowerText(s, words[i])
			if !r.cueVerb(w) && !r.Has(language.Saying, w) && !r.Has(language.SayingForms, w) {
				continue
			}
			k := i
			for k > 0 && blank(s[words[k-1].End:words[k].Start]) && r.inDenials(lowerText(s, words[k-1])) {
				k--
			}
			for j := k; j < i; j++ {
				if d := lowerText(s, words[j]); r.denies(d) {
					return s[words[j].Start:words[i].End]
				}
			}
			// sagte nie, sagte nicht
			if i+1 < len(words) && blank(s[words[i].End:words[i+1].Start]) &&
				r.Has(language.DeniesAfter, lowerText(s, words[i+1])) {
				return s[words[i].Start:words[i+1].End]
			}
		}
	}
	return ""
}

func (r *Reader) denies(w string) bool {
	return r.End(language.NegatingEndings, w) != "" || r.Has(language.Denies, w)
}

// inDenials reports whether w may stand between what denies and the verb of saying.
func (r *Reader) inDenials(w string) bool {
	return r.denies(w) || r.Has(language.Between, w) ||
		r.Has(language.WithinDenials, w)
}
