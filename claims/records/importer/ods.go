package importer

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// openDocument returns the tables of a spreadsheet of LibreOffice (.ods, OpenDocument 1.3, part 3, chapter 9). No library
// for it is kept up. What is read is what a table shows, with dates as ISO 8601.
func (b book) openDocument() ([]grid, error) {
	if manifest, _ := b.part("META-INF/manifest.xml"); strings.Contains(string(manifest), "encryption-data") {
		return nil, errors.New("it has a password")
	}
	data, err := b.part("content.xml")
	if err != nil {
		return nil, err
	}
	o := odsReader{hiddenStyles: map[string]bool{}}
	if err := tokens(data, o.token); err != nil {
		return nil, err
	}
	switch {
	case !o.ended:
		return nil, errors.New("it ends in the middle")
	case o.sheets == nil:
		return nil, errors.New("it has no tables: it is a text or a drawing")
	}
	for i := range o.sheets {
		if err := o.sheets[i].join(o.merged[i]); err != nil {
			return nil, err
		}
	}
	return o.sheets, nil
}

type odsReader struct {
	sheets []grid
	merged [][]area // of each sheet

	style        string // the one being read
	hiddenStyles map[string]bool

	row                row // the one being read
	number, rowTimes   int // where it stands, and how often it is repeated
	column, columnsNow int // where its next cell stands; the columns that were described so far
	cell               cell
	words              []byte // of the cell
	cellTimes          int
	date               string // that the cell is, whatever it shows
	inCell, covered    bool
	paragraphs         int
	inParagraph        int
	quiet              int // how deep in a comment, a drawing or in old changes, whose words are not those of a cell
	laid               int // cells of all sheets
	ended              bool
}

// timesOf returns how often an element says that it is repeated, or how many cells it spans: at least 1.
func timesOf(e xml.StartElement, name string) int {
	s := attribute(e, name)
	n, err := strconv.Atoi(s)
	if err != nil && s != "" {
		return maxCells + 1
	}
	return min(max(n, 1), maxCells*2)
}

func (o *odsReader) token(t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		if o.quiet > 0 {
			o.quiet++
			return nil
		}
		return o.start(e)
	case xml.EndElement:
		if o.quiet > 0 {
			o.quiet--
			return nil
		}
		return o.end(e.Name.Local)
	case xml.CharData:
		if o.quiet == 0 && o.inParagraph > 0 {
			o.words = append(o.words, e...)
		}
	}
	return nil
}

func (o *odsReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "annotation", "frame", "shapes", "tracked-changes", "forms", "ruby-text":
		o.quiet = 1
	case "style":
		o.style = attribute(e, "name")
	case "table-properties":
		if attribute(e, "display") == "false" {
			o.hiddenStyles[o.style] = true
		}
	case "table":
		if len(o.sheets) > maxParts {
			return fmt.Errorf("has more than %d tables", maxParts)
		}
		o.sheets = append(o.sheets, grid{name: visible(attribute(e, "name")), hidden: o.hiddenStyles[attribute(e, "style-name")]})
		o.merged = append(o.merged, nil)
		o.number, o.columnsNow = 0, 0
	case "table-column":
		n := timesOf(e, "number-columns-repeated")
		if v := attribute(e, "visibility"); (v == "collapse" || v == "filter") && o.sheets != nil {
			g := &o.sheets[len(o.sheets)-1]
			for c := o.columnsNow; c < min(o.columnsNow+n, maxColumns); c++ {
				g.veiled = append(g.veiled, c)
			}
		}
		o.columnsNow = min(o.columnsNow+n, maxColumns)
	case "table-row":
		v := attribute(e, "visibility")
		o.row = row{number: o.number + 1, hidden: v == "collapse" || v == "filter"}
		o.rowTimes, o.column = timesOf(e, "number-rows-repeated"), 0
	case "table-cell", "covered-table-cell":
		o.cell, o.words, o.date, o.paragraphs, o.inCell = cell{}, o.words[:0], "", 0, true
		o.covered = e.Name.Local == "covered-table-cell"
		o.cellTimes = timesOf(e, "number-columns-repeated")
		if attribute(e, "value-type") == "date" {
			o.date, _, _ = strings.Cut(attribute(e, "date-value"), "T")
		}
		down, right := timesOf(e, "number-rows-spanned"), timesOf(e, "number-columns-spanned")
		if n := len(o.sheets) - 1; n >= 0 && down+right > 2 {
			o.merged[n] = append(o.merged[n], area{o.number, o.column, o.number + down - 1, o.column + right - 1})
		}
	case "p", "h":
		if o.inCell {
			if o.paragraphs++; o.paragraphs > 1 && o.inParagraph == 0 {
				o.words = append(o.words, '\n')
			}
			o.inParagraph++
		}
	case "s", "tab", "line-break":
		if o.inParagraph > 0 {
			o.words = append(o.words, map[string]byte{"s": ' ', "tab": '\t', "line-break": '\n'}[e.Name.Local])
		}
	case "a":
		if o.inCell && o.cell.link == "" {
			o.cell.link = attribute(e, "href")
		}
	}
	return nil
}

func (o *odsReader) end(name string) error {
	switch name {
	case "p", "h":
		o.inParagraph = max(o.inParagraph-1, 0)
	case "table-cell", "covered-table-cell":
		o.inCell = false
		if o.cell.text = o.date; o.date == "" {
			o.cell.text = string(o.words)
		}
		o.column += o.cellTimes
		if o.covered || strings.TrimSpace(o.cell.text) == "" {
			break
		}
		if o.column > maxColumns {
			return errColumns
		}
		if o.laid += o.column - len(o.row.cells); o.laid > maxCells {
			return errCells
		}
		for len(o.row.cells) < o.column-o.cellTimes {
			o.row.cells = append(o.row.cells, cell{})
		}
		for range o.cellTimes {
			o.row.cells = append(o.row.cells, o.cell)
		}
	case "table-row":
		if len(o.sheets) > 0 && !o.row.empty() {
			g := &o.sheets[len(o.sheets)-1]
			if o.laid += len(o.row.cells) * (o.rowTimes - 1); o.laid > maxCells {
				return errCells
			}
			for range o.rowTimes {
				g.rows = append(g.rows, row{o.row.number, o.row.hidden, slices.Clone(o.row.cells)})
				o.row.number++
			}
		}
		o.number += o.rowTimes
	case "document-content":
		o.ended = true
	}
	return nil
}
