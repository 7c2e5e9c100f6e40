package match

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestStem(t *testing.T) {
	for _, same := range []string{
		"reopen reopens reopened reopening",
		"admit admits admitted admitting",
		"stop stops stopped stopping",
		"ferry ferries", "county counties", "deny denies denied denying",
		"vote votes voted voting",
		"pass passes passed passing",
		"minister minister's",
		"govern government governments",
		"legal legally",
		"spend spends spent spending",
		"pay paid paying", "buy bought buying", "die died dies dying", "take took taken taking", "woman women",
	} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if Stem(w) != Stem(words[0]) {
				t.Errorf("%s is %s, %s is %s", words[0], Stem(words[0]), w, Stem(w))
			}
		}
	}
	for _, other := range []string{"need needle", "bus bush", "sing sling", "port portion", "led ledger", "pain paid", "паром паромы"} {
		words := strings.Fields(other)
		if Stem(words[0]) == Stem(words[1]) {
			t.Errorf("%s and %s are both %s", words[0], words[1], Stem(words[0]))
		}
	}
}

// shelf is an index of documents whose fields are words with "|" between them, the second field at half its weight.
func shelf(docs ...string) (*Index, func(query string) []Query) {
	terms := map[string]int32{}
	term := func(w string) int32 {
		if _, ok := terms[w]; !ok {
			terms[w] = int32(len(terms))
		}
		return terms[w]
	}
	x := new(Index)
	for _, d := range docs {
		var fields []Field
		for i, f := range strings.Split(d, "|") {
			field := Field{Weight: 1 / float32(i+1)}
			for _, w := range strings.Fields(f) {
				field.Terms = append(field.Terms, term(w))
			}
			fields = append(fields, field)
		}
		x.Add(fields...)
	}
	x.Freeze(nil)
	return x, func(query string) []Query {
		var out []Query
		for _, w := range strings.Fields(query) {
			out = append(out, Query{term(w), 1})
		}
		return out
	}
}

func TestSearch(t *testing.T) {
	x, query := shelf(
		"boats run on sundays",
		"boats run on mondays | sundays",
		"boats boats boats boats",
		"the museum buys two paintings",
		"the museum buys two paintings",
		"",
	)
	var scratch []float32
	for _, c := range []struct {
		query string
		most  int
		want  string
	}{
		{"sundays", 9, "0 1"},         // a field of half the weight counts less
		{"boats sundays", 9, "0 1 2"}, // two words before one that is there four times
		{"paintings", 9, "3 4"},       // of equals the first
		{"lighthouse", 9, ""},         // a word of no document
		{"", 9, ""},
	} {
		var got []string
		last := float32(math.Inf(1))
		for _, h := range x.Search(query(c.query), c.most, &scratch) {
			if h.Score <= 0 || h.Score > last {
				t.Errorf("%q: score %v after %v", c.query, h.Score, last)
			}
			last = h.Score
			got = append(got, fmt.Sprint(h.Doc))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: documents %s, want %s", c.query, g, c.want)
		}
	}
	if hits := new(Index).Search(query("boats"), 9, &scratch); len(hits) > 0 {
		t.Errorf("an empty index found %v", hits)
	}
}

func TestGrams(t *testing.T) {
	var g Grams
	for _, c := range []struct {
		a, b     string
		from, to float32
	}{
		{"superpredators", "superpredators", 1, 1},
		{"superpredators", "super-predator", 0.5, 0.9},
		{"superpredators", "lighthouse", 0, 0},
		{"aaaaaaaa", "aaaa", 0.3, 0.4}, // one piece of one, and of five
		{"", "lighthouse", 0, 0},
		{"abc", "abc", 0, 0}, // no piece of four letters
	} {
		g.Count(c.a)
		if got := g.Share(c.b); got < c.from || got > c.to {
			t.Errorf("%q and %q share %v, want %v to %v", c.a, c.b, got, c.from, c.to)
		}
	}
}
