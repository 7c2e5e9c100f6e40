//go:build !js

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"

	"sourcemark/wasm/browser/chromium"
)

func TestMain(m *testing.M) { chromium.Main(m) }

// root is the top of the project, seen from this package.
const root = "../.."

// A peer is what a publisher might pick instead of us.
type peer struct {
	module string // of npm
	part   string // what of it is measured, where it is not all
	entry  string // of the page's program, in peers/; "" for the client of Hypothesis, which is served as it is
	sheet  string // the style sheet that goes with it, in its module
}

const hypothesis = "hypothesis"

var peers = []peer{
	{module: hypothesis, part: "client"},
	{module: hypothesis, part: "anchoring alone", entry: "anchoring.js", sheet: "build/styles/highlights.css"},
	{module: "@apache-annotator/dom", entry: "apache.js"},
	{module: "text-fragments-polyfill", entry: "fragments.js"},
	{module: "@recogito/text-annotator", entry: "recogito.js", sheet: "dist/text-annotator.css"},
	{module: "mark.js", part: "exact search", entry: "mark.js"},
}

// name is a peer with its version.
func (p *peer) name(t testing.TB) string {
	t.Helper()
	var about struct{ Version string }
	if err := json.Unmarshal(read(t, "node_modules/"+p.module+"/package.json"), &about); err != nil {
		t.Fatal(err)
	}
	return p.module + " " + about.Version
}

// who is that with what of it is measured.
func (p *peer) who(t testing.TB) string {
	t.Helper()
	if p.part == "" {
		return p.name(t)
	}
	return p.name(t) + ", " + p.part
}

