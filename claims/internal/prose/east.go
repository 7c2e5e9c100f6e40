package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Reported speech in Korean, Japanese, Chinese and Thai, direct, mixed and indirect, with who speaks. What is quoted is
// hidden first, so that a sentence is read as if each quotation were one word, «»:
//
//	장관은 회견에서 «»라고 말했다      who with a particle, where, the quotation or clause, a particle, the verb
//	배가 떠났다고 장관은 말했다
//	장관에 따르면 배가 떠났다
//	大臣は会見で「」と述べた          the same
//	船は出たと大臣は述べた
//	大臣によると、船は出た
//	部长在会上说：“”               who, where, the verb, and a comma or colon
//	“”，部长说
//	据部长介绍，船已离港
//	รัฐมนตรีกล่าวว่าเรือออกแล้ว         who, the verb, that
//
// In Korean and Japanese the first of a sentence who has the particle of a topic and can speak — a person, an office, a
// body — is who speaks; any other topic is part of what is said. With the particle of a subject, only who stands right
// before a quotation is. Nobody named means that the speaker of the sentence before goes on, if that is in the same
// paragraph.

// A heard is a block read for what it reports.
type heard struct {
	*Reader
	text string // the block
	s    string // the same, what is quoted hidden
	out  []ReportedSpeech
	last Span // who spoke last, or was the topic of a sentence since
	open Span // a quotation that is a sentence by itself, whose speaker may stand in the next
}

const hidden = '\x01' // stands in place of each byte of a quotation

// mostTries is the most places of a sentence that may be verbs of saying of which it is found out whether they are, as
// each takes a look at the words around it: of a hundred letters hardly ten are.
const mostTries = 2 * mostReports

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"

const digits = "0123456789０１２３４５６７８９"

// Attributions returns who says each of the quotations of one block, in a language that is [Reader.Eastern].
func (r *Reader) Attributions(s string, pairs []Pair) []Attribution {
	out := make([]Attribution, len(pairs))
	for _, x := range r.eastern(s, pairs) { // of several that a quotation is in, the last is the innermost
		i, _ := slices.BinarySearchFunc(pairs, x.Content.Start, func(p Pair, at int) int { return p.Start - at })
		for ; i < len(pairs) && pairs[i].End <= x.Content.End; i++ {
			out[i] = Attribution{x.Speaker, x.Cue, x.Speaker}
		}
	}
	return out
}

// eastern returns the reports in one block of text.
func (r *Reader) eastern(s string, pairs []Pair) []ReportedSpeech {
	b := []byte(s)
	for _, p := range pairs {
		if p.Depth == 0 {
			for i := p.Start; i < p.End; i++ {
				b[i] = hidden
			}
		}
	}
	e := &heard{Reader: r, text: s, s: string(b)}
	script := r.language().Words(language.Script)
	for _, at := range r.Sentences(e.s) {
		if at.End-at.Start > longestSentence {
			continue
		}
		n := len(e.out)
		switch {
		case script.Has("hangul"):
			e.korean(at)
		case script.Has("kana"):
			e.japanese(at)
		case script.Has("thai"):
			e.thai(at)
		default:
			e.chinese(at)
		}
		if len(e.out) > n+mostReports {
			e.out = e.out[:n+mostReports]
		}
	}
	return e.each(pairs)
}

// listed may stand between two quotations that are said together.
const listed = " ,，、"

// each returns the reports, those of several quotations one after another cut into one for each.
func (e *heard) each(pairs []Pair) []ReportedSpeech {
	var out []ReportedSpeech
	for _, x := range e.out {
		if strings.Trim(x.Content.text(e.s), listed+string(hidden)) != "" {
			out = append(out, x)
			continue
		}
		i, _ := slices.BinarySearchFunc(pairs, x.Content.Start, func(p Pair, at int) int { return p.Start - at })
		for ; i < len(pairs) && pairs[i].End <= x.Content.End; i++ {
			if p := pairs[i]; p.Depth == 0 {
				out = append(out, ReportedSpeech{x.Speaker, x.Cue, Span{p.Start, p.End}})
			}
		}
	}
	return out
}

// quotations returns the quotation that ends at byte end, with those before it that are said together with it, from
// byte from on.
func (e *heard) quotations(from, end int) Span {
	s := e.s[from:end]
	for start := len(s); ; start = len(s) {
		if s = strings.TrimRight(s, string(hidden)); len(s) == start {
			break
		}
		if before := strings.TrimRight(s, listed); before != "" && before[len(before)-1] == hidden {
			s = before
		}
	}
	return Span{from + len(s), end}
}

// report adds a report; where nobody is named the last speaker goes on.
func (e *heard) report(who, cue, content Span) {
	content = trimmed(e.s, content.Start, content.End)
	content.End = content.Start + len(strings.TrimRight(content.text(e.s), " ,，、。.．：:；;"))
	content.Start += len(content.text(e.s)) - len(strings.TrimLeft(content.text(e.s), " ,，、：:"))
	if content.Start >= content.End {
		return
	}
	if who.End == 0 {
		who = e.last
	}
	e.last = who
	e.out = append(e.out, ReportedSpeech{Speaker: who, Cue: cue, Content: content})
}

// speaks reports whether who can speak, going by how it ends: a person with his office, a name, a pronoun, a body.
func (e *heard) speaks(who string) bool {
	if who = strings.TrimSpace(who); strings.HasSuffix(who, ")") || strings.HasSuffix(who, "）") { // 세계보건기구(WHO)
		who = who[:max(0, strings.LastIndexAny(who, "(（"))]
	}
	last := who[strings.LastIndexByte(who, ' ')+1:]
	body := e.End(language.Groups, last)
	switch {
	case last == "" || strings.ContainsRune(who, hidden) || unicode.IsDigit(first(who)):
		return false
	case e.Has(language.Singular, last), e.Has(language.PluralWords, last), e.End(language.OfficesAfter, who) != "",
		body != "" && (body != last || utf8.RuneCountInString(body) > 1 || !hangul(body)), e.named(who):
		return true
	}
	if hangul(last) && e.Has(language.Nobodies, last) || len(last) > 1 && strings.Trim(last, capitals) == "" {
		return true
	}
	return e.Has(language.NoNameEndings, string(lastRune(who))) && utf8.RuneCountInString(last) > 1
}

