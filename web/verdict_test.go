package web_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	. "sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// ferryClaim is a sentence about which the engine, too, says why it can be checked.
const ferryClaim = "The harbour ferry carried 41,200 passengers last year, more than ever before."

// judged returns a view of an article with that one claim; members are what an editor has said about it.
func judged(t *testing.T, page, members string) *View {
	t.Helper()
	d, err := records.Read("ferry.json", []byte(`{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "publisher": "The Harbour Desk",
		"negativeVerdicts": ["Wrong number"], "positiveVerdicts": ["Right"], "neutralVerdicts": ["Opinion"], "hasPart": [
		{"@type": "Claim", "@id": "#c1", "text": "It carried 41,200", "citation": "#s1", "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "`+ferryClaim+`"}}`+members+`},
		{"@type": "Report", "@id": "#s1", "publisher": "County office", "text": "40,200 passengers"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	text := article.Read([]byte(page)).Text
	v := &View{Lang: lang.English(), Report: claims.New(d).Check(text)}
	if len(v.Report.Items) != 1 {
		t.Fatalf("%d items", len(v.Report.Items))
	}
	return v
}

const ferryPage = `<!doctype html><html lang="en"><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>` + ferryClaim + `</p></article></body></html>`

// surfaces returns all that a reader sees of an item, by place.
func surfaces(t *testing.T, v *View) map[string]string {
	t.Helper()
	a := &v.Report.Items[0]
	p := article.Read([]byte(ferryPage))
	rendered, err := p.Annotate(v, article.Options{Stylesheet: "/sourcemark.css"})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"card": v.Card(a), "note": v.Marker(a), "list": v.List(), "summary": v.Summary(),
		"endnote": v.Endnote(a), "page": string(rendered)}
}

// TestVerdictClass checks that each verdict has the look of its class everywhere: one that settles nothing, or that
// nobody has classified, never looks like a claim that a source supports or contradicts, whatever status was typed.
func TestVerdictClass(t *testing.T) {
	review := func(verdict, more string) string {
		return `, "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "` + verdict + `", "ratingExplanation": "The county counted 40,200."}}` + more
	}
	for _, c := range []struct{ members, look, label string }{
		{review("Wrong number", ""), "disputed", "disputed"},
		{review("Right", ""), "sourced", "sourced"},
		{review("Opinion", ""), "neutral", "other verdict"},
		{review("False", ""), "neutral", "other verdict"},
		{review("False", `, "status": "sourced", "statusReason": "so"`), "neutral", "other verdict"},
		{review("거짓", `, "status": "disputed"`), "neutral", "other verdict"},
		{``, "sourced", "sourced"},
	} {
		v := judged(t, ferryPage, c.members)
		for where, html := range surfaces(t, v) {
			looks := regexp.MustCompile(`class="(?:[^"]* )?(?:sourcemark-)?(sourced|disputed|neutral|unsourced)[ "]`).FindAllStringSubmatch(html, -1)
			for _, l := range looks {
				if l[1] != c.look && where != "summary" { // which has the shapes of all
					t.Errorf("%s: the %s looks %s, want %s\n%s", c.members, where, l[1], c.look, html)
				}
			}
			if len(looks) == 0 && where != "endnote" {
				t.Errorf("%s: the %s has no look", c.members, where)
			}
			if text := saidIn(html); !strings.Contains(text, c.label) {
				t.Errorf("%s: the %s does not say %q: %s", c.members, where, c.label, text)
			}
		}
		want := map[string][3]int{"disputed": {0, 1, 0}, "sourced": {1, 0, 0}, "neutral": {0, 0, 1}}[c.look]
		if n := v.Report.Counts(); n.Sourced != want[0] || n.Disputed != want[1] || n.Neutral != want[2] ||
			n.Unsourced != 0 {
			t.Errorf("%s: counted as %+v", c.members, n)
		}
	}
}

// TestSummaryOfNeutral checks that neutral verdicts are counted where there are some, and not mentioned where there are
// none.
func TestSummaryOfNeutral(t *testing.T) {
	const neutral = `, "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Opinion"}}`
	v := judged(t, ferryPage, neutral)
	for _, c := range []struct{ got, want string }{
		{saidIn(v.Summary()), "0 sourced 0 disputed 1 other verdict 0 unsourced"},
		{saidIn(v.Headline()), "1 claim, 0 quotations: 0 sourced, 0 disputed, 1 other verdict, 0 unsourced"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	v.Filter[claims.Neutral] = true
	if !v.Shown(&v.Report.Items[0]) || !strings.Contains(v.List(), "Opinion") {
		t.Error("the filter for neutral verdicts hides one")
	}
	v.Filter = Filter{claims.Sourced: true}
	if v.Shown(&v.Report.Items[0]) || strings.Contains(v.List(), "Opinion") {
		t.Error("the filter for what is sourced shows a neutral verdict")
	}
	if v := view(t); strings.Contains(v.Summary()+v.Headline(), "other verdict") {
		t.Error("a story without neutral verdicts is told of none")
	}
}

// TestBecauseBesideVerdict checks that the machine's reason why a sentence can be checked does not stand where an
// editor has spoken: "Can be checked" would contradict "Opinion".
func TestBecauseBesideVerdict(t *testing.T) {
	const because = "Can be checked"
	for members, want := range map[string]bool{
		``: true,
		`, "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Opinion"}}`:      false,
		`, "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "False"}}`:        false,
		`, "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number"}}`: false,
		`, "status": "unsourced", "statusReason": "opinion"`:                                                         false,
	} {
		v := judged(t, ferryPage, members)
		var said []string
		for where, html := range surfaces(t, v) {
			if strings.Contains(saidIn(html), because) {
				said = append(said, where)
			}
		}
		slices.Sort(said)
		if got := fmt.Sprint(said); want != (got == "[card list page]") || !want && said != nil {
			t.Errorf("%q: the reason stands in %s", members, got)
		}
	}
}

// TestUnsourcedWithSources checks that nothing says "no source given" above a list of sources.
func TestUnsourcedWithSources(t *testing.T) {
	v := judged(t, ferryPage, `, "status": "unsourced", "statusReason": "opinion"`)
	for where, html := range surfaces(t, v) {
		if text := saidIn(html); strings.Contains(text, "No source given") || where != "summary" &&
			!strings.Contains(text, "Neither confirmed nor refuted") {
			t.Errorf("the %s: %s", where, text)
		}
	}
}

// saidIn returns the words of HTML, including those in shadow trees and in elements of ours.
func saidIn(html string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, " ")), " ")
}

