package article_test

import (
	"testing"

	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestPublished reads the day of publication of pages of all kinds. TestPublishedInBrowser reads the same in a live page.
func TestPublished(t *testing.T) {
	for _, page := range articletest.Published {
		if got := Read([]byte(page.HTML)).Text.Published; got != page.Day {
			t.Errorf("%s: got %q, want %q", page.HTML, got, page.Day)
		}
	}
}

func TestReadLanguage(t *testing.T) {
	for page, want := range map[string]string{
		`<html lang="en"><article lang="ko-KR"><p lang="fr">Mots</p></article>`:            "ko-KR",
		`<html lang="en"><div lang="de"><section><article>Worte</article></section></div>`: "de",
		`<html lang="en"><div lang="de"></div><article>Words</article>`:                    "en",
		`<html lang="en"><p lang="de">Worte<article>Words</article>`:                       "en", // the article closes the paragraph
		`<html lang="en"><link lang="de"><article lang="">Words</article>`:                 "en",
		`<HTML LANG=pt-br><body><main>Palavras</main>`:                                     "pt-br",
		`<html lang="en"><body lang="ja"><p lang="fr">Mots</p></body>`:                     "ja",
		`<html lang="en"><p lang="fr">Mots</p>`:                                            "en",
		`<article><p lang="fr">Mots</p></article><aside lang="de">Worte</aside>`:           "",
		`<p lang="fr">Mots</p>`: "",
	} {
		if got := Read([]byte(page)).Language; got != want {
			t.Errorf("%s: got %q, want %q", page, got, want)
		}
	}
}