// hides reports whether s holds a quotation.
func hides(s string) bool { return strings.IndexByte(s, hidden) >= 0 }

// Korean.

// korean reads one sentence of words with spaces between.
func (e *heard) korean(at Span) {
	k := &inKorean{heard: e, at: at}
	for i := at.Start; i < at.End; {
		j := at.End
		if n := strings.IndexFunc(e.s[i:at.End], unicode.IsSpace); n >= 0 {
			j = i + n
		}
		if i < j {
			k.words = append(k.words, Span{i, j})
		}
		_, n := utf8.DecodeRuneInString(e.s[j:])
		i = j + n
	}
	before := len(e.out)
	k.read()
	if len(e.out) == before && k.who.End > 0 {
		e.last = k.who
	}
}

// An inKorean is a sentence of Korean.
type inKorean struct {
	*heard
	at    Span
	words []Span
	who   Span // the first topic that can speak
	topic Span // the last topic, whatever it is
	doer  Span // the last subject that can speak, and the word after it
	after int
	from  int // the first word that may be part of what is said
	head  int // the first word of the noun that is being read
}

// bare returns words[i] without what stands after it.
func (k *inKorean) bare(i int) string {
	return strings.TrimRight(k.words[i].text(k.s), ",.…·?!”’)")
}

// word returns where that is.
func (k *inKorean) word(i int) Span {
	start := k.words[i].Start
	return Span{start, start + len(k.bare(i))}
}

func (k *inKorean) read() {
	most := len(k.out) + mostReports
	for i := 0; i < len(k.words) && len(k.out) < most; i++ {
		w := k.bare(i)
		if n := strings.LastIndexByte(w, hidden); n >= 0 {
			k.head = i + 1
			k.quoted(i, w[n+1:])
			continue
		}
		if i < k.head && i < k.from { // up to the verb of what has been read
			continue
		}
		if i == k.from && k.Has(language.SubjectStarts, w) {
			k.from, k.head = i+1, i+1
			continue
		}
		if _, of := k.Cut(language.OfParticles, w); of && i+1 < len(k.words) &&
			k.Begins(language.OfWords, k.bare(i+1)) && len(k.words[i+1].text(k.s)) > len("말") && k.according(i) {
			return
		}
		if k.said(i, w) {
			continue
		}
		k.noun(i, w)
	}
}

// noun notes a topic that ends with words[i], or where the next noun may begin.
func (k *inKorean) noun(i int, w string) {
	const longest = 6 // words of a name with its office
	noun, ok := k.particled(w)
	if ok && !k.adnominal(noun, w) {
		who := Span{k.words[max(k.head, i-longest+1)].Start, k.words[i].Start + len(noun)}
		if !k.Has(language.DoerParticles, w[len(noun):]) {
			if k.topic = who; k.who.End == 0 && k.speaks(who.text(k.s)) {
				k.who, k.from = who, i+1
			}
		} else if k.speaks(who.text(k.s)) {
			k.doer, k.after = who, i+1
		}
		k.head = i + 1
		return
	}
	_, adverb := k.Cut(language.AdverbParticles, w)
	object := i > 0 && k.objects(i-1) // 위원단을 이끈
	if strings.HasSuffix(k.words[i].text(k.s), ",") || adverb && utf8.RuneCountInString(w) > 1 ||
		object && final(w, nieun) || k.dated(w) || i > k.head && k.End(language.CopulaEndings, w) != "" {
		k.head = i + 1
	}
}

const nieun = 4 // among the final consonants of a syllable

// final reports whether the last syllable of w ends in a consonant.
func final(w string, consonant rune) bool {
	r := lastRune(w)
	return r >= '가' && r <= '힣' && (r-'가')%28 == consonant
}

// adnominal reports whether w is a verb before a noun, 지켜보는.
func (k *inKorean) adnominal(noun, w string) bool {
	return k.End(language.AdnominalEndings, w) != "" && k.Has(language.StemSyllables, string(lastRune(noun)))
}

// objects reports whether words[i] is an object or says where, so that a verb comes next.
func (k *inKorean) objects(i int) bool {
	_, ok := k.Cut(language.AdverbParticles, k.bare(i))
	return ok
}

// dated reports whether w says when.
func (k *inKorean) dated(w string) bool {
	unit := strings.TrimLeft(w, digits)
	return unit != w && k.Begins(language.Measures, unit) || k.Has(language.NoSubjects, w)
}

// saying reports whether a particle of quotation says by itself that somebody speaks: 라며, 면서.
func (k *inKorean) saying(p string) bool { return k.End(language.WhileEndings, p) != "" }

const unsaid = -2

// cue returns which of a few words from words[i] on is a verb of saying; -1 if none is before the next quotation, and
// unsaid if that is denied.
func (k *inKorean) cue(i, reach int) int {
	for j := i; j < len(k.words) && j < i+reach; j++ {
		w := k.bare(j)
		if hides(w) {
			break
		}
		if k.Begins(language.SayingStems, w) && !k.Begins(language.NotSaying, w) {
			if j+1 < len(k.words) && k.Begins(language.TurnsAfterWord, k.bare(j+1)) {
				return unsaid // 말하지 않았다
			}
			return j
		}
		if k.Begins(language.ClaimNouns, w) {
			return j
		}
	}
	return -1
}

