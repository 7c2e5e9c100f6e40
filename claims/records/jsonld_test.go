package records_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/internal/recordstest"
)

// Dossiers are JSON-LD, which other tools expand by its @context to names that mean one thing on the whole web.
// These tests expand them with a processor of version 1.1 and look whether any name got lost on the way, or
// became another.

// contexts loads the contexts that we name, and nothing from the network.
type contexts map[string]string

func (c contexts) LoadDocument(address string) (*ld.RemoteDocument, error) {
	data, err := os.ReadFile(c[strings.TrimSuffix(address, "/")])
	if err != nil {
		return nil, err
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: v}, nil
}

// Expand is the expanded form of a document at an address.
func Expand(t *testing.T, address string, data []byte) any {
	t.Helper()
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/piprate/json-gold").Output()
	if err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions(address)
	options.ProcessingMode = ld.JsonLd_1_1
	options.DocumentLoader = contexts{
		"https://schema.org": filepath.Join(strings.TrimSpace(string(module)),
			"ld/testdata/schema.org/docs/jsonldcontext.json"),
		"http://www.w3.org/ns/anno.jsonld": "testdata/contexts/anno.jsonld",
	}
	out, err := ld.NewJsonLdProcessor().Expand(recordstest.Decoded(t, data), options)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// names counts the members that say something by what they are called; @context and the keywords aside.
func names(v any, rename func(name string, anchored bool) string, anchored bool, into map[string]int) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			names(x, rename, anchored, into)
		}
	case map[string]any:
		for name, x := range v {
			if name == "@context" {
				continue
			}
			// In an anchor, the vocabulary of annotations has names for @id and @type.
			if !strings.HasPrefix(name, "@") && !(anchored && name == "type") {
				into[rename(name, anchored)]++
			}
			names(x, rename, anchored || name == "anchor", into)
		}
	}
}

const (
	schemaTerm = "http://schema.org/"
	oaTerm     = "http://www.w3.org/ns/oa#"
	ourTerm    = "urn:sourcemark:v1:"
	dcTerm     = "http://purl.org/dc/elements/1.1/"
)

// meant is what a name of a dossier means.
func meant(name string, anchored bool) string {
	switch name {
	case "anchor":
		return oaTerm + "hasTarget"
	case "status", "statusReason", "quoteMatch", "recheckBy", "evidence", "relay", "response", "negativeVerdicts",
		"positiveVerdicts", "neutralVerdicts", "checkable", "signature":
		return ourTerm + name
	case "source", "selector":
		if anchored {
			return oaTerm + "has" + strings.ToUpper(name[:1]) + name[1:]
		}
	}
	if anchored && name == "language" {
		return dcTerm + name
	}
	if anchored {
		return oaTerm + name
	}
	return schemaTerm + name
}

func TestExpand(t *testing.T) {
	samarkand, err := os.ReadFile("samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile("testdata/whole.json")
	if err != nil {
		t.Fatal(err)
	}
	ours := recordstest.Decoded(t, samarkand).(map[string]any)["@context"]
	for name, data := range map[string][]byte{"samarkand-2022.json": samarkand, "whole.json": whole} {
		data, err := edit.Format(name, data, nil) // names short forms in full
		if err != nil {
			t.Fatal(err)
		}
		v := recordstest.Decoded(t, data).(map[string]any)
		v["@context"] = ours
		data, err = json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		expanded := Expand(t, "https://desk.example/records/"+name, data)
		want, got := map[string]int{}, map[string]int{}
		names(v, meant, false, want)
		names(expanded, func(name string, _ bool) string { return name }, false, got)
		for term, n := range want {
			if got[term] != n {
				t.Errorf("%s: %s stands there %d times expanded, want %d", name, term, got[term], n)
			}
		}
		for term, n := range got {
			if want[term] == 0 {
				t.Errorf("%s: %s stands there %d times expanded, want none", name, term, n)
			}
		}
		absolute(t, name, expanded)
	}
}

// absolute wants every @id and @type of an expanded document to be an address or a name of one vocabulary.
func absolute(t *testing.T, file string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			absolute(t, file, x)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && !strings.Contains(id, ":") {
			t.Errorf("%s: the @id %q is relative", file, id)
		}
		types, _ := v["@type"].([]any)
		for _, typ := range types {
			if s, _ := typ.(string); !strings.HasPrefix(s, schemaTerm) && !strings.HasPrefix(s, oaTerm) {
				t.Errorf("%s: the @type %v", file, typ)
			}
		}
		for _, x := range v {
			absolute(t, file, x)
		}
	}
}

// Markup is schema.org and nothing else, and needs no address to be understood.
func TestExpandMarkup(t *testing.T) {
	for name, data := range recordstest.Shipped(t) {
		d, err := records.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		expanded := Expand(t, "", export.Markup("https://desk.example/story", d))
		got := map[string]int{}
		names(expanded, func(name string, _ bool) string { return name }, false, got)
		for term := range got {
			if !strings.HasPrefix(term, schemaTerm) {
				t.Errorf("%s: %s in the markup", name, term)
			}
		}
		absolute(t, name, expanded)
	}
}
