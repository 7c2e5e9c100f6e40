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