// between returns who stands between a particle of quotation and the verb: “…”라고 장관은 말했다.
func (k *inKorean) between(i, cue int) Span {
	const most = 6 // words of a name with its office
	head := i
	for j := i; j < cue && j < i+most; j++ {
		w := k.bare(j)
		noun, ok := k.particled(w)
		if who := (Span{k.words[head].Start, k.words[j].Start + len(noun)}); ok && k.speaks(who.text(k.s)) {
			return who
		}
		if _, adverb := k.Cut(language.AdverbParticles, w); ok || adverb || k.dated(w) {
			head = j + 1
		}
	}
	return Span{}
}

// quoted reads the quotation that ends in words[i], after which rest is written.
func (k *inKorean) quoted(i int, rest string) {
	const reach = 9 // words between the quotation and its verb: where and when
	content := k.quotations(k.at.Start, k.words[i].Start+strings.LastIndexByte(k.words[i].text(k.s), hidden)+1)
	last := i
	for i > 0 && k.words[i].Start > content.Start { // “…”, “…”라고
		i--
	}
	p := k.Begin(language.QuoteParticles, rest)
	cue := k.cue(last+1, reach)
	switch {
	case p != "":
		who, from := Span{}, k.lead(k.from, i)
		beside := k.who.End > 0 && from == i && k.End(language.VerbQuoteParticles, p) != "" && last+1 < len(k.words) &&
			!k.Begins(language.NotSaying, k.bare(last+1)) // 선장은 “…”고 떠올렸다
		if cue == unsaid || !beside && cue < 0 && !k.saying(p) {
			return
		}
		if cue >= 0 {
			who = k.between(last+1, cue)
		}
		if who.End == 0 {
			who = k.who
		}
		if who.End == 0 && k.doer.End > 0 && k.after >= from && k.lead(k.after, i) == i { // 장관이 “…”라고
			who, from = k.doer, i
		}
		if who.End == 0 {
			who = k.before(i)
		}
		if who.End == 0 && k.End(language.AdnominalEndings, p) != "" {
			return
		}
		if from < i && k.clause(from, i) {
			content.Start = k.words[from].Start
		}
		x := Span{content.End, content.End + len(p)}
		k.from = last + 1
		if cue >= 0 {
			x, k.from, k.head = k.word(cue), cue+1, cue+1
		}
		k.report(who, x, content)
	case i == 0 && rest == "" && last+1 < len(k.words): // “….” 장관이 이렇게 말했다.
		who := k.between(last+1, len(k.words))
		if who.End > 0 && (cue >= 0 || slices.ContainsFunc(k.words, func(w Span) bool {
			return k.Has(language.PointsBack, w.text(k.s))
		})) {
			k.report(who, Span{}, content)
		}
	case (rest == "" || strings.HasPrefix(rest, "…") || strings.HasPrefix(rest, "..")) && i > 0 && i <= 5: // 항만청 “…”
		who := Span{k.words[0].Start, k.words[i-1].End}
		if words := who.text(k.s); !hides(words) && k.speaks(strings.TrimRight(words, ": ")) &&
			k.End(language.AdverbParticles, words) == "" {
			who.End = who.Start + len(strings.TrimRight(words, ": "))
			k.report(who, Span{}, content)
		}
	}
}

// before returns the topic, or the subject right before the quotation in words[i], be it a name that nobody has heard
// of.
func (k *inKorean) before(i int) Span {
	if k.topic.End > 0 && k.from < i && k.topic.Start >= k.words[k.from].Start {
		n := i
		for n > 0 && k.words[n].Start > k.topic.Start {
			n--
		}
		const most = 3 // words of a name
		if len(strings.Fields(k.topic.text(k.s))) <= most && !k.clause(n+len(strings.Fields(k.topic.text(k.s))), i) {
			return k.topic
		}
	}
	return Span{}
}

// clause reports whether words[from:to] hold the beginning of a sentence that a quotation goes on with: a subject or an
// object of its own after the last verb.
func (k *inKorean) clause(from, to int) bool {
	found := false
	for j := from; j < to; j++ {
		w := k.bare(j)
		noun, ok := k.particled(w)
		_, adverb := k.Cut(language.AdverbParticles, w)
		switch {
		case hides(w):
			found = false
		case ok && !k.adnominal(noun, w) && !adverb:
			found = true
		case k.End(language.JoiningEndings, w) != "":
			found = false
		}
	}
	return found
}

// lead returns the first of words[from:to] after those that say when and where something is said.
func (k *inKorean) lead(from, to int) int {
	const near = 5 // words of a place: 국회에서 열린 기자회견에서
	for from < to {
		next := from
		for j := from; j < to && j < from+near; j++ {
			w := k.bare(j)
			_, subject := k.particled(w)
			_, adverb := k.Cut(language.AdverbParticles, w)
			if hides(w) || subject && !adverb {
				break
			}
			if k.Has(language.AdverbWords, w) || adverb && k.In(language.Scenes, w) {
				next = j + 1
			}
		}
		w := k.bare(from)
		if unit := strings.TrimLeft(w, digits); next == from &&
			(unit != w && k.Begins(language.Measures, unit) || k.Has(language.SubjectStarts, w)) {
			next++
		}
		if next == from {
			break
		}
		from = next
	}
	return from
}

