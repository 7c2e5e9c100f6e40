package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A repository is one with one dossier in it, in two versions, and a program that nobody is to run.
type repository struct {
	*testing.T
	dir, dossiers, program, ran string
}

func newDesk(t *testing.T) *repository {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("history is read out of git, which is not here")
	}
	for _, s := range os.Environ() {
		if name, _, _ := strings.Cut(s, "="); strings.HasPrefix(name, "GIT_") {
			t.Setenv(name, "") // and back to what it was
			os.Unsetenv(name)
		}
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	dir := t.TempDir()
	d := &repository{t, filepath.Join(dir, "desk"), filepath.Join(dir, "desk", "dossiers"), filepath.Join(dir, "program"),
		filepath.Join(dir, "ran")}
	d.must(os.MkdirAll(d.dossiers, 0o777))
	d.must(os.WriteFile(d.program, fmt.Appendf(nil, "#!/bin/sh\necho \"$0 $*\" >> '%s'\necho '[GNUPG:] GOODSIG x'\n",
		d.ran), 0o755))
	d.git("", "init", "-q", "-b", "main", d.dir)
	d.write("ferry.json", dossier)
	d.commit()
	d.write("ferry.json", strings.Replace(dossier, "40,200 passengers", "40,201 passengers", 1))
	d.commit()
	return d
}

func (d *repository) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *repository) write(name, data string) {
	d.Helper()
	d.must(os.WriteFile(filepath.Join(d.dossiers, name), []byte(data), 0o666))
}

// git runs git in the repository, and gives what it said.
func (d *repository) git(in string, args ...string) string {
	d.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=Desk", "-c", "user.email=desk@news.example", "-c",
		"protocol.file.allow=always"}, args...)...)
	if args[0] != "init" {
		cmd.Dir = d.dir
	}
	cmd.Stdin = strings.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		d.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

func (d *repository) commit() {
	d.Helper()
	d.git("", "add", "-A")
	d.git("", "commit", "-q", "-m", "A version")
}

// signed is a commit of the same files that says it is signed, which git would have a program look at.
func (d *repository) signed() string {
	d.Helper()
	const lines = "author Desk <desk@news.example> 1772000000 +0000\ncommitter Desk <desk@news.example> 1772000000 " +
		"+0000\n" +
		"gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nSigned\n"
	return d.git("tree "+d.git("", "rev-parse", "HEAD^{tree}")+"\n"+lines, "hash-object", "-t", "commit", "-w",
		"--stdin")
}

