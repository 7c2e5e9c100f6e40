//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"os"
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
