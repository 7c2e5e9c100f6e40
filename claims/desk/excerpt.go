package desk

import (
	"math"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/links"
)

// An excerpt is selected by the sentence, which a finger, a key and a mouse can do alike, and is then cut by hand: what
// is typed is held against the page.

// A Sentence is one of a fetched page.
type Sentence struct {
	Text   string
	First  bool // of its paragraph
	Beside bool // it is not in the page's article, but in its menus, notes or boxes
	Likely bool // it is among those that are nearest to what the record says
}

// sentencesOf returns the sentences of a page, those of its article first. likely is what the record says.
func sentencesOf(p *links.Page, likely string) []Sentence {
	var out []Sentence
	for i, blocks := range [...][]string{p.Blocks, p.Beside} {
		for _, b := range blocks {
			t := claims.Plain(b)
			t.Language = p.Language
			for n, s := range t.Sentences() {
				if words := strings.TrimSpace(t.Slice(s)); words != "" {
					out = append(out, Sentence{Text: words, First: n == 0, Beside: i > 0})
				}
			}
		}
	}
	markLikely(out, likely, p.Title)
	return out
}

// markLikely marks the sentences that share most with words, rare words counting more: those of the page's subject are in
// all its sentences. The title of the page names its subject, and says nothing of it.
func markLikely(all []Sentence, words, title string) {
	const (
		most   = 3 // of them; a glance takes no more
		fewest = 2 // words that one must share
	)
	wanted, headline := wordSet(words), match.Fold(title).S
	shared := make([][]string, len(all))
	in := map[string]int{} // sentences
	for i := range all {
		if match.Fold(all[i].Text).S == headline {
			continue
		}
		for w := range wordSet(all[i].Text) {
			if wanted[w] {
				shared[i] = append(shared[i], w)
				in[w]++
			}
		}
	}
	score := make([]float64, len(all))
	order := make([]int, len(all))
	for i := range all {
		order[i] = i
		slices.Sort(shared[i]) // so that the sum is the same each time
		for _, w := range shared[i] {
			score[i] += math.Log(float64(len(all)+1) / float64(in[w]))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case score[a] > score[b]:
			return -1
		case score[a] < score[b]:
			return 1
		}
		return 0
	})
	for _, i := range order[:min(len(order), most)] {
		// half as near as the nearest is something else
		all[i].Likely = len(shared[i]) >= fewest && score[i] >= score[order[0]]/2
	}
}

// excerptOf returns chosen sentences as an excerpt, with a mark where others stand between two.
func excerptOf(all []Sentence, chosen []int) string {
	var b strings.Builder
	last := -1
	for _, i := range chosen {
		if i <= last || i >= len(all) {
			continue
		}
		switch {
		case last >= 0 && i == last+1 && all[i].Beside == all[last].Beside:
			b.WriteByte(' ')
		case last >= 0:
			b.WriteString(" [...] ")
		}
		b.WriteString(all[i].Text)
		last = i
	}
	return b.String()
}

// chosenIn returns the sentences that stand in an excerpt as a whole.
func chosenIn(all []Sentence, excerpt string) []int {
	folded := match.Fold(excerpt).S
	var out []int
	for i := range all {
		if s := match.Fold(all[i].Text).S; s != "" && strings.Contains(folded, s) {
			out = append(out, i)
		}
	}
	return out
}

// spokenIn returns what a sentence quotes, if that is one thing and most of the sentence; else the sentence. Who speaks is
// no word of a quotation: readers would see it as one that differs.
func spokenIn(sentence string) string {
	t := claims.Plain(sentence)
	if quotes := t.Quotes(); len(quotes) == 1 && 2*quotes[0].Words.Len() > len(sentence) {
		return strings.TrimSpace(t.Slice(quotes[0].Words))
	}
	return sentence
}
