package article_test

import (
	"bytes"
	"fmt"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/lang"
)

// A host reads a page, checks it, and writes the checks into it. Strip gives the publisher's page back.
func Example() {
	src := []byte("<article><p>The ferry lost <b>money</b> last year.</p></article>")
	dossier := &claims.Dossier{Language: "en", Records: []claims.Record{{
		ID: "#c01", Status: claims.Disputed, Text: "The ferry lost money.",
		Anchor: claims.Selector{Exact: "The ferry lost money last year"},
	}}}
	p := Read(src)
	fmt.Println(p.Text)
	v := &web.View{Lang: lang.English(), Report: claims.New(dossier).Check(p.Text)}
	page, err := p.Annotate(v, Options{Stylesheet: "/sourcemark.css"})
	fmt.Println(bytes.Contains(page, []byte(`<mark class="sourcemark-disputed" data-sourcemark="c01">The ferry lost </mark>`)), err)
	fmt.Println(bytes.Equal(Strip(page), src))
	// Output:
	// The ferry lost money last year.
	// true <nil>
	// true
}

// A page that a framework takes over gets the script tag, and keeps all else as the framework needs it.
func ExampleInject() {
	src := []byte(`<html><head><title>Ferry</title></head><body><div id="__nuxt"></div></body></html>`)
	fmt.Println(Framework(src))
	page, err := Inject(src, Tag{Loader: "/sourcemark.js"})
	fmt.Println(bytes.Contains(page, []byte(`<script async src="/sourcemark.js"`)), err)
	fmt.Println(bytes.Equal(Strip(page), src))
	// Output:
	// Nuxt
	// true <nil>
	// true
}

// What cannot be annotated comes back unchanged, with the reason.
func ExampleRefusalReason() {
	_, err := Inject([]byte("<p>No head, no place for a script.</p>"), Tag{Loader: "/sourcemark.js"})
	fmt.Println(err == RefusalHead, err)
	// Output: true head: it has no end tag
}
