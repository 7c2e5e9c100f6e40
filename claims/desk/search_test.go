package desk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/language"
)

// dossierOf returns a dossier with some parts.
func dossierOf(file, language, parts string) string {
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "` + file + `", "version": "1", "inLanguage": "` +
		language + `", "publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number", "Falsch"], "neutralVerdicts": ["Unproven"],
		"hasPart": [` + parts + `]}`
}

// searched is a folder of three dossiers, in several scripts.
func searched(t *testing.T) *Folder {
	return opened(t, map[string]string{
		"ferry.json": dossierOf("ferry.json", "en",
			`{"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers", "author": "Nora Lind",
			  "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The harbour office counted 40,200."}}, "citation": "#s1"},
			 {"@type": "Claim", "@id": "#c02", "status": "draft", "text": "Two ferries carry bicycles"},
			 {"@type": "Quotation", "@id": "#q01", "text": "Café “Müller” was never full", "spokenByCharacter": "Jonas Berg", "citation": "#s1"},
			 {"@type": "Claim", "@id": "#c03", "status": "withdrawn", "correction": "We had the wrong boat.", "text": "The pier was built in 1931"},
			 {"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Traffic on the water", "url": "https://county.example/traffic", "text": "40,200 passengers in all"}`),
		"asia/pier.json": dossierOf("pier.json", "ko",
			`{"@type": "Claim", "@id": "#c01", "text": [{"@language": "ko", "@value": "여객선은 지난해 승객 4만1200명을 태웠다"}, {"@language": "zh", "@value": "渡轮去年运载了四万名乘客"}], "author": "나라 린드"}`),
		"nord.json": dossierOf("nord.json", "ru",
			`{"@type": "Claim", "@id": "#c01", "text": "Паром перевёз 41 200 пассажиров", "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Unproven", "ratingExplanation": "Nobody has counted."}}},
			 {"@type": "Claim", "@id": "#c02", "text": "العبّارة نقلت ركابا"}`),
	})
}

// Words are found in any script, by their beginnings and in other forms, in any text of a record.
func TestSearch(t *testing.T) {
	f := searched(t)
	for _, c := range []struct {
		Search
		want string
	}{
		{Search{Words: "ferry"}, "ferry#c01 ferry#c02"},
		{Search{Words: "FERRIES"}, "ferry#c02 ferry#c01"},
		{Search{Words: "carrying passenger"}, "ferry#c01"},
		{Search{Words: "passengers ferry"}, "ferry#c01"},
		{Search{Words: "pass"}, "ferry#c01 ferry#q01"}, // its source has them, too
		{Search{Words: "assengers"}, ""},
		{Search{Words: "41200"}, "asia/pier#c01 ferry#c01 nord#c01"},
		{Search{Words: "ferry 40,200"}, "ferry#c01"},
		{Search{Words: "ferry bus"}, ""},
		{Search{Words: "muller"}, ""}, // in Swedish and German it is another letter
		{Search{Words: "Cafe\u0301 ‘müller’"}, "ferry#q01"},
		{Search{Words: "counted"}, "ferry#c01 nord#c01"},
		{Search{Words: "traffic water"}, "ferry#c01 ferry#q01"},
		{Search{Words: "1931"}, "ferry#c03"},
		{Search{Words: "여객선"}, "asia/pier#c01"},
		{Search{Words: "渡轮"}, "asia/pier#c01"},
		{Search{Words: "四万名"}, "asia/pier#c01"},
		{Search{Words: "轮渡"}, ""},
		{Search{Words: "客"}, "asia/pier#c01"},
		{Search{Words: "пассажиры"}, "nord#c01"},
		{Search{Words: "العبارة"}, "nord#c02"},
		{Search{Speaker: "lind"}, "ferry#c01"},
		{Search{Speaker: "린드"}, "asia/pier#c01"},
		{Search{Verdict: "unproven"}, "nord#c01"},
		{Search{Source: "county"}, "ferry#c01 ferry#q01"},
		{Search{Source: "county.example"}, "ferry#c01 ferry#q01"},
		{Search{Words: "full", Source: "county", Speaker: "berg"}, "ferry#q01"},
		{Search{Words: "full", Speaker: "lind"}, ""},
		{Search{Dossier: "nord.json"}, "nord#c01 nord#c02"},
		{Search{Words: " “” "}, "asia/pier#c01 ferry#c01 ferry#q01 ferry#c03 ferry#c02 nord#c01 nord#c02"},
	} {
		found := f.Search(c.Search, 0, 10)
		var got []string
		for _, h := range found.Hits {
			got = append(got, strings.TrimSuffix(h.Dossier.Name, ".json")+h.Record.ID)
		}
		if s := strings.Join(got, " "); s != c.want || found.All != len(got) || !found.Whole {
			t.Errorf("%+v: %s, want %s; %+v", c.Search, s, c.want, found)
		}
	}
	if x := f.Search(Search{}, 2, 3); len(x.Hits) != 3 || x.All != 7 || x.Hits[0].Record.ID != "#q01" {
		t.Errorf("the second page: %+v", x)
	}
}

