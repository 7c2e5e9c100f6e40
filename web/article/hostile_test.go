package article_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
	"sourcemark/web/lang"
)

// top is the top of the project, seen from this package.
const top = "../.."

// document returns a page as a browser would build it, without what is ours.
func document(t testing.TB, page []byte) string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Skip(err) // too deep
	}
	unmark(doc)
	var b bytes.Buffer
	write(&b, doc, 0)
	return b.String()
}

// unmark takes our nodes out, and marks from around their words.
func unmark(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		ours := false
		for _, a := range c.Attr {
			ours = ours || a.Key == web.OurAttribute
		}
		switch {
		case ours && c.Data == "mark":
			if c.FirstChild != nil {
				next = c.FirstChild
			}
			for k := c.FirstChild; k != nil; k = c.FirstChild {
				c.RemoveChild(k)
				n.InsertBefore(k, c)
			}
			n.RemoveChild(c)
		case ours:
			n.RemoveChild(c)
		default:
			unmark(c)
		}
		c = next
	}
}

// write writes a tree so that no two look alike: texts that touch are one.
func write(b *bytes.Buffer, n *html.Node, depth int) {
	before := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if text := c.Type == html.TextNode; text && before {
			b.WriteString(c.Data)
			continue
		} else {
			before = text
		}
		b.WriteString("\n" + strings.Repeat(" ", depth%100))
		switch c.Type {
		case html.TextNode:
			b.WriteString("=" + c.Data)
		case html.CommentNode:
			b.WriteString("!" + c.Data)
		default:
			b.WriteString("<" + c.Namespace + ":" + c.Data)
			for _, a := range c.Attr {
				b.WriteString(" " + a.Namespace + ":" + a.Key + "=" + a.Val)
			}
			write(b, c, depth+1)
		}
	}
}

// holds checks what is true of any page: Strip gives it back, its words are the same, annotating twice is annotating
// once, and a browser builds the same document from it. It returns what Annotate does.
func holds(t testing.TB, page string) (out []byte, err error) {
	t.Helper()
	return holdsWith(t, page, articletest.Everywhere)
}

// holdsWith does what holds does, with checks of one's own.
func holdsWith(t testing.TB, page string, view func(p *Page) *web.View) (out []byte, err error) {
	t.Helper()
	options := Options{Stylesheet: "/sourcemark.css", Markup: []byte(`{"a":"</script>"}`)}
	p := Read([]byte(page))
	v := view(p)
	out, err = p.Annotate(v, options)
	if err != nil || len(v.Report.Items) == 0 {
		if !bytes.Equal(out, p.Source) {
			t.Errorf("%q came back as\n%q", page, out)
		}
		return out, err
	}
	if got := Strip(out); !bytes.Equal(got, p.Source) {
		t.Errorf("%q became\n%q, and stripped\n%q", page, out, got)
	}
	again := Read(out)
	if got, want := again.Text.String(), p.Text.String(); got != want {
		t.Errorf("%q reads %q, and with checks %q", page, want, got)
	}
	if twice, err := again.Annotate(view(again), options); err != nil || !bytes.Equal(twice, out) {
		t.Errorf("%q: rendering twice is not rendering once (%v)", page, err)
	}
	if got, want := document(t, out), document(t, p.Source); got != want {
		t.Errorf("%q became\n%q, another document:\n%s\nwant\n%s", page, out, got, want)
	}
	return out, nil
}

// TestHostile annotates pages in no order: each gets its checks and stays the same document, or is left unchanged.
func TestHostile(t *testing.T) {
	annotated := 0
	all := append(articletest.Hostile(t, top), "<article>"+strings.Repeat("<div>", 300)+"The ferry sank",
		"<article>"+strings.Repeat("<b>", 200)+"The ferry sank")
	for _, page := range all {
		if out, err := holds(t, page); err == nil && string(out) != page {
			annotated++
		} else {
			t.Logf("%v: %.100q", err, page)
		}
	}
	if len(all) < 130 || annotated < len(all)/2 {
		t.Errorf("of %d pages only %d got their checks", len(all), annotated)
	}
}

// FuzzAnnotate annotates any page.
func FuzzAnnotate(f *testing.F) {
	for _, page := range articletest.Hostile(f, top) {
		f.Add(page)
	}
	f.Add("&#84;he fer&shy;ry s&#x61;nk &amp &notin; &")
	f.Fuzz(func(t *testing.T, page string) { _, _ = holds(t, page) })
}

