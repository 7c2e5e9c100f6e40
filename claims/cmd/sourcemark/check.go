package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web/article"
)

const checkUsage = `sourcemark check [-records PATH]... [-date DATE] [-json | -w3c] ARTICLE

Says what the records have to say about an article: HTML if the name ends in .html or .htm or the file begins with
a tag, else text; - is the standard input.

  -records PATH  a dossier (.json), checks as they go into "batch match" (.jsonl), or a folder of them; may be given
                 more than once. Without it, the folder claims/records.
  -date DATE     when the article was published, 2022-09-16, for "yesterday" to be a date; without it, what the page says
  -json          one JSON object: {"items": [...], "unplaced": [...]}. An item has start and end, in bytes of the article's
                 text in UTF-8 (of a text file: of the file), exact, kind (claim or quote), speaker, record (its @id, or null where
                 none covers the words), relation (same, differs, none), placement, automatic (no editor put it there), status,
                 quoteMatch and score. An unplaced record has record, kind, placement, text and differences.
  -w3c           the items that a record covers, as a W3C AnnotationPage.
`

func check(args []string, in io.Reader, out, errs io.Writer) error {
	var (
		flags  = flag.NewFlagSet("check", flag.ContinueOnError)
		asJSON = flags.Bool("json", false, "")
		asW3C  = flags.Bool("w3c", false, "")
		date   = flags.String("date", "", "")
		paths  []string
		files  []string
	)
	flags.SetOutput(io.Discard)
	flags.Func("records", "", func(s string) error { paths = append(paths, s); return nil })
	for len(args) > 0 { // flags may stand behind the article as well
		if err := flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				_, err = io.WriteString(out, checkUsage)
				return err
			}
			io.WriteString(errs, checkUsage)
			return fmt.Errorf("check: %w", err)
		}
		if args = flags.Args(); len(args) > 0 {
			files, args = append(files, args[0]), args[1:]
		}
	}
	switch {
	case len(files) != 1:
		io.WriteString(errs, checkUsage)
		return fmt.Errorf("check: want one article, have %d", len(files))
	case *asJSON && *asW3C:
		return errors.New("check: want -json or -w3c, not both")
	}
	text, err := readArticle(files[0], in)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if *date != "" {
		if _, err := time.Parse(time.DateOnly, *date); err != nil {
			return fmt.Errorf("check: -date %q: want a date such as 2022-09-16", *date)
		}
		text.Published = *date
	}
	if len(paths) == 0 {
		paths = []string{filepath.Join("claims", "records")}
	}
	dossiers, err := readRecords(paths)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	r := claims.New(dossiers...).Check(text)
	switch {
	case *asJSON:
		_, err = out.Write(records.Report(text, r))
		return err
	case *asW3C:
		_, err = out.Write(records.Annotations(files[0], text, r))
		return err
	}
	return writeReport(out, files[0], text, r)
}

// readArticle is the words of a page or a text file.
func readArticle(file string, in io.Reader) (*claims.Text, error) {
	var data []byte
	var err error
	if file == "-" {
		data, err = io.ReadAll(in)
	} else {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, err
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	if ext := strings.ToLower(filepath.Ext(file)); ext == ".html" || ext == ".htm" || bytes.HasPrefix(start, []byte("<")) {
		return article.Read(data).Text, nil
	}
	return claims.Plain(string(data)), nil
}

// readRecords reads dossiers and files of checks, and reports all that is wrong with any of them.
func readRecords(paths []string) ([]*claims.Dossier, error) {
	var out []*claims.Dossier
	var errs []error
	for _, path := range paths {
		files := []string{path}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			dossiers, _ := filepath.Glob(filepath.Join(path, "*.json")) // the pattern is right
			checks, _ := filepath.Glob(filepath.Join(path, "*.jsonl"))
			if files = append(dossiers, checks...); len(files) == 0 {
				errs = append(errs, fmt.Errorf("%s: no dossier (.json) in this folder", path))
			}
		}
		for _, file := range files {
			d, err := readDossier(file)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			out = append(out, d)
		}
	}
	return out, errors.Join(errs...)
}

func readDossier(file string) (*claims.Dossier, error) {
	if strings.HasSuffix(file, ".jsonl") {
		return readChecks(file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return records.Read(file, data)
}
