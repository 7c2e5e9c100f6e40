package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/lint"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

const renderHelp = `Writes the checks into a page, so that it needs no JavaScript: marks around the words, a
card for each, a summary at the top, and the sources at the end, also on paper. Use it for static sites, or
from a CMS when an article is published.

Every byte of the page stays, and -strip takes the checks out again. Rendering twice changes nothing more, so
-w may be run over the same pages after every edit. The page needs the style sheets of dist/, at the address
that -sheet gives. If the address of the page is known, markup for search engines is added (sourcemark export
-format jsonld).

With -key, cards say who signed the records, or that nobody did. A dossier that was changed after it was
signed, or is signed with another key, is not shown (sourcemark verify).

A dossier with a verdict that it does not classify is refused (sourcemark lint).

If a page might not survive (odd nesting, an unknown encoding, a JavaScript framework that controls it),
nothing is written, the reason is given, and the exit status is 1. Such a page can still load the widget: with
-script, a page whose article a framework controls gets the script tag, and the dossiers that have a record on
it, without their drafts; the rest of its HTML stays as it is.`

const renderExamples = `  sourcemark render story.html -records claims/records/ferry.json -o public/story.html
  sourcemark render -w -records claims/records public/2026/*.html
  sourcemark render -w -records claims/records -script /sourcemark/sourcemark.js out/*.html
  sourcemark render -records ferry.json -sheet https://static.news.example/sourcemark.css - < story.html > out.html
  sourcemark render -strip public/story.html`

func renderCommand() *cobra.Command {
	var (
		r     renderer
		write bool
		paths []string
		keys  []string
	)
	cmd := &cobra.Command{
		Use: "render [-records PATH]... [-root SELECTOR] [-sheet URL] [-script URL] [-key FILE]... [-strip] " +
			"[-o TO|-w] ARTICLE...", DisableFlagsInUseLine: true,
		Short:             "A page with its checks in it, which needs no JavaScript",
		Long:              renderHelp,
		Example:           renderExamples,
		GroupID:           "publish",
		ValidArgsFunction: completeFiles("html", "htm"),
	}
	recordsFlag(cmd, &paths)
	keyFlag(cmd, &keys)
	outputFlags(cmd, &r.output, &r.force)
	cmd.Flags().Lookup("output").Usage = "write to `FILE`, or under its own name into a folder, whose name ends in " +
		"/ if it is not there yet"
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write each page back to where it came from")
	rootFlag(cmd, &r.root)
	cmd.Flags().StringVar(&r.sheet, "sheet", "/sourcemark/sourcemark.css",
		"the `URL` of sourcemark.css, which has sourcemark.card.css and sourcemark.part.css beside it")
	cmd.Flags().StringVar(&r.script, "script", "",
		"the `URL` of sourcemark.js, for pages whose article a JavaScript framework controls; without it, they are left "+
			"as they are")
	cmd.Flags().StringVar(&r.tag, "lang", "",
		"the language of buttons and labels, as a BCP 47 `TAG`; without it, that of the page, or else of the dossiers")
	completeWords(cmd, "lang", lang.Tags[:])
	cmd.Flags().StringVar(&r.url, "url", "",
		"the `URL` of the page, for its markup; without it, its canonical one or what the dossiers are about")
	cmd.Flags().StringVar(&r.feedback, "feedback", "",
		"where \"Report an error\" leads: a `URL` that begins with https: or mailto:")
	cmd.Flags().BoolVar(&r.strip, "strip", false, "take the checks out again")
	cmd.Args = func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return errors.New("needs a page")
		case write && (r.output != "-" || len(args) == 1 && args[0] == "-"):
			return errors.New("-w writes back to where a page came from: use it without -o and without the standard " +
				"input")
		case len(args) > 1 && !write && !r.folder():
			return fmt.Errorf("%d pages: add -w, or give a folder to write them into, such as -o public/", len(args))
		case r.output == "":
			return errors.New("-o needs a name")
		case len(args) > 1 && r.url != "":
			return fmt.Errorf("-url is for one page, not %d", len(args))
		case r.feedback != "" && !strings.HasPrefix(r.feedback, "https:") && !strings.HasPrefix(r.feedback, "mailto:"):
			return fmt.Errorf("-feedback %q: must begin with https: or mailto:", r.feedback)
		case r.tag != "" && lang.Choose(r.tag) != strings.ToLower(strings.SplitN(r.tag, "-", 2)[0]):
			return fmt.Errorf("-lang %q: use one of %s", r.tag, strings.Join(lang.Tags[:], ", "))
		}
		names := map[string]string{}
		for _, file := range args {
			name := filepath.Base(file)
			if other := names[name]; other != "" && !write {
				return fmt.Errorf("%s and %s would both be %s: use -w, or render one folder after the other", other,
					file, filepath.Join(r.output, name))
			}
			names[name] = file
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !r.strip {
			trusted, err := readKeys(keys)
			if err != nil {
				return err
			}
			dossiers, err := readRecords(paths, cmd.InOrStdin(), trusted...)
			if err != nil {
				return err
			}
			if r.script != "" {
				if r.released, err = released(paths); err != nil {
					return err
				}
			}
			if err := classified(dossiers); err != nil {
				return err
			}
			r.checker, r.dossiers = newChecker(dossiers), dossiers
			for _, d := range dossiers {
				r.language = cmp.Or(r.language, d.Language)
			}
		}
		bar := progress(cmd.ErrOrStderr(), len(args), "rendering")
		defer bar.Finish()
		var failed []error
		for _, file := range args {
			var err error
			if write {
				_, err = disk.Replace(file, func(page []byte) ([]byte, error) { return r.render(file, page) })
			} else {
				err = r.file(cmd, file)
			}
			if err != nil {
				failed = append(failed, err)
			}
			bar.Add(1)
		}
		return errors.Join(failed...)
	}
	return cmd
}

