package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
)

const historyHelp = `Shows what happened to the records of a dossier from one version to the next: added,
changed (and how), withdrawn, restored. The versions are those that git has of the file, and the file as it is
now. Or give them, oldest first: files with the same @id are versions of one dossier. No program or hook of
the repository is run, so it may be a stranger's.

Readers link to records, so an @id is permanent. Two things are errors, for which the exit status is 1:

  vanished   a record that readers could see is missing from the newest version, or is a draft there;
             withdraw it instead
  reused     its @id now belongs to another statement: links to the old one lead to a check of something else

-format md writes a page of corrections for readers: what was changed and withdrawn after publication, newest
first. json writes a list of versions with version, date and changes, each with record, change, statement,
fields (name, old, new) and next.`

const historyExamples = `  sourcemark history claims/records/ferry.json
  sourcemark history -format md claims/records > corrections.md
  sourcemark history monday/ferry.json tuesday/ferry.json`

func historyCommand() *cobra.Command {
	var format string
	formats := []string{"text", "json", "md"}
	cmd := &cobra.Command{
		Use: "history [-format FORMAT] DOSSIER|FOLDER... | OLD NEW...", DisableFlagsInUseLine: true,
		Short:             "What was corrected and withdrawn, version by version",
		Long:              historyHelp,
		Example:           historyExamples,
		GroupID:           "publish",
		ValidArgsFunction: completeFiles("json"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("needs a dossier in a git repository, or two versions of a dossier")
			case !slices.Contains(formats, format):
				return fmt.Errorf("-format %q: use text, json or md", format)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "write `FORMAT`: text, json or md")
	completeWords(cmd, "format", formats)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		files, err := filesOf(args, ".json")
		if err != nil {
			return err
		}
		versions, err := versionsOf(files, cmd.InOrStdin())
		if err != nil {
			return err
		}
		bar := progress(cmd.ErrOrStderr(), len(versions), "reading")
		var all []chronicle
		for _, vs := range versions {
			all = append(all, chronicleOf(vs))
			bar.Add(1)
		}
		bar.Finish()
		switch format {
		case "text":
			err = writeHistory(cmd.OutOrStdout(), all)
		case "json":
			err = writeJSON(cmd.OutOrStdout(), all)
		case "md":
			err = writeCorrections(cmd.OutOrStdout(), all)
		}
		for _, c := range all {
			if err == nil && c.broken() {
				err = errFound
			}
		}
		return err
	}
	return cmd
}

// A version is a dossier as it once was.
type version struct {
	name, date string
	dossier    *claims.Dossier
}

// versionsOf returns the versions of each dossier, oldest first. Files with the same @id are versions of one dossier; a
// file that is alone with its @id has those that git knows.
func versionsOf(files []string, in io.Reader) ([][]version, error) {
	var out [][]version
	var failed []error
	byID := map[string]int{}
	for _, file := range files {
		data, err := readFile(file, in)
		if err == nil {
			var v version
			if v, err = versionOf(file, "", file, data); err == nil {
				i, ok := byID[v.dossier.ID]
				if !ok || v.dossier.ID == "" {
					i = len(out)
					byID[v.dossier.ID] = i
					out = append(out, nil)
				}
				out[i] = append(out[i], v)
			}
		}
		failed = append(failed, err)
	}
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	checkouts := map[string]*checkout{} // by folder
	defer func() {
		for _, c := range checkouts {
			c.close()
		}
	}()
	for i, vs := range out {
		if len(vs) > 1 {
			continue
		}
		before, err := committed(vs[0].name, checkouts)
		if err != nil {
			return nil, err
		}
		out[i] = append(before, vs...)
	}
	return out, nil
}

func versionOf(name, date, file string, data []byte) (version, error) {
	d, err := records.Read(file, data)
	if err != nil {
		return version{}, err
	}
	return version{name, cmp.Or(date, d.Modified), d}, nil
}

