package dossier

import (
	"strconv"
	"strings"
)

func Hex4(r rune) string {
	s := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	return "0000"[:max(0, 4-len(s))] + s
}

// Quote is s as messages show it: on one line, and not too long to read.
func Quote(s string) string {
	short, rest := cut(s)
	return strconv.Quote(short) + rest
}

// Clip is a name as paths show it.
func Clip(name string) string {
	short, rest := cut(name)
	return short + rest
}

// cut is as much of s as fits on a line of a terminal with its path before it, and "…" if there is more.
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
