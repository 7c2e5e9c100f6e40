package articletest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims"
)

// A FindPage is a page whose article is to be found, and the blocks that are to be read of it.
type FindPage struct {
	Name string
	HTML []byte
	Want []string
}

// Find reads testdata/find.txt. root is the top of the project.
func Find(t testing.TB, root string) []FindPage {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "web/article/testdata/find.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var pages []FindPage
	_, all, _ := strings.Cut(string(data), "\n= ")
	for part := range strings.SplitSeq(all, "\n= ") {
		name, rest, _ := strings.Cut(part, "\n")
		body, want, ok := strings.Cut(strings.TrimSpace(rest), "\n> ")
		if !ok {
			t.Fatalf("find.txt: %s: nothing is to be read", name)
		}
		pages = append(pages, FindPage{name, []byte("<!DOCTYPE html><meta charset=utf-8><title>x</title><body>" + body),
			strings.Split(want, "\n> ")})
	}
	return pages
}

// Blocks returns the blocks of a text, without what is blank at their ends.
func Blocks(t *claims.Text) []string {
	var out []string
	for _, b := range t.Blocks() {
		if s := strings.TrimSpace(t.Slice(b)); s != "" {
			out = append(out, s)
		}
	}
	return out
}
