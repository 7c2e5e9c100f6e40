package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Who may be meant by the words beside a quotation. It is read without knowing the language: in scripts that have
// capitals a person is two or more words with a capital in a row, or one that is known to be a name; where there are
// none, it is who the sentence is about, or the word after the verb (foreign.go).

// A Mention is somebody who is named, in bytes of the text searched.
type Mention struct {
	Span
	// the words of the name, in lower case, without titles; none if only a title is there: "the President"
	Name []string
	// nothing makes it less than the subject: no preposition, no "'s" and, of one word only, no place at the head of
	// the sentence
	Free  bool
	Owner bool // "'s" stands after it, and not what its owner has said
	The   bool // an article stands right before it, as before no person
	Sure  bool // it is a name, though of one word: a title stands before it, or a verb of saying or a colon after it
}

// Mentions finds who is named in s[from:to], in order. Words that begin a sentence there are names where more of one
// follows.
func Mentions(s string, from, to int) []Mention {
	words := tokens(s, from, to)
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
				for k < len(words) && !capital(s, words[k]) && nobiliary.has(lowerText(s, words[k])) &&
					blank(s[words[k-1].End:words[k].Start]) {
					k++
				}
				w := lowerText(s, words[i])
				if !nobiliary.has(w) || listed("der den des", w) && !listed("van von", lowerText(s, words[i-1])) ||
					k == len(words) || !capital(s, words[k]) ||
					!blank(s[words[k-1].End:words[k].Start]) {
					break
				}
			}
		}
		first, opens := start, opensSentence(s, from, words, start)
		for first < i && (opens && opener(lowerText(s, words[first])) || never(lowerText(s, words[first]))) {
			first++ // "Yesterday Anna Brown", "But Brown", "He"
		}
		if first+2 < i && speechNouns.has(lowerText(s, words[first])) { // "Brief von Carl Dorn"
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
			if k := strings.IndexAny(text, "'’"); k > 0 && listed(tails, strings.TrimLeft(text[k:], "'’")) {
				owner = strings.HasSuffix(text, "s") && len(text)-k <= len("’s")
				text = text[:k]
				m.End = w.Start + k
			}
			text = strings.TrimSuffix(text, ".")
			titled = titled || addressed(text)
			last := w == words[i-1] && w != words[first] && surnames.has(text)
			if last || !titles.has(text) && !roles.has(text) && !nobiliary.has(text) && (shouted || !letters(w.text(s))) {
				m.Name = append(m.Name, text)
			}
		}
		before := ""
		if first > 0 && blank(s[words[first-1].End:words[first].Start]) {
			before = lowerText(s, words[first-1])
		}
		// "the White House", but "der Hafenmeister Carl Dorn"
		m.The = first == start && IsArticle(before) && (before == "the" || len(m.Name) < 3)
		m.Owner = owner && i < len(words) && !speechNouns.has(lowerText(s, words[i]))
		m.Sure = titled || addressed(strings.TrimSuffix(before, ".")) || says(before) ||
			opens && first == start && presents(s, words, i)
		m.Free = !m.Owner && !governed(s, words, first) && (m.Sure || !(opens && first == start && i-first == 1))
		out = append(out, m)
	}
	return out
}

// presents reports whether what stands after words[i-1] presents what that says: a verb of saying, or a colon.
func presents(s string, words []Span, i int) bool {
	w := words[i-1]
	if strings.HasPrefix(s[w.End:], ":") {
		return utf8.RuneCountInString(w.text(s)) > 2 && !listed(labels, lowerText(s, w))
	}
	return i < len(words) && blank(s[w.End:words[i].Start]) &&
		(says(lowerText(s, words[i])) || listed("put puts sums summed", lowerText(s, words[i])))
}

// says reports whether a word in lower case is a verb of saying.
func says(w string) bool { return cueVerb(w) || foreignCues.has(w) }

