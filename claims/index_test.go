package claims

import (
	"slices"
	"testing"

	"sourcemark/claims/internal/match"
)

// readAnew is what extract takes from the reading of the whole text, worked out from the words at s alone.
func readAnew(t *Text, s Span) (folded string, words []match.Word) {
	f := match.Fold(t.Slice(s))
	return f.S, match.Words(f)
}

func sameExtract(t *testing.T, text *Text, s Span) {
	t.Helper()
	got := text.indexed().extract(s)
	words := slices.Clone(got.words)
	for i := range words {
		words[i].Start -= got.base
		words[i].End -= got.base
	}
	if folded, want := readAnew(text, s); got.folded != folded || !slices.Equal(words, want) {
		t.Fatalf("%q in %q:\nhave %q %+v\nneed %q %+v", text.Slice(s), text, got.folded, words, folded, want)
	}
}

// Each of these has something at which a range of the whole text reads otherwise than the same words by themselves.
var ends = []string{
	"The ferry carried 41,200 people. It costs $5, or −5 – 4.5% – £3.20. “It’s the U.S. ferry,” she said.",
	"well -- known — yes … no . . . -5 -a - b+3 <4 5°C ½ 6⁶ l'eau d’Anna",
	"cafe\u0301 e\u0301 \u0301x A\u030a \u200c\u200da \u0646\u200c\u0646 \u0646\u200d \u00ad- \u200b x\u200by",
	"  two  blanks\u00a0\u00a0and\n\nlines\t-\tdash ",
	"船は4万1200人を運んだ。「そうだ」と語った。한국어 띄어쓰기 ภาษาไทย A晴 2026年",
	"“A,” 'b' ‘c’ «d» \"e\"f\"g\" #tag @name a/b 12:30 1/2 3.",
}

// TestExtract holds the words at every place of some texts against those of the place by itself.
func TestExtract(t *testing.T) {
	for _, s := range ends {
		text, taken := Plain(s), 0
		s := text.String()
		for a := range s {
			for b := range s[a:] {
				span := Span{a, a + b}
				sameExtract(t, text, span)
				if x := text.indexed(); x.extract(span).base > 0 {
					taken++
				}
			}
		}
		if taken == 0 {
			t.Errorf("%q: everything was read anew", s)
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range ends {
		f.Add(s, 3, 12)
	}
	f.Fuzz(func(t *testing.T, s string, a, b int) {
		text := Plain(s)
		n := len(text.String())
		if a < 0 || b < a || b > n {
			return
		}
		sameExtract(t, text, Span{a, b})
	})
}
