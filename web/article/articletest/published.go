package articletest

import "strings"

// Published are pages, or what their heads and bodies have, and the day on which each says that its article was
// published; "" for none that is clear.
var Published = func() (pages []struct{ HTML, Day string }) {
	add := func(html, day string) { pages = append(pages, struct{ HTML, Day string }{html, day}) }
	linked := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` }
	const (
		ferry   = `{"@type": "NewsArticle", "datePublished": "2022-09-16T08:00:00+02:00", "url": "https://news.example/ferry"}`
		bridge  = `{"@type": "NewsArticle", "datePublished": "2021-03-04", "url": "https://news.example/bridge/"}`
		words   = `<article><p>By the desk, <time datetime="2022-09-20">Tuesday</time></p><p>Words</p></article>`
		address = `<link rel="canonical" href="https://news.example/ferry">`
	)
	for _, date := range [...][2]string{
		{"2022-09-16", "2022-09-16"}, {" 2022-09-16\n", "2022-09-16"}, {"2022-9-6", "2022-09-06"}, {"20220916", "2022-09-16"},
		{"2022-09-16T08:00:00Z", "2022-09-16"}, {"2022-09-16 08:00:00 -0400", "2022-09-16"}, {"20220916T080000Z", "2022-09-16"},
		{"20220916080000", "2022-09-16"}, {"2022/09/16", "2022-09-16"}, {"2022.09.16", "2022-09-16"}, {"2022-09-16, 08:00", "2022-09-16"},
		{"Fri, 16 Sep 2022 08:00:00 GMT", "2022-09-16"}, {"16 Sept 2022", "2022-09-16"}, {"September 16th, 2022", "2022-09-16"},
		{"Fri Sep 16 2022 08:00:00 GMT+0200 (Central European Summer Time)", "2022-09-16"}, {"Sep. 16, 2022 8:00 p.m.", "2022-09-16"},
		{"Fri Sep 16 08:00:00 EDT 2022", "2022-09-16"}, {"2022-September-16", "2022-09-16"},
		{"", ""}, {"soon", ""}, {"2022", ""}, {"2022-09", ""}, {"2022-13-01", ""}, {"2022-00-01", ""}, {"2022-09-161", ""},
		{"2022-09-16/2022-09-18", ""}, {"2022-09-16 - 2022-09-18", ""}, {"03/04/2022", ""}, {"16.09.2022", ""}, {"16-09-22", ""},
		{"1970-01-01T00:00:00Z", ""}, {"0001-01-01T00:00:00", ""}, {"2565-09-16", ""}, {"202209161", ""}, {"{{ date }}", ""},
		{"16 or 17 September 2022", ""}, {"16 September or 16 October 2022", ""}, {"16 September", ""}, {"September 2022", ""},
		{"16 marraskuuta 2022", ""}, {"2022-09-16x", ""}, {"20220916-1", ""},
		{"2022-09-16 " + strings.Repeat("and so on ", 10), ""},
	} {
		add(`<meta property="article:published_time" content="`+date[0]+`"><article>Words</article>`, date[1])
	}
	// JSON-LD, whose shapes are many
	add(linked(ferry)+words, "2022-09-16")
	add(linked(`[`+ferry+`]`)+words, "2022-09-16")
	add(linked(`[{"@graph": [{"@type": "WebSite"}, `+ferry+`]}]`)+words, "2022-09-16")
	add(linked(`{"@type": "WebPage", "datePublished": "2020-01-01", "mainEntity": `+ferry+`}`)+words, "2022-09-16")
	add(linked(`{"@type": ["Thing", "https://schema.org/ReportageNewsArticle"], "datePublished": [{"@value": "2022-09-16"}]}`)+words, "2022-09-16")
	add(linked(`{"@type": "BlogPosting", "datePublished": 20220916}`)+words, "2022-09-16")
	add(linked(`{"@type": "JobPosting", "datePublished": "2020-01-01"}`)+words, "2022-09-20")
	add(linked(`{"@type": "WebPage", "datePublished": "2020-01-01"}`)+words, "2022-09-20")
	add(linked(`{"@type": "NewsArticle", "datePublished": null}`)+words, "2022-09-20")
	add(linked(`{"a": {"@graph": [`+ferry+`]}}`)+words, "2022-09-20")
	add(linked(`{"@type": "\u004eewsArticle", "datePublished": "2022\u002d09-16"}`)+words, "2022-09-16")
	add(words+linked(ferry), "2022-09-16")
	add(`<template>`+linked(bridge)+`</template>`+linked(ferry)+words, "2022-09-16")
	// of several articles
	add(linked(ferry)+linked(bridge)+words, "2022-09-20")
	add(address+linked(ferry)+linked(bridge)+words, "2022-09-16")
	add(`<meta property="og:url" content="https://news.example/bridge#top">`+linked(ferry)+linked(bridge)+words, "2021-03-04")
	add(address+linked(ferry)+linked(strings.Replace(ferry, "16", "17", 1))+words, "2022-09-20")
	add(address+linked(ferry)+linked(strings.Replace(ferry, "T08:00:00+02:00", "", 1))+words, "2022-09-16")
	add(`</head><body>`+address+linked(ferry)+linked(bridge)+words, "2022-09-20")
	// what is no JSON
	add(linked(`{"@type": "NewsArticle", /* by our CMS */ "description": "boats, ]", "keywords": ["boat",], // and
		"datePublished": "2022-09-16",};`)+words, "2022-09-16")
	add(linked("//<![CDATA[\n"+ferry+"\n//]]>")+words, "2022-09-16")
	add(linked("<!--\n"+ferry+"\n-->")+words, "2022-09-16")
	add(linked(`{"@type": "NewsArticle", "description": "two
		lines, \" and // no comment", "datePublished": "2022-09-16"}`)+words, "2022-09-16")
	add(linked(strings.ReplaceAll(ferry, `"`, "&quot;"))+words, "2022-09-16")
	add(linked(ferry+`,{"@type": `)+words, "2022-09-20")
	add(linked(ferry+` `+bridge)+words, "2022-09-20")
	add(linked(`{"@type": "NewsArticle" "datePublished": "2022-09-16"}`)+words, "2022-09-20")
	add(linked(`{"@type": "NewsArticle", "datePublished": "2022-09-16", "x": "\x"}`)+words, "2022-09-20")
	// elements
	add(`<meta name="dc.date" content="2022-09-16"><meta property="article:published_time" content="soon">`+words, "2022-09-16")
	add(`<meta name="DC.date.issued author" content="2022-09-16"><meta name="date" content="2022-09-17">`+words, "2022-09-16")
	add(`<meta property="article:published_time" content=""><meta property="article:published_time" content="2022-09-16">`+words, "2022-09-16")
	add(`<meta property="article:modified_time" content="2022-09-18">`+words, "2022-09-20")
	add(`<article><meta itemprop="datePublished" content="2022-09-16"><p>Words</p></article>`, "2022-09-16")
	add(words+`<meta itemprop="datePublished" content="2022-09-16">`, "2022-09-16")
	add(`<article><time itemprop="dateCreated datePublished" datetime="2022-09-16">Friday</time><p>Words</p></article>`, "2022-09-16")
	add(`<p itemprop="datePublished"> 16 September 2022 </p>`+words, "2022-09-16")
	add(`<p itemprop="datePublished"><b>16 September 2022</b></p>`+words, "2022-09-20")
	add(`<i itemprop="datePublished" content="2022-09-16"></i><i itemprop="datePublished" content="2022-09-17"></i>`+words, "2022-09-20")
	add(`<i itemprop="datePublished" content="2022-09-16">1</i><i itemprop="datePublished" content="2022-09-16">2</i>`+words, "2022-09-16")
	add(`<time pubdate datetime="2022-09-16">Friday</time>`+words, "2022-09-16")
	add(`<nav><time datetime="2022-09-16">another story</time></nav><article><p>Words</p></article>`, "")
	add(`<article><time>Friday</time><time datetime="2022-09-16">Friday</time></article>`, "2022-09-16")
	add(`<article><p><time datetime="2022-09-16T08:00">Friday</time>, updated <time datetime="2022-09-16T09:00">later</time></p></article>`, "2022-09-16")
	add(`<article><time datetime="2022-09-16">Friday</time><p>In <time datetime="1944-06">June</time> it sank on <time datetime="1944-06-06">D-Day</time>.</p></article>`, "")
	add(`<article><p>Words</p></article>`, "")
	add(`Words`, "")
	return pages
}()
