//go:build !js

package main

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/wasm/edge/workerd"
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
	// Markup for search engines and for oEmbed has the address of the host, and is not in the static page.
	markup := regexp.MustCompile(`(?s)<script type="application/ld\+json"[^>]*>.*?</script>|<link rel="alternate" type="application/json\+oembed"[^>]*>`)
	hosts(t, map[string]string{"LINKS": "on"}, http.HandlerFunc(origin), func(h *host) {
		for path, want := range static {
			got := markup.ReplaceAllString(h.get(path).body, "")
			if n := len(checksIn(got)); n != 37 || got != want {
				h.Errorf("%s has %d checks, want 37, or is not the page that the static renderer makes", path, n)
			}
		}
	})
}

// ferryInKorean is the dossier of the ferry with a page in Korean, whose quotation and claim are there in both languages.
func ferryInKorean(page, korean string) string {
	in := func(english, korean string) string {
		return `[{"@language": "en", "@value": "` + english + `"}, {"@language": "ko", "@value": "` + korean + `"}]`
	}
	anchors := func(english, inKorean string) string {
		return `[{"type": "SpecificResource", "source": "` + page + `", "language": "en",
			"selector": {"type": "TextQuoteSelector", "exact": "` + english + `"}},
			{"type": "SpecificResource", "source": "` + korean + `", "language": "ko",
			"selector": {"type": "TextQuoteSelector", "exact": "` + inKorean + `"}}]`
	}
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
		"publisher": {"@type": "Organization", "@id": "#us", "name": "The Harbour Desk"}, "dateModified": "2026-11-23",
		"about": {"@type": "NewsArticle", "url": "` + page + `"}, "negativeVerdicts": ["Wrong number"], "hasPart": [
		{"@type": "Claim", "@id": "#c01", "text": ` + in("The ferry carried 41,200 passengers last year", "여객선은 지난해 승객 4만1200명을 태웠다") + `,
		"anchor": ` + anchors("The harbour ferry carried 41,200 passengers last year", "여객선은 지난해 승객 4만1200명을 태웠다") + `,
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": ` + in("Wrong number", "틀린 숫자") + `,
			"ratingExplanation": ` + in("The county says 40,200.", "군청은 4만200명이라고 밝혔다.") + `}}},
		{"@type": "Quotation", "@id": "#q01", "text": ` + in("We cannot run empty boats every single day", "승객이 없는 빈 배를 날마다 띄울 수는 없다") + `,
		"spokenByCharacter": {"@type": "Organization", "name": ` + in("Harbour master", "항만장") + `}}]}`
}

// TestDatabaseEditions has a dossier of two editions in D1: each page has the checks in its language, an article of
// another paper is linked by the words that it prints in its own, and a statement finds the record in its own.
func TestDatabaseEditions(t *testing.T) {
	const korean = `<!doctype html><html lang="ko"><title>여객선</title><article><p>군의회는 3일 회의를 열었다.</p>` +
		`<p>여객선은 지난해 승객 4만1200명을 태웠다.</p></article>`
	const other = `<!doctype html><html lang="ko"><title>소식</title><article><p>이웃 항구의 소식이다.</p>` +
		`<p>항만장은 “승객이 없는 빈 배를 날마다 띄울 수는 없다”고 말했다.</p></article>`
	c := cloud(t, map[string]string{"LINKS": "on"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch w.Header().Set("Content-Type", "text/html; charset=utf-8"); r.URL.Path {
		case "/ko/ferry":
			_, _ = w.Write([]byte(korean))
		case "/ko/other":
			_, _ = w.Write([]byte(other))
		default:
			pages(w, r)
		}
	}), workerd.CloudOptions{})
	has := func(step, path, want string, not ...string) {
		t.Helper()
		got := c.get(path)
		if !strings.Contains(got.body, want) {
			t.Errorf("%s: %s does not say %q: %q", step, path, want, got.Header.Get("Sourcemark"))
		}
		for _, not := range not {
			if strings.Contains(got.body, not) {
				t.Errorf("%s: %s says %q", step, path, not)
			}
		}
	}
	push(t, c.Cloud, map[string]string{"ferry.json": ferryInKorean(c.url+"/ferry", c.url+"/ko/ferry")})
	has("pushed", "/ferry", "The county says 40,200.", "군청은")
	has("pushed", "/ko/ferry", "군청은 4만200명이라고 밝혔다.", "The county says")
	has("pushed", "/ko/other", `data-sourcemark="q01`, "every single day")
	got := c.ask(http.MethodPost, "/v1/match", strings.NewReader(`{"text": "여객선은 지난해 승객 4만1200명을 태웠다고 한다."}`)).body
	if !strings.Contains(got, `"from":"d1"`) || strings.Count(got, `"record":"#c01"`) != 1 ||
		!strings.Contains(got, `"text":"여객선은 지난해 승객 4만1200명을 태웠다"`) {
		t.Errorf("asked in Korean, it says %s", got)
	}
	// The page in Korean is another one now.
	push(t, c.Cloud, map[string]string{"ferry.json": ferryInKorean(c.url+"/ferry", c.url+"/ko/moved")})
	has("moved", "/ferry", "The county says 40,200.")
	has("moved", "/ko/ferry", "4만1200명", "군청은")
	c.Query("DELETE FROM dossiers")
	if rows := c.Query("SELECT count(*) AS n FROM pages"); !strings.Contains(fmt.Sprint(rows), "n:0") {
		t.Errorf("no dossiers are left, and of pages %v", rows)
	}
}
