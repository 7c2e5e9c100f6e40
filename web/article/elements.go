package article

// What the HTML standard says of elements, by their names, in lower case
// (https://html.spec.whatwg.org/#parsing-main-inbody).

// headElement reports whether an element may stand in the head.
func headElement(tag string) bool {
	switch tag {
	case "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title":
		return true
	}
	return false
}

// tabular reports whether an element holds parts of a table only.
func tabular(tag string) bool {
	switch tag {
	case "table", "tbody", "thead", "tfoot", "tr", "colgroup":
		return true
	}
	return false
}

// formatting reports whether browsers open an element again where the element ends in which it began.
func formatting(tag string) bool {
	switch tag {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// A scope says how far outwards an open element is looked for: up to what stops the search.
type scope uint8

const (
	anywhere     scope = 1 << iota // up to HTML in a drawing, which stops all
	inFormatting                   // formatting does not continue across such a border
	inScope
	inListScope
	inTableScope
	inSpecial // an end tag of another name does not reach further
)

// stops returns the scopes that end at an element.
func stops(tag string) (s scope) {
	switch tag {
	case "applet", "caption", "marquee", "object", "td", "th":
		return inFormatting | inScope | inListScope | inSpecial
	case "template":
		return inFormatting | inScope | inListScope | inTableScope | inSpecial
	case "table":
		return inScope | inListScope | inTableScope | inSpecial
	case "select":
		return inScope | inListScope | inSpecial
	case "ol", "ul":
		return inListScope | inSpecial
	}
	if special(tag) {
		return inSpecial
	}
	return 0
}

// heading reports whether an element is one of h1 to h6.
func heading(tag string) bool {
	return len(tag) == 2 && tag[0] == 'h' && '1' <= tag[1] && tag[1] <= '6'
}

// closesP reports whether an element closes an open paragraph where it begins.
func closesP(tag string) bool {
	switch tag {
	case "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
		"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "listing", "main", "menu",
		"nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "ul", "xmp":
		return true
	}
	return heading(tag)
}

// implied reports whether an element's end tag may be left out.
func implied(tag string) bool {
	switch tag {
	case "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc":
		return true
	}
	return false
}

// special reports whether an end tag of another name does not reach beyond an element.
func special(tag string) bool {
	switch tag {
	case "applet", "caption", "marquee", "object", "table", "td", "template", "th",
		"body", "button", "frameset", "iframe", "noembed", "noscript", "noframes", "select", "style", "script",
		"textarea", "title", "xmp":
		return true
	}
	return closesP(tag) || tabular(tag)
}

// breaksOut reports whether an element ends SVG or MathML where it begins.
func breaksOut(tag string) bool {
	switch tag {
	case "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "font",
		"head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small",
		"span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var":
		return true
	}
	return heading(tag)
}

// void reports whether an element has no end tag and nothing in it.
func void(tag string) bool {
	switch tag {
	case "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
		"link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// integrationPoint reports whether what is in an element of SVG or MathML is read as HTML again.
func integrationPoint(tag string) bool {
	switch tag {
	case "foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext":
		return true
	}
	return false
}
