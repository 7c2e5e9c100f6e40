//go:build !js

// Package hostile makes texts, pages and dossiers of any length that somebody might send to keep a program busy: each
// is one kind of thing again and again, and nothing that a newsroom would write.
//
//	for _, k := range hostile.Texts() { claims.Plain(k.Make(2 << 20)) … }
//
// What is done with them may take as long as they are long, and no longer: the test of this package counts the steps,
// and TestHostile of package bench takes the time. A new kind is a new row of a table.
package hostile

import (
	"fmt"
	"strings"
)

// A Kind is one kind of input. Make makes as much of it as fits into so many bytes.
type Kind struct {
	Name string
	Make func(bytes int) string // bytes is the size of the input, at most
}

// again is a unit again and again.
func again(name, unit string) Kind {
	return Kind{name, func(bytes int) string { return strings.Repeat(unit, max(1, bytes/len(unit))) }}
}

// counted is a unit with a number in it, each with another.
func counted(name, format string) Kind { return enclosed(name, "", format, "", "") }

// enclosed is units with a number in them, with something between them and around them all.
func enclosed(name, before, format, between, behind string) Kind {
	return Kind{name, func(bytes int) string {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; ; i++ {
			unit := format
			if strings.Contains(format, "%") {
				unit = fmt.Sprintf(format, i)
			}
			if i > 0 && b.Len()+len(unit)+len(behind) > bytes {
				break
			}
			if i > 0 {
				b.WriteString(between)
			}
			b.WriteString(unit)
		}
		b.WriteString(behind)
		return b.String()
	}}
}

// halves is one unit again and again, and then another as often.
func halves(name, first, second string) Kind {
	return Kind{name, func(bytes int) string {
		n := max(1, bytes/(len(first)+len(second)))
		return strings.Repeat(first, n) + strings.Repeat(second, n)
	}}
}

// Texts returns the kinds of plain text.
func Texts() []Kind {
	out := []Kind{
		halves("brackets in each other", "(", ")"),
		halves("quotations in each other", "“a ", "b” "),
		halves("low quotations in each other", "„“‘a ", "b” "),
		halves("opened, then closed by another", "“x ", "» "),
		halves("a name, and then he", "Anna Berg said it sank. ", "He said so. "),
		halves("words, and then stops", "said ", ". "),
		halves("a word, and then blanks", "a", " "),
		counted("names of two words", "Anna B%dx said it sank. "),
		counted("names, quoted", "“It sank,” said Anna B%dx. "),
		counted("the same surname", "B%dx Berg said it sank. Berg said so. "),
		counted("initials", "A%[1]d. B%[1]d. Berg said it. "),
		counted("names and a role", "“It sank in the storm,” said Anna B%dx, a master. The master said it sank. "),
		counted("roles", "“It sank,” said Anna B%[1]dx, the master%[1]d. “So it did,” the master%[1]d said. "),
		counted("different numbers", "%d passengers, "),
		counted("different words", "w%dx "),
		counted("different words, joined", "w%dx-"),
		counted("paragraphs of a sentence", "The ferry sank %d times.\n\n"),
		counted("quotations that go on", "“The ferry sank %d times.\n\n"),
		counted("quotations in parts", "“It sank %d times,” he said, “and so did we.” "),
		counted("names in a row", "Anna B%dx and Nora Lind, "),
		counted("an attribution between the marks", "« Nous partons, a déclaré Anna B%dx, demain. » "),
		enclosed("attributions in one quotation", "« Nous", ", a déclaré Anna B%dx", "", "»"),
		enclosed("remarks in one dialogue", "— Он стоит", " — сказал лоцман Б%d. — Он не ходит и стоит у них", "", "."),
		enclosed("dashes in one dialogue", "— Он не ходит и стоит у них", " — а он сказал, что и не %d", "", "."),
		counted("clauses before their verb", "liman müdürü, feribotun bir daha %d kez duracağını söyledi ve bu "),
		counted("versions of one sentence", "The harbour ferry carried %d passengers last year. "),
	}
	for _, unit := range units {
		out = append(out, again(fmt.Sprintf("%+q", unit), unit))
	}
	return out
}

