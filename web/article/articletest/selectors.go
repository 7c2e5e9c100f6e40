package articletest

// SelectorPage is a page on which selectors are tried. Each of its elements that a selector can lead to has an id.
const SelectorPage = `<!DOCTYPE html><html lang="en" id="html" class="news"><head><title>Ferry</title></head>
<body id="body" class="Front md:wide"><template><div class="story" id="in-template">Template</div></template>
<noscript><div class="story" id="in-noscript">No script</div></noscript>
<article class="teaser card" id="teaser"><h2 id="teaser-head">Bridge</h2><p id="teaser-words">Teaser</p></article>
<main id="main"><article class="post" id="post" data-kind="News report" lang="en-GB"><header id="head">
<h1 id="h1">Ferry</h1></header><img alt=""><div class="story body" id="story" itemprop="articleBody" data-Key="Ünit 7">
<p id="first">First<p id="second">Second<ul id="list"><li id="li1">One<li id="li2" class="last">Two</ul></div>
<div class="story" id="rest"><section id="deep"><div id="deeper"><p id="deepest" class="a-1 _b">Deep</p></div></section></div>
</article></main><aside id="beside"><div id="aside-story" class="story aside">Beside</div></aside></body></html>`

// Selectors are selectors and the id of what a browser finds by each on SelectorPage; "" for nothing.
var Selectors = []struct{ Selector, ID string }{
	{"article", "teaser"},
	{"ARTICLE", "teaser"},
	{"#story", "story"},
	{".story", "story"},
	{".Story", ""},
	{"main", "main"},
	{"main article", "post"},
	{"main > article", "post"},
	{"main>article>div", "story"},
	{"main > div", ""},
	{"main div", "story"},
	{"body article.post .body", "story"},
	{"html.news body.Front article.post", "post"},
	{"html > body > main", "main"},
	{"html body html", ""},
	{"body", "body"},
	{"div.story.body", "story"},
	{"div.body.story#story", "story"},
	{"div.story.wanting", ""},
	{"[itemprop]", "story"},
	{"[itemprop=articleBody]", "story"},
	{`[itemprop="articleBody"]`, "story"},
	{"[ITEMPROP='articleBody' ]", "story"},
	{"[itemprop=articlebody]", ""},
	{"[itemprop=articlebody i]", "story"},
	{"[ itemprop = articleBody ]", "story"},
	{`[data-kind~="report"]`, "post"},
	{`[data-kind~="News report"]`, ""},
	{`article[lang|=en]`, "post"},
	{`article[lang|=e]`, ""},
	{`[data-kind^="News"]`, "post"},
	{`[data-kind$="report"]`, "post"},
	{`[data-kind*="s r"]`, "post"},
	{`[data-kind*=""]`, ""},
	{`[data-key="Ünit 7"]`, "story"},
	{`.md\:wide main article`, "post"},
	{"#missing, .post", "post"},
	{".post,.teaser", "teaser"},
	{"#list , #first", "first"},
	{".story + .story", "rest"},
	{"img + div", "story"},
	{"header + div", ""},
	{"header ~ div", "story"},
	{".teaser ~ main .story", "story"},
	{".post ~ .story", ""},
	{"ul li.last", "li2"},
	{"li + li", "li2"},
	{"p + p", "second"},
	{"#post section p", "deepest"},
	{"main section > div > p", "deepest"},
	{"main section > p", ""},
	{"div section div p", "deepest"},
	{"div div", "deeper"},
	{"div > section div", "deeper"},
	{"*", "html"},
	{"* > article", "teaser"},
	{"aside .story", "aside-story"},
	{"._b", "deepest"},
	{" main\n\t.body ", "story"},
}
