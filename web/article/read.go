// Package article reads the words of an HTML page from its source, for hosts that have no live document.
package article

import (
	"bytes"
	"html"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// A Page is the words of an HTML page, with the way back to its source.
type Page struct {
	Source []byte // without what an earlier Annotate has put into it
	Text   *claims.Text
	Runs   []claims.Span // where each run stands in the source; a run with entities is longer there

	// Bytes of the source: behind the start tag and before the end tag of the article, and, for each run within a link,
	// behind the end of that; 0 for others.
	head, end int
	outside   []int

	charset string // that the page names, "" if none
}

// Read finds the article of a page, and when it was published, as web.Roots and web.Skip say, and reads its words. It never fails: from
// what is no HTML it reads what a browser would show. src is left as it is; what Annotate has put into it is not read.
func Read(src []byte) *Page {
	src = Strip(src)
	for _, root := range web.Roots {
		if p := read(src, root); p != nil {
			return p
		}
	}
	return read(src, "")
}

// read reads what is in the first element that root describes; nil if there is none. The empty root is
// the whole source.
func read(src []byte, root string) *Page {
	// The lexer writes lower case into the bytes it is given.
	in := parse.NewInputBytes(bytes.Clone(src))
	lex := lexer.NewLexer(in)
	p := &Page{Source: src, Text: new(claims.Text)}
	var (
		tag      string
		attrs    = map[string]string{}
		inside   = root == "" // the root has begun
		rootTag  string
		depth    int    // of elements called rootTag
		skipTag  string // of the element that is being skipped, "" if none
		skipping int    // depth of elements called skipTag
		link     string // the link that is open, "" if none
		linked   int    // the first run in it
		safe     int    // behind the last tag or text that is whole and of the article: there a page that breaks off goes on
	)
	for {
		kind, data := lex.Next()
		switch kind {
		case lexer.ErrorToken:
			if !inside {
				return nil
			}
			p.end = safe
			return p
		case lexer.TextToken:
			if inside && skipTag == "" {
				end := in.Offset()
				p.Runs = append(p.Runs, claims.Span{Start: end - len(data), End: end})
				p.outside = append(p.outside, 0)
				if n := len(data); n < 2 || data[n-2] != '<' { // "</" and the like begin what never came
					safe = end
				}
				p.Text.Append(html.UnescapeString(string(src[end-len(data) : end])))
			}
		case lexer.StartTagToken:
			tag = string(lex.Text())
			clear(attrs)
		case lexer.AttributeToken:
			attrs[string(lex.AttrKey())] = html.UnescapeString(strings.Trim(string(lex.AttrVal()), `"'`))
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			if p.Text.Published == "" {
				p.Text.Published = web.DateOf(tag, inside, func(name string) string { return attrs[name] })
			}
			switch {
			case !inside:
				if inside = matches(tag, attrs, root); inside {
					rootTag, depth = tag, 1
					p.head, safe = in.Offset(), in.Offset()
				}
			case skipTag != "":
				if tag == skipTag {
					skipping++
				}
			default:
				if tag == rootTag {
					depth++
				}
				if tag == "a" && link == "" {
					link, linked = tag, len(p.Runs)
				}
				p.between(tag)
				has := func(name string) bool { _, ok := attrs[name]; return ok }
				if web.Skip(tag, func(name string) string { return attrs[name] }, has) && !void(tag) {
					skipTag, skipping = tag, 1
				} else {
					safe = in.Offset()
				}
			}
		case lexer.EndTagToken:
			tag := string(lex.Text())
			switch {
			case data[len(data)-1] != '>': // the source ends in it
			case !inside:
			case skipTag != "":
				if tag == skipTag {
					if skipping--; skipping == 0 {
						skipTag = ""
						safe = in.Offset()
						p.between(tag)
					}
				}
			default:
				p.between(tag)
				safe = in.Offset()
				if tag == link {
					for i := linked; i < len(p.Runs); i++ {
						p.outside[i] = in.Offset()
					}
					link = ""
				}
				if tag == rootTag {
					if depth--; depth == 0 {
						p.end = in.Offset() - len(data)
						return p
					}
				}
			}
		}
	}
}

// between takes note of an element's border.
func (p *Page) between(tag string) {
	switch {
	case tag == "br":
		p.Text.Line()
	case web.Block(tag):
		p.Text.Break()
	}
}

func matches(tag string, attrs map[string]string, root string) bool {
	if root[0] != '[' {
		return tag == root
	}
	name, value, _ := strings.Cut(strings.Trim(root, "[]"), "~=")
	for v := range strings.FieldsSeq(attrs[name]) {
		if v == value {
			return true
		}
	}
	return false
}

func void(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}
