package desk

import (
	"fmt"
	"html"
	"regexp"
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

// TestAlreadyView opens a draft that says what another dossier has checked, and one in which a number is another.
func TestAlreadyView(t *testing.T) {
	const checked = `{"@type": "Claim", "@id": "#c01", "text": "The harbour ferry carried 41,200 passengers last year",
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Miscounted", "ratingExplanation": "The county counted 40,200."}}}`
	s, _ := served(t, map[string]string{"old.json": dossierOf("old.json", "en", checked),
		"new.json": dossierOf("new.json", "en", `{"@type": "Claim", "@id": "#c01", "status": "draft", "text": "Last year the harbour ferry carried 41,200 passengers"},
			{"@type": "Claim", "@id": "#c02", "status": "draft", "text": "Last year the harbour ferry carried 38,900 passengers"}`)})
	page := s.ask("GET", "/dossier/new.json?record=%23c01", nil).Body.String()
	has(t, page, "Checked before", "Miscounted", "Use its verdict")
	use := html.UnescapeString(regexp.MustCompile(`class="small" href="([^"]*)"`).FindStringSubmatch(page)[1])
	has(t, s.send("GET", use, nil).Body.String(), `value="Miscounted"`, "The county counted 40,200.</textarea>", "It is not saved yet")
	page = s.ask("GET", "/dossier/new.json?record=%23c02", nil).Body.String()
	has(t, page, "Checked before", "something in it is different")
	if strings.Contains(page, "Use its verdict") {
		t.Error("a verdict on another number is offered")
	}
}