// classified returns an error for each verdict in dossiers that nobody has classified: it would be published as
// something else than it is.
func classified(dossiers []*claims.Dossier) error {
	var errs []error
	for _, d := range dossiers {
		errs = append(errs, lint.Unclassified(d))
	}
	return errors.Join(errs...)
}

// A renderer renders pages against the same records.
type renderer struct {
	checker         *claims.Checker
	dossiers        []*claims.Dossier
	tag             string // of the interface, if it is given
	language        string // of the dossiers, for pages that do not name theirs
	sheet, feedback string
	script          string
	released        map[string][]byte // dossiers for readers, by name; nil without a script
	root            root
	url             string // of the page, if it is given
	output          string
	force, strip    bool
}

// folder reports whether pages are written into a folder under their own names.
func (r *renderer) folder() bool {
	info, err := os.Stat(r.output)
	return strings.HasSuffix(filepath.ToSlash(r.output), "/") || err == nil && info.IsDir()
}

// file renders a page from a file to where it belongs.
func (r *renderer) file(cmd *cobra.Command, file string) error {
	page, err := readFile(file, cmd.InOrStdin())
	if err != nil {
		return err
	}
	out, err := r.render(file, page)
	if err != nil {
		return err
	}
	to := r.output
	if r.folder() {
		if file == "-" {
			return misuse("the standard input has no name in the folder %s: give -o the name of a file", r.output)
		}
		if err := os.MkdirAll(r.output, 0o777); err != nil {
			return err
		}
		to = filepath.Join(r.output, filepath.Base(file))
	}
	return newFile(to, out, r.force, cmd.OutOrStdout())
}

// otherKind says what a file is that holds HTML and is no page, whatever its name; "" for others.
func otherKind(file []byte) string {
	start := bytes.TrimLeft(file, "\ufeff \t\r\n")
	if bytes.HasPrefix(start, []byte("{")) && json.Valid(start) {
		return "JSON, such as a feed: render the page itself"
	}
	if m, err := mail.ReadMessage(bytes.NewReader(file)); err == nil && m.Header.Get("Content-Type") != "" {
		return "mail, whose readers see no checks: add the text that sourcemark export -format endnotes prints"
	}
	return ""
}

// render returns a page with its checks, or without them.
func (r *renderer) render(file string, page []byte) ([]byte, error) {
	if r.strip {
		return article.Strip(page), nil
	}
	if kind := otherKind(page); kind != "" {
		return nil, fmt.Errorf("%s: not HTML: %s", file, kind)
	}
	if !isPage(file, page) {
		return nil, fmt.Errorf("%s: not HTML: the name of a page ends in .html, or it begins with a tag", file)
	}
	switch strings.ToLower(filepath.Ext(file)) {
	case ".xhtml", ".xht": // browsers read it as XML, in which nothing of HTML may be left out
		return nil, fmt.Errorf("%s: the page is left as it is: XHTML: name it .html if it is served as HTML", file)
	}
	r.root.url = r.url
	p, err := r.root.readPage(file, page, r.dossiers...)
	if err != nil {
		return nil, err
	}
	url := cmp.Or(r.url, about.Canonical(p.UTF8))
	p.Text.Addresses = []string{url}
	report := r.checker.Check(p.Text)
	report.OfPage(url)
	l, err := lang.Load(lang.Choose(cmp.Or(r.tag, p.Language, r.language)))
	if err != nil {
		return nil, err
	}
	view := &web.View{Lang: l, Report: report, Feedback: r.feedback}
	options := article.Options{Stylesheet: r.sheet}
	if url := addressOf(url, export.Shown(report)); url != "" {
		options.Markup = export.PageMarkup(url, report)
	}
	out, err := p.Annotate(view, options)
	if errors.Is(err, article.RefusalFramework) && r.script != "" {
		out, err = r.inject(page, report)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the page is left as it is: %w", file, err)
	}
	return out, nil
}

// released returns the dossiers of paths without their drafts, by name.
func released(paths []string) (map[string][]byte, error) {
	all := map[string][]byte{}
	_, err := readEach(paths, func(file string) (*claims.Dossier, error) {
		if file == "-" || !strings.HasSuffix(file, ".json") {
			return nil, fmt.Errorf("%s: -script puts dossiers into pages: name a dossier whose name ends in .json", file)
		}
		data, err := disk.Read(file)
		if err == nil {
			all[file], err = edit.Released(file, data)
		}
		return nil, err
	})
	return all, err
}

// inject returns a page with the tag, and the dossiers that have a record on it.
func (r *renderer) inject(page []byte, report *claims.Report) ([]byte, error) {
	tag := article.Tag{Loader: r.script, Root: r.root.given, Lang: r.tag, Feedback: r.feedback}
	in := map[*claims.Dossier]bool{}
	for i := range report.Items {
		if d := report.Items[i].Dossier; !in[d] {
			in[d] = true
			tag.Records = append(tag.Records, r.released[d.File])
		}
	}
	return article.Inject(page, tag)
}
