package main

import (
	"bytes"
	"errors"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/edit"
)

const fmtHelp = `Writes dossiers in their canonical form, so that version control shows what an editor changed
and nothing else: short forms are spelled out, members are in one order, each level is indented by two spaces,
and what fits on one line is on one line. Members that it does not know stay. With -article, anchors without
prefix and suffix are given the words around theirs.

Without -l, -w or -d the result goes to the standard output; without a DOSSIER the standard input is
formatted. In a folder, all files that end in .json are formatted, also in folders below it. The exit status
is 1 if -l or -d finds a file that is not formatted.`

const fmtExamples = `  sourcemark fmt -w claims/records
  sourcemark fmt -d -article story.html ferry.json
  sourcemark fmt < ferry.json`

func fmtCommand() *cobra.Command {
	var list, write, show bool
	var story string
	var where root
	cmd := &cobra.Command{
		Use: "fmt [-l] [-w] [-d] [-article FILE] [-root SELECTOR] [DOSSIER|FOLDER]...", DisableFlagsInUseLine: true,
		Short:             "Dossiers in their canonical form",
		Long:              fmtHelp,
		Example:           fmtExamples,
		GroupID:           "write",
		ValidArgsFunction: completeFiles("json"),
	}
	cmd.Flags().BoolVarP(&list, "list", "l", false, "list files that are not formatted")
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write the result back to the file")
	cmd.Flags().BoolVarP(&show, "diff", "d", false, "show what would change")
	cmd.Flags().StringVar(&story, "article", "",
		"the article, a page or text `FILE`, from which anchors are given the words around theirs")
	complete(cmd, "article", "html", "htm", "txt")
	rootFlag(cmd, &where)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			args = []string{"-"}
		}
		var text *claims.Text
		if story != "" {
			var err error
			if text, err = readArticle(story, cmd.InOrStdin(), &where); err != nil {
				return err
			}
		}
		files, err := filesOf(args, ".json")
		if err != nil {
			return err
		}
		var out bytes.Buffer // until the bar is gone: both may be on one terminal
		bar := progress(cmd.ErrOrStderr(), len(files), "formatting")
		var failed []error
		different := false
		for _, file := range files {
			var old, formatted []byte
			format := func(data []byte) (_ []byte, err error) {
				old = data
				formatted, err = edit.Format(file, data, text)
				return formatted, err
			}
			var err error
			if write && file != "-" {
				_, err = disk.Replace(file, format)
			} else if old, err = readFile(file, cmd.InOrStdin()); err == nil {
				_, err = format(old)
			}
			bar.Add(1)
			if err != nil {
				failed = append(failed, err)
				continue
			}
			changed := !bytes.Equal(old, formatted)
			different = different || changed
			if list && changed {
				say(&out, "%s\n", file)
			}
			if show && changed {
				say(&out, "%s", lines(diff.Diff(file, old, file+" (formatted)", formatted)))
			}
			if !list && !show && (!write || file == "-") {
				out.Write(formatted)
			}
		}
		bar.Finish()
		if _, err := cmd.OutOrStdout().Write(out.Bytes()); err != nil || failed != nil {
			return errors.Join(append(failed, err)...)
		}
		if different && (list || show) && !write {
			return errFound
		}
		return nil
	}
	return cmd
}
