package main

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/web/article"
)

// A page may have several articles that stand elsewhere by themselves: a front page, a page that goes on with the next
// story. Each gets the dossiers of its own address, as the engine finds it (claims.Text.Elsewhere). Which articles a page
// has is known only once it was read. So it is remembered, for the next request to go by before the page has come; and a
// page about which there is nothing is read now and then, for it may have become one.

// A front is which articles a page had when it was read last.
type front struct {
	articles []string
	when     time.Time
}

// mostSought is for how many articles of a page dossiers are looked for: with what else a page takes, that stays below
// the fifty requests that a worker may make for one.
const mostSought = 30

// mostFronts is of how many pages that is remembered: some bytes each, or a few kilobytes of a front page.
const mostFronts = 1000

// seen returns which articles a page had; known is false if it is to be read for that.
func (s *server) seen(page *url.URL) (articles []string, known bool) {
	f, ok := s.fronts.get(page.String())
	switch {
	case !ok:
		return nil, false
	case f.articles == nil:
		return nil, s.store.now().Sub(f.when) < stalest
	}
	return f.articles, true
}

// recordsOn returns the dossiers for a page: those about it, and those about its articles, as far as these are known. If
// they are not, and there may be dossiers about them, it returns a set without any; nil if the page need not be read.
func (s *server) recordsOn(ctx context.Context, page *url.URL) (*dossierSet, error) {
	articles, known := s.seen(page)
	set, err := s.store.forPage(ctx, page, articles...)
	if set == nil && !known && s.store.hasOthers() {
		set = s.store.combine("", nil)
	}
	return set, err
}

// hintsFor returns what is known of a page before it is read, nil for one without an address.
func (s *server) hintsFor(page *url.URL, set *dossierSet) article.Hints {
	hints := s.hints
	hints.Decode = decodeLegacy
	if page == nil || set == nil {
		return hints
	}
	var dossiers []*claims.Dossier
	for _, d := range set.dossiers {
		dossiers = append(dossiers, d.Dossier)
	}
	return hints.For([]string{page.String()}, dossiers...)
}

// withArticles returns the dossiers for a page that was read, which are set and those about its articles.
func (s *server) withArticles(r *http.Request, page *url.URL, t *claims.Text, set *dossierSet) *dossierSet {
	if page == nil {
		return set
	}
	t.Addresses = []string{page.String()}
	with, err := s.store.forPage(r.Context(), page, t.Elsewhere()...)
	if err != nil {
		s.log("%s: %v", page.Path, err)
	}
	if with == nil {
		return set
	}
	return with
}

// empty reports whether a set has nothing for any page.
func (x *dossierSet) empty() bool { return x == nil || len(x.dossiers) == 0 && !x.linked }

// hasOthers reports whether there may be dossiers about addresses that nobody has asked for yet.
func (s *store) hasOthers() bool {
	for _, d := range s.bundle {
		if len(d.Pages()) > 0 {
			return true
		}
	}
	return s.published != nil || s.database != nil
}

// beside returns a set, which may be nil, with the dossiers of articles of its page. The error says what kept it from
// returning the newest.
func (s *store) beside(ctx context.Context, page *url.URL, x *dossierSet, articles []string) (*dossierSet, error) {
	var addresses []string
	seen := map[string]bool{page.String(): true}
	for _, a := range articles {
		u, err := url.Parse(a)
		if err != nil || u.Host != "" && !strings.EqualFold(u.Host, page.Host) {
			continue
		}
		u = s.canonical(page.ResolveReference(u))
		if a = u.String(); !seen[a] && len(addresses) < mostSought {
			seen[a] = true
			addresses = append(addresses, a)
		}
	}
	sets, asked := make([]*dossierSet, len(addresses)), make(chan error)
	for i, a := range addresses {
		go func() {
			var err error
			sets[i], err = s.ofPage(ctx, a)
			asked <- err
		}()
	}
	var failed error
	for range addresses {
		if err := <-asked; err != nil {
			failed = err
		}
	}
	var dossiers []*dossier
	from := ""
	if x != nil {
		dossiers, from = append(dossiers, x.dossiers...), x.from
	}
	n := len(dossiers)
	for _, d := range dossiers {
		seen[d.version] = true
	}
	for i, y := range sets {
		if y == nil {
			continue
		}
		for _, d := range y.dossiers {
			if len(d.Pages()) == 0 {
				if y.from == "bundle" { // which is tried on every page
					continue
				}
				d = d.at(addresses[i])
			}
			if !seen[d.version] {
				seen[d.version] = true
				dossiers = append(dossiers, d)
			}
		}
		if from == "" {
			from = y.from
		}
	}
	if len(dossiers) == n {
		return x, failed
	}
	return s.combine(from, dossiers), failed
}

// at returns a dossier that was published for an article, and names none, as one about it.
func (d *dossier) at(article string) *dossier {
	about := *d.Dossier
	about.About.URL = article
	return &dossier{&about, d.data, d.version + article}
}
