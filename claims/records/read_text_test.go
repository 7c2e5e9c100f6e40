package records_test

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// editions is a dossier for a story in English and in Korean.
const editions = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
  "publisher": {"@type": "Organization", "@id": "#us", "name": [{"@language": "ko", "@value": "하버 데스크"}, {"@language": "en", "@value": "The Harbour Desk"}]},
  "negativeVerdicts": ["Wrong number"], "positiveVerdicts": ["맞다"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c1", "text": [{"@language": "ko", "@value": "승객은 4만1200명"}, {"@language": "en", "@value": "It carried 41,200"}],
     "anchor": [{"type": "SpecificResource", "source": "https://desk.example/ko/ferry", "language": "ko", "selector": {"type": "TextQuoteSelector", "exact": "승객 4만1200명"}},
       {"type": "SpecificResource", "source": "https://desk.example/ferry", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200"}}],
     "review": {"@type": "ClaimReview", "author": {"@id": "#us"}, "headline": [{"@language": "en", "@value": "40,200"}], "reviewRating": {"@type": "Rating",
       "alternateName": [{"@language": "en", "@value": "Wrong number"}, {"@language": "ko", "@value": "틀린 숫자"}], "ratingExplanation": "It carried 40,200."}},
     "citation": "#s1"},
    {"@type": "Quotation", "@id": "#q1", "text": [{"@language": "ko", "@value": "늦었다"}],
     "review": {"@type": "Review", "reviewRating": {"@type": "Rating", "alternateName": [{"@language": "ko", "@value": "맞다"}]}},
     "anchor": {"type": "SpecificResource", "language": "ko", "selector": {"type": "TextQuoteSelector", "exact": "“늦었다”"}}, "citation": "#s1"},
    {"@type": "Report", "@id": "#s1", "publisher": {"name": [{"@language": "en", "@value": "County office"}, {"@language": "ko", "@value": "군청"}]}, "text": "40,200"}
  ]
}`

func TestReadEditions(t *testing.T) {
	d, err := records.Read("ferry.json", []byte(editions))
	if err != nil {
		t.Fatal(err)
	}
	c1, q1 := &d.Records[0], &d.Records[1]
	for _, c := range []struct{ language, part, words, want, of string }{
		{"ko", "#c1", c1.Text, "승객은 4만1200명", "ko"},
		{"ja", "#c1", c1.Text, "It carried 41,200", "en"},
		{"ko", "#c1", c1.Reviews[0].Rating, "틀린 숫자", "ko"},
		{"ko", "#c1", c1.Reviews[0].Why, "It carried 40,200.", "en"},
		{"ko", "#c1", c1.Reviews[0].By.Name, "하버 데스크", "ko"}, // by its @id
		{"ko", "", d.Publisher.Name, "하버 데스크", "ko"},
		{"ko", "#s1", d.Sources[0].Publisher.Name, "군청", "ko"},
		{"en", "#q1", q1.Text, "늦었다", "ko"},
	} {
		if got, of := d.In(c.language, c.part, c.words); got != c.want || of != c.of {
			t.Errorf("%s of %q in %s: %q (%s), want %q (%s)", c.words, c.part, c.language, got, of, c.want, c.of)
		}
	}
	for _, c := range []struct{ what, got, want string }{
		{"the text in the dossier's language", c1.Text, "It carried 41,200"},
		{"the anchor in the dossier's language", c1.Anchor.Exact, "carried 41,200"},
		{"the publisher", d.Publisher.Name, "The Harbour Desk"},
		{"the text in another language", q1.Text, "늦었다"},
		{"its status", c1.Status.String(), "disputed"},
		{"the status by a verdict in another language", q1.Status.String(), "sourced"},
		{"all languages", strings.Join(d.Languages(), " "), "en ko"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	want := []claims.Edition{
		{Source: "https://desk.example/ko/ferry", Language: "ko", Anchor: claims.Selector{Exact: "승객 4만1200명"}},
		{Source: "https://desk.example/ferry", Anchor: claims.Selector{Exact: "carried 41,200"}},
	}
	for i, e := range d.Editions("#c1") {
		if *e != want[i] {
			t.Errorf("edition %d: %v, want %v", i, *e, want[i])
		}
	}
	if got := d.Editions("#q1"); len(got) != 1 || got[0].Language != "ko" {
		t.Errorf("the editions of an anchor with a language: %v", got)
	}
}

// A quotation has the words of each article that it is anchored in.
func TestReadEditionsQuotation(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`{"@language": "ko", "@value": "늦었다"}`, `{"@language": "en", "@value": "It is late"}`,
			`hasPart[1].text: a list: must be the words between the quotation marks of anchor.selector.exact, "“늦었다”", ` +
				`in that language (ko): the card shows them as printed`},
		{`"exact": "“늦었다”"`, `"exact": "“이르다”"`,
			`hasPart[1].text: a list: must be the words between the quotation marks of anchor.selector.exact, "“이르다”"`},
	} {
		_, err := records.Read("ferry.json", []byte(strings.Replace(editions, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.new, err, c.want)
		}
	}
}

// Other readers of JSON-LD get the same words with the same languages.
func TestExpandEditions(t *testing.T) {
	found := map[string]int{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if language, ok := v["@language"].(string); ok {
				found[language+" "+v["@value"].(string)]++
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(Expand(t, "https://desk.example/ferry.json", []byte(editions)))
	for _, want := range []string{"ko 승객은 4만1200명", "en It carried 41,200", "ko 틀린 숫자", "ko 하버 데스크", "ko 군청"} {
		if found[want] != 1 {
			t.Errorf("%s: %d times among the words with a language, want once", want, found[want])
		}
	}
}

// The canonical form keeps all languages, and their order.
func TestFormatEditions(t *testing.T) {
	once, err := edit.Format("ferry.json", []byte(strings.NewReplacer(
		`{"@language": "ko", "@value": "늦었다"}`, `{"@value": "늦었다", "@language": "ko"}`).Replace(editions)), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`{"@language": "ko", "@value": "늦었다"}`, `"language": "ko"`} {
		if !strings.Contains(string(once), want) {
			t.Errorf("without %s:\n%s", want, once)
		}
	}
	if twice, err := edit.Format("ferry.json", once, nil); err != nil || string(twice) != string(once) {
		t.Errorf("formatted again (%v):\n%s", err, twice)
	}
	a, err := records.Read("ferry.json", []byte(editions))
	if err != nil {
		t.Fatal(err)
	}
	b, err := records.Read("ferry.json", once)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Records {
		if got, want := b.Wordings(b.Records[i].ID, b.Records[i].Text), a.Wordings(a.Records[i].ID,
			a.Records[i].Text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", a.Records[i].ID, got, want)
		}
	}
	one, err := edit.Singles("ferry.json", []byte(editions))
	if err != nil {
		t.Fatal(err)
	}
	single, err := records.Read("ferry.json", one[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	if by, _ := single.In("ko", "#c1", single.Records[0].Reviews[0].By.Name); by != "하버 데스크" {
		t.Errorf("the reviewer of a single record is %q in Korean", by)
	}
}

// Text of one language is kept as it was: such a dossier has nothing more.
func TestReadOneLanguage(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry)
	for i := range d.Records {
		if r := &d.Records[i]; d.Editions(r.ID) != nil || len(d.Wordings(r.ID, r.Text)) != 1 {
			t.Errorf("%s: %v, %v", r.ID, d.Editions(r.ID), d.Wordings(r.ID, r.Text))
		}
	}
	if got := d.Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("languages %v", got)
	}
}
