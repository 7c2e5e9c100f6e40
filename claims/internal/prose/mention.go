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
				if !nobiliary.has(lowerText(s, words[i])) || k == len(words) || !capital(s, words[k]) ||
					!blank(s[words[k-1].End:words[k].Start]) {
					break
				}
			}
		}
		first, opens := start, opensSentence(s, from, words, start)
		for first < i && (opens && opener(lowerText(s, words[first])) || never(lowerText(s, words[first]))) {
			first++ // "Yesterday Anna Brown", "But Brown", "He"
		}
		if first == i {
			continue
		}
		m := Mention{Span: Span{words[first].Start, words[i-1].End}}
		owner, shouted := false, !slices.ContainsFunc(words[first:i], func(w Span) bool { return !letters(w.text(s)) })
		for _, w := range words[first:i] {
			text := strings.ToLower(w.text(s))
			if k := strings.IndexAny(text, "'’"); k > 0 && strings.TrimLeft(text[k:], "'’") == "s" {
				text, owner = text[:k], true
				m.End = w.Start + k
			}
			text = strings.TrimSuffix(text, ".")
			if !titles.has(text) && !roles.has(text) && !nobiliary.has(text) && (shouted || !letters(w.text(s))) {
				m.Name = append(m.Name, text)
			}
		}
		before := ""
		if first > 0 && blank(s[words[first-1].End:words[first].Start]) {
			before = lowerText(s, words[first-1])
		}
		m.The = first == start && IsArticle(before)
		m.Owner = owner && i < len(words) && !speechNouns.has(lowerText(s, words[i]))
		m.Free = !m.Owner && !governed(s, words, first) &&
			!(first == start && i-first == 1 && opensSentence(s, from, words, first))
		out = append(out, m)
	}
	return out
}

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
var sources = list{words: `laut selon según segundo secondo по er sie es il elle ils elles él ella ele ela он она они`}

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
		if governing.has(w) || strings.HasSuffix(w, "'") || strings.HasSuffix(w, "’") {
			return k == 0 || !speechNouns.has(lowerText(s, words[k-1]))
		}
		if capital(s, words[k]) || cueVerb(w) || foreignCues.has(w) || foreignSources.has(w) {
			return false
		}
	}
	return false
}

// governing lists prepositions after which nobody is the subject. "By", "selon" and the like are not among them: who
// says something stands there.
var governing = list{words: `in on at to of for from with about during after before over under against into through
near like than between among am im bei vor nach zu zur zum mit von vom für gegen über durch aus ohne seit dans à au
aux en sur devant avec pour contre de du des chez vers ante durante tras con contra hacia hasta para sobre sin entre
del al a com no na nos nas em ao à às aos da do das dos num numa di del della dello dei delle degli dal dalla nel
nella al alla con su sul sulla tra fra в на во о об с со к ко у от из для за при над под между через про tại ở của với
cho từ về trong cùng`}

// speechNouns lists words for what somebody says: before "of", or after "'s", their owner has said it.
var speechNouns = list{words: `words word statement comment comments remark remarks reply answer verdict according
message worten worte wort angaben aussage paroles mots mot propos palabras palabra palavras parole selon según segundo
secondo according`}

// nobiliary lists the small words within names.
var nobiliary = list{words: `de del della di da do dos das du des van von der den ter ten zu la le el al bin bint ibn
abu ben y e`}

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
председатель губернатор мэр tổng thống thủ tướng bộ trưởng thứ chủ tịch phó thống đốc ông bà giám đốc`}

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
заместитель`}

// Agent returns the first word of s for somebody who speaks for another or is next to him: "deputy"; empty if there is
// none.
func Agent(s string) string {
	for _, w := range tokens(s, 0, len(s)) {
		if agents.has(lowerText(s, w)) {
			return w.text(s)
		}
	}
	return ""
}

