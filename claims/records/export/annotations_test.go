package export_test

import (
	"bytes"
	"strings"
	"testing"

	jsonschema "github.com/santhosh-tekuri/jsonschema/v6"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/internal/recordstest"
)

// TestAnnotationModel holds what is exported of the dossiers that we ship to the rules of the W3C's model.
func TestAnnotationModel(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	model, err := c.Compile("testdata/annotation-page.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(page []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		return model.Validate(v)
	}
	n := 0
	var page string
	for name, data := range recordstest.Shipped(t) {
		d, err := records.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		text := recordstest.Article(d)
		report := claims.New(d).Check(text)
		n += len(report.Items)
		out := export.Annotations("https://desk.example/2026/story?page=2#top", report)
		if err := valid(out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(report.Items) > len(strings.Split(page, `"Annotation"`))-1 {
			page = string(out)
		}
	}
	if n < 50 || !strings.Contains(page, `"id": "https://desk.example/2026/story?page=2#sourcemark-1"`) {
		t.Errorf("%d annotations only, or without their address", n)
	}
	// The rules can be broken.
	for _, x := range [][2]string{
		{`"https://desk.example/2026/story?page=2#sourcemark-1"`, `"#sourcemark-1"`},
		{`"type": "Annotation"`, `"type": "Note"`},
		{`"target"`, `"about"`},
		{`"selector"`, `"place"`},
		{`"exact"`, `"words"`},
		{`"start": `, `"start": -1`},
		{`"motivation": "assessing"`, `"motivation": "checking"`},
		{`"format": "text/plain"`, `"format": "plain"`},
		{`"value"`, `"text"`},
		{`http://www.w3.org/ns/anno.jsonld`, `https://schema.org`},
	} {
		if broken := strings.Replace(page, x[0], x[1], 1); broken == page || valid([]byte(broken)) == nil {
			t.Errorf("%s for %s passes", x[1], x[0])
		}
	}
}
