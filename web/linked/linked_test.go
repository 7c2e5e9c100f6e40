package linked

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestValues reads what pages write for JSON, and says where that ends.
func TestValues(t *testing.T) {
	for _, c := range []struct {
		block, want string // as JSON, a list
		whole       bool
	}{
		{`{"a": [1, -2.5e1, true, false, null, "b"]}`, `[{"a": [1, -25, true, false, null, "b"]}]`, true},
		{`"\u00e9\ud83d\ude80\n\/\""`, `["é🚀\n/\""]`, true},
		{`{"a": 1,} ; [2, ],`, `[{"a": 1}, [2]]`, true},
		{`{"a": 1 /* one */, // two` + "\n" + `"b": "// no"}`, `[{"a": 1, "b": "// no"}]`, true},
		{"<![CDATA[ [1] ]]>", `[[1]]`, true},
		{"//<![CDATA[\n[1]\n//]]>", `[[1]]`, true},
		{"<!-- [1] -->", `[[1]]`, true},
		{"\"two\nlines\tand\"", `["two lines and"]`, true},
		{`{&quot;a&quot;: &#34;b&#34;}`, `[{"a": "b"}]`, true},
		{``, `[]`, true},
		{`{"a": 1}, {"b": `, `[{"a": 1}]`, false},
		{`{"a" 1}`, `[]`, false}, {`{"a": 1 "b": 2}`, `[]`, false}, {`[1 2]`, `[]`, false}, {`{a: 1}`, `[]`, false}, {`"a`, `[]`, false},
		{`"\x"`, `[]`, false}, {`"\u12"`, `[]`, false}, {`-`, `[]`, false}, {`/* 1`, `[]`, false}, {`nul`, `[]`, false},
		{strings.Repeat("[", 10_000), `[]`, false},
	} {
		var want []any
		if err := json.Unmarshal([]byte(c.want), &want); err != nil {
			t.Fatal(c.want, err)
		}
		got, whole := Values(c.block)
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) || whole != c.whole {
			t.Errorf("%.80s: got %v, %v, want %v, %v", c.block, got, whole, want, c.whole)
		}
	}
}

// FuzzParse compares with encoding/json: whatever that reads is the same here.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a": [1, "b", {"c": null}]}`, `"\ud800\u0041 \udc00"`, `1e400`, "[0.1, -0]", `{"a": 1, "a": 2}`, "\ufeff1",
		`"\ud800\ud83d\ude80"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, ok := Parse(s)
		for _, a := range Articles(v) {
			Text(a["datePublished"])
		}
		var want any
		if strings.IndexByte(s, '"') < 0 || !utf8.ValidString(s) || json.Unmarshal([]byte(s), &want) != nil || strings.Count(s, "[")+strings.Count(s, "{") > maxDepth {
			return
		}
		got, err1 := json.Marshal(v)
		wanted, err2 := json.Marshal(want)
		if !ok || err1 != nil || err2 != nil || string(got) != string(wanted) {
			t.Errorf("%q: got %s, %v, want %s", s, got, ok, wanted)
		}
	})
}
