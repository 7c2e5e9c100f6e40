package lang_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	. "sourcemark/web/lang"
)

func load(t testing.TB, tag string) *Lang {
	t.Helper()
	l, err := Load(tag)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// keys returns the keys of a file in their order, with the plural forms of a noun as one key.
func keys(text string) (all []string, forms map[string][]string) {
	forms = map[string][]string{}
	for line := range strings.Lines(text) {
		key, _, ok := strings.Cut(line, " = ")
		if !ok || line[0] == '#' {
			continue
		}
		noun, form, _ := strings.Cut(key, ".")
		if slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, form) {
			forms[noun] = append(forms[noun], form)
			if key = noun + ".*"; all[len(all)-1] == key {
				continue
			}
		}
		all = append(all, key)
	}
	return all, forms
}

// notes returns the comments of a file by the key that they stand above, but for those at its beginning, which are
// about the language.
func notes(text string) map[string]string {
	all, note := map[string]string{}, ""
	_, text, _ = strings.Cut(text, "\n\n")
	for line := range strings.Lines(text) {
		if line[0] == '#' {
			note += line
			continue
		}
		if key, _, ok := strings.Cut(line, " = "); ok && note != "" {
			noun, _, counted := strings.Cut(key, ".") // whose first form differs between languages
			if counted {
				key = noun
			}
			all[key] += note
		}
		note = ""
	}
	return all
}

// badFrench finds marks of French that stand without their space, or with one at which a line may break.
var badFrench = regexp.MustCompile(`[^\x{a0}\x{202f}][:;?»]|«[^\x{a0}\x{202f}]`)

// TestFiles reads every file: its keys and the comments above them stand as in en.txt, its plural forms are those that
// CLDR has for the language, and its texts keep the tone.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(Tags) {
		t.Errorf("files %v of languages %v", files, Tags)
	}
	// https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html, without "many" of millions.
	categories := map[string]string{
		"en": "one other", "de": "one other", "es": "one other", "fr": "one other", "ru": "one few many other",
		"ar": "zero one two few many other", "ko": "other", "zh": "other", "ja": "other", "vi": "other",
		"pt": "one other", "it": "one other", "tr": "one other",
	}
	if _, err := Parse("en", Text("en")); err != nil {
		t.Fatalf("%v\nA key of en.txt needs its place in each, in parse.go, and the other way round.", err)
	}
	want, _ := keys(Text("en"))
	for _, tag := range Tags {
		if _, err := Load(tag); err != nil {
			t.Error(err)
			continue
		}
		got, forms := keys(Text(tag))
		for i, key := range want {
			if i >= len(got) || got[i] != key {
				t.Errorf("%s.txt: en.txt has %s after %q: keep its order, and write key = text", tag, key,
					want[max(0, i-1)])
				break
			}
		}
		for key, note := range notes(Text("en")) {
			if got := notes(Text(tag))[key]; got != note {
				t.Errorf("%s.txt has above %s the comment\n%swant that of en.txt\n%s", tag, key, got, note)
			}
		}
		if len(forms) != 12 {
			t.Errorf("%s.txt counts %d things", tag, len(forms))
		}
		for noun, f := range forms {
			if got := strings.Join(f, " "); got != categories[tag] {
				t.Errorf("%s.txt: %s has the forms %s, want %s", tag, noun, got, categories[tag])
			}
		}
		for i, line := range strings.Split(Text(tag), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			if strings.ContainsAny(line, "!！¡\"'\t") || strings.Contains(line, "...") ||
				strings.Contains(line, "  ") || strings.TrimSpace(line) != line {
				t.Errorf("%s.txt:%d: an exclamation mark, a straight quote, three dots, or a space too many: %s", tag, i+1,
					line)
			}
			if _, text, _ := strings.Cut(line, " = "); tag == "fr" && badFrench.MatchString(text) {
				t.Errorf("fr.txt:%d: use the space that does not break, as the top of the file says: %s", i+1, line)
			}
		}
	}
	if Text("nl") != "" {
		t.Error("a text of no language")
	}
}

