// Package prose knows how news is written: where sentences end, which marks quote, and which words
// carry the logic of a sentence. It works on strings and byte offsets and has never heard of a record.
package prose

import (
	"strings"
	"sync"
)

// A WordClass says what hangs on one word.
type WordClass uint8

const (
	Open     WordClass = iota // an ordinary word: another may stand in its place and the sentence still be the same
	Grammar                   // who, when, which way, under what condition
	Opposite                  // a word that has an opposite: rise, fall, refuse, guilty
	Measure                   // a unit, a time of day, a rhythm
	Quantity                  // a number in words, a share, an order
	Negation
)

// Classify returns the class of one word in lower case, with straight apostrophes.
//
// The lists are ours, made by going through the closed word classes of each language (pronouns,
// prepositions, conjunctions, auxiliaries, numerals, negations) and, for English, through the pairs of
// opposites that headlines live on. They err on the heavy side: a word listed in vain costs a match,
// one forgotten may cost a wrong one.
func Classify(word string) WordClass {
	switch {
	case strings.HasSuffix(word, "n't") || negations.has(word):
		return Negation
	case quantities.has(word):
		return Quantity
	case measures.has(word):
		return Measure
	case opposites.has(word):
		return Opposite
	case grammar.has(word):
		return Grammar
	}
	return Open
}

// IsEnglish reports whether a word in lower case is one of those that hold English sentences together. Some
// are words of another language too ("of" is Dutch, "for" Danish), but no other language has a text full of
// them.
func IsEnglish(word string) bool { return functionWords.has(word) }

var functionWords = list{words: `the of to and that for with from it she they his their are were has have had not but
this which would who been its by you your our there than more about into over before after on is as he be at or if
could should did does what when where said says`}

// Negates reports whether one of two words in lower case is the other with an affix that turns it round:
// "constitutional" and "unconstitutional", "useful" and "useless".
func Negates(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, p := range [...]string{"un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "не"} {
		if b == p+a {
			return true
		}
	}
	stem, ok := strings.CutSuffix(b, "less")
	if !ok {
		stem, ok = strings.CutSuffix(a, "less")
		a = b
	}
	return ok && len(stem) > 2 && (a == stem || a == stem+"ful")
}

// IsModal reports whether a word in lower case says that the verb after it may not be so: without it, what
// might be is.
func IsModal(word string) bool { return listed("would could might may should can must", word) }

// IsLight reports whether a word in lower case is one of those that stand in sentences about anything.
func IsLight(word string) bool { return light.has(word) }

var light = list{words: `get gets got getting go goes going went gone come comes came coming make makes made making
take takes took taken taking give gives gave given giving put puts let lets want wants wanted need needs needed know
knows knew known think thinks thought see sees saw seen look looks looked use uses used try tries tried seem seems
seemed become became happen happened happens mean means thing things way ways lot lots kind part place case time times
people person man men everybody everyone somebody someone anybody anyone something anything everything really actually
simply well today now back away`}

// IsArticle reports whether a word in lower case is an article: one may stand for another, and none says anything.
func IsArticle(word string) bool { return articles.has(word) }

var articles = list{words: `the a an der die das den dem des le la les l un une el los las una il lo gli`}

// IsFunction reports whether a word in lower case is one of those that hold sentences together, and so begins no name.
func IsFunction(word string) bool {
	return functionWords.has(word) || grammar.has(word) || articles.has(word)
}

// IsGroup reports whether a speaker is an organisation, a document or several people: "they" or "it", not "he".
func IsGroup(speaker string) bool {
	speaker, _, _ = strings.Cut(strings.ToLower(speaker), ",")
	head := ""
	for w := range strings.FieldsSeq(speaker) {
		if listed("of for at in", w) {
			break // the clerk of the council is one man
		}
		head = w
	}
	return groups.has(head) || plurals.has(head)
}

var groups = list{words: `council ministry government court company agency union party campaign office department
committee commission board association bank university institute police army navy parliament senate house congress
cabinet administration team newspaper report study survey poll statement letter documents document papers records
filing memo league church school hospital islanders`}

