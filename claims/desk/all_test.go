package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sourcemark/claims/records/push"
	"sourcemark/wasm/edge/workerd"
)

// errandOf sends a form of the page of all, waits until what it begins has ended, and returns the page then.
func (s *Server) errandOf(t *testing.T, path string, form url.Values) string {
	t.Helper()
	if w := s.ask("POST", path, form); w.Code != http.StatusSeeOther {
		return w.Body.String()
	}
	<-s.errand.ended
	return s.ask("GET", "/all", nil).Body.String()
}

// newsroom is a folder of n dossiers that are ready, one that is kept back, and one of drafts.
func newsroom(n int) map[string]string {
	files := map[string]string{}
	for i := range n {
		name := fmt.Sprintf("ferry%d", i)
		files[name+".json"] = strings.Replace(strings.Replace(ferry, `"ferry.json"`, `"`+name+`.json"`, 1), `"publisher": "The`,
			fmt.Sprintf(`"about": {"@type": "NewsArticle", "url": "https://news.example/%d"}, "publisher": "The`, i), 1)
		files[name+".html"] = story
	}
	files["back.json"] = strings.Replace(strings.Replace(ferry, `["Wrong number"]`, `[]`, 1), `"ferry.json"`, `"back.json"`, 1)
	return files
}

// TestPublishAll looks what would be published, publishes it, and does nothing the second time.
func TestPublishAll(t *testing.T) {
	s, f := served(t, newsroom(3))
	folder := url.Values{"target": {"folder"}}
	has(t, s.ask("GET", "/all", nil).Body.String(), "Into the folder “public”", "start the desk with CLOUDFLARE_ACCOUNT_ID")
	has(t, s.ask("GET", "/", nil).Body.String(), "Publish all")
	page := s.errandOf(t, "/all/look", folder)
	has(t, page, "To be published: 3", "There already: 0", "Kept back: 1", "“Wrong number” is not classified yet.",
		s.base+"/publish/back.json", "Publish these", `role="status">To be published: 3.`)
	if _, err := os.Stat(filepath.Join(f.dir, "public")); err == nil {
		t.Error("looking has written something")
	}
	if strings.Contains(s.ask("GET", "/all", nil).Body.String(), `role="status">To be published`) {
		t.Error("it is told twice")
	}
	page = s.errandOf(t, "/all/go", folder)
	has(t, page, "Published: 3", "Kept back: 1", filepath.Join(f.dir, "public")+"</bdi>", s.base+"/published/ferry2.html")
	for i := range 3 {
		if f.in(t, fmt.Sprintf("public/ferry%d.html", i)) == "" || f.in(t, fmt.Sprintf("public/ferry%d.json", i)) == "" {
			t.Errorf("%d is empty", i)
		}
	}
	has(t, s.errandOf(t, "/all/look", folder), "To be published: 0", "There already: 3")
	write(t, filepath.Join(f.dir, "ferry1.json"), strings.Replace(f.in(t, "ferry1.json"), "says 40,200", "said 40,200", 1))
	write(t, filepath.Join(f.dir, "public", "ferry1.html"), "the site's own")
	page = s.errandOf(t, "/all/go", folder)
	has(t, page, "Published: 0", "There already: 2", "Kept back: 2", "These files are there already")
	if w := s.ask("POST", "/all/go", url.Values{"target": {"elsewhere"}}); w.Code != http.StatusNotFound {
		t.Errorf("no such target: %d", w.Code)
	}
}

