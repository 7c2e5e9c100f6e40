package claims_test

import (
	"strconv"
	"strings"
	"testing"

	. "sourcemark/claims"
)

// A quotation is its speaker's. Each article has the words of the record; who is named for them is the record's
// speaker, or another, whose name is then wanted, or cannot be told, and then the quotation is refused.
func TestSpeakers(t *testing.T) {
	const (
		same    = "same"
		refused = "refused"
	)
	for _, c := range []struct {
		language, speaker, words string
		articles                 []struct{ want, text string }
	}{
		{"en", "Anna Brown", "We cannot run empty boats through the winter", []struct{ want, text string }{
			{same, "“We cannot run empty boats through the winter,” Anna Brown told the council."},
			{same, "“We cannot run empty boats through the winter,” said Ms Brown."},
			{same, "“We cannot run empty boats through the winter,” said Anna."},
			{same, "“We cannot run empty boats through the winter,” said Dr. A. Brown, the harbour master of Oslo."},
			{same, "“We cannot run empty boats through the winter,” she said."},
			{same, "“We cannot run empty boats through the winter,” the minister said on Tuesday in Grant Park."},
			{same, "It hangs over the ticket office: “We cannot run empty boats through the winter.”"},
			{same, "Transport Minister Anna Brown told Nora Lind: “We cannot run empty boats through the winter.”"},
			{same, "Asked by Nora Lind about the timetable, Ms Brown said: “We cannot run empty boats through the winter.”"},
			{same, "“We cannot run empty boats through the winter,” she told Nora Lind of the Harbour News."},
			{same, "Anna Brown: “We cannot run empty boats through the winter.”"},
			{same, "ANNA BROWN: “We cannot run empty boats through the winter.”"},
			{same, "The harbour master was blunt.\n\n“We cannot run empty boats through the winter.”"},
			{"Nora Lind", "“We cannot run empty boats through the winter,” Nora Lind told the council."},
			{"Nora Lind", "“We cannot run empty boats through the winter,” said Nora Lind, who has worked for Anna Brown."},
			{"Nora Lind", "“We cannot run empty boats through the winter,” her deputy, Nora Lind, told the crowd."},
			{"Ms Lind", "“We cannot run empty boats through the winter,” Ms Lind said."},
			{"Nora Lind", "According to Nora Lind, “we cannot run empty boats through the winter”."},
			{"Nora Lind", "Nora Lind, the leader of the islanders, warned that “we cannot run empty boats through the winter”."},
			{"Nora Lind", "Nora Lind, the leader of the islanders, used her toast to hail the words “we cannot run empty boats through the winter”."},
			{"Nora Lind", "In the words of Nora Lind, “we cannot run empty boats through the winter”."},
			{refused, "“We cannot run empty boats through the winter,” Anna Brown was told by Nora Lind."},
			{refused, "Quoting Nora Lind, Anna Brown said: “We cannot run empty boats through the winter.”"},
			{refused, "Anna Brown read out a letter by Nora Lind: “We cannot run empty boats through the winter.”"},
			{"Nora Lind", "“We cannot run empty boats through the winter.”\n\n— Nora Lind"},
			{same, "“We cannot run empty boats through the winter.”\n\n— Anna Brown, harbour master"},
			{"Nora Lind", "“We cannot run empty boats through the winter.\n\n“We have tried.”\n\n— Nora Lind"},
			{same, "“We cannot run empty boats through the winter.\n\n“We have tried.”\n\nThe boats wait."},
			{"NORA LIND", "NORA LIND: “We cannot run empty boats through the winter”"},
			{"Nora Lind", "Nora Lind:\n\n“We cannot run empty boats through the winter.”"},
			{"a spokesman for Ms Brown", "“We cannot run empty boats through the winter,” said a spokesman for Ms Brown."},
			{refused, "“We cannot run empty boats through the winter,” said Carl Brown."},
			{refused, "Anna Brown came with Carl Brown. “We cannot run empty boats through the winter,” Brown said."},
			{refused, "Nora Lind\n\n“We cannot run empty boats through the winter.”"},
			{refused, "Nora Lind spoke last. “We cannot run empty boats through the winter.”"},
			{refused, "Nora Lind spoke next. “We cannot run empty boats through the winter,” she said."},
			{same, "Nora Lind had asked Anna Brown about it. “We cannot run empty boats through the winter,” she said."},
			{same, "Nora Lind spoke first. She had no answer. Then came Ms Brown. “We cannot run empty boats through the winter,” she said."},
			{refused, "Anna Brown left the hall. Nora Lind then took the floor. “We cannot run empty boats through the winter,” she said."},
			{refused, "“We cannot run empty boats through the winter,” said Brown’s deputy, Nora Lind."},
			{refused, "“We cannot run empty boats through the winter,” said Anna Brown’s spokesman."},
			{same, "“We cannot run empty boats through the winter,” read Anna Brown’s letter."},
			{refused, "“We cannot run empty boats through the winter,” according to Nora Lind, a friend of Anna Brown."},
			{"Nora Lind", "“We cannot run empty boats through the winter,” said the minister, Nora Lind."},
			{"Nora Lind", "“We cannot run empty boats through the winter,” were the words of Nora Lind."},
			{"Nora Lind", "“We cannot run empty boats through the winter.” So said Nora Lind."},
			{"Nora Lind", "“We cannot run empty boats through the winter.” — Nora Lind"},
			{"Nora Lind", "“We cannot run empty boats through the winter,” Nora Lind wrote to Anna Brown."},
			{"Nora Lind", "“Nora Lind told us: ‘We cannot run empty boats through the winter,’ and she was right,” Anna Brown recalled."},
			{"not", "Anna Brown never said “we cannot run empty boats through the winter”."},
			{"not", "Anna Brown denied having said “we cannot run empty boats through the winter”."},
			{"not", "Anna Brown denies that she said: “We cannot run empty boats through the winter.”"},
			{"not", "Anna Brown is falsely quoted as saying “we cannot run empty boats through the winter”."},
			{"not", "“We cannot run empty boats through the winter,” Anna Brown did not say."},
			{same, "Anna Brown, who did not vote, said: “We cannot run empty boats through the winter.”"},
		}},
		{"en", "Harbour master", "We cannot run empty boats through the winter", []struct{ want, text string }{
			{same, "“We cannot run empty boats through the winter,” the harbour master said."},
			{same, "Ines Holm is the harbour master. “We cannot run empty boats through the winter,” Holm said."},
			{refused, "“We cannot run empty boats through the winter,” Carl Ostrom said."},
		}},
		{"de", "Anna Braun", "Wir können im Winter keine leeren Schiffe fahren lassen", []struct{ want, text string }{
			{same, "„Wir können im Winter keine leeren Schiffe fahren lassen“, sagte Verkehrsministerin Braun im Rathaus."},
			{same, "„Wir können im Winter keine leeren Schiffe fahren lassen“, sagte die Ministerin am Dienstag in Bad Homburg."},
			{"Nora Lind", "„Wir können im Winter keine leeren Schiffe fahren lassen“, sagte Nora Lind im Rathaus."},
			{"Nora Lind", "Nora Lind erklärte: „Wir können im Winter keine leeren Schiffe fahren lassen.“"},
			{"Nora Lind", "Laut Nora Lind heißt es: „Wir können im Winter keine leeren Schiffe fahren lassen.“"},
			{refused, "„Wir können im Winter keine leeren Schiffe fahren lassen“, sagte der Sprecher von Anna Braun."},
			{same, "„Wir können im Winter keine leeren Schiffe fahren lassen“, heißt es bei Anna Braun."},
			{"not", "Anna Braun hat nie gesagt: „Wir können im Winter keine leeren Schiffe fahren lassen.“"},
		}},
		{"fr", "Anne Brun", "Nous ne pouvons pas faire naviguer des bateaux vides", []struct{ want, text string }{
			{same, "« Nous ne pouvons pas faire naviguer des bateaux vides », a dit Mme Brun."},
			{same, "« Nous ne pouvons pas faire naviguer des bateaux vides », a-t-elle dit à Nora Lind."},
			{"Nora Lind", "« Nous ne pouvons pas faire naviguer des bateaux vides », a affirmé la ministre, Nora Lind."},
			{"Nora Lind", "Selon Nora Lind, « nous ne pouvons pas faire naviguer des bateaux vides »."},
			{refused, "« Nous ne pouvons pas faire naviguer des bateaux vides », a déclaré Nora Lind à Anne Brun."},
			{same, "« Nous ne pouvons pas faire naviguer des bateaux vides », a déclaré Anne Brun à Nora Lind."},
			{"not", "Anne Brun n'a jamais dit : « Nous ne pouvons pas faire naviguer des bateaux vides »."},
		}},
		{"es", "Ana Moreno", "No podemos mover barcos vacíos durante todo el invierno", []struct{ want, text string }{
			{same, "«No podemos mover barcos vacíos durante todo el invierno», dijo la ministra Moreno."},
			{same, "«No podemos mover barcos vacíos durante todo el invierno», dijo al Consejo de la Ciudad."},
			{"Nora Lind", "«No podemos mover barcos vacíos durante todo el invierno», dijo Nora Lind."},
			{"Nora Lind", "Fueron las palabras de Nora Lind: «No podemos mover barcos vacíos durante todo el invierno»."},
			{refused, "«No podemos mover barcos vacíos durante todo el invierno», dijo Nora Lind a Ana Moreno."},
			{same, "«No podemos mover barcos vacíos durante todo el invierno», dijo Ana Moreno a Nora Lind."},
			{"not", "Ana Moreno nunca dijo: «No podemos mover barcos vacíos durante todo el invierno»."},
		}},
		{"ru", "Анна Петрова", "Мы не можем гонять пустые паромы всю зиму", []struct{ want, text string }{
			{same, "«Мы не можем гонять пустые паромы всю зиму», — сказала Петрова."},
			{same, "По словам Анны Петровой, «мы не можем гонять пустые паромы всю зиму»."},
			{same, "«Мы не можем гонять пустые паромы всю зиму», — сказала министр в Нижнем Новгороде."},
			{"Нора Линд", "«Мы не можем гонять пустые паромы всю зиму», — заявила Нора Линд."},
			{refused, "«Мы не можем гонять пустые паромы всю зиму», — заявил пресс-секретарь Анны Петровой."},
			{same, "«Мы не можем гонять пустые паромы всю зиму», — заявила пресс-секретарь Анна Петрова."},
		}},
		{"ko", "김하나", "겨울 내내 빈 배를 띄울 수는 없습니다", []struct{ want, text string }{
			{same, "김하나 장관은 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
			{same, "김 장관은 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
			{same, "장관은 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
			{same, "그는 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
			{"박두리 항만청 대변인", "박두리 항만청 대변인은 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
			{refused, "박두리는 김하나에게 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
			{refused, "김하나의 대변인은 “겨울 내내 빈 배를 띄울 수는 없습니다”라고 말했다."},
		}},
		{"ja", "山田花子", "冬の間ずっと空の船を出すわけにはいかない", []struct{ want, text string }{
			{same, "山田大臣は「冬の間ずっと空の船を出すわけにはいかない」と述べた。"},
			{same, "大臣は「冬の間ずっと空の船を出すわけにはいかない」と述べた。"},
			{same, "彼女は「冬の間ずっと空の船を出すわけにはいかない」と述べた。"},
			{refused, "佐藤次郎知事は「冬の間ずっと空の船を出すわけにはいかない」と述べた。"},
			{refused, "佐藤氏は山田氏に「冬の間ずっと空の船を出すわけにはいかない」と述べた。"},
			{refused, "山田氏の秘書は「冬の間ずっと空の船を出すわけにはいかない」と述べた。"},
			{same, "山田氏の話では「冬の間ずっと空の船を出すわけにはいかない」という。"},
		}},
		{"zh", "李小梅", "我们不能整个冬天都开空船", []struct{ want, text string }{
			{same, "李小梅在会上表示：“我们不能整个冬天都开空船。”"},
			{same, "部长说：“我们不能整个冬天都开空船。”"},
			{"王大海", "王大海说：“我们不能整个冬天都开空船。”"},
			{refused, "王大海对李小梅说：“我们不能整个冬天都开空船。”"},
			{refused, "“我们不能整个冬天都开空船，”李小梅的助手王大海说。"},
			{same, "李小梅的声明说：“我们不能整个冬天都开空船。”"},
			{"诺拉·林德", "诺拉·林德对记者说：“我们不能整个冬天都开空船。”"},
		}},
		{"ar", "ليلى حداد", "لا يمكننا تشغيل سفن فارغة طوال فصل الشتاء", []struct{ want, text string }{
			{same, "وقالت الوزيرة حداد: «لا يمكننا تشغيل سفن فارغة طوال فصل الشتاء»."},
			{same, "وقالت الوزيرة: «لا يمكننا تشغيل سفن فارغة طوال فصل الشتاء»."},
			{refused, "وقال سامي منصور: «لا يمكننا تشغيل سفن فارغة طوال فصل الشتاء»."},
		}},
		{"vi", "Nguyễn Thu Hà", "Chúng ta không thể chạy tàu rỗng suốt mùa đông", []struct{ want, text string }{
			{same, "“Chúng ta không thể chạy tàu rỗng suốt mùa đông”, bà Hà nói."},
			{same, "“Chúng ta không thể chạy tàu rỗng suốt mùa đông”, bà nói."},
			{"Trần Văn Bình", "“Chúng ta không thể chạy tàu rỗng suốt mùa đông”, ông Trần Văn Bình nói."},
			{refused, "“Chúng ta không thể chạy tàu rỗng suốt mùa đông”, ông Trần Văn Bình nói với bà Nguyễn Thu Hà."},
		}},
		{"pt", "Ana Moreira", "Não podemos pôr barcos vazios no mar durante o inverno", []struct{ want, text string }{
			{same, "“Não podemos pôr barcos vazios no mar durante o inverno”, disse a ministra Ana Moreira."},
			{"Nora Lind", "“Não podemos pôr barcos vazios no mar durante o inverno”, disse Nora Lind."},
			{refused, "“Não podemos pôr barcos vazios no mar durante o inverno”, disse Nora Lind, assessora de Ana Moreira."},
			{same, "“Não podemos pôr barcos vazios no mar durante o inverno”, disse Ana Moreira, assessora de Nora Lind."},
		}},
	} {
		for _, a := range c.articles {
			text := Plain("The boats\n\n" + a.text + "\n\nNobody took notes.")
			anchor := Selector{Exact: c.words}
			if _, after, found := strings.Cut(a.text, strings.ToLower(c.words[:1])+c.words[1:]); found && after != "" {
				anchor.Exact = strings.ToLower(c.words[:1]) + c.words[1:]
			}
			d := &Dossier{Language: c.language, Records: []Record{{ID: "#q", Kind: Quotation, Status: Disputed, Text: c.words, Anchor: anchor, Speaker: Party{Name: c.speaker}}}}
			r := New(d).Check(text)
			got, kind := refused, DiffSpeaker
			if len(r.Items) == 1 {
				got = r.Items[0].Relation.String()
				for _, d := range r.Items[0].Differences {
					if got, kind = d.Article, d.Kind; kind == DiffNegation {
						got = "not"
					} else if d.Record != c.speaker {
						t.Errorf("%s: the record has %q, not %q", a.text, c.speaker, d.Record)
					}
				}
				if (r.Items[0].Status() == Disputed) != (got == same) {
					t.Errorf("%s: %s, and its status is %v", a.text, got, r.Items[0].Status())
				}
			} else if len(r.Unplaced) != 1 || len(r.Unplaced[0].Differences) == 0 {
				t.Errorf("%s: refused without a reason: %+v", a.text, r.Unplaced)
			}
			if got != a.want {
				t.Errorf("%s\n got %q (%s), want %q", a.text, got, kind, a.want)
			}
		}
	}
}

// A record for each quotation costs as much in a long article as in a short one.
func TestSpeakersLinear(t *testing.T) {
	const one, few = "Nora Lind and ‘Anna’ Brown came. “We cannot run empty boats in winter %,” said the clerk of the harbour, who knew Ms Brown.\n\n", 40
	allocations := func(n int) float64 {
		var text strings.Builder
		d := &Dossier{Language: "en"}
		for i := range n {
			number := strconv.Itoa(i + 1000)
			text.WriteString(strings.Replace(one, "%", number, 1))
			d.Records = append(d.Records, Record{ID: "#q" + number, Kind: Quotation, Text: "We cannot run empty boats in winter " + number,
				Anchor: Selector{Exact: "We cannot run empty boats in winter " + number}, Speaker: Party{Name: "Anna Brown"}})
		}
		c := New(d)
		if r := c.Check(Plain(text.String())); len(r.Items)+len(r.Unplaced) != n || len(r.Items) == 0 {
			t.Fatalf("%d items, %d unplaced of %d", len(r.Items), len(r.Unplaced), n)
		}
		return testing.AllocsPerRun(1, func() { c.Check(Plain(text.String())) })
	}
	if a, b := allocations(few), allocations(8*few); b > 10*a {
		t.Errorf("%v allocations for %d quotations, %v for eight times as many", a, few, b)
	}
}

func FuzzSpeakers(f *testing.F) {
	addWhose(f)
	f.Add("“We cannot run empty boats,” said Nora Lind, who knew Anna Brown.", "We cannot run empty boats", "Anna Brown", "en")
	f.Add("佐藤次郎知事は「空の船は出せない」と述べた。", "空の船は出せない", "山田花子", "ja")
	f.Add("“We cannot run empty boats.\n\n“We have tried.”\n\n— Nora Lind", "We cannot run empty boats", "Anna Brown", "en")
	f.Add("“We cannot run empty boats.\n\n“We have tried.”\n\nThe boats wait.", "We cannot run empty boats", "Anna Brown", "en")
	f.Add("Nora Lind:\n\n«‹A› b», c'", "b", "N. L", "fr")
	f.Add("박두리 대변인은 “빈 배”라고 했다. 诺拉·林德说：“空船。”", "空船", "李小梅", "zh")
	f.Fuzz(func(t *testing.T, text, words, name, language string) {
		if len(text)+len(words)+len(name) > 4000 {
			t.Skip("long input only costs time")
		}
		d := &Dossier{Language: language, Records: []Record{{ID: "#q", Kind: Quotation, Text: words, Anchor: Selector{Exact: words}, Speaker: Party{Name: name}}}}
		for _, a := range New(d).Check(Plain(text)).Items {
			if (a.Relation == Differs) != (len(a.Differences) > 0) {
				t.Errorf("%v, for %+v", a.Relation, a.Differences)
			}
		}
	})
}
