package desk

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sourcemark/claims/records"
	"sourcemark/wasm/browser/chromium"
)

// asEditor makes the test binary an editor who types and saves in a folder until killed, for TestKilled.
const asEditor = "SOURCEMARK_TEST_EDITS"

func TestMain(m *testing.M) {
	if dir := os.Getenv(asEditor); dir != "" {
		editForever(dir)
	}
	chromium.Main(m)
}

// editForever types and saves one number after the other, and says each one when it is kept.
func editForever(dir string) {
	f, err := Open(dir)
	for n := 1; err == nil; n++ {
		words := fmt.Sprintf("The ferry carried %d passengers", n)
		form := Typed{ID: "tab", Form: "#c01", Values: url.Values{"text": {words}}}
		if err = f.Keep(form); err != nil {
			break
		}
		fmt.Println("typed", n)
		data, _ := os.ReadFile(filepath.Join(dir, "ferry.json"))
		if _, err = f.Save(saying(string(data), "#c01", words)); err != nil {
			break
		}
		fmt.Println("saved", n)
		err = f.Forget(form)
	}
	fmt.Println(err)
	os.Exit(1)
}

// TestKilled kills somebody who types and saves at 50 random moments. What was saved is there then, the file is whole,
// what was typed and not saved is back, and each step can still be undone.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("the moments are those of seed %d", seed)
	moments := rand.New(rand.NewPCG(seed, 0))
	// In memory where there is a file system of it: a kill can do the same there, and syncing takes no time.
	dir, err := os.MkdirTemp("/dev/shm", "sourcemark")
	if err != nil {
		dir = t.TempDir()
	}
	defer os.RemoveAll(dir)
	long := strings.Replace(ferry, `"deskNote": "asked twice"`, `"deskNote": "`+strings.Repeat("word ", 10_000)+`"`, 1)
	for range 50 {
		write(t, filepath.Join(dir, "ferry.json"), long)
		os.RemoveAll(filepath.Join(dir, storeName))
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), asEditor+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		typed, saved := 0, 0
		lines := bufio.NewScanner(out)
		end := 2 + moments.IntN(12) // it is killed somewhere after so many lines
		for n := 0; lines.Scan(); n++ {
			var what string
			var number int
			if _, err := fmt.Sscanf(lines.Text(), "%s %d", &what, &number); err != nil {
				t.Fatal(lines.Text())
			}
			if what == "typed" {
				typed = number
			} else {
				saved = number
			}
			if n == end {
				const span = 3 * time.Millisecond // about one step
				moment := time.NewTimer(time.Duration(moments.Int64N(int64(span))))
				go func() { <-moment.C; cmd.Process.Kill() }()
			}
		}
		cmd.Wait()
		f, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		f.Wait()
		d, err := f.Dossier("ferry.json")
		if err != nil || d.Err != nil {
			t.Fatalf("the file is not whole: %v, %v", err, d)
		}
		var there int
		fmt.Sscanf(d.Records[0].Text, "The ferry carried %d passengers", &there)
		if there != saved && there != saved+1 {
			t.Errorf("%d was saved, and %d is there", saved, there)
		}
		if back := f.Typed("#c01"); there < typed && (len(back) != 1 || back[0].Values.Get("text") !=
			fmt.Sprintf("The ferry carried %d passengers", typed)) && !(len(back) == 1 && strings.Contains(
			back[0].Values.Get("text"), fmt.Sprint(typed+1))) {
			t.Errorf("%d was typed and %d is there, but back is %v", typed, there, back)
		}
		for n := there; n > 0; n-- {
			if _, err := f.Undo("ferry.json", ""); err != nil {
				t.Fatalf("undo of %d after a kill: %v", n, err)
			}
		}
		if got := f.in(t, "ferry.json"); got != long {
			t.Errorf("all undone, the file has %d bytes, want %d", len(got), len(long))
		}
		f.Close()
	}
}

