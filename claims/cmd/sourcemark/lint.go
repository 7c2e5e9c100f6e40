package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/desk"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/lint"
)

const lintHelp = `Finds everything that is wrong with dossiers: what cannot be read, and what could be shown
but should not be.

Each finding has a severity. Do not publish an error. Readers or search engines may hold a warning against
you. A note is worth a thought. The exit status is 1 if there are errors; with -strict, also if there are
warnings.

With -article, records are also placed in the article, and those without a place are errors. With several
articles, a record needs a place in one of them. In a folder, all files that end in .json are linted, also in
folders below it.

-format json writes a list of objects with file, line, column, path, rule, severity, message and fix; sarif
writes SARIF 2.1.0, which code review tools show beside the lines; junit is for build servers.`

const lintExamples = `  sourcemark lint -article index.html claims/records/ferry.json
  sourcemark lint -strict -format sarif claims/records > lint.sarif
  sourcemark lint -rules`

func lintCommand() *cobra.Command {
	var (
		articles     []string
		format, date string
		strict       bool
		rules        bool
		where        root
	)
	formats := []string{"text", "json", "sarif", "junit"}
	cmd := &cobra.Command{
		Use: "lint [-article FILE]... [-root SELECTOR] [-format FORMAT] [-strict] DOSSIER|FOLDER...", DisableFlagsInUseLine: true,
		Short:             "What is wrong with dossiers, where, and what to do",
		Long:              lintHelp,
		Example:           lintExamples,
		GroupID:           "write",
		ValidArgsFunction: completeFiles("json"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 && !rules:
				return errors.New("needs a dossier or a folder of them")
			case !slices.Contains(formats, format):
				return fmt.Errorf("-format %q: use text, json, sarif or junit", format)
			}
			return nil
		},
	}
	cmd.Flags().StringArrayVar(&articles, "article", nil,
		"the article, a page or text `FILE`, in which records need a place; may be given more than once")
	complete(cmd, "article", "html", "htm", "txt")
	rootFlag(cmd, &where)
	cmd.Flags().StringVar(&format, "format", "text", "write `FORMAT`: text, json, sarif or junit")
	completeWords(cmd, "format", formats)
	cmd.Flags().StringVar(&date, "date", "", "the `DATE` with which dates are compared; without it, today")
	cmd.Flags().BoolVar(&strict, "strict", false, "exit with 1 for warnings, too")
	cmd.Flags().BoolVar(&rules, "rules", false, "list the rules and do nothing else")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if rules {
			return writeRules(cmd.OutOrStdout())
		}
		o := lint.Options{Today: date}
		if date == "" {
			o.Today = time.Now().Format(time.DateOnly)
		} else if err := aDate("date", date); err != nil {
			return err
		}
		files, err := filesOf(args, ".json")
		if err != nil {
			return err
		}
		var dossiers []*claims.Dossier
		if len(articles) > 0 {
			dossiers = readable(files)
		}
		for _, a := range articles {
			t, err := readArticle(a, cmd.InOrStdin(), &where, dossiers...)
			if err != nil {
				return err
			}
			o.Articles = append(o.Articles, t)
		}
		results, err := lintFiles(files, lint.Dossier, o, cmd.InOrStdin(), cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		out := paperFor(cmd.OutOrStdout())
		switch format {
		case "text":
			writeLint(out, results)
		case "json":
			err = writeJSON(out, jsonLint(results))
		case "sarif":
			err = writeJSON(out, sarif(results))
		case "junit":
			err = writeJUnit(out, results)
		}
		if err := errors.Join(err, out.Flush()); err != nil {
			return err
		}
		bad := lint.Error
		if strict {
			bad = lint.Warning
		}
		for _, r := range results {
			for _, f := range r.findings {
				if f.Severity >= bad {
					return errFound
				}
			}
		}
		return nil
	}
	return cmd
}

// readable returns the dossiers of files, which may say which element of a page their article is. What is wrong with a
// file is said later.
func readable(files []string) (out []*claims.Dossier) {
	for _, file := range files {
		if file == "-" {
			continue
		}
		data, err := disk.Read(file)
		if err != nil {
			continue
		}
		if d, err := records.Read(file, data); err == nil {
			out = append(out, d)
		}
	}
	return out
}

// A linted file is one with what is wrong with it.
type linted struct {
	file     string
	findings []lint.Finding
}

func lintFiles(files []string, find func(string, []byte, lint.Options) []lint.Finding, o lint.Options, in io.Reader,
	errs io.Writer) ([]linted, error) {
	bar := progress(errs, len(files), "linting")
	defer bar.Finish()
	out := make([]linted, len(files))
	for i, file := range files {
		data, err := readFile(file, in)
		if err != nil {
			return nil, err
		}
		o.SecondReader = file != "-" && desk.HouseOf(file).SecondReader
		out[i] = linted{file, find(file, data, o)}
		bar.Add(1)
	}
	return out, nil
}