// What was looked for is marked where it stands in the text, on whole words or the characters that were typed.
func TestSearchMarks(t *testing.T) {
	f := searched(t)
	for _, c := range []struct{ words, want string }{
		{"ferries carried", "The [ferry carried] 41,200 passengers"},
		{"pass 41200", "The ferry carried [41,200 passengers]"},
		{"渡轮　四万名", "여객선은 지난해 승객 4만1200명을 태웠다"}, // found in another language
		{"여객선", "[여객선은] 지난해 승객 4만1200명을 태웠다"},
	} {
		x := f.Search(Search{Words: c.words}, 0, 1)
		if len(x.Hits) != 1 {
			t.Errorf("%s: %d hits", c.words, len(x.Hits))
			continue
		}
		text, at := "", 0
		for _, s := range x.Hits[0].Marks {
			text += x.Hits[0].Record.Text[at:s.Start] + "[" + x.Hits[0].Record.Text[s.Start:s.End] + "]"
			at = s.End
		}
		text = strings.ReplaceAll(text+x.Hits[0].Record.Text[at:], "] [", " ")
		if text != c.want {
			t.Errorf("%s: %s", c.words, text)
		}
	}
	q := newSought(Search{Words: "四万名"})
	const zh = "渡轮去年运载了四万名乘客"
	if m := q.marks(zh, language.Of("zh")); len(m) != 1 || zh[m[0].Start:m[0].End] != "四万名" {
		t.Errorf("%v", m)
	}
}

// A file that changes is found by what it says now, and no other file is read or indexed again.
func TestSearchFollows(t *testing.T) {
	f := searched(t)
	kept := map[string]*index{}
	all, _ := f.Dossiers()
	for _, d := range all {
		kept[d.Name] = d.index.of(d.Dossier)
	}
	reads := f.reads
	write(t, filepath.Join(f.dir, "nord.json"), dossierOf("nord.json", "ru", `{"@type": "Claim", "@id": "#c01", "text": "Паром опоздал"}`))
	if err := f.Scan(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Dossier("nord.json"); err != nil {
		t.Fatal(err)
	}
	if a, b := f.Search(Search{Words: "пассажиров"}, 0, 9), f.Search(Search{Words: "опоздал"}, 0, 9); a.All != 0 || b.All != 1 {
		t.Errorf("%+v, %+v", a, b)
	}
	all, _ = f.Dossiers()
	for _, d := range all {
		if same := d.index == kept[d.Name]; same == (d.Name == "nord.json") {
			t.Errorf("%s: the index is the same: %v", d.Name, same)
		}
	}
	if f.reads != reads+1 {
		t.Errorf("%d files were read", f.reads-reads)
	}
}

// Already finds what says the same in other words, tells what is another there, and passes over the record itself.
func TestAlready(t *testing.T) {
	f := opened(t, map[string]string{
		"ferry.json": dossierOf("ferry.json", "en",
			`{"@type": "Claim", "@id": "#c01", "text": "The harbour ferry carried 41,200 passengers last year"},
			 {"@type": "Claim", "@id": "#c02", "text": "The county closed the school in the old town"},
			 {"@type": "Claim", "@id": "#c03", "status": "draft", "text": "The repair of the pier cost the county 310,000 crowns"}`),
		"checks.json": dossierOf("checks.json", "en",
			`{"@type": "Claim", "@id": "#c01", "text": "The harbour ferry carried 38,900 passengers last year"},
			 {"@type": "Claim", "@id": "#c02", "status": "withdrawn", "correction": "We were wrong.", "text": "The harbour ferry carried 41,200 passengers last year"}`),
	})
	answer := func(text, dossier, record string) string {
		var out []string
		for _, s := range f.Already(claims.Statement{Text: text, Language: "en"}, dossier, record, 5) {
			if s.Relation > claims.Related {
				x := strings.TrimSuffix(s.Dossier.Name, ".json") + s.Record.ID + " " + s.Relation.String()
				for _, d := range s.Differences {
					x += fmt.Sprintf(" %s:%s/%s", d.Kind, d.Article, d.Record)
				}
				if s.Draft {
					x += " draft"
				}
				out = append(out, x)
			}
		}
		return strings.Join(out, "; ")
	}
	const said = "Last year the harbour ferry carried 41,200 passengers."
	if got, want := answer(said, "", ""), "ferry#c01 same; checks#c01 differs number:41,200/38,900"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := answer(said, "ferry.json", "#c01"), "checks#c01 differs number:41,200/38,900"; got != want {
		t.Errorf("of the record itself: %s, want %s", got, want)
	}
	if got, want := answer("The repair of the pier cost the county 310,000 crowns.", "", ""), "ferry#c03 same draft"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := answer("The moon is made of cheese.", "", ""); got != "" {
		t.Errorf("got %s", got)
	}
	write(t, filepath.Join(f.dir, "ferry.json"), dossierOf("ferry.json", "en", ""))
	if _, err := f.Dossier("ferry.json"); err != nil {
		t.Fatal(err)
	}
	if got, want := answer(said, "", ""), "checks#c01 differs number:41,200/38,900"; got != want {
		t.Errorf("after it was taken out: %s, want %s", got, want)
	}
}
