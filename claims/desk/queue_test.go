package desk

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

// blank is a dossier without records.
var blank = string(edit.New(edit.Head{File: "ferry.json", Language: "en", Publisher: "The Harbour Desk"}))

const long = `<!doctype html><html lang="en"><title>Ferry</title><article><h1>Harbour ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats all winter long,” the harbour master Nora Lind told the council on Tuesday.</p>
<p>The county paid 310,000 crowns for the repair of the pier in 2024.</p></article></html>`

// waiting returns the texts of what waits in a queue.
func waiting(t *testing.T, f *Folder) (texts []string, q *Queue) {
	t.Helper()
	q, err := f.Queue("ferry.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range q.Waiting {
		texts = append(texts, x.Text)
	}
	return texts, q
}

func starts(t *testing.T, what string, texts []string, want ...string) {
	t.Helper()
	ok := len(texts) == len(want)
	for i := range texts {
		ok = ok && strings.HasPrefix(texts[i], want[i])
	}
	if !ok {
		t.Fatalf("%s: %q, want %q", what, texts, want)
	}
}

func added(d *proof.Draft) string { return "Added: " + d.Text }

// What was taken or discarded is not proposed again, not by another start and not after a small edit of the article.
// What was taken and undone, and what became another statement, is.
func TestQueueRemembers(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": blank, "ferry.html": long})
	texts, q := waiting(t, f)
	starts(t, "at first", texts, "The harbour ferry carried", "We cannot run", "The county paid")
	if q.Waiting[1].Speaker.Name != "the harbour master Nora Lind" || len(q.Waiting[0].Reasons) == 0 || q.Discarded != nil {
		t.Errorf("by %q, for %v", q.Waiting[1].Speaker.Name, q.Waiting[0].Reasons)
	}
	id, step, err := f.Take("ferry.json", q.Waiting[0].Key, added)
	if err := errors.Join(err, f.Discard("ferry.json", q.Waiting[2].Key)); err != nil || step == nil || id != "#c01" {
		t.Fatal(id, step, err)
	}
	texts, q = waiting(t, f)
	starts(t, "after two", texts, "We cannot run")
	if len(q.Discarded) != 1 || q.Discarded[0].Span.End == 0 {
		t.Fatalf("%+v", q.Discarded)
	}

	dir := f.dir
	f.Close()
	if f, err = Open(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	texts, _ = waiting(t, f)
	starts(t, "after a restart", texts, "We cannot run")

	story := filepath.Join(dir, "ferry.html")
	write(t, story, strings.NewReplacer("paid 310,000 crowns for the repair of the pier in", "payed 310,000 crowns for repairs of "+
		"the pier in", "carried", "has carried").Replace(long))
	texts, _ = waiting(t, f)
	starts(t, "after a small edit", texts, "We cannot run")

	write(t, story, strings.Replace(long, "310,000", "350,000", 1))
	texts, q = waiting(t, f)
	starts(t, "with another number", texts, "We cannot run", "The county paid 350,000")
	if len(q.Discarded) != 1 || q.Discarded[0].Span.End != 0 || !strings.Contains(q.Discarded[0].Text, "310,000") {
		t.Errorf("%+v", q.Discarded)
	}

	write(t, story, long)
	if _, err := f.Undo("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	texts, q = waiting(t, f)
	starts(t, "after an undo", texts, "The harbour ferry carried", "We cannot run")
	if err := f.Restore("ferry.json", q.Discarded[0].Key); err != nil {
		t.Fatal(err)
	}
	texts, _ = waiting(t, f)
	starts(t, "restored", texts, "The harbour ferry carried", "We cannot run", "The county paid")
	if err := f.Restore("ferry.json", q.Discarded[0].Key); !errors.Is(err, NotWaiting) {
		t.Errorf("restored twice: %v", err)
	}
	if _, _, err := f.Take("ferry.json", "quote-0123", added); !errors.Is(err, NotWaiting) {
		t.Errorf("took what is not there: %v", err)
	}
}

// The same words twice are two items, and one can be discarded without the other.
func TestQueueTwice(t *testing.T) {
	const again = "<p>The county paid 310,000 crowns for the repair of the pier in 2024.</p>"
	f := opened(t, map[string]string{"ferry.json": blank, "ferry.html": strings.Replace(long, "</article>", again+"</article>", 1)})
	texts, q := waiting(t, f)
	starts(t, "at first", texts, "The harbour ferry carried", "We cannot run", "The county paid", "The county paid")
	if q.Waiting[2].Key == q.Waiting[3].Key {
		t.Error("two items have one key")
	}
	if err := f.Discard("ferry.json", q.Waiting[3].Key); err != nil {
		t.Fatal(err)
	}
	texts, _ = waiting(t, f)
	starts(t, "one discarded", texts, "The harbour ferry carried", "We cannot run", "The county paid")
}

// Two tabs discard at once, and neither forgets what the other did. A damaged memory is an empty one, and a dossier
// without its article has no queue.
func TestQueueTabs(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": blank, "ferry.html": long, "bare.json": blank})
	_, q := waiting(t, f)
	var tabs sync.WaitGroup
	for _, x := range q.Waiting {
		tabs.Go(func() {
			if err := f.Discard("ferry.json", x.Key); err != nil {
				t.Error(err)
			}
		})
	}
	tabs.Wait()
	texts, q := waiting(t, f)
	if starts(t, "all discarded", texts); len(q.Discarded) != 3 {
		t.Errorf("%d discarded", len(q.Discarded))
	}
	if err := os.WriteFile(f.store.path("queue", "ferry.json"), []byte(`[{"key": `), 0o600); err != nil {
		t.Fatal(err)
	}
	if texts, _ = waiting(t, f); len(texts) != 3 {
		t.Errorf("after damage %q", texts)
	}
	if _, err := f.Queue("bare.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without an article: %v", err)
	}
	if _, err := f.Queue("none.json"); !errors.Is(err, None) {
		t.Errorf("without a dossier: %v", err)
	}
}

// Sentences that are in no draft and no check are there to be checked, too, but for what asks or belongs to the page.
func TestQueueRest(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": blank, "ferry.html": strings.Replace(long, "<p>The county", "<p>The pier is old. Who will pay? The county", 1)})
	q, err := f.Queue("ferry.json")
	if err != nil {
		t.Fatal(err)
	}
	var rest []string
	for _, x := range q.Rest {
		rest = append(rest, x.Exact)
	}
	if want := []string{"Harbour ferry to stop on Sundays", "The pier is old."}; !slices.Equal(rest, want) {
		t.Errorf("got %q, want %q", rest, want)
	}
	page := s.ask("GET", "/queue/ferry.json", nil).Body.String()
	has(t, page, "Other sentences of the article (2)")
	s.follow(t, s.ask("POST", "/words/ferry.json", url.Values{"exact": {q.Rest[1].Exact}, "before": {q.Rest[1].Prefix}, "after": {q.Rest[1].Suffix}}))
	if q, err = f.Queue("ferry.json"); err != nil || len(q.Rest) != 1 {
		t.Errorf("%v, %v", err, q.Rest)
	}
}
