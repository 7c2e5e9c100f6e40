package dossier

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// IsForbidden reports whether a character could make a reader see other words than are there.
func IsForbidden(c rune) bool {
	return c < ' ' && c != '\n' && c != '\t' || c == 0x7f || 0x80 <= c && c < 0xa0 || c == 0x061c ||
		0x200e <= c && c <= 0x200f ||
		0x202a <= c && c <= 0x202e || 0x2066 <= c && c <= 0x2069 || c == 0xfffe || c == 0xffff
}

// IsDate reports whether s is an ISO 8601 date: a year, a month or a day, or a day and a time.
func IsDate(s string) bool {
	day, clock, timed := strings.Cut(s, "T")
	parts := strings.Split(day, "-")
	if len(parts) > 3 || timed && len(parts) != 3 || len(parts[0]) != 4 || Between(parts[0], 1, 9999) < 0 {
		return false
	}
	if len(parts) > 1 && (len(parts[1]) != 2 || Between(parts[1], 1, 12) < 0) {
		return false
	}
	if len(parts) > 2 {
		year, month := Between(parts[0], 1, 9999), Between(parts[1], 1, 12)
		days := 31
		switch month {
		case 4, 6, 9, 11:
			days = 30
		case 2:
			days = 28
			if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
				days = 29
			}
		}
		if len(parts[2]) != 2 || Between(parts[2], 1, days) < 0 {
			return false
		}
	}
	return !timed || isClock(clock)
}

// isClock reports whether s is 22:45 or 22:45:34, perhaps with a fraction, and perhaps a zone.
func isClock(s string) bool {
	if z, ok := strings.CutSuffix(s, "Z"); ok {
		s = z
	} else if i := strings.LastIndexAny(s, "+-"); i > 0 {
		zone := s[i+1:]
		if len(zone) != 5 || zone[2] != ':' || Between(zone[:2], 0, 23) < 0 || Between(zone[3:], 0, 59) < 0 {
			return false
		}
		s = s[:i]
	}
	s, fraction, cut := strings.Cut(s, ".")
	if cut && (fraction == "" || strings.Trim(fraction, "0123456789") != "" || len(s) != 8) {
		return false
	}
	if len(s) != 5 && len(s) != 8 || s[2] != ':' || len(s) == 8 && s[5] != ':' {
		return false
	}
	return Between(s[:2], 0, 23) >= 0 && Between(s[3:5], 0, 59) >= 0 && (len(s) == 5 || Between(s[6:], 0, 60) >= 0)
}

// Between returns the number that the digits s write; -1 if they are none or it lies outside lo and hi.
func Between(s string, lo, hi int) int {
	if strings.Trim(s, "0123456789") != "" {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < lo || n > hi {
		return -1
	}
	return n
}

// IsWeb reports whether s is an absolute http or https address with a host, and without a user name, a space, a
// quotation mark or a backslash, which browsers and people read differently.
func IsWeb(s string) bool {
	return IsHost(HostOf(s)) && !strings.ContainsAny(s, " \"<>\\^`{|}\n\t")
}

// IsHost reports whether the host of an address, with its port, is the one that a browser makes of it, capital letters
// aside. The URL Standard (https://url.spec.whatwg.org/#host-parsing) accepts escapes, wide and ideographic forms,
// numbers in base 8 and 16 and more, and then leads to another host than people read.
func IsHost(s string) bool {
	name, port, cut := strings.Cut(s, ":")
	const ports = 65535
	// RFC 1035, without the lengths of labels
	if cut && (port == "" || Between(port, 0, ports) < 0) || len(name) > 253 {
		return false
	}
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if label == "" || strings.ContainsFunc(label, func(c rune) bool {
			return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_')
		}) {
			return false
		}
	}
	last := strings.ToLower(labels[len(labels)-1])
	hex, isHex := strings.CutPrefix(last, "0x")
	if strings.Trim(name, "-") != name || isHex && strings.Trim(hex, "0123456789abcdef") == "" {
		return false
	}
	if strings.Trim(last, "0123456789") != "" {
		return true
	}
	for _, label := range labels { // IPv4, in its one plain form
		if n := Between(label, 0, 255); n < 0 || strconv.Itoa(n) != label {
			return false
		}
	}
	return len(labels) == 4
}

// HostOf returns the host of an http or https address with its port, and with whatever stands before it; "" for other
// strings.
func HostOf(s string) string {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return ""
		}
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// IsLanguage reports whether s has the form of a BCP 47 language tag.
func IsLanguage(s string) bool {
	for i, part := range strings.Split(s, "-") {
		letters := strings.Trim(strings.ToLower(part), "abcdefghijklmnopqrstuvwxyz") == ""
		if len(part) < 1 || len(part) > 8 || i == 0 && (!letters || len(part) < 2 || len(part) > 3) ||
			strings.Trim(strings.ToLower(part), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

// TypesWanted says which types a part may have.
const TypesWanted = "Claim or Quotation for what the article says; Report, NewsArticle, Article, WebPage, " +
	"GovernmentService, Legislation, VideoObject, AudioObject, Book, ScholarlyArticle, Dataset, SocialMediaPosting " +
	"or CreativeWork for a source"

// IsSourceType reports whether a source may have a type. TypesWanted names them all.
func IsSourceType(t string) bool {
	switch t {
	case "Report", "NewsArticle", "Article", "WebPage", "GovernmentService", "Legislation", "VideoObject",
		"AudioObject", "Book", "ScholarlyArticle", "Dataset", "SocialMediaPosting", "CreativeWork":
		return true
	}
	return false
}

// IsFragment reports whether s is "#" and a name that needs no escape anywhere.
func IsFragment(s string) bool {
	name, ok := strings.CutPrefix(s, "#")
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return ok && name != ""
}

// MaxExcerpt bounds what is repeated of somebody else's text, in characters: forty words of a language with long ones.
// The right to quote ends somewhere there.
const MaxExcerpt = 600

// StandsIn reports whether a quotation's words stand in those it is anchored on, whatever the style of their marks and
// spaces. Where the anchor has the reporter's remark between two parts (“A,” she said, “B.”), the words are those of
// the parts.
func StandsIn(words, anchor string) bool {
	if strings.Contains(match.Fold(anchor).S, strings.Trim(match.Fold(words).S, ` "'.,`)) {
		return true
	}
	t := claims.Plain(anchor)
	var parts []string
	for _, q := range t.Quotes() {
		if !q.Nested {
			parts = append(parts, t.Slice(q.Words))
		}
	}
	return len(parts) > 1 && strings.Contains(plain(strings.Join(parts, " ")), plain(words))
}

// StandsInOrder reports whether the pieces of an excerpt between its cuts stand in the whole, one after the other.
func StandsInOrder(excerpt, whole string) bool {
	rest := match.Fold(whole).S
	for piece := range strings.SplitSeq(strings.NewReplacer("[...]", "\x00", "[…]", "\x00", "…",
		"\x00").Replace(excerpt), "\x00") {
		piece = strings.Trim(match.Fold(piece).S, ` "'.,`)
		_, after, ok := strings.Cut(rest, piece)
		if !ok {
			return false
		}
		rest = after
	}
	return true
}

// plain returns the words of s with a space on both sides of each, and without what stands between them.
func plain(s string) string {
	out := " "
	for _, w := range match.Words(match.Fold(s)) {
		if w.Kind != match.Mark {
			out += w.Text + " "
		}
	}
	return out
}
