package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
)

// FuzzParts has a quotation stand in an article as it is and in whatever parts.
func FuzzParts(f *testing.F) {
	addWhose(f)
	f.Add("“We cannot run,” said Nora Lind, “empty boats. Nobody pays.” “For them,” she added.", "We cannot run empty boats. Nobody pays for them.", "Nora Lind", "en")
	f.Add("« Nous ne pouvons pas, a déclaré Anna Brun, faire naviguer des bateaux vides. »", "Nous ne pouvons pas faire naviguer des bateaux vides", "Anna Brun", "fr")
	f.Add("„Wir können“, sagte Lind, „keine leeren Boote fahren lassen – nein.“", "Wir können keine leeren Boote fahren lassen – nein.", "Nora Lind", "de")
	f.Add("“We cannot run [the] empty … boats”", "We cannot run empty boats", "", "en")
	f.Fuzz(func(t *testing.T, article, words, speaker, language string) {
		if len(article)+len(words)+len(speaker) > 4000 {
			t.Skip("long input only costs time")
		}
		versions := []Version{{Excerpt: Excerpt{Text: words, Language: language}}}
		d := &Dossier{Language: language, Records: []Record{
			{ID: "#open", Kind: Quotation, Text: words, Speaker: Party{Name: speaker}, Versions: versions},
			{ID: "#anchored", Kind: Quotation, Text: words, Speaker: Party{Name: speaker}, Versions: versions, Anchor: Selector{Exact: article}},
		}}
		text := Plain(article)
		r := New(d).Check(text)
		for _, a := range r.Items {
			checkSpan(t, article, a.Span)
			checkBorders(t, article, a.Span)
			if (a.Relation == Differs) != (len(a.Differences) > 0) || len(a.Parts) == 1 {
				t.Fatalf("%+v", a)
			}
			places := a.Places()
			if places[0].Start != a.Span.Start || places[len(places)-1].End != a.Span.End {
				t.Fatalf("%v from the first of %v to the last", a.Span, places)
			}
			for i, p := range places {
				checkSpan(t, article, p)
				checkBorders(t, article, p)
				if p.Len() == 0 || i > 0 && p.Start < places[i-1].End {
					t.Fatalf("parts %v", places)
				}
			}
			if a.Parts != nil && strings.TrimSpace(a.Printed) == "" {
				t.Fatalf("nothing is printed in %d parts", len(a.Parts))
			}
			_ = a.Comparison()
		}
	})
}
