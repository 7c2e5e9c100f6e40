package desk

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A verdict that is taken over brings the sources of its check along, ticked, with their copies and excerpts: what is left
// ticked is added in one step with the verdict, what the dossier has of a source stays, and all is undone at once.
func TestTakenAlong(t *testing.T) {
	const checked = `{"@type": "Claim", "@id": "#c01", "text": "The harbour ferry carried 41,200 passengers last year",
		"citation": ["#s1", {"@type": "Quotation", "text": "31,000 tickets were sold in winter.", "isPartOf": "#s2", "description": "Half of all"}, "#s3"],
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Miscounted", "ratingExplanation": "The county counted 40,200."}}},
		{"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Ferry traffic", "url": "https://county.example/ferry", "archivedAt": "https://archive.example/1", "sdDatePublished": "2026-01-20", "text": "40,200 passengers"},
		{"@type": "WebPage", "@id": "#s2", "publisher": "Harbour office", "name": "Tickets", "url": "https://harbour.example/tickets"},
		{"@type": "WebPage", "@id": "#s3", "publisher": "Town library", "name": "Old figures", "url": "https://library.example/old"}`
	const own = `{"@type": "Claim", "@id": "#c01", "status": "draft", "text": "Last year the harbour ferry carried 41,200 passengers"},
		{"@type": "WebPage", "@id": "#s1", "publisher": "Harbour office", "name": "Our title of it", "url": "https://harbour.example/tickets", "sdDatePublished": "2026-10-01"}`
	s, f := served(t, map[string]string{"old.json": dossierOf("old.json", "en", checked), "new.json": dossierOf("new.json", "en", own)})
	before := f.in(t, "new.json")
	page := s.ask("GET", "/dossier/new.json?record=%23c01", nil).Body.String()
	use := html.UnescapeString(regexp.MustCompile(`class="small" href="([^"]*)"`).FindStringSubmatch(page)[1])
	page = s.send("GET", use, nil).Body.String()
	has(t, page, "Sources to take over from that check", "Ferry traffic", "31,000 tickets were sold in winter.")
	form := edited(t, page, "text", "Last year the harbour ferry carried 41,200 passengers", "verdict", "Miscounted", "why", "The county counted 40,200.")
	form.Del("excerpt")
	if got := strings.Join(form["along"], " "); got != "c0 c1 c2" {
		t.Fatalf("ticked are %q", got)
	}
	form["along"] = []string{"c0", "c1"} // and not the library

	// what is typed and not saved comes back with its ticks
	if w := s.ask("POST", "/typed/new.json", form); w.Code != http.StatusNoContent {
		t.Fatal(w.Code)
	}
	page = s.ask("GET", "/dossier/new.json?record=%23c01", nil).Body.String()
	if has(t, page, `value="c0" checked`, `value="c1" checked`, `value="c2"`); strings.Contains(page, `value="c2" checked`) {
		t.Error("what was left is ticked again")
	}

	page = s.follow(t, s.ask("POST", "/save/new.json", form))
	has(t, page, "Ferry traffic", "31,000 tickets were sold in winter.")
	got := f.in(t, "new.json")
	has(t, got, "Miscounted", `"url": "https://county.example/ferry"`, `"archivedAt": "https://archive.example/1"`, `"text": "40,200 passengers"`,
		"31,000 tickets were sold in winter.", "Half of all", "Our title of it", `"sdDatePublished": "2026-10-01"`)
	if strings.Contains(got, "library.example") || strings.Count(got, "https://harbour.example/tickets") != 1 || strings.Contains(got, `"name": "Tickets"`) {
		t.Errorf("%s", got)
	}
	if _, err := f.Undo("new.json", ""); err != nil || f.in(t, "new.json") != before {
		t.Errorf("undone is %s, %v", f.in(t, "new.json"), err)
	}
	// of a dossier that is gone nothing is taken, and nothing is half saved
	form.Set("in", "../old.json")
	form.Set("seen", regexp.MustCompile(`name="seen" value="([^"]*)"`).FindStringSubmatch(s.ask("GET", "/dossier/new.json?record=%23c01", nil).Body.String())[1])
	if w := s.ask("POST", "/save/new.json", form); w.Code != http.StatusNotFound || f.in(t, "new.json") != before {
		t.Errorf("%d %s", w.Code, f.in(t, "new.json"))
	}
}

// The versions of a quotation come along as versions, to a claim as what it cites; a translation never as the words themselves.
func TestVersionsTakenAlong(t *testing.T) {
	const quoted = `{"@type": "Quotation", "@id": "#q01", "text": "We cannot run half-empty boats", "spokenByCharacter": "Harbour master", "isBasedOn": {"@type": "Quotation", "text": "We cannot run half-empty boats to the island.", "isPartOf": "#s1"}},
		{"@type": "WebPage", "@id": "#s1", "publisher": "Town council", "name": "Minutes", "url": "https://council.example/minutes"}`
	_, f := served(t, map[string]string{"old.json": dossierOf("old.json", "en", quoted), "new.json": dossierOf("new.json", "en",
		`{"@type": "Quotation", "@id": "#q01", "status": "draft", "text": "We can not run half-empty boats"}, {"@type": "Claim", "@id": "#c01", "status": "draft", "text": "The boats are half empty"}`)})
	data := f.in(t, "new.json")
	for id, want := range map[string]string{"#q01": `"isBasedOn": `, "#c01": `"citation": `} {
		out, err := f.takeAlong("new.json", "new.json", []byte(data), id, url.Values{"in": {"old.json"}, "as": {"#q01"}, "along": {"v0"}})
		if err != nil {
			t.Fatal(err)
		}
		if has(t, string(out), want, "to the island."); strings.Contains(string(out), `"isBasedOn": `) != (id == "#q01") {
			t.Errorf("%s: %s", id, out)
		}
	}
}
