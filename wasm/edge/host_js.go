//go:build js && wasm

// On Cloudflare: the other half of worker.mjs. This is the only file of the worker that handles JavaScript's values,
// which the workers library and worker.mjs give and take.

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall/js"
	"time"

	"github.com/syumai/workers"

	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
)

// englishWords returns which English words may stand for one another. They are read when they are first needed, which
// on most sites is never; nil if they cannot be read.
func englishWords() *lexicon.Table {
	english.Do(func() {
		var err error
		english.words, err = lexicon.Parse(js.Global().Get("context").Get("binding").Get("lexicon").String())
		if err != nil {
			println("claims in other words are not found: words.txt: " + err.Error())
		}
	})
	return english.words
}

// decodeLegacy returns a page in UTF-8, and the name of its encoding, as article.Hints has it. The tables are those of
// the host.
func decodeLegacy(page []byte, label string) (text []byte, name string) {
	defer func() { _ = recover() }() // no such encoding, or bytes that mean nothing in it
	data := js.Global().Get("Uint8Array").New(len(page))
	js.CopyBytesToJS(data, page)
	d := js.Global().Get("TextDecoder").New(label, map[string]any{"fatal": true})
	words := d.Call("decode", data).String()
	if name = d.Get("encoding").String(); name == "windows-1252" {
		words = strings.Map(func(r rune) rune {
			if 0x80 <= r && r < 0xa0 {
				return marks1252[r-0x80]
			}
			return r
		}, words)
	}
	return []byte(words), name
}

// marks1252 is what bytes from 80 to 9F mean in windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt).
// workerd takes that encoding for ISO-8859-1, in which they are control characters, and quotations have no marks.
var marks1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

var english struct {
	sync.Once
	words *lexicon.Table
}

// The names of the bindings: KV, D1 and R2.
const (
	namespace = "RECORDS"
	tables    = "DATABASE"
	bucket    = "BUNDLES"
)

func main() {
	binding := js.Global().Get("context").Get("binding")
	language.Text = func(tag string) string { return binding.Call("language", tag).String() }
	env := binding.Get("env")
	text := func(from js.Value, name string) string {
		if v := from.Get(name); v.Type() == js.TypeString {
			return v.String()
		}
		return ""
	}
	files := binding.Get("files")
	names := js.Global().Get("Object").Call("keys", files.Get("records"))
	bundled := map[string][]byte{}
	var order []string
	for i := range names.Length() {
		name := names.Index(i).String()
		order = append(order, name)
		bundled[name] = []byte(text(files.Get("records"), name))
	}
	settings, err := configure(func(name string) string {
		switch v := env.Get(name); v.Type() {
		case js.TypeUndefined, js.TypeNull:
			return ""
		case js.TypeString:
			return settable(name, v.String(), true)
		default: // wrangler.jsonc takes numbers and objects too
			return js.Global().Call("String", v).String()
		}
	})
	if err != nil {
		binding.Call("refuse", err.Error())
		return
	}
	store, err := newStore(settings, bundled, order)
	if err != nil {
		binding.Call("refuse", err.Error())
		return
	}
	near := stores{settings.patience / 3}
	if !env.Get(namespace).IsUndefined() {
		store.published = near.text
	}
	if !env.Get(tables).IsUndefined() {
		store.database = &database{
			run: near.run, keys: settings.keys, signed: settings.signed, fresh: settings.fresh, now: time.Now,
		}
		if store.published != nil {
			store.database.hot, store.database.keep = near.text, keep
		}
	}
	// An isolate has 128 MB, and one thread: only what waits for the database is under way at the same time as others.
	s := &server{
		settings: settings, limits: newLimits(2, 8), quotas: quotas{perMinute: settings.posts, now: time.Now},
		client: func(r *http.Request) string { return r.Header.Get("CF-Connecting-IP") },
		store:  store, upstreams: origin{},
		words: func(tag string) string { return binding.Call("language", tag+"/interface").String() },
		css:   text(files, "css"), cardCSS: text(files, "card"), partCSS: text(files, "part"),
		description: []byte(text(files, "openapi")),
		recycle:     func() { binding.Call("recycle") },
		out:         func(line string) { println(line) },
	}
	if !env.Get(bucket).IsUndefined() {
		s.newest = newest
	}
	if text(env, "CACHE") != "off" {
		s.cache = shared{}
	}
	workers.ServeNonBlock(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := call{binding.Get("calls").Call("get", r.Header.Get("sourcemark-call"))}
		_, _, r.Header = parseHead(c.Get("head").String())
		r.Host, r.Body = r.URL.Host, &posted{call: c}
		if n, err := strconv.ParseInt(r.Header.Get("Content-Length"), 10, 64); err == nil {
			r.ContentLength = n
		}
		out := &writer{ResponseWriter: w}
		s.ServeHTTP(out, r.WithContext(context.WithValue(r.Context(), callKey{}, c)))
		out.end()
	}))
	workers.Ready()
	select {}
}

