package records_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

// frame is a dossier around some parts.
func frame(parts string) string {
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"], "hasPart": [` + parts + `]}`
}

// Each short form, and what it is spelled out to.
func TestFormatShortForms(t *testing.T) {
	const report = `{"@type": "Report", "@id": "#s1", "publisher": {"@type": "Organization", "name": "County office"}, "datePublished": "2022-01-14", "text": "40,200"}`
	for _, c := range []struct{ short, want string }{
		{`{"@type": "Report", "@id": "#s1", "publisher": "County office", "date": "2022-01-14", "excerpt": "40,200"}`, report},
		{
			`{"@type": "Claim", "@id": "#c1", "quote": "It carried 41,200", "verdict": "Wrong number", "date": "2022-02-08", "citation": "#s1"}, ` + report,
			`{"@type": "Claim", "@id": "#c1", "text": "It carried 41,200", "datePublished": "2022-02-08",
			  "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "It carried 41,200"}},
			  "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number"}}, "citation": {"@id": "#s1"}}, ` + report,
		},
		{
			`{"quote": "It carried 41,200", "publisher": "County office", "url": "https://county.example/ferry", "date": "2022-01-14", "excerpt": "40,200", "verdict": "Wrong number"}`,
			`{"@type": "Claim", "@id": "#c01", "text": "It carried 41,200",
			  "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "It carried 41,200"}},
			  "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number"}}, "citation": [{"@id": "#c01s"}]},
			 {"@type": "CreativeWork", "@id": "#c01s", "publisher": {"@type": "Organization", "name": "County office"}, "url": "https://county.example/ferry", "datePublished": "2022-01-14", "text": "40,200"}`,
		},
		{
			`{"@type": "Quotation", "@id": "#q1", "quote": "“No empty boats,”", "spokenByCharacter": "Harbour master", "audience": "the council", "locationCreated": "Town hall",
			  "publisher": "Town council", "date": "2022-02-10", "excerpt": "No half-empty boats.", "verdict": "Wrong number"}`,
			`{"@type": "Quotation", "@id": "#q1", "text": "No empty boats,", "spokenByCharacter": "Harbour master", "audience": {"@type": "Audience", "name": "the council"},
			  "locationCreated": {"@type": "Place", "name": "Town hall"},
			  "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "“No empty boats,”"}},
			  "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number"}},
			  "isBasedOn": [{"@type": "Quotation", "text": "No half-empty boats.", "isPartOf": {"@id": "#q1s"}}]},
			 {"@type": "CreativeWork", "@id": "#q1s", "publisher": {"@type": "Organization", "name": "Town council"}, "datePublished": "2022-02-10", "text": "No half-empty boats."}`,
		},
		{
			`{"@type": "Claim", "@id": "#c1", "text": "It carried 41,200", "review": [{"verdict": "Wrong number", "date": "2022-02-11", "author": "The County Desk"}]}`,
			`{"@type": "Claim", "@id": "#c1", "text": "It carried 41,200", "review": [{"datePublished": "2022-02-11", "author": "The County Desk",
			  "reviewRating": {"@type": "Rating", "alternateName": "Wrong number"}}]}`,
		},
	} {
		got, err := records.Format("ferry.json", []byte(frame(c.short)), nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := records.Format("ferry.json", []byte(frame(c.want)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s\nis spelled out as\n%s\nwant\n%s", c.short, got, want)
		}
		// What is wanted is what it says: it is read, as the short form is, and is canonical but for layout.
		if !equal(decoded(t, want), decoded(t, []byte(strings.Replace(frame(c.want), `"The Harbour Desk"`, `{"@type": "Organization", "name": "The Harbour Desk"}`, 1)))) {
			t.Errorf("%s\nis formatted as\n%s", c.want, want)
		}
		short, err := records.Read("ferry.json", []byte(frame(c.short)))
		if err != nil {
			t.Fatalf("%s:\n%v", c.short, err)
		}
		if long, err := records.Read("ferry.json", want); err != nil || !reflect.DeepEqual(short, long) {
			t.Errorf("%s\nis read as\n%+v\nwant\n%+v, %v", c.short, short, long, err)
		}
	}
}

// Messages lead to what the author wrote.
func TestReadShortForms(t *testing.T) {
	const source = `"publisher": "County office", "url": "https://county.example/ferry", "date": "2022-01-14", "excerpt": "40,200"`
	for _, c := range []struct{ part, want string }{
		{`{"quote": "It carried 41,200", "verdict": "wrong number", ` + source + `}`, `ferry.json: hasPart[0].verdict: "wrong number": must be "Wrong number", as negativeVerdicts spells it`},
		{`{"quote": "", "verdict": "Wrong number", ` + source + `}`, `hasPart[0].quote: "": must be the words of the article`},
		{`{"verdict": "Wrong number", ` + source + `}`, `hasPart[0].text: missing: add the claim in plain words`},
		{`{"quote": "It carried 41,200", "url": "javascript:alert(1)", "excerpt": "40,200", "publisher": "County office"}`, `hasPart[0].url: "javascript:alert(1)": must be an address`},
		{`{"quote": "It carried 41,200", "date": "14.1.2022", "excerpt": "40,200", "publisher": "County office"}`, `hasPart[0].date: "14.1.2022": must be a date`},
		{`{"quote": "It carried 41,200", "excerpt": "40,200"}`, `hasPart[0].publisher: missing: add the publisher of the source`},
		{`{"@type": "Report", "@id": "#s1", "publisher": "", "excerpt": "40,200"}`, `hasPart[0].publisher: "": must be a name`},
		{`{"@type": "Report", "@id": "#s1", "publisher": "County office", "exerpt": "40,200"}`, `hasPart[0].exerpt: unknown name: did you mean excerpt?`},
		{`{"@type": "Report", "@id": "#s1", "publisher": "County office", "text": "40,200", "excerpt": "40,200"}`, `hasPart[0].excerpt: this object has both the short form and the full form: keep one of the two`},
		{`{"@type": "Claim", "@id": "#c1", "text": "It carried 41,200", "verdict": "Wrong number", "review": []}`, `hasPart[0].verdict: this object has both the short form and the full form`},
	} {
		_, err := records.Read("ferry.json", []byte(frame(c.part)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "ferry.json: ") {
			t.Errorf("%s:\n got %v\nwant %s", c.part, err, c.want)
		}
	}
}

// Members that we do not know stay, in their order, behind those that we do; numbers keep their spelling.
func TestFormatKeepsWhatItDoesNotKnow(t *testing.T) {
	in := frame(`{"zebra": {"b": 1.50e+2, "a": [], "date": "x", "long": "so that the object as a whole is longer than a line"}, "@id": "#s1", "ape": null, "publisher": {"x-y": 1, "name": "County office"}, "@type": "Report"}`)
	want := `
    {
      "@type": "Report",
      "@id": "#s1",
      "publisher": {"name": "County office", "x-y": 1},
      "zebra": {"b": 1.50e+2, "a": [], "date": "x", "long": "so that the object as a whole is longer than a line"},
      "ape": null
    }`
	got, err := records.Format("ferry.json", []byte(in), nil)
	if err != nil || !strings.Contains(string(got), want) {
		t.Errorf("got %s, %v\nwant %s in it", got, err, want)
	}
	if _, err := records.Format("ferry.json", []byte(`{"a": 1,}`), nil); err == nil || err.Error() != "ferry.json: line 1, column 8: a comma before the closing }: delete it" {
		t.Errorf("got %v", err)
	}
}

// With the article at hand, a bare quote gets its surroundings; one that stands there twice does not.
func TestFormatWithArticle(t *testing.T) {
	article := claims.Plain("The ferry carried 41,200 passengers. It is late. It is late.")
	in := frame(`{"quote": "carried 41,200 passengers", "verdict": "Wrong number"}, {"quote": "It is late", "verdict": "Right"}`)
	got, err := records.Format("ferry.json", []byte(in), article)
	if err != nil {
		t.Fatal(err)
	}
	again, err := records.Format("ferry.json", got, article)
	if err != nil || !bytes.Equal(got, again) {
		t.Errorf("formatting twice: %v\n%s\n%s", err, got, again)
	}
	d, err := records.Read("ferry.json", got)
	if err != nil {
		t.Fatal(err)
	}
	if s := d.Records[0].Anchor; s.Prefix == "" || s.Suffix == "" || s.Exact != "carried 41,200 passengers" {
		t.Errorf("got %+v", s)
	}
	if s := d.Records[1].Anchor; s.Prefix+s.Suffix != "" {
		t.Errorf("words that stand there twice got %+v", s)
	}
}

// The dossiers that we ship mean the same when they are formatted; ours is canonical.
func TestFormatShipped(t *testing.T) {
	for name, data := range shipped(t) {
		got, err := records.Format(name, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if name == "samarkand-2022.json" && !bytes.Equal(got, data) {
			t.Errorf("%s is not canonical", name)
		}
		same(t, name, data, got)
	}
}

// same holds that two files say the same, and that the second is canonical.
func same(t testing.TB, name string, before, after []byte) {
	t.Helper()
	if again, err := records.Format(name, after, nil); err != nil || !bytes.Equal(again, after) {
		t.Errorf("%s: formatting twice is not formatting once, %v:\n%s\n%s", name, err, after, again)
	}
	a, errA := records.Read(name, before)
	b, errB := records.Read(name, after)
	if (errA == nil) != (errB == nil) || !reflect.DeepEqual(a, b) {
		t.Errorf("%s: formatted it says something else: %v, %v\n%s", name, errA, errB, after)
	}
}

func FuzzFormat(f *testing.F) {
	f.Add(ferry)
	f.Add(frame(`{"@type": "Claim", "@id": "#a", "text": "b", "author": {"@id": "#p", "name": "c", "knows": {"@id": "#p"}}}, {"@type": "Claim", "@id": "#d", "text": "e", "author": {"@id": "#p"}}`))
	f.Add(frame(`{"quote": "“a”", "verdict": "b", "publisher": "c", "url": "https://d.example", "date": "2022", "excerpt": "e"}, {"@type": "Quotation", "quote": "“a”", "excerpt": "e"}`))
	f.Add(`{"hasPart": {"review": [{"verdict": 1}], "citation": ["#a"], "anchor": {"selector": {"exact": "a"}}}, "publisher": "", "about": {"date": 1}}`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := records.Format("fuzz.json", []byte(s), nil)
		if err != nil {
			return
		}
		same(t, "fuzz.json", []byte(s), got)
		if d, err := records.Read("fuzz.json", got); err == nil {
			for _, r := range d.Records {
				if one, err := records.Only("fuzz.json", got, r.ID); err != nil {
					t.Error(err)
				} else if _, err := records.Read("fuzz.json", one); err != nil {
					t.Errorf("%v in\n%s", err, one)
				}
			}
		}
	})
}

// One record of a dossier is a dossier that says the same of it.
// TestSingles wants each record of a dossier to be what Only has of it, and drafts to be left out.
func TestSingles(t *testing.T) {
	data := strings.Replace(ferry, `"hasPart": [`, `"hasPart": [{"@type": "Claim", "@id": "#draft", "status": "draft", "text": "Not yet"},`, 1)
	singles, err := records.Singles("ferry.json", []byte(data))
	if err != nil || len(singles) == 0 {
		t.Fatal(err)
	}
	whole, err := records.Read("ferry.json", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range singles {
		if bytes.ContainsRune(s.Data, '\n') {
			t.Errorf("%s is on several lines", s.ID)
		}
		one, err := records.Read("ferry.json", s.Data)
		if err != nil {
			t.Fatal(err)
		}
		if len(one.Records) != 1 || len(one.Drafts) > 0 || !reflect.DeepEqual(one.Records[0], whole.Records[i]) {
			t.Errorf("%s by itself is %+v, want %+v", s.ID, one.Records, whole.Records[i])
		}
	}
	if len(singles) != len(whole.Records) {
		t.Errorf("%d of %d records", len(singles), len(whole.Records))
	}
}

func TestOnly(t *testing.T) {
	for name, data := range shipped(t) {
		d, err := records.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Records {
			want := d.Records[i]
			one, err := records.Only(name, data, want.ID)
			if err != nil {
				t.Fatal(err)
			}
			got, err := records.Read(name, one)
			if err != nil {
				t.Fatalf("%s%s: %v", name, want.ID, err)
			}
			if len(got.Records) != 1 || !reflect.DeepEqual(got.Records[0], want) || got.Publisher != d.Publisher {
				t.Errorf("%s%s is\n%+v\nwant\n%+v", name, want.ID, got.Records, want)
			}
			for _, s := range got.Sources {
				if !bytes.Contains(data, []byte(s.ID)) || !cites(&want, s.ID) {
					t.Errorf("%s%s does not cite %s", name, want.ID, s.ID)
				}
			}
		}
	}
	for _, id := range []string{"#s1", "#nobody", ""} {
		if _, err := records.Only("ferry.json", []byte(ferry), id); err == nil || !strings.HasPrefix(err.Error(), "ferry.json: no record ") {
			t.Errorf("%q: %v", id, err)
		}
	}
	draft := strings.Replace(ferry, `"@id": "#c1"`, `"@id": "#c1", "status": "draft"`, 1)
	if _, err := records.Only("ferry.json", []byte(draft), "#c1"); err == nil {
		t.Error("a draft is handed out")
	}
	// A person described in one record and named in another goes with it.
	named := strings.NewReplacer(`"name": "Harbour master"`, `"@id": "#hm", "name": "Harbour master"`, `"spokenByCharacter": "Harbour master"`, `"spokenByCharacter": {"@id": "#hm"}`).Replace(ferry)
	one, err := records.Only("ferry.json", []byte(named), "#q1")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := records.Read("ferry.json", one); err != nil || d.Records[0].Speaker.Name != "Harbour master" {
		t.Errorf("%v in\n%s", err, one)
	}
}

func cites(r *claims.Record, id string) bool {
	for _, c := range r.Citations {
		if c.Source.ID == id {
			return true
		}
	}
	for _, v := range r.Versions {
		if v.Source.ID == id {
			return true
		}
	}
	return false
}

// What is handed out has neither drafts nor what only they cite; the rest is what it was.
func TestReleased(t *testing.T) {
	for name, data := range shipped(t) {
		got, err := records.Released(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if want, err := records.Format(name, data, nil); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s has no drafts and is another", name)
		}
	}
	draft := strings.NewReplacer(`"@id": "#c1"`, `"@id": "#c1", "status": "draft"`, `"name": "Harbour master"`, `"@id": "#hm", "name": "Harbour master"`,
		`"spokenByCharacter": "Harbour master"`, `"spokenByCharacter": {"@id": "#hm"}`).Replace(ferry)
	got, err := records.Released("ferry.json", []byte(draft))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"draft", "41,200", "#s1", "County office"} {
		if bytes.Contains(got, []byte(word)) {
			t.Errorf("%s, of the draft, is in\n%s", word, got)
		}
	}
	d, err := records.Read("ferry.json", got)
	if err != nil {
		t.Fatal(err)
	}
	if want := read(t, ferry).Records[1]; len(d.Records) != 1 || d.Records[0].Text != want.Text || d.Records[0].Speaker.Name != "Harbour master" || !cites(&d.Records[0], "#s2") {
		t.Errorf("got %+v", d.Records)
	}
	// A source that a draft and a record cite stays.
	both := strings.Replace(strings.Replace(ferry, `"@id": "#c1"`, `"@id": "#c1", "status": "draft"`, 1), `"citation": "#s1"`, `"citation": "#s2"`, 1)
	if got, err := records.Released("ferry.json", []byte(both)); err != nil || !bytes.Contains(got, []byte(`"@id": "#s2",`)) {
		t.Errorf("%v in\n%s", err, got)
	}
}