// Says reports whether s ends with a verb of saying.
func Says(s string) bool { return says(lastWord(strings.TrimRight(s, " "))) }

// addressed reports whether a word in lower case stands before names and says that they are: "Mr", "Señora".
func addressed(w string) bool {
	return w != "" && (titles.has(w) || listed(`herr herrn frau monsieur madame me maître señor señora don doña signor
signora senhor senhora dom meneer mevrouw pan pani г-н г-жа господин госпожа пан пані ông bà
anh chị bay bayan sayın herra rouva`, w))
}

// labels lists what stands before a colon and is nobody.
const labels = `question answer note update video photo source reporter interviewer moderator host frage
antwort pregunta respuesta réponse pergunta resposta domanda risposta вопрос ответ`

// tails lists what stands after an apostrophe and belongs to no name: of English, and of Turkish.
const tails = "s e a ye ya in ın un ün nin nın nun nün de da den dan"

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
func opener(w string) bool {
	return never(w) || afterSpeakers.has(w) || beforeVerbs.has(w) || days.has(w) || strings.HasSuffix(w, "ly")
}

// never reports whether no name begins with a word in lower case, wherever it stands.
func never(w string) bool {
	return functionWords.has(w) || articles.has(w) || governing.has(w) || sources.has(w) ||
		grammar.has(w) && w != "will"
}

// sources lists "according to" and pronouns of languages that have a capital there at the head of a sentence only.
var sources = list{words: `laut selon según segundo secondo według volgens enligt theo за wie c'est c’est d'après
d’après по er sie es il elle ils elles él ella ele ela он она они`}

// letters reports whether w is the first letters of several words, as "MP" or "ЛДПР" are beside a name.
func letters(w string) bool {
	return utf8.RuneCountInString(w) > 1 && strings.ToUpper(w) == w && !strings.Contains(w, ".")
}

// governed reports whether a preposition stands before the name that begins with words[i], whatever describes it
// between them: "at the White House", "to the lawyer Anna Brown". One that names a source is none: "according to", "in
// the words of".
func governed(s string, words []Span, i int) bool {
	const most = 3 // words between: an article, an adjective, an office
	for k := i - 1; k >= 0 && k >= i-1-most && blank(s[words[k].End:words[k+1].Start]); k-- {
		w := lowerText(s, words[k])
		if k < i-1 && (w == "das" || w == "a" && strings.HasSuffix(lowerText(s, words[k+1]), "é")) {
			return false // "das sagt Anna Brown", "a déclaré Anna Brown"
		}
		if governing.has(w) || strings.HasSuffix(w, "'") || strings.HasSuffix(w, "’") {
			return k == 0 || !speechNouns.has(lowerText(s, words[k-1]))
		}
		if w == "by" && k > 0 && listed(asked, lowerText(s, words[k-1])) {
			return true
		}
		if speechNouns.has(w) || capital(s, words[k]) || cueVerb(w) || foreignCues.has(w) || foreignSources.has(w) {
			return false
		}
	}
	return false
}

// governing lists prepositions after which nobody is the subject. "By", "selon" and the like are not among them: who
// says something stands there.
var governing = list{words: `in on at to of for from with about during after before over under against into through
near like unlike than between among
am im bei vor nach zu zur zum mit von vom für gegen über durch aus ohne seit dans à au
aux en sur devant avec pour contre de du des chez vers ante durante tras con contra hacia hasta para sobre sin entre
del al a com no na nos nas em ao à às aos da do das dos num numa di del della dello dei delle degli dal dalla nel
nella al alla con su sul sulla tra fra в на во о об с со к ко у от из для за при над под между через про tại ở của với
cho từ về trong cùng`}

// speechNouns lists words for what somebody says: before "of", or after "'s", their owner has said it.
var speechNouns = list{words: `words word statement comment comments remark remarks reply answer verdict according
message worten worte wort angaben aussage paroles mots mot propos palabras palabra palavras parole
словами словам слова слов speech letter brief rede lettre discours
carta discurso lettera discorso письме письмо ответ respuesta réponse risposta antwort resposta
selon según segundo secondo according`}