// TestPlural compares plural forms with the rules of CLDR in golang.org/x/text.
func TestPlural(t *testing.T) {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two",
		plural.Few: "few", plural.Many: "many", plural.Other: "other",
	}
	for _, tag := range Tags {
		text := Text(tag)
		for _, form := range names {
			// What is counted is named by the form it is counted in.
			for _, noun := range []string{"claims", "sourced"} {
				text = replaced(text, noun+"."+form, "%s "+form)
			}
		}
		l, err := Parse(tag, text)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 1200 {
			form := names[plural.Cardinal.MatchPlural(language.MustParse(tag), n, 0, 0, 0, 0)]
			if got, want := l.Count(n, Claims), Format("%s "+form, itoa(n)); got != want {
				t.Errorf("%s: %d is %q, want %q", tag, n, got, want)
			}
		}
	}
}

// replaced returns a file with another text under a key, if it has that key.
func replaced(file, key, text string) string {
	lines := strings.Split(file, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, key+" = ") {
			lines[i] = key + " = " + text
		}
	}
	return strings.Join(lines, "\n")
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func TestCount(t *testing.T) {
	type counts map[int]string
	for _, c := range []struct {
		tag  string
		noun Noun
		want counts
	}{
		{"en", Claims, counts{0: "0 claims", 1: "1 claim", 2: "2 claims", 21: "21 claims", 101: "101 claims"}},
		{"en", WordsDiffer, counts{1: "One word differs from the source.", 3: "3 words differ from the source."}},
		{"en", Unplaced, counts{1: "1 check could not be placed", 2: "2 checks could not be placed"}},
		{"de", Claims, counts{0: "0 Behauptungen", 1: "1 Behauptung", 2: "2 Behauptungen", 101: "101 Behauptungen"}},
		{"de", Unplaced, counts{
			1: "1 Prüfung ließ sich keiner Stelle zuordnen",
			5: "5 Prüfungen ließen sich keiner Stelle zuordnen",
		}},
		{"fr", Claims, counts{
			0: "0 affirmation", 1: "1 affirmation", 2: "2 affirmations", 21: "21 affirmations",
			101: "101 affirmations",
		}},
		{"fr", DisputedItems, counts{0: "0 contesté", 1: "1 contesté", 2: "2 contestés"}},
		{"es", Quotations, counts{0: "0 citas", 1: "1 cita", 2: "2 citas", 101: "101 citas"}},
		{"ru", Claims, counts{
			0: "0 утверждений", 1: "1 утверждение", 2: "2 утверждения", 3: "3 утверждения", 5: "5 утверждений",
			11: "11 утверждений", 12: "12 утверждений", 21: "21 утверждение", 22: "22 утверждения",
			100: "100 утверждений", 101: "101 утверждение", 111: "111 утверждений", 112: "112 утверждений",
		}},
		{"ru", Unplaced, counts{
			1: "Для 1 проверки не нашлось места в статье", 2: "Для 2 проверок не нашлось места в статье",
			21: "Для 21 проверки не нашлось места в статье",
		}},
		{"ar", Claims, counts{
			0: "لا ادعاءات", 1: "ادعاء واحد", 2: "ادعاءان", 3: "3 ادعاءات", 5: "5 ادعاءات", 10: "10 ادعاءات",
			11: "11 ادعاءً", 21: "21 ادعاءً", 99: "99 ادعاءً", 100: "100 ادعاء", 101: "101 ادعاء",
			103: "103 ادعاءات", 111: "111 ادعاءً",
		}},
		{"ko", Claims, counts{0: "주장 0건", 1: "주장 1건", 2: "주장 2건", 101: "주장 101건"}},
		{"zh", Quotations, counts{0: "0条引语", 1: "1条引语", 21: "21条引语"}},
		{"vi", Claims, counts{0: "0 phát biểu", 1: "1 phát biểu", 21: "21 phát biểu"}},
		{"pt", Claims, counts{0: "0 afirmação", 1: "1 afirmação", 2: "2 afirmações"}},
		{"it", Quotations, counts{0: "0 citazioni", 1: "1 citazione", 2: "2 citazioni"}},
		{"tr", Claims, counts{0: "0 iddia", 1: "1 iddia", 2: "2 iddia"}},
		{"ja", MoreSources, counts{1: "ほかに出典1件", 5: "ほかに出典5件"}},
	} {
		l := load(t, c.tag)
		for n, want := range c.want {
			if got := l.Count(n, c.noun); got != want {
				t.Errorf("%s: %d is %q, want %q", c.tag, n, got, want)
			}
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ tag, iso, want string }{
		{"en", "2022-09-15", "15 September 2022"},
		{"en", "2022-09-05T10:30:00Z", "5 September 2022"},
		{"en", "2022-09", "September 2022"},
		{"en", "2022", "2022"},
		{"en", "2022-13-01", "2022-13-01"},
		{"en", "2022-x", "2022-x"},
		{"en", "", ""},
		{"en", "last week", "last week"},
		{"ko", "2022-09-15", "2022년 9월 15일"}, {"ko", "2022-09-01", "2022년 9월 1일"}, {"ko", "2022-09", "2022년 9월"},
		{"zh", "2022-09-15", "2022年9月15日"}, {"zh", "2022-12", "2022年12月"},
		{"ja", "2022-09-05", "2022年9月5日"}, {"ja", "2022-09", "2022年9月"},
		{"ru", "2022-09-15", "15 сентября 2022\u00a0г."},
		{"ru", "2022-09", "сентябрь 2022\u00a0г."},
		{"ru", "2022", "2022"},
		{"de", "2022-09-15", "15. September 2022"}, {"de", "2022-03", "März 2022"},
		{"fr", "2022-09-01", "1er septembre 2022"},
		{"fr", "2022-08-11", "11 août 2022"},
		{"fr", "2022-02", "février 2022"},
		{"es", "2022-09-15", "15 de septiembre de 2022"}, {"es", "2022-09", "septiembre de 2022"},
		{"ar", "2022-09-15", "15 سبتمبر 2022"}, {"ar", "2022-09", "سبتمبر 2022"},
		{"vi", "2022-09-15", "15/9/2022"}, {"vi", "2022-09", "9/2022"},
		{"pt", "2022-03-01", "1 de março de 2022"}, {"pt", "2022-09", "setembro de 2022"},
		{"it", "2022-09-15", "15 settembre 2022"}, {"tr", "2022-08-30", "30 Ağustos 2022"},
	} {
		if got := load(t, c.tag).Date(c.iso); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.tag, c.iso, got, c.want)
		}
	}
}

