package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
)

const linksHelp = `Visits every address that readers of a dossier can follow, archived copies too, and says of
each:

  ok          the page is there, and the words of the excerpt are in it
  redirected  the same, but it has moved for good to another address
  drifted     the page is there, but the words of the excerpt are no longer in it
  dead        gone, or not safe to open: 404 and 410, a page that only says so, a loop of redirects, a bad certificate
  unclear     the page needs consent, a login, a subscription or a browser; the server is broken or slow, or refuses
              programs; or the page cannot be read. Open it yourself

Where a page forwards its readers by <meta> or by a script that does nothing else, the page it leads to is judged.

The records stay unchanged. The results go into a file beside the dossier, ferry.links.json for ferry.json,
with the day on which a page was first found in its present state. The exit status is 1 if something is dead
or drifted.

If nothing on the internet can be reached from this machine, or its network answers in the place of all hosts,
that is said once, and no link is judged by it.

Hosts are visited in parallel, each with one request at a time and a pause between two. robots.txt and
Retry-After are obeyed. No other service is asked: for archived copies you get an address to open. -contact
tells operators whom to write to. Proxies are not used. Addresses inside a network are refused, redirects
included, because a dossier may come from anybody.

-json writes the contents of the files of results, as a list.`

const linksExamples = `  sourcemark links -contact desk@news.example claims/records/ferry.json
  sourcemark links -since 7 claims/records       # for a nightly run: visits each page once a week
  sourcemark links -json -o - ferry.json`

