// Package gallery serves pages to try the widget on, as other people make them: rendered by React or Vue, under a
// strict policy, dark, from right to left, in a narrow frame, hostile. ./build.sh serve shows them under /gallery/, and
// tests visit them.
//
//	mux.Handle("/gallery/", gallery.Handler("."))
//
// Each is a short made-up article, NAME.html, with a dossier of its own, NAME.json. To add one, write both and a line
// of index.html; TestDossiers checks that every record has its place, and that the page has something of everything
// that a card can show. The pages are not part of dist/.
//
// The pages story-TAG.html are others: the story of the demonstration in a language, with the one dossier of them all,
// claims/records/samarkand-2022.json. TestStories checks them.
package gallery

import (
	"net/http"
	"path/filepath"
	"strings"
)

// policy is the content security policy of csp.html: nothing inline, nothing from elsewhere, no text turned into
// markup.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; " +
	"img-src 'self'; require-trusted-types-for 'script'; base-uri 'none'"

// Handler returns a handler that serves the gallery under /gallery/. top is the folder of the project. The npm packages
// that pages use are under /gallery/npm/ if they are installed; without them the React and Vue pages stay plain. Pages
// look for sourcemark.js one folder up, where the caller serves dist/.
func Handler(top string) http.Handler {
	dir := filepath.Join(top, "web", "gallery")
	pages := http.StripPrefix("/gallery/", http.FileServer(http.Dir(dir)))
	mux := http.NewServeMux()
	npm := http.FileServer(http.Dir(filepath.Join(dir, "node_modules")))
	mux.Handle("/gallery/npm/", http.StripPrefix("/gallery/npm/", npm))
	mux.HandleFunc("/gallery/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/csp.html") {
			w.Header().Set("Content-Security-Policy", policy)
		}
		pages.ServeHTTP(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache") // they are edited while they are looked at
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}
