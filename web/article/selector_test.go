package article_test

import (
	"strings"
	"testing"

	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestSelectors checks that selectors lead to the element to which they lead a browser; TestSelectorsInBrowser that
// they lead one there.
func TestSelectors(t *testing.T) {
	// What begins with the start tag of an element begins behind it; this makes it known without reading attributes.
	for _, c := range articletest.Selectors {
		selector, err := ParseSelector(c.Selector)
		if err != nil {
			t.Errorf("%s: %v", c.Selector, err)
			continue
		}
		p, err := ReadWith([]byte(articletest.SelectorPage), Hints{Root: selector})
		if c.ID == "" {
			if err != RefusalRoot || p != nil {
				t.Errorf("%s: got %v, want %v", c.Selector, err, RefusalRoot)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.Selector, err)
			continue
		}
		at := strings.Index(articletest.SelectorPage, `id="`+c.ID+`"`)
		if c.ID == "html" {
			at = strings.Index(articletest.SelectorPage, `id="body"`) // all that can be read of it
		}
		words := articletest.SelectorPage[at:]
		words = strings.TrimSpace(words[strings.IndexByte(words, '>')+1:])
		first, _, _ := strings.Cut(strings.TrimSpace(p.Text.String()), "\n")
		if got := firstText(words); got != first {
			t.Errorf("%s: read from %q, want from %q", c.Selector, first, got)
		}
	}
}

// firstText returns the first words of SelectorPage that are read, from a place in it on.
func firstText(src string) string {
	for _, skip := range [...]string{"template", "noscript"} {
		if _, after, ok := strings.Cut(src, "</"+skip+">"); ok {
			src = strings.TrimSpace(after)
		}
	}
	for strings.HasPrefix(src, "<") {
		_, src, _ = strings.Cut(src, ">")
		src = strings.TrimSpace(src)
	}
	src, _, _ = strings.Cut(src, "<")
	return strings.TrimSpace(src)
}

// TestSelectorErrors checks that what is no selector of ours is said to be none, with its place.
func TestSelectorErrors(t *testing.T) {
	for selector, want := range map[string]string{
		"":                       "character 1: something is missing",
		"  ":                     "character 3: something is missing",
		"article,":               "character 9: something is missing",
		"main >":                 "character 7: something is missing",
		"> article":              `character 1: ">" is not known`,
		"article > > p":          `character 11: ">" is not known`,
		"a,,b":                   `character 3: "," is not known`,
		"article:first-child":    `character 8: ":first-child" is not known`,
		"main article:has(p)":    `character 13: ":has" is not known`,
		"Überschrift:hover":      `character 12: ":hover" is not known`,
		"p::first-line":          `character 2: ":" is not known`,
		"article@main":           `character 8: "@main" is not known`,
		"#":                      `character 2: a name is missing after '#'`,
		"div..x":                 `character 5: a name is missing after '.'`,
		"[":                      "character 2: the name of an attribute is missing",
		"[=x]":                   "character 2: the name of an attribute is missing",
		"[class":                 `character 7: "]" is missing`,
		"[class~x]":              `character 8: "=" is missing`,
		"[class=]":               "character 8: a value is missing",
		`[class="x]`:             "character 8: the quotation mark at the end is missing",
		"[class=a b]":            `character 10: "]" is missing`,
		"div { color: red }":     `character 5: "{" is not known`,
		strings.Repeat("p ", 65): "this is too long",
	} {
		_, err := ParseSelector(selector)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %s", selector, err, want)
		}
	}
}

// TestChosenRoot checks what is read of the element that a publisher has chosen: what it stands in says nothing, what
// is in it does.
func TestChosenRoot(t *testing.T) {
	const story = `<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than before.</p>`
	for _, c := range []struct{ page, selector, want string }{
		{`<article>` + story + `</article><aside><div id=x>Only this.</div></aside>`, "#x", "Only this."},
		{`<article>` + story + `</article><aside id=x><h2>Only</h2><nav>not</nav>this.</aside>`, "#x", "Only\nthis."},
		{`<article>` + story + `</article><div hidden><div id=x>Only this.</div></div>`, "#x", "Only this."},
		{`<article>` + story + `</article><div class="related comments"><div id=x>Only this.`, "#x", "Only this."},
		{`<article><h1>A</h1></article>Between<article id=x><p>One</p><p>Two</p></article>After`, "#x", "One\nTwo"},
		{`Only <b>this</b>.`, "body", "Only this."},
		{`<body class=y>Only <b>this</b>.`, "body.y", "Only this."},
		{`<html class=y><p>Only <b>this</b>.`, ".y", "Only this."},
		{`<div>Only <b>this</b>.`, "html > body > div", "Only this."},
	} {
		selector, err := ParseSelector(c.selector)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ReadWith([]byte(c.page), Hints{Root: selector})
		if err != nil {
			t.Errorf("%s in %s: %v", c.selector, c.page, err)
			continue
		}
		if got := strings.Join(articletest.Blocks(p.Text), "\n"); got != c.want {
			t.Errorf("%s in %s: read %q, want %q", c.selector, c.page, got, c.want)
		}
		out, err := p.Annotate(articletest.Everywhere(p), Options{Stylesheet: "/sourcemark.css"})
		if err != nil {
			t.Errorf("%s in %s: %v", c.selector, c.page, err)
		} else if string(Strip(out)) != c.page {
			t.Errorf("%s in %s: is not the same after Strip", c.selector, c.page)
		}
	}
}
