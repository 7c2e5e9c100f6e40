package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/lint"
	"sourcemark/claims/records/proof"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

const serveHelp = `Shows an article with its records in a browser, while you write them: whenever the article
or a dossier is saved, the page follows.

Beside the article are the findings of lint and the place of each record; choose one to see it in the article.
Under a record without a place is where it may belong, the best first, each with the reason and with the command
that anchors it there. Select words in the article, fill in what you found, and copy the JSON of the record.
Wide, Phone and Paper show what readers get there. Drafts are shown too, although readers will not see them.
The article looks as "sourcemark render" makes it.

Only this machine can open the page, and nothing is written to the disk. The article's own scripts do not run,
and nothing is fetched for it: pictures and style sheets that are not in the file are missing.`

const serveExamples = `  sourcemark serve story.html claims/records/ferry.json
  sourcemark serve -listen 127.0.0.1:8080 story.html claims/records`

func serveCommand() *cobra.Command {
	var listen string
	var where root
	cmd := &cobra.Command{
		Use: "serve [-listen ADDRESS] [-root SELECTOR] ARTICLE DOSSIER|FOLDER...", DisableFlagsInUseLine: true,
		Short:             "A preview in the browser that follows what you save",
		Long:              serveHelp,
		Example:           serveExamples,
		GroupID:           "write",
		ValidArgsFunction: completeFiles("html", "htm", "txt", "json"),
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0",
		"the `ADDRESS` of this machine to listen on; port 0 is any that is free")
	rootFlag(cmd, &where)
	cmd.Args = func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < 2:
			return errors.New("needs an article and its dossiers; sourcemark new makes a first one")
		case args[0] == "-" || args[1] == "-":
			return errors.New("the standard input cannot be read again when it changes: give files")
		case !isLoopback(listen):
			return fmt.Errorf("-listen %q: unpublished work is for this machine alone: use an address such as "+
				"127.0.0.1:8080 or [::1]:8080", listen)
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p := &preview{article: args[0], paths: args[1:], where: where}
		seen, err := p.look()
		if err != nil {
			return err // a mistyped name is to be seen here, not in the browser
		}
		saySpoken(cmd.ErrOrStderr(), args[0], seen.words.Text)
		l, err := net.Listen("tcp", listen)
		if err != nil {
			return err
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		say(cmd.OutOrStdout(), "http://%s/\n", l.Addr())
		say(cmd.ErrOrStderr(), "Open it in a browser. Ctrl-C ends it.\n")
		return p.serve(ctx, l)
	}
	return cmd
}

// isLoopback reports whether an address to listen on is one, and can be reached from this machine alone.
func isLoopback(address string) bool {
	host, port, err := net.SplitHostPort(address)
	_, notPort := strconv.ParseUint(port, 10, 16)
	ip := net.ParseIP(host)
	return err == nil && notPort == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// A preview is what sourcemark serve shows. It keeps nothing: each answer is made of the files as they are.
type preview struct {
	article string
	paths   []string // dossiers and folders of them
	where   root
}

// serve answers until ctx ends.
func (p *preview) serve(ctx context.Context, l net.Listener) error {
	const patience = 10 * time.Second // for the head of a request, from a browser on the same machine
	s := &http.Server{
		Handler:           p.handler(l.Addr().String()),
		ReadHeaderTimeout: patience,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends what is still open
	}
	ended := context.AfterFunc(ctx, func() { s.Close() })
	defer ended()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler answers requests to the address alone.
func (p *preview) handler(address string) http.Handler {
	mux := http.NewServeMux()
	text := func(path, kind, content string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind+"; charset=utf-8")
			io.WriteString(w, content)
		})
	}
	text("/{$}", "text/html", web.PreviewHTML)
	text("/preview.css", "text/css", web.PreviewCSS)
	text("/preview.js", "text/javascript", web.PreviewJS)
	text("/sourcemark.css", "text/css", web.RenderedCSS+web.EndnotesCSS)
	text("/sourcemark.card.css", "text/css", web.CardCSS+web.PopoverCSS)
	text("/sourcemark.part.css", "text/css", web.PartCSS)
	mux.HandleFunc("GET /article", p.serveArticle)
	mux.HandleFunc("GET /state", p.serveState)
	mux.HandleFunc("GET /events", p.serveEvents)
	mux.HandleFunc("POST /record", p.serveRecord)
	return ours(address, mux)
}

// The page has no scripts but ours, and asks nobody but us. A frame may hold an article only, and in it no script runs:
// not even one that gets past the sandbox of the frame.
const (
	pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
		"frame-src 'self'; base-uri 'none'; form-action 'none'; " +
		"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	articlePolicy = "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src " +
		"data:; font-src data:; base-uri 'none'; " +
		"form-action 'none'; frame-ancestors 'self'"
)

