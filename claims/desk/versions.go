package desk

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
)

// The desk keeps each version of an article at its first sight: when it is fetched, pasted or taken over, and when a file
// beside the dossier is another one than before. So the one before an edit is there, whoever made the edit. Whole files
// are kept, not their words alone: a version that was taken over by mistake is used again as it was.

// mostVersions is how many versions of an article are kept: a story that is updated each hour of a working day. A version
// takes a fifth of the file; who looks for an older one looks in an archive.
const mostVersions = 12

// A Printing is an article as the desk saw it once.
type Printing struct {
	Number int // of this dossier, from 1
	When   time.Time

	hash string
	file string // its name in the store
}

// versionTime is a time in the name of a file, which no system refuses.
const versionTime = "20060102T150405Z"

// Printings returns the versions of an article that are kept, the oldest first.
func (f *Folder) Printings(name string) ([]Printing, error) {
	entries, err := os.ReadDir(f.store.path("versions", name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var out []Printing
	for _, e := range entries {
		p := Printing{file: e.Name()}
		parts := strings.Split(strings.TrimSuffix(e.Name(), ".gz"), "-")
		if len(parts) != 3 || !e.Type().IsRegular() {
			continue
		}
		p.hash = strings.TrimSuffix(parts[2], filepath.Ext(parts[2]))
		_, err := fmt.Sscanf(parts[0], "%06d", &p.Number)
		if err == nil {
			p.When, err = time.Parse(versionTime, parts[1])
		}
		if err == nil { // else it was put there by other hands
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Printing) int { return a.Number - b.Number })
	return out, nil
}

// seen reads the article of a dossier, and keeps this version. Of two who read it at once, each keeps what was there at its
// turn, so that the versions are in their order.
func (f *Folder) seen(name, file string) ([]byte, error) {
	f.printing.Lock()
	defer f.printing.Unlock()
	data, err := disk.Read(file)
	if err == nil {
		_ = f.keepVersion(name, file, data) // on a disk that is full, the article is read all the same
	}
	return data, err
}

// keepVersion keeps an article, unless it is the one that was kept last. f.printing is held.
func (f *Folder) keepVersion(name, file string, data []byte) error {
	all, err := f.Printings(name)
	if err != nil {
		return err
	}
	p := Printing{Number: 1, hash: hashOf(data)}
	if n := len(all); n > 0 {
		if all[n-1].hash == p.hash {
			return nil
		}
		p.Number = all[n-1].Number + 1
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed) // a first look at a folder waits for all of its articles
	if err != nil {
		return err
	}
	z.Write(data)
	if err := z.Close(); err != nil {
		return err
	}
	ext := ".html"
	if !IsPage(file, data) {
		ext = ".txt"
	}
	p.file = fmt.Sprintf("%06d-%s-%s%s.gz", p.Number, f.Today().UTC().Format(versionTime), p.hash, ext)
	if err := f.store.write(b.Bytes(), "versions", name, p.file); err != nil {
		return err
	}
	for _, old := range all[:max(0, len(all)-mostVersions+1)] {
		os.Remove(f.store.path("versions", name, old.file))
	}
	return nil
}

// version returns a version of an article, and its file. The error is None, or one of the disk.
func (f *Folder) version(name string, number int) (*Article, []byte, error) {
	all, err := f.Printings(name)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(all, func(p Printing) bool { return p.Number == number })
	if i < 0 {
		return nil, nil, None
	}
	file, err := disk.Open(f.store.path("versions", name, all[i].file))
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, nil, err
	}
	const most = 1 << 26 // bytes; a form takes a fourth of that
	data, err := io.ReadAll(io.LimitReader(z, most))
	if err == nil && hashOf(data) != all[i].hash {
		err = errors.New("this version of the article is damaged")
	}
	if err != nil {
		return nil, nil, err
	}
	return f.readVersion(name, strings.TrimSuffix(all[i].file, ".gz"), data), data, nil
}

// readVersion reads an article as the one of a dossier.
func (f *Folder) readVersion(name, file string, data []byte) *Article {
	f.mu.Lock()
	d := f.dossiers[name]
	f.mu.Unlock()
	a := readArticle(file, data, d)
	a.Hash = hashOf(data)
	return a
}

// Offer keeps an article, HTML or text, that may become the next version of the one of a dossier, and reports whether
// its words are any others than that one's.
func (f *Folder) Offer(name string, data []byte) (bool, error) {
	if _, err := f.file(name); err != nil {
		return false, err
	}
	if !IsPage("", data) {
		data = paged("", claims.Plain(string(data)))
	}
	next := f.readVersion(name, name+".html", data)
	if strings.TrimSpace(next.text.String()) == "" {
		return false, NoArticle
	}
	a, err := f.Article(name)
	if err == nil && slices.Equal(a.paragraphs(), next.paragraphs()) {
		return false, f.Decline(name)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	return true, f.store.write(data, "offered", name+".html")
}

// Offered returns what Offer has kept; fs.ErrNotExist if it is nothing.
func (f *Folder) Offered(name string) (*Article, error) {
	data, err := disk.Read(f.store.path("offered", name+".html"))
	if err != nil {
		return nil, err
	}
	return f.readVersion(name, name+".html", data), nil
}

// Decline takes away what Offer has kept.
func (f *Folder) Decline(name string) error {
	err := os.Remove(f.store.path("offered", name+".html"))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err
}

// Accept makes what was offered the article of a dossier. hash is its Hash as it was looked at; the error is None if
// another one is offered by now.
func (f *Folder) Accept(name, hash string) error {
	data, err := disk.Read(f.store.path("offered", name+".html"))
	if errors.Is(err, fs.ErrNotExist) || err == nil && hashOf(data) != hash {
		return None
	} else if err != nil {
		return err
	}
	if err := f.putArticle(name, data); err != nil {
		return err
	}
	return f.Decline(name)
}

// UseAgain makes a version that is kept the article of a dossier once more.
func (f *Folder) UseAgain(name string, number int) error {
	_, data, err := f.version(name, number)
	if err != nil {
		return err
	}
	return f.putArticle(name, data)
}

// putArticle replaces the article of a dossier where it is: beside it, or in the store.
func (f *Folder) putArticle(name string, data []byte) error {
	a, err := f.Article(name) // which keeps this version, if none has looked at it yet
	if errors.Is(err, fs.ErrNotExist) || err == nil && a.File == f.store.path("articles", name+".html") {
		return f.KeepArticle(name, data)
	} else if err != nil {
		return err
	}
	if isText := strings.EqualFold(filepath.Ext(a.File), ".txt"); isText && IsPage("", data) {
		data = []byte(strings.Join(f.readVersion(name, ".html", data).paragraphs(), "\n\n") + "\n")
	} else if !isText && !IsPage("", data) {
		data = paged("", claims.Plain(string(data)))
	}
	if _, err := disk.Replace(a.File, func([]byte) ([]byte, error) { return data, nil }); err != nil {
		return err
	}
	_, err = f.Article(name) // at once: another may follow
	return err
}

// paragraphs returns the words of an article.
func (a *Article) paragraphs() (out []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range a.text.Blocks() {
		out = append(out, a.text.Slice(s))
	}
	return out
}
