package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// harbourDossier is what a desk has checked of the harbour's story.
const harbourDossier = `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
	"publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"], "about": {"@type": "NewsArticle", "url": "https://news.example/ferry"},
	"hasPart": [
	{"@type": "Report", "@id": "#s1", "name": "Ferry traffic, annual figures", "url": "https://county.example/ferry", "publisher": "County office", "text": "40,200 passengers"},
	{"@type": "Claim", "@id": "#c01", "text": "The harbour ferry carried 41,200 passengers last year", "citation": {"@id": "#s1"},
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The harbour ferry carried 41,200 passengers last year"}},
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county counted 40,200."}}},
	{"@type": "Claim", "@id": "#c02", "text": "The jetty at Lower Quay was built in 1964", "citation": {"@id": "#s1"},
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The jetty at Lower Quay was built in 1964"}}}]}`

const ferryArticle = "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before. The jetty at Lower Quay was built in 1974. " +
	"The council spent 2.4 million pounds on the new pier, the mayor said."

// assistant connects the SDK's own client with a server over transport.
func assistant(t *testing.T, transport mcp.Transport) *mcp.ClientSession {
	t.Helper()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

// shelfOf connects with a server that reads files, by name, in a folder.
func shelfOf(t *testing.T, files map[string]string) (_ *mcp.ClientSession, folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	theirs, ours := mcp.NewInMemoryTransports()
	if _, err := (&shelf{paths: []string{folder}}).server().Connect(t.Context(), ours, nil); err != nil {
		t.Fatal(err)
	}
	return assistant(t, theirs), folder
}

// call calls a tool and reads its answer, or returns what it says is wrong.
func call(t *testing.T, s *mcp.ClientSession, tool string, arguments, answer any) string {
	t.Helper()
	res, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	if res.IsError {
		var said []string
		for _, c := range res.Content {
			said = append(said, c.(*mcp.TextContent).Text)
		}
		return strings.Join(said, "\n")
	}
	data, err := json.Marshal(res.StructuredContent)
	if err == nil {
		err = json.Unmarshal(data, answer)
	}
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return ""
}

type args = map[string]any

// TestAssistantChecks wants verdicts with their record, place and certainty, and silence to be said as silence.
func TestAssistantChecks(t *testing.T) {
	s, folder := shelfOf(t, map[string]string{"ferry.json": harbourDossier})
	var out checkOut
	call(t, s, "check", args{"text": ferryArticle, "url": "https://news.example/ferry"}, &out)
	if len(out.Found) != 2 || out.Found[0].Verdict == nil || out.Found[0].Verdict.Words != "Wrong number" || out.Found[0].Verdict.Means != "disputed" ||
		out.Found[0].Record.ID != "#c01" || out.Found[0].Record.Dossier != "ferry.json" || out.Found[0].Certainty != putThere ||
		ferryArticle[out.Found[0].Start:out.Found[0].End] != out.Found[0].Words || out.Found[0].Record.Sources[0].URL != "https://county.example/ferry" {
		t.Errorf("found %+v", out.Found)
	}
	if changed := out.Found[1]; changed.Record.ID != "#c02" || changed.Verdict != nil || changed.Certainty != unlike || len(changed.Differences) != 1 || changed.Differences[0].Article != "1974" {
		t.Errorf("with another year: %+v", changed)
	}
	gone := checkOut{}
	call(t, s, "check", args{"text": strings.Replace(ferryArticle, "The jetty at Lower Quay was built in 1974. ", "", 1), "url": "https://news.example/ferry"}, &gone)
	if len(gone.Found) != 1 || len(gone.Withheld) != 1 || gone.Withheld[0].Record.ID != "#c02" || !strings.Contains(gone.Withheld[0].Why, "not in the article") {
		t.Errorf("without its words: %+v", gone)
	}
	if out.Uncovered == 0 || !strings.Contains(out.Conclusion, "does not make it true") {
		t.Errorf("%d uncovered: %s", out.Uncovered, out.Conclusion)
	}

	out = checkOut{}
	call(t, s, "check", args{"text": "The bakery on Hill Road sold 900 loaves on Monday."}, &out)
	if len(out.Found)+len(out.Withheld) != 0 || !strings.HasPrefix(out.Conclusion, "No record covers any statement") || !strings.Contains(out.Conclusion, "does not make it true") {
		t.Errorf("of another story: %+v", out)
	}

	// A correction is there at the next question, and a broken dossier is named and left out.
	if err := os.WriteFile(filepath.Join(folder, "ferry.json"), []byte(strings.Replace(harbourDossier, "1964", "1974", 2)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "pier.json"), []byte(`{"@type": "Dataset"`), 0o644); err != nil {
		t.Fatal(err)
	}
	out = checkOut{}
	call(t, s, "check", args{"text": ferryArticle}, &out)
	if len(out.Found) != 2 || len(out.Broken) != 1 || !strings.Contains(out.Broken[0], "pier.json: line 1, column 20") || !strings.Contains(out.Conclusion, "1 dossier could not be read") {
		t.Errorf("after a correction: %d found, broken %q: %s", len(out.Found), out.Broken, out.Conclusion)
	}
}

// TestAssistantMatches wants a verdict for a statement only where a record says the same.
func TestAssistantMatches(t *testing.T) {
	s, _ := shelfOf(t, map[string]string{"ferry.json": harbourDossier})
	var out matchesOut
	call(t, s, "match", args{"statements": []args{
		{"text": "The harbour ferry carried 41,200 passengers last year."},
		{"text": "The harbour ferry carried 52,000 passengers last year."},
		{"text": "Bread has become dearer."},
	}}, &out)
	if len(out.Matches) != 3 {
		t.Fatalf("%d answers", len(out.Matches))
	}
	same, other, none := out.Matches[0], out.Matches[1], out.Matches[2]
	if len(same.Records) == 0 || same.Records[0].Verdict == nil || same.Records[0].Verdict.Words != "Wrong number" || same.Records[0].Record.ID != "#c01" {
		t.Errorf("the same statement: %+v", same)
	}
	for _, r := range other.Records {
		if r.Verdict != nil {
			t.Errorf("another number has the verdict %+v", r.Verdict)
		}
	}
	if len(other.Records) == 0 || len(other.Records[0].Differences) == 0 || !strings.Contains(other.Conclusion, "no verdict") {
		t.Errorf("another number: %+v", other)
	}
	if len(none.Records) != 0 || !strings.Contains(none.Conclusion, "does not make it true") {
		t.Errorf("nothing near: %+v", none)
	}
}

// TestAssistantEdits has records placed and dossiers linted.
func TestAssistantEdits(t *testing.T) {
	s, folder := shelfOf(t, map[string]string{"ferry.json": harbourDossier})
	var spots placeOut
	call(t, s, "place", args{"text": ferryArticle, "dossier": "ferry.json"}, &spots)
	if spots.Placed != 1 || spots.Lost != 1 || spots.Spots[0].Placement != "exact" || spots.Spots[1].Placement != "missing" || len(spots.Spots[1].Suggestions) != 1 || !strings.Contains(spots.Spots[1].Suggestions[0].Why, "1974") {
		t.Errorf("%+v", spots)
	}
	var found lintOut
	call(t, s, "lint", args{}, &found)
	if len(found.Files) != 1 || len(found.Findings) == 0 || found.Findings[0].File != "ferry.json" || found.Findings[0].Line == 0 || found.Findings[0].Rule == "" {
		t.Errorf("%+v", found)
	}
	found = lintOut{}
	call(t, s, "lint", args{"json": `{"@context": "https://schema.org", "@type": "Dataset", "hasPart": 3}`}, &found)
	if found.Errors == 0 || found.Findings[0].Severity != "error" || found.Findings[0].Path == "" {
		t.Errorf("%+v", found)
	}
	// Where nothing is published that only one person has read.
	house := filepath.Join(folder, ".sourcemark", "house.json")
	if err := errors.Join(os.Mkdir(filepath.Dir(house), 0o755), os.WriteFile(house, []byte(`{"secondReader": true}`), 0o644)); err != nil {
		t.Fatal(err)
	}
	found = lintOut{}
	call(t, s, "lint", args{"strict": true}, &found)
	unread := 0
	for i, f := range found.Findings {
		if f.Rule == "second-reader" && f.Severity == "error" {
			unread++
		}
		if i > 0 && f.Severity == "error" && found.Findings[i-1].Severity != "error" || f.Severity == "note" {
			t.Errorf("%d: %+v", i, f)
		}
	}
	if unread != 2 || found.Errors < unread {
		t.Errorf("%d of two records are said to be unread: %+v", unread, found)
	}
}

// TestAssistantErrs wants each mistake of an assistant to be named with its place.
func TestAssistantErrs(t *testing.T) {
	s, _ := shelfOf(t, map[string]string{"ferry.json": harbourDossier})
	for _, c := range []struct {
		tool string
		args args
		want string
	}{
		{"check", args{}, "text: must be the words of an article"},
		{"check", args{"url": "https://news.example/ferry"}, "url: this server fetches nothing"},
		{"check", args{"text": "x", "url": "ftp://news.example"}, `url: "ftp://news.example": must be an address`},
		{"check", args{"text": "x", "date": "yesterday"}, `date: "yesterday": must be a day`},
		{"check", args{"text": "<p>x</p>", "root": "p["}, "root: "},
		{"check", args{"txet": "x"}, "txet"},
		{"match", args{"statements": []args{}}, "statements: must have at least one"},
		{"match", args{"statements": []args{{"text": "x"}, {"text": " "}}}, "statements[1].text: must be a statement"},
		{"match", args{"statements": []args{{"text": "x"}}, "most": 99}, "most: 99: must be 1 to 20"},
		{"place", args{"text": "x", "dossier": "../../etc/passwd"}, `dossier: there is no "../../etc/passwd"`},
		{"lint", args{"dossier": "x.json", "json": "{}"}, "json: give it or dossier, not both"},
	} {
		var out any
		if got := call(t, s, c.tool, c.args, &out); !strings.Contains(got, c.want) {
			t.Errorf("%s %v: %q, want %q", c.tool, c.args, got, c.want)
		}
	}
}

// TestAssistantKnows wants the tools to say what they are for, and that they change nothing.
func TestAssistantKnows(t *testing.T) {
	s, _ := shelfOf(t, map[string]string{"ferry.json": harbourDossier})
	list, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		a := tool.Annotations
		if a == nil || !a.ReadOnlyHint || a.OpenWorldHint == nil || *a.OpenWorldHint || tool.InputSchema == nil || tool.OutputSchema == nil {
			t.Errorf("%s: %+v", tool.Name, a)
		}
		if what := strings.ToLower(tool.Description); !strings.Contains(what, "do not use it") && !strings.Contains(what, "use check") {
			t.Errorf("%s does not say when not to use it: %s", tool.Name, tool.Description)
		}
	}
	if got := strings.Join(names, " "); got != "check lint match place" {
		t.Errorf("tools %s", got)
	}
	if !strings.Contains(s.InitializeResult().Instructions, "never that it is true") {
		t.Error("the instructions do not say what silence means")
	}
}

// TestAssistantProcess speaks to the program itself over its standard input and output.
func TestAssistantProcess(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ferry.json"), []byte(harbourDossier), 0o644); err != nil {
		t.Fatal(err)
	}
	program, err := exec.LookPath("sourcemark") // TestMain has put it there
	if err != nil {
		t.Fatal(err)
	}
	s := assistant(t, &mcp.CommandTransport{Command: exec.Command(program, "mcp", folder)})
	var out checkOut
	if wrong := call(t, s, "check", args{"text": ferryArticle}, &out); wrong != "" || len(out.Found) != 2 {
		t.Errorf("%s %+v", wrong, out)
	}
	if err := s.Close(); err != nil {
		t.Errorf("the program does not end with its input: %v", err)
	}
}
