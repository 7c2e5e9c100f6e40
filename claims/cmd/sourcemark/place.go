package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records/edit"
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
		text, err := readArticle(args[0], cmd.InOrStdin(), &where)
		if err != nil {
			return err
		}
		dossiers, err := readRecords(args[1:], cmd.InOrStdin())
		if err != nil {
			return err
		}
		spots := spotsIn(text, dossiers)
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
			if err == nil && !s.Placed() && accepted[s.record] == nil {
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
	edition *claims.Edition // with the anchor in the article's language
	claims.Place
	suggestions []claims.Suggestion // of a record that has no place, the best first
}

// spotsIn places all records that an editor has anchored in this edition of the article, drafts too, in the order of the
// dossiers. Withdrawn ones have no place.
func spotsIn(t *claims.Text, dossiers []*claims.Dossier) []spot { return spotsOf(t, t, dossiers) }

// spotsOf does the same for the records that are anchored in the edition that article is of, of which t is another state.
func spotsOf(t, article *claims.Text, dossiers []*claims.Dossier) []spot {
	suggestions := make(map[*claims.Record][]claims.Suggestion)
	for _, s := range claims.Suggest(t, english.Words, dossiers...) {
		suggestions[s.Record] = append(suggestions[s.Record], s)
	}
	var out []spot
	anchors := make([][]claims.Selector, len(dossiers))
	for k, d := range dossiers {
		for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
			for i := range list {
				r := &list[i]
				if e := d.EditionIn(article, r); r.Status != claims.Withdrawn && e != nil && e.Anchor.Exact != "" {
					out = append(out, spot{dossier: d, record: r, edition: e})
					anchors[k] = append(anchors[k], e.Anchor)
				}
			}
		}
	}
	for i, p := range slices.Concat(t.PlaceEach(dossiers, anchors)...) {
		if out[i].Place = p; !p.Placed() {
			out[i].suggestions = suggestions[out[i].record]
		}
	}
	return out
}

// acceptedOf returns which suggestion each of the given references accepts, "#c07" the first of that record, "#c07=2"
// the second; nil if there are no references. An error says which reference is wrong, and how to mend it.
func acceptedOf(spots []spot, references []string) (map[*claims.Record]*claims.Suggestion, error) {
	var out map[*claims.Record]*claims.Suggestion
	for _, ref := range references {
		name, number, numbered := strings.Cut(ref, "=")
		var found []*spot
		for i := range spots {
			if claims.Named(spots[i].dossier, spots[i].record, name) {
				found = append(found, &spots[i])
			}
		}
		switch {
		case len(found) == 0:
			return nil, misuse("-accept %s: no dossier has an anchored record of that name", ref)
		case len(found) > 1:
			return nil, misuse("-accept %s: %s and %s have a record of that name; write %s%s", ref,
				found[0].dossier.File, found[1].dossier.File, found[0].dossier.File, found[0].record.ID)
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
		s := found[0].suggestions
		if n > len(s) {
			return nil, misuse("-accept %s: there are %s for this record", ref, counted(len(s), "suggestion"))
		}
		if out == nil {
			out = make(map[*claims.Record]*claims.Suggestion)
		}
		out[found[0].record] = &s[n-1]
	}
	return out, nil
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
			writeChanges(w, t.Slice(s.Span), s.edition.Anchor.Exact, s.dossier.Language)
		case s.Placed():
			w.printf("      %s\n", oneLine(t.Slice(s.Span)))
		default:
			w.printf("      %s\n", oneLine(s.edition.Anchor.Exact))
			if s.Near.End > 0 {
				w.printf("      here: %s\n", oneLine(t.Slice(s.Near)))
			}
			writeDifferences(w, s.Differences)
			s.writeSuggestions(w, t)
		}
	}
	return w.Flush()
}

// writeSuggestions writes where a record without a place may belong in t, by the numbers that -accept takes.
func (s *spot) writeSuggestions(w *paper, t *claims.Text) {
	for i := range s.suggestions {
		x := &s.suggestions[i]
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
func anchorAnew(errs io.Writer, t *claims.Text, spots []spot, moved bool,
	accepted map[*claims.Record]*claims.Suggestion) error {
	var files []string
	anchors := map[string]map[string]claims.Edition{}
	for _, s := range spots {
		span := s.Span
		switch x := accepted[s.record]; {
		case x != nil:
			span = x.Span
			if len(x.Differs) > 0 {
				say(errs, "%s%s: read its text again: %s\n", s.dossier.File, s.record.ID, x.Why())
			}
		case !moved, s.Placement != claims.Moved && s.Placement != claims.Edited,
			s.Placement == claims.Edited && s.record.Kind == claims.Quotation:
			continue
		}
		sel := describe(t, span)
		if s.edition.Anchor.End > 0 {
			sel.Start, sel.End = codePoints(t.String(), span.Start), codePoints(t.String(), span.End)
		}
		file := s.dossier.File
		if anchors[file] == nil {
			anchors[file] = map[string]claims.Edition{}
			files = append(files, file)
		}
		e := *s.edition
		e.Anchor = sel
		anchors[file][s.record.ID] = e
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

func jsonSpots(t *claims.Text, spots []spot) []jsonSpot {
	out := []jsonSpot{}
	for _, s := range spots {
		j := jsonSpot{Dossier: s.dossier.File, Record: s.record.ID, Kind: s.record.Kind.String(),
			Placement: s.Placement.String(), Stored: s.edition.Anchor.Exact}
		if s.Placed() {
			j.Start, j.End, j.Exact = &s.Span.Start, &s.Span.End, t.Slice(s.Span)
		} else {
			j.Near, j.Differences, j.Suggestions = t.Slice(s.Near), differences(s.Differences), jsonSuggestions(t, &s)
		}
		out = append(out, j)
	}
	return out
}

func jsonSuggestions(t *claims.Text, s *spot) []jsonSuggestion {
	var out []jsonSuggestion
	for i := range s.suggestions {
		x := &s.suggestions[i]
		out = append(out, jsonSuggestion{Start: x.Span.Start, End: x.Span.End, Exact: t.Slice(x.Span),
			Score: math.Round(100*x.Score) / 100, Why: x.Why()})
	}
	return out
}
