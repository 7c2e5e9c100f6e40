package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/records/proof"
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
		old, err := readFile(args[0], cmd.InOrStdin())
		if err != nil {
			return err
		}
		edited, err := readFile(args[1], cmd.InOrStdin())
		if err != nil {
			return err
		}
		dossiers, err := readRecords(args[2:], cmd.InOrStdin())
		if err != nil {
			return err
		}
		before, err := textOf(args[0], old, &where, dossiers...)
		if err != nil {
			return err
		}
		after, err := textOf(args[1], edited, &where, dossiers...)
		if err != nil {
			return err
		}
		fates, kept := proof.Fates(before, after, dossiers...)
		if asJSON {
			err = writeJSON(cmd.OutOrStdout(), jsonFates(after, fates))
		} else {
			err = writeFates(cmd.OutOrStdout(), after, fates, kept)
		}
		for _, f := range fates {
			if err == nil && f.Lost() {
				err = errFound
			}
		}
		return err
	}
	return cmd
}

func writeFates(out io.Writer, after *claims.Text, fates []proof.Fate, kept int) error {
	w := paperFor(out)
	for _, f := range fates {
		colour := yellow
		if f.Lost() {
			colour = red
		} else if f.Change != proof.Edited {
			colour = green
		}
		w.printf("%s %s\n", w.paint(colour, fmt.Sprintf("%-9s", f.Change)), f.Record.ID)
		if f.Lost() {
			w.printf("      %s\n", oneLine(f.Old))
			writeDifferences(w, f.Differences)
			writeSuggestions(w, after, f.Suggestions)
		} else {
			w.printf("      %s\n", oneLine(f.New))
		}
		if f.Change == proof.Edited {
			writeChanges(w, f.New, f.Old, f.Dossier.Language)
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

func jsonFates(after *claims.Text, fates []proof.Fate) []jsonFate {
	out := []jsonFate{}
	orNull := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	for _, f := range fates {
		j := jsonFate{Dossier: f.Dossier.File, Record: f.Record.ID, Kind: f.Record.Kind.String(), Change: string(f.Change),
			Old: orNull(f.Old), New: orNull(f.New)}
		if f.Lost() {
			j.Differences, j.Suggestions = differences(f.Differences), jsonSuggestions(after, &f.Spot)
		}
		out = append(out, j)
	}
	return out
}
