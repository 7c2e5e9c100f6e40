package main

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packed returns an archive of files.
func packed(t *testing.T, files map[string]string) string {
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
	return b.String()
}

// checks returns the parts of a workbook with a hidden sheet, one of checks and one of notes.
func checks(rows string) map[string]string {
	const ns = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return map[string]string{
		"xl/workbook.xml": `<?xml version="1.0"?><workbook` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
			<workbookPr/><sheets><sheet name="Lists" state="hidden" r:id="rId1"/><sheet name="Checks" r:id="rId2"/><sheet name="Notes" r:id="rId3"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/sharedStrings.xml": `<sst` + ns + `><si><t>quote</t></si><si><t>said</t></si><si><r><t xml:space="preserve">The ferry </t></r><r><rPr/><t>is late</t></r></si>
			<si><t>横浜</t><rPh sb="0" eb="2"><t>ヨコハマ</t></rPh></si><si><t>two_x000D_` + "\n" + `lines</t></si></sst>`,
		"xl/styles.xml": `<styleSheet` + ns + `><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.0"/></numFmts>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet` + ns + `><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

func TestWorkbook(t *testing.T) {
	rows := `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
		<row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3" s="1"><v>44575</v></c><c r="D3" s="2"><v>44575.4</v></c><c r="E3" s="3"><v>2.5</v></c></row>
		<row r="5"><c r="A5" t="s"><v>3</v></c><c r="B5" t="s"><v>4</v></c><c r="C5" t="str"><f>A1&amp;"x"</f><v>of a formula</v></c><c r="D5" t="e"><v>#N/A</v></c>
		<c r="E5" t="b"><v>1</v></c><c r="F5"><v>0.10000000000000001</v></c><c r="G5" t="inlineStr"><is><t>here</t></is></c><c r="H5"><v>41200</v></c></row>`
	sheet, said, is, err := workbook([]byte(packed(t, checks(rows))))
	const want = "\nquote,,said\nThe ferry is late,,2022-01-14,2022-01-14,2.5\n\n横浜,\"two\r\nlines\",of a formula,#N/A,TRUE,0.1,here,41200\n"
	if got := string(sheet); got != want || !is || err != nil || said != `only its first sheet, "Checks", is read, and not "Notes": save what you need of these as CSV` {
		t.Errorf("%q, %q, %v", got, said, err)
	}
	old := checks(`<row r="1"><c r="A1" s="1"><v>43113</v></c></row>`)
	old["xl/workbook.xml"] = strings.Replace(old["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	if sheet, _, _, err := workbook([]byte(packed(t, old))); string(sheet) != "2022-01-14\n" || err != nil {
		t.Errorf("of an old Mac: %q, %v", sheet, err)
	}
	for what, c := range map[string]struct{ data, want string }{
		"of before 2007":           {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007, or has a password: save it as “CSV UTF-8"},
		"OpenDocument":             {packed(t, map[string]string{"mimetype": "", "content.xml": "<x/>"}), "save it as “Text CSV” in UTF-8"},
		"another archive":          {packed(t, map[string]string{"a.txt": "a"}), "no workbook of Excel"},
		"half of one":              {packed(t, checks(rows))[:300], "damaged"},
		"a text that is not there": {packed(t, checks(`<row><c r="A1" t="s"><v>99</v></c></row>`)), "cell A1 has no text): save it as"},
		"too much":                 {packed(t, checks(strings.Repeat(" ", maxPart))), "more than 32 MiB"},
	} {
		if sheet, _, is, err := workbook([]byte(c.data)); !is || err == nil || !strings.Contains(err.Error(), c.want) || sheet != nil {
			t.Errorf("%s: %q, %v, want %q", what, sheet, err, c.want)
		}
	}
	if _, _, is, _ := workbook([]byte("quote,verdict\n")); is {
		t.Error("a table is no workbook")
	}
}

// A workbook is imported as its sheet; one that cannot be read is said, and the others are imported all the same.
func TestImportWorkbook(t *testing.T) {
	dir := folder(t, map[string]string{"old.xls": "\xd0\xcf\x11\xe0", "checks.xlsx": packed(t, checks(
		`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c><c s="1"><v>44575</v></c></row>`))})
	var out, errs strings.Builder
	code := run([]string{"import", "-into", "-", filepath.Join(dir, "old.xls"), filepath.Join(dir, "checks.xlsx")}, nil, &out, &errs)
	if code != 1 || !strings.Contains(out.String(), `"The ferry is late"`) || !strings.Contains(out.String(), `"2022-01-14"`) ||
		!strings.Contains(errs.String(), "old.xls: is a workbook of Excel as it was before 2007") {
		t.Errorf("%d, %s\n%s", code, errs.String(), out.String())
	}
}
