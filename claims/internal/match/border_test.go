package match

import (
	"strings"
	"testing"
)

// elided is words of French and Italian.
func elided(word string) bool { return word == "l'" || word == "d'" || word == "dell'" }

// In each text, | stands where a mark may begin or end. Beside spaces it always may, so there it is left out.
func TestInside(t *testing.T) {
	for _, c := range []string{
		"women",
		"wo\u00admen", // a soft hyphen, and what editors paste
		"wo\u200bmen",
		"wo\ufeffmen",
		"cafe\u0301",
		"x\u0302y", // no letter of its own has it
		"can't can’t o'clock O'Brien D'Angelo",
		"the boats|'| crews",
		"well-known well‑known non-members twenty-two",
		"Oslo–Bergen 5–10 2016-17",
		"the boat|—|a ferry|—|left the boat|--|a ferry",
		"l'|homme L'|homme d’|Oslo dell'|isola aujourd'hui n'est",
		"AT&T R&D user_name",
		"U.S e.g example.com",
		"the boat was full|.|The next was not",
		"41,200 3.5 1.204,50 16:40 11/9 ٤١٬٢٠٠",
		"41 200 41\u00a0200 41\u202f200\u202f300",
		"in 2021| |200 people or 12| |30 or 12| |3000",
		"−5 (|-5|) $5 -$5 5€ 4% 1½ .5 <5 ~5 3.5m 22nd",
		"lost −5 and 3",
		"中|国|人|民",
		"二十三|人 4万1200|人 ４１，２００|円",
		"AI|技|术",
		"テ|ス|ト",
		"ภ|า|ษ|า น้ำ", // a tone and an am are drawn with their letter
		"ខ្មែ|រ",
		"정부는 4만1200명",
		"می\u200cخواهم كُتُب",
		"👍🏽|👩\u200d💻|❤\ufe0f|🇫🇷|🇩🇪",
		"“|women|”| (|men|)",
	} {
		text := strings.ReplaceAll(c, "|", "")
		f := Fold(text)
		want := make(map[int]bool) // bytes of the source
		at := 0
		for _, part := range strings.Split(c, "|") {
			at += len(part)
			want[at] = true
		}
		for i := range f.S {
			from, _ := f.at(i)
			_, before := f.at(max(i-1, 0))
			if i == 0 || from < before {
				continue
			}
			blank := f.S[i] == ' ' || f.S[i-1] == ' ' || strings.HasSuffix(text[:from], " ")
			may := want[before] || want[from]
			switch inside := f.Inside(i, elided); {
			case !blank && inside == may:
				t.Errorf("%q: %q|%q: inside is %v", c, f.S[:i], f.S[i:], inside)
			case blank && may && inside:
				t.Errorf("%q: %q|%q is inside", c, f.S[:i], f.S[i:])
			}
		}
	}
}

func TestAround(t *testing.T) {
	for _, c := range []struct{ text, half, want string }{
		{"Women left.", "men", "women"},
		{"a well-known author", "known", "well-known"},
		{"some 41,200 boats", "200", "41,200"},
		{"some 41 200 boats", "200", "41 200"},
		{"de l'homme", "omme", "homme"},
		{"lost −5 billion", "5", "-5"},
	} {
		f := Fold(c.text)
		start, end := f.Around(strings.Index(f.S, c.half), elided)
		if got := f.S[start:end]; got != c.want {
			t.Errorf("%s in %s: got %q, want %q", c.half, c.text, got, c.want)
		}
	}
	// What is longer than any word is not read to its end.
	f := Fold(strings.Repeat("a", 1<<20))
	if start, end := f.Around(1<<19, elided); end-start > 1000 {
		t.Errorf("%d bytes are read as one word", end-start)
	}
}