// said reads a clause that ends with words[i], before a verb of saying: 배가 떠났다고 말했다.
func (k *inKorean) said(i int, w string) bool {
	const reach = 5 // words between the clause and its verb
	p := k.End(language.QuoteParticles, w)
	if p == "" || p == w {
		return false
	}
	stem := strings.TrimSuffix(w, p)
	// 고 alone joins verbs; after one that ends a sentence it quotes.
	if !k.In(language.QuotedEndings, p) && k.End(language.QuotedEndings, stem) == "" {
		return false
	}
	cue := k.cue(i+1, reach)
	if k.End(language.AdnominalEndings, p) != "" && cue != i+1 {
		return false
	}
	if cue == unsaid || cue < 0 && (k.who.End == 0 || !k.saying(p) || k.from > i) {
		return false
	}
	who := Span{}
	if cue >= 0 {
		who = k.between(i+1, cue)
		if w := k.bare(cue); !k.Begins(language.SayingStems, w) && k.End(language.AdnominalEndings, p) == "" {
			return false // 떠났다는 뜻, but not 떠났다고 하는 뜻
		}
	}
	if who.End == 0 {
		who = k.who
	}
	if who.End == 0 && k.End(language.AdnominalEndings, p) != "" {
		return false
	}
	from := k.lead(min(k.from, i), i)
	x := Span{k.words[i].Start + len(stem), k.words[i].Start + len(w)}
	k.report(who, x, Span{k.words[from].Start, k.words[i].Start + len(stem)})
	if k.from = i + 1; cue >= 0 {
		k.out[len(k.out)-1].Cue, k.from = k.word(cue), cue+1
	}
	k.head = k.from
	return true
}

// according reads 장관에 따르면: what stands before words[i+1] is the source, and the rest is what it says.
func (k *inKorean) according(i int) bool {
	if i+2 >= len(k.words) {
		return false
	}
	noun, _ := k.Cut(language.OfParticles, k.bare(i))
	who := Span{k.words[min(k.head, i)].Start, k.words[i].Start + len(noun)}
	if k.doer.End > 0 && !k.speaks(who.text(k.s)) { // 통계청이 발표한 자료에 따르면
		who = k.doer
	}
	k.report(who, k.words[i+1], Span{k.words[i+2].Start, k.at.End})
	return true
}

// Japanese.

// longestName is the most bytes of a name with an office and what it is of, in scripts with three bytes a letter.
const longestName = 120

// topicMark reports whether s begins with a particle after whom a sentence is about, and not whom it says does something.
func (r *Reader) topicMark(s string) bool {
	p := r.Begin(language.SubjectParticles, s)
	return p != "" && !r.Has(language.DoerParticles, p)
}

// topical reports whether such a particle stands in s, or one of the letters.
func (r *Reader) topical(s, letters string) bool {
	for i, c := range s {
		if strings.ContainsRune(letters, c) || r.topicMark(s[i:]) {
			return true
		}
	}
	return false
}

func (e *heard) japanese(at Span) {
	s := e.s[:at.End]
	if body := strings.TrimRight(at.text(s), "。"); body != "" && strings.Trim(body, string(hidden)) == "" {
		e.open = Span{at.Start, at.Start + len(body)} // 「…」。佐藤氏は…
		return
	}
	open := e.open
	e.open = Span{}
	j := &inJapanese{heard: e, at: at, s: s, from: at.Start}
	before := len(e.out)
	j.read()
	if len(e.out) == before {
		topic := j.topic(at.Start, at.End, true)
		if k, end := j.cleft(at.text(s)); open.End > 0 && k > 0 { // 「…」。そう話すのは佐藤氏だ。
			if who := j.claimed(at.Start + end); j.speaks(who.text(s)) {
				e.report(who, Span{}, open)
				return
			}
		}
		if topic.End > 0 {
			named := e.End(language.OfficesAfter, topic.text(s)) != "" || e.named(topic.text(s))
			if open.End > 0 && (named || !strings.Contains(s[at.Start:topic.End], "、")) {
				e.report(topic, Span{}, open)
			}
			e.last = topic
		}
	}
}

// An inJapanese is a sentence of Japanese.
type inJapanese struct {
	*heard
	at   Span
	s    string // the block up to its end
	who  Span   // who is known to speak
	from int    // where what is said may begin
}

func (j *inJapanese) read() {
	j.from += len(j.Begin(language.SubjectStarts, j.s[j.from:]))
	tries := 0
	for i := j.at.Start; i < j.at.End; {
		_, n := utf8.DecodeRuneInString(j.s[i:])
		if source := j.Begin(language.SourceEndings, j.s[i:]); source != "" && i > j.from && j.s[i-1] != hidden {
			who := j.noun(j.from, i)
			end := j.at.End
			rest, _ := j.Cut(language.Reportedly, strings.TrimRight(j.s[:end], "。"))
			j.who = who
			j.report(who, Span{i, i + len(source)}, Span{i + len(source), max(i+len(source), len(rest))})
			i += len(source)
			j.from = i
			continue
		}
		if noun := j.Begin(language.ClaimNouns, j.s[i:]); noun != "" && i > j.from && tries < mostTries {
			tries++
			if next := j.plan(i, noun); next > i {
				i = next
				continue
			}
		}
		if j.Begins(language.VerbQuoteParticles, j.s[i:]) && i > j.from && tries < mostTries {
			tries++
			if next := j.quotes(i); next > i {
				i = next
				continue
			}
		}
		i += n
	}
	j.headline()
}

