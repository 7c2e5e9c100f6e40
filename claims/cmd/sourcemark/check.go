package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/records/export"
)

const checkHelp = `Shows what the records say about an article, and which claims and quotations no record
covers yet.

The language is the one that the page declares, unless its words are plainly of another; of a text, the one of
its words. You are told which it is taken to be.

-json writes one object: {"items": [...], "unplaced": [...], "suggestions": [...], "language": "en"}. An item
has start and end, in bytes of the article's text in UTF-8 (of a text file: of the file), exact, kind (claim
or quote), speaker, record (its @id, or null where none covers the words), relation (same, differs, none),
placement, automatic (no editor put it there), status, quoteMatch and score. An unplaced record has record,
kind, placement, text and differences. suggestions are where records without a place may belong, the best
place of each first: record, start, end, exact, score and why.`

const checkExamples = `  sourcemark check index.html
  sourcemark check -records my/dossiers -date 2022-09-16 article.txt
  curl -s https://news.example/ferry | sourcemark check -json -records ferry.json -`

func checkCommand() *cobra.Command {
	var (
		asJSON, asW3C bool
		date          string
		where         root
		paths         []string
	)
	cmd := &cobra.Command{
		Use: "check [-records PATH]... [-root SELECTOR] [-date DATE] [-json | -w3c] ARTICLE", DisableFlagsInUseLine: true,
		Short:             "What the records say about an article",
		Long:              checkHelp,
		Example:           checkExamples,
		GroupID:           "check",
		Args:              oneArticle,
		ValidArgsFunction: completeFiles("html", "htm", "txt"),
	}
	recordsFlag(cmd, &paths)
	rootFlag(cmd, &where)
	cmd.Flags().StringVar(&date, "date", "",
		"the `DATE` when the article was published, 2022-09-16, so that \"yesterday\" has a date; without it, the "+
			"date of the page")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&asW3C, "w3c", false, "write the items that a record covers as a W3C AnnotationPage")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if asJSON && asW3C {
			return misuse("use -json or -w3c, not both")
		}
		if date != "" {
			if err := aDate("date", date); err != nil {
				return err
			}
		}
		data, err := readFile(args[0], cmd.InOrStdin())
		if err != nil {
			return err
		}
		dossiers, err := readNamed(paths, cmd.InOrStdin())
		if err != nil {
			return err
		}
		text, err := textOf(args[0], data, &where, dossiers...)
		if err != nil {
			return err
		}
		url := ""
		if len(text.Addresses) > 0 {
			url = text.Addresses[0]
		}
		if date != "" {
			text.Published = date
		}
		if asJSON || asW3C { // for programs, which read it there
			sayWrong(cmd.ErrOrStderr(), args[0], text)
		} else {
			saySpoken(cmd.ErrOrStderr(), args[0], text)
		}
		r := newChecker(dossiers).Check(text)
		elsewhere := r.OfPage(url)
		switch out := cmd.OutOrStdout(); {
		case asJSON:
			_, err = out.Write(seenJSON(export.Report(r)))
			return err
		case asW3C:
			_, err = out.Write(seenJSON(export.Annotations(args[0], r)))
			return err
		default:
			return writeReport(out, args[0], r, elsewhere)
		}
	}
	return cmd
}

// oneArticle checks the arguments of commands that take one article and nothing else.
func oneArticle(_ *cobra.Command, args []string) error {
	switch {
	case len(args) == 2 && strings.HasSuffix(args[1], ".json"):
		return fmt.Errorf("needs one article, not 2; the records go with -records %s", args[1])
	case len(args) != 1:
		return fmt.Errorf("needs one article, not %d", len(args))
	}
	return nil
}

// aDate checks that the value of a flag is a day.
func aDate(flag, s string) error {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return misuse("-%s %q: must be a date such as 2022-09-16", flag, s)
	}
	return nil
}
