package links

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"sourcemark/claims"
)

// Results are a dossier's links and the state of each: what a file of results holds.
type Results struct {
	Dossier string `json:"dossier"` // its file
	Links   []Link `json:"links"`

	// Unreached says why links that were not reached have not been judged; "" if all have been.
	Unreached string `json:"-"`
}

// A Link is an address and what became of it.
type Link struct {
	URL       string    `json:"url"`
	Of        []string  `json:"of"`        // where the dossier has it: "#s1 url"
	State     string    `json:"state"`     // ok, changed, redirected, drifted, dead or unclear
	Since     string    `json:"since"`     // when it was first found so; RFC 3339
	Checked   string    `json:"checked"`   // when it was last looked at
	Status    int       `json:"status"`    // of the last answer; 0 if there was none
	Why       string    `json:"why"`       // empty if it is ok
	Next      string    `json:"next"`      // what to do about it
	Redirects []string  `json:"redirects"` // where it led, in order
	Excerpts  []Excerpt `json:"excerpts"`  // what the dossier quotes of it

	// Changed are paragraphs around the excerpts that were other ones when the page was quoted, if that is known.
	Changed []Lost `json:"changed,omitempty"`

	kept    *Page // as it was quoted
	visited bool  // in this run
	away    bool  // it was not reached, which may be the fault of our own network
	unseen  bool  // and was
}

// Bad reports whether readers do not find what the dossier says is there.
func (l Link) Bad() bool { return l.State == "dead" || l.State == "drifted" }

// An Excerpt is words that are to be on a page.
type Excerpt struct {
	Words string `json:"words"`
	Lost  []Lost `json:"lost"` // what is not there any more
}

// A Lost passage is words between two cuts of an excerpt that are not on the page.
type Lost struct {
	Words string `json:"words"`
	Here  string `json:"here,omitempty"` // the sentences of the page that are nearest to them, if any are near
}

// A Look says how Check goes about it. The zero Look visits all.
type Look struct {
	Before Results                    // of an earlier look, from which the day is taken since when a link is in its state
	Since  time.Time                  // links that Before has seen after this are not visited again; all are if it is zero
	Kept   func(address string) *Page // returns a page as it was when it was quoted, or nil; itself nil for none
	Seen   func(done, all int)        // is called when one more of all links is done; nil for nobody
}

// Check visits the links of a dossier, several hosts at once, and returns their states. It stops with an error when ctx
// ends.
func (v *Visitor) Check(ctx context.Context, d *claims.Dossier, look Look) (Results, error) {
	out := Results{Links: linksOf(d)}
	now := v.now().UTC().Format(time.RFC3339)
	recent := look.Since.UTC().Format(time.RFC3339)
	byHost := map[string][]*Link{}
	for i := range out.Links {
		l := &out.Links[i]
		if old := look.Before.of(l); old != nil && !look.Since.IsZero() && old.Checked > recent {
			old.Of = l.Of
			*l = *old
			continue
		}
		u, err := url.Parse(l.URL)
		if err != nil {
			return Results{}, err // the reader would not have let it pass
		}
		byHost[u.Hostname()] = append(byHost[u.Hostname()], l)
	}
	const aside = 8 // hosts at once: they wait for us more than we for them
	slots := make(chan struct{}, aside)
	var hosts sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for _, links := range byHost {
		hosts.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			for _, l := range links {
				if look.Kept != nil {
					l.kept = look.Kept(l.URL)
				}
				v.check(ctx, l)
				l.visited = true
				l.Checked, l.Since = now, now
				if old := look.Before.of(l); old != nil && old.State == l.State {
					l.Since = old.Since
				}
				if look.Seen != nil {
					mu.Lock()
					done++
					look.Seen(done, len(out.Links))
					mu.Unlock()
				}
			}
		})
	}
	hosts.Wait()
	out.Unreached = v.network.excuse(ctx, out.Links)
	return out, ctx.Err()
}

// of returns the result for the same address and the same excerpts; nil if there is none.
func (r *Results) of(x *Link) *Link {
	for i := range r.Links {
		old := &r.Links[i]
		if old.URL == x.URL && slices.EqualFunc(old.Excerpts, x.Excerpts,
			func(a, b Excerpt) bool { return a.Words == b.Words }) {
			return old
		}
	}
	return nil
}

// Over returns results with those of others that have looked later, and those of links that r has not reached.
func (r Results) Over(others Results) Results {
	r.Links = slices.Clone(r.Links)
	for i := range r.Links {
		if o := others.of(&r.Links[i]); o != nil && (o.Checked > r.Links[i].Checked || r.Links[i].unseen) {
			r.Links[i] = *o
		}
	}
	return r
}

// Ending ends the names of files of results, which lie beside dossiers and are no dossiers.
const Ending = ".links.json"

// Beside returns the name of the file with the results of a dossier.
func Beside(file string) string { return strings.TrimSuffix(file, ".json") + Ending }

// Decode reads a file of results. Another file is never taken for one.
func Decode(file string, data []byte) (r Results, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil || r.Dossier == "" {
		return r, fmt.Errorf("%s: already exists, and does not hold results of links; give another name with -o", file)
	}
	return r, nil
}

// linksOf returns the addresses that readers of a dossier can follow, each once, in the order of the dossier.
func linksOf(d *claims.Dossier) []Link {
	out := []Link{}
	add := func(address, of string, excerpts []string) {
		if !strings.HasPrefix(address, "http:") && !strings.HasPrefix(address, "https:") {
			return // none, or one for mail
		}
		i := slices.IndexFunc(out, func(l Link) bool { return l.URL == address })
		if i < 0 {
			i = len(out)
			out = append(out, Link{URL: address, Redirects: []string{}, Excerpts: []Excerpt{}})
		}
		l := &out[i]
		l.Of = append(l.Of, of)
		for _, words := range excerpts {
			if !slices.ContainsFunc(l.Excerpts, func(e Excerpt) bool { return e.Words == words }) {
				l.Excerpts = append(l.Excerpts, Excerpt{words, []Lost{}})
			}
		}
	}
	quoted := map[*claims.Source][]string{}
	quote := func(s *claims.Source, x claims.Excerpt) {
		if s != nil && x.Text != "" {
			quoted[s] = append(quoted[s], x.Text)
		}
	}
	lists := [...][]claims.Record{d.Records, d.Drafts}
	for i := range d.Sources {
		quote(&d.Sources[i], d.Sources[i].Excerpt)
	}
	for _, list := range lists {
		for i := range list {
			for _, c := range list[i].Citations {
				quote(c.Source, c.Excerpt)
			}
			for _, v := range list[i].Versions {
				quote(v.Source, v.Excerpt)
			}
		}
	}
	add(d.Corrections, "correctionsPolicy", nil)
	add(d.Methodology, "verificationFactCheckingPolicy", nil)
	for i := range d.Sources {
		s := &d.Sources[i]
		add(s.URL, s.ID+" url", quoted[s])
		add(s.Archived, s.ID+" archivedAt", quoted[s])
	}
	for _, list := range lists {
		for i := range list {
			r := &list[i]
			for _, review := range r.Reviews {
				add(review.URL, r.ID+" review.url", nil)
			}
			for _, s := range append([]claims.Source{r.FirstAppearance}, r.Appearances...) {
				add(s.URL, r.ID+" appearance.url", nil)
				add(s.Archived, r.ID+" appearance.archivedAt", nil)
			}
			add(r.Response.URL, r.ID+" response.url", nil)
		}
	}
	return out
}
