package edit_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// cite cites, and returns the dossier with what it says of the record: "ID: words (note)" of each citation and version.
func cite(t *testing.T, data []byte, c edit.Citation) ([]byte, string) {
	t.Helper()
	out, _, err := edit.Cite("ferry.json", data, c)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := edit.Format("ferry.json", out, nil); err != nil || string(again) != string(out) {
		t.Errorf("not in the canonical form: %v\n%s", err, out)
	}
	return out, cited(t, out, c.Record)
}

func cited(t *testing.T, data []byte, record string) string {
	t.Helper()
	d, err := records.Read("ferry.json", data)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	say := func(s *claims.Source, e claims.Excerpt, note string) {
		words := e.Text
		if words == "" {
			words = s.Excerpt.Text
		}
		if note != "" {
			note = " (" + note + ")"
		}
		said = append(said, s.ID+": "+words+note)
	}
	for _, r := range append(d.Records, d.Drafts...) {
		if r.ID != record {
			continue
		}
		for _, c := range r.Citations {
			say(c.Source, c.Excerpt, c.Note)
		}
		for _, v := range r.Versions {
			say(v.Source, v.Excerpt, v.Note)
		}
	}
	return strings.Join(said, " | ")
}

var council = claims.Source{Type: "Report", Publisher: claims.Party{Name: "Town council"}, Title: "Minutes",
	URL: "https://council.example/minutes", Language: "en", Checked: "2026-03-12", Evidence: claims.Primary}

// A new source brings its words along; the same page is the same source.
func TestCite(t *testing.T) {
	data := []byte(recordstest.Small)
	data, got := cite(t, data, edit.Citation{Record: "#c1", Source: council, Excerpt: claims.Excerpt{Text: "half-empty boats", Language: "en"}})
	if want := "#s1: 40,200 passengers | #s2: half-empty boats"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !strings.Contains(string(data), `"sdDatePublished": "2026-03-12"`) || !strings.Contains(string(data), `"text": "half-empty boats"`) {
		t.Errorf("the source is\n%s", data)
	}
	again, _ := cite(t, data, edit.Citation{Record: "#c1", Source: council, Excerpt: claims.Excerpt{Text: "half-empty boats", Language: "en"}})
	if string(again) != string(data) {
		t.Errorf("cited twice:\n%s", again)
	}
	later := council
	later.Checked = "2026-04-01"
	data, got = cite(t, data, edit.Citation{Record: "#c1", Source: later})
	if strings.Count(string(data), "council.example") != 1 || !strings.Contains(string(data), "2026-04-01") ||
		strings.Contains(string(data), "2026-03-12") {
		t.Errorf("%s\n%s", got, data)
	}
	for _, c := range []struct {
		edit.Citation
		want string
	}{
		{edit.Citation{Record: "#c9", Source: council}, "#c9: no claim or quotation has this @id"},
		{edit.Citation{Record: "#c1", Source: claims.Source{ID: "#s9"}}, "#s9: no source has this @id any more"},
		{edit.Citation{Record: "#c1", Source: council, Version: true}, "#c1: is a claim, which has no versions"},
		{edit.Citation{Record: "#c1", Source: claims.Source{URL: "javascript:alert(1)", Type: "Report", Title: "x"}}, "url"},
	} {
		if out, _, err := edit.Cite("ferry.json", data, c.Citation); out != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %s, %v; want %s", out, err, c.want)
		}
	}
}

// When somebody cites other words of a source, the cards of those who cited it before stay as they are.
func TestCiteOtherWords(t *testing.T) {
	data := []byte(recordstest.Small)
	before := cited(t, data, "#c1")
	other := strings.Replace(recordstest.Small, `"hasPart": [`, `"hasPart": [{"@type": "Claim", "@id": "#c2", "text": "It is late", "status": "draft"},`, 1)
	data, got := cite(t, []byte(other), edit.Citation{Record: "#c2", Source: claims.Source{ID: "#s1"},
		Excerpt: claims.Excerpt{Text: "as counted at the landing"}, Note: "Who counts"})
	if want := "#s1: as counted at the landing (Who counts)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if now := cited(t, data, "#c1"); now != before {
		t.Errorf("the other record cites %s, and did %s", now, before)
	}
	// words within those that stand with it leave them there
	data, got = cite(t, []byte(other), edit.Citation{Record: "#c2", Source: claims.Source{ID: "#s1"}, Excerpt: claims.Excerpt{Text: "40,200"}})
	if got != "#s1: 40,200" || !strings.Contains(string(data), `"text": "40,200 passengers"`) {
		t.Errorf("%s\n%s", got, data)
	}
}

// Versions of a quotation are in the order of their evidence; a translation goes with the words.
func TestCiteVersions(t *testing.T) {
	data := []byte(strings.Replace(recordstest.Small, `"hasPart": [`, `"hasPart": [{"@type": "Quotation", "@id": "#q1", "text": "We cannot run boats", "status": "draft"},`, 1))
	for _, c := range []struct {
		id       string
		evidence claims.Evidence
	}{{"a", claims.Agency}, {"b", ""}, {"c", claims.Primary}, {"d", claims.Agency}, {"e", claims.Secondary}} {
		s := claims.Source{Type: "Report", Title: c.id, URL: "https://council.example/" + c.id, Language: "fr", Evidence: c.evidence}
		data, _ = cite(t, data, edit.Citation{Record: "#q1", Source: s, Version: true, Excerpt: claims.Excerpt{Text: c.id, Language: "fr",
			Translation: claims.Translation{Text: "T" + c.id, Language: "en"}}})
	}
	if got := cited(t, data, "#q1"); got != "#s4: c | #s2: a | #s5: d | #s6: e | #s3: b" {
		t.Error(got)
	}
	if strings.Count(string(data), `"text": "Tc"`) != 1 {
		t.Errorf("%s", data)
	}
	data, err := edit.Uncite("ferry.json", data, "#q1", true, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := cited(t, data, "#q1"); got != "#s4: c | #s5: d | #s6: e | #s3: b" {
		t.Error(got)
	}
	if _, err := edit.Uncite("ferry.json", data, "#q1", true, 4); err == nil || !strings.Contains(err.Error(), "no such source any more") {
		t.Error(err)
	}
}

// A version has its words even if they are all that stands with its source.
func TestCiteVersionOfOwnLanguage(t *testing.T) {
	data := []byte(strings.Replace(recordstest.Small, `"hasPart": [`, `"hasPart": [{"@type": "Quotation", "@id": "#q1", "text": "We cannot run boats", "status": "draft"},`, 1))
	_, got := cite(t, data, edit.Citation{Record: "#q1", Source: council, Version: true, Excerpt: claims.Excerpt{Text: "We cannot run empty boats", Language: "en"}})
	if got != "#s2: We cannot run empty boats" {
		t.Error(got)
	}
}
