package desk

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/xuri/excelize/v2"

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
)

// boats is a spreadsheet with a check of the last paragraph.
func boats(t *testing.T) []byte {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	for i, row := range [][]any{{"Claim", "Verdict", "Quote", "Source"}, {"Three of the 14 boats are older than forty years", "True",
		"three are older than forty years", "https://county.example/boats"}} {
		if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	data, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// An editor is somebody at the desk in any engine, with a mouse or with keys alone, whose clicks and keys are counted;
// text that is typed is not.
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
		e.t.Fatalf("never: %s; at %s", condition, engines.Ask[string](e.t, e,
			"location + '\\n' + document.activeElement.outerHTML.slice(0, 200) + '\\n' + document.body.innerText.slice(0, 2000)"))
	}
}

// click clicks in the middle of what JavaScript says.
func (e *editor) click(what string) {
	e.t.Helper()
	e.n++
	e.until(what)
	e.desk.Wait() // what is read meanwhile adds to the head of the page
	heads := [2]string{"", "another"}
	if !engines.Within(chromium.Patience, func() bool { // until the page has followed
		heads = engines.Ask[[2]string](e.t, e, `new Promise(done => {
			const r = new XMLHttpRequest();
			const head = of => [...of?.querySelectorAll("#top, [data-follow]") ?? []].map(x => x.textContent).join();
			if (!document.body.dataset.events || document.querySelector("form[data-dirty]")) return done(["", ""]); // it does not
			r.responseType = "document";
			r.open("GET", location.href);
			r.onloadend = () => done([head(r.response), head(document)]);
			r.send();
		})`)
		return heads[0] == heads[1]
	}) {
		e.t.Fatalf("the page does not follow: it says %q, not %q", heads[1], heads[0])
	}
	at := engines.Ask[[]float64](e.t, e, `(async () => {
		for (let was, n = 0; ; ) { // until it stays where it is, for three frames; WebKit rounds half a pixel up and down by turns
			const e = `+what+`;
			e?.scrollIntoView({ block: "center", behavior: "instant" });
			const r = [...e?.getClientRects() ?? []].at(-1);
			n = r && was && Math.abs(r.x - was.x) < 2 && Math.abs(r.y - was.y) < 2 ? n + 1 : 0;
			if (n === 3) return [r.x + r.width / 2, r.y + r.height / 2];
			was = r;
			await new Promise(requestAnimationFrame);
		}
	})()`)
	e.Click(at[0], at[1])
}

// key presses a key, while others may be held: one stroke.
func (e *editor) key(key string, held ...chromedp.Modifier) {
	e.t.Helper()
	e.n++
	e.Press(key, held...)
}

// strike presses a key until a condition of the page holds.
func (e *editor) strike(condition, key string, held ...chromedp.Modifier) {
	e.t.Helper()
	const most = 90 // strokes: an article has as many words, and a form a dozen fields
	for range most {
		if engines.Ask[bool](e.t, e, condition) {
			return
		}
		e.key(key, held...)
	}
	e.t.Fatalf("the key does not lead to %s, but to %s", condition, engines.Ask[string](e.t, e, "document.activeElement.outerHTML"))
}

// goTo goes with a key to what JavaScript says: with the tab key backwards, too.
func (e *editor) goTo(what, key string) {
	e.t.Helper()
	e.until(what)
	var held []chromedp.Modifier
	if key == kb.Tab && engines.Ask[bool](e.t, e, `(`+what+`).compareDocumentPosition(document.activeElement) === Node.DOCUMENT_POSITION_FOLLOWING`) {
		held = append(held, chromedp.ModifierShift)
	}
	e.strike(what+` === document.activeElement`, key, held...)
}

// do does what a button, link or field is there for: by a click, or by its own key.
func (e *editor) do(selector, key string, held ...chromedp.Modifier) {
	e.t.Helper()
	e.until(fmt.Sprintf("document.querySelector(%q)", selector))
	if e.keys {
		e.key(key, held...)
	} else {
		e.click(fmt.Sprintf("document.querySelector(%q)", selector))
	}
}

// field goes to a field, and push does what a button or link does that has no key of its own.
func (e *editor) field(what string) {
	e.t.Helper()
	if e.keys {
		e.goTo(what, kb.Tab)
	} else {
		e.click(what)
	}
}