// quotes reads と at byte i: after a quotation or a clause, before a verb of saying. It returns where it has read to.
func (j *inJapanese) quotes(i int) int {
	to := i + len(j.Begin(language.VerbQuoteParticles, j.s[i:]))
	said, _ := j.Cut(language.QuoteFillers, j.s[:i])
	direct := said != "" && said[len(said)-1] == hidden
	if !direct && j.End(language.QuotedEndings, j.s[:i]) == "" {
		return i // 市長と話した
	}
	who, cue := j.cue(to, direct)
	if cue == denies || cue.End == 0 && !direct {
		return i
	}
	topic, from := j.topic(j.from, i, direct), j.from
	if at := j.quotations(j.from, len(said)).Start; direct && at > j.from { // 教授は「…」、議員は「…」と
		particle := j.End(language.SubjectParticles, j.s[:at])
		if name := j.noun(j.from, at-len(particle)); particle != "" &&
			name.Start < name.End && j.speaks(name.text(j.s)) {
			topic = name
		}
	}
	if topic.End > 0 {
		from = j.afterTopic(topic)
	}
	if cue.End == 0 {
		if topic.End == 0 || j.Begins(language.NotSaying, j.s[to:]) ||
			strings.Trim(j.s[j.lead(from, i):len(said)], string(hidden)) != "" {
			return i
		}
		cue = Span{i, to} // 選手は「…」と意気込む
	}
	switch {
	case who.End > 0:
		from = j.from
	case topic.End > 0:
		who = topic
	case j.who.End > 0:
		who = j.who
	default: // 「…」と述べた市長は
		end := j.at.End
		if k := strings.IndexAny(j.s[cue.End:end], "、。"); k >= 0 {
			end = cue.End + k
		}
		who = j.topic(cue.End, end, true)
	}
	j.who = who
	content := Span{j.lead(from, i), len(said)}
	if direct {
		start := max(content.Start, j.quotations(j.at.Start, len(said)).Start)
		lead := j.s[content.Start:start]
		if k := strings.LastIndex(lead, "、"); k >= 0 {
			lead = lead[k+len("、"):]
		}
		content.Start = start
		if !hides(lead) && (j.End(language.SubjectParticles, lead) != "" || j.End(language.ObjectParticles, lead) != "") {
			content.Start -= len(lead) // 元号は「…」
		}
	}
	j.report(who, cue, content)
	j.from = cue.End
	if k := strings.Index(j.s[cue.End:], "、"); k >= 0 {
		j.from += k + len("、")
	}
	return cue.End
}

// claimed returns who the sentence says, from byte start to its end, that it was: 佐藤氏だ.
func (j *inJapanese) claimed(start int) Span {
	who, _ := j.Cut(language.Copulas, strings.TrimRight(j.s[start:j.at.End], "。"))
	return j.trim(Span{start, start + len(who)})
}

// cleft returns where s says who it was that did something, 話すのは佐藤氏だ, and where he is named; -1 if it does not.
func (r *Reader) cleft(s string) (at, end int) {
	at = -1
	r.Find(language.Clefts, func(word string) bool {
		if at = strings.Index(s, word); at >= 0 {
			end = at + len(word)
		}
		return at >= 0
	})
	return at, end
}

// afterTopic returns where the particle of a topic ends.
func (j *inJapanese) afterTopic(topic Span) int {
	i := topic.End + len(j.Begin(language.FromParticles, j.s[topic.End:]))
	if r := first(j.s[i:]); r == '（' || r == '(' {
		i += strings.IndexAny(j.s[i:], "）)")
		_, n := utf8.DecodeRuneInString(j.s[i:])
		i += n
	}
	_, n := utf8.DecodeRuneInString(j.s[i:])
	return min(j.at.End, i+n)
}

// plan reads 橋を閉じる方針を明らかにした: a clause before a noun for what people make, and a verb of saying.
func (j *inJapanese) plan(i int, noun string) int {
	if j.End(language.AdnominalEndings, j.s[:i]) == "" {
		return i
	}
	verb := j.s[i+len(noun):]
	object := j.Begin(language.ObjectParticles, verb)
	verb = verb[len(object):]
	cue := j.Begin(language.SayingStems, verb)
	topic := j.topic(j.from, i, false)
	if object == "" || cue == "" || topic.End == 0 {
		return i
	}
	at := len(j.s) - len(verb)
	j.who = topic
	j.report(topic, Span{at, at + len(cue)}, Span{j.lead(j.afterTopic(topic), i), i})
	j.from = at + len(cue)
	return j.from
}

// denies is where a verb is that says that something was not said.
var denies = Span{-1, -1}

// cue looks for the verb of saying after と, and for who stands between the two or after the verb.
func (j *inJapanese) cue(from int, direct bool) (who, cue Span) {
	const reach = 90 // bytes, thirty letters: who, to whom, where
	s := j.s[:min(len(j.s), from+reach)]
	for len(s) > from && !utf8.ValidString(s[from:]) {
		s = s[:len(s)-1]
	}
	rest := s[from:]
	for j.topicMark(rest) { // とは、とも
		rest = rest[len(j.Begin(language.SubjectParticles, rest)):]
	}
	if direct {
		rest = strings.TrimPrefix(rest, "、")
	}
	if of := j.Begin(language.Possessives, rest); of != "" { // との考えを示した
		noun := rest[len(of):]
		if n := j.Begin(language.ClaimNouns, noun); n != "" {
			at := len(s) - len(noun)
			return who, Span{at, at + len(n)}
		}
		return who, cue
	}
	for at := len(s) - len(rest); at < len(s); {
		c, n := utf8.DecodeRuneInString(s[at:])
		if strings.ContainsRune("。、", c) || c == hidden {
			break
		}
		gap := s[len(s)-len(rest) : at]
		if verb := j.Begin(language.SayingStems, s[at:]); verb != "" && !j.Begins(language.NotSaying, s[at:]) &&
			(gap == "" || j.End(language.CaseParticles, gap) != "") {
			cue = Span{at, at + len(verb)}
			const ending = 18 // bytes, of the verb's forms that turn it round: 述べていなかった
			for k := range s[cue.End:min(len(s), cue.End+ending)] {
				if j.Begins(language.TurnsAfter, s[cue.End+k:]) {
					return Span{}, denies
				}
			}
			const forms = 18                                          // bytes, of the verb's forms before it
			if k, end := j.cleft(s[cue.End:]); k >= 0 && k <= forms { // と批判したのは佐藤氏だ
				if who = j.claimed(cue.End + end); j.speaks(who.text(j.s)) {
					return who, cue
				}
			}
			return j.topic(len(s)-len(rest), at, true), cue
		}
		at += n
	}
	return Span{}, Span{}
}

// topic returns the first noun between two bytes that can speak and is the topic; with subject, or the subject.
func (j *inJapanese) topic(from, to int, subject bool) Span {
	for i, c := range j.s[from:to] {
		at := j.s[from+i:]
		if c < 0x3040 || !j.topicMark(at) && !(subject && j.Begins(language.SubjectParticles, at)) { // no kana
			continue
		}
		if who := j.noun(from, from+i); who.End > who.Start && j.speaks(who.text(j.s)) {
			return who
		}
	}
	return Span{}
}

