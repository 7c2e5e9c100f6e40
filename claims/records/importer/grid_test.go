package importer_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sourcemark/claims/records/internal/recordstest"
)

// filled returns a workbook of Excel with a hidden sheet, a title page and one of checks, which change may change.
func filled(t testing.TB, rows [][]any, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Read me"))
	must(f.SetCellStr("Read me", "A1", "Checks of the county desk"))
	for _, name := range []string{"Checks", "Lists"} {
		_, err := f.NewSheet(name)
		must(err)
	}
	must(f.SetCellStr("Lists", "A1", "quote"))
	must(f.SetSheetVisible("Lists", false))
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		must(f.SetSheetRow("Checks", at, &row))
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

// The sheet that has checks is read; a link is the address of the source or the review, one claim merged over several
// rows has their sources, and what is hidden is left out and named.
func TestImportWorkbook(t *testing.T) {
	data := filled(t, [][]any{
		{"Checks of March"},
		{"text", "verdict", "publisher", "title", "remark", "reviewer"},
		{"The ferry is late", "False", "County office", "Log", "", "The Desk"},
		{"", "", "Harbour", "Timetable"},
		{"In April", "", "", "", ""},
		{"The ferry is full", "True", "", "", "secret", ""},
		{"The ferry is blue", "True"},
		{"The ferry is old", "True"},
		{"The fare is to rise", "False"},
	}, func(f *excelize.File) {
		for _, err := range []error{
			f.MergeCell("Checks", "A3", "A4"), f.MergeCell("Checks", "A5", "F5"),
			f.SetCellHyperLink("Checks", "D3", "https://county.example/log", "External"),
			f.SetCellHyperLink("Checks", "B3", "https://desk.example/7", "External"),
			f.SetCellHyperLink("Checks", "A9", "file:///C:/notes.docx", "External"),
			f.SetRowVisible("Checks", 7, false), f.SetRowVisible("Checks", 8, false), f.SetColVisible("Checks", "E", false),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	d, notes := imported(t, recordstest.Frame(""), data)
	want := []string{
		"claim: The ferry is late |  |  | ", "  False |  | The Desk |  | https://desk.example/7 | ",
		"  from County office | Log | https://county.example/log |  | ", "  from Harbour | Timetable |  |  | ",
		"claim: The ferry is full |  |  | ", "  True |  |  |  |  | ",
		"claim: The fare is to rise |  |  | ", "  False |  |  |  |  | ",
	}
	if got := said(d); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, want := range []string{`only the sheet "Checks" is read, and not "Read me", "Lists" (hidden)`,
		`the column "remark" is hidden in the sheet: left out`, `hidden in the sheet, and left out: line 7 to 8`,
		`line 5: "In April" stands over the whole table: left out`,
		`line 9, text: the link to "file:///C:/notes.docx" is not to an http or https address: left out`} {
		if !slices.Contains(notes, want) {
			t.Errorf("%q is not told in\n%s", want, strings.Join(notes, "\n"))
		}
	}
}

// A spreadsheet of LibreOffice and what is copied from a page are imported alike.
func TestImportOtherTables(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("content.xml")
	_, _ = w.Write([]byte(`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:xlink="l"><table:table table:name="Checks">
		<table:table-row><table:table-cell><text:p>text</text:p></table:table-cell><table:table-cell><text:p>title</text:p></table:table-cell></table:table-row>
		<table:table-row><table:table-cell><text:p>The ferry is late</text:p></table:table-cell><table:table-cell><text:p><text:a xlink:href="https://county.example/log">Log</text:a></text:p></table:table-cell></table:table-row>
		</table:table></office:document-content>`))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for what, data := range map[string][]byte{
		"OpenDocument": b.Bytes(),
		"HTML":         []byte(`<table><tr><th>text<th>title<tr><td>The ferry is late<td><a href="https://county.example/log">Log</a></table>`),
	} {
		d, notes := imported(t, recordstest.Frame(""), data)
		want := []string{"claim: The ferry is late |  |  | ", "  from  | Log | https://county.example/log |  | "}
		if got := said(d); !slices.Equal(got, want) || notes != nil {
			t.Errorf("%s: got\n%s\n%q", what, strings.Join(got, "\n"), notes)
		}
	}
}
