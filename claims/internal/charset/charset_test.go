package charset

import (
	"strings"
	"testing"
)

// in returns words in an encoding.
func in(t *testing.T, label, words string) []byte {
	t.Helper()
	e, _ := Of(label)
	if e == nil {
		t.Fatalf("no encoding %s", label)
	}
	data, err := e.NewEncoder().Bytes([]byte(words))
	if err != nil {
		t.Fatalf("%s: %v", label, err)
	}
	return data
}

// A sheet in an encoding that nobody says is read in that one, or with the other one named; never in a third.
func TestGuessEncoding(t *testing.T) {
	const row = "quote;publisher\nThe ferry carried 41,200 passengers;"
	for _, c := range []struct{ label, words string }{
		{"windows-1252", "Préfecture du Finistère"},
		{"windows-1252", "Landkreis Lörrach"},
		{"windows-1252", "Größe"},
		{"windows-1252", "“No boats,” he said – it’s late"},
		{"windows-1252", "Diputación de Cádiz"},
		{"windows-1252", "Prefeitura de São Luís"},
		{"windows-1252", "Malmö stad"},
		{"windows-1252", "Ærø Kommune"},
		{"windows-1252", "¿Cuántos pasajeros?"},
		{"windows-1252", "a fare of 4 € or £3.50"},
		{"windows-1252", "20 °C, 300 m²"},
		{"windows-1252", "the café’s owner"},
		{"windows-1252", "MAIRIE DE SÈTE"},
		{"windows-1252", "Þórshöfn"},
		{"macintosh", "Préfecture du Finistère"},
		{"macintosh", "Landkreis Lörrach"},
		{"macintosh", "“No boats,” he said – it’s late"},
		{"macintosh", "Größe"},
		{"macintosh", "Diputación de Cádiz"},
		{"macintosh", "Malmö stad"},
		{"cp850", "Préfecture du Finistère"},
		{"cp850", "Landkreis Lörrach, Größe"},
		{"cp850", "Diputación de Cádiz"},
		{"cp852", "Urząd Żeglugi, Łódź"},
		{"windows-1250", "Urząd Żeglugi, Łódź"},
		{"windows-1250", "Městský úřad Děčín"},
		{"windows-1250", "Győr-Moson megyei önkormányzat, hűség"},
		{"iso-8859-2", "Urząd Żeglugi, Łódź, świadek"},
		{"windows-1251", "Управление порта"},
		{"windows-1251", "паром перевёз 41 200 пассажиров"},
		{"windows-1251", "Київська міська рада"},
		{"windows-1251", "МВД РОССИИ"},
		{"koi8-r", "Управление порта, паром перевез 41 200 пассажиров"},
		{"x-mac-cyrillic", "Управление порта, паром перевёз пассажиров"},
		{"ibm866", "Управление порта, паром перевез пассажиров"},
		{"windows-1253", "Δήμος Θεσσαλονίκης"},
		{"windows-1254", "İstanbul Büyükşehir Belediyesi, yolcu sayısı, gemi ağı"},
		{"windows-1255", "עיריית חיפה"},
		{"windows-1256", "بلدية الميناء"},
		{"windows-1257", "Rīgas dome, pārvadāja pasažierus"},
		{"windows-874", "เทศบาลเมือง"},
		{"shift_jis", "港湾局"},
		{"shift_jis", "フェリーの乗客は四万一千二百人でした。"},
		{"shift_jis", "横浜市役所"},
		{"euc-jp", "フェリーの乗客は四万一千二百人でした。"},
		{"iso-2022-jp", "フェリーの乗客"},
		{"euc-kr", "항만공사"},
		{"euc-kr", "여객선은 지난해 승객 4만1200명을 태웠다"},
		{"euc-kr", "서울시청"},
		{"gb18030", "港务局"},
		{"gb18030", "去年渡轮运送了四万一千二百名乘客"},
		{"gb18030", "北京市政府"},
		{"big5", "港務局"},
		{"big5", "去年渡輪運送了四萬一千二百名乘客"},
		{"big5", "臺北市政府"},
	} {
		sheet := row + c.words + "\n"
		data := in(t, c.label, sheet)
		text, said, err := Sheet(data, "")
		switch {
		case err != nil:
			t.Errorf("%s, %s: %v", c.label, c.words, err)
		case string(text) != sheet:
			_, name := Of(c.label)
			if !strings.Contains(said, "; in "+name+" that would be ") {
				t.Errorf("%s, %s: is %s, and said %s", c.label, c.words, strings.TrimPrefix(string(text), row), said)
			} else {
				t.Logf("%s, %s: %s", c.label, c.words, said)
			}
		case !strings.Contains(said, "read as"):
			t.Errorf("%s, %s: said %q", c.label, c.words, said)
		}
		if text, said, err := Sheet(data, c.label); err != nil || string(text) != sheet || said != "" {
			t.Errorf("with -encoding %s: %q, %q, %v", c.label, text, said, err)
		}
	}
}

