package article

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Pages in older encodings.
//
// Such a page is read in UTF-8 and written as it is: of its own bytes none changes, and ours are ASCII, with references
// for all other letters. In all encodings that browsers know, but for UTF-16 and ISO-2022-JP, a byte of ASCII that is a
// sign of HTML is that sign: none of < > & " and ' is ever the second half of a letter
// (https://encoding.spec.whatwg.org/#legacy-multi-byte-chinese-(simplified)-encodings). So the elements of a page are
// the same before and after decoding, and Strip needs to know no encoding.

// charsetIn returns the encoding that a page names; "" if it names none. Browsers look for it first in the first 1,024
// bytes, and read the page again if it comes later.
func charsetIn(src []byte) string {
	for s := newScanner(src); s.next(); {
		if s.tag == "meta" && s.kind != html.EndTagToken {
			if charset := charsetOf(s.attributes); charset != "" {
				return charset
			}
		}
	}
	return ""
}

// toSource moves insertions from UTF8 to the source of a page in another encoding. It reports whether both have the
// same letters throughout.
func (in insertions) toSource(p *Page) bool {
	in.sort()
	i, k := 0, 0 // of UTF8 and Source
	for n := 0; ; {
		for ; n < len(in) && in[n].at <= i; n++ {
			if in[n].at < i {
				return false // within a letter
			}
			in[n].at = k
		}
		if i == len(p.UTF8) || k == len(p.Source) {
			return n == len(in) && i == len(p.UTF8) && k == len(p.Source)
		}
		size, letters := letter(p.legacy, p.Source[k:])
		if k += size; k > len(p.Source) {
			return false
		}
		for range letters {
			r, size := utf8.DecodeRune(p.UTF8[i:])
			if r == utf8.RuneError {
				return false
			}
			i += size
		}
	}
}

// letter returns how many bytes the first letter of s has in an encoding, by its name in the Encoding Standard or that
// of workerd, and how many letters of Unicode stand for it.
func letter(encoding string, s []byte) (size, letters int) {
	lead, next := s[0], byte(0)
	if len(s) > 1 {
		next = s[1]
	}
	switch {
	case lead < utf8.RuneSelf:
	case encoding == "gbk", encoding == "gb18030":
		if '0' <= next && next <= '9' {
			return 4, 1
		}
		if lead > 0x80 {
			return 2, 1
		}
	case encoding == "big5":
		if lead == 0x88 && bytes.IndexByte([]byte("\x62\x64\xa3\xa5"), next) >= 0 {
			return 2, 2 // an Ê or ê with another accent
		}
		return 2, 1
	case encoding == "euc-kr", (encoding == "shift_jis" || encoding == "shift-jis") && (lead < 0xa0 || lead > 0xdf):
		return 2, 1
	case encoding == "euc-jp":
		if lead == 0x8f {
			return 3, 1
		}
		return 2, 1
	}
	return 1, 1
}
