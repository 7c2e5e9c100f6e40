package prose

import "strings"

// The cues of reported speech in English: verbs with what each takes for its content, and nouns.

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

// alsoNouns is cues that are nouns in the plural as well.
var alsoNouns = list{words: `states plans rules remarks calls claims reports notes demands offers hopes fears promises views attacks answers questions posts
worries doubts guesses bets jokes charges counters proposals signals projects figures supposes shouts cries estimates references addresses
challenges favors favours labels brands details supports dismisses defends blames condemns blasts slams regrets credits wishes aims volunteers orders`}

// finiteOnly is verbs that report speech when they are said of somebody, "she found that", and mostly do not where they
// are not: "to find jobs", "finding jobs".
var finiteOnly = list{words: `find see speak continue maintain add feel regard state attack offer challenge embrace discuss deny oppose highlight defend`}

// claimNouns is what people make that has a content.
var claimNouns = list{words: `claim claims belief view idea argument suggestion suggestions allegation allegations assertion concern concerns
fear fears hope hopes promise pledge vow warning warnings statement rumor rumors rumour rumours notion contention accusation accusations complaint
complaints conclusion conviction prediction report reports assurance assurances insistence admission charge charges proof opinion sense theory`}

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
