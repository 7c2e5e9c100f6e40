package desk

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// past returns the history of a check as a page, without what its steps are called.
func (s *Server) past(t testing.TB, id string) string {
	t.Helper()
	w := s.ask("GET", "/history/ferry.json?id="+url.QueryEscape(id), nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// takesBack takes a step of a check back.
func (s *Server) takesBack(t testing.TB, id string, step int, more ...string) (page string, status int) {
	t.Helper()
	form := url.Values{"record": {id}, "step": {strconv.Itoa(step)}}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	w := s.ask("POST", "/takeback/ferry.json", form)
	if w.Code == http.StatusSeeOther {
		return s.follow(t, w), w.Code
	}
	return w.Body.String(), w.Code
}

// TestHistory tells who has done what to a check, the latest first, word by word, after a restart too; and of no other.
func TestHistory(t *testing.T) {
	nobody(t)
	s, f := served(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	has(t, s.ask("GET", "/dossier/ferry.json?record=%23c02", nil).Body.String(), `/history/ferry.json?id=%23c02`)
	has(t, s.past(t, "#c02"), "No step of this check is kept here.")
	s.as(t, "Ana Reyes")
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", "40,200")))
	s.stepped(t, "#c02", "ready", "why", "The county office says otherwise.")
	s.as(t, "Ben Ito")
	s.stepped(t, "#c02", "back", "why-back", "Which year?")
	if _, err := f.Undo("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	again, err := Open(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	page := NewServer(again, here).past(t, "#c02")
	from := 0
	for _, want := range []string{"Undone. Sent back: Which year?", "Ben Ito · ", "<del>Which year?</del>", `id="back-4"`,
		"Sent back: Which year?", "Ben Ito · ", "<ins>Which year?</ins>",
		"Ready for a second reader: ", "Ana Reyes · ", "The county <ins>office </ins> says otherwise.</p>", `id="back-2"`} {
		i := strings.Index(page[from:], want)
		if i < 0 {
			t.Fatalf("%q is not after byte %d of\n%s", want, from, page)
		}
		from += i
	}
	for before, after := range map[string]string{"The fare rises": "The fare rises by 12", "ferry": "Ferry", "a  b": "a b", "": "x", "x": ""} {
		var old, now string
		for _, p := range reworded(before, after) {
			if p.Tag != "ins" {
				old += p.Text
			}
			if p.Tag != "del" {
				now += p.Text
			}
		}
		if strings.TrimSpace(old) != before || now != after {
			t.Errorf("%q, %q: %q, %q", before, after, old, now)
		}
	}
	if strings.Contains(page, "40,200") {
		t.Error("what was done to another check is told")
	}
	if strings.Contains(page, `id="back-3"`) {
		t.Error("what is so already can be taken back to")
	}
	for path, want := range map[string]int{"/history/ferry.json?id=%23c09": 404, "/history/pier.json?id=%23c01": 404} {
		if w := s.ask("GET", path, nil); w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestTakeBack takes a step of one check back and leaves what was done to others; it asks before it takes away what came
// after the step, and can be undone.
func TestTakeBack(t *testing.T) {
	nobody(t)
	s, f := served(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	s.as(t, "Ana Reyes")
	const mine, later = "The county counts 40,200.", "The county counts 40,300."
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "why", mine)))
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c02", "fact", "10 per cent")))
	page, _ := s.takesBack(t, "#c01", 1)
	has(t, page, "Undone. Saved: ", "Ana Reyes")
	if now := f.in(t, "ferry.json"); strings.Contains(now, mine) || !strings.Contains(now, "The county says 40,200.") || !strings.Contains(now, "10 per cent") {
		t.Errorf("not this check alone: %s", now)
	}
	if _, err := f.Undo("ferry.json", ""); err != nil || !strings.Contains(f.in(t, "ferry.json"), mine) {
		t.Errorf("what was taken back cannot be had again: %v", err)
	}

	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "why", later)))
	before := f.in(t, "ferry.json")
	page, status := s.takesBack(t, "#c01", 1)
	has(t, page, "This check has changed since that step.", "<del>counts 40,300.</del>", "<ins>says 40,200.</ins>", "Undo anyway")
	if status != http.StatusConflict || f.in(t, "ferry.json") != before {
		t.Fatalf("not asked: %d", status)
	}
	if _, status := s.takesBack(t, "#c01", 1, "over", "another"); status != http.StatusConflict || f.in(t, "ferry.json") != before {
		t.Fatalf("what came after the question was taken away: %d", status)
	}
	_, form, _ := strings.Cut(page, "/takeback/")
	over := ""
	for _, m := range hidden.FindAllStringSubmatch(form, -1) {
		if m[1] == "over" {
			over = m[2]
		}
	}
	has(t, func() string { p, _ := s.takesBack(t, "#c01", 1, "over", over); return p }(), "Undone. Saved: ")
	if now := f.in(t, "ferry.json"); !strings.Contains(now, "The county says 40,200.") || !strings.Contains(now, "10 per cent") {
		t.Errorf("%s", now)
	}
	if _, status := s.takesBack(t, "#c01", 99); status != http.StatusNotFound {
		t.Errorf("a step that is not there: %d", status)
	}
}

// TestTakeBackMixed asks if another program has written the file after a step: what it did would go, too; and refuses if a
// source says something else by now.
func TestTakeBackMixed(t *testing.T) {
	nobody(t)
	s, f := served(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", "40,200")))
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(f.in(t, "ferry.json"), "The county says 40,200.", "The county says so.", 1))
	has(t, s.past(t, "#c01"), "Another program has changed the file after this step")
	if page, status := s.takesBack(t, "#c01", 1); status != http.StatusConflict {
		t.Errorf("%d %s", status, page)
	}
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", "40,201")))
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(f.in(t, "ferry.json"), "40,200 passengers", "41,200 passengers", 1))
	now := f.in(t, "ferry.json")
	page, status := s.takesBack(t, "#c01", 2, "over", Version([]byte(now), "#c01"))
	has(t, page, "This step cannot be undone by itself")
	if status != http.StatusUnprocessableEntity || f.in(t, "ferry.json") != now {
		t.Errorf("a verdict over another source: %d", status)
	}
}

