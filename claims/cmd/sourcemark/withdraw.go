package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/edit"
)

const withdrawHelp = `Takes back a check that was published. The record stays in the dossier with its @id, so
that links to it explain what happened; it is no longer marked or counted. Its status, its correction and the
dossier's dateModified are written, in the canonical form. Do not delete a record instead: that leaves readers
with a dead link (see sourcemark history).`

const withdrawExamples = `  sourcemark withdraw -because "The figure was that of another ferry." ferry.json c01`

func withdrawCommand() *cobra.Command {
	var because, date string
	cmd := &cobra.Command{
		Use: "withdraw -because WORDS DOSSIER ID", DisableFlagsInUseLine: true,
		Short:             "Take back a check, so that its links explain themselves",
		Long:              withdrawHelp,
		Example:           withdrawExamples,
		GroupID:           "write",
		ValidArgsFunction: completeFiles("json"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 2:
				return errors.New("needs a dossier and the @id of a record in it, such as c01")
			case strings.TrimSpace(because) == "":
				return errors.New("needs the reason, in words for readers: add -because WORDS")
			case date != "":
				return aDate("date", date)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&because, "because", "", "what happened, in `WORDS` for readers")
	cmd.Flags().StringVar(&date, "date", "", "the `DATE` of the change; without it, today")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		file, id := args[0], "#"+strings.TrimPrefix(args[1], "#") // which to a shell begins a comment
		if date == "" {
			date = time.Now().Format(time.DateOnly)
		}
		change := func(data []byte) ([]byte, error) {
			return edit.Withdraw(file, data, id, strings.TrimSpace(because), date)
		}
		if file != "-" {
			_, err := disk.Replace(file, change)
			return err
		}
		data, err := readFile(file, cmd.InOrStdin())
		if err == nil {
			data, err = change(data)
		}
		if err == nil {
			_, err = cmd.OutOrStdout().Write(data)
		}
		return err
	}
	return cmd
}
