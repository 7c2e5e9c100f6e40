// Package watch finds out which new articles may repeat what a newsroom has checked. It reads feeds and sitemaps, visits
// what is new in them, and compares that with the records:
//
//	w := &watch.Watcher{Visitor: links.NewVisitor(manners), Checker: claims.New(dossiers...), State: "watch.json",
//		Outlets: []watch.Outlet{watch.NewLines(os.Stdout, "")}, Since: 2 * 24 * time.Hour, Warn: log.Printf}
//	err := w.Round(ctx, "https://news.example/feed.xml")
//
// What it reports is for an editor to read, with the words of both. It never says that an article is wrong: words that
// agree may be quoted in order to be refuted.
//
// # What is kept
//
// The state is one file, which is replaced as a whole. What is new in a feed goes into it before the first article is
// visited, and a report before it is delivered, so that nothing is lost when the program is killed. A report that was
// being delivered at that moment is delivered again, under the same ID: a file that has it does not get it twice, and a
// server can tell by the ID.
package watch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/links"
	"sourcemark/web/article"
)

// A Report says that words of an article may repeat what a record is about.
type Report struct {
	ID        string `json:"id"`    // the same for the same words of both, whenever they are found
	Found     string `json:"found"` // RFC 3339
	Says      string `json:"says"`  // always MayRepeat
	Certainty string `json:"certainty"`

	Article Article `json:"article"`
	Words   string  `json:"words"` // of the article
	Start   int     `json:"start"` // where they stand in its text, in bytes of UTF-8
	End     int     `json:"end"`
	Speaker string  `json:"speaker,omitempty"` // to whom the record gives them

	Record      Record       `json:"record"`
	Differences []Difference `json:"differences,omitempty"` // what the article has otherwise
}

// MayRepeat is all that a report says.
const MayRepeat = "may repeat"

