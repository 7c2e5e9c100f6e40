package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
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
  a table     CSV, a workbook (.xlsx, .ods), a table of a page, or what a spreadsheet puts on the clipboard

The columns of a table may have any names, in any language of the interface: what each is, is told by its name
and by what stands in it. -n prints that, with the drafts that each row gives, and changes nothing; -column puts
it right. MEANING is text (what is claimed), quotation, quote (words of the article), speaker, said (when),
verdict, fact, why, reviewer, reviewed (when), review (its address), publisher, title, url, archived, date,
excerpt or language of the source, notes, or none. With a language, as in text@ko, verdict@ko and quote@ko, it
is what a record says in that language.

Of a workbook, the first sheet with such columns is read, or -sheet NAME. Rows and columns that are hidden in it
are left out, and named. A link in a cell is the address of the source, or of the review.

-editions makes one draft of ClaimReviews that are one check in several languages: those by the same checker
of the same claim, its @id. Without it, each that has an address of its own is a draft.

A FILE in UTF-8 or with a byte order mark is read as such. Of any other, the encoding is guessed, and you are
told which was taken, with a word to judge by; -encoding says it.

Mistakes in a FILE are repaired where that is possible; the rest is left out, and you are told of both. The
exit status is 1 if a FILE has nothing to add; the others are imported all the same.`

const importExamples = `  sourcemark import -into ferry.json factcheck.html
  sourcemark import -into claims/records/ferry.json answer.json sheet.csv
  sourcemark import -editions -into ferry.json feed.json
  sourcemark import -n -into ferry.json -column Urteil=verdict -column F=none checks.xlsx
  curl -s https://checks.example/feed.json | sourcemark import -into ferry.json -`

