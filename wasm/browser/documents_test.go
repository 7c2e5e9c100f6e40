//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
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

// TestDocuments has Chromium read pages with checks written into them, and without: but for what is ours, it must build
// the same document of both. So a page is never broken, however odd it is.
func TestDocuments(t *testing.T) {
	type pair struct{ Was, Is string }
	var pairs []pair
	add := func(page []byte, p *article.Page, v *web.View) {
		if out, err := p.Annotate(v, article.Options{Stylesheet: "/dist/sourcemark.css"}); err == nil && string(out) != string(page) {
			pairs = append(pairs, pair{string(page), string(out)})
		}
	}
	for _, page := range articletest.Pages(t, root) {
		p := article.Read(page.HTML)
		add(page.HTML, p, articletest.Everywhere(p))
		add(page.HTML, p, &web.View{Lang: lang.English(), Report: claims.New(page.Dossier).Check(p.Text)})
	}
	for _, page := range articletest.Hostile(t, root) {
		p := article.Read([]byte(page))
		add(p.Source, p, articletest.Everywhere(p))
	}
	if len(pairs) < 130 {
		t.Errorf("only %d pages have checks", len(pairs))
	}
	data, err := json.Marshal(pairs)
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, wide, served(t, map[string]string{"documents.html": "<!DOCTYPE html><title>x</title><p>x"})+"/documents.html")
	for _, wrong := range eval[[]string](b, fmt.Sprintf(`(async pairs => {
		const frame = document.body.appendChild(document.createElement("iframe"));
		const load = html => new Promise(go => {
			const address = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" }));
			frame.onload = () => (URL.revokeObjectURL(address), go(frame.contentDocument));
			frame.src = address;
		});
		const bare = doc => {
			for (const e of doc.querySelectorAll("[data-sourcemark]")) e.localName === "mark" ? e.replaceWith(...e.childNodes) : e.remove();
			doc.normalize();
			return doc.compatMode + [...doc.childNodes].map(n => n.outerHTML ?? "\n" + n.nodeName + n.nodeValue).join("");
		};
		const wrong = [];
		for (const { Was, Is } of pairs) {
			const was = bare(await load(Was)), is = bare(await load(Is));
			if (was !== is) wrong.push([Was, "is", was, "and with checks", is].join("\n"));
		}
		return wrong;
	})(%s)`, data)) {
		t.Error(wrong)
	}
	t.Logf("%d documents", len(pairs))
}

