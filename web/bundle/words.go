package main

import (
	"strings"

	"sourcemark/claims/lexicon/english"
)

// englishWords returns the table of English words that may stand for one another, with the licence at its head, which
// asks to be on all copies.
func englishWords() []byte {
	var b strings.Builder
	for line := range strings.Lines(english.Notice()) {
		b.WriteString(strings.TrimRight("# "+line, " \n") + "\n")
	}
	for line := range strings.Lines(english.Data()) {
		if line[0] != '#' {
			b.WriteString(line)
		}
	}
	return []byte(b.String())
}