// ours returns next for requests of our own page only, because any site that is open in a browser can send requests to
// this machine. A site whose name leads here (DNS rebinding) is recognised by Host, one that uses our address by Origin
// or Sec-Fetch-Site.
func ours(address string, next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(address)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
		switch {
		case r.Host != address && r.Host != "localhost:"+port:
			http.Error(w, "the preview is at http://"+address+"/, and at no other name", http.StatusMisdirectedRequest)
		case origin != "" && origin != "http://"+r.Host || site != "" && site != "same-origin" && site != "none":
			http.Error(w, "another site asks for the preview: open http://"+address+"/ by itself", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// A look is the files as they are at one moment.
type look struct {
	page     []byte // the article, as HTML
	words    *article.Page
	dossiers []dossierFile
	stamp    string // differs if any of them does
}

type dossierFile struct {
	name string
	data []byte
	*claims.Dossier
	err error // why there is no dossier
}

func (p *preview) look() (*look, error) {
	page, err := disk.Read(p.article)
	if err != nil {
		return nil, err
	}
	files, err := filesOf(p.paths, ".json")
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(page)
	v := new(look)
	for _, file := range files {
		data, err := disk.Read(file)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(sum, "\x00%s\x00", file)
		sum.Write(data)
		d := dossierFile{name: file, data: data}
		d.Dossier, d.err = records.Read(file, data)
		v.dossiers = append(v.dossiers, d)
	}
	if !isPage(p.article, page) {
		page = paged(filepath.Base(p.article), claims.Plain(string(page)))
	}
	page = charset.Page(page, "") // which is sent as UTF-8
	v.page, v.stamp = page, hex.EncodeToString(sum.Sum(nil)[:8])
	p.where.hints.Charset = "utf-8"
	v.words, err = p.where.readPage(p.article, page, v.readable()...)
	return v, err
}

// paged returns a text as a page.
func paged(title string, t *claims.Text) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html><html><head><meta charset="utf-8"><title>%s</title><style>`+
		`body { max-width: 660px; margin: 40px auto; padding: 0 20px; font: 1.1rem/1.6 Charter, Georgia, serif }`+
		`</style></head><body><article>`,
		html.EscapeString(title))
	for _, s := range t.Blocks() {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(t.Slice(s)))
	}
	b.WriteString("</article></body></html>")
	return b.Bytes()
}

// readable returns the dossiers that can be read, with their drafts among the records: whoever writes one needs to see
// it.
func (v *look) readable() []*claims.Dossier {
	var out []*claims.Dossier
	for _, d := range v.dossiers {
		if d.err == nil {
			with := *d.Dossier
			with.Records = append(with.Records[:len(with.Records):len(with.Records)], with.Drafts...)
			out = append(out, &with)
		}
	}
	return out
}

// annotated returns the article with its checks, or, with an error, without them.
func (v *look) annotated() ([]byte, error) {
	dossiers := v.readable()
	tags := []string{v.words.Text.Spoken()}
	for _, d := range dossiers {
		tags = append(tags, d.Language)
	}
	l, err := lang.Load(lang.Choose(tags...))
	if err != nil {
		return v.page, err
	}
	view := &web.View{Lang: l, Report: newChecker(dossiers).Check(v.words.Text)}
	return v.words.Annotate(view, article.Options{Stylesheet: "/sourcemark.css"})
}

func (p *preview) serveArticle(w http.ResponseWriter, r *http.Request) {
	v, err := p.look()
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	page, _ := v.annotated() // serveState tells of the error
	w.Header().Set("Content-Security-Policy", articlePolicy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page)
}

// A previewState is all that the page shows beside the article.
type previewState struct {
	Stamp    string           `json:"stamp"`
	Article  string           `json:"article"`
	Trouble  string           `json:"trouble"` // why the article is shown without its checks
	Dossiers []previewDossier `json:"dossiers"`
	Findings []previewFinding `json:"findings"`
	Places   []previewPlace   `json:"places"`
}

type previewDossier struct {
	File     string          `json:"file"`
	Sources  []previewSource `json:"sources"`
	Verdicts []string        `json:"verdicts"`
}

type previewSource struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type previewFinding struct {
	lintFinding
	Record string `json:"record,omitempty"` // what it is about, "#c01"
}

type previewPlace struct {
	jsonSpot
	Draft       bool                `json:"draft"`
	Suggestions []previewSuggestion `json:"suggestions,omitempty"`
}

type previewSuggestion struct {
	jsonSuggestion
	Before string `json:"before"` // what stands around the words, so that the page finds these and no others
	After  string `json:"after"`
	Accept string `json:"accept"` // the command that anchors the record there
}

func (p *preview) serveState(w http.ResponseWriter, r *http.Request) {
	v, err := p.look()
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	s := previewState{Stamp: v.stamp, Article: filepath.Base(p.article), Dossiers: []previewDossier{},
		Findings: []previewFinding{}, Places: []previewPlace{}}
	if _, err := v.annotated(); err != nil {
		s.Trouble = "The article is shown without its checks, and \"sourcemark render\" would leave it so: " +
			err.Error() + ". The widget can still put them on it."
	}
	for _, d := range v.dossiers {
		s.Findings = append(s.Findings, d.findings(v.words.Text)...)
		if d.err != nil {
			continue
		}
		out := previewDossier{File: d.name, Sources: []previewSource{}, Verdicts: verdictsOf(d.Dossier)}
		for _, src := range d.Sources {
			name := src.Publisher.Name
			if src.Title != "" {
				name = strings.TrimPrefix(name+", "+src.Title, ", ")
			}
			out.Sources = append(out.Sources, previewSource{src.ID, name})
		}
		s.Dossiers = append(s.Dossiers, out)
		spots := proof.Spots(v.words.Text, d.Dossier)
		for i, j := range jsonSpots(v.words.Text, spots) {
			s.Places = append(s.Places, previewPlace{j, spots[i].Draft,
				p.suggested(v.words.Text, &spots[i])})
		}
	}
	w.Header().Set("Content-Type", "application/json")
	writeJSON(w, s)
}

// suggested returns the suggestions for a record.
func (p *preview) suggested(t *claims.Text, s *proof.Spot) []previewSuggestion {
	var out []previewSuggestion
	for i, j := range jsonSuggestions(t, s) {
		around := t.Describe(s.Suggestions[i].Span)
		out = append(out, previewSuggestion{j, around.Prefix, around.Suffix,
			fmt.Sprintf("sourcemark place -accept %s %s%s %s", inShell(s.Record.ID+"="+strconv.Itoa(i+1)),
				p.where.inShell(), inShell(p.article), inShell(s.Dossier.File))})
	}
	return out
}

// inShell returns the flag as a shell takes it, with a space after it; "" if it was not given.
func (r *root) inShell() string {
	if r.given == "" {
		return ""
	}
	return "-root " + inShell(r.given) + " "
}

// inShell returns a word as a shell takes it.
func inShell(word string) string {
	const plain = "-_./0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if strings.Trim(word, plain) == "" && !strings.HasPrefix(word, "-") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// verdictsOf returns the verdicts that a dossier gives, each once.
func verdictsOf(d *claims.Dossier) []string {
	out := []string{}
	seen := map[string]bool{"": true}
	for _, r := range d.Records {
		for _, review := range r.Reviews {
			if !seen[review.Rating] {
				seen[review.Rating] = true
				out = append(out, review.Rating)
			}
		}
	}
	return out
}

// partPath is the path of what stands in a part of a dossier.
var partPath = regexp.MustCompile(`^hasPart\[(\d+)\]`)

// findings returns what lint says about a dossier of this article.
func (d *dossierFile) findings(t *claims.Text) []previewFinding {
	var ids struct {
		HasPart []struct {
			ID string `json:"@id"`
		} `json:"hasPart"`
	}
	_ = json.Unmarshal(d.data, &ids) // one that is no JSON has a finding that says so, and no ids
	var out []previewFinding
	found := lint.Dossier(d.name, d.data, lint.Options{Today: time.Now().Format(time.DateOnly),
		Articles: []*claims.Text{t}})
	for i, f := range jsonLint([]linted{{d.name, found}}) {
		record := ""
		if m := partPath.FindStringSubmatch(found[i].Path); m != nil {
			if n, _ := strconv.Atoi(m[1]); n < len(ids.HasPart) {
				record = ids.HasPart[n].ID
			}
		}
		out = append(out, previewFinding{f, record})
	}
	return out
}

// serveEvents tells the page, as server-sent events, that the files are no longer what it shows.
//
// They are read again and again instead of watched: editors replace files in ways of their own, network folders tell
// nobody, and a few files that nobody changes come from memory. That goes on only while somebody looks.
func (p *preview) serveEvents(w http.ResponseWriter, r *http.Request) {
	const often = 300 * time.Millisecond // seems at once to an editor who has saved a file
	w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(often)
	defer tick.Stop()
	for last := ""; ; {
		now := p.stamp()
		if now != last {
			last = now
			fmt.Fprintf(w, "data: %s\n\n", now)
			if err := http.NewResponseController(w).Flush(); err != nil {
				return
			}
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
	}
}

// stamp differs if any file does: by size and time, so that nothing is read for it.
func (p *preview) stamp() string {
	files, err := filesOf(p.paths, ".json")
	sum := sha256.New()
	fmt.Fprintln(sum, err)
	for _, file := range append([]string{p.article}, files...) {
		info, err := os.Stat(file)
		if err != nil {
			fmt.Fprintln(sum, err)
			continue
		}
		fmt.Fprintln(sum, file, info.Size(), info.ModTime().UnixNano())
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
