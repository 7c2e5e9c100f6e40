package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
)

func TestAssess(t *testing.T) {
	for _, c := range []struct {
		text    string
		kind    SentenceKind
		claim   bool
		reasons string // "kind: words", several with "; "
	}{
		{"The harbour ferry carried 41,200 passengers last year.", Fact, true, "a number: 41,200; a matter of record: passengers; a date: last year"},
		{"Unemployment fell to 4.1 per cent in March, the lowest rate since 1993.", Fact, true,
			"a statistic: Unemployment; a change: fell; a number: 4.1 per cent; a date: March; a comparison: lowest; a statistic: rate; a date: 1993"},
		{"She voted against the tax three times and never said why.", Fact, true, "an act: voted; a statistic: tax; a number: three; an absolute: never; an act: said"},
		{"The council paid $2 million for the boats.", Fact, true, "a matter of record: council; an act: paid; a number: $2 million"},
		{"The county has lost half of its jobs.", Fact, true, "a matter of record: county; a change: lost; a number: half; a statistic: jobs"},

		{"Ferry fares are up.", Fact, false, "a change: up"},
		{"We have lost 40 boats.", Fact, true, "a change: lost; a number: 40"},
		{"We have raised the fares for every passenger.", Fact, true, "a change: raised; an absolute: every"},
		{"The clerk would raise the fares.", Prediction, false, "a change: raise"},
		{"We should raise the fares.", Opinion, false, "a change: raise"},
		{"I want to raise the fares.", Opinion, false, "a change: raise"},

		{"The boats are white.", Fact, false, ""},
		{"I think we should all be proud of this town and its people.", Opinion, false, "an absolute: all"},
		{"How many passengers did it carry in 1993?", Question, false, "a matter of record: passengers; a date: 1993"},
		{"The boats will go on Sundays as well.", Prediction, false, "a date: Sundays"},
		{"Thank you, and please sit down.", Fact, false, ""},
	} {
		got := Plain(c.text).Assess()
		if len(got) != 1 {
			t.Fatalf("%q: %d sentences", c.text, len(got))
		}
		var reasons []string
		for _, r := range got[0].Reasons {
			reasons = append(reasons, r.Kind.String()+": "+c.text[r.Span.Start:r.Span.End])
		}
		if s := strings.Join(reasons, "; "); got[0].Kind != c.kind || got[0].Claim() != c.claim || s != c.reasons {
			t.Errorf("%q:\n got %v %v (%.2f) %s\nwant %v %v %s", c.text, got[0].Kind, got[0].Claim(), got[0].Score, s, c.kind, c.claim, c.reasons)
		}
	}
}

// Whole pages have more than sentences.
func TestAssessPage(t *testing.T) {
	text := Plain(`Harbour ferry to stop on Sundays

Photo: the harbour desk

The harbour ferry carried 41,200 passengers last year. Who will pay for it?

“We cannot run empty boats.”

Read more about the county's 12 ferries

Share`)
	want := []SentenceKind{Headline, Boilerplate, Fact, Question, Fact, Boilerplate, Boilerplate}
	got := text.Assess()
	for i, s := range got {
		if i >= len(want) || s.Kind != want[i] {
			t.Errorf("%q is %v", text.Slice(s.Span), s.Kind)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d sentences, want %d", len(got), len(want))
	}
}

// Of an article in a language whose words it does not know, it sees what all languages share.
func TestAssessOtherLanguages(t *testing.T) {
	for text, claim := range map[string]bool{
		"Die Fähre beförderte 2021 rund 41.200 Gäste, 3,5 % weniger als im Jahr davor.": true,
		"В 2021 году паром перевёз 41 200 пассажиров, на 3,5 % меньше.":                 true,
		"渡轮去年运送了41,200名乘客，比上一年减少3.5%。":                                                  true,
		"Die Fähre ist weiß.": false,
	} {
		if s := Plain(text).Assess(); len(s) != 1 || s[0].Claim() != claim {
			t.Errorf("%q: %+v, want %v", text, s, claim)
		}
	}
}

// The first word alone does not make a paragraph of one sentence boilerplate.
func TestAssessOneSentenceBlocks(t *testing.T) {
	for block, want := range map[string]SentenceKind{
		"More than 40 boats were lost in the storm.":         Fact,
		"More than 40 boats lost in the storm":               Headline,
		"Share prices of the ferry company fell 3 per cent.": Fact,
		"Sources on the council said the ferry was sold.":    Fact,
		"By 2021 the ferry had lost half its passengers.":    Fact,
		"Published on Monday, the report counts 40 boats.":   Fact,
		"Read more about the ferries.":                       Boilerplate,
		"Sign up for the harbour letter.":                    Boilerplate,
		"Photo by the harbour desk.":                         Boilerplate,
		"More stories from the harbour":                      Boilerplate,
	} {
		got := Plain("The harbour ferry sank.\n\n" + block).Assess()
		if len(got) != 2 || got[1].Kind != want {
			t.Errorf("%q: %+v, want %v", block, got, want)
		}
	}
}

// A dash that ends a paragraph does not take the number that opens the next one with it.
func TestAssessDashBeforeNumber(t *testing.T) {
	text := Plain("The boats sailed –\n\n40 passengers were lost.")
	got := text.Assess()
	if len(got) != 2 || len(got[1].Reasons) == 0 || text.Slice(got[1].Reasons[0].Span) != "40" {
		t.Errorf("got %+v", got)
	}
}

// Kept records and deeds weigh more than wishes about the same thing.
func TestAssessOrder(t *testing.T) {
	for _, c := range [][2]string{
		{"We have raised the fares.", "We should raise the fares."},
		{"He raised the fares.", "He would raise the fares."},
		{"They cut the fares by 40 per cent.", "They want to cut the fares by 40 per cent."},
		{"I think the ferry carried 40 passengers.", "I hope the ferry carried 40 passengers."},
		{"The ferry carried 40 passengers.", "If the ferry carried 40 passengers."},
		{"The ferry costs 40 euros.", "The ferry will cost 40 euros."},
		{"The ferry never stopped.", "The ferry stopped."},
		{"The ferry carried two million passengers.", "The ferry carried millions of passengers."},
	} {
		a, b := Plain(c[0]).Assess()[0].Score, Plain(c[1]).Assess()[0].Score
		if a <= b {
			t.Errorf("%q has %.2f, %q %.2f", c[0], a, c[1], b)
		}
	}
}

// BenchmarkAssess reads an article of 900 words anew each time.
func BenchmarkAssess(b *testing.B) {
	s := strings.Repeat("The harbour ferry carried 41,200 passengers last year, the clerk said, and she did not know why.\n\n", 50)
	for b.Loop() {
		Plain(s).Assess()
	}
}

func FuzzAssess(f *testing.F) {
	f.Add("The harbour ferry carried 41,200 passengers last year.\n\nShare\n\nWho?")
	f.Add("“A” 1993 $ % ½ İ\u0301 \n\n \n\n.")
	f.Fuzz(func(t *testing.T, s string) {
		text := Plain(s)
		s = text.String()
		end := 0
		for _, x := range text.Assess() {
			if x.Span.Start < end || x.Span.End > len(s) || x.Score < 0 || x.Score > 1 {
				t.Fatalf("%+v after %d of %d", x, end, len(s))
			}
			end = x.Span.End
			for _, r := range x.Reasons {
				if r.Span.Start < x.Span.Start || r.Span.End > x.Span.End || r.Span.Len() <= 0 {
					t.Fatalf("%v %+v outside %+v of %q", r.Kind, r.Span, x.Span, s)
				}
			}
			_ = text.Slice(x.Span)
		}
	})
}
