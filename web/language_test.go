package web_test

import (
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"

	"sourcemark/claims"
	. "sourcemark/web"
	"sourcemark/web/lang"
)

// A word is text of a page, the language that the page says it is in, and whether it is a source's own.
type word struct {
	text, language string
	source         bool
}

// spoken returns the texts of HTML and of its labels, as a screen reader would say them.
func spoken(html string) (out []word) {
	open := []word{{}} // of each open element, without a text
	var label string   // of the tag being read
	lex := lexer.NewLexer(parse.NewInputString(html))
	for {
		kind, data := lex.Next()
		here := &open[len(open)-1]
		switch kind {
		case lexer.ErrorToken:
			if lex.Err() != io.EOF {
				panic(lex.Err())
			}
			return out
		case lexer.StartTagToken:
			open = append(open, *here)
			if tag := string(lex.Text()); tag == "q" || tag == "cite" {
				open[len(open)-1].source = true
			}
			label = ""
		case lexer.AttributeToken:
			value := strings.Trim(string(lex.AttrVal()), `"`)
			switch string(lex.AttrKey()) {
			case "lang":
				here.language = value
			case "aria-label", "title", "alt":
				label = value
			}
		case lexer.StartTagCloseToken:
			out = append(out, word{label, here.language, here.source})
		case lexer.EndTagToken:
			open = open[:len(open)-1]
		case lexer.TextToken:
			out = append(out, word{string(data), here.language, here.source})
		}
	}
}

// inLanguage returns a view of the story with the interface in a language, in a state that shows all texts of it.
func inLanguage(t testing.TB, tag string) *View {
	t.Helper()
	v := view(t)
	l, err := lang.Load(tag)
	if err != nil {
		t.Fatal(err)
	}
	v.Lang, v.Editing, v.Feedback = l, true, "https://example.com/errors"
	d := v.Report.Items[0].Dossier
	differences := []claims.Difference{{Kind: claims.DiffNumber, Record: "22", Article: "24"},
		{Kind: claims.DiffNegation, Article: "not"}}
	v.Report.Unplaced = []claims.Unplaced{
		{Dossier: d, Record: v.Report.Items[3].Record, Place: claims.Place{Differences: differences}},
		{Dossier: d, Record: v.Report.Items[4].Record},
		{Dossier: d, Record: v.Report.Items[5].Record, Place: claims.Place{Placement: claims.Ambiguous}},
	}
	automatic := &v.Report.Items[1]
	automatic.Automatic, automatic.Relation, automatic.Differences = true, claims.Differs, differences
	edited := &v.Report.Items[2]
	edited.Placement = claims.Edited
	rec := *edited.Record
	rec.Correction, rec.Reviews = "The date was put right.", append([]claims.Review{{Rating: "Wrong",
		Why: "It was later.", By: claims.Party{Name: "The Harbour Desk"}}}, rec.Reviews...)
	edited.Record = &rec
	return v
}

// lower finds a word in small letters that is no part of an address. All languages write OFAC and GitHub.
var lower = regexp.MustCompile(`(^|[^./\pL\d])[a-z]{2,}($|[^./\pL\d])`)

// inEnglish reports whether words for readers of another script are in English: all of them, or one that is no name.
func inEnglish(words string) bool {
	other := func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }
	return lower.MatchString(words) || !strings.ContainsFunc(words, other) && strings.ContainsFunc(words, unicode.IsLower)
}

// TestEveryWordSaysItsLanguage checks that each word that the dossier has in English alone, and of the article, is
// marked as English, and each other word as in the language of the interface, as far as letters tell them apart.
func TestEveryWordSaysItsLanguage(t *testing.T) {
	// Chinese characters stand in English notes of the dossier too.
	for tag, script := range map[string]*unicode.RangeTable{"ko": unicode.Hangul, "zh": nil, "ja": unicode.Hiragana,
		"ru": unicode.Cyrillic, "ar": unicode.Arabic} {
		v := inLanguage(t, tag)
		before, after := v.Endlist()
		for _, html := range append(everything(v), v.Differs(&v.Report.Unplaced[0]), v.Headline(),
			v.Rendered(&v.Report.Items[2], "style.css"), before+v.Endnote(&v.Report.Items[2])+after) {
			said := false
			for _, w := range spoken(html) {
				said = said || w.language == tag && strings.ContainsFunc(w.text, unicode.IsLetter)
				if w.source || strings.HasPrefix(w.text, "http") {
					continue // an address is in no language
				}
				other := func(r rune) bool { return script != nil && unicode.Is(script, r) }
				if w.language == tag && inEnglish(w.text) || w.language == "en" &&
					strings.ContainsFunc(w.text, other) {
					t.Errorf("%s: %q is said to be in %q", tag, w.text, w.language)
				}
			}
			if !said {
				t.Errorf("nothing in %s is in\n%s", tag, html)
			}
		}
	}
}

