package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/links"
	"sourcemark/web/article"
	"sourcemark/web/channel"
)

// readFile returns the bytes of a file, or of the standard input if it is called "-".
func readFile(file string, in io.Reader) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(in)
	}
	return disk.Read(file)
}

// A root is the value of -root, by which a publisher says where the article of a page is.
type root struct {
	given string
	url   string // of the page, if it is given
	hints article.Hints
	errs  func() io.Writer
}

// rootFlag adds -root.
func rootFlag(cmd *cobra.Command, r *root) {
	r.errs = cmd.ErrOrStderr
	cmd.Flags().Var(r, "root", "the article is in the first element that fits `SELECTOR`, such as \"main .story\"; "+
		"without it, it is found by its prose")
}

// String returns the selector as it was given.
func (r *root) String() string { return r.given }

// Type returns what the value is called.
func (r *root) Type() string { return "selector" }

// Set reads a selector.
func (r *root) Set(s string) (err error) {
	r.given = s
	r.hints.Root, err = article.ParseSelector(s)
	return err
}

// readPage reads the article of a page, or of each dossier the one that it selects.
func (r *root) readPage(file string, page []byte, dossiers ...*claims.Dossier) (*article.Page, error) {
	hints := r.hints
	if slices.ContainsFunc(dossiers, func(d *claims.Dossier) bool { return d.About.Selector != "" }) {
		var addresses []string
		if url := cmp.Or(r.url, about.Canonical(charset.Page(page, ""))); url != "" {
			addresses = []string{url}
		}
		hints = hints.For(addresses, dossiers...)
	}
	hints.Decode = func(page []byte, label string) ([]byte, string) {
		if e, name := charset.Of(label); e != nil {
			if text, ok := charset.Decode(page, e, name); ok {
				return text, name
			}
		}
		return charset.Page(page, ""), ""
	}
	p, err := article.ReadWith(page, hints)
	if err != nil {
		return nil, fmt.Errorf("%s: no element of the page fits -root %q: look at its source, or leave -root out", file,
			r.given)
	}
	for _, selector := range p.Nowhere {
		say(r.errs(), "%s: a dossier selects %q (about.cssSelector), and that leads to nothing in the article: its records "+
			"have no place. Correct it, with names, #id, .class and [attribute=\"value\"], or leave it out\n", file, selector)
	}
	return p, nil
}

// readArticle returns the text of a page or a text file.
func readArticle(file string, in io.Reader, r *root, dossiers ...*claims.Dossier) (*claims.Text, error) {
	data, err := readFile(file, in)
	if err != nil {
		return nil, err
	}
	return textOf(file, data, r, dossiers...)
}

func textOf(file string, data []byte, r *root, dossiers ...*claims.Dossier) (*claims.Text, error) {
	if !isPage(file, data) {
		if !channel.IsMarkdown(file) {
			text, cut := unset(string(data), english.Words())
			sayUnset(r, file, cut)
			return claims.Plain(text), nil
		}
		page, err := pageOf(file, data, channel.OnPage, r)
		if err != nil {
			return nil, err
		}
		data = page
	}
	p, err := r.readPage(file, data, dossiers...)
	if err != nil {
		return nil, err
	}
	if r.given == "" {
		sayUnsure(r.errs(), file, p)
	}
	if url := about.Canonical(p.UTF8); url != "" {
		p.Text.Addresses = []string{url}
	}
	return p.Text, nil
}

// sayUnset says how many words of a text that was set in type were put together.
func sayUnset(r *root, file string, cut int) {
	if cut > 0 {
		say(r.errs(), "%s: words that the ends of lines cut were put together: %d. If one should have kept its hyphen, "+
			"put it on one line\n", file, cut)
	}
}

// sayUnsure says what is taken for the article of a page, if something else may be it, or if hardly anything is read.
func sayUnsure(w io.Writer, file string, p *article.Page) {
	const (
		fewest    = 30    // words; the shortest news brief has more
		mostOfFew = 500   // bytes, in case a language has no spaces
		ofAStory  = 5_000 // bytes; of a page that has so many, so few words are no story
	)
	d, words := article.DoubtOf(p.Source), len(strings.Fields(p.Text.String()))
	switch {
	case d != nil:
		selector := "SELECTOR"
		if d.Other.Selector != "" {
			selector = inShell(d.Other.Selector)
		}
		say(w, "%s: two parts of the page may be the article. Read is %s, and not %s. If that is wrong, add -root %s\n",
			file, inSource(d.Taken), inSource(d.Other), selector)
	case words < fewest && len(p.Source) > ofAStory && len(p.Text.String()) < mostOfFew:
		say(w, "%s: only %s of the page are read. If there is more to read, add -root SELECTOR\n", file,
			counted(words, "word"))
	}
}

// inSource returns an element as an editor finds it in the source of a page.
func inSource(c article.Candidate) string {
	const longest = 80 // characters
	tag := []rune(oneLine(c.Tag))
	if len(tag) > longest {
		tag = append(tag[:longest-1], '…', '>')
	}
	if len(tag) == 0 {
		tag = []rune("the whole page")
	}
	return fmt.Sprintf("%s (%s)", string(tag), counted(c.Letters, "letter"))
}

