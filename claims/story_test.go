package claims_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
)

// A story is a made-up article with its dossier and what became of it; testdata/stories/ferry.txt says how to read one.
type story struct {
	versions map[string]string // by name: original, edit, rewrite, traps, followup
	dossier  *claims.Dossier
	gold     map[string]map[string]outcome // by version and record
}

// An outcome is what a version says of a record.
type outcome struct{ relation, words string }

var heading = regexp.MustCompile(`(?m)^== (.*)\n`)

func readStory(t *testing.T, file string) *story {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{versions: make(map[string]string), gold: make(map[string]map[string]outcome),
		dossier: &claims.Dossier{File: file, ID: file, Language: "en"}}
	all := string(b)
	at := heading.FindAllStringSubmatchIndex(all, -1)
	for i, m := range at {
		end := len(all)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		head, body := strings.Fields(all[m[2]:m[3]]), strings.TrimSpace(all[m[1]:end])
		switch {
		case len(head) > 1 && (head[1] == "claim" || head[1] == "quote"):
			s.record(t, file, head, strings.Split(body, "\n"))
		default:
			s.versions[head[0]] = body
			if len(head) > 1 {
				s.dossier.About.Published = head[1]
			}
		}
	}
	return s
}

func (s *story) record(t *testing.T, file string, head, lines []string) {
	t.Helper()
	r := claims.Record{ID: "#" + head[0], Text: lines[0], Status: claims.Sourced}
	if head[1] == "quote" {
		r.Kind, r.Speaker.Name = claims.Quotation, strings.Join(head[2:], " ")
		r.Versions = []claims.Version{{Excerpt: claims.Excerpt{Text: r.Text, Language: "en"}}}
	}
	for _, l := range lines[1:] {
		version, rest, _ := strings.Cut(l, ": ")
		if version == "anchor" {
			r.Anchor = anchor(t, file, s.versions["original"], rest)
			continue
		}
		relation, words, _ := strings.Cut(rest, ": ")
		relation, _, _ = strings.Cut(relation, " ") // "differs number"
		if n := strings.Count(s.versions[version], words); relation != "absent" && n != 1 {
			t.Fatalf("%s: %s, %s: %q stands there %d times", file, r.ID, version, words, n)
		}
		if s.gold[version] == nil {
			s.gold[version] = make(map[string]outcome)
		}
		s.gold[version][r.ID] = outcome{relation, words}
	}
	s.dossier.Records = append(s.dossier.Records, r)
}

// anchor marks words of an article, with as much of what stands around them as an editor's tool keeps.
func anchor(t *testing.T, file, article, words string) claims.Selector {
	t.Helper()
	const around = 64
	at := strings.Index(article, words)
	if at < 0 || strings.Count(article, words) != 1 {
		t.Fatalf("%s: need %q once in the original", file, words)
	}
	from, to := max(0, at-around), min(len(article), at+len(words)+around)
	return claims.Selector{Exact: words, Prefix: strings.ToValidUTF8(article[from:at], ""),
		Suffix: strings.ToValidUTF8(article[at+len(words):to], "")}
}

