package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records/export"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// publicName is the folder, in that of the dossiers, that goes onto a site: pages with their checks, and the dossiers
// without their drafts.
const publicName = "public"

// A Publication is what Publish has written, by names in the folder of the dossiers.
type Publication struct {
	Records string
	Page    string // "" if there is none
	Why     error  // why there is no page: fs.ErrNotExist without an article, or one of article's refusals
}

// Publish writes a dossier without its drafts, and the page of its article with the checks in it, into the folder
// public. The error is *Hindered, that of the dossier, or one of the disk.
func (f *Folder) Publish(name string) (*Publication, error) {
	file, err := f.file(name)
	if err != nil {
		return nil, err
	}
	data, err := disk.Read(file)
	if err != nil {
		return nil, err
	}
	a, noArticle := f.Article(name)
	if noArticle != nil && !errors.Is(noArticle, fs.ErrNotExist) {
		return nil, noArticle
	}
	data, d, err := f.release(name, data, a)
	if err != nil {
		return nil, err
	}
	out := &Publication{Records: path.Join(publicName, name)}
	var page []byte
	if out.Why = noArticle; a != nil {
		page, out.Why = a.published(d, strings.Repeat("../", strings.Count(name, "/"))+"sourcemark/sourcemark.css")
	}
	if out.Why == nil {
		out.Page = strings.TrimSuffix(out.Records, ".json") + ".html"
		for to, text := range map[string]string{out.Page: string(page),
			publicName + "/sourcemark/sourcemark.css":      web.RenderedCSS + web.EndnotesCSS,
			publicName + "/sourcemark/sourcemark.card.css": web.CardCSS + web.PopoverCSS,
			publicName + "/sourcemark/sourcemark.part.css": web.PartCSS} {
			if err := f.publish(to, []byte(text)); err != nil {
				return nil, err
			}
		}
	}
	return out, f.publish(out.Records, data) // last: what cannot be finished leaves the checks of before
}

// publish writes a file that may be there from the last time.
func (f *Folder) publish(name string, data []byte) error {
	root, err := os.OpenRoot(f.dir) // out of which no link leads
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	to := filepath.Join(f.dir, filepath.FromSlash(name))
	return disk.Write(to, data, true)
}

// published returns the article with the checks of a dossier as readers get it.
func (a *Article) published(d *claims.Dossier, stylesheet string) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := claims.New(d)
	c.InOtherWords(english.Words)
	report := c.Check(a.text)
	at := d.About.URL
	report.OfPage(at)
	l, err := lang.Load(lang.Choose(a.page.Language, a.text.Spoken(), d.Language))
	if err != nil {
		return nil, err
	}
	o := article.Options{Stylesheet: stylesheet}
	if at != "" {
		o.Markup = export.PageMarkup(at, report)
	}
	return a.page.Annotate(&web.View{Lang: l, Report: report}, o)
}

// What the view shows from which a dossier is published.
type publishData struct {
	Shown   shown
	Refused bool // it was tried
	Back    []hindranceRow
	Drafts  []draftRow
	Tag     string       // for the page of the article, which needs no page of ours then
	Done    *Publication // what was written; nil before
	NoPage  string       // why there is no page in it
}

// publishing shows what would be published.
func (s *Server) publishing(v *visit) error {
	v.hear()
	return s.showPublish(v, http.StatusOK, new(publishData))
}

func (s *Server) showPublish(v *visit, status int, data *publishData) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	file, err := s.folder.Bytes(d)
	if err != nil {
		return err
	}
	a, err := s.folder.Article(d.Name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var back *Hindered
	if _, _, err := s.folder.release(d.Name, file, a); errors.As(err, &back) {
		data.Back = v.hindranceRows(d, back)
	} else if err != nil {
		return err
	}
	data.Shown, data.Drafts = shown{v, d}, v.draftRows(d)
	v.Headline, v.Title = data.Shown.Headline(), v.Say("publish")
	data.Tag = `<script async src="/sourcemark/sourcemark.js" data-records="/sourcemark/` +
		(&url.URL{Path: d.Name}).EscapedPath() + `"></script>`
	return v.show(status, "publish", data)
}

// publish publishes a dossier.
func (s *Server) publish(v *visit) error {
	p, err := s.folder.Publish(v.name())
	var back *Hindered
	data := &publishData{Done: p}
	switch {
	case errors.As(err, &back):
		data.Refused = true
		return s.showPublish(v, http.StatusUnprocessableEntity, data)
	case err != nil:
		return err
	case errors.Is(p.Why, fs.ErrNotExist):
		data.NoPage = v.Say("no-article")
	case p.Why != nil:
		data.NoPage = v.Say("publish-refused")
	}
	return s.showPublish(v, http.StatusOK, data)
}
