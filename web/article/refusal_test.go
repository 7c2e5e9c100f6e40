package article_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestRefusals checks that pages that are not safe to change stay unchanged, with the reason.
func TestRefusals(t *testing.T) {
	const plain = "<article><p>The ferry sank.</p></article>"
	long := strings.Repeat("x", MaxSize)
	for _, c := range []struct {
		page, charset string
		want          error
	}{
		{plain, "", nil},
		{plain, "UTF-8", nil},
		{plain, "\"utf8\"", nil},
		{plain, "iso-8859-1", nil}, // ASCII is the same in both
		{plain, "shift_jis", nil},
		{plain, "utf-16le", RefusalEncoding},
		{plain, "iso-2022-jp", RefusalEncoding},
		{plain, "utf-7", RefusalEncoding},
		{"\ufeff" + plain, "", nil},
		{"\xff\xfe<\x00a\x00", "", RefusalNUL},
		{"<meta charset=utf-8><article>The café ferry", "", nil},
		{"<meta charset=iso-8859-1><article>The café ferry", "", RefusalEncoding},
		{"<meta charset=iso-8859-1><article>The café ferry", "utf-8", nil}, // the server is believed
		{`<meta http-equiv=content-type content="text/html; charset=windows-1252"><article>The café ferry`, "", RefusalEncoding},
		{"\ufeff<meta charset=iso-8859-1><article>The café ferry", "iso-8859-1", nil}, // and a byte order mark before all
		{"<article>The caf\xe9 ferry", "", RefusalEncoding},
		{"<article>The ferry \x1b$B", "", RefusalEncoding},
		{"<article>The ferry sank" + long, "", RefusalSize},
		{"<div id=__nuxt><article>The ferry", "", RefusalFramework},
		{"<!doctype html><html amp lang=en><article>The ferry", "", RefusalAMP},
		{"<html ⚡><body><article>The ferry", "", RefusalAMP},
		{"<html ⚡️ lang=en><article>The ferry", "", RefusalAMP},
		{"<html AMP=''><article>The ferry", "", RefusalAMP},
		{"<html amp4email><article>The ferry", "", RefusalAMP},
		{"<html ⚡4ads><article>The ferry", "", RefusalAMP},
		{`<?xml version="1.0"?><rss version="2.0"><channel><item><description>The ferry</description></item></channel></rss>`, "", RefusalXML},
		{"<feed xmlns='http://www.w3.org/2005/Atom'><entry><summary>The ferry", "", RefusalXML},
		{"<rdf:RDF><item>The ferry", "", RefusalXML},
		{"<?xml version='1.0'?><!-- x --><nitf><body>The ferry", "", RefusalXML},
		{`<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><article>The ferry`, "", nil},
		{"<article><p>The <feed>ferry", "", nil},
		{"<html class=amp><article amp>The ferry", "", nil},
		{"<article>The fer\x00ry", "", RefusalNUL},
		{"<article><b><p>The ferry</b></article>", "", RefusalNesting},
		{"<article>" + strings.Repeat("<div>", 251) + "The ferry", "", RefusalDepth},
		{"<frameset><article>The ferry", "", RefusalFrames},
		{"<a href=x><article>The ferry</article></a>", "", RefusalPlace},
	} {
		p, _ := ReadWith([]byte(c.page), Hints{Charset: c.charset})
		out, err := p.Annotate(articletest.Everywhere(p), Options{Stylesheet: "/sourcemark.css"})
		if err != c.want || err != nil && string(out) != c.page || err == nil && string(out) == c.page {
			t.Errorf("%.80q, %s: got %v, want %v", c.page, c.charset, err, c.want)
		}
		if d, ok := err.(RefusalReason); ok && (len(d) > 80 || strings.ContainsAny(d.Error(), "\r\n")) {
			t.Errorf("%q is not fit for a header", d)
		}
	}
}

// TestForeignLetters checks that pages in another encoding get nothing but ASCII.
func TestForeignLetters(t *testing.T) {
	p := Read([]byte("<meta charset=windows-1252><article>The ferry</article>"))
	out, err := p.Annotate(articletest.Everywhere(p), Options{Markup: []byte(`{"name":"é😀"}`)})
	if err != nil {
		t.Fatal(err)
	}
	if i := bytes.IndexFunc(out, func(r rune) bool { return r > 127 }); i >= 0 {
		t.Errorf("a letter beyond ASCII at %d: %s", i, out[max(0, i-40):i+10])
	}
	if want := `{"name":"\u00e9\ud83d\ude00"}`; !strings.Contains(string(out), want) {
		t.Errorf("no %s in\n%s", want, out)
	}
}

// TestBreakOutOfMarkup puts JSON-LD into a page that tries to end its element.
func TestBreakOutOfMarkup(t *testing.T) {
	for _, words := range []string{`</script>`, `</SCRIPT\t>`, `<!--<script>`, `<!--`, `-->`, "\u2028\u2029", `&lt;/script&gt;`} {
		var data bytes.Buffer
		e := json.NewEncoder(&data)
		e.SetEscapeHTML(false)
		if err := e.Encode(map[string]string{"name": words}); err != nil {
			t.Fatal(err)
		}
		p := Read([]byte("<!DOCTYPE html><article><p>The ferry sank.</p></article><p>after"))
		out, err := p.Annotate(articletest.Everywhere(p), Options{Markup: data.Bytes()})
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(out), `<script type="application/ld+json" data-sourcemark>`)
		block, after, _ := strings.Cut(rest, "</script>")
		var got map[string]string
		if err := json.Unmarshal([]byte(block), &got); err != nil || got["name"] != words ||
			strings.ContainsAny(block, "<>&\u2028\u2029") || !strings.HasPrefix(after, "</div></article><p>after") {
			t.Errorf("%q stands in the page as %q, before %q (%v)", words, block, after, err)
		}
	}
}
