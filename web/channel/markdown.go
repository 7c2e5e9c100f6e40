package channel

import (
	"bytes"
	"errors"
	"html"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	rawhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	nethtml "golang.org/x/net/html"
	xlanguage "golang.org/x/text/language"

	"sourcemark/claims"
	"sourcemark/claims/language"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// markdown is CommonMark with what GitHub adds to it, and footnotes.
func markdown() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithRendererOptions(rawhtml.WithUnsafe())) // safe makes it so
}

// safe keeps of HTML what text is made of, pictures and links to the web. Scripts, styles, forms, frames and handlers go;
// the words in other elements stay.
func safe() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false) // the links are the publisher's own
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(footnotes|footnote-ref|footnote-backref|task-list-item|language-[\w+-]+)$`)).
		OnElements("div", "a", "li", "code")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^doc-(endnotes|noteref|backlink)$`)).OnElements("div", "a")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^fn(ref)?\d*:\d+$`)).Globally()
	return p
}

// Looks says which style sheet a page of [FromText] and [FromMarkdown] is for.
type Looks uint8

// A page on the web has a style sheet, one in a mail has styles in its elements.
const (
	OnPage Looks = iota
	InMail
)

// IsMarkdown reports whether an article is Markdown, by the name of its file.
func IsMarkdown(file string) bool {
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".md" || ext == ".markdown"
}

// FromMarkdown returns a page of an article in Markdown. Its front matter may say the title, the date, the language
// (lang; else that of the words) and the address (canonical). HTML in it is made safe: dropped are the
// elements of which nothing came through, each once.
func FromMarkdown(src []byte, looks Looks) (page []byte, dropped []string, err error) {
	src, err = decoded(src)
	if err != nil {
		return nil, nil, err
	}
	front, body := frontMatter(string(src))
	var b bytes.Buffer
	if err := markdown().Convert([]byte(body), &b); err != nil {
		return nil, nil, err
	}
	written := b.Bytes()
	content := safe().SanitizeBytes(written)
	had, has := elements(written), elements(content)
	for name, n := range had {
		if has[name] < n {
			dropped = append(dropped, name)
		}
	}
	slices.Sort(dropped)
	a := made{title: front["title"], published: front["date"], language: front["lang"], address: front["canonical"],
		content: string(content)}
	if a.language == "" {
		a.language = front["language"]
	}
	if a.address == "" {
		a.address = front["canonicalURL"]
	}
	words := wordsOf(a.content)
	heading := !strings.Contains(a.content, "<h1")
	if a.title == "" {
		a.title = firstLine(words)
		heading = false
	}
	if heading {
		a.content = "<h1>" + html.EscapeString(a.title) + "</h1>\n" + a.content
	}
	return a.written(words, looks), dropped, nil
}

// FromText returns a page of an article in plain text, as FromMarkdown does. Paragraphs have blank lines between them, or
// are lines; if the first is one line without a full stop, it is the headline.
func FromText(src []byte, looks Looks) (page []byte, err error) {
	src, err = decoded(src)
	if err != nil {
		return nil, err
	}
	words := strings.ReplaceAll(strings.ReplaceAll(string(src), "\r\n", "\n"), "\r", "\n")
	separator := "\n"
	if widthOf(words) > 0 || blankLine.MatchString(strings.TrimSpace(words)) {
		separator = "\n\n"
	}
	words = blankLine.ReplaceAllString(strings.Trim(words, "\n\t "), "\n\n")
	a := made{title: firstLine(words)}
	var b strings.Builder
	for i, paragraph := range strings.Split(words, separator) {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		name := "p"
		if i == 0 && !strings.Contains(paragraph, "\n") && !strings.HasSuffix(strings.TrimSpace(paragraph), ".") && strings.Contains(words, separator) {
			name = "h1"
		}
		b.WriteString("<" + name + ">" + listLine.ReplaceAllString(html.EscapeString(paragraph), "<br>\n$1") + "</" + name + ">\n")
	}
	a.content = b.String()
	return a.written(words, looks), nil
}

// listLine is the start of a line that is an item of a list.
var listLine = regexp.MustCompile(`\n[ \t]*([-*•–] )`)

var blankLine = regexp.MustCompile(`\n[ \t]*(\n[ \t]*)+`)

// decoded returns text in UTF-8 without a byte order mark.
func decoded(src []byte) ([]byte, error) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		return nil, errors.New("it is not in UTF-8: save it in that encoding")
	}
	return src, nil
}

// A made is what becomes a page.
type made struct{ title, published, language, address, content string }

func (a *made) written(words string, looks Looks) []byte {
	tag := a.language
	if tag == "" {
		tag = language.TagOf(words, "")
	}
	dir := "ltr"
	switch script, _ := xlanguage.Make(tag).Script(); script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm":
		dir = "rtl"
	}
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html")
	if tag != "" {
		b.WriteString(` lang="` + html.EscapeString(tag) + `"`)
	}
	b.WriteString(` dir="` + dir + `">` + "\n" + `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
		`<meta name="color-scheme" content="light dark"><title>` + html.EscapeString(a.title) + "</title>\n")
	if strings.HasPrefix(a.address, "http") {
		b.WriteString(`<link rel="canonical" href="` + html.EscapeString(a.address) + `">` + "\n")
	}
	if a.published != "" {
		b.WriteString(`<meta property="article:published_time" content="` + html.EscapeString(a.published) + `">` + "\n")
	}
	if looks == InMail {
		// 600 pixels are what reading panes have room for. Outlook knows no max-width, and alone reads the comments; in a
		// table with a width in pixels, phones would show the mail at two thirds of its size.
		b.WriteString(`</head><body style="margin:0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">` +
			`<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->` +
			`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="` +
			map[string]string{"ltr": "left", "rtl": "right"}[dir] + `" dir="` + dir + `" style="padding:24px 16px;font-family:Georgia,serif;font-size:17px;line-height:26px">` + "\n" +
			mailable(a.content, a.address) + "</td></tr></table><!--[if mso]></td></tr></table><![endif]--></td></tr></table></body></html>\n")
		return []byte(b.String())
	}
	b.WriteString("<style>" + look + "</style></head>\n<body><article>\n" + a.content + "</article></body></html>\n")
	return []byte(b.String())
}

