package prose

import (
	"strings"
	"unicode"
)

// Indirect speech: what somebody is reported to say, think, want or do with words, in the reporter's own
// words or half in them.
//
// A sentence is read left to right for cues: verbs of saying and thinking, "according to", a colon behind a
// name, a noun such as "claim" before "that". Each kind of cue says what it takes for its content:
//
//	said (that) …      a clause         the minister [said] that the boats would go
//	told … (that) …    one, behind whom  the minister [told] the council that …
//	wants to …         an infinitive     the minister [wants] to keep the boats
//	criticised …       a thing           the minister [criticised] the council's plan
//	…, she said        the clause before the boats would go, the minister [said]
//
// The speaker is the subject of the verb. The content runs to the end of the sentence, or to where another
// speaker, or the reporter, takes the sentence over.

// A Saying is one report of speech, in bytes of the text searched. Speaker may be empty.
type Saying struct{ Speaker, Cue, Content Span }

// A frame is what a cue takes for its content.
type frame uint8

const (
	noCue  frame = iota
	clause       // said (that) the boats would go
	told         // told the council (that) the boats would go; asked it to go
	thing        // criticised the plan
	todo         // wants to go
)

// frameOf is the frame of a word in lower case, and the form it has.
func frameOf(w string) (frame, verbForm) {
	base, form := lemma(w)
	switch {
	case base == "":
		return noCue, form
	case toldVerbs.has(base):
		return told, form
	case clauseVerbs.has(base):
		return clause, form
	case todoVerbs.has(base):
		return todo, form
	case thingVerbs.has(base):
		return thing, form
	}
	return noCue, form
}

type verbForm uint8

const (
	plainForm verbForm = iota // say
	finite                    // says, said
	ing                       // saying
)

// lemma is the dictionary form of a verb among the cues, or "".
func lemma(w string) (string, verbForm) {
	known := func(b string) bool {
		return len(b) > 1 && (clauseVerbs.has(b) || toldVerbs.has(b) || todoVerbs.has(b) || thingVerbs.has(b))
	}
	if i := strings.Index(irregular, " "+w+"="); i >= 0 {
		rest := irregular[i+len(w)+2:]
		return rest[:strings.IndexByte(rest, ' ')], finite
	}
	if known(w) {
		return w, plainForm
	}
	for _, e := range [...]struct {
		ending, put string
		form        verbForm
	}{
		{"s", "", finite}, {"es", "", finite}, {"ies", "y", finite},
		{"ed", "", finite}, {"d", "", finite}, {"ied", "y", finite},
		{"ing", "", ing}, {"ing", "e", ing},
	} {
		stem, ok := strings.CutSuffix(w, e.ending)
		if !ok || stem == "" {
			continue
		}
		if known(stem + e.put) {
			return stem + e.put, e.form
		}
		if n := len(stem); e.put == "" && n > 2 && stem[n-1] == stem[n-2] && known(stem[:n-1]) { // admitted, planning
			return stem[:n-1], e.form
		}
	}
	return "", plainForm
}

const irregular = ` said=say says=say told=tell thought=think wrote=write written=write knew=know felt=feel
 found=find swore=swear sworn=swear sought=seek meant=mean heard=hear understood=understand spoke=speak taught=teach sang=sing
 showed=show shown=show began=begin forgot=forget foresaw=foresee went=go put=put laid=lay chose=choose chosen=choose `

// Verbs that report a clause.
var clauseVerbs = list{words: `
say think believe argue claim suggest note add announce report show find acknowledge admit insist declare predict reveal indicate conclude
state warn explain write know hope fear worry feel recall tweet contend assert allege agree doubt estimate expect imply complain
concede confess confirm deny mention observe predict proclaim point reiterate remark remember reply respond stress emphasize emphasise
swear testify suspect assume imagine wonder understand realize realise see learn guess bet joke quip boast brag
caution counter propose recommend determine discover question ask repeat continue conclude speculate stipulate
vow pledge promise decide demand insist urge advise foresee project calculate signal suppose post shout yell cry declare
opine muse lament retort interject venture posit theorize surmise answer affirm underscore`}

// Verbs that report to somebody.
var toldVerbs = list{words: `tell ask urge remind inform warn assure advise persuade convince encourage order instruct invite beg notify beseech implore`}

