package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tdewolff/minify/v2"
	cssmin "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"sourcemark/web"
	"sourcemark/web/bundle/archive"
	"sourcemark/web/bundle/splitstream"
	"sourcemark/web/lang"
)

// scripts is the JavaScript of dist/, minified.
type scripts struct {
	loader []byte // sourcemark.js, which fetches the rest
	run    []byte // sourcemark.run.js, a module: Go's glue, dom.js, half.js and what the widget shows itself in
	desk   []byte // deskFile, a module, for previews
	local  []byte // sourcemark.local.js: the loader with everything in it, for pages that are opened from disk
	module string // the loader for the npm package, as moduleLoader returns it
}

// makeScripts makes the scripts. program is the widget, which lacks tables and parts, local the one for pages from disk,
// facts the dossier of the demonstration, and languages the files that a loader may fetch, by their tags.
func makeScripts(goroot string, program, local []byte, parts [][]byte, tables *tables, facts []byte,
	languages map[string]string) (*scripts, error) {
	loader, err := os.ReadFile("web/static/loader.js")
	if err != nil {
		return nil, err
	}
	exec, err := os.ReadFile(glueFile(goroot))
	if err != nil {
		return nil, err
	}
	dom, err := os.ReadFile("web/static/dom.js")
	if err != nil {
		return nil, err
	}
	half, err := os.ReadFile("web/static/half.js")
	if err != nil {
		return nil, err
	}
	body, err := glue(exec, dom)
	if err != nil {
		return nil, err
	}
	made, err := tables.script()
	if err != nil {
		return nil, err
	}
	body += made
	texts, err := shown()
	if err != nil {
		return nil, err
	}
	body += splitstream.Script() + "const texts = " + texts + ";\n" + string(half)
	desk, err := deskScript()
	if err != nil {
		return nil, err
	}
	digests, err := digestsOf(parts, languages, desk)
	if err != nil {
		return nil, err
	}
	run, err := minified(body + "const digests = " + digests + ";\nexport { half };\n")
	if err != nil {
		return nil, fmt.Errorf("dom.js and half.js: %w", err)
	}
	hashes, err := pins(run, program)
	if err != nil {
		return nil, err
	}
	module, err := moduleLoader(loader, hashes)
	if err != nil {
		return nil, err
	}
	remote, err := script(loader, "null", "null", hashes)
	if err != nil {
		return nil, err
	}

	inner, err := minified("(() => {" + body + "const digests = null;\nreturn { half } })()")
	if err != nil {
		return nil, fmt.Errorf("dom.js and half.js: %w", err)
	}
	zipped, err := archive.Gzip(local)
	if err != nil {
		return nil, err
	}
	bundled, err := json.Marshal(map[string]any{ // which escapes < and >
		"program": base64.StdEncoding.EncodeToString(zipped),
		"records": []any{map[string]string{"name": filepath.Base(dossier), "text": string(facts)}},
		"words":   languages,
	})
	if err != nil {
		return nil, err
	}
	// It fetches nothing that could be pinned.
	bundle, err := script(loader, string(bundled), strings.TrimSuffix(inner, ";"), "{}")
	if err != nil {
		return nil, err
	}
	if bytes.Contains(bundle, []byte("</script")) || bytes.Contains(bundle, []byte("<!--")) {
		return nil, fmt.Errorf("the local script would end the script element of story.html")
	}
	return &scripts{remote, []byte(run), []byte(desk), bundle, module}, nil
}

const deskFile = "sourcemark.desk.js"

// deskScript returns the module that hands words over to the desk, with the words on its button in all languages.
func deskScript() (string, error) {
	static, err := os.ReadFile("web/static/desk.js")
	if err != nil {
		return "", err
	}
	labels := map[string]string{}
	for _, tag := range lang.Tags {
		d, err := lang.LoadDesk(tag)
		if err != nil {
			return "", err
		}
		labels[tag] = d.Say("check-this")
	}
	said, err := json.Marshal(labels)
	if err != nil {
		return "", err
	}
	const line = `import { chosen } from "./chosen.js";`
	if strings.Count(string(static), line) != 1 || strings.Count(string(static), "LABELS") != 1 {
		return "", fmt.Errorf("desk.js: want LABELS and a line %s", line)
	}
	body := strings.NewReplacer(line, strings.ReplaceAll(web.ChosenJS, "\nexport ", "\n"), "LABELS", string(said)).Replace(string(static))
	small, err := minified(body)
	if err != nil {
		return "", fmt.Errorf("desk.js: %w", err)
	}
	return small, nil
}

