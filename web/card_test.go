package web_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/claims/records"
	. "sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// view returns a view of the story with its dossier.
func view(t testing.TB) *View {
	t.Helper()
	page, d := story(t)
	text := article.Read([]byte(page)).Text
	return &View{Lang: lang.English(), Report: claims.New(d).Check(text), Editable: true}
}

// shape returns the tags and attribute names of HTML, without texts or values. It fails if they do not nest.
func shape(t *testing.T, html string) string {
	t.Helper()
	var out strings.Builder
	var open []string
	lex := lexer.NewLexer(parse.NewInputString(html))
	for {
		kind, _ := lex.Next()
		switch kind {
		case lexer.ErrorToken:
			if lex.Err() != io.EOF {
				t.Fatal(lex.Err())
			}
			if len(open) > 0 {
				t.Fatalf("%v not closed in %s", open, html)
			}
			return out.String()
		case lexer.StartTagToken:
			open = append(open, string(lex.Text()))
			out.WriteString("<" + string(lex.Text()))
		case lexer.AttributeToken:
			out.WriteString(" " + string(lex.AttrKey()))
			if v := lex.AttrVal(); len(v) > 0 && (v[0] != '"' || bytes.ContainsAny(v[1:len(v)-1], `"<>`)) {
				t.Fatalf("attribute value %s in %s", v, html)
			}
		case lexer.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != string(lex.Text()) {
				t.Fatalf("</%s> closes %v in %s", lex.Text(), open, html)
			}
			open = open[:len(open)-1]
			out.WriteString(">")
		case lexer.TextToken, lexer.StartTagCloseToken:
		default:
			t.Fatalf("a %v in %s", kind, html)
		}
	}
}

// everything returns all HTML about a report.
func everything(v *View) []string {
	out := []string{v.Summary(), v.List(), v.Endnotes()}
	for i := range v.Report.Items {
		a := &v.Report.Items[i]
		out = append(out, v.Marker(a), v.Card(a))
	}
	return out
}

// FuzzHostileWords puts words into every place of a record that has some: they make no more markup than plain ones.
func FuzzHostileWords(f *testing.F) {
	f.Add(`<script>alert(1)</script>`)
	f.Add(`" onmouseover="alert(1)`)
	f.Add(`' & &amp; &#34; -->`)
	f.Add("%")
	f.Fuzz(func(t *testing.T, words string) {
		if strings.TrimSpace(words) == "" || strings.Contains(words, "\x00") {
			return
		}
		with := func(words string) []string {
			v := view(t)
			// Claims only: what a diff marks depends on the words.
			a := &v.Report.Items[0]
			rec, d := *a.Record, *a.Dossier
			source := claims.Source{ID: "#s1", Publisher: claims.Party{Name: words}, Title: words, URL: "https://example.com/?" + words, Archived: "https://example.com/" + words, Language: words, Relay: words, Published: words, Evidence: claims.Primary}
			rec.ID, rec.Text, rec.Correction, rec.To, rec.Where, rec.When = "#"+words, words, words, words, words, words
			rec.Speaker.Name = words
			rec.Reviews = []claims.Review{{Rating: words, Why: words, Fact: words, By: claims.Party{Name: words}}}
			rec.Citations = []claims.Citation{{Source: &source,
				Excerpt: claims.Excerpt{Text: "x", Language: words,
					Translation: claims.Translation{Text: words, Language: words}}, Note: words}}
			d.Publisher.Name, d.Modified = words, words
			d.Signer = &claims.Signer{Name: words, Key: words}
			a.Record, a.Dossier = &rec, &d
			v.Report.Items = v.Report.Items[:1]
			v.Feedback = "https://example.com/?" + words
			return everything(v)
		}
		plain := with("plain")
		for i, html := range with(words) {
			if got, want := shape(t, html), shape(t, plain[i]); got != want {
				t.Errorf("%q made\n%s\nwant the markup of\n%s", words, html, plain[i])
			}
		}
	})
}

