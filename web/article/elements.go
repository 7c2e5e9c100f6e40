package article

// What the HTML standard says of elements, by their names, in lower case
// (https://html.spec.whatwg.org/#parsing-main-inbody).

func headElement(tag string) bool {
	switch tag {
	case "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title":
		return true
	}
	return false
}

// tabular elements hold parts of a table only.
func tabular(tag string) bool {
	switch tag {
	case "table", "tbody", "thead", "tfoot", "tr", "colgroup":
		return true
	}
	return false
}

// formatting goes on where an element ends that it began in.
func formatting(tag string) bool {
	switch tag {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// A formattingBoundary is what formatting does not leave.
func formattingBoundary(tag string) bool {
	switch tag {
	case "applet", "caption", "marquee", "object", "td", "template", "th":
		return true
	}
	return false
}

func scope(tag string) bool { return formattingBoundary(tag) || tag == "table" || tag == "select" }

func buttonScope(tag string) bool { return scope(tag) || tag == "button" }

func tableScope(tag string) bool { return tag == "table" || tag == "template" }

func heading(tag string) bool {
	return len(tag) == 2 && tag[0] == 'h' && '1' <= tag[1] && tag[1] <= '6'
}

func closesP(tag string) bool {
	switch tag {
	case "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
		"footer", "form", "header", "hgroup", "hr", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "ul", "xmp":
		return true
	}
	return heading(tag)
}

// implied end tags need not be written.
func implied(tag string) bool {
	switch tag {
	case "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc":
		return true
	}
	return false
}

func special(tag string) bool {
	switch tag {
	case "body", "button", "frameset", "iframe", "noembed", "noscript", "noframes", "select", "style", "script", "textarea", "title", "xmp":
		return true
	}
	return closesP(tag) || scope(tag) || tabular(tag)
}

func breaksOut(tag string) bool {
	switch tag {
	case "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "head", "hr", "i", "img", "li", "listing", "menu", "meta",
		"nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var", "font":
		return true
	}
	return heading(tag)
}

func void(tag string) bool {
	switch tag {
	case "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}