// An Article is where something was found.
type Article struct {
	URL       string `json:"url"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	Feed      string `json:"feed"`
}

// A Record is what was checked. A report has no verdict: that is in the dossier, and it is on the record's words.
type Record struct {
	ID      string `json:"id"`
	Dossier string `json:"dossier"`
	Text    string `json:"text"`
	Page    string `json:"page,omitempty"` // of the story that it was checked in
}

// A Difference is something that matters and that article and record do not have in common.
type Difference struct {
	Kind    string `json:"kind"`
	Record  string `json:"record"`
	Article string `json:"article"`
}

// An Outlet is where reports go.
type Outlet interface {
	Name() string // by which the state knows it
	// Send delivers a report. After an error it is given the report again in the next round, unless that is a Lost.
	Send(ctx context.Context, r *Report) error
}

// Lost is the error of an outlet that will never take a report.
type Lost struct{ error }

// A Watcher watches. It may be used by one goroutine.
type Watcher struct {
	Visitor *links.Visitor
	Checker *claims.Checker
	State   string // the file
	Outlets []Outlet
	Atom    string        // a file that has the newest reports as a feed; "" for none
	Since   time.Duration // older articles are not visited
	Warn    func(format string, args ...any)

	now   func() time.Time // nil for time.Now
	wrong []error          // what was given up in this round
	*state
}

type state struct {
	Version int              `json:"version"`
	Feeds   map[string]*feed `json:"feeds"`
	Outbox  []waiting        `json:"outbox,omitempty"`
	Recent  []Report         `json:"recent,omitempty"` // newest last
	Lost    []Report         `json:"lost,omitempty"`   // that an outlet did not take
}

type feed struct {
	ETag     string            `json:"etag,omitempty"`
	Modified string            `json:"modified,omitempty"`
	After    string            `json:"after,omitempty"` // not to be asked before; RFC 3339
	Seen     map[string]string `json:"seen"`            // by a digest of the address, the day on which it was last listed
	Queue    []item            `json:"queue,omitempty"` // still to be visited
}

// A waiting report is one that some outlets have not taken yet.
type waiting struct {
	Report Report   `json:"report"`
	To     []string `json:"to"`
	Tries  int      `json:"tries,omitempty"`
	tried  bool     // in this round
}

const (
	version = 1

	// mostTries is in how many rounds something that fails is tried again: at one each quarter of an hour, for two hours.
	mostTries = 8

	// mostRecent is how many reports a feed has: what an editor goes through after a week off.
	mostRecent = 100

	// forgotten is after how many days an address that no feed lists is forgotten.
	forgotten = 90

	// mostVisits is how many articles of one feed are visited in a round: at one a second, it then takes a quarter of an
	// hour. The others wait for the next.
	mostVisits = 900
)

func (w *Watcher) time() time.Time {
	if w.now != nil {
		return w.now()
	}
	return time.Now()
}

// Round looks once at feeds and sitemaps, by their addresses, and at what is new in them. The error joins what went wrong
// with the state or an outlet; what went wrong with a feed or an article is a warning, and Round goes on.
func (w *Watcher) Round(ctx context.Context, feeds ...string) error {
	release, err := disk.Only(w.State)
	if err != nil {
		return err
	}
	defer release()
	if err := w.load(); err != nil {
		return err
	}
	w.wrong = nil
	err = w.round(ctx, feeds)
	if w.Atom != "" {
		err = errors.Join(err, writeAtom(w.Atom, w.Recent, w.time()))
	}
	return errors.Join(append(w.wrong, err)...)
}

// round is Round with the state at hand. Its error ends the round.
func (w *Watcher) round(ctx context.Context, feeds []string) error {
	if err := w.deliver(ctx); err != nil {
		return err
	}
	for _, address := range feeds {
		others, err := w.list(ctx, address)
		if err != nil {
			return err
		}
		for _, o := range others {
			if w.tooOld(o) {
				continue
			}
			if more, err := w.list(ctx, o.URL); err != nil {
				return err
			} else if len(more) > 0 {
				w.Warn("%s: is an index of sitemaps within another, and is not read", o.URL)
			}
		}
	}
	// In the order of their names, so that two runs do the same.
	for _, address := range slices.Sorted(maps.Keys(w.Feeds)) {
		if err := w.visit(ctx, w.Feeds[address]); err != nil {
			return err
		}
	}
	return w.deliver(ctx)
}

// load reads the state; there is none where there is no file.
func (w *Watcher) load() error {
	w.state = &state{Version: version, Feeds: map[string]*feed{}}
	data, err := disk.Read(w.State)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(w.state); err != nil || w.Version != version || w.Feeds == nil {
		return fmt.Errorf("%s: is no state of this version of watch (%v): take it away to begin anew, or give another file", w.State, err)
	}
	for _, f := range w.Feeds {
		if f.Seen == nil {
			f.Seen = map[string]string{}
		}
	}
	return nil
}

func (w *Watcher) save() error {
	data, err := json.MarshalIndent(w.state, "", " ")
	if err != nil {
		return err
	}
	return disk.Write(w.State, append(data, '\n'), true)
}

// list asks for a feed, and puts what is new in it into the queue. It returns the sitemaps of an index.
func (w *Watcher) list(ctx context.Context, address string) ([]item, error) {
	f, first := w.Feeds[address], false
	if f == nil {
		f, first = &feed{Seen: map[string]string{}}, true
	}
	if at, err := time.Parse(time.RFC3339, f.After); err == nil && w.time().Before(at) {
		return nil, nil
	}
	c, err := w.Visitor.Again(ctx, address, f.ETag, f.Modified)
	if err != nil {
		return nil, err
	}
	f.After = ""
	if c.Wait > 0 {
		f.After = w.time().Add(c.Wait).UTC().Format(time.RFC3339)
	}
	var l *listing
	switch {
	case c.Why != "":
		w.Warn("%s: %s", address, c.Why)
		if first {
			return nil, nil
		}
		return nil, w.save()
	case c.Same:
		return nil, w.save()
	default:
		if l, err = parse(c.Body, c.Address); err != nil {
			w.Warn("%s: %v", address, err)
			return nil, nil // and it is asked for again as a whole
		}
	}
	w.Feeds[address] = f
	today := w.time().UTC().Format(time.DateOnly)
	for _, x := range l.items {
		name := digest(x.URL)
		_, seen := f.Seen[name]
		f.Seen[name] = today
		// Of a sitemap without dates only what comes later is known to be new.
		if seen || w.tooOld(x) || first && l.sitemap && x.Published == "" {
			continue
		}
		x.Feed = address
		f.Queue = append(f.Queue, x)
	}
	for name, day := range f.Seen {
		if at, err := time.Parse(time.DateOnly, day); err != nil || w.time().Sub(at) > forgotten*24*time.Hour {
			delete(f.Seen, name)
		}
	}
	f.ETag, f.Modified = c.ETag, c.Modified
	if len(l.others) > 0 {
		f.ETag, f.Modified = "", "" // an index is read each time: its sitemaps change without it
	}
	return l.others, w.save()
}

// tooOld reports whether an article says that it is older than those that are visited.
func (w *Watcher) tooOld(x item) bool {
	at, err := time.Parse(time.RFC3339, x.Published)
	return err == nil && w.Since > 0 && w.time().Sub(at) > w.Since
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:12]) // 96 bits: no two of billions are alike
}

// visit visits what is in the queue of a feed.
func (w *Watcher) visit(ctx context.Context, f *feed) error {
	queue, later := f.Queue, []item(nil)
	for n := 0; len(queue) > 0 && n < mostVisits; n++ {
		x := queue[0]
		found, why, again, err := w.look(ctx, &x)
		if err != nil {
			return err
		}
		queue = queue[1:]
		if x.Tries++; again && x.Tries < mostTries {
			later = append(later, x)
		} else if why != "" {
			w.Warn("%s: cannot be read, and is left out: %s", x.URL, why)
		}
		f.Queue = append(queue[:len(queue):len(queue)], later...)
		for i := range found {
			w.Outbox = append(w.Outbox, waiting{Report: found[i], To: w.outlets()})
			w.Recent = append(w.Recent, found[i])
		}
		w.Recent = w.Recent[max(0, len(w.Recent)-mostRecent):]
		if err := w.save(); err != nil {
			return err
		}
		if found != nil {
			if err := w.deliver(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Watcher) outlets() (names []string) {
	for _, o := range w.Outlets {
		names = append(names, o.Name())
	}
	return names
}

// look reads an article. why says why it cannot be read, and again whether it may be later.
func (w *Watcher) look(ctx context.Context, x *item) (found []Report, why string, again bool, err error) {
	page, err := w.Visitor.Fetch(ctx, x.URL)
	if err != nil {
		return nil, "", false, err
	}
	if page.HTML == nil {
		return nil, cmp.Or(page.Why, string(page.Trouble)), page.Trouble == links.Away || page.Trouble == links.Slow, nil
	}
	var text *claims.Text
	if bytes.Contains(page.HTML[:min(len(page.HTML), 1024)], []byte("<")) {
		text = article.Read(page.HTML).Text
	} else {
		text = claims.Plain(string(page.HTML))
	}
	text.Addresses = []string{page.Address, x.URL}
	if text.Published == "" && x.Published != "" {
		text.Published = x.Published[:len(time.DateOnly)]
	}
	at := Article{URL: page.Address, Title: cmp.Or(x.Title, page.Title), Published: cmp.Or(x.Published, page.Published), Feed: x.Feed}
	r := w.Checker.Check(text)
	for i := range r.Items {
		a := &r.Items[i]
		if a.Dossier.IsAbout(text.Addresses) {
			continue // it is the story that was checked
		}
		words := strings.Join(strings.Fields(text.Slice(a.Span)), " ")
		one := Report{ID: digest(at.URL, a.Dossier.ID, a.Record.ID, words), Found: w.time().UTC().Format(time.RFC3339), Says: MayRepeat,
			Certainty: certainty(a), Article: at, Words: words, Start: a.Span.Start, End: a.Span.End, Speaker: a.Record.Speaker.Name,
			Record: Record{ID: a.Record.ID, Dossier: cmp.Or(a.Dossier.ID, a.Dossier.File), Text: a.Record.Text, Page: a.Dossier.About.URL}}
		for _, d := range a.Differences {
			one.Differences = append(one.Differences, Difference{string(d.Kind), d.Record, d.Article})
		}
		found = append(found, one)
	}
	return found, "", false, nil
}

func certainty(a *claims.Annotation) string {
	switch {
	case a.Relation == claims.Differs:
		return "nearly the same words, but something that matters is different"
	case a.Automatic:
		return "nearly the same words"
	}
	return "the same words"
}

// deliver sends what is in the outbox.
func (w *Watcher) deliver(ctx context.Context) error {
	kept := w.Outbox[:0:0]
	for i := range w.Outbox {
		x := w.Outbox[i]
		if x.tried {
			kept = append(kept, x)
			continue
		}
		var left []string
		for _, o := range w.Outlets {
			if !slices.Contains(x.To, o.Name()) {
				continue
			}
			err := o.Send(ctx, &x.Report)
			if ctx.Err() != nil {
				return ctx.Err() // all of them stay in the outbox
			}
			lost := new(Lost)
			switch {
			case err == nil:
			case errors.As(err, lost), x.Tries+1 >= mostTries:
				w.wrong = append(w.wrong, fmt.Errorf("%s: given up: report %s (%s) was not delivered, and is under \"lost\" in %s: %w", o.Name(),
					x.Report.ID, x.Report.Article.URL, w.State, err))
				w.Lost = append(w.Lost, x.Report)
			default:
				w.Warn("%s: report %s is delivered later: %v", o.Name(), x.Report.ID, err)
				left = append(left, o.Name())
			}
		}
		if left != nil {
			kept = append(kept, waiting{x.Report, left, x.Tries + 1, true})
		}
	}
	if len(w.Outbox) == 0 {
		return nil
	}
	w.Outbox = kept
	return w.save()
}
