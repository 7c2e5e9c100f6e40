package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// dossier is two records about the harbour ferry, the first of them anchored.
const dossier = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
  "publisher": "The harbour desk", "negativeVerdicts": ["Wrong number"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c1", "text": "The ferry carried 41,200 passengers last year",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "The ferry ", "exact": "carried 41,200 passengers last year", "suffix": ". “We"}},
     "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county says 40,200."}},
     "citation": "#s1"},
    {"@type": "Quotation", "@id": "#q1", "text": "We cannot run half-empty boats.", "spokenByCharacter": "Harbour master",
     "isBasedOn": [{"@type": "Quotation", "text": "We cannot run half-empty boats.", "isPartOf": {"@id": "#s1"}}]},
    {"@type": "Report", "@id": "#s1", "publisher": "The county", "url": "https://county.example/ferry", "text": "40,200 passengers"}
  ]
}`

const ferry = "Le port. The ferry carried 41,200 passengers last year. “We cannot run empty boats,” the harbour " +
	"master said. “Nobody asked me,” said the clerk."

// folder is a folder with files, by name.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCheckJSON(t *testing.T) {
	dir := folder(t, map[string]string{"ferry.json": dossier})
	article := filepath.Join(t.TempDir(), "article.txt")
	if err := os.WriteFile(article, []byte(ferry), 0o600); err != nil {
		t.Fatal(err)
	}
	// Flags may stand before the article and behind it.
	out, err := command(t, "", "check", "-records", dir, article, "-json")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Items []struct {
			Start, End                          int
			Exact, Kind, Relation, Placement    string
			Speaker, Record, Status, QuoteMatch *string
			Automatic                           bool
			Score                               float64
		}
		Unplaced []struct{ Record string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	or := func(s *string) string {
		if s == nil {
			return "null"
		}
		return *s
	}
	var lines []string
	for _, i := range got.Items {
		if ferry[i.Start:i.End] != i.Exact {
			t.Errorf("%q stands at %d to %d, want %q", ferry[i.Start:i.End], i.Start, i.End, i.Exact)
		}
		if i.Score < 0 || i.Score > 1 {
			t.Errorf("%q has score %v", i.Exact, i.Score)
		}
		how := "by an editor"
		if i.Automatic {
			how = "automatic"
		}
		lines = append(lines, strings.Join([]string{i.Exact, i.Kind, or(i.Speaker), or(i.Record), i.Relation,
			i.Placement, how, or(i.Status), or(i.QuoteMatch)}, " | "))
	}
	want := []string{
		"carried 41,200 passengers last year | claim | null | #c1 | same | exact | by an editor | disputed | null",
		"“We cannot run empty boats,” | quote | Harbour master | #q1 | same | exact | automatic | sourced | altered",
		"“Nobody asked me,” | quote | the clerk | null | none | exact | automatic | null | null",
	}
	if got, want := strings.Join(lines, "\n"), strings.Join(want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(got.Unplaced) != 0 {
		t.Errorf("unplaced: %+v", got.Unplaced)
	}
}

func TestCheckW3C(t *testing.T) {
	dir := folder(t, map[string]string{"ferry.json": dossier})
	out, err := command(t, ferry, "check", "-w3c", "-records", dir, "-")
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Context string `json:"@context"`
		Type    string
		Items   []struct {
			Type, Motivation string
			Target           struct {
				Selector []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &page); err != nil {
		t.Fatal(err)
	}
	if page.Context != "http://www.w3.org/ns/anno.jsonld" || page.Type != "AnnotationPage" || len(page.Items) != 2 {
		t.Fatalf("got %s", out)
	}
	quote, position := page.Items[1].Target.Selector[0], page.Items[1].Target.Selector[1]
	// Positions are code points, for which a quotation mark is one.
	if got := string([]rune(ferry)[position.Start:position.End]); got != quote.Exact ||
		quote.Exact != "“We cannot run empty boats,”" {
		t.Errorf("the position leads to %q, the words are %q", got, quote.Exact)
	}
	if !strings.Contains(ferry, quote.Prefix+quote.Exact+quote.Suffix) {
		t.Errorf("no such words: %+v", quote)
	}
}

func TestBatchMatch(t *testing.T) {
	dir := folder(t, map[string]string{"checks.jsonl": `{"id": "ferry", "text": "The harbour ferry carried 41,200 passengers last year", "title": "Did the ferry carry 41,200?", "speaker": "The harbour master"}
{"id": "museum", "text": "The museum bought two paintings by a young artist from Lyon"}
{"id": "boats", "text": "The boats to the outer islands run on Sundays"}
`})
	in := `{"id": "1", "text": "The ferry in the harbour carried 41,200 last year."}
{"id": "2", "text": "They bought two of them, by an artist from Lyon.", "context": "The museum is proud.", "speaker": "The clerk"}
{"id": "3", "text": "Nothing like it."}
`
	out, err := command(t, in, "batch", "match", "-records", filepath.Join(dir, "checks.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"ferry", "museum", ""}
	for i, l := range strings.Split(strings.TrimSpace(out), "\n") {
		var got struct {
			ID      string
			Matches []struct {
				Record string
				Score  float64
				Link   bool
			}
		}
		if err := json.Unmarshal([]byte(l), &got); err != nil {
			t.Fatal(err)
		}
		first := ""
		for k, m := range got.Matches {
			if k == 0 {
				first = m.Record
			} else if m.Score > got.Matches[k-1].Score || m.Link {
				t.Errorf("%s: %+v", got.ID, got.Matches)
			}
		}
		if first != want[i] {
			t.Errorf("%s: first is %q, want %q", got.ID, first, want[i])
		}
	}
}

func TestBatchCompare(t *testing.T) {
	for _, c := range []struct{ sentence, want string }{
		{"The harbour ferry carried 41,200 passengers last year, we learnt.", "same"},
		{"The harbour ferry carried 43,900 passengers last year.", "differs"},
		{"The harbour ferry is white, and its passengers like it.", "related"},
		{"Nothing like it.", "none"},
	} {
		in, _ := json.Marshal(map[string]any{"id": "1", "sentence": c.sentence,
			"record": map[string]string{"text": "The harbour ferry carried 41,200 passengers last year"}})
		out, err := command(t, string(in), "batch", "compare")
		if err != nil || !strings.Contains(out, `"relation":"`+c.want+`"`) {
			t.Errorf("%q: got %s %v, want %s", c.sentence, out, err, c.want)
		}
	}
	for in, want := range map[string]string{
		`{"sentence": "x", "record": {"text": "x"}}`: "line 1: id: must be a string",
		`{"id": "1", "record": {"text": "x"}}`:       "line 1: sentence: must be a string",
		`{"id": "1", "sentence": "x"}`:               "line 1: record: must be an object",
	} {
		if out, err := command(t, in, "batch", "compare"); message(err) != want || out != "" {
			t.Errorf("%s: got %q %v, want %s", in, out, err, want)
		}
	}
}
