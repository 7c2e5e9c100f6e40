package main

import (
	"strings"

	"sourcemark/claims/lexicon/english"
)

// What the loader fetches where claims may stand in other words: the part of the program that looks for them, and the
// words that may stand for one another. And the parts that read languages other than English, those of the Far East apart,
// that link records to the words they cover where their anchor has no place, and that look for words which have changed.
const (
	moreFile, lexiconFile = "sourcemark.more.wasm", "lexicon/en.txt"
	othersFile            = "sourcemark.others.wasm"
	eastFile              = "sourcemark.east.wasm"
	valuesFile            = "sourcemark.values.wasm" // what both need
	linksFile             = "sourcemark.links.wasm"
	editedFile            = "sourcemark.edited.wasm"
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
