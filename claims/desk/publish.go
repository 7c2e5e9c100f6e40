package desk

import (
	"cmp"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records/export"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// Publish writes a dossier without its drafts, and the page of its article with the checks in it, into the folder that
// PublishInto has chosen: all of it, or nothing. over is that of a Foreign that Publish has returned before, else "". The
// error is *Hindered, *Foreign, that of the dossier, or one of the disk.
func (f *Folder) Publish(name, over string) (*Publication, error) {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	r, err := f.ready(name)
	if err != nil {
		return nil, err
	}
	return f.publish(r, over)
}

// publishChanged publishes a dossier if it is not published as it is now, or only looks whether it is. It reports whether
// it was not. The error is that of Publish.
func (f *Folder) publishChanged(name string, look bool) (bool, error) {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	r, err := f.ready(name)
	if err != nil {
		return false, err
	}
	all := f.Publications(name)
	if len(all) > 0 && all[0].Folder == f.Out() && !all[0].When.IsZero() && all[0].Of == madeOf(r.data, r.article) {
		return false, nil
	}
	if !look {
		_, err = f.publish(r, "")
	}
	return err == nil, err
}

// A readied is a dossier as it may be published now.
type readied struct {
	name    string
	data    []byte // of its file
	dossier *claims.Dossier
	article *Article // nil if there is none
}

// ready returns a dossier as it may be published now. The error is *Hindered, that of the dossier, or one of the disk.
func (f *Folder) ready(name string) (*readied, error) {
	file, err := f.file(name)
	if err != nil {
		return nil, err
	}
	data, err := disk.Read(file)
	if err != nil {
		return nil, err
	}
	a, err := f.Article(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	data, d, err := f.release(name, data, a)
	return &readied{name, data, d, a}, err
}

// publish publishes a dossier. f.publishing is held.
func (f *Folder) publish(r *readied, over string) (*Publication, error) {
	name, data, a := r.name, r.data, r.article
	out := &Publication{Dossier: name, Folder: f.Out(), Records: name, Of: madeOf(data, a), Why: fs.ErrNotExist}
	var page []byte
	if a != nil {
		page, out.Why = a.published(r.dossier, strings.Repeat("../", strings.Count(name, "/"))+"sourcemark/sourcemark.css")
	}
	var files []disk.File
	if out.Why == nil {
		out.Page = strings.TrimSuffix(name, ".json") + ".html"
		files = []disk.File{
			{Name: "sourcemark/sourcemark.css", Data: []byte(web.RenderedCSS + web.EndnotesCSS)},
			{Name: "sourcemark/sourcemark.card.css", Data: []byte(web.CardCSS + web.PopoverCSS)},
			{Name: "sourcemark/sourcemark.part.css", Data: []byte(web.PartCSS)},
			{Name: out.Page, Data: page},
		}
	}
	files = append(files, disk.File{Name: out.Records, Data: data})
	root, dir, err := f.open(out.Folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var stale []string // a page that cannot be made any more: its checks are those of before
	for _, p := range f.Publications(name) {
		if p.Folder == out.Folder && p.Page != "" && out.Page == "" {
			stale = []string{p.Page}
		}
	}
	if err := f.foreign(root, out.Folder, files, stale, over); err != nil {
		return nil, err
	}
	begun := *out
	if begun.Page == "" && stale != nil {
		begun.Page = stale[0]
	}
	if err := begun.keep(f.store); err != nil { // without a time: if this is not finished, the page says so
		return nil, err
	}
	if err := f.write(root, dir, out.Folder, files); err != nil {
		return nil, err
	}
	for _, file := range stale {
		if err := f.takeOut(root, out.Folder, file); err != nil {
			return nil, err
		}
	}
	out.When = f.Today()
	return out, out.keep(f.store)
}

// madeOf returns the hash of what is published and of the article.
func madeOf(data []byte, a *Article) string {
	of := hashOf(data)
	if a != nil {
		of = hashOf([]byte(of + a.Hash))
	}
	return of
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
	Out     string // the folder
	Path    string // of it
	Typed   string // the name of another one that was refused
	Trouble string // why
	Foreign *Foreign
	Again   string // what would be done to foreign files: "publish", or "unpublish" in the folder Typed
	Tag     string // for the page of the article, which needs no page of ours then
	Done    *Publication
	NoPage  string // why there is no page in it, or nothing on it
	Stands  []standing
}

// A standing is where a dossier is published.
type standing struct {
	*Publication
	Words   string // when
	Here    bool   // in the chosen folder
	Changed bool   // the dossier or the article is another one since
	Open    string // the address of its page; "" if there is none
}

// Broken reports whether writing was interrupted.
func (s standing) Broken() bool { return s.When.IsZero() }

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
	released, _, err := s.folder.release(d.Name, file, a)
	if errors.As(err, &back) {
		data.Back = v.hindranceRows(d, back)
	} else if err != nil {
		return err
	}
	of := madeOf(released, a)
	data.Shown, data.Drafts, data.Out = shown{v, d}, v.draftRows(d), s.folder.Out()
	data.Path = s.folder.path(data.Out)
	for _, p := range s.folder.Publications(d.Name) {
		x := s.standing(v, p)
		x.Changed = p.Of != of
		data.Stands = append(data.Stands, x)
	}
	v.Headline, v.Title = data.Shown.Headline(), v.Say("publish")
	data.Tag = `<script async src="/sourcemark/sourcemark.js" data-records="/sourcemark/` +
		(&url.URL{Path: d.Name}).EscapedPath() + `"></script>`
	return v.show(status, "publish", data)
}

// standing returns where a dossier is published, but for whether it has changed since.
func (s *Server) standing(v *visit, p *Publication) standing {
	x := standing{Publication: p, Here: p.Folder == s.folder.Out(), Words: v.Say("publish-broken")}
	if !x.Broken() {
		x.Words = v.Say("publish-since", v.Date(p.When.Format(time.DateOnly)))
	}
	if x.Here && p.Page != "" {
		x.Open = v.address("published", p.Page)
	}
	return x
}

// path returns the whole path of a folder that dossiers are published into.
func (f *Folder) path(to string) string {
	if filepath.IsAbs(to) {
		return to
	}
	return filepath.Join(f.dir, filepath.FromSlash(to))
}

// publish publishes a dossier.
func (s *Server) publish(v *visit) error {
	p, err := s.folder.Publish(v.name(), v.r.PostFormValue("over"))
	var back *Hindered
	var foreign *Foreign
	switch {
	case errors.As(err, &back):
		return s.showPublish(v, http.StatusUnprocessableEntity, &publishData{Refused: true})
	case errors.As(err, &foreign):
		return s.showPublish(v, http.StatusConflict, &publishData{Foreign: foreign, Again: "publish"})
	case err != nil:
		return err
	}
	data := &publishData{Done: p}
	switch {
	case errors.Is(p.Why, fs.ErrNotExist):
		data.NoPage = v.Say("no-article")
	case p.Why != nil:
		data.NoPage = v.Say("publish-refused")
	default:
		if d, err := s.folder.Dossier(p.Dossier); err == nil && d.Last("") {
			data.NoPage = v.Say("withdraw-last")
		}
	}
	return s.showPublish(v, http.StatusOK, data)
}

// unpublish takes what was published out of a folder.
func (s *Server) unpublish(v *visit) error {
	folder := v.r.PostFormValue("folder")
	err := s.folder.Unpublish(v.name(), folder, v.r.PostFormValue("over"))
	var foreign *Foreign
	switch {
	case errors.As(err, &foreign):
		return s.showPublish(v, http.StatusConflict, &publishData{Foreign: foreign, Again: "unpublish", Typed: folder})
	case errors.Is(err, NotPublished):
		return v.then(v.address("publish", v.name()), "unchanged", "")
	case err != nil:
		return err
	}
	return v.then(v.address("publish", v.name()), "unpublished", folder)
}

// publishInto chooses the folder.
func (s *Server) publishInto(v *visit) error {
	to := strings.TrimSpace(v.r.PostFormValue("folder"))
	trouble := "publish-folder-out"
	switch err := s.folder.PublishInto(to); {
	case errors.Is(err, HasDossiers):
		trouble = "publish-folder-dossiers"
	case err == nil:
		return v.then(v.address("publish", v.name()), "publish-folder-kept", s.folder.Out())
	}
	return s.showPublish(v, http.StatusUnprocessableEntity, &publishData{Typed: to, Trouble: v.Say(trouble)})
}

// What was published is a page of its own, in which no script runs, and whose links to sources open.
const publishedPolicy = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
	"style-src 'self' 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'none'"

// published serves what was published as readers get it, but for scripts and what is elsewhere.
func (s *Server) published(v *visit) error {
	to := s.folder.Out()
	name := v.name()
	if len(s.folder.written(to, name)) == 0 { // nothing else of the folder, which may be any one
		return None
	}
	root, _, err := s.folder.open(to)
	if err != nil {
		return err
	}
	defer root.Close()
	data, err := root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return None
	} else if err != nil {
		return err
	}
	kind := map[string]string{".css": "text/css", ".html": "text/html"}[path.Ext(name)]
	v.w.Header().Set("Content-Security-Policy", publishedPolicy)
	v.w.Header().Set("Content-Type", cmp.Or(kind, "text/plain")+"; charset=utf-8")
	_, err = v.w.Write(data)
	return err
}