// SecondHand returns where in s the words end that say, in English, that whoever speaks gives another's words, or is given
// them: "quoting", "read out", "was told". It is -1 where none do.
func SecondHand(s string) int {
	words := tokens(s, 0, len(s))
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = lowerText(s, words[i+1])
		}
		switch lowerText(s, w) {
		case "quoting", "citing", "quoted", "cited", "quotes", "cites":
			return w.End
		case "read", "reads", "reading":
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

// Caseless reports whether s is in a script that does not tell names by capitals.
func Caseless(s string) bool {
	for _, r := range s {
		if r > 0x590 && unicode.Is(unicode.Lo, r) {
			return true
		}
	}
	return false
}

// Owned returns what s, in such a script, says belongs to the bearer of a name, beginning with the word for that: of
// 山田氏の秘書は, の秘書は. It is empty for nothing, and for his words.
func Owned(s, name string) string {
	for i := range s {
		rest, named := s[i:], 0
		for rest != "" {
			r, n := utf8.DecodeRuneInString(rest)
			if !strings.ContainsRune(name, r) {
				break
			}
			rest, named = rest[n:], named+1
		}
		if named < 2 {
			continue
		}
		for _, o := range offices {
			rest = strings.TrimPrefix(rest, o)
		}
		for _, of := range [...]string{"の", "的", "의 "} {
			what, ok := strings.CutPrefix(rest, of)
			if ok && !slices.ContainsFunc(sayings[:], func(w string) bool { return strings.HasPrefix(what, w) }) {
				return rest
			}
		}
	}
	return ""
}

// sayings are words for what somebody says, in such scripts.
var sayings = [...]string{"話", "言葉", "発言", "談話", "コメント", "説明", "声明", "報告", "话", "说", "說", "发言", "發言", "声明", "聲明",
	"公报", "公報", "报告", "말", "발언", "설명", "성명"}

// Names reports whether s, in such a script, names the bearer of a name: by half of it or more, by a part of two, or by
// a family name of one character before a title.
func Names(s, name string) bool {
	for _, part := range strings.FieldsFunc(name,
		func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("·・,()（）", r) }) {
		part = strings.TrimPrefix(part, "ال")
		runes := []rune(part)
		least := max(2, (len(runes)+1)/2)
		if arabic(part) {
			least = len(runes) // and never of "Abd", "Ben"
		}
		if len(runes) < 2 || arabic(part) && (len(runes) < 3 || listed("عبد محمد أحمد", part)) {
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
				if officeAhead(rest) {
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

func arabic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return 0x590 <= r && r <= 0x8FF
}

func east(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hangul) }

// offices is what stands after a name where names have no capitals, and for one; from the longest on where one begins
// another.
var offices = [...]string{"官房長官", "委員長", "首相", "大臣", "総理", "長官", "知事", "市長", "会長",
	"社長", "代表", "議員", "教授", "監督", "大統領", "総裁", "幹事長", "報道官", "さん", "氏",
	"发言人", "总理", "主席", "总统", "部长", "主任", "教授", "市长", "省长", "书记", "会长", "主管", "先生", "女士",
	"發言人", "總理", "總統", "部長", "主任", "市長", "書記", "會長",
	"권한대행", "대행", "대통령", "총리", "장관", "대표", "원내대표", "위원장", "의원", "재판관",
	"교수", "회장", "사장", "시장", "지사", "감독", "후보", "대변인", "씨"}

func officeAhead(s string) bool {
	return slices.ContainsFunc(offices[:], func(o string) bool { return strings.HasPrefix(s, o) })
}

// Subject returns whom a sentence beside a quotation is about, where names have no capitals, if that is a name; sure
// says that it can be nothing else. after says that the sentence comes after its quotation.
func Subject(s string, after bool) (who string, sure bool) {
	first := strings.TrimLeftFunc(s, func(r rune) bool { return !isWord(r) })
	if first == "" || !Caseless(first) {
		return "", false
	}
	switch r, _ := utf8.DecodeRuneInString(first); {
	case hangul(first):
		return subjectKorean(first, after)
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return subjectHan(first, after)
	case arabic(first):
		return subjectArabic(first)
	}
	return "", false
}

// subjectKorean reads 김하나 장관은 “…”라고 말했다.
func subjectKorean(s string, after bool) (string, bool) {
	words := tokens(s, 0, len(s))
	const longest = 6 // words of a name with its office
	start := 0
	for i := 0; i < len(words) && i < longest+start; i++ {
		if i > start && !blank(s[words[i-1].End:words[i].Start]) {
			start = i
		}
		w := words[i].text(s)
		noun, ok := particled(w)
		if !ok || !hangul(w) || after && i == 0 && utf8.RuneCountInString(w) <= 2 { // "…"라고, "…"고
			continue
		}
		who := s[words[start].Start : words[i].Start+len(noun)]
		fields := strings.Fields(who)
		titled := slices.ContainsFunc(fields, func(f string) bool {
			return slices.ContainsFunc(offices[:], func(o string) bool { return strings.HasSuffix(f, o) && hangul(o) })
		})
		named := slices.ContainsFunc(fields, func(f string) bool {
			return utf8.RuneCountInString(f) == 3 && strings.ContainsRune(familiesKorean, []rune(f)[0]) &&
				!slices.Contains(offices[:], f)
		})
		if named && (titled || len(fields) == 1) {
			return who, titled
		}
		if start = i + 1; titled {
			return "", false // an office alone
		}
	}
	return "", false
}

const (
	familiesKorean = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원" +
		"천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
	familiesChinese = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁" +
		"邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹熊金陆陸" +
		"郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文习習温溫"
)

// subjectHan reads 山田花子大臣は「…」と述べた and 诺拉·林德说：“…”.
func subjectHan(s string, after bool) (string, bool) {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) }) {
		s = strings.TrimLeft(s, "とってなどの、,")
		if i := strings.IndexAny(s, "、。"); after && i >= 0 && !strings.ContainsAny(s[:i], "はが") {
			s = s[i+len("。"):]
		}
		for i, r := range s {
			if r != 'は' && r != 'が' && r != 'も' {
				continue
			}
			who := s[:i]
			if k := strings.LastIndexAny(who, "、。　 「」"); k >= 0 {
				_, n := utf8.DecodeRuneInString(who[k:])
				who = who[k+n:]
			}
			last, _ := utf8.DecodeLastRuneInString(who)
			if strings.ContainsRune("にでとなもか", last) || who == "" {
				continue
			}
			for _, o := range offices {
				name, ok := strings.CutSuffix(who, o)
				if k := strings.LastIndex(name, "の"); k >= 0 {
					name = name[k+len("の"):]
				}
				if ok && utf8.RuneCountInString(name) >= 2 && !officeAhead(name) {
					return who, false
				}
			}
			return "", false
		}
		return "", false
	}
	const stops = "在对對于於向则則就日说說称稱表指写寫接通告强強认認回也还還并並，。；：,:"
	if after && strings.HasPrefix(s, "的") {
		return "", false
	}
	clause := s
	if !after {
		if i := strings.LastIndexAny(strings.TrimRight(s, "：:，, 　"), "。；"); i >= 0 {
			clause = s[i+len("。"):]
		}
	}
	saying := slices.ContainsFunc(joinedCues[:], func(c string) bool { return strings.Contains(clause, c) }) ||
		strings.HasSuffix(clause, "：")
	who := clause
	if i := strings.IndexAny(clause, stops); i >= 0 {
		who = clause[:i]
	}
	runes := []rune(who)
	if !saying || len(runes) < 2 {
		return "", false
	}
	if strings.ContainsRune(who, '·') {
		return who, true
	}
	for n := 3; n >= 2; n-- { // a family name and one or two characters, alone or after an office
		k := len(runes) - n
		if k < 0 || !strings.ContainsRune(familiesChinese, runes[k]) {
			continue
		}
		if k == 0 || slices.ContainsFunc(offices[:],
			func(o string) bool { return strings.HasSuffix(string(runes[:k]), o) }) {
			return who, true
		}
	}
	return "", false
}

var arabicOffices = list{words: `رئيس وزير مدير نائب سفير أمين عام متحدث باسم هيئة شركة`}

// subjectArabic reads قال سامي منصور: what stands after the verb, unless it is an office alone.
func subjectArabic(s string) (string, bool) {
	words := tokens(s, 0, len(s))
	for i := range words {
		if !foreignCues.has(words[i].text(s)) {
			continue
		}
		who := foreignName(s, words[i+1:])
		bare := 0
		for _, w := range words[i+1:] {
			if t := w.text(s); w.End <= who.End && !strings.HasPrefix(t, "ال") && !arabicOffices.has(t) {
				bare++
			}
		}
		if bare > 1 {
			return who.text(s), false
		}
		return "", false
	}
	return "", false
}