func linksCommand() *cobra.Command {
	var (
		asJSON, private bool
		output, contact string
		since           int
		delay, limit    time.Duration
	)
	cmd := &cobra.Command{
		Use: "links [-json] [-o FILE] [-since DAYS] [-contact WHO] DOSSIER|FOLDER...", DisableFlagsInUseLine: true,
		Short:             "Whether sources are still there and say what they said",
		Long:              linksHelp,
		Example:           linksExamples,
		GroupID:           "check",
		ValidArgsFunction: completeFiles("json"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("needs a dossier or a folder of them")
			case since < 0:
				return fmt.Errorf("-since %d: must be a number of days", since)
			case delay < 0 || limit <= 0:
				return errors.New("-delay must be 0 or more and -timeout more than 0, such as 500ms or 30s")
			case strings.ContainsFunc(contact, func(r rune) bool { return r < ' ' || r > '~' }):
				return fmt.Errorf("-contact %q: must be an email address or the address of a page, in ASCII", contact)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().StringVarP(&output, "output", "o", "",
		"write the results to `FILE` instead of beside the dossier; - for nowhere")
	cmd.Flags().IntVar(&since, "since", 0, "keep results that are less than so many `DAYS` old")
	cmd.Flags().StringVar(&contact, "contact", "",
		"`WHO` answers questions about the visits: an email address or a page, for the User-Agent")
	cmd.Flags().DurationVar(&delay, "delay", time.Second, "the `PAUSE` between two requests to one host")
	cmd.Flags().DurationVar(&limit, "timeout", 30*time.Second,
		"the `TIME` that one request may take, at most as long as readers wait")
	cmd.Flags().BoolVar(&private, "allow-private", false, "visit addresses of this machine and its network, too")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		files, err := filesOf(args, ".json")
		if err != nil {
			return err
		}
		if len(files) > 1 && output != "" && output != "-" {
			return misuse("-o %s: is one file, and there are %d dossiers; without -o each has its own", output,
				len(files))
		}
		allowed := public
		if private {
			allowed = func(netip.AddrPort) bool { return true }
		}
		v := newVisitor(contact, delay, limit, allowed)
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		all := []linked{}
		var failed []error
		for _, file := range files {
			l, err := checkLinks(ctx, v, file, cmp.Or(output, besides(file)), since, cmd.InOrStdin(), cmd.ErrOrStderr())
			if err != nil {
				failed = append(failed, err)
				continue
			}
			all = append(all, l)
		}
		if asJSON {
			err = writeJSON(cmd.OutOrStdout(), all)
		} else {
			err = writeLinks(cmd.OutOrStdout(), all)
		}
		if err := errors.Join(append(failed, err)...); err != nil {
			return err
		}
		for _, l := range all {
			if slices.ContainsFunc(l.Links, link.bad) {
				return errFound
			}
		}
		return nil
	}
	return cmd
}

// linksEnding ends the names of files of results, which lie beside dossiers and are no dossiers.
const linksEnding = ".links.json"

// besides returns the name of the file with the results of a dossier.
func besides(file string) string {
	if file == "-" {
		return "-"
	}
	return strings.TrimSuffix(file, ".json") + linksEnding
}

// A linked dossier is one with the state of its links: the file of results.
type linked struct {
	Dossier string `json:"dossier"`
	Links   []link `json:"links"`
}

// A link is an address and what became of it.
type link struct {
	URL       string    `json:"url"`
	Of        []string  `json:"of"`        // where the dossier has it: "#s1 url"
	State     string    `json:"state"`     // ok, redirected, drifted, dead or unclear
	Since     string    `json:"since"`     // when it was first found so; RFC 3339
	Checked   string    `json:"checked"`   // when it was last looked at
	Status    int       `json:"status"`    // of the last answer; 0 if there was none
	Why       string    `json:"why"`       // empty if it is ok
	Next      string    `json:"next"`      // what to do about it
	Redirects []string  `json:"redirects"` // where it led, in order
	Excerpts  []excerpt `json:"excerpts"`  // what the dossier quotes of it

	visited bool // in this run
	away    bool // it was not reached, which may be the fault of our own network
	unseen  bool // and was
}

func (l link) bad() bool { return l.State == "dead" || l.State == "drifted" }

// An excerpt is words that are to be on a page.
type excerpt struct {
	Words string `json:"words"`
	Lost  []lost `json:"lost"` // what is not there any more
}

// A lost passage is words between two cuts of an excerpt that are not on the page.
type lost struct {
	Words string `json:"words"`
	Here  string `json:"here,omitempty"` // the sentences of the page that are nearest to them, if any are near
}

// checkLinks checks those of one dossier, and writes the results to output.
func checkLinks(ctx context.Context, v *visitor, file, output string, since int, in io.Reader, errs io.Writer) (linked,
	error) {
	data, err := readFile(file, in)
	if err != nil {
		return linked{}, err
	}
	d, err := records.Read(file, data)
	if err != nil {
		return linked{}, err
	}
	out := linked{file, linksOf(d)}
	var before linked
	if output != "-" {
		if before, err = readLinks(output); err != nil {
			return linked{}, err
		}
	}
	now := v.now().UTC()
	recent := now.AddDate(0, 0, -since).Format(time.RFC3339)
	byHost := map[string][]*link{}
	for i := range out.Links {
		l := &out.Links[i]
		if old := before.of(l); since > 0 && old != nil && old.Checked > recent {
			old.Of = l.Of
			*l = *old
			continue
		}
		u, err := url.Parse(l.URL)
		if err != nil {
			return linked{}, err // the reader would not have let it pass
		}
		byHost[u.Hostname()] = append(byHost[u.Hostname()], l)
	}
	bar := progress(errs, len(out.Links), "visiting")
	defer bar.Finish()
	const aside = 8 // hosts at once: they wait for us more than we for them
	slots := make(chan struct{}, aside)
	var hosts sync.WaitGroup
	for _, links := range byHost {
		hosts.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			for _, l := range links {
				v.check(ctx, l)
				l.visited = true
				l.Checked = now.Format(time.RFC3339)
				l.Since = l.Checked
				if old := before.of(l); old != nil && old.State == l.State {
					l.Since = old.Since
				}
				bar.Add(1)
			}
		})
	}
	hosts.Wait()
	v.network.excuse(ctx, out.Links, errs)
	if ctx.Err() != nil {
		return linked{}, fmt.Errorf("%s: stopped; its results are as they were", file)
	}
	if output != "-" {
		err = keepLinks(output, out)
	}
	return out, err
}

