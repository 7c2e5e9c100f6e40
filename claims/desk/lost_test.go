package desk

import (
	"errors"
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/proof"
)

// After the article was edited: a record that lost its place is listed with where it may belong, is put there by one
// form, or on other words, and that can be undone.
func TestLost(t *testing.T) {
	s, f := served(t, both)
	page := s.ask("GET", "/lost/ferry.json", nil).Body.String()
	has(t, page, "The fare rises", "<mark>10 </mark>per cent", "says most of it in other words", "<q>The fare is to rise by 12 per cent in May</q>")
	if strings.Contains(page, "41,200 passengers last year</a>") {
		t.Error("one that has its place is listed")
	}
	_, form, _ := strings.Cut(page, `class="perhaps"`)
	values := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(form[:strings.Index(form, "</form>")], -1) {
		values.Set(m[1], html.UnescapeString(m[2]))
	}
	if !strings.Contains(values.Get("exact"), "The fare is to rise by 10 per cent in May") || values.Get("record") != "#c02" {
		t.Fatalf("%v", values)
	}
	page = s.follow(t, s.ask("POST", "/place/ferry.json", values))
	has(t, page, "Placed: The fare is to rise by 10 per cent in", "Every check has its place in the article.")
	if lost, err := f.Lost("ferry.json"); err != nil || len(lost) != 0 {
		t.Errorf("%v, %v", lost, err)
	}
	if _, err := f.Undo("ferry.json", ""); err != nil || f.in(t, "ferry.json") != ferry {
		t.Errorf("%v", err)
	}
	page = s.follow(t, s.ask("POST", "/place/ferry.json", url.Values{"record": {"#c02"}, "exact": {"the harbour master told the council"}}))
	has(t, page, "Placed: the harbour master told the council")

	// The article is another one by the time the button is pressed: nothing is put on other words.
	if _, err := f.Undo("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(f.dir, "ferry.html"), strings.Replace(story, "<h1>", "<h1>Now: ", 1))
	w := s.ask("POST", "/place/ferry.json", values)
	if w.Code != http.StatusUnprocessableEntity || f.in(t, "ferry.json") != ferry {
		t.Errorf("%d", w.Code)
	}
	for _, at := range []claims.Span{{Start: -1, End: 5}, {Start: 3, End: 3}, {Start: 5, End: 1 << 30}} {
		var r *proof.Refusal
		if _, err := f.Anchor("ferry.json", "#c02", at, "", "x"); !errors.As(err, &r) {
			t.Errorf("%v: %v", at, err)
		}
	}
	if _, err := f.Anchor("ferry.json", "#c99", claims.Span{Start: 0, End: 3}, "Now", "x"); !errors.Is(err, None) {
		t.Errorf("no record: %v", err)
	}
	if w := s.ask("GET", "/lost/none.json", nil); w.Code != 404 {
		t.Errorf("no dossier: %d", w.Code)
	}
}
