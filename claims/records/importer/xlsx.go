package importer

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A workbook of Excel (.xlsx, ECMA-376) is read twice: scanSheet, a row at a time, sees to it that no sheet is a trap or
// damaged, and takes from it what is merged, hidden and linked; then package excelize reads the words, with the results
// of formulas and numbers as they are shown. It knows what programs write, but lays out what a file only claims to have,
// takes the end of a damaged sheet for its end, and a text that is missing for a number.

// neededParts are what is read of a workbook: no pictures, macros or charts.
var neededParts = regexp.MustCompile(`(?i)^(\[Content_Types\]\.xml|xl/(workbook|sharedStrings|styles)\.xml|` +
	`xl/_rels/workbook\.xml\.rels|xl/worksheets/(_rels/)?[^/]+)$`)

// excel returns the sheets of a workbook of Excel.
func (b book) excel() ([]grid, error) {
	data, err := b.needed()
	if err != nil {
		return nil, err
	}
	list, err := b.sheets()
	if err != nil {
		return nil, err
	}
	texts := 0
	shared, err := b.part("xl/sharedStrings.xml")
	if err == nil {
		err = tokens(shared, func(t xml.Token) error {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
				texts++
			}
			return nil
		})
	}
	if err != nil {
		return nil, err
	}
	facts := make([]sheetFacts, len(list))
	cells := 0
	for i, s := range list {
		if facts[i], err = b.scanSheet(s.path, texts, &cells); err != nil {
			return nil, fmt.Errorf("sheet %q: %w", visible(s.name), err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data),
		excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := isoDates(f); err != nil {
		return nil, err
	}
	out := make([]grid, len(list))
	for i, s := range list {
		g := grid{name: visible(s.name), hidden: s.hidden, veiled: facts[i].veiled}
		if g.rows, err = rowsOf(f, s.name, facts[i]); err == nil {
			err = g.join(facts[i].merged)
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", g.name, err)
		}
		out[i] = g
	}
	return out, nil
}

// needed returns the archive with nothing in it but what is read.
func (b book) needed() ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	parts, size := 0, uint64(0)
	for _, f := range b.File {
		if !neededParts.MatchString(f.Name) {
			continue
		}
		parts++
		if size += f.UncompressedSize64; size > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return nil, fmt.Errorf("has more than %d MiB", maxUnpacked>>20)
		}
		if parts > maxParts {
			return nil, fmt.Errorf("has more than %d parts", maxParts)
		}
		if err := w.Copy(f); err != nil {
			return nil, err
		}
	}
	where, err := w.Create("_rels/.rels") // which some programs leave out
	if err == nil {
		_, err = io.WriteString(where, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" `+
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	}
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}

type sheetPart struct {
	name, path string
	hidden     bool
}

