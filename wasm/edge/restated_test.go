//go:build !js

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records"
	"sourcemark/wasm/edge/workerd"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// retold is a page of the gallery: a story told again with the dossier of its first telling.
const retold = root + "/web/gallery/retold"

// retoldChecks is what its readers are shown: a claim in other words, a quotation that is given to somebody else and so
// has no verdict, and one in two parts, which is one check.
var retoldChecks = []string{
	"c02 sourced exact", "c01 disputed restated", "c03 unsourced exact", "q01 unsourced exact", "q02 sourced exact",
}

// retoldWords stand in the cards of these.
var retoldWords = []string{
	"Matched automatically: the article puts it in other words", "Wrong number",
	"Given here to <bdi>Richard Roe</bdi>; the record has <bdi>John Doe</bdi>.",
}

// retoldPage is the page without our tag.
func retoldPage(t *testing.T) []byte {
	t.Helper()
	page, err := os.ReadFile(retold + ".html")
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(page), "<script")
	if !ok {
		t.Fatal("retold.html has no script tag")
	}
	return []byte(before + "</body>\n</html>\n")
}

// retoldRecords is the dossier, about a page with an address.
func retoldRecords(t *testing.T, address string) string {
	t.Helper()
	data, err := os.ReadFile(retold + ".json")
	if err != nil {
		t.Fatal(err)
	}
	const about = `"@type": "NewsArticle",`
	if strings.Count(string(data), about) != 1 {
		t.Fatalf("retold.json has no single %s", about)
	}
	return strings.Replace(string(data), about, about+` "url": "`+address+`",`, 1)
}

// checksIn lists the checks of a rendered page: name, status, placement.
func checksIn(page string) (out []string) {
	holder := regexp.MustCompile(`<sourcemark-marks data-sourcemark="([^"]*)" data-kind="[^"]*" data-status="([^"]*)" data-placement="([^"]*)"`)
	for _, m := range holder.FindAllStringSubmatch(page, -1) {
		out = append(out, strings.Join(m[1:], " "))
	}
	return out
}

// retoldRight wants a page to have the checks, and in its cards the words.
func retoldRight(t *testing.T, what, page string) {
	t.Helper()
	if got := checksIn(page); !slices.Equal(got, retoldChecks) {
		t.Errorf("%s: the checks are %q, want %q", what, got, retoldChecks)
	}
	for _, words := range retoldWords {
		if !strings.Contains(page, words) {
			t.Errorf("%s: the page does not say %q", what, words)
		}
	}
	if n := strings.Count(page, `data-sourcemark="q02"`); n < 3 { // a holder, and a mark for each part
		t.Errorf("%s: the quotation in two parts is marked %d times", what, n)
	}
}

// TestRestated serves the story told again: a claim in other words is found by both hosts, and the page is the same to
// the byte, and the one that the static renderer makes.
func TestRestated(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "retold.json"), []byte(retoldRecords(t, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	page := retoldPage(t)
	origin := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	}
	d, err := records.Read("retold.json", []byte(retoldRecords(t, "")))
	if err != nil {
		t.Fatal(err)
	}
	c := claims.New(d)
	c.InOtherWords(english.Words)
	p := article.Read(page)
	v := &web.View{Lang: lang.English(), Report: c.Check(p.Text)}
	static, err := p.Annotate(v, article.Options{Stylesheet: "/sourcemark.css?v=" + release})
	if err != nil {
		t.Fatal(err)
	}
	retoldRight(t, "the static page", string(static))
	// Markup for search engines and for oEmbed has the address of the host, and is not in the static page.
	markup := regexp.MustCompile(`(?s)<script type="application/ld\+json"[^>]*>.*?</script>|<link rel="alternate" type="application/json\+oembed"[^>]*>`)
	hostsWith(t, folder, nil, http.HandlerFunc(origin), func(h *host) {
		got := h.get("/retold").body
		retoldRight(h.T, h.name, got)
		if got = markup.ReplaceAllString(got, ""); got != string(static) {
			h.Errorf("not the page that the static renderer makes, which is\n%s\nhere\n%s", static, got)
		}
	})
}

// TestDatabaseRestated has the dossier in D1, beside one of another story that is linked for its words: the checks are
// those of a checker of both.
func TestDatabaseRestated(t *testing.T) {
	page := retoldPage(t)
	c := cloud(t, map[string]string{"LINKS": "on"}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	}), workerd.CloudOptions{})
	push(t, c.Cloud, map[string]string{
		"retold.json": retoldRecords(t, c.url+"/retold"),
		"ferry.json":  ferryDossier("https://elsewhere.example/ferry", "Not quite", "2026-11-23"),
	})
	retoldRight(t, "D1", c.get("/retold").body)
}
