package links

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// papers is a site of documents that are no pages.
func papers(t *testing.T) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, kind := filepath.Base(r.URL.Path), ""
		switch filepath.Ext(name) {
		case ".pdf":
			kind = typePDF
		case ".docx":
			kind = typeWord
		default: // "minutes.pdf.download"
			name, kind = strings.TrimSuffix(name, ".download"), "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		if name == "huge.pdf" {
			w.Write(make([]byte, maxPaper+1))
			return
		}
		data, err := os.ReadFile(filepath.Join("../../internal/paper/testdata", name))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(data)
	}))
	t.Cleanup(s.Close)
	return s
}

// The words of a PDF and of a file of Word are those of a source, also where a server does not know what it sends; what is
// scanned or too long has none.
func TestFetchPaper(t *testing.T) {
	s := papers(t)
	const said = "The harbour master said that the ferry carried 40,200 passengers in 2021"
	for name, c := range map[string]struct {
		want  Trouble
		words bool
	}{
		"minutes.pdf":           {"", true},
		"minutes.pdf.download":  {"", true},
		"minutes.docx":          {"", true},
		"minutes.docx.download": {"", true},
		"scanned.pdf":           {Scanned, false},
		"huge.pdf":              {TooLarge, false},
		"none.pdf":              {Gone, false},
	} {
		p := fetches(t, s.URL+"/"+name)
		if p.Trouble != c.want || (len(p.Blocks) > 1 && strings.HasPrefix(p.Blocks[1], said)) != c.words || (p.Why == "") != (c.want == "") {
			t.Errorf("%s: %q (%s), %q", name, p.Trouble, p.Why, p.Blocks)
		}
		if c.words && (p.Title != "Minutes of 8 February" || len(p.Missing(said)) > 0 || len(p.Missing("the ferry carried 42,000 passengers")) == 0) {
			t.Errorf("%s: %q, %v", name, p.Title, p.Missing(said))
		}
	}
}

// Whoever only looks whether a link still stands loads no document that cannot be looked into.
func TestCheckLoadsNoPaper(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method)
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Type", typePDF)
		w.Write([]byte("%PDF-1.7"))
	}))
	defer s.Close()
	x, err := newVisitor(Manners{Delay: -1, Limit: 1 << 40}, anywhere).visit(t.Context(), s.URL+"/minutes.pdf")
	if err != nil || len(x.body) > 0 || !slices.Contains(asked, http.MethodHead) {
		t.Errorf("%q, %v, asked %v", x.body, err, asked)
	}
}