// IsTitle reports whether a word in lower case is what people are addressed by before their names: "mr".
func IsTitle(word string) bool { return titles.has(word) }

// Weekday returns the number of a day of the week from Monday, 0, by its English name in lower case; -1 for other
// words.
func Weekday(word string) int {
	switch word {
	case "monday":
		return 0
	case "tuesday":
		return 1
	case "wednesday":
		return 2
	case "thursday":
		return 3
	case "friday":
		return 4
	case "saturday":
		return 5
	case "sunday":
		return 6
	}
	return -1
}

// IsMonth reports whether a word in lower case is the English name of a month, or short for it. A number
// after it is a day.
func IsMonth(word string) bool { return months.has(word) }

var months = list{words: `january february march april may june july august september october november december jan
feb mar apr jun jul aug sep sept oct nov dec`}

// A list is words with spaces between them, to be asked whether a word is among them. That they are many is
// found out once, when the first word is looked up: nothing is done before main.
type list struct {
	words string
	once  sync.Once
	set   map[string]struct{}
}

func (l *list) has(word string) bool {
	l.once.Do(func() {
		l.set = make(map[string]struct{}, len(l.words)/6) // letters of a word and its space
		for w := range strings.FieldsSeq(l.words) {
			l.set[w] = struct{}{}
		}
	})
	_, ok := l.set[word]
	return ok
}

// listed reports whether word stands in list between two spaces.
func listed(list, word string) bool {
	for at := 0; word != ""; {
		i := strings.Index(list[at:], word)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(word)
		if (i == 0 || list[i-1] <= ' ') && (end == len(list) || list[end] <= ' ') {
			return true
		}
		at = i + 1
	}
	return false
}

var negations = list{words: `
not no never none nor neither nobody nothing nowhere without cannot hardly barely scarcely isnt dont wont aint
deny denies denied denying false falsely untrue fake
nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne weder noch falsch
ne pas jamais aucun aucune rien personne sans ni non faux fausse
nunca jamás ningún ninguno ninguna nada nadie sin tampoco falso falsa mai nessuno nessuna senza não nem sem
не ни нет никогда без никто ничего нельзя ложь неправда`}

var quantities = list{words: `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
thousand thousands million millions billion billions trillion trillions dozen dozens half halves third thirds quarter
quarters double doubled doubles triple tripled twice once thrice percent per cent percentage first second fourth fifth
sixth seventh eighth ninth tenth last next several few fewer fewest little less least more most many much some any all
every each both either only almost nearly about around roughly approximately exactly precisely over under above below
majority minority january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday null ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
zwanzig dreißig hundert tausend millionen milliarde milliarden prozent hälfte viertel alle viele wenige mehr weniger
erste zweite dritte letzte deux trois quatre cinq sept huit neuf dix onze douze vingt trente cents mille milliard
milliards moitié tiers quart tous toutes plus moins premier première dernier dernière uno dos tres cuatro cinco seis
siete ocho nueve diez veinte cien ciento mil millón millones mitad tercio todos todas más menos primero primera último
última ambos один одна два две три четыре пять шесть семь восемь девять десять двадцать сто тысяча тысяч тысячи
миллион миллиона миллионов миллиард миллиардов процент процента процентов половина треть все более менее больше меньше
первый первая второй последний последняя`}

var measures = list{words: `previous final single entire whole pair couple enough total annual annually daily weekly
monthly yearly hourly kilometre kilometres kilometer kilometers mile miles metre metres meter meters kilogram
kilograms ton tons tonne tonnes minute minutes hour hours day days week weeks month months year years decade decades
century centuries today yesterday tomorrow tonight morning afternoon evening night noon midnight`}

