package desk

import (
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"sourcemark/claims/records/lint"
)

// TestMendsTable says of every rule of lint what mends it, or that nothing does.
func TestMendsTable(t *testing.T) {
	rules := map[string]bool{}
	for _, r := range lint.Rules() {
		rules[r.ID] = true
		if _, ok := mends[r.ID]; !ok {
			t.Errorf("mends does not say what mends %s: a function, or nil with the reason", r.ID)
		}
	}
	rules["moved"] = true
	for rule := range mends {
		if !rules[rule] {
			t.Errorf("there is no rule %s", rule)
		}
	}
}

// TestMends presses every button that the fixtures of lint give: what it says changes, and nothing else; the finding is
// gone, nothing worse has come, and one step takes it back.
func TestMends(t *testing.T) {
	const passengers = "The ferry carried 41,200 passengers last year"
	want := map[string][]string{ // by rule, what the buttons say
		"another-speaker": {"Anna Brown → Nora Lind | Change it"},
		"claim-reviewed": {"False: the ferry carried 41,200 passengers last year, which is more than it ever did before → " +
			passengers + " | Change it", "It is untrue that the ferry sails on Sundays → The ferry sails on Sundays | Change it"},
		"date-future": {"16 March 2026 → 15 March 2026 | Change it"},
		"date-order": {"11 March 2026 → 15 March 2026 | Change it",
			"11 March 2026 · 13 March 2026 → 13 March 2026 · 11 March 2026 | Change it", "11 March 2026 → 15 March 2026 | Change it"},
		"edited": {"Everybody on the council wanted to hear how many passengers the harbour ferry had carried in the year " +
			"before → Everybody on the council asked to hear how many passengers the harbour ferry had carried in the year " +
			"before | It still holds: put it here"},
		"excerpt-none": {"40,200 passengers →  | Take it out"},
		"excerpt-words": {"41,200 passengers [...] fewer than in 2024 → 40,200 passengers in all, 3.5 per cent fewer than in " +
			"2024 | Change it"},
		"hidden-characters": {"pass[U+202E]gers → passgers | Change it",
			"40,200 pas[U+00AD]sengers → 40,200 passengers | Change it"},
		"language-unknown": {"jp → Japanese | Change it"},
		"mixed-script":     {"Harbоur master → Harbour master | Change it"},
		"orphan-source":    {"The county →  | Take it out"},
		"quote-marks":      {"“We cannot run empty boats” → We cannot run empty boats | Change it"},
		"quote-match":      {"Take it out"},
		"rating-scale": {"7 (1–5) →  | Take it out", "2 (1–10) →  | Take it out", "3 (1–5) →  | Take it out",
			"1 (5–1) → 5 (1–5) | Change it", "1 (5–1) →  | Take it out", "two (1–5) →  | Take it out",
			"5 (1–5) →  | Take it out", "2 (1–5) →  | Take it out", "5 (1–5) →  | Take it out"},
		"recheck":       {"It still holds. Next check: 15 April 2026", "It still holds. Next check: 15 September 2026"},
		"review-url":    {"http://harbour.example/ferry → https://harbour.example/ferry | Change it"},
		"single-source": {"It is an official text"},
		"tracking": {"https://county.example/ferry?year=2025&utm_source=letter&fbclid=x#figures → " +
			"https://county.example/ferry?year=2025#figures | Change it"},
		"unanchored": {" → The ferry carried 41,200 passengers last year, he said. | It still holds: put it here"},
		"unplaced": {"Find a place", "Find a place", "Find a place",
			"It was a good year for the boats to the islands → The ferry carried 41,200 passengers last year, he said. | It " +
				"still holds: put it here", "Find a place", "The minister of transport → Nora Lind (The minister of transport) | " +
				"Change it"},
	}
	files, err := filepath.Glob("../records/lint/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		rule := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if mends[rule] == nil {
			continue
		}
		t.Run(rule, func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			folder := map[string]string{}
			for _, x := range archive.Files {
				switch x.Name {
				case "bad.json":
					folder["ferry.json"] = string(x.Data)
				case "article.txt":
					folder["ferry.txt"] = string(x.Data)
				}
			}
			s, f := served(t, folder)
			f.Today = func() time.Time { return time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC) }
			before := f.in(t, "ferry.json")
			d, err := f.Dossier("ferry.json")
			if err != nil {
				t.Fatal(err)
			}
			first := f.mustFind(t, d)
			v := s.visit(nil, &http.Request{Header: http.Header{}})
			var said []string
			for _, x := range first {
				if x.Rule != rule {
					continue
				}
				for _, m := range s.mendsOf(v, d, &x) {
					words := strings.TrimPrefix(m.old+" → "+m.now+" | "+m.label, " →  | ")
					if said = append(said, words); m.change == nil {
						continue
					}
					form := url.Values{"how": {m.key(&x)}}
					w := s.ask("POST", "/mend/ferry.json", form)
					if w.Code != http.StatusSeeOther {
						t.Errorf("%s: %d %s", words, w.Code, w.Body)
						continue
					}
					now := f.in(t, "ferry.json")
					d, err := f.Dossier("ferry.json")
					if err != nil || d.Err != nil || now == before {
						t.Fatal(words, err, d.Err)
					}
					for _, y := range f.mustFind(t, d) {
						same := func(o lint.Finding) bool { return o.Rule == y.Rule && o.Part == y.Part && o.Message == y.Message }
						if same(x) {
							t.Errorf("%s: still %s", words, y)
						} else if y.Severity > lint.Note && y.Rule != rule && !slices.ContainsFunc(first, same) {
							t.Errorf("%s: now %s", words, y)
						}
					}
					if w := s.ask("POST", "/mend/ferry.json", form); w.Code != http.StatusConflict || f.in(t, "ferry.json") != now {
						t.Errorf("%s: pressed twice: %d", words, w.Code)
					}
					if _, err := f.Undo("ferry.json", ""); err != nil || f.in(t, "ferry.json") != before {
						t.Errorf("%s: not undone: %v", words, err)
					}
				}
			}
			if !slices.Equal(said, want[rule]) {
				t.Errorf("the buttons are\n%q\nwant\n%q", said, want[rule])
			}
		})
	}
}

