package claims_test

import (
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