// ready skips a test that needs dist/ or the peers where they are not.
func ready(t testing.TB) {
	t.Helper()
	for _, what := range [...]string{root + "/dist/integrity.json", "node_modules/" + hypothesis + "/package.json"} {
		if _, err := os.Stat(what); err != nil {
			t.Skip(what + " is not there; ./build.sh test makes it and then runs this test")
		}
	}
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// program is the minified bundle of a peer with what drives it here.
func (p *peer) program(t testing.TB) []byte {
	t.Helper()
	if p.module != hypothesis {
		return bundle(t, p.entry)
	}
	return bundle(t, p.entry, fromMap(t, "node_modules/hypothesis/build/scripts/annotator.bundle.js.map"))
}

// bundle is a program of peers/ in one file, minified.
func bundle(t testing.TB, entry string, plugins ...api.Plugin) []byte {
	t.Helper()
	out := api.Build(api.BuildOptions{
		EntryPoints: []string{"peers/" + entry}, Bundle: true, Format: api.FormatIIFE, Target: api.ES2022, Plugins: plugins, LogLevel: api.LogLevelSilent,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone, Define: map[string]string{"process.env.NODE_ENV": `"production"`},
	})
	if len(out.Errors) > 0 {
		t.Fatalf("%s: %s", entry, strings.Join(api.FormatMessages(out.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	return out.OutputFiles[0].Contents
}

// fromMap lets a program import the sources that a source map carries: Hypothesis publishes its modules nowhere else.
func fromMap(t testing.TB, file string) api.Plugin {
	t.Helper()
	var m struct{ Sources, SourcesContent []string }
	if err := json.Unmarshal(read(t, file), &m); err != nil {
		t.Fatal(err)
	}
	sources := make(map[string]string)
	for i, name := range m.Sources {
		sources[strings.TrimPrefix(name, "app:///")] = m.SourcesContent[i]
	}
	const space = "source map"
	return api.Plugin{Name: space, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			from := ""
			switch rest, ours := strings.CutPrefix(a.Path, "hypothesis/"); {
			case ours:
				from = "src/" + rest
			case a.Namespace != space:
				return api.OnResolveResult{}, nil
			case strings.HasPrefix(a.Path, "."):
				from = path.Join(path.Dir(a.Importer), a.Path)
			default:
				from = "node_modules/" + a.Path
			}
			for _, end := range [...]string{"", ".ts", ".tsx", ".js", "/index.js", "/build/src/index.js"} {
				if _, ok := sources[from+end]; ok {
					return api.OnResolveResult{Path: from + end, Namespace: space}, nil
				}
			}
			return api.OnResolveResult{}, fmt.Errorf("%s holds no %s", file, from)
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: space}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			contents, loader := sources[a.Path], api.LoaderTS
			if strings.HasSuffix(a.Path, ".js") {
				loader = api.LoaderJS
			}
			return api.OnLoadResult{Contents: &contents, Loader: loader}, nil
		})
	}}
}

// A site is files by their paths, and what answers by itself.
type site struct {
	*http.ServeMux
	files map[string][]byte
}

// serve serves a site on this machine, as a publisher's server would: packed in brotli, with the right types, and to be
// kept by the browser. It gives the address, without a slash.
func serve(t testing.TB, s *site) string {
	t.Helper()
	small := make(map[string][]byte)
	for name, data := range s.files {
		small[name] = packed(data)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		name := strings.TrimPrefix(r.URL.Path, "/")
		data, ok := s.files[name]
		switch {
		case name == "favicon.ico":
			w.WriteHeader(http.StatusNoContent) // browsers ask; no page here has one
		case ok:
			w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
			w.Header().Set("Cache-Control", "max-age=3600")
			if strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
				data = small[name]
				w.Header().Set("Content-Encoding", "br")
			}
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
			_, _ = w.Write(data)
		default:
			s.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// kept is what packed has packed, by digest: the same files are served and weighed many times, and the program takes 20
// s.
var kept sync.Map

// packed is data in brotli, as small as it gets, and under ./build.sh test as quickly: everybody's files are packed by
// the same hand, and ours have been when dist/ was made.
func packed(data []byte) []byte {
	digest := sha256.Sum256(data)
	if p, ok := kept.Load(digest); ok {
		return p.([]byte)
	}
	var b bytes.Buffer
	options := brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24} // as package bundle does it
	if long() == "" {
		options.Quality = brotli.BestSpeed
	}
	w := brotli.NewWriterOptions(&b, options)
	if _, err := w.Write(data); err != nil {
		panic(err) // of a bytes.Buffer
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	kept.Store(digest, b.Bytes())
	return b.Bytes()
}

// look is what all pages of a measurement look like.
const look = `<style>body { font: 16px/1.5 serif; margin: 0 auto; max-width: 40rem } mark { background: #fe8 }</style>`

// widget is the files of dist/ under sourcemark/.
func widget(t testing.TB) map[string][]byte {
	t.Helper()
	out := make(map[string][]byte)
	for _, name := range [...]string{"sourcemark.js", "sourcemark.run.js", "sourcemark.wasm", "lang/en.txt"} {
		data := read(t, root+"/dist/"+name)
		kept.Store(sha256.Sum256(data), read(t, root+"/dist/"+name+".br"))
		out["sourcemark/"+name] = data
	}
	return out
}

// pageOf is an article with something on it. All that has words in its body is the article.
func pageOf(head, article string, quotes []quotation) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A year in the town</title>` + look +
		`<script src="measure.js"></script><script>const wanted = ` + string(encode(quotes)) + `</script>` + head + `</head><body>` + article + `</body></html>`
}

// ourPage is an article with the widget on it.
func ourPage(article string, quotes []quotation) string {
	return pageOf(`<script async src="sourcemark/sourcemark.js" data-records="records.json"></script>`, article, quotes)
}

// page is an article with a peer on it, which highlights when the page asks it to.
func (p *peer) page(article string, quotes []quotation) string {
	return pageOf(`<link rel="stylesheet" href="`+p.entry+`.css"><script src="`+p.entry+`"></script><script>
		addEventListener("load", () => requestAnimationFrame(() => setTimeout(async () => {
			measure.begin();
			await peer.place(document.querySelector("article"), wanted);
			measure.end();
		})))</script>`, article, quotes)
}

// their is the files of a peer beside its page.
func (p *peer) their(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{p.entry: p.program(t), p.entry + ".css": nil}
	if p.sheet != "" {
		out[p.entry+".css"] = read(t, "node_modules/"+p.module+"/"+p.sheet)
	}
	return out
}

// pages is a site of a page for each peer but the client of Hypothesis, and one for us, all with the same quotations
// marked: ours.html, and the name of each entry with .html behind it.
func pages(t testing.TB, article string, quotes []quotation) *site {
	t.Helper()
	s := &site{http.NewServeMux(), map[string][]byte{"measure.js": read(t, "peers/measure.js"),
		"records.json": dossierOf(quotes), "ours.html": []byte(ourPage(article, quotes)),
		"sourcemark/sourcemark.edited.wasm": read(t, root+"/dist/sourcemark.edited.wasm")}} // for what stands more than once
	maps.Copy(s.files, widget(t))
	for i := range peers {
		if p := &peers[i]; p.entry != "" {
			maps.Copy(s.files, p.their(t))
			s.files[p.entry+".html"] = []byte(p.page(article, quotes))
		}
	}
	return s
}