// TestLanguages compares the names of languages with those of CLDR in golang.org/x/text.
func TestLanguages(t *testing.T) {
	// CLDR has this one, too, by now. For Norwegian it names the two written forms only.
	ours := map[string]string{"ko tr": "튀르키예어"}
	for _, tag := range Tags {
		l, names := load(t, tag), display.Languages(language.MustParse(tag))
		const known = "en zh ko ru ja de fr es ar uk it pt tr pl nl sv da fi cs el he hi fa id vi th"
		for other := range strings.FieldsSeq(known) {
			want := names.Name(language.MustParse(other))
			if name := ours[tag+" "+other]; name != "" {
				want = name
			}
			if got := l.Language(other + "-XX"); got != want {
				t.Errorf("%s: %s is %q, want %q", tag, other, got, want)
			}
		}
		if got := l.Language("tlh"); got != "tlh" {
			t.Errorf("%s: a language without a name is %q", tag, got)
		}
	}
}

// TestTyped checks how each language puts words in quotation marks and joins them.
func TestTyped(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "“a”, b: c", "ko": "“a”, b: c", "zh": "“a”，b：c", "ja": "「a」、b：c", "ru": "«a», b: c",
		"de": "„a“, b: c", "fr": "«\u00a0a\u00a0», b\u00a0: c", "es": "«a», b: c", "ar": "«a»، b: c",
		"vi": "“a”, b: c", "pt": "“a”, b: c", "it": "«a», b: c", "tr": "“a”, b: c",
	} {
		l := load(t, tag)
		if got := Format(l.Detail, Format(l.List, Format(l.Marks, "a"), "b"), "c"); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
		dir := "ltr"
		if tag == "ar" {
			dir = "rtl"
		}
		if l.Tag != tag || l.Dir != dir {
			t.Errorf("%s is %s and %s", tag, l.Tag, l.Dir)
		}
	}
}

