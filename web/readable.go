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
		skipClass(strings.ToLower(attr("class")))
}

// skipClass reports whether the classes of an element, in lower case, say that it is passed over.
func skipClass(class string) (skip bool) {
	for _, name := range strings.Fields(class) {
		if when, what, ok := strings.Cut(name, ":"); ok { // Tailwind: on wider screens, say
			if what == "not-sr-only" && !strings.Contains(when, "focus") {
				return false
			}
			continue
		}
		skip = skip || among(skipClasses, name) || name != "not-sr-only" && containsAny(name, unseen)
	}
	return skip
}

// containsAny reports whether s contains one of the words of a list.
func containsAny(s, list string) bool {
	for list != "" {
		var word string
		if word, list, _ = strings.Cut(list, " "); strings.Contains(s, word) {
			return true
		}
	}
	return false
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
 credit credits photo-credit image-credit copyright margin-note margin-toggle side-note `
	// Not to be seen, such as "opens a new window": of Bootstrap, Tailwind, GOV.UK, USWDS; of Drupal, WordPress,
	// Foundation, UIkit, jQuery UI, Salesforce; and those of others that end or begin alike.
	unseen = "sr-only visually-hidden visuallyhidden element-invisible screen-reader-text screen-reader-only " +
		"screenreader-only show-for-sr hidden-visually hidden-accessible assistive-text"

	blockTags = ` address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer
 form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr
 ul aside nav dialog ` // skipped, but they part what they stand between
	headingTags = ` h1 h2 h3 h4 h5 h6 hgroup figcaption caption legend dt summary th `
)