// units lists what the texts are made of that repeat one thing: a mark, a stop, spaces, a word, a phrase.
var units = []string{
	// quotation marks
	`"'`, `'"`, `"`, `'`, "“", "”", "“”", "”“", "„", "«", "»", "»«", "‘", "’", "‚‘", "‹", "「", "」", "「『", "‹›", "“x y ",
	"”x y ", "„x y ", "«x y ", "»x y ",
	`"x y `, ` "x" y`, `'x y `, " 'x y", "‘x y ", "「x y", "‹x y ", "“a” ", "“a.” ", "“A b c d.” ", "“‘a’ ", "“ «a» ",
	"“ «", "„ “", "'‘", "''a", "''", "a'", "'a '", "’a ", "“a\n\n", "“a b.\n\n",
	"“It sank,” ", "“It sank,” he said. ", "“It sank,” he said the ferry sank.\n\n", "said “x”, ",
	"“We will sink, I am sure of it.”\n\n", "He said:\n\n“It sank.”\n\n", "“x «y” ", "“x „y” ", `“x "y” `,
	"“A b c «d e f g. H i” ", "„A b. C «d „", "Anna: it sank. ", "A:\n\n",
	// stops and brackets
	".", ". ", "..", "...", "…", "!", "?!", "? ", "a. ", "A. ", "Mr. ", "a.b.", "a.a.a.", "Mr.", "J. S. ", "No. ",
	"15. ", "1.", "。", "。」", "「a。」と", ".”", ".\" ", ".) ", ". »", ".  a",
	"(", ")", "()", "[", "] [", "(a ", "(a) ", "[a] ", "[...] ", "(a, ", ", ", ",a", ";", "; a", ":", ": ", "a: ", "—",
	" — ", "a — ", "-", "--", "- ", "a-", "–a", "/", "a/", "#", "#A", "@a ", "http://", "http://a ", " — (@",
	"pic.twitter.com ",
	// blanks and what cannot be seen
	" ", "\n", "\n\n", "\n \n", "\r\n", "\r\n\r\n", "a\r\n", "a\n", "a\n\n", "A\n\n", "\t", "\v", "\u00a0", "\u3000",
	"\u200b", "\u00ad", "a\u00ad", "\u200d", "\u0627\u200c", "\u200f", "\u202e", "\u2066a", "\ufeff", "\x00", "\xff",
	"\xe2\x80", "�",
	"\u0301", "a\u0301", "a\u0323\u0301", "\u0301\u0323", "\u1100\u1161\u11a8", "\U0001f468\u200d",
	// numbers and signs
	"1", "1 ", "1,", "1, ", "1,234", "1,234,", "1.2", "1:", "1/", "22 ", "41,200 ", "-1 ", "- 1", "$", "$1 ", "$$", "%",
	"1% ", "+", "½", "two ", "one hundred ", "million of ", "2019-11-20 ", "May ", "15 May ", "May 15, 2019 ",
	"yesterday ", "on Sunday ", "since ", "last year ",
	// words
	"a", "A", "a ", "A ", "I ", "ab", "AB ", "Ab", "aB", "said ", "said", "said he ", "he ", "He ", "He said it sank. ",
	"he said ", "he said, ", "he, a clerk, ", "said that the ferry said ", "that ", "that he said ", "and ",
	"and said ", "which ",
	"according to ", "according to the ", "asked ", "asked by ", "asked whether ", "as he said, ", "expected to ",
	"claim that ", "concerns about ", "is called ", "was criticised by ", "was ", "to ", "not ", "not no never ",
	"never ",
	"reportedly ", "confident that ", "has said ", "has ", "'s ", "he's ", "the ", "of the ", "The Minister ",
	"the minister said ", "Anna Berg ", "Anna Berg, ", "Anna Berg said. ", "Dr. Anna Berg said ", "ferry ",
	"The ferry sank. ", "the ferry sank, ", "sank the ferry and ",
	"said, ", "said: ", "said; ", "said — ", "saying ", "saying, ", "told ", "told him that ", "wants to ",
	"criticised the ", "warned of ",
	"The harbour ferry carried passengers ", "The harbour ferry carried 41,200 passengers last year. ",
	"harbour ferry passengers year ", "The ferry sank in the storm, the harbour master said. ",
	"Read more", "Read more. ", "More than ",
	// other scripts
	"部", "部长说", "部长说：“a”", "「部", "ก", "가", "장관은 “a”라고 말했다. ", "ж", "Ж ", "ا", "قال الوزير: «a» ", "a部", "ß", "İ", "ſ",
	"ﬁ", "Ⅷ", "sagte ", "„a“, sagte ", "dijo ", "a déclaré ",
}

