package claims_test

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
)

// One dossier for the story in two languages, each with a page of its own.
const (
	inEnglish = "The harbour ferry will stop on Sundays.\n\n" +
		"“We cannot run empty boats,” the harbour master told the council on Tuesday.\n\n" +
		"The ferry carried 41,200 passengers last year."
	inKorean = "항구 여객선이 일요일 운항을 멈춘다.\n\n" +
		"항만장은 화요일 시의회에서 “빈 배를 띄울 수는 없다”고 말했다.\n\n" +
		"여객선은 지난해 승객 4만1200명을 태웠다."
)

// translate notes words in pairs of language and text.
func translate(d *claims.Dossier, part, words string, in ...string) {
	for i := 0; i < len(in); i += 2 {
		d.Translate(part, words, in[i], in[i+1])
	}
}

func ferryEditions(t *testing.T) *claims.Dossier {
	t.Helper()
	d := &claims.Dossier{ID: "ferry.json", Language: "en", Records: []claims.Record{
		{ID: "#c1", Text: "The ferry carried 41,200 passengers last year",
			Anchor: claims.Selector{Exact: "The ferry carried 41,200 passengers last year."}},
		{ID: "#q1", Kind: claims.Quotation, Text: "We cannot run empty boats", Speaker: claims.Party{Name: "Harbour master"},
			Anchor: claims.Selector{Exact: "“We cannot run empty boats,”", Suffix: " the harbour master told"},
			Versions: []claims.Version{
				{Excerpt: claims.Excerpt{Text: "We cannot run half-empty boats.", Language: "en"}},
				{Excerpt: claims.Excerpt{Text: "빈 배를 띄울 수는 없다", Language: "ko"}, TranslatedOf: "en"}}},
	}}
	translate(d, "#c1", d.Records[0].Text, "en", d.Records[0].Text, "ko", "여객선은 지난해 승객 4만1200명을 태웠다")
	translate(d, "#q1", d.Records[1].Text, "en", d.Records[1].Text, "ko", "빈 배를 띄울 수는 없다")
	translate(d, "#q1", "Harbour master", "en", "Harbour master", "ko", "항만장")
	const site = "https://desk.example/"
	d.AnchorIn("#c1", []*claims.Edition{{site + "ferry", "en", d.Records[0].Anchor},
		{site + "ko/ferry", "ko", claims.Selector{Exact: "여객선은 지난해 승객 4만1200명을 태웠다."}}}...)
	d.AnchorIn("#q1", []*claims.Edition{{site + "ferry", "en", d.Records[1].Anchor},
		{site + "ko/ferry", "ko", claims.Selector{Prefix: "시의회에서 ", Exact: "“빈 배를 띄울 수는 없다”"}}}...)
	return d
}

func TestEditions(t *testing.T) {
	const site = "https://desk.example/"
	aboutKorean := strings.Repeat("What follows is what the paper in the next town has to say about it in its own language. ", 9)
	both := inEnglish + "\n\n" + inKorean
	for _, c := range []struct {
		what, text, language, address string
		want                          []string // the words at each item
		match                         claims.QuoteMatch
	}{
		{"a page in English", inEnglish, "en-GB", "",
			[]string{"“We cannot run empty boats,”", "The ferry carried 41,200 passengers last year."}, claims.Altered},
		{"a page in Korean", inKorean, "ko", "",
			[]string{"“빈 배를 띄울 수는 없다”", "여객선은 지난해 승객 4만1200명을 태웠다."}, claims.Verbatim},
		{"a page that does not say its language", inEnglish, "", "",
			[]string{"“We cannot run empty boats,”", "The ferry carried 41,200 passengers last year."}, claims.Altered},
		{"the address goes before the language", inKorean, "en", site + "ko/ferry?from=feed",
			[]string{"“빈 배를 띄울 수는 없다”", "여객선은 지난해 승객 4만1200명을 태웠다."}, claims.Verbatim},
		{"both languages on the page of one", both, "ko", "",
			[]string{"“빈 배를 띄울 수는 없다”", "여객선은 지난해 승객 4만1200명을 태웠다."}, claims.Verbatim},
		{"a page in Korean whose template says English", inKorean, "en", "",
			[]string{"“빈 배를 띄울 수는 없다”", "여객선은 지난해 승객 4만1200명을 태웠다."}, claims.Verbatim},
		{"a page in Korean that does not say so", inKorean, "", "",
			[]string{"“빈 배를 띄울 수는 없다”", "여객선은 지난해 승객 4만1200명을 태웠다."}, claims.Verbatim},
		{"a page in English that prints the Korean words", aboutKorean + inKorean, "en", "", nil, 0},
		{"a page in Japanese that prints the Korean words", strings.Repeat("韓国の新聞は日曜の運航が止まると伝えた。", 9) + inKorean,
			"ja", "", nil, 0},
	} {
		text := claims.Plain(c.text)
		text.Language = c.language
		if c.address != "" {
			text.Addresses = []string{c.address}
		}
		d := ferryEditions(t)
		r := claims.New(d).Check(text)
		var got []string
		for i := range r.Items {
			a := &r.Items[i]
			got = append(got, text.Slice(a.Span))
			if a.Automatic || a.Relation != claims.Same {
				t.Errorf("%s: %s is automatic or differs: %v", c.what, a.Record.ID, a.Differences)
			}
			if a.Record != &d.Records[0] && a.Record != &d.Records[1] {
				t.Errorf("%s: %s is no record of the dossier", c.what, a.Record.ID)
			}
			if x := a.Comparison(); x != nil && x.Match != c.match {
				t.Errorf("%s: the quotation is %v, want %v", c.what, x.Match, c.match)
			}
		}
		if len(got) != len(c.want) || len(got) > 0 && (got[0] != c.want[0] || got[1] != c.want[1]) {
			t.Errorf("%s: items on %q, want %q", c.what, got, c.want)
		}
	}
}

