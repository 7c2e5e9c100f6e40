package main

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sourcemark/claims/records/edit"
)

// TestMain makes the test binary be the command, too, so that tests see true exit statuses and streams.
func TestMain(m *testing.M) {
	if files := os.Getenv(asWriter); files != "" {
		writeForever(filepath.SplitList(files))
	}
	testscript.Main(m, map[string]func(){"sourcemark": main})
}

var update = flag.Bool("update", false, "write what the commands say now into the scripts")

// TestScripts runs testdata/script: a script for each command, with the files it reads and what it is to say.
func TestScripts(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update under CI would let any change pass")
	}
	story, err := os.ReadFile("../../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	records, err := os.ReadFile("../../records/samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// status WANT ARGS...: sourcemark ARGS ends with this exit status, and says nothing on the standard output.
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				want := args[0]
				err := ts.Exec("sourcemark", args[1:]...)
				got := "0"
				if exit := new(exec.ExitError); errors.As(err, &exit) {
					got = strconv.Itoa(exit.ExitCode())
				}
				if got != want {
					ts.Fatalf("sourcemark %s: status %s, want %s", strings.Join(args[1:], " "), got, want)
				}
			},
		},
		Setup: func(e *testscript.Env) error {
			// The demonstration's own story and dossier, for any script that wants a long one.
			return errors.Join(os.WriteFile(e.Cd+"/story.html", story, 0o600),
				os.WriteFile(e.Cd+"/samarkand-2022.json", records, 0o600))
		},
	})
}

// command runs a command in this process, and gives what it wrote and, as an error, its message without the command's
// name.
func command(t *testing.T, in string, args ...string) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(args, strings.NewReader(in), &out, &errs)
	if code == fine {
		if errs.Len() > 0 {
			t.Errorf("nobody watches and nothing is wrong, yet it said: %q", errs.String())
		}
		return out.String(), nil
	}
	return out.String(), errors.New(strings.TrimSuffix(strings.TrimPrefix(errs.String(), "sourcemark "+args[0]+": "),
		"\n"))
}

// One dash is as good as two before long names, and values and files are left as they are.
func TestOneDash(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"check -json -records my/dossiers -", "check --json --records my/dossiers -"},
		{"check --json -date=2022-09-16 a.txt", "check --json --date=2022-09-16 a.txt"},
		{"fmt -l -w -o=x.json", "fmt -l -w -o=x.json"},
		{"check -- -json.txt", "check -- -json.txt"},
		{"check -h", "check -h"},
		{"__complete check -json -rec", "__complete check --json -rec"},
		{"", ""},
	} {
		if got := strings.Join(oneDash(strings.Fields(c.in)), " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	args := []string{"-json"}
	if oneDash(args); args[0] != "-json" {
		t.Error("the caller's arguments were changed")
	}
}

// Every command says what it is for, how it is used and shows it, and a shell can complete it.
func TestHelp(t *testing.T) {
	root := commands()
	for _, cmd := range root.Commands() {
		if cmd.IsAdditionalHelpTopicCommand() || cmd.Name() == "completion" || cmd.Name() == "help" {
			continue
		}
		if cmd.Short == "" || cmd.Long == "" || cmd.Example == "" || cmd.GroupID == "" || !cmd.DisableFlagsInUseLine {
			t.Errorf("%s: want Short, Long, Example, GroupID and a usage line that is written by hand", cmd.Name())
		}
		if cmd.ValidArgs == nil && cmd.ValidArgsFunction == nil {
			t.Errorf("%s: a shell cannot complete what comes behind it", cmd.Name())
		}
		out, err := command(t, "", cmd.Name(), "-h")
		if err != nil || !strings.Contains(out, "Usage:\n  sourcemark "+cmd.Name()) ||
			!strings.Contains(out, "Examples:\n  ") {
			t.Errorf("%s -h: %v\n%s", cmd.Name(), err, out)
		}
		for line := range strings.Lines(out) {
			const wide = 130 // characters, so that a line is one on any terminal that shows code
			if n := len([]rune(line)); n > wide {
				t.Errorf("%s -h: a line of %d characters: %s", cmd.Name(), n, line)
			}
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if out, err := command(t, "", "completion", shell); err != nil || !strings.Contains(out, "sourcemark") {
			t.Errorf("completion %s: %v", shell, err)
		}
	}
	for _, c := range []struct{ typed, want string }{
		{"batch|", "compare"},
		{"lint|-format|", "sarif"},
		{"render|--lang|", "ko"},
		{"render|--she", "--sheet"},
		{"check|-records|", "jsonl"}, // files that end so
		{"fmt|", "json"},
		{"pl", "place"},
	} {
		var out strings.Builder
		run(append([]string{"__complete"}, strings.Split(c.typed, "|")...), nil, &out, io.Discard)
		if !slices.ContainsFunc(strings.Split(out.String(), "\n"),
			func(l string) bool { return strings.Split(l, "\t")[0] == c.want }) {
			t.Errorf("%s is not completed with %s: %q", c.typed, c.want, out.String())
		}
	}
}

// A new dossier has the @context that claims/records/README.md teaches.
func TestDossierContext(t *testing.T) {
	readme, err := os.ReadFile("../../records/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, frame, _ := strings.Cut(string(readme), `"@context": `)
	frame, _, _ = strings.Cut(frame, `}],`)
	if got, want := oneLine(edit.Context), oneLine(frame+"}]"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// Without -records, the project's own folder of dossiers is read, whatever else lies in it.
func TestOwnRecords(t *testing.T) {
	t.Chdir("../../..")
	out, err := command(t, "", "place", "index.html")
	if err != nil || !strings.Contains(out, "37 records: 37 exact") {
		t.Errorf("%v\n%s", err, out)
	}
}
