package prose

import (
	"strings"
	"sync"
)

// The cues of reported speech in English: verbs with what each takes for its content, and nouns.

// A frame is what a cue takes for its content.
type frame uint8

const (
	noCue  frame = iota
	clause       // said (that) the boats would go
	told         // told the council (that) the boats would go; asked it to go
	thing        // criticised the plan
	todo         // wants to go
	about        // objects to the plan
)

// A cue is a verb among the cues; the zero cue is none.
type cue struct {
	base  string // its dictionary form
	frame frame
	form  verbForm
}

// cueOf reads a word in lower case.
func cueOf(w string) cue {
	base, form := lemma(w)
	return cue{base, cues.frames[base], form}
}

// cueTable holds the lists of cues below by their words. It is read when the first word is asked for.
type cueTable struct {
	sync.Once
	// what each verb takes, by its dictionary form; of verbs that take several things the first
	frames map[string]frame
	bases  map[string]string // the dictionary forms of irregular verbs
}

var cues cueTable

func (t *cueTable) read() {
	t.frames = make(map[string]frame)
	for i, l := range [...]*list{&toldVerbs, &clauseVerbs, &todoVerbs, &thingVerbs, &aboutVerbs} {
		for w := range strings.FieldsSeq(l.words) {
			if t.frames[w] == noCue {
				t.frames[w] = [...]frame{told, clause, todo, thing, about}[i]
			}
		}
	}
	t.bases = make(map[string]string)
	for pair := range strings.FieldsSeq(irregular) {
		form, base, _ := strings.Cut(pair, "=")
		t.bases[form] = base
	}
}

type verbForm uint8

const (
	plainForm verbForm = iota // say
	finite                    // says, said
	ing                       // saying
)