// Verbs that report a will.
var todoVerbs = list{words: `want plan promise vow pledge refuse decline seek hope agree threaten offer propose decide wish prefer expect demand aspire volunteer`}

// Verbs that report what is done with words, or felt, about a thing.
var thingVerbs = list{words: `
criticize criticise praise support oppose endorse back reject dismiss defend blame accuse attack denounce condemn call describe discuss
mock blast slam cite reference question challenge dispute express favor favour welcome applaud approve disapprove embrace hail
ridicule rip bash decry deplore lambaste chide rebuke scold thank commend credit congratulate love hate dislike distrust admire respect regret
characterize characterise label brand dub portray compare liken outline tout highlight acknowledge recommend advocate demand
recall mention admit announce deny explain predict promise suggest propose apologize apologise complain talk speak refer point argue
deem envision reiterate emphasize stress underscore discount downplay repudiate disavow renounce`}

// Words between a subject and its verb.
var between = list{words: `
has have had having is are was were be been being am will would can could may might must shall should do does did not never also later then
now just still already always often recently repeatedly previously once again first ever only even both simply clearly publicly reportedly
subsequently initially finally soon long sharply strongly openly flatly quickly frankly to didn't doesn't don't hasn't haven't isn't wasn't
won't wouldn't couldn't can't didn’t doesn’t don’t hasn’t haven’t isn’t wasn’t won’t wouldn’t couldn’t can’t 's ’s 'd ’d 've ’ve 'll ’ll`}

// alsoNouns is cues that are nouns in the plural as well.
var alsoNouns = list{words: `states plans rules remarks calls claims reports notes demands offers hopes fears promises views attacks answers questions posts
worries doubts guesses bets jokes charges counters proposals signals projects figures supposes shouts cries estimates references addresses
challenges favors favours labels brands details supports dismisses defends blames condemns blasts slams regrets credits wishes aims volunteers orders`}

// A word of a sentence.
type word struct {
	Span
	lower  string
	upper  bool
	before string // what stands between the word before and this one
	quoted bool
}

// Sayings finds the reports of indirect and mixed speech in one block of text. pairs is the quotation
// marks of the block.
func Sayings(s string, pairs []Pair) []Saying {
	var out []Saying
	for _, sent := range wholeSentences(s, pairs) {
		out = append(out, sentenceSayings(s, sent, pairs)...)
	}
	return out
}

// wholeSentences is the sentences of s, those that one quotation holds or joins taken as one.
func wholeSentences(s string, pairs []Pair) []Span {
	var out []Span
	for _, x := range Sentences(s) {
		if n := len(out); n > 0 && insideQuote(pairs, out[n-1].End, x.Start) {
			out[n-1].End = x.End
			continue
		}
		out = append(out, x)
	}
	return out
}

func insideQuote(pairs []Pair, end, start int) bool {
	for _, p := range pairs {
		if p.Depth == 0 && p.Double && p.Start < end && start < p.End {
			return true
		}
	}
	return false
}

func wordsOf(s string, sent Span, pairs []Pair) []word {
	var out []word
	at := sent.Start
	for _, t := range tokens(s, sent.Start, sent.End) {
		w := word{Span: t, before: s[at:t.Start]}
		text := t.text(s)
		w.lower = strings.ToLower(text)
		w.upper = unicode.IsUpper(first(text))
		for _, p := range pairs {
			w.quoted = w.quoted || p.Double && p.From <= t.Start && t.End <= p.To
		}
		out = append(out, w)
		at = t.End
	}
	return out
}

