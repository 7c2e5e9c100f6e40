package desk

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records/about"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/channel"
	"sourcemark/web/lang"
)

// An Article is what a dossier is about, as its file was at one moment. Its methods may be called from many goroutines.
type Article struct {
	File string // its path
	Hash string // of the file, and of what the dossier says about where the article is in it

	mu    sync.Mutex // a text that is placed in counts its steps
	page  *article.Page
	text  *claims.Text
	drawn *article.Page // what the frame shows: page, or the bare text of one that the folder keeps
}

// Article returns the article of a dossier: ferry.html, ferry.htm or ferry.txt beside ferry.json, or what KeepArticle
// has kept. The error is fs.ErrNotExist if there is none.
func (f *Folder) Article(name string) (*Article, error) {
	file, err := f.file(name)
	if err != nil {
		return nil, err
	}
	stem := strings.TrimSuffix(file, filepath.Ext(file))
	kept := f.store.path("articles", name+".html")
	for _, at := range []string{stem + ".html", stem + ".htm", stem + ".txt", kept} {
		err := disk.MayBeRead(f.dir, at)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		data, err := disk.Read(at)
		if err != nil {
			return nil, err
		}
		f.mu.Lock()
		a, d := f.articles[name], f.dossiers[name]
		f.mu.Unlock()
		hash := d.hashWith(data)
		if a != nil && a.File == at && a.Hash == hash {
			return a, nil
		}
		if data, err = f.seen(name, at); err != nil {
			return nil, err
		}
		hash = d.hashWith(data)
		a = readArticle(at, data, d)
		a.Hash, a.drawn = hash, a.page
		if at == kept { // its style sheets and pictures are elsewhere, and without them it is a heap of menus
			headline := ""
			if d != nil && d.Dossier != nil {
				headline = d.About.Headline
			}
			a.drawn = article.Read(paged(headline, a.text))
			a.drawn.Text.Addresses = a.text.Addresses
		}
		f.mu.Lock()
		f.articles[name] = a
		f.mu.Unlock()
		return a, nil
	}
	return nil, fs.ErrNotExist
}

// KeepArticle keeps the article of a dossier, HTML or text, for the folder alone: a file beside the dossier goes first.
func (f *Folder) KeepArticle(name string, data []byte) error {
	if _, err := f.file(name); err != nil {
		return err
	}
	if !IsPage(name, data) {
		data = paged("", claims.Plain(string(data)))
	}
	f.printing.Lock()
	err := f.store.write(data, "articles", name+".html")
	if err == nil {
		err = f.keepVersion(name, name+".html", data)
	}
	f.printing.Unlock()
	f.again(name)
	return err
}

// hashWith returns the Hash of an article of d, which may be nil.
func (d *Dossier) hashWith(data []byte) string {
	hash := hashOf(data)
	if d != nil && d.Dossier != nil && d.About.Selector != "" {
		hash = hashOf([]byte(hash + d.About.URL + "\x00" + d.About.Selector))
	}
	return hash
}

// again has a dossier examined again, though its file is the same.
func (f *Folder) again(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if d := f.dossiers[name]; d != nil {
		now := *d
		now.State.Examined = false
		now.turn++
		f.dossiers[name] = &now
		f.note()
	}
	f.background(func() { f.examine(name) })
}

// readArticle reads an article, of which a dossier may say which element of its page it is.
func readArticle(file string, data []byte, d *Dossier) *Article {
	if !IsPage(file, data) {
		data = paged(filepath.Base(file), claims.Plain(string(data)))
	}
	data = charset.Page(data, "") // which is sent as UTF-8
	hints, addresses := article.Hints{Charset: "utf-8"}, []string(nil)
	if url := about.Canonical(data); url != "" {
		addresses = []string{url}
	}
	if d != nil && d.Dossier != nil {
		hints = hints.For(addresses, d.Dossier)
	}
	p, err := article.ReadWith(data, hints)
	if err != nil { // a hint that it does not fit
		p = article.Read(data)
	}
	p.Text.Addresses = addresses
	return &Article{File: file, page: p, text: p.Text}
}

