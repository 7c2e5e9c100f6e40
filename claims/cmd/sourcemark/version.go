package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/web"
)

const versionHelp = `Shows the version of this program, the commit it was built from, if that is known, and the Go it
was compiled with.

With a FOLDER, which holds the files of the widget, it also shows whether they are of the same version and, by
the SHA256SUMS among them, whether all of them are there and unchanged. Those that only the demonstration uses
may be missing. The exit status is 1 if something is wrong.`

const versionExamples = `  sourcemark version
  sourcemark version /srv/www/sourcemark/` + web.Version

// commit is the commit that a release was built from, as build.sh tells the linker; otherwise the go command may know it.
var commit string

func versionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "version [FOLDER]", DisableFlagsInUseLine: true,
		Short:   "The version of this program, and of the widget's files",
		Long:    versionHelp,
		Example: versionExamples,
		GroupID: "other",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return errors.New("takes one folder, with the files of the widget")
			}
			return nil
		},
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := say(cmd.OutOrStdout(), versionFormat, web.Version, commitKnown(), runtime.Version(), runtime.GOOS, runtime.GOARCH); err != nil || len(args) == 0 {
			return err
		}
		n, err := checkWidget(args[0])
		if err != nil {
			return err
		}
		return say(cmd.OutOrStdout(), "widget %s, in %s: %d files, all as they were built\n", web.Version, args[0], n)
	}
	return cmd
}

const versionFormat = "sourcemark %s\ncommit: %s\n%s %s/%s\n"

// commitKnown returns the commit that this program was built from; "not known" if it is not.
func commitKnown() string {
	from := commit
	if info, ok := debug.ReadBuildInfo(); ok && from == "" {
		set := map[string]string{}
		for _, s := range info.Settings {
			set[s.Key] = s.Value
		}
		from = set["vcs.revision"]
		if from != "" && set["vcs.modified"] == "true" {
			from += ", with changes"
		}
	}
	if from == "" {
		from = "not known"
	}
	return from
}

// saidVersion finds the version in a minified loader.
var saidVersion = regexp.MustCompile(`\bversion:"([^"]+)"`)

// checkWidget returns how many files of the widget are in a folder; or what is wrong with them.
func checkWidget(folder string) (int, error) {
	loader, err := os.ReadFile(filepath.Join(folder, "sourcemark.js"))
	if err != nil {
		return 0, err
	}
	found := saidVersion.FindSubmatch(loader)
	if found == nil {
		return 0, fmt.Errorf("%s: sourcemark.js is not the loader of a release", folder)
	}
	var wrong []error
	if v := string(found[1]); v != web.Version {
		wrong = append(wrong, fmt.Errorf("%s: the widget is version %s, this program %s: use both of one release", folder, v, web.Version))
	}
	sums, err := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	if err != nil {
		return 0, errors.Join(append(wrong, err)...)
	}
	n := 0
	for line := range strings.Lines(string(sums)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || !filepath.IsLocal(name) {
			return 0, fmt.Errorf("%s: SHA256SUMS: want a digest, two spaces and a file of the folder: %q", folder, line)
		}
		data, err := os.ReadFile(filepath.Join(folder, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if needed(name) {
				wrong = append(wrong, fmt.Errorf("%s: %s is missing", folder, name))
			}
			continue
		case err != nil:
			return 0, err
		}
		n++
		if is := sha256.Sum256(data); hex.EncodeToString(is[:]) != sum {
			wrong = append(wrong, fmt.Errorf("%s: %s is not the file that was built with the others", folder, name))
		}
	}
	return n, errors.Join(wrong...)
}

// needed reports whether readers may need a file of the widget: compressed copies and the demonstration may be left out.
func needed(name string) bool {
	switch filepath.Ext(name) {
	case ".br", ".gz", ".dcz":
		return false
	}
	return name != "sourcemark.local.js" && (strings.HasPrefix(name, "sourcemark.") || strings.HasPrefix(name, "lang/") ||
		strings.HasPrefix(name, "lexicon/"))
}
