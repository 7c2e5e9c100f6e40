//go:build !js

package main

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sourcemark/wasm/browser/chromium"
)

// summaryText is what the bar over the article says.
const summaryText = `document.querySelector("sourcemark-summary").shadowRoot.querySelector(".bar").textContent`

// storyIn is a page of the story that says it is in another language.
func storyIn(t *testing.T, file, lang string) string {
	t.Helper()
	page, err := os.ReadFile(root + "/" + file)
	if err != nil {
		t.Fatal(err)
	}
	before, after, ok := strings.Cut(string(page), `<html lang="en">`)
	if !ok {
		t.Fatalf("%s does not begin with <html lang=\"en\">", file)
	}
	return before + `<html lang="` + lang + `">` + after
}

// TestLanguages opens the story with the interface in other languages, from disk and from a server, and wants it in
// their words, in their direction, and nothing in the way of anything.
func TestLanguages(t *testing.T) {
	built(t)
	for name, c := range map[string]struct{ lang, dir, bar, card string }{
		"Korean":                {"ko-KR", "ltr", "주장 27건, 인용 10건", "37건 중 1번째"},
		"Arabic":                {"ar", "rtl", "27 ادعاءً، 10 اقتباسات", "1 من 37"},
		"Chinese in Taiwan":     {"zh-Hant-TW", "ltr", "27条说法，10条引语", "第1条，共37条"},
		"Vietnamese":            {"vi", "ltr", "27 phát biểu, 10 lời trích", "1/37"},
		"Portuguese in Brazil":  {"pt-BR", "ltr", "27 afirmações, 10 citações", "1 de 37"},
		"a language we have no": {"nl", "ltr", "27 claims, 10 quotations", "1 of 37"},
	} {
		story := map[string]string{"dist/index.html": storyIn(t, "dist/index.html", c.lang)}
		t.Run(name, func(t *testing.T) {
			address := served(t, story) + "/dist/index.html"
			b := open(t, wide, address)
			for _, s := range []screen{wide, narrow} {
				if s != wide {
					b.anew(s, address)
				}
				b.ready()
				if text := eval[string](b, summaryText); !strings.Contains(text, c.bar) {
					t.Errorf("the bar says %s, want %s", text, c.bar)
				}
				if dir := eval[string](b, `getComputedStyle(controls("list")[0]).direction`); dir != c.dir {
					t.Errorf("the interface reads %s, want %s", dir, c.dir)
				}
				if s.name == wide.name && !eval[bool](b, `controls("open").every(e => e.getBoundingClientRect().left > document.querySelector("article p").getBoundingClientRect().right)`) {
					t.Error("a note stands over the text")
				}
				eval[any](b, `sourcemark.open("c01"), 0`)
				if text := eval[string](b, `dialog().textContent`); !strings.Contains(text, c.card) {
					t.Errorf("the card says %s, want %s", text, c.card)
				}
				if eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
					t.Error("the page is wider than the window")
				}
				b.calm()
			}
		})
	}
	t.Run("from disk", func(t *testing.T) {
		copied := t.TempDir() + "/story.html"
		if err := os.WriteFile(copied, []byte(storyIn(t, "dist/story.html", "ko")), 0o666); err != nil {
			t.Fatal(err)
		}
		b := open(t, wide, "file://"+copied).ready()
		if text := eval[string](b, summaryText); !strings.Contains(text, "주장 27건") {
			t.Errorf("the bar says %s", text)
		}
		b.calm()
	})
}

// TestLanguageFails wants English where the words of a language do not come or are not right, and a word about it.
func TestLanguageFails(t *testing.T) {
	built(t)
	for name, c := range map[string]struct{ words, want string }{
		"words of another version": {"close = 닫기\nopen = 열기\n", "Sourcemark: the interface stays in English: ko.txt:"},
		"a page instead of words":  {"<!doctype html><title>Not found</title>", "write key = text"},
		"no words":                 {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			story := map[string]string{"dist/index.html": withoutDigests(storyIn(t, "dist/index.html", "ko")), "dist/lang/ko.txt": c.words}
			b := open(t, wide, served(t, story)+"/dist/index.html").ready()
			if text := eval[string](b, summaryText); !strings.Contains(text, "27 claims, 10 quotations") {
				t.Errorf("the bar says %s", text)
			}
			if lang := eval[string](b, `document.querySelector("sourcemark-summary").shadowRoot.querySelector(".bar").lang`); lang != "en" {
				t.Errorf("English is said to be %s", lang)
			}
			if said := strings.Join(b.Complaints(), "\n"); !strings.Contains(said, c.want) || c.want == "" && said != "" {
				t.Errorf("the console has %q, want %q", said, c.want)
			}
		})
	}
}

