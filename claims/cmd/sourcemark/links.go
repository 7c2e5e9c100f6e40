package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/links"
)

const linksHelp = `Visits every address that readers of a dossier can follow, archived copies too, and says of
each:

  ok          the page is there, and the words of the excerpt are in it
  changed     the same, but not what stood around them when they were quoted, as far as the desk has kept that
  redirected  the same as ok, but it has moved for good to another address
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
			}
			return aContact(contact)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().StringVarP(&output, "output", "o", "",
		"write the results to `FILE` instead of beside the dossier; - for nowhere")
	cmd.Flags().IntVar(&since, "since", 0, "keep results that are less than so many `DAYS` old")
	contactFlag(cmd, &contact)
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
		if delay == 0 {
			delay = -1 // none, and not as long as usual
		}
		v := links.NewVisitor(links.Manners{Contact: contact, Delay: delay, Limit: limit, Private: private})
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		all := []links.Results{}
		var failed []error
		told := false
		for _, file := range files {
			results := output
			if output == "" && file == "-" {
				results = "-"
			} else if output == "" {
				results = links.Beside(file)
			}
			l, err := checkLinks(ctx, v, file, results, since, cmd.InOrStdin(), cmd.ErrOrStderr())
			if err != nil {
				failed = append(failed, err)
				continue
			}
			if l.Unreached != "" && !told {
				told = true
				say(cmd.ErrOrStderr(), "sourcemark links: %s. Links that were not reached are not judged; run this again.\n",
					l.Unreached)
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
			if slices.ContainsFunc(l.Links, links.Link.Bad) {
				return errFound
			}
		}
		return nil
	}
	return cmd
}

// contactFlag adds -contact, whom operators of visited servers can ask.
func contactFlag(cmd *cobra.Command, contact *string) {
	cmd.Flags().StringVar(contact, "contact", "",
		"`WHO` answers questions about the visits: an email address or a page, for the User-Agent")
}

// aContact checks that the value of -contact can stand in a header.
func aContact(s string) error {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return fmt.Errorf("-contact %q: must be an email address or the address of a page, in ASCII", s)
	}
	return nil
}

// checkLinks checks those of one dossier, and writes the results to output.
func checkLinks(ctx context.Context, v *links.Visitor, file, output string, since int, in io.Reader,
	errs io.Writer) (links.Results, error) {
	data, err := readFile(file, in)
	if err != nil {
		return links.Results{}, err
	}
	d, err := records.Read(file, data)
	if err != nil {
		return links.Results{}, err
	}
	var before links.Results
	if output != "-" {
		if before, err = readLinks(output); err != nil {
			return links.Results{}, err
		}
	}
	look := links.Look{Before: before}
	if since > 0 {
		look.Since = time.Now().AddDate(0, 0, -since)
	}
	if shelf := links.ShelfOf(filepath.Dir(file)); shelf != "" {
		look.Kept = func(address string) *links.Page { return links.Kept(shelf, address) }
	}
	var bar *progressbar.ProgressBar
	look.Seen = func(done, all int) {
		if bar == nil {
			bar = progress(errs, all, "visiting")
		}
		bar.Set(done)
	}
	out, err := v.Check(ctx, d, look)
	if bar != nil {
		bar.Finish()
	}
	if ctx.Err() != nil {
		return links.Results{}, fmt.Errorf("%s: stopped; its results are as they were", file)
	}
	out.Dossier = file
	if err == nil && output != "-" {
		err = keepLinks(output, out)
	}
	return out, err
}

// readLinks reads results; there are none where there is no file.
func readLinks(file string) (links.Results, error) {
	data, err := disk.Read(file)
	if errors.Is(err, os.ErrNotExist) {
		return links.Results{}, nil
	} else if err != nil {
		return links.Results{}, err
	}
	return links.Decode(file, data)
}

// keepLinks writes results. Where another run has looked later, or this one has seen nothing, the old ones stay.
func keepLinks(file string, r links.Results) error {
	merged := func(old []byte) ([]byte, error) {
		if old != nil {
			theirs, err := links.Decode(file, old)
			if err != nil {
				return nil, err
			}
			r = r.Over(theirs)
		}
		r.Dossier = filepath.Base(r.Dossier) // the two lie side by side, and go elsewhere together
		var b bytes.Buffer
		err := writeJSON(&b, r)
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

func writeLinks(out io.Writer, all []links.Results) error {
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
		if n["changed"] > 0 {
			w.printf("%d with changes around the words quoted\n", n["changed"])
		}
		for _, l := range d.Links {
			colour := yellow
			switch {
			case l.State == "ok":
				continue
			case l.Bad():
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
			for _, x := range l.Changed {
				w.printf("      when quoted: %s\n", oneLine(x.Words))
				if x.Here != "" {
					w.printf("      now: %s\n", x.Here)
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
