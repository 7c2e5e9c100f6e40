package desk

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims"
	"sourcemark/claims/records/links"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// The article of the whole way, and how it reads when it was edited.
const (
	wholeArticle = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry to stop on Sundays - The Harbour Post</title></head><body><nav>Home</nav><article>
<h1>Ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats all winter long,” the harbour master told the council on Tuesday.</p>
<p>The county paid 310,000 crowns for the repair of the pier in 2024.</p>
<p>“The island needs a bridge before the next winter,” said the mayor.</p>
<p>The fare is to rise by 12 per cent in May, and 900 people signed a letter against it.</p>
<p>A ticket cost 18 crowns in 2019 and costs 26 crowns today.</p>
<p>Of the 14 boats, three are older than forty years.</p>
</article></body></html>`
	// The first paragraph says another number, and the last one has gone before it.
	editedArticle = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry to stop on Sundays - The Harbour Post</title></head><body><nav>Home</nav><article>
<h1>Ferry to stop on Sundays</h1>
<p>Of the 14 boats, three are older than forty years.</p>
<p>Last year the harbour ferry carried 40,200 passengers, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats all winter long,” the harbour master told the council on Tuesday.</p>
<p>The county paid 310,000 crowns for the repair of the pier in 2024.</p>
<p>“The island needs a bridge before the next winter,” said the mayor.</p>
<p>The fare is to rise by 12 per cent in May, and 900 people signed a letter against it.</p>
<p>A ticket cost 18 crowns in 2019 and costs 26 crowns today.</p>
</article></body></html>`
	theMinutes = `<!doctype html><html lang="en"><head><title>Minutes of 8 February</title></head><body><article><h1>Minutes of 8 February</h1>
<p>The harbour master said that the ferry carried 40,200 passengers in 2021.</p>
<p>“We cannot run half-empty boats all winter long,” she told the council.</p>
<p>The mayor said: “The island needs a bridge, and not before the next winter.”</p></article></body></html>`
	// A check of another article says the same as the third paragraph.
	pier = `{
  "@context": "https://schema.org",
  "@type": "Dataset", "@id": "pier.json", "version": "1", "inLanguage": "en", "dateModified": "2026-11-20",
  "publisher": "The Harbour Post", "negativeVerdicts": ["False"], "positiveVerdicts": ["True"], "neutralVerdicts": ["Unproven"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c01", "text": "The county paid 310,000 crowns for the repair of the pier in 2024",
     "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "True", "ratingExplanation": "The accounts say so."}},
     "citation": "#s1"},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Accounts of 2024", "url": "https://county.example/accounts", "inLanguage": "en", "datePublished": "2025-01-14", "text": "310,000 crowns for the pier"}
  ]
}
`
	rowOfSheet = "Claim,Verdict,Quote,Source\n" +
		"Three of the 14 boats are older than forty years,True,three are older than forty years,https://county.example/boats\n"
)

// An editor is somebody at the desk in any engine, whose clicks and keys are counted; text that is typed is not.
type editor struct {
	engines.Window
	t    *testing.T
	desk *Folder
	keys bool // the mouse is not there
	n    int
}

// until waits until a condition of the page holds. It is asked for again and again, since a script that waits in a page
// ends with the page.
func (e *editor) until(condition string) {
	e.t.Helper()
	if !engines.Within(chromium.Patience, func() bool {
		return engines.Ask[bool](e.t, e, `(() => { try { return !!(`+condition+`) } catch { return false } })()`)
	}) {
		e.t.Fatalf("never: %s; at %s", condition, engines.Ask[string](e.t, e, "location + '\\n' + document.body.innerText.slice(0, 2000)"))
	}
}