// look is the style sheet of a page that has no other: a column of about 70 letters.
const look = `:root { color-scheme: light dark } body { margin: 2rem auto; padding: 0 1rem; max-width: 38rem; ` +
	`font: 1.125rem/1.6 Charter, "Iowan Old Style", "Source Serif 4", "Noto Serif", Georgia, serif } ` +
	`h1, h2, h3 { line-height: 1.2; text-wrap: balance } img { max-width: 100%; height: auto } pre { overflow: auto } ` +
	`table { border-collapse: collapse } th, td { padding: .25em .5em; border: 1px solid #808080 } blockquote { margin-inline: 1.5rem 0 }`

// frontMatter cuts what generators of sites read, between lines of --- or +++, from the head of a text, and returns its
// simple lines by name.
func frontMatter(src string) (front map[string]string, body string) {
	front = make(map[string]string)
	for _, x := range []struct{ fence, is string }{{"---", ":"}, {"+++", "="}} {
		lines := strings.SplitAfter(src, "\n")
		if strings.TrimRight(lines[0], " \r\n") != x.fence {
			continue
		}
		end := slices.IndexFunc(lines[1:], func(l string) bool { return strings.TrimRight(l, " \r\n") == x.fence }) + 1
		if end == 0 {
			return front, src
		}
		for _, l := range lines[1:end] {
			if name, value, ok := strings.Cut(l, x.is); ok && name == strings.TrimLeft(name, " \t") {
				front[strings.TrimSpace(name)] = strings.Trim(strings.TrimSpace(value), `"'`)
			}
		}
		return front, strings.Join(lines[end+1:], "")
	}
	return front, src
}

// elements counts the elements of HTML by name.
func elements(src []byte) map[string]int {
	n := make(map[string]int)
	for z := nethtml.NewTokenizer(bytes.NewReader(src)); ; {
		switch z.Next() {
		case nethtml.ErrorToken:
			return n
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			name, _ := z.TagName()
			n[string(name)]++
		}
	}
}

func wordsOf(src string) string {
	var b strings.Builder
	for z := nethtml.NewTokenizer(strings.NewReader(src)); ; {
		switch z.Next() {
		case nethtml.ErrorToken:
			return strings.TrimSpace(b.String())
		case nethtml.TextToken:
			b.WriteString(html.UnescapeString(string(z.Raw())))
		}
	}
}

func firstLine(words string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	return strings.TrimSpace(line)
}

// A Markdown is the words of an article in Markdown, with the way back to its source. ReadMarkdown makes one.
type Markdown struct {
	Source  string
	Text    *claims.Text
	Address string // of the article, as its front matter has it; "" for none
	at      []int  // where each byte of Text ends in Source, -1 where it stands for nothing there
}

