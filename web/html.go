package web

import (
	"strings"

	"sourcemark/web/lang"
)

// A builder writes HTML. What it writes is well-formed and plain: every element is closed, every attribute
// has double quotes or no value, and no text is markup, so that a browser that may parse no strings
// (Trusted Types) can build it element by element; build() in loader.js does.
type builder struct{ strings.Builder }

// put writes markup with each % in it replaced by one of the args, escaped. It is the only way for the text
// of a record to get into HTML.
func (p *builder) put(markup string, args ...string) {
	for _, a := range args {
		i := strings.IndexByte(markup, '%')
		p.WriteString(markup[:i])
		p.escape(a)
		markup = markup[i+1:]
	}
	p.WriteString(markup)
}

// add writes what is HTML already.
func (p *builder) add(h html) { p.WriteString(string(h)) }

// special is what means something in HTML.
const special = `&<>"'`

// escape writes s as HTML text or attribute value.
func (p *builder) escape(s string) {
	for {
		i := strings.IndexAny(s, special)
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

// html is a piece of what a page writes. No text becomes one but through page.put and plain.
type html string

// escape is text as HTML.
func escape(text string) html {
	if !strings.ContainsAny(text, special) {
		return html(text)
	}
	var p builder
	p.escape(text)
	return html(p.String())
}

// format is a text of the interface with HTML in the places it has for it.
func format(text string, args ...html) html { return lang.Format(escape(text), args...) }

// The words of a record, and those of the article it is about, are in the language of the dossier; the interface is
// in another one as often as not. Then each of them says its language, or a screen reader would read English by the
// rules of Korean, and stands apart, or an Arabic line would put its words out of order.

// langAttrs is the attributes langAttrs an element that holds nothing but words in some language.
func (v *View) langAttrs(language string) html {
	if language == v.Lang.Tag {
		return ""
	}
	return ` lang="` + escape(language) + `" dir="auto"`
}

// inLang is words inLang some language, within a line of the interface.
func (v *View) inLang(language, words string) html {
	if words == "" || language == v.Lang.Tag {
		return escape(words)
	}
	return v.isolated(language, words)
}

// isolated is in for the isolated of somebody, whose script may be any.
func (v *View) isolated(language, name string) html {
	return "<bdi" + v.langAttrs(language) + ">" + escape(name) + "</bdi>"
}

// list is things in one line; "" if there are none.
func (v *View) list(items []html) html {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return format(v.Lang.List, items[0], v.list(items[1:]))
}
