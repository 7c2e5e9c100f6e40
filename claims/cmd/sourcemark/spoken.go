package main

import (
	"fmt"
	"io"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// saySpoken says as which language an article is read, where it does not say so itself, or says another.
func saySpoken(w io.Writer, file string, t *claims.Text) {
	switch tag := t.Spoken(); {
	case tag == "":
		say(w, "%s: its words do not tell its language, so it is read with the rules of all: if it is a page, "+
			"say it there, as in <html lang=\"en\">\n", file)
	case t.Language == "":
		say(w, "%s: taken to be in %s, by its words\n", file, languageName(tag))
	default:
		sayWrong(w, file, t)
	}
}

// sayWrong says that an article declares another language than that of its words, where it does.
func sayWrong(w io.Writer, file string, t *claims.Text) {
	if tag := t.Spoken(); t.Language != "" && claims.NearLanguage(tag, t.Language) == 0 {
		say(w, "%s: says that it is in %s, but its words are in %s, and it is read as that: write lang=%q on the page\n",
			file, languageName(t.Language), languageName(tag), tag)
	}
}

// languageName returns a language by its name and its tag: "Korean (ko)".
func languageName(tag string) string {
	if name := lang.English().Language(tag); name != tag {
		return fmt.Sprintf("%s (%s)", name, tag)
	}
	return tag
}