// TestThreeHosts has the story and all pages of articletest read in the three places there are: from their source here,
// in workerd, and in the live document of a browser. They find the same, in the same words.
func TestThreeHosts(t *testing.T) {
	pages := articletest.Pages(t, root)
	story, err := os.ReadFile(root + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(root + "/claims/records/samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("samarkand-2022.json", data)
	if err != nil {
		t.Fatal(err)
	}
	pages = append(pages, articletest.Page{Name: "story", HTML: story, Dossier: d})
	editions := articletest.Editions(t, root)
	for name, html := range editions {
		pages = append(pages, articletest.Page{Name: name, HTML: html, Dossier: d})
	}
	if len(pages) < 22 {
		t.Fatalf("%d pages, want 20, the story, and the story in other languages", len(pages))
	}
	address := served(t, nil)
	edge := workerd.Start(t, workerd.Options{Root: root, Records: root + "/claims/records", Vars: map[string]string{"ORIGIN": address, "CACHE": "off"}})
	b := open(t, wide, "about:blank", atStart(`addEventListener("DOMContentLoaded", () => {
		window.was = document.body.innerHTML;
		if (document.querySelector("script[src*=sourcemark]")) return;
		const s = document.createElement("script");
		s.dataset.records = new URLSearchParams(location.hash.slice(1)).get("records");
		s.src = "/dist/sourcemark.js";
		document.head.append(s);
	})`))
	for _, page := range pages {
		text := article.Read(page.HTML).Text
		want := articletest.Outcome(page.Name, claims.New(page.Dossier).Check(text))
		file, dossier := "/web/article/testdata/pages/"+page.Name+".html", "records.json"
		at := address
		switch {
		case editions[page.Name] != nil:
			file, dossier = "/gallery/"+page.Name+".html", "/claims/records/samarkand-2022.json"
			at = strings.TrimSuffix(inGallery("")(t), "/gallery/")
		case page.Name == "story":
			file, dossier = "/dist/index.html", "/claims/records/samarkand-2022.json"
		case page.Own:
			dossier = page.Name + ".json"
		}
		if got := atTheEdge(t, edge, page, file, dossier); got != want {
			t.Errorf("the edge found\n%s\nand in the source there is\n%s", got, want)
		}
		if got := inTheBrowser(b, page, at+file+"#records="+dossier); got != want {
			t.Errorf("the widget found\n%s\nand in the source there is\n%s", got, want)
		}
	}
}

// A found is an item of a host, or a record without a place.
type found struct {
	ID, Placement, Relation, Exact string
	Automatic                      bool
}

// outcome is what a host found, as articletest.Outcome has it.
func outcome(name string, items, unplaced []found) string {
	out := name + "\n"
	for _, i := range items {
		switch {
		case i.Relation == claims.Differs.String():
			i.Placement = "differs"
		case i.Automatic:
			i.Placement = "automatic"
		}
		out += fmt.Sprintf("\t%s %s %q\n", i.ID, i.Placement, i.Exact)
	}
	for _, u := range unplaced {
		out += fmt.Sprintf("\t%s refused: %s\n", u.ID, u.Placement)
	}
	return out
}

func atTheEdge(t *testing.T, edge *workerd.Server, page articletest.Page, file, dossier string) string {
	t.Helper()
	if !strings.HasPrefix(dossier, "/") {
		dossier = path.Join(path.Dir(file), dossier)
	}
	data, err := os.ReadFile(root + dossier)
	if err != nil {
		t.Fatal(err)
	}
	edge.KV.Set(func() { edge.KV.Values[edge.URL+file] = string(data) })
	resp, err := http.Post(edge.URL+"/v1/check?url="+file, "text/html", bytes.NewReader(page.HTML))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	type item struct {
		Record, Placement, Relation, Exact string
		Automatic                          bool
	}
	var report struct{ Items, Unplaced []item }
	if err := json.NewDecoder(resp.Body).Decode(&report); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", page.Name, resp.StatusCode, err)
	}
	if file != "/dist/index.html" { // a page on the site, with its checks, and without them again
		at := strings.Replace(file, "/gallery/", "/web/gallery/", 1)
		edge.KV.Set(func() { edge.KV.Values[edge.URL+at] = string(data) })
		resp, err := http.Get(edge.URL + at)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if bare := article.Strip(body); err != nil || len(bare) == len(body) || !bytes.Equal(bare, page.HTML) {
			t.Errorf("%s does not come through the worker as it was, but for its checks: %v, %d bytes, %d without, %d before",
				page.Name, err, len(body), len(bare), len(page.HTML))
		}
	}
	all := func(items []item) (out []found) {
		for _, i := range items {
			if i.Record != "" { // the others are statements that no record covers
				out = append(out, found{i.Record, i.Placement, i.Relation, i.Exact, i.Automatic})
			}
		}
		return out
	}
	return outcome(page.Name, all(report.Items), all(report.Unplaced))
}

func inTheBrowser(b *tab, page articletest.Page, address string) string {
	b.t.Helper()
	b.anew(wide, address)
	b.until(`window.sourcemark?.ready`)
	b.ready()
	got := eval[struct{ Items, Unplaced []found }](b, `({ items: sourcemark.items(), unplaced: sourcemark.report().unplaced })`)
	if !eval[bool](b, `(sourcemark.destroy(), document.body.innerHTML === was)`) {
		b.t.Errorf("%s is another document when the widget has gone", page.Name)
	}
	b.calm()
	return outcome(page.Name, got.Items, got.Unplaced)
}