// Whatever a checkout brings along, or the environment says, looking at a dossier's history runs no program of it, and
// is the history of that dossier or an error.
func TestHistoryRunsNothing(t *testing.T) {
	const programs = `
[core]
	fsmonitor = PROGRAM
	pager = PROGRAM
	editor = PROGRAM
	askPass = PROGRAM
	sshCommand = PROGRAM
	gitProxy = PROGRAM
	hooksPath = HOOKS
	attributesFile = ATTRIBUTES
	alternateRefsCommand = PROGRAM
[pager]
	log = PROGRAM
	rev-parse = PROGRAM
[log]
	showSignature = true
	diffMerges = on
[gpg]
	program = PROGRAM
[gpg "ssh"]
	program = PROGRAM
	defaultKeyCommand = PROGRAM
[diff]
	external = PROGRAM
[diff "x"]
	command = PROGRAM
	textconv = PROGRAM
[filter "x"]
	smudge = PROGRAM
	clean = PROGRAM
	process = PROGRAM
[alias]
	log = !PROGRAM
	rev-parse = !PROGRAM
	cat-file = !PROGRAM
[credential]
	helper = !PROGRAM
[trace2]
	eventTarget = RAN
`
	filled := func(d *repository, config string) string {
		hooks := filepath.Join(filepath.Dir(d.dir), "hooks")
		d.must(os.MkdirAll(hooks, 0o777))
		for _, name := range []string{"post-index-change", "reference-transaction", "post-checkout",
			"fsmonitor-watchman"} {
			if err := os.Symlink(d.program, filepath.Join(hooks, name)); err != nil && !os.IsExist(err) {
				d.Fatal(err)
			}
		}
		attributes := filepath.Join(filepath.Dir(d.dir), "attributes")
		d.must(os.WriteFile(attributes, []byte("* diff=x filter=x\n"), 0o666))
		return strings.NewReplacer("PROGRAM", d.program, "HOOKS", hooks, "ATTRIBUTES", attributes, "RAN",
			d.ran).Replace(config)
	}
	appended := func(d *repository, name, words string) {
		data, _ := os.ReadFile(filepath.Join(d.dir, name))
		d.must(os.WriteFile(filepath.Join(d.dir, name), append(data, words...), 0o666))
	}
	const two = "ferry.json: 2 records; 2 added, 2 changed"
	for _, c := range []struct {
		name string
		set  func(*repository)
		want string
	}{
		{"the folder is a bare repository with settings", func(d *repository) {
			d.git("", "update-ref", "refs/heads/main", d.signed())
			d.must(os.CopyFS(d.dossiers, os.DirFS(filepath.Join(d.dir, ".git"))))
			d.must(os.RemoveAll(filepath.Join(d.dir, ".git")))
			d.git("", "init", "-q", d.dir)
			d.must(os.WriteFile(filepath.Join(d.dossiers, "config"),
				[]byte("[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\n"+filled(d, programs)), 0o666))
		}, "is itself a repository of git"},
		{"the folder above it is one", func(d *repository) {
			d.must(os.Rename(filepath.Join(d.dir, ".git"), filepath.Join(d.dir, "x")))
			d.git("", "-C", "x", "config", "core.bare", "true")
			d.must(os.Rename(d.dossiers, filepath.Join(d.dir, "x", "dossiers")))
			d.dossiers = filepath.Join(d.dir, "x", "dossiers")
		}, "is itself a repository of git"},
		{"settings of the repository", func(d *repository) {
			d.git("", "update-ref", "refs/heads/main", d.signed())
			appended(d, ".git/config", filled(d, programs))
		}, "ferry.json: 2 records; 2 added, 0 changed"},
		{"settings that another file has", func(d *repository) {
			d.git("", "update-ref", "refs/heads/main", d.signed())
			appended(d, "settings", filled(d, programs))
			appended(d, ".git/config", "[include]\npath = ../settings\n[includeIf \"gitdir:**\"]\npath = ../settings\n")
		}, "ferry.json: 2 records; 2 added, 0 changed"},
		{"settings of the environment", func(d *repository) {
			d.git("", "update-ref", "refs/heads/main", d.signed())
			for name, value := range map[string]string{"GIT_CONFIG_COUNT": "2",
				"GIT_CONFIG_KEY_0": "log.showSignature", "GIT_CONFIG_VALUE_0": "true",
				"GIT_CONFIG_KEY_1": "gpg.program", "GIT_CONFIG_VALUE_1": d.program, "GIT_EXTERNAL_DIFF": d.program,
				"GIT_PAGER": d.program, "GIT_SSH": d.program} {
				d.Setenv(name, value)
			}
		}, "ferry.json: 2 records; 2 added, 0 changed"},
		{"attributes of the files", func(d *repository) {
			d.write(".gitattributes", "* diff=x filter=x\n")
			d.git("", "add", "-A")
			d.git("", "commit", "-q", "-m", "Attributes", "--", "dossiers/.gitattributes")
			appended(d, ".git/config", filled(d, programs))
		}, two},
		{"another repository in the environment", func(d *repository) {
			d.git("", "init", "-q", d.dir+"-other")
			d.Setenv("GIT_DIR", d.dir+"-other/.git")
			d.Setenv("GIT_WORK_TREE", d.dossiers)
			d.Setenv("GIT_INDEX_FILE", d.program)
		}, two},
		{"a commit that stands for another", func(d *repository) {
			d.git("", "replace", "HEAD", d.signed())
		}, two},
		{"a graft, which cuts history off", func(d *repository) {
			appended(d, ".git/info/grafts", d.git("", "rev-parse", "HEAD")+"\n")
		}, two},
		{"files that are elsewhere", func(d *repository) {
			blob := d.git("", "rev-parse", "HEAD~:dossiers/ferry.json")
			d.must(os.Remove(filepath.Join(d.dir, ".git", "objects", blob[:2], blob[2:])))
			appended(d, ".git/config", filled(d, `
[core]
	repositoryformatversion = 1
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::PROGRAM
	uploadpack = PROGRAM
	promisor = true
	partialclonefilter = blob:none
[protocol]
	allow = always
`))
		}, "git says:"},
		{"a clone without its older commits", func(d *repository) {
			d.git("", "clone", "-q", "--depth", "1", "file://"+d.dir, d.dir+"-clone")
			d.dossiers = filepath.Join(d.dir+"-clone", "dossiers")
		}, "git fetch --unshallow"},
		{"a working tree beside another", func(d *repository) {
			d.git("", "worktree", "add", "-q", "-b", "other", d.dir+"-tree")
			d.dossiers = filepath.Join(d.dir+"-tree", "dossiers")
		}, two},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.set(d)
			d.must(os.WriteFile(filepath.Join(d.dossiers, "extra.json"),
				[]byte(strings.Replace(dossier, `"ferry.json"`, `"extra.json"`, 1)), 0o666))
			t.Chdir(filepath.Dir(d.dossiers))
			out, err := command(t, "", "history", "dossiers/ferry.json")
			if said := out + message(err); !strings.Contains(said, c.want) {
				t.Errorf("got %s\nwant %s", said, c.want)
			}
			if ran, err := os.ReadFile(d.ran); err == nil {
				t.Errorf("a program of the checkout was run: %s", ran)
			}
		})
	}
}

