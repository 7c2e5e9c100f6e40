// Command sourcemark is the newsroom's command line.
//
//	sourcemark help           what there is
//	sourcemark COMMAND -h     how one of them is used, with examples
//
// Each command is one file, which begins with its help. This one holds what they share: how arguments are read, and
// what the exit status says.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/web"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// The exit status says to a script what a message says to a person. It never changes its meaning.
const (
	fine    = 0
	found   = 1 // problems in what was read
	misused = 2
	broken  = 3 // the disk or a pipe
)

const exitCodes = `The exit status of every command:

  0  done, and nothing is wrong
  1  done, but something is wrong in what was read: a dossier with mistakes, a record without a place, a file that is
     not formatted
  2  the command was used wrongly: an unknown flag, a missing article
  3  a file could not be read or written`

// run runs a command with everything that it reads and writes in its arguments, and returns the exit status.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	root := commands()
	root.SetArgs(oneDash(args))
	root.SetIn(&once{Reader: in})
	root.SetOut(out)
	root.SetErr(errs)
	began := false
	root.PersistentPreRun = func(*cobra.Command, []string) { began = true }

	cmd, err := root.ExecuteC()
	if err == nil {
		return fine
	}
	switch {
	case errors.Is(err, errFound):
		return found
	case !began || errors.As(err, new(usageError)):
		say(errs, "%s: %v\nFor help: %[1]s -h\n", cmd.CommandPath(), err)
		return misused
	case errors.As(err, new(*fs.PathError)), errors.As(err, new(*os.LinkError)), errors.As(err, new(*os.SyscallError)):
		say(errs, "%s: %v\n", cmd.CommandPath(), err)
		return broken
	}
	say(errs, "%s: %v\n", cmd.CommandPath(), err)
	return found
}

// errFound ends a command that has already said what is wrong in what it read.
var errFound = errors.New("something is wrong in what was read")

// A usageError is a mistake in the command line.
type usageError struct{ error }

func misuse(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// A once is the standard input, which can be one of the files of a command, but not two.
type once struct {
	io.Reader
	ended bool
}

func (o *once) Read(p []byte) (int, error) {
	if o.ended {
		return 0, misuse("the standard input has already been read: only one file can be -")
	}
	n, err := o.Reader.Read(p)
	o.ended = err == io.EOF
	return n, err
}

// commands returns the tree of commands, a new one for each run, since it keeps the values of the flags.
func commands() *cobra.Command {
	root := &cobra.Command{
		Use:   "sourcemark",
		Short: "Puts sources under the words of a news article",
		Long: `sourcemark puts sources under the words of a news article.

An ARTICLE is a page if its name ends in .html or .htm or it begins with a tag, else text. A DOSSIER is a JSON
file: the records of one story. Wherever a file goes, - is the standard input or output. Flags may stand
before or after files, with one dash or two.`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.Version = web.Version
	root.SetVersionTemplate("sourcemark {{.Version}}\n")
	root.SetUsageTemplate(usageTemplate)
	root.AddGroup(
		&cobra.Group{ID: "write", Title: "Writing dossiers:"},
		&cobra.Group{ID: "check", Title: "Articles and their records:"},
		&cobra.Group{ID: "publish", Title: "Publishing:"},
		&cobra.Group{ID: "other", Title: "Other:"})
	root.SetCompletionCommandGroupID("other")
	root.AddCommand(
		newCommand(),
		importCommand(),
		fmtCommand(),
		lintCommand(),
		deskCommand(),
		serveCommand(),
		withdrawCommand(),
		checkCommand(),
		placeCommand(),
		diffCommand(),
		linksCommand(),
		watchCommand(),
		renderCommand(),
		exportCommand(),
		pushCommand(),
		signCommand(),
		verifyCommand(),
		historyCommand(),
		batchCommand(),
		versionCommand(),
		mcpCommand(),
		&cobra.Command{Use: "exit-codes", Short: "What the exit status means", Long: exitCodes},
	)
	return root
}

// usageTemplate is cobra's with the words of a manual page, and long sections last.
const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{- if .HasAvailableSubCommands}}{{$commands := .Commands}}
{{- range $group := .Groups}}

{{.Title}}{{range $commands}}{{if and (eq .GroupID $group.ID) .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasHelpSubCommands}}

More help:{{range .Commands}}{{if .IsAdditionalHelpTopicCommand}}
  {{.CommandPath}}  {{.Short}}{{end}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 110 | trimTrailingWhitespaces}}{{end}}
{{- if .HasExample}}

Examples:
{{.Example}}{{end}}
{{- if .HasAvailableSubCommands}}

{{.CommandPath}} COMMAND -h explains one of them; sourcemark help exit-codes explains the exit status.{{end}}
`

// oneDash makes the one dash that Go's own tools take before a long name into the two that cobra wants. So short
// flags can't be run together: -lw is a name of two letters.
func oneDash(args []string) []string {
	out := make([]string, len(args))
	copy(out, args)
	for i, a := range out {
		switch {
		case a == "--":
			return out
		case i == len(out)-1 && strings.HasPrefix(out[0], cobra.ShellCompRequestCmd):
			return out // the word that a shell wants completed
		case len(a) > 2 && a[0] == '-' && a[1] != '-' && a[2] != '=':
			out[i] = "-" + a
		}
	}
	return out
}