// TestEveryStatusIsDrawn checks that each style sheet draws each status as often as what is sourced: on screens, in
// high contrast, in forced colours and on paper; and that no two have the same colour or line.
func TestEveryStatusIsDrawn(t *testing.T) {
	for _, c := range []struct{ sheet, css, rule string }{
		{"highlights.css", HighlightsCSS, "::highlight(sourcemark-%s)"}, {"highlights.css", HighlightsCSS, "var(--sourcemark-%s,"}, {"rendered.css", RenderedCSS, "mark.sourcemark-%s[data-sourcemark] {"},
		{"card.css", CardCSS, "--%s: "}, {"card.css", CardCSS, ".%s { --c"}, {"card.css", CardCSS, ".icon .shape.%s"},
	} {
		for s := claims.Unsourced; s < claims.Withdrawn; s++ {
			rule := fmt.Sprintf(c.rule, s)
			n, want := strings.Count(c.css, rule), strings.Count(c.css, fmt.Sprintf(c.rule, claims.Sourced))
			if s == claims.Unsourced && c.rule == ".%s { --c" { // shares its own with what is withdrawn
				rule = ".unsourced, .withdrawn { --c"
				n = strings.Count(c.css, rule)
			}
			if s == claims.Disputed && strings.HasPrefix(c.rule, ".icon") { // has two lines, and a height
				continue
			}
			if n < want || n == 0 {
				t.Errorf("%s: %s stands there %d times, want %d", c.sheet, rule, n, want)
			}
		}
	}
	lines, colours := map[string]bool{}, map[string]bool{}
	for s := claims.Unsourced; s < claims.Withdrawn; s++ {
		_, rule, _ := strings.Cut(HighlightsCSS, fmt.Sprintf("::highlight(sourcemark-%s) {", s))
		rule, _, _ = strings.Cut(rule, "}")
		lines[regexp.MustCompile(`decoration-style: (\w+)`).FindString(rule)] = true
		colours[regexp.MustCompile(`decoration-color: var\([^,]*, (.*)\)`).FindStringSubmatch(rule)[1]] = true
	}
	if len(lines) != 4 || len(colours) != 4 {
		t.Errorf("%d lines and %d colours for four statuses: %v, %v", len(lines), len(colours), lines, colours)
	}
}

// TestCitation reads what somebody copies who cites a check: a verdict never without whose it is, and none where the
// words of the article are not those that were checked.
func TestCitation(t *testing.T) {
	rated := func(by string) string {
		return `, "review": {"@type": "ClaimReview", "author": "` + by + `", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county counted 40,200."}}`
	}
	for _, c := range []struct{ name, members, want string }{
		{"by the desk", rated("The Harbour Desk"), "“It carried 41,200”: Wrong number. https://news.example/ferry#sm-c1"},
		{"by another", rated("Island Facts"), "“It carried 41,200”: Island Facts · Wrong number. https://news.example/ferry#sm-c1"},
		{"not judged", "", "“It carried 41,200”: Sourced. https://news.example/ferry#sm-c1"},
	} {
		v := judged(t, ferryPage, c.members)
		a := &v.Report.Items[0]
		if got := v.Citation(a, "https://news.example/ferry#sm-c1"); got != c.want {
			t.Errorf("%s: %q\nwant %q", c.name, got, c.want)
		}
		a.Dossier.Modified = "2026-11-29"
		if got, want := v.Citation(a, "#"), "Checked 29 November 2026 by The Harbour Desk. #"; !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q does not end with %q", c.name, got, want)
		}
		a.Relation = claims.Differs
		if got := v.Citation(a, "#"); got != "" || strings.Contains(v.Card(a), `data-do="cite"`) {
			t.Errorf("%s: words that differ are cited as %q", c.name, got)
		}
	}
}

// TestFilteredIsSaid wants a summary that shows only some kinds to say how many checks it hides, and to offer all.
func TestFilteredIsSaid(t *testing.T) {
	v := judged(t, ferryPage, "")
	if bar := v.Summary(); strings.Contains(bar, "is hidden") || strings.Contains(bar, "Show all") {
		t.Errorf("nothing is hidden, and the summary is\n%s", bar)
	}
	v.Filter[claims.Disputed] = true
	if bar := v.Summary(); !strings.Contains(bar, "1 check is hidden") || !strings.Contains(bar, `data-do="filter">Show all`) {
		t.Errorf("a check is hidden, and the summary is\n%s", bar)
	}
}