func TestChoose(t *testing.T) {
	for want, tags := range map[string][]string{
		"en": {"", "en", "en-GB", "EN-us", "nl", "nl-BE", "x-klingon", "kok", "english"},
		"zh": {"zh", "zh-Hans", "zh-Hant", "zh-TW", "ZH-hant-hk"},
		"ko": {"ko", "ko-KR"},
		"ja": {"ja-JP-u-ca-japanese"},
		"ru": {"ru"},
		"de": {"de-AT"},
		"fr": {"fr-CA"},
		"es": {"es-419"},
		"ar": {"ar-EG"},
		"vi": {"vi-VN"},
		"pt": {"pt", "pt-BR"},
		"it": {"it-CH"},
		"tr": {"tr"},
	} {
		for _, tag := range tags {
			if got := Choose(tag); got != want {
				t.Errorf("for %q the language is %s, want %s", tag, got, want)
			}
		}
	}
	if got := Choose("nl-BE", "es", "en"); got != "es" {
		t.Errorf("for Dutch or else Spanish the language is %s", got)
	}
	if got := Choose(); got != "en" {
		t.Errorf("for nobody the language is %s", got)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, c := range map[string]struct{ tag, old, new, want string }{
		"unknown language": {
			"nl", "", "",
			"nl: the interface has no such language; use one of en ko zh ja ru de fr es ar vi pt it tr",
		},
		"unknown key": {
			"en", "close = ", "clothes = ",
			"en.txt:LINE: clothes: write key = text, with a key of en.txt",
		},
		"missing key": {"en", "close = Close\n", "", ": close: missing"},
		"key twice": {
			"en", "previous = Previous check\n", "close = Shut\nprevious = Previous check\n",
			"en.txt:LINE: close: write key = text",
		},
		"no key":            {"en", "close = Close", "= Close", "en.txt:LINE: = Close: write key = text"},
		"no text":           {"en", "close = Close", "close =", "en.txt:LINE: close: has no text"},
		"no line of a file": {"en", "close = Close", "Close", "en.txt:LINE: Close: write key = text"},
		"too few arguments": {
			"ko", "position = %2$s건 중 %1$s번째", "position = %s번째",
			"ko.txt:LINE: position: must have 2 of %s",
		},
		"too many arguments": {"en", "close = Close", "close = Close %s", "en.txt:LINE: close: must have 0 of %s"},
		"an argument twice": {
			"ko", "position = %2$s건 중 %1$s번째", "position = %1$s건 중 %1$s번째",
			"ko.txt:LINE: position: must have 2 of %s",
		},
		"an argument too high": {"en", "to = to %s", "to = to %2$s", "en.txt:LINE: to: must have 1 of %s"},
		"a stray %": {
			"en", "to = to %s", "to = to %s %d",
			"en.txt:LINE: to: has a % that is neither %s nor of the form %1$s",
		},
		"missing plural form": {"ru", "claims.few = %s утверждения\n", "", "claims.few: missing"},
		"foreign plural form": {
			"ja", "claims.other", "claims.one = 主張一件\nclaims.other",
			"claims.one: write key = text, with a key of en.txt or a plural form of the language",
		},
		"number left out": {
			"ru", "claims.one = %s утверждение", "claims.one = утверждение",
			"claims.one: must have 1 of %s",
		},
		"two numbers": {
			"ar", "claims.one = ادعاء واحد", "claims.one = %s ادعاء %s",
			"claims.one: must have 1 of %s",
		},
		"a year of 11 months": {
			"en", "months = January February", "months = January",
			"months: needs the names of twelve months",
		},
	} {
		t.Run(name, func(t *testing.T) {
			text := Text(c.tag)
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s.txt has no %q", c.tag, c.old)
			}
			before, _, _ := strings.Cut(text, c.old)
			want := strings.Replace(c.want, "LINE", itoa(strings.Count(before, "\n")+1), 1)
			l, err := Parse(c.tag, strings.Replace(text, c.old, c.new, 1))
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
			if l != nil {
				t.Error("half a language")
			}
		})
	}
	// All that is wrong is said at once.
	_, err := Parse("en", strings.NewReplacer("close =", "clothes =", "to = to %s", "to = to").Replace(Text("en")))
	if got := strings.Count(err.Error(), "\n"); got != 2 {
		t.Errorf("want three complaints, got:\n%v", err)
	}
}