// ReadMarkdown reads the words of an article in Markdown: not those of its front matter, HTML and footnotes.
func ReadMarkdown(src string) *Markdown {
	m := &Markdown{Source: src, Text: new(claims.Text)}
	front, body := frontMatter(src)
	m.Text.Language, m.Address = front["lang"], front["canonical"]
	base := len(src) - len(body)
	source := []byte(body)
	add := func(words string, ends []int) {
		m.Text.Append(words)
		for len(m.at) < len(m.Text.String())-len(words) { // between blocks
			m.at = append(m.at, -1)
		}
		if len(m.Text.String()) > len(m.at) {
			m.at = append(m.at, ends...)
		}
	}
	link := 0
	_ = ast.Walk(markdown().Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindHTMLBlock, ast.KindRawHTML, ast.KindImage, extast.KindFootnoteList, extast.KindFootnoteLink:
			return ast.WalkSkipChildren, nil
		case ast.KindLink:
			if entering {
				link++
			} else {
				link--
			}
		}
		if n.Type() == ast.TypeBlock {
			m.Text.Break()
			if entering && (n.Kind() == ast.KindFencedCodeBlock || n.Kind() == ast.KindCodeBlock) {
				return ast.WalkSkipChildren, nil // the words of programs
			}
			return ast.WalkContinue, nil
		}
		t, ok := n.(*ast.Text)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		raw := string(t.Segment.Value(source))
		code := n.Parent().Kind() == ast.KindCodeSpan
		words, ends := unescaped(raw, base+t.Segment.Start, code)
		if code { // a number goes behind it
			for len(ends) > 0 && ends[len(ends)-1] < len(src) && src[ends[len(ends)-1]] == '`' {
				ends[len(ends)-1]++
			}
		}
		add(words, ends)
		switch {
		case t.HardLineBreak():
			m.Text.Line()
		case t.SoftLineBreak():
			add("\n", []int{-1})
		}
		return ast.WalkContinue, nil
	})
	return m
}

// unescaped returns what Markdown stands for, and for each byte of it where what stands for it ends; from is where it
// begins.
func unescaped(raw string, from int, code bool) (words string, ends []int) {
	var b strings.Builder
	for i := 0; i < len(raw); {
		n, s := 1, raw[i:i+1]
		switch {
		case code:
		case raw[i] == '\\' && i+1 < len(raw) && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rune(raw[i+1])):
			n, s = 2, raw[i+1:i+2]
		case raw[i] == '&':
			if end := strings.IndexByte(raw[i:], ';'); end > 0 && html.UnescapeString(raw[i:i+end+1]) != raw[i:i+end+1] {
				n = end + 1
				s = html.UnescapeString(raw[i : i+n])
			}
		}
		b.WriteString(s)
		for range len(s) {
			ends = append(ends, from+i+n)
		}
		i += n
	}
	return b.String(), ends
}

// Write returns an article in Markdown with the numbers of its items after their words, and endnotes after it. v is a view
// of a report on m.Text. What is read of the article with them has been compared with what was read without.
func (m *Markdown) Write(v *web.View) (string, error) {
	switch {
	case rendered(m.Source, v): // its words are there twice
		return m.Source, errRendered
	case len(v.Report.Items) == 0:
		return m.Source, nil
	}
	var in, want []edit
	for i := range v.Report.Items {
		a := &v.Report.Items[i]
		end := lastPlace(a).End
		at := -1
		if end > 0 && end <= len(m.at) {
			at = m.at[end-1]
		}
		if at < 0 {
			return m.Source, errors.New("there is no place for the number of “" + m.Text.Slice(a.Span) + "”")
		}
		in = append(in, edit{at, at, `\` + strings.TrimSuffix(number(a), "]") + `\]`})
		want = append(want, edit{end, end, number(a)})
	}
	body := string(apply([]byte(m.Source), in))
	if ReadMarkdown(body).Text.String() != string(apply([]byte(m.Text.String()), want)) {
		return m.Source, errors.New("its Markdown would mean something else with numbers in it")
	}
	_, words := frontMatter(m.Source)
	width := widthOf(words)
	_, words = frontMatter(body)
	filled := body[:len(body)-len(words)] + refill(words, width)
	said := func(src string) string { return strings.Join(strings.Fields(ReadMarkdown(src).Text.String()), " ") }
	if said(filled) == said(body) { // no line begins as a list or a heading does
		body = filled
	}
	return strings.TrimRight(body, " \t\r\n") + "\n\n" + textNotes(v, true, width), nil
}

// LanguageOf returns the language of the interface for an article: that of its words.
func LanguageOf(t *claims.Text, others ...string) string {
	return lang.Choose(append([]string{language.TagOf(t.String(), t.Language)}, others...)...)
}
