package importer

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"time"
	"unicode/utf8"

	languages "sourcemark/claims/language"
	"sourcemark/claims/records/internal/dossier"
)

// What other people's exports look like: JSON that is almost JSON, HTML in texts, dates in every form. The
// functions here make the best of it; what they cannot make sense of they give up, and Import tells so.

// clean returns almost-JSON as JSON. It repairs superfluous commas, control characters and wrong escapes in strings,
// and halves of surrogate pairs, and takes away what stands before and after the value. mended reports whether anything
// was repaired.
func clean(data []byte) (s string, mended bool) {
	in := strings.ToValidUTF8(string(data), "\uFFFD")
	start := strings.IndexAny(in, "{[")
	if start < 0 {
		return in, false
	}
	const section = "[CDATA[" // of XHTML
	if strings.HasPrefix(in[start:], section) {
		if n := strings.IndexAny(in[start+len(section):], "{["); n >= 0 {
			start += len(section) + n
		}
	}
	var out []byte
	solid := 0 // how much of out ends with its last byte that is not white space
	depth, quoted := 0, false
	i := start
	for ; i < len(in); i++ {
		c := in[i]
		switch {
		case quoted && c == '"':
			quoted = false
		case quoted && c == '\\':
			n, escape := mendEscape(in[i:])
			out = append(out, escape...)
			i += n - 1
			continue
		case quoted && c < ' ':
			out = fmt.Appendf(out, `\u%04X`, c)
			continue
		case quoted:
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
			if solid > 0 && out[solid-1] == ',' {
				out = bytes.TrimRight(out, ", \t\r\n")
			}
		case c == ',' && solid > 0 && out[solid-1] == ',':
			continue
		}
		if out = append(out, c); c > ' ' {
			solid = len(out)
		}
		if depth == 0 && !quoted {
			i++
			break
		}
	}
	around := strings.TrimPrefix(in[:start], "\uFEFF") + in[i:]
	s = string(out)
	return s, strings.TrimSpace(around) != "" || s != in[start:i] || in != string(data)
}

// mendEscape returns the escape that s begins with as JSON has it, and its length in s.
func mendEscape(s string) (n int, escape string) {
	if len(s) < 2 {
		return 1, `\\`
	}
	if strings.IndexByte(`"\/bfnrt`, s[1]) >= 0 {
		return 2, s[:2]
	}
	if s[1] != 'u' {
		return 1, "" // \' and the like: the backslash is one too many
	}
	switch n, half := dossier.EscapeAt(s); {
	case half:
		return n, `\uFFFD`
	case n > 0:
		return n, s[:n]
	}
	return 1, `\\`
}

