package article_test

import (
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/lang"
)

// shorthand writes what Annotate adds in few signs: the number of an item is [1]; a summary is {2 claims}, in a
// publisher's own place {{2 claims}}; a list of endnotes is {1 2}.
var shorthand = []struct {
	what *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`(?s)<sourcemark-marks [^>]*><a href="#sm-note-(\d+)-[^"]*">.*?</sourcemark-marks>`), "[$1]"},
	{regexp.MustCompile(`(?s)<sourcemark-number .*? data-n="(\d+)" .*?</sourcemark-number>`), "[$1]"},
	{regexp.MustCompile(`(?s)<template shadowrootmode="open" shadowrootclonable data-sourcemark>.*?sourcemark-headline[^>]*>(\d+ claims?),.*?</template>`), "{{$1}}"},
	{regexp.MustCompile(`(?s)<sourcemark-summary data-sourcemark>.*?sourcemark-headline[^>]*>(\d+ claims?),.*?</sourcemark-summary>`), "{$1}"},
	{regexp.MustCompile(`<li id="sm-note-(\d+)-[^>]*>`), "<li>\f$1\f"},
	{regexp.MustCompile(`<link rel="stylesheet"[^>]*>|</?mark[^>]*>`), ""},
}

func inShorthand(page string) string {
	for _, x := range shorthand {
		page = x.what.ReplaceAllString(page, x.as)
	}
	notes := regexp.MustCompile(`(?s)<div data-sourcemark><sourcemark-endnotes.*?</sourcemark-endnotes>(<script.*?</script>)?</div>`)
	number := regexp.MustCompile("\f(\\d+)\f")
	return notes.ReplaceAllStringFunc(page, func(list string) string {
		var all []string
		for _, n := range number.FindAllStringSubmatch(list, -1) {
			all = append(all, n[1])
		}
		return "{" + strings.Join(all, " ") + "}"
	})
}