// noun returns the noun that ends at byte to, from the comma or space before it on.
func (j *inJapanese) noun(from, to int) Span {
	for from < to && (to-from > longestName || !utf8.RuneStart(j.s[from])) {
		from++
	}
	if c := lastRune(j.s[from:to]); c == ')' || c == '）' { // 鈴木花子さん（45）
		if bracket := strings.LastIndexAny(j.s[from:to], "（("); bracket > 0 {
			to = from + bracket
		}
	}
	if k := strings.LastIndexAny(j.s[from:to], "、。　 "+string(hidden)); k >= 0 {
		_, n := utf8.DecodeRuneInString(j.s[from+k:])
		from += k + n
	}
	return j.trim(Span{from, to})
}

// trim takes off what describes a noun: 続いて会見した安倍首相 is 安倍首相, and 社民党の又市党首 is 又市党首.
func (j *inJapanese) trim(who Span) Span {
	t, _ := j.Cut(language.FromParticles, who.text(j.s)) // 野党からは
	who.End = who.Start + len(t)
	prev, cut := ' ', 0
	for i, c := range t {
		if kanaSmall(prev) && !kanaSmall(c) && j.Has(language.DescribingEndings, string(prev)) {
			cut = i
		}
		prev = c
	}
	who.Start += cut
	return who
}

// kanaSmall reports whether c is hiragana.
func kanaSmall(c rune) bool { return c >= 0x3040 && c < 0x30A0 }

// lead returns where what is said begins, from byte from on: after a comma, and after words that say when and where.
func (j *inJapanese) lead(from, to int) int {
	const near = 75 // bytes, 25 letters, of such words
	for from < to {
		s := strings.TrimLeft(j.s[from:to], "、 ")
		at := to - len(s)
		s = s[:min(len(s), near)]
		k := strings.Index(s, "、")
		if k > 0 && j.End(language.AdverbParticles, s[:k]) != "" && !j.topical(s[:k], "") &&
			!hides(s[:k]) {
			from = at + k
			continue
		}
		return at + j.scene(s)
	}
	return from
}

// scene returns the length of the words that s begins with and that say where somebody speaks: 会見で.
func (j *inJapanese) scene(s string) (n int) {
	j.Find(language.Scenes, func(word string) bool {
		k := strings.Index(s, word)
		if k < 0 {
			return false
		}
		if at := j.Begin(language.SceneParticles, s[k+len(word):]); at != "" && !j.topical(s[:k], "、"+string(hidden)) {
			n = k + len(word) + len(at)
		}
		return n > 0
	})
	return n
}

// headline reads 知事「…」 at the end of a line.
func (j *inJapanese) headline() {
	const longest = 60 // bytes, twenty letters, of a name with its office
	i := strings.IndexByte(j.s[j.at.Start:], hidden)
	if i <= 0 || len(j.out) > 0 && j.out[len(j.out)-1].Content.End > j.at.Start {
		return
	}
	start := j.at.Start + i
	end := start
	for end < j.at.End && j.s[end] == hidden {
		end++
	}
	name := strings.TrimRight(j.s[j.at.Start:start], ":： 　")
	who := j.noun(j.at.Start, j.at.Start+len(name))
	rest := j.s[end:j.at.End]
	if rest != "" && strings.TrimLeft(rest, "　 、。…") == rest || who.End-who.Start > longest ||
		who.Start >= who.End || !j.speaks(who.text(j.s)) {
		return
	}
	j.report(who, Span{}, Span{start, end})
}

// Chinese.

// An inChinese is a sentence of Chinese.
type inChinese struct {
	*heard
	at     Span
	s      string // the block up to its end
	who    Span   // whom the sentence is about
	clause int    // where the clause begins that is being read
	prev   int    // and the one before it
	open   int    // of e.out, the report whose content is still going on; -1 if there is none
}

func (e *heard) chinese(at Span) {
	c := &inChinese{heard: e, at: at, s: e.s[:at.End], clause: at.Start, prev: at.Start, open: -1}
	tries := 0
	for i := at.Start; i < at.End; {
		r, n := utf8.DecodeRuneInString(c.s[i:])
		switch not := c.Begin(language.NotSaying, c.s[i:]); {
		case not != "":
			i += len(not)
			continue
		case strings.ContainsRune("，,；;：:。", r):
			c.ends(i, i+n, r == '：' || r == ':')
			c.prev, c.clause = c.clause, i+n
		case r == hidden:
			c.prev, c.clause = i+n, i+n
		default:
			verb := c.Begin(language.SayingWithin, c.s[i:])
			alone := len(verb) > len("说") || c.Has(language.SayingBare, verb) // before a clause without a comma
			if also := c.Begin(language.SayingAlsoWithin, c.s[i:]); len(also) > len(verb) {
				verb, alone = also, false
			}
			if verb != "" {
				if tries++; tries > mostTries {
					return
				}
				c.verb(Span{i, i + len(verb)}, alone)
				i += len(verb)
				continue
			}
		}
		i += n
	}
	if c.clause < at.End {
		c.ends(at.End, at.End, false)
	}
	if c.who.End > 0 && c.speaks(c.who.text(c.s)) {
		c.last = c.who
	}
}

// ends reads what the end of a clause tells: who the sentence is about, and 部长解释说明：“…”, “…”，部长如此评价.
func (c *inChinese) ends(i, next int, colon bool) {
	who := c.subject(i)
	if c.who.End == 0 && who.End < i && who.End > who.Start && c.speaks(who.text(c.s)) {
		c.who = who
	}
	if c.clause >= i {
		return
	}
	quote := Span{}
	if colon && next < len(c.s) && c.s[next] == hidden {
		quote = c.quotation(next)
	} else if q := c.quoted(); q.End > 0 && c.In(language.PointsBack, c.s[c.clause:i]) {
		quote = q
	}
	if quote.End == 0 || len(c.out) > 0 && c.out[len(c.out)-1].Content.End > quote.Start {
		return
	}
	if who.End == who.Start || !c.speaks(who.text(c.s)) {
		who = c.who
	}
	if who.End > 0 {
		c.report(who, Span{}, quote)
	}
}

