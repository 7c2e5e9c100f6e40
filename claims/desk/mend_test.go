package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sourcemark/claims"
)

// Lint stands beside the field that it is about, and one button mends it: a verdict is classified, once for all, and only
// then is the draft released. What was typed and not saved stays.
func TestMend(t *testing.T) {
	draft := strings.Replace(dossierOf("ferry.json", "en", `{"@type": "Claim", "@id": "#c01", "status": "draft",
		"text": "The harbour ferry carried 41,200 passengers last year", "author": "Nora Lind", "deskNote": "asked twice",
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The harbour ferry carried 41,200 passengers last year"}},
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Miscounted"}}}`),
		`"Unproven"`, `"TODO: your verdicts"`, 1)
	s, f := served(t, map[string]string{"ferry.json": draft, "ferry.html": story})
	open := func() string { return s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String() }
	page := open()
	_, beside, _ := strings.Cut(page, `name="verdict"`)
	beside, _, _ = strings.Cut(beside, `name="fact"`)
	has(t, beside, "“Miscounted” is not classified yet.", `name="how" value="against"`, "It is wrong", "It is right", "Neither")
	has(t, page, "Readers do not see this draft.", `name="fact" aria-describedby="hint-fact"`, `id="hint-fact">The gist in a few words`)
	// Enter in a field does what the first button of its form does.
	_, edit, _ := strings.Cut(page, `<form class="edit"`)
	if _, first, _ := strings.Cut(edit, "<button"); !strings.HasPrefix(first, ` class="default"`) {
		t.Errorf("Enter does not save: %.60s", first)
	}
	for _, not := range []string{`value="release"`, "hasPart", "negativeVerdicts", "ratingExplanation", "JSON"} {
		if strings.Contains(page, not) {
			t.Errorf("the page has %s", not)
		}
	}
	form := s.open(t, "#c01", "how", "release", "text", "Typed and not saved")
	if w := s.ask("POST", "/mend/ferry.json", form); w.Code == http.StatusSeeOther || f.in(t, "ferry.json") != draft {
		t.Errorf("released without a class: %d", w.Code)
	}
	form = s.open(t, "#c01", "how", "neither", "unclassified", "Miscounted", "text", "Typed and not saved")
	page = s.follow(t, s.ask("POST", "/mend/ferry.json", form))
	has(t, page, "Classified: Miscounted", "Typed and not saved</textarea>", "Still needed before it can be released:",
		`href="`+s.base+`/dossier/ferry.json?record=%23c01#f-why"`)
	w := s.ask("POST", "/mend/ferry.json", s.open(t, "#c01", "how", "release"))
	if has(t, w.Body.String(), "Still needed before it can be released: Why"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("released without a reason: %d", w.Code)
	}
	s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "why", "The county says 40,200."))
	has(t, s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String(), `value="release"`)
	d, err := f.Dossier("ferry.json")
	if err != nil || d.Drafts[0].Reviews[0].Class != claims.Neither || strings.Contains(f.in(t, "ferry.json"), "TODO") {
		t.Fatalf("%v %s", err, f.in(t, "ferry.json"))
	}
	page = s.follow(t, s.ask("POST", "/mend/ferry.json", s.open(t, "#c01", "how", "release", "text", "The harbour ferry carried 41,200")))
	has(t, page, "Released: The harbour ferry carried")
	if d, _ = f.Dossier("ferry.json"); len(d.Records) != 1 || len(d.Drafts) != 0 ||
		!strings.Contains(f.in(t, "ferry.json"), `"deskNote": "asked twice"`) {
		t.Errorf("%s", f.in(t, "ferry.json"))
	}
	if w := s.ask("POST", "/mend/ferry.json", url.Values{"record": {"#c01"}, "how": {"delete"}}); w.Code != http.StatusConflict {
		t.Errorf("no such mend: %d", w.Code)
	}
}

// TestReleaseNeeds offers to release no draft without a verdict, or with one that says that it is right or wrong and no
// source, and refuses to.
func TestReleaseNeeds(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	page := s.ask("GET", "/dossier/ferry.json?record=%23c02", nil).Body.String()
	has(t, page, "Readers do not see this draft. Give it a verdict first.")
	if strings.Contains(page, `value="release"`) {
		t.Error("an empty draft may be released")
	}
	w := s.ask("POST", "/mend/ferry.json", s.open(t, "#c02", "how", "release"))
	if has(t, w.Body.String(), "Give it a verdict first."); w.Code != http.StatusUnprocessableEntity || f.in(t, "ferry.json") != ferry {
		t.Errorf("released: %d", w.Code)
	}
	s.ask("POST", "/save/ferry.json", s.open(t, "#c02", "verdict", "Wrong number", "why", "It rises by 10 per cent."))
	page = s.ask("GET", "/dossier/ferry.json?record=%23c02", nil).Body.String()
	has(t, page, "Still needed before it can be released:", `href="`+s.base+`/dossier/ferry.json?record=%23c02#sources"`)
	if strings.Contains(page, `value="release"`) {
		t.Error("a draft without a source may be released")
	}
	has(t, s.ask("GET", "/publish/ferry.json", nil).Body.String(), `record=%23c02#sources"`, "There is no source yet.")
}

// TestWithdraw takes a check back with a reason, and back again by Undo; without a reason, or on another version, it is
// refused.
func TestWithdraw(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	has(t, s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String(), "Withdraw this check",
		"readers will see it under “All checks”", "Readers have no other check of this article", "<span>1 check</span>")
	form := s.open(t, "#c01")
	for _, c := range []struct {
		because, seen string
		status        int
	}{{" ", form.Get("seen"), http.StatusUnprocessableEntity}, {"Wrong ferry.", "another", http.StatusConflict}} {
		w := s.ask("POST", "/withdraw/ferry.json", url.Values{"record": {"#c01"}, "seen": {c.seen}, "because": {c.because}})
		if w.Code != c.status || f.in(t, "ferry.json") != ferry {
			t.Errorf("%+v: %d", c, w.Code)
		}
	}
	page := s.follow(t, s.ask("POST", "/withdraw/ferry.json",
		url.Values{"record": {"#c01"}, "seen": {form.Get("seen")}, "because": {"The figure was that of another ferry."}}))
	has(t, page, "Withdrawn: The figure was that of another ferry.")
	if d, err := f.Dossier("ferry.json"); err != nil || d.Records[0].Status != claims.Withdrawn {
		t.Errorf("not withdrawn: %v", err)
	}
	for _, not := range []string{"Withdraw this check", "<span>1 check</span>"} {
		if strings.Contains(page, not) {
			t.Errorf("it is withdrawn, and the page has %s", not)
		}
	}
	if _, err := f.Undo("ferry.json", ""); err != nil || f.in(t, "ferry.json") != ferry {
		t.Errorf("not undone: %v", err)
	}
}
