package article

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"
)

// A RefusalReason is why a page is left as it is, in a few words of ASCII that fit into the header of a response. Nothing is wrong
// with such a page: the widget can still put its checks on it.
type RefusalReason string

func (d RefusalReason) Error() string { return string(d) }

const (
	RefusalEncoding  RefusalReason = "encoding: not UTF-8"
	RefusalSize      RefusalReason = "size: more than 2 MiB"
	RefusalDepth     RefusalReason = "depth: more than 250 elements within each other"
	RefusalNUL       RefusalReason = "control: NUL bytes in it"
	RefusalFramework RefusalReason = "framework: it will want to find the page as it wrote it"
	RefusalNesting   RefusalReason = "nesting: elements end in another order than they began"
	RefusalPlace     RefusalReason = "place: nothing can be added where the article stands"
	RefusalFrames    RefusalReason = "frames: no page, but a frameset"
	RefusalHead      RefusalReason = "head: where it ends is not to be seen"
	RefusalChanged   RefusalReason = "would not come back: taking the checks out again does not give the page"
)

// MaxSize is the most bytes of a page that is touched. It is some thirty times what the page of a long article has.
const MaxSize = 2 << 20

// encoding is the name of the encoding in which a browser reads a page: a byte order mark counts before what the server says,
// and that before what the page says (https://html.spec.whatwg.org/#determining-the-character-encoding).
func encoding(src []byte, server, page string) string {
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return "utf-8"
	}
	return label(cmp.Or(server, page))
}

// validate reports what can be told from the bytes alone, and the name of their encoding, "" if nobody has named it.
func validate(src []byte, charset string) error {
	switch {
	case len(src) > MaxSize:
		return RefusalSize
	case bytes.IndexByte(src, 0) >= 0:
		return RefusalNUL // browsers drop some of them and replace others
	case !utf8.Valid(src):
		return RefusalEncoding
	}
	switch c := charset; {
	case c == "utf-8", c == "" && bytes.IndexByte(src, '\x1b') < 0:
		return nil
	// In these, bytes of ASCII mean other letters, some after an escape which is found without a name too (https://encoding.spec.whatwg.org/#names-and-labels).
	case bytes.ContainsFunc(src, func(r rune) bool { return r >= utf8.RuneSelf }), c == "", strings.HasPrefix(c, "utf-16"), strings.Contains(c, "2022"), strings.HasPrefix(c, "hz"), strings.HasPrefix(c, "utf-7"):
		return RefusalEncoding
	}
	return nil
}

// label is the name of an encoding in one spelling.
func label(charset string) string {
	switch c := strings.ToLower(strings.Trim(charset, " \t\r\n\f\"'")); c {
	case "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8":
		return "utf-8"
	default:
		return c
	}
}
