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
	"sourcemark/web/channel"
	"sourcemark/web/lang"
)

const renderHelp = `Writes the checks into a page, so that it needs no JavaScript: marks around the words, a
card for each, a summary at the top, and the sources at the end, also on paper. Use it for static sites, or
from a CMS when an article is published.

Every byte of the page stays, and -strip takes the checks out again. Rendering twice changes nothing more, so
-w may be run over the same pages after every edit. With -o FILE, the style sheets are in the page, which opens
from disk. Other pages need those of dist/, at the address that -sheet gives. If the address of the page is
known, markup for search engines is added (sourcemark export -format jsonld).

An article in plain text (.txt) or Markdown (.md) becomes a page. The front matter of Markdown may give title,
date, lang and canonical. Of HTML in it, what could run or load something is left out, and named.

-for says where the article goes if scripts, style sheets or buttons are not allowed there. Numbers then follow
the words, and endnotes with verdicts, reasons and sources follow the article:
  feed  RSS, Atom or JSON Feed: each item is checked by the dossiers about its address, in its full content
        (content:encoded, content, content_html; description, if it is HTML and there is no other)
  mail  HTML of a newsletter, text or Markdown: styles are in the elements, and marks are lines of four kinds
  amp   an AMP page, which stays valid
  text  text stays text, and Markdown stays Markdown, with lines no longer than before; a page becomes text
Feeds and AMP pages can be rendered again and stripped like pages. Of mail and text, keep the original.

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
  sourcemark render -strip public/story.html
  sourcemark render article.md -records ferry.json -o article.html
  sourcemark render -for feed -w -records claims/records public/feed.xml
  sourcemark render -for mail newsletter.html -records ferry.json -o tonight.html`

func renderCommand() *cobra.Command {
	var (
		r     renderer
		write bool
		paths []string
		keys  []string
	)
	cmd := &cobra.Command{
		Use: "render [-for CHANNEL] [-records PATH]... [-root SELECTOR] [FLAG]... [-o TO|-w] ARTICLE...", DisableFlagsInUseLine: true,
		Short:             "A page with its checks in it, which needs no JavaScript",
		Long:              renderHelp,
		Example:           renderExamples,
		GroupID:           "publish",
		ValidArgsFunction: completeFiles("html", "htm", "md", "txt", "xml", "rss", "atom", "json"),
	}
	recordsFlag(cmd, &paths)
	keyFlag(cmd, &keys)
	outputFlags(cmd, &r.output, &r.force)
	cmd.Flags().Lookup("output").Usage = "write to `FILE`, or under its own name into a folder, whose name ends in " +
		"/ if it is not there yet"
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write each page back to where it came from")
	rootFlag(cmd, &r.root)
	cmd.Flags().StringVar(&r.channel, "for", "page", "the `CHANNEL` that the article is for: "+strings.Join(channels, ", "))
	completeWords(cmd, "for", channels)
	cmd.Flags().StringVar(&r.sheet, "sheet", "",
		"the `URL` of sourcemark.css, which has sourcemark.card.css and sourcemark.part.css beside it; \"inside\" the page, or "+
			"\"beside\" it, where they are written then. Without it, inside the FILE of -o, else /sourcemark/sourcemark.css")
	cmd.Flags().StringVar(&r.oembed, "oembed", "",
		"the `URL` of your server's or worker's /oembed, to which pages whose address is known get a link")
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
		if err := r.channelArgs(write); err != nil {
			return err
		}
		names := map[string]string{}
		for _, file := range args {
			name := r.nameOf(file)
			if other := names[name]; other != "" && !write {
				return fmt.Errorf("%s and %s would both be %s: use -w, or render one folder after the other", other,
					file, filepath.Join(r.output, name))
			}
			names[name] = file
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if r.sheet == "" && r.channel == "page" && r.output != "-" && !r.folder() {
			r.sheet = inside
		}
		if !r.strip {
			trusted, err := readKeys(keys)
			if err != nil {
				return err
			}
			dossiers, err := readNamed(paths, cmd.InOrStdin(), trusted...)
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
				_, err = disk.Replace(file, func(page []byte) ([]byte, error) {
					if r.channel != "feed" && !r.strip && !isPage(file, page) && otherKind(page) == "" {
						return nil, fmt.Errorf("%s: -w would put a page in the place of a text: write it elsewhere with -o", file)
					}
					return r.render(file, page)
				})
				if err == nil && r.sheet == beside {
					err = r.sheets(file)
				}
			} else {
				err = r.file(cmd, file)
			}
			if err != nil {
				failed = append(failed, err)
			}
			bar.Add(1)
		}
		if len(args) == 1 && !write && !r.strip && failed == nil && r.found == 0 { // of many, most have none
			why := ""
			if len(paths) == 1 && args[0] != "-" && paths[0] != "-" && r.channel != "feed" {
				why = fmt.Sprintf(": sourcemark place %s%s %s says why", r.root.inShell(), inShell(args[0]), inShell(paths[0]))
			}
			bar.Finish()
			say(cmd.ErrOrStderr(), "%s: no check has a place in it%s\n", args[0], why)
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
	channel         string // one of channels
	sheet, feedback string
	oembed          string // the address of an oEmbed server
	script          string
	released        map[string][]byte // dossiers for readers, by name; nil without a script
	root            root
	url             string // of the page, if it is given
	output          string
	force, strip    bool
	found           int // how many checks stand in what was rendered
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
		to = filepath.Join(r.output, r.nameOf(file))
	}
	if err := newFile(to, out, r.force, cmd.OutOrStdout()); err != nil || r.sheet != beside {
		return err
	}
	return r.sheets(to)
}

