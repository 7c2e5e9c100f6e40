package desk

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims/records/edit"
)

// ferry is a dossier of one check, one draft and one source, and story its article.
const (
	ferry = `{
  "@context": "https://schema.org",
  "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "dateModified": "2026-11-24",
  "publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"], "positiveVerdicts": [], "neutralVerdicts": [],
  "hasPart": [
    {"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers last year",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The harbour ferry carried 41,200 passengers last year"}},
     "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county says 40,200."}},
     "citation": "#s1", "deskNote": "asked twice"},
    {"@type": "Claim", "@id": "#c02", "status": "draft", "text": "The fare rises",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The fare is to rise by 12 per cent in May"}}},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Ferry traffic", "url": "https://county.example/ferry", "inLanguage": "en", "datePublished": "2026-01-14", "text": "40,200 passengers"}
  ]
}
`
	story = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry</title></head><body><article>
<h1>Harbour ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>The fare is to rise by 10 per cent in May, the harbour master told the council on Tuesday.</p>
</article></body></html>`
)

// opened is a folder with files, by name, that has been read.
func opened(t testing.TB, files map[string]string) *Folder {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	f.Wait()
	return f
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// in returns a file of a folder.
func (f *Folder) in(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// saying is a change of the words of a check, by somebody who has the file open as it is in data.
func saying(data, id, words string) Change {
	return Change{Dossier: "ferry.json", Words: "Saved " + id, Seen: map[string]string{id: Version([]byte(data), id)},
		Make: func(file string, data []byte) ([]byte, error) {
			return edit.Set(file, data, id, edit.Field{Path: "text", Words: words})
		}}
}

func TestFolder(t *testing.T) {
	f := opened(t, map[string]string{
		"ferry.json": ferry, "ferry.html": story,
		"2026/bridge.json":    strings.NewReplacer("ferry.json", "bridge.json", `"#c02", "status": "draft"`, `"#c02", "recheckBy": "2026-11-01"`).Replace(ferry),
		"half.json":           ferry[:900],
		"package.json":        `{"name": "site"}`,
		"a.schema.json":       `{"hasPart": 1}`,
		".hidden/x.json":      ferry,
		"node_modules/x.json": ferry,
	})
	all, progress := f.Dossiers()
	var got []string
	for _, d := range all {
		got = append(got, fmt.Sprintf("%s %+v %v", d.Name, d.State, d.Err != nil))
	}
	want := []string{
		"2026/bridge.json {Records:2 Drafts:0 ToRead:0 Withdrawn:0 Due:1 Examined:true Errors:0 Warnings:5 Article:false Unplaced:0} false",
		"ferry.json {Records:1 Drafts:1 ToRead:0 Withdrawn:0 Due:0 Examined:true Errors:0 Warnings:2 Article:true Unplaced:1} false",
		"half.json {Records:0 Drafts:0 ToRead:0 Withdrawn:0 Due:0 Examined:true Errors:1 Warnings:0 Article:false Unplaced:0} true",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || !progress.Done() || progress.Files != 3 {
		t.Errorf("%+v\n got %s\nwant %s", progress, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	for _, name := range []string{"package.json", "../ferry.json", ".hidden/x.json", "none.json", "", "/etc/passwd"} {
		if d, err := f.Dossier(name); !errors.Is(err, None) {
			t.Errorf("%q: %v, %v", name, d, err)
		}
	}
}

// What nobody changed is not read again, and of what somebody changed nothing else is.
func TestFolderReadsOnce(t *testing.T) {
	files := map[string]string{}
	for i := range 30 {
		name := fmt.Sprintf("ferry%02d.json", i)
		files[name] = strings.Replace(ferry, "ferry.json", name, 1)
	}
	files["ferry.json"] = ferry
	f := opened(t, files)
	count := func() [2]int {
		t.Helper()
		f.Wait()
		f.mu.Lock()
		defer f.mu.Unlock()
		return [2]int{f.reads, f.examined}
	}
	if got := count(); got != [2]int{31, 31} {
		t.Errorf("at first %v", got)
	}
	for range 3 {
		if err := f.Scan(); err != nil {
			t.Fatal(err)
		}
		f.Dossiers()
	}
	if got := count(); got != [2]int{31, 31} {
		t.Errorf("after scans %v", got)
	}
	if _, err := f.Save(saying(ferry, "#c01", "The ferry was full")); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != [2]int{32, 32} {
		t.Errorf("after saving one %v", got)
	}
}

func TestFolderChanges(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	file := filepath.Join(f.dir, "ferry.json")
	write(t, file, strings.Replace(ferry, "The fare rises", "The fare falls", 1)) // as long as before
	if d, err := f.Dossier("ferry.json"); err != nil || d.Drafts[0].Text != "The fare falls" {
		t.Errorf("an outside edit: %v, %v", d, err)
	}
	write(t, filepath.Join(f.dir, "new.json"), strings.Replace(ferry, "ferry.json", "new.json", 1))
	if err := errors.Join(os.Remove(file), f.Scan()); err != nil {
		t.Fatal(err)
	}
	f.Wait()
	all, _ := f.Dossiers()
	if len(all) != 1 || all[0].Name != "new.json" || all[0].State.Records != 1 {
		t.Errorf("after one came and one went: %v", all)
	}
	if _, err := f.Save(saying(ferry, "#c01", "x")); !errors.Is(err, None) {
		t.Errorf("saved into a file that is gone: %v", err)
	}
	// The article is the folder's own, if there is none beside the dossier.
	if _, err := f.Article("new.json"); err == nil {
		t.Error("the article of another dossier")
	}
	if err := f.KeepArticle("new.json", []byte("Harbour\n\nThe fare is to rise by <b>12 per cent in May")); err != nil {
		t.Fatal(err)
	}
	f.Wait()
	if all, _ := f.Dossiers(); !all[0].State.Article || all[0].State.Unplaced != 2 {
		t.Errorf("with an article: %+v", all[0].State)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(f.dir, "out.json")); err != nil {
		t.Fatal(err)
	}
	f.Scan()
	if _, err := f.Dossier("out.json"); !errors.Is(err, None) {
		t.Errorf("a link that leads out: %v", err)
	}
}

// git checkout changes many files at once, to what they were or to what others have made of them.
func TestGitCheckout(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", f.dir, "-c", "user.name=Desk", "-c", "user.email=desk@desk.example",
			"-c", "core.hooksPath=/dev/null"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "main")
	git("add", "ferry.json")
	git("commit", "-qm", "ferry")
	git("checkout", "-qb", "other")
	theirs := strings.Replace(ferry, "carried 41,200 passengers last year\"", "was full\"", 1)
	write(t, filepath.Join(f.dir, "ferry.json"), theirs)
	git("commit", "-qam", "full")
	git("checkout", "-q", "main")
	// A form is opened, somebody checks out the other branch, and the form is saved.
	form := saying(f.in(t, "ferry.json"), "#c01", "The ferry was empty")
	git("checkout", "-q", "other")
	var c *Conflict
	if _, err := f.Save(form); !errors.As(err, &c) || f.in(t, "ferry.json") != theirs {
		t.Fatalf("%v; the file is %s", err, f.in(t, "ferry.json"))
	}
	if p := c.Parts[0]; !strings.Contains(string(p.Theirs), "was full") || !strings.Contains(string(p.Ours), "was empty") {
		t.Errorf("the conflict shows %s and %s", p.Theirs, p.Ours)
	}
	// What is the same on both branches can be saved.
	if _, err := f.Save(saying(ferry, "#c02", "The fare may rise")); err != nil {
		t.Error(err)
	}
	// And the desk's own files are not git's.
	out, err := exec.Command("git", "-C", f.dir, "status", "--porcelain").Output()
	if err != nil || string(out) != " M ferry.json\n" {
		t.Errorf("git sees %q, %v", out, err)
	}
}

// An article that somebody edits beside its dossier is read again, and the other dossiers are left alone.
func TestArticleChanges(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry, "ferry.html": story,
		"bridge.json": strings.Replace(ferry, "ferry.json", "bridge.json", 1)})
	unplaced := func() int {
		t.Helper()
		if err := f.Scan(); err != nil {
			t.Fatal(err)
		}
		f.Wait()
		all, _ := f.Dossiers()
		return all[1].State.Unplaced
	}
	if n := unplaced(); n != 1 {
		t.Errorf("%d without a place at first", n)
	}
	before := f.examined
	write(t, filepath.Join(f.dir, "ferry.html"), strings.Replace(story, "10 per cent in May", "12 per cent in May", 1)+"\n")
	if n := unplaced(); n != 0 || f.examined != before+1 {
		t.Errorf("%d without a place after the article was put right, %d examined", n, f.examined-before)
	}
	if err := os.Remove(filepath.Join(f.dir, "ferry.html")); err != nil {
		t.Fatal(err)
	}
	unplaced()
	if all, _ := f.Dossiers(); all[1].State.Article {
		t.Error("the article is gone, and it is not noticed")
	}
}

// A dossier may say which element of a page its article is; and no article lies outside of the folder.
func TestArticleOf(t *testing.T) {
	two := `<!doctype html><html lang="en"><head><title>Live</title></head><body><main><section id="a"><h2>Bridge</h2><p>The bridge carried 41,200 cars last year, it says.</p></section>
<section id="b"><h2>Ferry</h2><p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p></section></main></body></html>`
	about := strings.Replace(ferry, `"negativeVerdicts"`, `"about": {"@type": "NewsArticle", "url": "https://news.example/live", "cssSelector": "#a"}, "negativeVerdicts"`, 1)
	f := opened(t, map[string]string{"ferry.json": about, "ferry.html": two})
	all, _ := f.Dossiers()
	if all[0].Err != nil || all[0].State.Unplaced != 2 {
		t.Errorf("a record stands in another post: %+v, %v", all[0].State, all[0].Err)
	}
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(about, "#a", "#b", 1))
	f.Dossier("ferry.json") // so that Wait knows
	f.Wait()
	if all, _ := f.Dossiers(); all[0].State.Unplaced != 1 {
		t.Errorf("the dossier has another post now: %+v", all[0].State)
	}
	outside := filepath.Join(t.TempDir(), "secret.html")
	write(t, outside, story)
	if err := errors.Join(os.Remove(filepath.Join(f.dir, "ferry.html")),
		os.Symlink(outside, filepath.Join(f.dir, "ferry.html"))); err != nil {
		t.Fatal(err)
	}
	if a, err := f.Article("ferry.json"); err == nil {
		t.Errorf("the article is %s", a.File)
	}
}
