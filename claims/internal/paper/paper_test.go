package paper

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pdf returns a PDF with pages of lines, each line where it would be printed.
func pdf(pages ...[]string) []byte {
	var contents []string
	for _, lines := range pages {
		var b strings.Builder
		b.WriteString("BT /F1 11 Tf 15 TL 60 780 Td ")
		for _, l := range lines {
			fmt.Fprintf(&b, "(%s) Tj T* ", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(l))
		}
		contents = append(contents, b.String()+"ET")
	}
	return drawn("", contents...)
}

// drawn returns a PDF with pages that are drawn by these instructions, and more entries in its trailer.
func drawn(trailer string, contents ...string) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Title (Minutes of 8 February) /Author (Town council) >>"}
	var kids strings.Builder
	for _, c := range contents {
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "+
			"/Resources << /Font << /F1 3 0 R >> >> >>", n+1), fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(c), c))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(contents), kids.String())
	return written(trailer, objects...)
}

// written returns a PDF of objects.
func written(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

// word returns a file of Word with parts by name.
func word(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	body    = `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>`
	bodyEnd = `</w:body></w:document>`
)

func TestPDF(t *testing.T) {
	head := func(n int) []string {
		return []string{"Town council - minutes - page " + fmt.Sprint(n)}
	}
	p, err := PDF(t.Context(), pdf(
		append(head(1), "Minutes of 8 February", "The harbour master said that the ferry carried 40,200 passengers in 2021, which is",
			"fewer than in any year since the war, and asked the council for more money. The har-", "bour office, with its half-empty ferries, agreed.",
			"The fare and the timetable stay as they are until the spring, when the council will", "vote on a new ferry that the mayor"),
		append(head(2), "has promised since the last storm, if the county pays a third of what it costs, and", "not a penny less than that.", "The meeting ended at nine."),
		append(head(3), "Signed in the town hall by all members of the council who were there, in half-", "empty rows, on the 9th of the month of February, as the law of the county has it, by 42", "Members.")))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Minutes of 8 February",
		"The harbour master said that the ferry carried 40,200 passengers in 2021, which is fewer than in any year since the war, and asked the council for more money. The harbour office, with its half-empty ferries, agreed.",
		"The fare and the timetable stay as they are until the spring, when the council will vote on a new ferry that the mayor has promised since the last storm, if the county pays a third of what it costs, and not a penny less than that.",
		"The meeting ended at nine.",
		"Signed in the town hall by all members of the council who were there, in half-empty rows, on the 9th of the month of February, as the law of the county has it, by 42 Members.",
	}
	if !slices.Equal(p.Blocks, want) {
		t.Errorf("the paragraphs are\n%s", strings.Join(p.Blocks, "\n"))
	}
	if len(p.Beside) != 3 || p.Title != "Minutes of 8 February" || p.Author != "Town council" || p.Cut {
		t.Errorf("%q, %q, %q, %v", p.Beside, p.Title, p.Author, p.Cut)
	}
}