// The name of a dossier is a name, whatever it means to git.
func TestHistoryNames(t *testing.T) {
	for _, name := range []string{"*.json", "?erry.json", "[a-z]erry.json", ":(top)z.json", ":!ferry.json",
		":(exclude)ferry.json", "-x.json", "--all.json",
		"HEAD", "a b.json", "ä.json", `"q".json`, `back\slash.json`, "0123456789 2026-03-10T09:00:00Z", "@{0}.json",
		"a:b.json", "tab\t.json"} {
		d := newDesk(t)
		d.write("z.json", dossier)
		d.must(os.WriteFile(filepath.Join(d.dossiers, filepath.FromSlash(name)), []byte(dossier), 0o666))
		d.commit()
		t.Chdir(d.dossiers)
		if out, err := command(t, "", "history", "--", name); err != nil || strings.Count(out, "\n20") != 1 ||
			!strings.Contains(out, "; 2 added, 0 changed") {
			t.Errorf("%q: want one commit, have %v\n%s", name, err, out)
		}
	}
}

// The recipe for CI runs on strangers' files: with no rights that it does not need, with no action that its publisher
// can change afterwards, and with a program that was built before they were there.
func TestRecipeForStrangers(t *testing.T) {
	readme, err := os.ReadFile("../../../web/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, recipe, _ := strings.Cut(string(readme), "```yaml\non: [push, pull_request]")
	recipe, _, ok := strings.Cut(recipe, "```")
	if !ok {
		t.Fatal("there is no recipe for pull requests")
	}
	pinned := regexp.MustCompile(`^[a-z/-]+@[0-9a-f]{40} #`)
	build, checkout := strings.Index(recipe, "go build"), strings.LastIndex(recipe, "actions/checkout@")
	if !strings.HasPrefix(recipe, " # and not pull_request_target") ||
		!strings.Contains(recipe, "\npermissions: {}\n") || build < 0 || build > checkout ||
		strings.Count(recipe, "persist-credentials: false") != strings.Count(recipe, "actions/checkout@") {
		t.Errorf("a stranger's files are there too early, or have rights:%s", recipe)
	}
	for _, uses := range strings.Split(recipe, "uses: ")[1:] {
		if !pinned.MatchString(uses) {
			t.Errorf("want the commit of an action, have %.60s", uses)
		}
	}
}