// Two editors save different checks of one dossier again and again, and nothing that one of them saves is lost.
func TestTwoSavers(t *testing.T) {
	first := opened(t, map[string]string{"ferry.json": ferry})
	second, err := Open(first.dir) // as another process has it
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	var hands sync.WaitGroup
	for i, f := range []*Folder{first, second} {
		hands.Go(func() {
			id := fmt.Sprintf("#c%02d", i+1)
			for n := range 20 {
				if _, err := f.Save(saying(f.in(t, "ferry.json"), id, fmt.Sprintf("Said %d times", n))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	hands.Wait()
	d, err := first.Dossier("ferry.json")
	if err != nil || d.Records[0].Text != "Said 19 times" || d.Drafts[0].Text != "Said 19 times" {
		t.Errorf("%v, %+v", err, d)
	}
	if undo, _, err := second.Steps("ferry.json"); err != nil || len(undo) != 40 {
		t.Errorf("%d steps, %v", len(undo), err)
	}
}

// Two tabs have the same check open: the second one to save is asked, and sees both versions.
func TestTwoTabs(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	one, two := saying(ferry, "#c01", "It was full"), saying(ferry, "#c01", "It was empty")
	if _, err := f.Save(one); err != nil {
		t.Fatal(err)
	}
	saved := f.in(t, "ferry.json")
	var c *Conflict
	if _, err := f.Save(two); !errors.As(err, &c) || f.in(t, "ferry.json") != saved {
		t.Fatalf("%v\n%s", err, f.in(t, "ferry.json"))
	}
	p := c.Parts[0]
	if len(c.Parts) != 1 || !strings.Contains(string(p.Theirs), "It was full") || !strings.Contains(string(p.Ours),
		"It was empty") || !strings.Contains(c.Error(), "#c01") {
		t.Errorf("%+v", c)
	}
	two.Seen["#c01"] = p.Version // the editor has seen theirs
	if _, err := f.Save(two); err != nil || !strings.Contains(f.in(t, "ferry.json"), "It was empty") {
		t.Error(err)
	}
	// A check that somebody took out is not put back by a form that was open.
	gone := saying(f.in(t, "ferry.json"), "#c02", "The fare may rise")
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(f.in(t, "ferry.json"), `"#c02"`, `"#c09"`, 1))
	if _, err := f.Save(gone); !errors.As(err, &c) || c.Parts[0].Theirs != nil {
		t.Errorf("%v", err)
	}
}

// An outside edit of another check between opening and saving is kept, and so is what no form knows; how the file is
// laid out does not matter.
func TestOutsideEdit(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	form := saying(ferry, "#c01", "It was full")
	other := strings.ReplaceAll(strings.Replace(ferry, "The fare rises", "The fare may rise", 1), "\n    ", "\n")
	write(t, filepath.Join(f.dir, "ferry.json"), other)
	if _, err := f.Save(form); err != nil {
		t.Fatal(err)
	}
	got := f.in(t, "ferry.json")
	for _, want := range []string{"It was full", "The fare may rise", `"deskNote": "asked twice"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	// Half a file, as an editor leaves it that is still writing or a merge that is not resolved: nothing is saved.
	half := "<<<<<<< HEAD\n" + got
	write(t, filepath.Join(f.dir, "ferry.json"), half)
	if _, err := f.Save(saying(got, "#c01", "It was empty")); err == nil || f.in(t, "ferry.json") != half {
		t.Errorf("%v\n%s", err, f.in(t, "ferry.json"))
	}
	// What the reader would refuse is not saved either.
	write(t, filepath.Join(f.dir, "ferry.json"), got)
	if _, err := f.Save(saying(got, "#c01", "")); records.Mistakes(err) == nil || f.in(t, "ferry.json") != got {
		t.Errorf("a check without words: %v", err)
	}
}

func TestUndo(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	states := []string{ferry}
	for _, words := range []string{"One", "Two", "Three"} {
		if _, err := f.Save(saying(f.in(t, "ferry.json"), "#c01", words)); err != nil {
			t.Fatal(err)
		}
		states = append(states, f.in(t, "ferry.json"))
	}
	f.Close()
	f, err := Open(f.dir) // over a restart
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	step := func(do func(string, string) (*Step, error), to int) {
		t.Helper()
		if s, err := do("ferry.json", ""); err != nil || s.Words != "Saved #c01" || f.in(t, "ferry.json") != states[to] {
			t.Fatalf("%+v, %v\n%s", s, err, f.in(t, "ferry.json"))
		}
	}
	step(f.Undo, 2)
	step(f.Undo, 1)
	step(f.Redo, 2)
	step(f.Redo, 3)
	if _, err := f.Redo("ferry.json", ""); !errors.Is(err, NoStep) {
		t.Error(err)
	}
	step(f.Undo, 2)
	step(f.Redo, 3)
	step(f.Undo, 2)
	step(f.Undo, 1)
	step(f.Undo, 0)
	if _, err := f.Undo("ferry.json", ""); !errors.Is(err, NoStep) {
		t.Error(err)
	}
	step(f.Redo, 1)

	// Somebody else has changed it since: undo takes nothing of theirs away without a question.
	theirs := strings.Replace(states[1], "The fare rises", "The fare may rise", 1)
	write(t, filepath.Join(f.dir, "ferry.json"), theirs)
	var o *Overtaken
	if _, err := f.Undo("ferry.json", ""); !errors.As(err, &o) || string(o.Theirs) != theirs ||
		string(o.Before) != ferry || f.in(t, "ferry.json") != theirs {
		t.Fatalf("%v", err)
	}
	if _, err := f.Undo("ferry.json", "another"); !errors.As(err, &o) {
		t.Error(err)
	}
	if _, err := f.Undo("ferry.json", o.Now); err != nil || f.in(t, "ferry.json") != ferry {
		t.Error(err)
	}
	// That, too, can be taken back.
	if _, err := f.Redo("ferry.json", ""); err != nil || f.in(t, "ferry.json") != theirs {
		t.Error(err)
	}
	// A step with many words is still one.
	long := saying(theirs, "#c01", "Four")
	long.Words = strings.Repeat("word ", 10_000)
	if s, err := f.Save(long); err != nil || len(s.Words) > 250 {
		t.Fatal(err)
	}
	if s, err := f.Undo("ferry.json", ""); err != nil || s.Words[:5] != "word " || f.in(t, "ferry.json") != theirs {
		t.Error(err)
	}
	// What others have put among the steps is none.
	write(t, f.store.path("undo", "ferry.json", stepFile(900)), `{"number": 900, "dossier": "bridge.json"}`)
	write(t, f.store.path("undo", "ferry.json", stepFile(901)), "\x00")
	if undo, _, err := f.Steps("ferry.json"); err != nil || len(undo) != 1 {
		t.Errorf("%v, %v", undo, err)
	}
}

// Nothing is written through a link that somebody has put in the place of the desk's own folder.
func TestStoreIsNoLink(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	elsewhere := t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(f.dir, storeName)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Save(saying(ferry, "#c01", "It was full")); err == nil || f.in(t, "ferry.json") != ferry {
		t.Errorf("saved, %v", err)
	}
	if err := f.Keep(Typed{ID: "a", Form: "b"}); err == nil {
		t.Error("kept")
	}
	if entries, err := os.ReadDir(elsewhere); err != nil || len(entries) > 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

// Two tabs with the same form keep what is typed apart; a form that was filled in after a crash takes the place of what
// it was filled in from.
func TestTyped(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	f.Today = func() time.Time { now = now.Add(time.Second); return now }
	keep := func(x Typed, words string) *Typed {
		t.Helper()
		x.Form, x.Values = "ferry.json#c01", url.Values{"text": {words}}
		if err := f.Keep(x); err != nil {
			t.Fatal(err)
		}
		return &x
	}
	said := func() string {
		var out []string
		for _, x := range f.Typed("ferry.json#c01") {
			out = append(out, x.Values.Get("text"))
		}
		return strings.Join(out, ", ")
	}
	a := keep(Typed{ID: "a"}, "one")
	keep(Typed{ID: "b"}, "two")
	if got := said(); got != "two, one" {
		t.Errorf("two tabs: %s", got)
	}
	c := keep(Typed{ID: "c", From: "a", FromHash: a.Hash()}, "one and more")
	if got := said(); got != "one and more, two" {
		t.Errorf("a form filled in from the first: %s", got)
	}
	keep(Typed{ID: "a"}, "still here") // that tab was alive
	keep(Typed{ID: "c", From: "a", FromHash: a.Hash()}, "one and much more")
	if got := said(); got != "one and much more, still here, two" {
		t.Errorf("both go on: %s", got)
	}
	if err := f.Forget(*c); err != nil || said() != "still here, two" || f.Forget(*c) != nil {
		t.Errorf("saved: %v, %s", err, said())
	}
	if all := f.AllTyped(); len(all) != 2 || len(f.Typed("ferry.json#c02")) != 0 {
		t.Errorf("%v", all)
	}
	write(t, f.store.path("typed", "x.json"), `{"form": "ferry.json#c01"}`)
	if all := f.AllTyped(); len(all) != 2 {
		t.Errorf("what others put there: %v", all)
	}
}

func TestStoreNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range []string{"a.json", "2026/a.json", "2026%2Fa.json", "..", ".", "CON:x", "a\\b", "../../x",
		strings.Repeat("Паром", 40), strings.Repeat("Паром", 40) + "а"} {
		e := escaped(name)
		if !filepath.IsLocal(e) || strings.ContainsAny(e, `/\:*`) || len(e) > 200 || seen[e] || e[0] == '.' {
			t.Errorf("%s: %s", name, e)
		}
		seen[e] = true
	}
}