func (e *editor) push(what string) {
	e.t.Helper()
	e.field(what)
	if e.keys {
		e.key(kb.Enter)
	}
}

// one is JavaScript for what a selector finds first.
func one(selector string) string { return fmt.Sprintf("document.querySelector(%q)", selector) }

// said waits until the page says what was done.
func (e *editor) said(words string) {
	e.t.Helper()
	e.until(fmt.Sprintf("document.querySelector('#said').textContent.startsWith(%q)", words))
}

// took checks how many clicks and keys something has taken since the last time.
func (e *editor) took(what string, most int) {
	e.t.Helper()
	e.t.Logf("%s: %d clicks and keys", what, e.n)
	if e.n > most {
		e.t.Errorf("%s took %d clicks and keys, want %d at most", what, e.n, most)
	}
	e.n = 0
}

// TestWholeWay drives the desk in each engine, from an article to a page that readers open and back to the article as it
// was edited: with a mouse, and with keys alone. Chromium goes both ways, and of the others, which take twice as long,
// each goes one.
func TestWholeWay(t *testing.T) {
	const mouse, keys = false, true
	for _, engine := range engines.All {
		t.Run(engine.Name, func(t *testing.T) {
			b := engine.Start(t)
			for _, keys := range map[string][]bool{"Chromium": {mouse, keys}, "Firefox": {keys}, "WebKit": {mouse}}[engine.Name] {
				t.Run(map[bool]string{false: "mouse", true: "keys"}[keys], func(t *testing.T) {
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
					desk := serving(t, f)
					e := &editor{Window: b.Open(t, chromium.Window{Width: 1280, Height: 860}, desk, ""), t: t, desk: f, keys: keys}
					e.wholeWay(desk, site.URL, &edited)
				})
			}
		})
	}
}

// Two people work at the desk, in turn.
const reporter, second = "Reporter", "Second reader"

