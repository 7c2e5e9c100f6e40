package importer

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// packed returns an archive of files.
func packed(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// checks returns the parts of a workbook with a hidden sheet, one of checks and one of notes. after is what stands after
// the rows.
func checks(rows, after string) map[string]string {
	const ns = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	return map[string]string{
		"xl/workbook.xml": `<?xml version="1.0"?><workbook` + ns + `>
			<workbookPr/><sheets><sheet name="Lists" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Checks" sheetId="2" r:id="rId2"/><sheet name="Notes" sheetId="3" r:id="rId3"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Target="worksheets/sheet3.xml"/></Relationships>`,
		"xl/sharedStrings.xml": `<sst` + ns + `><si><t>quote</t></si><si><t>said</t></si><si><r><t xml:space="preserve">The ferry </t></r><r><rPr/><t>is late</t></r></si>
			<si><t>横浜</t><rPh sb="0" eb="2"><t>ヨコハマ</t></rPh></si><si><t>two_x000D_` + "\n" + `lines</t></si></sst>`,
		"xl/styles.xml": `<styleSheet` + ns + `><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.0"/><numFmt numFmtId="166" formatCode="[$-407]mmmm\ yyyy"/></numFmts>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet` + ns + `><sheetData/></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet` + ns + `><cols><col min="2" max="2" hidden="1"/></cols><sheetData>` + rows + `</sheetData>` + after + `</worksheet>`,
		"xl/worksheets/sheet3.xml": `<worksheet` + ns + `><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a note</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/_rels/sheet2.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="rId1" Target="https://county.example/log" TargetMode="External"/></Relationships>`,
	}
}

// table returns an OpenDocument with a sheet of these rows and columns.
func document(columns, rows string) map[string]string {
	const names = ` xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:xlink="l"`
	return map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": `<office:document-content` + names + `>
		<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
		<office:body><office:spreadsheet><table:table table:name="Checks">` + columns + rows + `</table:table><table:table table:name="Lists" table:style-name="ta2"/>
		</office:spreadsheet></office:body></office:document-content>`}
}

// shown returns a grid as text: a line a row with its number, hidden in brackets, links in angle brackets, and what is
// merged with the cell to the left or above marked < or ^.
func shown(g grid) string {
	var b strings.Builder
	for _, r := range g.rows {
		var cells []string
		for _, c := range r.cells {
			s := strings.ReplaceAll(c.text, "\n", "/")
			if c.link != "" {
				s += " <" + c.link + ">"
			}
			cells = append(cells, [...]string{own: "", fromLeft: "<", fromAbove: "^"}[c.from]+s)
		}
		line := fmt.Sprintf("%d: %s", r.number, strings.Join(cells, " | "))
		if r.hidden {
			line = "(" + line + ")"
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// What programs write in cells is read as it is shown, dates as ISO 8601.
func TestWorkbook(t *testing.T) {
	rows := `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
		<row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3" s="1"><v>44575</v></c><c r="D3" s="2"><v>44575.4</v></c><c r="E3" s="3"><v>2.5</v></c><c r="F3" s="4"><v>44575</v></c><c r="G3" s="5"><v>0.45</v></c></row>
		<row r="5" hidden="1"><c r="A5" t="s"><v>3</v></c><c r="B5" t="s"><v>4</v></c><c r="C5" t="str"><f>A1&amp;"x"</f><v>of a formula</v></c><c r="D5" t="e"><v>#N/A</v></c>
		<c r="E5" t="b"><v>1</v></c><c r="F5"><v>0.10000000000000001</v></c><c r="G5" t="inlineStr"><is><t>here</t></is></c><c r="H5"><v>41200</v></c></row>
		<row r="6"><c r="A6" t="s"><v>2</v></c><c r="B6" t="str"><f>HYPERLINK("https://county.example/minutes","Minutes")</f><v>Minutes</v></c></row><row r="7"><c r="B7" t="s"><v>1</v></c></row>`
	kind, sheets, err := workbook(packed(t, checks(rows, `<mergeCells><mergeCell ref="A6:A7"/><mergeCell ref="A2:B2"/></mergeCells><hyperlinks><hyperlink ref="A3" r:id="rId1"/></hyperlinks>`)))
	if err != nil || kind != Excel || len(sheets) != 3 {
		t.Fatalf("%v, %d, %v", kind, len(sheets), err)
	}
	const want = `2: quote | <quote | said
3: The ferry is late <https://county.example/log> |  | 2022-01-14 | 2022-01-14 | day 2.5 | 2022-01 | 45%
(5: 横浜 | two` + "\r" + `/lines | of a formula | #N/A | TRUE | 0.1 | here | 41200)
6: The ferry is late | Minutes <https://county.example/minutes>
7: ^The ferry is late | said
`
	g := sheets[1]
	if got := shown(g); got != want || g.name != "Checks" || g.hidden || !slices.Equal(g.veiled, []int{1}) || !sheets[0].hidden {
		t.Errorf("%s\n%+v", got, g)
	}
	old := checks(`<row r="1"><c r="A1" s="1"><v>43113</v></c></row>`, "")
	old["xl/workbook.xml"] = strings.Replace(old["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	if _, sheets, err := workbook(packed(t, old)); err != nil || shown(sheets[1]) != "1: 2022-01-14\n" {
		t.Errorf("of an old Mac: %v, %v", sheets, err)
	}
	strict := checks(`<row r="1"><c r="A1" t="s"><v>2</v></c></row>`, "")
	for name, part := range strict {
		strict[name] = strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
			"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(part)
	}
	if _, sheets, err := workbook(packed(t, strict)); err != nil || shown(sheets[1]) != "1: The ferry is late\n" {
		t.Errorf("strict: %v, %v", sheets, err)
	}
}

// A spreadsheet of LibreOffice: dates, links, comments, what is merged, hidden and repeated.
func TestOpenDocument(t *testing.T) {
	rows := `<table:tracked-changes><table:table-cell><text:p>of before</text:p></table:table-cell></table:tracked-changes>
		<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
		<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>quote</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>said</text:p></table:table-cell></table:table-row>
		<table:table-row table:visibility="filter"><table:table-cell table:number-rows-spanned="2"><office:annotation><text:p>why?</text:p></office:annotation><text:p>The <text:span>ferry</text:span><text:s/>is</text:p><text:p>late</text:p></table:table-cell>
			<table:table-cell><text:p><text:a xlink:href="https://county.example/log">Log</text:a></text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2022-01-14T10:00:00"><text:p>14. Jan</text:p></table:table-cell></table:table-row>
		<table:table-row><table:covered-table-cell><text:p>beneath</text:p></table:covered-table-cell><table:table-cell office:value-type="float" office:value="0.45"><text:p>45 %</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
		<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>same</text:p></table:table-cell></table:table-row>
		<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`
	kind, sheets, err := workbook(packed(t, document(`<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>`, rows)))
	if err != nil || kind != OpenDocument || len(sheets) != 2 {
		t.Fatalf("%v, %d, %v", kind, len(sheets), err)
	}
	const want = `3: quote | <quote | said
(4: The ferry is/late | Log <https://county.example/log> | 2022-01-14)
5: ^The ferry is/late | 45 %
6: same | same
7: same | same
`
	if g := sheets[0]; shown(g) != want || g.name != "Checks" || !slices.Equal(g.veiled, []int{1, 2}) || !sheets[1].hidden {
		t.Errorf("%s\n%+v", shown(g), g)
	}
}

// What Excel, Google Sheets and a page put on the clipboard.
func TestHTMLTable(t *testing.T) {
	const excel = "Version:1.0\r\nStartHTML:000000105\r\nEndHTML:000000300\r\n" + `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0><!--StartFragment-->
		<col width=64><col width=0 style='display:none;mso-width-source:userset'><tr height=20><td>quote</td><td></td><td rowspan=2>said</td></tr>
		<tr style='display:none'><td><a href="https://county.example/log">The ferry<br>
		is   late</a></td><td>x</td></tr><tr><td colspan=2>In March</td><td>14.1.22<style>p{}</style></td></tr><!--EndFragment--></table></body></html>`
	tables, err := htmlTables(excel)
	const want = "1: quote |  | said\n(2: The ferry/ is late <https://county.example/log> | x | ^said)\n3: In March | <In March | 14.1.22\n"
	if err != nil || len(tables) != 1 || shown(tables[0]) != want || !slices.Equal(tables[0].veiled, []int{1}) {
		t.Errorf("%v, %+v", err, tables)
	}
	tables, err = htmlTables(`<table><caption>The  layout</caption><tr><td><table><tr><td>in it</table><td>beside it</table>`)
	if err != nil || len(tables) != 2 || shown(tables[0]) != "1:  | beside it\n" || shown(tables[1]) != "1: in it\n" || tables[0].name != "The layout" {
		t.Errorf("%v, %+v", err, tables)
	}
}

// TestHostileSpreadsheet: a file that unpacks to more than can be read, or that says it is larger than it is, is refused
// before room is made for it, and one that is damaged is not read in part.
func TestHostileSpreadsheet(t *testing.T) {
	row := `<row r="1"><c r="A1" t="s"><v>2</v></c></row>`
	wide := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+1, i+1)
		}
		return b.String()
	}
	with := func(files map[string]string, name, old, new string) map[string]string {
		files[name] = strings.Replace(files[name], old, new, 1)
		return files
	}
	big := strings.Repeat(" ", maxUnpacked+1)
	entity := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`
	odsRow := `<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>`
	for _, c := range []struct {
		what string
		data []byte
		want string
	}{
		{"of before 2007", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "before 2007, or has a password: save it as “CSV UTF-8"},
		{"another archive", packed(t, map[string]string{"a.txt": "a"}), "no workbook"},
		{"half of one", packed(t, checks(row, ""))[:300], "damaged"},
		{"a text that is not there", packed(t, checks(`<row><c r="A1" t="s"><v>99</v></c></row>`, "")), "cell A1 has no text): save it as"},
		{"a bomb", packed(t, checks(big, "")), "more than 64 MiB"},
		{"a bomb in two parts", packed(t, with(checks(big[:maxUnpacked/2+100], ""), "xl/sharedStrings.xml", "<si>", big[:maxUnpacked/2]+"<si>")), "more than 64 MiB"},
		{"a cell in the last corner of each row", packed(t, checks(wide(2000), "")), "cells"},
		{"a cell beyond what a sheet has", packed(t, checks(`<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>`, "")), "cell"},
		{"rows that go back", packed(t, checks(`<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>`, "")), "row 2 comes after row 9"},
		{"entities", packed(t, with(checks(row, ""), "xl/worksheets/sheet2.xml", "<worksheet", entity+"<worksheet")), "document type"},
		{"entities among the texts", packed(t, with(checks(row, ""), "xl/sharedStrings.xml", "<sst", entity+"<sst")), "document type"},
		{"elements in one another", packed(t, checks(strings.Repeat("<a>", 100_000), "")), "elements in one another"},
		{"a sheet that ends in the middle", packed(t, with(checks(row, ""), "xl/worksheets/sheet2.xml", "</sheetData></worksheet>", "")), "cannot be read"},
		{"tags that cross", packed(t, checks(`<row r="1"><c r="A1" t="s"><v>2</c></v></row>`, "")), "cannot be read"},
		{"formats without end", packed(t, with(checks(row, ""), "xl/styles.xml", "<numFmts>", "<numFmts>"+strings.Repeat(`<numFmt numFmtId="999" formatCode="0"/>`, 5000))), "formats of numbers"},
		{"two sheets of a name", packed(t, with(checks(row, ""), "xl/workbook.xml", `name="Notes"`, `name="CHECKS"`)), "two sheets"},
		{"a sheet outside", packed(t, with(checks(row, ""), "xl/_rels/workbook.xml.rels", "/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet99.xml")), `sheet "Checks" is not there, but listed; the file has "Lists", "Notes"`},

		{"OpenDocument: a bomb", packed(t, document("", big)), "more than 64 MiB"},
		{"OpenDocument: a row a million times", packed(t, document("", strings.Replace(odsRow, "-row>", `-row table:number-rows-repeated="1000000">`, 1))), "cells"},
		{"OpenDocument: a cell a million times", packed(t, document("", strings.Replace(odsRow, "-cell>", `-cell table:number-columns-repeated="1000000">`, 1))), "columns"},
		{"OpenDocument: no number", packed(t, document("", strings.Replace(odsRow, "-row>", `-row table:number-rows-repeated="99999999999999999999">`, 1))), "cells"},
		{"OpenDocument: one cell as wide as the sheet", packed(t, document("", strings.Replace(odsRow, "-cell>", `-cell table:number-columns-spanned="1000000" table:number-rows-spanned="1000000">`, 1)+strings.Repeat(odsRow, 600))), "cells"},
		{"OpenDocument: entities", packed(t, with(document("", odsRow), "content.xml", "<office:doc", entity+"<office:doc")), "document type"},
		{"OpenDocument: a password", packed(t, map[string]string{"content.xml": "\x01\x02", "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "password"},
		{"OpenDocument: a text", packed(t, map[string]string{"content.xml": "<document-content/>"}), "no tables"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, sheets, err := workbook(c.data)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) || sheets != nil {
			t.Errorf("%s: %v, %v, want %q", c.what, sheets, err, c.want)
		}
		// What is unpacked once, in a buffer that doubles, and its copies.
		if used := after.TotalAlloc - before.TotalAlloc; used > 12*maxUnpacked {
			t.Errorf("%s: took %d MiB", c.what, used>>20)
		}
	}
	if tables, err := htmlTables(`<table><tr><td colspan=100000 rowspan=100000>a</table>`); err == nil {
		t.Errorf("one cell as wide as a sheet: %v", tables)
	}
	if tables, err := htmlTables(`<table><tr><td>a` + strings.Repeat(`<td rowspan=60000>a`, 1000) + `</table>`); err == nil {
		t.Errorf("cells as high as a sheet: %v", tables)
	}
}

// FuzzWorkbook: whatever stands in the parts of a workbook, it is read within bounds, or refused.
func FuzzWorkbook(f *testing.F) {
	x := checks(`<row r="1"><c r="A1" t="s"><v>2</v></c></row>`, `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Add(x["xl/worksheets/sheet2.xml"], x["xl/sharedStrings.xml"], x["xl/styles.xml"], document("", "<table:table-row/>")["content.xml"])
	f.Fuzz(func(t *testing.T, sheet, texts, styles, content string) {
		x["xl/worksheets/sheet2.xml"], x["xl/sharedStrings.xml"], x["xl/styles.xml"] = sheet, texts, styles
		for _, files := range []map[string]string{x, {"content.xml": content}} {
			_, sheets, err := workbook(packed(t, files))
			if err != nil && sheets != nil {
				t.Errorf("%v, %v", sheets, err)
			}
			for _, g := range sheets {
				for i, r := range g.rows {
					if len(r.cells) > maxColumns || i > 0 && r.number <= g.rows[i-1].number {
						t.Errorf("row %d after %d, %d cells", r.number, g.rows[i-1].number, len(r.cells))
					}
				}
			}
		}
	})
}

// FuzzHTMLTables: whatever HTML comes, its tables are within bounds.
func FuzzHTMLTables(f *testing.F) {
	f.Add(`<table><col style="display:none"><tr><td rowspan=2>a<td colspan=2><a href=b>c</a><tr hidden><td><table><tr><th>d</table></table>`)
	f.Fuzz(func(t *testing.T, s string) {
		tables, _ := htmlTables(s)
		for _, g := range tables {
			for _, r := range g.rows {
				if len(r.cells) > maxColumns {
					t.Errorf("%d cells", len(r.cells))
				}
			}
		}
	})
}
