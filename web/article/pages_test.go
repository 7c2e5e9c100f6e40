package article_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"sourcemark/claims"
	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

var update = flag.Bool("update", false, "write testdata/pages/want.txt anew")

// TestPages checks short articles in all kinds of markup against want.txt: which records were placed on which words,
// and which were refused. With its checks, each page is the same document.
func TestPages(t *testing.T) {
	const file = "testdata/pages/want.txt"
	pages := articletest.Pages(t, top)
	if len(pages) < 34 {
		t.Errorf("only %d pages", len(pages))
	}
	var got strings.Builder
	for _, page := range pages {
		p := Read(page.HTML)
		r := claims.New(page.Dossier).Check(p.Text)
		got.WriteString(articletest.Outcome(page.Name, r))
		if out := rendered(t, page.HTML, page.Dossier); len(r.Items) == 0 || bytes.Equal(out, page.HTML) {
			t.Errorf("%s has no checks", page.Name)
		} else if got, want := document(t, out), document(t, page.HTML); got != want {
			t.Errorf("%s with its checks is another document:\n%s\nwant\n%s", page.Name, got, want)
		}
		if _, err := holds(t, string(page.HTML)); err != nil {
			t.Errorf("%s: %v", page.Name, err)
		}
	}
	if *update && os.Getenv("CI") == "" {
		if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}
