package main

import (
	"strings"
	"testing"

	"sourcemark/claims/lexicon"
	"sourcemark/claims/lexicon/english"
)

// TestWords wants the table that is handed on to have its licence at its head, to say what the one here says, and to be
// no longer than a reader may have to load.
func TestWords(t *testing.T) {
	text := englishWords()
	if !strings.HasPrefix(string(text), "# words.txt is made from WordNet 3.0, (c) 2006 by Princeton University, under its licence:\n") ||
		!strings.Contains(string(text), "\n# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.\n") {
		t.Errorf("the licence is not at the head: %.300s", text)
	}
	table, err := lexicon.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for line := range strings.Lines(english.Data()) {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			if words[0] == "=" && len(table.Groups(table.Stem(w))) == len(english.Words().Groups(english.Words().Stem(w))) {
				same++
			}
		}
	}
	if same < 10_000 {
		t.Errorf("%d words are in as many groups as before", same)
	}
	const most = 60_000 // bytes, with Brotli
	if n := len(brotlied(text)); n > most {
		t.Errorf("%d bytes with Brotli, want %d at most", n, most)
	}
}
