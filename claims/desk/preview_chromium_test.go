package desk

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/lint"
	"sourcemark/claims/records/proof"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/web/article"
)

// A tab is the preview in Chromium.
type tab struct {
	*chromium.Tab
	t *testing.T
}

func tabOf(t *testing.T, address string) *tab {
	t.Helper()
	b := &tab{chromium.Open(t, chromium.Window{Width: 1280, Height: 900}), t}
	b.Do(chromedp.Navigate(address))
	return b
}

func eval[V any](b *tab, script string) V {
	b.t.Helper()
	return chromium.Eval[V](b.Tab, script)
}

// shot puts a picture of the window into the folder that SOURCEMARK_PICTURES names, for people to look at.
func (b *tab) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("SOURCEMARK_PICTURES")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Shot(), 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// An hour of a fact-checker: sees what is wrong, mends it in the editor, marks words, and takes the record that comes
// of them.
func TestPreviewInChromium(t *testing.T) {
	p, page, dossier := harbour(t)
	// The article would like to take its reader elsewhere, and to tell others that it is read.
	asked := make(chan string, 100)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter,
		r *http.Request) {
		asked <- r.URL.Path
	}))
	t.Cleanup(elsewhere.Close)
	hostile := strings.NewReplacer("<head>",
		`<head><base href="URL/base/" target="_top"><meta http-equiv="refresh" content="0; url=URL/refresh"><link rel="stylesheet" href="URL/sheet">`,
		"</article>", `</article><img src="URL/picture" onerror="document.title = 'a handler ran'"><iframe src="URL/frame"></iframe><object data="URL/object"></object>`).Replace(ferryPage)
	if err := os.WriteFile(page, []byte(strings.ReplaceAll(hostile, "URL", elsewhere.URL)), 0o600); err != nil {
		t.Fatal(err)
	}
	b := tabOf(t, "http://"+started(t, p)+"/")

	b.Until(`document.querySelector("#status").textContent.startsWith("As saved")`)
	if got := eval[string](b, `document.querySelector("#findings").innerText`); !strings.Contains(got,
		"still a draft: \"The fare rises\"") || !strings.Contains(got, "ferry.json:") {
		t.Errorf("findings: %s", got)
	}
	// and not what its script would make of it
	b.Until(`document.querySelector("#page").contentDocument.title == "Ferry"`)
	b.shot("preview-wide")
	eval[any](b, `document.querySelector("#places").open = true; 0`)
	b.Do(chromedp.Click("#places li:nth-child(1) button"))
	if got := eval[string](b, `document.querySelector("#page").contentDocument.querySelector("mark").style.outlineStyle`); got != "solid" {
		t.Errorf("the words of the first record are not shown: %q", got)
	}
	if got := eval[string](b, `document.querySelector("#places").innerText`); !strings.Contains(got, "missing") ||
		!strings.Contains(got, `number: here 10, in the record 12`) {
		t.Errorf("places: %s", got)
	}
	// Where the record may belong: shown with the keyboard alone.
	b.Do(chromedp.Focus("#places ol button.perhaps"), chromedp.KeyEvent(kb.Enter))
	const at = `[...document.querySelector("#page").contentDocument.querySelectorAll("[data-suggested]")]`
	if got, want := eval[string](b, at+`.map(e => e.textContent).join("|")`), "The fare is to rise by 10 per cent in "+
		"May"; got != want {
		t.Errorf("the suggestion is shown as %q, want %q", got, want)
	}
	if got := eval[string](b, at+`[0].style.outlineStyle + document.querySelector("#status").innerText`); got !=
		"dashedSuggestion 1 for #c02 is shown in the article: The fare is to rise by 10 per cent in May" {
		t.Errorf("said of the suggestion: %q", got)
	}
	if got := eval[string](b, `document.activeElement.innerText`); !strings.Contains(got, "perhaps 1") ||
		!strings.Contains(got, "number: here “10”, in the record “12”") {
		t.Errorf("the focus is on %q", got)
	}
	if got := eval[string](b, `state.places[1].suggestions[0].accept`); got != "accept #c02=1 "+dossier {
		t.Errorf("the command is %s", got)
	}
	b.shot("preview-places")
	b.Do(chromedp.Click("#places ol li:nth-child(2) button.perhaps")) // partly in a link
	if got := eval[string](b, at+`.map(e => e.textContent).join("|")`); got != "More about it|." {
		t.Errorf("the second suggestion is shown as %q", got)
	}

	// The editor saves: the page follows by itself.
	mended := strings.Replace(ferryDossier, "rise by 12 per cent", "rise by 10 per cent", 1)
	if err := os.WriteFile(dossier, []byte(mended), 0o600); err != nil {
		t.Fatal(err)
	}
	// which it says last
	b.Until(`document.querySelector("#status").textContent.includes(" 0 records without a place")`)
	if got := eval[int](b, `document.querySelectorAll("#places li button.exact").length + document.querySelector("#page").contentDocument.querySelectorAll("mark").length`); got != 4 {
		t.Errorf("%d places and marks, want 2 and 2", got)
	}

	// Words that are partly in a mark already: the button behind it is none of them.
	drag(b.Tab, "passengers last year", "3.5 per cent")
	b.Until(`document.querySelector("#new").open && document.querySelector("#made pre").textContent.includes("Claim")`)
	if got := eval[string](b, `document.querySelector("[name=exact]").value`); got != "passengers last year, 3.5 "+
		"per cent" {
		t.Errorf("marked: %q", got)
	}

	drag(b.Tab, "Nobody asked me", "Nobody asked me")
	b.Until(`document.querySelector("#made pre").textContent.includes("Quotation")`)
	for _, f := range [...]struct{ name, text string }{
		{"speaker", "Council clerk"},
		{"verdict", "Not in the minutes"}, {"why", "The minutes of that day have nothing of the kind."}, {"fact",
			"not in the minutes"},
		{"publisher", "Town council"}, {"url", "https://council.example/8"}, {"archived",
			"https://archive.example/8"}, {"date", "2022-02-10"}, {"language", "en"},
		{"excerpt", "The clerk did not speak."},
	} {
		b.Do(chromedp.SendKeys("[name="+f.name+"]", f.text))
	}
	b.Until(`document.querySelector("#made pre").textContent.includes("did not speak.")`)
	b.shot("preview-record")
	if got := eval[string](b, `document.querySelector("#faults").innerText`); strings.Contains(got, "error") {
		t.Errorf("what is wrong with the record: %s", got)
	}
	made := eval[string](b, `made.dossier`)
	for _, f := range lint.Dossier("ferry.json", []byte(made), lint.Options{Today: "2026-11-25"}) {
		if f.Severity == lint.Error && f.Rule != "draft" {
			t.Errorf("%s", f)
		}
	}
	d, err := records.Read("ferry.json", []byte(made))
	if err != nil {
		t.Fatal(err)
	}
	spots := proof.Spots(article.Read([]byte(ferryPage)).Text, d)
	if len(spots) != 3 || spots[1].Record.ID != "#q01" || spots[1].Placement != claims.Exact ||
		spots[1].Record.Text != "Nobody asked me" {
		t.Errorf("places: %+v", spots)
	}

	// As on paper, and as on a phone; and the preview itself on one.
	b.Do(chromedp.Click("[value=paper]"))
	b.Until(`document.querySelector("#page").contentDocument.querySelector("h1") && getComputedStyle(document.querySelector("#page").contentDocument.querySelector("h1")).color == "rgb(0, 0, 255)"`)
	b.shot("preview-paper")
	b.Do(chromedp.Click("[value=phone]"))
	b.Until(`document.querySelector("#page").clientWidth == 390`)
	b.shot("preview-phone")
	b.Resize(chromium.Window{Width: 390, Height: 844})
	b.Until(`document.documentElement.scrollWidth <= 390`)
	b.shot("preview-narrow")

	// The page and nobody else was asked, and all that Chromium complains of is what the article tried.
	elsewhere.Close()
	close(asked)
	for path := range asked {
		t.Errorf("the article asked elsewhere for %s", path)
	}
	for _, c := range b.Complaints() {
		if !strings.Contains(c, elsewhere.URL) && !strings.Contains(c, "sandboxed") {
			t.Errorf("the page complains: %s", c)
		}
	}
}