// glue returns Go's own wasm_exec.js, and dom.js after it, as JavaScript that leaves Go in own.Go. By itself
// wasm_exec.js puts fs, path, process and Go into the global object of the page, where the page's own scripts look for
// them to tell Node from a browser; here it gets an object of its own that passes everything else through. In that the
// program finds began, too, which half.js leaves there for it.
func glue(exec, dom []byte) (string, error) {
	const scope = `const own = { __proto__: null, fs: undefined, path: undefined, process: undefined, Go: undefined, began: undefined };
const scope = new Proxy(globalThis, {
  get: (all, key) => key in own ? own[key] : all[key],
  set: (all, key, value) => (own[key] = value, true),
});
`
	replacer := strings.NewReplacer("globalThis", "scope", "\tfs.writeSync(", "\tscope.fs.writeSync(")
	scoped := replacer.Replace(string(exec))
	for _, want := range []string{"scope.Go = class", "scope,\n", "\tscope.fs.writeSync("} {
		if strings.Count(scoped, want) != 1 {
			return "", fmt.Errorf("wasm_exec.js is not the one this bundler knows; look at its use of globalThis, and see glue in web/bundle/scripts.go")
		}
	}
	return scope + scoped + string(dom), nil
}

// script returns the loader, minified. bundled and run are the JavaScript that stands for what it else fetches, or
// "null"; hashes is the digests of that, as JSON.
func script(loader []byte, bundled, run, hashes string) ([]byte, error) {
	// They are put in after minifying: a megabyte of base64 is not worth parsing.
	places := [...]struct{ name, place, value string }{
		{"BUNDLED", `"BUNDLE GOES HERE"`, bundled},
		{"RUN", `"RUN GOES HERE"`, run},
	}
	body, err := filledIn(loader, hashes)
	if err != nil {
		return nil, err
	}
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

// filledIn returns the loader with what it knows of this build.
func filledIn(loader []byte, hashes string) (string, error) {
	languages, err := json.Marshal(spoken())
	return strings.NewReplacer("VERSION", version, "LANGUAGES", string(languages), "HASHES", hashes).Replace(string(loader)), err
}

// shown returns what the widget shows itself in, as JSON; widget.texts in wasm/browser says what is what.
func shown() (string, error) {
	inside, err := css(web.CardCSS + web.CSS + web.EndnotesCSS)
	if err != nil {
		return "", err
	}
	page, err := css(web.HighlightsCSS)
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

// pins returns the digests of all that a loader always fetches beside the records, as JSON, so that pinning the loader
// pins them too, and by what they have (digestsOf) the rest. An altered program could show anything.
func pins(run string, program []byte) (string, error) {
	out, err := json.Marshal(map[string]string{"run": integrity([]byte(run)), "wasm": integrity(program)})
	return string(out), err
}

// digestsOf returns the digests of all that only some pages fetch, as JSON: the words of languages, for a verdict is shown
// in them, the parts of the program, and what one of them needs.
func digestsOf(parts [][]byte, languages map[string]string, desk string) (string, error) {
	words := map[string]string{}
	for tag, text := range languages {
		words[tag] = shortIntegrity([]byte(text))
	}
	more := map[string]string{lexiconFile: shortIntegrity(englishWords()), deskFile: shortIntegrity([]byte(desk))}
	for i, p := range seldom {
		more[p.file] = shortIntegrity(parts[i])
	}
	out, err := json.Marshal(map[string]map[string]string{"lang": words, "more": more})
	return string(out), err
}

// css returns a style sheet, minified.
func css(sheet string) (string, error) {
	m := minify.New()
	m.AddFunc("text/css", cssmin.Minify)
	return m.String("text/css", sheet)
}

// minified returns a script, minified.
func minified(script string) (string, error) {
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	return m.String("text/javascript", script)
}