// A sheet that is damaged, or that could be anything, is refused; what is certain needs no word.
func TestDecodeSheet(t *testing.T) {
	for _, c := range []struct {
		what, data, label string
		want, said, err   string // said and err begin so, or have it in them
	}{
		{"UTF-8", "quote\nmöglich\n", "", "quote\nmöglich\n", "", ""},
		{"its mark", "\ufeffquote\nmöglich\n", "", "quote\nmöglich\n", "", ""},
		{"UTF-16 by its mark", "\xff\xfeq\x00\xe9\x00\t\x00", "", "qé\t", "", ""},
		{"the other UTF-16 by its mark", "\xfe\xff\x00q\x00\xe9\x00\t", "", "qé\t", "", ""},
		{"UTF-16 without a mark", "q\x00u\x00\xe9\x00\t\x00", "", "qué\t", "", ""},
		{"a bullet of a word processor", "\xff\xfe\xb7\xf0q\x00", "", "\uf0b7q", "", ""},
		{"half a letter", "\xff\xfeq\x00\xe9\x00\t", "", "", "", "begins like utf-16le"},
		{"one bad line of many", "quote\nmöglich\nschön\nk\xfchl\ngrün\nHöhe\nBär\n", "", "", "",
			"line 4 is not in UTF-8, as the rest is"},
		{"nothing of any alphabet", "quote\na\xffb\xa4c\x8dd\xb6e\n", "", "", "", "it is not clear in what else"},
		{"said", "quote\nr\xe8gle\n", "windows-1252", "quote\nrègle\n", "", ""},
		{"said by another name", "quote\nr\x8fgle\n", "MacRoman", "quote\nrègle\n", "", ""},
		{"said wrongly", "quote\nfine\nr\x8fgle\n", "utf-8", "", "", "line 3 is not in utf-8: give another -encoding"},
		{"said, of its two halves", "\xfe\xff\x00q\x00\xe9", "utf-16", "qé", "", ""},
	} {
		text, said, err := Sheet([]byte(c.data), c.label)
		if string(text) != c.want || !strings.Contains(said, c.said) || (said == "") != (c.said == "") ||
			(err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %q, %q, %v", c.what, text, said, err)
		}
	}
}

// A page has the letters that a browser shows, wherever it says its encoding.
func TestDecodePage(t *testing.T) {
	late := "<style>" + strings.Repeat("/* colours */", 200) + "</style>"
	for _, c := range []struct{ what, header, label, page, want string }{
		{"late meta", "", "utf-8", late + `<meta charset="utf-8"><p>Fährhafen`, "Fährhafen"},
		{"late meta, of old", "", "windows-1251", late +
			`<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>паром`, "паром"},
		{"nothing said, UTF-8", "text/html", "utf-8", late + "<p>Fährhafen", "Fährhafen"},
		{"nothing said, Western", "text/html", "windows-1252", "<p>Fährhafen Lörrach", "Fährhafen Lörrach"},
		{"nothing said, Japanese", "text/html", "shift_jis", "<p>フェリーの乗客は四万人でした", "フェリーの乗客は四万人でした"},
		{"nothing said, Korean", "", "euc-kr", "<p>여객선은 승객을 태웠다", "여객선은 승객을 태웠다"},
		{"the header", "text/html; charset=big5", "big5", "<p>渡輪", "渡輪"},
		{"the header before the page", "text/html; charset=koi8-r", "koi8-r", `<meta charset=cp1251><p>паром`, "паром"},
		{"XML", "application/xhtml+xml", "iso-8859-2", `<?xml version="1.0" encoding="iso-8859-2"?><p>Łódź`, "Łódź"},
		{"the header of a template", "text/html; charset=ISO-8859-1", "utf-8", `<meta charset="utf-8"><p>паром`, "паром"},
		{"a name that nobody knows", "text/html; charset=none", "utf-8", "<p>паром", "паром"},
		{"UTF-16", "text/html", "utf-16le", "\ufeff<p>паром", "паром"},
		{"the words of a script", "", "windows-1252", `<script>"<meta charset=big5>"</script><p>Fährhafen`,
			"Fährhafen"},
	} {
		got := string(Page(in(t, c.label, c.page), c.header))
		if _, words, _ := strings.Cut(got, "<p>"); words != c.want {
			t.Errorf("%s: %q, want %q", c.what, words, c.want)
		}
	}
}