// TestEachArticleHasItsOwn renders pages of several articles. Each has its own summary, numbers and endnotes, and all
// links of it lead to what is in it.
func TestEachArticleHasItsOwn(t *testing.T) {
	const (
		ferry  = "The harbour ferry carried 41,200 passengers last year."
		lorry  = "The ferry took 900 lorries a day in May."
		bridge = "The new bridge will cost 12 million, the council said on Monday."
		quay   = "The quay is closed for nine weeks."
		quay2  = "The pilot boat has a crew of five men."
	)
	dossier := func(url string, words ...string) *claims.Dossier {
		d := &claims.Dossier{ID: url[strings.LastIndexByte(url, '/')+1:] + ".json", Language: "en", About: claims.Article{URL: url}}
		for i, w := range words {
			d.Records = append(d.Records, claims.Record{ID: "#c0" + string(rune('1'+i)), Text: w, Anchor: claims.Selector{Exact: w}})
		}
		return d
	}
	all := []*claims.Dossier{dossier("https://news.example/ferry", ferry, lorry), dossier("https://news.example/bridge", bridge),
		dossier("https://news.example/", quay, quay2)}
	const head = `<!DOCTYPE html><html lang="en"><head><title>News</title></head>`
	a := `<article><h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `</p><p>` + lorry + `</p></article>`
	b := `<article><h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `</p></article>`
	inA := `<article>{2 claims}<h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `[1]</p><p>` + lorry + `[2]</p>{1 2}</article>`
	inB := `<article>{1 claim}<h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `[1]</p>{1}</article>`
	for _, c := range []struct{ name, page, want string }{
		{"two articles", head + `<body>` + a + b + `</body></html>`, head + `<body>` + inA + inB + `</body></html>`},
		{"one has no checks", head + `<body>` + a + `<article><h2><a href="/x">X</a></h2><p>No news today.</p></article></body></html>`,
			head + `<body>` + inA + `<article><h2><a href="/x">X</a></h2><p>No news today.</p></article></body></html>`},
		{"the page has its own", head + `<body><main><p>` + quay + `</p>` + a + b + `</main></body></html>`,
			head + `<body><main>{1 claim}<p>` + quay + `[1]</p>` + inA + inB + `{1}</main></body></html>`},
		{"an article within another", head + `<body><article><h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `</p>` + b + `<p>` + lorry + `</p></article></body></html>`,
			head + `<body><article>{2 claims}<h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `[1]</p>` + inB + `<p>` + lorry + `[2]</p>{1 2}</article></body></html>`},
		{"none of them is closed", head + `<body><article><h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `<article><h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `</body></html>`,
			head + `<body><article>{1 claim}<h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `[1]<article>{1 claim}<h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `[1]</body></html>{1}{1}`},
		{"a place of the publisher's in one of them", head + `<body>` + a + strings.Replace(b, "<p>", "<sourcemark-summary>Soon</sourcemark-summary><p>", 1) + `</body></html>`,
			head + `<body>` + inA + `<article><h2><a href="/bridge">Bridge</a></h2><sourcemark-summary>{{1 claim}}Soon</sourcemark-summary><p>` + bridge + `[1]</p>{1}</article></body></html>`},
		{"a place of the publisher's for all of them", head + `<body><main><sourcemark-summary></sourcemark-summary>` + a + b + `</main></body></html>`,
			head + `<body><main><sourcemark-summary>{{3 claims}}</sourcemark-summary>` + inA + inB + `</main></body></html>`},
		{"posts of a live blog", head + `<body><main><h1>Live</h1><p>` + quay + `</p><article id="p3"><h2>12:10</h2><p>The mayor arrives.</p></article><article id="p2"><h2>11:40</h2><p>` + quay2 + `</p></article></main></body></html>`,
			head + `<body><main>{1 claim}<h1>Live</h1><p>` + quay + `[1]</p><article id="p3"><h2>12:10</h2><p>The mayor arrives.</p></article><article id="p2">{1 claim}<h2>11:40</h2><p>` + quay2 + `[1]</p>{1}</article>{1}</main></body></html>`},
		{"posts of a live blog with links to themselves", head + `<body><main><h1>Live</h1><div role="article" id="p3"><h2><a href="#p3">12:10</a></h2><p>` + quay + `</p></div><div role="article"><h2><a href="/#p2">11:40</a></h2><p>` + quay2 + `</p></div></main></body></html>`,
			head + `<body><main><h1>Live</h1><div role="article" id="p3">{1 claim}<h2><a href="#p3">12:10</a></h2><p>` + quay + `[1]</p>{1}</div><div role="article">{1 claim}<h2><a href="/#p2">11:40</a></h2><p>` + quay2 + `[1]</p>{1}</div></main></body></html>`},
		{"a story with an article that is embedded", head + `<body><article id="story"><h1>Quay</h1><p>` + quay + `</p><article id="embedded"><p>` + quay2 + `</p></article></article></body></html>`,
			head + `<body><article id="story">{2 claims}<h1>Quay</h1><p>` + quay + `[1]</p><article id="embedded"><p>` + quay2 + `[2]</p></article>{1 2}</article></body></html>`},
		{"articles of a feed", head + `<body><div role="feed"><div role="article"><h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `</p></div><div role="article"><h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `</p></div></div></body></html>`,
			head + `<body><div role="feed"><div role="article">{1 claim}<h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `[1]</p>{1}</div><div role="article">{1 claim}<h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `[1]</p>{1}</div></div></body></html>`},
		{"posts of an old blog, of microformats, and of schema.org", head + `<body><div class="post hentry"><h2 class="entry-title"><a href="/ferry">Ferries</a></h2><p>` + ferry + `</p></div>` +
			`<section class="h-entry"><p>` + bridge + ` <a class="u-url" href="/bridge">Monday</a></p></section>` +
			`<div itemscope itemtype="https://schema.org/BlogPosting"><p>` + lorry + ` <a itemprop="url" href="/ferry">Tuesday</a></p></div></body></html>`,
			head + `<body><div class="post hentry">{1 claim}<h2 class="entry-title"><a href="/ferry">Ferries</a></h2><p>` + ferry + `[1]</p>{1}</div>` +
				`<section class="h-entry">{1 claim}<p>` + bridge + `[1] <a class="u-url" href="/bridge">Monday</a></p>{1}</section>` +
				`<div itemscope itemtype="https://schema.org/BlogPosting">{1 claim}<p>` + lorry + `[1] <a itemprop="url" href="/ferry">Tuesday</a></p>{1}</div></body></html>`},
		{"nothing can be put into a row of a table", head + `<body>` + a + `<table><tr class="hentry"><td><h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `</p></td></tr></table></body></html>`,
			head + `<body>{1 claim}` + inA + `<table><tr class="hentry"><td><h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `[1]</p></td></tr></table>{1}</body></html>`},
		{"a part of a page", a + b,
			`<article><h2><a href="/ferry">Ferries</a></h2><p>` + ferry + `[1]</p><p>` + lorry + `[2]</p>{1 2}{2 claims}</article>` +
				`<article><h2><a href="/bridge">Bridge</a></h2><p>` + bridge + `[1]</p>{1}{1 claim}</article>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Read([]byte(c.page))
			p.Text.Addresses = []string{"https://news.example/"}
			v := &web.View{Lang: lang.English(), Report: claims.New(all...).Check(p.Text)}
			out, err := p.Annotate(v, Options{Stylesheet: "/sourcemark.css", Markup: []byte(`{}`)})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Strip(out)); got != c.page {
				t.Errorf("stripped it is\n%s", got)
			}
			fragments := regexp.MustCompile(`(?s)<div data-sourcemark><sourcemark-marks.*?</sourcemark-marks></div>`)
			if got := inShorthand(fragments.ReplaceAllString(string(out), "")); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if n := strings.Count(string(out), `{}</script>`); n != 1 {
				t.Errorf("the markup of the page is there %d times", n)
			}
			plain := trees.ReplaceAllString(string(out), "")
			seen := map[string]bool{}
			for _, id := range ids.FindAllStringSubmatch(plain, -1) {
				if seen[id[1]] {
					t.Errorf("the id %s is there twice", id[1])
				}
				seen[id[1]] = true
			}
			for _, link := range hrefs.FindAllStringSubmatch(plain, -1) {
				if !seen[link[1]] {
					t.Errorf("the link to #%s leads nowhere", link[1])
				}
			}
			for _, name := range []string{"c01@ferry", "c01@bridge"} {
				if strings.Contains(c.page, bridge) && !strings.Contains(string(out), `<mark class="sourcemark-unsourced" data-sourcemark="`+name+`">`) {
					t.Errorf("no check is called %s", name)
				}
			}
		})
	}
}

// TestWithheldWhereItIs renders a page of two articles in one of which a number has changed: only that one says so.
func TestWithheldWhereItIs(t *testing.T) {
	page := `<!DOCTYPE html><title>News</title><body><article><h2><a href="/ferry">Ferries</a></h2><p>The ferry took 900 lorries a day in May. ` +
		`The harbour ferry carried 41,900 passengers last year, fewer than before.</p></article>` +
		`<article><h2><a href="/bridge">Bridge</a></h2><p>The new bridge will cost 12 million, the council said.</p></article></body>`
	dossier := func(name string, words ...string) *claims.Dossier {
		d := &claims.Dossier{ID: name + ".json", Language: "en", About: claims.Article{URL: "https://news.example/" + name}}
		for i, w := range words {
			d.Records = append(d.Records, claims.Record{ID: "#" + name + string(rune('1'+i)), Text: name, Anchor: claims.Selector{Exact: w, Suffix: ", fewer than before."}})
		}
		return d
	}
	p := Read([]byte(page))
	p.Text.Addresses = []string{"https://news.example/"}
	r := claims.New(dossier("ferry", "The ferry took 900 lorries a day in May", "The harbour ferry carried 41,200 passengers last year"),
		dossier("bridge", "The new bridge will cost 12 million", "The old bridge was built by the army")).Check(p.Text)
	out, err := p.Annotate(&web.View{Lang: lang.English(), Report: r}, Options{Stylesheet: "/sourcemark.css"})
	if err != nil {
		t.Fatal(err)
	}
	ferry, bridge, _ := strings.Cut(string(out), `<h2><a href="/bridge">`)
	for _, c := range []struct {
		in       string
		withheld int
		unplaced string
	}{{ferry, 1, "ferry2"}, {bridge, 0, "bridge2"}} {
		if n := strings.Count(c.in, "its words have changed"); n != c.withheld {
			t.Errorf("%s: it says %d times that words have changed", c.unplaced, n)
		}
		if !strings.Contains(c.in, `data-unplaced="`+c.unplaced+`"`) {
			t.Errorf("%s is not among what has no place", c.unplaced)
		}
	}
}
