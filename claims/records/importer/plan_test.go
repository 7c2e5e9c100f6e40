package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/internal/recordstest"
)

// told is what a plan says of each item.
func told(p *importer.Plan) (out []string) {
	for _, x := range p.Items {
		s := x.Where + ": " + x.Left.String()
		if x.Of != "" {
			s += " (" + x.Of + ")"
		}
		if x.Draft != nil {
			s += ": " + x.Draft.Text
		}
		out = append(out, s)
	}
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A plan says of each row what becomes of it, and why; a column can be something else, and a row be left out or taken all
// the same. It is taken over as it was shown.
func TestPlan(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry)
	other := recordstest.Read(t, recordstest.Ferry)
	other.File, other.Records = "bridge.json", []claims.Record{{ID: "#b1", Text: "The bridge is closed"}}
	d.Drafts = nil
	table := "Behauptung\tWer\tUrteil\tQuelle\tOrt\n" +
		d.Records[0].Text + "\t" + d.Records[0].Speaker.Name + "\tFalsch\thttps://county.example/1\tKai\n" +
		"The bridge is closed\tCounty\tFalsch\thttps://county.example/2\tKai\n" +
		"The fare is to rise\tCounty\tFalsch\thttps://county.example/3\tAmt\n" +
		"The fare is to rise\tCounty\tFalsch\thttps://county.example/4\tAmt\n" +
		"\t\tFalsch\t\t\n" +
		"The fare is to rise\tCounty\tWahr\thttps://county.example/5\tAmt\n"
	p, err := importer.Read([]byte(table), importer.Options{Into: d, Folder: []*claims.Dossier{other}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"line 2: is in the dossier already (" + d.Records[0].ID + ")", "line 3: is in another dossier (bridge.json#b1)",
		"line 4: a draft: The fare is to rise", "line 5: adds to a draft (line 4)", "line 6: does not say what is claimed",
		"line 7: a draft: The fare is to rise"}
	same(t, "first", told(p), want)
	if n := len(p.Items[2].Draft.Citations); n != 2 || p.Drafts != 2 || p.Kind != importer.Text {
		t.Errorf("%d sources, %d drafts, %s", n, p.Drafts, p.Kind)
	}
	if n := p.OfLine(p.Items[3]); n != 4 || p.Items[5].Line != 7 {
		t.Errorf("it adds to line %d", n)
	}
	c := p.Columns[4]
	if c.Name != "Ort" || c.Letter != "E" || c.Meaning != importer.None || c.Why != importer.Unknown || !slices.Equal(c.Examples, []string{"Kai", "Amt"}) {
		t.Errorf("%+v", c)
	}
	if !slices.Contains(p.Notes, `unknown column "ort": left out`) {
		t.Errorf("%q", p.Notes)
	}
	for _, err := range []error{p.Take(1, true), p.Take(5, false), p.Set(4, importer.Tags), p.SetNamed("ort", "Notizen"), p.SetNamed("D", "url")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want[1], want[5] = "line 3: a draft: The bridge is closed", "line 7: switched off"
	same(t, "changed", told(p), want)
	out, _, err := p.Apply("ferry.json", []byte(recordstest.Ferry))
	if err != nil {
		t.Fatal(err)
	}
	back, err := records.Read("ferry.json", out)
	if err != nil {
		t.Fatal(err)
	}
	got := said(back)
	if !slices.Contains(got, "claim: The bridge is closed | County |  | ") || slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "Wahr") }) ||
		!strings.Contains(string(out), `"description": "Kai"`) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, err := range []error{p.Set(9, importer.Claim), p.Set(-1, importer.Claim), p.Set(0, "nonsense"), p.Take(9, true), p.Choose(0), p.SetNamed("z", "text"), p.SetNamed("Wer", "nonsense")} {
		if err == nil {
			t.Error("what is not there was changed")
		}
	}
}

// Of a workbook another sheet can be read; what is hidden can be taken all the same.
func TestPlanOfWorkbook(t *testing.T) {
	data := filled(t, [][]any{{"text", "verdict"}, {"The ferry is late", "False"}, {"The ferry is full", "True"}}, func(f *excelize.File) {
		if err := f.SetRowVisible("Checks", 3, false); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Lists", "A2", &[]any{"It is cold"}); err != nil {
			t.Fatal(err)
		}
	})
	p, err := importer.Read(data, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "first", told(p), []string{"line 2: a draft: The ferry is late", "line 3: is hidden in the sheet"})
	if want := []importer.Sheet{{"Read me", false, 1}, {"Checks", false, 3}, {"Lists", true, 2}}; !slices.Equal(p.Sheets, want) || p.Chosen != 1 || p.Kind != importer.Excel {
		t.Errorf("%v, %d, %s", p.Sheets, p.Chosen, p.Kind)
	}
	if err := p.Take(1, true); err != nil {
		t.Fatal(err)
	}
	same(t, "with what is hidden", told(p), []string{"line 2: a draft: The ferry is late", "line 3: a draft: The ferry is full"})
	if err := p.Choose(2); err != nil {
		t.Fatal(err)
	}
	same(t, "another sheet", told(p), []string{"line 2: a draft: It is cold"})
	if p, err = importer.Read(data, importer.Options{Sheet: "lists"}); err != nil || p.Chosen != 2 {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err = importer.Read(data, importer.Options{Sheet: "none"}); err == nil || !strings.Contains(err.Error(),
		`there is no sheet "none": it has "`) {
		t.Errorf("%+v, %v", p, err)
	}
}

