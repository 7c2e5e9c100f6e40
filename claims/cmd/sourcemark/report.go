package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sourcemark/claims"
)

// An item is one item of a report, as JSON.
type item struct {
	Start       int          `json:"start"`
	End         int          `json:"end"`
	Exact       string       `json:"exact"`
	Kind        string       `json:"kind"`
	Speaker     *string      `json:"speaker"`
	Record      *string      `json:"record"`
	Relation    string       `json:"relation"`
	Differences []difference `json:"differences,omitempty"`
	Placement   string       `json:"placement"`
	Automatic   bool         `json:"automatic"`
	Status      *string      `json:"status"`
	QuoteMatch  *string      `json:"quoteMatch"`
	Score       float64      `json:"score"`
}

type difference struct {
	Kind    string `json:"kind"`
	Record  string `json:"record"`
	Article string `json:"article"`
}

type unplaced struct {
	Record      string       `json:"record"`
	Kind        string       `json:"kind"`
	Placement   string       `json:"placement"`
	Text        string       `json:"text"`
	Differences []difference `json:"differences,omitempty"`
}

type report struct {
	Items    []item     `json:"items"`
	Unplaced []unplaced `json:"unplaced"`
}

func jsonReport(t *claims.Text, r *claims.Report) report {
	out := report{Items: []item{}, Unplaced: []unplaced{}}
	for _, f := range t.Findings(r) {
		out.Items = append(out.Items, jsonItem(t, &f))
	}
	for _, u := range r.Unplaced {
		out.Unplaced = append(out.Unplaced, unplaced{u.Record.ID, u.Record.Kind.String(), u.Placement.String(), u.Record.Text, differences(u.Differences)})
	}
	return out
}

func jsonItem(t *claims.Text, f *claims.Finding) item {
	i := item{Start: f.Span.Start, End: f.Span.End, Exact: t.Slice(f.Span), Kind: f.Kind.String(), Relation: claims.None.String(),
		Placement: claims.Exact.String(), Automatic: true, Score: f.Score}
	if f.Speaker != "" {
		i.Speaker = &f.Speaker
	}
	if a := f.Annotation; a != nil {
		status := a.Status().String()
		i.Record, i.Status = &a.Record.ID, &status
		i.Relation, i.Differences = a.Relation.String(), differences(a.Differences)
		i.Placement, i.Automatic, i.Score = a.Placement.String(), a.Automatic, a.Score
		if c := a.Comparison(); c != nil {
			match := c.Match.String()
			i.QuoteMatch = &match
		}
	}
	return i
}

func differences(ds []claims.Difference) []difference {
	var out []difference
	for _, d := range ds {
		out = append(out, difference{string(d.Kind), d.Record, d.Article})
	}
	return out
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// annotationPage is the items that a record covers, as the W3C's Web Annotation Data Model has them. The
// body is the record; the places are code points of the article's text, as that model counts.
func annotationPage(file string, t *claims.Text, r *claims.Report) any {
	type selector struct {
		Type   string  `json:"type"`
		Exact  *string `json:"exact,omitempty"`
		Prefix string  `json:"prefix,omitempty"`
		Suffix string  `json:"suffix,omitempty"`
		Start  *int    `json:"start,omitempty"`
		End    *int    `json:"end,omitempty"`
	}
	type target struct {
		Source   string     `json:"source"`
		Selector []selector `json:"selector"`
	}
	type body struct {
		Type    string `json:"type"`
		Value   string `json:"value"`
		Format  string `json:"format"`
		Purpose string `json:"purpose"`
	}
	type annotation struct {
		ID         string `json:"id"`
		Type       string `json:"type"`
		Motivation string `json:"motivation"`
		Body       []any  `json:"body"`
		Target     target `json:"target"`
	}
	page := struct {
		Context string       `json:"@context"`
		ID      string       `json:"id"`
		Type    string       `json:"type"`
		Items   []annotation `json:"items"`
	}{"http://www.w3.org/ns/anno.jsonld", "#sourcemark", "AnnotationPage", []annotation{}}
	for i := range r.Items {
		a := &r.Items[i]
		s := t.Describe(a.Span)
		start, end := codePoints(t.String(), a.Span.Start), codePoints(t.String(), a.Span.End)
		record := a.Record.ID
		if a.Dossier.ID != "" {
			record = a.Dossier.ID + record
		}
		page.Items = append(page.Items, annotation{
			ID: "#sourcemark-" + strconv.Itoa(a.Number), Type: "Annotation", Motivation: "assessing",
			Body: []any{
				map[string]string{"id": record, "type": "SpecificResource", "source": record, "purpose": "linking"},
				body{"TextualBody", a.Record.Text, "text/plain", "describing"},
				body{"TextualBody", a.Status().String(), "text/plain", "classifying"},
			},
			Target: target{file, []selector{
				{Type: "TextQuoteSelector", Exact: &s.Exact, Prefix: s.Prefix, Suffix: s.Suffix},
				{Type: "TextPositionSelector", Start: &start, End: &end},
			}},
		})
	}
	return page
}

// writeReport writes the report for people.
func writeReport(out io.Writer, file string, t *claims.Text, r *claims.Report) error {
	w := bufio.NewWriter(out)
	n := r.Counts()
	fmt.Fprintf(w, "%s: %s and %s with a record: %d sourced, %d disputed, %d unsourced; %s without a place\n", file,
		counted(n.Claims, "claim"), counted(n.Quotations, "quotation"), n.Sourced, n.Disputed, n.Unsourced, counted(len(r.Unplaced), "record"))
	for _, f := range t.Findings(r) {
		a := f.Annotation
		if a == nil {
			fmt.Fprintf(w, "\n   –  no record · %s", f.Kind)
		} else {
			fmt.Fprintf(w, "\n%4d  %s · %s %s", a.Number, a.Status(), f.Kind, a.Record.ID)
			if a.Automatic {
				fmt.Fprintf(w, " · matched automatically, %s", a.Relation)
			} else {
				fmt.Fprintf(w, " · %s", a.Placement)
			}
			if c := a.Comparison(); c != nil {
				fmt.Fprintf(w, " · %s", c.Match)
			}
		}
		if f.Speaker != "" {
			fmt.Fprintf(w, " · %s", f.Speaker)
		}
		fmt.Fprintf(w, "\n      %s\n", strings.Join(strings.Fields(t.Slice(f.Span)), " "))
		for i, r := range f.Reasons {
			fmt.Fprintf(w, "%s%s, %q", [...]string{"      for ", "; "}[min(i, 1)], r.Kind, t.Slice(r.Span))
		}
		if f.Reasons != nil {
			fmt.Fprintln(w)
		}
		if a != nil {
			writeDifferences(w, a.Differences)
		}
	}
	for _, u := range r.Unplaced {
		fmt.Fprintf(w, "\n   ×  not placed, %s · %s %s\n      %s\n", u.Placement, u.Record.Kind, u.Record.ID, cmp.Or(u.Record.Anchor.Exact, u.Record.Text))
		writeDifferences(w, u.Differences)
	}
	return w.Flush()
}

func writeDifferences(w io.Writer, differences []claims.Difference) {
	for _, d := range differences {
		fmt.Fprintf(w, "      %s: here %q, in the record %q\n", d.Kind, d.Article, d.Record)
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
