//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestPublishedInBrowser reads the day of publication of live pages: it must be the one that is read of their source, or
// "yesterday" would not be the same day for the widget and the worker. Of the pages of publishers (TestFindInBrowser)
// that is tried too, without the time elements in them, since their articles are not looked for.
func TestPublishedInBrowser(t *testing.T) {
	dom, err := os.ReadFile(root + "/web/static/dom.js")
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, wide, alone(t, []byte("<!doctype html><title>Ferry</title>"), nil))
	eval[any](b, string(dom)+`
		var published = html => {
			const d = new DOMParser().parseFromString(html, "text/html");
			return page(d, () => false).published(d.querySelector("article") ?? d.body);
		};
		0`)
	compare := func(name string, html []byte, want string) {
		script, err := json.Marshal(string(html))
		if err != nil {
			t.Fatal(err)
		}
		if got := eval[string](b, "published("+string(script)+")"); got != want {
			t.Errorf("%.300s: the document has %q, the source %q", name, got, want)
		}
	}
	for _, page := range articletest.Published {
		compare(page.HTML, []byte(page.HTML), page.Day)
	}
	for _, page := range publishersPages(t) {
		html := bytes.ReplaceAll(page.HTML, []byte("<time"), []byte("<span"))
		compare(page.Name, html, article.Read(html).Text.Published)
	}
}

// yesterday is an article that counts from its day, and a record of what it says, which nobody has placed.
const (
	yesterday = `<article><h1>Ferry hits pier</h1><p>The harbour ferry hit the northern pier yesterday. Nobody was hurt, the office ` +
		`said on the phone, and the boat went on to the islands.</p></article>`
	fifteenth = `{"@context":"https://schema.org","@type":"Dataset","@id":"ferry.json","version":"1","inLanguage":"en","dateModified":"2026-11-23",` +
		`"publisher":{"@type":"Organization","@id":"#us","name":"The Harbour Desk"},"negativeVerdicts":["Wrong"],"hasPart":[` +
		`{"@type":"Claim","@id":"#c01","text":"The harbour ferry hit the northern pier on 15 September",` +
		`"review":{"@type":"ClaimReview","reviewRating":{"@type":"Rating","alternateName":"Wrong"}}},` +
		`{"@type":"Claim","@id":"#c02","text":"The bridge is open","anchor":{"type":"SpecificResource",` +
		`"selector":{"type":"TextQuoteSelector","exact":"The bridge is open"}}}]}`
)

// TestYesterday counts from the day in JSON-LD: a record of the day before is shown, and no verdict on another day. Where a
// reader is led on to an article while the head stays that of the one before, "yesterday" is no day.
func TestYesterday(t *testing.T) {
	head := func(day string) string {
		return `<!doctype html><html lang="en"><title>Ferry</title><link rel="canonical" href="/page.html">` +
			`<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "` + day + `"}</script>`
	}
	opened := func(day string) *tab {
		page := head(day) + yesterday + scriptTag(`data-records="ferry.json"`)
		return open(t, wide, served(t, map[string]string{"page.html": page, "ferry.json": fifteenth})+"/page.html").ready()
	}
	const verdicts = `sourcemark.items().map(i => i.id + " " + i.verdict).join()`
	if got := eval[string](opened("2022-09-19"), verdicts); strings.Contains(got, "Wrong") {
		t.Errorf("four days later it shows %s", got)
	}
	b := opened("2022-09-16")
	if got := eval[string](b, verdicts); got != "#c01 Wrong" {
		t.Errorf("on the day after it shows %q", got)
	}
	next := asScript(strings.Replace(yesterday, "<p>", "<p>The bridge is open.</p><p>", 1))
	eval[any](b, `history.pushState({}, "", "/next.html"), document.querySelector("article").outerHTML = `+next+`, 0`)
	b.until(`sourcemark.items().some(i => i.id === "#c02")`)
	if got := eval[string](b, verdicts); strings.Contains(got, "Wrong") {
		t.Errorf("with the head of the article before it shows %s", got)
	}
	b.calm()
}