// mostNotes is how many notes of one rule are written for one file before the rest is only counted. What is said a
// fourth time hides what is said once.
const mostNotes = 3

// writeLint writes findings for people: the place as editors jump to it, and what to do on a line of its own, of each
// file once.
func writeLint(w *paper, results []linted) {
	var count [3]int
	for _, r := range results {
		notes, told := map[string]int{}, map[string]bool{}
		for _, f := range r.findings {
			count[f.Severity]++
			if f.Severity == lint.Note {
				if notes[f.Rule]++; notes[f.Rule] > mostNotes {
					continue
				}
			}
			w.printf("%s:%d:%d: %s: ", f.File, f.Line, f.Column,
				w.paint([...]style{dim, yellow, red}[f.Severity], f.Severity.String()))
			if f.Path != "" {
				w.printf("%s: ", f.Path)
			}
			w.printf("%s %s\n", f.Message, w.paint(dim, "["+f.Rule+"]"))
			if f.Fix != "" && !told[f.Fix] {
				told[f.Fix] = true
				w.printf("    %s\n", f.Fix)
			}
		}
		for _, rule := range slices.Sorted(maps.Keys(notes)) {
			if more := notes[rule] - mostNotes; more > 0 {
				w.printf("%s: %s: and %s %s\n", r.file, w.paint(dim, "note"), strconv.Itoa(more)+" more",
					w.paint(dim, "["+rule+"]"))
			}
		}
	}
	w.printf("%s: %s, %s, %s\n", counted(len(results), "dossier"),
		counted(count[lint.Error], "error"), counted(count[lint.Warning], "warning"), counted(count[lint.Note], "note"))
}

func writeRules(out io.Writer) error {
	w := paperFor(out)
	for _, r := range lint.Rules() {
		w.printf("%-20s %-8s %s\n", r.ID, r.Severity, r.Summary)
	}
	return w.Flush()
}

// A lintFinding is a finding as JSON.
type lintFinding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Path     string `json:"path"`
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Fix      string `json:"fix,omitempty"`
}

func jsonLint(results []linted) []lintFinding {
	out := []lintFinding{}
	for _, r := range results {
		for _, f := range r.findings {
			out = append(out, lintFinding{f.File, f.Line, f.Column, f.Path, f.Rule, f.Severity.String(), f.Message,
				f.Fix})
		}
	}
	return out
}

// sarif returns the results in the Static Analysis Results Interchange Format, version 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Its levels have the names of our severities.
func sarif(results []linted) any {
	type object = map[string]any
	rules, number := []object{}, map[string]int{}
	for i, r := range lint.Rules() {
		number[r.ID] = i
		rules = append(rules, object{"id": r.ID, "shortDescription": object{"text": r.Summary},
			"defaultConfiguration": object{"level": r.Severity.String()}})
	}
	found := []object{}
	for _, r := range results {
		for _, f := range r.findings {
			text := shown(f.Message)
			if f.Path != "" {
				text = shown(f.Path) + ": " + text
			}
			if f.Fix != "" {
				text += ". To fix it: " + shown(f.Fix) + "."
			}
			found = append(found, object{
				"ruleId": f.Rule, "ruleIndex": number[f.Rule], "level": f.Severity.String(),
				"message": object{"text": text},
				"locations": []object{{"physicalLocation": object{
					"artifactLocation": object{"uri": fileURI(f.File)},
					"region":           object{"startLine": f.Line, "startColumn": f.Column},
				}}},
			})
		}
	}
	return object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
		"runs": []object{{
			"tool":       object{"driver": object{"name": "sourcemark", "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    found,
		}},
	}
}

// fileURI returns the name of a file as a relative or absolute reference of RFC 3986.
func fileURI(file string) string {
	u := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}

// writeJUnit writes the results as build servers read them: a suite a file, in it what fails, and one case that passes
// where nothing does.
func writeJUnit(w io.Writer, results []linted) error {
	type failure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	type testcase struct {
		Name    string   `xml:"name,attr"`
		Class   string   `xml:"classname,attr"`
		Failure *failure `xml:"failure"`
	}
	type suite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Cases    []testcase `xml:"testcase"`
	}
	type suites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Suites   []suite  `xml:"testsuite"`
	}
	all := suites{Name: "sourcemark lint"}
	for _, r := range results {
		s := suite{Name: shown(r.file)}
		for _, f := range r.findings {
			if f.Severity == lint.Note {
				continue // a build server knows only what passes and what does not
			}
			s.Cases = append(s.Cases, testcase{shown(f.Rule + " " + f.Path), s.Name,
				&failure{shown(f.Message), f.Severity.String(), spoken("%s", f)}})
		}
		if s.Failures = len(s.Cases); s.Failures == 0 {
			s.Cases = []testcase{{"lint", s.Name, nil}}
		}
		s.Tests = len(s.Cases)
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Suites = append(all.Suites, s)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
