package importer

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"sourcemark/claims/records/internal/recordstest"
)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		in, want string
		mended   bool
	}{
		{`{"a": [1, 2]}`, `{"a": [1, 2]}`, false},
		{"\uFEFF {\"a\": 1}\n", `{"a": 1}`, false},
		{`{"a": [1, 2, ], }`, `{"a": [1, 2]}`, true},
		{`[1,, 2]`, `[1, 2]`, true},
		{"{\"a\": \"two\nlines\"}", `{"a": "two\u000Alines"}`, true},
		{`{"a": "it\'s \x"}`, `{"a": "it's x"}`, true},
		{`{"a": "\ud83d\ude00 \ud83d!"}`, `{"a": "\ud83d\ude00 \uFFFD!"}`, true},
		{`{"a": "ends\"}`, `{"a": "ends\"}`, false},
		{"<!-- //<![CDATA[\n{\"a\": \",]\"};\n//]]> -->", `{"a": ",]"}`, true},
		{"{\"a\": \"\xff\"}", "{\"a\": \"\uFFFD\"}", true},
		{"nothing", "nothing", false},
	} {
		if got, mended := clean([]byte(c.in)); got != c.want || mended != c.mended {
			t.Errorf("%q: got %q, %v, want %q, %v", c.in, got, mended, c.want, c.mended)
		}
	}
}

// FuzzClean leaves JSON what it is.
func FuzzClean(f *testing.F) {
	f.Add(recordstest.Small)
	f.Add(`[",]", "\u0000\ud83d\ude00", [[], {}], "a,}"]`)
	f.Fuzz(func(t *testing.T, in string) {
		got, _ := clean([]byte(in))
		in = strings.TrimSpace(in)
		if !utf8.ValidString(in) || !json.Valid([]byte(in)) || in[0] != '{' && in[0] != '[' {
			return
		}
		var a, b any
		if json.Unmarshal([]byte(in), &a) != nil {
			return // numbers too large
		}
		if err := json.Unmarshal([]byte(got), &b); err != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("%q became %q", in, got)
		}
	})
}

func TestPlain(t *testing.T) {
	for _, c := range [][2]string{
		{"The county&#8217;s <b>own</b> figures &amp; ours", "The county’s own figures & ours"},
		{"&amp;quot;No&amp;quot; &lt;p&gt;boats", `"No" boats`},
		{"5 < 6 and 7 > 2", "5 < 6 and 7 > 2"},
		{"a\u202eb\u200e\r\n\tc\u00a0 d\x00", "ab c d"},
		{"&unknown; &#xZZ; &#1114112; &#x2019;", "&unknown; &#xZZ; \ufffd ’"},
	} {
		if got := plain(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

func TestISODate(t *testing.T) {
	for _, c := range [][2]string{
		{"2022-09-15", "2022-09-15"}, {"2022", "2022"}, {"2022-09-15T22:45:34.5+08:00", "2022-09-15T22:45:34.5+08:00"},
		{"2022-09-15 22:45:34", "2022-09-15T22:45:34"}, {"2022-09-15T22:45:34+0800",
			"2022-09-15T22:45:34+08:00"}, {"2022-09-15 22:45:34 UTC", "2022-09-15T22:45:34"},
		{"20220915", "2022-09-15"}, {"2022/9/5", "2022-09-05"}, {"2022-9-5", "2022-09-05"}, {"15.9.2022",
			"2022-09-15"}, {"3.4.2022", "2022-04-03"},
		{"15/09/2022", "2022-09-15"}, {"9/15/2022", "2022-09-15"}, {"4/4/2022", "2022-04-04"}, {"3/4/2022", ""},
		{"September 15, 2022", "2022-09-15"}, {"Thu, 15 Sep 2022 10:00:00 GMT", "2022-09-15"}, {"Sept. 3rd, 2022",
			"2022-09-03"}, {"Sep 2022", "2022-09"},
		{"yesterday", ""}, {"2022-02-30", ""}, {"", ""}, {"31 2022", ""},
	} {
		if got, _ := isoDate(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

func TestAddress(t *testing.T) {
	for _, c := range [][2]string{
		{" https://a.example/b c ", "https://a.example/b%20c"}, {"//a.example/",
			"https://a.example/"}, {"www.a.example", "https://www.a.example"}, {"HTTPS://a.example",
			"https://a.example"},
		{"javascript:alert(1)", ""}, {"https://cоunty.example", ""}, {"a.example",
			""}, {"https://a.example/\"><script>", ""},
	} {
		if got := address(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

// FuzzReadCSV holds our tables against those of the standard library, where that takes them.
func FuzzReadCSV(f *testing.F) {
	f.Add("a,b\r\n\"1,\"\"2\"\"\n3\",4\r\n")
	f.Add("a;b\n1;2")
	f.Add("a,\n,")
	f.Fuzz(func(t *testing.T, s string) {
		got := readRows(s, ',')
		r := csv.NewReader(strings.NewReader(s))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil || strings.Contains(s, "\r") {
			return
		}
		var filled [][]string // the standard library passes over empty lines
		for _, row := range got {
			if len(row) > 1 || row[0] != "" {
				filled = append(filled, row)
			}
		}
		for _, row := range want {
			if len(row) == 1 && row[0] == "" {
				return // a quoted nothing
			}
		}
		if len(filled)+len(want) > 0 && !reflect.DeepEqual(filled, want) {
			t.Errorf("%q: got %q, want %q", s, filled, want)
		}
	})
}

// Tables as people make them keep all their lines: encoding/csv refuses the mark of an inch, and reads on from a space
// after a closing mark to the next mark.
func TestReadCSV(t *testing.T) {
	got := readCSV("text;verdict\n\"It is late\" ;False\n5\" of rain;True\n\"He said \"\"no\"\"\";Half\n")
	want := [][]string{{"text", "verdict"}, {"It is late ", "False"}, {`5" of rain`, "True"}, {`He said "no"`, "Half"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, lazy := range []bool{false, true} {
		r := csv.NewReader(strings.NewReader("a,b\n\"1\" ,2\n3,4\n"))
		r.LazyQuotes = lazy
		if rows, err := r.ReadAll(); err == nil && len(rows) == 3 {
			t.Error("encoding/csv reads this now: readCSV may go")
		}
	}
}
