package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims/desk"
	"sourcemark/claims/records/links"
	"sourcemark/claims/records/push"
)

const deskHelp = `Opens a folder of dossiers in the browser, to write checks and save them: whoever works there never sees a
file.

The address that it shows is for this machine alone and new at each start. What you save is in the dossiers at once,
and each save can be undone, also after a restart. If somebody else changes a dossier meanwhile, both of you keep
your work; where both have changed one check, you are asked. What you have typed and not saved is kept, too.

The article of ferry.json is ferry.html or ferry.txt beside it, or what you paste into the desk. A preview page of
yours with the setting data-edit="desk" hands selected words to the desk that is open in the same browser.

A source, be it a page, a PDF or a file of Word, is fetched when you ask for it, once, as "sourcemark links" visits
pages: robots.txt is obeyed, no other service is asked, and addresses inside a network are refused. What it said is
kept, so that links can tell you when the page says something else.

Dossiers are published into the folder public, or into another one that you choose in the desk. To send them to a D1
database or KV as well, set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN as for "sourcemark push".

What the desk keeps for itself, such as earlier versions and what sources said, is in the folder .sourcemark.
Git does not see it.`

const deskExamples = `  sourcemark desk
  sourcemark desk claims/records
  sourcemark desk -listen 127.0.0.1:8080 checks`

func deskCommand() *cobra.Command {
	var listen, contact string
	var private bool
	cmd := &cobra.Command{
		Use: "desk [-listen ADDRESS] [-contact WHO] [FOLDER]", DisableFlagsInUseLine: true,
		Short:   "Write and save checks in the browser",
		Long:    deskHelp,
		Example: deskExamples,
		GroupID: "write",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return errors.New("opens one folder: give the one that all dossiers are in")
			case strings.ContainsFunc(contact, func(r rune) bool { return r < ' ' || r > '~' }):
				return fmt.Errorf("-contact %q: must be an email address or the address of a page, in ASCII", contact)
			case !isLoopback(listen):
				return fmt.Errorf("-listen %q: unpublished work is for this machine alone: use an address such as "+
					"127.0.0.1:8080 or [::1]:8080", listen)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:"+strconv.Itoa(desk.Port),
		"the `ADDRESS` of this machine to listen on; port 0, or where the default is taken, is any that is free")
	cmd.Flags().StringVar(&contact, "contact", "",
		"`WHO` answers questions about what is fetched: an email address or a page, for the User-Agent")
	cmd.Flags().BoolVar(&private, "allow-private", false, "fetch sources from this machine and its network, too")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		folder := "."
		if len(args) > 0 {
			folder = args[0]
		}
		f, err := desk.Open(folder)
		if err != nil {
			return err
		}
		defer f.Close()
		f.Visit(links.Manners{Contact: contact, Private: private})
		l, err := deskListener(listen, cmd.Flags().Changed("listen"))
		if err != nil {
			return err
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		s := desk.NewServer(f, l.Addr().String())
		s.Account = push.Account{API: push.API, ID: os.Getenv(push.AccountVariable), Token: os.Getenv(push.TokenVariable)}
		say(cmd.OutOrStdout(), "%s\n", s.URL())
		say(cmd.ErrOrStderr(), "Open it in a browser. Ctrl-C ends it.\n")
		return s.Serve(ctx, l)
	}
	return cmd
}

// deskListener listens at an address. A second desk, where the first has the usual one, listens at another port.
func deskListener(address string, given bool) (net.Listener, error) {
	l, err := listenAt(address)
	if err != nil && !given {
		host, _, _ := net.SplitHostPort(address)
		return net.Listen("tcp", net.JoinHostPort(host, "0"))
	}
	return l, err
}
