package article_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// legacy decodes as the server does.
func legacy(page []byte, label string) ([]byte, string) {
	e, name := charset.Lookup(label)
	if e == nil {
		return nil, ""
	}
	text, err := e.NewDecoder().Bytes(page)
	if err != nil {
		return nil, ""
	}
	return text, name
}

// TestLegacy annotates pages in encodings of old, whoever names them: all words are read, marks stand on whole letters,
// what is put in is ASCII, and no byte of the page changes.
func TestLegacy(t *testing.T) {
	for _, c := range []struct{ label, words string }{
		{"windows-1252", "Le bac a transporté 41 200 passagers, dit “l’office” — à 5 € près."},
		{"iso-8859-1", "Die Fähre fuhr für 41.200 Gäste über den Fluss, ¿größer?"},
		{"iso-8859-2", "Prom przewiózł 41 200 pasażerów, powiedział urząd żeglugi."},
		{"iso-8859-15", "Trajet: 5 € et œuvre à Škoda"},
		{"windows-1250", "Přívoz převezl 41 200 lidí, řekl úřad."},
		{"windows-1251", "Паром перевёз 41 200 пассажиров, сообщило управление порта."},
		{"koi8-r", "Паром перевез 41 200 пассажиров, сообщило управление порта."},
		{"windows-1253", "Το πλοίο μετέφερε 41.200 επιβάτες."},
		{"windows-1254", "Gemi geçen yıl 41.200 yolcu taşıdı, ığüşöç."},
		{"windows-1255", "המעבורת הסיעה 41,200 נוסעים."},
		{"windows-1256", "نقلت العبارة 41,200 راكب العام الماضي."},
		{"windows-874", "เรือข้ามฟากบรรทุกผู้โดยสาร 41,200 คน"},
		{"macintosh", "Le bac a transporté des passagers, dit “l’office”."},
		{"euc-kr", "여객선은 지난해 승객 4만1200명을 태웠다고 ‘항만공사’가 밝혔다. 똠방각하"},
		{"ks_c_5601-1987", "여객선은 지난해 승객을 태웠다."},
		{"shift_jis", "フェリーの乗客は四万一千二百人でした。表示能力、ソース十ｶﾀｶﾅ。"},
		{"euc-jp", "フェリーの乗客は四万一千二百人でした。表示ｶﾀｶﾅ丂。"},
		{"gbk", "去年渡轮运送了四万一千二百名乘客，港务局说。€镕"},
		{"gb2312", "去年渡轮运送了四万一千二百名乘客，港务局说。"},
		{"gb18030", "去年渡轮运送了四万名乘客𠀀，한글。"},
		{"big5", "去年渡輪運送了四萬一千二百名乘客，港務局說。許功蓋"},
	} {
		e, _ := charset.Lookup(c.label)
		for how, head := range map[string]string{
			"its own":     `<meta charset="` + c.label + `">`,
			"of old":      `<meta http-equiv="Content-Type" content="text/html; charset=` + c.label + `">`,
			"late":        `<style>` + strings.Repeat("a{color:red}\n", 200) + `</style><meta charset=` + c.label + `>`,
			"the headers": `<meta charset="utf-8">`,
		} {
			page, err := e.NewEncoder().Bytes([]byte(`<!DOCTYPE html><html lang="x"><head>` + head + `<title>` + c.words +
				`</title></head><body><article><h1 title="` + c.words + `">` + c.words + `</h1><p>The ferry` + c.words +
				`ferry &amp;` + c.words + ` <b>ferry</b>` + c.words + `</p></article></body></html>`))
			if err != nil {
				t.Fatalf("%s: %v", c.label, err)
			}
			h := Hints{Decode: legacy}
			if how == "the headers" {
				h.Charset = c.label
			}
			p, err := ReadWith(page, h)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(p.Text.String(), c.words); n != 4 {
				t.Errorf("%s, %s: its words are read %d times in %q", c.label, how, n, p.Text.String())
			}
			out, err := p.Annotate(articletest.Everywhere(p), Options{Stylesheet: "/sourcemark.css"})
			if err != nil {
				t.Errorf("%s, %s: %v", c.label, how, err)
				continue
			}
			if !bytes.Equal(Strip(out), page) {
				t.Errorf("%s, %s: is not the same after Strip", c.label, how)
			}
			// What is put in is put between whole letters: the page with it, decoded, has the words that it had, and
			// a mark around each "ferry".
			text, _ := legacy(out, c.label)
			if bytes.ContainsRune(text, '\ufffd') || bytes.Count(text, []byte(`>ferry</mark>`)) != 3 {
				t.Errorf("%s, %s: is\n%s", c.label, how, text)
			}
			again, _ := ReadWith(out, h)
			if again.Text.String() != p.Text.String() {
				t.Errorf("%s, %s: read again it is %q", c.label, how, again.Text.String())
			}
		}
	}
}

// TestNoLegacy leaves pages alone of whose letters nothing is certain.
func TestNoLegacy(t *testing.T) {
	for _, c := range []struct{ what, header, page string }{
		{"nobody says what it is", "", "<article>The caf\xe9 ferry</article>"},
		{"a name that nobody knows", "", "<meta charset=klingon><article>The caf\xe9 ferry</article>"},
		{"not what it says", "", "<meta charset=utf-8><article>The caf\xe9 ferry</article>"},
		{"half a letter", "euc-kr", "<article>The ferry \xb0</article>"},
		{"no letter", "shift_jis", "<article>The ferry \x85\xff</article>"},
		{"ASCII is something else", "iso-2022-jp", "<article>The ferry \xe9</article>"},
		{"UTF-16", "", "\xff\xfe<\x00p\x00>\x00f\x00e\x00r\x00r\x00y\x00"},
		{"UTF-8 that is said to be something else", "windows-1252", "<article>The café ferry</article>"},
	} {
		p, err := ReadWith([]byte(c.page), Hints{Charset: c.header, Decode: legacy})
		if err != nil {
			t.Fatal(err)
		}
		out, err := p.Annotate(articletest.Everywhere(p), Options{Stylesheet: "/sourcemark.css"})
		if err != RefusalEncoding && err != RefusalNUL || string(out) != c.page {
			t.Errorf("%s: got %v and %q", c.what, err, out)
		}
	}
}
