package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A workbook of Excel (.xlsx, ECMA-376) is read as the table that Excel would write for its first sheet: the results of
// its formulas, dates as ISO 8601. Everything else that is no text is refused with what to do.

const saveAs = "save it as “CSV UTF-8 (Comma delimited)”, and import that"

// maxPart is the most that is read of a part of a workbook, unpacked: thousands of checks. An archive may be a bomb.
const maxPart = 32 << 20

// workbook returns the first sheet of a workbook as CSV, and what the user is to be told. is is false if data is no
// workbook, nor any other file that is packed.
func workbook(data []byte) (sheet []byte, said string, is bool, err error) {
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return nil, "", true, errors.New("is a workbook of Excel as it was before 2007, or has a password: " + saveAs)
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, "", false, nil
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, "", true, fmt.Errorf("is a damaged workbook or archive: %w", err)
	}
	b := book{z}
	switch {
	case b.has("content.xml"):
		return nil, "", true, errors.New("is an OpenDocument file: save it as “Text CSV” in UTF-8, and import that")
	case !b.has("xl/workbook.xml"):
		return nil, "", true, errors.New("is packed, and no workbook of Excel: give a page, JSON, CSV or .xlsx")
	}
	sheet, said, err = b.first()
	if err != nil {
		err = fmt.Errorf("is a workbook that cannot be read (%w): %s", err, saveAs)
	}
	return sheet, said, true, err
}

type book struct{ *zip.Reader }

func (b book) has(name string) bool {
	f, err := b.Open(name)
	if err == nil {
		f.Close()
	}
	return err == nil
}

// part reads a part of a workbook.
func (b book) part(name string, into any) error {
	f, err := b.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPart+1))
	if err == nil && len(data) > maxPart {
		err = fmt.Errorf("%s has more than %d MiB", name, maxPart>>20)
	}
	if err != nil {
		return err
	}
	return xml.Unmarshal(data, into)
}

// A richText is the text of a cell, in one piece or in several that look different. How it is pronounced, which Japanese
// sheets have beside it, is not read.
type richText struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

// escape is a character that XML cannot have, or that a sheet shall not take for one.
var escape = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

func (t richText) String() string {
	s := t.Text
	for _, r := range t.Runs {
		s += r.Text
	}
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 32)
		return string(rune(n))
	})
}

// first returns the first sheet that can be seen, as CSV.
func (b book) first() (sheet []byte, said string, err error) {
	var w struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	var shared struct {
		All []richText `xml:"si"`
	}
	if err := errors.Join(b.part("xl/workbook.xml", &w), b.part("xl/_rels/workbook.xml.rels", &rels)); err != nil {
		return nil, "", err
	}
	if b.has("xl/sharedStrings.xml") {
		if err := b.part("xl/sharedStrings.xml", &shared); err != nil {
			return nil, "", err
		}
	}
	days, err := b.dates()
	if err != nil {
		return nil, "", err
	}
	target := ""
	var others []string
	for _, s := range w.Sheets {
		switch {
		case s.State == "hidden" || s.State == "veryHidden":
		case target != "":
			others = append(others, strconv.Quote(s.Name))
		default:
			for _, r := range rels.All {
				if r.ID == s.ID {
					target = r.Target
				}
			}
			if !strings.HasPrefix(target, "/") {
				target = "xl/" + target
			}
			said = strconv.Quote(s.Name)
		}
	}
	if others == nil {
		said = ""
	} else {
		said = fmt.Sprintf("only its first sheet, %s, is read, and not %s: save what you need of these as CSV", said,
			strings.Join(others, ", "))
	}
	var content struct {
		Rows []struct {
			Number int `xml:"r,attr"`
			Cells  []struct {
				At     string   `xml:"r,attr"`
				Type   string   `xml:"t,attr"`
				Style  int      `xml:"s,attr"`
				Value  string   `xml:"v"`
				Inline richText `xml:"is"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := b.part(path.Clean(strings.TrimPrefix(target, "/")), &content); err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	lines := csv.NewWriter(&out)
	written := 0
	const mostColumns, mostEmpty = 1024, 10_000 // ours have some thirty; of what is empty in between a line each is kept
	for _, r := range content.Rows {
		for r.Number > written+1 && written < mostEmpty {
			lines.Write(nil)
			written++
		}
		var row []string
		for _, c := range r.Cells {
			column := columnOf(c.At)
			if column < 0 {
				column = len(row)
			}
			if column >= mostColumns {
				break
			}
			for len(row) <= column {
				row = append(row, "")
			}
			switch text := c.Value; c.Type {
			case "s":
				n, err := strconv.Atoi(strings.TrimSpace(text))
				if err != nil || n < 0 || n >= len(shared.All) {
					return nil, "", fmt.Errorf("cell %s has no text", c.At)
				}
				row[column] = shared.All[n].String()
			case "inlineStr":
				row[column] = c.Inline.String()
			case "b":
				row[column] = map[string]string{"0": "FALSE", "1": "TRUE"}[text]
			case "", "n":
				row[column] = number(text, days[c.Style], w.Properties.From1904)
			default: // the text of a formula, an error, a date as ISO 8601
				row[column] = text
			}
		}
		lines.Write(row)
		written++
	}
	lines.Flush()
	return out.Bytes(), said, lines.Error()
}

// columnOf returns the column of a cell such as AB12, from 0; -1 if it says none.
func columnOf(at string) int {
	n := 0
	for _, c := range at {
		if c < 'A' || c > 'Z' || n > 1<<20 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// number returns a number as a person would write it, or the date that it stands for.
func number(text string, day bool, from1904 string) string {
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return text
	}
	const last = 2_958_465 // 31 December 9999
	if day && f >= 1 && f <= last {
		zero := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
		if from1904 == "1" || from1904 == "true" { // workbooks of old Macs
			zero = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
		}
		return zero.AddDate(0, 0, int(f)).Format(time.DateOnly)
	}
	const shown = 15 // digits that Excel shows at most: 0.1 is kept as 0.10000000000000001
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', shown, 64), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}

var unread = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`) // of a format: texts, colours and conditions

// dates returns the styles of cells that show numbers as days.
func (b book) dates() (map[int]bool, error) {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if !b.has("xl/styles.xml") {
		return nil, nil
	}
	if err := b.part("xl/styles.xml", &styles); err != nil {
		return nil, err
	}
	// The formats that every program has: 14 to 17 and 22 everywhere, the others in East Asia (ECMA-376-1, 18.8.30).
	days := map[int]bool{14: true, 15: true, 16: true, 17: true, 22: true}
	for id := 27; id <= 58; id++ {
		days[id] = id <= 31 || id == 36 || id >= 50
	}
	for _, f := range styles.Formats {
		code := strings.ToLower(unread.ReplaceAllString(f.Code, ""))
		days[f.ID] = strings.ContainsAny(code, "dy") && !strings.Contains(code, "general")
	}
	out := map[int]bool{}
	for i, c := range styles.Cells {
		out[i] = days[c.Format]
	}
	return out, nil
}