// TestStories holds made-up stories to what this package is for: nothing is shown on the wrong words, or as unchanged
// where a fact has changed. How much is found again is counted, so that it does not get less.
func TestStories(t *testing.T) {
	found, of := make(map[string]int), make(map[string]int)
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		s := readStory(t, file)
		for version, gold := range s.gold {
			text := claims.Plain(s.versions[version])
			shown := make(map[string]*claims.Annotation)
			c := claims.New(s.dossier)
			c.InOtherWords(english.Words())
			r := c.Check(text)
			for i := range r.Items {
				shown[r.Items[i].Record.ID] = &r.Items[i]
			}
			for id, want := range gold {
				kind := version + " " + want.relation + " " + map[bool]string{true: "claims", false: "quotations"}[id[1] == 'c']
				of[kind]++
				a := shown[id]
				if a == nil {
					if want.relation == "absent" {
						found[kind]++
					} else {
						t.Logf("%s, %s: %s is not shown", file, version, id)
					}
					continue
				}
				words := text.Slice(a.Span)
				switch at := strings.Index(text.String(), want.words); {
				case want.relation == "absent":
					t.Errorf("%s, %s: %s is shown, as %s, on %q", file, version, id, a.Relation, words)
				case !a.Span.Overlaps(claims.Span{Start: at, End: at + len(want.words)}):
					t.Errorf("%s, %s: %s is shown, as %s, on %q instead of %q", file, version, id, a.Relation, words, want.words)
				case want.relation == "differs" && a.Relation == claims.Same:
					t.Errorf("%s, %s: %s is shown as unchanged on %q", file, version, id, words)
				case a.Relation.String() == want.relation:
					found[kind]++
				default:
					t.Logf("%s, %s: %s is shown as %s on %q", file, version, id, a.Relation, words)
				}
			}
		}
	}
	for kind, least := range leastFound {
		if found[kind] < least {
			t.Errorf("%s: %d of %d, have been %d", kind, found[kind], of[kind], least)
		}
	}
	t.Log(found, of)
}

// leastFound is how many of each kind are found again in the stories.
var leastFound = map[string]int{
	"edit same claims": 16, "rewrite same claims": 8, "traps same claims": 4, "traps differs claims": 8,
	"edit same quotations": 13, "rewrite same quotations": 7, "traps differs quotations": 8, "traps same quotations": 1,
}

// FuzzRestate looks for a claim in other words in an article that its dossier is about, for two more of its records
// stand there as they were anchored.
func FuzzRestate(f *testing.F) {
	for _, c := range readWhose(f) {
		f.Add(c.article, c.words, c.words)
	}
	f.Add("In 1988 the Sealark, built in Turku, replaced the Hope.", "The Hope was replaced in 1988.", "The Sealark replaced the wooden Hope in 1988")
	f.Add("By 7 votes to 4 it did not end; Mr Roe denied: not since 1962.", "The vote was seven to four.", "They won't end before 1 June")
	f.Add("Prices rose 3.5% to €310,000 in 2m boats -- nine of 64; 20:30 on 1/6/2025.", "Prices fell by 3.5 per cent", "9 of the 64")
	f.Fuzz(func(t *testing.T, article, claim, anchored string) {
		if len(article)+len(claim)+len(anchored) > 4000 {
			t.Skip("long input only costs time")
		}
		const first, second = "The ferry of the county has sailed for a year.", "It is the last that the islands have."
		text := claims.Plain(first + " " + second + "\n\n" + article)
		d := &claims.Dossier{Language: "en", Records: []claims.Record{
			{ID: "#1", Text: first, Anchor: claims.Selector{Exact: first}},
			{ID: "#2", Text: second, Anchor: claims.Selector{Exact: second}},
			{ID: "#c", Text: claim, Anchor: claims.Selector{Exact: anchored, Prefix: "of ", Suffix: " by"}},
		}}
		alone := text.Place(d.Records[2].Anchor)
		c := claims.New(d)
		c.InOtherWords(english.Words())
		r := c.Check(text)
		if len(r.Items)+len(r.Unplaced) != len(d.Records) {
			t.Fatalf("%d items and %d unplaced of %d records", len(r.Items), len(r.Unplaced), len(d.Records))
		}
		for _, a := range r.Items {
			checkSpan(t, text.String(), a.Span)
			checkBorders(t, text.String(), a.Span)
			if a.Span.Len() == 0 || (a.Relation == claims.Differs) != (len(a.Differences) > 0) || a.Score < 0 || a.Score > 1 {
				t.Fatalf("%+v", a)
			}
			// What is placed by its words is not looked for in others.
			if a.Record.ID == "#c" && alone.Placed() && (a.Automatic || a.Span != alone.Span) {
				t.Fatalf("%+v, placed at %v", a, alone.Span)
			}
		}
		for _, s := range r.Suggestions {
			checkSpan(t, text.String(), s.Span)
			if s.Score < 0 || s.Score > 1 || s.Why() == "" {
				t.Fatalf("%+v", s)
			}
		}
	})
}
