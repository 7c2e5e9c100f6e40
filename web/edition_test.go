package web_test

import (
	"os"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// ferryEditions is a dossier whose check is there in English and in Korean, but for the note, which is in English.
const ferryEditions = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "dateModified": "2022-02-12",
  "publisher": {"@type": "Organization", "name": [{"@language": "en", "@value": "The Harbour Desk"}, {"@language": "ko", "@value": "하버 데스크"}]},
  "negativeVerdicts": ["Wrong number"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c1", "text": [{"@language": "en", "@value": "It carried 41,200"}, {"@language": "ko", "@value": "승객은 4만1200명이었다"}],
     "author": {"name": [{"@language": "en", "@value": "Harbour master"}, {"@language": "ko", "@value": "항만장"}]},
     "anchor": [{"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The ferry carried 41,200 passengers last year."}},
       {"type": "SpecificResource", "language": "ko", "selector": {"type": "TextQuoteSelector", "exact": "여객선은 지난해 승객 4만1200명을 태웠다."}}],
     "review": {"@type": "ClaimReview", "headline": [{"@language": "en", "@value": "40,200"}, {"@language": "ko", "@value": "4만200명"}],
       "reviewRating": {"@type": "Rating", "alternateName": [{"@language": "en", "@value": "Wrong number"}, {"@language": "ko", "@value": "틀린 숫자"}],
         "ratingExplanation": [{"@language": "en", "@value": "The county says 40,200."}, {"@language": "ko", "@value": "군청은 4만200명이라고 밝혔다."}]}},
     "citation": [{"@type": "Quotation", "text": "40,200", "isPartOf": {"@id": "#s1"}, "description": "Page 2."}]},
    {"@type": "Report", "@id": "#s1", "publisher": {"name": [{"@language": "en", "@value": "County office"}, {"@language": "ko", "@value": "군청"}]}, "text": "40,200"}
  ]
}`

// A card is in the language of the reader where the dossier has it, and says so where it has not.
func TestCardEditions(t *testing.T) {
	d, err := records.Read("ferry.json", []byte(ferryEditions))
	if err != nil {
		t.Fatal(err)
	}
	const korean, english = "여객선은 지난해 승객 4만1200명을 태웠다.", "The ferry carried 41,200 passengers last year."
	for _, c := range []struct {
		what, page, text, tongue string
		want, not                []string
	}{
		{"a page in Korean", "ko", korean, "ko",
			[]string{">틀린 숫자<", "군청은 4만200명이라고 밝혔다.", "승객은 4만1200명이었다", "항만장", "하버 데스크", "<bdi>군청</bdi>",
				`<span class="remark" lang="en" dir="auto">Page 2.</span>`},
			[]string{"Wrong number", "County office", "번역되지"}},
		{"a page in Korean, with the interface in English", "ko", korean, "en",
			[]string{">Wrong number<", "The county says 40,200.", "It carried 41,200", "Harbour master",
				"The Harbour Desk"},
			[]string{"틀린 숫자", "군청", "not been translated"}},
		{"a page in English, with the interface in Japanese", "en", english, "ja",
			[]string{`<bdi lang="en" dir="auto">Wrong number</bdi>`, `lang="en" dir="auto">The county says 40,200.`,
				"この検証には訳文がありません（英語）。"}, []string{"틀린 숫자"}},
		{"a page in English", "en-GB", english, "en", []string{`<p class="why">The county says 40,200.`}, []string{"not been translated", "군청"}},
	} {
		text := claims.Plain(c.text)
		text.Language = c.page
		l, err := lang.Load(c.tongue)
		if err != nil {
			t.Fatal(err)
		}
		v := &web.View{Lang: l, Report: claims.New(d).Check(text)}
		if len(v.Report.Items) != 1 {
			t.Errorf("%s: %d items, want 1", c.what, len(v.Report.Items))
			continue
		}
		a := &v.Report.Items[0]
		card := v.Card(a)
		for _, want := range c.want {
			if !strings.Contains(card, want) {
				t.Errorf("%s: no %s in the card:\n%s", c.what, want, card)
			}
		}
		all := card + v.Marker(a) + v.Summary() + v.List() + v.Endnotes()
		for _, not := range c.not {
			if strings.Contains(all, not) {
				t.Errorf("%s: %s in what readers see:\n%s", c.what, not, all)
			}
		}
		if words := `>` + c.text + `</span>`; !strings.Contains(v.List(), words) {
			t.Errorf("%s: no %s in the list:\n%s", c.what, words, v.List())
		}
	}
}

// An excerpt in the reader's own language stands there without its translation.
func TestCardTranslatesForReader(t *testing.T) {
	page, err := os.ReadFile("gallery/story-ko.html")
	if err != nil {
		t.Fatal(err)
	}
	v := view(t)
	if v.Lang, err = lang.Load("ko"); err != nil {
		t.Fatal(err)
	}
	v.Report = claims.New(v.Report.Items[0].Dossier).Check(article.Read(page).Text)
	for i := range v.Report.Items {
		a := &v.Report.Items[i]
		if a.Record.ID != "#c07" { // cites a Korean source and a Chinese one
			continue
		}
		card := v.Card(a)
		for words, want := range map[string]bool{"국빈관": true, "State Guest House": false,
			"当地时间15日下午": true, "현지시간 15일 오후": true, "the afternoon of the 15th": false} {
			if strings.Contains(card, words) != want {
				t.Errorf("%q is in the card: %t, want %t\n%s", words, !want, want, card)
			}
		}
		return
	}
	t.Error("no #c07")
}

// What the article's words differ from is told in the language of the article.
func TestWithheldEditions(t *testing.T) {
	d, err := records.Read("ferry.json", []byte(ferryEditions))
	if err != nil {
		t.Fatal(err)
	}
	text := claims.Plain("여객선은 지난해 승객 4만2200명을 태웠다.")
	text.Language = "ko"
	v := &web.View{Lang: lang.English(), Report: claims.New(d).Check(text), Editing: true}
	if list := v.List(); !strings.Contains(list, `lang="ko" dir="auto">여객선은 지난해 승객 4만1200명을 태웠다.`) {
		t.Errorf("the words that were checked are not in the list:\n%s", list)
	}
}
