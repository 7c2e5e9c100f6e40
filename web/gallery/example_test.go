package gallery_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"sourcemark/web/gallery"
)

// A server shows the gallery beside its own pages.
func ExampleHandler() {
	mux := http.NewServeMux()
	mux.Handle("/gallery/", gallery.Handler("../.."))
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/gallery/plain.html", nil))
	fmt.Println(w.Code, w.Header().Get("Content-Type"))
	// Output: 200 text/html; charset=utf-8
}
