package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/web/article"
)

// TestPublish publishes a dossier with a check and a draft, and reads what readers get.
func TestPublish(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	before := s.ask("GET", "/publish/ferry.json", nil)
	has(t, before.Body.String(), "Publish now", "data-records=&#34;/sourcemark/ferry.json&#34;")
	w := s.ask("POST", "/publish/ferry.json", map[string][]string{})
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	has(t, w.Body.String(), filepath.Join(f.dir, "public")+"/ferry.html", "public/ferry.json", `<a class="main" href="`+s.base+`/published/ferry.html"`)
	has(t, s.ask("GET", "/dossier/ferry.json", nil).Body.String(), s.base+"/publish/ferry.json", "Published on ", s.base+"/published/ferry.html")
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(f.dir, "public", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	page, dossier := read("ferry.html"), read("ferry.json")
	has(t, page, `href="sourcemark/sourcemark.css"`, "<sourcemark-")
	if strings.Contains(dossier, `"draft"`) {
		t.Errorf("a draft is published: %s", dossier)
	}
	for _, sheet := range []string{"sourcemark.css", "sourcemark.card.css", "sourcemark.part.css"} {
		if read("sourcemark/"+sheet) == "" {
			t.Errorf("%s is empty", sheet)
		}
	}
	if err := f.Scan(); err != nil {
		t.Fatal(err)
	}
	if all, _ := f.Dossiers(); len(all) != 1 {
		t.Errorf("%d dossiers: what was published is taken for one", len(all))
	}
	if _, err := f.Publish("ferry.json", ""); err != nil { // again
		t.Error(err)
	}
}

// TestPublishRefused names what keeps a dossier, or its page, from being published.
func TestPublishRefused(t *testing.T) {
	unclassified := strings.NewReplacer(`["Wrong number"]`, `[]`).Replace(ferry)
	drafts := strings.ReplaceAll(ferry, `"@id": "#c01", "text"`, `"@id": "#c01", "status": "draft", "text"`)
	for name, c := range map[string]struct {
		dossier, page string
		rule          string
		why           error
	}{
		"no article":   {ferry, "", "", fs.ErrNotExist},
		"framework":    {ferry, strings.Replace(story, "<article", `<div id="__next"><article`, 1) + `<script id="__NEXT_DATA__" type="application/json">{}</script><script src="/_next/a.js"></script>`, "", article.RefusalFramework},
		"unclassified": {unclassified, story, "verdict-class", nil},
		"drafts":       {drafts, story, NothingReleased, nil},
	} {
		files := map[string]string{"ferry.json": c.dossier}
		if c.page != "" {
			files["ferry.html"] = c.page
		}
		_, f := served(t, files)
		p, err := f.Publish("ferry.json", "")
		var back *Hindered
		if errors.As(err, &back) != (c.rule != "") || back != nil && (len(back.All) != 1 || back.All[0].Finding.Rule != c.rule) {
			t.Errorf("%s: %v, not %q", name, err, c.rule)
		}
		if err == nil && (!errors.Is(p.Why, c.why) || p.Page != "") {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// TestPublishedLink wants nothing written through a link that leads out of the folder.
func TestPublishedLink(t *testing.T) {
	_, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	away := t.TempDir()
	if err := os.Symlink(away, filepath.Join(f.dir, "public")); err != nil {
		t.Skip(err)
	}
	if _, err := f.Publish("ferry.json", ""); err == nil {
		t.Error("published through a link")
	}
	if all, _ := os.ReadDir(away); len(all) > 0 {
		t.Errorf("%v was written elsewhere", all)
	}
}

// TestPublishedFolder publishes a dossier of a folder in the folder, beside one of the same name.
func TestPublishedFolder(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "2026/ferry.json": ferry, "2026/ferry.html": story})
	w := s.ask("POST", "/publish/2026/ferry.json", map[string][]string{})
	has(t, w.Body.String(), "public/2026/ferry.json", "data-records=&#34;/sourcemark/2026/ferry.json&#34;")
	page, err := os.ReadFile(filepath.Join(f.dir, "public/2026/ferry.html"))
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(page), `href="../sourcemark/sourcemark.css"`)
}