// click clicks in the middle of what a selector finds.
func (e *editor) click(selector string) {
	e.t.Helper()
	e.n++
	e.until(fmt.Sprintf("document.querySelector(%q)", selector))
	e.desk.Wait() // what is read meanwhile adds to the head of the page
	at := engines.Ask[[]float64](e.t, e, fmt.Sprintf(`(async () => {
		for (let was, n = 0; ; ) { // until it stays where it is, for three frames
			const e = document.querySelector(%q);
			e?.scrollIntoView({ block: "center", behavior: "instant" });
			const r = [...e?.getClientRects() ?? []].at(-1), is = String([r?.x, r?.y]);
			if (r && is === was && ++n === 3) return [r.x + r.width / 2, r.y + r.height / 2];
			if (is !== was) n = 0;
			was = is;
			await new Promise(requestAnimationFrame);
		}
	})()`, selector))
	e.Click(at[0], at[1])
}

// key presses a key, while others may be held: one stroke.
func (e *editor) key(key string, held ...chromedp.Modifier) {
	e.t.Helper()
	e.n++
	e.Press(key, held...)
}

// tab goes on to what a selector finds with the tab key.
func (e *editor) tab(selector string) {
	e.t.Helper()
	const most = 60 // stops; a form has a dozen
	for range most {
		if engines.Ask[bool](e.t, e, fmt.Sprintf("document.activeElement?.matches(%q) ?? false", selector)) {
			return
		}
		e.key(kb.Tab)
	}
	e.t.Fatalf("the tab key does not lead to %s, but to %s", selector, engines.Ask[string](e.t, e, "document.activeElement.outerHTML"))
}

// said waits until the page says what was done.
func (e *editor) said(words string) {
	e.t.Helper()
	e.until(fmt.Sprintf("document.querySelector('#said').textContent.startsWith(%q)", words))
}

// took checks how many clicks and keys a check has taken since the last time.
func (e *editor) took(what string, most int) {
	e.t.Helper()
	e.t.Logf("%s: %d clicks and keys", what, e.n)
	if e.n > most {
		e.t.Errorf("%s took %d clicks and keys, want %d at most", what, e.n, most)
	}
	e.n = 0
}

// take opens the item of the queue that has words, by a click.
func (e *editor) take(words string) {
	e.t.Helper()
	e.until(`document.querySelector(".queue")`)
	button := engines.Ask[string](e.t, e, fmt.Sprintf(`[...document.querySelectorAll(".queue li")].find(x => x.querySelector(".said").textContent.includes(%q)).querySelector("button").id`, words))
	e.push("#" + button)
	if e.n = 1; e.keys { // the queue is gone through with the tab key
		e.until(`document.activeElement.id === "f-verdict"`)
	}
	e.until(`document.querySelector("#f-verdict")`)
}

// TestWholeWay drives the desk in each engine: an article by its address, eight checks of four kinds (statements and
// quotations from the queue, words that are pasted, one from a spreadsheet, one that another article has already),
// sources that the folder knows and new ones, undo, and the article as it was edited.
func TestWholeWay(t *testing.T) {
	for _, engine := range engines.All {
		t.Run(engine.Name, func(t *testing.T) {
			b := engine.Start(t)
			var edited atomic.Bool
			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				switch {
				case r.URL.Path == "/minutes":
					fmt.Fprint(w, theMinutes)
				case r.URL.Path == "/ferry" && edited.Load():
					fmt.Fprint(w, editedArticle)
				case r.URL.Path == "/ferry":
					fmt.Fprint(w, wholeArticle)
				default:
					http.NotFound(w, r)
				}
			}))
			defer site.Close()
			f := opened(t, map[string]string{"pier.json": pier})
			f.Visit(links.Manners{Private: true, Delay: -1})
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			s := NewServer(f, l.Addr().String())
			ctx, stop := context.WithCancel(context.Background())
			ended := make(chan error, 1)
			go func() { ended <- s.Serve(ctx, l) }()
			defer func() {
				stop()
				if err := <-ended; err != nil {
					t.Error(err)
				}
			}()
			e := &editor{Window: b.Open(t, chromium.Window{Width: 1280, Height: 860}, s.URL(), ""), t: t, desk: f}
			e.wholeWay(site.URL, &edited)
		})
	}
}

