package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

const placeHelp = `Shows for each record, drafts included, whether it is still on the words of the article
where an editor put it:

  exact      on the same words
  moved      on the same words, in another place
  edited     on nearly the same words; cards say that the wording changed
  ambiguous  nowhere: the words appear more than once, and nothing shows which are meant
  missing    nowhere: the words are gone, or a number, a name or a "not" in their sentence has changed

For a record without a place, it suggests where it may belong, at most three places, the best first, each with
the reason or with what differs: its words with something else in them, each place where they appear, or, of a
claim, sentences that may say the same in other words.

Without a DOSSIER, those in the folder claims/records are used. The exit status is 1 if a record has no place.

-write anchors moved and edited records again, on the words as they are now, and writes the dossiers in their
canonical form. Check them first: cards then stop saying that the wording changed. Quotations whose words were
edited are left alone, because their text is what was printed.

-accept RECORD anchors a record on the first place that is suggested for it, -accept RECORD=2 on the second.
RECORD is its @id, with the dossier's file before it if several dossiers have it: ferry.json#c07. The text of
the record stays unchanged: check it if something differs.

-json writes a list of objects with dossier, record, kind, placement, stored (the words of the anchor) and, if
there is a place, start, end (bytes of the article's text in UTF-8) and exact; if there is none, near and
differences, each with kind, record and article, where similar words are, and suggestions, each with start,
end, exact, score (0 to 1) and why.`

const placeExamples = `  sourcemark place index.html claims/records/ferry.json
  sourcemark place -accept '#c07' -accept '#c09=2' index.html claims/records/ferry.json
  curl -s https://news.example/ferry | sourcemark place -json - ferry.json`

func placeCommand() *cobra.Command {
	var asJSON, write bool
	var accept []string
	var where root
	cmd := &cobra.Command{
		Use: "place [-json] [-write] [-accept RECORD]... [-root SELECTOR] ARTICLE [DOSSIER|FOLDER]...", DisableFlagsInUseLine: true,
		Short:             "Whether records are still on their words",
		Long:              placeHelp,
		Example:           placeExamples,
		GroupID:           "check",
		ValidArgsFunction: completeFiles("html", "htm", "txt", "json"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("needs an article, then dossiers")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&write, "write", false, "anchor moved and edited records again")
	cmd.Flags().StringArrayVar(&accept, "accept", nil, "anchor `RECORD` on the place that is suggested for it")
	rootFlag(cmd, &where)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		data, err := readFile(args[0], cmd.InOrStdin())
		if err != nil {
			return err
		}
		dossiers, err := readRecords(args[1:], cmd.InOrStdin())
		if err != nil {
			return err
		}
		text, err := textOf(args[0], data, &where, dossiers...)
		if err != nil {
			return err
		}
		spots := proof.Spots(text, dossiers...)
		accepted, err := acceptedOf(spots, accept)
		if err != nil {
			return err
		}
		if asJSON {
			err = writeJSON(cmd.OutOrStdout(), jsonSpots(text, spots))
		} else {
			err = writeSpots(cmd.OutOrStdout(), args[0], text, spots)
		}
		if (write || accepted != nil) && err == nil {
			err = anchorAnew(cmd.ErrOrStderr(), text, spots, write, accepted)
		}
		for _, s := range spots {
			if err == nil && !s.Placed() && accepted[s.Record] == nil {
				err = errFound
			}
		}
		return err
	}
	return cmd
}

// acceptedOf returns which suggestion each of the given references accepts, "#c07" the first of that record, "#c07=2"
// the second; nil if there are no references. An error says which reference is wrong, and how to mend it.
func acceptedOf(spots []proof.Spot, references []string) (map[*claims.Record]*claims.Suggestion, error) {
	var out map[*claims.Record]*claims.Suggestion
	for _, ref := range references {
		name, number, numbered := strings.Cut(ref, "=")
		var found []*proof.Spot
		for i := range spots {
			if claims.Named(spots[i].Dossier, spots[i].Record, name) {
				found = append(found, &spots[i])
			}
		}
		switch {
		case len(found) == 0:
			return nil, misuse("-accept %s: no dossier has an anchored record of that name", ref)
		case len(found) > 1:
			return nil, misuse("-accept %s: %s and %s have a record of that name; write %s%s", ref,
				found[0].Dossier.File, found[1].Dossier.File, found[0].Dossier.File, found[0].Record.ID)
		case found[0].Placed():
			return nil, misuse("-accept %s: the record has its place already", ref)
		}
		n := 1
		if numbered {
			var err error
			if n, err = strconv.Atoi(number); err != nil || n < 1 {
				return nil, misuse("-accept %s: %q is no number of a suggestion; write %s=2 for the second", ref,
					number, name)
			}
		}
		s := found[0].Suggestions
		if n > len(s) {
			return nil, misuse("-accept %s: there are %s for this record", ref, counted(len(s), "suggestion"))
		}
		if out == nil {
			out = make(map[*claims.Record]*claims.Suggestion)
		}
		out[found[0].Record] = &s[n-1]
	}
	return out, nil
}

