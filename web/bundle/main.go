// Command bundle puts dist/ together: the widget and the worker that build.sh has compiled, their JavaScript, the style
// sheets, the words of the interface, and the demonstration. build.sh runs it from the top of the project:
//
//	go run ./web/bundle -wasm FILE -edge FILE -goroot DIR [-dossiers DIR] [-last DIR]
//	go run ./web/bundle -edge FILE -goroot DIR -to NAME
//	go run ./web/bundle -notices -goroot DIR
//
// The second puts another worker into dist/NAME, for tests. The third prints the licences of what is in the command and the
// server, for a release (see package release).
//
// It shrinks the programs, minifies what was written by hand, and writes each file with its .gz and .br beside it, and
// with SHA256SUMS, sizes.json and integrity.json about all of them. The same sources give the same bytes: nothing in
// dist/ knows when or where it was made.
//
// With -last, the dist/ of the last release, it also writes for each file what a reader loads who has the one
// of that release: FILE.DICTIONARY.dcz, compressed with it as dictionary (RFC 9842), and dictionaries.map, by which
// a server finds it. The command zstd must be there; the same version of it, sources and last release give the same bytes.
//
// It refuses to publish what is not in order: a dossier that the reader complains about, a record without its place in
// index.html, a language file with a fault, a module without a licence.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/bundle/splitstream"
)

const (
	dist    = "dist"
	dossier = "claims/records/samarkand-2022.json" // the dossier of index.html
	version = web.Version

	// storyTag begins the script tag of index.html, which each form of the demonstration has in its own way.
	storyTag = `<script async src="dist/sourcemark.local.js" data-edit`
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bundle: ")
	wasm := flag.String("wasm", "", "the compiled widget; without it, only the worker is made")
	edge := flag.String("edge", "", "the compiled worker")
	to := flag.String("to", "edge", "the folder in dist/ for the worker")
	folder := flag.String("dossiers", "", "a folder of dossiers that the worker carries; without it, none")
	last := flag.String("last", "", "the dist/ of the last release; without it, nothing is compressed by what readers have")
	goroot := flag.String("goroot", "", "where Go is installed: wasm_exec.js comes from there")
	credits := flag.Bool("notices", false, "only print the licences of what is in the programs for computers")
	flag.Parse()
	var err error
	if *credits {
		text, err := notices(*goroot, native())
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(string(text))
		return
	}
	if *wasm != "" {
		err = build(*wasm, *goroot, lastRelease(*last))
	}
	if err == nil {
		err = buildWorker(*edge, *goroot, *folder, *to)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// build writes all of dist/ but the worker.
func build(wasm, goroot string, last lastRelease) error {
	whole, err := readProgram(wasm, "widget")
	if err != nil {
		return err
	}
	if err := rested(whole); err != nil {
		return err
	}
	if whole, err = plain(whole); err != nil {
		return err
	}
	if whole, err = framed(whole); err != nil {
		return err
	}
	before, err := last.program()
	if err != nil {
		return err
	}
	program, parts, tables, err := made(whole, seldom, before)
	if err != nil {
		return err
	}
	// A page from disk fetches nothing, so it has all but what finds claims in other words.
	local, _, _, err := made(whole, seldom[:1], nil)
	if err != nil {
		return err
	}
	all := append([][]byte{program, local}, parts...)
	for i, p := range all {
		if all[i], err = splitstream.Encode(p); err != nil {
			return err
		}
	}
	program, local, parts = all[0], all[1], all[2:]
	page, err := os.ReadFile("index.html")
	if err != nil {
		return err
	}
	if bytes.Count(page, []byte(storyTag)) != 1 {
		return fmt.Errorf("index.html: want one script tag that begins %s", storyTag)
	}
	facts, err := readRecords(page)
	if err != nil {
		return err
	}
	languages, err := readSpoken()
	if err != nil {
		return err
	}
	credits, err := notices(goroot, inDist())
	if err != nil {
		return err
	}
	scripts, err := makeScripts(goroot, program, local, parts, tables, facts, languages)
	if err != nil {
		return err
	}
	look, err := css(web.RenderedCSS + web.EndnotesCSS)
	if err != nil {
		return err
	}
	inside, err := css(web.CardCSS + web.PopoverCSS)
	if err != nil {
		return err
	}
	part, err := css(web.PartCSS)
	if err != nil {
		return err
	}
	pinned := fmt.Sprintf(`<script async src="sourcemark.js" integrity="%s"`+
		` data-records="records.json" data-integrity="%s" data-edit`, integrity(scripts.loader), integrity(facts))
	files := map[string][]byte{
		"sourcemark.js":       scripts.loader,
		"sourcemark.run.js":   scripts.run,
		deskFile:              scripts.desk,
		"sourcemark.wasm":     program,
		lexiconFile:           englishWords(),
		"sourcemark.local.js": scripts.local,
		"sourcemark.css":      []byte(look), // for pages that were rendered with their checks, and the cards in them
		"sourcemark.card.css": []byte(inside),
		"sourcemark.part.css": []byte(part),
		"records.json":        facts,
		noticesFile:           credits,                    // for those who pass any of this on
		"plain.html":          withoutTag(page, storyTag), // for the worker to write the checks into
		"story.html":          replaceTag(page, storyTag, "<script data-edit", string(scripts.local)),
		"index.html":          replaceTag(page, storyTag, pinned, ""),
	}
	for tag, text := range languages {
		files["lang/"+tag+".txt"] = []byte(text)
	}
	for i, p := range seldom {
		files[p.file] = parts[i]
	}
	if err := writePackage(scripts.module, files); err != nil {
		return err
	}
	if err := writePlugin(files); err != nil {
		return err
	}
	return write(files, last)
}

// made returns a program as it is published, without pieces, which are the parts, and without its tables. last is as in
// ordered.
func made(program []byte, pieces []piece, last []byte) (rest []byte, parts [][]byte, t *tables, err error) {
	if rest, parts, err = parted(program, pieces); err != nil {
		return nil, nil, nil, err
	}
	if rest, err = shrink(rest); err != nil {
		return nil, nil, nil, err
	}
	if rest, t, err = withoutTables(rest); err != nil {
		return nil, nil, nil, err
	}
	rest, err = ordered(rest, last)
	return rest, parts, t, err
}

// readProgram reads a program that build.sh has compiled. what is its name for people.
func readProgram(file, what string) ([]byte, error) {
	program, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w (compile the %s first: ./build.sh does)", err, what)
	}
	return program, nil
}

// readRecords returns the dossier without its white space, once the reader has accepted it and every record was
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
		return nil, fmt.Errorf("%s: %s has no place in index.html (%v %v): the words it was written on have changed",
			dossier, u.Record.ID, u.Placement, u.Differences)
	}
	var out bytes.Buffer
	if err := json.Compact(&out, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// replaceTag returns the page with the script tag that begins old made to begin with now, and with a script in
// it. What the tag does when its file is missing has no place there.
func replaceTag(page []byte, old, now, inner string) []byte {
	before, after, _ := strings.Cut(string(page), old)
	_, after, _ = strings.Cut(after, "></script>")
	return []byte(before + now + ">" + inner + "</script>" + after)
}

// withoutTag returns the page without the script tag that begins with tag.
func withoutTag(page []byte, tag string) []byte {
	before, after, _ := bytes.Cut(page, []byte(tag))
	_, after, _ = bytes.Cut(after, []byte("></script>\n"))
	return append(bytes.Clone(before), after...)
}

// glueFile returns the name of Go's own wasm_exec.js.
func glueFile(goroot string) string { return filepath.Join(goroot, "lib", "wasm", "wasm_exec.js") }
