package english_test

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/lexicon/english"
)

// The table that is built in can be read, and knows what news hangs on: which words are opposites, and which are not.
func TestWords(t *testing.T) {
	words := english.Words()
	for _, c := range []struct {
		a, b     string
		opposite bool
	}{
		{"accepted", "rejected", true},
		{"wins", "lost", true},
		{"opening", "closed", true},
		{"bought", "purchased", false},
		{"said", "told", false},
	} {
		if got := words.Opposite(words.Stem(c.a), words.Stem(c.b)); got != c.opposite {
			t.Errorf("%s, %s: opposite is %v", c.a, c.b, got)
		}
	}
	share := func(a, b string) bool {
		of := words.Groups(words.Stem(b))
		return slices.ContainsFunc(words.Groups(words.Stem(a)), func(g int32) bool { return slices.Contains(of, g) })
	}
	if !share("bought", "purchases") || share("accept", "reject") {
		t.Errorf("bought, purchases: %v; accept, reject: %v", share("bought", "purchases"), share("accept", "reject"))
	}
	if !strings.HasPrefix(english.Data(), "# English words that may stand for one another.") {
		t.Errorf("the table begins %.60q", english.Data())
	}
}