// committed returns the versions of a file that git has, oldest first, also under names that it had before; none of a
// file that was never committed. A version that is no dossier, because it was committed with a mistake, is skipped: no
// reader has seen it.
func committed(file string, checkouts map[string]*checkout) ([]version, error) {
	const alone = "; give the older versions too: sourcemark history OLD NEW"
	if file == "-" {
		return nil, misuse("one version has no history%s", alone)
	}
	folder, name := filepath.Split(filepath.Clean(file))
	c := checkouts[folder]
	if c == nil {
		var err error
		if c, err = openCheckout(filepath.Clean(folder)); err != nil {
			return nil, fmt.Errorf("%s: %w%s", file, err, alone)
		}
		checkouts[folder] = c
	}
	blobs, err := c.log(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w%s", file, err, alone)
	}
	var out []version
	for _, b := range slices.Backward(blobs) { // git's own --reverse loses what was before a new name
		data, err := c.read(b)
		if err != nil {
			return nil, fmt.Errorf("%s: as it was in %s: %w", file, b.commit, err)
		}
		if v, err := versionOf(b.commit, b.date, file, data); err == nil {
			out = append(out, v)
		}
	}
	return out, nil
}

// A chronicle is what became of the records of one dossier.
type chronicle struct {
	Dossier  string    `json:"dossier"`
	Versions []chapter `json:"versions"` // oldest first; the first has all that was there from the start

	last *claims.Dossier
}

// A chapter is what one version changed.
type chapter struct {
	Version string  `json:"version"` // a commit, or the file
	Date    string  `json:"date"`
	Changes []event `json:"changes"`
}

// An event is what became of a record.
type event struct {
	Record    string  `json:"record"`
	Change    string  `json:"change"` // added, changed, withdrawn, restored, vanished or reused
	Statement string  `json:"statement"`
	Fields    []field `json:"fields"`
	Next      string  `json:"next,omitempty"` // what to do, if it is an error that still stands
}

// A field is what a record says of one thing, before and after.
type field struct {
	Name string   `json:"name"`
	Old  []string `json:"old"`
	New  []string `json:"new"`
}

func (c *chronicle) broken() bool {
	return slices.ContainsFunc(c.Versions, func(h chapter) bool {
		return slices.ContainsFunc(h.Changes, func(e event) bool { return e.Next != "" })
	})
}

func chronicleOf(versions []version) chronicle {
	newest := versions[len(versions)-1]
	c := chronicle{Dossier: newest.dossier.File, Versions: []chapter{}, last: newest.dossier}
	now := published(newest.dossier)
	known := map[string]*claims.Record{} // by @id, as each was seen last
	owner := map[string]*claims.Record{} // the same, but never one that reuses the @id of another
	from := map[string]string{}          // and in which version
	var before map[string]*claims.Record // in the version before
	for i, v := range versions {
		h := chapter{v.name, v.date, []event{}}
		there := published(v.dossier)
		for j := range v.dossier.Records {
			r := &v.dossier.Records[j]
			old := known[r.ID]
			e := event{Record: r.ID, Statement: r.Text, Fields: []field{}}
			switch {
			case old == nil:
				e.Change = "added"
			case !sameStatement(old, r) && !sameStatement(owner[r.ID], r):
				e.Change, e.Fields = "reused", fieldsBetween(old, r)
				if n := now[r.ID]; n == nil || !sameStatement(owner[r.ID], n) {
					e.Next = fmt.Sprintf("give the new statement an @id of its own, and put the old one back, which "+
						"%s has: if it no longer holds, withdrawn", from[r.ID])
				}
			case old.Status != claims.Withdrawn && r.Status == claims.Withdrawn:
				e.Change, e.Fields = "withdrawn", fieldsBetween(old, r)
			case old.Status == claims.Withdrawn &&
				r.Status != claims.Withdrawn, before[r.ID] == nil, !sameStatement(old, r):
				e.Change, e.Fields = "restored", fieldsBetween(old, r)
			default:
				e.Change, e.Fields = "changed", fieldsBetween(old, r)
			}
			if e.Change != "changed" || len(e.Fields) > 0 {
				h.Changes = append(h.Changes, e)
			}
			if known[r.ID] = r; owner[r.ID] == nil || sameStatement(owner[r.ID], r) {
				owner[r.ID], from[r.ID] = r, v.name
			}
		}
		if i > 0 {
			for _, r := range versions[i-1].dossier.Records {
				if there[r.ID] != nil {
					continue
				}
				e := event{Record: r.ID, Change: "vanished", Statement: r.Text, Fields: []field{}}
				if now[r.ID] == nil {
					e.Next = fmt.Sprintf("put it back, which %s has, and take it back openly: sourcemark withdraw "+
						"-because WORDS %s %s", from[r.ID], newest.dossier.File, strings.TrimPrefix(r.ID, "#"))
				}
				h.Changes = append(h.Changes, e)
			}
		}
		before = there
		if len(h.Changes) > 0 {
			c.Versions = append(c.Versions, h)
		}
	}
	return c
}

