package article_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	. "sourcemark/web/article"
)

func TestFramework(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{}</script>`, "Next.js"},
		{`<script>(self.__next_f=self.__next_f||[]).push([0])</script>`, "Next.js"},
		{`<div id=___gatsby>`, "Gatsby"},
		{`<script>window.__remixContext = {}</script>`, "Remix"},
		{`<script>window.__reactRouterContext = {}</script>`, "React Router"},
		{`<div id="__nuxt"><p>x</p></div>`, "Nuxt"},
		{`<script>window.__NUXT__={}</script>`, "Nuxt"},
		{`<div data-server-rendered="true">`, "Vue"},
		{`<astro-island uid="x"></astro-island>`, "Astro"},
		{`<app-root ng-version="17.0.0"></app-root>`, "Angular"},
		{`<script>{ __sveltekit_1abc = {} }</script>`, "SvelteKit"},
		{`<html q:container="paused">`, "Qwik"},
		{`<script>window._$HY||={}</script>`, "SolidStart"},
		{`<div data-reactroot=""></div>`, "React"},
		{`<!--$--><p>x</p><!--/$-->`, "React"},
		{`<SCRIPT ID='__NEXT_DATA__'>{}</SCRIPT>`, "Next.js"},
		// What an article writes about is no mark.
		{`<p>Look for id="__NEXT_DATA__" or self.__next_f in the page.</p>`, ""},
		{`<pre>&lt;astro-island&gt; data-reactroot</pre>`, ""},
		{`<!-- <div id="__nuxt"> -->`, ""},
		{`<p title='<astro-island>'>x</p>`, ""},
		{`<style>.x::after { content: "self.__next_f" }</style>`, ""},
		{`<textarea><div data-reactroot></textarea>`, ""},
		{`<p>$5 <!--$5 more--></p>`, ""},
		{``, ""},
	} {
		if got := Framework([]byte(c.page)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.page, got, c.want)
		}
	}
}

func TestInject(t *testing.T) {
	const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>The ferry</title><script>self.__next_f</script></head><body><p>It sank.</p></body></html>`
	tag := Tag{Loader: "/sourcemark.js", Nonce: `n"1`, Records: [][]byte{[]byte(`{"text":"ça </script>"}`)}}
	out, err := Inject([]byte(page), tag)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(page, `</head>`, `<script type="application/json" class="sourcemark-records" data-sourcemark>{"text":"ça \u003c/script\u003e"}</script>`+
		`<script async src="/sourcemark.js" nonce="n&#34;1" data-records="inline" data-sourcemark></script></head>`, 1)
	if string(out) != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
	if got := Strip(out); string(got) != page {
		t.Errorf("stripped it is\n%s", got)
	}
	tag.Records = nil
	once, _ := Inject([]byte(page), tag)
	if again, err := Inject(out, tag); err != nil || !bytes.Equal(again, once) {
		t.Errorf("with other records it is %v\n%s", err, again)
	}
	for page, want := range map[string]error{
		`<p>no head</p>`: RefusalHead,
		`<head><title>x</title><div></div></head><p>the head ended before</p>`: RefusalHead,
		`<head><script></head>`:                                  RefusalHead,
		`<head><meta charset=iso-2022-jp></head><p>caf` + "\xe9": RefusalEncoding,
		`<head></head><p>caf` + "\xe9":                           RefusalEncoding,
		`<head></head>` + strings.Repeat("x", MaxSize):           RefusalSize,
		`<head></head>` + "\x00":                                 RefusalNUL,
	} {
		if out, err := Inject([]byte(page), tag); err != want || string(out) != page {
			t.Errorf("%.80q: got %v, want %v", page, err, want)
		}
	}
}

// TestBreakOutOfInjected puts records into a page that try to end their element.
func TestBreakOutOfInjected(t *testing.T) {
	for _, words := range []string{`</script>`, `</SCRIPT `, `<!--<script>`, `<!--`, `]]>`, "a\u2028b\u2029c", `&lt;/script&gt;`, `é 😀`} {
		for _, charset := range []string{"utf-8", "windows-1252"} {
			data, err := json.Marshal(map[string]string{"x": words})
			if err != nil {
				t.Fatal(err)
			}
			raw := bytes.NewBuffer(nil) // without the escapes of package json
			e := json.NewEncoder(raw)
			e.SetEscapeHTML(false)
			_ = e.Encode(map[string]string{"x": words})
			for _, data := range [][]byte{data, raw.Bytes()} {
				out, err := Inject([]byte(`<head></head><p>text`), Tag{Loader: "/x.js", Records: [][]byte{data}, Charset: charset})
				if err != nil {
					t.Fatal(err)
				}
				_, rest, _ := strings.Cut(string(out), `<script type="application/json" class="sourcemark-records" data-sourcemark>`)
				block, _, _ := strings.Cut(rest, "</script>")
				if strings.ContainsAny(block, "<>&\u2028\u2029") {
					t.Errorf("%q stands in the page as %q", words, block)
				}
				var got map[string]string
				if err := json.Unmarshal([]byte(block), &got); err != nil || got["x"] != words {
					t.Errorf("%q comes back as %q (%v)", words, got["x"], err)
				}
			}
		}
	}
}