// FuzzRead checks that the words of any page lead back into its source.
func FuzzRead(f *testing.F) {
	for _, page := range articletest.Hostile(f, top) {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		src := bytes.Clone([]byte(page))
		p := Read(src)
		if string(src) != page {
			t.Errorf("%q was changed", page)
		}
		if len(p.Runs) != p.Text.Runs() {
			t.Fatalf("%q has %d runs in the source and %d in the text", page, len(p.Runs), p.Text.Runs())
		}
		at := 0
		for i, span := range p.Runs {
			if span.Start < at || span.End < span.Start || span.End > len(p.Source) {
				t.Fatalf("%q: run %d stands at %v, after %d", page, i, span, at)
			}
			at = span.End
			words := p.Text.Slice(p.Text.Run(i))
			raw := string(p.Source[span.Start:span.End])
			plain := html.UnescapeString(strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n"))
			if words != plain && !(words == "" && strings.TrimSpace(plain) == "") {
				t.Errorf("%q: run %d reads %q, of %q", page, i, words, raw)
			}
		}
	})
}

// TestHostileLinear reads and annotates pages made to be slow: one of 256 KiB allocates twice as much as one of 128
// KiB.
func TestHostileLinear(t *testing.T) {
	for name, part := range map[string]string{
		"runs":       "<i>The ferry sank.</i> ",
		"entities":   "&amp;&#65&ampersand&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;",
		"attributes": "<p " + strings.Repeat("a=1 b='2' ", 20) + ">",
		"one tag":    " a",
		"unclosed":   "<p><li><dd><div>",
		"leaks":      "<p><b>x</p>",
		"end tags":   "</b></p></table></td>",
		"comments":   "<!--",
		"marks":      "<mark data-sourcemark>x</mark>",
		"ours":       "<i data-sourcemark></i>",
		"ours, odd":  "<p><i data-sourcemark>The ferry sank.<p>",
		"ours, open": "<i data-sourcemark>",
		"less":       "<",
		"links":      "<a>The ferry sank",
	} {
		const size = 256 << 10
		d := &claims.Dossier{Language: "en", Records: make([]claims.Record, 200)}
		for i := range d.Records {
			d.Records[i] = claims.Record{ID: "#r", Text: "x", Anchor: claims.Selector{Exact: "The ferry sank"}}
		}
		allocated := func(n int) float64 {
			page := "<article><p>The ferry sank. "
			if name == "one tag" {
				page += "<p "
			}
			page += strings.Repeat(part, n/len(part))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			p := Read([]byte(page))
			// The first words of the page, as a report would have them, 200 times; the engine has limits of its own.
			r := &claims.Report{Text: p.Text}
			at := strings.Index(p.Text.String(), "The ferry sank")
			for i := range d.Records {
				r.Items = append(r.Items, claims.Annotation{Number: i + 1,
					Span: claims.Span{Start: at, End: at + len("The ferry sank")}, Record: &d.Records[i], Dossier: d})
			}
			_, _ = p.Annotate(&web.View{Lang: lang.English(), Report: r}, Options{})
			runtime.ReadMemStats(&after)
			return float64(after.TotalAlloc - before.TotalAlloc)
		}
		// Twice as much; slices that double their room may be rounded up once more. The square would be four times as
		// much.
		half, whole := allocated(size/2), allocated(size)
		t.Logf("%-10s of 128 KiB allocates %.2f MB, of 256 KiB %.2f", name, half/1e6, whole/1e6)
		if half < size/2 || whole > 2.5*half {
			t.Errorf("%s: of 128 KiB it allocates %.0f bytes, of 256 KiB %.0f", name, half, whole)
		}
	}
}

// TestHostileAfterwards reads on after the article: that which may be told there, here the base, comes last. To look
// ahead at each tag for what a page does not have took half an hour.
func TestHostileAfterwards(t *testing.T) {
	page := "<article><p>The ferry sank.</p></article>" + strings.Repeat("<base><br>", 400_000) + "<base href=/2026/>"
	if p := Read([]byte(page)); !p.Based || p.Text.String() != "The ferry sank." {
		t.Errorf("it has a base: %v, and reads %q", p.Based, p.Text.String())
	}
}
