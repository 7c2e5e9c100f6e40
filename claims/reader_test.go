package claims

import (
	"testing"

	"sourcemark/claims/internal/match"
)

// A text is read with the words of its language: the one that is declared, unless it is plainly in another.
func TestReader(t *testing.T) {
	const german = "Die Sprecherin sagte am Montag, dass der Rat über die Fähre noch nicht entschieden habe und dass auch der " +
		"Hafen davon nichts wisse."
	for _, c := range []struct{ declared, text, want string }{
		{"", german, "de"}, {"de-CH", "Fähre 12.", "de"}, {"en", german, "de"}, {"en-GB", "The ferry sank.", "en"},
		{"ko", "여객선이 가라앉았다.", "ko"}, {"en", "여객선이 가라앉았다.", "ko"}, {"", "Fähre 12.", ""}, {"xx", german, ""},
	} {
		text := Plain(c.text)
		text.Language = c.declared
		if got := text.reader().Tag; got != c.want {
			t.Errorf("%q, declared as %q, is read as %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}

// What kind of word it is hangs on the language: in German "die" is an article and "war" a form of "be".
func TestKinds(t *testing.T) {
	v := newVocabulary(nil)
	for _, c := range []struct {
		tag, word string
		want      wordKind
	}{
		{"en", "die", oppositeWord}, {"de", "die", plainWord}, {"en", "war", oppositeWord}, {"de", "war", plainWord},
		{"en", "nicht", plainWord}, {"de", "nicht", negationWord}, {"", "nicht", negationWord}, {"", "not", negationWord},
		{"en", "mai", plainWord}, {"it", "mai", negationWord},
	} {
		if got := v.lookup(readerIn(c.tag), &match.Word{Text: c.word, Kind: match.Letters}).kind; got != c.want {
			t.Errorf("%s in %q is of kind %d, want %d", c.word, c.tag, got, c.want)
		}
	}
	if a, b := v.lookup(readerIn("en"), &match.Word{Text: "ferry"}), v.lookup(readerIn("de"), &match.Word{Text: "ferry"}); a.term != b.term {
		t.Error("a word is two terms in two languages")
	}
}
