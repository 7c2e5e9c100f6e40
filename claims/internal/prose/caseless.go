package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Who is named beside a quotation in scripts that do not tell names by capitals. Where the sentence says who its
// subject is, by a particle, a case, or its place beside the verb, that is read; and it is a stranger unless it is a
// pronoun, an office, or what else is known to be nobody's name. So a name that nobody has heard of is never taken for
// the record's speaker; for a noun that is not listed the quotation is refused.

func arabic(s string) bool { return 0x590 <= first(s) && first(s) <= 0x8FF } // Hebrew too

func devanagari(s string) bool { return 0x900 <= first(s) && first(s) < 0x980 }

func hiragana(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return 0x3040 <= r && r < 0x30A0 })
}

// Names reports whether s, in such a script, names the bearer of a name: by half of it or more, by a part of two, or by
// a family name of one character before a title.
func (r *Reader) Names(s, name string) bool {
	for _, part := range strings.FieldsFunc(name,
		func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("·・,()（）", c) }) {
		part = strings.TrimPrefix(part, r.Begin(language.ArticlePrefixes, part))
		runes := []rune(part)
		least := max(2, (len(runes)+1)/2)
		if c := first(part); arabic(part) || !east(c) && !kana(c) {
			least = len(runes) // and never of "Abd", "Ben"
			if georgian(c) {
				least-- // for the ending of a case
			}
		}
		if len(runes) < 2 || arabic(part) && (len(runes) < 3 || r.Has(language.CommonFirstNames, part)) {
			continue
		}
		for i := 0; i+least <= len(runes); i++ {
			if strings.Contains(s, string(runes[i:i+least])) {
				return true
			}
		}
		if east(runes[0]) && len(runes) <= 4 {
			for at := strings.IndexRune(s, runes[0]); at >= 0; {
				rest := strings.TrimLeft(s[at+utf8.RuneLen(runes[0]):], " ")
				if r.Begins(language.OfficesAfter, rest) {
					return true
				}
				next := strings.IndexRune(rest, runes[0])
				if next < 0 {
					break
				}
				at = len(s) - len(rest) + next
			}
		}
	}
	return false
}

// Owned returns what s, in such a script, says belongs to the bearer of a name, beginning with the word for that: of
// 山田氏の秘書は, の秘書は. It is empty for nothing, and for his words.
func (r *Reader) Owned(s, name string) string {
	if c := first(name); !east(c) && !kana(c) {
		return r.ownedSpaced(s, name)
	}
	for i := range s {
		rest, named := s[i:], 0
		for rest != "" {
			c, n := utf8.DecodeRuneInString(rest)
			if !strings.ContainsRune(name, c) {
				break
			}
			rest, named = rest[n:], named+1
		}
		if named < 2 {
			continue
		}
		r.Find(language.OfficesAfter, func(o string) bool {
			rest = strings.TrimPrefix(strings.TrimPrefix(rest, " "), o)
			return false
		})
		if of := r.Begin(language.Possessives, rest); of != "" {
			what := strings.TrimLeft(rest[len(of):], " ")
			if !r.Begins(language.Sayings, what) || r.Begins(language.SpokesmenWithin, what) {
				return rest
			}
		}
	}
	return ""
}

// ownedSpaced is Owned where words are set apart, or where a name has spaces: by what stands before or after the name.
func (r *Reader) ownedSpaced(s, name string) (what string) {
	anyWord(name, func(part string) bool {
		i := strings.Index(s, part)
		if i < 0 || utf8.RuneCountInString(part) < 2 {
			return false
		}
		before, rest := strings.TrimRight(s[:i], " \u0640"), s[i+len(part):]
		if word := lastWord(before); r.Has(language.AgentWords, word) || r.Begins(language.AgentsBefore, word) ||
			r.End(language.AgentPrefixes, s[:i]) != "" {
			what = word
			return true
		}
		anyWord(name, func(other string) bool {
			rest = strings.TrimPrefix(strings.TrimLeft(rest, " "), other)
			return false
		})
		rest = strings.TrimLeft(rest, " ")
		if of, after, _ := strings.Cut(rest, " "); r.Has(language.Possessives, of) &&
			!r.Begins(language.Sayings, after) {
			what = rest
		}
		return true
	})
	return what
}

// Subject returns whom a sentence beside a quotation is about, which has such a script, if that may be a name; sure says
// that it can be nothing else. after says that the sentence comes after its quotation.
func (r *Reader) Subject(s string, after bool) (who string, sure bool) {
	name := strings.TrimLeftFunc(s, func(c rune) bool { return !isWord(c) })
	if who, ok := r.labelled(s, after); ok {
		return who, r.named(who)
	}
	switch c := first(name); {
	case hangul(name):
		return r.subjectKorean(name, after && name == s)
	case east(c) || kana(c):
		return r.subjectHan(name, after)
	case thai(c):
		return r.subjectThai(name), false
	}
	return r.subjectSpaced(name), false
}