// isPage reports whether an article is HTML.
func isPage(file string, data []byte) bool {
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".html" || ext == ".htm" || bytes.HasPrefix(start, []byte("<"))
}

// recordsFlag adds -records, where they are.
func recordsFlag(cmd *cobra.Command, paths *[]string) {
	cmd.Flags().StringArrayVar(paths, "records", nil,
		"the `PATH` of a dossier (.json), of checks as batch match has them (.jsonl), or of a folder of these; may "+
			"be given more than once. Without it, the folder claims/records")
	complete(cmd, "records", "json", "jsonl")
}

// outputFlags adds -o, where the result goes, and -force.
func outputFlags(cmd *cobra.Command, output *string, force *bool) {
	cmd.Flags().StringVarP(output, "output", "o", "-", "write to `FILE`")
	cmd.Flags().BoolVar(force, "force", false, "replace the file if it already exists")
}

// complete lets a shell complete the values of a flag with files that end so.
func complete(cmd *cobra.Command, flag string, extensions ...string) {
	if err := cmd.MarkFlagFilename(flag, extensions...); err != nil {
		panic(err) // there is no such flag
	}
}

// completeWords lets a shell complete the values of a flag with these.
func completeWords(cmd *cobra.Command, flag string, words []string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words,
		cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag
	}
}

// newFile is [disk.Write], in which "-" is out.
func newFile(file string, data []byte, force bool, out io.Writer) error {
	return newFileBy(file, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}, force, out)
}

// newFileBy is [disk.WriteBy], in which "-" is out.
func newFileBy(file string, write func(io.Writer) error, force bool, out io.Writer) error {
	if file == "-" {
		return write(out)
	}
	return disk.WriteBy(file, write, force)
}

// completeFiles lets a shell complete arguments with files that end so.
func completeFiles(extensions ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return extensions, cobra.ShellCompDirectiveFilterFileExt
	}
}

// usualRecords is the folder of the dossiers where none are named.
var usualRecords = filepath.Join("claims", "records")

// readNamed reads what -records names, as readRecords does, and says that it must be given where the usual folder is missing.
func readNamed(paths []string, in io.Reader, keys ...records.Key) ([]*claims.Dossier, error) {
	if _, err := os.Stat(usualRecords); len(paths) == 0 && errors.Is(err, fs.ErrNotExist) {
		return nil, misuse("say with -records which dossier, or which folder of them: there is no folder %s here", usualRecords)
	}
	return readRecords(paths, in, keys...)
}

// readRecords reads dossiers and files of checks, and reports all that is wrong with any of them. Where keys are given,
// that one is signed by another or was changed since is wrong, too, and each knows its signer.
func readRecords(paths []string, in io.Reader, keys ...records.Key) ([]*claims.Dossier, error) {
	return readEach(paths, func(file string) (*claims.Dossier, error) { return readDossier(file, in, keys...) })
}

func readEach(paths []string, read func(file string) (*claims.Dossier, error)) ([]*claims.Dossier, error) {
	if len(paths) == 0 {
		paths = []string{usualRecords}
	}
	files, err := filesOf(paths, ".json", ".jsonl")
	if err != nil {
		return nil, err
	}
	var out []*claims.Dossier
	var errs []error
	for _, file := range files {
		d, err := read(file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, d)
	}
	return out, errors.Join(errs...)
}

// filesOf returns the named files, and those with an ending in folders and below. Hidden ones and testdata are skipped,
// as the go command does, and so are JSON Schemas and results of links, which lie beside dossiers.
func filesOf(paths []string, endings ...string) ([]string, error) {
	var out []string
	for _, path := range paths {
		if err := disk.Name(path); err != nil {
			return nil, err
		}
		info, err := os.Stat(path)
		if path == "-" || err == nil && !info.IsDir() {
			out = append(out, path)
			continue
		}
		if err != nil {
			return nil, err
		}
		n := len(out)
		err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := p != path && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata")
			switch {
			case hidden && d.IsDir():
				return fs.SkipDir
			case hidden || d.IsDir() || strings.HasSuffix(p, ".schema.json") || strings.HasSuffix(p, links.Ending):
			case slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(p, e) }):
				out = append(out, p)
				return disk.MayBeRead(path, p)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(out) == n {
			return nil, fmt.Errorf("%s: no dossier (.json) in this folder", path)
		}
	}
	return out, nil
}

func readDossier(file string, in io.Reader, keys ...records.Key) (*claims.Dossier, error) {
	if strings.HasSuffix(file, ".jsonl") {
		d, err := readChecks(file, (*factCheck).seen)
		if err == nil && keys != nil {
			d.Signer = new(claims.Signer) // that form has no signatures
		}
		return d, err
	}
	data, err := readFile(file, in)
	if err != nil {
		return nil, err
	}
	d, err := records.Read(file, data)
	if err == nil && keys != nil {
		d.Signer, err = records.Verify(file, data, keys...)
	}
	return d, err
}

// newChecker returns a checker of dossiers that knows which English words may stand for one another.
func newChecker(dossiers []*claims.Dossier) *claims.Checker {
	c := claims.New(dossiers...)
	c.InOtherWords(english.Words)
	c.ForEditors()
	return c
}
