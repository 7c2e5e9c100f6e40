package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// release is the version of the worker: annotated pages of another one are not taken from a cache.
const release = web.Version

// A server answers for the publisher's site: its pages with their checks in them, and our own addresses.
type server struct {
	*settings
	limits
	quotas       quotas
	client       func(r *http.Request) string // who asks: his address
	addForwarded func(up, r *http.Request)    // tells the origin who asks; nil where somebody else has
	store        *store
	upstreams    http.RoundTripper // asks the origin; bodies of its responses are aheads
	cache        sharedCache       // of annotated pages; nil for none
	memo         pageCache
	cards        article.Cards
	fronts       bounded[front]          // by the address of the page
	languages    bounded[*lang.Lang]     // by tag
	markups      bounded[[]byte]         // by page and records
	words        func(tag string) string // the file of a language of lang.Tags
	css          string                  // sourcemark.css, for pages
	cardCSS      string                  // sourcemark.card.css, for the inside of cards
	partCSS      string                  // sourcemark.part.css, for parts of pages
	description  []byte                  // openapi.json
	recycle      func()                  // has the program replaced as soon as it may be
	// newest is the newest bundle of all dossiers; nil if there is none. nil where none is ever made.
	newest func(ctx context.Context) (*http.Response, error)
	out    func(line string) // writes a line to the log
	// observe is told how long each stretch of a request's work took; nil for nobody.
	observe func(name string, took time.Duration)
}

// log writes one line to the log, whatever is in the words of others.
func (s *server) log(format string, args ...any) { s.out(oneLine(fmt.Sprintf(format, args...))) }

// oneLine returns text with escapes for all that cannot be seen as it is: what ends a line, moves a cursor, or reverses
// the direction.
func oneLine(text string) string {
	var b strings.Builder
	for i, r := range text {
		_, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteString(`\x` + strconv.FormatUint(uint64(text[i]), 16))
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}

// ServeHTTP answers at our own addresses, or for a page of the site.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(context.WithValue(r.Context(), clockKey{}, &clock{last: time.Now()}))
	if r.URL.Host == "" { // net/http leaves it to Host
		u := *r.URL
		u.Scheme, u.Host = "http", r.Host
		r.URL = &u
	}
	if path, ok := strings.CutPrefix(r.URL.Path, s.base); ok {
		if e, id := endpointOf(path); e != nil {
			s.serve(w, r, e, id)
			return
		}
	}
	s.servePage(w, r)
}

// stylesheetURL returns the address of sourcemark.css, which changes with it.
func (s *server) stylesheetURL() *url.URL {
	return &url.URL{Path: s.base + "/sourcemark.css", RawQuery: "v=" + release}
}

// cardStylesheetURL returns the address of sourcemark.card.css.
func (s *server) cardStylesheetURL() *url.URL {
	return &url.URL{Path: s.base + "/sourcemark.card.css", RawQuery: "v=" + release}
}
