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
			"a statistic: Unemployment; a change: fell; a number: 4.1 per cent; a date: March; a comparison: lowest; a statistic: rate; a date: since; a date: 1993"},
		{"She voted against the tax three times and never said why.", Fact, true, "an act: voted; a statistic: tax; a number: three; an absolute: never; an act: said"},
		{"The council paid $2 million for the boats.", Fact, true, "a matter of record: council; an act: paid; a number: $2 million"},
		{"The county has lost half of its jobs.", Fact, true, "a matter of record: county; a change: lost; a number: half; a statistic: jobs"},

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
	want := []SentenceKind{Headline, Furniture, Fact, Question, Fact, Furniture, Furniture}
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
