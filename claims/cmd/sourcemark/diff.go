package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"sourcemark/claims"
)

const diffHelp = `Shows what an edit of an article, from OLD to NEW, does to its records. Run it before the
edit is published.

  edited     a record's words changed, but nothing that matters: it keeps its place, and its card says so
  moved      the words are the same, in another order among the records
  ambiguous  the words now appear more than once: the record loses its place
  missing    the words are gone, or a number, a name or a "not" in their sentence changed: the record loses its place
  placed     it had no place in OLD and has one in NEW

The other records are only counted. For a record that loses its place, it suggests where in NEW it may belong,
as "sourcemark place" does, and "sourcemark place -accept" anchors it there. Without a DOSSIER, those in the
folder claims/records are used. The exit status is 1 if a record loses its place.

-json writes a list of objects with dossier, record, kind, change, old and new (the words in each article,
null where there is no place), and, if a record loses its place, differences and suggestions, each with start
and end (bytes of the text of NEW in UTF-8), exact, score (0 to 1) and why.`

const diffExamples = `  sourcemark diff before.html after.html claims/records/ferry.json
  git show HEAD:story.html | sourcemark diff - story.html`

func diffCommand() *cobra.Command {
	var asJSON bool
	var where root
	cmd := &cobra.Command{
		Use: "diff [-json] [-root SELECTOR] OLD NEW [DOSSIER|FOLDER]...", DisableFlagsInUseLine: true,
		Short:             "What an edit of an article does to its records",
		Long:              diffHelp,
		Example:           diffExamples,
		GroupID:           "check",
		ValidArgsFunction: completeFiles("html", "htm", "txt", "json"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return errors.New("needs the old article and the new one; dossiers may follow")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	rootFlag(cmd, &where)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		before, err := readArticle(args[0], cmd.InOrStdin(), &where)
		if err != nil {
			return err
		}
		after, err := readArticle(args[1], cmd.InOrStdin(), &where)
		if err != nil {
			return err
		}
		dossiers, err := readRecords(args[2:], cmd.InOrStdin())
		if err != nil {
			return err
		}
		fates, kept := fatesOf(before, after, dossiers)
		if asJSON {
			err = writeJSON(cmd.OutOrStdout(), jsonFates(after, fates))
		} else {
			err = writeFates(cmd.OutOrStdout(), after, fates, kept)
		}
		for _, f := range fates {
			if err == nil && f.lost() {
				err = errFound
			}
		}
		return err
	}
	return cmd
}

// A fate is what an edit did to a record.
type fate struct {
	spot          // in the new article
	change string // edited, moved, ambiguous, missing or placed
	old    string // the words in the old article
	now    string // and in the new one; empty where it has no place
}

func (f *fate) lost() bool { return !f.Placed() }

// fatesOf returns what an edit did to records, and how many it left alone.
func fatesOf(before, after *claims.Text, dossiers []*claims.Dossier) (fates []fate, kept int) {
	old, now := spotsOf(before, after, dossiers), spotsIn(after, dossiers)
	moved := movedIn(old, now)
	for i := range now {
		f := fate{spot: now[i]}
		if old[i].Placed() {
			f.old = before.Slice(old[i].Span)
		}
		if f.Placed() {
			f.now = after.Slice(f.Span)
		}
		switch {
		case !old[i].Placed() && !f.Placed():
			kept++
			continue
		case !old[i].Placed():
			f.change = "placed"
		case !f.Placed():
			f.change = f.Placement.String()
		case oneLine(f.old) != oneLine(f.now):
			f.change = "edited"
		case moved[i]:
			f.change = "moved"
		default:
			kept++
			continue
		}
		fates = append(fates, f)
	}
	return fates, kept
}

// movedIn returns which records stand elsewhere among the others: all but the most that are in the same order in both,
// which is the longest increasing subsequence.
func movedIn(old, now []spot) map[int]bool {
	var both []int
	for i := range old {
		if old[i].Placed() && now[i].Placed() {
			both = append(both, i)
		}
	}
	slices.SortStableFunc(both, func(a, b int) int { return old[a].Span.Start - old[b].Span.Start })
	// of the longest that ends at k, and what is before it
	length, before := make([]int, len(both)), make([]int, len(both))
	last := -1
	for k := range both {
		length[k], before[k] = 1, -1
		for j := range k {
			if now[both[j]].Span.Start <= now[both[k]].Span.Start && length[j] >= length[k] {
				length[k], before[k] = length[j]+1, j
			}
		}
		if last < 0 || length[k] > length[last] {
			last = k
		}
	}
	out := map[int]bool{}
	for _, i := range both {
		out[i] = true
	}
	for k := last; k >= 0; k = before[k] {
		delete(out, both[k])
	}
	return out
}

func writeFates(out io.Writer, after *claims.Text, fates []fate, kept int) error {
	w := paperFor(out)
	for _, f := range fates {
		colour := yellow
		if f.lost() {
			colour = red
		} else if f.change != "edited" {
			colour = green
		}
		w.printf("%s %s\n", w.paint(colour, fmt.Sprintf("%-9s", f.change)), f.record.ID)
		if f.lost() {
			w.printf("      %s\n", oneLine(f.old))
			writeDifferences(w, f.Differences)
			f.writeSuggestions(w, after)
		} else {
			w.printf("      %s\n", oneLine(f.now))
		}
		if f.change == "edited" {
			writeChanges(w, f.now, f.old, f.dossier.Language)
		}
		w.printf("\n")
	}
	switch {
	case len(fates) == 0:
		w.printf("No record is affected (%d in all).\n", kept)
	case kept == 1:
		w.printf("The other record is unaffected.\n")
	case kept > 1:
		w.printf("The other %d records are unaffected.\n", kept)
	}
	return w.Flush()
}

type jsonFate struct {
	Dossier     string       `json:"dossier"`
	Record      string       `json:"record"`
	Kind        string       `json:"kind"`
	Change      string       `json:"change"`
	Old         *string      `json:"old"`
	New         *string      `json:"new"`
	Differences []difference `json:"differences,omitempty"`

	Suggestions []jsonSuggestion `json:"suggestions,omitempty"`
}

func jsonFates(after *claims.Text, fates []fate) []jsonFate {
	out := []jsonFate{}
	orNull := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	for _, f := range fates {
		j := jsonFate{Dossier: f.dossier.File, Record: f.record.ID, Kind: f.record.Kind.String(), Change: f.change,
			Old: orNull(f.old), New: orNull(f.now)}
		if f.lost() {
			j.Differences, j.Suggestions = differences(f.Differences), jsonSuggestions(after, &f.spot)
		}
		out = append(out, j)
	}
	return out
}
