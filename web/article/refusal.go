package article

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"
)

// A RefusalReason says why a page is left unchanged, in a few words of ASCII that fit into the header of a response.
// Nothing is wrong with such a page: the widget can still put its checks on it.
type RefusalReason string

// Error returns the reason in words.
func (d RefusalReason) Error() string { return string(d) }

// The reasons why a page is left unchanged. Each says what the page has, or what cannot be done to it.
const (
	RefusalEncoding  RefusalReason = "encoding: it is not clear, or has no ASCII in it"
	RefusalSize      RefusalReason = "size: more than 2 MiB"
	RefusalDepth     RefusalReason = "depth: more than 250 nested elements"
	RefusalNUL       RefusalReason = "control: it contains NUL bytes"
	RefusalFramework RefusalReason = "framework: a JavaScript framework controls it, use the script tag"
	RefusalAMP       RefusalReason = "amp: AMP does not allow what checks need"
	RefusalNotAMP    RefusalReason = "amp: it is no AMP page, which begins with <html amp>"
	RefusalXML       RefusalReason = "xml: it is a feed or other XML, not HTML"
	RefusalNesting   RefusalReason = "nesting: elements end in a different order than they began"
	RefusalPlace     RefusalReason = "place: nothing can be added around the article"
	RefusalFrames    RefusalReason = "frames: it is a frameset"
	RefusalRoot      RefusalReason = "root: no element fits the publisher's selector"
	RefusalHead      RefusalReason = "head: it has no end tag"
	RefusalChanged   RefusalReason = "round trip: taking the checks out would not give the page back"
)

// MaxSize is the most bytes of a page that is annotated: about thirty times what the page of a long article has.
const MaxSize = 2 << 20

// encoding returns the name of the encoding in which a browser reads a page: a byte order mark counts before what the
// server says, and that before what the page says (https://html.spec.whatwg.org/#determining-the-character-encoding).
func encoding(src []byte, server, page string) string {
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return "utf-8"
	}
	return label(cmp.Or(server, page))
}

// validate returns a RefusalReason if the bytes of a page, or the name of their encoding, rule it out; nil if they do
// not. charset is "" if it is not known. legacy says that it is known to be none of UTF-8, and that all that is put into
// the page can be read in it.
func validate(src []byte, charset string, legacy bool) error {
	switch {
	case len(src) > MaxSize:
		return RefusalSize
	case bytes.IndexByte(src, 0) >= 0:
		return RefusalNUL // browsers drop some of them and replace others
	}
	valid := utf8.Valid(src)
	switch c := charset; {
	case valid && (c == "utf-8" || c == "" && bytes.IndexByte(src, '\x1b') < 0):
		return nil
	case c == "", c == "utf-8", valid && bytes.ContainsFunc(src, func(r rune) bool { return r >= utf8.RuneSelf }):
		return RefusalEncoding
	// In these, bytes of ASCII mean other letters: in ISO-2022 after an escape, which counts without a name too
	// (https://encoding.spec.whatwg.org/#names-and-labels).
	case strings.HasPrefix(c, "utf-16"), strings.HasPrefix(c, "utf-7"), strings.HasPrefix(c, "hz"),
		strings.Contains(c, "2022"), !valid && !legacy:
		return RefusalEncoding
	}
	return nil
}

// label returns the name of an encoding in one spelling: "utf-8" for all of UTF-8's.
func label(charset string) string {
	switch c := strings.ToLower(strings.Trim(charset, " \t\r\n\f\"'")); c {
	case "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8":
		return "utf-8"
	default:
		return c
	}
}
