package web

import "strings"

// Which parts of a page are its words is decided here once, by names alone, so that the same page reads the same from
// HTML and from a live document. Styles do not count: a worker does not have them.

// Skip reports whether an element, with all in it, is not part of what an article says: navigation, asides, controls,
// pictures, advertisements, credits, numbers of notes, what only screen readers say, and elements of ours. tag is in
// lower case; attr returns the value of an attribute, "" if the element has none, and has reports whether it has one.
func Skip(tag string, attr func(name string) string, has func(name string) bool) bool {
	return among(skipTags, tag) || strings.HasPrefix(tag, "sourcemark-") || has("hidden") ||
		strings.EqualFold(attr("aria-hidden"), "true") ||
		anyAmong(skipRoles, strings.ReplaceAll(attr("role")+" "+attr("epub:type"), "doc-", "")) ||
		anyAmong(skipClasses, attr("class"))
}

// Block reports whether an element is set apart from what stands before and after it, so that no sentence runs across
// its borders. tag is in lower case.
func Block(tag string) bool {
	return among(blockTags, tag)
}

// Heading reports whether the text of an element is the name of something, so that a button in it would be read out as
// part of that name.
func Heading(tag string) bool {
	return among(headingTags, tag)
}

// Lists and not cases: those are 3 kB more to load.
const (
	skipTags = ` script style noscript template nav aside svg math iframe object embed audio video canvas map img button
 input select textarea datalist progress meter dialog head title rt rp
 d-footnote dt-fn
 noembed noframes xmp plaintext ` // hold text only, in which no mark can be
	skipRoles = ` navigation complementary search menu toolbar dialog
 backlink endnote endnotes footnote footnotes noteref pagebreak rearnote rearnotes ` // of DPUB-ARIA and EPUB
	skipClasses = ` ad ads advert advertisement adsbygoogle sponsored
 credit credits photo-credit image-credit copyright margin-note margin-toggle side-note
 sr-only visually-hidden visuallyhidden screen-reader-text ` // not to be seen: "opens a new window"

	blockTags = ` address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer
 form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr
 ul aside nav dialog ` // skipped, but they part what they stand between
	headingTags = ` h1 h2 h3 h4 h5 h6 hgroup figcaption caption legend dt summary th `
)
