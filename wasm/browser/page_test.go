//go:build !js

package main

import (
	"encoding/json"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// What a page must not feel of us: nothing moves, nothing stalls, and what fails, fails quietly.

// TestNothingMoves sums up the layout shifts of a page from its first moment, through the arrival of the
// checks, to an open card.
func TestNothingMoves(t *testing.T) {
	built(t)
	const watch = `window.shifts = [];
		new PerformanceObserver(list => { for (const s of list.getEntries()) shifts.push(s.value + " " + s.sources.map(x => x.node?.outerHTML?.slice(0, 80) ?? x.node?.data)) }).observe({ type: "layout-shift", buffered: true })`
	for name, address := range hosts(t) {
		for _, s := range []screen{wide, narrow} {
			t.Run(name+"/"+s.name, func(t *testing.T) {
				b := open(t, s, address, atStart(watch)).ready()
				b.still()
				eval[bool](b, `sourcemark.open("c05")`)
				b.still()
				if shifts := eval[[]string](b, `shifts`); len(shifts) > 0 {
					t.Errorf("the page moved: %s", strings.Join(shifts, "\n"))
				}
			})
		}
	}
}

// TestSizes wants what a reader loads to be within its budget, which CONTRIBUTING.md names.
func TestSizes(t *testing.T) {
	built(t)
	data, err := os.ReadFile(root + "/dist/sizes.json")
	if err != nil {
		t.Fatal(err)
	}
	var sizes []struct {
		File              string
		Raw, Gzip, Brotli int
	}
	if err := json.Unmarshal(data, &sizes); err != nil {
		t.Fatal(err)
	}
	const kB = 1000
	left := map[string]int{
		"sourcemark.wasm": 343 * kB, "sourcemark.links.wasm": 38 * kB, "sourcemark.edited.wasm": 15 * kB, "sourcemark.js": 6 * kB, "sourcemark.more.wasm": 25 * kB, "lexicon/en.txt": 60 * kB,
		"sourcemark.others.wasm": 37 * kB, "sourcemark.east.wasm": 15 * kB, "sourcemark.values.wasm": 17 * kB, "lang/en.txt": 15 * kB,
	}
	for _, s := range sizes {
		if most, ok := left[s.File]; ok && s.Brotli > most {
			t.Errorf("%s is %d bytes in brotli, want at most %d; if Go is a new one (this test runs with %s), first build with the one before: "+
				"see \"When Go changes\" in CONTRIBUTING.md", s.File, s.Brotli, most, runtime.Version())
		}
		delete(left, s.File)
	}
	if len(left) > 0 {
		t.Errorf("sizes.json says nothing of %v", left)
	}
}

// TestFailsQuietly breaks the widget in every way a page or a network can, and wants the article as it was,
// one plain line, and nothing thrown at the page.
func TestFailsQuietly(t *testing.T) {
	built(t)
	story, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := os.ReadFile(root + "/dist/records.json")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(root + "/dist/sourcemark.wasm")
	if err != nil {
		t.Fatal(err)
	}
	page := func(old, new string) map[string]string {
		if !strings.Contains(string(story), old) {
			t.Fatalf("dist/index.html has no %s", old)
		}
		return map[string]string{"dist/index.html": strings.Replace(string(story), old, new, 1)}
	}
	// The page without digests, and another file changed.
	unpinned := func(file, to string) map[string]string {
		return map[string]string{"dist/index.html": withoutDigests(string(story)), file: to}
	}
	for name, c := range map[string]struct {
		changed map[string]string
		do      string // what the reader does then
		want    string // in the console
	}{
		"no records":       {page(` data-records="records.json"`, ""), "", "no records: name them with data-records on the script tag"},
		"records missing":  {page(`records.json`, "elsewhere.json"), "", "elsewhere.json"},
		"records altered":  {map[string]string{"dist/records.json": string(facts) + "\n"}, "", "not those of data-integrity"},
		"records broken":   {unpinned("dist/records.json", string(facts[:5000])), "", "records.json"},
		"records elsewise": {unpinned("dist/records.json", strings.Replace(string(facts), `"text":`, `"txet":`, 1)), "", "txet"},
		"records unnamed":  {page(`data-integrity="sha384-`, `data-integrity="384-`), "", `data-integrity="384-`},
		"program missing":  {page(`sourcemark.js"`, `../web/static/none.js"`), "none", ""},
		"program another":  {map[string]string{"dist/sourcemark.wasm": "no program"}, "", "is not the one pinned"},
		"half another":     {map[string]string{"dist/sourcemark.run.js": "export const page = 0"}, "", "is not the one pinned"},
		"program broken":   {unpinned("dist/sourcemark.wasm", "no program"), "", "damaged"},
		"half missing":     {unpinned("dist/sourcemark.run.js", ""), "", "sourcemark.run.js"},
		"program cut":      {unpinned("dist/sourcemark.wasm", string(program[:len(program)/2])), "", "cut short"},
		"program refused":  {page(`<head>`, `<head><meta http-equiv="Content-Security-Policy" content="script-src 'self'">`), "", "WebAssembly"},
		"no article":       {page(`data-edit`, `data-root="#nowhere" data-edit`), "", "#nowhere"},
		"hostile page":     {nil, `Range.prototype.getClientRects = Element.prototype.append = () => { throw new Error("mine") }; sourcemark.open("c01")`, "mine"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, served(t, c.changed)+"/dist/index.html", atStart(`addEventListener("DOMContentLoaded", () => { window.was = document.documentElement.outerHTML })
				window.thrown = []; addEventListener("error", e => { if (e.error) thrown.push(String(e.error)) })`))
			if c.do == "none" {
				// The loader itself did not come: the page's own words stay.
				if line := eval[string](b, `document.querySelector("sourcemark-summary").innerText`); !strings.Contains(line, "once its script has run") {
					t.Errorf("the page says %q", line)
				}
				return
			}
			if c.do != "" {
				b.ready()
				eval[any](b, c.do+", 0")
			}
			b.until(`document.querySelector("sourcemark-summary").shadowRoot?.querySelector("[role=status]")?.textContent.includes("could not be shown")`)
			line := eval[string](b, `document.querySelector("sourcemark-summary").shadowRoot.querySelector("[role=status]").textContent`)
			if line != "The checks of this article could not be shown. The article itself is unchanged." {
				t.Errorf("the plain line is %q", line)
			}
			if said := strings.ReplaceAll(strings.Join(b.Complaints(), "\n"), `\"`, `"`); !strings.Contains(said, c.want) {
				t.Errorf("the console has %q, want it to say %q", said, c.want)
			}
			if !eval[bool](b, `document.documentElement.outerHTML === was`) {
				t.Error("the article is not as it was")
			}
			if eval[int](b, `sourcemark.items().length`) != 0 {
				t.Error("there are items of a widget that failed")
			}
			if thrown := eval[[]string](b, `thrown`); len(thrown) > 0 {
				t.Errorf("thrown at the page: %v", thrown)
			}
			t.Log(line)
		})
	}
}

