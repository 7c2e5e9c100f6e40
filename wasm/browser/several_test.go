//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/wasm/edge/workerd"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// sentences of two stories; the second story has one of the first, too.
const (
	ferrySays  = "The harbour ferry carried 41,200 passengers last year"
	bridgeSays = "The new bridge will cost 12 million crowns"
)

// storyDossier is a dossier of one record, about a page.
func storyDossier(name, page, words string) string {
	words, _ = strings.CutSuffix(fmt.Sprintf("%q", words), "\n")
	return `{"@context": ["https://schema.org", {"anchor": {"@id": "http://www.w3.org/ns/oa#hasTarget", "@context": "http://www.w3.org/ns/anno.jsonld"},
		"sourcemark": "urn:sourcemark:v1:", "status": "sourcemark:status"}],
		"@type": "Dataset", "@id": "` + name + `.json", "version": "1", "inLanguage": "en", "dateModified": "2026-11-23", "negativeVerdicts": [],
		"publisher": {"@type": "Organization", "@id": "#desk", "name": "The harbour desk"},
		"about": {"@type": "NewsArticle", "headline": "The ` + name + `", "url": "` + page + `"},
		"hasPart": [{"@type": "Claim", "@id": "#c01", "text": ` + words + `, "status": "unsourced",
			"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": ` + words + `}}}]}`
}

// frontPage has two stories. One is an article with a link to itself as heading, the other an entry of microformats with
// a link at its end, and both have a sentence that is checked in the second only.
const frontPage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title></head><body><main><h1>News of the harbour</h1>
<article><header><h2><a href="/bridge.html">Bridge</a></h2></header><p>` + bridgeSays + `, the council said on Monday, and will be open in May.</p>
<p>` + ferrySays + `, and the bridge will take most of them, the council expects.</p></article>
<section class="h-entry"><h2>Ferry</h2><p>` + ferrySays + `, 3.5 per cent fewer than the year before, and pays 210,000 crowns a year for it. <a class="u-url" href="/ferry.html">Monday</a></p></section>
</main></body></html>`

// TestSeveralArticles has a front page of two stories read in the three places there are, with the dossiers of both.
// Each record stands in its own story, although its words are in the other as well.
func TestSeveralArticles(t *testing.T) {
	dossiers := map[string]string{
		"ferry": storyDossier("ferry", "https://news.example/ferry.html", ferrySays), "bridge": storyDossier("bridge", "https://news.example/bridge.html", bridgeSays),
	}
	folder := t.TempDir()
	files := map[string]string{"front.html": frontPage}
	var all []*claims.Dossier
	for _, name := range []string{"bridge", "ferry"} {
		d, err := records.Read(name+".json", []byte(dossiers[name]))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
		files[name+".json"] = dossiers[name]
		if err := os.WriteFile(filepath.Join(folder, name+".json"), []byte(dossiers[name]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const want = `#c01@bridge "` + bridgeSays + `" in Bridge
#c01@ferry "` + ferrySays + `" in Ferry
`
	in := func(start int, text string) string {
		if start < strings.Index(text, "Ferry\n") {
			return "Bridge"
		}
		return "Ferry"
	}

	p := article.Read([]byte(frontPage))
	text := p.Text.String()
	p.Text.Addresses = []string{"https://news.example/front.html"}
	report := claims.New(all...).Check(p.Text)
	v := &web.View{Lang: lang.English(), Report: report}
	got := ""
	for i := range report.Items {
		a := &report.Items[i]
		got += fmt.Sprintf("#%s %q in %s\n", v.Name(a.Dossier, a.Record), p.Text.Slice(a.Span), in(a.Span.Start, text))
	}
	if got != want || len(report.Unplaced) != 0 {
		t.Errorf("in the source there is\n%s and %d unplaced", got, len(report.Unplaced))
	}
	out, err := p.Annotate(v, article.Options{Stylesheet: "/dist/sourcemark.css"})
	if err != nil || !bytes.Equal(article.Strip(out), []byte(frontPage)) {
		t.Errorf("taking the checks out does not give the page back: %v", err)
	}

	edge := workerd.Start(t, workerd.Options{Root: root, Records: folder, Vars: map[string]string{"ORIGIN": served(t, files), "CACHE": "off"}})
	resp, err := http.Post(edge.URL+"/v1/check", "text/html", strings.NewReader(frontPage))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var worker struct {
		Items []struct {
			Record, Exact string
			Start         int
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&worker); err != nil {
		t.Fatal(err)
	}
	got = ""
	for _, i := range worker.Items {
		if i.Record != "" {
			got += fmt.Sprintf("%s %q in %s\n", i.Record, i.Exact, in(i.Start, text))
		}
	}
	if got != strings.NewReplacer("@bridge", "", "@ferry", "").Replace(want) {
		t.Errorf("the worker found\n%s", got)
	}

	files["front.html"] = strings.Replace(frontPage, "</head>", scriptTag(`data-records="/bridge.json /ferry.json"`)+"</head>", 1)
	b := open(t, wide, served(t, files)+"/front.html").ready()
	if got := eval[string](b, `sourcemark.items().map(i => i.id + " " + JSON.stringify(i.exact) + " in " + (i.start < `+fmt.Sprint(strings.Index(text, "Ferry\n"))+` ? "Bridge" : "Ferry") + "\n").join("")`); got != want {
		t.Errorf("the widget found\n%s", got)
	}
	if !eval[bool](b, `(sourcemark.destroy(), !document.body.innerHTML.includes("sourcemark"))`) {
		t.Error("the widget leaves something behind")
	}
	b.calm()
}

// TestArticleAdded scrolls on from one story to the next, which the page adds beside the first. It is read when it comes,
// and checked by its own dossier; the first has its checks as before, and its card stays open.
func TestArticleAdded(t *testing.T) {
	page := `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge</title>` + scriptTag(`data-records="/bridge.json /ferry.json"`) + `</head>
