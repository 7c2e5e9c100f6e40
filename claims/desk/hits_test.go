package desk

import (
	"fmt"
	"strings"
	"testing"
)

// The first page finds records by their words, with these marked, and by speaker, verdict and source.
func TestHomeSearch(t *testing.T) {
	f := searched(t)
	s := NewServer(f, here)
	for _, c := range []struct {
		query string
		want  []string
		not   []string
	}{
		{"?q=ferries", []string{`<mark>ferries</mark> carry bicycles`, "2 checks", `/dossier/ferry.json?record=%23c02"`, ">ferry<"},
			[]string{"Паром", "nord"}},
		{"?q=%EB%A6%B0%EB%93%9C", []string{"여객선은", "1 check"}, []string{"bicycles"}}, // 린드, the speaker
		{"?source=county", []string{"2 checks", "<details class=\"narrow\" open>"}, []string{"bicycles", "nord"}},
		{"?q=bus", []string{"Nothing found for bus."}, []string{"bicycles"}},
		{"?q=nord", []string{`href="` + s.base + `/dossier/nord.json"`}, []string{"Nothing found"}},
		{"", []string{"ferry.json", "nord.json", "asia/pier.json"}, []string{"<mark>", "Show more"}},
		{"?q=%3Cb%3Eferry", []string{`value="&lt;b&gt;ferry"`}, []string{"<b>ferry", "<mark><"}},
	} {
		page := s.ask("GET", "/"+c.query, nil)
		if page.Code != 200 {
			t.Errorf("%s: %d", c.query, page.Code)
		}
		has(t, page.Body.String(), c.want...)
		for _, not := range c.not {
			if strings.Contains(page.Body.String(), not) {
				t.Errorf("%s: has %s", c.query, not)
			}
		}
	}
	var parts []string
	for i := range 60 {
		parts = append(parts, fmt.Sprintf(`{"@type": "Claim", "@id": "#c%d", "text": "The tram is late %d"}`, i, i))
	}
	s = NewServer(opened(t, map[string]string{"tram.json": dossierOf("tram.json", "en", strings.Join(parts, ",\n"))}), here)
	page := s.ask("GET", "/?q=tram", nil).Body.String()
	has(t, page, "60 checks", `show=250&amp;source=`, `data-swap>Show more</a>`)
	if n := strings.Count(page, "<mark>tram</mark>"); n != 50 {
		t.Errorf("%d are shown", n)
	}
	if n := strings.Count(s.ask("GET", "/?q=tram&show=250", nil).Body.String(), "<mark>tram</mark>"); n != 60 {
		t.Errorf("then %d", n)
	}
}
