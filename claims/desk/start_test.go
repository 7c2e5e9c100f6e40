package desk

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records/links"
)

const newFerry = `<!doctype html><html lang="en"><head><title>Ferry full again - The Harbour Post</title>
<meta property="article:published_time" content="2026-03-11T09:00:00Z"></head><body><nav>Home News Sport</nav><article>
<h1>Ferry full again</h1><p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats all winter long,” said the harbour master, Nora Lind.</p></article></body></html>`

// TestStart begins with an article in each way in which one can be given, in an empty folder, and finds the queue of it.
func TestStart(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/ferry" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(newFerry))
	}))
	defer site.Close()
	text := "Ferry full again\n\nThe harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.\n"
	for _, test := range []struct{ name, given, url string }{
		{"text", text, ""},
		{"page", newFerry, ""},
		{"address", site.URL + "/ferry", site.URL + "/ferry"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, f := served(t, nil)
			f.Visit(links.Manners{Private: true, Delay: -time.Second})
			w := s.ask("POST", "/start", url.Values{"article": {test.given}, "house": {"The Harbour Post"}})
			if w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "/queue/ferry-full-again.json?") {
				t.Fatalf("%d %s %s", w.Code, w.Header().Get("Location"), w.Body)
			}
			d, err := f.Dossier("ferry-full-again.json")
			if err != nil || d.Err != nil {
				t.Fatal(err, d.Err)
			}
			if d.About.Headline != "Ferry full again" || d.Publisher.Name != "The Harbour Post" || d.About.URL != test.url ||
				len(d.Verdicts[claims.Against]) == 0 {
				t.Errorf("%+v %+v %q", d.About, d.Publisher, d.Verdicts)
			}
			if w := s.ask("GET", "/queue/ferry-full-again.json", nil); !strings.Contains(w.Body.String(), "carried 41,200 passengers") {
				t.Errorf("the queue has no claim: %s", w.Body)
			}
			if w := s.ask("GET", "/article/ferry-full-again.json", nil); strings.Contains(w.Body.String(), "Home News Sport") ||
				!strings.Contains(w.Body.String(), ">Ferry full again</h1>") {
				t.Errorf("the frame shows more than the article: %s", w.Body)
			}
		})
	}
}

// TestStartAgain gives an article for which the folder has a dossier: another version of it is kept, and a namesake gets
// a dossier of its own, in the same house.
func TestStartAgain(t *testing.T) {
	_, f := served(t, nil)
	const at = "https://harbour-post.example/ferry"
	first, err := f.Start(Beginning{Article: []byte(newFerry), URL: at, House: "The Harbour Post"})
	if err != nil {
		t.Fatal(err)
	}
	later := strings.ReplaceAll(newFerry, "41,200", "42,100")
	again, err := f.Start(Beginning{Article: []byte(later), URL: at, House: "The Harbour Post"})
	if err != nil || again != first {
		t.Fatalf("%q, %v, not %q", again, err, first)
	}
	if a, err := f.Article(first); err != nil || !strings.Contains(a.text.String(), "42,100") {
		t.Errorf("the article is the one of before: %v", err)
	}
	other, err := f.Start(Beginning{Article: []byte(later), House: f.house()})
	if err != nil || other != "ferry-full-again-2.json" {
		t.Errorf("%q, %v", other, err)
	}
}

// TestStartRefused gives what is no article, and keeps what was typed.
func TestStartRefused(t *testing.T) {
	s, f := served(t, nil)
	f.Visit(links.Manners{Delay: -time.Second})
	for given, wanted := range map[string]string{
		"":                              "No article was found",
		"<script>alert(1)</script>":     "No article was found",
		"http://127.0.0.1/ferry":        `and paste its text here. <a href="#file">Or save it, and choose the file here.</a>`,
		"Three words <b>of</b> article": "Say who publishes",
	} {
		house := "The Harbour Post"
		if strings.HasPrefix(wanted, "Say") {
			house = ""
		}
		w := s.ask("POST", "/start", url.Values{"article": {given}, "house": {house}})
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), wanted) {
			t.Errorf("%q: %d %s", given, w.Code, w.Body)
		}
	}
	if all, _ := f.Dossiers(); len(all) > 0 {
		t.Errorf("a dossier was made: %v", all[0].Name)
	}
}

func TestFileName(t *testing.T) {
	for headline, want := range map[string]string{
		"Ferry: full again!":        "ferry-full-again",
		"시진핑과 푸틴":                   "시진핑과-푸틴",
		"../../etc/passwd":          "etc-passwd",
		"…":                         "article",
		strings.Repeat("長", 30):     strings.Repeat("長", 20),
		strings.Repeat("word ", 20): "word" + strings.Repeat("-word", 11),
	} {
		if got := fileName(headline); got != want {
			t.Errorf("%q: %q, not %q", headline, got, want)
		}
	}
}