// labelled reads 佐藤次郎：「…」, “…” (박두리) and “…” ― 王大海.
func (r *Reader) labelled(s string, after bool) (who string, ok bool) {
	const longest = 24 // characters of a name with its office
	who = strings.TrimFunc(s, func(c rune) bool { return !isWord(c) })
	if utf8.RuneCountInString(who) > longest || strings.ContainsAny(who, "，、。,.:：") {
		return "", false
	}
	end := strings.TrimRight(s, " \u3000")
	switch head := first(strings.TrimLeft(s, " 。.，、")); {
	case !after && !strings.HasSuffix(end, ":") && !strings.HasSuffix(end, "："),
		after && !strings.ContainsRune("(（—―–-~", head) && r.Signed(s) == "":
		return "", false
	}
	for _, w := range r.tokens(who, 0, len(who)) {
		if r.Has(language.SpeakerEnds, w.text(who)) {
			return "", false
		}
	}
	if says, _ := r.verbOf(who); says >= 0 || r.cued(who) || r.In(language.Towards, who) || !r.stranger(who) {
		return "", false
	}
	return who, true
}

// cued reports whether s has a verb of saying, of Chinese.
func (r *Reader) cued(s string) bool {
	return r.In(language.SayingWithin, s) || r.In(language.SayingAlsoWithin, s)
}

// Signed returns the name in a line below a quotation that is nothing but a name; "" if that is not certain.
func (r *Reader) Signed(line string) string {
	const longest = 12 // characters of a name with its office
	who := strings.TrimFunc(line, func(c rune) bool { return !isWord(c) })
	words := len(strings.Fields(who))
	if r.named(who) && utf8.RuneCountInString(who) <= longest || who == strings.TrimSpace(line) && words > 1 &&
		words <= 3 && (arabic(who) || devanagari(who)) && r.stranger(who) {
		return who
	}
	return ""
}

// named reports whether what may be a name is one: it has a family name, or its parts are set apart.
func (r *Reader) named(who string) bool {
	if hangul(who) {
		return anyWord(who, func(f string) bool {
			return utf8.RuneCountInString(f) == 3 && r.Has(language.Families, string(first(f))) &&
				!r.Has(language.OfficesAfter, f)
		})
	}
	if strings.ContainsAny(who, "·・") {
		return true
	}
	if r.Begins(language.FamiliesWithin, who) && utf8.RuneCountInString(who) > 2 {
		return true
	}
	return r.chinese(who)
}

// chinese reports whether who ends with a family name and one or two characters, alone or after an office.
func (r *Reader) chinese(who string) bool {
	who, _ = r.Cut(language.OfficesAfter, who)
	runes := []rune(who)
	for n := 3; n >= 2; n-- {
		k := len(runes) - n
		if k < 0 || !r.Has(language.Families, string(runes[k])) {
			continue
		}
		if k == 0 || r.Has(language.NoNameEndings, string(runes[k-1])) {
			return true
		}
	}
	return false
}

// stranger reports whether who may be a name: it is no pronoun, and no office alone.
func (r *Reader) stranger(who string) bool {
	if r.named(who) {
		return true
	}
	words, last := strings.Fields(who), ' '
	bare := 0
	for _, w := range words {
		if !r.Begins(language.ArticlePrefixes, w) && !r.Has(language.Nobodies, w) {
			bare++
		}
		last, _ = utf8.DecodeLastRuneInString(w)
	}
	switch c := first(who); {
	case bare == 0:
		return false
	case r.Has(language.Nobodies, words[len(words)-1]), r.Has(language.StemSyllables, string(last)) && hangul(who):
		return false
	case hangul(who):
		return !r.Has(language.NoNameEndings, string(last)) || len(words) > 2 &&
			r.Has(language.OfficesAfter, words[len(words)-1]) &&
			!r.Has(language.NoNameEndings, string(lastRune(words[len(words)-2])))
	case east(c) || kana(c):
		rest, titled := r.Cut(language.OfficesAfter, who)
		r.Find(language.Possessives, func(of string) bool {
			k := strings.LastIndex(rest, of)
			if k >= 0 {
				rest = rest[k+len(of):]
			}
			return k >= 0
		})
		if titled {
			return utf8.RuneCountInString(rest) >= 2 && !r.Has(language.NoNameEndings, string(lastRune(rest))) &&
				!r.Begins(language.OfficesAfter, rest)
		}
		return !hiragana(rest) && utf8.RuneCountInString(rest) >= 2 && !r.Has(language.NoNameEndings, string(last))
	case devanagari(who):
		return !r.Has(language.Nobodies, words[len(words)-1])
	case thai(c):
		return !r.Begins(language.NobodiesWithin, who) || len(words) > 1
	}
	return true
}

