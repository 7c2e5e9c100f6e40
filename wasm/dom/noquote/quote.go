// Package strconv stands in for one file of Go's strconv where the widget is compiled (see build.sh): quote.go, which
// quotes a string for messages and for the errors of Atoi and ParseUint. Go's own knows of each character of Unicode
// whether it can be printed: 7 kB of brotli. This knows it of ASCII and of the characters that nobody sees or that turn
// the words after them round, quotes those as Go does, and leaves all others as they are. quote_test.go compares the
// two.
package strconv

import "unicode/utf8"

// Quote returns s as a string literal of Go.
func Quote(s string) string {
	const hex = "0123456789abcdef"
	out := []byte{'"'}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case 7 <= r && r <= '\r': // \a to \r in the order of ASCII
			out = append(out, '\\', "abtnvfr"[r-7])
		case r < ' ' || r == 0x7f || r == utf8.RuneError && n == 1: // a control character, or a byte that is no UTF-8
			out = append(out, '\\', 'x', hex[s[i]>>4], hex[s[i]&15])
		case unseen(r):
			out = append(out, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return string(append(out, '"'))
}

// unseen reports whether r has no shape or changes the direction of the text.
func unseen(r rune) bool {
	return 0x80 <= r && r <= 0xa0 || r == 0xad || r == 0x61c || 0x2000 <= r && r <= 0x200f ||
		0x2028 <= r && r <= 0x202f ||
		0x205f <= r && r <= 0x206f || r == 0xfeff
}
