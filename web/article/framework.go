package article

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// frameworks lists how to recognize a page whose HTML a program will take over, from the documentation of each
// framework or from the code that it sends to browsers. The program compares what the server sent with what it would
// draw itself, and takes anything in between for an error (https://react.dev/link/hydration-mismatch).
var frameworks = [...]struct{ name, tag, attribute, value, script, comment string }{
	{name: "Next.js", attribute: "id", value: "__NEXT_DATA__"},
	{name: "Next.js", script: "self.__next_f"},
	{name: "Gatsby", attribute: "id", value: "___gatsby"},
	{name: "Remix", script: "window.__remixContext"},
	{name: "React Router", script: "window.__reactRouterContext"},
	{name: "Nuxt", attribute: "id", value: "__NUXT_DATA__"},
	{name: "Nuxt", attribute: "id", value: "__nuxt"},
	{name: "Nuxt", script: "window.__NUXT__"},
	{name: "Vue", attribute: "data-server-rendered"},
	{name: "Astro", tag: "astro-island"},
	{name: "Angular", attribute: "ng-version"},
	{name: "Angular", attribute: "ng-server-context"},
	{name: "SvelteKit", script: "__sveltekit_"},
	{name: "SvelteKit", attribute: "data-sveltekit-hydrate"},
	{name: "SvelteKit", attribute: "data-sveltekit-preload-data"},
	{name: "Qwik", attribute: "q:container"},
	{name: "SolidStart", script: "_$HY"},
	{name: "Ember", attribute: "type", value: "fastboot/shoebox"},
	{name: "Fresh", comment: "frsh-"},
	{name: "Lit", comment: "lit-part"},
	{name: "React", attribute: "data-reactroot"},
	{name: "React", comment: "$"}, // a boundary of Suspense: <!--$-->, <!--$?-->, <!--$!-->
}

// Framework returns the name of the framework that will take a page over when it runs in a browser; "" if there is no
// sign of one. Only markup counts, not an article about frameworks.
func Framework(src []byte) string {
	// Most pages have none of these words and are not read.
	if !mayHydrate(src) {
		return ""
	}
	z := html.NewTokenizer(bytes.NewReader(src))
	script := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.CommentToken:
			text := string(z.Text())
			for _, f := range frameworks {
				if f.comment != "" && strings.HasPrefix(text, f.comment) && (f.comment != "$" || len(text) <= 2) {
					return f.name
				}
			}
		case html.TextToken:
			if script {
				for _, f := range frameworks {
					if f.script != "" && bytes.Contains(z.Raw(), []byte(f.script)) {
						return f.name
					}
				}
			}
			script = false
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			script = tag == "script"
			for _, f := range frameworks {
				if f.tag == tag && tag != "" {
					return f.name
				}
			}
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				for _, f := range frameworks {
					if f.attribute != "" && f.attribute == string(key) && (f.value == "" || f.value == string(value)) {
						return f.name
					}
				}
			}
		}
	}
}

// Framework returns Framework(p.Source), worked out once. It is not for several goroutines at once.
func (p *Page) Framework() string {
	if !p.frameworkKnown {
		p.framework, p.frameworkKnown = Framework(p.Source), true
	}
	return p.framework
}

// mayHydrate reports whether any sign of a framework stands in a page, even as a word.
func mayHydrate(src []byte) bool {
	for _, f := range frameworks {
		word := f.tag + f.script + f.value
		if f.comment != "" {
			word = "<!--" + f.comment
		} else if word == "" {
			word = f.attribute
		}
		if bytes.Contains(src, []byte(word)) {
			return true
		}
	}
	return false
}