// A quotation that no version has in the language of the edition is a translation.
func TestEditionTranslated(t *testing.T) {
	d := ferryEditions(t)
	d.Records[1].Versions = d.Records[1].Versions[:1]
	text := claims.Plain(inKorean)
	text.Language = "ko"
	r := claims.New(d).Check(text)
	if len(r.Items) != 2 || r.Items[0].Comparison().Match != claims.Translated {
		t.Errorf("items %v, want the quotation as a translation", r.Items)
	}
}

// Who says it is told in the language of the article.
func TestFindingsEditions(t *testing.T) {
	text := claims.Plain(inKorean)
	text.Language = "ko"
	for _, f := range claims.New(ferryEditions(t)).Check(text).Findings() {
		if f.Annotation != nil && f.Kind == claims.Quotation && f.Speaker != "항만장" {
			t.Errorf("the speaker is %q", f.Speaker)
		}
	}
}

// In each edition, what is hard must be what was checked, and the words must be the record's speaker's.
func TestEditionRefuses(t *testing.T) {
	for _, c := range []struct{ what, from, to string }{
		{"another number", "4만1200명", "4만2200명"},
		{"another speaker", "항만장은", "홍길동 시장은"},
		{"the claim stands there twice", "항구 여객선이 일요일 운항을 멈춘다.", "여객선은 지난해 승객 4만1200명을 태웠다."},
	} {
		text := claims.Plain(strings.Replace(inKorean, c.from, c.to, 1))
		text.Language = "ko"
		r := claims.New(ferryEditions(t)).Check(text)
		same := 0
		for i := range r.Items {
			if r.Items[i].Relation == claims.Same {
				same++
			}
		}
		if same != 1 {
			t.Errorf("%s: %d records stand unchanged, want 1: %v", c.what, same, r.Items)
		}
	}
}

// A record is found by its words in each language that its dossier has them in, once, and is shown in that language.
func TestFindEditions(t *testing.T) {
	l := claims.NewLibrary(ferryEditions(t))
	for said, want := range map[string]string{
		"지난해 여객선은 승객 4만1200명을 태웠다고 항만장이 말했다.":                                    "#c1 여객선은 지난해 승객 4만1200명을 태웠다",
		"The harbour master says the ferry carried 41,200 passengers last year.": "#c1 The ferry carried 41,200 passengers last year",
	} {
		found := l.Find(claims.Statement{Text: said, Speaker: "Harbour master"}, 9)
		seen := map[string]bool{}
		for _, m := range found {
			if seen[m.Record.ID] {
				t.Errorf("%s: %s is found twice", said, m.Record.ID)
			}
			seen[m.Record.ID] = true
		}
		if len(found) == 0 || found[0].Record.ID+" "+found[0].Record.Text != want {
			t.Errorf("%s: found %v, want %s", said, found, want)
		}
	}
}

