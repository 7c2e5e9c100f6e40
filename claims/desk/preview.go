package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/lint"
	"sourcemark/claims/records/proof"
	"sourcemark/web"
	"sourcemark/web/article"
	"strconv"
	"strings"
	"time"
)

// A Preview is what sourcemark serve shows: one article with its dossiers, which follow what is saved. It keeps nothing,
// and writes nothing: each answer is made of the files as they are.
type Preview struct {
	Article  string                   // its file
	Dossiers func() ([]string, error) // their files, asked for each time
	// Read finds the article of a page, which is in UTF-8; the dossiers may say which element it is.
	Read func(page []byte, dossiers ...*claims.Dossier) (*article.Page, error)

	// Accept returns the command that anchors a record on the n-th suggestion, from 1.
	Accept func(record string, n int, dossier string) string
}

// Try reads everything once, and returns the article. The error says what is not there or cannot be read.
func (p *Preview) Try() (*claims.Text, error) {
	v, err := p.look()
	if err != nil {
		return nil, err
	}
	return v.words.Text, nil
}

// Handler answers requests to the address alone.
func (p *Preview) Handler(address string) http.Handler {
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

// A previewLook is the files as they are at one moment.
type previewLook struct {
	page     []byte // the article, as HTML
	words    *article.Page
	dossiers []previewFile
	stamp    string // differs if any of them does
}

type previewFile struct {
	name string
	data []byte
	*claims.Dossier
	err error // why there is no dossier
}

func (p *Preview) look() (*previewLook, error) {
	page, err := disk.Read(p.Article)
	if err != nil {
		return nil, err
	}
	files, err := p.Dossiers()
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(page)
	v := new(previewLook)
	for _, file := range files {
		data, err := disk.Read(file)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(sum, "\x00%s\x00", file)
		sum.Write(data)
		d := previewFile{name: file, data: data}
		d.Dossier, d.err = records.Read(file, data)
		v.dossiers = append(v.dossiers, d)
	}
	if page = fromMarkdown(p.Article, page); !IsPage(p.Article, page) {
		page = paged(filepath.Base(p.Article), claims.Plain(string(page)))
	}
	page = charset.Page(page, "") // which is sent as UTF-8
	v.page, v.stamp = page, hex.EncodeToString(sum.Sum(nil)[:8])
	v.words, err = p.Read(page, v.readable()...)
	return v, err
}

// annotated returns the article with its checks, or, with an error, without them.
func (v *previewLook) annotated() ([]byte, error) {
	return annotated(v.words, "/sourcemark.css", v.readable()...)
}

// readable returns the dossiers that can be read.
func (v *previewLook) readable() []*claims.Dossier {
	var out []*claims.Dossier
	for _, d := range v.dossiers {
		if d.err == nil {
			out = append(out, d.Dossier)
		}
	}
	return out
}

func (p *Preview) serveArticle(w http.ResponseWriter, r *http.Request) {
	v, err := p.look()
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	page, _ := v.annotated() // serveState tells of the error
	frame(w, page)
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
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Fix      string `json:"fix,omitempty"`
	Record   string `json:"record,omitempty"` // what it is about, "#c01"
}

type previewPlace struct {
	Record      string              `json:"record"`
	Placement   string              `json:"placement"`
	Stored      string              `json:"stored"` // the words of its anchor
	Exact       string              `json:"exact,omitempty"`
	Near        string              `json:"near,omitempty"` // where similar words are
	Differences []previewDifference `json:"differences,omitempty"`
	Draft       bool                `json:"draft"`
	Suggestions []previewSuggestion `json:"suggestions,omitempty"`
}

type previewDifference struct {
	Kind    string `json:"kind"`
	Record  string `json:"record"`
	Article string `json:"article"`
}

type previewSuggestion struct {
	Exact  string `json:"exact"`
	Why    string `json:"why"`
	Before string `json:"before"` // what stands around the words, so that the page finds these and no others
	After  string `json:"after"`
	Accept string `json:"accept"` // the command that anchors the record there
}

func (p *Preview) serveState(w http.ResponseWriter, r *http.Request) {
	v, err := p.look()
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	s := previewState{Stamp: v.stamp, Article: filepath.Base(p.Article), Dossiers: []previewDossier{},
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
		out := previewDossier{File: d.name, Sources: []previewSource{}, Verdicts: append([]string{}, verdictsOf(d.Dossier)...)}
		for _, src := range d.Sources {
			name := src.Publisher.Name
			if src.Title != "" {
				name = strings.TrimPrefix(name+", "+src.Title, ", ")
			}
			out.Sources = append(out.Sources, previewSource{src.ID, name})
		}
		s.Dossiers = append(s.Dossiers, out)
		for _, spot := range proof.Spots(v.words.Text, d.Dossier) {
			s.Places = append(s.Places, p.place(v.words.Text, &spot))
		}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(s)
}

// place returns where a record is, and if it has no place, where it may belong.
func (p *Preview) place(t *claims.Text, s *proof.Spot) previewPlace {
	out := previewPlace{Record: s.Record.ID, Placement: s.Placement.String(), Stored: s.Edition.Anchor.Exact, Draft: s.Draft}
	if s.Placed() {
		out.Exact = t.Slice(s.Span)
		return out
	}
	out.Near = t.Slice(s.Near)
	for _, d := range s.Differences {
		out.Differences = append(out.Differences, previewDifference{string(d.Kind), d.Record, d.Article})
	}
	for i := range s.Suggestions {
		x := &s.Suggestions[i]
		around := t.Describe(x.Span)
		out.Suggestions = append(out.Suggestions, previewSuggestion{t.Slice(x.Span), x.Why(), around.Prefix, around.Suffix,
			p.Accept(s.Record.ID, i+1, s.Dossier.File)})
	}
	return out
}

// partPath is the path of what stands in a part of a dossier.
var partPath = regexp.MustCompile(`^hasPart\[(\d+)\]`)

// findings returns what lint says about a dossier of this article.
func (d *previewFile) findings(t *claims.Text) []previewFinding {
	var ids struct {
		HasPart []struct {
			ID string `json:"@id"`
		} `json:"hasPart"`
	}
	_ = json.Unmarshal(d.data, &ids) // one that is no JSON has a finding that says so, and no ids
	var out []previewFinding
	found := lint.Dossier(d.name, d.data, lint.Options{Today: time.Now().Format(time.DateOnly),
		Articles: []*claims.Text{t}})
	for _, f := range found {
		record := ""
		if m := partPath.FindStringSubmatch(f.Path); m != nil {
			if n, _ := strconv.Atoi(m[1]); n < len(ids.HasPart) {
				record = ids.HasPart[n].ID
			}
		}
		out = append(out, previewFinding{f.File, f.Line, f.Column, f.Rule, f.Severity.String(), f.Message, f.Fix, record})
	}
	return out
}

// serveEvents tells the page, as server-sent events, that the files are no longer what it shows.
//
// They are read again and again instead of watched: editors replace files in ways of their own, network folders tell
// nobody, and a few files that nobody changes come from memory. That goes on only while somebody looks.
func (p *Preview) serveEvents(w http.ResponseWriter, r *http.Request) {
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
func (p *Preview) stamp() string {
	files, err := p.Dossiers()
	sum := sha256.New()
	fmt.Fprintln(sum, err)
	for _, file := range append([]string{p.Article}, files...) {
		info, err := os.Stat(file)
		if err != nil {
			fmt.Fprintln(sum, err)
			continue
		}
		fmt.Fprintln(sum, file, info.Size(), info.ModTime().UnixNano())
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