// IsPage reports whether an article is HTML.
func IsPage(file string, data []byte) bool {
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".html" || ext == ".htm" || bytes.HasPrefix(start, []byte("<"))
}

// markdown is what text that is pasted has at its head, or in a link, only if it is Markdown.
var markdown = regexp.MustCompile(`\A\s*(?:#{1,6} \S|---[ \t]*\r?\n\w[\w-]*:|\+\+\+[ \t]*\r?\n\w[\w-]* *=)|\]\(https?://`)

// fromMarkdown returns an article in Markdown as the page that sourcemark render makes of it, so that a check stands on the
// same words here and there; and anything else as it is. A file is Markdown by its name, what is pasted by its signs.
func fromMarkdown(file string, data []byte) []byte {
	if IsPage(file, data) || !channel.IsMarkdown(file) && (file != "" || !markdown.Match(data)) {
		return data
	}
	page, _, err := channel.FromMarkdown(data, channel.OnPage)
	if err != nil { // another encoding: it is shown as text, for what it is
		return data
	}
	return page
}

// paged returns a text as a page with a title, which is a heading where the text has it.
func paged(title string, t *claims.Text) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html><html><head><meta charset="utf-8"><title>%s</title><style>`+
		`body { max-width: 660px; margin: 40px auto; padding: 0 20px; font: 1.1rem/1.6 Charter, Georgia, serif }`+
		`h1 { font-size: 1.9rem; line-height: 1.2 }`+
		`</style></head><body><article>`,
		html.EscapeString(title))
	for _, s := range t.Blocks() {
		element := "p"
		if cleaned(t.Slice(s)) == title {
			element = "h1"
		}
		fmt.Fprintf(&b, "<%s dir=auto>%s</%[1]s>\n", element, html.EscapeString(t.Slice(s)))
	}
	b.WriteString("</article></body></html>")
	return b.Bytes()
}

// A Spot is where a record stands in an article, or does not.
type Spot struct {
	Record  *claims.Record
	Edition *claims.Edition // with the anchor in the article's language
	claims.Place
}

// Places returns where the records of a dossier stand, drafts too, in the order of the file: those that are anchored in
// this edition of the article and not withdrawn. A dossier that cannot be read has none.
func (a *Article) Places(d *claims.Dossier) []Spot {
	a.mu.Lock()
	defer a.mu.Unlock()
	if d == nil {
		return nil
	}
	var out []Spot
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range list {
			r := &list[i]
			if e := d.EditionIn(a.text, r); r.Status != claims.Withdrawn && e != nil && e.Anchor.Exact != "" {
				out = append(out, Spot{r, e, a.text.Place(e.Anchor)})
			}
		}
	}
	return out
}

// Drawn returns what the desk shows of the article, with the checks of a dossier, drafts among them: whoever writes one
// needs to see it. Without a dossier, or with an error, it returns the article without them. The style sheets are at an
// address.
func (a *Article) Drawn(d *claims.Dossier, stylesheet string) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if d == nil {
		return a.drawn.Source, nil
	}
	return annotated(a.drawn, stylesheet, d)
}

// annotated returns a page with the checks and drafts of dossiers, in its language or else in theirs.
func annotated(p *article.Page, stylesheet string, dossiers ...*claims.Dossier) ([]byte, error) {
	tags := []string{p.Text.Spoken()}
	var all []*claims.Dossier
	for _, d := range dossiers {
		with := *d
		with.Records = append(with.Records[:len(with.Records):len(with.Records)], with.Drafts...)
		all, tags = append(all, &with), append(tags, d.Language)
	}
	l, err := lang.Load(lang.Choose(tags...))
	if err != nil {
		return p.Source, err
	}
	return p.Annotate(&web.View{Lang: l, Report: checkerOf(all...).Check(p.Text)}, article.Options{Stylesheet: stylesheet})
}

// checkerOf returns a checker that knows which English words may stand for one another, and suggests.
func checkerOf(dossiers ...*claims.Dossier) *claims.Checker {
	c := claims.New(dossiers...)
	c.InOtherWords(english.Words)
	c.ForEditors()
	return c
}