// TestArticleLanguage opens an article in German whose page says that it is in English, as templates do. What the program
// knows of German comes before anything is checked, so that "nie gesagt" is read; where it does not come, nothing is.
func TestArticleLanguage(t *testing.T) {
	built(t)
	const (
		page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Der Hafen</title><article><h1>Der Hafen</h1>` +
			`<p>Anna Brown hat nie gesagt: „Wir können im Winter keine leeren Boote fahren lassen.“ Das sagte der Sprecher der ` +
			`Stadt, und auch der Rat wusste davon nichts.</p></article>`
		dossier = `{"@context":"https://schema.org","@type":"Dataset","@id":"hafen.json","version":"1","inLanguage":"de",` +
			`"publisher":"The Harbour Desk","negativeVerdicts":[],"hasPart":[{"@type":"Quotation","@id":"#q01",` +
			`"text":"Wir können im Winter keine leeren Boote fahren lassen.","spokenByCharacter":{"@type":"Person","name":"Anna Brown"},` +
			`"anchor":{"type":"SpecificResource","selector":{"type":"TextQuoteSelector",` +
			`"exact":"Wir können im Winter keine leeren Boote fahren lassen.","prefix":"","suffix":""}}}]}`
	)
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"German comes":         {nil, "differs"},
		"German does not come": {map[string]string{"dist/lang/de.txt": ""}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"page.html": page + scriptTag(`data-records="hafen.json"`), "hafen.json": dossier}
			maps.Copy(files, c.files)
			b := open(t, wide, served(t, files)+"/page.html").ready()
			if got := eval[string](b, `sourcemark.items().map(i => i.relation).join(" ")`); got != c.want {
				t.Errorf("the checks say %q, want %q", got, c.want)
			}
			b.calm()
		})
	}
}

// TestOthers wants a page to fetch the words of its own language and no other, and what only other languages than English
// need only where the article needs it, be it for one name; and nothing said of an article that would need it while it
// is not there.
func TestOthers(t *testing.T) {
	built(t)
	const (
		page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>The harbour</title><article><h1>The harbour</h1>` +
			`<p>The boats are late.</p><p>SPOKEN: “We cannot let the boats run empty in winter.” The council heard of it the next day.</p></article>`
		dossier = `{"@context":"https://schema.org","@type":"Dataset","@id":"harbour.json","version":"1","inLanguage":"en",` +
			`"publisher":"The Harbour Desk","negativeVerdicts":[],"hasPart":[{"@type":"Quotation","@id":"#q01",` +
			`"text":"We cannot let the boats run empty in winter.","spokenByCharacter":{"@type":"Person","name":"Anna Brown"},` +
			`"anchor":{"type":"SpecificResource","selector":{"type":"TextQuoteSelector",` +
			`"exact":"We cannot let the boats run empty in winter.","prefix":"","suffix":""}}}]}`
		others = "dist/sourcemark.others.wasm"
		links  = "dist/sourcemark.links.wasm"
		edited = "dist/sourcemark.edited.wasm"
		second = "The quay in front of the market will be repaired next spring."
	)
	english, both := []string{"dist/lang/en.txt"}, []string{"dist/lang/en.txt", others}
	linked, changed := []string{"dist/lang/en.txt", edited, links}, []string{"dist/lang/en.txt", edited}
	before, _, _ := strings.Cut(dossier, `,"anchor"`)
	unanchored := before + "}]}"
	beside := strings.Replace(dossier, `"suffix":""`, `"suffix":"” The council heard of it the following day."`, 1)
	for name, c := range map[string]struct {
		speaker string
		files   map[string]string
		fetched []string
		items   int
		console string
	}{
		"an English article":           {"Anna Brown said", nil, english, 1, ""},
		"one that names somebody else": {"Anna Brown (안나 브라운) said", nil, both, 1, ""},
		"… and what is needed is not there": {"Anna Brown (안나 브라운) said", map[string]string{others: "none"}, both, 0,
			"Sourcemark: other languages than English are not read"},
		"a record without an anchor": {"Anna Brown said", map[string]string{"harbour.json": unanchored}, linked, 1, ""},
		"… and what links it is not there": {"Anna Brown said", map[string]string{"harbour.json": unanchored, links: "none"}, linked, 0,
			"Sourcemark: the article is not checked: sourcemark.links.wasm"},
		"a record without an anchor, and another's name": {"Anna Brown (안나 브라운) said", map[string]string{"harbour.json": unanchored},
			[]string{"dist/lang/en.txt", edited, links, others}, 1, ""},
		"a record beside whose words others have changed": {"Anna Brown said", map[string]string{"harbour.json": beside}, changed, 1, ""},
		"… and what is needed to see that is not there": {"Anna Brown said", map[string]string{"harbour.json": beside, edited: "none"}, changed, 0,
			"Sourcemark: the article is not checked: sourcemark.edited.wasm"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"page.html": strings.Replace(page, "SPOKEN", c.speaker, 1) + scriptTag(`data-records="harbour.json"`),
				"harbour.json": dossier}
			maps.Copy(files, c.files)
			b := open(t, wide, served(t, files)+"/page.html").ready()
			var fetched []string
			for _, r := range b.Requests() {
				for _, name := range []string{"dist/lang/", "dist/sourcemark.edited", "dist/sourcemark.links", "dist/sourcemark.others", "dist/lexicon"} {
					if _, file, ok := strings.Cut(r, "/"+name); ok {
						fetched = append(fetched, name+file)
					}
				}
			}
			slices.Sort(fetched)
			if !slices.Equal(fetched, c.fetched) {
				t.Errorf("it fetches %v, want %v", fetched, c.fetched)
			}
			if n := len(items(b)); n != c.items {
				t.Errorf("there are %d items, want %d", n, c.items)
			}
			if said := strings.Join(b.Complaints(), "\n"); !strings.Contains(said, c.console) || c.console == "" && said != "" {
				t.Errorf("the console has %q, want %q", said, c.console)
			}
		})
	}
	other := strings.NewReplacer("harbour.json", "other.json", "We cannot let the boats run empty in winter.", second).Replace(unanchored)
	for name, c := range map[string]struct{ do, want string }{
		"a dossier that comes later":          {`sourcemark.load(` + other + `)`, "2 placed, 0 not"},
		"one that comes while somebody edits": {`(click("edit"), sourcemark.load(` + other + `))`, "2 placed, 0 not"},
		"somebody edits the words away": {`(click("edit"), document.querySelector("article p + p").textContent = "It rained.", ` +
			`sourcemark.load(` + other + `))`, "1 placed, 0 not"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, served(t, map[string]string{"page.html": strings.NewReplacer("SPOKEN", "Anna Brown said",
				"</article>", "<p>Anna Brown said: “"+second+"”</p></article>").Replace(page) + scriptTag(`data-edit data-records="harbour.json"`), "harbour.json": dossier})+"/page.html").ready()
			asked := func() bool {
				return slices.ContainsFunc(b.Requests(), func(r string) bool { return strings.HasSuffix(r, links) })
			}
			if asked() {
				t.Errorf("%s is fetched at the start", links)
			}
			if got := eval[string](b, c.do+".then(s => `${s.placed} placed, ${s.unplaced} not`)"); got != c.want {
				t.Errorf("there are %s, want %s", got, c.want)
			}
			if !asked() {
				t.Errorf("%s is not fetched", links)
			}
			b.calm()
		})
	}
	t.Run("the words of English do not come", func(t *testing.T) {
		b := open(t, wide, served(t, map[string]string{"page.html": page + scriptTag(`data-records="harbour.json"`), "harbour.json": dossier,
			"dist/lang/en.txt": ""})+"/page.html")
		if got := eval[string](b, `sourcemark.ready.then(() => "ready", e => e.code)`); got != "program" {
			t.Errorf("the page hears %q", got)
		}
	})
}