// ms returns a duration in milliseconds.
func ms(d time.Duration) int { return int(d / time.Millisecond) }

// A call is what worker.mjs does for one request.
type call struct{ js.Value }

type callKey struct{}

// callOf returns the call of a request.
func callOf(ctx context.Context) call { return ctx.Value(callKey{}).(call) }

// ask has worker.mjs do a job, and waits for what comes of it.
func (c call) ask(job string, options map[string]any) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	outcomes := make(chan outcome, 1)
	done := js.FuncOf(func(_ js.Value, args []js.Value) any {
		if args[1].IsNull() {
			outcomes <- outcome{value: args[0]}
		} else {
			outcomes <- outcome{err: errors.New(args[1].String())}
		}
		return nil
	})
	defer done.Release()
	c.Call("post", map[string]any{"job": job, "options": options, "done": done})
	o := <-outcomes
	return o.value, o.err
}

// proxies are Cloudflare's, which itself says who the client is.
type proxies struct{}

func (proxies) read(string) error { return nil }

var pauses atomic.Int64

// pause waits until come is closed, which is for another call to do, for at most wait, and reports whether it was
// closed. The call has something of its own to wait for meanwhile, or workerd takes it for one that waits for nothing.
func pause(ctx context.Context, wait time.Duration, come <-chan struct{}) bool {
	c, id := callOf(ctx), int(pauses.Add(1))
	late := make(chan struct{})
	go func() {
		_, _ = c.ask("pause", map[string]any{"id": id, "wait": ms(wait)})
		close(late)
	}()
	select {
	case <-come:
		c.Call("wake", id)
		<-late // in the call's own turn again: what it answers with must be made there
		return true
	case <-late:
		return false
	}
}

// parseHead reads what worker.mjs has made of the headers of a response or request: a line for each header, and before
// them one with the status, which a request does not have, and the number of the response in its call.
func parseHead(head string) (status, which int, h http.Header) {
	lines := strings.Split(head, "\n")
	first, second, _ := strings.Cut(lines[0], " ")
	status, _ = strconv.Atoi(first)
	which, _ = strconv.Atoi(second)
	h = make(http.Header, len(lines))
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	return status, which, h
}

// writeHead returns headers as worker.mjs reads them.
func writeHead(h http.Header) string {
	var lines []string
	for name, values := range h {
		for _, v := range values {
			lines = append(lines, name+": "+v)
		}
	}
	return strings.Join(lines, "\n")
}

// stores reads from KV and D1. What was not asked for here before comes from far away while a reader waits, so they may
// take a third of the time that a page may take.
type stores struct{ patience time.Duration }

// text returns a text in KV; nil if there is none.
func (s stores) text(ctx context.Context, key string) ([]byte, error) {
	v, err := callOf(ctx).ask("text", map[string]any{"namespace": namespace, "key": key, "wait": ms(s.patience)})
	if err != nil || v.IsNull() {
		return nil, err
	}
	return []byte(v.String()), nil
}

// keep puts a text into KV, after the reader has been answered.
func keep(ctx context.Context, key, text string, lasting time.Duration) {
	_, _ = callOf(ctx).ask("keep", map[string]any{
		"namespace": namespace, "key": key, "text": text, "seconds": int(lasting / time.Second),
	})
}

// run asks D1. Everything comes as one text, because each value that crosses over costs as much as many bytes: how many
// rows D1 has read, and the rows. ASCII separators follow that number, each row and each statement, and stand between
// columns. No dossier has any of them.
func (s stores) run(ctx context.Context, batch ...query) ([][][]string, error) {
	var asked []any
	for _, q := range batch {
		asked = append(asked, map[string]any{"sql": q.sql, "params": append([]any{}, q.params...)})
	}
	v, err := callOf(ctx).ask("query", map[string]any{"database": tables, "batch": asked, "wait": ms(s.patience)})
	if err != nil {
		return nil, err
	}
	read, all, _ := strings.Cut(v.String(), "\x1d")
	if c, ok := ctx.Value(clockKey{}).(*clock); ok {
		n, _ := strconv.Atoi(read)
		c.rows += n
	}
	out := make([][][]string, 0, len(batch))
	for rows := range strings.SplitSeq(strings.TrimSuffix(all, "\x1d"), "\x1d") {
		var table [][]string
		for row := range strings.SplitSeq(rows, "\x1e") {
			table = append(table, strings.Split(row, "\x1f"))
		}
		out = append(out, table[:len(table)-1])
	}
	if len(out) != len(batch) {
		return nil, fmt.Errorf("%d answers to %d questions", len(out), len(batch))
	}
	return out, nil
}

