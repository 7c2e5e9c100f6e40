package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/lint"
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
			case !isPrivate(address):
				return fmt.Errorf("-api %q: must begin with https:, because the token is sent there", address)
			case os.Getenv(accountVariable) == "":
				return errors.New("set " + accountVariable + " to your account (see npx wrangler whoami)")
			case os.Getenv(tokenVariable) == "":
				return errors.New("set " + tokenVariable +
					" to a token that may edit D1 (see dash.cloudflare.com/profile/api-tokens)")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&database, "database", "", "the `ID` of the database")
	cmd.Flags().StringVar(&address, "api", "https://api.cloudflare.com/client/v4", "the `ADDRESS` of Cloudflare's API")
	cmd.Flags().StringVar(&output, "sql", "", "write SQL to `FILE`, - for the standard output, and send nothing")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would be added and deleted, and change nothing")
	cmd.Flags().BoolVar(&prune, "prune", false, "delete what is not among RECORDS")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file of -sql if it already exists")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		files, err := filesOf(args, ".json", ".jsonl", ".jsonl.gz")
		if err != nil {
			return err
		}
		p := &push{files: files, in: cmd.InOrStdin(), errs: cmd.ErrOrStderr(), dry: dry, there: map[string]string{}}
		if err := p.read(); err != nil {
			return err
		}
		if output != "" {
			return p.write(output, force, cmd.OutOrStdout())
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
		defer stop()
		p.database = newD1(address, os.Getenv(accountVariable), database, os.Getenv(tokenVariable))
		if err := p.run(ctx, prune); err != nil {
			return err
		}
		verbs := [2]string{"sent", "taken away"}
		if dry {
			verbs = [2]string{"to be sent", "to be taken away"}
		}
		err = say(cmd.OutOrStdout(), "%d dossiers: %d %s, %d there already, %d %s\n", len(p.here), p.sent, verbs[0],
			len(p.here)-p.sent, p.gone, verbs[1])
		return err
	}
	return cmd
}

// A push is one run of the command.
type push struct {
	files    []string
	in       io.Reader
	errs     io.Writer
	dry      bool
	database *d1
	stdin    []byte            // a dossier that came by the standard input
	here     map[string]string // in which file each dossier is, by its name
	there    map[string]string // the hash of each that the database has
	sent     int
	gone     int
}

// read looks through all files, so that nothing is sent where anything is wrong.
func (p *push) read() error {
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
func (p *push) each(do func(file, name string, data []byte) error) error {
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
func (p *push) run(ctx context.Context, prune bool) error {
	if err := p.ask(ctx); err != nil {
		return err
	}
	bar := progress(p.errs, len(p.here), "pushing")
	defer bar.Finish()
	// While a part is on its way, the next one is made.
	parts, stop := make(chan *part, 1), make(chan struct{})
	var readErr error
	go func() {
		defer close(parts)
		readErr = p.parts(func(x *part) error {
			select {
			case parts <- x:
				return nil
			case <-stop:
				return context.Canceled
			}
		})
	}()
	defer close(stop)
	for x := range parts {
		if !p.dry {
			if err := p.database.run(ctx, x.statements()); err != nil {
				return fmt.Errorf("%w\n%d dossiers were sent before that; the same command goes on from there", err,
					p.sent)
			}
		}
		p.sent += x.dossiers
		bar.Add(x.dossiers)
	}
	if readErr != nil || !prune {
		return readErr
	}
	return p.prune(ctx)
}

// pageSize is how many names are asked for, or deleted, at a time: with their hashes some hundred bytes each, below a
// megabyte.
const pageSize = 5000

// ask learns what the database has.
func (p *push) ask(ctx context.Context) error {
	for last := ""; ; {
		rows, err := p.database.rows(ctx,
			statement{"SELECT file, hash FROM dossiers WHERE file > ?1 ORDER BY file LIMIT ?2", []any{last, pageSize}})
		if err != nil {
			return err
		}
		for _, row := range rows {
			p.there[row["file"]] = row["hash"]
			last = row["file"]
		}
		if len(rows) < pageSize {
			return nil
		}
	}
}

// parts cuts what the database does not have into parts.
func (p *push) parts(do func(*part) error) error {
	var x part
	err := p.each(func(file, name string, data []byte) error {
		row, hash, err := rowOf(name, data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if p.there[name] == hash {
			return nil
		}
		if x.dossiers > 0 && x.size+len(row) > partSize {
			full := x
			if err := do(&full); err != nil {
				return err
			}
			x = part{}
		}
		x.add(row)
		return nil
	})
	if err == nil && x.dossiers > 0 {
		err = do(&x)
	}
	return err
}

// prune takes away what is not here.
func (p *push) prune(ctx context.Context) error {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(p.there)) {
		if _, ok := p.here[name]; !ok {
			names = append(names, name)
		}
	}
	for some := range slices.Chunk(names, pageSize) {
		if !p.dry {
			if err := p.database.run(ctx, removal(some)); err != nil {
				return err
			}
		}
		p.gone += len(some)
	}
	return nil
}

// write writes the SQL that makes a database have what is here.
func (p *push) write(output string, force bool, out io.Writer) error {
	return newFileBy(output, func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<20)
		return cmp.Or(p.writeTo(b), b.Flush())
	}, force, out)
}

func (p *push) writeTo(w io.Writer) error {
	return p.parts(func(x *part) error {
		for _, s := range x.statements() {
			if _, err := fmt.Fprintf(w, "%s;\n", s); err != nil {
				return err
			}
		}
		return nil
	})
}
