package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"sourcemark/claims"
)

// writeReport writes the report for people. elsewhere is how many dossiers have no place in the article.
func writeReport(out io.Writer, file string, r *claims.Report, elsewhere int) error {
	w := paperFor(out)
	n := r.Counts()
	w.printf("%s: %s and %s with a record: %d sourced, %d disputed, %s%d unsourced; %s without a place\n", file,
		counted(n.Claims, "claim"), counted(n.Quotations, "quotation"), n.Sourced, n.Disputed,
		onlyIf(n.Neutral > 0, strconv.Itoa(n.Neutral)+" neutral, "), n.Unsourced, counted(len(r.Unplaced), "record"))
	for _, f := range r.Findings() {
		a := f.Annotation
		if a == nil {
			w.printf("\n   –  no record · %s", f.Kind)
		} else {
			w.printf("\n%4d  %s · %s %s", a.Number, a.Status(), f.Kind, a.Record.ID)
			if a.Automatic {
				w.printf(" · matched automatically, %s", a.Relation)
			} else {
				w.printf(" · %s", a.Placement)
				if a.Relation == claims.Differs {
					w.printf(", %s", a.Relation)
				}
			}
			if c := a.Comparison(); c != nil {
				w.printf(" · %s", c.Match)
			}
		}
		if f.Speaker != "" {
			w.printf(" · %s", f.Speaker)
		}
		w.printf("\n      %s\n", strings.Join(strings.Fields(r.Text.Slice(f.Span)), " "))
		for i, reason := range f.Reasons {
			w.printf("%s%s, %q", [...]string{"      for ", "; "}[min(i, 1)], reason.Kind, r.Text.Slice(reason.Span))
		}
		if f.Reasons != nil {
			w.printf("\n")
		}
		if a != nil {
			writeDifferences(w, a.Differences)
		}
	}
	for _, u := range r.Unplaced {
		w.printf("\n   ×  not placed, %s · %s %s\n      %s\n", u.Placement, u.Record.Kind, u.Record.ID,
			cmp.Or(u.Record.Anchor.Exact, u.Record.Text))
		writeDifferences(w, u.Differences)
		for i := range r.Suggestions {
			if x := &r.Suggestions[i]; x.Record == u.Record { // the best comes first
				w.printf("      perhaps here: %s\n      (%s)\n",
					strings.Join(strings.Fields(r.Text.Slice(x.Span)), " "), x.Why())
				break
			}
		}
	}
	if elsewhere > 0 {
		w.printf("\n   –  %s of other stories: nothing of them stands here (sourcemark place says of each record "+
			"why)\n", counted(elsewhere, "dossier"))
	}
	return w.Flush()
}

func writeJSON(out io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := out.Write(seenJSON(b.Bytes()))
	return err
}

type difference struct {
	Kind    string `json:"kind"`
	Record  string `json:"record"`
	Article string `json:"article"`
}

func differences(ds []claims.Difference) []difference {
	var out []difference
	for _, d := range ds {
		out = append(out, difference{string(d.Kind), d.Record, d.Article})
	}
	return out
}

func writeDifferences(w *paper, differences []claims.Difference) {
	for _, d := range differences {
		w.printf("      %s: here %q, in the record %q\n", d.Kind, d.Article, d.Record)
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
