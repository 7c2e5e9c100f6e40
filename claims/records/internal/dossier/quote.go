package dossier

import (
	"strconv"
	"strings"
)

// Hex4 returns r as four hexadecimal digits or more.
func Hex4(r rune) string {
	s := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	return "0000"[:max(0, 4-len(s))] + s
}

// Quote returns s as messages show it: quoted, on one line, and cut if it is too long to read.
func Quote(s string) string {
	short, rest := cut(s)
	return strconv.Quote(short) + rest
}

// Clip returns a name as paths show it: cut if it is too long to read.
func Clip(name string) string {
	short, rest := cut(name)
	return short + rest
}

// cut returns as much of s as fits on a line of a terminal after a path, and "…" if there is more.
func cut(s string) (short, rest string) {
	const longest = 60 // characters
	n := 0
	for i := range s {
		if n++; n > longest {
			return s[:i], "…"
		}
	}
	return s, ""
}
