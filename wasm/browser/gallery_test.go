//go:build !js

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"sourcemark/web/gallery"
)

// galleryPages are the pages that a widget is on.
var galleryPages = []string{
	"plain.html", "react.html", "react.html?client", "vue.html", "vue.html?client", "csp.html", "dark.html", "arabic.html", "korean.html", "print.html", "pocket.html", "hostile.html",
}

// inGallery is the address of a page of the gallery.
func inGallery(page string) func(t *testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		if _, err := os.Stat(root + "/web/gallery/node_modules"); err != nil && (strings.HasPrefix(page, "react") || strings.HasPrefix(page, "vue")) {
			t.Skip("React and Vue are not installed; ./build.sh test installs them and then runs this test")
		}
		mux := http.NewServeMux()
		mux.Handle("/", http.FileServer(http.Dir(root+"/dist")))
		mux.Handle("/gallery/", gallery.Handler(root))
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

// TestGallery looks at every page of the gallery in Chromium, which tells what a page complains of; TestConformance looks at
// them in the others.
func TestGallery(t *testing.T) {
	built(t)
	for _, page := range galleryPages {
		for _, s := range []screen{wide, narrow} {
			t.Run(page+"/"+s.name, func(t *testing.T) {
				b := open(t, s, inGallery(page)(t)).ready()
				if wrong := eval[string](b, works); wrong != "" {
					t.Error(wrong)
				}
				b.calm()
			})
		}
	}
}
