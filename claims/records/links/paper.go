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

// hasPaper reports whether an answer is a document that is no page. Some servers do not know what they send.
func hasPaper(x visit) bool {
	unsaid := contentType(x.header) == "application/octet-stream"
	return isPaper(x.header) ||
		unsaid && (bytes.HasPrefix(x.body, []byte("%PDF-")) || bytes.Contains(x.body, []byte("word/document.xml")))
}

// readPaper reads what a document says. The error is that of ctx.
func (p *Page) readPaper(ctx context.Context, x visit) error {
	p.Trouble, p.Why = "", ""
	if x.cut != "" { // a part of a PDF is none
		p.Trouble, p.Why = TooLarge, x.cut
		return nil
	}
	said, err := paper.Read(ctx, x.body)
	if ctx.Err() != nil {
		return ctx.Err()
	} else if err != nil {
		p.Trouble, p.Why = troubleIn(err), err.Error()
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
	const longest = 150  // bytes of a first paragraph that may be a headline
	if p.Blocks == nil { // in characters that nobody sees
		p.Trouble, p.Why = Scanned, paper.NoText.Error()
		return nil
	}
	if p.Title == "" && len(p.Blocks[0]) <= longest {
		p.Title = p.Blocks[0]
	}
	if author := charset.Visible(said.Author); author != "" {
		p.Authors = []string{author}
	}
	p.HTML = []byte(strings.Join(p.Blocks, "\n\n"))
	p.Title = oneLine(p.Title)
	return nil
}

// PaperOf returns the paragraphs of a file that is a PDF or one of Word, and what is the matter with it; false if it is
// neither. The error is that of ctx.
func PaperOf(ctx context.Context, file []byte) (blocks []string, t Trouble, ok bool, err error) {
	if !paper.Is(file) {
		return nil, "", false, nil
	}
	p, err := paper.Read(ctx, file)
	if ctx.Err() != nil {
		return nil, "", true, ctx.Err()
	} else if err != nil {
		return nil, troubleIn(err), true, nil
	}
	return p.Blocks, "", true, nil
}

// troubleIn returns what an error of package paper means.
func troubleIn(err error) Trouble {
	switch {
	case errors.Is(err, paper.NoText):
		return Scanned
	case errors.Is(err, paper.Locked):
		return Locked
	}
	return Damaged
}
