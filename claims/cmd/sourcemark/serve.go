package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/desk"
	"sourcemark/web/article"
)

const serveHelp = `Shows an article with its records in a browser, while you write them: whenever the article
or a dossier is saved, the page follows.

Beside the article are the findings of lint and the place of each record; choose one to see it in the article.
Under a record without a place is where it may belong, the best first, each with the reason and with the command
that anchors it there. Select words in the article, fill in what you found, and copy the JSON of the record.
Wide, Phone and Paper show what readers get there. Drafts are shown too, although readers will not see them.
The article looks as "sourcemark render" makes it.

Only this machine can open the page, and nothing is written to the disk. The article's own scripts do not run,
and nothing is fetched for it: pictures and style sheets that are not in the file are missing.`

const serveExamples = `  sourcemark serve story.html claims/records/ferry.json
  sourcemark serve -listen 127.0.0.1:8080 story.html claims/records`

func serveCommand() *cobra.Command {
	var listen string
	var where root
	cmd := &cobra.Command{
		Use: "serve [-listen ADDRESS] [-root SELECTOR] ARTICLE DOSSIER|FOLDER...", DisableFlagsInUseLine: true,
		Short:             "A preview in the browser that follows what you save",
		Long:              serveHelp,
		Example:           serveExamples,
		GroupID:           "write",
		ValidArgsFunction: completeFiles("html", "htm", "txt", "md", "json"),
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0",
		"the `ADDRESS` of this machine to listen on; port 0 is any that is free")
	rootFlag(cmd, &where)
	cmd.Args = func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < 2:
			return errors.New("needs an article and its dossiers; sourcemark new makes a first one")
		case args[0] == "-" || args[1] == "-":
			return errors.New("the standard input cannot be read again when it changes: give files")
		case !isLoopback(listen):
			return fmt.Errorf("-listen %q: unpublished work is for this machine alone: use an address such as "+
				"127.0.0.1:8080 or [::1]:8080", listen)
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p := previewOf(args[0], args[1:], where)
		text, err := p.Try()
		if err != nil {
			return err // a mistyped name is to be seen here, not in the browser
		}
		saySpoken(cmd.ErrOrStderr(), args[0], text)
		l, err := listenAt(listen)
		if err != nil {
			return err
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		say(cmd.OutOrStdout(), "http://%s/\n", l.Addr())
		say(cmd.ErrOrStderr(), "Open it in a browser. Ctrl-C ends it.\n")
		return desk.Serve(ctx, l, p.Handler(l.Addr().String()))
	}
	return cmd
}

// listenAt listens at an address, which another program may have.
func listenAt(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		err = fmt.Errorf("-listen %s: another program is there, perhaps another desk: give another port, or 0 for any "+
			"that is free (%w)", address, err)
	}
	return l, err
}

// isLoopback reports whether an address to listen on is one, and can be reached from this machine alone.
func isLoopback(address string) bool {
	host, port, err := net.SplitHostPort(address)
	_, notPort := strconv.ParseUint(port, 10, 16)
	ip := net.ParseIP(host)
	return err == nil && notPort == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// previewOf returns the preview of an article with dossiers and folders of them.
func previewOf(file string, paths []string, where root) *desk.Preview {
	where.hints.Charset = "utf-8"
	return &desk.Preview{
		Article:  file,
		Dossiers: func() ([]string, error) { return filesOf(paths, ".json") },
		Read: func(page []byte, dossiers ...*claims.Dossier) (*article.Page, error) {
			return where.readPage(file, page, dossiers...)
		},
		Accept: func(record string, n int, dossier string) string {
			return fmt.Sprintf("sourcemark place -accept %s %s%s %s", inShell(record+"="+strconv.Itoa(n)), where.inShell(),
				inShell(file), inShell(dossier))
		},
	}
}

// inShell returns the flag as a shell takes it, with a space after it; "" if it was not given.
func (r *root) inShell() string {
	if r.given == "" {
		return ""
	}
	return "-root " + inShell(r.given) + " "
}

// inShell returns a word as a shell takes it.
func inShell(word string) string {
	const plain = "-_./0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if strings.Trim(word, plain) == "" && !strings.HasPrefix(word, "-") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
