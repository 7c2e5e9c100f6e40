package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/lint"
)

const importHelp = `Adds what others have checked to a dossier, as drafts: readers see none before an editor
has released it. Each names its reviewer and has the verdict in their words. You say what those words mean
(negativeVerdicts, positiveVerdicts, neutralVerdicts); a class is proposed for each. What the dossier already
has is not added again. If there is no such dossier yet, it is made; - writes a new one to the standard
output.

A FILE is
  a page      with ClaimReviews in its JSON-LD
  JSON        a DataFeed of ClaimReviews, an answer of the Claim Search API, W3C annotations, or what
              Hypothesis exports
  CSV         with a line of names: those of sourcemark export -format csv, or quote, publisher, url, date,
              excerpt and verdict; with a language, as in text@ko, verdict@ko and quote@ko, they are what a
              record says in that language
  .xlsx, .ods the same, of which the first sheet with such names is read; rows and columns that are hidden
              in it are left out, and a link in a cell is the address of the source or the review
  HTML        a page without ClaimReviews, or what a spreadsheet puts on the clipboard: its first table

-editions makes one draft of ClaimReviews that are one check in several languages: those by the same checker
of the same claim, its @id. Without it, each that has an address of its own is a draft.

A FILE in UTF-8 or with a byte order mark is read as such. Of any other, the encoding is guessed, and you are
told which was taken, with a word to judge by; -encoding says it.

Mistakes in a FILE are repaired where that is possible; the rest is left out, and you are told of both. The
exit status is 1 if a FILE has nothing to add; the others are imported all the same.`

const importExamples = `  sourcemark import -into ferry.json factcheck.html
  sourcemark import -into claims/records/ferry.json answer.json sheet.csv
  sourcemark import -editions -into ferry.json feed.json
  curl -s https://checks.example/feed.json | sourcemark import -into ferry.json -`

func importCommand() *cobra.Command {
	var into, label string
	var editions bool
	cmd := &cobra.Command{
		Use: "import -into DOSSIER [-editions] [-encoding NAME] FILE...", DisableFlagsInUseLine: true,
		Short:             "Other people's checks, as drafts",
		Long:              importHelp,
		Example:           importExamples,
		GroupID:           "write",
		ValidArgsFunction: completeFiles("json", "jsonld", "csv", "tsv", "txt", "xlsx", "ods", "html", "htm"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case into == "":
				return errors.New("needs a dossier for the drafts: add -into DOSSIER")
			case len(args) == 0:
				return errors.New("needs a page, JSON, CSV, .xlsx or .ods file to import from")
			}
			if e, _ := charset.Of(label); e == nil && label != "" {
				return fmt.Errorf("-encoding %q: no encoding of that name; give one such as utf-8, utf-16, windows-1252, "+
					"macintosh, windows-1251, shift_jis, euc-kr or gb18030", label)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&into, "into", "", "add the drafts to `DOSSIER`")
	complete(cmd, "into", "json")
	cmd.Flags().BoolVar(&editions, "editions", false, "one draft of one check in several languages")
	cmd.Flags().StringVar(&label, "encoding", "", "every FILE is in the encoding `NAME`, such as windows-1252 or "+
		"shift_jis; without it, what a file says or else what its letters look like")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		sources := make([][][]byte, len(args)) // a page may have several
		broken := make([]error, len(args))
		var said []string
		for i, file := range args {
			data, err := readFile(file, cmd.InOrStdin())
			if err != nil {
				return err
			}
			text, note, err := charset.Sheet(data, label)
			switch {
			case importer.IsWorkbook(data):
				sources[i] = [][]byte{data}
			case isPage(file, data) && label == "":
				sources[i] = checksOf(charset.Page(data, ""))
			case err != nil:
				broken[i] = err
			case isPage(file, text):
				sources[i] = checksOf(text)
			default:
				sources[i] = [][]byte{text}
				if note != "" {
					said = append(said, file+": "+note)
				}
			}
		}
		add := importer.Import
		if editions {
			add = importer.Editions
		}
		var failed []error
		err := intoFile(into, func(dossier []byte) ([]byte, error) {
			for i, file := range args {
				if broken[i] != nil {
					failed = append(failed, fmt.Errorf("from %s: %w", file, broken[i]))
					continue
				}
				added, notes, err := add(into, dossier, sources[i]...)
				for _, n := range notes {
					said = append(said, file+": "+n)
				}
				if err != nil {
					failed = append(failed, fmt.Errorf("from %s: %w", file, err))
					continue
				}
				dossier = added
			}
			if len(failed) == len(args) {
				return nil, errors.Join(failed...)
			}
			for _, f := range lint.Dossier(into, dossier, lint.Options{}) {
				if f.Rule == "verdict-class" {
					said = append(said, into+": "+f.Message+": "+f.Fix)
				}
			}
			return dossier, nil
		}, cmd.OutOrStdout())
		if err == nil && into != "-" {
			said = append(said, "What the drafts need: sourcemark lint "+into)
		}
		for _, s := range said {
			say(cmd.ErrOrStderr(), "%s\n", s)
		}
		if err == nil {
			err = errors.Join(failed...)
		}
		return err
	}
	return cmd
}

// intoFile changes a dossier, or a new one if there is none.
func intoFile(file string, change func(dossier []byte) ([]byte, error), out io.Writer) error {
	if file != "-" {
		if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
			_, err := disk.Replace(file, change)
			return err
		}
	}
	frame := edit.Head{Language: "en", Modified: time.Now().Format(time.DateOnly)}
	if file != "-" {
		frame.File = filepath.Base(file)
	}
	data, err := change(edit.New(frame))
	if err != nil {
		return err
	}
	return newFile(file, data, false, out)
}

// checksOf returns what a page may have checks in: its JSON-LD, or else itself with its tables.
func checksOf(page []byte) [][]byte {
	if blocks := about.Blocks(page); blocks != nil {
		return blocks
	}
	return [][]byte{page}
}
