// Package linked reads the JSON-LD of web pages: schema.org's description of an article, in whatever shape programs
// that write pages give it. Nobody but search engines ever reads it, so much of it is no JSON: there are comments in it,
// commas after the last of a list, ends of lines in strings, references of HTML. Parse reads that too.
//
//	v, ok := linked.Parse(`{"@type": "NewsArticle", "datePublished": "2026-11-20",}`)
//	for _, a := range linked.Articles(v) {
//		fmt.Println(linked.Text(a["datePublished"]))
//	}
//
// It uses no encoding/json, which is too large for the worker.
package linked

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Parse returns the value of a block of JSON-LD, as encoding/json has values. ok is false if it is not one value,
// whole.
func Parse(block string) (v any, ok bool) {
	values, ok := Values(block)
	if !ok || len(values) != 1 {
		return nil, false
	}
	return values[0], true
}

// Values returns the values in a block, of which some pages put several into one. What cannot be read ends them; then
// whole is false.
func Values(block string) (values []any, whole bool) {
	if strings.IndexByte(block, '"') < 0 {
		block = html.UnescapeString(block)
	}
	p := parser{s: block}
	for {
		for p.skip(); p.at < len(p.s) && (p.s[p.at] == ';' || p.s[p.at] == ','); p.skip() {
			p.at++
		}
		if p.at == len(p.s) {
			return values, true
		}
		v, ok := p.value(0)
		if !ok {
			return values, false
		}
		values = append(values, v)
	}
}

// maxDepth bounds what a hostile page can nest; what articles need is five levels.
const maxDepth = 64

type parser struct {
	s  string
	at int
}

// skip goes on to what is neither space nor comment, nor hides a script from old browsers or from XML.
func (p *parser) skip() {
	for p.at < len(p.s) {
		rest := p.s[p.at:]
		n := 0
		switch {
		case strings.IndexByte(" \t\r\n\f\v", rest[0]) >= 0:
			n = 1
		case strings.HasPrefix(rest, "\ufeff"), strings.HasPrefix(rest, "\u00a0"):
			_, n = utf8.DecodeRuneInString(rest)
		case strings.HasPrefix(rest, "//"):
			if n = strings.IndexAny(rest, "\r\n"); n < 0 {
				n = len(rest)
			}
		case strings.HasPrefix(rest, "/*"):
			if end := strings.Index(rest[2:], "*/"); end >= 0 {
				n = 2 + end + 2
			}
		default:
			for _, wrap := range [...]string{"<!--", "-->", "<![CDATA[", "]]>"} {
				if strings.HasPrefix(rest, wrap) {
					n = len(wrap)
				}
			}
		}
		if n == 0 {
			return
		}
		p.at += n
	}
}

// next goes on to the next byte that matters, and takes it if it is c.
func (p *parser) next(c byte) bool {
	p.skip()
	if p.at < len(p.s) && p.s[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) value(depth int) (v any, ok bool) {
	if p.skip(); p.at == len(p.s) || depth > maxDepth {
		return nil, false
	}
	switch rest := p.s[p.at:]; {
	case rest[0] == '{':
		return p.object(depth)
	case rest[0] == '[':
		return p.list(depth)
	case rest[0] == '"':
		return p.text()
	case strings.HasPrefix(rest, "true"):
		p.at += len("true")
		return true, true
	case strings.HasPrefix(rest, "false"):
		p.at += len("false")
		return false, true
	case strings.HasPrefix(rest, "null"):
		p.at += len("null")
		return nil, true
	}
	start := p.at
	for p.at < len(p.s) && strings.IndexByte("+-.0123456789Ee", p.s[p.at]) >= 0 {
		p.at++
	}
	n, err := strconv.ParseFloat(p.s[start:p.at], 64)
	return n, err == nil
}

func (p *parser) object(depth int) (v any, ok bool) {
	o := map[string]any{}
	p.at++
	for {
		if p.next('}') {
			return o, true
		}
		if p.at == len(p.s) || p.s[p.at] != '"' {
			return nil, false
		}
		name, ok := p.text()
		if !ok || !p.next(':') {
			return nil, false
		}
		if o[name.(string)], ok = p.value(depth + 1); !ok {
			return nil, false
		}
		if !p.next(',') && (p.at == len(p.s) || p.s[p.at] != '}') {
			return nil, false
		}
	}
}

func (p *parser) list(depth int) (v any, ok bool) {
	list := []any{}
	p.at++
	for {
		if p.next(']') {
			return list, true
		}
		item, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		list = append(list, item)
		if !p.next(',') && (p.at == len(p.s) || p.s[p.at] != ']') {
			return nil, false
		}
	}
}

func (p *parser) text() (v any, ok bool) {
	p.at++
	var b strings.Builder
	for p.at < len(p.s) {
		c := p.s[p.at]
		p.at++
		switch {
		case c == '"':
			return b.String(), true
		case c == '\\' && p.at < len(p.s):
			c = p.s[p.at]
			p.at++
			if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
				b.WriteByte("\"\\/\b\f\n\r\t"[i])
				continue
			}
			r, ok := p.hex()
			if c != 'u' || !ok {
				return nil, false
			}
			if at := p.at; utf16.IsSurrogate(r) {
				low := rune(0)
				if strings.HasPrefix(p.s[p.at:], `\u`) {
					p.at += 2
					low, _ = p.hex()
				}
				if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
					p.at = at
				}
			}
			b.WriteRune(r)
		case c < ' ':
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	return nil, false
}

// hex reads four hexadecimal digits.
func (p *parser) hex() (rune, bool) {
	if p.at+4 > len(p.s) {
		return 0, false
	}
	n, err := strconv.ParseUint(p.s[p.at:p.at+4], 16, 16)
	p.at += 4
	return rune(n), err == nil
}

// Articles returns the descriptions of articles in a value: at its top, in a list or @graph there, or as what a page is
// about.
func Articles(v any) (found []map[string]any) {
	Walk(v, func(node map[string]any) {
		if isArticle(node["@type"]) {
			found = append(found, node)
		}
	})
	return found
}

// Walk calls f with each node at the top of a value, in a list or @graph there, or as what another is about.
func Walk(v any, f func(node map[string]any)) { walk(v, 0, f) }

func walk(v any, depth int, f func(node map[string]any)) {
	const deepest = 3 // a list of objects that each have a @graph
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if depth < deepest {
				walk(x, depth+1, f)
			}
		}
	case map[string]any:
		f(v)
		if depth < deepest {
			for _, name := range [...]string{"@graph", "mainEntity", "mainEntityOfPage"} {
				walk(v[name], depth+1, f)
			}
		}
	}
}

// isArticle reports whether one of the types of a node is that of an article.
func isArticle(types any) bool {
	switch t := types.(type) {
	case string:
		t = t[strings.LastIndexAny(t, "/:#")+1:]
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") && t != "JobPosting"
	case []any:
		return slices.ContainsFunc(t, isArticle)
	}
	return false
}

// Text returns the text of a member: a string, a number, the @value, @id or url of an object, or the first of a list of
// these; "" if it has none.
func Text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		for _, name := range [...]string{"@value", "@id", "url"} {
			if s := Text(v[name]); s != "" {
				return s
			}
		}
	case []any:
		if len(v) > 0 {
			return Text(v[0])
		}
	}
	return ""
}