// sheets returns the worksheets of a workbook in order, without its charts.
func (b book) sheets() (out []sheetPart, err error) {
	var w struct {
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			All   []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	book, err := b.part("xl/workbook.xml")
	if err == nil {
		err = xml.Unmarshal(book, &w)
	}
	if err != nil {
		return nil, err
	}
	targets, err := b.relations("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var missing []string
	for _, s := range w.Sheets {
		id := ""
		for _, a := range s.All {
			if a.Name.Local == "id" {
				id = a.Value
			}
		}
		at := path.Join("xl", targets[id])
		if strings.HasPrefix(targets[id], "/") {
			at = path.Clean(targets[id][1:])
		}
		if !strings.HasPrefix(at, "xl/worksheets/") {
			continue // a chart, or a dialog of old
		}
		if !b.has(at) {
			missing = append(missing, strconv.Quote(visible(s.Name)))
			continue
		}
		if folded := strings.ToLower(s.Name); seen[folded] {
			return nil, fmt.Errorf("two sheets have the name %q", visible(s.Name))
		} else {
			seen[folded] = true
		}
		out = append(out, sheetPart{s.Name, at, s.State == "hidden" || s.State == "veryHidden"})
	}
	if len(missing) > 0 { // it may be the one with the checks
		var names []string
		for _, s := range out {
			names = append(names, strconv.Quote(visible(s.name)))
		}
		if names == nil {
			names = []string{"no other"}
		}
		return nil, fmt.Errorf("sheet %s is not there, but listed; the file has %s", strings.Join(missing, ", "),
			strings.Join(names, ", "))
	}
	return out, nil
}

// relations returns what the ids in a part refer to.
func (b book) relations(part string) (map[string]string, error) {
	data, err := b.part(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if data == nil || err != nil {
		return nil, err
	}
	out := map[string]string{}
	err = tokens(data, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			out[attribute(e, "Id")] = attribute(e, "Target")
		}
		return nil
	})
	return out, err
}

type sheetFacts struct {
	merged []area
	veiled []int
	hidden map[int]bool      // rows, from 1
	links  map[[2]int]string // by row and column, from 0
}

// scanSheet reads a sheet without its words. cells counts those of all sheets, as they are laid out.
func (b book) scanSheet(part string, texts int, cells *int) (facts sheetFacts, err error) {
	data, err := b.part(part)
	if err != nil {
		return facts, err
	}
	targets, err := b.relations(part)
	if err != nil {
		return facts, err
	}
	facts.links, facts.hidden = map[[2]int]string{}, map[int]bool{}
	rows, columns, at := 0, 0, [2]int{}
	typ, in, formula, ended := "", "", "", false
	const longestFormula = 1 << 14 // Excel takes 8,192 characters
	laid := func() error {
		if *cells += columns; *cells > maxCells {
			return errCells
		}
		columns = 0
		return nil
	}
	err = tokens(data, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			in = e.Name.Local
			switch in {
			case "row":
				n, _ := strconv.Atoi(attribute(e, "r"))
				if n == 0 {
					n = rows + 1
				}
				if n <= rows {
					return fmt.Errorf("row %d comes after row %d", n, rows)
				}
				if rows = n; isTrue(attribute(e, "hidden")) {
					facts.hidden[n] = true
				}
				return laid()
			case "c":
				typ, formula = attribute(e, "t"), ""
				at = [2]int{rows - 1, columns}
				if r := attribute(e, "r"); r != "" {
					c, n, err := excelize.CellNameToCoordinates(r)
					if err != nil || n != rows {
						return fmt.Errorf("cell %q stands in row %d", visible(r), rows)
					}
					at[1] = c - 1
				}
				columns = max(columns, at[1]+1)
			case "col":
				if isTrue(attribute(e, "hidden")) {
					first, _ := strconv.Atoi(attribute(e, "min"))
					last, _ := strconv.Atoi(attribute(e, "max"))
					for c := max(first, 1); c <= min(last, maxColumns) && len(facts.veiled) < maxColumns; c++ {
						facts.veiled = append(facts.veiled, c-1)
					}
				}
			case "mergeCell":
				if a, ok := areaOf(attribute(e, "ref")); ok {
					facts.merged = append(facts.merged, a)
				}
			case "hyperlink":
				a, ok := areaOf(attribute(e, "ref"))
				if link := targets[attribute(e, "id")]; ok && link != "" {
					facts.links[[2]int{a.top, a.left}] = link
				}
			}
		case xml.CharData:
			switch {
			case in == "v" && typ == "s":
				if n, err := strconv.Atoi(strings.TrimSpace(string(e))); err != nil || n < 0 || n >= texts {
					return fmt.Errorf("cell %s has no text", cellName(at))
				}
			case in == "f":
				if formula += string(e); len(formula) > longestFormula {
					return fmt.Errorf("the formula of cell %s is too long", cellName(at))
				}
			}
		case xml.EndElement:
			in = ""
			switch e.Name.Local {
			case "f":
				if link := linkOf(formula); link != "" {
					facts.links[at] = link
				}
			case "worksheet":
				ended = true
			}
		}
		return nil
	})
	if err == nil && !ended {
		err = errors.New("it ends in the middle")
	}
	if err == nil {
		err = laid()
	}
	return facts, err
}

