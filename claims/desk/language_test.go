package desk

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
	"sourcemark/web/lang"
)

// The interface is in the language of the browser, until another one is chosen; that is kept over a restart, and what
// was chosen by somebody whose words we do not know is not.
func TestLanguage(t *testing.T) {
	s, f := served(t, both)
	const german = "Accept-Language: de-AT,en;q=0.5"
	page := s.ask("GET", "/dossier/ferry.json?record=%23c01&said=discarded", nil, german).Body.String()
	has(t, page, `<html lang="de" dir="ltr">`, `name="at" value="/dossier/ferry.json?record=%23c01"`)
	has(t, page, ` dir="auto">The ferry carried 41,200 passengers last year</textarea>`) // English in Arabic
	for _, tag := range lang.Tags {
		has(t, page, `value="`+tag+`" lang="`+tag+`"`, ">"+deskIn(tag).Language(tag)+"</button>")
	}
	w := s.ask("POST", "/language", url.Values{"language": {"ar"}, "at": {"/dossier/ferry.json?record=%23c01"}}, german)
	if at := w.Header().Get("Location"); at != s.base+"/dossier/ferry.json?record=%23c01" {
		t.Error(at)
	}
	has(t, s.follow(t, w), `<html lang="ar" dir="rtl">`, `lang="ar" aria-current="true"`)
	again, err := Open(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	has(t, NewServer(again, here).ask("GET", "/", nil, german).Body.String(), `<html lang="ar" dir="rtl">`)
	if w := s.ask("POST", "/language", url.Values{"language": {"xx"}, "at": {"/"}}); w.Code != 404 {
		t.Errorf("a language that is none of ours: %d", w.Code)
	}
	for _, at := range []string{"https://news.example/", "/../..", ""} { // nothing leads to another site
		if to := s.ask("POST", "/language", url.Values{"language": {"ar"}, "at": {at}}).Header().Get("Location"); to != s.base+"/" {
			t.Errorf("%q leads to %s", at, to)
		}
	}
	write(t, f.store.path("people", self()), `{"name": "Ana Reyes", "language": "xx"}`)
	if got := f.readPerson(); got != (person{Name: "Ana Reyes"}) {
		t.Errorf("with a language that is none of ours: %+v", got)
	}
	// Where the answer to what was sent is shown, there is no page to come back to: the dossier is.
	form := s.open(t, "#c01", "seen", "another")
	has(t, s.ask("POST", "/save/ferry.json", form).Body.String(), `name="at" value="/dossier/ferry.json"`)
}

// Whoever chooses another language goes on where they are, with what they have typed.
func TestLanguageInChromium(t *testing.T) {
	b, _ := browsed(t, both, "dossier/ferry.json?record=%23c01")
	b.Until(`document.querySelector("#f-fact")`)
	chromium.Eval[any](b, `window.same = true; const f = document.querySelector("#f-fact"); f.value = "40,200";
		f.dispatchEvent(new Event("input", { bubbles: true })); document.querySelector("#language summary").click();
		document.querySelector("#language [value=ar]").click(); 0`)
	b.Until(`document.documentElement.lang === "ar" && document.documentElement.dir === "rtl" && document.querySelector("#f-fact")`)
	if got := chromium.Eval[string](b, `document.querySelector("#f-fact").value + location.search + window.same`); got != "40,200?record=%23c01true" {
		t.Error(got)
	}
	for _, size := range [][2]int64{{1280, 860}, {390, 800}} {
		b.Do(chromedp.EmulateViewport(size[0], size[1]))
		if got := chromium.Eval[bool](b, `document.documentElement.scrollWidth <= innerWidth`); !got {
			t.Errorf("at %d the Arabic page is wider than its window", size[0])
		}
	}
	for _, c := range b.Complaints() {
		if !strings.Contains(c, "favicon") {
			t.Errorf("the page complains: %s", c)
		}
	}
}
