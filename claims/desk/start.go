package desk

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/links"
	"sourcemark/claims/records/lint"
	"sourcemark/claims/records/proof"
)

// NoArticle is the error for something to start with in which there are no words of an article.
var NoArticle = errors.New("there is no article in this")

// A Beginning is an article that is to be checked.
type Beginning struct {
	Article []byte // HTML or text
	URL     string // of the article; "" to take what it says of itself
	House   string // who publishes the checks
}

// Start makes a dossier without checks for an article, keeps the article, and returns the dossier's name. If the folder
// has a dossier about the address of the article, that one is given this version of it. What verdicts mean is taken from
// the dossier of the folder that was changed last, in the same language; else it is what most desks mean by them.
// The error is NoArticle, or one of the disk.
func (f *Folder) Start(b Beginning) (name string, err error) {
	var said about.Page
	if IsPage("", b.Article) {
		said = about.Of(charset.Page(b.Article, ""))
	}
	t := readArticle("", b.Article, nil).text
	if strings.TrimSpace(t.String()) == "" {
		return "", NoArticle
	}
	said.URL = cmp.Or(b.URL, said.URL)
	language := cmp.Or(t.Spoken(), "en")
	h := proof.Head(t, said, language, f.today())
	h.Publisher = b.House
	const longest = 150 // bytes of a first paragraph that may be a headline
	if first := charset.Visible(t.Slice(t.Blocks()[0])); h.Headline == "" && len(first) <= longest {
		h.Headline = cleaned(first)
	}
	if records.Words(h.Headline) != nil { // which no dossier may have
		h.Headline = ""
	}
	var last *Dossier
	all, _ := f.Dossiers()
	for _, d := range all {
		switch {
		case d.Dossier == nil:
		case h.URL != "" && d.About.URL == h.URL:
			return d.Name, f.KeepArticle(d.Name, b.Article)
		case d.Language == language && (last == nil || d.Modified > last.Modified):
			last = d
		}
	}
	for class := claims.Against; class <= claims.Neither; class++ {
		if h.Verdicts[class] = lint.UsualVerdicts(language, class); last != nil {
			h.Verdicts[class] = last.Verdicts[class]
		}
		h.Verdicts[class] = append([]string{}, h.Verdicts[class]...) // nil would be a placeholder
	}
	stem := fileName(cmp.Or(h.Headline, language+" "+f.today()))
	for n := 1; ; n++ {
		if name = stem + ".json"; n > 1 {
			name = fmt.Sprintf("%s-%d.json", stem, n)
		}
		h.File = name
		file := filepath.Join(f.dir, name)
		if _, err := os.Lstat(file); err == nil {
			continue
		}
		if err := disk.Write(file, edit.New(h), false); err != nil {
			return "", err
		}
		if _, err := f.Dossier(name); err != nil { // so that whoever starts it once more finds it
			return "", err
		}
		return name, f.KeepArticle(name, b.Article)
	}
}

// fileName returns the name of a file for a headline, in letters and digits of any script.
func fileName(headline string) string {
	const most = 60 // bytes: lists show it whole, and every file system takes it
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(match.Fold(headline).S, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		if b.Len()+len("-")+len(word) > most {
			if b.Len() == 0 { // scripts that do not part words
				b.WriteString(strings.ToValidUTF8(word[:most], ""))
			}
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(word)
	}
	return cmp.Or(b.String(), "article")
}

// What the form shows that a new article is given in.
type startData struct {
	Typed, House string
	AskHouse     bool   // since no dossier of the folder says who publishes the checks
	Trouble      string // why nothing was begun
	Saved        bool   // it may be had as a file
}

// house returns who publishes the checks of the folder; "" if no dossier says so.
func (f *Folder) house() string {
	all, _ := f.Dossiers()
	for _, d := range all {
		if d.Dossier != nil && d.Publisher.Name != "" && !strings.HasPrefix(d.Publisher.Name, lint.Placeholder) {
			return d.Publisher.Name
		}
	}
	return ""
}

// starting returns the form as it is at first.
func (s *Server) starting() *startData {
	house := s.folder.house()
	return &startData{House: house, AskHouse: house == ""}
}

// start shows where a new article is given.
func (s *Server) start(v *visit) error {
	return v.show(http.StatusOK, "start", map[string]any{"Start": s.starting()})
}

// begin takes a new article: an address, a text, a page, or a file.
func (s *Server) begin(v *visit) error {
	data := s.starting()
	data.Typed = strings.TrimSpace(v.r.PostFormValue("article"))
	if house := cleaned(v.r.PostFormValue("house")); house != "" {
		data.House = house
	}
	again := func(trouble string) error {
		data.Trouble = trouble
		return v.show(http.StatusUnprocessableEntity, "start", map[string]any{"Start": data})
	}
	b := Beginning{Article: fromMarkdown("", []byte(data.Typed)), House: data.House}
	file, header, err := v.r.FormFile("file")
	switch {
	case err == nil:
		defer file.Close()
		if b.Article, err = io.ReadAll(file); err != nil {
			return err
		}
		if blocks, trouble, ok, err := links.PaperOf(v.r.Context(), b.Article); err != nil {
			return err
		} else if trouble != "" {
			return again(v.Say(troubles[trouble][0]) + " " + v.Say("start-paste"))
		} else if ok {
			b.Article = []byte(strings.Join(blocks, "\n\n"))
		} else {
			b.Article = fromMarkdown(header.Filename, b.Article)
		}
	case looksLikeAddress(data.Typed) || strings.HasPrefix(data.Typed, "www."):
		p, err := s.folder.sources.visitor.Fetch(v.r.Context(), data.Typed)
		if err != nil {
			return err
		}
		if p.HTML == nil {
			data.Saved = troubles[p.Trouble][1] == "next-paste"
			return again(v.Say(troubles[p.Trouble][0]) + " " + v.Say("start-paste"))
		}
		b.Article, b.URL = p.HTML, p.Address
	}
	if records.Words(data.House) != nil || data.House == "" {
		return again(v.Say("start-house-needed"))
	}
	name, err := s.folder.Start(b)
	if errors.Is(err, NoArticle) {
		return again(v.Say("start-none"))
	} else if err != nil {
		return err
	}
	view := "queue"
	if lost, err := s.folder.Lost(name); err == nil && len(lost) > 0 { // an edited article: its checks come first
		view = "lost"
	}
	return v.then(v.address(view, name), "article-kept", "")
}