// quotation returns the quotation that begins at byte i, with those after it that are said together with it.
func (c *inChinese) quotation(i int) Span {
	s := c.s[i:]
	for end := len(s) + 1; len(s) < end; {
		end = len(s)
		s = strings.TrimLeft(s, string(hidden))
		if after := strings.TrimLeft(s, listed); after != "" && after[0] == hidden {
			s = after
		}
	}
	return Span{i, len(c.s) - len(s)}
}

// quoted returns the quotation that the clause follows, or the one before it, if that is short: “…”，部长说; “…。”部长说;
// “…”，第二天，部长说. The zero Span stands for what is joined to the clause without a stop: “523”任务.
func (c *inChinese) quoted() Span {
	const short = 36 // bytes, twelve letters: when and where
	for _, at := range [...]int{c.clause, c.prev} {
		end := c.at.Start + len(strings.TrimRight(c.s[c.at.Start:at], "，, "))
		start := c.quotations(c.at.Start, end).Start
		closed := strings.TrimRight(c.text[start:end], "”’」』\"")
		if start < end && (end < at || strings.ContainsRune("。！？，,!?…", lastRune(closed))) {
			return Span{start, end}
		}
		if c.clause-c.prev > short {
			break
		}
	}
	return Span{}
}

// verb reads a verb of saying; alone says that it may stand before a clause without a comma.
func (c *inChinese) verb(cue Span, alone bool) bool {
	const (
		least  = 4  // letters of a clause
		person = 24 // bytes, eight of them, and of whom is told something
	)
	if c.End(language.TurnsBefore, c.s[c.clause:cue.Start]) != "" {
		return false // 没有说
	}
	after := c.s[cue.End:]
	for tail := c.Begin(language.SayingTails, after); tail != ""; tail = c.Begin(language.SayingTails, after) {
		after = after[len(tail):]
	}
	if k := strings.IndexAny(after, "，：,:"); k > 0 && k <= person && c.Has(language.Tell, cue.text(c.s)) {
		after = after[k:] // 告诉记者，
	}
	from := len(c.s) - len(after)
	r, n := utf8.DecodeRuneInString(after)
	stop := after == "" || strings.ContainsRune("，,：:。；;", r)
	who := c.subject(cue.Start)
	source := c.Begin(language.AccordingPrefixes, c.s[c.clause:cue.Start])
	if len(source) > 0 { // 据部长介绍，
		who = trimmed(c.s, c.clause+len(source), cue.Start)
		who = c.cut(who)
		if who.End <= who.Start || r != '，' && r != ',' && r != hidden {
			return false
		}
	}
	own := who.End > who.Start
	if !own {
		if who = c.who; who.End == 0 && c.open >= 0 {
			who = c.out[c.open].Speaker
		}
	}
	// “…”，部长说
	if q := c.quoted(); q.End > 0 && stop && own && (len(c.out) == 0 || c.out[len(c.out)-1].Content.End <= q.Start) {
		c.report(who, cue, q)
		if c.who = who; n >= len(after) || after[n] != hidden {
			c.clause = cue.End
			return true
		}
		c.open = -1
	}
	if c.open >= 0 {
		x := &c.out[c.open].Content
		end := c.at.Start + len(strings.TrimRight(c.s[c.at.Start:c.clause], "，,；;。 "))
		if own || end <= x.Start {
			return false // somebody in what is said, or something
		}
		x.End = end
	}
	content := Span{from, len(c.s)}
	switch {
	case r == hidden && after != "":
		content = c.quotation(from)
	case stop && n < len(after) && r != '。':
		if content.Start += n; c.s[content.Start] == hidden {
			if q := c.quotation(content.Start); r == '：' || r == ':' || q.End == len(c.s) ||
				strings.ContainsRune("，,。；;", first(c.s[q.End:])) {
				content = q
			}
		} else if r == '；' || r == ';' {
			return false
		}
	case !stop && who.End > 0 && (alone || own && c.speaks(who.text(c.s)) && len(cue.text(c.s)) == len("说")) &&
		utf8.RuneCountInString(after[:max(0, min(len(after), strings.IndexAny(after+"，", "，。；")))]) >= least:
	default:
		return c.before(who, cue, own, after)
	}
	if strings.Trim(content.text(c.s), "，。：") == "" {
		return false
	}
	c.report(who, cue, content)
	if own {
		c.who = who
	}
	if c.open = -1; content.End == len(c.s) && c.s[content.Start] != hidden {
		c.open = len(c.out) - 1
	}
	c.clause = cue.End
	return true
}

// before reads …，部长说。 at the end of a sentence: what is said stands before.
func (c *inChinese) before(who, cue Span, own bool, after string) bool {
	if !own || strings.Trim(after, "。") != "" || c.clause <= c.at.Start || c.quoted().End > 0 || c.open >= 0 ||
		!c.speaks(who.text(c.s)) {
		return false
	}
	c.report(who, cue, Span{c.at.Start, c.clause})
	return true
}

// subject returns who stands at the head of the clause that ends at byte end, without what comes before and after his
// name: 记者会上 (a clause), 10月5日, 在会上, 还.
func (c *inChinese) subject(end int) Span {
	who := trimmed(c.s, c.clause, end)
	for again := true; again; {
		t := who.text(c.s)
		skip := len(c.Begin(language.SubjectStarts, t))
		if unit := strings.TrimLeft(t, digits); skip == 0 && len(unit) < len(t) {
			skip = len(t) - len(unit) + len(c.Begin(language.Measures, unit))
		}
		if c.Begins(language.Governing, t) { // 在会上部长说
			c.Find(language.AdverbParticles, func(p string) bool {
				if k := strings.Index(t, p); k > 0 && skip == 0 && k+len(p) < len(t) {
					skip = k + len(p)
				}
				return false
			})
		}
		who.Start += skip
		again = skip > 0
	}
	return c.cut(who)
}

