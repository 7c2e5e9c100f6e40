package edit_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// Each short form, and what it is spelled out to.
func TestFormatShortForms(t *testing.T) {
	const report = `{"@type": "Report", "@id": "#s1", "publisher": {"@type": "Organization", "name": "County office"}, "datePublished": "2022-01-14", "text": "40,200"}`
	for _, c := range []struct{ short, want string }{
		{`{"@type": "Report", "@id": "#s1", "publisher": "County office", "date": "2022-01-14", "excerpt": "40,200"}`,
			report},
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
		got, err := edit.Format("ferry.json", []byte(recordstest.Frame(c.short)), nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := edit.Format("ferry.json", []byte(recordstest.Frame(c.want)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s\nis spelled out as\n%s\nwant\n%s", c.short, got, want)
		}
		// What is wanted is what it says: it is read, as the short form is, and is canonical but for layout.
		if !recordstest.Equal(recordstest.Decoded(t, want), recordstest.Decoded(t,
			[]byte(strings.Replace(recordstest.Frame(c.want), `"The Harbour Desk"`,
				`{"@type": "Organization", "name": "The Harbour Desk"}`, 1)))) {
			t.Errorf("%s\nis formatted as\n%s", c.want, want)
		}
		short, err := records.Read("ferry.json", []byte(recordstest.Frame(c.short)))
		if err != nil {
			t.Fatalf("%s:\n%v", c.short, err)
		}
		if long, err := records.Read("ferry.json", want); err != nil || !reflect.DeepEqual(short, long) {
			t.Errorf("%s\nis read as\n%+v\nwant\n%+v, %v", c.short, short, long, err)
		}
	}
}

// Members that we do not know stay, in their order, behind those that we do; numbers keep their spelling.
func TestFormatKeepsWhatItDoesNotKnow(t *testing.T) {
	in := recordstest.Frame(`{"zebra": {"b": 1.50e+2, "a": [], "date": "x", "long": "so that the object as a whole is longer than a line"}, "@id": "#s1", "ape": null, "publisher": {"x-y": 1, "name": "County office"}, "@type": "Report"}`)
	want := `
    {
      "@type": "Report",
      "@id": "#s1",
      "publisher": {"name": "County office", "x-y": 1},
      "zebra": {"b": 1.50e+2, "a": [], "date": "x", "long": "so that the object as a whole is longer than a line"},
      "ape": null
    }`
	got, err := edit.Format("ferry.json", []byte(in), nil)
	if err != nil || !strings.Contains(string(got), want) {
		t.Errorf("got %s, %v\nwant %s in it", got, err, want)
	}
	if _, err := edit.Format("ferry.json", []byte(`{"a": 1,}`), nil); err == nil ||
		err.Error() != "ferry.json: line 1, column 8: a comma before the closing }: delete it" {
		t.Errorf("got %v", err)
	}
}

// With the article at hand, a bare quote gets its surroundings; one that stands there twice does not.
func TestFormatWithArticle(t *testing.T) {
	article := claims.Plain("The ferry carried 41,200 passengers. It is late. It is late.")
	in := recordstest.Frame(`{"quote": "carried 41,200 passengers", "verdict": "Wrong number"}, {"quote": "It is late", "verdict": "Right"}`)
	got, err := edit.Format("ferry.json", []byte(in), article)
	if err != nil {
		t.Fatal(err)
	}
	again, err := edit.Format("ferry.json", got, article)
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
	for name, data := range recordstest.Shipped(t) {
		got, err := edit.Format(name, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if name == "samarkand-2022.json" && !bytes.Equal(got, data) {
			t.Errorf("%s is not canonical", name)
		}
		Same(t, name, data, got)
	}
}

// Same holds that two files say the same, and that the second is canonical.
func Same(t testing.TB, name string, before, after []byte) {
	t.Helper()
	if again, err := edit.Format(name, after, nil); err != nil || !bytes.Equal(again, after) {
		t.Errorf("%s: formatting twice is not formatting once, %v:\n%s\n%s", name, err, after, again)
	}
	a, errA := records.Read(name, before)
	b, errB := records.Read(name, after)
	if (errA == nil) != (errB == nil) || !reflect.DeepEqual(a, b) {
		t.Errorf("%s: formatted it says something else: %v, %v\n%s", name, errA, errB, after)
	}
}

func FuzzFormat(f *testing.F) {
	f.Add(recordstest.Ferry)
	f.Add(recordstest.Frame(`{"@type": "Claim", "@id": "#a", "text": "b", "author": {"@id": "#p", "name": "c", "knows": {"@id": "#p"}}}, {"@type": "Claim", "@id": "#d", "text": "e", "author": {"@id": "#p"}}`))
	f.Add(recordstest.Frame(`{"quote": "“a”", "verdict": "b", "publisher": "c", "url": "https://d.example", "date": "2022", "excerpt": "e"}, {"@type": "Quotation", "quote": "“a”", "excerpt": "e"}`))
	f.Add(`{"hasPart": {"review": [{"verdict": 1}], "citation": ["#a"], "anchor": {"selector": {"exact": "a"}}}, "publisher": "", "about": {"date": 1}}`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := edit.Format("fuzz.json", []byte(s), nil)
		if err != nil {
			return
		}
		Same(t, "fuzz.json", []byte(s), got)
		if d, err := records.Read("fuzz.json", got); err == nil {
			singles, err := edit.Singles("fuzz.json", got)
			if err != nil || len(singles) != len(d.Records) {
				t.Fatalf("%d of %d records, %v", len(singles), len(d.Records), err)
			}
			for _, one := range singles {
				if _, err := records.Read("fuzz.json", one.Data); err != nil {
					t.Errorf("%v in\n%s", err, one.Data)
				}
			}
		}
	})
}
