package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// How the history of a file is read out of git. A checkout may be a stranger's, as of a pull request, and git does much
// that its configuration says: it pages, signs, filters, watches, fetches, and runs programs for each. No list of what
// to switch off stays complete. So git looks at the checkout once, only to say where its objects are and which commit
// it is at, which runs nothing; the commits and files are then read with an empty repository of ours, that has its
// objects from there. In it are no configuration, hooks, attributes, replacements or remotes but our own.

// A checkout is a repository whose objects can be read.
type checkout struct {
	dir     string // the empty repository
	objects string
	head    string // the hash of the commit it is at
	prefix  string // the path of the folder in it, with a slash at its end unless it is the topmost
}

// openCheckout returns the repository that a folder belongs to.
func openCheckout(folder string) (*checkout, error) {
	var failed error
	ask := func(args ...string) string {
		out, err := runGit(ownSettings(), append([]string{"-C", folder, "-c", "safe.bareRepository=explicit"},
			args...)...)
		failed = cmp.Or(failed, err)
		return strings.TrimSuffix(string(out), "\n")
	}
	if err := onlyFiles(folder); err != nil {
		return nil, err
	}
	its := ask("rev-parse", "--absolute-git-dir")
	if failed != nil && !strings.Contains(failed.Error(), "safe.bareRepository") {
		return nil, failed
	}
	inside, err := isWithin(folder, its)
	switch {
	case failed != nil || inside: // git before 2.38 does not know that setting
		return nil, errors.New("this folder is itself a repository of git, without a checkout, and such a one is " +
			"not read")
	case err != nil:
		return nil, err
	case ask("rev-parse", "--is-shallow-repository") == "true":
		return nil, errors.New("this clone is without older commits, and what vanished in them would not be seen: " +
			"git fetch --unshallow (in CI: fetch-depth: 0)")
	}
	c := &checkout{
		objects: ask("rev-parse", "--git-path", "objects"),
		head:    ask("rev-parse", "--verify", "HEAD"),
		prefix:  ask("rev-parse", "--show-prefix"),
	}
	format := ask("rev-parse", "--show-object-format")
	if failed != nil {
		return nil, failed
	}
	if !filepath.IsAbs(c.objects) {
		c.objects = filepath.Join(folder, c.objects)
	}
	if c.objects, err = filepath.Abs(c.objects); err != nil {
		return nil, err
	}
	if c.dir, err = os.MkdirTemp("", "sourcemark"); err != nil {
		return nil, err
	}
	if _, err = runGit(nothingElse(), "init", "-q", "--bare", "--template=", "--object-format="+format,
		c.dir); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// onlyFiles returns an error for what git would wait for, such as a pipe, in the repository of a folder. (None comes
// with a clone, but an archive can have one.) Where a link to a folder ends is not known, so links are refused too.
func onlyFiles(folder string) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	for above := ""; folder != above; above, folder = folder, filepath.Dir(folder) {
		// the last two are how git tells if it stands in a repository
		for _, name := range [...]string{".git", "HEAD", "config"} {
			its := filepath.Join(folder, name)
			if info, err := os.Stat(its); err != nil || info.IsDir() && name != ".git" {
				continue
			} else if info.IsDir() {
				its += string(filepath.Separator) // may be a link
			}
			if err := filepath.WalkDir(its, func(file string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				if info, err := os.Stat(file); err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeDevice) != 0 {
					return &fs.PathError{Op: "read", Path: file,
						Err: errors.New("is a pipe or a device, and git would wait for it: remove it, or clone the " +
							"repository again")}
				}
				return nil
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checkout) close() { os.RemoveAll(c.dir) }

// run runs a command that reads commits or files.
func (c *checkout) run(args ...string) ([]byte, error) {
	env := append(nothingElse(),
		"GIT_DIR="+c.dir,
		"GIT_OBJECT_DIRECTORY="+c.objects,
		"GIT_LITERAL_PATHSPECS=1", // a file called *.json is that one
		"GIT_NO_REPLACE_OBJECTS=1",
		"GIT_NO_LAZY_FETCH=1", // what a partial clone has not is an error, and not a connection to where it says
		"GIT_ALLOW_PROTOCOL=none")
	return runGit(env, append([]string{"--no-pager"}, args...)...)
}

// A blob is a file as a commit has it.
type blob struct {
	commit string // shortened, as people write it
	date   string // of the commit, RFC 3339
	hash   string
}

// log returns the versions of a file in the folder, newest first, also under names that it had before, without commits
// that took it away.
func (c *checkout) log(name string) ([]blob, error) {
	out, err := c.run("log", "--follow", "--raw", "--no-abbrev", "-z", "--no-show-signature", "--no-notes",
		"--no-ext-diff", "--no-textconv",
		"--no-mailmap", "--no-color", "--format=%H %cI", c.head, "--", c.prefix+name)
	if err != nil {
		return nil, err
	}
	// A commit, its date, NUL, a line end, ":oldmode newmode oldhash newhash letter", NUL, the name, NUL, and if the
	// letter is R or C, the new name and NUL. A name holds anything but NUL, so each is taken by its place.
	fields := strings.Split(string(out), "\x00")
	next := func() string {
		if len(fields) == 0 {
			return ""
		}
		f := fields[0]
		fields = fields[1:]
		return f
	}
	var blobs []blob
	for len(fields) > 1 {
		commit, date, _ := strings.Cut(next(), " ")
		change := strings.Fields(next())
		if _, err := time.Parse(time.RFC3339, date); err != nil || len(change) != 5 || change[0][0] != ':' {
			return nil, fmt.Errorf("commit %q: git tells of it in a way that is not known here", commit)
		}
		next()
		letter := change[4][0]
		if letter == 'R' || letter == 'C' {
			next()
		}
		if mode := change[1]; strings.HasPrefix(mode, "100") { // a file, and not a link, a submodule or nothing
			const short = 10 // digits, which name one commit in any repository of texts
			blobs = append(blobs, blob{commit[:min(short, len(commit))], date, change[3]})
		}
		if letter == 'C' {
			break // what is older is that of another file, of which this one is a copy
		}
	}
	return blobs, nil
}

func (c *checkout) read(b blob) ([]byte, error) {
	return c.run("cat-file", "blob", b.hash)
}

// ownSettings returns the environment without what tells git where to look or what to run. Which files are the user's
// own settings stays, for they say whose repositories he trusts.
func ownSettings() []string {
	kept := []string{"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"}
	env := slices.DeleteFunc(os.Environ(), func(s string) bool {
		name, _, _ := strings.Cut(s, "=")
		return strings.HasPrefix(strings.ToUpper(name), "GIT_") && !slices.Contains(kept, name)
	})
	return append(env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none")
}

// nothingElse returns the environment without anybody's settings.
func nothingElse() []string {
	return append(ownSettings(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_ATTR_NOSYSTEM=1")
}

// gitMost is how long git may take. The history of one file never takes as long, and a wait for something that never
// comes has an end.
const gitMost = 10 * time.Minute

func runGit(env []string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), gitMost)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = env
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git says: %s", cmp.Or(oneLine(errs.String()), err.Error()))
	}
	return out, nil
}

// isWithin reports whether a folder is another one or below it, wherever links lead.
func isWithin(folder, other string) (bool, error) {
	top, err := os.Stat(other)
	if err != nil {
		return false, err
	}
	folder, err = filepath.Abs(folder)
	if err == nil {
		folder, err = filepath.EvalSymlinks(folder)
	}
	for ; err == nil; folder = filepath.Dir(folder) {
		var info fs.FileInfo
		if info, err = os.Stat(folder); err != nil || os.SameFile(info, top) {
			return err == nil, err
		}
		if folder == filepath.Dir(folder) {
			return false, nil
		}
	}
	return false, err
}