// newest returns the newest bundle in R2, for pass.
func newest(ctx context.Context) (*http.Response, error) {
	v, err := callOf(ctx).ask("newest", map[string]any{"bucket": bucket})
	if err != nil || v.IsNull() {
		return nil, err
	}
	_, which, h := parseHead(v.String())
	return &http.Response{Header: h, Body: body{callOf(ctx), which}}, nil
}

// An origin asks the publisher's own server.
type origin struct{}

// slow is the longest that an origin may take to begin its answer.
const slow = 30 * time.Second

func (origin) RoundTrip(r *http.Request) (*http.Response, error) {
	c := callOf(r.Context())
	v, err := c.ask("fetch", map[string]any{
		"url": r.URL.String(), "method": r.Method, "own": r.Body == nil, "headers": writeHead(r.Header),
		"wait": ms(slow),
	})
	if err != nil {
		return nil, err
	}
	status, which, h := parseHead(v.String())
	length := int64(-1)
	if n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64); err == nil {
		length = n
	}
	return &http.Response{StatusCode: status, Header: h, ContentLength: length, Body: body{c, which}}, nil
}

// readable reports whether a body that came in an encoding can be read: workers decode these.
func readable(encoding string) bool {
	switch encoding {
	case "", "identity", "gzip", "br":
		return true
	}
	return false
}

// encoded returns a body as it is to be sent: workers encode it themselves.
func encoded(_ string, body []byte) []byte { return body }

// A body is that of the origin's response. It stays in JavaScript unless it is read ahead.
type body struct {
	call
	which int
}

func (body) Read([]byte) (int, error) {
	return 0, errors.New("read ahead, or passed on, but never read")
}
func (body) Close() error { return nil }

func (b body) Ahead(limit int, wait time.Duration) ([]byte, string) {
	v, err := b.ask("ahead", map[string]any{"which": b.which, "limit": limit, "wait": ms(wait)})
	switch {
	case err != nil:
		return nil, "cut off"
	case v.Type() == js.TypeString:
		return nil, v.String()
	}
	data := make([]byte, v.Length())
	js.CopyBytesToGo(data, v)
	return data, ""
}

// A posted is the body of a request, fetched when it is first read.
type posted struct {
	call
	io.Reader
}

func (p *posted) Read(b []byte) (int, error) {
	if p.Reader == nil {
		v, err := p.ask("body", map[string]any{"limit": largest, "wait": ms(queueWait)})
		switch {
		case err != nil:
			return 0, err
		case v.Type() == js.TypeString && v.String() == "size": // more than anybody will take
			p.Reader = io.LimitReader(endless{}, largest+1)
		case v.Type() == js.TypeString:
			return 0, errors.New(v.String())
		default:
			data := make([]byte, v.Length())
			js.CopyBytesToGo(data, v)
			p.Reader = bytes.NewReader(data)
		}
	}
	return p.Reader.Read(b)
}

func (p *posted) Close() error { return nil }

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// A writer takes an answer, to be handed over as one piece: the library's own way goes through a pipe that can be
// closed only once in the life of a program.
type writer struct {
	http.ResponseWriter
	bytes.Buffer
	given  []byte // the whole body, in place of what is in the buffer; nil for none
	passed bool
}

func (w *writer) give(body []byte) { w.given = body }

func (w *writer) Write(b []byte) (int, error) { return w.Buffer.Write(b) }

func (w *writer) end() {
	if w.passed {
		return
	}
	body := w.given
	if body == nil {
		body = w.Bytes()
	}
	data := js.Global().Get("Uint8Array").New(len(body))
	js.CopyBytesToJS(data, body)
	w.ResponseWriter.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(data)
}

// pass passes the response of the origin on as it came, with about in headerName unless that is "".
func pass(w http.ResponseWriter, resp *http.Response, about string) {
	out := w.(*writer)
	out.passed = true
	h := out.Header()
	clear(h)
	h.Set("sourcemark-pass", strconv.Itoa(resp.Body.(body).which))
	if about != "" {
		h.Set(headerName, about)
	}
	out.ResponseWriter.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(js.Null())
}

// A shared is the cache of Cloudflare's data centre.
type shared struct{}

func (shared) match(ctx context.Context, key string) (*http.Response, error) {
	c := callOf(ctx)
	v, err := c.ask("match", map[string]any{"key": key})
	if err != nil || v.IsNull() {
		return nil, err
	}
	status, which, h := parseHead(v.String())
	return &http.Response{StatusCode: status, Header: h, Body: body{c, which}}, nil
}

func (shared) put(ctx context.Context, key string, a *answer, ttl time.Duration) {
	data := js.Global().Get("Uint8Array").New(len(a.body))
	js.CopyBytesToJS(data, a.body)
	_, _ = callOf(ctx).ask("put", map[string]any{
		"key": key, "headers": writeHead(a.header), "body": data, "seconds": int(ttl / time.Second),
	})
}