// cut returns who without what does not belong to his name after it; nothing of what is longer than a name.
func (c *inChinese) cut(who Span) Span {
	t := who.text(c.s)
	for i, r := range t {
		switch {
		case i > longestName:
			return Span{who.Start, who.Start}
		case c.Begins(language.SpeakerEnds, t[i:]) || i > 0 && '0' <= r && r <= '9' || r == hidden:
			return Span{who.Start, who.Start + i}
		}
	}
	return who
}

// Thai.

// thai reads one line: who, a verb, and "that".
func (e *heard) thai(at Span) {
	const (
		reach   = 90  // bytes, thirty letters, from the verb to "that": to whom, and how
		longest = 180 // of a name with its office
	)
	from := at.Start
	for i := at.Start; i < at.End; {
		_, n := utf8.DecodeRuneInString(e.s[i:])
		if not := e.Begin(language.NotSaying, e.s[i:]); not != "" {
			i += len(not)
			continue
		}
		verb := e.Begin(language.SayingStems, e.s[i:])
		if verb == "" {
			i += n
			continue
		}
		cue := Span{i, i + len(verb)}
		i = cue.End
		if e.End(language.TurnsBefore, e.s[from:cue.Start]) != "" {
			continue // ไม่ได้กล่าว
		}
		who := trimmed(e.s, from, cue.Start)
		who.Start += len(e.Begin(language.SubjectStarts, who.text(e.s)))
		who = trimmed(e.s, who.Start, who.End)
		rest := e.s[cue.End:min(at.End, cue.End+reach)]
		that := strings.IndexByte(rest, hidden)
		e.Find(language.ThatOrWhether, func(w string) bool {
			if k := strings.Index(rest, w); k >= 0 && (that < 0 || k < that) {
				that = k
			}
			return false
		})
		if q := strings.IndexByte(who.text(e.s), hidden); q >= 0 && that < 0 { // “…” รัฐมนตรีกล่าว
			end := who.Start + strings.LastIndexByte(who.text(e.s), hidden) + 1
			if name := trimmed(e.s, end, who.End); name.Start < name.End && name.End-name.Start < longest {
				e.report(name, cue, Span{who.Start + q, end})
				from = i
			}
			continue
		}
		if that < 0 {
			continue
		}
		if len(e.out) > 0 && e.out[len(e.out)-1].Content.End > who.Start { // within what is said
			continue
		}
		content := Span{cue.End + that, at.End}
		if e.s[content.Start] != hidden {
			content.Start += len(e.Begin(language.ThatOrWhether, rest[that:]))
		}
		if s := strings.TrimLeft(content.text(e.s), " "); s != "" && s[0] == hidden {
			content.Start = content.End - len(s)
			content.End = content.Start + len(s) - len(strings.TrimLeft(s, string(hidden)))
		}
		if who.Start >= who.End || who.End-who.Start > longest || hides(who.text(e.s)) {
			who = Span{}
		}
		e.report(who, cue, content)
		from, i = content.End, content.End
	}
}

// Short forms of names.

// ShortFor reports whether a mention is short for a fuller one: 이 대행 for 이정미 권한대행, 菅氏 for 菅義偉官房長官, 首相 for
// 安倍晋三首相, 齐拉特 for 尤琳·齐拉特, 同省 for 厚生労働省.
func (r *Reader) ShortFor(mention, full string) bool {
	if len(mention) >= len(full) {
		return false
	}
	if the := r.Begin(language.TheRole, mention); the != "" && len(the) < len(mention) {
		return strings.HasSuffix(full, mention[len(the):])
	}
	office := r.End(language.OfficesAfter, mention)
	name := strings.TrimSpace(mention[:len(mention)-len(office)])
	han := !hangul(full) && !kana(first(full))
	switch {
	case strings.HasSuffix(full, office), r.Has(language.Addresses, office), han && strings.HasPrefix(full, office):
	default:
		return false
	}
	if name == "" {
		return true
	}
	if hangul(full) {
		return anyWord(full, func(part string) bool {
			return part == name || r.Has(language.Families, name) && strings.HasPrefix(part, name) && r.named(part)
		})
	}
	full = strings.TrimPrefix(strings.TrimSuffix(full, office), office)
	before, ends := strings.CutSuffix(full, name)
	ends = ends && utf8.RuneCountInString(name) > 1 &&
		(strings.HasSuffix(before, "·") || strings.HasSuffix(before, "・") || office == "" && r.chinese(full))
	return ends || strings.HasPrefix(full, name)
}

// Bearer returns the name with the office that ends at byte end of s, if a name stands before that: 安倍晋三首相.
func (r *Reader) Bearer(s string, office string, end int) Span {
	e := &heard{Reader: r, s: s[:end]}
	at := Span{max(0, end-longestName), end}
	for at.Start < end && !utf8.RuneStart(s[at.Start]) {
		at.Start++
	}
	if !hangul(office) {
		j := &inJapanese{heard: e, at: at, s: e.s}
		return j.noun(at.Start, end)
	}
	const most = 4 // words of a name, what it is of and its office
	at.Start += strings.LastIndexAny(at.text(s), ".,\n\"”") + 1
	fields := strings.Fields(at.text(s))
	for n := 2; n <= min(most, len(fields)); n++ {
		if who := fields[len(fields)-n]; r.named(who) {
			start := at.Start + strings.LastIndex(at.text(s), who)
			return Span{start, end}
		}
	}
	return Span{end, end}
}
