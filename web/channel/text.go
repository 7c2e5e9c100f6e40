package channel

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/claims/records/export"
	"sourcemark/web"
)

// hardest is the longest line, in columns, of a text whose lines end by hand: of another, a line is a paragraph.
const hardest = 100

// errRendered says that a text has its checks already: nothing tells them from its own words.
var errRendered = errors.New("it has its endnotes already: render the text without them")

// Text returns a text with the numbers of its items after their words, and endnotes after it. Lines that the numbers
// would make longer than its longest go on in the next one; in a text whose paragraphs are lines, none does. Report.Text
// of v must be [claims.Plain] of src. A text without items comes back as it is.
func Text(src string, v *web.View) (string, error) {
	switch {
	case rendered(src, v): // its words are there twice
		return src, errRendered
	case len(v.Report.Items) == 0:
		return src, nil
	}
	var at []edit
	for i := range v.Report.Items {
		a := &v.Report.Items[i]
		end := lastPlace(a).End
		at = append(at, edit{end, end, number(a)})
	}
	width := widthOf(src)
	out := refill(string(apply([]byte(src), at)), width)
	end := "\n"
	if strings.Contains(src, "\r\n") {
		end = "\r\n"
	}
	out = strings.TrimRight(out, " \t\r\n") + "\n\n" + textNotes(v, false, width)
	if end == "\r\n" {
		out = strings.ReplaceAll(strings.ReplaceAll(out, "\r\n", "\n"), "\n", end)
	}
	return out, nil
}

// PageText returns the words of a page as a text, as Text does; its paragraphs are lines.
func PageText(v *web.View) (string, error) { return Text(v.Report.Text.String(), v) }

// rendered reports whether a text has endnotes of ours.
func rendered(src string, v *web.View) bool {
	_, after, ok := strings.Cut(src, "\n"+v.Lang.Endnotes+"\n")
	return ok && strings.Contains(after, "\n[1] ") || strings.Contains(src, "\n## "+v.Lang.Endnotes+"\n")
}

func lastPlace(a *claims.Annotation) claims.Span {
	all := a.Places()
	return all[len(all)-1]
}

// columns returns how many columns a line takes: letters of Chinese, Japanese and Korean take two.
func columns(line string) int { return uniseg.StringWidth(line) }

// widthOf returns the width of the longest line of a text whose lines end by hand; 0 for another. They do if most lines
// that another line of their paragraph follows have no room for its first word.
func widthOf(src string) (width int) {
	lines := strings.Split(src, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
		width = max(width, columns(lines[i]))
	}
	full, all := 0, 0
	for i, line := range lines[1:] {
		words := strings.Fields(line)
		if before := lines[i]; before != "" && len(words) > 0 {
			all++
			if columns(before)+1+columns(breaks(words[0])[0]) > width {
				full++
			}
		}
	}
	if full*2 <= all || width > hardest {
		return 0
	}
	return width
}

// refill moves words that stand beyond the width of a text into the next line of their paragraph.
func refill(src string, width int) string {
	if width == 0 {
		return src
	}
	var out []string
	lines := strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if columns(line) <= width {
			out = append(out, line)
			continue
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t>"))]
		all := strings.Split(wrap(strings.TrimSpace(line[len(indent):]), width, indent, indent), "\n")
		out = append(out, all[:len(all)-1]...)
		rest := all[len(all)-1]
		// The rest goes before the next line, if that goes on with the paragraph.
		if i+1 < len(lines) && goesOn(lines[i+1], indent) {
			lines[i+1] = rest + spaceBetween(rest, lines[i+1][len(indent):]) + lines[i+1][len(indent):]
		} else {
			out = append(out, rest)
		}
	}
	return strings.Join(out, "\n")
}

// goesOn reports whether a line goes on with the paragraph of the one before.
func goesOn(line, indent string) bool {
	rest, ok := strings.CutPrefix(line, indent)
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && (unicode.IsLetter(r) || unicode.IsDigit(r) && !listed(rest) || unicode.Is(unicode.Sc, r) ||
		strings.ContainsRune(`“"‘'«„([¿¡…§`, r))
}

// listed reports whether a line begins with the number of a list.
func listed(line string) bool {
	rest := strings.TrimLeft(line, "0123456789")
	return strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")
}

// spaceBetween returns what stands between two parts of a line: nothing between letters of scripts without spaces.
func spaceBetween(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(strings.TrimRight(a, "[]0123456789"))
	y, _ := utf8.DecodeRuneInString(b)
	if unicode.In(x, unicode.Han, unicode.Hiragana, unicode.Katakana) && unicode.In(y, unicode.Han, unicode.Hiragana, unicode.Katakana) {
		return ""
	}
	return " "
}

