package claims_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/storytest"
)

// readStories reads testdata/stories.
func readStories(t *testing.T) (out []*storytest.Story) {
	t.Helper()
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := storytest.Read(file, string(b))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// TestStories holds made-up stories to what this package is for: nothing is shown on the wrong words, or as unchanged
// where a fact has changed. How much is found again is counted, so that it does not get less.
func TestStories(t *testing.T) {
	t.Run("in other words", func(t *testing.T) { tellStories(t, true, true, leastFound) })
	t.Run("in the same", func(t *testing.T) { tellStories(t, false, true, leastFoundSame) })
	t.Run("without anchors", func(t *testing.T) { tellStories(t, true, false, leastFoundLoose) })
}

func tellStories(t *testing.T, otherWords, anchored bool, leastFound map[string]int) {
	found, of := make(map[string]int), make(map[string]int)
	for _, s := range readStories(t) {
		for _, v := range s.Versions {
			text := claims.Plain(v.Text)
			shown := make(map[string]*claims.Annotation)
			d := *s.Dossier
			if d.Records = slices.Clone(d.Records); !anchored {
				for i := range d.Records {
					d.Records[i].Anchor = claims.Selector{}
				}
			}
			c := claims.New(&d)
			if otherWords {
				c.InOtherWords(english.Words)
				c.ForEditors()
			}
			r := c.Check(text)
			for i := range r.Items {
				shown[r.Items[i].Record.ID] = &r.Items[i]
			}
			for i, want := range v.Gold {
				id := s.Dossier.Records[i].ID
				where := s.Dossier.File + ", " + v.Name + ": " + id
				kind := v.Name + " " + want.Relation + " " + map[bool]string{true: "claims", false: "quotations"}[id[1] == 'c']
				of[kind]++
				a := shown[id]
				if a == nil {
					if want.Relation == "absent" {
						found[kind]++
					} else {
						t.Logf("%s is not shown", where)
					}
					continue
				}
				words := text.Slice(a.Span)
				switch {
				case want.Relation == "absent":
					t.Errorf("%s is shown, as %s, on %q", where, a.Relation, words)
				case !a.Span.Overlaps(want.Words):
					t.Errorf("%s is shown, as %s, on %q instead of %q", where, a.Relation, words, text.Slice(want.Words))
				case want.Relation == "differs" && a.Relation == claims.Same:
					t.Errorf("%s is shown as unchanged on %q", where, words)
				case a.Relation.String() == want.Relation:
					found[kind]++
				default:
					t.Logf("%s is shown as %s on %q", where, a.Relation, words)
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

// leastFound is how many of each kind are found again in the stories; leastFoundSame, by programs that do not look for
// claims in other words; leastFoundLoose, of records that nobody has anchored.
var (
	leastFound = map[string]int{
		"edit same claims": 16, "rewrite same claims": 8, "traps same claims": 4, "traps differs claims": 8,
		"edit same quotations": 13, "rewrite same quotations": 7, "traps differs quotations": 8, "traps same quotations": 1,
	}
	leastFoundLoose = map[string]int{
		"edit same claims": 17, "rewrite same claims": 4, "traps same claims": 2, "traps differs claims": 4,
		"edit same quotations": 13, "rewrite same quotations": 7, "traps differs quotations": 7, "traps same quotations": 1,
	}
	leastFoundSame = map[string]int{
		"edit same claims": 7, "traps same claims": 3, "traps differs claims": 2,
		"edit same quotations": 13, "rewrite same quotations": 7, "traps differs quotations": 8, "traps same quotations": 1,
	}
)

// FuzzRestate looks for a claim in other words in an article that its dossier is about, for two more of its records
// stand there as they were anchored; in each language.
func FuzzRestate(f *testing.F) {
	for _, c := range readWhose(f) {
		f.Add("en", c.article, c.words, c.words)
	}
	f.Add("en", "In 1988 the Sealark, built in Turku, replaced the Hope.", "The Hope was replaced in 1988.", "The Sealark replaced the wooden Hope in 1988")
	f.Add("en", "By 7 votes to 4 it did not end; Mr Roe denied: not since 1962.", "The vote was seven to four.", "They won't end before 1 June")
	f.Add("en", "Prices rose 3.5% to €310,000 in 2m boats -- nine of 64; 20:30 on 1/6/2025.", "Prices fell by 3.5 per cent", "9 of the 64")
	f.Add("de", "Am Montag lehnte der Rat den Bau der Brücke ab.", "Der Rat genehmigte am Montag den Bau der Brücke.", "der Rat den Bau")
	f.Add("fr", "Lundi, le conseil n'a pas approuvé l'an dernier 41 200 €.", "Le conseil a approuvé 41 200 euros.", "l'an dernier")
	f.Add("ja", "月曜日に議会は橋の建設を承認しなかった。エンジン12%。", "議会は月曜日に橋の建設を承認した。", "議会は橋の建設")
	f.Add("zh", "星期一，市议会没有批准大桥工程，票价涨了12%。", "市议会星期一批准了大桥工程。", "市议会批准")
	f.Add("ko", "여객선을 탄 승객이 지난해 4만1200명에 달했다.", "여객선은 지난해 승객 4만1200명을 태웠다.", "승객은 4만1200명이다")
	f.Add("ar", "ويوم الاثنين لم يوافق المجلس على بناء الجسر.", "وافق المجلس يوم الاثنين على بناء الجسر.", "وافق المجلس")
	f.Add("vi", "Hôm thứ hai, hội đồng không phê duyệt dự án cầu.", "Hội đồng phê duyệt dự án cầu.", "hội đồng")
	f.Fuzz(func(t *testing.T, tag, article, claim, anchored string) {
		if len(article)+len(claim)+len(anchored) > 4000 {
			t.Skip("long input only costs time")
		}
		const first, second = "The ferry of the county has sailed for a year.", "It is the last that the islands have."
		text := claims.Plain(first + " " + second + "\n\n" + article)
		text.Language = tag
		d := &claims.Dossier{Language: "en", Records: []claims.Record{
			{ID: "#1", Text: first, Anchor: claims.Selector{Exact: first}},
			{ID: "#2", Text: second, Anchor: claims.Selector{Exact: second}},
			{ID: "#c", Text: claim, Anchor: claims.Selector{Exact: anchored, Prefix: "of ", Suffix: " by"}},
		}}
		alone := text.Place(d.Records[2].Anchor)
		c := claims.New(d)
		c.InOtherWords(english.Words)
		c.ForEditors()
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