func sentenceSayings(s string, sent Span, pairs []Pair) []Saying {
	words := wordsOf(s, sent, pairs)
	var out []Saying
	var last Span // the speaker of the cue before
	end := contentEnd(s, sent)
	for i := 0; i < len(words); i++ {
		w := &words[i]
		if w.quoted {
			continue
		}
		if w.lower == "according" && i+1 < len(words) && words[i+1].lower == "to" {
			if x, ok := accordingTo(s, words, i, sent.Start, end); ok {
				out = append(out, x)
			}
			continue
		}
		if claimNouns.has(w.lower) && i+1 < len(words) && words[i+1].lower == "that" && blank(words[i+1].before) && !words[i+1].quoted {
			// "the claim that the boats …", "her fear that …"
			if content, ok := contentAfter(s, words, i, clause, false, end); ok {
				out = append(out, Saying{Speaker: possessor(s, words, i), Cue: w.Span, Content: content})
				continue
			}
		}
		if x, ok := hedged(words, i, end); ok {
			out = append(out, x)
			continue
		}
		f, form := frameOf(w.lower)
		if f == noCue || w.upper && i > 0 {
			continue
		}
		if base, _ := lemma(w.lower); form != finite && finiteOnly.has(base) {
			continue
		}
		if x, ok := inverted(s, words, i, f, sent, pairs); ok {
			out = append(out, x)
			last = x.Speaker
			continue
		}
		if len(out) > 0 && out[len(out)-1].Content.Start <= w.Start && w.End <= out[len(out)-1].Content.End && form == plainForm {
			continue
		}
		head, ok := verbGroup(words, i, form)
		if !ok {
			continue
		}
		speaker := subject(words, head)
		if head > 0 && blank(words[head].before) && listed("and but", words[head-1].lower) || form == ing && !directlyBefore(words, head) {
			if speaker = last; speaker.End == 0 {
				speaker = mainSubject(words, head)
			}
		}
		content, ok := contentAfter(s, words, i, f, subordinate(words, head), end)
		if comma := i+1 < len(words) && strings.HasPrefix(words[i+1].before, ",") && !words[i+1].quoted; comma && f == clause && form == finite && speaker.End > 0 {
			// "The boats, the minister said, would go": all but the remark.
			if k := strings.TrimRight(s[sent.Start:speaker.Start], " "); strings.HasSuffix(k, ",") && !insideQuote(pairs, speaker.Start, speaker.Start+1) {
				content, ok = Span{sent.Start, end}, true
				if strings.HasPrefix(s[sent.Start:], "“") || strings.HasPrefix(s[sent.Start:], "\"") {
					ok = false
				}
			}
		}
		if !ok {
			if f != clause {
				continue
			}
			if content, ok = contentBefore(s, words, head, speaker, sent); !ok {
				continue
			}
		}
		if speaker.End == 0 && form != ing {
			continue
		}
		if r := relative(words, speaker); r.End > 0 && f == clause && (i+1 == len(words) || words[i+1].lower != "that") {
			content.Start = r.Start // "which they say would go"
		}
		last = speaker
		out = append(out, Saying{Speaker: speaker, Cue: w.Span, Content: content})
	}
	return out
}

// finiteOnly is verbs that report speech when they are said of somebody, "she found that", and mostly do not where they
// are not: "to find jobs", "finding jobs".
var finiteOnly = list{words: `find see speak continue maintain add feel regard state attack offer challenge embrace discuss deny oppose highlight defend`}

// hedged reads "the boats are expected to go", "the boats have reportedly gone": the whole clause is somebody's whom
// nobody names.
func hedged(words []word, i, end int) (Saying, bool) {
	next, before := "", ""
	if i+1 < len(words) && blank(words[i+1].before) {
		next = words[i+1].lower
	}
	if i > 0 && blank(words[i].before) {
		before = words[i-1].lower
	}
	switch words[i].lower {
	case "seem", "seems", "seemed", "appear", "appears", "appeared":
		if next == "" || before == "to" || next != "to" && prepositions.has(next) {
			return Saying{}, false
		}
	case "expected":
		if next != "to" || !auxiliaries.has(before) && !listed("not widely", before) {
			return Saying{}, false
		}
	case "reportedly", "allegedly":
	default:
		return Saying{}, false
	}
	head := i
	for head > 0 && between.has(words[head-1].lower) && blank(words[head].before) {
		head--
	}
	who := subject(words, head)
	if who.End == 0 {
		return Saying{}, false
	}
	stop := contentStop(words, i, todo, subordinate(words, head), end)
	return Saying{Cue: words[i].Span, Content: Span{who.Start, stop}}, stop > words[i].End
}

