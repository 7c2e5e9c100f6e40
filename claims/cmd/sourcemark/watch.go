package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/links"
	"sourcemark/claims/records/watch"
)

const watchHelp = `Watches feeds (RSS, Atom, JSON Feed) and sitemaps (news sitemaps, indexes and gzipped ones too), visits
each new article in them, and reports which of them may repeat what was checked.

A report has the words of the article and of the record, and what differs. It has no verdict and says "may repeat", no
more: an article can quote a statement in order to refute it. Read it before you write to anybody. The article that a
dossier is about is not reported. Dossiers are read again before each look.

Reports are lines of JSON, on the standard output or with -o at the end of a file; -atom keeps a feed of the newest
hundred; -webhook posts each to a server, with the header X-Hub-Signature-256, as GitHub signs its own: the HMAC of the
body under the secret in the environment variable SOURCEMARK_WEBHOOK_SECRET. A server that does not answer is tried
again, now and in later rounds; after two hours, or when it refuses, the report is given up: the message says so, and
it stays in the state.

The state is kept in the file of -state. So a run goes on where another ended, was stopped or was killed, and nothing
is reported twice: if it was killed while it posted a report, it posts that again under the same
X-Sourcemark-Delivery.

At first, articles older than -since are passed over, and everything in a sitemap that has no dates. robots.txt,
Retry-After, ETag and Last-Modified are respected, each host gets one request at a time with a pause between two, and
-contact tells operators whom to write to. Proxies are not used. Addresses inside a network are refused, redirects
included.

With -once, for cron, it looks once and ends. The exit status is then 1 if a report was given up, and 3 if the state
could not be written. What is wrong with a feed or an article is said, and the others are read.`

const watchExamples = `  sourcemark watch -once -records dossiers -contact desk@news.example https://news.example/feed.xml
  sourcemark watch -records dossiers -o found.jsonl -atom public/found.xml https://news.example/sitemap-news.xml
  SOURCEMARK_WEBHOOK_SECRET=... sourcemark watch -records dossiers -webhook https://desk.example/hook feeds.txt`

