//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sourcemark/claims"
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
		if out, err := p.Annotate(v, article.Options{Sheet: "/dist/sourcemark.css"}); err == nil && string(out) != string(page) {
			pairs = append(pairs, pair{string(page), string(out)})
		}
	}
	for _, page := range articletest.Pages(t, root) {
		p := article.Read(page.HTML)
		add(page.HTML, p, articletest.Everywhere(p))
		add(page.HTML, p, &web.View{Lang: lang.English(), Report: claims.New(page.Dossier).Check(p.Text), Words: p.Text})
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

// TestArticles opens the short articles of package articletest with the widget, and wants what package article reads in
// their source: the same records on the same words.
func TestArticles(t *testing.T) {
	address := served(t, nil)
	for _, page := range articletest.Pages(t, root) {
		text := article.Read(page.HTML).Text
		want := articletest.Outcome(page.Name, text, claims.New(page.Dossier).Check(text))
		records := "records.json"
		if page.Own {
			records = page.Name + ".json"
		}
		b := open(t, wide, address+"/web/article/testdata/pages/"+page.Name+".html", atStart(`addEventListener("DOMContentLoaded", () => {
			const s = document.createElement("script");
			s.dataset.records = "`+records+`";
			s.src = "/dist/sourcemark.js";
			document.head.append(s);
		})`))
		b.until(`window.sourcemark?.ready`)
		b.ready()
		type item struct {
			ID, Placement, Relation, Exact string
			Automatic                      bool
		}
		got := eval[struct{ Items, Unplaced []item }](b, `({ items: sourcemark.items(), unplaced: sourcemark.report().unplaced })`)
		var out strings.Builder
		out.WriteString(page.Name + "\n")
		for _, i := range got.Items {
			switch {
			case i.Relation == claims.Differs.String():
				i.Placement = "differs"
			case i.Automatic:
				i.Placement = "automatic"
			}
			fmt.Fprintf(&out, "\t%s %s %q\n", i.ID, i.Placement, i.Exact)
		}
		for _, u := range got.Unplaced {
			fmt.Fprintf(&out, "\t%s refused: %s\n", u.ID, u.Placement)
		}
		if out.String() != want {
			t.Errorf("the widget found\n%s\nand in the source there is\n%s", out.String(), want)
		}
		b.calm()
		b.close()
	}
}
