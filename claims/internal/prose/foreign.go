package prose

import (
	"strings"
	"unicode/utf8"
)

// Attributions in other languages than English: who speaks a quotation, and the word that says so. The lists are
// short, for a few verbs present nearly all quotations of a language's news.
//
//	„…“, sagte die Ministerin.        verb, then speaker
//	« … », a déclaré la ministre.     the same, with an auxiliary
//	El alcalde dijo: «…»              speaker, then verb
//	قال الوزير: «…»                    verb, then speaker, then quotation
//	部长说：“…”                        verb joined to its speaker
//	장관은 “…”라고 말했다.               speaker with a particle, quotation, verb
//	Selon le ministre, « … »          a preposition

var foreignCues = list{words: `sagte sagt sagten erklärte erklärten betonte meinte fragte schrieb teilte warnte
forderte kritisierte ergänzte gesagt erklärt dit disait déclaré affirmé expliqué ajouté estimé indiqué annoncé
souligné demandé écrit déclare affirme explique ajoute estime dijo dijeron afirmó declaró explicó añadió señaló
aseguró anunció detto dichiarato spiegato aggiunto affermato disse afirmou explicou acrescentou declarou preguntó subrayó dice afirma declara сказал сказала сказали заявил заявила заявили отметил отметила
добавил добавила сообщил сообщила подчеркнул подчеркнула спросил спросила пояснил пояснила قال قالت قالوا وقال وقالت
أضاف وأضاف أضافت وأضافت أعلن وأعلن صرح وصرح أكد وأكد أكدت وأكدت 말했다 밝혔다 전했다 강조했다 덧붙였다 설명했다 물었다 주장했다 지적했다 말했습니다 밝혔습니다
zitierte zitiert berichtete behauptete bekräftigte lance lancé confie confié raconte raconté répond répondu
résume résumé apuntó contó resumió comentó sostuvo respondió expresó manifestó disse afirmou declarou explicou
resumiu contou detto affermato spiegato dichiarato powiedział powiedziała zei zegt aldus сказав заявив говорит
говорил ответил ответила считает передал передала написал säger dedi söyledi diyen nói أوضح أوضحت ذكر ذكرت
أشار أشارت كتب كتبت تابع تابعت تحدث تحدثت صرحت علق علقت شدد شددت أفاد أفادت אמר אמרה הוסיף הוסיפה טען טענה
הסביר הסבירה כתב כתבה ציין ציינה הודיע הודיעה הצהיר הצהירה מסר מסרה דיבר דיברה ענה ענתה אומר אומרת گفت افزود
گفته نوشت বলেন বলেছেন თქვა`}

// foreignBefore are auxiliaries that stand before a participle, and foreignSources what "according to" is.
var (
	foreignAuxiliaries = list{words: `a ont avait hat haben hatte ha han había`}
	foreignSources     = list{words: `laut zufolge selon según по بحسب حسب وفق לדברי`}
	foreignStops       = list{words: `am im in der bei vor nach zu zur zum mit dans à au aux en sur devant lors que en
ante durante tras este в на во о об что после перед журналистам في أمام إن أن خلال إلى مع عن من به با از در که של`}
)

// joinedCues end a Chinese or Japanese word that names a speaker.
const joinedCues = "表示 指出 强调 強調 写道 说道 说 說 称 稱 道"

// foreign finds the speaker of a quotation in the sentences from a place on, which s ends with.
func (r *Attributor) foreign(s string, from int, quote Span) (Attribution, bool) {
	i, k := r.between(r.clauseStart(from, quote.Start), quote.Start)
	before := r.words[i:k]
	i, k = r.between(quote.End, r.clauseEnd(quote.End, len(s)))
	after := r.words[i:k]
	// 장관은 “…”라고 말했다
	if n := len(before); n > 0 && len(after) > 0 {
		last := before[n-1].text(s)
		for i := 0; i < min(3, len(after)); i++ {
			name, ok := particled(last)
			if w := after[i].text(s); ok && hangul(w) && foreignCues.has(w) {
				return Attribution{Speaker: Span{before[0].Start, before[n-1].Start + len(name)}, Cue: after[i]}, true
			}
		}
	}
	if len(after) > 0 {
		i := 0
		if foreignAuxiliaries.has(lowerText(s, after[0])) {
			i = 1
		}
		if i < len(after) && (foreignCues.has(lowerText(s, after[i])) ||
			i == 0 && foreignSources.has(lowerText(s, after[0]))) && !hangul(after[i].text(s)) {
			if who := foreignName(s, after[i+1:]); who.End > 0 {
				return Attribution{Speaker: who, Cue: Span{after[0].Start, after[i].End}}, true
			}
		}
	}
	n := len(before)
	if n == 0 {
		return Attribution{}, false
	}
	last := before[n-1]
	if name, ok := endsIn(joinedCues, last.text(s)); ok && name != "" {
		at := last.Start + len(name)
		return Attribution{Speaker: Span{last.Start, at}, Cue: Span{at, last.End}}, true
	}
	switch first := lowerText(s, before[0]); {
	case foreignCues.has(lowerText(s, last)) && n > 1: // El alcalde dijo:
		k := n - 1
		if k > 1 && foreignAuxiliaries.has(lowerText(s, before[k-1])) {
			k--
		}
		return Attribution{Speaker: Span{before[0].Start, before[k-1].End}, Cue: Span{before[k].Start, last.End}}, true
	case (foreignCues.has(first) || foreignSources.has(first)) && n > 1: // قال الوزير:
		if who := foreignName(s, before[1:]); who.End > 0 {
			return Attribution{Speaker: who, Cue: before[0]}, true
		}
	}
	return Attribution{}, false
}

// foreignName returns the words up to a stop, or to where it is told when and where: as many as a name with its office
// has.
func foreignName(s string, words []Span) Span {
	const longest = 5
	n := 0
	for n < len(words) && n < longest && !foreignStops.has(lowerText(s, words[n])) &&
		(n == 0 || blank(s[words[n-1].End:words[n].Start])) {
		n++
	}
	if n == 0 {
		return Span{}
	}
	return Span{words[0].Start, words[n-1].End}
}

func lowerText(s string, w Span) string { return strings.ToLower(w.text(s)) }

// particled returns a Korean noun without the particle that makes it a subject.
func particled(w string) (noun string, ok bool) {
	for _, p := range [...]string{"께서는", "은", "는", "이", "가"} {
		if noun, ok = strings.CutSuffix(w, p); ok && noun != "" {
			return noun, true
		}
	}
	return w, false
}

// hangul reports whether a word begins with a syllable of Korean.
func hangul(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return '가' <= r && r <= '힣'
}