// Turn reads a turn of an interview, "Brown: The boats were full. They always are."
func Turn(block string) (Saying, bool) {
	const longest = 5 // words of a name with its title
	i := strings.Index(block, ": ")
	if i <= 0 || strings.ContainsAny(block[:i], ".,;!?“\"") && !strings.HasSuffix(block[:i], ".") {
		return Saying{}, false
	}
	words := tokens(block, 0, i)
	content := strings.TrimSpace(block[i+2:])
	if len(words) == 0 || len(words) > longest || content == "" {
		return Saying{}, false
	}
	for _, w := range words {
		if !unicode.IsUpper(first(w.text(block))) {
			return Saying{}, false
		}
	}
	if first(content) == '“' || first(content) == '"' {
		return Saying{}, false
	}
	start := i + 2 + strings.Index(block[i+2:], content)
	content = strings.TrimRight(content, ".")
	return Saying{Speaker: Span{0, i}, Cue: Span{i, i + 1}, Content: Span{start, start + len(content)}}, true
}

// claimNouns is what people make that has a content.
var claimNouns = list{words: `claim claims belief view idea argument suggestion suggestions allegation allegations assertion concern concerns
fear fears hope hopes promise pledge vow warning warnings statement rumor rumors rumour rumours notion contention accusation accusations complaint
complaints conclusion conviction prediction report reports assurance assurances insistence admission charge charges proof opinion sense theory`}

// possessor is who has what words[i] names: "her fear", "the clerk's claim". Empty if it is nobody's.
func possessor(s string, words []word, i int) Span {
	if i == 0 || !blank(words[i].before) {
		return Span{}
	}
	before := words[i-1]
	switch {
	case listed("his her its their my our your", before.lower):
		return before.Span
	case strings.HasSuffix(before.lower, "'s") || strings.HasSuffix(before.lower, "’s"):
		k := i - 1
		for k > 0 && words[k-1].upper && blank(words[k].before) {
			k--
		}
		return Span{words[k].Start, before.End - len(before.lower) + strings.LastIndexAny(before.lower, "'’")}
	}
	return Span{}
}

// inverted reads "…, said the minister": what stands before the comma is the content.
func inverted(s string, words []word, i int, f frame, sent Span, pairs []Pair) (Saying, bool) {
	if f != clause || i < 3 || i+1 >= len(words) || !strings.HasSuffix(strings.TrimSpace(words[i].before), ",") || words[i-1].quoted || !blank(words[i+1].before) {
		return Saying{}, false
	}
	if !cueVerb(words[i].lower) || openMark(s, sent.Start+1) != sent.Start+1 || strings.HasPrefix(s[sent.Start:], "“") {
		return Saying{}, false
	}
	rest := make([]Span, 0, 8)
	for _, w := range words[i+1:] {
		rest = append(rest, w.Span)
	}
	np := nounPhrase(s[:sent.End], rest)
	if next := after(words, np.End); next != nil && strings.TrimSpace(next.before) == "" && !afterSpeakers.has(next.lower) && !next.quoted {
		return Saying{}, false // "Brown, a lawyer, said the boats were full"
	}
	if np.End == 0 || !(words[i+1].upper || determiners.has(words[i+1].lower)) || find(words, i+1, 8, "that") > 0 {
		return Saying{}, false
	}
	return Saying{Speaker: described(s[:sent.End], np), Cue: words[i].Span, Content: Span{sent.Start, words[i-1].End}}, true
}

// after is the first word that begins at or behind a place; nil if none does.
func after(words []word, at int) *word {
	for i := range words {
		if words[i].Start >= at {
			return &words[i]
		}
	}
	return nil
}

// contentEnd is the end of a sentence without its full stop.
func contentEnd(s string, sent Span) int {
	end := sent.End
	for end > sent.Start && (s[end-1] == '.' || s[end-1] == ' ') {
		end--
	}
	return end
}

