package paper

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// mostPages is how many pages are read; a budget of a city has as many.
	mostPages = 500

	// mostMemory is what PDFium may use, in pages of 64 kB: 512 MB, for a file of 32 MB, its fonts and one of its pages.
	mostMemory = 8192

	// patience is the longest that a document is read. A report of 500 pages takes five seconds.
	patience = time.Minute
)

// hyphen is how PDFium gives a hyphen at the end of a line that parts a word.
const hyphen = "\x02"

// compiled keeps PDFium as machine code, which takes two seconds to make, from one document to the next.
var compiled = sync.OnceValue(wazero.NewCompilationCache)

// turn is held by whoever reads: one after the other, so that two cost no more memory than one.
var turn = make(chan bool, 1)

// PDF reads a PDF. The error is NoText, Locked, Broken, or that of ctx.
func PDF(ctx context.Context, data []byte) (p *Paper, err error) {
	caller := ctx
	select {
	case turn <- true:
		defer func() { <-turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", Broken, r)
		}
		if caller.Err() != nil {
			p, err = nil, caller.Err()
		}
	}()
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxTotal: 1, Stdout: io.Discard, Stderr: io.Discard,
		FSConfig: wazero.NewFSConfig(), // or it would be given all files of this machine
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(mostMemory).WithCloseOnContextDone(true).WithCompilationCache(compiled()),
	})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	in, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, Locked
	case err != nil:
		return nil, fmt.Errorf("%w: %v", Broken, err)
	}
	n, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", Broken, err)
	}
	p = &Paper{Cut: n.PageCount > mostPages}
	var pages [][]string
	read, damaged := 0, 0
	for i := range min(n.PageCount, mostPages) {
		text, err := in.GetPageText(&requests.GetPageText{Page: requests.Page{
			ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}})
		if ctx.Err() != nil || err != nil && damaged > mostDamaged {
			break
		} else if err != nil { // the others may be whole
			p.Cut = true
			damaged++
			continue
		}
		if read += len(text.Text); read > mostText {
			p.Cut = true
			break
		}
		pages = append(pages, linesOf(text.Text))
	}
	if ctx.Err() != nil {
		p.Cut = true
	}
	if p.Blocks, p.Beside = reflowed(pages); p.Blocks == nil {
		if damaged > 0 || ctx.Err() != nil || n.PageCount == 0 {
			return nil, Broken
		}
		return nil, NoText
	}
	p.Title, p.Author = titled(tag(in, doc.Document, "Title")), strings.TrimSpace(tag(in, doc.Document, "Author"))
	return p, nil
}

// mostDamaged is how many pages may be damaged before the rest is no longer tried: a file that was cut off has hundreds, a
// scanner's slip a few.
const mostDamaged = 20

// linesOf returns the lines of a page, of which PDFium ends each with CR and LF, or with a hyphen.
func linesOf(text string) (out []string) {
	text = strings.NewReplacer(hyphen+"\r\n", hyphen+"\n", hyphen, hyphen+"\n").Replace(text)
	for l := range strings.SplitSeq(text, "\n") {
		l = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\x02' || r == '\ufffd' {
				return -1
			}
			return r
		}, l)), " ")
		if strings.Trim(l, hyphen) != "" {
			out = append(out, l)
		}
	}
	return out
}

// tag returns what a document says of itself.
func tag(in pdfium.Pdfium, d references.FPDF_DOCUMENT, name string) string {
	got, err := in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d, Tag: name})
	if err != nil {
		return ""
	}
	return got.Value
}