// published returns the records that readers can link to, by their @id: all but drafts.
func published(d *claims.Dossier) map[string]*claims.Record {
	out := map[string]*claims.Record{}
	for i := range d.Records {
		out[d.Records[i].ID] = &d.Records[i]
	}
	return out
}

// sameStatement reports whether two records of one @id are about the same statement, perhaps put into better words: it
// stands on the same words of the article, or at least a third of its own are the same (which is where Compare, too,
// sees words changed and not other words).
func sameStatement(a, b *claims.Record) bool {
	if a.Kind != b.Kind {
		return false
	}
	like := func(x, y string) bool {
		// any will do: both are in the same
		c := claims.Compare(x, []claims.Version{{Excerpt: claims.Excerpt{Text: y, Language: "en"}}}, "en")
		return x == y || c.Match != claims.NotFound && c.Match != claims.Paraphrase
	}
	return a.Anchor.Exact != "" && like(a.Anchor.Exact, b.Anchor.Exact) || like(a.Text, b.Text)
}

// fieldsBetween returns how two versions of a record differ, as readers see it.
func fieldsBetween(a, b *claims.Record) []field {
	out := []field{}
	old := fieldsOf(a)
	for i, f := range fieldsOf(b) {
		gone := without(old[i].New, f.New)
		if come := without(f.New, old[i].New); len(gone)+len(come) > 0 {
			out = append(out, field{f.Name, gone, come})
		}
	}
	return out
}

func without(list, what []string) []string {
	return slices.DeleteFunc(append([]string{}, list...), func(s string) bool { return slices.Contains(what, s) })
}

// fieldsOf returns what a record says, field by field, always in the same order, under New.
func fieldsOf(r *claims.Record) []field {
	var verdicts, reasons, sources, excerpts []string
	for _, v := range r.Reviews {
		verdicts = append(verdicts, named(v.Rating, v.By.Name))
		reasons = append(reasons, v.Fact, v.Why)
	}
	source := func(s *claims.Source, x claims.Excerpt, note string) {
		if s != nil {
			sources = append(sources, named(cmp.Or(s.Title, s.URL),
				s.Publisher.Name)+onlyIf(s.Title != "" && s.URL != "", " <"+s.URL+">"))
			excerpts = append(excerpts, s.Excerpt.Text)
		}
		excerpts = append(excerpts, x.Text, x.Translation.Text, note)
	}
	for _, c := range r.Citations {
		source(c.Source, c.Excerpt, c.Note)
	}
	for _, v := range r.Versions {
		source(v.Source, v.Excerpt, v.Note)
	}
	var appearances []string
	for _, s := range append([]claims.Source{r.FirstAppearance}, r.Appearances...) {
		appearances = append(appearances, s.URL)
	}
	fields := []field{
		{Name: "status", New: []string{r.Status.String() + onlyIf(r.StatusReason != "", " ("+r.StatusReason+")")}},
		{Name: "statement", New: []string{r.Text}},
		{Name: "words in the article", New: []string{r.Anchor.Exact}},
		{Name: "speaker", New: []string{r.Speaker.Name}},
		{Name: "occasion", New: []string{r.To, r.Where, r.When}},
		{Name: "verdict", New: verdicts},
		{Name: "reason", New: reasons},
		{Name: "sources", New: sources},
		{Name: "excerpts", New: excerpts},
		{Name: "appearances", New: appearances},
		{Name: "response", New: []string{named(r.Response.Text, r.Response.By.Name)}},
		{Name: "correction", New: []string{r.Correction}},
	}
	for i := range fields {
		f := &fields[i]
		var said []string
		for _, s := range f.New {
			if s = oneLine(s); s != "" && !slices.Contains(said, s) {
				said = append(said, s)
			}
		}
		f.New = said
	}
	return fields
}