func importCommand() *cobra.Command {
	var into, label, sheet string
	var editions, dry bool
	var columns []string
	cmd := &cobra.Command{
		Use: "import -into DOSSIER [-n] [-column NAME=MEANING] [-sheet NAME] [-editions] [-encoding NAME] FILE...", DisableFlagsInUseLine: true,
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
			for _, c := range columns {
				if !strings.Contains(c, "=") {
					return fmt.Errorf("-column %q: give the name of a column and what it is, as in -column Urteil=verdict", c)
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&into, "into", "", "add the drafts to `DOSSIER`")
	complete(cmd, "into", "json")
	cmd.Flags().BoolVar(&editions, "editions", false, "one draft of one check in several languages")
	cmd.Flags().StringVar(&label, "encoding", "", "every FILE is in the encoding `NAME`, such as windows-1252 or "+
		"shift_jis; without it, what a file says or else what its letters look like")
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "print what would be taken over from each FILE, and change nothing")
	cmd.Flags().StringArrayVar(&columns, "column", nil, "take the column of a table for something else, as in Urteil=verdict, "+
		"C=speaker or Notes=none: `NAME=MEANING`; may be given more than once")
	cmd.Flags().StringVar(&sheet, "sheet", "", "of a workbook, read the sheet `NAME`")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		plans := make([]*importer.Plan, len(args))
		broken := make([]error, len(args))
		var said []string
		o := importer.Options{Encoding: label, Sheet: sheet, Editions: editions}
		if dry && into != "-" {
			if data, err := readFile(into, nil); err == nil {
				if o.Into, err = records.Read(into, data); err != nil {
					return err
				}
			}
		}
		for i, file := range args {
			data, err := readFile(file, cmd.InOrStdin())
			if err != nil {
				return err
			}
			if plans[i], broken[i] = planOf(data, o, columns); broken[i] == nil {
				said = append(said, taken(file, plans[i])...)
			}
		}
		if dry {
			return printPlans(cmd.OutOrStdout(), args, plans, broken)
		}
		var failed []error
		err := intoFile(into, func(dossier []byte) ([]byte, error) {
			for i, file := range args {
				if broken[i] != nil {
					failed = append(failed, fmt.Errorf("from %s: %w", file, broken[i]))
					continue
				}
				added, notes, err := plans[i].Apply(into, dossier)
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

// planOf returns what the import of a file would do, with the columns as the user says.
func planOf(data []byte, o importer.Options, columns []string) (*importer.Plan, error) {
	p, err := importer.Read(data, o)
	if err != nil {
		return nil, err
	}
	for _, c := range columns {
		i := strings.LastIndexByte(c, '=') // a name may have one, what a column is has none
		if p.Columns == nil {
			return nil, fmt.Errorf("-column %s: it has no columns: it is read as %s", c, p.Kind)
		}
		if err := p.SetNamed(c[:i], c[i+1:]); err != nil {
			return nil, fmt.Errorf("-column %s: %w", c, err)
		}
	}
	return p, nil
}

// taken returns what to say of how a file is read: in which encoding, and for what its columns are taken that do not
// have the names by which we call them.
func taken(file string, p *importer.Plan) (said []string) {
	if p.Told != "" {
		said = append(said, file+": "+p.Told)
	}
	var columns []string
	for _, c := range p.Columns {
		if c.Meaning != importer.None && c.Why == importer.ByName && !strings.EqualFold(c.Name, string(c.Meaning)) && c.Language == "" {
			columns = append(columns, fmt.Sprintf("%s is %s", visible(c.Name), c.Meaning))
		}
	}
	if columns != nil {
		said = append(said, file+": taken over as: "+strings.Join(columns, ", ")+"; -column NAME=MEANING changes that")
	}
	return said
}

// printPlans writes what an import would do.
func printPlans(w io.Writer, files []string, plans []*importer.Plan, broken []error) error {
	out := paperFor(w)
	var failed []error
	for i, file := range files {
		if broken[i] != nil {
			failed = append(failed, fmt.Errorf("from %s: %w", file, broken[i]))
			continue
		}
		p := plans[i]
		what := "check"
		if p.Columns != nil {
			what = "row"
		}
		out.printf("%s: %s with %s: %s\n", file, p.Kind, counted(len(p.Items), what), counted(p.Drafts, "draft"))
		for j, s := range p.Sheets {
			state := ""
			switch {
			case j == p.Chosen:
				state = ", read here"
			case s.Hidden:
				state = ", hidden"
			}
			if len(p.Sheets) > 1 {
				out.printf("  sheet %q: %s%s\n", s.Name, counted(s.Rows, "row"), state)
			}
		}
		for _, c := range p.Columns {
			meaning := string(c.Meaning)
			if c.Meaning == importer.None {
				meaning = "left out"
			} else if c.Language != "" {
				meaning += "@" + c.Language
			}
			if c.Source > 1 {
				meaning += fmt.Sprintf(" of source %d", c.Source)
			}
			out.printf("  column %s %q: %s (%s)", c.Letter, c.Name, meaning, c.Why)
			for k, e := range c.Examples {
				out.printf("%s%q", [...]string{": ", ", ", ", "}[k], e)
			}
			out.printf("\n")
		}
		for _, x := range p.Items {
			if x.Draft == nil {
				out.printf("  %s: %s", x.Where, x.Left)
				if x.Of != "" {
					out.printf(" (%s)", x.Of)
				}
				out.printf(": %q\n", x.Words)
			} else {
				d := x.Draft
				out.printf("  %s: draft of a %s: %q", x.Where, d.Kind, d.Text)
				if d.Speaker.Name != "" {
					out.printf(", said by %s", d.Speaker.Name)
				}
				for _, r := range d.Reviews {
					out.printf(", %q", r.Rating)
				}
				out.printf(", %s\n", counted(len(d.Citations)+len(d.Versions), "source"))
			}
		}
		for _, n := range p.Notes {
			out.printf("  note: %s\n", n)
		}
	}
	return errors.Join(append(failed, out.Flush())...)
}
