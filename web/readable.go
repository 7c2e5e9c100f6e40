// Package web is what readers see of checks, as HTML: the notes, the cards, the summary and their style sheets;
// and which parts of a page are an article. Package article below it reads a page's source; package dom of the
// browser's program reads a live page by the same rules.
package web

import "strings"

// Which parts of a page are its words is decided here once, by names alone, so that the same page reads
// the same from HTML and from a live document. Styles are not asked: an edge has none.

// Roots is how the article of a page is found: the first of these that it has.
var Roots = [...]string{"article", "[itemprop~=articleBody]", "main", "body"}

// SkipAttributes are the attributes that Skip asks for.
const SkipAttributes = "hidden aria-hidden role class"

// Skip reports whether an element and all in it is no part of what an article says: navigation, asides,
// controls, pictures, advertisements, credits, and what is ours. tag is in lower case; attr is the value
// of an attribute, "" if it has none, and has whether there is one.
func Skip(tag string, attr func(name string) string, has func(name string) bool) bool {
	switch tag {
	case "script", "style", "noscript", "template", "nav", "aside", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas", "map", "img",
		"button", "input", "select", "textarea", "datalist", "progress", "meter", "dialog", "head", "title", "rt", "rp",
		"noembed", "noframes", "xmp", "plaintext": // hold text only, in which no mark can be
		return true
	}
	if strings.HasPrefix(tag, "sourcemark-") || has("hidden") || strings.EqualFold(attr("aria-hidden"), "true") {
		return true
	}
	switch attr("role") {
	case "navigation", "complementary", "search", "menu", "toolbar", "dialog":
		return true
	}
	for class := range strings.FieldsSeq(attr("class")) {
		switch strings.ToLower(class) {
		case "ad", "ads", "advert", "advertisement", "adsbygoogle", "sponsored",
			"credit", "credits", "photo-credit", "image-credit", "copyright":
			return true
		}
	}
	return false
}

// Block reports whether an element is set apart from what stands before and after it, so that no
// sentence runs over its ends.
func Block(tag string) bool {
	switch tag {
	case "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
		"h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
		"tfoot", "th", "thead", "tr", "ul",
		"aside", "nav", "dialog": // skipped, but they part what they stand between
		return true
	}
	return false
}

// How a page says when its article was published: in the content of the first such element, or else in the datetime of
// the first of these within the article; one elsewhere may be that of another.
const (
	DateMeta = `meta[property="article:published_time"],meta[itemprop=datePublished]`
	DateTime = `time[datetime]`
)

// DateOf is the date of publication that an element gives, within the article or not; "" if it gives none.
func DateOf(tag string, within bool, attr func(name string) string) string {
	switch {
	case tag == "meta" && (attr("property") == "article:published_time" || attr("itemprop") == "datePublished"):
		return attr("content")
	case tag == "time" && within:
		return attr("datetime")
	}
	return ""
}

// Heading reports whether the text of an element serves as the name of something, so that a button
// within it would be read out as part of that name.
func Heading(tag string) bool {
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "figcaption", "caption", "legend", "dt", "summary", "th":
		return true
	}
	return false
}
