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

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
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