// asked lists what is done to somebody by who is not the one that speaks.
const asked = "asked pressed questioned challenged interviewed contacted approached urged"

// nobiliary lists the small words within names.
var nobiliary = list{words: `de del della di da do dos das du des van von der den ter ten zu la le el al bin bint ibn
abu ben y e`}

// surnames lists those of the roles that are surnames too, at the end of a name: "Dr Major", "Billie King".
var surnames = list{words: `king bishop pope prince major judge marshal baron dean`}

// roles lists offices, as they stand before a name or for one, with a capital where it is the custom.
var roles = list{words: `president vice prime minister chancellor secretary general attorney premier governor mayor
senator congressman congresswoman representative speaker chairman chairwoman chair chief executive director deputy
leader king queen prince princess pope cardinal archbishop bishop judge justice lord lady sir dame baroness baron
count countess sheikh ambassador commissioner councillor councilman officer detective sergeant captain colonel
commander admiral major inspector superintendent spokesman spokeswoman spokesperson foreign home finance defence
defense interior health education managing acting former court house government council committee white state party
opposition majority minority first minister ministerin kanzler kanzlerin bundeskanzler bundeskanzlerin präsident
präsidentin bundespräsident sprecher sprecherin herr ministre président présidente premier première maire procureur
général chancelier presidente presidenta ministro ministra alcalde alcaldesa primer primera canciller gobernador
fiscal prefeito governador técnico treinador goleiro premiê sindaco президент премьер министр премьер-министр глава
председатель губернатор мэр tổng thống thủ tướng bộ trưởng thứ chủ tịch phó thống đốc ông bà giám đốc
bakan bakanı başkan başkanı cumhurbaşkanı`}

// Signs reports whether a line is a name, perhaps with an office before it, and with what is said of its bearer after
// a comma.
func Signs(line string) bool {
	const most = 4 // words before it: "Read out by harbour master"
	line = strings.TrimRight(line, " )]*")
	if end := strings.TrimRight(line, ".!?…:;"); end != line {
		if r, _ := utf8.DecodeLastRuneInString(end); unicode.IsLower(r) {
			return false
		}
	}
	words := tokens(line, 0, len(line))
	for _, m := range Mentions(line, 0, len(line)) {
		if len(m.Name) < 2 || m.The {
			continue
		}
		before, _ := slices.BinarySearchFunc(words, m.Start, func(w Span, at int) int { return w.Start - at })
		rest := strings.TrimLeft(line[m.End:], " ")
		return before <= most && (rest == "" || !isWord(first(rest)) && rest[0] != '\'')
	}
	return false
}

// PointsBack reports whether a sentence begins by pointing to what stands before it: "So said …", "Those were …".
func PointsBack(s string) bool {
	if Caseless(s) {
		return holds("そう こう 这样 這樣 如此 이렇게 그렇게 هكذا بهذه", s)
	}
	return listed(`that this those these such so thus with das dies so mit damit diese c'est c’est ce ces ainsi voilà
avec así esas estas eso con fueron così queste con assim essas foram так это с этими такими zo dat
met`, strings.ToLower(firstWord(s)))
}

// Sources reports whether s ends with a preposition after which somebody stands who may say what follows: "the answer
// came from", "for".
func Sources(s string) bool {
	return listed("from for to von für pour para per для от od dla van voor", lastWord(strings.TrimRight(s, " ")))
}

// Office reports whether a German word may be that of an office, which stands before its bearer's name.
func Office(w string) bool {
	const ends = "rin tin fin chef präsident minister sprecher leiter meister kanzler rat direktor senator"
	_, ok := endsIn(ends, w)
	return ok
}

