package desk

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPublishInto chooses folders, good ones and hostile ones.
func TestPublishInto(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story, "2026/tram.json": ferry})
	away, taken := t.TempDir(), filepath.Join(t.TempDir(), "file")
	write(t, taken, "x")
	if err := os.Symlink(away, filepath.Join(f.dir, "link")); err != nil {
		t.Skip(err)
	}
	for to, want := range map[string]string{"": "", ".": "", "..": "", "../site": "", "a/../../site": "", ".git": "", "site/.git": "",
		".sourcemark": "", "~/site": "", "a\x00b": "", "a\u202eb": "", `..\site`: "", "link": "", "link/x": "", taken: "", "ferry.json": "",
		"2026": "", filepath.Dir(f.dir): "", filepath.Join(away, "no", "such"): "",
		"site": "site", "out/site/": "out/site", filepath.Join(f.dir, "site"): "site", filepath.Join(away, "new"): filepath.Join(away, "new"), " site ": "site"} {
		os.Remove(f.store.path("publish", "folder"))
		err := f.PublishInto(to)
		if got := f.Out(); (err == nil) != (want != "") || want != "" && got != want || want == "" && got != publicName {
			t.Errorf("%q: %v, and it is %q", to, err, got)
		}
	}
	if all, _ := os.ReadDir(away); len(all) != 1 {
		t.Errorf("%v was made elsewhere", all)
	}
	w := s.ask("POST", "/into/ferry.json", url.Values{"folder": {"../site"}})
	if has(t, w.Body.String(), "That folder cannot be used.", `value="../site"`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("chosen: %d", w.Code)
	}
	has(t, s.ask("POST", "/into/ferry.json", url.Values{"folder": {"2026"}}).Body.String(), "There are dossiers in that folder.")
	has(t, s.follow(t, s.ask("POST", "/into/ferry.json", url.Values{"folder": {"site"}})), "From now on it goes into the folder “site”.")
	has(t, s.ask("POST", "/publish/ferry.json", url.Values{}).Body.String(), "site/ferry.html", "Published on")
	// The same folder is known when it is opened again, and what is in it is no dossier to work on.
	again, err := Open(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if all, _ := again.Dossiers(); len(all) != 2 || again.Out() != "site" {
		t.Errorf("%d dossiers, published into %s", len(all), again.Out())
	}
}

// agreed is what a form that asks says is agreed to.
var agreed = regexp.MustCompile(`<input type="hidden" name="(over)" value="([^"]*)">`)

// TestPublishForeign wants nothing replaced or taken away that the desk has not written, before somebody says so.
func TestPublishForeign(t *testing.T) {
	s, f := served(t, both)
	page := filepath.Join(f.dir, "public", "ferry.html")
	write(t, page, "the site's own")
	w := s.ask("POST", "/publish/ferry.json", url.Values{})
	body := w.Body.String()
	has(t, body, "These files are there already", "<li>ferry.html</li>", `role="alert"`)
	if _, err := os.Stat(filepath.Join(f.dir, "public", "ferry.json")); w.Code != http.StatusConflict || err == nil || f.in(t, "public/ferry.html") != "the site's own" {
		t.Fatalf("written: %d", w.Code)
	}
	over := agreed.FindStringSubmatch(body)
	// What was agreed to is this file, and not another one that comes in its place.
	write(t, page, "the site's newer one")
	if w := s.ask("POST", "/publish/ferry.json", url.Values{over[1]: {over[2]}}); w.Code != http.StatusConflict {
		t.Errorf("another file was replaced: %d", w.Code)
	}
	write(t, page, "the site's own")
	if w := s.ask("POST", "/publish/ferry.json", url.Values{over[1]: {over[2]}}); w.Code != http.StatusOK || !strings.Contains(f.in(t, "public/ferry.html"), "<sourcemark-") {
		t.Errorf("not replaced: %d", w.Code)
	}
	// Again, and after the check has changed, nobody is asked.
	for _, fact := range []string{"40,200", "40,200 then"} {
		s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "fact", fact))
		if w := s.ask("POST", "/publish/ferry.json", url.Values{}); w.Code != http.StatusOK || !strings.Contains(f.in(t, "public/ferry.json"), fact) {
			t.Errorf("asked about its own: %d", w.Code)
		}
	}
	// Nor is what somebody has edited there taken out.
	write(t, page, f.in(t, "public/ferry.html")+"<!-- edited -->")
	w = s.ask("POST", "/unpublish/ferry.json", url.Values{"folder": {"public"}})
	has(t, w.Body.String(), "These files are there already", `action="`+s.base+`/unpublish/ferry.json"`)
	over = agreed.FindStringSubmatch(w.Body.String())
	has(t, s.follow(t, s.ask("POST", "/unpublish/ferry.json", url.Values{"folder": {"public"}, over[1]: {over[2]}})), "Taken out of the folder “public”.")
	if _, err := os.Stat(page); err == nil {
		t.Error("it is still there")
	}
	if w := s.ask("POST", "/unpublish/ferry.json", url.Values{"folder": {"/etc"}}); w.Code != http.StatusSeeOther {
		t.Errorf("somewhere else: %d", w.Code)
	}
}

