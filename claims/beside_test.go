package claims_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/storytest"
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

// A host that has no lexicon yet is told to fetch it whenever a check with the lexicon would show something else, and not
// where all records stand, or where the one that does not has a fact changed.
func TestMayRestate(t *testing.T) {
	asked := 0
	for _, s := range readStories(t) {
		for _, v := range append(s.Versions, storytest.Version{Name: "original", Text: s.Original}) {
			text := claims.Plain(v.Text)
			without, with := claims.New(s.Dossier), claims.New(s.Dossier)
			with.InOtherWords(english.Words)
			r := without.Check(text)
			may := without.MayRestate(r)
			if got, want := itemsOf(r), itemsOf(with.Check(text)); got != want && !may {
				t.Errorf("%s, %s: the lexicon is not asked for; without it\n%s\nwith it\n%s", s.Dossier.File, v.Name, got, want)
			}
			if v.Name == "original" && may {
				t.Errorf("%s: the lexicon is asked for, and all records stand", s.Dossier.File)
			}
			if may {
				asked++
			}
		}
	}
	if asked < 5 {
		t.Errorf("the lexicon is asked for %d times: too easy a test", asked)
	}
	const council, ferry = "The council met on Monday in the town hall.", "The ferry carried 41,200 passengers last year"
	c := claims.New(&claims.Dossier{Language: "en", Records: []claims.Record{
		{ID: "#c1", Text: council, Anchor: claims.Selector{Exact: council}},
		{ID: "#c2", Text: ferry, Anchor: claims.Selector{Prefix: council + " ", Exact: ferry, Suffix: ", the harbour master told it."}},
	}})
	for article, want := range map[string]bool{
		council + " " + ferry + ", the harbour master told it.":                                 false,
		council + " The ferry carried 43,900 passengers last year, the harbour master told it.": false,
		council + " Last year 41,200 people took the ferry.":                                    true,
		council + " Passengers numbered 41,200 on the harbour ferry last year, they were told.": true,
		"Neuvosto kokoontui maanantaina. Viime vuonna lautalla matkusti 41 200 ihmistä.":        false,
	} {
		if got := c.MayRestate(c.Check(claims.Plain(article))); got != want {
			t.Errorf("%s: the lexicon is asked for: %v, want %v", article, got, want)
		}
	}
}
