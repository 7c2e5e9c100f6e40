package match

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// shelf returns an index of documents whose fields are words with "|" between them, the second field at half its
// weight.
func shelf(docs ...string) (*Index, func(query string) []QueryTerm) {
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
	x.Build(nil)
	return x, func(query string) []QueryTerm {
		var out []QueryTerm
		for _, w := range strings.Fields(query) {
			out = append(out, QueryTerm{term(w), 1})
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

// random returns an index of documents of random terms, of which few are frequent, and a maker of queries.
func random(r *rand.Rand, docs int) (*Index, func() []QueryTerm) {
	const terms = 300
	term := func() int32 { return int32(math.Pow(terms, r.Float64())) - 1 }
	x := new(Index)
	for range docs {
		var fields []Field
		for range 1 + r.IntN(3) {
			f := Field{Weight: float32(r.IntN(3)) / 2}
			for range r.IntN(12) {
				f.Terms = append(f.Terms, term()-1)
			}
			fields = append(fields, f)
		}
		x.Add(fields...)
	}
	x.Build(nil)
	return x, func() []QueryTerm {
		var out []QueryTerm
		for range r.IntN(30) {
			if q := (QueryTerm{term() + 5, float32(r.IntN(4)) / 3}); !slices.ContainsFunc(out,
				func(o QueryTerm) bool { return o.Term == q.Term }) {
				out = append(out, q)
			}
		}
		return out
	}
}

// TestCoverSlowly holds the documents that have enough of a query against going through all of them.
func TestCoverSlowly(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	some := 0
	for _, docs := range []int{1, 50, 5_000} {
		x, query := random(r, docs)
		for range 200 {
			q := query()
			all, least := float32(0), float32(0)
			has := make([]float32, docs)
			for _, q := range q {
				all += q.Weight
				list, _ := x.list(q.Term)
				for _, doc := range list {
					has[doc] += q.Weight
				}
			}
			least = all*r.Float32() + 0.001 // which no sum of thirds is
			var want []int
			for doc, h := range has {
				if h >= least {
					want = append(want, doc)
				}
			}
			some += len(want)
			if got, _ := x.AtLeast(q, least); !slices.Equal(got, want) {
				t.Fatalf("of %d documents, %v of %v: %v, want %v", docs, q, least, got, want)
			}
		}
	}
	if some < 1000 {
		t.Errorf("only %d documents were to be found", some)
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
