package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Who is named beside a quotation in scripts that do not tell names by capitals. Where the sentence says who its
// subject is, by a particle, a case, or its place beside the verb, that is read; and it is a stranger unless it is a
// pronoun, an office, or what else is known to be nobody's name. So a name that nobody has heard of is never taken for
// the record's speaker; for a noun that is not listed the quotation is refused.

// Caseless reports whether s is in such a script.
func Caseless(s string) bool {
	for _, r := range s {
		if r > 0x590 && (unicode.Is(unicode.Lo, r) || georgian(r)) {
			return true
		}
	}
	return false
}

func arabic(s string) bool { return 0x590 <= first(s) && first(s) <= 0x8FF } // Hebrew too

func devanagari(s string) bool { return 0x900 <= first(s) && first(s) < 0x980 }

func thai(r rune) bool { return 0xE00 <= r && r < 0xE80 }

func georgian(r rune) bool { return 0x10A0 <= r && r < 0x1100 }

func kana(r rune) bool { return 0x3040 <= r && r < 0x3100 }

func hiragana(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return 0x3040 <= r && r < 0x30A0 })
}

func east(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hangul) }

// SameScript reports whether two names are written in one script, so that they can be told apart.
func SameScript(a, b string) bool { return script(a) == script(b) }

func script(name string) rune {
	switch r := first(strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })); {
	case r < 0x370 || unicode.Is(unicode.Latin, r):
		return 'a'
	case r < 0x590:
		return r >> 8 // Greek, Cyrillic
	case east(r) || kana(r):
		return '一'
	case hangul(name):
		return '가'
	default:
		return r >> 7
	}
}