// verbGroup is the first word of the verb group that ends with the cue words[i], and whether the cue is
// a verb there.
func verbGroup(words []word, i int, form verbForm) (int, bool) {
	head := i
	for head > 0 && !words[head-1].quoted && (between.has(words[head-1].lower) || strings.HasSuffix(words[head-1].lower, "ly") && !words[head-1].upper) && blank(words[head].before) {
		head--
	}
	if i > 0 && blank(words[i].before) {
		before := words[i-1].lower
		if determiners.has(before) || listed("of in for from with by on at as no any such", before) && form != ing ||
			strings.HasSuffix(before, "'s") || strings.HasSuffix(before, "’s") {
			return head, false // "the claims", "Ryan's call"
		}
	}
	if form == finite && strings.HasSuffix(words[i].lower, "s") && head == i && alsoNouns.has(words[i].lower) {
		// A noun as well: a verb only behind a subject in the singular.
		if i == 0 || !blank(words[i].before) || listed("points states", words[i].lower) && (i+1 == len(words) || !listed("that to out", words[i+1].lower)) {
			return head, false
		}
		before := words[i-1]
		return head, before.upper && !strings.HasSuffix(before.lower, "s") || listed("he she it who which that", before.lower) || i > 1 && listed("the a his her its their this", words[i-2].lower) && !strings.HasSuffix(before.lower, "s")
	}
	if form == plainForm {
		if head == i { // a bare form wants a plural before it
			if i == 0 || !blank(words[i].before) {
				return head, false
			}
			before := words[i-1].lower
			return head, words[i].lower == "say" || listed("i you we they who people voters officials and", before) || strings.HasSuffix(before, "s") && !strings.HasSuffix(before, "ss") || plurals.has(before)
		}
		return head, true
	}
	return head, true
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// subject is the noun phrase that ends before words[head].
func subject(words []word, head int) Span {
	end := head // exclusive
	if end == 0 {
		return Span{}
	}
	start := end
	// An apposition between commas belongs to its name: "Brown, a lawyer, said".
	const longest = 24 // words of an apposition; with more, the comma before the verb is another one
	apposition := strings.HasPrefix(strings.TrimSpace(words[head].before), ",")
	if apposition {
		k := head - 1
		for k > 0 && !strings.Contains(words[k].before, ",") {
			k--
		}
		if k == 0 || head-k > longest || words[k].quoted {
			return Span{}
		}
		start = k
	} else if b := strings.TrimSpace(words[head].before); b != "" && !strings.HasSuffix(b, ")") {
		return Span{}
	}
	for start > 0 {
		w := &words[start-1]
		if w.quoted {
			break
		}
		if b := words[start].before; start < end && strings.Trim(b, " .’'()[]") != "" && !parenthesis(words, start) && !(apposition && strings.TrimSpace(b) == ",") {
			break
		}
		if breaks.has(w.lower) {
			break
		}
		if f, form := frameOf(w.lower); f != noCue && form != plainForm && start < end && !w.upper {
			break
		}
		if auxiliaries.has(w.lower) {
			break
		}
		start--
	}
	for start < end && listed("on in at by and but so then when while as if because after before since that", words[start].lower) {
		start++
	}
	if form := formOf(words, head); form == ing {
		for k := end - 1; k > start; k-- { // "footage of Jane Roe saying"
			if prepositions.has(words[k-1].lower) {
				start = k
				break
			}
		}
	}
	if start >= end {
		return Span{}
	}
	if words[start].lower == "who" {
		return words[start].Span
	}
	return Span{words[start].Start, words[end-1].End}
}

// formOf is the form of the verb at words[i].
func formOf(words []word, i int) verbForm {
	if i >= len(words) {
		return plainForm
	}
	_, form := frameOf(words[i].lower)
	return form
}

// parenthesis reports whether the comma before words[i] stands within brackets: "(R-Va.), " or "(D, Ohio)".
func parenthesis(words []word, i int) bool { return strings.HasPrefix(words[i].before, ")") }

// directlyBefore reports whether the subject of a participle stands right before it: "Trump saying" but not
// "…, saying" or "by saying".
func directlyBefore(words []word, head int) bool {
	return head > 0 && blank(words[head].before) && !prepositions.has(words[head-1].lower) && !listed("while and or without", words[head-1].lower)
}

// mainSubject is the subject of the first verb of the sentence before words[before].
func mainSubject(words []word, before int) Span {
	for i := 1; i < before; i++ {
		w := &words[i]
		if w.quoted || w.upper {
			continue
		}
		f, form := frameOf(w.lower)
		if auxiliaries.has(w.lower) || f != noCue && form == finite || strings.HasSuffix(w.lower, "ed") {
			head := i
			for head > 0 && between.has(words[head-1].lower) {
				head--
			}
			if x := subject(words, head); x.End > 0 {
				return x
			}
		}
	}
	return Span{}
}

var prepositions = list{words: `in on at to of for from with by about during after before over under against outside into through when as`}
var days = list{words: `monday tuesday wednesday thursday friday saturday sunday`}

// takes is the verbs that take what they are about behind a preposition.
func takes(preposition string) string {
	switch preposition {
	case "about":
		return "talk speak complain apologize apologise ask"
	case "of":
		return "speak approve disapprove complain"
	case "to":
		return "refer point object"
	case "for":
		return "call apologize apologise"
	case "on":
		return "call"
	}
	return ""
}

var breaks = list{words: `that which when while if because although though but as whether what how why where before after until since than or nor so`}
var auxiliaries = list{words: `is are was were be been will would can could may might must should has have had do does did`}

// contentStop is where a content ends that begins with words[from]: with the sentence, or where the reporter or
// another speaker takes it over.
func contentStop(words []word, from int, f frame, subordinate bool, end int) int {
	stop := end
	for k := from + 1; k < len(words); k++ {
		w := &words[k]
		if w.quoted || w.Start >= end {
			continue
		}
		b := strings.TrimSpace(w.before)
		if strings.HasPrefix(b, ";") && f != clause || dash(b) {
			stop = w.Start - len(w.before)
			return stop
		}
		// "… and said": the same speaker goes on to something else.
		if listed("and but", w.lower) && k+1 < len(words) && !words[k+1].quoted {
			next := words[k+1]
			if listed("also then later", next.lower) && k+2 < len(words) {
				next = words[k+2]
			}
			if fr, form := frameOf(next.lower); fr != noCue && form == finite && !strings.HasSuffix(next.lower, "s") && !next.upper {
				stop = w.Start - len(w.before)
				return stop
			}
		}
		if strings.HasSuffix(b, ",") || strings.HasSuffix(b, ",”") || strings.HasSuffix(b, ",\"") {
			fr, form := frameOf(w.lower)
			if f == thing || subordinate || fr != noCue && form == ing || w.lower == "according" || w.lower == "while" && f != clause || listed("but which known who", w.lower) || w.lower == "and" && k+1 < len(words) && pronouns.has(words[k+1].lower) {
				stop = w.Start - len(w.before)
				if strings.HasPrefix(w.before, ",”") {
					return stop + len(",”")
				}
				return stop
			}
		}
	}
	return stop
}

// subordinate reports whether the verb whose group begins at words[head] is that of a clause which the sentence
// opens with ("While she said …, he"), or of one on somebody ("Brown, who said …, left"): then a comma
// ends it.
func subordinate(words []word, head int) bool {
	for k := head - 1; k >= 0; k-- {
		if words[k].lower == "who" {
			return true
		}
		if strings.Contains(words[k].before, ",") || words[k].quoted {
			return false
		}
	}
	return listed("while after when as if although though since because before once until by despite among whether saying in", words[0].lower)
}

// contentAfter is what a cue takes behind it.
func contentAfter(s string, words []word, i int, f frame, subordinate bool, end int) (Span, bool) {
	if i+1 >= len(words) {
		return Span{}, false
	}
	next := &words[i+1]
	gap := strings.TrimSpace(next.before)
	if gap != "" && gap != ":" && gap != "," && gap != "“" && gap != "\"" && gap != ", “" && gap != ", \"" && gap != ": “" && gap != ": \"" {
		return Span{}, false
	}
	if next.Start >= end {
		return Span{}, false
	}
	from := i + 1
	switch f {
	case clause:
		if gap == "," {
			return Span{}, false
		}
		// "that" a few words on: what stands before it says when, where or to whom.
		aside := prepositions.has(next.lower) || days.has(next.lower) || strings.HasSuffix(next.lower, "ly") || listed("today again earlier later yesterday", next.lower)
		if k := find(words, i+1, 8, "that whether"); k > 0 && aside {
			from = k
		} else if aside {
			return Span{}, false
		}
	case told:
		k := find(words, i+1, 10, "that to whether how why what about if he she they it we")
		if k < 0 {
			for k = i + 1; k < len(words) && k < i+8 && !words[k].quoted; k++ {
			}
			if k == len(words) || !words[k].quoted {
				return Span{}, false
			}
		}
		from = k
		if words[k].lower == "about" && k+1 < len(words) {
			from = k + 1
		}
		if words[k].lower == "to" && !listed("told tell tells telling", words[i].lower) {
			from = i + 1
		}
	case todo:
		if next.lower != "to" && !listed("the a an his her its their", next.lower) {
			if k := find(words, i+1, 2, "to that"); k > 0 {
				from = k
			} else if !next.upper {
				return Span{}, false
			}
		}
	case thing:
		if gap == "," || i+2 >= len(words) {
			return Span{}, false
		}
		if prepositions.has(next.lower) {
			if base, _ := lemma(words[i].lower); !listed(takes(next.lower), base) {
				return Span{}, false
			}
			from = i + 2
		}
		if listed("and or when as", next.lower) {
			return Span{}, false
		}
	}
	start := words[from].Start
	if words[from].quoted { // with its mark
		start = openMark(s, words[from].Start)
	}
	stop := contentStop(words, from, f, subordinate, end)
	if stop <= start {
		return Span{}, false
	}
	return Span{start, stop}, true
}

// relative is the pronoun right before a speaker that stands for what he speaks of: "boats which the clerk
// said were full". Empty if there is none.
func relative(words []word, speaker Span) Span {
	for k := range words {
		if words[k].Start == speaker.Start && k > 0 && blank(words[k].before) && listed("which that what whom", words[k-1].lower) {
			return words[k-1].Span
		}
	}
	return Span{}
}

// dash reports whether a dash stands between two words: what follows is the reporter's as a rule.
func dash(between string) bool {
	return strings.HasPrefix(between, "—") || strings.HasPrefix(between, "–") || strings.HasPrefix(between, "--") || between == "-"
}

func openMark(s string, at int) int {
	for _, m := range [...]string{"“", "\""} {
		if strings.HasSuffix(s[:at], m) {
			return at - len(m)
		}
	}
	return at
}

// find is the first of words from i on, at most n on, that is listed and not parted from the cue by a
// stop; -1 if there is none.
func find(words []word, i, n int, list string) int {
	for k := i; k < len(words) && k < i+n; k++ {
		if words[k].quoted || k > i && strings.ContainsAny(words[k].before, ";:—") {
			return -1
		}
		if listed(list, words[k].lower) {
			return k
		}
	}
	return -1
}

// leastClause is how many words a clause has at the least: somebody, a verb and a thing.
const leastClause = 3

// contentBefore is the clause before a speaker and a cue that end a sentence: "…, the minister said."
func contentBefore(s string, words []word, head int, speaker Span, sent Span) (Span, bool) {
	if speaker.End == 0 {
		return Span{}, false
	}
	comma := strings.TrimRight(s[sent.Start:speaker.Start], " ")
	if openMark(s, sent.Start+1) != sent.Start+1 || strings.HasPrefix(comma, "“") {
		return Span{}, false // a quotation, which has its own attribution
	}
	if !strings.HasSuffix(comma, ",") {
		return Span{}, false
	}
	end := sent.Start + len(comma) - 1
	if end <= sent.Start {
		return Span{}, false
	}
	if len(strings.Fields(s[sent.Start:end])) < leastClause {
		return Span{}, false
	}
	return Span{sent.Start, end}, true
}

// accordingTo reads "according to the clerk, …" and "…, according to the clerk".
func accordingTo(s string, words []word, i, start, end int) (Saying, bool) {
	const longest = 14 // words of a source with its description
	rest := make([]Span, 0, longest)
	for k := i + 2; k < len(words) && len(rest) < longest; k++ {
		if k > i+2 && strings.ContainsAny(words[k].before, ",;:“\"") {
			break
		}
		rest = append(rest, words[k].Span)
	}
	if len(rest) == 0 {
		return Saying{}, false
	}
	x := Saying{Speaker: Span{rest[0].Start, rest[len(rest)-1].End}, Cue: Span{words[i].Start, words[i+1].End}}
	before := strings.TrimRight(s[start:words[i].Start], " ,")
	if len(strings.Fields(before)) >= leastClause {
		x.Content = Span{start, start + len(before)}
		return x, true
	}
	after := x.Speaker.End
	for after < end && (s[after] == ',' || s[after] == ' ') {
		after++
	}
	if after >= end || after == x.Speaker.End {
		return Saying{}, false
	}
	x.Content = Span{after, end}
	return x, true
}
