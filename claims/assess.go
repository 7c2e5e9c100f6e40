package claims

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A sentence can be checked when it says something that could turn out to be otherwise: how many, when, more or less
// than what, who did it. Assess scores this check-worthiness by what of it is in a sentence. The weights are set by
// hand, in points, by how surely a newsroom could look the thing up: a number with its unit can always be, a name alone
// hardly ever. No optimiser has seen them.
//
// Measured on sentences of debates and speeches; the rules were tried on these very collections, so other debates will
// show somewhat less.
//
//	                     CLEF-2019    CheckThat 2024 dev   CheckThat 2024 train
//	                     MAP          AP     F1            AP     F1
//	counting digits      0.178        0.636  0.642         0.438  0.407
//	these rules          0.251        0.904  0.817         0.652  0.577
//
// Numbers with changes, deeds and matters of record have a MAP of 0.227; with the speaker's own deeds told from wishes,
// 0.232; with the plans of others, 0.241; with days beside their months and whole names, 0.245. Tried without gain:
// more points for others, names or two comparisons; fewer for long sentences; what the sentences before and after are
// worth.

const (
	numberPoints    = 2.0  // "41,200 passengers", "two kilometres"
	unitPoints      = 3.0  // on top, for per cent, money and millions: somebody keeps the books
	vaguePoints     = -0.9 // "millions of people": a manner of speaking as often as a count
	datePoints      = 0.9  // "in 1993", "since the war": it was then or it was not
	comparePoints   = 1.2  // "more than any other", "the worst in history"
	changePoints    = 1.3  // "rose", "lost", "doubled"
	statisticPoints = 1.8  // "jobs", "taxes": what statistics are made of
	matterPoints    = 0.6  // "health", "the border", "the council": what records are kept of; for each of two
	// "voted for", "signed": there is a record, but most of what people did is told and not argued
	actPoints  = 0.6
	pastPoints = 0.5 // "was", "voted": what has been can be looked up
	// "has raised", "we've lost", on top: what somebody has done is his record, the speaker's own too
	donePoints   = 0.7
	namePoints   = 0.2 // for each of two
	alwaysPoints = 0.5 // "never", "only", "every": one case to the contrary settles it
	otherPoints  = 0.3 // "he", "they": people are held to what they say of others

	firstPoints   = -1.1 // "I", "we", unless it is told what they did: intentions and feelings mostly
	opinionPoints = -0.6 // "I think", "perhaps": what is thought may still be so
	wishPoints    = -1.9 // "we should", "I want to", "let us": nothing is said to be so
	// "would", "can", "might", unless it is said of others: what their plans would do is argued with figures
	couldPoints    = -0.8
	youPoints      = -0.4 // "you", unless it is told what you did: advice and examples
	futurePoints   = -1.5 // "will", "going to"
	ifPoints       = -0.5 // "if": what follows is not said to be so
	addressPoints  = -1.5 // "thank you", "let me"
	questionPoints = -2.0
	shortPoints    = -1.5 // fewer than shortWords, too few to say who did what

	shortWords = 4

	// even is how many points make a sentence as likely worth a check as not: a number about what was, or two
	// or three of the rest.
	even = 2.5
)

// A Sentence is a sentence of an article, and what makes it worth checking or not.
type Sentence struct {
	Span    Span // bytes of the article
	Kind    SentenceKind
	Score   float64  // from 0 to 1: how much it is worth a check; of no use for other kinds than Fact
	Reasons []Reason // in reading order; nil if nothing in it can be looked up
}

// Claim reports whether s is worth a check: it says that something is so, and more of it than not can be looked up.
func (s *Sentence) Claim() bool { return s.Kind == Fact && s.Score >= 0.5 }

// A SentenceKind is what a sentence does.
type SentenceKind uint8

const (
	Fact        SentenceKind = iota // says that something is so
	Opinion                         // says what somebody thinks or wishes
	Question                        // asks, and states nothing
	Prediction                      // says what will or may be, and nothing that was done
	Boilerplate                     // belongs to the page and not to the story: "Read more", "Photo: the harbour desk"
	Headline                        // a block of few words without a full stop
)

// String returns the name of k in reports; the number of a value that has none.
func (k SentenceKind) String() string {
	return enumName(uint8(k), "fact", "opinion", "question", "prediction", "boilerplate", "headline")
}

// A Reason is something in a sentence that can be looked up.
type Reason struct {
	Kind ReasonKind
	Span Span // the words
}

// A ReasonKind is what can be looked up.
type ReasonKind uint8

const (
	ReasonNumber     ReasonKind = iota // "41,200 passengers"
	ReasonDate                         // "in 2019", "on Monday"
	ReasonComparison                   // "most", "more than"
	ReasonChange                       // "rose", "fell"
	ReasonAct                          // what somebody has done: "voted", "signed"
	ReasonStatistic                    // what statistics are made of: jobs, taxes
	ReasonAbsolute                     // "never", "every"
	ReasonMatter                       // of public record: a bill, a budget
	ReasonName                         // of a person, a place or a body
)

