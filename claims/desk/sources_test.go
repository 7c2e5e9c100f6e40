package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims/records/links"
)

// council is a site with the minutes of a council, of which two pages want more than a program can do.
func council(t *testing.T) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/minutes":
			fmt.Fprint(w, `<!doctype html><html lang="en"><head><title>Minutes of 8 February</title></head><body><nav>Home</nav><article>
				<h1>Minutes of 8 February</h1><p>The harbour master said that the ferry carried 40,200 passengers in 2021.</p>
				<p>“We cannot run half-empty boats,” she told the council, which will vote in March on the fare and the timetable.</p>
				</article></body></html>`)
		case "/minutes.pdf":
			w.Header().Set("Content-Type", "application/pdf")
			fmt.Fprint(w, "%PDF-1.7")
		case "/members":
			http.Redirect(w, r, "/login?next=members", http.StatusFound)
		case "/login":
			fmt.Fprint(w, `<form><input type="password"></form>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// What was fetched is kept, out of git, and can be quoted again when the page is gone.
func TestFetch(t *testing.T) {
	s := council(t)
	f := opened(t, map[string]string{"ferry.json": ferry})
	f.Visit(links.Manners{Private: true, Delay: -1})
	address := s.URL + "/minutes"
	p, err := f.Fetch(t.Context(), address)
	if err != nil || p.Trouble != "" || len(p.Blocks) != 3 || p.Title != "Minutes of 8 February" {
		t.Fatalf("%+v, %v", p, err)
	}
	if got := f.Fetched(address); got == nil || strings.Join(got.Blocks, "") != strings.Join(p.Blocks, "") {
		t.Errorf("kept is %+v", got)
	}
	if got := f.in(t, ".sourcemark/.gitignore"); got != "*\n" {
		t.Errorf("git sees %q", got)
	}
	if shelf := links.ShelfOf(f.dir); shelf != filepath.Join(f.dir, ".sourcemark", "sources") {
		t.Errorf("the command looks for it in %q", shelf)
	}
	s.Close()
	if p, err := f.Fetch(t.Context(), address); err != nil || p.Trouble != links.Away || len(p.Blocks) != 3 {
		t.Errorf("while the server is away: %+v, %v", p, err)
	}
}

// An address that leads into our network, or is none, leaves nothing behind.
func TestFetchRefused(t *testing.T) {
	s := council(t)
	f := opened(t, map[string]string{"ferry.json": ferry})
	for _, address := range []string{s.URL + "/minutes", "file:///etc/passwd", "javascript:alert(1)"} {
		p, err := f.Fetch(t.Context(), address)
		if err != nil || p.Trouble != links.Private && p.Trouble != links.NoAddress || p.Blocks != nil {
			t.Errorf("%s: %+v, %v", address, p, err)
		}
	}
	if _, err := os.Stat(filepath.Join(f.dir, ".sourcemark", "sources")); err == nil {
		t.Error("something was kept")
	}
}

// The folder's sources are found by what an editor remembers of them, and each page is one.
func TestSources(t *testing.T) {
	other := strings.NewReplacer("ferry.json", "fares.json", "County office", "The county", `"text": "40,200 passengers"`,
		`"text": "a fare of 4.50 from May", "sdDatePublished": "2026-02-01"`).Replace(ferry)
	f := opened(t, map[string]string{"ferry.json": ferry, "2026/fares.json": other,
		"council.json": strings.NewReplacer("ferry.json", "council.json", "https://county.example/ferry",
			"https://council.example/minutes", "County office", "Town council").Replace(ferry)})
	for _, c := range []struct{ query, first, want string }{
		{"", "council.json", "Town council: 40,200 passengers; The county: a fare of 4.50 from May, 40,200 passengers"},
		{"", "", "The county: a fare of 4.50 from May, 40,200 passengers; Town council: 40,200 passengers"},
		{"COUNTY office", "", "County office: 40,200 passengers"},
		{"council minutes", "", "Town council: 40,200 passengers"},
		{"fare of 4.50", "", "The county: a fare of 4.50 from May"},
		{"https://council.example/", "", "Town council: 40,200 passengers"},
		{"county mountain", "", ""},
	} {
		var got []string
		found, total := f.Sources(c.query, c.first, 10)
		for _, k := range found {
			got = append(got, k.Publisher.Name+": "+strings.Join(k.Excerpts, ", "))
		}
		if strings.Join(got, "; ") != c.want || total != len(found) {
			t.Errorf("%q: %s (%d)\nwant %s", c.query, strings.Join(got, "; "), total, c.want)
		}
	}
	if found, total := f.Sources("", "", 1); len(found) != 1 || total != 2 {
		t.Errorf("%d of %d", len(found), total)
	}
	// a dossier that was changed is looked at again
	if _, err := f.Save(saying(ferry, "#c01", "The ferry was full")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(ferry, "County office", "Harbour office", 1))
	if _, err := f.Dossier("ferry.json"); err != nil {
		t.Fatal(err)
	}
	if found, _ := f.Sources("harbour office", "", 10); len(found) != 1 {
		t.Errorf("found %v", found)
	}
}
