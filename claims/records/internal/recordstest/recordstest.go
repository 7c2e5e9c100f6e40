// Package recordstest has the dossiers on which the packages of records are tested, and what their tests share.
package recordstest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

// Many returns a dossier with the same part n times.
func Many(n int, part string) []byte {
	return []byte(`{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "publisher": "Harbour News",
	"negativeVerdicts": ["False"], "hasPart": [` + strings.Repeat(part+",\n", n-1) + part + `]}`)
}

// Small is the smallest dossier that says something, which tests spoil in one place each.
const Small = `{
  "@context": "https://schema.org",
  "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
  "publisher": "The harbour desk",
  "negativeVerdicts": ["Wrong number"], "positiveVerdicts": ["Right"], "neutralVerdicts": ["Unproven"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c1", "status": "disputed", "text": "The ferry carried 41,200 passengers",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}},
     "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "It carried 40,200."}},
     "citation": "#s1"},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "url": "https://county.example/ferry", "text": "40,200 passengers"}
  ]
}`

// Frame returns a dossier around some parts.
func Frame(parts string) string {
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"], "hasPart": [` + parts + `]}`
}

// Article returns a story made of the words that the records of a dossier are anchored on.
func Article(d *claims.Dossier) *claims.Text {
	t := new(claims.Text)
	for i := range d.Records {
		if a := d.Records[i].Anchor; a.Exact != "" {
			t.Append(a.Prefix + a.Exact + a.Suffix)
			t.Break()
		}
	}
	return t
}

// FerryPage is the address of the page that Ferry is about.
const FerryPage = "https://desk.example/2022/ferry"

// Ferry is a dossier with one record of each kind that matters to markup.
const Ferry = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "dateModified": "2022-02-12",
  "publisher": {"@type": "NewsMediaOrganization", "name": "The Harbour Desk", "url": "https://www.desk.example/", "correctionsPolicy": "https://www.desk.example/corrections"},
  "about": {"@type": "NewsArticle", "headline": "Harbour ferry to stop on Sundays", "url": "https://desk.example/2022/ferry"},
  "negativeVerdicts": ["Wrong number"], "positiveVerdicts": ["Right"], "neutralVerdicts": ["Unproven"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c1", "text": "The ferry carried 41,200 passengers",
     "author": {"@type": "Person", "name": "Harbour master", "sameAs": "https://people.example/harbour-master"},
     "datePublished": "2022-02-08", "locationCreated": "Town hall", "firstAppearance": "https://social.example/1",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}},
     "review": {"@type": "ClaimReview", "claimReviewed": "41,200 took the ferry", "headline": "40,200", "datePublished": "2022-02-11",
       "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingValue": 2.0, "worstRating": 1, "bestRating": 5, "ratingExplanation": "It carried 40,200."}},
     "citation": "#s1"},
    {"@type": "Quotation", "@id": "#q1", "text": "We cannot run empty boats", "spokenByCharacter": "Harbour master",
     "isBasedOn": [{"@type": "Quotation", "text": "We cannot run half-empty boats.", "isPartOf": {"@id": "#s2"}}]},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "url": "https://county.example/ferry", "datePublished": "2022-01-14", "evidence": "primary", "text": "40,200 passengers"},
    {"@type": "Report", "@id": "#s2", "publisher": "Town council", "name": "Minutes", "relay": "The Harbour Desk", "text": "We cannot run half-empty boats."}
  ]
}`

// Read returns a dossier after replacements in its file, old and new in turn; each old one must be there.
func Read(t testing.TB, file string, replace ...string) *claims.Dossier {
	t.Helper()
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(file, replace[i]) {
			t.Fatalf("%s is not in the dossier", replace[i])
		}
	}
	d, err := records.Read("ferry.json", []byte(strings.NewReplacer(replace...).Replace(file)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Decoded returns JSON as the standard library reads it.
func Decoded(t testing.TB, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return v
}

// Typed returns every object of a type in v.
func Typed(v any, name string) []map[string]any {
	var out []map[string]any
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			out = append(out, Typed(x, name)...)
		}
	case map[string]any:
		if v["@type"] == name {
			out = append(out, v)
		}
		for _, x := range v {
			out = append(out, Typed(x, name)...)
		}
	}
	return out
}

// At returns the value at a path such as "itemReviewed author name".
func At(v any, path string) any {
	for name := range strings.FieldsSeq(path) {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

// Equal reports whether two values are the same JSON.
func Equal(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// Shipped returns the dossiers of this repository by the names of their files.
func Shipped(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	_, here, _, _ := runtime.Caller(0)
	for _, pattern := range []string{"../../*-*.json", "../../../../web/gallery/*.json"} {
		names, err := filepath.Glob(filepath.Join(filepath.Dir(here), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(data, []byte(`"hasPart"`)) {
				out[filepath.Base(name)] = data
			}
		}
	}
	if len(out) < 8 {
		t.Fatalf("%d dossiers only", len(out))
	}
	return out
}
