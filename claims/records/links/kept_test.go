package links

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// keep puts a page on a shelf under all its addresses.
func keep(t *testing.T, shelf string, p *Page) {
	t.Helper()
	if err := os.MkdirAll(shelf, 0o700); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range p.Addresses() {
		if err := os.WriteFile(filepath.Join(shelf, FileOf(a)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The words of an excerpt may stay while what they mean is changed beside them: an editor is told.
func TestLinkChanged(t *testing.T) {
	page := county
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, page)
	}))
	defer s.Close()
	address := s.URL + "/figures"
	dir := t.TempDir()
	shelf := filepath.Join(dir, Shelf)
	keep(t, shelf, fetches(t, address))
	if got := ShelfOf(filepath.Join(dir, "2026", "march")); got != shelf {
		t.Errorf("the shelf of a folder within is %q", got)
	}
	look := func() Link {
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
		quick(v)
		r, err := v.Check(t.Context(), sources(t, address), Look{Kept: func(a string) *Page { return Kept(shelf, a) }})
		if err != nil {
			t.Fatal(err)
		}
		return r.Links[0]
	}
	if l := look(); l.State != "ok" || l.Changed != nil {
		t.Errorf("nothing has changed: %+v", l)
	}
	page = strings.Replace(county, "<h1>", "<p>News of the harbour</p><h1>", 1)
	if l := look(); l.State != "ok" || l.Changed != nil {
		t.Errorf("something else was added: %+v", l)
	}
	page = strings.Replace(county, "on the ferry", "on the ferry and its sister ship", 1)
	l := look()
	if l.State != "changed" || len(l.Changed) != 1 || l.Bad() ||
		!strings.HasPrefix(l.Changed[0].Words, "In 2021 there were 40,200 passengers on the ferry, as counted") ||
		!strings.Contains(l.Changed[0].Here, "its sister ship") {
		t.Errorf("the paragraph was changed: %+v", l)
	}
}

// What lies on a shelf under an address that is not its own is not taken for its page.
func TestKeptByOtherHands(t *testing.T) {
	shelf := t.TempDir()
	const address = "https://county.example/figures"
	for name, data := range map[string]string{"another": `{"asked": "https://other.example/", "address": "https://other.example/"}`,
		"half": `{"asked": "https://county.exa`, "list": `[]`} {
		if err := os.WriteFile(filepath.Join(shelf, FileOf(address)), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if p := Kept(shelf, address); p != nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for _, address := range []string{"https://../../etc/passwd", "https://..%2f/", "..", "https://[::1]/", "https://пример.рф/"} {
		if name := FileOf(address); name != filepath.Base(name) || name[0] == '.' || strings.ContainsAny(name, `/\:%`) {
			t.Errorf("%s: %s", address, name)
		}
	}
}