// TestDirection checks that everything that is put into a page says which way the interface reads, and lets the words
// of others find their own way.
func TestDirection(t *testing.T) {
	for tag, dir := range map[string]string{"ar": "rtl", "ko": "ltr", "en": "ltr"} {
		v := inLanguage(t, tag)
		for _, html := range append(everything(v), v.Differs(&v.Report.Unplaced[0])) {
			first, _, _ := strings.Cut(html, ">")
			if want := ` lang="` + tag + `" dir="` + dir + `"`; !strings.Contains(first, want) {
				t.Errorf("%s> does not say%s", first, want)
			}
			for _, element := range strings.Split(html, "<") {
				element, _, _ = strings.Cut(element, ">")
				if strings.Contains(element, ` lang="`) && !strings.Contains(element, ` dir="`) {
					t.Errorf("%s: <%s> has a language and no direction", tag, element)
				}
			}
		}
	}
}

// TestEnglishOnEnglish checks that there is no needless markup where interface and dossier have the same language.
func TestEnglishOnEnglish(t *testing.T) {
	v := view(t)
	for _, html := range []string{v.Summary(), v.List(), v.Marker(&v.Report.Items[0])} {
		if n := strings.Count(html, `lang="`); n != 1 {
			t.Errorf("%d times a language in\n%s", n, html)
		}
		if strings.Contains(html, "<bdi") {
			t.Errorf("words are set apart in\n%s", html)
		}
	}
}

// TestCardInOtherLanguages looks at one card from top to bottom, as TestCardSaysWhatReadersAsk does in English.
func TestCardInOtherLanguages(t *testing.T) {
	for tag, want := range map[string][]string{
		"ko": {"표현이 바뀜 (이의 제기)", "37건 중 ", "번째", "블라디미르 푸틴 · 시진핑에게, 사마르칸트, 2022년 9월 15일", "기사에 실린 표현", "“", "”", "· 영어(원문: 러시아어)", "출처에 있음: We", "낱말 ", "개가 출처와 다릅니다.", "크렘린궁", "1차 자료", "해당 대목 열기", "2026년 11월 23일, Sourcemark 확인.", "링크 복사", "오류 제보"},
		"ar": {"Wording altered (محل خلاف)", " من 37", "Vladimir Putin · إلى Xi Jinping، Samarkand، 15 سبتمبر 2022", "كما نُشر هنا", "«", "»", "· الإنجليزية، مترجمة عن الروسية", "في المصدر: We", "عن المصدر.", "Kremlin", "مصدر أولي", "فتح الموضع", "التحقق: 23 نوفمبر 2026، Sourcemark.", "نسخ الرابط", "الإبلاغ عن خطأ"},
		"de": {"Wording altered (strittig)", "von 37", "Vladimir Putin · gegenüber Xi Jinping, Samarkand, 15. September 2022", "Wortlaut hier", "„", "“", "· Englisch (Original: Russisch)", "in der Quelle: We", "Wörter weichen von der Quelle ab.", "Primärquelle", "Fundstelle öffnen", "Geprüft: 23. November 2026, Sourcemark."},
		"fr": {"contesté", "à Xi Jinping, Samarkand, 15 septembre 2022", "« ", " »", "mots diffèrent de la source.", "Vérification : 23 novembre 2026, Sourcemark."},
	} {
		v := inLanguage(t, tag)
		for i := range v.Report.Items {
			a := &v.Report.Items[i]
			if a.Record.ID != "#q04" {
				continue
			}
			inOrder(t, tag, textOf(v.Card(a)), want)
		}
	}
}