// TestParseForgives checks that what editors of all systems do to a file does not matter.
func TestParseForgives(t *testing.T) {
	en := Text("en")
	for _, text := range []string{
		"\ufeff" + en, "\n\n  # a note\n" + en,
		strings.ReplaceAll(en, "\n", "\r\n"), strings.ReplaceAll(en, " = ", "="),
	} {
		l, err := Parse("en", text)
		if err != nil {
			t.Fatal(err)
		}
		if l.Count(2, WordsDiffer) != English().Count(2, WordsDiffer) || l.Status != English().Status {
			t.Error("it is another language")
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		text string
		args []string
		want string
	}{
		{"%s of %s", []string{"1", "2"}, "1 of 2"},
		{"%2$s: %1$s", []string{"1", "2"}, "2: 1"},
		{"%s and %s", []string{"%s", "%1$s"}, "%s and %1$s"}, // what is put in is not looked at
		{"100 %", nil, "100 %"}, {"%1$", nil, "%1$"}, {"%", nil, "%"},
		{"%s, %s", []string{"1"}, "1, "},
	} {
		if got := Format(c.text, c.args...); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// FuzzParse checks that any text gives an error, or a language in which no argument is lost.
func FuzzParse(f *testing.F) {
	for _, tag := range Tags {
		f.Add(tag, "position", "%2$s: %1$s")
		f.Add(tag, "claims.other", "%s\n# %s")
		f.Add(tag, "months", strings.Repeat("x ", 12))
	}
	f.Add("ar", "claims.two", "%1$s")
	f.Fuzz(func(t *testing.T, tag, key, text string) {
		_, _ = Parse(tag, text)
		l, err := Parse(tag, replaced(Text(tag), key, text))
		if err != nil {
			return
		}
		for _, text := range []string{
			l.Position, l.Marker, l.Here, l.From, l.NotChecked, l.CheckedBy, l.SignedBy, l.List, l.Detail,
		} {
			if got := Format(text, "\x01", "\x02"); strings.Count(got, "\x01") != 1 || strings.Count(got, "\x02") != 1 {
				t.Errorf("%s loses what is put into %q: %q", tag, text, got)
			}
		}
		for noun := range WordsDiffer + 1 {
			for n := range 120 {
				got := l.Count(n, noun)
				if got == "" || strings.Contains(got, "%s") || n > 2 && !strings.Contains(got, itoa(n)) {
					t.Errorf("%s: %d is %q", tag, n, got)
				}
			}
		}
		for m := range 12 {
			date := l.Date("2022-" + itoa(100 + m + 1)[1:] + "-15")
			if !strings.Contains(date, "2022") || !strings.Contains(date, "15") {
				t.Errorf("%s: a date is %q", tag, date)
			}
		}
	})
}

// TestWidgetCarriesNone checks that the program that a browser loads carries no language.
func TestWidgetCarriesNone(t *testing.T) {
	for system, want := range map[string]int{"js/wasm": 0, "linux/amd64": len(Tags)} {
		goos, goarch, _ := strings.Cut(system, "/")
		cmd := exec.Command("go", "list", "-json=EmbedFiles", ".")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		var p struct{ EmbedFiles []string }
		if err := json.NewDecoder(bytes.NewReader(out)).Decode(&p); err != nil {
			t.Fatal(err)
		}
		if len(p.EmbedFiles) != want {
			t.Errorf("for %s are embedded %v", system, p.EmbedFiles)
		}
	}
}

// TestScripts looks in each file for letters of another script, which copying leaves behind.
func TestScripts(t *testing.T) {
	for tag, scripts := range map[string][]*unicode.RangeTable{
		"en": {unicode.Latin},
		"de": {unicode.Latin},
		"fr": {unicode.Latin},
		"es": {unicode.Latin},
		"ru": {unicode.Cyrillic},
		"ko": {unicode.Hangul},
		"zh": {unicode.Han},
		"ja": {unicode.Han, unicode.Hiragana, unicode.Katakana},
		"ar": {unicode.Arabic},
	} {
		for line := range strings.Lines(Text(tag)) {
			_, text, ok := strings.Cut(line, " = ")
			if !ok || line[0] == '#' {
				continue
			}
			for _, r := range strings.NewReplacer("%s", "", "$s", "", "ー", "").Replace(text) {
				if unicode.IsLetter(r) && !unicode.In(r, scripts...) {
					t.Errorf("%s.txt: %q in %s", tag, r, line)
				}
			}
		}
	}
}