func (f *Folder) mustFind(t *testing.T, d *Dossier) []lint.Finding {
	found, err := f.Findings(d)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// mended is a folder in which several things are to be mended that the fixtures of lint do not have.
func mended(t *testing.T) (*Server, *Folder) {
	long := "The council met on Monday and heard the harbour master, the county and two skippers before it broke off. " +
		"The ferry carried 40,200 passengers in all last year. Nobody asked about the bus, which does not run on Sundays, and " +
		"the mayor thanked everybody who had come to the town hall in the rain for their patience."
	return served(t, map[string]string{
		"ferry.json": dossierOf("ferry.json", "en", `
			{"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers last year", "citation": "#s1",
			 "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The ferry carried 41,200 passengers last year"}},
			 "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county counted 40,200 passengers."}}},
			{"@type": "Quotation", "@id": "#q01", "status": "draft", "text": "“We cannot run empty boats”", "citation": "#s2",
			 "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "“We cannot run empty boats”"}}},
			{"@type": "Report", "@id": "#s1", "publisher": "The county", "url": "https://county.example/ferry", "evidence": "primary", "text": "`+long+`"},
			{"@type": "Report", "@id": "#s2", "publisher": "The town", "url": "https://bit.ly/ferry", "evidence": "primary"}`),
		"ferry.txt": "The ferry carried 41,200 passengers last year.\n\nMs. Lind said: “We cannot run empty boats”.",
		"old.json": dossierOf("old.json", "en", `{"@type": "Claim", "@id": "#c01", "text": "A ferry", "citation": "#s1"},
			{"@type": "Report", "@id": "#s1", "publisher": "The county", "url": "https://county.example/ferry", "archivedAt": "https://archive.example/county"}`),
		"ferry.links.json": `{"dossier": "ferry.json", "links": [{"url": "https://bit.ly/ferry", "of": ["#s2 url"], "state": "redirected",
			"redirects": ["https://town.example/ferry"]}]}`,
	})
}

// TestMendsBeside has the buttons beside the field or the source that they change, for drafts too, in two languages, with
// what stands there and what will. What is typed and not saved stays, and is no conflict afterwards.
func TestMendsBeside(t *testing.T) {
	s, f := mended(t)
	press := func(id, label string, fill ...string) string {
		t.Helper()
		page := s.ask("GET", "/dossier/ferry.json?record="+url.QueryEscape(id), nil).Body.String()
		_, after, _ := strings.Cut(page, `<ins dir="auto">`+label+`</ins>`)
		_, how, ok := strings.Cut(after, `name="how" value="`)
		how, _, _ = strings.Cut(how, `"`)
		if !ok {
			t.Fatalf("no button gives %q\n%s", label, page)
		}
		return s.follow(t, s.ask("POST", "/mend/ferry.json", s.open(t, id, append(fill, "how", html.UnescapeString(how))...)))
	}
	page := s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String()
	_, source, _ := strings.Cut(page, `<li class="source">`)
	has(t, source, "An excerpt is longer than a check needs", "it broke off. The ferry carried 40,200 passengers in all last year.</ins>",
		"No archived copy: The county", "<ins dir=\"auto\">https://archive.example/county</ins>", `form="edit"`)
	german := s.ask("GET", "/dossier/ferry.json?record=%23c01", nil, "Accept-Language: de").Body.String()
	has(t, german, "Ein Auszug ist länger als nötig", "Keine archivierte Kopie: The county", "So ändern")

	page = press("#c01", "https://archive.example/county", "why", "The county counted 40,200.")
	has(t, page, "Changed: https://archive.example/county", "The county counted 40,200.</textarea>")
	page = press("#q01", "We cannot run empty boats", "verdict", "Unproven", "text", "“We cannot run empty boats”")
	has(t, page, "Changed: We cannot run empty boats", ">We cannot run empty boats</textarea>", `value="Unproven"`)
	page = press("#q01", "Ms. Lind", "verdict", "Unproven")
	has(t, page, `name="speaker" value="Ms. Lind"`, `value="Unproven"`)
	has(t, page, "The page has moved for good.")
	page = press("#q01", "https://town.example/ferry", "verdict", "Unproven")
	has(t, page, `value="Unproven"`)
	if w := s.ask("POST", "/save/ferry.json", s.open(t, "#q01", "verdict", "Unproven")); w.Code != http.StatusSeeOther {
		t.Errorf("what was typed conflicts with the mends beside it: %d", w.Code)
	}
	d, err := f.Dossier("ferry.json")
	if err != nil || d.Drafts[0].Speaker.Name != "Ms. Lind" || d.Drafts[0].Reviews[0].Rating != "Unproven" ||
		d.Sources[0].Archived != "https://archive.example/county" || d.Sources[1].URL != "https://town.example/ferry" {
		t.Errorf("%v %s", err, f.in(t, "ferry.json"))
	}
}

// TestShortened cuts an excerpt to what is nearest to the check, in the words of the source.
func TestShortened(t *testing.T) {
	filler := "The council met on Monday and heard the harbour master, the county and two skippers before it broke off for the day and went home. "
	for _, c := range []struct{ excerpt, about, want string }{
		{filler + "The ferry carried 40,200 passengers.", "The ferry carried 41,200 passengers", strings.TrimSpace(filler) +
			" The ferry carried 40,200 passengers."},
		{filler + filler + "The ferry carried 40,200 passengers.", "The ferry carried 41,200 passengers", strings.TrimSpace(filler) +
			" The ferry carried 40,200 passengers."},
		{"The ferry carried 40,200 passengers. " + filler + filler, "The ferry carried 41,200 passengers",
			"The ferry carried 40,200 passengers. " + strings.TrimSpace(filler)},
		{strings.Repeat("word ", 60), "word", strings.Repeat("word ", 60)}, // one sentence: where to cut it, an editor sees
		{"", "word", ""},
	} {
		if got := shortened(c.excerpt, c.about); got != c.want {
			t.Errorf("%q\n%q, want\n%q", c.excerpt, got, c.want)
		}
	}
}

// TestSpelt writes a word in the letters of the alphabet that most of it has, where each of the others has a double.
func TestSpelt(t *testing.T) {
	for _, c := range []struct{ word, latin, other string }{
		{"Harbоur", "Harbour", ""},   // a Cyrillic о
		{"корaбль", "", "корабль"},   // a Latin a
		{"cобака", "", "собака"},     // a Latin c
		{"Μinister", "Minister", ""}, // a Greek Μ
		{"harbour", "", ""},
		{"жfж", "", ""},
	} {
		if latin, other := spelt(c.word, 0, 1), spelt(c.word, 1, 0); latin != c.latin || other != c.other {
			t.Errorf("%s: %q, %q", c.word, latin, other)
		}
	}
}
