package desk

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims/records/lint"
)

// nobody has git know no name.
func nobody(t *testing.T) {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
}

// as has somebody else work at the desk.
func (s *Server) as(t testing.TB, name string) {
	t.Helper()
	w := s.ask("POST", "/who", url.Values{"who": {name}, "at": {"/"}})
	has(t, s.follow(t, w), "Working as "+name, "<summary>"+name+"</summary>")
}

// TestWho asks who works here, once, on the desk itself; keeps it over a restart, for this machine alone; and says it
// beside each step.
func TestWho(t *testing.T) {
	nobody(t)
	s, f := served(t, both)
	page := s.ask("GET", "/", nil).Body.String()
	has(t, page, "Who are you?", "<summary>Your name</summary>")
	for _, bad := range []string{" ", strings.Repeat("x", 81), "Ana (key 0123456789abcdef)"} {
		w := s.ask("POST", "/who", url.Values{"who": {bad}, "at": {"/"}})
		if has(t, s.follow(t, w), "First say who you are"); bad != " " && strings.Contains(w.Header().Get("Location"), "who-kept") {
			t.Errorf("%s is a name", bad)
		}
	}
	w := s.ask("POST", "/who", url.Values{"who": {"Ana Reyes"}, "at": {"/dossier/ferry.json?record=%23c01"}})
	page = s.follow(t, w)
	has(t, page, "Working as Ana Reyes.", "<summary>Ana Reyes</summary>", `id="f-verdict"`)
	if strings.Contains(s.ask("GET", "/", nil).Body.String(), "Who are you?") {
		t.Error("asked twice")
	}
	// Nothing leads to another site.
	for _, at := range []string{"https://news.example/", "//news.example/", "/../..", ""} {
		w := s.ask("POST", "/who", url.Values{"who": {"Ana Reyes"}, "at": {at}})
		if to := w.Header().Get("Location"); !strings.HasPrefix(to, s.base+"/") || strings.Contains(to, "..") {
			t.Errorf("%s leads to %s", at, to)
		}
	}
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", "40,200, not 41,200")))
	undo, _, err := f.Steps("ferry.json")
	if err != nil || len(undo) != 1 || undo[0].By != "Ana Reyes" {
		t.Errorf("%v %+v", err, undo)
	}
	again, err := Open(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if name, given := again.Person(); name != "Ana Reyes" || !given {
		t.Errorf("after a restart: %q %v", name, given)
	}
	// Another machine has a file of its own beside this one.
	if entries, err := os.ReadDir(filepath.Join(f.dir, storeName, "people")); err != nil || len(entries) != 1 || strings.Contains(entries[0].Name(), "Ana") {
		t.Errorf("%v %v", err, entries)
	}
}

// TestWhoFromGit takes the name that git has for the folder, until another one is given.
func TestWhoFromGit(t *testing.T) {
	nobody(t)
	config := filepath.Join(t.TempDir(), "config")
	write(t, config, "[user]\n\tname = Ben Ito\n")
	t.Setenv("GIT_CONFIG_GLOBAL", config)
	s, f := served(t, both)
	if name, given := f.Person(); name != "Ben Ito" || given {
		t.Skipf("git is not here: %q %v", name, given)
	}
	has(t, s.ask("GET", "/", nil).Body.String(), "Who are you?", `name="who" value="Ben Ito"`)
	s.as(t, "Cem Oz")
	if name, _ := f.Person(); name != "Cem Oz" {
		t.Error(name)
	}
}

// verdicted is the ferry's dossier with a verdict on its draft.
var verdicted = strings.Replace(ferry, `"@id": "#c02", "status": "draft",`, `"@id": "#c02", "status": "draft",
	"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county says otherwise."}},`, 1)

// stepped takes a check a step on its way, as its form is now.
func (s *Server) stepped(t testing.TB, id, how string, more ...string) string {
	t.Helper()
	form := s.open(t, id, append([]string{"how", how}, more...)...)
	w := s.ask("POST", "/step/ferry.json", form)
	if w.Code != http.StatusSeeOther {
		return w.Body.String()
	}
	return s.follow(t, w)
}

// TestSteps goes a check's way: ready, refused to the same person, sent back with a word, ready again with what is typed,
// read by another one, released; and undone.
func TestSteps(t *testing.T) {
	nobody(t)
	s, f := served(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	stage := func() Stage {
		t.Helper()
		d, err := f.Dossier("ferry.json")
		if err != nil || d.Err != nil {
			t.Fatal(err, d.Err)
		}
		for i := range d.Drafts {
			if d.Drafts[i].ID == "#c02" {
				return StageOf(&d.Drafts[i], true)
			}
		}
		return StageOf(d.any("#c02"), false)
	}
	want := func(what string, w Stage) {
		t.Helper()
		if got := stage(); got != w {
			t.Fatalf("%s: %s, want %s", what, got, w)
		}
	}
	has(t, s.stepped(t, "#c02", "ready"), "First say who you are")
	want("nameless", Draft)
	s.as(t, "Ana Reyes")
	has(t, s.stepped(t, "#c02", "read"), "This check has moved on in the meantime")
	has(t, s.stepped(t, "#c02", "ready", "fact", "Typed and ready at once"), "Ready for a second reader: ", "Ready since", "Ana Reyes",
		"You marked this as ready", "Typed and ready at once")
	want("ready", Ready)
	has(t, s.ask("GET", "/", nil).Body.String(), "1 for a second reader")
	has(t, s.stepped(t, "#c02", "read"), "You marked this as ready")
	want("read by the same", Ready)
	s.as(t, "Ben Ito")
	has(t, s.ask("GET", "/", nil).Body.String(), "Waiting for you", "To read · Ana Reyes")
	has(t, s.stepped(t, "#c02", "back"), "Say in a sentence what is missing.")
	want("sent back without a word", Ready)
	has(t, s.stepped(t, "#c02", "back", "why-back", "Which year?"), "Sent back: Which year?", "Sent back by Ben Ito: Which year?")
	want("sent back", Draft)
	if strings.Contains(s.ask("GET", "/", nil).Body.String(), "Waiting for you") {
		t.Error("what was sent back waits for who sent it")
	}
	s.as(t, "Ana Reyes")
	has(t, s.ask("GET", "/", nil).Body.String(), "Sent back to you · Which year?")
	s.stepped(t, "#c02", "ready")
	want("ready again", Ready)
	s.as(t, "Ben Ito")
	// What is typed and not saved was not read.
	if w := s.ask("POST", "/typed/ferry.json", s.open(t, "#c02", "why", "Something else")); w.Code != 204 {
		t.Fatal(w.Code)
	}
	has(t, s.stepped(t, "#c02", "read"), "First save or discard what you have typed")
	want("typed", Ready)
	s.follow(t, s.ask("POST", "/discard/ferry.json", s.open(t, "#c02")))
	has(t, s.stepped(t, "#c02", "read"), "Read by a second person", "Read on")
	want("read", Read)
	if _, err := f.Undo("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	want("undone", Ready)
	if _, err := f.Redo("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	// A change makes a draft of it.
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c02", "fact", "Another fact")))
	want("changed", Draft)
	for _, bad := range []url.Values{{"record": {"#c09"}, "how": {"read"}}, {"record": {"#c02"}, "how": {"delete"}}} {
		if w := s.ask("POST", "/step/ferry.json", bad); w.Code != 404 {
			t.Errorf("%v: %d", bad, w.Code)
		}
	}
}

// TestHouse demands a second reader: nothing is released or published that only one person has read, and lint says so;
// without the rule, one person may do all of it.
func TestHouse(t *testing.T) {
	nobody(t)
	whole := strings.NewReplacer(`"text": "The fare rises"`, `"text": "The fare rises", "citation": "#s1"`, "12 per cent", "10 per cent").Replace(verdicted)
	s, f := served(t, map[string]string{"ferry.json": whole, "ferry.html": story})
	s.as(t, "Ana Reyes")
	if _, err := f.Publish("ferry.json", ""); err != nil {
		t.Fatalf("a newsroom of one: %v", err)
	}
	has(t, s.follow(t, s.ask("POST", "/house", url.Values{"second": {"yes"}})), "Saved for this folder.", `value="yes" checked`)
	published := f.in(t, "public/ferry.json")
	w := s.ask("POST", "/publish/ferry.json", url.Values{})
	has(t, w.Body.String(), "Only one person has read this check")
	if w.Code != http.StatusUnprocessableEntity || f.in(t, "public/ferry.json") != published {
		t.Errorf("published unread: %d", w.Code)
	}
	page := s.ask("GET", "/dossier/ferry.json?record=%23c02", nil).Body.String()
	has(t, page, "A second person must read it first.")
	if strings.Contains(page, `value="release"`) {
		t.Error("it may be released unread")
	}
	has(t, s.ask("POST", "/mend/ferry.json", s.open(t, "#c02", "how", "release")).Body.String(), "A second person must read it first.")
	d, _ := f.Dossier("ferry.json")
	found, err := f.Findings(d)
	if err != nil || !hasRule(found, "second-reader") || !HouseOf(filepath.Join(f.dir, "ferry.json")).SecondReader {
		t.Errorf("lint: %v %v", err, found)
	}
	// Who has changed what is released does not read it.
	s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", "Another fact")))
	has(t, s.stepped(t, "#c01", "read"), "You marked this as ready")
	s.as(t, "Ben Ito")
	has(t, s.stepped(t, "#c01", "read"), "Read: ")
	if _, err := f.Publish("ferry.json", ""); err != nil {
		t.Errorf("read and not published: %v", err)
	}
	if out := f.in(t, "public/ferry.json"); strings.Contains(out, "Ben Ito") || strings.Contains(out, "Ana Reyes") {
		t.Errorf("readers are told who has read it: %s", out)
	}
	// Git has the rule, and nothing else of the store.
	if got := f.in(t, ".sourcemark/.gitignore"); got != "*\n!/.gitignore\n!/house.json\n" {
		t.Error(got)
	}
	write(t, filepath.Join(f.dir, storeName, houseName), "{")
	if !f.House().SecondReader {
		t.Error("half a file makes the house less strict")
	}
}

func hasRule(found []lint.Finding, rule string) bool {
	for _, f := range found {
		if f.Rule == rule {
			return true
		}
	}
	return false
}
