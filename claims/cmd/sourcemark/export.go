package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/export"
)

const exportHelp = `Writes records for others, in one of these forms:

  jsonld    the markup of a page for search engines, schema.org: ClaimReviews of other people's claims that the
            publisher reviewed itself, citations for the rest. With -article, only of what is in it: search
            engines count markup of what a reader does not see as spam
  feed      all ClaimReviews as a schema.org DataFeed, for collectors of fact-checks
  w3c       the items of an article as a W3C AnnotationPage, for Hypothesis and Recogito
  endnotes  the items of an article as numbered notes in Markdown, for print and newsletters
  csv       all records as a table for spreadsheets
  json      the dossier itself in its canonical form, drafts included: what a page loads

w3c and endnotes need -article.`

const exportExamples = `  sourcemark export -format jsonld -url https://news.example/a -article story.html ferry.json
  sourcemark export -format endnotes -article story.html ferry.json -o notes.md
  sourcemark export -format csv claims/records > records.csv`

func exportCommand() *cobra.Command {
	var (
		format, url, story, output string
		where                      root
		force                      bool
	)
	formats := []string{"jsonld", "feed", "w3c", "endnotes", "csv", "json"}
	cmd := &cobra.Command{
		Use:                   "export -format FORMAT [-article FILE] [-root SELECTOR] [-url URL] [-o FILE] DOSSIER|FOLDER...",
		DisableFlagsInUseLine: true,
		Short:                 "Records for search engines, archives, spreadsheets and print",
		Long:                  exportHelp,
		Example:               exportExamples,
		GroupID:               "publish",
		ValidArgsFunction:     completeFiles("json"),
	}
	outputFlags(cmd, &output, &force)
	cmd.Flags().StringVar(&format, "format", "", "write `FORMAT`: "+strings.Join(formats, ", "))
	completeWords(cmd, "format", formats)
	cmd.Flags().StringVar(&story, "article", "", "the article as a page or text `FILE`")
	rootFlag(cmd, &where)
	complete(cmd, "article", "html", "htm", "txt")
	cmd.Flags().StringVar(&url, "url", "",
		"the `URL` of the article; without it, the page's canonical one or what the dossiers are about")
	cmd.Args = func(_ *cobra.Command, args []string) error {
		switch {
		case !slices.Contains(formats, format):
			return fmt.Errorf("-format %q: use %s", format, strings.Join(formats, ", "))
		case len(args) == 0:
			return errors.New("needs a dossier or a folder of them")
		case (format == "w3c" || format == "endnotes") && story == "":
			return fmt.Errorf("%s needs an article: add -article FILE", format)
		case format == "json" && len(args) != 1:
			return fmt.Errorf("-format json writes one dossier, not %d", len(args))
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		data, err := exported(cmd, format, story, url, &where, args)
		if err != nil {
			return err
		}
		return newFile(output, data, force, cmd.OutOrStdout())
	}
	return cmd
}

func exported(cmd *cobra.Command, format, story, url string, where *root, args []string) ([]byte, error) {
	if format == "json" {
		data, err := readFile(args[0], cmd.InOrStdin())
		if err != nil {
			return nil, err
		}
		if _, err := records.Read(args[0], data); err != nil {
			return nil, err // what goes out is what a page can load
		}
		return edit.Format(args[0], data, nil)
	}
	dossiers, err := readRecords(args, cmd.InOrStdin())
	if err != nil {
		return nil, err
	}
	var report *claims.Report
	if story != "" {
		page, err := readFile(story, cmd.InOrStdin())
		if err != nil {
			return nil, err
		}
		if isPage(story, page) && url == "" {
			url = about.Canonical(charset.Page(page, ""))
		}
		text, err := textOf(story, page, where, dossiers...)
		if err != nil {
			return nil, err
		}
		report = newChecker(dossiers).Check(text)
	}
	switch format {
	case "feed":
		return export.Feed(dossiers...), nil
	case "csv":
		return export.CSV(dossiers...), nil
	case "endnotes":
		return export.Endnotes(report), nil
	}
	if report != nil {
		dossiers = export.Shown(report)
	}
	url = addressOf(url, dossiers)
	if format == "w3c" {
		if url == "" {
			url = story
		}
		return export.Annotations(url, report), nil
	}
	if url == "" {
		return nil, misuse("jsonld needs the address of the page, which neither the page nor the dossiers give: add " +
			"-url URL")
	}
	data := export.Markup(url, dossiers...)
	if data == nil {
		return nil, fmt.Errorf("%s: nothing to mark up: no record of the dossiers may be published as markup", url)
	}
	return append(data, '\n'), nil
}

// addressOf returns the address of a page: url if it is known, otherwise that of the article that the dossiers are
// about.
func addressOf(url string, dossiers []*claims.Dossier) string {
	for _, d := range dossiers {
		if url == "" {
			url = d.About.URL
		}
	}
	return url
}