// wholeWay makes eight checks of four kinds: of statements and of quotations that wait in the queue, of words that are
// selected, and of a row of a spreadsheet. One says what the check of another article says already. Somebody else reads
// them, and sends one back.
func (e *editor) wholeWay(desk, site string, edited *atomic.Bool) {
	t := e.t
	const known, fresh = 12, 20 // clicks and keys for a check, from the last one until this one is ready to be read
	e.works(reporter)
	e.house()
	e.took("how the house works", 40) // the name and the rule are at both ends of the page
	e.begin(site + "/ferry")
	e.said("The article is here.")
	e.until(`document.querySelector("ol.queue") && document.querySelector("#page")?.contentDocument?.querySelector("h1")`)
	e.took("an article", 3)

	e.take("41,200 passengers")
	e.judge("False", "The minutes say 40,200.")
	e.fetches(site+"/minutes", "Town council")
	e.ready()
	e.took("a check with a new address", fresh)

	e.queue()
	e.take("We cannot run empty boats")
	e.judge("False", "She said half-empty.")
	e.fetches(site+"/minutes", "")
	e.ready()
	e.took("a quotation with its version", known)

	e.queue()
	e.take("310,000 crowns")
	e.until(`document.querySelector(".same")`)
	e.do(".same .actions a", "u", chromedp.ModifierAlt)
	e.until(`document.querySelector("#f-verdict").value === "True"`)
	e.do(".edit .main", "s", chromedp.ModifierCtrl) // its source comes along
	e.said("Saved: ")
	e.ready()
	e.took("a check that another article has", known)

	e.queue()
	e.take("The island needs a bridge")
	e.judge("False", "He said the contrary.")
	e.fetches(site+"/minutes", "")
	e.ready()
	e.took("a quotation with its version", known)

	e.queue()
	e.take("rise by 12 per cent")
	e.judge("Unproven", "It is not decided.")
	e.fetches(site+"/minutes", "")
	e.ready()
	e.took("a check of a page that was fetched", known)

	e.queue()
	e.take("18 crowns in 2019")
	e.judge("True", "The accounts have both.")
	e.knows("Accounts")
	e.ready()
	e.took("a check with a known source", known)

	e.queue()
	e.selects("900", "signed a letter")
	e.judge("Unproven", "Nobody has seen it.")
	e.knows("Accounts")
	e.ready()
	e.took("a check of selected words", 2*fresh)

	// The last step is undone and done again.
	e.do("#undo", "z", chromedp.ModifierAlt)
	e.said("Undone. ")
	e.do("#redo", "z", chromedp.ModifierAlt, chromedp.ModifierShift)
	e.said("Done again. ")

	// A mark leads to its check.
	e.list()
	if !e.keys {
		// The article has been drawn anew, and the desk hears what is clicked in it.
		e.until(`(page => page.contentDocument?.deskKnows && page.contentDocument.URL === page.src)(document.querySelector("#page"))`)
		at := engines.Ask[[]float64](t, e, stretch("310,000", "crowns"))
		e.Click((at[0]+at[2])/2, at[1])
		e.until(`document.querySelector("#f-text")?.value.includes("310,000 crowns")`)
		e.list()
	}

	// A row of a spreadsheet.
	e.do("[href*='/import/']", "i", chromedp.ModifierAlt)
	e.until(`document.querySelector("#file")`)
	e.Run(fmt.Sprintf(`(() => { // what somebody chooses in a window of the system
		const all = new DataTransfer(), data = Uint8Array.from(atob(%q), c => c.charCodeAt(0));
		all.items.add(new File([data], "boats.xlsx"));
		document.querySelector("#file").files = all.files;
	})()`, base64.StdEncoding.EncodeToString(boats(t))))
	e.do(".edit .main", "s", chromedp.ModifierCtrl)
	e.until(`document.querySelector("form.plan")`)
	e.do(".plan .main", "s", chromedp.ModifierCtrl)
	e.said("Imported 1 draft from boats.xlsx")
	e.until(`document.querySelectorAll("#panel .list li").length === 8`)
	e.push(`[...document.querySelectorAll("#panel .list a")].find(a => a.textContent.includes("older than forty"))`)
	e.field(one("#f-why"))
	e.Type("The list of the boats says so.")
	e.do(".edit .main", "s", chromedp.ModifierCtrl)
	e.said("Saved: ")
	e.ready()
	e.n = 0
	e.reading()

	d, err := e.desk.Dossier("ferry-to-stop-on-sundays.json")
	if err != nil || d.Err != nil {
		t.Fatal(err, d.Err)
	}
	var versions, cited int
	for _, r := range d.Records {
		versions += len(r.Versions)
		cited += len(r.Citations)
		if r.Anchor.Exact == "" {
			t.Errorf("%q has no place", r.Text)
		}
		if r.Way.By.Name != reporter || r.Way.Read == "" || r.Editor.Name != second {
			t.Errorf("%q was not read by another person: %+v", r.Text, r.Way)
		}
	}
	if versions != 2 || cited != 6 || len(d.Records) != 8 || len(d.Drafts) > 0 {
		t.Errorf("%d checks and %d drafts, %d versions of quotations and %d sources:\n%s",
			len(d.Records), len(d.Drafts), versions, cited, e.desk.in(t, d.Name))
	}

	// It is published, and read.
	e.list()
	e.n = 0
	e.do("[href*='/publish/']", "p", chromedp.ModifierAlt)
	e.until(`document.querySelector("body.publish")`)
	e.do("#panel .main", "s", chromedp.ModifierCtrl)
	e.until(`document.querySelector("#panel").textContent.includes("public/ferry-to-stop-on-sundays.html")`)
	e.took("publishing", 2)
	e.reads()

	// The article is edited, and the checks are brought along.
	edited.Store(true)
	e.Go(desk)
	e.begin(site + "/ferry")
	e.until(`document.querySelector("#page")?.contentDocument?.body?.textContent.includes("Last year the harbour")`)
	e.push(one(".perhaps button"))
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

// begin gives the desk an article.
func (e *editor) begin(address string) {
	e.t.Helper()
	e.do("#begin", "n", chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "start"`)
	e.Type(address)
	e.do("#panel .main", "s", chromedp.ModifierCtrl)
}

// list goes from a check that is open to all of them, and queue to what waits.
func (e *editor) list() {
	e.t.Helper()
	e.do("#panel [aria-keyshortcuts='Escape']", kb.Escape)
	e.until(`document.querySelector("[href*='/import/']")`)
}

func (e *editor) queue() {
	e.t.Helper()
	e.do("[aria-keyshortcuts='Alt+Q']", "q", chromedp.ModifierAlt)
	e.until(`document.querySelector("ol.queue, .own")`)
}

// take opens the item of the queue that has words.
func (e *editor) take(words string) {
	e.t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll(".queue li")].find(x => x.querySelector(".said").textContent.includes(%q)).querySelector("button")`, words)
	if !e.keys {
		e.click(button)
	} else {
		e.goTo(button, kb.ArrowDown)
		e.key(kb.Enter)
	}
	e.until(`document.activeElement.id === "f-verdict"`)
}

// selects selects words in the article, from the beginning of some to the end of others, and has them checked.
func (e *editor) selects(from, to string) {
	e.t.Helper()
	e.until(`document.querySelector("#page")?.contentDocument?.deskSelects`)
	if !e.keys {
		e.n++
		at := engines.Ask[[]float64](e.t, e, stretch(from, to))
		e.Drag(at[0], at[1], at[2], at[3])
	} else {
		e.key("w", chromedp.ModifierAlt)
		e.strike(fmt.Sprintf(`document.querySelector("#page").contentDocument.getSelection().focusNode?.textContent.includes(%q)`, from), kb.ArrowDown)
		e.strike(fmt.Sprintf(`document.querySelector("#page").contentDocument.getSelection().toString().trim() === %q`, from), kb.ArrowRight)
		e.strike(fmt.Sprintf(`document.querySelector("#page").contentDocument.getSelection().toString().trim().endsWith(%q)`, to),
			kb.ArrowRight, chromedp.ModifierShift)
	}
	e.until(fmt.Sprintf(`document.querySelector("#chosen q").textContent.endsWith(%q)`, to))
	e.do("#chosen button", kb.Enter, chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "f-verdict"`)
}

// judge fills in the verdict and why, and saves them.
func (e *editor) judge(verdict, why string) {
	e.t.Helper()
	e.Type(verdict) // the focus is there already
	e.field(one("#f-why"))
	e.Type(why)
	e.do(".edit .main", "s", chromedp.ModifierCtrl)
	e.said("Saved: ")
}

// knows adds a source that the folder has, with words that were quoted of it.
func (e *editor) knows(words string) {
	e.t.Helper()
	e.do("#add-source", "a", chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "q"`)
	e.Type(words)
	e.until(`location.search.includes("q=` + words + `") && document.querySelectorAll("#found li").length === 1`)
	if e.do("#found a", kb.ArrowDown); e.keys {
		e.key(kb.Enter)
	}
	e.push(one("#quoted-0"))
	e.until(`document.querySelector("#s-excerpt").value`)
	e.do(".edit .main", "s", chromedp.ModifierCtrl)
	e.said("Added County office")
}

// fetches adds a page, with the words of it that are nearest to the check. Somebody publishes it, unless the folder knows.
func (e *editor) fetches(address, publisher string) {
	e.t.Helper()
	e.do("#add-source", "a", chromedp.ModifierAlt)
	e.until(`document.activeElement.id === "q"`)
	e.Type(address)
	e.do(".search .main", kb.Enter)
	e.until(`document.activeElement.id === "near-0"`)
	e.push(one("#near-0"))
	e.until(`document.querySelector("#s-excerpt").value`)
	if publisher != "" {
		e.field(one("#s-publisher"))
		e.Run(`(document.querySelector("#s-publisher").select(), 0)`) // as the tab key does, or a double click
		e.Type(publisher)
	}
	e.do(".edit .main", "s", chromedp.ModifierCtrl)
	e.said("Added Town council")
}

// works says who works at the desk from now on.
func (e *editor) works(name string) {
	e.t.Helper()
	e.push(one(".who summary"))
	e.field(one("#who"))
	e.Run(`(document.querySelector("#who").select(), 0)`) // as the tab key does, or a double click
	e.Type(name)
	if e.keys {
		e.key(kb.Enter)
	} else {
		e.click(one(".who button"))
	}
	e.said("Working as " + name)
	e.until(fmt.Sprintf(`document.querySelector(".who:not([open]) summary").textContent === %q && !document.querySelector(".ask")`, name))
	e.until(`document.activeElement === document.querySelector(".who summary")`)
}

// house has a second person read each check.
func (e *editor) house() {
	e.t.Helper()
	e.field(one("[name=second]"))
	if e.keys {
		e.key(" ")
	}
	e.until(one("[name=second]:checked"))
	e.push(one(".house button"))
	e.said("Saved for this folder.")
}

// ready leaves the check that is open to somebody else.
func (e *editor) ready() {
	e.t.Helper()
	e.do("#ready", "k", chromedp.ModifierAlt)
	e.said("Ready for a second reader: ")
	if engines.Ask[bool](e.t, e, `!!document.querySelector("#read, [value=release]")`) {
		e.t.Error("whoever called it ready may read it, or release it unread")
	}
}

// read does so with the check that is open, and has readers see it.
func (e *editor) read() {
	e.t.Helper()
	e.do("#read", "k", chromedp.ModifierAlt)
	e.said("Read: ")
	e.do("[value=release]", "r", chromedp.ModifierAlt)
	e.said("Released: ")
}

// reading has the second reader read what waits on the first page. What is sent back waits for the reporter there.
func (e *editor) reading() {
	e.t.Helper()
	waits := func(n int, words string) {
		e.t.Helper()
		e.push(one("nav a"))
		e.until(fmt.Sprintf(`document.querySelectorAll("#waits + ul li").length === %d`, n))
		e.push(fmt.Sprintf(`[...document.querySelectorAll("#waits + ul a")].find(a => a.textContent.includes(%q))`, words))
		e.until(`document.querySelector("#f-why")`)
	}
	e.works(second)
	e.took("another person", 40)
	waits(8, "41,200")
	e.push(one(".way .back summary"))
	e.field(one("#why-back"))
	e.Type("Of which year?")
	e.push(one("[value=back]"))
	e.said("Sent back: ")
	e.took("a check that is sent back", 90)

	e.works(reporter)
	waits(1, "Of which year?")
	e.field(one("#f-why"))
	e.Run(`(document.querySelector("#f-why").select(), 0)`)
	e.Type("The minutes say 40,200. That was in 2021.")
	e.ready()
	e.works(second)
	e.took("what was sent back, put right", 160)
	for n := range 8 {
		if n > 0 {
			e.do("[aria-keyshortcuts='Alt+ArrowDown']", kb.ArrowDown, chromedp.ModifierAlt)
			e.until(fmt.Sprintf(`document.querySelector(".position").textContent.startsWith("%d ")`, n+1))
		}
		e.read()
		e.took("reading a check", 3)
	}
}

// reads opens the page that was published, and the card of its first check.
func (e *editor) reads() {
	e.t.Helper()
	public := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" {
			w.WriteHeader(http.StatusNoContent) // or Chromium complains
			return
		}
		http.FileServer(http.Dir(filepath.Join(e.desk.dir, publicName))).ServeHTTP(w, r)
	}))
	defer func() {
		e.Go("about:blank") // before the server ends
		public.Close()
	}()
	e.Go(public.URL + "/ferry-to-stop-on-sundays.html")
	e.until(`document.querySelectorAll("mark[data-sourcemark]").length >= 8`)
	button := `document.querySelector("sourcemark-marks").shadowRoot.querySelector("[popovertarget]")`
	if !e.keys {
		e.click(button)
	} else {
		e.strike(button+` === document.activeElement.shadowRoot?.activeElement`, kb.Tab)
		e.key(kb.Enter)
	}
	e.until(`document.querySelector("sourcemark-marks").shadowRoot.querySelector("[popover]").matches(":popover-open")`)
	card := engines.Ask[string](e.t, e, `document.querySelector("sourcemark-marks").shadowRoot.querySelector("[popover]").innerText`)
	for _, want := range []string{"False", "The minutes say 40,200.", "Town council", "40,200 passengers in 2021"} {
		if !strings.Contains(card, want) {
			e.t.Errorf("the card does not say %q, but %s", want, card)
		}
	}
}