// lemma returns the dictionary form of a verb among the cues, or "".
func lemma(w string) (string, verbForm) {
	cues.Do(cues.read)
	known := func(b string) bool { return len(b) > 1 && cues.frames[b] != noCue }
	if base, ok := cues.bases[w]; ok {
		return base, finite
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

const irregular = `said=say says=say told=tell thought=think wrote=write written=write knew=know found=find
swore=swear sworn=swear sought=seek meant=mean heard=hear understood=understand spoke=speak
taught=teach sang=sing showed=show shown=show began=begin forgot=forget foresaw=foresee went=go
put=put laid=lay chose=choose chosen=choose`

// Verbs that report a clause.
var clauseVerbs = list{words: `say think believe argue claim suggest note add announce report show find acknowledge
admit insist declare predict reveal indicate conclude state warn explain write know hope fear worry feel recall tweet
contend assert allege agree doubt estimate expect imply complain concede confess confirm deny mention observe predict
proclaim point reiterate remark remember reply respond stress emphasize emphasise swear testify suspect assume imagine
wonder understand realize realise see learn guess bet joke quip boast brag caution counter propose recommend determine
discover question ask repeat continue conclude speculate stipulate vow pledge promise decide demand insist urge advise
foresee project calculate signal suppose post shout yell cry declare clarify recognize recognise demonstrate forecast
anticipate disclose resent fume gripe recount bemoan maintain rule charge figure prove hold attest exclaim gloat
hypothesize marvel profess pronounce reckon thunder opine muse lament retort interject venture posit theorize surmise
answer affirm underscore`}

// Verbs that report to somebody.
var toldVerbs = list{words: `tell ask urge remind inform warn assure advise persuade convince encourage order instruct
invite beg notify beseech implore`}

// Verbs that report a will.
var todoVerbs = list{words: `want plan promise vow pledge refuse decline seek hope agree threaten offer propose decide
wish prefer expect demand aspire volunteer`}

// Verbs that report what is done with words, or felt, about a thing.
var thingVerbs = list{words: `criticize criticise praise support oppose endorse back reject dismiss defend blame
accuse attack denounce condemn call describe discuss mock blast slam cite reference question challenge dispute express
favor favour welcome applaud approve disapprove embrace hail ridicule rip bash decry deplore lambaste chide rebuke
scold thank commend credit congratulate love hate dislike distrust admire respect regret characterize characterise
label brand dub portray compare liken outline tout highlight acknowledge recommend advocate demand recall mention
admit announce deny explain predict promise suggest propose apologize apologise complain talk speak refer point argue
assail deride disparage demonize demonise extol echo voice taunt invoke list quote retweet identify ignore knock
detail contemplate retract vilify malign savage pillory admonish chastise belittle trash trumpet chant berate despise
detest excoriate fault impugn laud loathe mull rebut refute regard reprimand rethink salute upbraid deem envision
reiterate emphasize stress underscore discount downplay repudiate disavow renounce`}

// alsoNouns lists cues that are nouns in the plural as well.
var alsoNouns = list{words: `points states plans rules remarks calls claims reports notes demands offers hopes fears
promises views attacks answers questions posts worries doubts guesses bets jokes charges counters proposals signals
projects figures supposes shouts cries estimates references addresses challenges favors favours labels brands details
supports dismisses defends blames condemns blasts slams regrets credits wishes aims volunteers orders`}

// finiteOnly lists verbs that report speech when they are said of somebody, "she found that", and mostly do not where
// they are not: "to find jobs", "finding jobs".
var finiteOnly = list{words: `find see speak continue maintain add feel regard state attack offer challenge embrace
deny vote`}

// thatOnly lists verbs that report speech only where "that" follows them.
var thatOnly = list{words: `maintain rule charge figure prove hold speak continue post state`}

// passives lists participles that, of what is known or thought, stand after "is" and "was".
var passives = list{words: `known seen considered viewed regarded named thought believed said reported alleged`}

// claimNouns lists what people make that has a content.
var claimNouns = list{words: `claim claims belief view idea argument suggestion suggestions allegation allegations
assertion concern concerns fear fears hope hopes promise pledge vow warning warnings statement rumor rumors rumour
rumours notion contention accusation accusations complaint complaints conclusion conviction prediction report reports
assurance assurances insistence admission charge charges proof opinion sense theory`}

// mindAdjectives lists how people are of whom is said what they think: "confident that the boats …", "critical of the
// plan". What they are eager or willing to do is reported of them seldom, and done by them as often.
var mindAdjectives = list{words: `adamant afraid angry anxious aware certain clear concerned confident convinced
critical determined doubtful fearful glad hopeful nervous optimistic pessimistic skeptical sceptical supportive sure
suspicious unaware unconvinced unhappy unsure upset wary worried`}

// aboutVerbs lists verbs that report something only with a preposition after them.
var aboutVerbs = list{words: `allude balk brag campaign chafe comment disagree dwell elaborate gush hint joke lie
listen object opine plead push rail react respond scoff side testify vote vouch worry`}

// nounTakes returns the nouns for what people say that take what it is about after a preposition. Others that might
// (support for, views on, opposition to) are as often said of the world as of anybody.
func nounTakes(preposition string) string {
	switch preposition {
	case "about":
		return "concerns doubts questions worries"
	case "against", "on":
		return "attacks"
	case "for":
		return "call calls praise"
	case "of":
		return "criticism denunciation mention"
	}
	return ""
}

// takes returns the verbs that take what they are about after a preposition.
func takes(preposition string) string {
	switch preposition {
	case "about":
		return "talk speak complain apologize apologise ask boast brag joke know lie opine testify tweet " +
			"warn wonder worry write learn gush"
	case "against":
		return "argue campaign rail speak vote warn"
	case "at":
		return "balk chafe hint scoff"
	case "for":
		return "argue ask advocate call campaign apologize apologise hope plead push vote vouch"
	case "of":
		return "speak approve disapprove complain boast think warn"
	case "on":
		return "call comment dwell elaborate insist"
	case "to":
		return "refer point object allude react respond"
	case "with":
		return "agree disagree side"
	}
	return ""
}
