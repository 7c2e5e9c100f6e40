package web_test

import (
	"os"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web/article"
)

// story returns the demonstration story and its dossier, as they are shipped.
func story(t testing.TB) (string, *claims.Dossier) {
	t.Helper()
	page, err := os.ReadFile("../index.html")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../claims/records/samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("samarkand-2022.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return string(page), d
}

func TestStory(t *testing.T) {
	page, d := story(t)
	p := article.Read([]byte(page))
	r := claims.New(d).Check(p.Text)
	for _, u := range r.Unplaced {
		t.Errorf("%s is %v: %+v", u.Record.ID, u.Placement, u.Differences)
	}
	want := claims.Counts{Claims: 27, Quotations: 10, Sourced: 12, Disputed: 21, Unsourced: 4}
	if n := r.Counts(); n != want {
		t.Errorf("got %+v, want %+v", n, want)
	}
	match := map[string]claims.QuoteMatch{
		"#q01": claims.NotFound, "#q02": claims.Altered, "#q03": claims.Altered, "#q04": claims.Altered, "#q05": claims.Altered,
		"#q06": claims.Trimmed, "#q07": claims.Altered, "#q08": claims.Altered, "#q09": claims.NotFound, "#q10": claims.NotFound,
	}
	source := map[string]string{"#q02": "#s3", "#q03": "#s3", "#q04": "#s15", "#q05": "#s7", "#q06": "#s8",
		"#q07": "#s8", "#q08": "#s6"}
	for _, a := range r.Items {
		if got := p.Text.Slice(a.Span); got != a.Record.Anchor.Exact {
			t.Errorf("%s stands on %q, want %q", a.Record.ID, got, a.Record.Anchor.Exact)
		}
		if a.Record.Kind != claims.Quotation {
			continue
		}
		if a.Comparison().Match != match[a.Record.ID] {
			t.Errorf("%s is %v, want %v", a.Record.ID, a.Comparison().Match, match[a.Record.ID])
		}
		if want := source[a.Record.ID]; want != "" && a.Comparison().Version >= 0 &&
			a.Record.Versions[a.Comparison().Version].Source.ID != want {
			t.Errorf("%s is compared with %s, want %s", a.Record.ID,
				a.Record.Versions[a.Comparison().Version].Source.ID, want)
		}
	}
	if n := len(p.Text.Sentences()); n < d.Checkable {
		t.Errorf("%d sentences, fewer than the %d that are said to be checkable", n, d.Checkable)
	}
}

// TestStoryEdited checks that what editors do to a page all day moves no record from its words.
func TestStoryEdited(t *testing.T) {
	page, d := story(t)
	curl := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")
	for name, edited := range map[string]string{
		"straightened": straighten(page, curl),
		"advert":       strings.ReplaceAll(page, "\n    <p>", "\n    <p>Our shop has maps, mugs and tea towels. Delivery is free this week.</p>\n    <p>"),
		"reversed":     reversed(page),
		"rewrapped":    strings.ReplaceAll(page, ". ", ".\n       "),
	} {
		if edited == page {
			t.Errorf("%s: nothing was changed", name)
		}
		r := claims.New(d).Check(article.Read([]byte(edited)).Text)
		if len(r.Items) != 37 || len(r.Unplaced) != 0 {
			for _, u := range r.Unplaced {
				t.Errorf("%s: %s is %v: %+v", name, u.Record.ID, u.Placement, u.Differences)
			}
		}
	}
}

// straighten changes the marks in the article only; in the head they would end attributes.
func straighten(page string, marks *strings.Replacer) string {
	i, j := strings.Index(page, "<figcaption>"), strings.Index(page, "</article>")
	return page[:i] + marks.Replace(page[i:j]) + page[j:]
}

// reversed returns the page with its paragraphs in the opposite order.
func reversed(page string) string {
	parts := strings.Split(page, "\n    <p>")
	last := len(parts) - 1
	body, tail, _ := strings.Cut(parts[last], "</p>")
	out := parts[0] + "\n    <p>" + body + "</p>\n"
	for i := last - 1; i > 0; i-- {
		out += "\n    <p>" + parts[i]
	}
	return out + tail
}

// TestStoryRefuses changes a number, a negation or a name in an anchored sentence: its record is refused, and the
// records of other sentences stay.
func TestStoryRefuses(t *testing.T) {
	page, d := story(t)
	text := article.Read([]byte(page)).Text
	sentence := func(r *claims.Record) string {
		p := text.Place(r.Anchor)
		for _, s := range text.Sentences() {
			if s.Contains(p.Span) {
				return text.Slice(s)
			}
		}
		return r.Anchor.Exact // over more than one
	}
	flips := 0
	for i := range d.Records {
		rec := &d.Records[i]
		was := sentence(rec)
		for name, is := range turned(was) {
			flips++
			r := claims.New(d).Check(article.Read([]byte(strings.ReplaceAll(page, was, is))).Text)
			refused := map[string]bool{}
			for _, u := range r.Unplaced {
				refused[u.Record.ID] = true
			}
			for i := range r.Items { // a quotation whose words have changed may be shown, without its verdict
				if a := &r.Items[i]; a.Relation == claims.Differs && a.Record == rec && rec.Kind == claims.Quotation {
					refused[rec.ID] = true
				}
			}
			// A quotation keeps its place if the change is in another quotation of its sentence.
			elsewhere := rec.Kind == claims.Quotation && strings.Count(was, "“") > 1 &&
				strings.Contains(is, rec.Anchor.Exact)
			if !refused[rec.ID] && !elsewhere {
				t.Errorf("%s, %s: still placed on %q", rec.ID, name, is)
			}
			for id := range refused {
				for k := range d.Records {
					other := &d.Records[k]
					// "It was Putin who spoke": with another name there, the words in the next sentence are another's.
					speaker, changed := strings.CutPrefix(name, "name ")
					named := changed && other.Kind == claims.Quotation &&
						strings.Contains(other.Speaker.Name, speaker) &&
						!strings.Contains(sentence(other), speaker)
					if other.ID == id && sentence(other) != was && !named {
						t.Errorf("%s, %s: %s of another sentence was refused too", rec.ID, name, id)
					}
				}
			}
		}
	}
	if flips < 2*len(d.Records) {
		t.Errorf("only %d changes tried", flips)
	}
}

// turned returns s with one thing changed that matters, in every way that the words allow.
func turned(s string) map[string]string {
	out := map[string]string{}
	for _, digit := range "0123456789" {
		if i := strings.IndexRune(s, digit); i >= 0 {
			other := string('0' + (digit-'0'+3)%10)
			out["number "+string(digit)] = s[:i] + other + s[i+1:]
		}
	}
	for _, verb := range []string{" had ", " was ", " were ", " is ", " did not ", " might ", " said ", " has ", " would ", " wants ", " want ", " helped ", " serves ", " forbid ", " backed ", " grew ", " includes ", " appreciates ", " understand ", " adhere ", " oppose ", " held ", " hold ", " met ", " sat ", " discussed ", " mirrors ", " imposed ", " followed ", " announced ", " shows ", " called ", " maintained ", " Expand "} {
		if !strings.Contains(s, verb) {
			continue
		}
		if verb == " did not " {
			out["not dropped"] = strings.Replace(s, " did not ", " did ", 1)
			continue
		}
		out["not after"+verb] = strings.Replace(s, verb, verb+"not ", 1)
	}
	for _, name := range []string{"Xi", "Putin", "China", "Russia", "Taiwan", "Ukraine", "Washington", "Komlev", "NSPK",
		"Xinhua", "Beijing", "Samarkand", "Yellen"} {
		if strings.Contains(s, name) {
			out["name "+name] = strings.Replace(s, name, "Merkel", 1)
		}
	}
	return out
}