// TestPublishAllStopped stops in the middle: what is written stays whole, and the rest as it was.
func TestPublishAllStopped(t *testing.T) {
	_, f := served(t, newsroom(5))
	ctx, stop := context.WithCancel(t.Context())
	e := &errand{target: "folder"}
	err := e.run(ctx, f, push.Account{}, []string{"ferry0.json", "ferry1.json", "ferry2.json", "ferry3.json"}, func() {
		if e.done == 2 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || e.done != 2 || len(e.changed) != 2 {
		t.Errorf("%v after %d, %v", err, e.done, e.changed)
	}
	pages, _ := filepath.Glob(filepath.Join(f.dir, "public", "*.json"))
	if len(pages) != 2 {
		t.Errorf("%v were written", pages)
	}
}

// TestPushFromDesk sends a folder to D1 and KV as they are, with what would change shown first, and nothing of the account
// kept.
func TestPushFromDesk(t *testing.T) {
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: "../.."}, Stores: true})
	s, f := served(t, newsroom(3))
	s.Account = push.Account{API: c.Control, ID: workerd.Account, Token: "very-secret"}
	for target, there := range map[string]func() int{
		"d1": func() int { return len(c.Query("SELECT file FROM dossiers")) },
		"kv": func() int { return len(c.Keys()) },
	} {
		form := url.Values{"target": {target}, target: {workerd.Database}}
		has(t, s.errandOf(t, "/all/look", form), "To be published: 3", "Kept back: 1", "Publish these")
		if there() != 0 {
			t.Errorf("%s: looking has sent something", target)
		}
		has(t, s.errandOf(t, "/all/go", url.Values{"target": {target}}), "Published: 3", "There already: 0")
		if there() != 3 {
			t.Errorf("%s has %d", target, there())
		}
		write(t, filepath.Join(f.dir, "ferry1.json"), strings.Replace(f.in(t, "ferry1.json"), "The county says", "The county says for "+target, 1))
		has(t, s.errandOf(t, "/all/look", form), "To be published: 1", "There already: 2", "/publish/ferry1.json")
		has(t, s.errandOf(t, "/all/go", form), "Published: 1", "There already: 2")
		if there() != 3 {
			t.Errorf("%s has %d", target, there())
		}
	}
	if sent := fmt.Sprint(c.Query("SELECT data FROM dossiers")); strings.Contains(sent, "The fare rises") {
		t.Error("drafts were sent")
	}
	filepath.WalkDir(f.dir, func(p string, d os.DirEntry, err error) error {
		if data, err := os.ReadFile(p); err == nil && strings.Contains(string(data), "very-secret") {
			t.Errorf("the token is in %s", p)
		}
		return nil
	})
	for _, path := range []string{"/all", "/publish/ferry1.json"} {
		if strings.Contains(s.ask("GET", path, nil).Body.String(), "very-secret") {
			t.Errorf("the token is on %s", path)
		}
	}
}

// TestPushFromDeskFails tells in plain words why nothing more was sent, and goes on where it was.
func TestPushFromDeskFails(t *testing.T) {
	s, _ := served(t, newsroom(2))
	has(t, s.errandOf(t, "/all/look", url.Values{"target": {"d1"}, "d1": {"x"}}), `role="alert">To reach Cloudflare, start the desk with`)
	for status, want := range map[int]string{http.StatusForbidden: "Cloudflare refuses the token.", http.StatusNotFound: "The account has none with this ID",
		http.StatusBadGateway: "Cloudflare cannot be reached.", http.StatusBadRequest: "Cloudflare did not accept it: D1 says 400"} {
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) }))
		s.Account = push.Account{API: api.URL, ID: "a", Token: "secret", Wait: func(context.Context, time.Duration) error { return nil }}
		has(t, s.errandOf(t, "/all/go", url.Values{"target": {"d1"}, "d1": {"x"}}), want)
		api.Close()
	}
	for _, id := range []string{"../../x", "x/y", "x?y", strings.Repeat("x", 65), "x\u202e"} {
		if w := s.ask("POST", "/all/go", url.Values{"target": {"d1"}, "d1": {id}}); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", id, w.Code)
		}
	}
}

// TestPushFromDeskStopped calls off what is being sent, and another start goes on from there.
func TestPushFromDeskStopped(t *testing.T) {
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: "../.."}, Stores: true})
	behind, err := url.Parse(c.Control)
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(behind)
	s, _ := served(t, newsroom(30)) // two requests of KV
	asked, gone := make(chan bool), make(chan bool)
	n := 0
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n += 1; n == 4 { // two questions, one part, and this
			close(asked)
			<-gone
			return
		}
		forward.ServeHTTP(w, r)
	}))
	defer api.Close()
	s.Account = push.Account{API: api.URL, ID: "a", Token: "secret"}
	if w := s.ask("POST", "/all/go", url.Values{"target": {"kv"}, "kv": {"x"}}); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	<-asked
	has(t, s.ask("GET", "/all", nil).Body.String(), "<progress max=\"31\" value=\"26\"", "26 of 31", "/all/stop")
	if w := s.ask("POST", "/all/stop", url.Values{}); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	close(gone)
	has(t, s.ask("GET", "/all", nil).Body.String(), "Stopped. What was published stays", "Published: 25")
	if got := len(c.Keys()); got != 25 {
		t.Errorf("%d are there", got)
	}
	has(t, s.errandOf(t, "/all/go", url.Values{"target": {"kv"}}), "Published: 5", "There already: 25")
}
