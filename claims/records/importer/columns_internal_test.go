package importer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sourcemark/web/lang"
)

// The tables of newsrooms in the languages of the interface: what each column is, under the name that people there give
// it. "=" in front of a name says that none of ours knows it, and what stands in the column tells.
var newsrooms = map[string]string{
	"en": "Claim text=text Claimant=speaker Date_of_claim=said Rating=verdict Source (URL)=url Comments=notes Topic=tags",
	"de": "Geprüfte Aussage=text Wer hat es gesagt?=speaker Datum der Aussage=said Bewertung=verdict Quelle=url Anmerkung=notes Thema=tags",
	"fr": "Affirmation vérifiée=text Qui l’a dit ?=speaker Date de la déclaration=said Évaluation=verdict Source 1=url Remarques=notes Rubrique=tags",
	"es": "Afirmación=text ¿Quién lo dijo?=speaker Fecha de la declaración=said Calificación=verdict Fuente=url Observaciones=notes Etiquetas=tags",
	"pt": "Alegação=text Quem disse=speaker Data da fala=said Classificação=verdict Fonte=url Observações=notes Assunto=tags",
	"it": "Affermazione=text Chi lo ha detto=speaker Data della dichiarazione=said Giudizio=verdict Fonte=url Note=notes Argomento=tags",
	"ru": "Утверждение=text Кто сказал=speaker Дата высказывания=said Вердикт=verdict Источник=url Примечание=notes Рубрика=tags",
	"tr": "İddia=text Kim söyledi=speaker İddia tarihi=said Değerlendirme=verdict Kaynak=url Notlar=notes Konu=tags",
	"ar": "الادعاء=text القائل=speaker تاريخ التصريح=said الحكم=verdict المصدر=url ملاحظات=notes الموضوع=tags",
	"vi": "Phát biểu=text Người nói=speaker Ngày phát biểu=said Kết luận=verdict Nguồn=url Ghi chú=notes Chủ đề=tags",
	"ko": "발언 내용=text 발언자=speaker 발언일=said 판정=verdict 출처=url 비고=notes 주제=tags",
	"ja": "発言内容=text 発言者=speaker 発言日=said 判定=verdict 出典=url 備考=notes テーマ=tags",
	"zh": "说法=text 發言人=speaker 发言日期=said 结论=verdict 來源=url 备注=notes 主题=tags",
}

