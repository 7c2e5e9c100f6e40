package article

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// A mark of a framework is how its documentation, or the code that it sends to browsers, lets a page be known whose HTML a
// program will take over. It compares what the server sent with what it would draw itself, and what was put in between
// is an error to it (https://react.dev/link/hydration-mismatch).
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

// Framework is the name of the framework that will take a page over when it runs in a browser, "" if none is seen. Its
// marks count where they are markup; those that an article writes about do not.
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

// mayHydrate reports whether any mark of a framework stands in a page, be it as a word.
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
