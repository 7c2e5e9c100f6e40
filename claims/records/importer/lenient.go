package importer

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"sourcemark/claims/records/internal/dossier"
)

// What other people's exports look like: JSON that is almost JSON, HTML in texts, dates in every form. The
// functions here make the best of it; what they cannot make sense of they give up, and Import tells so.

// clean is almost-JSON as JSON: commas too many, control characters and wrong escapes in strings, halves of surrogate
// pairs, and what stands before and after the value are mended. mended says whether anything was.
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
	solid := 0 // how much of out ends with its last byte that is not blank
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
			out = append(out, `\u00`...)
			out = append(out, dossier.Hex4(rune(c))[2:]...)
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

// mendEscape is the escape at the begin of s as JSON has it, and how long it is in s.
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

// plain is words as text: entities and tags of HTML and invisible characters taken out, one blank for several.
func plain(s string) string {
	if strings.Contains(s, "<") {
		s = untagged(s)
	}
	for range 2 { // "&amp;quot;" is escaped twice, and often
		s = unescaped(s)
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

// untagged is s without the tags of HTML; a < before anything else is a sign.
func untagged(s string) string {
	var b strings.Builder
	last := strings.LastIndexByte(s, '>') // behind it nothing ends any more
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

// unescaped is s with the character references that texts have; others are left.
func unescaped(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	s = strings.NewReplacer("&quot;", `"`, "&apos;", "'", "&lt;", "<", "&gt;", ">", "&nbsp;", " ", "&ldquo;", "“", "&rdquo;", "”", "&lsquo;", "‘", "&rsquo;", "’",
		"&laquo;", "«", "&raquo;", "»", "&bdquo;", "„", "&ndash;", "–", "&mdash;", "—", "&hellip;", "…", "&euro;", "€", "&amp;", "&").Replace(s)
	var b strings.Builder
	for {
		i := strings.Index(s, "&#")
		if i < 0 {
			break
		}
		const longest = 16 // bytes; the highest character is &#x10FFFF;
		end := strings.IndexByte(s[i:min(len(s), i+longest)], ';')
		if end < 0 {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		digits, base := s[i+2:i+end], 10
		if hex := strings.TrimLeft(digits, "xX"); hex != digits {
			digits, base = hex, 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if err != nil || !utf8.ValidRune(rune(n)) {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+end+1:]
	}
	b.WriteString(s)
	return b.String()
}

// isoDate is a date in any of its usual forms as ISO 8601. Of 3/4/2022 nobody knows which is the month.
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
	iso = year + "-" + dossier.TwoDigits(month)
	if day > 0 {
		iso += "-" + dossier.TwoDigits(day)
	}
	if !dossier.IsDate(iso) {
		return "", false
	}
	return iso, true
}

// timed is a date and time with a T between them and a zone as ISO 8601 has it.
func timed(s string) string {
	s = strings.Replace(strings.TrimSuffix(strings.TrimSuffix(s, " UTC"), " GMT"), " ", "T", 1)
	s = strings.Replace(s, "T+", "+", 1)
	if n := len(s) - 5; n > 10 && strings.IndexByte("+-", s[n]) >= 0 && strings.Contains(s[:n], ":") {
		s = s[:n+3] + ":" + s[n+3:]
	}
	return s
}

// monthOf is the number of an English month by its name or its first three letters; 0 of other words.
func monthOf(word string) int {
	const months = "january  february march    april    may      june     july     august   septemberoctober  november december "
	const each = len(months) / 12
	word = strings.ToLower(word)
	for m := range 12 {
		if name := months[m*each : (m+1)*each]; strings.HasPrefix(name, word) || word == "sept" && m == 8 {
			return m + 1
		}
	}
	return 0
}

// address is an address in the form that the reader takes; empty if there is none in it.
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
