package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"sourcemark/claims/records"
)

const verifyHelp = `Shows whose key signed each dossier. The exit status is 1 if one is not signed, is signed
with another key than those given, or was changed after it was signed.

A public key (-key) is PEM, as sourcemark sign -new-key and openssl write it. Get it from its owner, not with
the dossier: a forged file can bring a key that fits it. The line above the key, if there is one, says whose
it is.

A signature does not show that a file is the newest version: look at its dateModified.`

const verifyExamples = `  sourcemark verify -key desk.key.pub claims/records
  curl -s https://news.example/sourcemark/ferry.json | sourcemark verify -key desk.key.pub -`

func verifyCommand() *cobra.Command {
	var keys []string
	cmd := &cobra.Command{
		Use: "verify -key FILE... DOSSIER|FOLDER...", DisableFlagsInUseLine: true,
		Short:             "Who signed dossiers, and whether they are unchanged",
		Long:              verifyHelp,
		Example:           verifyExamples,
		GroupID:           "publish",
		ValidArgsFunction: completeFiles("json"),
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(keys) == 0:
				return errors.New("needs the public key of somebody you trust: add -key FILE, such as desk.key.pub")
			case len(args) == 0:
				return errors.New("needs a dossier")
			}
			return nil
		},
	}
	keyFlag(cmd, &keys)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		trusted, err := readKeys(keys)
		if err != nil {
			return err
		}
		files, err := filesOf(args, ".json")
		if err != nil {
			return err
		}
		var failed []error
		for _, file := range files {
			data, err := readFile(file, cmd.InOrStdin())
			if err != nil {
				failed = append(failed, err)
				continue
			}
			signer, err := records.Verify(file, data, trusted...)
			switch {
			case err != nil:
				failed = append(failed, err)
			case signer.Key == "":
				failed = append(failed, fmt.Errorf("%s: not signed: if it is yours, sign it with sourcemark sign -key",
					file))
			case file != "-" && idOf(data) != filepath.Base(file):
				failed = append(failed, fmt.Errorf("%s: signed by %s as %s: rename the file, or get the right one",
					file, signer.Name, idOf(data)))
			default:
				if err := say(cmd.OutOrStdout(), "%s: signed by %s (key %s)\n", file, signer.Name,
					signer.Key); err != nil {
					return err
				}
			}
		}
		return errors.Join(failed...)
	}
	return cmd
}

// idOf returns the name of the file that a dossier says it is.
func idOf(data []byte) string {
	d, err := records.Read("", data)
	if err != nil {
		return "" // Verify has read it
	}
	return path.Base(d.ID)
}

// keyFlag adds -key, the public keys that are trusted.
func keyFlag(cmd *cobra.Command, keys *[]string) {
	cmd.Flags().StringArrayVar(keys, "key", nil,
		"the public key in `FILE`, of somebody you trust; may be given more than once")
	complete(cmd, "key", "pub", "pem")
}
