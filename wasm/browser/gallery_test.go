//go:build !js

package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"sourcemark/wasm/browser/engines"
	"sourcemark/web/gallery"
)

// galleryPages are the pages that a widget is on.
var galleryPages = []string{
	"plain.html", "react.html", "react.html?client", "vue.html", "vue.html?client", "csp.html", "dark.html", "arabic.html",
	"korean.html", "story-ko.html", "story-zh.html", "story-ja.html", "story-vi.html",
	"print.html", "pocket.html", "hostile.html",
}

// inGallery is the address of a page of the gallery.
func inGallery(page string) func(t *testing.T) string { return inGalleryWith(page, "") }

// inGalleryWith is inGallery of a page with a script before anything else.
func inGalleryWith(page, script string) func(t *testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		if _, err := os.Stat(root + "/web/gallery/node_modules"); err != nil && (strings.HasPrefix(page, "react") || strings.HasPrefix(page, "vue")) {
			t.Skip("React and Vue are not installed; ./build.sh test installs them and then runs this test")
		}
		mux := http.NewServeMux()
		mux.Handle("/", http.FileServer(http.Dir(root+"/dist")))
		mux.Handle("/gallery/", gallery.Handler(root))
		if script != "" {
			data, err := os.ReadFile(root + "/web/gallery/" + page)
			if err != nil || bytes.Count(data, []byte("<head>")) != 1 {
				t.Fatalf("%s has not one <head>: %v", page, err)
			}
			data = bytes.Replace(data, []byte("<head>"), []byte("<head><script>"+script+"</script>"), 1)
			mux.HandleFunc("/gallery/"+page, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) })
		}
		mux.HandleFunc("/favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
		s := httptest.NewServer(mux)
		t.Cleanup(s.Close)
		return s.URL + "/gallery/" + page
	}
}

// works wants a widget that shows what its dossier has, in its place, and opens it.
const works = `(() => {
	const { placed, unplaced } = sourcemark.report();
	const lost = unplaced.filter(u => u.exact); // the others are of a paragraph that is not there yet
	if (placed < 4 || lost.length) return placed + " placed, lost " + lost.map(u => u.id);
	if (controls("open").length !== placed) return controls("open").length + " buttons";
	if (document.documentElement.scrollWidth > document.documentElement.clientWidth) return "the page is " + document.documentElement.scrollWidth + " wide";
	for (const { id, verdict } of sourcemark.items()) {
		sourcemark.open(id);
		if (!dialog()?.textContent.includes(verdict) || dialog().getBoundingClientRect().height < 50) return "no card of " + id;
	}
	sourcemark.close();
	return "";
})()`

// TestGallery looks at every page of the gallery in Chromium, which tells what a page complains of; TestConformance
// looks at them in the others.
func TestGallery(t *testing.T) {
	built(t)
	for _, page := range galleryPages {
		t.Run(page, func(t *testing.T) {
			address := inGallery(page)(t)
			b := open(t, wide, address)
			for _, s := range []screen{wide, narrow} {
				if s != wide {
					b.anew(s, address)
				}
				if wrong := eval[string](b.ready(), works); wrong != "" {
					t.Errorf("%s: %s", s.name, wrong)
				}
				b.calm()
			}
		})
	}
}

// TestFonts wants a font for every letter of the pages that are opened here, of the words of the interface and of the
// records. Where one is missing, what is printed lacks it, and other tests fail without saying why.
func TestFonts(t *testing.T) {
	engines.Needed(t, "fc-list")
	out, err := exec.Command("fc-list", "--format", "%{charset} ").Output()
	if err != nil {
		t.Fatal(err)
	}
	var have []rune // beginning and end of each range of letters, of all fonts
	for _, span := range strings.Fields(string(out)) {
		first, last, ok := strings.Cut(span, "-")
		if !ok {
			last = first
		}
		for _, hex := range []string{first, last} {
			n, err := strconv.ParseUint(hex, 16, 32)
			if err != nil {
				t.Fatalf("fc-list has the letters %q: %v", span, err)
			}
			have = append(have, rune(n))
		}
	}
	drawn := func(r rune) bool {
		for i := 0; i < len(have); i += 2 {
			if have[i] <= r && r <= have[i+1] {
				return true
			}
		}
		return false
	}
	seen := map[rune]bool{}
	for _, pattern := range []string{"index.html", "claims/records/*.json", "web/lang/*.txt", "web/gallery/*.html", "web/gallery/*.json"} {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lost := ""
			for _, r := range string(data) {
				if unicode.IsGraphic(r) && !seen[r] && !drawn(r) {
					lost += string(r)
				}
				seen[r] = true
			}
			if lost != "" {
				t.Errorf("%s: no font has %s. build.sh installs fonts by language: add that of this script", file, lost)
			}
		}
	}
	for _, script := range []string{"Arabic", "Cyrillic", "Han", "Hangul", "Hiragana"} {
		found := false
		for r := range seen {
			found = found || unicode.Is(unicode.Scripts[script], r)
		}
		if !found {
			t.Errorf("no page has a letter of %s: other files than the pages were read", script)
		}
	}
}
