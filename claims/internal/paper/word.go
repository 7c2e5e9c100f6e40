package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// mostXML is how many bytes of one part of a Word file are unpacked. A report of 500 pages has a third of it; a bomb that
// claims to be one has more.
const mostXML = 64 << 20

// Word reads a file of Word (.docx). The error is NoText or Broken.
func Word(data []byte) (*Paper, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if isLocked(data) {
			return nil, Locked
		}
		return nil, fmt.Errorf("%w: %v", Broken, err)
	}
	p := new(Paper)
	left := mostXML
	part := func(name string) *xml.Decoder {
		for _, f := range z.File {
			if f.Name == name {
				if r, err := f.Open(); err == nil {
					return xml.NewDecoder(&counted{io.LimitReader(r, int64(left)), &left})
				}
			}
		}
		return nil
	}
	d := part("word/document.xml")
	if d == nil {
		return nil, fmt.Errorf("%w: there is no document in it", Broken)
	}
	var cut bool
	if p.Blocks, cut = paragraphs(d); cut || left <= 0 {
		p.Cut = true
	}
	for _, name := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		if d := part(name); d != nil {
			notes, _ := paragraphs(d)
			p.Beside = append(p.Beside, notes...)
		}
	}
	if d := part("docProps/core.xml"); d != nil {
		p.Title, p.Author = titled(text(d, "title")), text(d, "creator")
	}
	if p.Blocks == nil {
		if p.Cut {
			return nil, Broken
		}
		return nil, NoText
	}
	return p, nil
}

// counted takes what is read off what is left for all parts of a file.
type counted struct {
	io.Reader
	left *int
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	*c.left -= n
	return n, err
}

// paragraphs returns the words of a part that readers see, and whether it breaks off. What was deleted with changes
// tracked is no text of Word, hidden words are left out, and of two forms of a box the first is read.
func paragraphs(d *xml.Decoder) (out []string, cut bool) {
	var (
		b             strings.Builder
		all           int
		skip          int  // elements that are open since one was left out
		inText, blind bool // inside of w:t; in a run that is hidden
	)
	end := func() {
		if words := strings.Join(strings.Fields(b.String()), " "); words != "" {
			out = append(out, words)
		}
		b.Reset()
	}
	for {
		t, err := d.RawToken()
		if err != nil {
			end()
			return out, err != io.EOF
		}
		switch t := t.(type) {
		case xml.StartElement:
			if skip > 0 {
				skip++
				continue
			}
			switch t.Name.Local {
			case "Fallback", "del", "moveFrom":
				skip = 1
			case "p":
				end() // of the paragraph that a box stands in
			case "r":
				blind = false
			case "vanish":
				blind = !off(t)
			case "t":
				inText = true
			case "tab", "br", "cr":
				b.WriteByte(' ')
			case "noBreakHyphen":
				b.WriteByte('-')
			}
		case xml.EndElement:
			if skip > 0 {
				skip--
				continue
			}
			switch t.Name.Local {
			case "p":
				end()
			case "t":
				inText = false
			}
		case xml.CharData:
			if skip == 0 && inText && !blind {
				if all += len(t); all > mostText {
					end()
					return out, true
				}
				b.Write(t)
			}
		}
	}
}

// off reports whether a property of a run is switched off.
func off(t xml.StartElement) bool {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value == "false" || a.Value == "0" || a.Value == "off"
		}
	}
	return false
}

// text returns the words of the first element of a name.
func text(d *xml.Decoder, name string) string {
	var b strings.Builder
	in := false
	for {
		t, err := d.RawToken()
		if err != nil {
			return ""
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = in || t.Name.Local == name
		case xml.EndElement:
			if in {
				return strings.Join(strings.Fields(b.String()), " ")
			}
		case xml.CharData:
			if in {
				b.Write(t)
			}
		}
	}
}
