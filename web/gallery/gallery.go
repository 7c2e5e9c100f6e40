// Package gallery is pages to try the widget on, as other people make them: rendered by React or Vue, under a strict policy,
// dark, from right to left, in a narrow frame, hostile. ./build.sh serve has them under /gallery/, and tests visit them.
//
// Each is a short made-up article, NAME.html, with a dossier of its own, NAME.json. They are no part of what is built.
package gallery

import (
	"net/http"
	"path/filepath"
	"strings"
)

// policy is what the page csp.html is sent with: nothing inline, nothing from elsewhere, no text turned into markup.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; " +
	"require-trusted-types-for 'script'; base-uri 'none'"

// Handler serves the gallery under /gallery/; top is the folder of the project. What pages take from npm is under
// /gallery/npm/, if it is installed. The pages look for sourcemark.js one folder up, where dist/ is to be served.
func Handler(top string) http.Handler {
	dir := filepath.Join(top, "web", "gallery")
	pages := http.StripPrefix("/gallery/", http.FileServer(http.Dir(dir)))
	mux := http.NewServeMux()
	mux.Handle("/gallery/npm/", http.StripPrefix("/gallery/npm/", http.FileServer(http.Dir(filepath.Join(dir, "node_modules")))))
	mux.HandleFunc("/gallery/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/csp.html") {
			w.Header().Set("Content-Security-Policy", policy)
		}
		pages.ServeHTTP(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache") // they are edited while somebody looks
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}
