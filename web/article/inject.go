package article

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/web"
)

// A Tag is what a page needs to get its checks in the browser.
type Tag struct {
	Loader    string   // address of sourcemark.js
	Integrity string   // its digest, "" for none
	Root      string   // a selector of the article, "" to find it
	Lang      string   // of the interface, "" for that of the page
	Feedback  string   // where "Report an error" leads, "" for nowhere
	Nonce     string   // of the page's policy, "" for none
	Records   [][]byte // dossiers, as JSON; they go into the page, so nothing has to be fetched for them
	Charset   string   // of the Content-Type, "" if it names none
}

// Inject returns a page with our script tag and records in it, for a page whose HTML must not change otherwise, such as
// one with a Framework. It first takes out what an earlier Inject or Annotate has put in; Strip takes this out again.
// With an error, which is a RefusalReason, it returns the page without anything of ours.
//
// The tag goes to the end of the head. Frameworks draw in the body, some (SvelteKit, Qwik) all of it; those that draw a
// head too (React, Remix, Next.js) pass over what follows their own elements. Blocks of data must be there before the
// loader looks for them.
func Inject(src []byte, t Tag) ([]byte, error) {
	src = Strip(src)
	at, charset, amp := headEnd(src)
	if amp {
		return src, RefusalAMP
	}
	charset = encoding(src, t.Charset, charset)
	if err := validate(src, charset, charset != "" && charset != "utf-8"); err != nil {
		return src, err
	}
	if at < 0 {
		return src, RefusalHead
	}
	var b strings.Builder
	for _, r := range t.Records {
		b.WriteString(dataBlock("application/json", "sourcemark-records", r, charset))
	}
	b.WriteString(`<script async src="` + html.EscapeString(t.Loader) + `"`)
	if t.Integrity != "" {
		b.WriteString(` crossorigin="anonymous" integrity="` + html.EscapeString(t.Integrity) + `"`)
	}
	if t.Nonce != "" {
		b.WriteString(` nonce="` + html.EscapeString(t.Nonce) + `"`)
	}
	for _, setting := range [...][2]string{{"root", t.Root}, {"lang", t.Lang}, {"feedback", t.Feedback}} {
		if setting[1] != "" {
			b.WriteString(` data-` + setting[0] + `="` + html.EscapeString(setting[1]) + `"`)
		}
	}
	b.WriteString(` data-records="inline" ` + web.OurAttribute + `></script>`)
	out := insertions{{at: at, piece: opaque(encodeFor(b.String(), charset))}}.applyTo(src, false)
	if !bytes.Equal(Strip(out), src) {
		return src, RefusalChanged
	}
	return out, nil
}

// headEnd returns where the end tag of the head stands, -1 if there is none or the head has ended before it, which
// encoding the head names, and whether the page is one of AMP.
func headEnd(src []byte) (at int, charset string, amp bool) {
	s := newScanner(src)
	for s.next() && s.bodyStart < 0 && !s.misnested {
		amp = amp || s.amp()
		switch {
		case s.tag == "meta" && s.kind != html.EndTagToken && charset == "":
			charset = charsetOf(s.attributes)
		case s.tag == "head" && s.kind == html.EndTagToken && len(s.open) == 0:
			return s.start, charset, amp
		}
	}
	return -1, charset, amp
}
