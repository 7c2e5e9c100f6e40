package claims_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	. "sourcemark/claims"
)

// A whose is an article that gives the words of a record to somebody: to its speaker, to another, or so that nobody can
// tell.
type whose struct {
	language, speaker, words string // of the record; the words as the article has them
	want                     string // "same", the name of the other, or "refused"
	article                  string
}

// readWhose reads testdata/speakers.txt, whose head says how it is written.
func readWhose(t testing.TB) []whose {
	data, err := os.ReadFile("testdata/speakers.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []whose
	var head whose
	for i, line := range strings.Split(string(data), "\n") {
		line, isHead := strings.CutPrefix(line, "# ")
		f := strings.Split(line, " | ")
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
			continue
		case isHead && len(f) == 3:
			head = whose{language: f[0], speaker: f[1], words: f[2]}
			continue
		case isHead || len(f) != 2 || head.words == "" || strings.Count(f[1], "%") != 1:
			t.Fatalf("speakers.txt:%d: %q is neither a record nor an article with its words as %%", i+1, line)
		}
		w := head
		w.want = f[0]
		if strings.Contains(f[1], "…%") {
			r, n := utf8.DecodeRuneInString(w.words)
			w.words = string(unicode.ToLower(r)) + w.words[n:]
		}
		lines := strings.NewReplacer("…%", w.words, "%", w.words, " ¶ ", "\n\n", " / ", "\n")
		text, whole := strings.CutPrefix(lines.Replace(f[1]), "^")
		if !whole {
			text = "The boats\n\n" + text + "\n\nNobody took notes."
		}
		w.article = text
		out = append(out, w)
	}
	return out
}

// addWhose adds the articles of the fixtures to the seeds of a fuzz test.
func addWhose(f *testing.F) {
	f.Helper()
	for _, c := range readWhose(f) {
		f.Add(c.article, c.words, c.speaker, c.language)
	}
}

func TestWhoseWords(t *testing.T) {
	seen := make(map[string]bool)
	all := readWhose(t)
	for _, c := range all {
		text := Plain(c.article)
		d := &Dossier{Language: c.language, Records: []Record{{ID: "#q", Kind: Quotation, Status: Disputed, Text: c.words,
			Anchor: Selector{Exact: c.words}, Speaker: Party{Name: c.speaker}}}}
		r := New(d).Check(text)
		var got string
		switch {
		case len(r.Items) == 1 && len(r.Items[0].Differences) == 0:
			got = r.Items[0].Relation.String()
		case len(r.Items) == 1 && r.Items[0].Status() == Disputed:
			got = "shown with its verdict"
		case len(r.Items) == 1:
			if d := r.Items[0].Differences[0]; d.Kind == DiffNegation {
				got = "never"
			} else {
				got = d.Article
			}
		case len(r.Unplaced) == 1 && slices.ContainsFunc(r.Unplaced[0].Differences,
			func(d Difference) bool { return d.Kind == DiffSpeaker }):
			got = "refused"
		default:
			got = "refused without a reason"
		}
		if got != c.want {
			t.Errorf("%s (%s): %q, not %q:\n%s", c.speaker, c.language, got, c.want, c.article)
		}
		seen[c.language+c.want] = true
	}
	for _, c := range all {
		if !seen[c.language+"same"] {
			t.Errorf("%s: no article gives the words to their speaker", c.language)
		}
	}
	if !seen["enrefused"] || !seen["enCarl Dorn"] {
		t.Error("no article gives the words to another")
	}
}
