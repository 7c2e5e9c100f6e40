package article

import (
	"bytes"
	"cmp"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// Options say what a page gets beside its checks.
type Options struct {
	Sheet   string // address of sourcemark.css
	Markup  []byte // JSON-LD of the page, put into it as a block of data; nil for none
	Charset string // the encoding that the Content-Type names, "" if it names none
}

// Annotate is a page with its checks in it, for readers without a program or JavaScript: a mark around the words of each
// item, a button and a card behind them, the summary at the head and endnotes at the end of the article. v is a view of a
// report on p.Text.
//
// Every byte of p.Source stays where it is: Strip gives it back, and that is tried before a page is given out. A page
// without items is p.Source. With an error, which is a Doubt, comes p.Source too: a reader gets the page as its publisher
// wrote it.
func (p *Page) Annotate(v *web.View, o Options) ([]byte, error) {
	if len(v.Report.Items) == 0 {
		return p.Source, nil
	}
	charset := label(cmp.Or(o.Charset, p.charset))
	if err := sound(p.Source, charset); err != nil {
		return p.Source, err
	}
	if Framework(p.Source) != "" {
		return p.Source, Hydrated
	}
	var in insertions
	for run, span := range p.Runs {
		in.marks(p.Source, p, run, span, v.Report.Items)
	}
	for i := range v.Report.Items {
		a := &v.Report.Items[i]
		pieces := p.Text.Pieces(a.Span)
		if len(pieces) == 0 {
			continue
		}
		last := pieces[len(pieces)-1]
		at := p.source(p.Source, last.Run, last.End)
		if out := p.outside[last.Run]; out != 0 {
			at = out
		}
		in.put(at, between, fitting(v.Rendered(a, o.Sheet), charset))
	}
	in.put(p.head, between, fitting(`<sourcemark-summary `+web.OurAttribute+`>`+v.Headline()+`</sourcemark-summary>`, charset))
	end := fitting(`<link rel="stylesheet" href="`+html.EscapeString(o.Sheet)+`" `+web.OurAttribute+`>`+v.Endlist(), charset)
	if o.Markup != nil {
		end += dataBlock("application/ld+json", "", o.Markup, charset)
	}
	in.put(p.end, between, end)
	out := in.into(p.Source)
	if !bytes.Equal(Strip(out), p.Source) {
		return p.Source, Changed
	}
	return out, nil
}

// An insertion is HTML to be put into a source.
type insertion struct {
	at   int // the byte before which it goes
	rank rank
	html string
}

// A rank orders what goes to one place: a mark ends, what stands between follows, the next mark begins.
type rank uint8

const (
	closing rank = iota
	between
	opening
)

type insertions []insertion

func (in *insertions) put(at int, r rank, html string) {
	*in = append(*in, insertion{at, r, html})
}

// into is src with the insertions; of those of one rank at one place, the first comes first.
func (in insertions) into(src []byte) []byte {
	slices.SortStableFunc(in, func(a, b insertion) int {
		return cmp.Or(a.at-b.at, int(a.rank)-int(b.rank))
	})
	var out bytes.Buffer
	at := 0
	for _, x := range in {
		out.Write(src[at:x.at])
		out.WriteString(x.html)
		at = x.at
	}
	out.Write(src[at:])
	return out.Bytes()
}

// marks puts marks around the words of a run that items stand on. Where several do, the words are cut at the borders
// of all of them, and each piece belongs to all that stand there; it looks as the shortest does.
func (in *insertions) marks(src []byte, p *Page, run int, span claims.Span, items []claims.Annotation) {
	text := p.Text.Run(run)
	var cuts []int
	for i := range items {
		if s := items[i].Span; s.Overlaps(text) {
			cuts = append(cuts, max(s.Start, text.Start), min(s.End, text.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for k := 1; k < len(cuts); k++ {
		piece := claims.Span{Start: cuts[k-1], End: cuts[k]}
		var ids []string
		var shortest *claims.Annotation
		for i := range items {
			if a := &items[i]; a.Span.Contains(piece) {
				ids = append(ids, strings.TrimPrefix(a.Record.ID, "#"))
				if shortest == nil || a.Span.Len() < shortest.Span.Len() {
					shortest = a
				}
			}
		}
		if shortest == nil || strings.TrimSpace(p.Text.Slice(piece)) == "" {
			continue
		}
		in.put(p.source(src, run, piece.Start-text.Start), opening, `<mark class="`+web.MarkClass(shortest.Status())+`" `+web.OurAttribute+`="`+html.EscapeString(strings.Join(ids, " "))+`">`)
		in.put(p.source(src, run, piece.End-text.Start), closing, `</mark>`)
	}
}

// source is where byte n of a run stands in the source. Entities are longer there.
func (p *Page) source(src []byte, run, n int) int {
	span := p.Runs[run]
	raw := string(src[span.Start:span.End])
	at := 0
	for n > 0 && at < len(raw) {
		if raw[at] != '&' {
			at, n = at+1, n-1
			continue
		}
		from, words := entity(raw[at:])
		at, n = at+from, n-words
	}
	return span.Start + at
}

// entity is how many bytes of s, which begins with "&", are one character reference, and how many bytes it stands for.
func entity(s string) (from, stands int) {
	const longest = 40 // bytes; the longest name has 31 letters
	end := 1
	for end < min(len(s), longest) && (s[end] == '#' || '0' <= s[end] && s[end] <= '9' || 'a' <= s[end]|0x20 && s[end]|0x20 <= 'z') {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	// Of a reference without a semicolon, what follows may look like more of its name.
	whole := html.UnescapeString(s[:end])
	for from = 2; from <= end; from++ {
		if one := html.UnescapeString(s[:from]); one != s[:from] && whole == one+s[from:end] {
			return from, len(one)
		}
	}
	return 1, 1 // no reference
}

// Strip is a page without what Annotate has put into it: src itself where that is nothing.
func Strip(src []byte) []byte {
	if !bytes.Contains(src, []byte(web.OurAttribute)) {
		return src
	}
	in := parse.NewInputBytes(bytes.Clone(src)) // the lexer writes lower case into it
	lex := lexer.NewLexer(in)
	var (
		out    []byte
		kept   int // all before it is in out, or was ours
		start  int // of the tag that is being read
		tag    string
		ours   bool
		within string // the element of ours that is being passed over, "" if none
		depth  int
		marks  []bool // of the open marks, which are ours
	)
	for {
		before := in.Offset()
		kind, data := lex.Next()
		switch kind {
		case lexer.ErrorToken:
			if lex.Err() != io.EOF {
				return src
			}
			return append(out, src[kept:]...)
		case lexer.StartTagToken:
			start, tag, ours = in.Offset()-len(data), string(lex.Text()), false
		case lexer.AttributeToken:
			ours = ours || string(lex.AttrKey()) == web.OurAttribute
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			switch {
			case within != "":
				if tag == within {
					depth++
				}
			case tag == "mark":
				if marks = append(marks, ours); ours {
					out, kept = append(out, src[kept:start]...), in.Offset()
				}
			case ours:
				if out = append(out, src[kept:start]...); void(tag) {
					kept = in.Offset()
				} else {
					within, depth = tag, 1
				}
			}
		case lexer.EndTagToken:
			tag := string(lex.Text())
			switch {
			case within != "":
				if tag == within {
					if depth--; depth == 0 {
						within, kept = "", in.Offset()
					}
				}
			case tag == "mark" && len(marks) > 0:
				if marks[len(marks)-1] {
					out, kept = append(out, src[kept:before]...), in.Offset()
				}
				marks = marks[:len(marks)-1]
			}
		}
	}
}
