//go:build !js || !wasm

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	_ "embed"

	"golang.org/x/net/html/charset"

	"sourcemark/claims/lexicon"
	"sourcemark/claims/lexicon/english"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// englishWords returns which English words may stand for one another.
func englishWords() *lexicon.Table { return english.Words() }

// decodeLegacy returns a page in UTF-8, and the name of its encoding, as article.Hints has it.
func decodeLegacy(page []byte, label string) (text []byte, name string) {
	e, name := charset.Lookup(label)
	if e == nil {
		return nil, ""
	}
	text, err := e.NewDecoder().Bytes(page)
	if err != nil {
		return nil, ""
	}
	return text, name
}

//go:embed openapi.json
var description []byte

func main() {
	log.SetFlags(0)
	log.SetOutput(lineWriter{os.Stderr})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := func(name string) string {
		v, set := os.LookupEnv(name)
		return settable(name, v, set)
	}
	if err := run(ctx, os.Args[1:], env, os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			log.Print("edge: ", line)
		}
		os.Exit(1)
	}
}

const usage = `edge [-listen ADDRESS] [-records FOLDER] [-files FOLDER] [-kv FOLDER] [-metrics ADDRESS]

Annotates the pages of a site on their way to readers. The settings are the same as the worker's, taken from the
environment: ORIGIN, SITE, BASE, PAGES, QUERY, ROOT, SCRIPT, PRIVATE, FEEDBACK, FRAME_ANCESTORS, FRESH, PATIENCE,
POSTS, TRUST, KEYS, REQUIRE_SIGNATURE. README.md beside the source explains them.

  -listen ADDRESS   listen at this address (default 127.0.0.1:8080)
  -records FOLDER   use the dossiers (*.json) of this folder; one that names its article (about.url) is shown there only
  -files FOLDER     serve the files of this folder as the site, instead of asking ORIGIN; with the gallery, for trying
                    things out
  -kv FOLDER        use the dossiers of this folder by article, as in KV: the file for https://news.example/a is named
                    https%3A%2F%2Fnews.example%2Fa
  -metrics ADDRESS  tell Prometheus at http://ADDRESS/metrics what is done, such as 127.0.0.1:9464; readers are not to
                    reach that address
  -version          say which version this is
`

// run serves until ctx ends, and then lets what has begun come to its end.
func run(ctx context.Context, args []string, env func(string) string, out io.Writer) error {
	flags := flag.NewFlagSet("edge", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { fmt.Fprint(out, usage) }
	address := flags.String("listen", "127.0.0.1:8080", "")
	folder := flags.String("records", "", "")
	files := flags.String("files", "", "")
	kv := flags.String("kv", "", "")
	metered := flags.String("metrics", "", "")
	version := flags.Bool("version", false, "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *version {
		_, err := fmt.Fprintf(out, "sourcemark %s\n", release)
		return err
	}
	settings, err := configure(env)
	if err != nil {
		return err
	}
	var upstreams http.RoundTripper = newOrigin()
	switch {
	case *files != "":
		h, err := site(*files)
		if err != nil {
			return err
		}
		upstreams = localOrigin{h}
	case settings.origin == nil:
		return errors.New(
			"no ORIGIN: set where the pages come from, such as ORIGIN=https://origin.example, or add -files FOLDER")
	}
	if *folder == "" && *kv == "" {
		return errors.New("no dossiers: add -records FOLDER, or -kv FOLDER for dossiers by article")
	}
	store, err := readStore(settings, *folder)
	if err != nil {
		return err
	}
	if *kv != "" {
		store.published = published(*kv)
	}
	server := newServer(settings, store, upstreams)
	var h http.Handler = server
	if *metered != "" {
		l, err := net.Listen("tcp", *metered)
		if err != nil {
			return fmt.Errorf("-metrics: %w", err)
		}
		m := newMeters(server)
		defer serveMetrics(m, l).Close()
		h = m
		fmt.Fprintf(out, "Metrics at http://%s/metrics\n", l.Addr())
	}
	l, err := net.Listen("tcp", *address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Serving at http://%s/ (interrupt to stop)\n", l.Addr())
	// systemd waits for 90 s before it kills, by default.
	return serve(ctx, listener(h, time.Minute), l, 10*time.Second)
}

// listener returns a server of a handler for the network. Slow readers are many, but nobody honest is slow to write
// headers.
func listener(h http.Handler, idle time.Duration) *http.Server {
	return &http.Server{
		Handler: patient{h, idle}, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
}

// newServer returns the handler of an ordinary server.
func newServer(settings *settings, store *store, upstreams http.RoundTripper) *server {
	return &server{
		settings: settings, limits: newLimits(8, runtime.GOMAXPROCS(0)),
		quotas: quotas{perMinute: settings.posts, now: time.Now},
		client: settings.clientAddress, addForwarded: settings.setForwarded,
		store: store, upstreams: upstreams,
		words: lang.Text, css: web.RenderedCSS + web.EndnotesCSS, cardCSS: web.CardCSS + web.PopoverCSS,
		partCSS:     web.PartCSS,
		description: description,
		recycle:     func() {},
		out:         func(line string) { log.Print(line) },
	}
}

// pause waits until come is closed, for at most wait, and reports whether it was closed.
func pause(ctx context.Context, wait time.Duration, come <-chan struct{}) bool {
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case <-come:
		return true
	case <-ctx.Done():
	case <-late.C:
	}
	return false
}

// readStore returns a store of the dossiers of a folder; of none if the folder is "".
func readStore(s *settings, folder string) (*store, error) {
	if folder == "" {
		return newStore(s, nil, nil)
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(n string) bool {
		// These lie beside dossiers and are none.
		return strings.HasSuffix(n, ".schema.json") || strings.HasSuffix(n, ".links.json")
	})
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: no dossier (.json) in this folder", folder)
	}
	bundled := map[string][]byte{}
	for i, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			return nil, err
		}
		names[i] = filepath.Base(n)
		bundled[names[i]] = data
	}
	return newStore(s, bundled, names)
}