func isTrue(s string) bool { return s == "1" || s == "true" }

func cellName(at [2]int) string {
	name, _ := excelize.CoordinatesToCellName(at[1]+1, at[0]+1)
	return name
}

// areaOf returns the area of a reference such as A1:C2.
func areaOf(ref string) (a area, ok bool) {
	first, last, both := strings.Cut(ref, ":")
	if !both {
		last = first
	}
	left, top, err1 := excelize.CellNameToCoordinates(first)
	right, bottom, err2 := excelize.CellNameToCoordinates(last)
	if err1 != nil || err2 != nil {
		return a, false
	}
	return area{min(top, bottom) - 1, min(left, right) - 1, max(top, bottom) - 1, max(left, right) - 1}, true
}

var linkFormula = regexp.MustCompile(`(?i)^\s*HYPERLINK\(\s*"([^"]+)"\s*[,;)]`)

// linkOf returns the address that a formula is a link to; "" if it is none.
func linkOf(formula string) string {
	if m := linkFormula.FindStringSubmatch(formula); m != nil {
		return m[1]
	}
	return ""
}

// rowsOf returns the rows of a sheet that scanSheet has read.
func rowsOf(f *excelize.File, sheet string, facts sheetFacts) (out []row, err error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		words, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		r := row{number: n, hidden: facts.hidden[n]}
		if len(words) > maxColumns {
			return nil, errColumns
		}
		for c, s := range words {
			r.cells = append(r.cells, cell{text: s, link: facts.links[[2]int{n - 1, c}]})
		}
		if !r.empty() {
			out = append(out, r)
		}
	}
	return out, rows.Error()
}

var unread = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`) // of a format: texts, colours and conditions

// isoDates has dates written as ISO 8601, as far as their format shows them: every country has its own order, and what
// Excel keeps as the short date is that of whoever looks at it.
func isoDates(f *excelize.File) error {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	// The formats that every program has: 14 to 17 and 22 everywhere, the others in East Asia (ECMA-376-1, 18.8.30).
	shown := map[int]string{14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm", 22: "yyyy-mm-dd"}
	for id := 27; id <= 58; id++ {
		if id <= 31 || id == 36 || id >= 50 {
			shown[id] = "yyyy-mm-dd"
		}
	}
	odd := map[int]bool{}
	const (
		mostFormats   = 1000 // Excel takes some two hundred, and each is sought from the first
		longestFormat = 255  // that Excel takes
	)
	if f.Styles.NumFmts != nil {
		if len(f.Styles.NumFmts.NumFmt) > mostFormats {
			return fmt.Errorf("has more than %d formats of numbers", mostFormats)
		}
		for _, n := range f.Styles.NumFmts.NumFmt {
			code := strings.ToLower(unread.ReplaceAllString(n.FormatCode, ""))
			switch {
			case len(n.FormatCode) > longestFormat || len(n.FormatCode16) > longestFormat:
				odd[n.NumFmtID] = true
			case strings.Contains(code, "general"):
			case strings.Contains(code, "d"):
				shown[n.NumFmtID] = "yyyy-mm-dd"
			case strings.Contains(code, "y") && strings.Contains(code, "m"):
				shown[n.NumFmtID] = "yyyy-mm"
			case strings.Contains(code, "y"):
				shown[n.NumFmtID] = "yyyy"
			default:
				delete(shown, n.NumFmtID)
			}
		}
	}
	ids := map[string]int{}
	general := 0
	for i := range f.Styles.CellXfs.Xf {
		id := f.Styles.CellXfs.Xf[i].NumFmtID
		if id == nil {
			continue
		}
		if odd[*id] {
			f.Styles.CellXfs.Xf[i].NumFmtID = &general
			continue
		}
		format := shown[*id]
		if format == "" {
			continue
		}
		if _, made := ids[format]; !made {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				return err
			}
			ids[format] = *f.Styles.CellXfs.Xf[style].NumFmtID
		}
		iso := ids[format]
		f.Styles.CellXfs.Xf[i].NumFmtID = &iso
	}
	return nil
}
