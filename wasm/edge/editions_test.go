//go:build !js

package main

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/article/articletest"
	"sourcemark/web/lang"
)

// TestStoryEditions serves the story of the demonstration in other languages, from its one dossier: both hosts write the
// same page, to the byte, and the one that the static renderer makes, with all checks and the interface in its language.
func TestStoryEditions(t *testing.T) {
	const file = "samarkand-2022.json"
	data, err := os.ReadFile(stories + "/" + file)
	if err != nil {
		t.Fatal(err)
	}
	pages, static := map[string][]byte{}, map[string]string{}
	for name, page := range articletest.Editions(t, root) {
		before, _, _ := strings.Cut(string(page), "<script")
		path := "/" + name
		_, tag, _ := strings.Cut(name, "-")
		pages[path] = []byte(before + "</body>\n</html>\n")
		d, err := records.Read(file, data)
		if err != nil {
			t.Fatal(err)
		}
		l, err := lang.Load(tag)
		if err != nil {
			t.Fatal(err)
		}
		p := article.Read(pages[path])
		v := &web.View{Lang: l, Report: claims.New(d).Check(p.Text)}
		out, err := p.Annotate(v, article.Options{Stylesheet: "/sourcemark.css?v=" + release})
		if err != nil {
			t.Fatal(err)
		}
		static[path] = string(out)
	}
	origin := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(pages[r.URL.Path])
	}
	// Markup for search engines has the address of the host, and is not in the static page.
	markup := regexp.MustCompile(`(?s)<script type="application/ld\+json"[^>]*>.*?</script>`)
	hosts(t, map[string]string{"LINKS": "on"}, http.HandlerFunc(origin), func(h *host) {
		for path, want := range static {
			got := markup.ReplaceAllString(h.get(path).body, "")
			if n := len(checksIn(got)); n != 37 || got != want {
				h.Errorf("%s has %d checks, want 37, or is not the page that the static renderer makes", path, n)
			}
		}
	})
}
