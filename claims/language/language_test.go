package language

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sourcemark/claims/internal/match"
)

// TestFiles reads every file: nothing is wrong in it, and its first line names the language. How it is set is for the
// test of internal/order.
func TestFiles(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, e := range entries {
		tag, ok := strings.CutSuffix(e.Name(), ".txt")
		if !ok || tag == "tongues" {
			continue
		}
		tags = append(tags, tag)
		file := Text(tag)
		if _, err := Parse(e.Name(), file); err != nil {
			t.Error(err)
			continue
		}
		if first, _, _ := strings.Cut(file, "\n"); !strings.HasPrefix(first, "# ") || !strings.Contains(first, ".") {
			t.Errorf("%s:1: name the language, and say whether a native speaker has read the file", e.Name())
		}
		if !slices.Contains(Tags(), tag) {
			if !*update { // which writes it for the next build
				t.Errorf("tongues.txt does not have %s; run go test ./claims/language -update", e.Name())
			}
			continue
		}
		if l := Of(tag); l == nil || l.Tag != tag || !l.Words(Script).Find(func(string) bool { return true }) {
			t.Errorf("%s has no script; without one, no text is known to be in its language", e.Name())
		}
	}
	for i, tag := range Tags() {
		switch {
		case !slices.Contains(tags, tag) && !*update:
			t.Errorf("tongues.txt has %s, and there is no %s.txt; run go test ./claims/language -update", tag, tag)
		case tag == "en" != (i == 0):
			t.Errorf("%s stands at %d in tongues.txt; English must come first", tag, i)
		}
	}
}

// TestKeys holds the names that files have for keys against the keys, and each key against its comment.
func TestKeys(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "keys.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	commented := false
	for _, d := range file.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || d.Tok != token.CONST || len(want) > 0 {
			continue
		}
		for _, s := range d.Specs {
			s := s.(*ast.ValueSpec)
			name := s.Names[0].Name
			if !ast.IsExported(name) {
				continue
			}
			if commented = commented || s.Doc != nil; !commented {
				t.Errorf("nothing says what %s is", name)
			}
			if s.Doc != nil && !strings.HasPrefix(s.Doc.Text(), name) {
				t.Errorf("the comment of %s begins with another word", name)
			}
			var key strings.Builder
			for i, c := range name {
				if unicode.IsUpper(c) && i > 0 {
					key.WriteByte('-')
				}
				key.WriteRune(unicode.ToLower(c))
			}
			want = append(want, key.String())
		}
	}
	if got := strings.Fields(names); len(want) != int(keys) || !slices.Equal(got, want) {
		t.Errorf("files have the names %v,\nthe keys are %v", got, want)
	}
}

// TestFaults reads a file with everything wrong in it.
func TestFaults(t *testing.T) {
	text, err := os.ReadFile("testdata/faults.txt")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Parse("Deutsch.txt", string(text)+"light = \xff\n")
	if l != nil || err == nil {
		t.Fatal("nothing is wrong")
	}
	const want = `Deutsch.txt:1: name the file by the tag of its language, such as ko.txt
Deutsch.txt:2: begins with a space, so it goes on with the line above, and there is none; write key = words
Deutsch.txt:3: negations: Kein: has a capital; write it in small letters
Deutsch.txt:3: negations: nicht: stands in line 3 too; write it once
Deutsch.txt:4: negations: nie: stands in line 3 too; write it once
Deutsch.txt:5: negatoins: no such key; go doc -all sourcemark/claims/language has all of them
Deutsch.txt:6: write key = words, or a space before words that go on with the line above
Deutsch.txt:7: articles: has no words; leave the key out
Deutsch.txt:8: titles: hr=herr: has a =, and the words of this key are no pairs
Deutsch.txt:8: titles: hr: stands in line 8 too; write it once
Deutsch.txt:9: units: meile: needs = and what stands for it
Deutsch.txt:9: units: meile=: needs = and what stands for it
Deutsch.txt:9: units: meile: stands in line 9 too; write it once
Deutsch.txt:9: units: =x: needs a letter at both ends; _ stands for a space between two words
Deutsch.txt:10: months: februar=zwei: needs = and a whole number
Deutsch.txt:10: months: märz=03: needs = and a whole number
Deutsch.txt:11: negations: stands in line 3 too; write all its words there
Deutsch.txt:12: measures: woche□: has a character that nobody sees; type the word anew
Deutsch.txt:12: measures: _tag: needs a letter at both ends; _ stands for a space between two words
Deutsch.txt:12: measures: tag_: needs a letter at both ends; _ stands for a space between two words
Deutsch.txt:12: measures: jahr=1=2: has a =, and the words of this key are no pairs
Deutsch.txt:15: is not UTF-8; save the file as that
Deutsch.txt:13: opposites: has no words; leave the key out`
	if err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestWords(t *testing.T) {
	l, err := Parse("xx.txt", "\ufeff# A language.\nat-least = over\n  at_least minimum_of\nmonths = january=1 jan=1\nturns-before = 不 不是\n"+
		"opposites = steig- fall fäll- steigbügel")
	if err != nil {
		t.Fatal(err)
	}
	if w := l.Words(AtLeast); !w.Has("over") || !w.Has("at least") || w.Has("at_least") || w.Has("at") || w.Has("") {
		t.Error("over, at least")
	}
	if w := l.Words(Months); w.Number("jan") != 1 || w.Number("feb") != 0 || w.Of("january") != "1" || w.First("1") != "january" {
		t.Error("january")
	}
	if w := l.Words(TurnsBefore); w.End("这不是") != "不是" || w.Begin("不是") != "不是" || !w.In("这不好") || w.In("这") {
		t.Error("不是")
	}
	if w := l.Words(Opposites); !w.Has("steigt") || !w.Has("steig") || !w.Has("fällt") || w.Has("falle") || w.Has("stei") {
		t.Error("steig-")
	} else if w.Of("steigende") != "steig-" || w.Of("steigbügel") != "steigbügel" || w.Begin("steigt") != "steig" {
		t.Error("steigende")
	}
	if l, err = Parse("fa.txt", "# Persian.\nnegations = هرگز نیست أبدا\nmonths = فروردین=1"); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"نیست", "أبدا"} { // as they are written, and as they are compared
		if w := l.Words(Negations); !w.Has(s) || !w.Has(match.Fold(s).S) || match.Fold(s).S == s || !w.In("و"+match.Fold(s).S) {
			t.Errorf("%s", s)
		}
	}
	if w := l.Words(Months); w.Number(match.Fold("فروردین").S) != 1 || w.First("1") != "فروردین" {
		t.Error("فروردین")
	}
	if w := l.Words(Light); w.Has("") || w.Begin("a") != "" || w.In("a") {
		t.Error("words of a key that the file has not")
	}
}