// verbOf returns where in s, of a language that sets words apart, the first verb of saying stands or a word for
// "according to", and its length; -1 if none does.
func (r *Reader) verbOf(s string) (at, n int) {
	for _, w := range r.tokens(s, 0, len(s)) {
		t := w.text(s)
		if r.Has(language.Saying, t) || r.Has(language.AccordingTo, t) ||
			r.Has(language.Saying, strings.TrimPrefix(t, r.Begin(language.VerbPrefixes, t))) {
			return w.Start, w.End - w.Start
		}
	}
	return -1, 0
}

// subjectSpaced reads قال سامي منصور and کارل دورن گفت: what stands after the verb, or before it; and कार्ल डोर्न ने
// कहा: what stands before a particle. Of a language of which it knows no verb, it takes three words or more for
// somebody who says something.
func (r *Reader) subjectSpaced(s string) string {
	const unknown, longest = 3, 6 // words
	if devanagari(s) {
		words := r.tokens(s, 0, len(s))
		for i, w := range words {
			if t := w.text(s); i > 0 && (r.Has(language.Agentives, t) || r.Has(language.AgentiveWords, t)) {
				from := i
				for from > 0 && (from == i || blank(s[words[from-1].End:words[from].Start])) {
					from--
				}
				if end := words[i-1].End; r.stranger(s[words[from].Start:end]) {
					if n := i - 1; n > from && r.Has(language.Possessives, words[n].text(s)) {
						end = words[n-1].End
					}
					return s[words[from].Start:end]
				}
				return ""
			}
		}
		return ""
	}
	at, n := r.verbOf(s)
	if at < 0 {
		if words := r.tokens(s, 0, len(s)); !arabic(s) && len(words) >= unknown && len(words) <= longest {
			return s[:words[len(words)-1].End]
		}
		return ""
	}
	who := ""
	if words := r.tokens(s, at+n, len(s)); len(words) > 0 && blank(s[at+n:words[0].Start]) {
		name := r.foreignName(s, words)
		after := words[slices.IndexFunc(words, func(w Span) bool { return w.End == name.End })+1:]
		if r.Has(language.Nobodies, words[0].text(s)) && len(after) > 0 &&
			strings.TrimSpace(s[name.End:after[0].Start]) == "،" {
			name.End = r.foreignName(s, after).End // رئيس الشركة، سامي منصور
		}
		who = name.text(s)
	}
	if before := r.tokens(s, 0, at); who == "" && len(before) > 0 && blank(s[before[len(before)-1].End:at]) {
		from := max(0, len(before)-longest)
		for k := len(before) - 1; k > from; k-- {
			w := before[k].text(s)
			if !blank(s[before[k-1].End:before[k].Start]) || r.Has(language.SpeakerEnds, w) &&
				!r.Has(language.ToWords, w) {
				from = k
			}
		}
		who = s[before[from].Start:before[len(before)-1].End]
		for i, w := range before[from:] { // "to"
			if r.Has(language.ToWords, w.text(s)) && i > 0 {
				who = s[before[from].Start:before[from+i-1].End]
				break
			}
		}
	}
	if !r.stranger(who) {
		return ""
	}
	return who
}

// subjectThai reads นายสมชาย ใจดี กล่าวว่า.
func (r *Reader) subjectThai(s string) string {
	end := len(s)
	r.Find(language.SayingStems, func(verb string) bool {
		if i := strings.Index(s, verb); i >= 0 {
			end = min(end, i)
		}
		return false
	})
	if who := strings.TrimSpace(s[:end]); end < len(s) && who != "" && r.stranger(who) {
		return who
	}
	return ""
}

// subjectKorean reads 김하나 장관은 “…”라고 말했다. glued says that the sentence begins with the particle of the quotation.
func (r *Reader) subjectKorean(s string, glued bool) (string, bool) {
	words := r.tokens(s, 0, len(s))
	if glued && len(words) > 0 {
		words = words[1:]
	}
	const longest = 6 // words of a name with its office
	start := 0
	for i := 0; i < len(words) && i < longest+start; i++ {
		if i > start && !blank(s[words[i-1].End:words[i].Start]) {
			start = i
		}
		w := words[i].text(s)
		noun, ok := r.particled(w)
		more := i+1 < len(words)
		if n, of := r.Cut(language.OfParticles, w); of && more && r.Begins(language.OfWords, words[i+1].text(s)) {
			noun, ok = n, true
		}
		adnominal := more && r.End(language.AdnominalEndings, w) != "" && r.Has(language.StemSyllables, string(lastRune(noun))) // 지켜보는
		if !ok || !hangul(w) || adnominal {
			_, adverb := r.Cut(language.AdverbParticles, w)
			if adnominal || adverb && (utf8.RuneCountInString(w) > 2 || r.Has(language.AdverbWords, w)) {
				start = i + 1
			}
			continue
		}
		who := s[words[start].Start : words[i].Start+len(noun)]
		_, titled := r.Cut(language.OfficesAfter, who)
		_, topic := r.Cut(language.TopicParticles, w)
		switch fields := strings.Fields(who); {
		case r.named(who) && (titled || len(fields) == 1):
			return who, titled
		case topic && r.stranger(who) && !r.Begins(language.NoSubjects, noun) && len(fields) <= 3:
			if _, when := r.Cut(language.NoSubjectEndings, noun); !when {
				return who, false
			}
		}
		if start = i + 1; titled {
			return "", false // an office alone
		}
	}
	return "", false
}