// plain returns words as text: without tags, entities and invisible characters, and with one space for several.
func plain(s string) string {
	if strings.Contains(s, "<") {
		s = untagged(s)
	}
	for range 2 { // "&amp;quot;" is escaped twice, and often
		s = html.UnescapeString(s)
	}
	if strings.Contains(s, "<") {
		s = untagged(s)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == 0xa0:
			return ' '
		case dossier.IsForbidden(r) || r == 0xfeff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// untagged returns s without HTML tags. A < that begins no tag stays.
func untagged(s string) string {
	var b strings.Builder
	last := strings.LastIndexByte(s, '>') // after it nothing ends any more
	for whole := len(s); ; {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) || whole-len(s)+i > last {
			break
		}
		c := s[i+1] | 0x20
		if !('a' <= c && c <= 'z') && s[i+1] != '/' && s[i+1] != '!' {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		b.WriteString(s[:i] + " ")
		s = s[i+strings.IndexByte(s[i:], '>')+1:]
	}
	b.WriteString(s)
	return b.String()
}

// Date returns a date in any of its usual forms as ISO 8601; "" if it is not clear.
func Date(s string) string {
	iso, _ := isoDate(s)
	return iso
}

// isoDate returns a date in any of its usual forms as ISO 8601. ok is false if it is not clear: nobody knows which
// number of 3/4/2022 is the month.
func isoDate(s string) (iso string, ok bool) {
	s = strings.TrimSpace(s)
	if dossier.IsDate(s) {
		return s, true
	}
	if t := timed(s); dossier.IsDate(t) {
		return t, true
	}
	if len(s) == 8 && dossier.Between(s, 1, 99999999) > 0 {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	var numbers []string
	year, month := "", 0
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,./-T", r) }) {
		if strings.Contains(word, ":") {
			break // the time of day
		}
		number := word
		if len(word) > 2 && '0' <= word[0] && word[0] <= '9' {
			number = strings.TrimRight(word, "sthndr") // 1st, 2nd, 3rd, 4th
		}
		switch {
		case len(number) == 4 && dossier.Between(number, 1000, 9999) > 0 && year == "":
			year = number
			numbers = append(numbers, "")
		case len(number) <= 2 && dossier.Between(number, 1, 31) > 0:
			numbers = append(numbers, number)
		case len(word) >= 3 && month == 0:
			month = monthOf(word)
		}
	}
	var days []int // the numbers that are no year
	first := false // whether the year comes first
	for i, n := range numbers {
		first = first || i == 0 && n == ""
		if n != "" {
			days = append(days, dossier.Between(n, 1, 31))
		}
	}
	day := 0
	switch {
	case year == "" || len(days) > 2:
		return "", false
	case month > 0 && len(days) == 1:
		day = days[0]
	case month > 0 && len(days) == 0:
	case month == 0 && len(days) == 2:
		a, b := days[0], days[1] // in some order
		switch {
		case first || b > 12 || a == b:
			month, day = a, b
		case strings.Contains(s, ".") || a > 12:
			month, day = b, a
		default:
			return "", false
		}
	default:
		return "", false
	}
	iso = fmt.Sprintf("%s-%02d", year, month)
	if day > 0 {
		iso += fmt.Sprintf("-%02d", day)
	}
	if !dossier.IsDate(iso) {
		return "", false
	}
	return iso, true
}

// timed returns a date and time as ISO 8601 has it, with a T between the two and a colon in the zone.
func timed(s string) string {
	s = strings.Replace(strings.TrimSuffix(strings.TrimSuffix(s, " UTC"), " GMT"), " ", "T", 1)
	s = strings.Replace(s, "T+", "+", 1)
	if n := len(s) - 5; n > 10 && strings.IndexByte("+-", s[n]) >= 0 && strings.Contains(s[:n], ":") {
		s = s[:n+3] + ":" + s[n+3:]
	}
	return s
}

// monthOf returns the number of a month by its name or the first letters of it, three or more, in any of our languages;
// 0 for other words, and for those that are one month here and another there.
func monthOf(word string) int {
	word = strings.ToLower(word)
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) || word == "sept" && m == time.September {
			return int(m)
		}
	}
	for _, fits := range [...]func(name string) bool{
		func(name string) bool { return name == word },
		func(name string) bool { return utf8.RuneCountInString(word) >= 3 && strings.HasPrefix(name, word) },
	} {
		number, several := 0, false
		for _, tag := range languages.Tags() {
			months := languages.Of(tag).Words(languages.Months)
			several = several || months.Find(func(name string) bool {
				n := months.Number(name)
				if !fits(name) || n == number {
					return false
				}
				other := number > 0
				number = n
				return other
			})
		}
		if several || number > 0 {
			if several {
				return 0
			}
			return number
		}
	}
	return 0
}

// address returns an address in the form that the reader accepts; empty if s has none.
func address(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "%20")
	switch {
	case strings.HasPrefix(s, "//"):
		s = "https:" + s
	case strings.HasPrefix(s, "www."):
		s = "https://" + s
	}
	if scheme, rest, ok := strings.Cut(s, "://"); ok {
		s = strings.ToLower(scheme) + "://" + rest
	}
	if dossier.IsWeb(s) && !strings.ContainsFunc(s, dossier.IsForbidden) {
		return s
	}
	return ""
}
