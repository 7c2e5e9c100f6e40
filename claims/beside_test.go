package claims_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
)

// A store that was asked for an article (Text.Seek) and has the dossier of its page finds what a checker of all dossiers
// finds, claims in other words too: these are of the page's own dossier alone.
func TestBesideRestated(t *testing.T) {
	stories := readStories(t)
	restated := 0
	for i, s := range stories {
		others := slices.Concat(stories[:i], stories[i+1:])
		for _, v := range s.Versions {
			text := claims.Plain(v.Text)
			all, found := []*claims.Dossier{s.Dossier}, []*claims.Dossier(nil)
			searches := text.Seek()
			for _, o := range others {
				all = append(all, o.Dossier)
				for _, x := range o.Dossier.Records {
					if slices.ContainsFunc(searches, func(s claims.Search) bool { return enough(&s, &x) }) {
						one := *o.Dossier
						one.Records = []claims.Record{x}
						found = append(found, &one)
					}
				}
			}
			whole, store := claims.New(all...), claims.NewBeside(found, s.Dossier)
			whole.InOtherWords(english.Words)
			store.InOtherWords(english.Words)
			want, got := itemsOf(whole.Check(text)), itemsOf(store.Check(text))
			if got != want {
				t.Errorf("%s, %s: the store finds\n%s\nand all dossiers\n%s", s.Dossier.File, v.Name, got, want)
			}
			restated += strings.Count(got, claims.Restated.String())
		}
	}
	if restated < 20 {
		t.Errorf("%d claims in other words: too easy a test", restated)
	}
}

// enough reports whether a store finds a record in a search.
func enough(s *claims.Search, x *claims.Record) bool {
	terms, _ := x.Terms()
	weight := float32(0)
	for _, q := range s.Terms {
		if slices.Contains(terms, q.Term) {
			weight += q.Weight
		}
	}
	return weight >= s.Least
}

func itemsOf(r *claims.Report) string {
	var b strings.Builder
	for _, a := range r.Items {
		fmt.Fprintln(&b, a.Dossier.ID, a.Record.ID, a.Span, a.Placement, a.Relation, a.Differences)
	}
	return b.String()
}
