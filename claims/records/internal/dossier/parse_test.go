package dossier_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/internal/recordstest"
)

// FuzzParse holds our JSON against that of the standard library. We refuse three things more: what is
// not UTF-8, a name twice in one object, and half a surrogate pair.
func FuzzParse(f *testing.F) {
	f.Add(recordstest.Small)
	f.Add(`[1, -0.5e+3, "\ud83d\ude00\n", true, null, {}]`)
	f.Add(`{"a": {"b": [}]}`)
	f.Add("[1,]")
	f.Add(`"\ud800"`)
	f.Fuzz(func(t *testing.T, s string) {
		v, err := dossier.Parse(s)
		theirs := json.Valid([]byte(s))
		if err == nil && !theirs && !strings.HasPrefix(s, "\uFEFF") {
			t.Errorf("accepted %q", s)
		}
		if err != nil && theirs && utf8.ValidString(s) && !strings.Contains(err.What, "twice") &&
			!strings.Contains(err.What, "half a character") &&
			!strings.Contains(err.What, "nested") && !strings.Contains(err.What, "members") {
			t.Errorf("refused %q: %v", s, err)
		}
		if err == nil && v.Kind == dossier.KindText {
			var want string
			if json.Unmarshal([]byte(s), &want) == nil && want != v.Str {
				t.Errorf("%q: got %q, want %q", s, v.Str, want)
			}
		}
	})
}
