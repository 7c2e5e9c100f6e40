package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// release is the version of the worker: annotated pages of another one are not taken from a cache.
const release = "0.1.0"

// A server answers for the publisher's site: its pages with their checks in them, and our own addresses.
type server struct {
	*settings
	gates
	posters     posters
	client      func(r *http.Request) string // who asks: his address
	introduce   func(up, r *http.Request)    // tells the origin who asks; nil where somebody else has
	store       *store
	upstreams   http.RoundTripper // asks the origin; bodies of its responses are aheads
	cache       cache             // of annotated pages; nil for none
	memo        memo
	cards       article.Cards
	languages   languages
	markups     markups
	words       func(tag string) string // the file of a language of lang.Tags
	css         string                  // sourcemark.css, for pages
	cardCSS     string                  // sourcemark.card.css, for the inside of cards
	description []byte                  // openapi.json
	wear        func()                  // has the program replaced as soon as it may be
	// newest is the newest bundle of all dossiers; nil if there is none. nil where none is ever made.
	newest func(ctx context.Context) (*http.Response, error)
	out    func(line string) // writes a line to the log
}

// log writes a line to the log: one, whatever words of others are in it.
func (s *server) log(format string, args ...any) { s.out(oneLine(fmt.Sprintf(format, args...))) }

// oneLine is a text with all in it escaped that is not to be seen as it is: what ends a line, moves a cursor, or turns the writing round.
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
	s.page(w, r)
}

// render checks a page and writes the checks into it, or the tag that does so in a browser.
func (s *server) render(r *http.Request, at *url.URL, h http.Header, charset string, src []byte, of *set) *rendered {
	if framework := article.Framework(src); framework != "" && len(of.dossiers) == 0 {
		return &rendered{how: "injected", why: "framework: " + framework}
	} else if framework != "" {
		return s.inject(at, h, charset, src, of, framework)
	}
	p := article.Read(src)
	report, whole := s.report(r, at, p.Text, of)
	done := &rendered{how: "annotated", items: len(report.Items), unplaced: len(report.Unplaced), partial: !whole}
	if done.items == 0 {
		done.why = "nothing to mark"
		return done
	}
	// The sheet needs no nonce: where a policy wants one for it, the page is left alone.
	sheet := s.sheetURL()
	if nonce, ok := allows(h, at, "style-src", sheet); !ok || nonce != "" {
		done.why = "policy: style-src"
		return done
	}
	l, err := s.language(p)
	if err != nil {
		done.why = "error"
		return done
	}
	v := &web.View{Lang: l, Report: report, Feedback: s.feedback}
	page, err := p.Annotate(v, article.Options{Sheet: sheet.String(), Charset: charset, Markup: s.markups.of(at.String(), of, report), Cards: &s.cards})
	if err != nil {
		done.why = err.Error()
		return done
	}
	done.page = page
	return done
}

// report is what the records of a set say about an article, and whether those of other stories were asked, where they are wanted.
// at is the address of its page; nil if it is not known.
func (s *server) report(r *http.Request, at *url.URL, t *claims.Text, of *set) (report *claims.Report, whole bool) {
	checker, whole := of.checker, true
	if of.linked {
		with, err := s.store.database.beside(r.Context(), t, of)
		s.time(r, "links")
		if err != nil {
			s.log("%s: d1: %v", r.URL.Path, err)
			s.remark(r, "links", err.Error())
			whole = false
		} else if with != nil {
			checker = with
		}
	}
	report = checker.Check(t)
	if at == nil {
		report.OfPage()
	} else {
		report.OfPage(at.String())
	}
	return report, whole
}

// inject gives a page that a framework takes over our tag and its records: all else is what the framework wants to find.
func (s *server) inject(at *url.URL, h http.Header, charset string, src []byte, of *set, framework string) *rendered {
	done := &rendered{how: "injected", why: "framework: " + framework}
	if s.script == "" {
		return done
	}
	loader, err := url.Parse(s.script)
	if err != nil {
		return done
	}
	tag := article.Tag{Loader: s.script, Charset: charset}
	var ok bool
	if tag.Nonce, ok = allows(h, at, "script-src", loader); !ok {
		done.why = "policy: script-src"
		return done
	}
	for _, d := range of.dossiers {
		tag.Records = append(tag.Records, d.data)
	}
	page, err := article.Inject(src, tag)
	if err != nil {
		done.why = err.Error()
		return done
	}
	done.page, done.why = page, ""
	return done
}

// languages is the interfaces that pages have asked for, each read once.
type languages struct {
	mu  sync.Mutex
	all map[string]*lang.Lang
}

// language is the interface for a page.
func (s *server) language(p *article.Page) (*lang.Lang, error) {
	tag := lang.Choose(p.Language)
	s.languages.mu.Lock()
	defer s.languages.mu.Unlock()
	if l := s.languages.all[tag]; l != nil {
		return l, nil
	}
	l, err := lang.Parse(tag, s.words(tag))
	if err != nil {
		return nil, err
	}
	if s.languages.all == nil {
		s.languages.all = make(map[string]*lang.Lang)
	}
	s.languages.all[tag] = l
	return l, nil
}

// markups keeps what search engines are told of pages: it follows from their records, and not from their words.
type markups struct {
	mu  sync.Mutex
	all map[string][]byte
}

// mostMarkups is how many pages' are kept; that of the story is 29 kB.
const mostMarkups = 100

func (m *markups) of(page string, of *set, r *claims.Report) []byte {
	key := page + "\n" + of.version
	for i := range r.Items {
		if a := &r.Items[i]; !a.Automatic && a.Relation != claims.Differs {
			key += "\n" + a.Dossier.ID + a.Record.ID
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.all[key]
	if !ok {
		if m.all == nil || len(m.all) == mostMarkups {
			m.all = make(map[string][]byte)
		}
		data = records.PageMarkup(page, r)
		m.all[key] = data
	}
	return data
}

// sheetURL is the address of the style sheet, which changes with it.
func (s *server) sheetURL() *url.URL {
	return &url.URL{Path: s.base + "/sourcemark.css", RawQuery: "v=" + release}
}

// cardURL is that of the sheet for the inside of cards.
func (s *server) cardURL() *url.URL {
	return &url.URL{Path: s.base + "/sourcemark.card.css", RawQuery: "v=" + release}
}

// A clock takes the times of a request for its Server-Timing.
type clock struct {
	last time.Time
	all  []string
	rows int // that D1 has read, which is what it costs
}

type clockKey struct{}

// time ends a stretch of a request's work.
func (s *server) time(r *http.Request, name string) {
	if c, ok := r.Context().Value(clockKey{}).(*clock); ok {
		now := time.Now()
		c.all = append(c.all, name+";dur="+strconv.FormatFloat(float64(now.Sub(c.last).Microseconds())/1000, 'f', 1, 64)) // in ms
		c.last = now
	}
}

// remark says something about a stretch of a request's work.
func (s *server) remark(r *http.Request, name, word string) {
	if c, ok := r.Context().Value(clockKey{}).(*clock); ok {
		c.all = append(c.all, name+";desc="+strconv.QuoteToASCII(word))
	}
}

func timings(r *http.Request) string {
	if c, ok := r.Context().Value(clockKey{}).(*clock); ok {
		all := c.all
		if c.rows > 0 {
			all = append(slices.Clip(all), `d1;desc="rows read: `+strconv.Itoa(c.rows)+`"`)
		}
		return strings.Join(all, ", ")
	}
	return ""
}