// Dossiers is kinds of dossiers. Some are refused by the reader: that too has to come to an end.
func Dossiers() []Kind {
	out := []Kind{
		parts("parts of nothing", `{}`),
		parts("parts with nothing but names", `{"@id":"#c%d"}`),
		parts("claims", `{"@type":"Claim","@id":"#c%[1]d","text":"x %[1]d"}`),
		parts("claims, each on a line", "\n"+`{"@type":"Claim","@id":"#c%[1]d","text":"x %[1]d"}`),
		parts("one name", `{"@type":"Claim","@id":"#c1","text":"x"}`),
		parts("quotes without names", `{"quote":"a"}`),
		parts("flat records", `{"@id":"#c%d","quote":"a","publisher":"p","url":"https://a.b/","excerpt":"e"}`),
		parts("flat records without names", `{"quote":"a","publisher":"p","url":"https://a.b/","excerpt":"e"}`),
		parts("flat records of one name",
			`{"@id":"#c","quote":"a","publisher":"p","url":"https://a.b/","excerpt":"e"}`),
		parts("sources", `{"@type":"Report","@id":"#s%d","name":"n","text":"x y z"}`),
		parts("parties that refer to others", `{"@type":"Report","@id":"#s%[1]d","publisher":{"@id":"#p%[1]d"}}`),
		parts("parties", `{"@type":"Report","@id":"#s%[1]d","publisher":{"@id":"#p%[1]d","name":"n"}}`),
		parts("drafts", `{"@type":"Claim","@id":"#c%d","status":"draft","text":"x"}`),
		parts("verdicts", `{"@type":"Claim","@id":"#c%[1]d","text":"x","verdict":"q%[1]d"}`),
		parts("near verdicts", `{"@type":"Claim","@id":"#c%[1]d","text":"x","verdict":"Falsee"}`),
		parts("unknown words", `{"@type":"Claim","@id":"#c%[1]d","txt":"x","foo%[1]d":[1,2,{"a":null}]}`),
		parts("what is to be filled in", `{"@type":"Claim","@id":"#c%d","text":"TODO: this"}`),
		parts("what cannot be seen", `{"@type":"Claim","@id":"#c%d","text":"a\u200bb"}`),
		parts("two alphabets", `{"@type":"Claim","@id":"#c%d","text":"fеrry"}`),
		parts("addresses",
			`{"@type":"Report","@id":"#s%d","name":"n","url":"https://xn--a.bit.ly/","archivedAt":"javascript:1"}`),
		parts("anchors",
			`{"@type":"Claim","@id":"#c%[1]d","text":"x","anchor":{"type":"SpecificResource","selector":`+
				`{"type":"TextQuoteSelector","prefix":"a ","exact":"b%[1]d","suffix":" c"}}}`),
		parts("anchors on the same words", `{"@type":"Claim","@id":"#c%d","text":"ferry","quote":"ferry"}`),
		parts("quotations",
			`{"@type":"Quotation","@id":"#q%[1]d","text":"it sank %[1]d times","quote":"it sank %[1]d times"}`),
		parts("quotations with a source",
			`{"@type":"Quotation","@id":"#q%[1]d","quote":"a b c d e f g h i j","publisher":"p",`+
				`"excerpt":"a b x d e f y h i j %[1]d"}`),
		item("reviews of one record", `{"@type":"Claim","@id":"#c1","text":"x","review":[`, `{"verdict":"q%d"}`, `]}`),
		item("sources of one record",
			`{"@type":"Report","@id":"#s1","name":"n"},{"@type":"Claim","@id":"#c1","text":"x","citation":[`, `"#s1"`,
			`]}`),
		item("appearances of one record", `{"@type":"Claim","@id":"#c1","text":"x","appearance":[`, `"https://a.b/%d"`,
			`]}`),
		item("selectors of one record",
			`{"@type":"Claim","@id":"#c1","text":"x","anchor":{"type":"SpecificResource","selector":[`,
			`{"type":"TextQuoteSelector","exact":"b%d"}`, `]}}`),
		item("versions of one quotation",
			`{"@type":"Report","@id":"#s1","name":"n"},{"@type":"Quotation","@id":"#q1","text":"`+
				strings.Repeat("a b c d ", 900)+`","isBasedOn":[`,
			`{"@type":"Quotation","text":"`+strings.Repeat("d c b a ", 70)+`","isPartOf":{"@id":"#s1"}}`, `]}`),
		item("a long text", `{"@type":"Claim","@id":"#c1","text":"`, `ferry %d `, `"}`),
		item("a long anchor", `{"@type":"Claim","@id":"#c1","text":"x","quote":"`, `ferry %d `, `"}`),
		item("a long excerpt", `{"@type":"Report","@id":"#s1","name":"n","text":"`, `ferry %d `, `"}`),
		item("escapes", `{"@type":"Claim","@id":"#c1","text":"`, `\u0041\n`, `"}`),
		item("members", `{"@type":"Claim","@id":"#c1","text":"x",`, `"a%d":1`, `}`),
		item("objects of many members", ``, `{"@type":"Claim",`+members(900)+`}`, ``),
		item("digits", `{"n":`, `1`, `}`),
		item("brackets in each other", ``, `[`, ``),
		enclosed("verdicts to be disputed", head+`,"negativeVerdicts":[`, `"v%05d"`, ",",
			`],"hasPart":[`+strings.Repeat(`{"@type":"Claim","@id":"#c1","text":"x","verdict":"v00001"},`, 50)+`{}]}`),
		enclosed("a hundred verdicts to be disputed", head+`,"negativeVerdicts":[`+strings.Repeat(`"vvvvvvvvvva",`,
			99)+`"False"],"hasPart":[{"@type":"Claim","@id":"#c1","text":"x","review":[`, `{"verdict":"vvvvvvvvvv%d"}`,
			",", `]}]}`),
		again("blanks", " "), again("lines", "\n"), again("opening brackets", "["), again("names", `{"a":`),
		again("marks", `"`), again("backslashes", `"\`), again("digits only", "1"),
	}
	return out
}

// Pairs is kinds of dossiers, each with a text of the same length that it is held against; Cut parts the two.
func Pairs() []Kind {
	claim := func(words string) Kind { return parts("", `{"@type":"Claim","@id":"#c%[1]d","text":"`+words+`"}`) }
	anchor := func(words string) Kind {
		return parts("", `{"@type":"Claim","@id":"#c%[1]d","text":"x","quote":"`+words+`"}`)
	}
	quotation := func(words string) Kind {
		return parts("", `{"@type":"Quotation","@id":"#q%[1]d","text":"`+words+`"}`)
	}
	spoken := func(words string) Kind {
		return parts("", `{"@type":"Quotation","@id":"#q%[1]d","spokenByCharacter":"Anna Berg","quote":"`+words+`"}`)
	}
	var out []Kind
	for _, p := range []struct {
		name    string
		dossier Kind
		text    Kind
	}{
		{"one word, anchored", anchor("ferry"), again("", "ferry ")},
		{"one letter, anchored", anchor("a"), again("", "a-")},
		{"a letter and a number", anchor("a%[1]d"), again("", "a1 ")},
		{"words that are there, and one that is not", anchor("the ferry sank in the harbour %[1]d"),
			again("", "the ferry sank in the harbour ")},
		{"words that are there in another order", anchor("harbour the in sank ferry the %[1]d"),
			again("", "the ferry sank in the harbour ")},
		{"pieces that are there", anchor("abcde%[1]d"), again("", "abcd bcde ")},
		{"every sentence", anchor("The ferry sank %[1]d times."), counted("", "The ferry sank %d times. ")},
		{"every sentence, changed", anchor("The big ferry sank %[1]d times, they all say in the old harbour."),
			counted("", "The big boat sank %d times, they all say in the old harbour. ")},
		{"long anchors", anchor("x%[1]d " + strings.Repeat("a b ", 1000)), again("", "a b ")},
		{"one claim again and again", claim("The harbour ferry carried 41,200 passengers last year"),
			again("", "The harbour ferry carried 41,200 passengers last year. ")},
		{"claims that differ", claim("The harbour ferry carried %[1]d passengers last year"),
			counted("", "The harbour ferry carried %d passengers last year. ")},
		{"claims of one word", claim("ferry %[1]d"), again("", "Ferry. ")},
		{"long claims", claim("x%[1]d " + strings.Repeat("harbour ferry ", 100)),
			again("", "The harbour ferry carried passengers. ")},
		{"one quotation again and again", quotation("the ferry sank in the storm"),
			again("", "“The ferry sank in the storm,” he said. ")},
		{"quotations that differ", quotation("the ferry sank %[1]d times in the storm"),
			counted("", "“The ferry sank %d times in the storm,” he said. ")},
		{"quotations on their words", spoken("It sank %[1]d times"), counted("",
			"“It sank %d times,” said Nora Lind. ")},
		{"quotations on their words, in one sentence", spoken("it sank %[1]d times"),
			counted("", "Nora Lind said “it sank %d times” and ")},
		{"quotations on their words, by many", spoken("it sank %[1]d times"),
			counted("", "Nora B%[1]dx said “it sank %[1]d times” and ")},
		{"quotations on their words, without names", spoken("it sank %[1]d times"), counted("", "“it sank %d times” ")},
		{"quotations on their words, in Chinese", spoken("沉没%[1]d次"), counted("", "部长说“沉没%d次”，")},
		{"quotations in parts", quotation("It sank %[1]d times, and nobody saw it"), counted("", "“It sank %d times,” said Nora Lind, “and nobody saw it.” ")},
		{"parts in one paragraph", quotation("It sank and sank"), again("", "“It sank,” he said, “and sank.” ")},
		{"quotations on their words, each in a paragraph", spoken("It sank %[1]d times"),
			counted("", "“It sank %d times.\n\n")},
	} {
		out = append(out, Kind{p.name, func(bytes int) string {
			return p.dossier.Make(bytes/2) + cut + p.text.Make(bytes/2)
		}})
	}
	return out
}

// Retold is kinds of dossiers that were anchored in other words than those of the text. Two records stand there, so that
// the rest is looked for in other words.
func Retold() []Kind {
	const first, second = "The county has its say.", "The ferry has sailed for a year."
	var out []Kind
	for _, k := range []struct{ name, record, text string }{
		{"every sentence, turned", "The big ferry of the old harbour sank %[1]d times", "In the old harbour the big ferry went down %d times. "},
		{"one claim", "The ferry sank in the harbour x%[1]d", "In the harbour a boat went down. "},
		{"names and names", "Anna B%[1]dx sued Nora L%[1]dx", "Nora L%[1]dx was sued by Anna B%[1]dx. "},
		{"names in one sentence", "Anna B%[1]dx sued Nora L%[1]dx", "Nora L%[1]dx and Anna B%[1]dx and "},
		{"numbers from and to", "It rose from %[1]d to 1%[1]d", "To %[1]d it rose from 1%[1]d, "},
		{"the and the", "the ferry x%[1]d hit the boat", "the boat hit the ferry and "},
		{"commas", "The ferry x%[1]d, the boat, the harbour", "the ferry, the harbour, "},
		{"dashes", "The ferry x%[1]d — the boat — the harbour", "the ferry — the harbour — "},
		{"semicolons", "The ferry x%[1]d sank in the harbour", "the ferry of the harbour; "},
	} {
		d := parts("", `{"@type":"Claim","@id":"#c%[1]d","text":"`+k.record+`","quote":"`+k.record+`."}`)
		own := `"hasPart":[`
		for i, words := range [...]string{first, second} {
			own += fmt.Sprintf(`{"@type":"Claim","@id":"#own%d","text":%q,"quote":%q},`, i, words, words)
		}
		out = append(out, Kind{k.name, func(bytes int) string {
			const most = 32 << 10 // a story has at most some hundred claims; a longer dossier is not looked for
			return strings.Replace(d.Make(min(bytes/2, most)), `"hasPart":[`, own, 1) + cut + first + " " + second + " " + counted("", k.text).Make(bytes/2)
		}})
	}
	return out
}

// cut parts a dossier from a text.
const cut = "\x00"

// Cut is the dossier and the text of one of Pairs.
func Cut(pair string) (dossier, text string) {
	dossier, text, _ = strings.Cut(pair, cut)
	return dossier, text
}

const head = `{"@context":"https://schema.org","@type":"Dataset","@id":"ferry.json","version":"1","inLanguage":"en",` +
	`"dateModified":"2026-11-23","publisher":"Desk"`

// parts is a dossier of parts with a number in each.
func parts(name, format string) Kind {
	return enclosed(name, head+`,"negativeVerdicts":["False"],"hasPart":[`, format, ",", "]}")
}

// item is a dossier with a list or a string that has no end in one of its parts.
func item(name, before, format, behind string) Kind {
	between := ","
	if strings.HasSuffix(before, `"`) || format == "1" || format == "[" {
		between = ""
	}
	return enclosed(name, head+`,"negativeVerdicts":["False"],"hasPart":[`+before, format, between, behind+"]}")
}

// members is so many members of an object.
func members(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"m%d":%d,`, i, i)
	}
	return b.String() + `"text":"x"`
}

// Pages is kinds of HTML pages. All but the first few have words that records stand on.
func Pages() []Kind {
	page := func(name, before, format, behind string) Kind {
		return enclosed(name,
			`<!DOCTYPE html><html lang="en"><head><title>Ferry</title></head><body><article><h1>Ferry</h1>`+before,
			format, "", behind+`</article></body></html>`)
	}
	const said = "The ferry sank in the storm, the harbour master said."
	return []Kind{
		again("tags that are not closed", "<"), again("letters behind them", "<a"), again("end tags", "</p>"),
		again("comments that open", "<!--"), again("attributes", "<a b='"),
		again("ampersands", "&"), again("references", "&amp;"), again("numbers of characters", "&#65"),
		again("long references", "&aaaaaaaaaaaaaaaaaaaaaaaa"),
		page("paragraphs", "", "<p>"+said+"</p>", ""),
		page("paragraphs that stay open", "", "<p>"+said, ""),
		page("elements in each other", "<p>"+said, "<div>", ""),
		page("inline elements in each other", "<p>"+said, "<b>", ""),
		page("links in each other", "<p>"+said, "<a>", ""),
		page("end tags of nothing, within much", "<p>"+said+strings.Repeat("<span>", 200), "</x>", ""),
		page("cells of nothing, within much", "<p>"+said+strings.Repeat("<span>", 200), "<td>", ""),
		page("lists in each other", "", "<ul><li>"+said, ""),
		page("tables in each other", "<p>"+said+"</p>", "<table><tr><td>", ""),
		page("cells", "<p>"+said+"</p><table>", "<td>a", "</table>"),
		page("options", "<p>"+said+"</p><select>", "<option>a", "</select>"),
		page("runs of a letter", "<p>"+said+"</p><p>", "<b>a</b>", "</p>"),
		page("runs within the words", "<p>The ferry sank in the storm, the harbour ", "<b></b>", "master said.</p>"),
		page("one tag with attributes", "<p>"+said+"</p><p", ` a%d="b"`, ">a</p>"),
		page("one attribute", "<p>"+said+`</p><p a="`, "b", `">a</p>`),
		page("classes", "<p>"+said+`</p><p class="`, "b%d ", `">a</p>`),
		page("comments", "<p>"+said+"</p>", "<!-- a -->", ""),
		page("scripts", "<p>"+said+"</p>", "<script>a</script>", ""),
		page("a script", "<p>"+said+"</p><script>", "</scrip <!-- <script ", "</script>"),
		page("templates", "<p>"+said+"</p>", "<template><p>a", ""),
		page("drawings", "<p>"+said+"</p>", "<svg><p>a", ""),
		page("figures", "<p>"+said+"</p>", "<figure><figcaption>a</figcaption></figure>", ""),
		page("headings", "<p>"+said+"</p>", "<h2>a</h2>", ""),
		page("articles", "<p>"+said+"</p>", "<article><p>a", ""),
		page("sections", "<p>"+said+"</p>",
			"<section><p>The harbour ferry carried passengers, and so it went on. </p></section>", ""),
		page("one long line", "<p>", said+" ", "</p>"),
		page("references for letters", "<p>", "&#84;he ferry sank&nbsp;", "</p>"),
		page("breaks", "<p>"+said, "<br>", "</p>"),
		page("links of a menu", "<p>"+said+"</p><nav>", `<a href="/%d">a</a> `, "</nav>"),
		page("metadata", "<p>"+said+"</p>", `<meta property="article:published_time" content="2019-11-20">`, ""),
		page("data for search engines", "<p>"+said+`</p><script type="application/ld+json">`,
			`[{"@type":"NewsArticle","datePublished":"`, `</script>`),
		page("articles in data for search engines", "<p>"+said+`</p><script type="application/ld+json">[`,
			`{"@type": "Article", "url": "/%d"},`, "]</script>"),
		page("data in each other", "<p>"+said+`</p><script type="application/ld+json">`, `{"@graph": [`, "</script>"),
		page("comments in data", "<p>"+said+`</p><script type="application/ld+json">`, `/* // `, "</script>"),
		page("blocks of data", "<p>"+said+"</p>",
			`<script type="application/ld+json">{"@type": "Article", "datePublished": "2019"}</script>`, ""),
		page("a long date", "<p>"+said+`</p><meta name="date" content="`, "may ", `">`),
		page("dates", "<p>"+said+"</p>", `<i itemprop="datePublished">May %d, 2019</i>`, ""),
		page("one tag that is a date, over and over", "<p>"+said+"</p><i", " pubdate", ">May</i>"),
		page("marks of ours", "<p>"+said+"</p>", `<mark data-sourcemark>a</mark>`, ""),
		page("elements of ours", "<p>"+said+"</p>", `<sourcemark-card data-sourcemark>`, ""),
		page("words and names of frameworks", "<p>"+said+"</p>", `<div data-reactroot id="__next">`, ""),
		page("characters of two bytes", "<p>"+said+"</p><p>", "é", "</p>"),
		page("no character", "<p>"+said+"</p><p>", "\x00\xff", "</p>"),
	}
}