// TestTakeBackRead brings what was read back as read, since its words are those that were read; and a check that was made
// is gone, with its history still there.
func TestTakeBackRead(t *testing.T) {
	nobody(t)
	s, f := served(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	s.as(t, "Ana Reyes")
	s.stepped(t, "#c02", "ready")
	s.as(t, "Ben Ito")
	s.stepped(t, "#c02", "read")
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c02", "fact", "Another fact")))
	s.takesBack(t, "#c02", 3)
	d, err := f.Dossier("ferry.json")
	if err != nil || StageOf(d.any("#c02"), true) != Read {
		t.Errorf("%v %s", err, StageOf(d.any("#c02"), true))
	}
	w := s.ask("POST", "/words/ferry.json", url.Values{"exact": {"the harbour master told the council"}})
	made := s.follow(t, w)
	_, id, _ := strings.Cut(w.Header().Get("Location"), "record=")
	id, _, _ = strings.Cut(id, "&")
	id, _ = url.QueryUnescape(id)
	if id == "" || d.any(id) != nil {
		t.Fatalf("no check was made: %s", made)
	}
	page, _ := s.takesBack(t, id, 5)
	has(t, page, "Undone. ", "the harbour master told the council", "All checks")
	if d, err = f.Dossier("ferry.json"); err != nil || d.any(id) != nil {
		t.Errorf("%v: it is still there", err)
	}
	has(t, func() string { p, _ := s.takesBack(t, id, 6); return p }(), "Back to the check")
}

// TestPublishedCheck says in its form that readers have a check, and whether they have it as it is.
func TestPublishedCheck(t *testing.T) {
	nobody(t)
	s, f := served(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	form := func(id string) string {
		return s.ask("GET", "/dossier/ferry.json?record="+url.QueryEscape(id), nil).Body.String()
	}
	if strings.Contains(form("#c01"), "Published on") {
		t.Error("published before it was")
	}
	if _, err := f.Publish("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	if page := form("#c01"); !strings.Contains(page, "Published on") || strings.Contains(page, "Something has changed") {
		t.Error(page)
	}
	if strings.Contains(form("#c02"), "Published on") {
		t.Error("a draft is published")
	}
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", "40,200")))
	has(t, form("#c01"), "Published on", "Something has changed since: publish again.")
}