// String returns the name of k in reports; the number of a value that has none.
func (k ReasonKind) String() string {
	return enumName(uint8(k), "a number", "a date", "a comparison", "a change", "an act", "a statistic", "an absolute",
		"a matter of record", "a name")
}

// Because returns why the words of s are worth a check: for each kind of reason the first, in reading order, names and
// matters of record only where there is no better one.
func (t *Text) Because(s Span) []Reason {
	var strong, weak []Reason
	seen := [ReasonName + 1]bool{}
	all := t.Assess()
	from, _ := slices.BinarySearchFunc(all, s.Start+1, func(a Sentence, at int) int { return a.Span.End - at })
	for _, a := range all[from:] {
		if a.Span.Start >= s.End {
			break
		}
		for _, r := range a.Reasons {
			if !r.Span.Overlaps(s) || seen[r.Kind] {
				continue
			}
			seen[r.Kind] = true
			if r.Kind >= ReasonMatter {
				weak = append(weak, r)
			} else {
				strong = append(strong, r)
			}
		}
	}
	if strong != nil {
		return strong
	}
	return weak
}

// Assess weighs every sentence of t, in reading order, by the words of its language. Where the file of a language has
// none for this, it sees the numbers, the years and the names.
func (t *Text) Assess() []Sentence {
	x := t.indexed()
	if x.assessed != nil {
		return x.assessed
	}
	blocks := t.Blocks()
	words := x.words()
	at, block := 0, 0
	cut := wordCutter{prose: x.prose, keys: weighedKeys()}
	for _, s := range t.Sentences() {
		// A word belongs to the sentence in which it ends: a dash at the end of a paragraph is folded into the
		// number that opens the next.
		for at < len(words) && x.source(&words[at]).End <= s.Start {
			at++
		}
		end := at
		for end < len(words) && x.source(&words[end]).End <= s.End {
			end++
		}
		for blocks[block].End <= s.Start {
			block++
		}
		a := x.assess(s, x.lookedUp(&cut, words[at:end]))
		if blocks[block] == s && len(blocks) > 1 {
			a.alone(x.prose, t.Slice(s), words[at:end])
		}
		x.assessed = append(x.assessed, a)
		at = end
	}
	return x.assessed
}

// weighedKeys returns the keys of words by which a sentence is weighed.
func weighedKeys() []language.Key {
	return append(keysOf(roles[:]), language.NumberWords, language.Accounts, language.When, language.Compares,
		language.Changes, language.Acts, language.Statistics, language.Matters, language.Absolutes, language.Grammar,
		language.Light, language.FunctionWords)
}

// weighs returns the reader whose words sentences are weighed by: those of English where nobody knows the language, since
// one that is short may have a word of any.
func (x *index) weighs() *prose.Reader {
	if x.prose.Tag == "" {
		return readerOf(language.English())
	}
	return x.prose
}

// lookedUp returns words as the lists have them: in English as they are; elsewhere without what is written on to them
// before, and as a cutter cuts them.
func (x *index) lookedUp(cut *wordCutter, words []match.Word) []match.Word {
	if x.isEnglish() || x.prose.Tag == "" {
		return words
	}
	var out []match.Word
	for _, p := range cut.cut(x.folded.S, words) {
		w := words[p.at]
		w.Text, w.End = x.prose.Bare(p.text), words[p.to-1].End
		out = append(out, w)
	}
	return out
}

// alone tells headlines and boilerplate by what a sentence looks like that has a block to itself: no full stop at
// its end, and few words.
//
// What ends in a full stop is a sentence, whatever its first word ("More than 40 boats sank."), unless it bids
// the reader do something to the page.
func (a *Sentence) alone(r *prose.Reader, s string, words []match.Word) {
	word := func(i int) string {
		if i < len(words) {
			return words[i].Text
		}
		return ""
	}
	boilerplate := r.IsBoilerplate(word(0)) && !r.Has(language.AtLeast, word(0)+" "+word(1))
	bids := r.Bidding(word(0), word(1))
	const line = 16 // words; headlines are shorter, for they stand in a line or two
	last, _ := utf8.DecodeLastRuneInString(s)
	stop := strings.ContainsRune(".!?:;,”’。！？：」』؟।", last)
	const few = 3 // words; "Harbour desk", "Related stories"
	switch {
	case bids, !stop && boilerplate, !stop && len(words) <= few:
		a.Kind = Boilerplate
	case !stop && len(words) <= line:
		a.Kind = Headline
	}
}

