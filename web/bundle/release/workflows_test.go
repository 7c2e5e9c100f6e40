package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v4"

	"sourcemark/web"
)

const lintAction = top + "/web/recipes/lint/action.yml"

// TestWorkflows holds the workflows in web/recipes against what GitHub knows: as they are once they are where GitHub looks.
func TestWorkflows(t *testing.T) {
	dir := t.TempDir()
	workflows := filepath.Join(dir, ".github/workflows")
	for _, d := range []string{workflows, filepath.Join(dir, ".git"), filepath.Join(dir, "web/recipes/lint")} {
		if err := os.MkdirAll(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	copyText := func(from, to string, replace *strings.Replacer) {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(replace.Replace(string(data))), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// An Action of the same repository is looked into.
	local := strings.NewReplacer("OWNER/sourcemark/web/recipes/lint@COMMIT", "./web/recipes/lint")
	copyText(lintAction, filepath.Join(dir, "web/recipes/lint/action.yml"), local)
	names, err := filepath.Glob(top + "/web/recipes/*.yml")
	if err != nil || len(names) < 2 {
		t.Fatalf("%v %v", names, err)
	}
	for _, name := range names {
		to := filepath.Join(workflows, filepath.Base(name))
		copyText(name, to, local)
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := linter.LintFile(to, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			t.Errorf("%s: %v", name, f)
		}
	}
	if data, err := os.ReadFile(top + "/web/recipes/dossiers.yml"); err != nil || !strings.Contains(string(data), "version: "+web.Version+",") {
		t.Errorf("dossiers.yml takes another version than %s, %v", web.Version, err)
	}
}

// TestLintAction runs what the Action runs, with the release in the place of GitHub's.
func TestLintAction(t *testing.T) {
	release(t)
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the Action is for GitHub's machines")
	}
	data, err := os.ReadFile(lintAction)
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Runs struct {
			Steps []struct{ Name, Run string }
		}
	}
	if err := yaml.Unmarshal(data, &action); err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs(filepath.Join(top, folder))
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	gh := "#!/bin/sh\ncase $1 in release) cp " + dir + "/sourcemark-$VERSION-linux-amd64.tar.gz " + dir + "/SHA256SUMS . ;; attestation) test -f \"$3\" ;; esac\n"
	if err := os.WriteFile(filepath.Join(temp, "gh"), []byte(gh), 0o755); err != nil {
		t.Fatal(err)
	}
	paths := filepath.Join(temp, "paths")
	path := temp + ":" + os.Getenv("PATH")
	for _, step := range action.Runs.Steps {
		if step.Run == "" {
			continue
		}
		cmd := exec.Command("bash", "-eo", "pipefail", "-c", step.Run)
		cmd.Dir = top
		cmd.Env = append(os.Environ(), "PATH="+path, "RUNNER_TEMP="+temp, "GITHUB_PATH="+paths, "VERSION="+web.Version,
			"REPOSITORY=news/sourcemark", "DOSSIERS=claims/records")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", step.Name, err, out)
		}
		if added, err := os.ReadFile(paths); err == nil {
			path = strings.TrimSpace(string(added)) + ":" + temp + ":" + os.Getenv("PATH")
		}
	}
	if sarif, err := os.ReadFile(filepath.Join(temp, "lint.sarif")); err != nil || !strings.Contains(string(sarif), `"version": "2.1.0"`) {
		t.Errorf("lint.sarif: %v\n%.300s", err, sarif)
	}
}