// meanings returns what the columns of a table are taken for.
func meanings(t testing.TB, table string) (out []string) {
	t.Helper()
	p, err := Read([]byte(table), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Columns {
		m := string(c.Meaning)
		if c.Source > 1 {
			m += fmt.Sprint(c.Source)
		}
		out = append(out, m)
	}
	return out
}

// A newsroom's own names are understood in each language of the interface, and a form can name each meaning in it.
func TestColumnsByName(t *testing.T) {
	for _, tag := range lang.Tags {
		room := newsrooms[tag]
		if room == "" {
			t.Errorf("%s: no table", tag)
			continue
		}
		var names, want []string
		for rest := room; rest != ""; {
			name, after, _ := strings.Cut(rest, "=")
			var meaning string
			meaning, rest, _ = strings.Cut(after, " ")
			names, want = append(names, name), append(want, meaning)
		}
		table := strings.Join(names, "\t") + "\nThe ferry was full on Monday\tHarbour master\t2026-01-14\tCold\thttps://county.example/log\tcall again\tferries\n"
		if got := meanings(t, table); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
		for _, m := range Meanings {
			if label := m.In(tag); (label == "" || tag != "en" && label == m.In("en") && len(label) > 12) && m != "quote" {
				t.Errorf("%s: %s is called %q", tag, m, label)
			}
		}
	}
}

// What stands in a column says what it is where its name does not, or may be several things.
func TestColumnsByContent(t *testing.T) {
	rows := func(names, cells string, n int) string {
		var b strings.Builder
		b.WriteString(names + "\n")
		for i := range n {
			b.WriteString(strings.NewReplacer("N", fmt.Sprint(i+1), "VERDICT", []string{"False", "True"}[i%2],
				"FEW", []string{"Two anchors", "No anchor"}[i%2], "PARTY", []string{"Blue list", "Red list"}[i%2]).Replace(cells) + "\n")
		}
		return b.String()
	}
	const said = "The ferry carried N passengers last year"
	for _, c := range []struct{ what, table, want string }{
		{"no name at all", rows("a\tb\tc\td", said+"\thttps://county.example/N\tVERDICT\tPier N", 6), "text url verdict _"},
		{"no line of names", strings.TrimPrefix(rows("", said+"\thttps://county.example/N\tVERDICT", 6), "\n"), "text url verdict"},
		{"few words over and over are the verdict", rows("a\tb", said+"\tFEW", 6), "text verdict"},
		{"one word all the time is no verdict", rows("a\tb\tspeaker", said+"\tferries\tA", 6), "text _ speaker"},
		{"nor are ticks", rows("a\tb\tspeaker", said+"\tx\tA", 6), "text _ speaker"},
		{"of two, the usual verdicts are", rows("a\tb\tc", said+"\tPARTY\tVERDICT", 6), "text _ verdict"},
		{"of two long texts, the first is the claim", rows("a\tb\tverdict", said+"\tThe log of the county has other numbers for them N\tVERDICT", 6), "text _ verdict"},
		{"in quotation marks", rows("a\tb\tverdict", "“We carried N people last year”\tHarbour master\tVERDICT", 6), "quotation _ verdict"},
		{"copies of pages", rows("claim\ta\tb", said+"\thttps://web.archive.org/web/N/x\thttps://county.example/N", 3), "text archived url"},
		{"a source is its address", rows("claim;source", said+";https://county.example/N", 3), "text url"},
		{"a source is who it is", rows("claim;source", said+";County office", 3), "text publisher"},
		{"sources with numbers", rows("claim;source 1;source 2;Source 3", said+";https://a.example/N;https://b.example/N;https://c.example/N", 3), "text url url2 url3"},
		{"a source in two columns", rows("claim;source;source", said+";County office;https://county.example/N", 3), "text publisher url"},
		{"a date after who said it", rows("claim;speaker;date;verdict", said+";A;2026-01-0N;VERDICT", 3), "text speaker said verdict"},
		{"a date after the verdict", rows("claim;verdict;date", said+";VERDICT;2026-01-0N", 3), "text verdict reviewed"},
		{"a date after the source", rows("claim;url;date", said+";https://county.example/N;2026-01-0N", 3), "text url date"},
		{"a date before all", rows("Date;Claim;Verdict", "2026-01-0N;"+said+";VERDICT", 3), "said text verdict"},
		{"a number is not the claim", rows("Claim ID;Claim", "N;"+said, 3), "_ text"},
		{"nor its language", rows("claim_id;claim", "N;"+said, 3), "_ text"},
		{"addresses are not the claim", rows("Claim;Statement", "https://county.example/N;"+said, 3), "_ text"},
		{"a fact check is an address", rows("claim;fact check", said+";https://desk.example/N", 3), "text review"},
		{"how far somebody got is not known", rows("claim;Status;verdict", said+";done;VERDICT", 3), "text _ verdict"},
		{"two names of one meaning", rows("Claim;Statement;Verdict", said+";"+said+" too;VERDICT", 3), "text _ verdict"},
		{"a part of the name, and what stands there", rows("Claim we looked at;Verdict of the desk", said+";VERDICT", 6), "text verdict"},
		{"names in two languages", rows("Claim / Behauptung;Verdict / Urteil", said+";VERDICT", 3), "text verdict"},
		{"a comma in a claim without a line of names", strings.TrimPrefix(rows("", "\"The ferry, they said, carried N passengers\",VERDICT", 6), "\n"), "text verdict"},
	} {
		got := meanings(t, c.table)
		for i, m := range got {
			if m == "" {
				got[i] = "_"
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.what, s, c.want)
		}
	}
	form := rows("Timestamp\tEmail Address\tWhat is it that is claimed?\tWhere did you see it?\tLink to the post\tOur rating\tShort explanation\tSources used\tStatus",
		"3/14/2022 10:04:1N\ta@desk.example\t"+said+"\tSocial\thttps://social.example/N\tVERDICT\tThe log has other numbers N\thttps://county.example/N ; https://county.example/x\tDone", 5)
	if got := strings.Join(meanings(t, form), " "); got != "  text   verdict why url " {
		t.Errorf("a form: %q", got)
	}
	for _, prose := range []string{
		"The ferry was late, said the master.\nIt left at ten, and nobody complained about that.\n\nThe county, however, did: it wants its money back.\n",
		"Dear colleagues,\nplease find attached what we know.\nThe desk\n",
		"a,b\n1,2\n3,4\n",
	} {
		if p, err := Read([]byte(prose), Options{}); err == nil && p.Drafts > 0 {
			t.Errorf("%q: %d drafts", prose, p.Drafts)
		}
	}
}

// Names in two rows, of which the upper one has merged cells.
func TestTwoRowsOfNames(t *testing.T) {
	const table = `<table><tr><td>Checks of March<tr><th rowspan=2>Claim<th colspan=2>Source<th rowspan=2>Verdict<tr><th>Title<th>Link
		<tr><td>The ferry was full<td>Log<td>https://county.example/log<td>False</table>`
	p, err := Read([]byte(table), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range p.Columns {
		got = append(got, c.Name+": "+string(c.Meaning))
	}
	if want := []string{"Claim: text", "Source Title: title", "Source Link: url", "Verdict: verdict"}; !slices.Equal(got, want) || p.Drafts != 1 {
		t.Errorf("%q, %d drafts, want %q", got, p.Drafts, want)
	}
}