// stylesheet returns the address of the style sheet of pages, for a value of -sheet.
func stylesheet(sheet string) string {
	switch sheet {
	case "":
		return "/sourcemark/sourcemark.css"
	case inside:
		return inside + ".css"
	case beside:
		return "sourcemark.css"
	}
	return sheet
}

// otherKind says what a file is that holds HTML and is no page, whatever its name; "" for others.
func otherKind(file []byte) string {
	start := bytes.TrimLeft(file, "\ufeff \t\r\n")
	if bytes.HasPrefix(start, []byte("{")) && json.Valid(start) {
		return "JSON: if it is a feed, add -for feed"
	}
	if m, err := mail.ReadMessage(bytes.NewReader(file)); err == nil && m.Header.Get("Content-Type") != "" {
		return "a message with its headers: render the HTML of the mail, before it is sent, with -for mail"
	}
	return ""
}

// render returns a page with its checks, or without them.
func (r *renderer) render(file string, page []byte) ([]byte, error) {
	switch {
	case r.channel == "feed":
		return r.feed(file, page)
	case r.strip:
		return article.Strip(page), nil
	}
	sheet := r.sheet
	if sheet == "" && bytes.Contains(page, []byte("<style "+web.OurAttribute+">")) {
		sheet = inside // as it was
	}
	if kind := otherKind(page); kind != "" {
		return nil, fmt.Errorf("%s: not HTML: %s", file, kind)
	}
	if !isPage(file, page) {
		if !isText(file) {
			return nil, fmt.Errorf("%s: not HTML: the name of a page ends in .html, or it begins with a tag; that of a text ends "+
				"in .txt, or in .md if it is Markdown", file)
		}
		if r.channel == "text" {
			return r.text(file, page)
		}
		made, err := r.made(file, page)
		if err != nil {
			return nil, err
		}
		page = made
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
	view, err := r.view(p.Text, url, p.Language)
	if err != nil {
		return nil, err
	}
	report := view.Report
	var out []byte
	switch r.channel {
	case "mail":
		out, err = r.mail(file, p, view)
	case "amp":
		out, err = channel.AMP(p, view)
	case "text":
		var text string
		text, err = channel.PageText(view)
		out = []byte(strings.TrimRight(text, "\n") + "\n")
	default:
		options := article.Options{Stylesheet: stylesheet(sheet), OEmbed: r.oembedOf(url)}
		if url := addressOf(url, export.Shown(report)); url != "" {
			options.Markup = export.PageMarkup(url, report)
		}
		out, err = p.Annotate(view, options)
		if errors.Is(err, article.RefusalFramework) && r.script != "" {
			out, err = r.inject(page, report)
		}
		if sheet == inside {
			out = channel.Inside(out, inside)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the page is left as it is: %w", file, err)
	}
	return out, nil
}

// view checks a text at an address, in a language.
func (r *renderer) view(t *claims.Text, url, language string) (*web.View, error) {
	if url != "" {
		t.Addresses = []string{url}
	}
	report := r.checker.Check(t)
	report.OfPage(url)
	r.found += len(report.Items)
	l, err := lang.Load(lang.Choose(cmp.Or(r.tag, language, r.language)))
	if err != nil {
		return nil, err
	}
	return &web.View{Lang: l, Report: report, Feedback: r.feedback}, nil
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