// TestDetect tells the language of a sentence or two of each.
func TestDetect(t *testing.T) {
	for want, text := range map[string]string{
		"en": "The ferry was late, and the clerk said that nobody had told her.",
		"de": "Die Fähre war zu spät, und die Sprecherin sagte, dass es ihr niemand gesagt habe.",
		"fr": "Le bac était en retard, et la porte-parole a dit que personne ne le lui avait dit.",
		"es": "El barco llegó tarde y la portavoz dijo que nadie se lo había dicho.",
		"pt": "O barco chegou tarde e a porta-voz disse que não sabia de nada quando saiu.",
		"it": "Il traghetto era in ritardo e la portavoce ha detto che non lo sapeva nessuno.",
		"nl": "De veerboot was te laat en de woordvoerder zei dat niemand het haar had verteld.",
		"pl": "Prom się spóźnił i rzeczniczka powiedziała, że nikt jej o tym nie mówił.",
		"sv": "Färjan var sen och talespersonen sade att ingen hade sagt det till henne.",
		"da": "Færgen var forsinket, og talspersonen sagde, at ingen havde fortalt hende det.",
		"tr": "Feribot geç kaldı ve sözcü bunu kimsenin ona söylemediğini, daha sonra da bir şey demediğini söyledi.",
		"vi": "Chuyến phà đã đến muộn và người phát ngôn nói rằng không có ai báo cho bà.",
		"ru": "Паром опоздал, и представительница сказала, что ей об этом не сообщили.",
		"uk": "Пором запізнився, і речниця сказала, що їй про це ніхто не сказав.",
		"ar": "تأخرت العبارة، وقالت المتحدثة إن أحدا لم يخبرها بذلك من قبل.",
		"fa": "قایق دیر رسید و سخنگو گفت که کسی این را به او نگفته بود.",
		"he": "המעבורת איחרה, והדוברת אמרה כי איש לא הודיע לה על זה.",
		"hi": "नौका देर से आई और प्रवक्ता ने कहा कि उसे किसी ने नहीं बताया।",
		"th": "เรือมาสาย และโฆษกกล่าวว่าไม่มีใครบอกเธอ",
		"ko": "여객선이 늦었고 대변인은 아무도 알려 주지 않았다고 말했다.",
		"ja": "船が遅れ、報道官は誰からも聞いていないと述べた。",
		"zh": "渡轮晚点了，发言人说没有人告诉她。",
		"":   "42 %",
	} {
		got := ""
		if l := Detect(text); l != nil {
			got = l.Tag
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	// A sentence or two without a word of grammar, or with one that two languages have, are told by their letters.
	for text, want := range map[string]string{
		"Мост закрыли в понедельник. Движение восстановят через неделю.": "ru",
		"Совет одобрил постройку моста.":                                 "",
		"Цены на билеты выросли летом на 12 процентов.":                  "ru",
		"Рада схвалила будівництво мосту.":                               "uk",
		"Міст закрили.":                                   "uk",
		"أغلق الجسر يوم الاثنين.":                         "ar",
		"نقلت العبارة 41,200 راكب العام الماضي.":          "ar",
		"غرقت السفينة.":                                   "ar",
		"پل بسته شد.":                                     "fa",
		"Мостът е затворен от понеделник.":                "", // Bulgarian
		"Көпір дүйсенбіде жабылды, паром қыста жүрмейді.": "", // Kazakh
		"پل پیر کو بند ہے اور کشتی نہیں چلے گی۔":          "", // Urdu
	} {
		got := ""
		if l := Detect(text); l != nil {
			got = l.Tag
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	for _, text := range [...]string{"Let me just say it.", "I believe in our parks.", "I want to get to it in a second.",
		"So military security and economic security go hand in hand.", "We do and I hope so."} {
		if l := Detect(text); l != English() {
			t.Errorf("%s is not English", text)
		}
	}
	if l := Detect("Hafenstraße 12, Telefon 555"); l != nil {
		t.Errorf("an address is %s", l.Tag)
	}
	if Of("de-AT") != Of("DE") || Of("de").Tag != "de" || Of("xx") != nil {
		t.Error("the language of a tag")
	}
}

// TestPrevails holds the short way to tell a declared language against the long one, for paragraphs of each language
// declared to be in any: where it is taken, the long way finds no other.
func TestPrevails(t *testing.T) {
	files, err := filepath.Glob("../testdata/languages/*.txt")
	if err != nil || files == nil {
		t.Fatal("no texts", err)
	}
	TagOf("", "") // reads the tongues
	tongues, taken := known.tongues, map[string]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for text := range strings.SplitSeq(string(data), "\n\n") {
			words := strings.FieldsSeq(strings.ToLower(text))
			var all []int
			for i := range tongues {
				all = append(all, i)
			}
			for i, l := range tongues {
				if !l.prevails(words) {
					continue
				}
				taken[l.Tag]++
				if best, sure := countWords(tongues, all, words, i); sure {
					t.Errorf("%s: declared as %s, it is plainly %s: %q", file, l.Tag, tongues[best].Tag, text)
				}
			}
		}
	}
	for _, tag := range [...]string{"en", "fr", "es"} {
		if taken[tag] == 0 {
			t.Errorf("%s never prevails", tag)
		}
	}
}

// A program may be given a language, or another file of one.
func TestLoad(t *testing.T) {
	before := Together()
	Load("xy", "# A language.\nscript = latin\nnegations = nyx\nfunction-words = yx")
	if Of("xy") == nil || !Together().Words(Negations).Has("nyx") || before.Words(Negations).Has("nyx") {
		t.Error("the language that was loaded")
	}
	if l := Detect("Yx yx ferry."); l != Of("xy") {
		t.Errorf("%v is detected", l)
	}
	old := Of("xy")
	Load("xy", "script = latin\nnegations = nyyx")
	if l := Of("xy"); l == old || !l.Words(Negations).Has("nyyx") || Detect("Yx yx ferry.") != nil {
		t.Error("the language that was loaded anew")
	}
}

var update = flag.Bool("update", false, "write tongues.txt anew")

// TestTongues holds what programs tell languages apart by against the files; -update writes it.
func TestTongues(t *testing.T) {
	var want strings.Builder
	tags := []string{"en"} // first: where nothing else tells, a text is in English
	names, err := filepath.Glob("*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if tag := strings.TrimSuffix(name, ".txt"); tag != "en" && tag != "tongues" {
			tags = append(tags, tag)
		}
	}
	for _, tag := range tags {
		l, err := Parse(tag+".txt", Text(tag))
		if err != nil {
			t.Fatal(err)
		}
		script, words := strings.Join(l.Words(Script).texts, " "), ""
		switch script {
		case "latin", "arabic", "cyrillic": // the only ones that tell no language
			words = strings.Join(l.Words(FunctionWords).texts, " ")
			if letters := l.Words(Letters).texts; len(letters) > 0 {
				words += ": " + strings.Join(letters, " ")
			}
		}
		want.WriteString(tag + ": " + script + ": " + words + "\n")
	}
	if *update && os.Getenv("CI") == "" {
		if err := os.WriteFile("tongues.txt", []byte(want.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("tongues.txt")
	if err != nil {
		t.Error(err)
	} else if string(got) != want.String() {
		t.Error("tongues.txt is not what the files say; run go test ./claims/language -update")
	}
}

// FuzzParse wants no panic, and of a file without a fault all that it has.
func FuzzParse(f *testing.F) {
	faults, err := os.ReadFile("testdata/faults.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("ko.txt", Text("ko"))
	f.Add("Deutsch.txt", string(faults))
	f.Add("de.txt", "light = a b\n c\tä_ö\r\n\nmonths=a=1")
	f.Fuzz(func(t *testing.T, file, text string) {
		l, err := Parse(file, text)
		if err != nil {
			return
		}
		for k := range l.words {
			l.words[k].entries(func(entry, _ string) {
				begins := strings.TrimSuffix(entry, "-")
				if w := &l.words[k]; !w.Has(begins) || w.Begin(begins) != begins || !w.In(begins) {
					t.Errorf("%q of %q is lost", entry, text)
				}
			})
		}
	})
}
