package claims_test

import (
	"fmt"
	"strings"
	"testing"

	. "sourcemark/claims"
)

// TestHostileText reads two megabytes of each of these, made to be slow: the square of the length would be minutes, and
// the test would not end.
func TestHostileText(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{
		{ID: "#c01", Text: "The harbour ferry carried 41,200 passengers last year", Anchor: Selector{Exact: "The harbour ferry carried 41,200 passengers last year, and sank"}},
		{ID: "#c02", Text: "The ferry sank in the storm, the harbour master said"},
	}}
	for _, unit := range []string{
		"“", "<", "41,200 ", "“a” ", "The harbour ferry carried passengers ", "The harbour ferry carried 41,200 passengers last year. ",
		"said that the ferry said ", "He said it sank. ", "“It sank,” he said. ", "“It sank,” he said the ferry sank.\n\n", "Anna Berg said. ", "according to the ", "not no never ",
		"はと", "市長は「船」と述べ、", "说", "市长说，“船”，", "장관은 ", "장관은 “배”라고 ", "떠났다고 말했다고 ", "กล่าวว่า",
	} {
		text := Plain(strings.Repeat(unit, 2_000_000/len(unit)))
		if got := New(d).Check(text); len(got.Items)+len(got.Unplaced) < len(d.Records)-1 { // one has no place it asks for
			t.Errorf("%q again and again: %d items and %d without a place", unit, len(got.Items), len(got.Unplaced))
		}
	}
}

// TestHostileGrowth reads articles of 32 KiB and of the most that is read, 128 KiB, made to be slow. What is allocated
// is to grow with the length, 4 times, and not with its square, 16 times.
func TestHostileGrowth(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{
		{ID: "#c01", Text: "The ferry sank in the storm, the harbour master said"},
		{ID: "#q01", Kind: Quotation, Text: "It sank"},
	}}
	again := func(unit string) func(int) string { return func(int) string { return unit } }
	for _, c := range []struct {
		name string
		part func(i int) string
	}{
		{"pronouns", again("He said it sank. ")},
		{"quotations", again("“It sank,” he said. ")},
		{"announced quotations", again("He said:\n\n“It sank.”\n\n")},
		{"quotations and reports", again("“It sank,” he said the ferry sank.\n\n")},
		{"quotations of nobody", again("“We will sink, I am sure of it.”\n\n")},
		{"a role", again("“It sank,” the harbour master said. ")},
		{"a role in reports", again("The master said it sank. ")},
		{"German reports", again("Der Lotse sagte am Montag, dass die Fähre nicht kommt. ")},
		{"German quotations", again("„Die Fähre ist alt“, sagte der Lotse. ")},
		{"German quotations in a sentence", again("der Lotse nannte die Fähre „alt“ und ")},
		{"German clauses", again("sagte der Lotse, dass die Fähre, so der Rat, laut dem Rat nicht kommt, ")},
		{"a mood", again("Die Fähre sei alt. Sie komme nicht. ")},
		{"names and a role", func(i int) string {
			return fmt.Sprintf("“It sank in the storm,” said Anna B%dx, a master. The master said it sank. ", i)
		}},
	} {
		var allocated [2]float64
		for k, size := range [...]int{32 << 10, 128 << 10} {
			var b strings.Builder
			for i := 0; b.Len() < size-200; i++ {
				b.WriteString(c.part(i))
			}
			allocated[k] = testing.AllocsPerRun(1, func() { New(d).Check(Plain(b.String())) })
		}
		const most = 5
		if growth := allocated[1] / allocated[0]; allocated[0] < 100 || growth > most {
			t.Errorf("%s: four times the length takes %.1f times as many allocations, %.0f and %.0f", c.name, growth, allocated[0], allocated[1])
		}
	}
}

// TestHostileSpeakers has what is said to be a speaker be a sentence, again and again: none is taken apart to see if it
// is a name.
func TestHostileSpeakers(t *testing.T) {
	text := strings.Repeat("„a“, sagte ", 4000)
	if n := testing.AllocsPerRun(1, func() { Plain(text).Quotes() }); n > 4*4000 {
		t.Errorf("%.0f allocations for 4,000 quotations", n)
	}
}
