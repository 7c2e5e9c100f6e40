package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/links"
)

// A Known is a source that the folder has: dossiers that cite the same page cite the same source.
type Known struct {
	claims.Source          // as the dossier has it that read it last
	In            string   // that dossier
	Dossiers      []string // all that have it
	Excerpts      []string // what they quote of it, each once

	folded string // what is searched
}

// sources is what a folder knows about sources.
type sources struct {
	visitor *links.Visitor

	mu       sync.Mutex
	gathered map[string]gathered // by dossier
}

// A gathered is the sources of a dossier whose file has a hash.
type gathered struct {
	hash string
	all  []*Known
}

// Visit says with what manners sources are fetched.
func (f *Folder) Visit(m links.Manners) { f.sources.visitor = links.NewVisitor(m) }

// Fetch reads a source on the web and keeps it, for [Folder.Fetched]. If its words cannot be had, and were kept earlier,
// it returns these; what is the matter is the page's Trouble in any case. The error is that of ctx, or one of the disk.
func (f *Folder) Fetch(ctx context.Context, address string) (*links.Page, error) {
	p, err := f.sources.visitor.Fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	if p.Blocks == nil {
		if old := f.Fetched(p.Asked); old != nil && old.Blocks != nil {
			old.Trouble, old.Why = p.Trouble, p.Why
			return old, nil
		}
	}
	if p.Trouble == links.NoAddress || p.Trouble == links.Private {
		return p, nil
	}
	data, err := json.MarshalIndent(p, "", "  ")
	for _, a := range p.Addresses() {
		if err == nil {
			err = f.store.write(data, "sources", links.FileOf(a))
		}
	}
	return p, err
}

// Load returns what is at an address, to be imported, and what is the matter with it. It is kept nowhere.
func (f *Folder) Load(ctx context.Context, address string) ([]byte, links.Trouble, error) {
	return f.sources.visitor.Load(ctx, address)
}

// Fetched returns a source as it was fetched last; nil if it was not.
func (f *Folder) Fetched(address string) *links.Page {
	return links.Kept(f.store.path("sources"), address)
}

// Links returns what "sourcemark links" has found of the addresses of a dossier when it was last run, by address; nil if
// it was not.
func (f *Folder) Links(name string) map[string]links.Link {
	file, err := f.file(name)
	if err != nil {
		return nil
	}
	data, err := disk.Read(links.Beside(file))
	if err != nil {
		return nil
	}
	r, err := links.Decode(file, data)
	if err != nil {
		return nil // another file of that name
	}
	out := map[string]links.Link{}
	for _, l := range r.Links {
		out[l.URL] = l
	}
	return out
}

// SourceOf returns what a page says of itself as a source that was read on a day.
func SourceOf(p *links.Page, today string) claims.Source {
	s := claims.Source{Type: "WebPage", Publisher: claims.Party{Name: p.Publisher}, Title: p.Title, URL: p.Address,
		Archived: p.Archived, Language: p.Language, Published: p.Published, Checked: today}
	if s.Published = s.Published[:min(len(s.Published), len("2026-03-12"))]; p.News { // the hour is of no use to readers
		s.Type = "NewsArticle"
	}
	return s
}

// Sources returns the sources of the folder that have all the words of a query in their publisher, title, address or
// excerpts, and how many there are; at most so many are returned. Those of one dossier come first, then those that most
// dossiers cite, then those that were read last.
func (f *Folder) Sources(query, first string, most int) (found []*Known, total int) {
	words := strings.Fields(match.Fold(query).S)
	byKey := map[string]*Known{}
	all, _ := f.Dossiers()
	for _, d := range all {
		for _, x := range f.sources.of(d) {
			if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(x.folded, w) }) {
				continue
			}
			k := byKey[x.key()]
			if k == nil {
				k = &Known{Source: x.Source, In: d.Name}
				byKey[x.key()] = k
				found = append(found, k)
			} else if x.Checked > k.Checked {
				k.Source, k.In = x.Source, d.Name
			}
			k.Dossiers = append(k.Dossiers, d.Name)
			for _, words := range x.Excerpts {
				k.quote(words)
			}
		}
	}
	own := func(k *Known) int {
		if slices.Contains(k.Dossiers, first) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found, func(a, b *Known) int {
		return cmp.Or(own(a)-own(b), len(b.Dossiers)-len(a.Dossiers), cmp.Compare(b.Checked, a.Checked),
			cmp.Compare(b.Published, a.Published))
	})
	return found[:min(len(found), most)], len(found)
}

// source returns a source of a dossier, with what the folder quotes of it; nil if there is none.
func (f *Folder) source(name, id string) *Known {
	all, _ := f.Sources("", name, math.MaxInt)
	for _, k := range all {
		if k.In == name && k.ID == id {
			return k
		}
	}
	return nil
}

// of returns the sources of a dossier. They are gathered again when its file is another one.
func (s *sources) of(d *Dossier) []*Known {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, ok := s.gathered[d.Name]; ok && g.hash == d.Hash {
		return g.all
	}
	g := gathered{hash: d.Hash}
	if d.Dossier != nil {
		byID := map[string]*Known{}
		for i := range d.Sources {
			k := &Known{Source: d.Sources[i]}
			k.quote(k.Excerpt.Text)
			byID[k.ID] = k
			g.all = append(g.all, k)
		}
		for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
			for i := range list {
				for _, c := range list[i].Citations {
					byID[c.Source.ID].quote(c.Excerpt.Text)
				}
				for _, v := range list[i].Versions {
					byID[v.Source.ID].quote(v.Excerpt.Text)
				}
			}
		}
		for _, k := range g.all {
			k.folded = match.Fold(strings.Join(append([]string{k.Publisher.Name, k.Title, k.URL, k.Archived},
				k.Excerpts...), "\n")).S
		}
	}
	if s.gathered == nil {
		s.gathered = map[string]gathered{}
	}
	s.gathered[d.Name] = g
	return g.all
}

// key tells sources apart.
func (k *Known) key() string { return cmp.Or(k.URL, k.Publisher.Name+"\x00"+k.Title) }

// quote takes note of words of a source.
func (k *Known) quote(words string) {
	const most = 20 // of one source; more would not be read
	if k != nil && words != "" && len(k.Excerpts) < most && !slices.Contains(k.Excerpts, words) {
		k.Excerpts = append(k.Excerpts, words)
	}
}