func named(words, by string) string {
	return words + onlyIf(by != "", onlyIf(words != "", ", ")+by)
}

func onlyIf(ok bool, s string) string {
	if !ok {
		return ""
	}
	return s
}

func writeHistory(out io.Writer, all []chronicle) error {
	w := paperFor(out)
	for i, c := range all {
		if i > 0 {
			w.printf("\n")
		}
		n := map[string]int{}
		for _, h := range c.Versions {
			for _, e := range h.Changes {
				n[e.Change]++
			}
		}
		w.printf("%s: %s; %d added, %d changed, %d withdrawn, %d restored, %d vanished, %d reused\n", c.Dossier,
			counted(len(c.last.Records), "record"), n["added"], n["changed"], n["withdrawn"], n["restored"],
			n["vanished"], n["reused"])
		for _, h := range slices.Backward(c.Versions) {
			w.printf("\n%s\n", w.paint(bold, strings.TrimSpace(h.Date+"  "+h.Version)))
			for _, e := range h.Changes {
				colour := green
				switch {
				case e.Next != "":
					colour = red
				case e.Change != "added":
					colour = yellow
				}
				w.printf("  %s %s  %s\n", w.paint(colour, fmt.Sprintf("%-9s", e.Change)), e.Record,
					oneLine(e.Statement))
				for _, f := range e.Fields {
					for _, s := range f.Old {
						w.printf("      %s: - %s\n", f.Name, s)
					}
					for _, s := range f.New {
						w.printf("      %s: + %s\n", f.Name, s)
					}
				}
				if e.Next != "" {
					w.printf("      %s\n", e.Next)
				}
			}
		}
	}
	return w.Flush()
}

// writeCorrections writes a page for readers. What was added is no correction, nor is on which words of the article a
// check stands.
func writeCorrections(out io.Writer, all []chronicle) error {
	b := []byte("# Corrections\n")
	for _, c := range all {
		b = append(export.AppendMarkdown(append(b, "\n## "...), cmp.Or(c.last.About.Headline, c.last.ID)), '\n')
		n := 0
		for _, h := range slices.Backward(c.Versions) {
			day, _, _ := strings.Cut(h.Date, "T")
			for _, e := range h.Changes {
				fields := slices.DeleteFunc(slices.Clone(e.Fields),
					func(f field) bool { return f.Name == "words in the article" })
				if e.Change == "added" || e.Change == "changed" && len(fields) == 0 {
					continue
				}
				n++
				b = append(export.AppendMarkdown(append(b, "\n- **"...), strings.TrimSpace(day+" "+e.Change)),
					"**: “"...)
				b = append(export.AppendMarkdown(b, e.Statement), "”\n"...)
				for _, f := range fields {
					b = append(b, "  - "+f.Name+": "...)
					b = export.AppendMarkdown(b, strings.Join(f.New, "; "))
					if len(f.Old) > 0 {
						b = export.AppendMarkdown(append(b, onlyIf(len(f.New) > 0, "; ")+"before: "...),
							strings.Join(f.Old, "; "))
					}
					b = append(b, '\n')
				}
			}
		}
		if n == 0 {
			b = append(b, "\nNothing has been corrected.\n"...)
		}
	}
	_, err := out.Write(b)
	return err
}