func (e *editor) wholeWay(site string, edited *atomic.Bool) {
	t := e.t
	// The article, by its address.
	e.until(`document.querySelector("#begin")`)
	e.key("n", chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "start"`)
	e.Type(site + "/ferry")
	e.key("s", chromedp.ModifierCtrl)
	e.said("The article is here.")
	e.until(`document.querySelector(".queue button") && document.querySelector("#page")?.contentDocument?.querySelector("h1")`)
	e.took("an article", 3)

	// With the mouse: a statement with a source that the folder knows, for another article has it; one with a page that
	// nobody has read yet; and a quotation with what the page has of it.
	e.take("310,000 crowns")
	e.judge("True", "The county paid it.")
	e.known("Accounts")
	e.took("a check with a known source, by mouse", 12)
	e.queue()
	e.take("41,200 passengers")
	e.judge("False", "The minutes say 40,200.")
	e.fresh(site+"/minutes", "Town council")
	e.took("a check with a new address, by mouse", 20)
	e.queue()
	e.take("We cannot run empty boats")
	e.judge("False", "She said half-empty.")
	e.fresh(site+"/minutes", "")
	e.took("a quotation, by mouse", 20)

	e.queue()
	e.take("rise by 12 per cent")
	e.judge("Unproven", "It is not decided.")
	e.fresh(site+"/minutes", "")
	e.took("another check of that page, by mouse", 12)

	// By keys alone: the other quotation, a statement of the queue, and words that are pasted.
	e.keys = true
	e.queue()
	e.take("The island needs a bridge")
	e.judge("False", "He said the contrary.")
	e.fresh(site+"/minutes", "")
	e.took("a quotation, by keys", 20)
	e.queue()
	e.take("18 crowns in 2019")
	e.judge("True", "The accounts have both.")
	e.known("Accounts")
	e.took("a check with a known source, by keys", 12)
	e.queue()
	e.n = 0
	e.tab("#own")
	e.n = 1 // it is the first stop after what waits, of which there may be much
	e.Type("900 people signed a letter against it")
	e.key(kb.Enter)
	e.until(`document.activeElement.id === "f-verdict"`)
	e.judge("Unproven", "Nobody has seen it.")
	e.known("Accounts")
	e.took("words that were pasted, by keys", 12)

	// The last step is undone and done again.
	e.until(`document.querySelector(".sources")`)
	e.key("z", chromedp.ModifierAlt)
	e.said("Undone. ")
	e.until(`!document.querySelector(".sources")`)
	e.key("z", chromedp.ModifierAlt, chromedp.ModifierShift)
	e.said("Done again. ")
	e.until(`document.querySelector(".sources")`)

	// A row of a spreadsheet.
	e.key(kb.Escape)
	e.until(`document.querySelector("[href*='/import/']")`)
	e.key("i", chromedp.ModifierAlt)
	e.until(`document.querySelector("#file")`)
	e.Run(fmt.Sprintf(`(() => {
		const all = new DataTransfer();
		all.items.add(new File([%q], "boats.csv", { type: "text/csv" }));
		document.querySelector("#file").files = all.files;
	})()`, rowOfSheet))
	e.key("s", chromedp.ModifierCtrl)
	e.until(`document.querySelector("form.plan")`)
	e.key("s", chromedp.ModifierCtrl)
	e.said("Imported 1 draft from boats.csv")

	e.until(`document.querySelectorAll("#panel .list li").length === 8`)

	d, err := e.desk.Dossier("ferry-to-stop-on-sundays.json")
	if err != nil || d.Err != nil {
		t.Fatal(err, d.Err)
	}
	var versions, cited int
	for _, list := range [][]claims.Record{d.Records, d.Drafts} {
		for _, r := range list {
			versions += len(r.Versions)
			cited += len(r.Citations)
			if r.Anchor.Exact == "" {
				t.Errorf("%q has no place", r.Text)
			}
		}
	}
	if n := len(d.Records) + len(d.Drafts); n != 8 || versions != 2 || cited != 6 {
		t.Errorf("%d checks, %d versions of quotations and %d sources:\n%s", n, versions, cited, e.desk.in(t, d.Name))
	}

	// The article is edited, and the checks are brought along.
	edited.Store(true)
	e.key(kb.Escape)
	e.Run(`(document.querySelector("nav a").click(), 0)`)
	e.until(`document.querySelector("#begin")`)
	e.key("n", chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "start"`)
	e.Type(site + "/ferry")
	e.key("s", chromedp.ModifierCtrl)
	e.until(`document.querySelector("#page")?.contentDocument?.body?.textContent.includes("Last year the harbour")`)
	e.until(`document.querySelector(".up a")`)
	e.key(kb.Escape)
	e.until(`document.querySelector("[href*='/lost/']")`)
	e.Run(`(document.querySelector("[href*='/lost/']").focus(), 0)`)
	e.key(kb.Enter)
	e.until(`document.querySelector(".perhaps button")`)
	e.tab(".perhaps button")
	e.key(kb.Enter)
	e.said("Placed: ")
	if lost, err := e.desk.Lost(d.Name); err != nil || len(lost) > 0 {
		t.Errorf("%v, %v", lost, err)
	}
	if c, ok := e.Window.(engines.Chromium); ok {
		for _, said := range c.Complaints() {
			t.Errorf("the page complains: %s", said)
		}
	}
}

