package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sourcemark/claims/internal/disk"
	"strings"
	"testing"
)

func TestSpoken(t *testing.T) {
	p := &paper{}
	for _, c := range []struct{ got, want string }{
		{spoken("%s|%-6s|%q", "a\x1b[2J", "\u202eb", "c\u009b"), `a\x1b[2J|\u202eb|"c\u009b"`},
		{spoken("%s: %v\n", "x", errors.Join(errors.New("one\r"), errors.New("two"))), "x: one\\r\ntwo\n"},
		{spoken("%s\n", "one\n::error::two"), "one\\n::error::two\n"},
		{spoken("%s\n", "::error file=a::b"), "\\:\\:error file=a::b\n"},
		{spoken("      %s\n", "::stop-commands::x"), "      \\:\\:stop-commands::x\n"},
		{spoken("%s\n", "a ##[error]b ##vso[task.setvariable]c ##teamcity[d"),
			"a \\#\\#[error]b \\#\\#vso[task.setvariable]c \\#\\#teamcity[d\n"},
		{spoken("## %s: %d", "C++ std::string", 2), "## C++ std::string: 2"},
		{spoken("%s", "\xff\ufffd\u2028\u00ad\ufeff\U000e0041"), `\xff` + "\ufffd" + `\u2028\u00ad\ufeff\U000e0041`},
		{spoken("%s", "می\u200cخواهم 👩\u200d🚒 ä\tb"), "می\u200cخواهم 👩\u200d🚒 ä\tb"},
		{string(p.paint(red, "a\x1b")), `a\x1b`},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	p.coloured = true
	if got := spoken("%s", p.paint(red, "a\x1b[m")); got != "\x1b[31ma\\x1b[m\x1b[m" {
		t.Errorf("got %q", got)
	}
	if got := string(seenJSON([]byte("{\"a\": \"\u202e\U000e0041\u007fä\u200d\"}"))); got != `{"a": "\u202e\udb40\udc41\u007fä`+"\u200d\"}" {
		t.Errorf("got %s", got)
	}
}

// Everything for people goes through one door.
func TestOneDoor(t *testing.T) {
	door := regexp.MustCompile(`fmt\.Fprint(f|ln)?\((w|out|&out|errs|cmd\.\w+\(\)|p\.errs|os\.\w+),`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			switch {
			case strings.HasSuffix(file, "_test.go") || !door.MatchString(line):
			case strings.Contains(line, `"data: %s\n\n"`), strings.Contains(line, `"%s;\n", s`):
				// an event for our own page, and SQL
			default:
				t.Errorf("%s: want say or printf, have %s", file, line)
			}
		}
	}
}

// What names, files and articles hold is shown by every command as words: no terminal obeys it, no log takes it for a
// line or a command of its own.
func TestWordsOfOthers(t *testing.T) {
	const evil = "\x1b]0;title\x07\x1b[2J\x1b[31mred\u009b31m\u202elong\u2066 ::error::x ##[error]y\u2028z"
	inJSON := func(s string) string { // as a dossier can have it
		s = strings.NewReplacer("\x1b", `\u001b`, "\x07", `\u0007`).Replace(s)
		return s
	}
	hostile := strings.Replace(dossier, "40,200 passengers", "40,200 passengers"+inJSON(evil), 1)
	dir := folder(t, map[string]string{
		"ferry.json":  dossier,
		"evil.json":   hostile,
		"broken.json": strings.Replace(dossier, `"#c1"`, `"`+inJSON(evil)+`"`, 1),
		"old.txt": "The ferry carried 41,200 passengers" + evil +
			" last year. “We cannot run half-empty boats,” said " + evil +
			" Bob Smith.\n\n::error::The ferry carried 12 passengers last year.",
		"new.txt": "The ferry carried 41,300 passengers" + evil + " last year. ::error::“We cannot run" + evil +
			" half-empty boats,” said Bob Smith.",
		"page.html": "<p>The ferry carried 41,200 passengers" + strings.ReplaceAll(evil, "\x1b", "&#27;") +
			" last year.</p>",
		"sheet.csv": "quote,publisher,url,date,excerpt,verdict\nThe fare is to rise " + evil +
			",The county,nowhere" + evil + ",3/4/26" + evil + ",The fare rises,Accurate\n",
	})
	t.Chdir(dir)
	document := regexp.MustCompile("json|sarif|w3c|import|csv") // which is not for a log
	for _, args := range []string{
		"check -records ferry.json old.txt", "check -records ferry.json page.html",
		"check -json -records ferry.json old.txt", "check -w3c -records ferry.json old.txt",
		"check -records evil.json old.txt", "place old.txt ferry.json", "place -json new.txt ferry.json",
		"diff old.txt new.txt ferry.json", "diff -json old.txt new.txt ferry.json",
		"lint evil.json broken.json", "lint -format json evil.json broken.json",
		"lint -format sarif evil.json broken.json", "lint -format junit evil.json broken.json",
		"lint -article old.txt ferry.json", "fmt -d evil.json", "history ferry.json broken.json",
		"import -into - sheet.csv", "export -format csv evil.json",
		"verify -key sheet.csv ferry.json", "place " + strings.ReplaceAll(evil, " ", "") + " ferry.json", "fmt -o" +
			strings.ReplaceAll(evil, " ", "") + " x",
	} {
		var said strings.Builder
		run(strings.Split(args, " "), strings.NewReader(""), &said, &said)
		for line := range strings.Lines(said.String()) {
			hidden := strings.ContainsFunc(strings.TrimSuffix(line, "\n"),
				func(r rune) bool { return disk.Hidden(r) && r != '\ufffd' })
			if hidden || strings.HasPrefix(strings.TrimSpace(line), "::") ||
				!document.MatchString(args) && strings.Contains(line, "##[") {
				t.Errorf("%q says %q", args, line)
			}
		}
	}
}

// A file whose name cannot be shown is named so that it can, and not used.
func TestNamesThatAreNotSeen(t *testing.T) {
	for _, name := range []string{"nl\n::error::injected.json", "esc\x1b[2J.json", "cr\r.json", "rtl\u202enosj.json",
		"c1\u009b.json"} {
		dir := folder(t, map[string]string{name: dossier})
		t.Chdir(dir)
		for _, args := range [][]string{{"lint", "."}, {"lint", name}, {"fmt", "-w", name},
			{"check", "-records", ".", name}, {"export", "-format", "csv", ".", "-o", "x"},
			{"withdraw", "-because", "x", name, "c1"}, {"new", name, "-o", "x"}} {
			out, err := command(t, "", args...)
			if said := out + message(err); err == nil || !strings.Contains(said,
				"has a character in its name that is not to be seen: rename it") ||
				!strings.Contains(said, strings.Trim(fmt.Sprintf("%q", name), `"`)) ||
				strings.Count(said, "\n") > 1 {
				t.Errorf("%q: %q", args, said)
			}
		}
		onlyThese(t, dir, name)
	}
}
