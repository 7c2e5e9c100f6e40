package main

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/proof"
	"sourcemark/web/article"
)

// TestWebAddress makes an address of the web of all that can be one, and nothing of the rest.
func TestWebAddress(t *testing.T) {
	const base = "https://news.example/2019/ferry?id=1#top"
	for _, c := range []struct{ given, base, want string }{
		{"https://news.example/ferry", "", "https://news.example/ferry"}, {"HTTP://News.Example/Ferry", "",
			"http://news.example/Ferry"}, {"https://news.example", "", "https://news.example"},
		{" https://news.example/fer\nry ", "", "https://news.example/ferry"}, {"https://news.example/a b?q=c d\"e", "",
			"https://news.example/a%20b?q=c%20d%22e"},
		{"https://news.example/fähre?ort=köln", "",
			"https://news.example/f%C3%A4hre?ort=k%C3%B6ln"}, {"https://news.example/a%20b", "",
			"https://news.example/a%20b"},
		{"https://bücher.example/", "", "https://xn--bcher-kva.example/"}, {"https://news.example:8443/a#b", "",
			"https://news.example:8443/a"},
		{`https:\\news.example\ferry`, "", "https://news.example/ferry"}, {"https://my_site.news.example/", "",
			"https://my_site.news.example/"},
		{"//news.example/ferry", "", "https://news.example/ferry"}, {"//news.example/ferry", "http://news.example/",
			"http://news.example/ferry"},
		{"/boat", base, "https://news.example/boat"}, {"boat", base, "https://news.example/2019/boat"}, {"?p=2", base,
			"https://news.example/2019/ferry?p=2"}, {"../boat", base, "https://news.example/boat"},
		{"/boat", "", ""}, {"boat.html", "", ""}, {"", base, ""}, {"#top", "",
			""}, {"file:///home/reporter/ferry.html", "", ""}, {"file:///home/reporter/ferry.html", base, ""},
		{"javascript:alert(1)", base, ""}, {"data:text/html,x", "", ""}, {"about:blank", "",
			""}, {"mailto:desk@news.example", "", ""}, {"ftp://news.example/", "", ""},
		{"https://user:secret@news.example/", "", ""}, {"http://localhost:3000/ferry", "", ""}, {"https://", "",
			""}, {"https:///ferry", "", ""}, {"https://news.example/%zz", "", ""},
		{"https://[::1]/", "", ""}, {"https://news example/", "", ""}, {"http:news.example", "",
			""}, {"{{ canonical }}", "", ""}, {"undefined", "", ""},
	} {
		if got := webAddress(c.given, c.base); got != c.want {
			t.Errorf("%q on %q: got %q, want %q", c.given, c.base, got, c.want)
		}
	}
}

