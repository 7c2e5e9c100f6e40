package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/web/article"
)

// TestLegacyPages reads pages in encodings of old, and writes checks into them without changing a byte of theirs.
func TestLegacyPages(t *testing.T) {
	for label, words := range map[string]string{"euc-kr": "여객선은 지난해 승객 41,200명을 태웠다", "windows-1252": "Le bac a transporté 41 200 passagers à l’île",
		"shift_jis": "フェリーの乗客は41,200人だった", "big5": "去年渡輪運送了41,200名乘客", "windows-1251": "Паром перевёз 41 200 пассажиров"} {
		page := in(t, label, `<!DOCTYPE html><html><head><meta charset="`+label+`"><title>`+words+`</title><link rel="canonical" href="https://news.example/a"></head>`+
			`<body><article><h1>`+words+`</h1><p>“The ferry carried 41,200 passengers,” it says. `+words+`.</p></article></body></html>`)
		dir := folder(t, map[string]string{"page.html": string(page), "ferry.json": `{
			"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
			"publisher": {"@type": "Organization", "name": "The Harbour Desk"}, "negativeVerdicts": ["False"], "positiveVerdicts": [], "neutralVerdicts": [],
			"hasPart": [{"@type": "Report", "@id": "#s1", "publisher": {"@type": "Organization", "name": "Harbour office"}, "name": "Passengers", "url": "https://harbour.example/2026", "inLanguage": "en", "evidence": "primary"},
			{"@type": "Claim", "@id": "#c1", "text": "` + words + `", "citation": [{"@id": "#s1"}],
			"review": {"@type": "ClaimReview", "headline": "39,000", "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingExplanation": "The office counted 39,000."}},
			"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "it says. ", "exact": "` + words + `"}}}]}`})
		page1, dossier, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "ferry.json"), filepath.Join(dir, "out.html")
		if said, err := command(t, "", "place", page1, dossier); err != nil || !strings.Contains(said, "1 exact") {
			t.Errorf("%s: place: %v\n%s", label, err, said)
		}
		var said, errs strings.Builder // which language it is taken for
		if code := run([]string{"new", page1}, nil, &said, &errs); code != 0 || !strings.Contains(said.String(), `"headline": "`+words+`"`) {
			t.Errorf("%s: new: %d, %s\n%s", label, code, errs.String(), said.String())
		}
		if said, err := command(t, "", "render", "-records", dossier, "-o", out, page1); err != nil {
			t.Errorf("%s: render: %v\n%s", label, err, said)
			continue
		}
		rendered, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(rendered, []byte("<mark")) || !bytes.Equal(article.Strip(rendered), page) {
			t.Errorf("%s: rendered and stripped it is another page", label)
		}
	}
}