// A quotation that another paper prints in its own language is linked by the words that its dossier has in it, and only
// by these.
func TestLinkEditions(t *testing.T) {
	const printed = "이웃 신문은 항구 소식을 전했다.\n\n항만장은 “승객이 없는 빈 배를 날마다 띄울 수는 없다”고 말했다."
	for _, c := range []struct{ language, want string }{{"ko", "ko 승객이 없는 빈 배를 날마다 띄울 수는 없다"}, {"ja", ""}} {
		d := ferryEditions(t)
		d.Records = d.Records[1:]
		r := &d.Records[0]
		d.AnchorIn(r.ID)
		r.Anchor, r.Versions = claims.Selector{}, r.Versions[:1]
		d.Translate(r.ID, r.Text, c.language, "승객이 없는 빈 배를 날마다 띄울 수는 없다")
		if c.language != "ko" {
			d.Translate(r.ID, r.Text, "ko", r.Text)
		}
		text := claims.Plain(printed)
		text.Language = "ko"
		got := ""
		for _, a := range claims.New(d).Check(text).Items {
			if a.Record != r {
				t.Errorf("in %s: linked is no record of the dossier", c.language)
			}
			text, of := d.In(a.Edition, r.ID, a.Record.Text)
			got += of + " " + text
		}
		if got != c.want {
			t.Errorf("in %s: linked is %q, want %q", c.language, got, c.want)
		}
	}
}

// A store keeps a record in each language that its dossier has it in, by the words in that language.
func TestStoredEditions(t *testing.T) {
	d := ferryEditions(t)
	d.Translate("#c1", "x", "ja", "y") // something else of that record
	var got []string
	for _, s := range d.Stored(&d.Records[1]) {
		got = append(got, s.Language, s.Speaker)
		if s.Language == "ko" && !slices.Contains(s.Terms, "띄울") {
			t.Errorf("no Korean words in %q", s.Terms)
		}
		if has := strings.Contains(strings.Join(s.Terms, " "), "cannot"); has != (s.Language == "en") {
			t.Errorf("%s has the English words: %t, in %q", s.Language, has, s.Terms)
		}
	}
	if want := "en master ko 항만장"; strings.Join(got, " ") != want {
		t.Errorf("stored are %q, want %q", got, want)
	}
}

// A page with the anchors of a dossier is the one that the dossier is about, whatever address that gives.
func TestEditionsOfPage(t *testing.T) {
	for address, want := range map[string]int{"https://desk.example/ko/ferry": 2, "https://desk.example/ja/ferry": 0} {
		d := ferryEditions(t)
		d.About.URL = "https://desk.example/ferry"
		text := claims.Plain("여객선은 오늘 쉰다.")
		text.Language, text.Addresses = "ko", []string{address}
		r := claims.New(d).Check(text)
		if r.OfPage(address); len(r.Unplaced) != want {
			t.Errorf("%s: %d records are unplaced, want %d", address, len(r.Unplaced), want)
		}
	}
}

func TestIn(t *testing.T) {
	d := &claims.Dossier{Language: "en"}
	translate(d, "#c1", "ferry", "en", "ferry", "zh-Hans", "渡轮", "zh-Hant", "渡輪", "pt-BR", "balsa")
	translate(d, "", "master", "en", "master", "ko", "항만장")
	translate(d, "#c1", "여객선", "ko", "여객선")
	for _, c := range []struct{ language, want, of string }{
		{"en", "ferry", "en"}, {"zh", "渡轮", "zh-Hans"}, {"zh-TW", "渡輪", "zh-Hant"}, {"zh-Hant-HK", "渡輪", "zh-Hant"},
		{"ZH-cn", "渡轮", "zh-Hans"}, {"pt", "balsa", "pt-BR"}, {"ko", "ferry", "en"}, {"", "ferry", "en"},
	} {
		if got, of := d.In(c.language, "#c1", "ferry"); got != c.want || of != c.of {
			t.Errorf("in %q: %q (%s), want %q (%s)", c.language, got, of, c.want, c.of)
		}
	}
	for _, c := range []struct{ language, part, words, want, of string }{
		{"zh", "#c2", "ferry", "ferry", "en"}, // of another record
		{"ko", "#c2", "master", "항만장", "ko"},  // of all
		{"en", "#c1", "여객선", "여객선", "ko"},     // not in the dossier's language
		{"ja", "#c1", "여객선", "여객선", "ko"},
	} {
		if got, of := d.In(c.language, c.part, c.words); got != c.want || of != c.of {
			t.Errorf("%s of %s in %s: %q (%s), want %q (%s)", c.words, c.part, c.language, got, of, c.want, c.of)
		}
	}
}
