package desk

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sourcemark/claims"
)

// many is a folder of made-up dossiers, with words as frequent as those of a language are. Nothing of them is linted.
func many(t testing.TB, dossiers, each int) *Folder {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2)) // the same each time
	zipf := rand.NewZipf(random, 1.1, 8, 30_000)
	words := func(n int) string {
		var b strings.Builder
		for range n {
			k := zipf.Uint64()
			for b.WriteByte(' '); ; k /= 60 {
				b.WriteString([]string{"ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo", "ky"}[k%15])
				b.WriteString([]string{"n", "r", "s", "t"}[k/15%4])
				if k < 60 {
					break
				}
			}
		}
		return b.String()[1:]
	}
	dir := t.TempDir()
	for n := range dossiers {
		var parts []string
		for i := range each {
			parts = append(parts, fmt.Sprintf(`{"@type": "Claim", "@id": "#c%d", "text": "%s in %d", "author": "%s", `+
				`"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Unproven", `+
				`"ratingExplanation": "%s"}}, "citation": "#s%d"}`, i, words(14), 1950+i%70, words(2), words(25), i%20))
		}
		for i := range min(20, each) {
			parts = append(parts, fmt.Sprintf(`{"@type": "Report", "@id": "#s%d", "publisher": "%s", "name": "%s", `+
				`"url": "https://county.example/%d/%d", "text": "%s"}`, i, words(2), words(8), n, i, words(30)))
		}
		name := fmt.Sprintf("%03d.json", n)
		write(t, dir+"/"+name, dossierOf(name, "en", strings.Join(parts, ",\n")))
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	for {
		changed := f.Changed()
		if _, p := f.Dossiers(); p.Read == p.Files {
			break
		}
		<-changed
	}
	all, _ := f.Dossiers()
	for _, d := range all {
		d.index.of(d.Dossier)
	}
	return f
}

// A search looks at each record a few times at most, whatever is looked for, and Already at those alone that have a
// term of the statement.
func TestSearchSteps(t *testing.T) {
	const files, each = 12, 60
	f := many(t, files, each)
	all, _ := f.Dossiers()
	text := all[3].Records[7].Text
	word := strings.Fields(text)[0]
	for _, s := range []Search{{}, {Words: text}, {Words: word}, {Words: word[:1]}, {Speaker: word, Verdict: "unproven", Source: word}} {
		x := f.Search(s, 0, 20)
		// filters, and for each word the entries of its keys, in which no record is more than some times
		most := files*each*(2+8*(1+len(strings.Fields(s.Words)))) + files*20
		if x.steps > most || x.steps < files*each {
			t.Errorf("%+v: %d steps, at most %d", s, x.steps, most)
		}
	}
	steps := 0
	found := f.already(claims.Statement{Text: text, Language: "en"}, "", "", 5, &steps)
	if len(found) == 0 || found[0].Dossier.Name != "003.json" || found[0].Record.ID != "#c7" {
		t.Errorf("%+v", found)
	}
	if most := files * each * len(strings.Fields(text)); steps > most {
		t.Errorf("%d steps, at most %d", steps, most)
	}
}

// BenchmarkSearch is to take at most 100 ms, for 27,600 records in 300 dossiers.
func BenchmarkSearch(b *testing.B) {
	f := many(b, 300, 92)
	all, _ := f.Dossiers()
	words := strings.Fields(all[3].Records[7].Text)
	for name, s := range map[string]Search{"a word": {Words: words[0]}, "three words": {Words: strings.Join(words[:3], " ")},
		"a letter": {Words: words[0][:1]}, "a source": {Source: words[0]}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f.Search(s, 0, 50)
			}
		})
	}
	b.Run("already", func(b *testing.B) {
		for b.Loop() {
			f.Already(claims.Statement{Text: all[3].Records[7].Text, Language: "en"}, "", "", 5)
		}
	})
	b.Run("index of one dossier", func(b *testing.B) {
		for b.Loop() {
			new(index).of(all[3].Dossier)
		}
	})
}