// Holds reports whether what stands between a name and an office may say that one's bearer holds the other: not "told
// the".
func Holds(between string) bool {
	for _, w := range tokens(between, 0, len(between)) {
		const other = "to for by with from against and or but zu für von mit und à pour avec et con para y"
		if t := lowerText(between, w); says(t) || listed(other, t) {
			return false
		}
	}
	return !strings.ContainsAny(between, ".!?\"\n")
}

// Refers reports whether what stands beside a quotation leaves its speaker to what stands before: it names "he", or
// nobody.
func Refers(s string) bool {
	const few = 2 // words: "dijo ayer"
	words := tokens(s, 0, len(s))
	return len(words) <= few || strings.ContainsAny(s, "?？") ||
		among(s, `i you he she it we they his her their 그는 그녀는 er sie il elle ils elles él ella ele ela lui lei он она
они`)
}

// among reports whether a word of s stands in a list.
func among(s, list string) bool {
	for _, w := range tokens(s, 0, len(s)) {
		if listed(list, lowerText(s, w)) {
			return true
		}
	}
	return false
}

// Interview reports whether a line announces one.
func Interview(s string) bool {
	const longest = 120 // bytes of a heading
	const meetings = "인터뷰 インタビュー 专访 專訪 对话 مقابلة حوار ראיון साक्षात्कार สัมภาษณ์"
	if Caseless(s) && holds(meetings, s) { // and not that alone
		return len(s) <= longest && !found(meetings, func(w string) bool { return strings.Trim(s, " :：") == w })
	}
	return len(s) <= longest && among(s, `interview lunch dinner coffee questions conversation talk talks
meeting portrait profile gespräch fragen
entretien rencontre questions entrevista preguntas conversación intervista domande perguntas conversa
интервью беседа вопросов разговор wywiad rozmowa vragen gesprek`)
}

// Byline reports whether a line says who wrote what follows.
func Byline(s string) bool {
	const longest = 60 // bytes
	return len(s) <= longest &&
		listed("by von par por di da door av от автор text texte texto photo foto", strings.ToLower(firstWord(s)))
}

// IsPerson reports whether the words of a name may be those of a person: not of a park or a council.
func IsPerson(name []string) bool {
	for _, w := range name {
		if groups.has(w) || listed(places, w) {
			return false
		}
	}
	return true
}

const places = `park street road square house city cross county island river bridge station hall hill bay lake north
south east west new san los united states kingdom republic harbour harbor port airport`

// Relative reports whether s holds a word that begins a clause on who stands before it: "who worked for".
func Relative(s string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(s)),
		func(w string) bool { return listed("who whose whom which that", w) })
}

// Describes reports whether a speaker is told by what he is: "he", "the minister", "officials".
func Describes(speaker string) bool {
	w := strings.ToLower(firstWord(speaker))
	return pronouns.has(w) || determiners.has(w) || !unicode.IsUpper(first(speaker))
}

// SpeaksFor reports whether what stands before a name makes its bearer's spokesman or kin of the speaker: "a spokesman
// for", "the wife of".
func SpeaksFor(before string) bool {
	words := strings.Fields(strings.ToLower(before))
	n := len(words)
	for n > 0 && (titles.has(words[n-1]) || determiners.has(words[n-1])) {
		n--
	}
	if n < 2 || !listed("for of to", words[n-1]) {
		return false
	}
	return slices.ContainsFunc(words[:n-1], agents.has)
}

var agents = list{words: `spokesman spokeswoman spokesperson aide aides adviser advisor advisers lawyer lawyers
attorney ally allies friend friends wife husband widow son daughter brother sister mother father deputy secretary
biographer rival opponent successor predecessor critic supporter supporters sprecher sprecherin sprechers stellvertreter
stellvertreterin anwalt anwältin berater beraterin porte-parole adjoint adjointe avocat avocate conseiller conseillère
portavoz abogado abogada asesor asesora porta-voz advogado advogada assessor assessora portavoce avvocato avvocata
woordvoerder woordvoerster advocaat пресс-секретарь представитель представительница адвокат помощник помощница советник
заместитель office team staff entourage successeur mari épouse fils fille sucesor sucesora marido esposa hijo hija
equipo муж жена сын дочь преемник nachfolger nachfolgerin vorgänger ehemann ehefrau sohn tochter`}

