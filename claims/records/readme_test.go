package records_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
)

// README.md teaches by example, and its examples are copied. These tests copy them too: a newcomer who
// follows the page has a valid file after every step.

const readmeFile = "harbour-ferry.json" // the name that the frame gives itself

// readmeArticle is the story that the examples are about, as far as their anchors tell.
const readmeArticle = `Harbour ferry to stop on Sundays

The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before. “We cannot run empty boats,” the harbour master told the council on Tuesday.
`

func readReadme(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// readmeSteps is the dossier as it stands after each step of the page: the frame, and then in its hasPart
// one example more at a time, with a comma between two.
func readmeSteps(t *testing.T) []string {
	t.Helper()
	var examples []string
	for _, m := range regexp.MustCompile("(?ms)^```json\n(.*?)^```$").FindAllStringSubmatch(readReadme(t), -1) {
		examples = append(examples, m[1])
	}
	if len(examples) == 0 {
		t.Fatal("no examples in README.md")
	}
	const list = "\"hasPart\": [\n"
	frame, parts := examples[0], examples[1:]
	if strings.Count(frame, list+"  ]") != 1 {
		t.Fatalf("the first example has no empty hasPart:\n%s", frame)
	}
	var steps []string
	for n := range len(parts) + 1 {
		steps = append(steps, strings.Replace(frame, list, list+strings.Join(parts[:n], ",\n"), 1))
	}
	return steps
}

func TestReadmeSteps(t *testing.T) {
	for n, text := range readmeSteps(t) {
		if _, err := records.Read(readmeFile, []byte(text)); err != nil {
			t.Errorf("after example %d:\n%v", n, err)
		}
	}
}

// TestReadmeExample looks at the whole dossier: it holds what the page promises, and finds its article.
func TestReadmeExample(t *testing.T) {
	steps := readmeSteps(t)
	whole := steps[len(steps)-1]
	d, err := records.Read(readmeFile, []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != readmeFile {
		t.Errorf("@id is %s, want the name of the file, %s", d.ID, readmeFile)
	}
	report := claims.New(d).Check(claims.Plain(readmeArticle))
	for _, u := range report.Unplaced {
		t.Errorf("%s is %v: %+v", u.Record.ID, u.Placement, u.Differences)
	}
	want := claims.Counts{Claims: 1, Quotations: 1, Disputed: 2} // both verdicts are among the negative ones
	if n := report.Counts(); n != want {
		t.Errorf("got %+v, want %+v", n, want)
	}
	for _, a := range report.Items {
		if a.Record.Kind == claims.Quotation && a.Comparison().Match != claims.Altered {
			t.Errorf("the quotation is %v, want altered, as its verdict says", a.Comparison().Match)
		}
	}

	// What is written and not read is shown to nobody: every text of the file stands in the dossier, and as
	// often as in the file.
	v, syntax := dossier.Parse(whole)
	if syntax != nil {
		t.Fatal(syntax)
	}
	where := map[string][]string{}
	for path, s := range texts(&v, "") {
		where[s] = append(where[s], path)
	}
	read := fmt.Sprintf("%+v", *d)
	for s, paths := range where {
		if n := strings.Count(read, s); n < len(paths) {
			t.Errorf("%q is read %d times and stands at %v", s, n, paths)
		}
	}
}

// texts is every string in v with its path, without those that only say what kind of thing something is
// or name another part of the file, and without the verdicts, of which Read keeps what follows from them.
func texts(v *dossier.Value, path string) map[string]string {
	out := map[string]string{}
	if v.Kind == dossier.KindText {
		out[path] = v.Str
	}
	add := func(more map[string]string) {
		for p, s := range more {
			out[p] = s
		}
	}
	for i := range v.Items {
		add(texts(&v.Items[i], fmt.Sprintf("%s[%d]", path, i)))
	}
	for i := range v.Members {
		switch m := &v.Members[i]; m.Name {
		case "@context", "@type", "@id", "type", "negativeVerdicts", "positiveVerdicts", "neutralVerdicts":
		default:
			add(texts(&m.Value, path+"."+m.Name))
		}
	}
	return out
}

// TestReadmeContext holds the @context that is copied from the page against the one that we ship: other
// tools read our words by it, ours does not.
func TestReadmeContext(t *testing.T) {
	shipped, err := os.ReadFile("samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	context := func(dossier []byte) any {
		var v map[string]any
		if err := json.Unmarshal(dossier, &v); err != nil {
			t.Fatal(err)
		}
		return v["@context"]
	}
	if got, want := context([]byte(readmeSteps(t)[0])), context(shipped); !reflect.DeepEqual(got, want) {
		t.Errorf("README.md has\n%v\nsamarkand-2022.json has\n%v", got, want)
	}
}

// TestReadmeAsides tries what the page says between its examples, each in its place in the whole.
func TestReadmeAsides(t *testing.T) {
	const (
		passage    = `{"@type": "Quotation", "text": "40,200 passengers", "isPartOf": {"@id": "#s1"}}`
		ours       = `"workTranslation": {"@type": "Quotation", "inLanguage": "en", "text": "…", "translator": {"@id": "#us"}}`
		translated = `"translationOfWork": {"@type": "Quotation", "inLanguage": "ru"}`
		withdrawn  = `"status": "withdrawn"`
		answer     = `{"@type": "Comment", "author": "Harbour master", "datePublished": "2026-11-24", "text": "I counted the children too."}`
	)
	steps := readmeSteps(t)
	whole := steps[len(steps)-1]
	for _, c := range []struct {
		said     string // in the page, as code
		old, new string
		right    func(claim, quotation *claims.Record) bool
	}{
		{passage, `"citation": [{"@id": "#s1"}]`, `"citation": [` + passage + `]`, func(c, _ *claims.Record) bool {
			return c.Citations[0].Excerpt.Text == "40,200 passengers" && c.Citations[0].Source.ID == "#s1"
		}},
		{`description`, `"citation": [{"@id": "#s1"}]`, `"citation": [` + strings.TrimSuffix(passage, "}") +
			`, "description": "On page 2."}]`, func(c, _ *claims.Record) bool {
			return c.Citations[0].Note == "On page 2."
		}},
		{ours, `"isPartOf": {"@id": "#s2"}`, ours + `, "isPartOf": {"@id": "#s2"}`, func(_, q *claims.Record) bool {
			return q.Versions[0].Translation == claims.Translation{Text: "…", Language: "en",
				By: claims.Party{Type: "Organization", Name: "The Harbour Desk"}}
		}},
		{translated, `"isPartOf": {"@id": "#s2"}`, translated + `, "isPartOf": {"@id": "#s2"}`,
			func(_, q *claims.Record) bool {
				return q.Versions[0].TranslatedOf == "ru"
			}},
		{`relay`, `"evidence": "primary"`, `"relay": "The Harbour Desk", "evidence": "agency"`,
			func(c, _ *claims.Record) bool {
				return c.Citations[0].Source.Relay == "The Harbour Desk" &&
					c.Citations[0].Source.Evidence == claims.Agency
			}},
		{`secondary`, `"evidence": "primary"`, `"evidence": "secondary"`, func(c, _ *claims.Record) bool {
			return c.Citations[0].Source.Evidence == claims.Secondary
		}},
		{`"opinion"`, `"@id": "#c01"`, `"@id": "#c01", "status": "unsourced", "statusReason": "opinion"`,
			func(c, _ *claims.Record) bool {
				return c.Status == claims.Unsourced && c.StatusReason == "opinion"
			}},
		{`"status": "draft"`, `"hasPart": [`,
			`"hasPart": [{"@type": "Claim", "@id": "#c00", "status": "draft", "text": "It is late"},`, func(c,
				_ *claims.Record) bool {
				return c.ID == "#c01"
			}},
		{withdrawn, `"@id": "#c01"`, `"@id": "#c01", ` + withdrawn + `, "correction": "It was the wrong ferry."`,
			func(c, _ *claims.Record) bool {
				return c.Status == claims.Withdrawn && c.Correction == "It was the wrong ferry."
			}},
		{answer, `"@id": "#c01"`, `"@id": "#c01", "response": ` + answer, func(c, _ *claims.Record) bool {
			return c.Response == claims.Response{Text: "I counted the children too.",
				By: claims.Party{Name: "Harbour master"}, Date: "2026-11-24"}
		}},
		{"editor", `"@id": "#c01"`, `"@id": "#c01", "editor": "A. Editor"`, func(c, _ *claims.Record) bool {
			return c.Editor.Name == "A. Editor"
		}},
		{"recheckBy", `"@id": "#c01"`, `"@id": "#c01", "recheckBy": "2027-01-01"`, func(c, _ *claims.Record) bool {
			return c.RecheckBy == "2027-01-01"
		}},
		{"sourced", `"negativeVerdicts": ["Wrong number", "Wording altered"],
  "positiveVerdicts": [`, `"negativeVerdicts": ["Wording altered"], "positiveVerdicts": ["Wrong number", `, func(c, q *claims.Record) bool {
			return c.Status == claims.Sourced && q.Status == claims.Disputed
		}},
		{"neutral", `"negativeVerdicts": ["Wrong number", `, `"negativeVerdicts": [`, func(c, q *claims.Record) bool {
			return c.Status == claims.Neutral && q.Status == claims.Disputed
		}},
	} {
		if page := readReadme(t); !strings.Contains(page, "`"+c.said+"`") && !strings.Contains(page, "*"+c.said+"*") {
			t.Errorf("README.md does not say %s any more", c.said)
		}
		if !strings.Contains(whole, c.old) {
			t.Errorf("%s is not in the examples", c.old)
			continue
		}
		d, err := records.Read(readmeFile, []byte(strings.Replace(whole, c.old, c.new, 1)))
		if err != nil {
			t.Errorf("%s:\n%v", c.said, err)
		} else if !c.right(&d.Records[0], &d.Records[1]) {
			t.Errorf("%s: not read as it is meant:\n%+v", c.said, d.Records)
		}
	}
}

// TestReadmeEditions puts what chapter 11 teaches into the examples.
func TestReadmeEditions(t *testing.T) {
	steps := readmeSteps(t)
	whole := steps[len(steps)-1]
	block := func(first string) string { // of code, from a line that begins so, without the blanks before it
		_, rest, ok := strings.Cut(readReadme(t), "\n    "+first)
		if !ok {
			t.Fatalf("README.md does not say %s any more", first)
		}
		rest, _, _ = strings.Cut(first+rest, "\n\n")
		return rest
	}
	text := block(`"text": [{"@language"`)
	anchor := block(`"anchor": [`)
	i, j := strings.Index(whole, `"anchor": {"type": "SpecificResource"`), strings.Index(whole, `  "review": {"@type": "ClaimReview"`)
	changed := strings.Replace(whole[:i]+anchor+",\n"+whole[j:], `"text": "The ferry carried 41,200 passengers last year"`, text, 1)
	d, err := records.Read(readmeFile, []byte(changed))
	if err != nil {
		t.Fatalf("%v in\n%s", err, changed)
	}
	c := &d.Records[0]
	if words, of := d.In("ko", c.ID, c.Text); words != "여객선은 승객 4만1200명을 태웠다" || of != "ko" {
		t.Errorf("in Korean: %q (%s)", words, of)
	}
	if all := d.Editions(c.ID); len(all) != 2 || all[1].Source != "https://desk.example/ko/ferry" || all[1].Language != "ko" {
		t.Errorf("editions %v", all)
	}
}

// TestReadmeShort reads the flat record of the page: it is the claim of the chapters before it, but for the reason.
func TestReadmeShort(t *testing.T) {
	_, page, _ := strings.Cut(readReadme(t), "## 6.")
	_, page, _ = strings.Cut(page, "\n    {")
	flat, _, ok := strings.Cut(page, "\n\n")
	if !ok {
		t.Fatal("no flat record in README.md")
	}
	steps := readmeSteps(t)
	d, err := records.Read(readmeFile, []byte(strings.Replace(steps[0], "\"hasPart\": [\n", "\"hasPart\": [{"+flat, 1)))
	if err != nil {
		t.Fatal(err)
	}
	long, err := records.Read(readmeFile, []byte(steps[2]))
	if err != nil {
		t.Fatal(err)
	}
	got, want := d.Records[0], long.Records[0]
	if got.ID != want.ID || got.Anchor.Exact != want.Anchor.Exact || got.Status != want.Status ||
		got.Reviews[0].Rating != want.Reviews[0].Rating {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if s := got.Citations[0].Source; s.URL != long.Sources[0].URL || s.Published != long.Sources[0].Published ||
		s.Publisher.Name != long.Sources[0].Publisher.Name {
		t.Errorf("got %+v, want %+v", s, long.Sources[0])
	}
}

// TestReadmeTypes: the page names every type of source, and no other.
func TestReadmeTypes(t *testing.T) {
	words := func(s, after, before string) []string {
		_, s, ok := strings.Cut(s, after)
		s, _, ended := strings.Cut(s, before)
		if !ok || !ended {
			t.Fatalf("no list between %q and %q", after, before)
		}
		list := regexp.MustCompile(`, | or `).Split(strings.Join(strings.Fields(s), " "), -1)
		slices.Sort(list)
		return list
	}
	page, message := words(readReadme(t), "`@type` may be ", ".\n"), words(dossier.TypesWanted, "; ", " for a source")
	if !slices.Equal(page, message) {
		t.Errorf("README.md names %v, the message for a wrong type %v", page, message)
	}
	for _, name := range page {
		if !dossier.IsSourceType(name) {
			t.Errorf("%s is no type of source", name)
		}
	}
}

// TestReadmeMistakes makes the mistakes of the last chapter, all in one file, and wants to be told what the
// page says, to the letter.
func TestReadmeMistakes(t *testing.T) {
	steps := readmeSteps(t)
	spoilt := steps[len(steps)-1]
	for _, c := range []struct{ old, new string }{
		{`"@id": "#c01",`, `"@id": "#c01", "status": "flase",`},
		{`"citation": `, `"citaton": `},
		{`"isPartOf": {"@id": "#s2"}`, `"isPartOf": {"@id": "#s3"}`},
	} {
		if strings.Count(spoilt, c.old) != 1 {
			t.Fatalf("%s stands not once in the examples", c.old)
		}
		spoilt = strings.Replace(spoilt, c.old, c.new, 1)
	}
	var want []string
	for line := range strings.Lines(readReadme(t)) {
		if said, ok := strings.CutPrefix(line, "    "+readmeFile+": "); ok {
			want = append(want, readmeFile+": "+strings.TrimSpace(said))
		}
	}
	_, err := records.Read(readmeFile, []byte(spoilt))
	if err == nil {
		t.Fatal("no error")
	}
	if got := err.Error(); got != strings.Join(want, "\n") {
		t.Errorf("Read says\n%s\nREADME.md says\n%s", got, strings.Join(want, "\n"))
	}
}
