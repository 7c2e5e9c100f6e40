package channel_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/channel"
	"sourcemark/web/lang"
)

// view checks a text against one record.
func view(t testing.TB, text *claims.Text, words string) *web.View {
	t.Helper()
	d := &claims.Dossier{ID: "d.json", Language: "en", Records: []claims.Record{{ID: "#c", Text: words, Anchor: claims.Selector{Exact: words}}}}
	return &web.View{Lang: lang.English(), Report: claims.New(d).Check(text)}
}

// TestWhereNumbersStand has the words in Markdown and in lines that end by hand. What comes out before the endnotes is
// what stands behind the arrow.
func TestWhereNumbersStand(t *testing.T) {
	for _, c := range []struct{ words, markdown, want string }{
		{"cost 12 million", "The bridge *cost 12 million*, it says.", `The bridge *cost 12 million\[1\]*, it says.`},
		{"cost 12 million", "The bridge [cost 12 million](/b), it says.", `The bridge [cost 12 million\[1\]](/b), it says.`},
		{"cost AT&T 12 * 2", `It cost AT&amp;T 12 \* 2, it says.`, `It cost AT&amp;T 12 \* 2\[1\], it says.`},
		{"run go test", "They run `go test`, it says.", "They run `go test`\\[1\\], it says."},
		{"cost 12 million", "> The bridge\n> cost 12 million.\n\n1. And so on", "> The bridge\n> cost 12 million\\[1\\].\n\n1. And so on"},
		{"cost 12 million", "| a | b |\n|---|---|\n| It cost 12 million | x |", "| a | b |\n|---|---|\n| It cost 12 million\\[1\\] | x |"},
		{"cost 12 million", "<div>cost 12 million</div>\n\nThe bridge cost 12 million.", "<div>cost 12 million</div>\n\nThe bridge cost 12 million\\[1\\]."},
	} {
		m := ReadMarkdown(c.markdown)
		out, err := m.Write(view(t, m.Text, c.words))
		if got, _, _ := strings.Cut(out, "\n\n## "); err != nil || got != c.want {
			t.Errorf("%s\nis %s, %v\nwant %s", c.markdown, got, err, c.want)
		}
	}
	for _, c := range []struct{ words, text, want string }{
		{"cost 12 million", "The bridge cost 12 million\ncrowns, and the ferry less\nthan a third of it.", "The bridge cost 12\nmillion[1] crowns, and the\nferry less than a third of\nit."},
		{"多くの人が訪れた", "この町には毎年多くの人が訪れた\nと言われているが、確かな数字は\n誰も知らない。", "この町には毎年多くの人が訪れ\nた[1]と言われているが、確かな\n数字は誰も知らない。"},
		{"많은 사람이 찾았다", "이 마을에는 많은 사람이 찾았다.\n그러나 확실한 숫자는 지금까지\n아무도 모른다고 한다.", "이 마을에는 많은 사람이\n찾았다[1]. 그러나 확실한 숫자는\n지금까지 아무도 모른다고 한다."},
		{"cost 12 million", "The bridge cost 12 million\n€38,000 of it came from the\nsailors themselves.", "The bridge cost 12\nmillion[1] €38,000 of it\ncame from the sailors\nthemselves."},
		{"cost 12 million", "The bridge cost 12 million\r\nin all.\r\n", "The bridge cost 12\r\nmillion[1] in all."},
	} {
		out, err := Text(c.text, view(t, claims.Plain(c.text), c.words))
		got, _, _ := strings.Cut(strings.ReplaceAll(out, "\r\n\r\n", "\n\n"), "\n\n")
		if err != nil || got != c.want {
			t.Errorf("%s\nis %q, %v\nwant %q", c.text, got, err, c.want)
		}
	}
}