// published returns a KV namespace that is a folder.
func published(folder string) func(context.Context, string) ([]byte, error) {
	return func(_ context.Context, page string) ([]byte, error) {
		name := strings.NewReplacer("/", "%2F", ":", "%3A", "%", "%25").Replace(page)
		data, err := os.ReadFile(filepath.Join(folder, name))
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		return data, err
	}
}

// An origin asks the publisher's own server.
type origin struct{ *http.Transport }

func newOrigin() *origin {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression = true // bytes go on as they come
	t.ResponseHeaderTimeout = 30 * time.Second
	t.MaxIdleConnsPerHost = 64 // one host is asked for everything
	return &origin{t}
}

func (o *origin) RoundTrip(r *http.Request) (*http.Response, error) {
	withoutHops(r.Header)
	// What might come in another encoding could not be read.
	if accepts(r.Header, "gzip") {
		r.Header.Set("Accept-Encoding", "gzip")
	} else {
		r.Header.Del("Accept-Encoding")
	}
	if _, ok := r.Header["User-Agent"]; !ok {
		r.Header.Set("User-Agent", "") // none is added
	}
	resp, err := o.Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	withoutHops(resp.Header)
	resp.Body = newRead(resp.Body)
	if resp.Header.Get("Content-Encoding") == "gzip" {
		resp.Body.(*readAhead).zipped = true
	}
	return resp, nil
}

// pass passes the response of the origin on as it came, with about in headerName unless that is "".
func pass(w http.ResponseWriter, resp *http.Response, about string) {
	h := w.Header()
	for name, values := range resp.Header {
		h[name] = values
	}
	if _, ok := h["Content-Type"]; !ok {
		h["Content-Type"] = nil // or net/http would guess one
	}
	if about != "" {
		h.Set(headerName, about)
	}
	w.WriteHeader(resp.StatusCode)
	flush := http.NewResponseController(w)
	b := make([]byte, 32<<10)
	for {
		n, err := resp.Body.Read(b)
		if n > 0 {
			if _, err := w.Write(b[:n]); err != nil {
				return // the reader has left
			}
			_ = flush.Flush() // what streams goes on as it comes
		}
		switch {
		case err == io.EOF:
			return
		case err != nil:
			panic(http.ErrAbortHandler) // the reader is to see that it broke off
		}
	}
}

// A lineWriter writes each entry of a log as one line.
type lineWriter struct{ io.Writer }

func (l lineWriter) Write(b []byte) (int, error) {
	_, err := io.WriteString(l.Writer, oneLine(strings.TrimSuffix(string(b), "\n"))+"\n")
	return len(b), err
}
