package about

import (
	"reflect"
	"strings"
	"testing"
)

// TestAddress makes an address of the web of all that can be one, and nothing of the rest.
func TestAddress(t *testing.T) {
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
		if got := Address(c.given, c.base); got != c.want {
			t.Errorf("%q on %q: got %q, want %q", c.given, c.base, got, c.want)
		}
	}
}

// TestOf reads what pages say of their article in the forms that are met, and leaves out what is broken, or of
// another article.
func TestOf(t *testing.T) {
	const canonical = `<link rel="canonical" href="https://news.example/ferry">`
	ld := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` }
	const ferry = `{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2019-11-20", "url": "https://news.example/ferry"}`
	whole := Page{Headline: "Ferry", URL: "https://news.example/ferry", Published: "2019-11-20"}
	for _, c := range []struct {
		head string
		want Page
	}{
		{``, Page{}},
		{`<title>The ferry stops on Sundays | Harbour News</title>`, Page{Title: "The ferry stops on Sundays"}},
		{`<title>Ferry - Encyclopedia</title>`, Page{Title: "Ferry - Encyclopedia"}},
		{`<title>The ferry stops - what it means for those who live on the islands</title>`,
			Page{Title: "The ferry stops - what it means for those who live on the islands"}},
		{`<title>Ferry</title><meta property="og:title dc:title" content="The ferry stops">`, Page{Headline: "The ferry stops", Title: "Ferry"}},
		{`<title>Ferry – Encyclopedia</title>` + ld(`{"@type": "Article", "name": "Ferry", "headline": "boat that carries passengers", "datePublished": "2019-11-20"}`),
			Page{Headline: "Ferry", Published: "2019-11-20", Title: "Ferry – Encyclopedia"}},
		{ld("<![CDATA[" + ferry + "]]>"), whole},
		{ld("//<![CDATA[\n" + ferry + "\n//]]>"), whole},
		{ld(ferry), whole},
		{ld(`[` + ferry + `]`), whole},
		{ld(`{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "url": "https://news.example/"}, ` +
			ferry + `]}`), whole},
		{ld(`[{"@graph": [` + ferry + `]}]`), whole},
		{ld(`{"@type": ["Thing", "https://schema.org/ReportageNewsArticle"], "headline": ["Ferry"], "datePublished": [1574230165], "mainEntityOfPage": {"@id": "https://news.example/ferry"}}`),
			Page{Headline: "Ferry", URL: "https://news.example/ferry", Published: "2019-11-20T06:09:25Z"}},
		{canonical + ld(ferry) + ld(`{"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2018-01-02", "url": "/bridge"}`), whole},
		// whose page is it?
		{ld(`[` + ferry + `, {"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2018-01-02", "url": "https://news.example/bridge"}]`), Page{}},
		// of others
		{ld(`{"@type": "ItemList", "itemListElement": [` + ferry + `]}`), Page{}},
		// strings, broken, deep
		{ld(`"Ferry"`) + ld(`7`) + ld(`null`) + ld(``) + ld(`{"@type": `) + ld(`[[[[[[`+ferry+`]]]]]]`), Page{}},
		// deeper than a decoder goes
		{ld(strings.Repeat(`[`, 20000)), Page{}},
		{ld(`{"@type": {"a": 1}, "headline": {"b": []}, "datePublished": true}`), Page{}}, // of no kind
		// no date: it may be in March or April
		{ld(`{"@type": "Article", "headline": "The &quot;ferry&quot; <b>stops</b>\u202e\u0000 &lt;i&gt;now&lt;/i&gt;\n", "datePublished": "03/04/2019"}`), Page{Headline: `The "ferry" stops now`}},
		{canonical + `<meta property="article:published_time" content="2019-11-20 06:09:25">`,
			Page{URL: whole.URL, Published: "2019-11-20T06:09:25"}},
		{canonical + `<meta property="article:published_time" content="soon"><meta name="date" content="November 20, 2019">`, Page{URL: whole.URL, Published: "2019-11-20"}},
		{`<meta property="og:url" content="https://news.example/ferry"><meta property="og:title" content="Ferry"><meta itemprop="datePublished" content="2019-11-20">`, whole},
		{`<link rel="canonical" href="/ferry"><meta property="og:url" content="https://news.example/ferry?utm=1">`,
			Page{URL: whole.URL}},
		{`<base href="https://news.example/2019/"><link rel="canonical" href="../ferry">`, Page{URL: whole.URL}},
		{`<link rel="canonical" href="file:///tmp/ferry.html"><meta property="og:url" content="https://news.example/ferry">`, Page{URL: whole.URL}},
		{`<link rel="canonical" href="ferry.html">`, Page{}},
		{`</head><body><link rel="canonical" href="https://evil.example/">`, Page{}},
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
			Page{Authors: []string{"The harbour desk"}, Modified: "2019-11-21T08:00:00+01:00", Language: "en-GB"}},
		{ld(`{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "The harbour desk"}, {"name": ["The <b>island</b> desk"]}, "The harbour desk", {"@id": "https://news.example/staff"}]}`),
			Page{Authors: []string{"The harbour desk", "The island desk"}}},
		{ld(`{"@graph": [{"@type": "Article", "author": {"@id": "#desk"}}, {"@type": "Person", "@id": "#desk", "name": "The harbour desk"}]}`),
			Page{Authors: []string{"The harbour desk"}}},
		{ld(`{"@type": "NewsArticle", "author": {"name": {"@value": "The harbour desk", "@language": "en"}}, "inLanguage": "English, mostly"}`),
			Page{Authors: []string{"The harbour desk"}}},
		{`<meta name="author" content="The harbour desk"><meta property="article:author" content="https://social.example/desk"><meta property="article:modified_time" content="2019-11-21"><meta property="og:locale" content="pt_BR">`,
			Page{Authors: []string{"The harbour desk"}, Modified: "2019-11-21", Language: "pt-BR"}},
		{`<meta property="article:author" content="https://social.example/desk"><meta name="dc.creator" content="The harbour desk"><meta http-equiv="Content-Language" content="de">`,
			Page{Authors: []string{"The harbour desk"}, Language: "de"}},
		// elements
		{`</head><body><h1 itemprop="headline">Ferry</h1><time itemprop="datePublished" datetime="2019-11-20T06:09:25Z">Wednesday</time><time itemprop="dateModified">21 November 2019</time>`,
			Page{Headline: "Ferry", Published: "2019-11-20T06:09:25Z", Modified: "2019-11-21"}},
		{`</head><body><span itemprop="datePublished" content="2019-11-20">yesterday</span><span itemprop="datePublished" content="2019-11-20">again</span>`, Page{Published: "2019-11-20"}},
		{`</head><body><time pubdate datetime="2019-11-20">Wednesday</time>`, Page{Published: "2019-11-20"}},
		{`</head><body><p>By <a rel="author" href="/desk">The harbour desk</a> and <a rel="nofollow author" href="/b">the island desk</a></p>`, Page{Authors: []string{"The harbour desk", "the island desk"}}},
		{`</head><body><a rel=author>A desk</a><a rel=author>B desk</a><a rel=author>C desk</a><a rel=author>D desk</a>`, Page{}},
		// who publishes it
		{ld(`{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "Harbour News"}}`) + `<meta property="og:site_name" content="The harbour">`,
			Page{Publisher: "Harbour News", News: true}},
		{`<meta property="og:site_name" content="Town <b>council</b>"><meta name="publisher" content="https://social.example/council">`, Page{Publisher: "Town council"}},
		{`<meta name="publisher" content="https://social.example/council"><meta name="application-name" content="Town council">`, Page{Publisher: "Town council"}},
		// of several stories
		{`</head><body><time itemprop="datePublished" datetime="2019-11-20">1</time><time itemprop="datePublished" datetime="2018-01-02">2</time><time itemprop="datePublished" datetime="2019-11-20">3</time>`, Page{}},
	} {
		got := Of([]byte("<!doctype html><html><head>" + c.head))
		if got.News && !strings.Contains(c.head, "NewsArticle") {
			t.Errorf("%.300s: says nowhere that it is news", c.head)
		}
		if got.News = got.News && c.want.News; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%.300s: got %+v, want %+v", c.head, got, c.want)
		}
	}
}