// Names reports whether s, in such a script, names the bearer of a name: by half of it or more, by a part of two, or by
// a family name of one character before a title.
func Names(s, name string) bool {
	for _, part := range strings.FieldsFunc(name,
		func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("·・,()（）", r) }) {
		part = strings.TrimPrefix(part, "ال")
		runes := []rune(part)
		least := max(2, (len(runes)+1)/2)
		if r := first(part); arabic(part) || !east(r) && !kana(r) {
			least = len(runes) // and never of "Abd", "Ben"
			if georgian(r) {
				least-- // for the ending of a case
			}
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
				if startsIn(offices, rest) {
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
func Owned(s, name string) string {
	if r := first(name); !east(r) && !kana(r) {
		return ownedSpaced(s, name)
	}
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
		found(offices, func(o string) bool {
			rest = strings.TrimPrefix(strings.TrimPrefix(rest, " "), o)
			return false
		})
		if startsIn("の 的 의", rest) {
			_, n := utf8.DecodeRuneInString(rest)
			what := strings.TrimLeft(rest[n:], " ")
			if !startsIn(sayings, what) || startsIn("发言人 發言人", what) {
				return rest
			}
		}
	}
	return ""
}

// ownedSpaced is Owned where words are set apart, or where a name has spaces: by what stands before or after the name.
func ownedSpaced(s, name string) (what string) {
	found(name, func(part string) bool {
		i := strings.Index(s, part)
		if i < 0 || utf8.RuneCountInString(part) < 2 {
			return false
		}
		before, rest := strings.TrimRight(s[:i], " \u0640"), s[i+len(part):]
		if word := lastWord(before); word == "ل" || strings.HasSuffix(s[:i], "ל") || startsIn(agentsCaseless, word) ||
			strings.HasSuffix(before, "ของ") || strings.HasSuffix(before, "กับ") {
			what = word
			return true
		}
		found(name, func(other string) bool {
			rest = strings.TrimPrefix(strings.TrimLeft(rest, " "), other)
			return false
		})
		rest = strings.TrimLeft(rest, " ")
		if of, after, _ := strings.Cut(rest, " "); listed("के की का से को", of) && !startsIn(sayings, after) {
			what = rest
		}
		return true
	})
	return what
}

// found calls yes with the words of a list, until one is what it looks for.
func found(list string, yes func(word string) bool) bool {
	for word := range strings.FieldsSeq(list) {
		if yes(word) {
			return true
		}
	}
	return false
}

// startsIn reports whether s begins with a word of a list.
func startsIn(list, s string) bool {
	return found(list, func(w string) bool { return strings.HasPrefix(s, w) })
}

// endsIn returns s without the word of a list that it ends with.
func endsIn(list, s string) (head string, ok bool) {
	head = s
	ok = found(list, func(w string) (yes bool) {
		head, yes = strings.CutSuffix(s, w)
		return yes
	})
	return strings.TrimRight(head, " "), ok
}

// holds reports whether a word of a list stands in s.
func holds(list, s string) bool {
	return found(list, func(w string) bool { return strings.Contains(s, w) })
}

const (
	// offices is what stands after a name, and for one, in Japanese, Chinese and Korean; from the longest on where one
	// begins another.
	offices = `
官房長官 委員長 首相 大臣 総理 長官 知事 市長 会長 社長 代表 議員 教授 監督 大統領 総裁 幹事長 報道官 さん 氏 发言人
总理 主席 总统 部长 主任 市长 省长 书记 会长 主管 先生 女士 發言人 總理 總統 部長 書記 會長 권한대행 대행 대통령 총리
장관 대표 원내대표 위원장 의원 재판관 교수 회장 사장 시장 지사 감독 후보 대변인 씨`
	// sayings are words for what somebody says.
	sayings = `話 言葉 発言 談話 コメント 説明 声明 報告 话 说 說 发言 發言 聲明 公报 公報 报告 말 발언 설명 성명 कहना अनुसार मुताबिक बयान शब्द`
	// agentsCaseless speak for another, or are next to him, who stands after them.
	agentsCaseless = `نائب باسم مساعد مستشار محامي زوج سكرتير وكيل إلى مع عن به של`

	familiesKorean = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원" +
		"천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
	familiesChinese = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁" +
		"邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹熊金陆陸" +
		"郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文习習温溫"
	// familiesJapanese are the most frequent, of two characters.
	familiesJapanese = `
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 清水 山崎 阿部 池田 橋本 石川 山下 中島
三浦 藤原 岡本 松田 中川 中野 原田 小野 田村 竹内 金子 和田 中山 藤井 上田 森田 横山 宮崎 河野 菅野 小池 石井 小川 前田 岡田 長谷川
藤田 後藤 近藤 村上 遠藤 青木 坂本 安倍 岸田 石破 高市`
	// verbsKorean are the last syllables of the stems of verbs.
	verbsKorean = "하되있없보오려치르키추않같"
	// common are the last characters of Chinese and Japanese nouns that are no names, and of Korean ones.
	common = "府方部局会會司社明告息章员員者们們民人长長院党黨报報家亲親子师師任统統席理记記授省庁署側相臣官士国國市县県町村都道她他它我你彼女誰" +
		"장관원자인사수가민들측부청찰당국시도군회계처실"
)

// Subject returns whom a sentence beside a quotation is about, in such a script, if that may be a name; sure says that
// it can be nothing else. after says that the sentence comes after its quotation.
func Subject(s string, after bool) (who string, sure bool) {
	name := strings.TrimLeftFunc(s, func(r rune) bool { return !isWord(r) })
	if name == "" || !Caseless(name) {
		return "", false
	}
	if who, ok := labelled(s, after); ok {
		return who, named(who)
	}
	switch r := first(name); {
	case hangul(name):
		return subjectKorean(name, after && name == s)
	case east(r) || kana(r):
		return subjectHan(name, after)
	case thai(r):
		return subjectThai(name), false
	}
	return subjectSpaced(name), false
}

// labelled reads 佐藤次郎：「…」, “…” (박두리) and “…” ― 王大海.
func labelled(s string, after bool) (who string, ok bool) {
	const longest = 24 // characters of a name with its office
	who = strings.TrimFunc(s, func(r rune) bool { return !isWord(r) })
	if utf8.RuneCountInString(who) > longest || strings.ContainsAny(who, "，、。,.:：") {
		return "", false
	}
	end := strings.TrimRight(s, " \u3000")
	switch head := first(strings.TrimLeft(s, " 。.，、")); {
	case !after && !strings.HasSuffix(end, ":") && !strings.HasSuffix(end, "："),
		after && !strings.ContainsRune("(（—―–-~", head) && Signed(s) == "":
		return "", false
	}
	for _, w := range tokens(who, 0, len(who)) {
		if foreignStops.has(w.text(who)) {
			return "", false
		}
	}
	if says, _ := verbOf(who); says >= 0 || cued(who) || holds("对 對", who) || !stranger(who) {
		return "", false
	}
	return who, true
}

// cued reports whether s has a verb of saying, of Chinese.
func cued(s string) bool {
	return holds(joinedCues+" 介绍 透露 告诉 告訴", s)
}

// Signed returns whom a line below a quotation names, that is nothing but a name; empty if that is not sure.
func Signed(line string) string {
	const longest = 12 // characters of a name with its office
	who := strings.TrimFunc(line, func(r rune) bool { return !isWord(r) })
	words := len(strings.Fields(who))
	if named(who) && utf8.RuneCountInString(who) <= longest || who == strings.TrimSpace(line) && words > 1 &&
		words <= 3 && (arabic(who) || devanagari(who)) && stranger(who) {
		return who
	}
	return ""
}

// named reports whether what may be a name is one: it has a family name, or its parts are set apart.
func named(who string) bool {
	if hangul(who) {
		return found(who, func(f string) bool {
			return utf8.RuneCountInString(f) == 3 && strings.ContainsRune(familiesKorean, first(f)) &&
				!listed(offices, f)
		})
	}
	if strings.ContainsAny(who, "·・") {
		return true
	}
	if startsIn(familiesJapanese, who) && utf8.RuneCountInString(who) > 2 {
		return true
	}
	return chinese(who)
}

// chinese reports whether who ends with a family name and one or two characters, alone or after an office.
func chinese(who string) bool {
	who, _ = endsIn(offices, who)
	runes := []rune(who)
	for n := 3; n >= 2; n-- {
		k := len(runes) - n
		if k < 0 || !strings.ContainsRune(familiesChinese, runes[k]) {
			continue
		}
		if k == 0 || strings.ContainsRune(common, runes[k-1]) {
			return true
		}
	}
	return false
}

// stranger reports whether who may be somebody's name: not a pronoun, and not an office alone.
func stranger(who string) bool {
	if named(who) {
		return true
	}
	words, last := strings.Fields(who), ' '
	bare := 0
	for _, w := range words {
		if !strings.HasPrefix(w, "ال") && !strings.HasPrefix(w, "ה") && !nobodies.has(w) {
			bare++
		}
		last, _ = utf8.DecodeLastRuneInString(w)
	}
	switch r := first(who); {
	case bare == 0:
		return false
	case nobodies.has(words[len(words)-1]), strings.ContainsRune(verbsKorean, last) && hangul(who):
		return false
	case hangul(who):
		return !strings.ContainsRune(common, last) || len(words) > 2 && listed(offices, words[len(words)-1]) &&
			!strings.ContainsRune(common, lastRune(words[len(words)-2]))
	case east(r) || kana(r):
		rest, titled := endsIn(offices, who)
		if k := strings.LastIndex(rest, "の"); k >= 0 {
			rest = rest[k+len("の"):]
		}
		if titled {
			return utf8.RuneCountInString(rest) >= 2 && !strings.ContainsRune(common, lastRune(rest)) &&
				!startsIn(offices, rest)
		}
		return !hiragana(rest) && utf8.RuneCountInString(rest) >= 2 && !strings.ContainsRune(common, last)
	case devanagari(who):
		return !nobodies.has(words[len(words)-1])
	case thai(r):
		return !startsIn(nobodiesThai, who) || len(words) > 1
	}
	return true
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// nobodies lists pronouns and offices of languages that set words apart.
var nobodies = list{words: `
رئيس وزير مدير نائب سفير أمين عام متحدث باسم هيئة شركة رئيسة وزيرة مديرة متحدثة مسؤول مصدر هو هي هم
وهو وهي له لها بيان وزیر سخنگو او وی آنها مقام گفته הוא היא הם שר שרת שרה דובר דוברת נשיא נשיאה ראש
הממשלה उन्होंने उसने वे वह मैंने मंत्री प्रधानमंत्री मुख्यमंत्री राष्ट्रपति अध्यक्ष प्रवक्ता अधिकारी
सरकार पुलिस नेता सचिव महापौर তিনি সে তারা মন্ত্রী প্রধানমন্ত্রী ის მან მინისტრმა 그 그녀 그들 저 우리 정부 당국
경찰 회사 라고 이라고 고 며 라며 이라며`}

const nobodiesThai = `เขา เธอ ท่าน รัฐมนตรี นายก โฆษก ประธาน ผู้ว่า รัฐบาล ตำรวจ เจ้าหน้าที่ ผู้อำนวยการ แหล่งข่าว`

// verbOf returns where in s, of a language that sets words apart, the first verb of saying stands or a word for
// "according to", and its length; -1 if none does.
func verbOf(s string) (at, n int) {
	for _, w := range tokens(s, 0, len(s)) {
		t := w.text(s)
		if foreignCues.has(t) || foreignSources.has(t) || foreignCues.has(strings.TrimPrefix(t, "و")) {
			return w.Start, w.End - w.Start
		}
	}
	return -1, 0
}

// subjectSpaced reads قال سامي منصور and کارل دورن گفت: what stands after the verb, or before it; and कार्ल डोर्न ने कहा:
// what stands before a particle. Of a language of which it knows no verb, it takes three words or more for somebody
// who says something.
func subjectSpaced(s string) string {
	const unknown, longest = 3, 6 // words
	if devanagari(s) {
		words := tokens(s, 0, len(s))
		for i, w := range words {
			if t := w.text(s); i > 0 && (t == "ने" || listed("कहना अनुसार मुताबिक", t)) {
				from := i
				for from > 0 && (from == i || blank(s[words[from-1].End:words[from].Start])) {
					from--
				}
				if end := words[i-1].End; stranger(s[words[from].Start:end]) {
					return strings.TrimSuffix(strings.TrimSuffix(s[words[from].Start:end], " का"), " के")
				}
				return ""
			}
		}
		return ""
	}
	at, n := verbOf(s)
	if at < 0 {
		if words := tokens(s, 0, len(s)); !arabic(s) && len(words) >= unknown && len(words) <= longest {
			return s[:words[len(words)-1].End]
		}
		return ""
	}
	who := ""
	if words := tokens(s, at+n, len(s)); len(words) > 0 && blank(s[at+n:words[0].Start]) {
		name := foreignName(s, words)
		after := words[slices.IndexFunc(words, func(w Span) bool { return w.End == name.End })+1:]
		if nobodies.has(words[0].text(s)) && len(after) > 0 && strings.TrimSpace(s[name.End:after[0].Start]) == "،" {
			name.End = foreignName(s, after).End // رئيس الشركة، سامي منصور
		}
		who = name.text(s)
	}
	if before := tokens(s, 0, at); who == "" && len(before) > 0 && blank(s[before[len(before)-1].End:at]) {
		from := max(0, len(before)-longest)
		for k := len(before) - 1; k > from; k-- {
			w := before[k].text(s)
			if !blank(s[before[k-1].End:before[k].Start]) || foreignStops.has(w) && !listed("به با", w) {
				from = k
			}
		}
		who = s[before[from].Start:before[len(before)-1].End]
		for i, w := range before[from:] { // "to"
			if listed("به با", w.text(s)) && i > 0 {
				who = s[before[from].Start:before[from+i-1].End]
				break
			}
		}
	}
	if !stranger(who) {
		return ""
	}
	return who
}

// subjectThai reads นายสมชาย ใจดี กล่าวว่า.
func subjectThai(s string) string {
	end := len(s)
	found("กล่าว บอก ระบุ เปิดเผย เผย ชี้ ย้ำ ยืนยัน โพสต์ พูด ตอบ", func(verb string) bool {
		if i := strings.Index(s, verb); i >= 0 {
			end = min(end, i)
		}
		return false
	})
	if who := strings.TrimSpace(s[:end]); end < len(s) && who != "" && stranger(who) {
		return who
	}
	return ""
}

// subjectKorean reads 김하나 장관은 “…”라고 말했다. glued says that the sentence begins with the particle of the quotation.
func subjectKorean(s string, glued bool) (string, bool) {
	words := tokens(s, 0, len(s))
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
		noun, ok := particled(w)
		more := i+1 < len(words)
		if n, of := endsIn("에 의", w); of && more && startsIn("따르면 말 발언", words[i+1].text(s)) {
			noun, ok = n, true
		}
		adnominal := more && strings.HasSuffix(w, "는") && strings.ContainsRune(verbsKorean, lastRune(noun)) // 지켜보는
		if !ok || !hangul(w) || adnominal {
			_, adverb := endsIn("에서 에게 에 으로 을 를 부터 까지 뒤 후", w)
			if adnominal || adverb && (utf8.RuneCountInString(w) > 2 || listed("뒤 후", w)) {
				start = i + 1
			}
			continue
		}
		who := s[words[start].Start : words[i].Start+len(noun)]
		_, titled := endsIn(offices, who)
		_, topic := endsIn("은 는 에 의", w)
		switch fields := strings.Fields(who); {
		case named(who) && (titled || len(fields) == 1):
			return who, titled
		case topic && stranger(who) && !startsIn("오늘 이날 이번 지금 당시 최근 올해 에 에서 으로 때 면", noun) && len(fields) <= 3:
			if _, when := endsIn("에 에서 으로 로 때 면 고 서 지", noun); !when {
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
func subjectHan(s string, after bool) (string, bool) {
	if hiragana(s) {
		if said, ok := endsIn("の発言 の言葉 の談話 のコメント の話", s); ok && !after && stranger(said) { // 佐藤氏の発言「…」
			return said, false
		}
		if _, who, ok := strings.Cut(s, "のは"); ok && after { // 「…」と話すのは佐藤次郎さん。
			if who = strings.TrimRight(who, "。だ"); stranger(who) {
				return who, false
			}
		}
		s = strings.TrimLeft(s, "とってなどの、,")
		if i := strings.IndexAny(s, "、。"); after && i >= 0 && !strings.ContainsAny(s[:i], "はが") {
			s = s[i+len("。"):]
		}
		for i, r := range s {
			if r != 'は' && r != 'が' && r != 'も' && !startsIn("によると によれば の話では", s[i:]) {
				continue
			}
			who := s[:i]
			if k := strings.LastIndexAny(who, "、。　 「」"); k >= 0 {
				_, n := utf8.DecodeRuneInString(who[k:])
				who = who[k+n:]
			}
			if who == "" || strings.ContainsRune("にでとなもか", lastRune(who)) {
				continue
			}
			const shortest, longest = 3, 5 // characters of a full name
			n := utf8.RuneCountInString(who)
			_, titled := endsIn(offices, who)
			said := strings.TrimRight(s[i+len("は"):], "、, ") == "" // the quotation stands right after it
			if stranger(who) && (titled || named(who) || startsIn(familiesJapanese, who) ||
				said && n >= shortest && n <= longest) {
				return who, false
			}
			return "", false
		}
		return "", false
	}
	const stops = "在对對于於向则則就日说說称稱表指写寫接通告强強认認回也还還并並介透，。；：,:"
	if after && strings.HasPrefix(s, "的") {
		return "", false
	}
	clause := strings.TrimRight(s, "：:，, 　。！!")
	saying := clause != strings.TrimRight(s, "，, 　。！!")
	if i := strings.LastIndexAny(clause, "。；"); !after && i >= 0 {
		clause = clause[i+len("。"):]
	}
	saying = saying || cued(clause)
	for saying { // 记者会上，李小梅指出
		first, rest, more := strings.Cut(clause, "，")
		if !more || cued(first) {
			break
		}
		clause = rest
	}
	who := strings.TrimLeftFunc(clause, func(r rune) bool { return !isWord(r) })
	who = strings.TrimPrefix(strings.TrimPrefix(who, "据"), "據")
	if i := strings.IndexAny(who, stops); i >= 0 {
		who = who[:i]
	}
	if !saying || utf8.RuneCountInString(who) < 2 {
		return "", false
	}
	if named(who) {
		return who, !strings.ContainsRune(who, '的') || strings.ContainsRune(who, '·')
	}
	const longest = 4 // characters of a name in another language
	if utf8.RuneCountInString(who) <= longest && stranger(who) {
		return who, false
	}
	return "", false
}

// unsaid returns the words of s, in such a script, that say something was never said, without spaces.
func unsaid(s string) (words string) {
	if !Caseless(s) {
		return ""
	}
	s = strings.ReplaceAll(s, " ", "")
	found(`言っていない 述べていない 語っていない 言わなかった 述べなかった 語らなかった 言ったことはない 말하지않 말한적이없 말한적없 没说过 没有说过 从未说
从没说 未曾说 从来没有说 沒說過 沒有說過 從未說 لميقل لمتقل لميصرح לאאמר מעולםלאאמר नहींकहा ไม่ได้กล่าว ไม่เคยกล่าว ไม่ได้พูด ไม่เคยพูด`,
		func(w string) bool {
			if strings.Contains(s, w) {
				words = w
			}
			return words != ""
		})
	return words
}

// Turns returns what s, in such a script, begins with, or ends with, that turns the words beside it round: after them
// ない, before them 不. It is empty if nothing does.
func Turns(s string, after bool) (word string) {
	const (
		before  = "没 沒 不 未 非 并非 並非 没有 沒有 不是 并不 ไม่ มิ ไม่ได้ มิได้"
		words   = "안 못 नहीं لا لم لن ليس ليست לא אין"
		behind  = "なかった ない ません ではな ではあり じゃな でな とは限らな わけではな はずがな ไม่"
		another = "않 못하 못했 아니 नहीं না" // word, after a space
	)
	if after {
		next := strings.TrimLeft(s, " ")
		found(behind+" "+another, func(w string) bool {
			if strings.HasPrefix(s, w) || next != s && strings.HasPrefix(next, w) && listed(another, w) {
				word = w
			}
			return word != ""
		})
		return word
	}
	s = strings.TrimRight(s, " ")
	found(before, func(w string) bool {
		if strings.HasSuffix(s, w) {
			word = w // the longest comes last
		}
		return false
	})
	if w := lastWord(s); word == "" && listed(words, w) {
		return w
	}
	return word
}
