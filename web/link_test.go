package web_test

import (
	"slices"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/web/article"
)

// unanchored returns a copy of a dossier without anchors.
func unanchored(d *claims.Dossier) *claims.Dossier {
	out := *d
	out.Records = slices.Clone(d.Records)
	for i := range out.Records {
		out.Records[i].Anchor = claims.Selector{}
	}
	return &out
}

// TestStoryWithoutAnchors checks that records find their own sentences without anchors, and no others.
func TestStoryWithoutAnchors(t *testing.T) {
	page, d := story(t)
	text := article.Read([]byte(page)).Text
	want := map[string]claims.Span{}
	for _, a := range claims.New(d).Check(text).Items {
		want[a.Record.ID] = a.Span
	}
	n := map[claims.Kind]int{}
	c := claims.New(unanchored(d))
	c.InOtherWords(english.Words)
	for _, a := range c.Check(text).Items {
		if !a.Automatic {
			t.Errorf("%s is not said to be automatic", a.Record.ID)
		}
		if want := want[a.Record.ID]; !a.Span.Overlaps(want) {
			t.Errorf("%s is linked to %q, want %q", a.Record.ID, text.Slice(a.Span), text.Slice(want))
			continue
		}
		n[a.Record.Kind]++
	}
	if n[claims.Quotation] != 10 || n[claims.Claim] < 26 {
		t.Errorf("linked %d of 10 quotations and %d of 27 claims, want 10 and at least 26", n[claims.Quotation], n[claims.Claim])
	}
}

// TestOtherStories checks that no record of the story is linked in articles about something else: one that shares
// nothing with it, and one that shares everything but the facts (two neighbours, a summit, a war long ago, sanctions,
// statements).
func TestOtherStories(t *testing.T) {
	_, d := story(t)
	for name, text := range map[string]string{"lighthouse": lighthouse, "river": river} {
		r := claims.New(unanchored(d)).Check(claims.Plain(text))
		for _, a := range r.Items {
			t.Errorf("%s: %s is linked to %q, %v %+v", name, a.Record.ID, text[a.Span.Start:a.Span.End], a.Relation, a.Differences)
		}
		if len(r.Unplaced) > 0 {
			t.Errorf("%s: %d records are said to be missing from an article they were never on", name, len(r.Unplaced))
		}
	}
}

const lighthouse = `The lighthouse gets its lamp back

The lamp of the old lighthouse was lit again on Saturday, eleven years after a storm had put it out. About 600 people stood on the rocks to see it, the harbour office said, among them children who had never seen it burn.

“We did not think it would work,” the keeper said. “It took us two winters and 14,000 screws.” She had found the first lens in a barn in 2015, wrapped in newspapers of 1938.

The work cost 2.4 million kroner, a third more than planned. The county paid half of it, the museum a quarter, and the rest was collected on Sundays at the ferry. According to the museum, no lighthouse on this coast has had its first lamp for longer.

Not everybody is pleased. Two fishermen told the council that the light shines into their bedrooms every nine seconds. The council will hear them in March, but it did not promise anything. “A lighthouse that does not shine is a tower,” said the mayor.

In summer the lighthouse is open from noon to six. Tickets cost 40 kroner; children pay nothing.`

const river = `Two neighbours talk about a river

The leaders of the two countries met late on Thursday in the border town, for the first time since the flood of February. It was their first meeting since the dam was closed, and it took place on the sidelines of a summit on fisheries that was to last two days.

They discussed the river, the bridge and regional matters, the state news agency of the upper country reported. The lower country’s president stressed that both sides want to work together more closely on trade and on farming. “We understand your questions and your concerns about the water,” he told his host. “Today we will explain our position in detail.”

His host did not mention the dam. “Our two countries have kept up good communication this year,” she said. “We want to play the role of good neighbours, and to bring some calm into a restless valley.” No joint statement followed.

Before the meeting the dam and the islands had been expected to dominate it. A professor of law in the capital said that the talks were a show for the voters at home. The union of river states condemned the closing of the dam and spoke of sanctions on companies that had built it. Its list grew by seven firms and three individuals this week. The export of turbines to the upper country is forbidden until the spring.

The war over the islands ended 60 years ago. Neither of the two leaders took part in it.`