// TestLanguageBesideProgram holds the program back until a page in Korean has asked for all else: what it needs of its
// language comes beside the program, and not after it, also where the tag is pinned.
func TestLanguageBesideProgram(t *testing.T) {
	built(t)
	for name, pin := range map[string]string{"plain": "", "pinned": `integrity="` + integrityOf(t)["sourcemark.js"] + `" `} {
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile(root + "/web/gallery/story-ko.html")
			if err != nil {
				t.Fatal(err)
			}
			files := served(t, map[string]string{"page.html": strings.Replace(string(page), `src="../sourcemark.js" data-records="../records.json"`,
				pin+`src="/dist/sourcemark.js" data-records="/dist/records.json"`, 1)})
			to, err := url.Parse(files)
			if err != nil {
				t.Fatal(err)
			}
			pass := httputil.NewSingleHostReverseProxy(to)
			asked := map[string]chan struct{}{}
			for _, name := range []string{"lang/ko.txt", "lang/en.txt", "sourcemark.others.wasm", "sourcemark.east.wasm"} { // the dossier is in English
				asked["/dist/"+name] = make(chan struct{})
			}
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if c, ok := asked[r.URL.Path]; ok {
					close(c)
				}
				if r.URL.Path == "/dist/sourcemark.wasm" {
					for name, c := range asked {
						select {
						case <-c:
						case <-time.After(chromium.Patience):
							t.Errorf("%s is not asked for while the program comes", name)
						}
					}
				}
				pass.ServeHTTP(w, r)
			}))
			t.Cleanup(s.Close)
			b := open(t, wide, s.URL+"/page.html").ready()
			if n := len(items(b)); n != 37 {
				t.Errorf("there are %d items, want 37", n)
			}
			b.Close()
		})
	}
}