// of returns the result for the same address and the same excerpts; nil if there is none.
func (l *linked) of(x *link) *link {
	for i := range l.Links {
		old := &l.Links[i]
		if old.URL == x.URL && slices.EqualFunc(old.Excerpts, x.Excerpts,
			func(a, b excerpt) bool { return a.Words == b.Words }) {
			return old
		}
	}
	return nil
}

// readLinks reads results; there are none where there is no file. Another file is never taken for one.
func readLinks(file string) (linked, error) {
	data, err := disk.Read(file)
	if errors.Is(err, os.ErrNotExist) {
		return linked{}, nil
	} else if err != nil {
		return linked{}, err
	}
	return decodeLinks(file, data)
}

func decodeLinks(file string, data []byte) (l linked, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil || l.Dossier == "" {
		return l, fmt.Errorf("%s: already exists, and does not hold results of links; give another name with -o", file)
	}
	return l, nil
}

// keepLinks writes results. Where another run has looked later, or this one has seen nothing, the old ones stay.
func keepLinks(file string, l linked) error {
	merged := func(old []byte) ([]byte, error) {
		theirs := linked{}
		if old != nil {
			var err error
			if theirs, err = decodeLinks(file, old); err != nil {
				return nil, err
			}
		}
		l.Links = slices.Clone(l.Links)
		for i := range l.Links {
			if t := theirs.of(&l.Links[i]); t != nil && (t.Checked > l.Links[i].Checked || l.Links[i].unseen) {
				l.Links[i] = *t
			}
		}
		l.Dossier = filepath.Base(l.Dossier) // the two lie side by side, and go elsewhere together
		var b bytes.Buffer
		err := writeJSON(&b, l)
		return b.Bytes(), err
	}
	if _, err := os.Stat(file); err == nil {
		_, err = disk.Replace(file, merged)
		return err
	}
	data, err := merged(nil)
	if err != nil {
		return err
	}
	return newFile(file, data, false, nil)
}

// linksOf returns the addresses that readers of a dossier can follow, each once, in the order of the dossier.
func linksOf(d *claims.Dossier) []link {
	out := []link{}
	add := func(address, of string, excerpts []string) {
		if !strings.HasPrefix(address, "http:") && !strings.HasPrefix(address, "https:") {
			return // none, or one for mail
		}
		i := slices.IndexFunc(out, func(l link) bool { return l.URL == address })
		if i < 0 {
			i = len(out)
			out = append(out, link{URL: address, Redirects: []string{}, Excerpts: []excerpt{}})
		}
		l := &out[i]
		l.Of = append(l.Of, of)
		for _, words := range excerpts {
			if !slices.ContainsFunc(l.Excerpts, func(e excerpt) bool { return e.Words == words }) {
				l.Excerpts = append(l.Excerpts, excerpt{words, []lost{}})
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

func writeLinks(out io.Writer, all []linked) error {
	w := paperFor(out)
	for i, d := range all {
		if i > 0 {
			w.printf("\n")
		}
		n := map[string]int{}
		for _, l := range d.Links {
			n[l.State]++
		}
		w.printf("%s: %s: %d ok, %d redirected, %d drifted, %d dead, %d unclear\n", d.Dossier,
			counted(len(d.Links), "link"),
			n["ok"], n["redirected"], n["drifted"], n["dead"], n["unclear"])
		for _, l := range d.Links {
			colour := yellow
			switch {
			case l.State == "ok":
				continue
			case l.bad():
				colour = red
			}
			w.printf("\n%s %s\n      %s\n      %s\n", w.paint(colour, fmt.Sprintf("%-10s", l.State)),
				strings.Join(l.Of, ", "), l.URL, l.Why)
			for _, e := range l.Excerpts {
				for _, x := range e.Lost {
					w.printf("      not there: %s\n", oneLine(x.Words))
					if x.Here != "" {
						w.printf("      but: %s\n", x.Here)
					}
				}
			}
			if l.Since != l.Checked {
				w.printf("      so since %s\n", l.Since)
			}
			if l.Next != "" {
				w.printf("      %s\n", l.Next)
			}
		}
	}
	return w.Flush()
}