// A PDF of which no words can be had says why.
func TestPDFWithoutWords(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"scanned": {drawn("", "0 0 595 842 re f", "0 0 10 10 re f"), NoText},
		"locked": {drawn("/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ("+strings.Repeat("o", 32)+") /U ("+
			strings.Repeat("u", 32)+") >> /ID [<00> <00>]", "BT /F1 11 Tf (The fare rises) Tj ET"), Locked},
		"no PDF":      {[]byte("<html>"), Broken},
		"cut off":     {[]byte("%PDF-1.7"), Broken},
		"empty":       {nil, Broken},
		"no page":     {written("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"), Broken},
		"other bytes": {bytes.Repeat([]byte("%PDF-1.7 obj << /Length 9 >> stream "), 9999), Broken},
	} {
		if p, err := PDF(t.Context(), c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v, want %v", name, p, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := PDF(ctx, pdf([]string{"The ferry"})); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

// A hostile PDF costs no more than what it is given, opens no file, and takes nobody else along.
func TestThreatHostilePDF(t *testing.T) {
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	for range 1 << 10 { // 1 GB when it is unpacked
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>"
	catalog, font, info := "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", "<< >>"
	for name, data := range map[string][]byte{
		"a bomb": written("", catalog, "<< /Type /Pages /Count 1 /Kids [5 0 R] >>", font, info, page,
			fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", bomb.Len(), bomb.String())),
		"pages in a circle": written("", catalog, "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 2 0 R] /Parent 2 0 R >>", font, info),
		"a form in itself": written("", catalog, "<< /Type /Pages /Count 1 /Kids [5 0 R] >>", font, info, page,
			"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 12 /Resources << /XObject << /X 6 0 R >> >> >>\nstream\n/X Do /X Do \nendstream"),
		"a thousand million pages": written("", catalog, "<< /Type /Pages /Count 1000000000 /Kids [5 0 R] >>", font, info, page, "<< /Length 2 >>\nstream\nBT\nendstream"),
		"deep":                     written("", "<< /Type /Catalog /Pages "+strings.Repeat("[", 1<<20)+" >>", "", font, info),
		"a file of this machine": written("", catalog, "<< /Type /Pages /Count 1 /Kids [5 0 R] >>", font, info, page,
			"<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream"),
		"a table of nothing": []byte("%PDF-1.7\nxref\n0 4294967295\ntrailer << /Root 1 0 R /Prev 9 /Size 4294967295 >>\nstartxref\n9\n%%EOF"),
		"no word ends":       drawn("", "BT /F1 11 Tf ("+strings.Repeat("ferry", 3<<20)+") Tj ET"),
	} {
		p, err := PDF(t.Context(), data)
		if err == nil {
			said := len(strings.Join(p.Blocks, ""))
			if strings.Contains(strings.Join(p.Blocks, ""), "root:") || said > mostText {
				t.Errorf("%s: it says %d bytes", name, said)
			}
		}
		t.Log(name, err)
	}
	if p, err := PDF(t.Context(), pdf([]string{"The ferry runs on Sundays."})); err != nil || len(p.Blocks) != 1 {
		t.Errorf("the next one: %v", err)
	}
}

func TestWord(t *testing.T) {
	p, err := Word(word(t, "word/document.xml", body+
		`<w:p><w:r><w:t>Minutes of 8 </w:t></w:r><w:r><w:t>February</w:t></w:r></w:p>
		<w:p><w:r><w:t>The fare </w:t></w:r><w:del><w:r><w:delText>falls</w:delText></w:r></w:del><w:ins><w:r><w:t>rises</w:t></w:r></w:ins><w:r><w:tab/><w:t>by half.</w:t></w:r></w:p>
		<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Nobody sees this.</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r></w:p>
		<w:p><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>`+bodyEnd,
		"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:p><w:r><w:t>As of March.</w:t></w:r></w:p></w:footnotes>`,
		"docProps/core.xml", `<cp:core xmlns:dc="dc"><dc:title>Minutes</dc:title><dc:creator>Town council</dc:creator></cp:core>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.Blocks, "|"); got != "Minutes of 8 February|The fare rises by half.|Seen.|In a box." {
		t.Errorf("the paragraphs are %q", got)
	}
	if !slices.Equal(p.Beside, []string{"As of March."}) || p.Title != "Minutes" || p.Author != "Town council" || p.Cut {
		t.Errorf("%+v", p)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"no zip":    {[]byte("PK\x03\x04"), Broken},
		"locked":    {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 EncryptedPackage"), Locked},
		"no text":   {word(t, "word/document.xml", body+"<w:p/>"+bodyEnd), NoText},
		"no part":   {word(t, "xl/workbook.xml", body+bodyEnd), Broken},
		"no XML":    {word(t, "word/document.xml", "<<<"), Broken},
		"empty":     {nil, Broken},
		"half open": {word(t, "word/document.xml", body+"<w:p><w:r><w:t a="), Broken},
	} {
		if _, err := Word(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// A hostile file of Word is unpacked up to a limit, and what XML could do beyond words does not happen.
func TestThreatHostileWord(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha ha "><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`
	for name, c := range map[string]struct {
		document string
		most     int // bytes of words
	}{
		"a bomb":           {body + "<w:p><w:r><w:t>The ferry</w:t></w:r></w:p>" + strings.Repeat(" ", 2*mostXML), 9},
		"words for ever":   {body + strings.Repeat("<w:p><w:r><w:t>ferry ferry</w:t></w:r></w:p>", mostText/8), mostText},
		"entities":         {laughs + "<w:p><w:r><w:t>The ferry</w:t></w:r></w:p><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p>", 9},
		"deep":             {body + strings.Repeat("<w:p><w:del>", 1<<20) + "<w:t>x</w:t>", 0},
		"a tag for ever":   {body + "<w:p " + strings.Repeat(`a="b" `, 1<<20) + "><w:r><w:t>The ferry</w:t></w:r></w:p>", 9},
		"outside of a run": {body + "<w:t>The ferry</w:t></w:t></w:p></w:p>", 9},
	} {
		p, err := Word(word(t, "word/document.xml", c.document))
		if err != nil {
			continue
		}
		if n := len(strings.Join(p.Blocks, "")); n > c.most {
			t.Errorf("%s: %d bytes of words", name, n)
		}
		if name == "a bomb" && !p.Cut {
			t.Error("nobody is told that the bomb is longer")
		}
	}
}

func FuzzWord(f *testing.F) {
	f.Add([]byte(body + "<w:p><w:r><w:t>The ferry</w:t></w:r></w:p>" + bodyEnd))
	f.Add([]byte(body + "<w:p><w:del><mc:Fallback><w:vanish w:val='0'/>"))
	f.Fuzz(func(t *testing.T, document []byte) {
		p, err := Word(word(t, "word/document.xml", string(document)))
		if (err == nil) != (p != nil) || p != nil && len(p.Blocks) == 0 {
			t.Errorf("%+v, %v", p, err)
		}
	})
}

// The lines of a PDF become its paragraphs, whatever they are.
func FuzzLines(f *testing.F) {
	f.Add("Town council 1\r\nThe har\x02\r\nbour is\r\nfull.\x00Town council 2\r\n2\r\nhalf\x02\nempty half-empty")
	f.Fuzz(func(t *testing.T, text string) {
		var pages [][]string
		words := 0
		for page := range strings.SplitSeq(text, "\x00") {
			pages = append(pages, linesOf(page))
			words += len(page)
		}
		blocks, beside := reflowed(pages)
		for _, b := range slices.Concat(blocks, beside) {
			if words -= len(b); strings.TrimSpace(b) == "" {
				t.Errorf("an empty one in %q", blocks)
			}
		}
		if words < -len(blocks)*2-len(text) {
			t.Errorf("more comes out than went in: %q of %q", blocks, text)
		}
	})
}

// testdata has a document of each kind for packages that fetch them: minutes, and pages that were scanned.
func TestFixtures(t *testing.T) {
	lines := []string{"Minutes of 8 February", "The harbour master said that the ferry carried 40,200 passengers in 2021, which is fewer", "than before the war.",
		"\\223We cannot run half-empty boats,\\224 she told the council, which will vote in March on the", "fare and the timetable."}
	for name, want := range map[string][]byte{"minutes.pdf": pdf(lines), "scanned.pdf": drawn("", "60 60 400 700 re f"),
		"minutes.docx": word(t, "word/document.xml", body+"<w:p><w:r><w:t>Minutes of 8 February</w:t></w:r></w:p><w:p><w:r><w:t>The harbour master said that the "+
			"ferry carried 40,200 passengers in 2021.</w:t></w:r></w:p>"+bodyEnd)} {
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, want, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) && name != "minutes.docx" { // the packing may be another one
			t.Errorf("%s is another one; run go test -update here: %v", file, err)
		}
	}
}

var update = flag.Bool("update", false, "write testdata")