// A page may have several tables, which have no names.
func TestPlanOfTables(t *testing.T) {
	const page = `<h1>Checks</h1><table><tr><th>Claim<th>Verdict<tr><td>It is late<td>False</table><table><tr><th>Claim<th>Verdict<tr><td>It is full<td>True</table>`
	p, err := importer.Read([]byte(page), importer.Options{})
	if err != nil || len(p.Sheets) != 2 || p.Sheets[0].Name == "" || p.Sheets[0].Name == p.Sheets[1].Name {
		t.Fatalf("%v, %+v", err, p)
	}
	same(t, "the first", told(p), []string{"line 2: a draft: It is late"})
	if err := p.Choose(1); err != nil || p.Chosen != 1 {
		t.Fatal(err, p.Chosen)
	}
	same(t, "the second", told(p), []string{"line 2: a draft: It is full"})
	if len(p.Notes) != 1 || !strings.Contains(p.Notes[0], p.Sheets[1].Name) || !strings.Contains(p.Notes[0], p.Sheets[0].Name) {
		t.Errorf("%q", p.Notes)
	}
}

// ClaimReviews, answers and annotations give plans too: nothing that is in a file is dropped silently.
func TestPlanOfOthers(t *testing.T) {
	for _, c := range []struct {
		file string
		kind importer.Kind
		want []string
	}{
		{"claim-search.json", importer.ClaimSearch, []string{"claims[0].claimReview[0]: a draft: The ferry carried 41,200 passengers",
			"claims[0].claimReview[1]: adds to a draft (claims[0].claimReview[0])", "claims[1].claimReview[0]: a draft: It is late"}},
		{"feed.json", importer.DataFeed, []string{"dataFeedElement[0].item[0]: a draft: The ferry is blue", "dataFeedElement[2].item[0]: does not say what is claimed"}},
		{"hypothesis.json", importer.Annotations, []string{"rows[0]: a draft: carried 41,200 passengers", "rows[1]: a draft: We cannot run empty boats,",
			"rows[2]: quotes no words of the article"}},
		{"page.jsonld", importer.ClaimReviews, []string{`: a draft: The ferry’s "record" year: 41,200 passengers`}},
	} {
		p, err := importer.Read(file(t, c.file), importer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		same(t, c.file, told(p), c.want)
		if p.Kind != c.kind || p.Columns != nil {
			t.Errorf("%s: %s, want %s", c.file, p.Kind, c.kind)
		}
	}
	const thread = `{"rows": [{"uri": "https://x.example/", "text": "So it says", "tags": ["check", "ferry"], "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "The ferry is late"}]}]},
		{"uri": "https://x.example/", "text": "No", "references": ["a"], "tags": [], "target": [{"source": "https://x.example/"}]}]}`
	p, err := importer.Read([]byte(thread), importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "a reply", told(p), []string{"rows[0]: a draft: The ferry is late", "rows[1]: is a reply"})
	same(t, "tags", p.Notes, []string{`rows[0]: has the tags "check", "ferry", which a check does not keep: left out`, `rows[1]: answers another annotation: left out`})
	if p.Items[0].Line != 1 || len(p.Items[0].Notes) != 1 || strings.Contains(p.Items[0].Notes[0].String(), "rows[") || p.General != nil {
		t.Errorf("%+v, %q", p.Items[0], p.General)
	}
	if err := p.Take(0, false); err != nil {
		t.Fatal(err)
	}
	same(t, "switched off", told(p), []string{"rows[0]: switched off", "rows[1]: is a reply"})
}

// Several addresses in a cell are several sources, and what belongs to nothing is named.
func TestImportCells(t *testing.T) {
	table := "claim;quotation;verdict;why;source;excerpt\n" +
		"It is late;;False;;\"County office, https://a.example/1\nhttps://b.example/2\";ten past\n" +
		";\"“We left at ten,” he said\";;because;;\n" +
		"He left at ten;“We left at ten”;;;;so the log\n"
	d, notes := imported(t, recordstest.Frame(""), []byte(table))
	same(t, "drafts", said(d), []string{
		"claim: It is late |  |  | ", "  False |  |  |  |  | ", "  from  | County office | https://a.example/1 |  | ten past",
		"  from  | b.example | https://b.example/2 |  | ",
		"quote: We left at ten,” he said |  |  | ",
		"claim: He left at ten |  |  | We left at ten"})
	same(t, "notes", notes, []string{`line 3, why: "because" belongs to a verdict, and there is none: left out`,
		`line 4, excerpt: "so the log" belongs to a source, and none is named: left out`})
}

// FuzzPlan: whatever comes and whatever is changed, each row is in the plan, and what it shows is what is taken over.
func FuzzPlan(f *testing.F) {
	for _, name := range []string{"claim-search.json", "hypothesis.json", "sheet.csv"} {
		f.Add(file(f, name), 1, 1)
	}
	f.Add([]byte("Behauptung;Wer;Urteil\nEs ist spät;Amt;Falsch\nEs ist spät;Amt;Falsch\n"), 0, 2)
	f.Fuzz(func(t *testing.T, data []byte, column, item int) {
		p, err := importer.Read(data, importer.Options{})
		if err != nil {
			return
		}
		items := len(p.Items)
		_ = p.Set(column, importer.Meanings[len(data)%len(importer.Meanings)])
		_ = p.Take(item, len(data)%2 == 0)
		if p.Columns != nil && len(p.Items) != items {
			t.Errorf("%d rows, and %d", items, len(p.Items))
		}
		drafts := 0
		for _, x := range p.Items {
			if x.Draft != nil {
				drafts++
			}
			if (x.Draft != nil) != (x.Left == importer.Taken) {
				t.Errorf("%+v", x)
			}
		}
		if drafts != p.Drafts {
			t.Errorf("%d drafts of %d", drafts, p.Drafts)
		}
		out, notes, err := p.Apply("ferry.json", []byte(recordstest.Frame("")))
		if (err == nil) != (p.Drafts > 0) {
			t.Errorf("%d drafts, %v, %q", p.Drafts, err, notes)
		}
		if err == nil {
			if d, err := records.Read("ferry.json", out); err != nil || len(d.Drafts) != p.Drafts {
				t.Errorf("%d drafts, want %d", len(d.Drafts), p.Drafts)
			}
		}
	})
}

// The plan of a newsroom's whole archive costs no more a row than a small one: counted in allocations.
func TestPlanScales(t *testing.T) {
	cost := func(lines int) float64 {
		var s strings.Builder
		s.WriteString("claim,verdict,publisher,url\n")
		for n := range lines {
			fmt.Fprintf(&s, "Ferry number %d carried 41200 passengers,Wrong number,County office,https://county.example/ferry/%d\n", n, n)
		}
		data := []byte(s.String())
		return testing.AllocsPerRun(1, func() {
			if p, err := importer.Read(data, importer.Options{}); err != nil || p.Drafts != lines {
				t.Fatal(err)
			}
		}) / float64(lines)
	}
	wide := func(columns int) float64 { // all of them dates that belong to nothing
		data := []byte("x" + strings.Repeat(";date", columns) + "\nx" + strings.Repeat(";2026-01-02", columns) + "\n")
		return testing.AllocsPerRun(1, func() {
			if _, err := importer.Read(data, importer.Options{}); err != nil {
				t.Fatal(err)
			}
		}) / float64(columns)
	}
	if small, large := wide(60), wide(960); large > 1.5*small {
		t.Errorf("%.0f allocations a column of 60, %.0f of 960", small, large)
	}
	if small, large := cost(500), cost(8000); large > 1.5*small {
		t.Errorf("%.0f allocations a row of 500, %.0f of 8,000", small, large)
	}
}

// A form shows no path, and what is said of a cell is said with its row; of many notes, some are told, and that there are more.
func TestPlanNotes(t *testing.T) {
	var table strings.Builder
	table.WriteString("claim;source date;publisher;Shelf mark\n")
	for n := range 600 {
		fmt.Fprintf(&table, "The ferry was late, said number %d;3/4/2026;County;x\n", n)
	}
	p, err := importer.Read([]byte(table.String()), importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "in general", inWords(p.General), []string{`unknown column "shelf mark": left out`})
	same(t, "of the last row", inWords(p.Items[599].Notes), []string{`source date: "3/4/2026" is not a clear date: left out`})
	if len(p.Notes) != 501 || p.Notes[500] != "and more of this kind" {
		t.Errorf("%d notes, the last is %q", len(p.Notes), p.Notes[len(p.Notes)-1])
	}
}

// Of a table that nobody understands, the columns are shown, and somebody may say what they are.
func TestPlanOfUnknown(t *testing.T) {
	for what, data := range map[string][]byte{
		"text": []byte("Shelf;Mark;Row\nOne;Kai;3\nTwo;Amt;4\nThree;Amt;5\n"),
		"HTML": []byte("<table><tr><td>Shelf<td>Mark<td>Row<tr><td>One<td>Kai<td>3<tr><td>Two<td>Amt<td>4<tr><td>Three<td>Amt<td>5</table>"),
	} {
		p, err := importer.Read(data, importer.Options{})
		if err != nil || len(p.Columns) != 3 || p.Columns[1].Name != "Mark" || len(p.Items) != 3 || p.Drafts != 0 {
			t.Fatalf("%s: %v, %+v", what, err, p)
		}
		if err := p.SetNamed("Shelf", "claim"); err != nil || p.Drafts != 3 {
			t.Errorf("%s: %v, %d drafts", what, err, p.Drafts)
		}
	}
}

func inWords(notes []importer.Note) (all []string) {
	for _, n := range notes {
		all = append(all, n.String())
	}
	return all
}
