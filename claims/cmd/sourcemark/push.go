package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/lint"
	"sourcemark/claims/records/push"
)

const pushHelp = `Puts dossiers into a D1 database of Cloudflare, from which the worker (wasm/edge) takes the
dossiers of its pages and records of other stories that fit them.

RECORDS are dossiers, folders of them, checks as batch match has them (.jsonl), and bundles that the worker
has written (.jsonl.gz). Drafts are left out. If lint finds an error in anything else, nothing is sent.

What the database already has is not sent again, so the same command continues a push that was interrupted:
each part of it has arrived completely or not at all. What another push has put there stays, unless -prune
deletes whatever is not among RECORDS.

Name the database by its id (npx wrangler d1 list), and set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN as
for wrangler; the token needs permission to edit D1. With -sql nothing is sent; it is written as SQL, for npx
wrangler d1 execute.`

const pushExamples = `  sourcemark push -database 2b1f… claims/records
  sourcemark push -database 2b1f… -prune -dry-run claims/records     # what would come and go
  sourcemark push -database 2b1f… bundle.jsonl.gz                    # back from last night
  sourcemark push -sql records.sql claims/records && npx wrangler d1 execute sourcemark --local --file records.sql`

func pushCommand() *cobra.Command {
	var (
		database, address, output string
		dry, prune, force         bool
	)
	cmd := &cobra.Command{
		Use: "push -database ID [-prune] [-dry-run] RECORDS...", DisableFlagsInUseLine: true,
		Short:             "Put dossiers into the worker's database",
		Long:              pushHelp,
		Example:           pushExamples,
		GroupID:           "publish",
		ValidArgsFunction: completeFiles("json", "jsonl", "gz"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("needs dossiers or a folder of them")
			case database == "" && output == "":
				return errors.New("add -database ID (see npx wrangler d1 list), or -sql FILE")
			case output != "" && (prune || dry):
				return errors.New("-sql does not look into a database: use it without -prune and -dry-run")
			case output != "":
			case !push.IsPrivate(address):
				return fmt.Errorf("-api %q: must begin with https:, because the token is sent there", address)
			case os.Getenv(push.AccountVariable) == "":
				return errors.New("set " + push.AccountVariable + " to your account (see npx wrangler whoami)")
			case os.Getenv(push.TokenVariable) == "":
				return errors.New("set " + push.TokenVariable +
					" to a token that may edit D1 (see dash.cloudflare.com/profile/api-tokens)")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&database, "database", "", "the `ID` of the database")
	cmd.Flags().StringVar(&address, "api", push.API, "the `ADDRESS` of Cloudflare's API")
	cmd.Flags().StringVar(&output, "sql", "", "write SQL to `FILE`, - for the standard output, and send nothing")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would be added and deleted, and change nothing")
	cmd.Flags().BoolVar(&prune, "prune", false, "delete what is not among RECORDS")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file of -sql if it already exists")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		files, err := filesOf(args, ".json", ".jsonl", ".jsonl.gz")
		if err != nil {
			return err
		}
		p := &pushing{files: files, in: cmd.InOrStdin(), errs: cmd.ErrOrStderr()}
		if err := p.read(); err != nil {
			return err
		}
		if output != "" {
			return p.write(output, force, cmd.OutOrStdout())
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		account := push.Account{API: address, ID: os.Getenv(push.AccountVariable), Token: os.Getenv(push.TokenVariable)}
		out, err := p.run(ctx, account.D1(database), dry, prune)
		if err != nil {
			return err
		}
		verbs := [2]string{"sent", "taken away"}
		if dry {
			verbs = [2]string{"to be sent", "to be taken away"}
		}
		err = say(cmd.OutOrStdout(), "%d dossiers: %d %s, %d there already, %d %s\n", len(p.here), out.Sent, verbs[0],
			len(p.here)-out.Sent, out.Gone, verbs[1])
		return err
	}
	return cmd
}

// A pushing is one run of the command.
type pushing struct {
	files []string
	in    io.Reader
	errs  io.Writer
	stdin []byte            // a dossier that came by the standard input
	here  map[string]string // in which file each dossier is, by its name
}

// read looks through all files, so that nothing is sent where anything is wrong.
func (p *pushing) read() error {
	var dossiers []string
	for _, file := range p.files {
		if !isLines(file) {
			dossiers = append(dossiers, file)
		}
	}
	if i := slices.Index(dossiers, "-"); i >= 0 {
		var err error
		if p.stdin, err = io.ReadAll(p.in); err != nil {
			return err
		}
		p.in = strings.NewReader(string(p.stdin))
	}
	results, err := lintFiles(dossiers, lint.Blocking, lint.Options{Today: time.Now().Format(time.DateOnly)}, p.in,
		p.errs)
	if err != nil {
		return err
	}
	var wrong []linted
	for _, r := range results {
		r.findings = slices.DeleteFunc(r.findings, func(f lint.Finding) bool {
			return f.Rule == "verdict-class" // for which read asks below, in all files
		})
		if len(r.findings) > 0 {
			wrong = append(wrong, r)
		}
	}
	if wrong != nil {
		out := paperFor(p.errs)
		writeLint(out, wrong)
		out.printf("Nothing was sent.\n")
		return errors.Join(errFound, out.Flush())
	}
	p.here = make(map[string]string)
	var unclassified error
	err = p.each(func(file, name string, data []byte) error {
		if other, ok := p.here[name]; ok {
			return fmt.Errorf("%s: has the same @id as %[3]s, %[2]q: give each dossier its own", file, name, other)
		}
		p.here[name] = file
		if unclassified == nil { // what cannot be read is told when it is to be sent
			if d, err := records.Read(file, data); err == nil {
				unclassified = lint.Unclassified(d)
			}
		}
		return nil
	})
	if err == nil && unclassified != nil {
		err = fmt.Errorf("%w\nNothing was sent.", unclassified)
	}
	return err
}

// isLines reports whether a file has a dossier or a check on each line.
func isLines(file string) bool {
	return strings.HasSuffix(file, ".jsonl") || strings.HasSuffix(file, ".jsonl.gz")
}

// each calls do for every dossier of every file, with its @id.
func (p *pushing) each(do func(file, name string, data []byte) error) error {
	for _, file := range p.files {
		var err error
		switch {
		case isLines(file):
			err = eachCheck(file, func(line []byte) error {
				name, data, err := dossierOf(line)
				if err != nil {
					return err
				}
				return do(file, name, data)
			})
		case file == "-":
			err = do(file, fullID(p.stdin), p.stdin)
		default:
			var data []byte
			if data, err = disk.Read(file); err == nil {
				err = do(file, fullID(data), data)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// run makes the database have what is here.
func (p *pushing) run(ctx context.Context, d *push.D1, dry, prune bool) (*push.Push, error) {
	bar := progress(p.errs, len(p.here), "pushing")
	defer bar.Finish()
	out := &push.Push{Each: p.each, Dry: dry, Progress: func(n int) { _ = bar.Add(n) }}
	if err := out.Run(ctx, d); err != nil {
		if out.Sent > 0 {
			err = fmt.Errorf("%w\n%d dossiers were sent before that; the same command goes on from there", err, out.Sent)
		}
		return nil, err
	}
	if prune {
		return out, out.Prune(ctx, d, p.here)
	}
	return out, nil
}

// write writes the SQL that makes a database have what is here.
func (p *pushing) write(output string, force bool, out io.Writer) error {
	return newFileBy(output, func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<20)
		return cmp.Or((&push.Push{Each: p.each}).SQL(b), b.Flush())
	}, force, out)
}
