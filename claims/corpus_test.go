package claims_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	. "sourcemark/claims"
	"sourcemark/claims/records"
)

// The demonstration story's dossier, as it is shipped.
func samarkand(t testing.TB) *Dossier {
	t.Helper()
	const file = "samarkand-2022.json"
	data, err := os.ReadFile("records/" + file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// madeUp is records of sentences of few words, so that many of them are nearly the same.
func madeUp(r *rand.Rand, n int) *Dossier {
	d := &Dossier{Language: "en"}
	for i := range n {
		x := Record{ID: fmt.Sprintf("#m%d", i), Kind: Kind(r.IntN(2)), Text: sentence(r, 4+r.IntN(12)), When: "2022-09-16"}
		if r.IntN(2) == 0 {
			x.Speaker.Name = []string{"Anna Brown", "Carl Ostrom", "A. Brenner"}[r.IntN(3)]
		}
		if r.IntN(3) == 0 {
			x.Reviews = []Review{{Claimed: sentence(r, 8)}}
		}
		if r.IntN(3) == 0 {
			x.Citations = []Citation{{Source: &Source{Title: sentence(r, 5)}}}
		}
		if x.Kind == Quotation && r.IntN(2) == 0 {
			x.Versions = []Version{{Excerpt: Excerpt{Text: sentence(r, 5) + " " + x.Text, Language: "en"}}}
		}
		d.Records = append(d.Records, x)
	}
	return d
}

var fewWords = strings.Fields(`the the the of of a in and to not no it they said ferry ferries harbour council vote voted votes voting ticket
	tickets price prices rose fell 41,200 22 1990 two million kroner passengers carried winter Sunday yesterday Thursday Oslo Bergen
	Brown lighthouse museum paintings bridge storm early boats boat concern concerns concerned Norway Norwegian keep keeper`)

func sentence(r *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = fewWords[r.IntN(len(fewWords))]
	}
	return strings.Join(words, " ")
}

// retold is a text with some words left out, put in or replaced, and others with another ending.
func retold(r *rand.Rand, text string) string {
	var out []string
	for _, w := range strings.Fields(text) {
		switch r.IntN(12) {
		case 0:
		case 1:
			out = append(out, sentence(r, 1))
		case 2:
			out = append(out, w, sentence(r, 1))
		case 3:
			out = append(out, strings.TrimSuffix(w, "s")+[]string{"s", "ed", "'s", "ly"}[r.IntN(4)])
		case 4:
			out = append(out, "["+w+"]")
		default:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// article is an article that says again some of what the records say, in other words.
func article(r *rand.Rand, d *Dossier) *Text {
	var b strings.Builder
	for range 20 {
		x := d.Records[r.IntN(len(d.Records))]
		switch said := retold(r, x.Text); r.IntN(3) {
		case 0:
			fmt.Fprintf(&b, "S%s. ", said)
		case 1:
			fmt.Fprintf(&b, "“%s,” Anna Brown said. ", said)
		case 2:
			fmt.Fprintf(&b, "Carl Ostrom said that %s.\n\n", said)
		}
	}
	t := Plain(b.String())
	t.Published = "2022-09-17"
	return t
}

// TestCorpus wants what the records say of their terms to add up to what the library of all knows.
func TestCorpus(t *testing.T) {
	all := []*Dossier{samarkand(t), madeUp(rand.New(rand.NewPCG(1, 1)), 300)}
	known := map[string]int{}
	records, length := 0, 0.0
	for _, d := range all {
		for i := range d.Records {
			r := &d.Records[i]
			if r.Status == Withdrawn {
				continue
			}
			for _, s := range d.Stored(r) {
				for i, term := range s.Terms {
					if known[term]++; slices.Contains(s.Terms[:i], term) {
						t.Errorf("%s has the term %q twice in %s", r.ID, term, s.Language)
					}
				}
				records++
				length += s.Length
			}
		}
	}
	c := NewLibrary(all...).Corpus()
	if c.Records != records || c.Length != length/float64(records) {
		t.Errorf("%d records of length %v, counted %d and %v", c.Records, c.Length, records, length/float64(records))
	}
	for term, n := range known {
		if got := c.DocFreq(term); got != n {
			t.Errorf("%q is known in %d records, counted %d", term, got, n)
		}
	}
	if n := c.DocFreq("zeppelin"); n != 0 {
		t.Errorf("a term of no record is known in %d", n)
	}
}

// TestLibraryOf wants a library of a few records to judge them as that of all does, to the digit.
func TestLibraryOf(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	made := madeUp(r, 3000)
	made.Records = append(made.Records, samarkand(t).Records...)
	whole := NewLibrary(made)
	const looked = 200 // how many Find looks at closely
	for range 30 {
		x := made.Records[r.IntN(len(made.Records))]
		s := Statement{Text: retold(r, x.Text) + " " + retold(r, x.Text), Before: sentence(r, 12), Speaker: "Brown", Date: "2022-09-17"}
		want := whole.Find(s, looked)
		few := &Dossier{Language: "en"}
		for _, x := range made.Records {
			best := slices.ContainsFunc(want, func(m Match) bool { return m.Record.ID == x.ID })
			if best || r.IntN(20) == 0 {
				few.Records = append(few.Records, x)
			}
		}
		got := NewLibraryOf(whole.Corpus(), few).Find(s, looked)
		if len(got) != len(want) || len(want) == 0 {
			t.Fatalf("%d matches, want %d", len(got), len(want))
		}
		for i := range want {
			g, w := &got[i], &want[i]
			if g.Record.ID != w.Record.ID || g.Score != w.Score || g.Agreement != w.Agreement || g.Relation != w.Relation || g.Leads != w.Leads {
				t.Fatalf("%q: match %d is %s %v %v %v %v, want %s %v %v %v %v", s.Text, i, g.Record.ID, g.Score, g.Agreement, g.Relation, g.Leads,
					w.Record.ID, w.Score, w.Agreement, w.Relation, w.Leads)
			}
		}
		// The store is asked for the terms that the library asks for: none of the records it found has none.
		terms := s.Terms()
		for _, m := range want {
			has, _ := m.Record.Terms()
			if !slices.ContainsFunc(terms, func(x SearchTerm) bool { return slices.Contains(has, x.Term) }) {
				t.Fatalf("%s was found and has none of the terms of %q", m.Record.ID, s.Text)
			}
		}
	}
}

// TestLibraryOfLag wants scores to be numbers though the store counted before the last records came.
func TestLibraryOfLag(t *testing.T) {
	d := ferryRecords()
	l := NewLibraryOf(&Corpus{Records: 1, DocFreq: func(string) int { return 7 }}, d)
	for _, m := range l.Find(Statement{Text: d.Records[0].Text}, 9) {
		if math.IsNaN(m.Score) || m.Score < 0 {
			t.Errorf("%s: score %v", m.Record.ID, m.Score)
		}
	}
}

// TestSeek wants a store that was asked for an article to have found every record that is linked to it when each
// statement is held against each record.
func TestSeek(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	made := madeUp(r, 200)
	made.Records = append(made.Records, samarkand(t).Records...)
	for i := range made.Records {
		made.Records[i].Anchor = Selector{}
	}
	corpus := NewLibrary(made).Corpus()
	terms := map[string][]string{}
	for i := range made.Records {
		x := &made.Records[i]
		terms[x.ID], _ = x.Terms()
	}
	const articles = 20
	links, found := 0, 0
	for range articles {
		text := article(r, made)
		fast, slow := New(made).Linkable(text)
		if !slices.Equal(fast, slow) {
			t.Fatalf("fast: %q\nslow: %q", fast, slow)
		}
		links += len(slow)
		few := &Dossier{Language: "en"}
		searches := text.Seek()
		for _, x := range made.Records {
			if slices.ContainsFunc(searches, func(s Search) bool {
				chosen := rarest(&s, corpus.DocFreq)
				weight, rare := float32(0), false
				for _, q := range s.Terms {
					if slices.Contains(terms[x.ID], q.Term) {
						weight += q.Weight
						rare = rare || slices.Contains(chosen, q.Term)
					}
				}
				if weight >= s.Least && !rare {
					t.Fatalf("%s has enough of %+v, and none of %q", x.ID, s, chosen)
				}
				return weight >= s.Least
			}) {
				few.Records = append(few.Records, x)
			}
		}
		found += len(few.Records)
		want, got := New(made).Check(text), NewBeside([]*Dossier{few}).Check(text)
		if g, w := linksOf(got), linksOf(want); g != w {
			t.Fatalf("links %s, want %s", g, w)
		}
		if len(got.Unplaced) > 0 {
			t.Fatalf("%d records of a store are unplaced", len(got.Unplaced))
		}
	}
	if links < 5*articles || found > articles*len(made.Records)/2 {
		t.Errorf("%d links in %d articles, and %d records found for each of %d: too easy a test", links, articles, found/articles, len(made.Records))
	}
}

func linksOf(r *Report) string {
	var b strings.Builder
	for _, a := range r.Items {
		fmt.Fprintln(&b, a.Record.ID, a.Span, a.Relation, a.Score, a.Differences)
	}
	return b.String()
}

// TestBeside wants what was found elsewhere to give way to what editors have placed, and not to be there twice.
func TestBeside(t *testing.T) {
	const ferry = "It was a bad year. The harbour ferry carried 41,200 passengers last year. The council did not vote on the new timetable for the boats."
	own := &Dossier{ID: "ferry.json", Language: "en", Records: []Record{
		{ID: "#own", Text: "The ferry carried 41,200 passengers", Anchor: Selector{Exact: "The harbour ferry carried 41,200 passengers last year"}},
		{ID: "#gone", Text: "The ferry was late", Anchor: Selector{Exact: "The ferry was late on eleven days"}},
	}}
	elsewhere := ferryRecords()
	elsewhere.Records[0].Anchor = Selector{Exact: "The council did not vote"} // on another article
	again := &Dossier{ID: "ferry.json", Language: "en", Records: ferryRecords().Records}
	r := NewBeside([]*Dossier{again, nil, elsewhere}, own).Check(Plain(ferry))
	var got []string
	for _, a := range r.Items {
		got = append(got, fmt.Sprintf("%s %v", a.Record.ID, a.Automatic))
		if a.Automatic && a.Dossier != elsewhere {
			t.Errorf("%s is of a dossier that was there already", a.Record.ID)
		}
	}
	if want := []string{"#own false", "#vote true"}; !slices.Equal(got, want) {
		t.Errorf("items %q, want %q", got, want)
	}
	if len(r.Unplaced) != 1 || r.Unplaced[0].Record.ID != "#gone" {
		t.Errorf("unplaced: %+v, want #gone alone", r.Unplaced)
	}
}

// TestCandidates holds the places where a changed passage may stand against counting votes the slow way.
func TestCandidates(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	made := madeUp(r, 50)
	found := 0
	for range 20 {
		text := article(r, made)
		for _, x := range made.Records {
			fast, slow := text.Candidates(Selector{Exact: x.Text})
			if !slices.Equal(fast, slow) {
				t.Fatalf("%q: candidates %v, slowly %v", x.Text, fast, slow)
			}
			found += len(fast)
		}
	}
	if found < 500 {
		t.Errorf("only %d candidates", found)
	}
}

// rarest returns the terms of s of which every record that can be linked has one: the rarest that will do, rarest
// first. known reports how many records have a term. It returns nil if no record can be linked. A store does this in
// SQL (wasm/edge).
func rarest(s *Search, known func(term string) int) []string {
	type term struct {
		SearchTerm
		known int
	}
	var all []term
	rest := float32(0)
	for _, t := range s.Terms {
		if n := known(t.Term); n > 0 {
			all = append(all, term{t, n})
			rest += t.Weight
		}
	}
	slices.SortStableFunc(all, func(a, b term) int { return cmp.Compare(a.known, b.known) })
	var out []string
	for _, t := range all {
		if rest < s.Least {
			break
		}
		out = append(out, t.Term)
		rest -= t.Weight
	}
	return out
}