// TestMetadata reads what pages say of their article in the forms that are met, and leaves out what is broken, or of
// another article.
func TestMetadata(t *testing.T) {
	const canonical = `<link rel="canonical" href="https://news.example/ferry">`
	ld := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` }
	const ferry = `{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2019-11-20", "url": "https://news.example/ferry"}`
	whole := metadata{headline: "Ferry", url: "https://news.example/ferry", published: "2019-11-20"}
	for _, c := range []struct {
		head string
		want metadata
	}{
		{``, metadata{}},
		{`<title>The ferry stops on Sundays | Harbour News</title>`, metadata{title: "The ferry stops on Sundays"}},
		{`<title>Ferry - Encyclopedia</title>`, metadata{title: "Ferry - Encyclopedia"}},
		{`<title>The ferry stops - what it means for those who live on the islands</title>`,
			metadata{title: "The ferry stops - what it means for those who live on the islands"}},
		{`<title>Ferry</title><meta property="og:title dc:title" content="The ferry stops">`, metadata{headline: "The ferry stops", title: "Ferry"}},
		{`<title>Ferry – Encyclopedia</title>` + ld(`{"@type": "Article", "name": "Ferry", "headline": "boat that carries passengers", "datePublished": "2019-11-20"}`),
			metadata{headline: "Ferry", published: "2019-11-20", title: "Ferry – Encyclopedia"}},
		{ld("<![CDATA[" + ferry + "]]>"), whole},
		{ld("//<![CDATA[\n" + ferry + "\n//]]>"), whole},
		{ld(ferry), whole},
		{ld(`[` + ferry + `]`), whole},
		{ld(`{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "url": "https://news.example/"}, ` +
			ferry + `]}`), whole},
		{ld(`[{"@graph": [` + ferry + `]}]`), whole},
		{ld(`{"@type": ["Thing", "https://schema.org/ReportageNewsArticle"], "headline": ["Ferry"], "datePublished": [1574230165], "mainEntityOfPage": {"@id": "https://news.example/ferry"}}`),
			metadata{headline: "Ferry", url: "https://news.example/ferry", published: "2019-11-20T06:09:25Z"}},
		{canonical + ld(ferry) + ld(`{"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2018-01-02", "url": "/bridge"}`), whole},
		// whose page is it?
		{ld(`[` + ferry + `, {"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2018-01-02", "url": "https://news.example/bridge"}]`), metadata{}},
		// of others
		{ld(`{"@type": "ItemList", "itemListElement": [` + ferry + `]}`), metadata{}},
		// strings, broken, deep
		{ld(`"Ferry"`) + ld(`7`) + ld(`null`) + ld(``) + ld(`{"@type": `) + ld(`[[[[[[`+ferry+`]]]]]]`), metadata{}},
		// deeper than a decoder goes
		{ld(strings.Repeat(`[`, 20000)), metadata{}},
		{ld(`{"@type": {"a": 1}, "headline": {"b": []}, "datePublished": true}`), metadata{}}, // of no kind
		// no date: it may be in March or April
		{ld(`{"@type": "Article", "headline": "The &quot;ferry&quot; <b>stops</b>\u202e\u0000 &lt;i&gt;now&lt;/i&gt;\n", "datePublished": "03/04/2019"}`), metadata{headline: `The "ferry" stops now`}},
		{canonical + `<meta property="article:published_time" content="2019-11-20 06:09:25">`,
			metadata{url: whole.url, published: "2019-11-20T06:09:25"}},
		{canonical + `<meta property="article:published_time" content="soon"><meta name="date" content="November 20, 2019">`, metadata{url: whole.url, published: "2019-11-20"}},
		{`<meta property="og:url" content="https://news.example/ferry"><meta property="og:title" content="Ferry"><meta itemprop="datePublished" content="2019-11-20">`, whole},
		{`<link rel="canonical" href="/ferry"><meta property="og:url" content="https://news.example/ferry?utm=1">`,
			metadata{url: whole.url}},
		{`<base href="https://news.example/2019/"><link rel="canonical" href="../ferry">`, metadata{url: whole.url}},
		{`<link rel="canonical" href="file:///tmp/ferry.html"><meta property="og:url" content="https://news.example/ferry">`, metadata{url: whole.url}},
		{`<link rel="canonical" href="ferry.html">`, metadata{}},
		{`</head><body><link rel="canonical" href="https://evil.example/">`, metadata{}},
		// what is no JSON, and browsers do not mind
		{ld(`{"@type": "NewsArticle", /* by our CMS */ "headline": "Ferry", // today
			"datePublished": "2019-11-20", "url": "https://news.example/ferry", "keywords": ["boat",],};`), whole},
		{ld("{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\", \"description\": \"Two\nlines,\t] and \\\" a // tab\", \"datePublished\": \"2019-11-20\", \"url\": \"https://news.example/ferry\"}"), whole},
		{ld(strings.ReplaceAll(ferry, `"`, "&quot;")), whole},
		{ld(`{"@type": "WebSite"}` + ferry), whole},
		{ld(`{"@type": "WebSite"},` + ferry + `,{"@type": `), whole},
		// the article of a page
		{ld(`{"@type": "WebPage", "mainEntity": ` + ferry + `}`), whole},
		{ld(`{"@type": "WebPage", "mainEntityOfPage": [` + ferry + `]}`), whole},
		// who wrote it, and when it was changed
		{ld(`{"@type": "NewsArticle", "author": "The harbour desk", "dateModified": "Thu, 21 Nov 2019 08:00:00 +0100", "inLanguage": "en_GB"}`),
			metadata{authors: []string{"The harbour desk"}, modified: "2019-11-21T08:00:00+01:00", language: "en-GB"}},
		{ld(`{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "The harbour desk"}, {"name": ["The <b>island</b> desk"]}, "The harbour desk", {"@id": "https://news.example/staff"}]}`),
			metadata{authors: []string{"The harbour desk", "The island desk"}}},
		{ld(`{"@graph": [{"@type": "Article", "author": {"@id": "#desk"}}, {"@type": "Person", "@id": "#desk", "name": "The harbour desk"}]}`),
			metadata{authors: []string{"The harbour desk"}}},
		{ld(`{"@type": "NewsArticle", "author": {"name": {"@value": "The harbour desk", "@language": "en"}}, "inLanguage": "English, mostly"}`),
			metadata{authors: []string{"The harbour desk"}}},
		{`<meta name="author" content="The harbour desk"><meta property="article:author" content="https://social.example/desk"><meta property="article:modified_time" content="2019-11-21"><meta property="og:locale" content="pt_BR">`,
			metadata{authors: []string{"The harbour desk"}, modified: "2019-11-21", language: "pt-BR"}},
		{`<meta property="article:author" content="https://social.example/desk"><meta name="dc.creator" content="The harbour desk"><meta http-equiv="Content-Language" content="de">`,
			metadata{authors: []string{"The harbour desk"}, language: "de"}},
		// elements
		{`</head><body><h1 itemprop="headline">Ferry</h1><time itemprop="datePublished" datetime="2019-11-20T06:09:25Z">Wednesday</time><time itemprop="dateModified">21 November 2019</time>`,
			metadata{headline: "Ferry", published: "2019-11-20T06:09:25Z", modified: "2019-11-21"}},
		{`</head><body><span itemprop="datePublished" content="2019-11-20">yesterday</span><span itemprop="datePublished" content="2019-11-20">again</span>`, metadata{published: "2019-11-20"}},
		{`</head><body><time pubdate datetime="2019-11-20">Wednesday</time>`, metadata{published: "2019-11-20"}},
		{`</head><body><p>By <a rel="author" href="/desk">The harbour desk</a> and <a rel="nofollow author" href="/b">the island desk</a></p>`, metadata{authors: []string{"The harbour desk", "the island desk"}}},
		{`</head><body><a rel=author>A desk</a><a rel=author>B desk</a><a rel=author>C desk</a><a rel=author>D desk</a>`, metadata{}},
		// of several stories
		{`</head><body><time itemprop="datePublished" datetime="2019-11-20">1</time><time itemprop="datePublished" datetime="2018-01-02">2</time><time itemprop="datePublished" datetime="2019-11-20">3</time>`, metadata{}},
	} {
		if got := metadataOf([]byte("<!doctype html><html><head>" + c.head)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%.300s: got %q, want %q", c.head, got, c.want)
		}
	}
}

// Whatever a page says of itself, new makes a dossier of it that can be read.
func FuzzNewMetadata(f *testing.F) {
	for _, s := range []string{"2019-11-20 06:09:25", "Wed, 20 Nov 19 13:42:05 " +
		"GMT", "2019-W53-7", "//news.example/", "https://xn--a.example/", "\u202eferry\x00<b>", "“...”",
		"https://news.example/%zz", "//Xn--A.000000#0", "a report (ab0825a5325ac785) that carried 41,200 people",
		"&#xffff;“We run &#xfffe; boats”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted := strings.NewReplacer(`"`, "&quot;").Replace(s)
		escaped, _ := json.Marshal(s)
		page := []byte(`<!doctype html><html><head><link rel="canonical" href="` + quoted +
			`"><meta property="article:published_time" content="` + quoted + `"><meta property="og:title" content="` +
			quoted + `">` +
			`<script type="application/ld+json">{"@type": "Article", "headline": ` + string(escaped) +
			`, "datePublished": ` + string(escaped) + `}</script></head><body><article><h1>` + s + `</h1><p>“` +
			s + `,” said ` + s + `.</p></article></body></html>`)
		about := metadataOf(page)
		text := article.Read(page).Text
		if _, _, _, err := drafted("ferry.json", headOf(text, about, "en"), proof.Drafts(&claims.Report{Text: text})); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}