func watchCommand() *cobra.Command {
	var (
		paths                        []string
		once                         bool
		every                        time.Duration
		since                        int
		state, output, atom, webhook string
		manners                      links.Manners
	)
	cmd := &cobra.Command{
		Use: "watch [-once] [-records PATH]... [-state FILE] [-o FILE] [-atom FILE] [-webhook URL] FEED...", DisableFlagsInUseLine: true,
		Short:             "Which new articles of others may repeat what was checked",
		Long:              watchHelp,
		Example:           watchExamples,
		GroupID:           "check",
		ValidArgsFunction: completeFiles("txt"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("needs the address of a feed or a sitemap, or a text file with one on each line")
			case every < time.Minute:
				return fmt.Errorf("-every %v: must be a minute or more, such as 15m", every)
			case since < 1:
				return fmt.Errorf("-since %d: must be a number of days, 1 or more", since)
			case manners.Delay < 0 || manners.Limit <= 0:
				return errors.New("-delay must be 0 or more and -timeout more than 0, such as 500ms or 30s")
			case webhook != "" && os.Getenv("SOURCEMARK_WEBHOOK_SECRET") == "":
				return errors.New("-webhook: needs its secret in the environment variable SOURCEMARK_WEBHOOK_SECRET: the server knows by it who posts")
			}
			if u, err := url.Parse(webhook); webhook != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
				return fmt.Errorf("-webhook %q: must be an address that begins with https://", webhook)
			}
			return aContact(manners.Contact)
		},
	}
	recordsFlag(cmd, &paths)
	cmd.Flags().BoolVar(&once, "once", false, "look once and end")
	cmd.Flags().DurationVar(&every, "every", 15*time.Minute, "look again after this `TIME`")
	cmd.Flags().IntVar(&since, "since", 2, "visit no article that says it is more than so many `DAYS` old")
	cmd.Flags().StringVar(&state, "state", "sourcemark-watch.json", "keep in `FILE` what was seen and what is still to be delivered")
	cmd.Flags().StringVarP(&output, "output", "o", "-", "write the lines at the end of `FILE`")
	cmd.Flags().StringVar(&atom, "atom", "", "keep an Atom feed of the newest reports in `FILE`")
	cmd.Flags().StringVar(&webhook, "webhook", "", "post each report to `URL`")
	contactFlag(cmd, &manners.Contact)
	cmd.Flags().DurationVar(&manners.Delay, "delay", time.Second, "the `PAUSE` between two requests to one host")
	cmd.Flags().DurationVar(&manners.Limit, "timeout", 30*time.Second, "the `TIME` that one request may take")
	cmd.Flags().BoolVar(&manners.Private, "allow-private", false, "visit addresses of this machine and its network, too")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		feeds, err := feedsOf(args)
		if err != nil {
			return err
		}
		dossiers, err := readNamed(paths, cmd.InOrStdin())
		if err != nil {
			return err
		}
		manners.Purpose = "looks in feeds for statements that were fact-checked"
		if manners.Delay == 0 {
			manners.Delay = -1 // none, and not as long as usual
		}
		w := &watch.Watcher{Checker: newChecker(dossiers), State: state, Atom: atom, Since: time.Duration(since) * 24 * time.Hour,
			Warn: func(format string, args ...any) { say(cmd.ErrOrStderr(), "sourcemark watch: "+format+"\n", args...) }}
		if output == "-" {
			w.Outlets = append(w.Outlets, watch.NewLines(cmd.OutOrStdout(), ""))
		} else {
			w.Outlets = append(w.Outlets, watch.NewLines(nil, output))
		}
		if webhook != "" {
			w.Outlets = append(w.Outlets, watch.NewWebhook(webhook, []byte(os.Getenv("SOURCEMARK_WEBHOOK_SECRET"))))
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		const robotsAge = 24 * time.Hour // a robots.txt is not to be kept for longer (RFC 9309, section 2.4)
		var began time.Time
		for {
			if time.Since(began) > robotsAge {
				began, w.Visitor = time.Now(), links.NewVisitor(manners)
			}
			err := w.Round(ctx, feeds...)
			switch {
			case ctx.Err() != nil:
				return nil // stopped, and the next run goes on from here
			case once || errors.As(err, new(*os.PathError)):
				return err
			case err != nil:
				w.Warn("%v", err)
			}
			select {
			case <-time.After(every):
			case <-ctx.Done():
				return nil
			}
			reread(w, paths)
		}
	}
	return cmd
}

// reread has a watcher look for the records as they are now: in weeks, some are withdrawn and others come. While one of the
// dossiers has mistakes, they stay as they were.
func reread(w *watch.Watcher, paths []string) {
	if slices.Contains(paths, "-") {
		return // that can be read once only
	}
	dossiers, err := readRecords(paths, nil)
	if err != nil {
		w.Warn("the records stay as they were: %v", err)
		return
	}
	w.Checker = newChecker(dossiers)
}

// feedsOf returns the addresses among args, and those in the text files among them, one on each line; a line that begins
// with # is a comment.
func feedsOf(args []string) (feeds []string, err error) {
	add := func(where, address string) error {
		if !records.Address(address) {
			return misuse("%s%q: must be an address that begins with https://, or a text file of such", where, address)
		}
		if !slices.Contains(feeds, address) {
			feeds = append(feeds, address)
		}
		return nil
	}
	for _, a := range args {
		if strings.Contains(a, "://") || !strings.HasSuffix(a, ".txt") {
			if err := add("", a); err != nil {
				return nil, err
			}
			continue
		}
		data, err := disk.Read(a)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(string(data), "\n") {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			if err := add(fmt.Sprintf("%s:%d: ", a, i+1), line); err != nil {
				return nil, err
			}
		}
	}
	return feeds, nil
}
