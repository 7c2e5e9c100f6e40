package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/records/edit"
)

const placeHelp = `Says of each record, drafts included, whether it still sits on the words of the article that an editor put it on:

  exact      on the same words
  moved      on the same words, in another place
  edited     on nearly the same words; cards say that the wording changed
  ambiguous  nowhere: the words are there more than once, and nothing tells which are meant
  missing    nowhere: the words are gone, or a number, a name or a "not" in their sentence has changed

Without a DOSSIER, those of the folder claims/records are taken. The exit status is 1 if a record has no place.

-write anchors records anew that were moved or edited, on the words as they are now, and writes the dossiers in their
canonical form. Look first: cards stop saying then that the wording changed. A quotation whose words were edited is left,
for its text is what was printed.

-json writes a list of objects with dossier, record, kind, placement, stored (the words as they were put down) and, if there is a
place, start, end (bytes of the article's text in UTF-8) and exact; if there is none, near and differences, each with
kind, record and article, where the words nearly are.`

const placeExamples = `  sourcemark place index.html claims/records/ferry.json
  curl -s https://news.example/ferry | sourcemark place -json - ferry.json`

func placeCommand() *cobra.Command {
	var asJSON, write bool
	cmd := &cobra.Command{
		Use: "place [-json] [-write] ARTICLE [DOSSIER|FOLDER]...", DisableFlagsInUseLine: true,
		Short:             "Whether records still sit on the words they were put on",
		Long:              placeHelp,
		Example:           placeExamples,
		GroupID:           "check",
		ValidArgsFunction: completeFiles("html", "htm", "txt", "json"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("want an article, and dossiers behind it")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&write, "write", false, "anchor anew what was moved or edited")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		text, err := readArticle(args[0], cmd.InOrStdin())
		if err != nil {
			return err
		}
		dossiers, err := readRecords(args[1:], cmd.InOrStdin())
		if err != nil {
			return err
		}
		spots := spotsIn(text, dossiers)
		if asJSON {
			err = writeJSON(cmd.OutOrStdout(), jsonSpots(text, spots))
		} else {
			err = writeSpots(cmd.OutOrStdout(), args[0], text, spots)
		}
		if write && err == nil {
			err = anchorAnew(cmd.ErrOrStderr(), text, spots)
		}
		for _, s := range spots {
			if err == nil && !s.Placed() {
				err = errFound
			}
		}
		return err
	}
	return cmd
}

// A spot is where an anchored record stands in an article, or does not.
type spot struct {
	dossier *claims.Dossier
	record  *claims.Record
	claims.Place
}

// spotsIn places all records that an editor has anchored, and those that are drafts yet, in the order of the dossiers.
// What was withdrawn has no place.
func spotsIn(t *claims.Text, dossiers []*claims.Dossier) []spot {
	var out []spot
	for _, d := range dossiers {
		for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
			for i := range list {
				if r := &list[i]; r.Status != claims.Withdrawn && r.Anchor.Exact != "" {
					out = append(out, spot{d, r, t.Place(r.Anchor)})
				}
			}
		}
	}
	return out
}

func writeSpots(out io.Writer, file string, t *claims.Text, spots []spot) error {
	w := paperFor(out)
	var n [claims.Edited + 1]int
	for _, s := range spots {
		n[s.Placement]++
	}
	w.printf("%s: %s: %d exact, %d moved, %d edited; %d ambiguous, %d missing\n", file, counted(len(spots), "record"),
		n[claims.Exact], n[claims.Moved], n[claims.Edited], n[claims.Ambiguous], n[claims.Missing])
	for _, s := range spots {
		colour := red
		switch s.Placement {
		case claims.Exact, claims.Moved:
			colour = green
		case claims.Edited:
			colour = yellow
		}
		w.printf("\n%s %s\n", w.paint(colour, fmt.Sprintf("%-9s", s.Placement)), s.record.ID)
		switch {
		case s.Placement == claims.Edited:
			w.printf("      %s\n", oneLine(t.Slice(s.Span)))
			writeChanges(w, t.Slice(s.Span), s.record.Anchor.Exact, s.dossier.Language)
		case s.Placed():
			w.printf("      %s\n", oneLine(t.Slice(s.Span)))
		default:
			w.printf("      %s\n", oneLine(s.record.Anchor.Exact))
			if s.Near.End > 0 {
				w.printf("      here: %s\n", oneLine(t.Slice(s.Near)))
			}
			writeDifferences(w, s.Differences)
		}
	}
	return w.Flush()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// writeChanges writes which words of now were others before.
func writeChanges(w *paper, now, before, language string) {
	language = cmp.Or(language, "en") // any will do: both sides are in the same
	c := claims.Compare(now, []claims.Version{{Excerpt: claims.Excerpt{Text: before, Language: language}}}, language)
	if c.Version < 0 || c.Match == claims.NotFound || c.Match == claims.Paraphrase {
		w.printf("      before: %s\n", oneLine(before))
		return
	}
	for _, x := range c.Changes {
		put, out := now[x.Printed.Start:x.Printed.End], before[x.Source.Start:x.Source.End]
		switch {
		case x.Kind == claims.Kept:
		case out == "":
			w.printf("      put in: %q\n", put)
		case put == "":
			w.printf("      taken out: %q\n", out)
		default:
			w.printf("      changed: %q, before %q\n", put, out)
		}
	}
}

// anchorAnew puts the anchors of what was moved or edited on the words as they are now.
func anchorAnew(errs io.Writer, t *claims.Text, spots []spot) error {
	var files []string
	anchors := map[string]map[string]claims.Selector{}
	for _, s := range spots {
		if s.Placement != claims.Moved && (s.Placement != claims.Edited || s.record.Kind == claims.Quotation) {
			continue
		}
		sel := describe(t, s.Span)
		if s.record.Anchor.End > 0 {
			sel.Start, sel.End = codePoints(t.String(), s.Span.Start), codePoints(t.String(), s.Span.End)
		}
		file := s.dossier.File
		if anchors[file] == nil {
			anchors[file] = map[string]claims.Selector{}
			files = append(files, file)
		}
		anchors[file][s.record.ID] = sel
	}
	for _, file := range files {
		if _, err := replaceFile(file, func(data []byte) ([]byte, error) { return edit.Anchor(file, data, anchors[file]) }); err != nil {
			return err
		}
		say(errs, "%s: %s anchored anew\n", file, counted(len(anchors[file]), "record"))
	}
	return nil
}

type jsonSpot struct {
	Dossier     string       `json:"dossier"`
	Record      string       `json:"record"`
	Kind        string       `json:"kind"`
	Placement   string       `json:"placement"`
	Stored      string       `json:"stored"`
	Start       *int         `json:"start,omitempty"`
	End         *int         `json:"end,omitempty"`
	Exact       string       `json:"exact,omitempty"`
	Near        string       `json:"near,omitempty"`
	Differences []difference `json:"differences,omitempty"`
}

func jsonSpots(t *claims.Text, spots []spot) []jsonSpot {
	out := []jsonSpot{}
	for _, s := range spots {
		j := jsonSpot{Dossier: s.dossier.File, Record: s.record.ID, Kind: s.record.Kind.String(), Placement: s.Placement.String(), Stored: s.record.Anchor.Exact}
		if s.Placed() {
			j.Start, j.End, j.Exact = &s.Span.Start, &s.Span.End, t.Slice(s.Span)
		} else {
			j.Near, j.Differences = t.Slice(s.Near), differences(s.Differences)
		}
		out = append(out, j)
	}
	return out
}
