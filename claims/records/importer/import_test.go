package importer_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/internal/recordstest"
)

// imported is a dossier with the given data added, and the notes.
func imported(t testing.TB, into string, data ...[]byte) (*claims.Dossier, []string) {
	t.Helper()
	out, notes, err := importer.Import("ferry.json", []byte(into), data...)
	if err != nil {
		t.Fatalf("%v, %q", err, notes)
	}
	d, err := records.Read("ferry.json", out)
	if err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	return d, notes
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// said is what a draft says, one line for it and for each of its reviews and sources.
func said(d *claims.Dossier) []string {
	var out []string
	for i := range d.Drafts {
		r := &d.Drafts[i]
		out = append(out, r.Kind.String()+": "+strings.Join([]string{r.Text, r.Speaker.Name, r.When, r.Anchor.Exact},
			" | "))
		for _, v := range r.Reviews {
			out = append(out, "  "+strings.Join([]string{v.Rating, v.Why, v.By.Name, v.Date, v.URL, v.Scale.Value},
				" | "))
		}
		for _, c := range r.Citations {
			out = append(out, "  from "+strings.Join([]string{c.Source.Publisher.Name, c.Source.Title, c.Source.URL,
				c.Source.Published, c.Excerpt.Text}, " | "))
		}
	}
	return out
}

// Each form, with the dirt that it comes with: what is made of it, and what is told.
func TestImport(t *testing.T) {
	for _, c := range []struct {
		file        string
		want, notes []string
	}{
		{"claim-search.json", []string{
			"claim: The ferry carried 41,200 passengers | Harbour master | 2022-02-08T00:00:00Z | ",
			"  Wrong number |  | The Harbour Desk | 2022-02-11T00:00:00Z | https://desk.example/7 | ",
			"  Half true |  | county-desk.example |  | https://county-desk.example/ferry | ",
			"claim: It is late |  |  | ",
		}, []string{
			`claims[1].claimReview[0].reviewDate: "3/4/2022" is not a clear date: left out`,
			`claims[1].claimReview[0].url: "javascript:alert(1)" is not an http or https address: left out`,
			`claims[1].claimReview[0]: no verdict: only the claim is imported`,
		}},
		{"page.jsonld", []string{
			`claim: The ferry’s "record" year: 41,200 passengers | Harbour master | 2022-02-08 | `,
			"  It's not so |  | The County Desk | 2022-02-11 | https://county-desk.example/ferry | 2",
			"  from  | county.example | https://county.example/ferry |  | ",
			"  from Town council | Minutes |  |  | ",
		}, []string{
			`has small mistakes of form: repaired`,
			`claimReviewed: HTML or invisible characters removed from "The ferry&#8217;s &quot;record&quot; year:\n 41,200 <b>passen"…`,
			`citation[1].datePublished: "soon" is not a clear date: left out`,
		}},
		{"feed.json", []string{
			"claim: The ferry is blue | A reader |  | ",
			"  1/5 |  | The County Desk |  | https://county-desk.example/blue | 1",
		}, []string{
			`dataFeedElement[0].item[0].reviewRating: the verdict is a number without words`,
			`dataFeedElement[2].item[0]: no verdict: only the claim is imported`,
			`dataFeedElement[2].item[0]: it does not say what is claimed: left out`,
		}},
		{"hypothesis.json", []string{
			"claim: carried 41,200 passengers |  |  | carried 41,200 passengers",
			"quote: We cannot run empty boats, |  |  | “We cannot run empty boats,”",
		}, []string{
			`rows[0]: has the tags "check", which a check does not keep: left out`,
			`rows[2]: quotes no words of the article: left out`,
		}},
		{"sheet.csv", []string{
			`claim: The ferry carried "41,200" passengers |  |  | The ferry carried "41,200" passengers`,
			"  Wrong number |  |  |  |  | ",
			"  from County office |  | https://county.example/ferry | 2022-01-14 | 40,200 passengers",
			"claim: It is late |  |  | It is late",
		}, []string{
			`unknown column "shelf mark": left out`,
			`line 4: it does not say what is claimed: left out`,
		}},
	} {
		d, notes := imported(t, recordstest.Frame(""), file(t, c.file))
		if got := said(d); !slices.Equal(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.file, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if !slices.Equal(notes, c.notes) {
			t.Errorf("%s: notes\n%s\nwant\n%s", c.file, strings.Join(notes, "\n"), strings.Join(c.notes, "\n"))
		}
		if len(d.Records) != 0 {
			t.Errorf("%s: %d records that nobody released", c.file, len(d.Records))
		}
	}
}

// What an annotation says besides is not lost, and its place is kept.
func TestImportAnnotation(t *testing.T) {
	out, _, err := importer.Import("ferry.json", []byte(recordstest.Frame("")), file(t, "hypothesis.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"description": "Is this the number of the county?"`, `"creator": "reader"`,
		`"dateModified": "2022-02-12T09:05:00.437180+00:00"`, `"start": 13, "end": 38`, `"prefix": "The ferry "`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
}

// An import leaves what is there, takes no id that is taken, and does nothing when it is done again.
func TestImportAgain(t *testing.T) {
	all := [][]byte{file(t, "claim-search.json"), file(t, "page.jsonld"), file(t, "feed.json"),
		file(t, "hypothesis.json"), file(t, "sheet.csv")}
	once, _, err := importer.Import("ferry.json", []byte(recordstest.Ferry), all...)
	if err != nil {
		t.Fatal(err)
	}
	before := recordstest.Read(t, recordstest.Ferry)
	after, err := records.Read("ferry.json", once)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(before.Records, after.Records) || !reflect.DeepEqual(before.Sources,
		after.Sources[:len(before.Sources)]) {
		t.Errorf("what was there is\n%+v\nwas\n%+v", after.Records, before.Records)
	}
	for _, data := range all {
		if out, notes, err := importer.Import("ferry.json", once, data); err == nil {
			t.Errorf("something was added once more: %q\n%s", notes, out)
		}
	}
	// Another checker's review of a claim that is there is news.
	d, _ := imported(t, recordstest.Ferry,
		[]byte(strings.NewReplacer("https://desk.example/7",
			"https://other.example/7").Replace(string(file(t, "claim-search.json")))))
	if len(d.Drafts) == 0 || d.Drafts[0].Text != d.Records[0].Text {
		t.Errorf("got %v", said(d))
	}
}

// Somebody else's verdict stays in their words, however near they are to ours.
func TestImportVerdicts(t *testing.T) {
	d, _ := imported(t, recordstest.Frame(""),
		[]byte(`{"@type": "ClaimReview", "claimReviewed": "x y z", "url": "https://a.example/", "reviewRating": {"alternateName": "wrong number"}}`))
	if v := d.Drafts[0].Reviews[0]; v.Rating != "wrong number" || v.By.Name != "a.example" ||
		v.Class != claims.Unclassified {
		t.Errorf("got %+v", v)
	}
}

func TestImportNothing(t *testing.T) {
	for _, data := range []string{"", "nothing", "{}", "[1, 2", `{"@type": "NewsArticle"}`, "a,b\n1,2", "<html>"} {
		if out, _, err := importer.Import("ferry.json", []byte(recordstest.Frame("")), []byte(data)); err == nil ||
			out != nil || !strings.HasPrefix(err.Error(), "ferry.json: nothing to import") {
			t.Errorf("%q: %v, %s", data, err, out)
		}
	}
	if _, _, err := importer.Import("ferry.json", []byte("{}"), file(t, "feed.json")); err == nil {
		t.Error("something was added to what is no dossier")
	}
}

// TestRoundTrips exports the dossiers that we ship and imports them again: words, sources, verdicts, dates
// and anchors are those they were, as far as the form has them.
func TestRoundTrips(t *testing.T) {
	came := map[string]int{}
	for name, data := range recordstest.Shipped(t) {
		d, err := records.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if d.About.URL == "" {
			d.About.URL = "https://desk.example/story"
		}
		article := recordstest.Article(d)
		report := claims.New(d).Check(article)
		for form, c := range map[string]struct {
			data []byte
			all  bool // every record is in it, not only those with a ClaimReview
			same func(before, after *claims.Record) bool
		}{
			"CSV": {export.CSV(d), true, func(a, b *claims.Record) bool {
				return a.Kind == b.Kind && sameAnchor(a, b) && a.When == b.When && sameReviews(a, b) &&
					slices.Equal(passages(a), passages(b))
			}},
			"Feed": {export.Feed(d), false, func(a, b *claims.Record) bool {
				return a.When == b.When && a.Where == b.Where && sameReviews(a, b) && slices.Equal(cited(a), cited(b))
			}},
			"Markup": {export.Markup(d.About.URL, d), false, func(a, b *claims.Record) bool {
				return a.When == b.When && a.Where == b.Where && sameReviews(a, b) && slices.Equal(cited(a), cited(b))
			}},
			"Annotations": {export.Annotations(d.About.URL, report), true, func(a, b *claims.Record) bool {
				return a.Anchor.Exact == b.Anchor.Exact && (len(a.Reviews) == 0 ||
					a.Reviews[0].Rating == b.Reviews[0].Rating)
			}},
		} {
			after := map[string]*claims.Record{}
			if c.all || strings.Contains(string(c.data), "ClaimReview") {
				back, _ := imported(t, recordstest.Frame(""), c.data)
				for i := range back.Drafts {
					after[words(&back.Drafts[i])] = &back.Drafts[i]
				}
			}
			n := 0
			for i := range d.Records {
				a := &d.Records[i]
				b := after[words(a)]
				if b == nil {
					if c.all && a.Status != claims.Withdrawn && form != "Annotations" {
						t.Errorf("%s: %s of %s is gone", form, a.ID, name)
					}
					continue
				}
				if n++; !c.same(a, b) {
					t.Errorf("%s: %s of %s was\n%+v\n%q\nis\n%+v\n%q", form, a.ID, name, *a, passages(a), *b,
						passages(b))
				}
			}
			if form == "Annotations" && n != len(report.Items) {
				t.Errorf("%s of %s: %d records of %d", form, name, n, len(report.Items))
			}
			came[form] += n
			if n != len(after) {
				t.Errorf("%s of %s: %d records came back, %d of them known", form, name, len(after), n)
			}
		}
	}
	for _, form := range []string{"CSV", "Feed", "Markup", "Annotations"} {
		if came[form] < 20 {
			t.Errorf("%d records came back from %s only", came[form], form)
		}
	}
}

func words(r *claims.Record) string { return strings.Join(strings.Fields(r.Text), " ") }

func sameAnchor(a, b *claims.Record) bool { return a.Anchor == b.Anchor }

func sameReviews(a, b *claims.Record) bool {
	return slices.EqualFunc(a.Reviews, b.Reviews, func(x, y claims.Review) bool {
		return x.Rating == y.Rating && x.Why == y.Why && x.Fact == y.Fact && x.Date == y.Date && x.Scale == y.Scale
	})
}

// cited is the sources of a record, each once.
func cited(r *claims.Record) []string {
	var out []string
	for _, c := range r.Citations {
		s := strings.Join([]string{c.Source.Publisher.Name, c.Source.Title, c.Source.URL, c.Source.Archived,
			c.Source.Published}, " | ")
		if c.Source.Publisher.Name != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// passages is all that a record takes from its sources.
func passages(r *claims.Record) []string {
	var out []string
	add := func(s *claims.Source, text string) {
		out = append(out, strings.Join([]string{s.Publisher.Name, s.Title, s.URL, s.Archived, s.Published,
			string(s.Evidence), strings.Join(strings.Fields(text), " ")}, " | "))
	}
	for _, v := range r.Versions {
		add(v.Source, v.Text)
	}
	for _, c := range r.Citations {
		add(c.Source, c.Excerpt.Text)
	}
	return out
}

// FuzzImport: whatever comes, the result is a dossier or there is none.
func FuzzImport(f *testing.F) {
	for _, name := range []string{"claim-search.json", "page.jsonld", "feed.json", "hypothesis.json", "sheet.csv"} {
		f.Add(file(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, notes, err := importer.Import("ferry.json", []byte(recordstest.Ferry), data)
		if (out == nil) == (err == nil) {
			t.Fatalf("%s, %v", out, err)
		}
		if err != nil && !strings.Contains(err.Error(), "nothing to import") {
			t.Errorf("%v, %q", err, notes)
		}
	})
}

// BenchmarkImport is a table of a newsroom's whole archive; the cost of a line does not grow with their number.
func BenchmarkImport(b *testing.B) {
	const lines = 5000
	var s strings.Builder
	s.WriteString("quote,verdict,publisher,url\n")
	for n := range lines {
		fmt.Fprintf(&s, "Ferry number %d carried 41,200 passengers,Wrong number,County "+
			"office,https://county.example/ferry/%d\n", n, n)
	}
	table := []byte(s.String())
	for b.Loop() {
		if _, _, err := importer.Import("ferry.json", []byte(recordstest.Frame("")), table); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/lines, "µs/line")
}
