package dossier_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/internal/recordstest"
)

// FuzzWrite holds both layouts against encoding/json: they say what was read.
func FuzzWrite(f *testing.F) {
	f.Add(recordstest.Small)
	f.Add(`{"a": [[], {}, null, -0.50e+3, true], "<\u2028&>": "\u0000\u001f\u007f\"\\\/\n\t</script><!--"}`)
	f.Add(`"\ufffd\ud83d\ude00"`)
	f.Fuzz(func(t *testing.T, s string) {
		v, err := dossier.Parse(s)
		if err != nil {
			return
		}
		var want any
		if err := json.Unmarshal(bytes.TrimPrefix([]byte(s), []byte("\uFEFF")), &want); err != nil {
			return // numbers too large for encoding/json
		}
		for name, out := range map[string][]byte{"file": dossier.Lines(&v), "script": dossier.Script(&v)} {
			var got any
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatalf("%s of %q: %v in %q", name, s, err, out)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s of %q: %q", name, s, out)
			}
		}
		if out := dossier.Script(&v); bytes.ContainsAny(out, "<>&\u2028\u2029") {
			t.Errorf("script of %q: %q", s, out)
		}
	})
}

// The dossier that we ship is in the layout that we write.
func TestWriteFile(t *testing.T) {
	data, err := os.ReadFile("../../samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		t.Fatal(syntax)
	}
	if got := dossier.Lines(&v); !bytes.Equal(got, data) {
		t.Errorf("the file differs from its layout:\n%s", firstDifference(got, data))
	}
}

// firstDifference is the first lines in which two files differ.
func firstDifference(a, b []byte) string {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return string(x[i]) + "\n" + string(y[i])
		}
	}
	return "one is longer"
}
