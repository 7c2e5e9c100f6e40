//go:build !js

package main

import (
	"crypto/sha512"
	"encoding/base64"
	"maps"
	"net/url"
	"os"
	"strings"
	"testing"
)

// TestHints opens pages with the hints of web/README.md: each file is fetched once, nobody complains, and what a pinned tag
// refuses without them it refuses with them, or with one that has no digest.
func TestHints(t *testing.T) {
	built(t)
	digests := integrityOf(t)
	sum := sha512.Sum384([]byte(harbourRecords(t)))
	const (
		policy  = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'">`
		program = `<link rel="preload" as="fetch" crossorigin href="dist/sourcemark.wasm">`
		half    = `<link rel="modulepreload" href="dist/sourcemark.run.js">`
		records = `data-records="harbour.json"`
	)
	pinnedHalf := `<link rel="preload" as="script" crossorigin href="dist/sourcemark.run.js" integrity="` + digests["sourcemark.run.js"] + `">`
	pinned := `integrity="` + digests["sourcemark.js"] + `" ` + records + ` data-integrity="sha384-` + base64.StdEncoding.EncodeToString(sum[:]) + `"`
	page := func(t *testing.T, head, tag string, changed map[string]string) *tab {
		files := map[string]string{"harbour.json": harbourRecords(t), "page.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour ferry</title>` +
			head + `</head><body>` + harbourStory + scriptTag(tag)}
		maps.Copy(files, changed)
		return open(t, wide, served(t, files)+"/page.html")
	}
	for name, c := range map[string]struct{ head, tag string }{
		"plain":               {half + program, records},
		"under a policy":      {policy + half + program, records},
		"pinned":              {pinnedHalf + program, pinned},
		"pinned, by a policy": {policy + pinnedHalf + program, pinned},
	} {
		t.Run(name, func(t *testing.T) {
			b := page(t, c.head, c.tag, nil).ready()
			if n := len(items(b)); n == 0 {
				t.Error("there are no checks")
			}
			times := map[string]int{}
			for _, r := range b.Requests() {
				u, err := url.Parse(r)
				if err != nil {
					t.Fatal(err)
				}
				if times[u.Path]++; times[u.Path] > 1 {
					t.Errorf("%s is fetched again", u.Path)
				}
			}
			for _, want := range []string{"/dist/sourcemark.wasm", "/dist/sourcemark.run.js", "/dist/lang/en.txt", "/harbour.json"} {
				if times[want] == 0 {
					t.Errorf("%s is not fetched, but %v", want, times)
				}
			}
			b.calm()
		})
	}
	for name, c := range map[string]struct{ half, file string }{
		"the program is another's":                                 {pinnedHalf, "sourcemark.wasm"},
		"the half is another's":                                    {pinnedHalf, "sourcemark.run.js"},
		"the half is another's, which was loaded without a digest": {half, "sourcemark.run.js"},
	} {
		t.Run(name, func(t *testing.T) {
			file := c.file
			was, err := os.ReadFile(root + "/dist/" + file)
			if err != nil {
				t.Fatal(err)
			}
			b := page(t, c.half+program, pinned, map[string]string{"dist/" + file: string(was) + "\n"})
			if said := eval[string](b, `sourcemark.ready.then(() => "shown", e => e.code + ": " + e.message)`); !strings.HasPrefix(said, "fetch: ") || !strings.Contains(said, file) || !strings.Contains(said, "not the one pinned") {
				t.Errorf("with %s altered: %s", file, said)
			}
			if n := len(items(b)); n != 0 {
				t.Errorf("with %s altered there are %d checks", file, n)
			}
		})
	}
}