func writeSpots(out io.Writer, file string, t *claims.Text, spots []proof.Spot) error {
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
		w.printf("\n%s %s\n", w.paint(colour, fmt.Sprintf("%-9s", s.Placement)), s.Record.ID)
		switch {
		case s.Placement == claims.Edited:
			w.printf("      %s\n", oneLine(t.Slice(s.Span)))
			writeChanges(w, t.Slice(s.Span), s.Edition.Anchor.Exact, s.Dossier.Language)
		case s.Placed():
			w.printf("      %s\n", oneLine(t.Slice(s.Span)))
		default:
			w.printf("      %s\n", oneLine(s.Edition.Anchor.Exact))
			if s.Near.End > 0 {
				w.printf("      here: %s\n", oneLine(t.Slice(s.Near)))
			}
			writeDifferences(w, s.Differences)
			writeSuggestions(w, t, s.Suggestions)
		}
	}
	return w.Flush()
}

// writeSuggestions writes where a record without a place may belong in t, by the numbers that -accept takes.
func writeSuggestions(w *paper, t *claims.Text, suggestions []claims.Suggestion) {
	for i := range suggestions {
		x := &suggestions[i]
		w.printf("      perhaps %d: %s\n         (%s)\n", i+1, oneLine(t.Slice(x.Span)), x.Why())
	}
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

// anchorAnew puts anchors on the words as they are now: if moved is set, those of what was moved or edited, and those
// of records whose suggestion was accepted.
func anchorAnew(errs io.Writer, t *claims.Text, spots []proof.Spot, moved bool,
	accepted map[*claims.Record]*claims.Suggestion) error {
	var files []string
	anchors := map[string]map[string]claims.Edition{}
	for _, s := range spots {
		span := s.Span
		switch x := accepted[s.Record]; {
		case x != nil:
			span = x.Span
			if len(x.Differs) > 0 {
				say(errs, "%s%s: read its text again: %s\n", s.Dossier.File, s.Record.ID, x.Why())
			}
		case !moved, s.Placement != claims.Moved && s.Placement != claims.Edited,
			s.Placement == claims.Edited && s.Record.Kind == claims.Quotation:
			continue
		}
		file := s.Dossier.File
		if anchors[file] == nil {
			anchors[file] = map[string]claims.Edition{}
			files = append(files, file)
		}
		anchors[file][s.Record.ID] = s.At(t, span)
	}
	for _, file := range files {
		if _, err := disk.Replace(file, func(data []byte) ([]byte,
			error) {
			return edit.Anchor(file, data, anchors[file])
		}); err != nil {
			return err
		}
		say(errs, "%s: %s anchored again\n", file, counted(len(anchors[file]), "record"))
	}
	return nil
}

type jsonSuggestion struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Exact string  `json:"exact"`
	Score float64 `json:"score"`
	Why   string  `json:"why"`
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

	Suggestions []jsonSuggestion `json:"suggestions,omitempty"`
}

func jsonSpots(t *claims.Text, spots []proof.Spot) []jsonSpot {
	out := []jsonSpot{}
	for _, s := range spots {
		j := jsonSpot{Dossier: s.Dossier.File, Record: s.Record.ID, Kind: s.Record.Kind.String(),
			Placement: s.Placement.String(), Stored: s.Edition.Anchor.Exact}
		if s.Placed() {
			j.Start, j.End, j.Exact = &s.Span.Start, &s.Span.End, t.Slice(s.Span)
		} else {
			j.Near, j.Differences, j.Suggestions = t.Slice(s.Near), differences(s.Differences), jsonSuggestions(t, &s)
		}
		out = append(out, j)
	}
	return out
}

func jsonSuggestions(t *claims.Text, s *proof.Spot) []jsonSuggestion {
	var out []jsonSuggestion
	for i := range s.Suggestions {
		x := &s.Suggestions[i]
		out = append(out, jsonSuggestion{Start: x.Span.Start, End: x.Span.End, Exact: t.Slice(x.Span),
			Score: math.Round(100*x.Score) / 100, Why: x.Why()})
	}
	return out
}