// subjectHan reads 山田花子大臣は「…」と述べた and 诺拉·林德说：“…”.
func (r *Reader) subjectHan(s string, after bool) (string, bool) {
	if hiragana(s) {
		if said, ok := r.Cut(language.SaidBy, s); ok && !after && r.stranger(said) { // 佐藤氏の発言「…」
			return said, false
		}
		if k, end := r.cleft(s); k >= 0 && after { // 「…」と話すのは佐藤次郎さん。
			if who, _ := r.Cut(language.Copulas, strings.TrimRight(s[end:], "。")); r.stranger(who) {
				return who, false
			}
		}
		s = strings.TrimLeftFunc(s, func(c rune) bool {
			return strings.ContainsRune("、,", c) ||
				r.Has(language.QuoteParticles, string(c))
		})
		if i := strings.IndexAny(s, "、。"); after && i >= 0 && !r.In(language.SubjectParticles, s[:i]) {
			s = s[i+len("。"):]
		}
		for i, c := range s {
			if !r.Has(language.SubjectParticles, string(c)) && !r.Begins(language.SourceEndings, s[i:]) {
				continue
			}
			who := s[:i]
			if k := strings.LastIndexAny(who, "、。　 「」"); k >= 0 {
				_, n := utf8.DecodeRuneInString(who[k:])
				who = who[k+n:]
			}
			if who == "" || r.End(language.NoSubjectEndings, who) != "" {
				continue
			}
			const shortest, longest = 3, 5 // characters of a full name
			n := utf8.RuneCountInString(who)
			_, titled := r.Cut(language.OfficesAfter, who)
			said := strings.TrimRight(s[i+utf8.RuneLen(c):], "、, ") == "" // the quotation stands right after it
			if r.stranger(who) && (titled || r.named(who) || r.Begins(language.FamiliesWithin, who) ||
				said && n >= shortest && n <= longest) {
				return who, false
			}
			return "", false
		}
		return "", false
	}
	if after && r.Begins(language.Possessives, s) {
		return "", false
	}
	clause := strings.TrimRight(s, "：:，, 　。！!")
	saying := clause != strings.TrimRight(s, "，, 　。！!")
	if i := strings.LastIndexAny(clause, "。；"); !after && i >= 0 {
		clause = clause[i+len("。"):]
	}
	saying = saying || r.cued(clause)
	for saying { // 记者会上，李小梅指出
		first, rest, more := strings.Cut(clause, "，")
		if !more || r.cued(first) {
			break
		}
		clause = rest
	}
	who := strings.TrimLeftFunc(clause, func(c rune) bool { return !isWord(c) })
	who = strings.TrimPrefix(who, r.Begin(language.AccordingPrefixes, who))
	stops := func(c rune) bool {
		return strings.ContainsRune("，。；：,:", c) || r.Has(language.NameStops, string(c))
	}
	if i := strings.IndexFunc(who, stops); i >= 0 {
		who = who[:i]
	}
	if !saying || utf8.RuneCountInString(who) < 2 {
		return "", false
	}
	if r.named(who) {
		return who, !strings.ContainsRune(who, '的') || strings.ContainsRune(who, '·')
	}
	const longest = 4 // characters of a name in another language
	if utf8.RuneCountInString(who) <= longest && r.stranger(who) {
		return who, false
	}
	return "", false
}

// unsaid returns the words of s, which has such a script, that say something was never said, without spaces.
func (r *Reader) unsaid(s string) (words string) {
	s = strings.ReplaceAll(s, " ", "")
	r.Find(language.UnsaidWithin, func(w string) bool {
		if strings.Contains(s, w) {
			words = w
		}
		return words != ""
	})
	return words
}

// anyWord calls yes with the words of s, until one is what it looks for.
func anyWord(s string, yes func(word string) bool) bool {
	for _, word := range strings.Fields(s) {
		if yes(word) {
			return true
		}
	}
	return false
}
