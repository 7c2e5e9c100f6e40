package article

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"sourcemark/web"
)

// dataBlock returns JSON in a script element of that type and class ("" for none), which browsers keep and never run.
// It has no sign that would end the element or begin another
// (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements): in JSON these stand in strings only,
// where they can be escaped.
func dataBlock(kind, class string, json []byte, charset string) string {
	signs := strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "\u2028", `\u2028`, "\u2029", `\u2029`)
	text := signs.Replace(string(json))
	if charset != "utf-8" {
		text = escapeNonASCII(text, func(r rune) string {
			if r1, r2 := utf16.EncodeRune(r); r1 != utf8.RuneError {
				return `\u` + strconv.FormatInt(int64(r1), 16) + `\u` + strconv.FormatInt(int64(r2), 16)
			}
			return `\u` + strconv.FormatInt(0x10000+int64(r), 16)[1:]
		})
	}
	if class != "" {
		class = ` class="` + class + `"`
	}
	return `<script type="` + kind + `"` + class + ` ` + web.OurAttribute + `>` + text + `</script>`
}

// encodeFor returns HTML for a page in an encoding. In any but UTF-8 our letters would be read as others, so they are
// written as references, in ASCII alone.
func encodeFor(html, charset string) string {
	if charset == "utf-8" {
		return html
	}
	return escapeNonASCII(html, func(r rune) string { return "&#x" + strconv.FormatInt(int64(r), 16) + ";" })
}

// escapeNonASCII returns s with written(r) for each r outside ASCII.
func escapeNonASCII(s string, written func(rune) string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
		} else {
			b.WriteString(written(r))
		}
	}
	return b.String()
}
