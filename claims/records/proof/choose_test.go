package proof_test

import (
	"errors"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/proof"
)

// The words that somebody selects are in braces, with what a hand selects too much or too little. The draft has whole
// words, and goes back to them in the article.
func TestChoose(t *testing.T) {
	const ko = "항구 여객선은 지난해 승객 {4만1200명을 태웠다}. 항만장은 시의회에서 “빈 배를 띄울 수는 없다”고 말했다."
	for _, c := range []struct {
		name, article, want, kind, text, speaker string
	}{
		{"whole words", "The ferry {carried 41,200 passengers} last year.", "carried 41,200 passengers", "claim",
			"carried 41,200 passengers", ""},
		{"half words", "The fer{ry carried 41,200 passen}gers last year.", "ferry carried 41,200 passengers", "claim",
			"ferry carried 41,200 passengers", ""},
		{"half a number", "The ferry carried 41,{200 passengers} last year.", "41,200 passengers", "claim",
			"41,200 passengers", ""},
		{"spaces", "The ferry{ carried 41,200 passengers }last year.", "carried 41,200 passengers", "claim",
			"carried 41,200 passengers", ""},
		{"a letter with its mark", "The caf{é\u0301 sold 41,200 tickets} last year.", "café\u0301 sold 41,200 tickets",
			"claim", "café\u0301 sold 41,200 tickets", ""},
		{"the second of two", "The ferry was late. On Sunday {the ferry was late} again.", "the ferry was late", "claim",
			"the ferry was late", ""},
		{"in quotation marks", "“We cannot run {empty boats},” Nora Lind told the council.", "“We cannot run empty boats,”",
			"quote", "We cannot run empty boats", "Nora Lind"},
		{"a quotation and who says it", "Late. {“We cannot run empty boats on Sundays in winter,” Nora Lind said}.",
			"“We cannot run empty boats on Sundays in winter,”", "quote", "We cannot run empty boats on Sundays in winter",
			"Nora Lind"},
		{"a sentence with a word in marks", "{The ferry, which the county calls “the tub”, carried 41,200 passengers}.",
			"The ferry, which the county calls “the tub”, carried 41,200 passengers", "claim",
			"The ferry, which the county calls “the tub”, carried 41,200 passengers", ""},
		{"what somebody is reported to say", "Nora Lind said that {the ferry carried 41,200 passengers}.",
			"the ferry carried 41,200 passengers", "claim", "the ferry carried 41,200 passengers", "Nora Lind"},
		{"Korean", ko, "4만1200명을 태웠다", "claim", "4만1200명을 태웠다", ""},
		{"Chinese", "渡轮去年{运载了四万名乘客}。", "运载了四万名乘客", "claim", "运载了四万名乘客", ""},
		{"Arabic", "وقالت البلدية إن العبا{رة نقلت 41200 راك}ب العام الماضي.", "العبارة نقلت 41200 راكب", "claim",
			"العبارة نقلت 41200 راكب", "البلدية"},
	} {
		before, rest, _ := strings.Cut(c.article, "{")
		exact, after, _ := strings.Cut(rest, "}")
		text := claims.Plain("First words of all.\n\n" + before + exact + after + "\n\nLast words of all.")
		d, err := proof.Choose(text, proof.Choice{Exact: exact, Before: before, After: after})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := text.Slice(d.Span); got != c.want || d.Kind.String() != c.kind || d.Text != c.text ||
			d.Speaker.Name != c.speaker {
			t.Errorf("%s: %q, %v %q by %q", c.name, got, d.Kind, d.Text, d.Speaker.Name)
		}
		if p := text.Place(d.Anchor); p.Span != d.Span {
			t.Errorf("%s: the anchor leads to %q", c.name, text.Slice(p.Span))
		}
	}
}

// What kind of record it becomes can be said, and what cannot be a draft is refused with the reason.
func TestChooseRefused(t *testing.T) {
	text := claims.Plain("The ferry was late. “The ferry was late,” Nora Lind said on Sunday.\n\nThe fare for the early boat to the island rose by 10 per cent on Monday.")
	d, err := proof.Choose(text, proof.Choice{Exact: "The ferry was late", Before: "“", After: ",”", Claim: true})
	if err != nil || d.Kind != claims.Claim || text.Slice(d.Span) != "The ferry was late" || d.Span.Start == 0 {
		t.Errorf("a claim within a quotation: %+v, %v", d, err)
	}
	for _, c := range []struct {
		proof.Choice
		want proof.Reason
	}{
		{proof.Choice{}, proof.Nothing},
		{proof.Choice{Exact: " \u00a0\n"}, proof.Nothing},
		{proof.Choice{Exact: "The ferry was late"}, proof.Twice},
		{proof.Choice{Exact: "said on Sunday.\n\nThe fare fell"}, proof.TwoBlocks},
		{proof.Choice{Before: "The fare for the early boat to the ", Exact: "island rose by 12 per cent", After: " on Monday."},
			proof.OtherWords},
		{proof.Choice{Exact: "Photo: The Harbour Desk"}, proof.NotThere},
		{proof.Choice{Exact: "The fare for the early boat", Quotation: true}, proof.NotInQuotes},
	} {
		_, err := proof.Choose(text, c.Choice)
		var r *proof.Refusal
		if !errors.As(err, &r) || r.Reason != c.want || r.Error() == "" {
			t.Errorf("%q: %v", c.Exact, err)
		}
	}
}
