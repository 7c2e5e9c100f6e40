package claims

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
)

// reading returns all that is read of a text in a language, for telling whether a key has a use.
func reading(r *prose.Reader, fixture string) string {
	var out strings.Builder
	say := func(what string, values ...any) { out.WriteString(what + fmt.Sprintln(values...)) }
	text, other, pair := strings.Cut(fixture, " / ")
	text = strings.ReplaceAll(text, " ¶ ", "\n\n")
	t := Plain(text)
	t.prose, t.Published = r, "2022-09-16"
	for _, s := range t.Sentences() {
		say("sentence", t.Slice(s))
	}
	for _, q := range t.Quotes() {
		say("quote", q)
		say("denial", r.Denial(text[:q.Span.Start], text[q.Span.End:]))
		record := &Record{Kind: Quotation, Text: t.Slice(q.Words), Speaker: Party{Name: "Anna Brown"}}
		for _, name := range [...]string{"Anna Brown", "Harbour council"} {
			record.Speaker.Name = name
			v, here := t.indexed().voice(q.Span, record, r.Tag, map[string]bool{"anna": true, "brown": true})
			say("voice", v, here)
		}
		for i, zone := range [...]string{text[q.Span.End:], text[:q.Span.Start]} {
			who, sure := r.Subject(zone, i == 0)
			say("subject", who, sure)
		}
	}
	for _, s := range t.ReportedSpeech() {
		say("said", s)
	}
	for _, s := range t.Assess() {
		say("worth", s)
	}
	v := newVocabulary(nil)
	w := v.read(r, text, dayOf(t.Published))
	names := v.names()
	for i := range w.all {
		k := &w.all[i]
		say("word", w.text(k), k.kind, k.date != [2]int32{})
		for _, d := range k.date {
			if d > 0 && k.date != [2]int32{} {
				say("date", names[d])
			}
		}
	}
	f := match.Fold(text)
	words := match.Words(f)
	for _, value := range values(r, f, words) {
		say("value", value)
	}
	s := &story{prose: r, names: map[string]bool{}, lexicon: new(lexicon.Table), strict: r.Tag != "en", cutter: wordCutter{prose: r, keys: meantBy}}
	s.learn(text, true)
	p := s.read(text)
	say("phrase", p.units, p.nots, p.agree, p.halves, p.lacks, p.modals)
	var named []mention
	for i := range p.units {
		if w := &p.words[p.units[i].at]; p.units[i].kind == nameWord || s.strict {
			named = append(named, mention{key: i, start: w.Start, end: w.End})
		}
	}
	say("roles", rolesOf(r, p.folded, named))
	for i := range words {
		say("class", words[i].Text, r.Classify(words[i].Text), r.IsModal(words[i].Text), r.Office(words[i].Text),
			r.IsPerson([]string{words[i].Text}), r.IsFunction(words[i].Text), numeral(r, words[i].Text), inFull(r, []string{words[i].Text}),
			r.Root(words[i].Text))
	}
	for _, m := range r.Mentions(text, 0, len(text)) {
		say("mention", m)
	}
	say("line", r.SecondHand(text), r.Byline(text), r.Interview(text), r.LooksBack(text), r.Signs(text), r.Signed(text), r.Refers(text),
		r.Sources(text), r.SpeaksFor(text), r.Relative(text), r.Describes(text), r.Holds(text), r.Agent(text), r.IsGroup(text),
		r.Names(text, "عبد الله"), r.Turns(text, true), r.Turns(text, false))
	for _, name := range [...]string{"山田花子", "王大海", "김하나", "سامي منصور", "דן כהן", "कार्ल डोर्न", "สมชาย"} {
		say("owned", r.Owned(text, name))
	}
	if pair {
		say("compared", compare(r, text, other))
		say("changed", changedFrom(r, text, other, false))
		a, b := onlyWord(text), onlyWord(other)
		if a != nil && b != nil {
			say("pair", r.Negates(a.Text, b.Text), sameStem(r, a.Text, b.Text), hardChange(r, a, b),
				oneFamily(r, &unit{stem: a.Text, kind: nameWord}, &unit{stem: b.Text, kind: nameWord}))
		}
	}
	return out.String()
}

// TestKeys holds that each key of a language file has a use: testdata/keys.txt has a text for each that is read in another
// way without it. What languages are told by is tested in package language.
func TestKeys(t *testing.T) {
	data, err := os.ReadFile("testdata/keys.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{"script": true, "letters": true}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		what, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		tag, key, two := strings.Cut(what, " ")
		if strings.HasPrefix(line, "//") {
			continue
		}
		file := language.Text(tag)
		without := withoutKey(file, key)
		l, err := language.Parse(tag+".txt", without)
		if !ok || !two || without == file || err != nil {
			t.Fatalf("keys.txt:%d: %q is no text for a key of %s.txt (%v)", n, line, tag, err)
		}
		if reading(prose.In(language.Of(tag)), text) == reading(prose.In(l), text) {
			t.Errorf("keys.txt:%d: %q is read without %s as with it", n, text, key)
		}
		seen[key] = true
	}
	for _, key := range language.Keys() {
		if !seen[key] {
			t.Errorf("%s: no text shows what it is for", key)
		}
	}
}

// withoutKey returns a file without a key.
func withoutKey(file, key string) string {
	var out strings.Builder
	skip := false
	for line := range strings.Lines(file) {
		if line[0] != ' ' {
			skip = strings.HasPrefix(line, key+" = ")
		}
		if !skip {
			out.WriteString(line)
		}
	}
	return out.String()
}
