package article

import "testing"

func TestReadDate(t *testing.T) {
	for page, want := range map[string]string{
		`<head><meta property="article:published_time" content="2022-09-16T08:00:00Z"></head><article><time datetime="2022-09-20">later</time> Words</article>`: "2022-09-16T08:00:00Z",
		`<article><p>By the desk, <time datetime="2022-09-16">Friday</time></p><p>Words</p></article>`:                                                          "2022-09-16",
		`<article><meta itemprop="datePublished" content="2022-09-16"><p>Words</p></article>`:                                                                   "2022-09-16",
		`<nav><time datetime="2022-09-20">another story</time></nav><article><p>Words</p></article>`:                                                            "",
		`<article><p>Words</p></article>`: "",
		`Words`:                           "",
	} {
		if got := Read([]byte(page)).Text.Published; got != want {
			t.Errorf("%s: got %q, want %q", page, got, want)
		}
	}
}
