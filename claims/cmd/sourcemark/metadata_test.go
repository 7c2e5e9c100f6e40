package main

import (
	"encoding/json"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/proof"
	"sourcemark/web/article"
)

// Whatever a page says of itself, new makes a dossier of it that can be read.
func FuzzNewMetadata(f *testing.F) {
	for _, s := range []string{"2019-11-20 06:09:25", "Wed, 20 Nov 19 13:42:05 " +
		"GMT", "2019-W53-7", "//news.example/", "https://xn--a.example/", "\u202eferry\x00<b>", "“...”",
		"https://news.example/%zz", "//Xn--A.000000#0", "a report (ab0825a5325ac785) that carried 41,200 people",
		"&#xffff;“We run &#xfffe; boats”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted := strings.NewReplacer(`"`, "&quot;").Replace(s)
		escaped, _ := json.Marshal(s)
		page := []byte(`<!doctype html><html><head><link rel="canonical" href="` + quoted +
			`"><meta property="article:published_time" content="` + quoted + `"><meta property="og:title" content="` +
			quoted + `">` +
			`<script type="application/ld+json">{"@type": "Article", "headline": ` + string(escaped) +
			`, "datePublished": ` + string(escaped) + `}</script></head><body><article><h1>` + s + `</h1><p>“` +
			s + `,” said ` + s + `.</p></article></body></html>`)
		said := about.Of(page)
		text := article.Read(page).Text
		if _, _, _, err := drafted("ferry.json", proof.Head(text, said, "en", "2026-03-12"), proof.Drafts(&claims.Report{Text: text})); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}
