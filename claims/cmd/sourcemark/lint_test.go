package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"sourcemark/claims/records/lint"
)

// A wrong dossier is one of each form of finding: of the file, of an entry, with words that want escaping.
const wrongDossier = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
  "publisher": "TODO: <who> & \"why\"", "negativeVerdicts": [],
  "hasPart": [{"@type": "Claim", "@id": "#c1", "text": "The ferry runs", "statusReason": "opinion"},
    {"@type": "Report", "@id": "#s1", "publisher": "The county", "url": "https://county.example/ferry", "archivedAt": "https://archive.example/1"}]
}`

// TestSARIF holds the output against what section 3 of the standard requires of the objects that are in it.
func TestSARIF(t *testing.T) {
	dir := folder(t, map[string]string{"ferry one.json": wrongDossier})
	out, err := commandFinds(t, "lint", "-format", "sarif", dir)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID                   string
						ShortDescription     struct{ Text string }
						DefaultConfiguration struct{ Level string }
					}
				}
			}
			ColumnKind string
			Results    []struct {
				RuleID    string
				RuleIndex *int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name == "" ||
		log.Runs[0].ColumnKind != "unicodeCodePoints" {
		t.Fatalf("no log of SARIF 2.1.0: %s", out)
	}
	rules := log.Runs[0].Tool.Driver.Rules
	level := func(s string) bool { return s == "error" || s == "warning" || s == "note" }
	for i, r := range rules {
		if r.ID != lint.Rules()[i].ID || r.ShortDescription.Text == "" || !level(r.DefaultConfiguration.Level) {
			t.Errorf("rule %d: %+v", i, r)
		}
	}
	if len(log.Runs[0].Results) != 3 {
		t.Errorf("want placeholder, file-name and orphan-source: %s", out)
	}
	for _, r := range log.Runs[0].Results {
		if r.RuleIndex == nil || rules[*r.RuleIndex].ID != r.RuleID || !level(r.Level) || r.Message.Text == "" ||
			len(r.Locations) != 1 {
			t.Errorf("result %+v", r)
			continue
		}
		p := r.Locations[0].PhysicalLocation
		if p.Region.StartLine < 1 || p.Region.StartColumn < 1 ||
			!strings.HasPrefix(p.ArtifactLocation.URI, "file:///") ||
			!strings.HasSuffix(p.ArtifactLocation.URI, "/ferry%20one.json") {
			t.Errorf("place %+v", p)
		}
	}
}

func TestJUnit(t *testing.T) {
	dir := folder(t, map[string]string{"ferry.json": wrongDossier,
		"good.json": strings.NewReplacer("ferry.json", "good.json", `TODO: <who> & \"why\"`, "The Harbour Desk",
			`"statusReason": "opinion"`, `"citation": "#s1"`).Replace(wrongDossier)})
	out, err := commandFinds(t, "lint", "-format", "junit", dir)
	if err != nil {
		t.Fatal(err)
	}
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	d := xml.NewDecoder(strings.NewReader(out))
	if err := d.Decode(&suites); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err != nil && err != io.EOF {
		t.Errorf("after the end: %v", err)
	}
	if len(suites.Suites) != 2 || suites.Tests != 3 || suites.Failures != 2 ||
		suites.Suites[1].Cases[0].Failure != nil {
		t.Fatalf("got %s", out)
	}
	if got := suites.Suites[0].Cases[0].Failure.Message; got != `"TODO: <who> & \"why\""` {
		t.Errorf("got %s", got)
	}
}

// commandFinds is command for one that is to find something wrong.
func commandFinds(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errs strings.Builder
	if code := run(args, nil, &out, &errs); code != found || errs.Len() > 0 {
		return "", fmt.Errorf("status %d, %s", code, errs.String())
	}
	return out.String(), nil
}
