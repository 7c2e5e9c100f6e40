package records_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	jsonschema "github.com/santhosh-tekuri/jsonschema/v6"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/internal/recordstest"
)

// dossier.schema.json is for the editors in which people write. These tests hold it against the reader: what
// one accepts the other accepts, but for what a schema cannot say.

// unsayable is what the reader says of mistakes that no schema can see, and why it cannot.
var unsayable = []struct{ message, why string }{
	{`must be the @id of a source in this file`, "a reference may lead nowhere"},
	{`must be the @id of a person or organisation described earlier in the file`, "a reference may lead nowhere"},
	{`must be an @id that no other part of this file has`, "ids of different objects are compared"},
	{`or add a statusReason that says why not`, "the status follows from other members"},
	{`must be a source: a sourced record needs one`, "the status follows from other members"},
	{`as negativeVerdicts spells it`, "words are compared for slips"},
	{`as positiveVerdicts spells it`, "words are compared for slips"},
	{`as neutralVerdicts spells it`, "words are compared for slips"},
	{`must be in one list only`, "items of different lists are compared"},
	{`unknown name: did you mean`, "names are compared for slips"},
	{`must be the words between the quotation marks`, "two texts are compared"},
	{`, as this part has it in that language already`, "texts of different members are compared"},
	{`must be a number greater than start`, "two numbers are compared"},
	{`give the name alone`, "letters are compared, whatever stands between them"},
	{`delete the key in brackets`, "digits and letters are counted"},
}

func schema(t testing.TB) func(data []byte) error {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("dossier.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		return s.Validate(v)
	}
}

// agree holds reader and schema against each other.
func agree(t testing.TB, valid func([]byte) error, what string, data []byte) {
	t.Helper()
	_, err := records.Read("a.json", data)
	invalid := valid(data)
	switch {
	case err == nil && invalid != nil:
		t.Errorf("%s: the schema refuses what the reader accepts: %v", what, invalid)
	case err != nil && invalid == nil && !hidden(err):
		t.Errorf("%s: the schema accepts what the reader refuses: %v", what, err)
	}
}

// hidden reports whether a schema cannot see any of the mistakes.
func hidden(err error) bool {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		seen := true
		for _, u := range unsayable {
			seen = seen && !strings.Contains(line, u.message)
		}
		if seen {
			return false
		}
	}
	return true
}

func TestSchemaAcceptsShipped(t *testing.T) {
	valid := schema(t)
	names, err := filepath.Glob("../../web/gallery/*.json")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, name := range append(names, "samarkand-2022.json") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(`"hasPart"`)) {
			checked++
			agree(t, valid, name, data)
		}
	}
	if checked < 8 {
		t.Errorf("%d dossiers only", checked)
	}
	for n, step := range readmeSteps(t) {
		agree(t, valid, fmt.Sprintf("README.md after example %d", n), []byte(step))
	}
}

// TestSchemaMistakes: every mistake that the reader tells of is one for the schema, if it is one of form.
func TestSchemaMistakes(t *testing.T) {
	valid := schema(t)
	refused := 0
	for _, c := range mistakes {
		spoilt := []byte(strings.Replace(recordstest.Small, c.old, c.new, 1))
		if json.Valid(spoilt) {
			agree(t, valid, c.new, spoilt)
			if valid(spoilt) != nil {
				refused++
			}
		}
	}
	for _, date := range append(dates, noDates...) {
		agree(t, valid, date, []byte(strings.Replace(recordstest.Small, `"text": "40,200 passengers"`,
			`"datePublished": "`+date+`"`, 1)))
	}
	if refused < 20 {
		t.Errorf("the schema refuses %d of the mistakes only", refused)
	}
}

// TestSchemaMutations drops every member of testdata/whole.json, which has all that we read and every short form, puts
// other things in its place and beside it, and looks whether reader and schema think the same of it.
func TestSchemaMutations(t *testing.T) {
	valid := schema(t)
	whole, err := os.ReadFile("testdata/whole.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := valid(whole); err != nil {
		t.Fatal(err)
	}
	agree(t, valid, "the whole", whole)
	v, syntax := dossier.Parse(string(whole))
	if syntax != nil {
		t.Fatal(syntax)
	}
	others := map[string]dossier.Value{}
	for _, s := range []string{`null`, `""`, `" "`, `"x"`, `"#s1"`, `"en"`, `7`, `-1`, `true`, `[]`, `[null]`, `["x"]`,
		`{}`, `[{}]`, `{"@id": "#s1"}`, `{"name": "x"}`, `{"text": "x"}`, `"https://a.example/"`, `"2022"`,
		`"a\u202eb"`,
		`{"@language": "ko", "@value": "x"}`, `[{"@language": "ko", "@value": "x"}]`, `[{"@value": "x"}]`,
		`{"@language": "ko", "@value": "x", "text": "x"}`} {
		other, syntax := dossier.Parse(s)
		if syntax != nil {
			t.Fatal(syntax)
		}
		others[s] = other
	}
	tried := 0
	try := func(what string) {
		tried++
		agree(t, valid, what, dossier.Lines(&v))
	}
	var mutate func(path string, at *dossier.Value)
	mutate = func(path string, at *dossier.Value) {
		if strings.HasPrefix(path, ".@context[1]") {
			return // of others
		}
		before := *at
		for s, other := range others {
			*at = other
			try(path + " = " + s)
		}
		*at = before
		for i := range at.Items {
			at.Items = append(append([]dossier.Value(nil), before.Items[:i]...), before.Items[i+1:]...)
			try(fmt.Sprintf("%s without [%d]", path, i))
			*at = before
			mutate(fmt.Sprintf("%s[%d]", path, i), &at.Items[i])
		}
		for i, m := range before.Members {
			*at = before.Without(m.Name)
			try(path + " without " + m.Name)
			*at = before
			mutate(path+"."+m.Name, &at.Members[i].Value)
		}
		if at.Kind == dossier.KindObject {
			for _, name := range []string{"quote", "verdict", "excerpt", "date", "publisher", "isBasedOn",
				"correction"} {
				if before.Get(name) == nil {
					*at = before.With(name, dossier.String("2022"))
					try(path + " with " + name)
					*at = before
				}
			}
		}
	}
	mutate("", &v)
	if tried < 1000 {
		t.Errorf("%d mutations only", tried)
	}
	t.Logf("%d mutations", tried)
}