<body><nav><a href="/">News</a></nav><main><article><h1>Bridge</h1><p>` + bridgeSays + `, the council said on Monday, and will be open in May.</p>
<p>The ferry is to go on until then, and twice a day on Sundays, the harbour office says.</p></article></main></body></html>`
	b := open(t, wide, served(t, map[string]string{"bridge.html": page,
		"bridge.json": storyDossier("bridge", "https://news.example/bridge.html", bridgeSays), "ferry.json": storyDossier("ferry", "https://news.example/ferry.html", ferrySays)})+"/bridge.html").ready()
	const items = `sourcemark.items().map(i => i.id + " " + i.exact).join("; ")`
	if got, want := eval[string](b, items), "#c01 "+bridgeSays; got != want {
		t.Fatalf("of the first story there is %q, want %q", got, want)
	}
	eval[any](b, `sourcemark.open("c01"), document.querySelector("main").insertAdjacentHTML("beforeend", '<article><h2><a href="/ferry.html">Ferry</a></h2><p>`+ferrySays+
		`, 3.5 per cent fewer than the year before, and pays 210,000 crowns a year for it.</p></article>'), 0`)
	b.until(`sourcemark.items().length === 2`)
	if got, want := eval[string](b, items), "#c01@bridge "+bridgeSays+"; #c01@ferry "+ferrySays; got != want {
		t.Errorf("of both there is %q, want %q", got, want)
	}
	if !eval[bool](b, `[...document.querySelectorAll("sourcemark-marks")].some(e => e.shadowRoot.querySelector("dialog:popover-open"))`) {
		t.Error("the card that was open is closed")
	}
	if !eval[bool](b, `(sourcemark.destroy(), !document.body.innerHTML.includes("sourcemark"))`) {
		t.Error("the widget leaves something behind")
	}
	b.calm()
}

// TestDossierSelectsItsArticle has a live blog of two posts with the same sentence. A dossier that selects one of them is
// checked by that alone, one that comes later and selects the other is left out with it, and data-root goes before both.
func TestDossierSelectsItsArticle(t *testing.T) {
	selecting := func(name, selector string) string {
		return strings.Replace(storyDossier(name, "https://news.example/live.html", ferrySays), `"headline":`, `"cssSelector": "`+selector+`", "headline":`, 1)
	}
	page := func(tag string) string {
		return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Live</title>` + scriptTag(tag) + `</head><body><main><h1>Live</h1>
<div id="p1"><p>` + ferrySays + `, 3.5 per cent fewer than the year before, and pays 210,000 crowns a year for it.</p></div>
<div id="p2"><p>` + ferrySays + `, the mayor said at noon, when the council met at the town hall.</p></div></main></body></html>`
	}
	files := map[string]string{"live.html": page(`data-records="/first.json"`), "root.html": page(`data-records="/first.json" data-root="#p2"`),
		"first.json": selecting("first", "#p1"), "second.json": selecting("second", "main > #p2")}
	const where = `[sourcemark.items().map(i => i.id).join(" "), [...document.querySelectorAll("sourcemark-summary")].map(e => e.parentElement.id).join(" ")].join(" in ")`
	b := open(t, wide, served(t, files)+"/live.html").ready()
	if got := eval[string](b, where); got != "#c01 in p1" {
		t.Errorf("there is %q", got)
	}
	eval[any](b, `sourcemark.load("/second.json").then(() => 0)`)
	if got := eval[string](b, `sourcemark.items().length + ""`); got != "0" {
		t.Errorf("of two that select different posts there are %s items", got)
	}
	b.calm()
	b = open(t, wide, served(t, files)+"/root.html").ready()
	if got := eval[string](b, `sourcemark.items().length + ""`); got != "0" {
		t.Errorf("data-root names another element, and there are %s items", got)
	}
	b.calm()
}