// assess weighs one sentence.
func (x *index) assess(s Span, words []match.Word) Sentence {
	a := assessor{index: x, Sentence: Sentence{Span: s}, words: words, have: -1, prose: x.weighs()}
	for i := 0; i < len(words); i++ {
		w := &words[i]
		if w.Kind == match.Mark {
			continue
		}
		a.counted++
		last, whole := a.reason(i)
		if i = last; !whole {
			a.role(w, i)
		}
	}
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(x.text.Slice(s), "”\"’' )」』"))
	question := strings.ContainsRune("?？؟", end)
	a.weigh(question)
	a.Score = 1 / (1 + math.Exp2(even-a.points))
	switch {
	case question:
		a.Kind = Question
	case a.roles&(future|could) != 0 &&
		!slices.ContainsFunc(a.Reasons, func(r Reason) bool { return r.Kind == ReasonAct }):
		a.Kind = Prediction
	case a.roles&(opinion|wish) != 0:
		a.Kind = Opinion
	}
	return a.Sentence
}

// An assessor weighs one sentence, word by word.
type assessor struct {
	*index
	prose *prose.Reader
	Sentence
	words   []match.Word
	points  float64
	counted int // words
	seen    [ReasonName + 1]int
	unit    bool // a unit has counted
	roles   role
	have    int // where the last "has" stands; -1 if there is none
}

// add notes a reason in words i to j. It counts p points, for so many of its kind.
func (a *assessor) add(k ReasonKind, i, j int, p float64, most int) {
	if a.seen[k] < most {
		a.points += p
	}
	if a.seen[k]++; a.seen[k] == 1 || k != ReasonName && k != ReasonMatter {
		span := Span{max(a.Span.Start, a.source(&a.words[i]).Start), a.source(&a.words[j]).End}
		a.Reasons = append(a.Reasons, Reason{k, span})
	}
}

// word returns the text of word i; "" if there is none.
func (a *assessor) word(i int) string {
	if i < 0 || i >= len(a.words) {
		return ""
	}
	return a.words[i].Text
}

func (a *assessor) isMonth(i int) bool {
	return i > 0 && i < len(a.words) && (a.words[i].Upper || a.prose.Tag != "en") && a.prose.IsMonth(a.words[i].Text)
}

func (a *assessor) isNumber(i int) bool { return i < len(a.words) && a.words[i].Kind == match.Number }

// reason looks for something that can be looked up in word i. It returns the last word of it, and whether these words
// are nothing else, such as verbs.
func (a *assessor) reason(i int) (last int, whole bool) {
	w := &a.words[i]
	switch {
	case a.isNumber(i) && a.isMonth(i+1), a.isMonth(i) && a.isNumber(i+1): // "15 September"
		a.add(ReasonDate, i, i+1, datePoints, 1)
		return i + 1, true
	case a.prose.Has(language.Since, w.Text):
		if a.seen[ReasonDate] == 0 {
			a.points += datePoints // of what follows, whatever that is
		}
	case a.isNumber(i) && isYear(w.Text), a.prose.IsWhen(w.Text) && i > 0, a.isMonth(i):
		a.add(ReasonDate, i, i, datePoints, 1)
	case a.prose.Has(language.Last, w.Text) && a.prose.Classify(a.word(i+1)) == prose.Measure: // "last year"
		a.add(ReasonDate, i, i+1, datePoints, 1)
		return i + 1, false
	case a.isNumber(i) || a.prose.IsNumeral(w.Text):
		return a.number(i), true
	case a.prose.IsComparison(w.Text):
		a.add(ReasonComparison, i, i, comparePoints, 1)
	case a.prose.IsChange(w.Text), a.prose.Has(language.UpDown, w.Text) && a.measured(i):
		a.add(ReasonChange, i, i, changePoints, 1)
	case a.prose.IsAct(w.Text):
		a.add(ReasonAct, i, i, actPoints, 1)
	case a.prose.IsStatistic(w.Text):
		a.add(ReasonStatistic, i, i, statisticPoints, 1)
	case a.prose.IsMatter(w.Text):
		a.add(ReasonMatter, i, i, matterPoints, 2)
	case a.prose.IsAbsolute(w.Text):
		a.add(ReasonAbsolute, i, i, alwaysPoints, 1)
	case w.Upper && i > 0 && !a.capitalWord(w.Text) && (!a.words[i-1].Upper || i == 1):
		j := i
		for j+1 < len(a.words) && a.words[j+1].Upper {
			j++
		}
		a.add(ReasonName, i, j, namePoints, 2)
	}
	return i, false
}

// capitalWord reports whether a word has a capital wherever it stands: "I", "I'm".
func (a *assessor) capitalWord(w string) bool {
	w, _, _ = strings.Cut(w, "'")
	return a.prose.Has(language.CapitalWords, w)
}

