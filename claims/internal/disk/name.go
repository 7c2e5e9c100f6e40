package disk

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name returns an error for a file whose name cannot be shown. Names go into logs, reports and pages.
func Name(file string) error {
	if name := Shown(file); name != file {
		return &fs.PathError{Op: "use", Path: name,
			Err: errors.New("has a character in its name that is not to be seen: rename it")}
	}
	return nil
}

// Shown returns s with an escape for each character that a terminal obeys or that cannot be seen: control characters,
// line ends too but not tabs, marks of direction, and bytes that are not UTF-8.
func Shown(s string) string {
	if !strings.ContainsFunc(s, Hidden) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if Hidden(r) && s[:n] != "\ufffd" {
			q := strconv.QuoteToASCII(s[:n])
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// Hidden reports whether a character is not to be seen. Two that join letters are part of how some languages are
// written, and of emoji.
func Hidden(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return unicode.IsControl(r) && r != '\t' || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) && r != nonJoiner &&
		r != joiner || r == utf8.RuneError
}
