package main

import (
	"cmp"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

const newHelp = `Writes a dossier with a draft for each quotation and each claim that is found in an article,
anchored where it stands. Readers are shown none of it before an editor has released it: sourcemark lint says
what each draft needs. The dossier also asks for your verdicts, once: which say that a statement is wrong,
which that it is right, and which say neither.

Headline, address and date are taken from the page if they are clear; otherwise they are left out.

If the article calls a speaker only "he", the draft names whoever that is where it is clear; otherwise it names
nobody, and a line says so.

If a sentence quotes somebody, the draft is about the quotation. With -records, what a record already covers
is skipped.

-add DOSSIER adds an edition of the story to a dossier: the same article in another language. It anchors the
records that the article repeats, as far as the dossier has their words in that language (as text, or as a
version of a quotation), and says of the others what is missing or where they may belong. The language is that
of the article, or -lang.`

const newExamples = `  sourcemark new story.html -o claims/records/ferry.json
  sourcemark lint -article story.html claims/records/ferry.json
  sourcemark new -add claims/records/ferry.json ko/story.html`

func newCommand() *cobra.Command {
	var (
		output, url, language, add string
		force                      bool
		paths                      []string
		where                      root
	)
	cmd := &cobra.Command{
		Use:                   "new ARTICLE [-o DOSSIER] [-add DOSSIER] [-root SELECTOR] [-url URL] [-lang TAG] [-records PATH]... [-force]",
		DisableFlagsInUseLine: true,
		Short:                 "A dossier of drafts, from what an article quotes and claims",
		Long:                  newHelp,
		Example:               newExamples,
		GroupID:               "write",
		Args:                  oneArticle,
		ValidArgsFunction:     completeFiles("html", "htm", "txt"),
	}
	outputFlags(cmd, &output, &force)
	cmd.Flags().StringVar(&url, "url", "", "the `URL` of the article; without it, its canonical one")
	cmd.Flags().StringVar(&language, "lang", "",
		"the language the dossier is written in, as a BCP 47 `TAG`; without it, that of the article")
	cmd.Flags().StringVar(&add, "add", "", "add the article to `DOSSIER`, as an edition in another language")
	complete(cmd, "add", "json")
	rootFlag(cmd, &where)
	recordsFlag(cmd, &paths)
	cmd.Flags().Lookup("records").Usage = "skip what the records of `PATH` cover: a dossier, checks (.jsonl), or a " +
		"folder; may be given more than once"
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		page, err := readFile(args[0], cmd.InOrStdin())
		if err != nil {
			return err
		}
		text, err := textOf(args[0], page, &where)
		if err != nil {
			return err
		}
		var said about.Page
		if isPage(args[0], page) {
			said = about.Of(charset.Page(page, ""))
		}
		if url != "" {
			if said.URL = about.Address(url, ""); said.URL == "" {
				return misuse("-url %q: must be the address of the article, such as https://news.example/ferry", url)
			}
		}
		if add != "" {
			return addEdition(cmd.ErrOrStderr(), add, args[0], text, language, said.URL)
		}
		if !cmd.Flags().Changed("lang") {
			saySpoken(cmd.ErrOrStderr(), args[0], text)
			language = cmp.Or(text.Spoken(), "en")
		}
		report := &claims.Report{Text: text}
		if len(paths) > 0 {
			dossiers, err := readRecords(paths, cmd.InOrStdin())
			if err != nil {
				return err
			}
			report = newChecker(dossiers).Check(text)
		}
		drafts := proof.Drafts(report)
		for _, d := range drafts {
			if d.Pronoun != "" {
				say(cmd.ErrOrStderr(), "%s: it is not clear who %q is that said %q: write the name under "+
					"spokenByCharacter\n", args[0], d.Pronoun, d.Text)
			}
		}
		head := proof.Head(text, said, language, time.Now().Format(time.DateOnly))
		formatted, kept, left, err := drafted(output, head, drafts)
		if err != nil {
			return err
		}
		for _, l := range left {
			say(cmd.ErrOrStderr(), "%s: left out: %s\n", args[0], l)
		}
		if err := newFile(output, formatted, force, cmd.OutOrStdout()); err != nil {
			return err
		}
		if output != "-" {
			say(cmd.ErrOrStderr(), "%s: %s. What they need: sourcemark lint -article %s %s\n", output,
				counted(kept, "draft"), args[0], output)
		}
		return nil
	}
	return cmd
}

// drafted returns a new dossier, and with how many of the drafts. Words of an article that the reader takes in no
// dossier are left out; left says which.
func drafted(file string, h edit.Head, drafts []*proof.Draft) (data []byte, kept int, left []string, err error) {
	if file != "-" {
		h.File = filepath.Base(file)
	}
	if err := records.Words(h.Headline); err != nil {
		left = append(left, err.Error())
		h.Headline = ""
	}
	data, more, err := proof.Add(file, edit.New(h), drafts)
	if err != nil {
		return nil, 0, nil, usageError{err} // of -lang: all else is ours
	}
	return data, len(drafts) - len(more), append(left, more...), nil
}

// describe returns the selector of s, in characters that a dossier may have.
func describe(t *claims.Text, s claims.Span) claims.Selector { return proof.Describe(t, s) }

// visible returns s in characters that a dossier may have.
func visible(s string) string { return charset.Visible(s) }
