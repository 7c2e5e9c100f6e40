package links

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/paper"
)

const (
	typePDF  = "application/pdf"
	typeWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// isPaper reports whether an answer is a document that is no page, and can be read.
func isPaper(h http.Header) bool {
	kind := contentType(h)
	return kind == typePDF || kind == "application/x-pdf" || kind == typeWord
}

// A reader reads a document.
type reader func(context.Context, []byte) (*paper.Paper, error)

// paperOf returns what reads an answer that is a document; nil if it is none. Some servers do not know what they send.
func paperOf(x visit) reader {
	unsaid := contentType(x.header) == "application/octet-stream"
	switch kind := contentType(x.header); {
	case kind == typeWord, unsaid && bytes.HasPrefix(x.body, []byte("PK\x03\x04")) && bytes.Contains(x.body, []byte("word/document.xml")):
		return func(_ context.Context, data []byte) (*paper.Paper, error) { return paper.Word(data) }
	case isPaper(x.header), unsaid && bytes.HasPrefix(x.body, []byte("%PDF-")):
		return paper.PDF
	}
	return nil
}

// readPaper reads what a document says. The error is that of ctx.
func (p *Page) readPaper(ctx context.Context, read reader, x visit) error {
	p.Trouble, p.Why = "", ""
	if x.cut != "" { // a part of a PDF is none
		p.Trouble, p.Why = TooLarge, x.cut
		return nil
	}
	said, err := read(ctx, x.body)
	if err != nil {
		p.Why = err.Error()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, paper.NoText):
			p.Trouble = Scanned
		case errors.Is(err, paper.Locked):
			p.Trouble = Locked
		default:
			p.Trouble = Damaged
		}
		return nil
	}
	if said.Cut {
		p.Trouble, p.Why = Cut, "it has more pages than were read, or some that are damaged"
	}
	t := new(claims.Text)
	for _, b := range said.Blocks {
		t.Append(b)
		t.Break()
	}
	notes := new(claims.Text)
	for _, b := range said.Beside {
		notes.Append(b)
		notes.Break()
	}
	p.Blocks, p.Beside, p.Language = blocks(t), blocks(notes), t.Spoken()
	p.Title = charset.Visible(said.Title)
	const longest = 150 // bytes of a first paragraph that may be a headline
	if p.Blocks == nil {
		p.Trouble, p.Why = Scanned, paper.NoText.Error() // in characters that nobody sees
	} else if p.Title == "" && len(p.Blocks[0]) <= longest {
		p.Title = p.Blocks[0]
	}
	if author := charset.Visible(said.Author); author != "" {
		p.Authors = []string{author}
	}
	p.HTML = []byte(strings.Join(p.Blocks, "\n\n"))
	p.Title = oneLine(p.Title)
	return nil
}
