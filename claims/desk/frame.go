package desk

import (
	"net/http"
	"regexp"
)

// articlePolicy is that of an article in its frame. No script runs in it: not even one that gets past the sandbox.
const articlePolicy = "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src " +
	"data:; font-src data:; base-uri 'none'; " +
	"form-action 'none'; frame-ancestors 'self'"

// A policy that an article gives itself would refuse our style sheets, and without them no check is seen in it. Its
// headers mean nothing here: ours are stricter.
var ownHeader = regexp.MustCompile(`(?i)(<meta[\s/][^>]*)http-equiv(\s*=)`)

// frame answers with an article, for a frame of our page.
func frame(w http.ResponseWriter, article []byte) error {
	w.Header().Set("Content-Security-Policy", articlePolicy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := w.Write(ownHeader.ReplaceAll(article, []byte("${1}data-not-here$2")))
	return err
}