// number notes the number that begins with word i, with its unit, and returns its last word.
func (a *assessor) number(i int) (last int) {
	text := a.words[i].Text
	last, money := i, strings.ContainsAny(text, "%$€£") || a.prose.IsUnit(text)
	for a.prose.IsNumeral(a.word(last+1)) || a.prose.IsUnit(a.word(last+1)) {
		last++
		money = money || a.prose.IsUnit(a.words[last].Text)
	}
	if money && !a.unit {
		a.unit = true
		a.points += unitPoints
	}
	if a.prose.Has(language.PartOf, a.word(last+1)) && a.prose.IsVague(a.words[last].Text) {
		a.points += vaguePoints
	}
	a.add(ReasonNumber, i, last, numberPoints, 1)
	a.counted += last - i
	return last
}

// role notes what w, or the words that end with word i, does for the weight of its sentence.
func (a *assessor) role(w *match.Word, i int) {
	const near = 3 // words from "has" to its participle: "has never been raised"
	role := a.roleOf(w.Text)
	switch {
	case role&auxiliary != 0:
		a.have = i
	case a.have >= 0 && i-a.have <= near && (role&participle != 0 || a.isRegularPast(w.Text)):
		a.roles |= done
	}
	switch {
	case role&toward != 0 && a.prose.Has(language.Infinitives, a.word(i+1)):
		if a.prose.Has(language.FutureToward, w.Text) {
			a.roles |= future
		} else {
			a.roles |= wish
		}
	case i > 0 && a.isRegularPast(w.Text):
		a.roles |= past
	}
	a.roles |= role
}

// weigh adds what the roles of its words, its length and its end make of the sentence.
func (a *assessor) weigh(question bool) {
	is := func(r role) bool { return a.roles&r != 0 }
	for _, x := range [...]struct {
		so     bool
		points float64
	}{
		{is(other), otherPoints},
		{is(first) && !is(past|done), firstPoints},
		{is(done) && !is(wish), donePoints},
		{is(wish), wishPoints},
		{is(could) && !is(other), couldPoints},
		{is(you) && !is(past|done), youPoints},
		{is(opinion), opinionPoints},
		{is(future), futurePoints},
		{is(address), addressPoints},
		{is(past), pastPoints},
		{is(ifs), ifPoints},
		{question, questionPoints},
		{a.counted < shortWords, shortPoints},
	} {
		if x.so {
			a.points += x.points
		}
	}
}

// A role is what a small word does for the weight of its sentence. A sentence has the roles of all its words.
type role uint16

const (
	first role = 1 << iota
	other
	you
	opinion
	wish
	toward // with "to" after it a wish, or the future: "need to", "going to"
	future
	could
	past
	done
	auxiliary  // "has": a participle may follow
	participle // one that does not end in -ed
	ifs
	address
)

type keyRole struct {
	language.Key
	role
}

// roles lists the keys of small words, with the roles of each.
var roles = [...]keyRole{
	{language.First, first}, {language.FirstHave, first | auxiliary}, {language.Other, other},
	{language.OtherHave, other | auxiliary}, {language.You, you}, {language.YouHave, you | auxiliary},
	{language.Opinions, opinion}, {language.Wishes, wish}, {language.FirstWishes, first | wish},
	{language.Toward, toward}, {language.Future, future}, {language.FirstFuture, first | future},
	{language.Could, could}, {language.FirstCould, first | could}, {language.HaveToward, auxiliary | toward},
	{language.HaveNot, auxiliary}, {language.Had, auxiliary | past}, {language.Past, past},
	{language.Participles, participle}, {language.Ifs, ifs}, {language.Courtesies, address},
}

func keysOf(roles []keyRole) (keys []language.Key) {
	for _, r := range roles {
		keys = append(keys, r.Key)
	}
	return keys
}

// roleOf returns the roles of a word.
func (a *assessor) roleOf(w string) (all role) {
	for _, r := range roles {
		if a.prose.Has(r.Key, w) {
			all |= r.role
		}
	}
	return all
}

// isRegularPast reports whether w ends as "raised" does; "need", "shed" and the like are too short.
func (a *assessor) isRegularPast(w string) bool {
	return len(w) > 4 && a.prose.End(language.PastEndings, w) != ""
}

// measured reports whether "up" or "down", word i, says how something has moved: "are up", "down 14 per cent",
// "up from 40". In "sit down" it does not.
func (a *assessor) measured(i int) bool {
	next := a.word(i + 1)
	return i > 0 && a.prose.Has(language.Moves, a.words[i-1].Text) || a.isNumber(i+1) ||
		a.prose.Has(language.Amounts, next)
}

// isYear reports whether a number is one that years have: 1500 to 2100.
func isYear(s string) bool {
	return len(s) == 4 && s >= "1500" && s <= "2100" && strings.Trim(s, "0123456789") == ""
}
