package desk

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestHindrances wants each thing that keeps a dossier back named with its check and field, and what is in drafts passed
// over.
func TestHindrances(t *testing.T) {
	source := func(more string) string {
		return `{"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Ferry traffic", "url": "https://county.example/ferry"` +
			more + `}`
	}
	check := func(id, more, verdict, why string) string {
		return `{"@type": "Claim", "@id": "` + id + `", "text": "The harbour ferry carried 41,200 passengers", "citation": "#s1"` + more +
			`, "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "` + verdict + `"` + why + `}}}`
	}
	const (
		why  = `, "ratingExplanation": "The county says 40,200."`
		away = `, "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The tram was late on every day of the year"}}`
		now  = `, "status": "draft"`
	)
	sound := check("#c01", "", "False", why)
	for name, c := range map[string]struct {
		parts []string
		want  []string // rule, check, field
	}{
		"nothing":            {[]string{sound, source("")}, nil},
		"no explanation":     {[]string{check("#c01", "", "False", ""), source("")}, []string{"verdict-explanation #c01 why"}},
		"not in the article": {[]string{check("#c01", away, "False", why), source("")}, []string{"unplaced #c01 text"}},
		"not classified":     {[]string{check("#c01", "", "Dubious", why), check("#c02", "", "Dubious", why), source("")}, []string{"verdict-class #c01 verdict Dubious"}},
		"a source of tomorrow": {[]string{sound, source(`, "datePublished": "2126-01-01"`)},
			[]string{"date-future #c01 sources"}},
		"several": {[]string{check("#c01", away, "Dubious", ""), source("")}, []string{"unplaced #c01 text",
			"verdict-explanation #c01 why", "verdict-class #c01 verdict Dubious"}},
		"drafts only": {[]string{check("#c01", now, "False", why), source("")}, []string{"nothing-released"}},
		"in a draft, and in its source": {[]string{sound, source(""), strings.ReplaceAll(check("#c02", now+away, "Dubious", ""), "#s1", "#s2"),
			strings.Replace(source(`, "datePublished": "2126-01-01"`), "#s1", "#s2", 1)}, nil},
		"in a draft first": {[]string{check("#c02", now, "Dubious", ""), check("#c01", "", "Dubious", why), source("")},
			[]string{"verdict-class #c01 verdict Dubious"}},
	} {
		_, f := served(t, map[string]string{"ferry.json": strings.Replace(dossierOf("ferry.json", "en", strings.Join(c.parts, ", ")), `"Falsch"`, `"False"`, 1), "ferry.html": story})
		_, err := f.Publish("ferry.json", "")
		var back *Hindered
		var got []string
		if errors.As(err, &back) {
			for _, h := range back.All {
				got = append(got, strings.TrimSpace(strings.Join([]string{h.Finding.Rule, h.Record, h.Field, h.Verdict}, " ")))
			}
		}
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v: %q, want %q", name, err, got, c.want)
		}
		if _, err := os.Stat(filepath.Join(f.dir, publicName)); c.want != nil && err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
}

// TestPicks has the verdicts in groups: those that the folder gives first, then the others by what they mean; a few of all
// are completed as one types. Without a script the choice is taken as it is sent.
func TestPicks(t *testing.T) {
	classed := strings.NewReplacer(`["Wrong number"]`, `["False", "Misleading", "Fake", "Hoax", "Wrong number"]`, `"positiveVerdicts": []`, `"positiveVerdicts": ["True"]`).Replace(ferry)
	other := strings.NewReplacer(`"ferry.json"`, `"pier.json"`, `"alternateName": "Wrong number"`, `"alternateName": "Hoax"`).Replace(classed)
	s, f := served(t, map[string]string{"ferry.json": classed, "pier.json": other})
	page := s.ask("GET", "/dossier/ferry.json?record=%23c02", nil).Body.String()
	has(t, page, `<datalist id="l-verdict"><option>Wrong number</option><option>Hoax</option><option>False</option><option>Misleading</option><option>Fake</option><option>True</option></datalist>`,
		`<optgroup label="Given in this folder"><option>Wrong number</option><option>Hoax</option></optgroup><optgroup label="It is wrong"><option>False</option><option>Misleading</option><option>Fake</option></optgroup><optgroup label="It is right"><option>True</option></optgroup></select>`)
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c02", "verdict", "", "pick", "Misleading", "why", "So it does.")))
	if d, err := f.Dossier("ferry.json"); err != nil || d.any("#c02").Reviews[0].Rating != "Misleading" {
		t.Errorf("not taken: %v %s", err, f.in(t, "ferry.json"))
	}
}

// TestPublishMended opens the page of a dossier that is kept back, mends it there, and publishes it.
func TestPublishMended(t *testing.T) {
	unclassified := strings.Replace(ferry, `["Wrong number"]`, `[]`, 1)
	s, f := served(t, map[string]string{"ferry.json": unclassified, "ferry.html": story})
	page := s.ask("GET", "/publish/ferry.json", nil).Body.String()
	has(t, page, "Correct before readers see it", `/dossier/ferry.json?record=%23c01#f-verdict"`, "“Wrong number” is not classified yet.",
		`name="how" value="against"`, "Drafts, which are left out", `/dossier/ferry.json?record=%23c02#f-verdict"`, "Give it a verdict first.")
	if strings.Contains(page, "Publish now") {
		t.Error("it may be published")
	}
	w := s.ask("POST", "/publish/ferry.json", url.Values{})
	if has(t, w.Body.String(), `role="alert"`, "is not classified yet"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("published: %d", w.Code)
	}
	page = s.follow(t, s.ask("POST", "/mend/ferry.json", url.Values{"publish": {"yes"}, "how": {"against"}, "unclassified": {"Wrong number"}}))
	has(t, page, "Classified: Wrong number", "Publish now")
	if strings.Contains(page, "Correct before") {
		t.Errorf("it is still kept back: %s", page)
	}
	if w = s.ask("POST", "/publish/ferry.json", url.Values{}); w.Code != http.StatusOK || !strings.Contains(f.in(t, "public/ferry.json"), "Wrong number") {
		t.Errorf("not published: %d", w.Code)
	}
}
