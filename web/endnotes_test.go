package web_test

import (
	"html"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	. "sourcemark/web"
	"sourcemark/web/article"
)

// TestEndnotes checks that paper has what cards have: the verdict, the words, the checker, and links, whose addresses the
// style sheet writes out.
func TestEndnotes(t *testing.T) {
	v := view(t)
	source := claims.Source{Publisher: claims.Party{Name: "The Record"}, Title: "Minutes", URL: "https://example.com/a?b=c", Archived: "https://archive.example/1", Language: "en", Published: "2022-09-15"}
	paper := claims.Source{Publisher: claims.Party{Name: "A Paper"}, Language: "en"}
	rec := *v.Report.Items[0].Record
	rec.Citations = []claims.Citation{{Source: &source}, {Source: &paper}, {Source: &source}}
	v.Report.Items[0].Record = &rec
	notes := v.Endnotes()
	text := textOf(notes)
	at := 0
	for _, want := range []string{
		"Checks and sources", "Misleading wording (disputed): “Xi and Putin hold their ‘first meeting’", "The war had not ended.", "Checked 23 November 2026 by Sourcemark.",
		"The Record, Minutes, 15 September 2022. · Archived copy:", "A Paper, undated, no address to link",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("no %q in %s", want, text[at:min(at+900, len(text))])
		}
		at += i
	}
	for _, address := range []string{source.URL, source.Archived} {
		if n := strings.Count(notes, `<a href="`+address+`">`); n != 1 {
			t.Errorf("%s of a source that is cited twice is listed %d times", address, n)
		}
	}
	if !strings.Contains(EndnotesCSS, `a::after { content: " " attr(href)`) {
		t.Error("no style sheet writes addresses out")
	}
}

// TestEndnotesOfWhatIsShown checks that what a reader's filter shows is printed, under the same numbers.
func TestEndnotesOfWhatIsShown(t *testing.T) {
	v := view(t)
	all := strings.Count(v.Endnotes(), `<li id="sm-note-`)
	v.Filter[claims.Unsourced] = true
	few := v.Endnotes()
	v.Hidden = true
	if none := strings.Count(v.Endnotes(), `<li id="sm-note-`); all != 37 || strings.Count(few, `<li id="sm-note-`) != 4 || none != 0 {
		t.Errorf("%d endnotes of all, %d of the unsourced, %d of none", all, strings.Count(few, `<li id="sm-note-`), none)
	}
	if !strings.Contains(few, `<li id="sm-note-15" value="15"><p><b>Opinion - not checkable</b>`) {
		t.Errorf("the first that is unsourced has not kept its number: %.200s", few)
	}
}

// TestEndnoteOfOtherWords checks that words that differ from those that were checked have no verdict.
func TestEndnoteOfOtherWords(t *testing.T) {
	v := view(t)
	a := &v.Report.Items[0]
	a.Automatic, a.Relation, a.Differences = true, claims.Differs, []claims.Difference{{Kind: claims.DiffNumber,
		Article: "24", Record: "22"}}
	v.Report.Items = v.Report.Items[:1]
	text := textOf(v.Endnotes())
	if !strings.Contains(text, "Differs from the record (unsourced)") ||
		!strings.Contains(text, "Matched automatically: here “24”, in the record “22”") ||
		strings.Contains(text, "The war had not ended") {
		t.Errorf("the endnote says %s", text)
	}
}

// TestRestated checks that card and endnote of a claim in other words say so, and who found it.
func TestRestated(t *testing.T) {
	v := view(t)
	i := slices.IndexFunc(v.Report.Items, func(a claims.Annotation) bool { return a.Record.Kind == claims.Claim })
	a := &v.Report.Items[i]
	a.Automatic, a.Placement = true, claims.Restated
	const says = "Matched automatically: the article puts it in other words"
	if card := v.Card(a); !strings.Contains(card, says) || !strings.Contains(card, html.EscapeString(a.Record.Text)) {
		t.Errorf("the card: %s", card)
	}
	if notes := v.Endnotes(); !strings.Contains(notes, says+".") {
		t.Errorf("the endnotes: %s", notes)
	}
}

// TestWithdrawn checks that whoever has read a check that was taken back learns that, when and why, in the list of all
// checks, on paper and on a rendered page; the summary counts it apart from the others.
func TestWithdrawn(t *testing.T) {
	v := judged(t, ferryPage, "")
	if strings.Contains(v.List()+v.Endnotes()+v.Headline()+v.Summary(), "ithdrawn") {
		t.Error("nothing was withdrawn")
	}
	d := v.Report.Items[0].Dossier
	d.Records = append(d.Records, claims.Record{ID: "#c2", Text: "The ferry is <40 years old", Status: claims.Withdrawn,
		Correction: "It was another ferry.", Corrected: "2026-03-12"})
	page, err := article.Read([]byte(ferryPage)).Annotate(v, article.Options{Stylesheet: "/sourcemark.css"})
	if err != nil {
		t.Fatal(err)
	}
	const says = "Withdrawn, 12 March 2026: “The ferry is <40 years old” Correction: It was another ferry."
	for where, html := range map[string]string{"list": v.List(), "paper": v.Endnotes(), "page": string(page)} {
		if text := textOf(html); strings.Count(text, says) != 1 {
			t.Errorf("the %s says %s", where, text)
		}
	}
	if text := textOf(v.Summary()); !strings.Contains(text, "1 claim, 0 quotations") || !strings.Contains(text, "Withdrawn: 1.") {
		t.Errorf("the summary says %s", text)
	}
}