// wrap returns words in lines of a width, 0 for one line; first stands before the first line, rest before others. A word
// that is longer, such as an address, has a line of its own; words without spaces between them end a line where UAX #14
// lets them.
func wrap(words string, width int, first, rest string) string {
	if width == 0 {
		return first + words
	}
	var out strings.Builder
	line, empty := first, true
	for _, word := range strings.Fields(words) {
		parts := []string{word}
		if columns(line)+1+columns(word) > width && !strings.Contains(word, "://") {
			parts = breaks(word)
		}
		for k, part := range parts {
			space := " "
			if k > 0 || empty {
				space = ""
			}
			if !empty && columns(line)+len(space)+columns(part) > width {
				out.WriteString(line + "\n")
				line, space = rest, ""
			}
			line += space + part
			empty = false
		}
	}
	return out.String() + line
}

// breaks returns the parts of a word between which a line may end.
func breaks(word string) (parts []string) {
	// A word with a hyphen stays whole, and so does one in Korean, which has spaces: mails and books break its lines there.
	if !strings.ContainsFunc(word, func(r rune) bool { return r >= 0x1100 }) ||
		strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return []string{word}
	}
	for state := -1; word != ""; {
		var part string
		part, word, _, state = uniseg.FirstLineSegmentInString(word, state)
		parts = append(parts, part)
	}
	// A number of ours stays with its words.
	for i := len(parts) - 1; i > 0; i-- {
		if strings.HasPrefix(parts[i], "[") {
			parts[i-1] += parts[i]
			parts = append(parts[:i], parts[i+1:]...)
		}
	}
	return parts
}

// textNotes returns endnotes as text, or in Markdown.
func textNotes(v *web.View, markdown bool, width int) string {
	var (
		blocks []string
		words  strings.Builder
		href   string
		item   int // that is open
		deep   bool
		first  bool
	)
	put := func(s string) {
		if !markdown {
			words.WriteString(s)
			return
		}
		lead, tail := "", ""
		if strings.TrimLeft(s, " \n") != s {
			lead = " "
		}
		if strings.TrimSpace(s) != "" && strings.TrimRight(s, " \n") != s {
			tail = " "
		}
		words.WriteString(lead + string(export.AppendMarkdown(nil, s)) + tail)
	}
	flush := func() {
		text := strings.Join(strings.Fields(words.String()), " ")
		words.Reset()
		if text == "" {
			return
		}
		label, indent := "", ""
		switch {
		case item > 0:
			label = fmt.Sprintf("[%d] ", item)
			if markdown {
				label = fmt.Sprintf("%d. ", item)
			}
			indent = strings.Repeat(" ", len(label))
			if deep {
				label, indent = indent+"- ", indent+"  "
			} else if !first {
				label = indent
			}
			gap := "\n"
			if first || markdown && !deep { // there a line would run on with the one before
				gap = "\n\n"
			}
			first = false
			blocks = append(blocks, gap+wrap(text, width, label, indent))
		default:
			blocks = append(blocks, "\n\n"+wrap(text, width, "", ""))
		}
	}
	for z := html.NewTokenizer(strings.NewReader(notes(v))); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return strings.TrimLeft(strings.Join(blocks, ""), "\n") + "\n"
		}
		t := z.Token()
		switch {
		case kind == html.TextToken:
			put(t.Data)
		case kind == html.StartTagToken && t.Data == "li" && !deep:
			item, first = item+1, true
		case kind == html.StartTagToken && t.Data == "ul":
			deep = true
		case kind == html.StartTagToken && t.Data == "a":
			href = t.Attr[0].Val
			if markdown {
				words.WriteString("[")
			}
		case t.Data == "b" && markdown:
			words.WriteString("**")
		case kind == html.EndTagToken && t.Data == "a" && markdown:
			text := strings.TrimRight(words.String(), " ")
			words.Reset()
			words.WriteString(text + "](<" + href + ">)")
		case kind == html.EndTagToken && t.Data == "a":
			words.WriteString(" " + href)
		case kind == html.EndTagToken && t.Data == "h2" && markdown:
			blocks = append(blocks, "\n\n## "+strings.TrimSpace(words.String()))
			words.Reset()
		case kind == html.EndTagToken && (t.Data == "p" || t.Data == "h2" || t.Data == "li"):
			flush()
		case kind == html.EndTagToken && t.Data == "ul":
			deep = false
		case kind == html.EndTagToken && t.Data == "ol":
			item = 0
		}
	}
}
