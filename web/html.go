package web

import "strings"

// A page writes HTML. What it writes is well-formed and plain: every element is closed, every attribute
// has double quotes or no value, and no text is markup, so that a browser that may parse no strings
// (Trusted Types) can build it element by element; build() in loader.js does.
type page struct{ strings.Builder }

// put writes html with each % in it replaced by one of the args, escaped. It is the only way for the text
// of a record to get into HTML.
func (p *page) put(html string, args ...string) {
	for _, a := range args {
		i := strings.IndexByte(html, '%')
		p.WriteString(html[:i])
		p.escape(a)
		html = html[i+1:]
	}
	p.WriteString(html)
}

// escape writes s as HTML text or attribute value.
func (p *page) escape(s string) {
	for {
		i := strings.IndexAny(s, `&<>"'`)
		if i < 0 {
			p.WriteString(s)
			return
		}
		p.WriteString(s[:i])
		switch s[i] {
		case '&':
			p.WriteString("&amp;")
		case '<':
			p.WriteString("&lt;")
		case '>':
			p.WriteString("&gt;")
		case '"':
			p.WriteString("&#34;")
		case '\'':
			p.WriteString("&#39;")
		}
		s = s[i+1:]
	}
}