// TestCardsAreWellFormed reads everything that is shown of the story, in every state of the view.
func TestCardsAreWellFormed(t *testing.T) {
	v := view(t)
	for _, html := range everything(v) {
		shape(t, html)
	}
	v.Hidden, v.Editing, v.Filter[claims.Disputed] = true, true, true
	for _, html := range everything(v) {
		shape(t, html)
	}
}

// TestCardSaysWhatReadersAsk looks at one card of a claim and one of a quotation from top to bottom.
func TestCardSaysWhatReadersAsk(t *testing.T) {
	v := view(t)
	for id, want := range map[string][]string{
		"#c01": {"Misleading wording", "(disputed)", "1 of 37", "As claimed", "The war had not ended", "primary", "Open at passage", "Checked 23 November 2026", "Copy link"},
		"#q04": {"Wording altered", "Vladimir Putin", "to Xi Jinping, Samarkand, 15 September 2022", "As printed", "Russia", "Reuters via The Tribune", "English, from Russian", "our Chinese friends", "words differ", "Kremlin", "primary", "Open at passage"},
	} {
		found := false
		for i := range v.Report.Items {
			a := &v.Report.Items[i]
			if a.Record.ID != id {
				continue
			}
			found = true
			inOrder(t, id, textOf(v.Card(a)), want)
		}
		if !found {
			t.Errorf("no item %s", id)
		}
	}
}

