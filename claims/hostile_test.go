package claims_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	. "sourcemark/claims"
)

// TestThreat14 reads two megabytes of each of these, made to be slow: no article may take much longer than it is long.
// (Product specification, section 13.)
func TestThreat14(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{
		{ID: "#c01", Text: "The harbour ferry carried 41,200 passengers last year", Anchor: Selector{Exact: "The harbour ferry carried 41,200 passengers last year, and sank"}},
		{ID: "#c02", Text: "The ferry sank in the storm, the harbour master said"},
	}}
	for _, unit := range []string{
		"“", "<", "41,200 ", "“a” ", "The harbour ferry carried passengers ", "The harbour ferry carried 41,200 passengers last year. ",
		"said that the ferry said ", "He said it sank. ", "“It sank,” he said. ", "“It sank,” he said the ferry sank.\n\n", "Anna Berg said. ", "according to the ", "not no never ",
	} {
		text := Plain(strings.Repeat(unit, 2_000_000/len(unit)))
		begun := time.Now()
		New(d).Check(text)
		// 0.7 s is the slowest here, alone on the machine; the square of the length would be minutes.
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%q again and again: %v", unit, took)
		}
	}
}

// TestThreat14Growth reads articles of 32 KiB and of the most that is read, 128 KiB, made to be slow. The time is to grow with the
// length, 4 times, and not with its square, 16 times.
func TestThreat14Growth(t *testing.T) {
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
		{"names and a role", func(i int) string {
			return fmt.Sprintf("“It sank in the storm,” said Anna B%dx, a master. The master said it sank. ", i)
		}},
	} {
		// By turns, and the quickest of some, for others use the machine too: the busier it is, the more it takes.
		const most, rounds = 8, 30
		least, growth := [2]time.Duration{time.Hour, time.Hour}, math.Inf(1)
		for round := 0; round < rounds && growth > most; round++ {
			for k, size := range [...]int{32 << 10, 128 << 10} {
				var b strings.Builder
				for i := 0; b.Len() < size-200; i++ {
					b.WriteString(c.part(i))
				}
				begun := time.Now()
				New(d).Check(Plain(b.String()))
				least[k] = min(least[k], time.Since(begun))
			}
			growth = float64(least[1]) / float64(least[0])
		}
		if growth > most {
			t.Errorf("%s: four times the length takes %.1f times as long, %v and %v", c.name, growth, least[0], least[1])
		}
	}
}