// Agent returns the first word of s for somebody who speaks for another or is next to him: "deputy"; empty if there is
// none.
func Agent(s string) string {
	for _, w := range tokens(s, 0, len(s)) {
		t := lowerText(s, w)
		if agents.has(t) || agents.has(strings.TrimLeft(strings.TrimPrefix(t, "l"), "'’")) {
			return t
		}
	}
	return ""
}

// SecondHand returns where in s the words end that say, in English, that whoever speaks gives another's words, or is
// given them: "quoting", "read out", "was told". It is -1 where none do.
func SecondHand(s string) int {
	words := tokens(s, 0, len(s))
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = lowerText(s, words[i+1])
		}
		switch lowerText(s, w) {
		case "quoting", "citing", "quoted", "cited", "quotes", "cites", "recalled", "recalling",
			"echoed", "echoing", "heard", "reading":
			return w.End
		case "read", "reads":
			if next == "out" || next == "from" {
				return w.End
			}
		case "was", "were", "been":
			if next == "told" {
				return w.End
			}
		}
	}
	return -1
}

// IsSubject reports whether a mention may be whom a clause is about, by its form: not "Sprecher von Anna Brown", nor
// "Анны", where the bearer of the name is called Анна. words are those of its name, own those of the bearer's.
func IsSubject(mention string, words, own []string) bool {
	if r := first(words[0]); unicode.Is(unicode.Cyrillic, r) && !slices.Contains(own, words[0]) {
		return false
	}
	fields := strings.Fields(strings.ToLower(mention))
	return len(fields) < 2 || !agents.has(fields[0]) || !nobiliary.has(fields[1])
}

// Denial returns the words beside a quotation that say it was never said; empty if none do: "never said", "denied
// having said", "is falsely quoted as saying". before and after is what stands on its two sides in its sentence.
func Denial(before, after string) string {
	for _, s := range [...]string{before, after} {
		if word := unsaid(s); word != "" {
			return word
		}
		words := tokens(s, 0, len(s))
		for i := range words {
			w := lowerText(s, words[i])
			if !cueVerb(w) && !foreignCues.has(w) && !sayingForms.has(w) {
				continue
			}
			k := i
			for k > 0 && blank(s[words[k-1].End:words[k].Start]) && inDenials(lowerText(s, words[k-1])) {
				k--
			}
			for j := k; j < i; j++ {
				if d := lowerText(s, words[j]); denies(d) {
					return s[words[j].Start:words[i].End]
				}
			}
			// sagte nie, sagte nicht
			if i+1 < len(words) && blank(s[words[i].End:words[i+1].Start]) &&
				listed("nie niemals nicht jamais nunca", lowerText(s, words[i+1])) {
				return s[words[i].Start:words[i+1].End]
			}
		}
	}
	return ""
}

// sayingForms lists participles and infinitives that stand after what denies them.
var sayingForms = list{words: `dit dicho gesagt geäußert behauptet dito detto сказал говорил говорила произносил
quoted attributed saying said say dire decir sagen dizer`}

func denies(w string) bool {
	return strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t") ||
		listed(`not never no deny denies denied denying falsely wrongly misquoted nie niemals
nicht jamais pas nunca no não nunca не никогда non mai`, w)
}

// inDenials reports whether w may stand between what denies and the verb of saying.
func inDenials(w string) bool {
	return denies(w) || between.has(w) ||
		listed(`having ever actually as quoted been being saying said that he she they it is was to by a ont avait hat
habe haben hatte ha había tem tinha das es so никто этого`, w)
}