var digest = regexp.MustCompile(` (data-)?integrity="[^"]*"`)

// withoutDigests is a page whose tag pins nothing.
func withoutDigests(page string) string { return digest.ReplaceAllString(page, "") }

// TestPlainLine gives one tag, without a place for the summary, a dossier that is broken, in each way in which a page
// gets one, and wants readers to hear in their language that there are no checks, where these would be, and the page as
// it was afterwards.
func TestPlainLine(t *testing.T) {
	built(t)
	const english = "The checks of this article could not be shown. The article itself is unchanged."
	const korean = "이 기사의 사실 확인을 표시하지 못했습니다. 기사 본문은 그대로입니다."
	local, err := os.ReadFile(root + "/dist/sourcemark.local.js")
	if err != nil {
		t.Fatal(err)
	}
	block := `<script type="application/json" class="sourcemark-records">{"@type": "Dataset"}</script>`
	inKorean := func(page string) string { return strings.Replace(page, `lang="en"`, `lang="ko"`, 1) }
	disk := func(page string) string {
		file := t.TempDir() + "/page.html"
		if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
		return "file://" + file
	}
	alone := `<script>` + string(local) + `</script>`
	for name, c := range map[string]struct{ page, address, want string }{
		"by address":                {harbourPage("", scriptTag(`data-records="harbour.json"`)), "", english},
		"by address, in Korean":     {inKorean(harbourPage("", scriptTag(`data-records="harbour.json"`))), "", korean},
		"by address, missing":       {harbourPage("", scriptTag(`data-records="none.json"`)), "", english},
		"in the page":               {harbourPage(block, scriptTag("")), "", english},
		"at the foot":               {harbourPage("", scriptTag(`data-records="harbour.json" data-summary="bottom"`)), "", english},
		"without a summary":         {harbourPage("", scriptTag(`data-records="harbour.json" data-summary="none"`)), "", ""},
		"in one file":               {"", disk(harbourPage(block, alone)), english},
		"in one file, in Korean":    {"", disk(inKorean(harbourPage(block, alone))), korean},
		"on a page with its checks": {"", rendered(t, scriptTag(`data-records="harbour.json"`)), "with its checks"},
		"a selector that is none":   {harbourPage(`<sourcemark-summary></sourcemark-summary>`, scriptTag(`data-records="harbour.json" data-root="[["`)), "", english},
		"where there is no article": {strings.NewReplacer("<article>", "<div>", "</article>", "</div>").Replace(harbourPage("", scriptTag(`data-records="harbour.json"`))), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			address := c.address
			if address == "" {
				address = served(t, map[string]string{"page.html": c.page, "harbour.json": harbourRecords(t)[:300]}) + "/page.html"
			}
			b := open(t, wide, address, atStart(`addEventListener("DOMContentLoaded", () => { window.was = document.documentElement.outerHTML });
				for (const e of ["error", "ready"]) addEventListener("sourcemark:" + e, () => { window.over = true })`))
			b.until(`window.over`)
			got := eval[string](b, `(e => e?.querySelector("[role=status]")?.textContent ?? (e ? "with its checks" : ""))(document.querySelector("sourcemark-summary")?.shadowRoot)`)
			if got != c.want {
				t.Errorf("the page says %q, want %q", got, c.want)
			}
			eval[any](b, `sourcemark.destroy(), 0`)
			if !eval[bool](b, `document.documentElement.outerHTML === was`) {
				t.Errorf("the page is not as it was: %s", eval[string](b, `document.body.innerHTML`))
			}
		})
	}
}

// TestBeforeTheBuild opens the story where nothing has been built yet: it says what to do, and reads well.
func TestBeforeTheBuild(t *testing.T) {
	built(t)
	page, err := os.ReadFile(root + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/index.html", page, 0o666); err != nil {
		t.Fatal(err)
	}
	b := open(t, narrow, "file://"+dir+"/index.html")
	b.until(`document.querySelector("sourcemark-summary").innerText.includes("run ./build.sh")`)
	if !eval[bool](b, `document.querySelector("article").innerText.includes("Washington answers")`) {
		t.Error("the story cannot be read")
	}
}
