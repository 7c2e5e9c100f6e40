package importer

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
)

// A grid is a table as its file has it, before anything is known of its columns. Rows without a word are not in it.
type grid struct {
	name   string // of the sheet; "" of a file that has only one table
	hidden bool   // the sheet
	rows   []row
	veiled []int // columns that are hidden in the sheet, from 0
}

type row struct {
	number int // in the file, from 1
	hidden bool
	cells  []cell
}

// A cell is what is shown in it, and the address that it is a link to.
type cell struct {
	text, link string
	from       joined
}

// joined says where the words of a cell stand that is part of a bigger one.
type joined byte

const (
	own joined = iota
	fromLeft
	fromAbove
)

// at returns the words of a column, "" beyond the last.
func (r *row) at(column int) string {
	if column >= len(r.cells) {
		return ""
	}
	return r.cells[column].text
}

func (r *row) empty() bool {
	return !slices.ContainsFunc(r.cells, func(c cell) bool { return strings.TrimSpace(c.text) != "" })
}

// A spreadsheet may be a trap: an archive of a few bytes that unpacks to gigabytes, a cell in the last corner of a
// sheet, one row repeated a million times, one cell as wide as the sheet. What is beyond these bounds is refused whole,
// before anything is laid out.
const (
	maxUnpacked = 64 << 20 // bytes of all that is read of an archive: the checks of decades
	maxCells    = 500_000  // the largest archives of newsrooms, 27,500 checks, with all columns we know
	maxColumns  = 1024     // ours have some thirty; programs have 16,384
	maxParts    = 2000     // sheets and what belongs to them
)

var (
	errCells   = fmt.Errorf("has more than %d cells", maxCells)
	errColumns = fmt.Errorf("has more than %d columns", maxColumns)
)

// An area is the cells that are one, counted from 0; the last are in it.
type area struct{ top, left, bottom, right int }

// join gives the words of merged cells to all cells in their place.
func (g *grid) join(areas []area) error {
	laid := 0
	for _, a := range areas {
		first := sort.Search(len(g.rows), func(i int) bool { return g.rows[i].number > a.top })
		if first == len(g.rows) || g.rows[first].number != a.top+1 || a.left >= len(g.rows[first].cells) {
			continue // nothing stands in it
		}
		whole := g.rows[first].cells[a.left]
		for i := first; i < len(g.rows) && g.rows[i].number <= a.bottom+1; i++ {
			r := &g.rows[i]
			if laid += min(a.right, maxColumns-1) - a.left + 1; laid > maxCells {
				return errCells
			}
			for c := a.left; c <= a.right && c < maxColumns; c++ {
				if i == first && c == a.left {
					continue
				}
				for len(r.cells) <= c {
					r.cells = append(r.cells, cell{})
				}
				r.cells[c] = cell{whole.text, whole.link, fromAbove}
				if c > a.left {
					r.cells[c].from = fromLeft
				}
			}
		}
	}
	return nil
}

const saveAs = "save it as “CSV UTF-8 (Comma delimited)”, and import that"

// IsWorkbook reports whether data is a workbook, or any other file that is packed: it is not text in any encoding.
func IsWorkbook(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) || bytes.HasPrefix(data, []byte("PK\x03\x04"))
}

// workbook returns the sheets of a workbook.
func workbook(data []byte) (kind Kind, sheets []grid, err error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return 0, nil, errors.New("is a workbook of Excel as it was before 2007, or has a password: " + saveAs)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0, nil, fmt.Errorf("is a damaged workbook or archive: %w", err)
	}
	b := book{z}
	switch {
	case b.has("xl/workbook.xml"):
		kind = Excel
		sheets, err = b.excel()
	case b.has("content.xml"):
		kind = OpenDocument
		sheets, err = b.openDocument()
	case b.has("xl/workbook.bin"):
		return 0, nil, errors.New("is a binary workbook (.xlsb): save it as .xlsx, and import that")
	case b.has("Index/Document.iwa"), b.has("Index.zip"):
		return 0, nil, errors.New("is of Numbers: export it to Excel or CSV, and import that")
	default:
		return 0, nil, errors.New("is packed, and no workbook: give a page, JSON, CSV, .xlsx or .ods")
	}
	if err != nil {
		return 0, nil, fmt.Errorf("is a workbook that cannot be read (%w): %s", err, saveAs)
	}
	return kind, sheets, nil
}

// A book is the archive that a workbook is.
type book struct{ *zip.Reader }

func (b book) has(name string) bool {
	return slices.ContainsFunc(b.File, func(f *zip.File) bool { return f.Name == name })
}

// part returns a part of a workbook, unpacked; nil if it has none of that name.
func (b book) part(name string) ([]byte, error) {
	if !b.has(name) {
		return nil, nil
	}
	f, err := b.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxUnpacked+1))
	if err == nil && len(data) > maxUnpacked {
		err = fmt.Errorf("%s has more than %d MiB", name, maxUnpacked>>20)
	}
	return data, err
}

// tokens calls f with each token of XML. A document type is refused: what it declares has no use but mischief.
func tokens(data []byte, f func(xml.Token) error) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("is not in UTF-8") }
	const deepest = 100 // elements in one another; programs write a dozen
	for depth := 0; ; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return fmt.Errorf("has more than %d elements in one another", deepest)
			}
		case xml.EndElement:
			depth--
		}
		if _, is := t.(xml.Directive); is && err == nil {
			err = errors.New("has a document type")
		}
		if err == nil {
			err = f(t)
		}
		if err != nil {
			return err
		}
	}
}

// attribute returns the value of an attribute, whatever its namespace; "" if the element has none of the name.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A Kind is what a file that is imported holds.
type Kind int

const (
	Nothing      Kind = iota // that we know
	Text                     // a table as text, CSV or pasted
	Excel                    // .xlsx
	OpenDocument             // .ods
	HTML                     // tables of a page, or of the clipboard
	ClaimReviews             // of a page
	DataFeed                 // of ClaimReviews
	ClaimSearch              // an answer of the Claim Search API
	Annotations              // of Hypothesis or another tool
)

// String returns what a file holds, in English.
func (k Kind) String() string {
	return [...]string{"nothing we know", "a table", "an Excel workbook", "an OpenDocument spreadsheet", "a table of a page",
		"ClaimReviews", "a feed of ClaimReviews", "an answer of the Claim Search API", "annotations"}[k]
}
