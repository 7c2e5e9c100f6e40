package article_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims"
	. "sourcemark/web/article"
)

var (
	// Inside cards, which are trees of their own, each id is there once a card.
	trees = regexp.MustCompile(`(?s)<template .*?</template>`)
	ids   = regexp.MustCompile(` id="([^"]*)"`)
	hrefs = regexp.MustCompile(` (?:href="#|popovertarget=")([^"]*)"`)
)

// post returns a post with its checks, as a CMS renders one by itself.
func post(t *testing.T, id, words string) string {
	t.Helper()
	page := `<article><p>` + words + `, the council said.</p></article>`
	d := &claims.Dossier{ID: id, Language: "en", Records: []claims.Record{{ID: "#c01", Text: words,
		Status: claims.Disputed, Anchor: claims.Selector{Exact: words}}}}
	out := rendered(t, []byte(page), d)
	if got := Strip(out); string(got) != page {
		t.Errorf("stripped it is\n%s", got)
	}
	return string(out)
}

// TestPostsOnOnePage puts posts on one page that were rendered each by itself. No id is there twice, and all links of a
// post lead to what is in it, even of posts that begin alike or have one dossier.
func TestPostsOnOnePage(t *testing.T) {
	seen := map[string]bool{}
	var posts []string
	for _, c := range []struct{ dossier, words string }{
		{"ferry.json", "The harbour ferry carried 41,200 passengers last year"},
		{"bridge.json", "The bridge took 900 lorries a day in May"},
		{"bridge.json", "The bridge took 800 lorries a day in June"},
		{"bridge-2.json", "The bridge took 800 lorries a day in June"},
	} {
		out := post(t, c.dossier, c.words)
		posts = append(posts, out)
		here := map[string]bool{}
		for _, id := range ids.FindAllStringSubmatch(trees.ReplaceAllString(out, ""), -1) {
			if seen[id[1]] {
				t.Errorf("%s: the id %s is there twice", c.words, id[1])
			}
			seen[id[1]], here[id[1]] = true, true
		}
		links := hrefs.FindAllStringSubmatch(trees.ReplaceAllString(out, ""), -1)
		// The number and the card, which leads to the note where browsers have built no tree, both have a link to it.
		if len(here) != 3 || len(links) != 5 {
			t.Errorf("%s: ids %v, links %v; want the list, one note and one card", c.words, here, links)
		}
		for _, link := range links {
			if !here[link[1]] {
				t.Errorf("%s: the link to #%s leads out of the post", c.words, link[1])
			}
		}
	}
	for i, name := range []string{"c01@ferry", "c01@bridge", "c01@bridge", "c01@bridge-2"} {
		if !strings.Contains(posts[i], `<sourcemark-marks data-sourcemark="`+name+`" `) {
			t.Errorf("post %d: the check is not called %s", i+1, name)
		}
	}
	if page := strings.Join(posts, "\n"); strings.Contains(string(Strip([]byte(page))), "sourcemark") {
		t.Error("of four posts not all is taken out")
	}
}

// TestIDsStay edits an article below its first words. The ids of its endnotes stay, and what is a whole page has names
// without a dossier.
func TestIDsStay(t *testing.T) {
	page, d := story(t)
	edited := bytes.Replace(page, []byte("</article>"), []byte("<p>An update will follow.</p></article>"), 1)
	if bytes.Equal(page, edited) {
		t.Fatal("nothing was edited")
	}
	before, after := rendered(t, page, d), rendered(t, edited, d)
	all := func(page []byte) (out []string) {
		for _, id := range ids.FindAllSubmatch(trees.ReplaceAll(page, nil), -1) {
			if bytes.HasPrefix(id[1], []byte("sm-")) {
				out = append(out, string(id[1]))
			}
		}
		return out
	}
	if a, b := strings.Join(all(before), " "), strings.Join(all(after), " "); a != b || strings.Count(a, "sm-note-") != 37 {
		t.Errorf("the ids were\n%s\nand are\n%s", a, b)
	}
	if bytes.Contains(after, []byte(`data-sourcemark="c01@`)) || !bytes.Contains(after, []byte(`data-sourcemark="c01"`)) {
		t.Error("on a page of one dossier names do not need it")
	}
}

// TestPostBeginsWithItself takes the tags out of a rendered post, as those do who make excerpts: it begins with its own
// words, and not with the summary, and no number or card comes between them. On a page of its own the summary comes first.
func TestPostBeginsWithItself(t *testing.T) {
	const words = "The harbour ferry carried 41,200 passengers last year"
	tags := regexp.MustCompile(`<[^>]*>`)
	out := tags.ReplaceAllString(post(t, "ferry.json", words), "")
	if !strings.HasPrefix(out, words+", the council said.") || !strings.Contains(out, "1 claim") {
		t.Errorf("without tags it is %s", out)
	}
	d := &claims.Dossier{Language: "en", Records: []claims.Record{{ID: "#c01", Text: words, Anchor: claims.Selector{Exact: words}}}}
	page := rendered(t, []byte("<!DOCTYPE html><title></title><article><p>"+words+".</p></article>"), d)
	if out := tags.ReplaceAllString(string(page), ""); !strings.HasPrefix(out, "1 claim") {
		t.Errorf("without tags the page is %s", out)
	}
}
