// Command bundle puts dist/ together from the program, the records, the loader and the story. build.sh
// runs it from the top of the project:
//
//	go run ./web/bundle -wasm FILE -edge FILE -goroot DIR [-dossiers DIR]    write dist/
//
// The same sources give the same bytes: nothing in the output knows when or where it was made.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/tdewolff/minify/v2"
	cssmin "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

const (
	dist    = "dist"
	dossier = "claims/records/samarkand-2022.json" // the dossier of index.html
	version = "0.1.0"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bundle: ")
	wasm := flag.String("wasm", "", "the compiled widget")
	edge := flag.String("edge", "", "the compiled worker")
	folder := flag.String("dossiers", "", "a folder of dossiers that the worker carries; without it, none")
	goroot := flag.String("goroot", "", "where Go is installed: wasm_exec.js comes from there")
	flag.Parse()
	err := build(*wasm, *goroot)
	if err == nil {
		err = buildEdge(*edge, *goroot, *folder)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func build(wasm, goroot string) error {
	program, err := os.ReadFile(wasm)
	if err != nil {
		return fmt.Errorf("%w (compile the widget first: ./build.sh does)", err)
	}
	if program, err = shrink(program); err != nil {
		return err
	}
	exec, err := os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	loader, err := os.ReadFile("web/static/loader.js")
	if err != nil {
		return err
	}
	dom, err := os.ReadFile("web/static/dom.js")
	if err != nil {
		return err
	}
	body, err := half(exec, dom)
	if err != nil {
		return err
	}
	texts, err := shown()
	if err != nil {
		return err
	}
	body += "const texts = " + texts + ";\n"
	run, err := minified(body + "export const Go = own.Go;\nexport { page, texts };\n")
	if err != nil {
		return fmt.Errorf("dom.js: %w", err)
	}
	inner, err := minified("(() => {" + body + "return { Go: own.Go, page, texts } })()")
	if err != nil {
		return fmt.Errorf("dom.js: %w", err)
	}
	page, err := os.ReadFile("index.html")
	if err != nil {
		return err
	}
	facts, err := readRecords(page)
	if err != nil {
		return err
	}

	languages, err := readWords()
	if err != nil {
		return err
	}

	credits, err := notices(goroot)
	if err != nil {
		return err
	}
	hashes, err := pins(run, program, languages)
	if err != nil {
		return err
	}
	remote, err := script(loader, "null", "null", hashes)
	if err != nil {
		return err
	}
	zipped, err := gzipped(program)
	if err != nil {
		return err
	}
	bundled, err := json.Marshal(map[string]any{
		"program": base64.StdEncoding.EncodeToString(zipped),
		"records": []any{map[string]string{"name": filepath.Base(dossier), "text": string(facts)}},
		"words":   languages,
	})
	if err != nil {
		return err
	}
	local, err := script(loader, string(bundled), strings.TrimSuffix(inner, ";"), "{}") // which fetches nothing. json.Marshal has escaped < and >
	if err != nil {
		return err
	}
	if bytes.Contains(local, []byte("</script")) || bytes.Contains(local, []byte("<!--")) {
		return fmt.Errorf("the local script would end the script element of story.html")
	}
	const tag = `<script async src="dist/sourcemark.local.js" data-edit`
	if bytes.Count(page, []byte(tag)) != 1 {
		return fmt.Errorf("index.html: want one script tag that begins %s", tag)
	}
	look, err := css(web.RenderedCSS + web.EndnotesCSS)
	if err != nil {
		return err
	}
	inside, err := css(web.CardCSS + web.PopoverCSS)
	if err != nil {
		return err
	}

	files := map[string][]byte{
		"sourcemark.js":       remote,
		"sourcemark.run.js":   []byte(run),
		"sourcemark.wasm":     program,
		"sourcemark.local.js": local,
		"sourcemark.css":      []byte(look), // for pages that were rendered with their checks, and the cards in them
		"sourcemark.card.css": []byte(inside),
		"records.json":        facts,
		"NOTICES.txt":         credits,               // for whoever passes any of this on
		"plain.html":          withoutTag(page, tag), // for the worker to write the checks into
		"story.html":          replaceTag(page, tag, "<script data-edit", string(local)),
		"index.html":          replaceTag(page, tag, fmt.Sprintf(`<script async src="sourcemark.js" integrity="%s" data-records="records.json" data-integrity="%s" data-edit`, integrity(remote), integrity(facts)), ""),
	}
	for tag, text := range languages {
		files["lang/"+tag+".txt"] = []byte(text)
	}
	return write(files)
}

// replaceTag is the page with the script tag that begins old made to begin with now, and with a script in
// it. What the tag does when its file is missing has no place there.
func replaceTag(page []byte, old, now, inner string) []byte {
	before, after, _ := strings.Cut(string(page), old)
	_, after, _ = strings.Cut(after, "></script>")
	return []byte(before + now + ">" + inner + "</script>" + after)
}

// withoutTag is the page without the script tag that begins so.
func withoutTag(page []byte, tag string) []byte {
	before, after, _ := bytes.Cut(page, []byte(tag))
	_, after, _ = bytes.Cut(after, []byte("></script>\n"))
	return append(bytes.Clone(before), after...)
}

// readRecords is the dossier without its blanks, once it was read without complaint and every record was
// found in the page it is for: a build does not publish a check that is not in its place.
func readRecords(page []byte) ([]byte, error) {
	data, err := os.ReadFile(dossier)
	if err != nil {
		return nil, err
	}
	d, err := records.Read(dossier, data)
	if err != nil {
		return nil, err
	}
	for _, u := range claims.New(d).Check(article.Read(page).Text).Unplaced {
		return nil, fmt.Errorf("%s: %s has no place in index.html (%v %v): the words it was written on have changed", dossier, u.Record.ID, u.Placement, u.Differences)
	}
	var out bytes.Buffer
	if err := json.Compact(&out, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// half is the JavaScript of the program as the text of a function body that returns Go's own glue and dom.js. The glue
// would put fs, path, process and Go into the global object of the page, where the page's own scripts look for them
// to tell Node from a browser; here it gets an object of its own that passes everything else through.
func half(exec, dom []byte) (string, error) {
	const scope = `const own = { __proto__: null, fs: undefined, path: undefined, process: undefined, Go: undefined };
const scope = new Proxy(globalThis, { get: (all, key) => key in own ? own[key] : all[key], set: (all, key, value) => (own[key] = value, true) });
`
	glue := strings.NewReplacer("globalThis", "scope", "\tfs.writeSync(", "\tscope.fs.writeSync(").Replace(string(exec))
	if strings.Count(glue, "scope.Go = class") != 1 || strings.Count(glue, "scope,\n") != 1 || strings.Count(glue, "\tscope.fs.writeSync(") != 1 {
		return "", fmt.Errorf("wasm_exec.js is not the one this bundler knows; look at its use of globalThis")
	}
	return scope + glue + string(dom), nil
}

// script is the loader, minified. bundled and run are the JavaScript that stands for what it else fetches, or "null";
// hashes is the digests of that.
func script(loader []byte, bundled, run, hashes string) ([]byte, error) {
	// They are put in after minifying: a megabyte of base64 is not worth parsing.
	places := [...]struct{ name, place, value string }{{"BUNDLED", `"BUNDLE GOES HERE"`, bundled}, {"RUN", `"RUN GOES HERE"`, run}}
	languages, err := json.Marshal(lang.Tags)
	if err != nil {
		return nil, err
	}
	body := strings.NewReplacer("VERSION", version, "LANGUAGES", string(languages), "HASHES", hashes).Replace(string(loader))
	for _, p := range places {
		if strings.Count(body, " = "+p.name) != 1 {
			return nil, fmt.Errorf("loader.js: want one line that ends with = %s", p.name)
		}
		body = strings.Replace(body, " = "+p.name, " = "+p.place, 1)
	}
	small, err := minified(body)
	if err != nil {
		return nil, fmt.Errorf("loader.js: %w", err)
	}
	for _, p := range places {
		small = strings.Replace(small, p.place, p.value, 1)
	}
	return []byte(small), nil
}

// shown is what the widget shows itself in, as JSON; widget.texts in wasm/browser says what is what.
func shown() (string, error) {
	inside, err := css(web.CardCSS + web.CSS + web.EndnotesCSS)
	if err != nil {
		return "", err
	}
	page, err := css(web.PageCSS)
	if err != nil {
		return "", err
	}
	english, err := words("en")
	if err != nil {
		return "", err
	}
	out, err := json.Marshal(map[string]string{"css": inside, "page": page, "english": english})
	return string(out), err
}

// css is a style sheet, minified.
func css(sheet string) (string, error) {
	m := minify.New()
	m.AddFunc("text/css", cssmin.Minify)
	return m.String("text/css", sheet)
}

func minified(script string) (string, error) {
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	return m.String("text/javascript", script)
}

// A size is one row of sizes.json, in bytes.
type size struct {
	File   string `json:"file"`
	Raw    int    `json:"raw"`
	Gzip   int    `json:"gzip"`
	Brotli int    `json:"brotli"`
}

// write writes the files, each with its .gz and .br beside it, and what is known about them.
func write(files map[string][]byte) error {
	if err := os.MkdirAll(filepath.Join(dist, "lang"), 0o777); err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	var sizes []size
	var sums strings.Builder
	hashes := map[string]string{}
	for _, n := range names {
		data := files[n]
		gz, err := gzipped(data)
		if err != nil {
			return err
		}
		br := brotlied(data)
		for _, f := range []struct {
			name string
			data []byte
		}{{n, data}, {n + ".gz", gz}, {n + ".br", br}} {
			if err := os.WriteFile(filepath.Join(dist, f.name), f.data, 0o666); err != nil {
				return err
			}
			sum := sha256.Sum256(f.data)
			fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), f.name)
		}
		sizes = append(sizes, size{n, len(data), len(gz), len(br)})
		hashes[n] = integrity(data)
	}
	for name, v := range map[string]any{"sizes.json": sizes, "integrity.json": hashes} {
		data, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dist, name), append(data, '\n'), 0o666); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dist, "SHA256SUMS"), []byte(sums.String()), 0o666); err != nil {
		return err
	}
	fmt.Printf("%-22s %10s %10s %10s\n", "dist/", "bytes", "gzip", "brotli")
	for _, s := range sizes {
		fmt.Printf("%-22s %10d %10d %10d\n", s.File, s.Raw, s.Gzip, s.Brotli)
	}
	return nil
}

// pins returns the digests of all that a loader fetches beside the records, as JSON: who pins the loader pins that too. What
// could be altered else is the program, and just as well the words that a verdict is shown in.
func pins(run string, program []byte, languages map[string]string) (string, error) {
	words := map[string]string{}
	for tag, text := range languages {
		words[tag] = integrity([]byte(text))
	}
	out, err := json.Marshal(map[string]any{"run": integrity([]byte(run)), "wasm": integrity(program), "lang": words})
	return string(out), err
}

// integrity is the digest of data for an integrity attribute.
func integrity(data []byte) string {
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

func gzipped(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w.Write(data)
	err = w.Close()
	return b.Bytes(), err
}

func brotlied(data []byte) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}) // a window as large as the format allows: the program is one
	w.Write(data)
	w.Close()
	return b.Bytes()
}