// textOf returns the words of a card.
func textOf(card string) string {
	var words strings.Builder
	for z := html.NewTokenizer(strings.NewReader(card)); z.Next() != html.ErrorToken; {
		switch t := z.Token(); {
		case t.Type == html.TextToken:
			words.WriteString(t.Data)
		case Block(t.Data):
			words.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(words.String()), " ")
}

// inOrder wants words to stand in a text in their order.
func inOrder(t *testing.T, name, text string, words []string) {
	t.Helper()
	at := 0
	for _, w := range words {
		i := strings.Index(text[at:], w)
		if i < 0 {
			t.Errorf("%s: no %q after %q in\n%s", name, w, text[:at], text)
			return
		}
		at += i
	}
}

// TestCheckersDisagree checks that a card has the verdict and date of each checker, and says where they disagree.
func TestCheckersDisagree(t *testing.T) {
	v := view(t)
	a := &v.Report.Items[0]
	rec := *a.Record
	a.Record = &rec
	one := claims.Review{By: claims.Party{Name: "The Harbour Desk"}, Rating: "Wrong number", Date: "2022-02-10",
		Why: "40,200.", Class: claims.Against}
	other := claims.Review{By: claims.Party{Name: "The County Desk"}, Rating: "Accurate", Date: "2022-02-12",
		Why: "With the children.", Class: claims.For}
	for _, c := range []struct {
		reviews  []claims.Review
		disagree bool
		want     string
	}{
		{[]claims.Review{one, other}, true, "The Harbour Desk · Wrong number · 10 February 2022 · 40,200. The County Desk · Accurate · 12 February 2022 · With the children."},
		{[]claims.Review{one, one}, false, "The Harbour Desk · Wrong number · 10 February 2022 · 40,200."},
		{[]claims.Review{one}, false, "The Harbour Desk · Wrong number · 40,200."},
	} {
		rec.Reviews = c.reviews
		text := textOf(v.Card(a))
		if strings.Contains(text, "The checkers disagree.") != c.disagree || !strings.Contains(text, c.want) {
			t.Errorf("%d reviews: %s", len(c.reviews), text)
		}
	}
}

// TestAddressesOnceMore gives cards and endnotes addresses that the readers of records and settings let nobody use:
// none becomes a link.
func TestAddressesOnceMore(t *testing.T) {
	for _, address := range []string{"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
		"\tjavascript:alert(1)", "data:text/html,x",
		"//elsewhere.example/", "/here", "vbscript:x", "blob:https://x.example/1", "file:///etc/passwd", "http", "x"} {
		v := view(t)
		v.Feedback = address
		for _, a := range v.Report.Items {
			for _, c := range a.Record.Citations {
				c.Source.URL, c.Source.Archived = address, address
			}
			for _, x := range a.Record.Versions {
				x.Source.URL, x.Source.Archived = address, address
			}
		}
		all := v.Endnotes()
		for i := range v.Report.Items {
			all += v.Card(&v.Report.Items[i])
		}
		for _, part := range strings.Split(all, `href="`)[1:] {
			if to, _, _ := strings.Cut(part, `"`); !strings.HasPrefix(to, "#") {
				t.Errorf("%q has become a link to %q", address, to)
			}
		}
		if !strings.Contains(all, v.Lang.NoLink) {
			t.Errorf("%q: nobody says that there is no link", address)
		}
	}
}

// TestCodedHost checks that a card shows the host of an address that may look like another's, however it is spelled.
func TestCodedHost(t *testing.T) {
	for address, want := range map[string]string{
		"https://xn--80ak6aa92e.com/a": "<bdi>xn--80ak6aa92e.com</bdi>", "https://XN--80AK6AA92E.COM": "<bdi>xn--80ak6aa92e.com</bdi>",
		"http://www.Xn--80ak6aa92e.com:8443?a": "<bdi>www.xn--80ak6aa92e.com:8443</bdi>",
	} {
		v := view(t)
		for i := range v.Report.Items {
			for _, c := range v.Report.Items[i].Record.Citations {
				c.Source.URL = address
			}
		}
		if card := v.Card(&v.Report.Items[0]); !strings.Contains(card, want) {
			t.Errorf("%s: want %s in %s", address, want, card)
		}
	}
}

// TestSignedLine checks that who signed stands on a line of its own, and that no name of a publisher, or anything else
// in a dossier, can be taken for it, in any language of the interface.
func TestSignedLine(t *testing.T) {
	const key = "ab0825a5325ac785"
	line := regexp.MustCompile(`<p class="meta" part="signed">([^/]*(</bdi>)?)*</p>`)
	for _, tag := range lang.Tags {
		l, err := lang.Load(tag)
		if err != nil {
			t.Fatal(err)
		}
		said := string(lang.Format(l.SignedBy, "The Harbour Desk", key))
		for _, name := range []string{"The Harbour Desk. " + said, said, strings.ToUpper(said), strings.Replace(said, key, "", 1), strings.ReplaceAll(said, " ", "\u00a0"), "x\n" + said} {
			if records.Name(name) == nil {
				t.Errorf("%s: %q may be a name", tag, name)
			}
		}
		if records.Words("The figures are wrong. "+said) == nil {
			t.Errorf("%s: %q may be said in a review", tag, said)
		}
		v := view(t)
		v.Lang = l
		a := &v.Report.Items[0]
		for signer, want := range map[*claims.Signer]string{nil: "", {}: l.Unsigned, {Name: "The Harbour Desk", Key: key}: said} {
			a.Dossier.Signer = signer
			got := line.FindString(v.Card(a))
			if got = regexp.MustCompile("<[^>]*>").ReplaceAllString(got, ""); got != want {
				t.Errorf("%s: the card says %q, want %q", tag, got, want)
			}
		}
	}
	// In letters that look like others, in other forms of the same, and in other words.
	for _, name := range []string{"Ѕіgnеd bу The Harbour Desk", "Ｓｉｇｎｅｄ ｂｙ The Harbour Desk", "Sig\u200bned\u2060 by The Harbour Desk",
		"𝐒𝐢𝐠𝐧𝐞𝐝 𝐛𝐲 The Harbour Desk", "Ⓢⓘⓖⓝⓔⓓ ⓑⓨ The Harbour Desk", "Sígnëd b̈y The Harbour Desk", "5igned by The Harbour Desk", "Slgned by The Harbour Desk",
		"Signature verified", "Signature – verified: The Harbour Desk", "Digitally signed", "Firmado por The Harbour Desk", "Fіrmаdo por The Harbour Desk",
		"Signé par The Harbour Desk", "SIGNE\u0301 PAR The Harbour Desk", "Unterschrieben von The Harbour Desk", "Signiert von The Harbour Desk", "Assinado por The Harbour Desk",
		"Firmato da The Harbour Desk", "Ondertekend door The Harbour Desk", "Подписано: The Harbour Desk", "Пoдпиcь: The Harbour Desk", "Signature꞉ The Harbour Desk",
		"署名者 The Harbour Desk", "서명자 The Harbour Desk", "已签名 The Harbour Desk",
		"The Harbour Desk ab0825a5325ac785", "The Harbour Desk, ａｂ0825a5325ac785", "The Harbour Desk AB08 25A5 325A C785", "The Harbour Desk аb0825a5325ас785", "The Harbour Desk ab08\u200b25a5325ac785"} {
		if records.Name(name) == nil {
			t.Errorf("%q may be a name", name)
		}
	}
	if records.Words("The figures are wrong (key ａｂ0825a5325ac785)") == nil {
		t.Error("a key in other forms of its digits may be named in a review")
	}
	for _, name := range []string{"The Harbour Desk", "St. John’s Gazette", "The facade of a decade 1990 1991 1992 1993", "Design Edbury", "Signal", "Подпись и печать", "署名記事", "Firmament Media", "Not signed off by officials", "Signature Media", "Firma Müller GmbH", "Desk (1234567890123456)", "The deaf (face)", "Подписные издания"} {
		if err := records.Name(name); err != nil {
			t.Error(err)
		}
	}
}

// A card shows words with a hyphen whole, and says of how many words they are.
func TestDiffOfHyphens(t *testing.T) {
	d := &claims.Dossier{Language: "en", Records: []claims.Record{{ID: "#q", Kind: claims.Quotation,
		Status: claims.Disputed, Text: "We cannot run an empty boat all winter long", Speaker: claims.Party{Name: "Nora Lind"},
		Versions: []claims.Version{{Excerpt: claims.Excerpt{Text: "We cannot run a half-empty boat all winter long", Language: "en"},
			Source: &claims.Source{ID: "#s", Title: "Minutes", Language: "en"}}}}}}
	v := &View{Lang: lang.English(), Report: claims.New(d).Check(claims.Plain("“We cannot run an empty boat all winter long,” Nora Lind said."))}
	if len(v.Report.Items) != 1 {
		t.Fatalf("%+v", v.Report)
	}
	hidden := regexp.MustCompile(`<span class="vh"[^>]*>[^<]*</span>`)
	card := hidden.ReplaceAllString(v.Card(&v.Report.Items[0]), "")
	for _, want := range []string{"run <del>an empty</del> boat", "run <ins>a half-empty</ins> boat", "2 words differ from the source."} {
		if !strings.Contains(card, want) {
			t.Errorf("%q is not in %s", want, card)
		}
	}
}

// A card marks no single letters of words that are not set apart: two changes with a letter between are one.
func TestDiffOfLetters(t *testing.T) {
	d := &claims.Dossier{Language: "zh", Records: []claims.Record{{ID: "#q", Kind: claims.Quotation,
		Status: claims.Disputed, Text: "我们必须在今年冬天之前把全部旧船都卖掉", Speaker: claims.Party{Name: "李小梅"},
		Versions: []claims.Version{{Excerpt: claims.Excerpt{Text: "我们必须在去年夏天之前把全部旧船都卖掉", Language: "zh"},
			Source: &claims.Source{ID: "#s", Title: "会议记录", Language: "zh"}}}}}}
	v := &View{Lang: lang.English(), Report: claims.New(d).Check(claims.Plain("李小梅说：“我们必须在今年冬天之前把全部旧船都卖掉。”"))}
	if len(v.Report.Items) != 1 {
		t.Fatalf("%+v", v.Report)
	}
	hidden := regexp.MustCompile(`<span class="vh"[^>]*>[^<]*</span>`)
	card := hidden.ReplaceAllString(v.Card(&v.Report.Items[0]), "")
	for _, want := range []string{"在<del>今年冬</del>天", "在<ins>去年夏</ins>天"} {
		if !strings.Contains(card, want) {
			t.Errorf("%q is not in %s", want, card)
		}
	}
}
