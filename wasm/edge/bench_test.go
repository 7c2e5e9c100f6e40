//go:build !js

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// BenchmarkEdited is all that is done of the story after an edit: it is read, checked, and its checks written into it.
// What package bench measures in workerd is several times this.
func BenchmarkEdited(b *testing.B) {
	settings, err := configure(func(string) string { return "" })
	if err != nil {
		b.Fatal(err)
	}
	store, err := readStore(settings, stories)
	if err != nil {
		b.Fatal(err)
	}
	s := newServer(settings, store, nil)
	story, at := storyPage(b), &url.URL{Scheme: "https", Host: "news.example", Path: "/story"}
	set := store.bundled(at.String())
	asked, edition := httptest.NewRequest(http.MethodGet, at.String(), nil), 0
	for b.Loop() {
		edition++
		page := bytes.Replace(story, []byte("</article>"), fmt.Appendf(nil, "<p>Edition %d of this page.</p></article>", edition), 1)
		if done := s.render(asked, at, http.Header{}, "utf-8", page, set); done.why != "" {
			b.Fatal(done.why)
		}
	}
}