// queue goes from a check that is open to the queue, and counts from there.
func (e *editor) queue() {
	e.t.Helper()
	e.until(`document.querySelector("#add-source")`)
	e.key(kb.Escape)
	e.until(`document.querySelector("#panel .list")`)
	e.key("q", chromedp.ModifierAlt)
	e.until(`document.querySelector("ol.queue")`)
	e.n = 0
}

// field goes to a field, and push does what a button or link does.
func (e *editor) field(selector string) {
	e.t.Helper()
	if e.keys {
		e.tab(selector)
	} else {
		e.click(selector)
	}
}

func (e *editor) push(selector string) {
	e.t.Helper()
	e.field(selector)
	if e.keys {
		e.key(kb.Enter)
	}
}

// judge fills in the verdict and why, and saves them.
func (e *editor) judge(verdict, why string) {
	e.t.Helper()
	e.field("#f-verdict")
	e.Type(verdict)
	e.field("#f-why")
	e.Type(why)
	e.key("s", chromedp.ModifierCtrl)
	e.said("Saved: ")
	e.key("a", chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "q"`)
}

// known adds a source that the folder has, with words that were quoted of it.
func (e *editor) known(words string) {
	e.t.Helper()
	e.Type(words)
	e.until(`location.search.includes("q=` + words + `") && document.querySelectorAll("#found li").length === 1`)
	e.push("#found a")
	e.until(`document.querySelector("#quoted-0")`)
	e.push("#quoted-0")
	e.until(`document.querySelector("#s-excerpt").value`)
	e.key("s", chromedp.ModifierCtrl)
	e.said("Added County office")
}

// fresh adds a page, with the words of it that are nearest to the check. Somebody publishes it, unless the folder knows.
func (e *editor) fresh(address, publisher string) {
	e.t.Helper()
	e.Type(address)
	e.key(kb.Enter)
	e.until(`document.activeElement.id === "near-0"`)
	e.key(kb.Enter)
	e.until(`document.querySelector("#s-excerpt").value`)
	if publisher != "" {
		e.click("#s-publisher")
		e.Run(`(document.querySelector("#s-publisher").select(), 0)`) // a double click
		e.Type(publisher)
	}
	e.key("s", chromedp.ModifierCtrl)
	e.said("Added Town council")
}