var opposites = list{words: `rise rises rose risen rising fall falls fell fallen falling increase increased increases
increasing decrease decreased decreases decreasing grow grows grew grown growing growth shrink shrinks shrank shrunk
gain gains gained lose loses lost losing loss losses profit profits win wins won winning defeat defeated victory drop
drops dropped climb climbs climbed jump jumped surge surged plunge plunged soar soared slump slumped decline declined
declines declining higher lower highest lowest high low better worse best worst good bad great poor rich strong weak
stronger weaker large larger largest small smaller smallest big bigger biggest long longer longest short shorter
shortest fast faster slow slower early late old older oldest new newer young younger youngest major minor cheap
cheaper expensive right left true real genuine fact facts lie lies lied lying legal illegal legally illegally lawful
unlawful valid invalid possible impossible likely unlikely able unable certain uncertain safe unsafe dangerous fair
unfair public private secret open opened opens close closed closes shut positive negative success failure succeed
succeeded yes wrong wrongly myth hoax refuse refuses refused refusing decline fail fails failed failing manage managed
lack lacks lacked lacking promise promises promised vow vowed pledge pledged threaten threatened hope hoped fear
feared doubt doubted insist insisted concede conceded support supports supported supporting oppose opposes opposed
opposing favor favour favors favours favored favoured agree agrees agreed agreeing disagree disagrees disagreed accept
accepts accepted reject rejects rejected admit admits admitted confirm confirms confirmed approve approves approved
disapprove disapproved allow allows allowed ban bans banned forbid forbids forbade forbidden permit permits permitted
prevent prevents prevented praise praises praised condemn condemns condemned criticise criticised criticises criticize
criticized criticizes attack attacks attacked defend defends defended welcome welcomes welcomed blame blames blamed
thank thanks thanked endorse endorsed endorses backed veto vetoed block blocked blocks love loves loved hate hates
hated dislike dislikes disliked trust trusts trusted distrust friend friends enemy enemies ally allies foe foes war
peace truce ceasefire start starts started begin begins began begun stop stops stopped end ends ended continue
continues continued resume resumed launch launched cancel cancelled canceled join joins joined leave leaves enter
entered exit exited return returned remain remains remained withdraw withdrew withdrawn advance advanced retreat
retreated keep kept arrive arrived depart departed create creates created destroy destroys destroyed build builds
built raise raises raised cut cuts cutting add adds added remove removes removed include includes included including
exclude excludes excluded excluding buy buys bought sell sells sold give gives gave given take takes took taken send
sends sent receive receives received import imports imported export exports exported borrow borrowed lend lent pay
pays paid owe owes owed hire hired fire fired save saved spend spent alleged allegedly reportedly supposed supposedly
purported purportedly suspected attempted former formerly alive dead kill kills killed die dies died born injured
wounded survived unhurt sick ill healthy guilty innocent convicted acquitted charged cleared arrested released jailed
freed pardoned sentenced male female man men woman women boy boys girl girls mother father daughter brother sister
husband wife black white north south east west northern southern eastern western domestic foreign liberal conservative`}

var grammar = list{words: `i you he she it we they me him her us them my your his its our their mine yours hers ours
theirs who whom whose which what this these those that myself yourself himself herself itself ourselves themselves of
in on at by for from to into onto out off up down with within before after since until till during while between among
against through toward towards across beyond near inside outside behind despite and or but if unless because although
though whereas whether than as so yet except instead rather however like also even still just too very again already
always often sometimes rarely seldom usually ever then there here now when where why how soon later earlier ago is are
was were be been being am has have had having do does did done will would shall should can could might must ought need
dare said says say saying told tells tell ich du er sie es wir ihr sein seine ihre unser von zu bis vor nach seit
gegen für mit über unter aber oder und wenn weil obwohl wird würde kann könnte muss soll darf war ist hat je tu il
elle nous vous ils elles son sa ses leur avant après depuis jusqu contre pour avec sous mais ou et si parce est était
sera peut doit entre dans vers chez aux yo él ella nosotros ellos ellas su sus antes después desde hasta contra para
con sobre bajo pero porque aunque era será puede debe я ты он она оно мы вы они его ее её их наш ваш до после с против
за для над под но или и если потому хотя будет был была было были может должен должна в на из от к при`}
