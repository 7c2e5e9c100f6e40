package desk

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var queueKey = regexp.MustCompile(`name="key" value="([^"]+)"`)

// The queue is gone through by plain forms: one is taken and open as a draft, one is discarded and put back.
func TestQueueView(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": blank, "ferry.html": long})
	page := s.ask("GET", "/dossier/ferry.json", nil).Body.String()
	has(t, page, `href="`+s.base+`/queue/ferry.json"`, "/select.js")
	queue := s.ask("GET", "/queue/ferry.json", nil)
	has(t, queue.Body.String(), "a number (41,200)", "the harbour master Nora Lind", "We cannot run empty boats all winter long",
		`data-words="“We cannot run empty boats all winter long,”"`, `id="chosen"`)
	keys := queueKey.FindAllStringSubmatch(queue.Body.String(), -1)
	if queue.Code != 200 || len(keys) != 3 {
		t.Fatalf("%d, %d items", queue.Code, len(keys))
	}
	page = s.follow(t, s.ask("POST", "/take/ferry.json", url.Values{"key": {keys[1][1]}}))
	has(t, page, `name="record" value="#q01"`, "the harbour master Nora Lind", "We cannot run empty boats all winter long</textarea>")
	page = s.follow(t, s.ask("POST", "/drop/ferry.json", url.Values{"key": {keys[2][1]}}))
	has(t, page, "Discarded. You can put it back", "<summary>Discarded (1)</summary>")
	if strings.Contains(page, `id="w-`+keys[2][1]) {
		t.Error("what was discarded is still waiting")
	}
	for _, path := range []string{"/take/ferry.json", "/drop/ferry.json"} {
		if w := s.ask("POST", path, url.Values{"key": {keys[2][1]}}); w.Code != http.StatusConflict {
			t.Errorf("%s again: %d", path, w.Code)
		}
	}
	page = s.follow(t, s.ask("POST", "/restore/ferry.json", url.Values{"key": {keys[2][1]}}))
	has(t, page, "It is back in the queue.", `id="w-`+keys[2][1])
	page = s.follow(t, s.ask("POST", "/undo/ferry.json", url.Values{}))
	if q := s.ask("GET", "/queue/ferry.json", nil).Body.String(); !strings.Contains(q, keys[1][1]) {
		t.Errorf("what was taken and undone is not waiting: %s", page)
	}
	if w := s.ask("GET", "/queue/none.json", nil); w.Code != 404 {
		t.Errorf("no dossier: %d", w.Code)
	}
	_ = f
}

// Words that are selected become a draft that is open, on whole words; what cannot be one is refused in plain words.
func TestChooseView(t *testing.T) {
	s, _ := served(t, map[string]string{"ferry.json": blank, "ferry.html": long})
	page := s.follow(t, s.ask("POST", "/words/ferry.json", url.Values{"exact": {"ounty paid 310,000 cro"},
		"before": {"The c"}, "after": {"wns for the repair"}}))
	has(t, page, "county paid 310,000 crowns</textarea>", `name="record" value="#c01"`)
	for exact, want := range map[string]string{"  ": "Select at least one word.", "the": "more than once",
		"Photo: The Harbour Desk": "are not in the article"} {
		w := s.ask("POST", "/words/ferry.json", url.Values{"exact": {exact}})
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q: %d, without %s", exact, w.Code, want)
		}
	}
}

// An article and what is chosen from it are text, whatever they say.
func TestThreatHostileArticleInQueue(t *testing.T) {
	s, _ := served(t, map[string]string{"ferry.json": blank, "ferry.html": strings.Replace(long, "The county paid",
		`The county &lt;script&gt;alert(1)&lt;/script&gt; "onload=alert(2) paid`, 1)})
	page := s.ask("GET", "/queue/ferry.json", nil).Body.String()
	if strings.Contains(page, "<script>alert") || strings.Contains(page, `" onload`) || strings.Contains(page, `"onload=`) {
		t.Error(page)
	}
	has(t, page, "&lt;script&gt;alert(1)&lt;/script&gt;")
	w := s.ask("POST", "/words/ferry.json", url.Values{"exact": {`<img src=x onerror=alert(1)>`}})
	if w.Code != http.StatusUnprocessableEntity || strings.Contains(w.Body.String(), "<img") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
