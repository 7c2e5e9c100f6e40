package article_test

import (
	"slices"
	"testing"

	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

func TestFind(t *testing.T) {
	for _, page := range articletest.Find(t, top) {
		if got := articletest.Blocks(Read(page.HTML).Text); !slices.Equal(got, page.Want) {
			t.Errorf("%s: read\n%q\nand not\n%q", page.Name, got, page.Want)
		}
	}
}