// TestPublishedAgain brings up to date what readers have after a check was withdrawn, and takes a page away that can no
// longer be made. Readers see the reason, or an editor is told that they do not.
func TestPublishedAgain(t *testing.T) {
	const another = `{"@type": "Claim", "@id": "#c03", "text": "The master told the council", "citation": "#s1",
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "the harbour master told the council on Tuesday"}}},`
	two, of := served(t, map[string]string{"ferry.html": story, "ferry.json": strings.Replace(ferry, `"hasPart": [`, `"hasPart": [`+another, 1)})
	two.ask("POST", "/withdraw/ferry.json", url.Values{"record": {"#c01"}, "seen": {two.open(t, "#c01").Get("seen")}, "because": {"The figure was that of another ferry."}})
	if page := two.ask("POST", "/publish/ferry.json", url.Values{}).Body.String(); strings.Contains(page, "Readers have no other check") {
		t.Error(page)
	}
	has(t, of.in(t, "public/ferry.html"), "<b>Withdrawn</b>", "Correction: The figure was that of another ferry.")
	s, f := served(t, both)
	publish := func() string { return s.ask("POST", "/publish/ferry.json", url.Values{}).Body.String() }
	if strings.Contains(publish(), "Something has changed since") {
		t.Error("it has just been published")
	}
	form := s.open(t, "#c01")
	s.ask("POST", "/withdraw/ferry.json", url.Values{"record": {"#c01"}, "seen": {form.Get("seen")}, "because": {"The figure was that of another ferry."}})
	has(t, s.ask("GET", "/publish/ferry.json", nil).Body.String(), "Something has changed since: publish again.")
	has(t, publish(), "Readers have no other check of this article")
	if !strings.Contains(f.in(t, "public/ferry.json"), "another ferry") || strings.Contains(f.in(t, "public/ferry.html"), "40,200.") {
		t.Errorf("readers still have the verdict: %s", f.in(t, "public/ferry.html"))
	}
	if err := os.Remove(filepath.Join(f.dir, "ferry.html")); err != nil {
		t.Fatal(err)
	}
	if err := f.Scan(); err != nil {
		t.Fatal(err)
	}
	publish()
	if _, err := os.Stat(filepath.Join(f.dir, "public/ferry.html")); err == nil {
		t.Error("a page that cannot be made any more is still there")
	}
}

// TestPublishWhole has writing fail at each file, and wants all others as they were, and the page to say so.
func TestPublishWhole(t *testing.T) {
	s, f := served(t, both)
	if _, err := f.Publish("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	names := []string{"ferry.html", "ferry.json", "sourcemark/sourcemark.css", "sourcemark/sourcemark.card.css", "sourcemark/sourcemark.part.css"}
	for _, bad := range names[:2] {
		s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "why", "40,200 instead of "+bad))
		before := map[string]string{}
		for _, n := range names {
			before[n] = f.in(t, "public/"+n)
		}
		scratch := filepath.Join(f.dir, "public", "."+bad+".sourcemark")
		if err := os.Mkdir(scratch, 0o777); err != nil { // which stands in the way of the new file
			t.Fatal(err)
		}
		if w := s.ask("POST", "/publish/ferry.json", url.Values{}); w.Code < 400 {
			t.Errorf("%s: published: %d", bad, w.Code)
		}
		for n, data := range before {
			if f.in(t, "public/"+n) != data {
				t.Errorf("%s failed, and %s was written", bad, n)
			}
		}
		has(t, s.ask("GET", "/publish/ferry.json", nil).Body.String(), "The last time, publishing was interrupted: publish again.")
		if err := os.Remove(scratch); err != nil {
			t.Fatal(err)
		}
		has(t, s.ask("POST", "/publish/ferry.json", url.Values{}).Body.String(), "Published on")
	}
}

// TestPublishedServed opens what readers get, without scripts, and nothing else of the folder that it is in.
func TestPublishedServed(t *testing.T) {
	s, f := served(t, map[string]string{"2026/ferry.json": ferry, "2026/ferry.html": story})
	out := t.TempDir()
	write(t, filepath.Join(out, "secret.html"), "a diary")
	if err := f.PublishInto(out); err != nil {
		t.Fatal(err)
	}
	has(t, s.ask("POST", "/publish/2026/ferry.json", url.Values{}).Body.String(), `href="`+s.base+`/published/2026/ferry.html" target="_blank"`)
	w := s.ask("GET", "/published/2026/ferry.html", nil)
	has(t, w.Body.String(), "<sourcemark-", `href="../sourcemark/sourcemark.css"`)
	if policy := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "sandbox ") || strings.Contains(policy, "script") {
		t.Errorf("policy: %s", policy)
	}
	if w := s.ask("GET", "/published/sourcemark/sourcemark.css", nil); w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d", w.Code)
	}
	for _, name := range []string{"secret.html", "../ferry.json", "%2e%2e/ferry.json", "none.html"} {
		if w := s.ask("GET", "/published/"+name, nil); w.Code == 200 || strings.Contains(w.Body.String(), "a diary") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	// Chosen anew, the old folder is named until it is emptied.
	if err := f.PublishInto("site"); err != nil {
		t.Fatal(err)
	}
	has(t, s.ask("GET", "/publish/2026/ferry.json", nil).Body.String(), "In the folder “"+out+"”, where it is no longer kept up to date.")
	if err := f.Unpublish("2026/ferry.json", out, ""); err != nil {
		t.Error(err)
	}
	if err := f.Unpublish("2026/ferry.json", out, ""); !errors.Is(err, NotPublished) {
		t.Errorf("twice: %v", err)
	}
}
