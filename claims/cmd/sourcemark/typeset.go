package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/lexicon"
)

// What pdftotext and its like make of a page that was set in type has the lines of that page: words are cut where a
// line ends, and sentences by the end of a page, its number and the title on each page. unset puts that together again.
//
// A hyphen at the end of a line was put in by whoever set the text, or by the author. It stays if the word has one
// elsewhere in the text, or if both parts are words and both in one are none (well-known), or if the second is a short
// word that stands elsewhere (in- and outbound). Otherwise it is taken out. How many were is returned, to be told.
func unset(text string, words *lexicon.Table) (out string, cut int) {
	plain := strings.ReplaceAll(text, "\r\n", "\n")
	if at, _ := hyphenated(plain); at < 0 && !strings.ContainsAny(plain, "\f\u00ad") {
		return text, 0
	}
	text = strings.ReplaceAll(unpaged(plain), "\u00ad\n", "\u00ad") // soft hyphens are nothing
	seen := map[string]int{}
	for _, w := range strings.Fields(text) {
		seen[strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))]++
	}
	// Each part has been seen once, where it was cut off.
	known := func(word string, elsewhere bool) bool {
		const shortest = 3 // letters: what the lexicon has of others are abbreviations
		return len(word) >= shortest && (elsewhere || len(words.Groups(words.Stem(word))) > 0)
	}
	var b strings.Builder
	for {
		at, size := hyphenated(text)
		if at < 0 {
			b.WriteString(text)
			return b.String(), cut
		}
		rest := strings.TrimLeft(text[at+size:], " \n")
		first := strings.ToLower(text[at-len(lastLetters(text[:at])) : at])
		second := rest[:len(rest)-len(strings.TrimLeftFunc(rest, unicode.IsLetter))]
		b.WriteString(text[:at])
		const short = 4 // letters: and, und, oder
		whole := known(first+second, seen[first+second] > 0)
		both := known(first, seen[first] > 1) && known(second, seen[second] > 1)
		switch {
		case seen[first+"-"+second] > 0, !whole && (both || len(second) <= short && seen[second] > 1):
			b.WriteString(text[at : at+size])
		default:
			cut++
		}
		text = rest
	}
}

// hyphenated returns where the first hyphen stands that ends a line in the middle of a word in small letters, and how
// long it is; -1 for none.
func hyphenated(text string) (at, size int) {
	for from := 0; ; {
		nl := strings.IndexByte(text[from:], '\n')
		if nl < 0 {
			return -1, 0
		}
		line := text[:from+nl]
		from += nl + 1
		hyphen, n := utf8.DecodeLastRuneInString(line)
		before, _ := utf8.DecodeLastRuneInString(line[:len(line)-n])
		after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[from:], " "))
		if (hyphen == '-' || hyphen == '‐') && unicode.IsLetter(before) && unicode.IsLower(after) {
			return len(line) - n, n
		}
	}
}

// lastLetters returns the letters that s ends with.
func lastLetters(s string) string { return s[len(strings.TrimRightFunc(s, unicode.IsLetter)):] }

// unpaged returns a text without its form feeds, the numbers of its pages, and a line that stands on top of several
// pages or at their foot. A sentence that goes on is not cut.
func unpaged(text string) string {
	if !strings.Contains(text, "\f") {
		return text
	}
	pages := strings.Split(strings.TrimRight(text, "\f \n"), "\f")
	tops, feet := map[string]int{}, map[string]int{}
	for i, page := range pages {
		pages[i] = strings.Trim(page, "\n")
		top, foot := margins(strings.Split(pages[i], "\n"))
		tops[running(top)]++
		feet[running(foot)]++
	}
	var b strings.Builder
	for i, page := range pages {
		const times = 2 // on so many pages a line is of the pages, and not of the text
		lines := strings.Split(page, "\n")
		top, foot := margins(lines)
		if top != "" && (numbered(top) || i > 0 && tops[running(top)] >= times) {
			lines = lines[1:]
		}
		if foot != "" && (numbered(foot) || feet[running(foot)] >= times) {
			lines = lines[:len(lines)-1]
		}
		page = strings.Trim(strings.Join(lines, "\n"), "\n")
		if before := strings.TrimRight(b.String(), " \n"); i > 0 && before != "" {
			end, _ := utf8.DecodeLastRuneInString(before)
			next, _ := utf8.DecodeRuneInString(strings.TrimLeft(page, " "))
			if b.WriteByte('\n'); !unicode.IsLower(next) && !(unicode.IsLetter(end) || unicode.IsDigit(end) || end == ',') {
				b.WriteByte('\n')
			}
		}
		b.WriteString(page)
	}
	return b.String() + "\n"
}

// margins returns the first and the last line of a page if an empty line sets them apart; "" if none does.
func margins(lines []string) (top, foot string) {
	n := len(lines)
	if n > 2 && strings.TrimSpace(lines[1]) == "" {
		top = lines[0]
	}
	if n > 2 && strings.TrimSpace(lines[n-2]) == "" {
		foot = lines[n-1]
	}
	return top, foot
}

// running returns a line without the number of its page.
func running(line string) string { return strings.Trim(line, " 0123456789–-|") }

// numbered reports whether a line is the number of a page alone. 41,200 is none.
func numbered(line string) bool {
	const longest = 4 // digits
	number := strings.Trim(line, " –-|")
	return number != "" && len(number) <= longest && strings.Trim(number, "0123456789") == ""
}