// TestMarkdownIsSafe has HTML in Markdown that could run, load or lead somewhere, and what is harmless.
func TestMarkdownIsSafe(t *testing.T) {
	for _, c := range []struct{ markdown, has, dropped string }{
		{"a <script>alert(1)</script> b", "<p>a  b</p>", "script"},
		{"[a](javascript:alert(1))", "<p>a</p>", "a"},
		{`<img src="x.png" onerror="alert(1)" alt="A ferry">`, `<img src="x.png" alt="A ferry">`, ""},
		{`<a href="data:text/html,x" style="color:red">a</a>`, "a", "a"},
		{"<div>\n\nwords\n\n</div>", "<p>words</p>", ""},
		{"<form action=/x><input></form>", "", "form,input"},
		{"H<sub>2</sub>O, 10<sup>6</sup>", "H<sub>2</sub>O, 10<sup>6</sup>", ""},
		{"<svg><script>alert(1)</script></svg><style>p{}</style><base href=//x>", "", "base,script,style,svg"},
	} {
		page, dropped, err := FromMarkdown([]byte("# Ferry\n\n"+c.markdown), OnPage)
		_, body, _ := strings.Cut(string(page), "<article>")
		if err != nil || !strings.Contains(body, c.has) || strings.Join(dropped, ",") != c.dropped {
			t.Errorf("%s: %v, dropped %v, is %s", c.markdown, err, dropped, body)
		}
		for _, no := range []string{"alert", "javascript:", "data:", "onerror", "style=", "<base", "<form"} {
			if strings.Contains(body, no) {
				t.Errorf("%s: %s came through: %s", c.markdown, no, body)
			}
		}
	}
	if _, _, err := FromMarkdown([]byte("caf\xe9"), OnPage); err == nil {
		t.Error("Latin 1 is read as UTF-8")
	}
}

// TestMadeMail has articles in Markdown as mails: nothing in one is wider than a phone, no heading has the lines of the
// text, and addresses begin where the article is.
func TestMadeMail(t *testing.T) {
	const markdown = "# Ferry\n\n![Quay](/quay.jpg) [more](../more?a=1&b=2) [out](https://council.example/) [us](mailto:us@harbour.example)\n"
	mail, _, err := FromMarkdown([]byte("---\ncanonical: https://harbour.example/2026/ferry\n---\n"+markdown), InMail)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">`,
		`<h1 style="margin:0 0 16px;font-size:28px;line-height:34px">Ferry</h1>`,
		`<img src="https://harbour.example/quay.jpg" alt="Quay" style="max-width:100%;height:auto">`,
		`<a href="https://harbour.example/more?a=1&amp;b=2">more</a>`, `<a href="https://council.example/">out</a>`} {
		if !strings.Contains(string(mail), want) {
			t.Errorf("no %s in\n%s", want, mail)
		}
	}
	if list, err := FromText([]byte("The ferry stops.\n\n- No boat on Sundays.\n- Buses run as\n  before.\n"), InMail); err != nil || !strings.Contains(string(list), "<p>- No boat on Sundays.<br>\n- Buses run as\n  before.</p>") {
		t.Errorf("the items of a list run into each other: %s, %v", list, err)
	}
	if got := Stranded(mail); got != nil {
		t.Errorf("these lead nowhere: %q", got)
	}
	if mail, _, err = FromMarkdown([]byte(markdown), InMail); err != nil || strings.Join(Stranded(mail), " ") != "/quay.jpg ../more?a=1&b=2" {
		t.Errorf("of an article without an address, these lead nowhere: %q, %v", Stranded(mail), err)
	}
	if got := Stranded([]byte(`<a href="#end">a</a><a href="//harbour.example/">b</a><img src="cid:1"><img src="data:image/png;base64,AA=="><a name=x>c</a>`)); strings.Join(got, " ") != "//harbour.example/" {
		t.Errorf("these lead nowhere: %q", got)
	}
}

// TestDirection has languages that are written from right to left, and some that are so in one of their scripts.
func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{"ar": "rtl", "he-IL": "rtl", "fa": "rtl", "ps": "rtl", "yi": "rtl", "uz-Arab": "rtl", "dv": "rtl",
		"uz": "ltr", "en": "ltr", "ko": "ltr", "none": "ltr"} {
		page, _, err := FromMarkdown([]byte("---\nlang: "+tag+"\n---\n# Ferry\n\nIt stops."), OnPage)
		if err != nil || !strings.Contains(string(page), `<html lang="`+tag+`" dir="`+want+`">`) {
			t.Errorf("%s: %v, is %.60s", tag, err, page)
		}
	}
}
