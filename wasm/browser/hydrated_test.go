//go:build !js

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/wasm/browser/engines"
	"sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// said keeps what a page complains about where its console can be read by nobody else.
const said = `<script>
	window.said = [];
	for (const how of ["error", "warn"]) console[how] = (...words) => said.push(words.join(" "));
	addEventListener("error", e => said.push(e.message));
	addEventListener("unhandledrejection", e => said.push(String(e.reason)));
</script>`

// TestHydrated has, in each engine, pages that frameworks write on a server and take over in the browser, at once or after the page has
// loaded. The widget keeps every check on its words and the framework finds what it has written: it says nothing in the
// console, its button works, and it draws the article again. Nobody writes checks into such a page on a server.
func TestHydrated(t *testing.T) {
	built(t)
	if _, err := os.Stat("hydrated/node_modules"); err != nil {
		t.Skip("the frameworks are not installed; ./build.sh test installs them and then runs this test")
	}
	made := t.TempDir()
	if out, err := exec.Command("node", "hydrated/make.mjs", made).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	pages, _ := filepath.Glob(made + "/*.html")
	if len(pages) < 6 {
		t.Fatalf("only %d pages", len(pages))
	}
	addresses := map[string]string{}
	for _, file := range pages {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p := article.Read(page)
		if out, err := p.Annotate(articletest.Everywhere(p), article.Options{Stylesheet: "/s.css"}); err != article.RefusalFramework || string(out) != string(page) {
			t.Errorf("%s: a server writes into it: %v", name, err)
		}
		records := string(oneEach(p.Text))
		mux := http.NewServeMux()
		mux.Handle("/", http.FileServer(http.Dir(made)))
		mux.Handle("/dist/", http.FileServer(http.Dir(root)))
		mux.HandleFunc("/records.json", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(records)) })
		mux.HandleFunc("/page.html", func(w http.ResponseWriter, r *http.Request) {
			tag := `<script async src="/dist/sourcemark.js" data-records="/records.json"></script></head>`
			if r.URL.RawQuery == "late" {
				tag = strings.Replace(tag, "async", `async data-await="taken"`, 1)
			}
			tag = said + tag
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(strings.Replace(string(page), "</head>", tag, 1)))
		})
		s := httptest.NewServer(mux)
		defer s.Close()
		addresses[name] = s.URL + "/page.html"
	}
	for _, e := range engines.All {
		t.Run(e.Name, func(t *testing.T) {
			b := e.Start(t)
			for name, address := range addresses {
				for _, when := range []string{"", "?late"} {
					t.Run(name+when, func(t *testing.T) { takenOver(t, b, address+when) })
				}
			}
		})
	}
}

// takenOver opens a page that a framework takes over, and uses its button and draws its article again.
func takenOver(t *testing.T, b engines.Browser, address string) {
	v := &visit{t: t, Window: b.Open(t, wide.window(), address, helpers)}
	v.until(`"taken" in document.documentElement.dataset && window.sourcemark`)
	v.Run(`sourcemark.ready.then(() => 0)`)
	n := see[int](v, `sourcemark.items().length`)
	if n < 5 {
		t.Fatalf("%d checks", n)
	}
	kept := fmt.Sprintf(`sourcemark.items().length === %d && controls("open").length === %[1]d`, n)
	v.Run(`(document.querySelector("article").was = true, document.querySelector("article button:last-of-type").click(), 0)`)
	v.until(`document.querySelector("article button:last-of-type").textContent.trim() === "Like 1" && ` + kept)
	v.Run(`(again(), 0)`)
	v.until(`document.querySelector("article").textContent.includes("Gulls nest") && ` + kept)
	v.want("true", `String(document.querySelector("article").was)`)
	v.want("", `said.join("\n")`)
	if w, ok := v.Window.(engines.Chromium); ok {
		(&tab{w.Tab, t}).calm()
	}
}
