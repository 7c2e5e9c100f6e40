package web

import (
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// A builder writes HTML that is well-formed and plain: every element is closed, every attribute has double quotes or no
// value, and no text is markup. So a browser that may not parse strings (Trusted Types) can build it element by
// element; build() in loader.js does.
type builder struct{ strings.Builder }

// put writes markup with each % replaced by the next of args, escaped. put and escape are the only ways for the text of
// a record into HTML. It panics if there are more args than %.
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

// special holds the characters that mean something in HTML.
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

// html is text that is HTML already; the type keeps it apart from text that is not.
type html string

// escape returns text as HTML.
func escape(text string) html {
	if !strings.ContainsAny(text, special) {
		return html(text)
	}
	var p builder
	p.escape(text)
	return html(p.String())
}

// format returns a text of the interface with HTML in place of each %s.
func format(text string, args ...html) html { return lang.Format(escape(text), args...) }

// The words of a record, and those of the article it is about, are in the language of the dossier; the interface is
// in another one as often as not. Then each of them says its language, or a screen reader would read English by the
// rules of Korean, and stands apart, or an Arabic line would put its words out of order.

// ours returns words of a part of a dossier in the language of the reader, or as they are if the dossier does not have
// them in it, and the language that they are in: that of the page where the interface follows it, for there are pages
// in languages that the interface does not speak, else that of the interface. The results are the arguments of inLang
// and isolated.
func (v *View) ours(d *claims.Dossier, part, words string) (language, text string) {
	text, language = d.In(v.language(), part, words)
	return language, text
}

// language returns the language of the reader.
func (v *View) language() string {
	if v.Report != nil && v.Report.Text != nil {
		if page := v.Report.Text.Language; page != "" && lang.Choose(page) == v.Lang.Tag {
			return page
		}
	}
	return v.Lang.Tag
}

// untranslated returns the language of what was found about an item, if that is not the reader's; else "".
func (v *View) untranslated(a *claims.Annotation) string {
	words := a.Record.Text
	if len(a.Record.Reviews) > 0 {
		words = a.Record.Reviews[0].Why
	} else if a.Record.Kind == claims.Quotation {
		return "" // what is printed, in the language of the article
	}
	language, _ := v.own(a, words)
	if claims.NearLanguage(language, v.language()) > 0 {
		return ""
	}
	return language
}

// own returns words of the record of an item, as ours does, and text returns them alone.
func (v *View) own(a *claims.Annotation, words string) (language, text string) {
	return v.ours(a.Dossier, a.Record.ID, words)
}

func (v *View) text(a *claims.Annotation, words string) string {
	_, text := v.own(a, words)
	return text
}

// translation returns a translation of words in a language, and in which language it is: that of the reader if d has it,
// else its own. It returns nothing if the reader needs none.
func (v *View) translation(d *claims.Dossier, part, of string, t *claims.Translation) (language, text string) {
	if claims.NearLanguage(of, v.language()) > 0 {
		return "", ""
	}
	if language, text = v.ours(d, part, t.Text); language == d.Language && text == t.Text {
		language = t.Language
	}
	return language, text
}

// langAttrs returns the attributes of an element that holds nothing but words in a language; "" if that is the language
// of the interface.
func (v *View) langAttrs(language string) html {
	if language == v.Lang.Tag {
		return ""
	}
	return ` lang="` + escape(language) + `" dir="auto"`
}

// inLang returns words in a language, for a line of the interface.
func (v *View) inLang(language, words string) html {
	if words == "" || language == v.Lang.Tag {
		return escape(words)
	}
	return v.isolated(language, words)
}

// isolated returns a name for a line of the interface. It is isolated in any language, because names come in any
// script.
func (v *View) isolated(language, name string) html {
	return "<bdi" + v.langAttrs(language) + ">" + escape(name) + "</bdi>"
}

// list returns items in one line, such as "a, b, c"; "" if there are none.
func (v *View) list(items []html) html {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return format(v.Lang.List, items[0], v.list(items[1:]))
}
