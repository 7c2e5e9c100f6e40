package claims

import (
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
)

// A Fragment is a text directive, the part of an address that makes a browser open a page at some words:
//
//	https://example.org/#:~:text=prefix-,start,end,-suffix
//
// Start holds the words; or the first of them, if End holds the last. Prefix and Suffix are words before and after that
// only tell places apart. All are plain text, not percent-encoded, and empty where there are none. The specification is
// https://wicg.github.io/scroll-to-text-fragment/.
type Fragment struct{ Prefix, Start, End, Suffix string }

// FragmentOf returns the fragment that leads to an excerpt as a source prints it. An excerpt that was cut
// ("[...]", "…") or is long is given by its first and last words, so that the address stays short and a
// difference in the middle does not break it. The zero Fragment if the excerpt holds no words.
func FragmentOf(excerpt string) Fragment {
	const (
		longest = 12 // words given in full
		end     = 5  // words at each end of a longer excerpt: enough to be there once
	)
	// A strings.Replacer would be 5 kB more of the widget.
	for _, cut := range [...]string{"[…]", "[...]", "..."} {
		excerpt = strings.ReplaceAll(excerpt, cut, "…")
	}
	parts := strings.FieldsFunc(excerpt, func(r rune) bool { return r == '…' })
	trimmed := parts[:0]
	for _, p := range parts {
		if p = strings.Trim(p, blanks+`"“”'‘’«»„.,;:`); p != "" {
			trimmed = append(trimmed, p)
		}
	}
	if len(trimmed) == 0 {
		return Fragment{}
	}
	first, last := trimmed[0], trimmed[len(trimmed)-1]
	folded := match.Fold(first)
	words := match.Words(folded)
	if len(trimmed) == 1 && len(words) <= longest {
		return Fragment{Start: first}
	}
	f := Fragment{Start: first, End: last}
	if len(words) > end {
		_, n := folded.Range(words[end-1].Start, words[end-1].End)
		f.Start = first[:n]
	}
	if len(trimmed) > 1 {
		folded = match.Fold(last)
		words = match.Words(folded)
	}
	if len(words) > end {
		at := words[len(words)-end]
		n, _ := folded.Range(at.Start, at.End)
		f.End = last[n:]
	}
	return f
}

// String returns f as it stands after ":~:" in an address, percent-encoded.
func (f Fragment) String() string {
	return f.written(func(c byte) bool {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' ||
			c == '~' || c == '!' || c == '\''
	})
}

// Attribute returns f as it may stand after ":~:" in the href of a link: with its words as words. What an address has
// to have percent-encoded, a browser encodes where it reads one (https://url.spec.whatwg.org/#fragment-state); only
// what has a meaning in a directive, and what browsers would take out, is so here. Next to the excerpt it is of, it
// takes a page a third of the bytes, and when packed nearly none.
func (f Fragment) Attribute() string {
	return f.written(func(c byte) bool {
		return c >= ' ' && c != '%' && c != '-' && c != ',' && c != '&' && c != '#' && c != 0x7f
	})
}

// written returns f with all bytes percent-encoded that are not plain.
func (f Fragment) written(plain func(byte) bool) string {
	if f.Start == "" {
		return ""
	}
	var b strings.Builder
	b.Grow(len("text=") + len(f.Start) + len(f.End) + 16)
	term := func(before, words, behind string) {
		if words == "" {
			return
		}
		const hex = "0123456789ABCDEF"
		b.WriteString(before)
		for i := 0; i < len(words); i++ {
			if c := words[i]; plain(c) {
				b.WriteByte(c)
			} else {
				b.WriteByte('%')
				b.WriteByte(hex[c>>4])
				b.WriteByte(hex[c&15])
			}
		}
		b.WriteString(behind)
	}
	b.WriteString("text=")
	term("", f.Prefix, "-,")
	term("", f.Start, "")
	term(",", f.End, "")
	term(",-", f.Suffix, "")
	return b.String()
}

// ParseFragments returns the text directives of the part of an address from "#" on, in order. What is not a
// text directive, or not a right one, is passed over, as browsers do.
func ParseFragments(hash string) []Fragment {
	_, directives, ok := strings.Cut(hash, ":~:")
	if !ok {
		return nil
	}
	var out []Fragment
	for _, d := range strings.Split(directives, "&") {
		if terms, ok := strings.CutPrefix(d, "text="); ok {
			if f, ok := parseFragment(strings.Split(terms, ",")); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

func parseFragment(terms []string) (f Fragment, ok bool) {
	if p, cut := strings.CutSuffix(terms[0], "-"); cut && len(terms) > 1 {
		f.Prefix, terms = unescape(p), terms[1:]
	}
	if n := len(terms) - 1; n > 0 && strings.HasPrefix(terms[n], "-") {
		f.Suffix, terms = unescape(terms[n][1:]), terms[:n]
	}
	if len(terms) > 2 {
		return Fragment{}, false
	}
	f.Start = unescape(terms[0])
	if len(terms) == 2 {
		f.End = unescape(terms[1])
	}
	return f, f.Start != ""
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := unhex(s[i+1]), unhex(s[i+2]); hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// Find returns where a browser would open t for f: the first match, whose ends lie at the borders of words.
// Unlike Place it does not mind whether there is another. Letters are compared as Place compares them.
func (t *Text) Find(f Fragment) (Span, bool) {
	x := t.indexed()
	s := x.folded.S
	prefix, start, end, suffix := fold(f.Prefix), fold(f.Start), fold(f.End), fold(f.Suffix)
	if start == "" {
		return Span{}, false
	}
	// The end of a term is free to lie in a word only if what follows it is given too.
	startBound := end != "" || suffix == ""
	for at := 0; ; {
		var a int // where the words start
		if prefix != "" {
			i := x.find(prefix, at, true, false)
			if i < 0 {
				return Span{}, false
			}
			at = i + 1
			a = skipBlank(s, i+len(prefix))
			if !strings.HasPrefix(s[a:], start) || startBound && x.inWord(a+len(start)) || x.crosses(a, a+len(start)) {
				continue
			}
		} else {
			i := x.find(start, at, true, startBound)
			if i < 0 {
				return Span{}, false
			}
			at = i + 1
			a = i
		}
		b := a + len(start)
		if end == "" {
			if x.followed(b, suffix) {
				return x.span(a, b), true
			}
			continue
		}
		for from := b; ; {
			i := x.find(end, from, true, suffix == "")
			if i < 0 {
				return Span{}, false // no later start can have it after it either
			}
			if x.followed(i+len(end), suffix) {
				return x.span(a, i+len(end)), true
			}
			from = i + 1
		}
	}
}

// find returns the first place at or after from where term stands within one block, bound by words if asked.
func (x *index) find(term string, from int, startBound, endBound bool) int {
	s := x.folded.S
	for from <= len(s) {
		i := strings.Index(s[from:], term)
		if i < 0 {
			return -1
		}
		i += from
		if !(startBound && x.inWord(i)) && !(endBound && x.inWord(i+len(term))) && !x.crosses(i, i+len(term)) {
			return i
		}
		from = i + 1
	}
	return -1
}

// followed reports whether suffix stands at i and ends with a word.
func (x *index) followed(i int, suffix string) bool {
	if suffix == "" {
		return true
	}
	i = skipBlank(x.folded.S, i)
	return strings.HasPrefix(x.folded.S[i:], suffix) && !x.inWord(i+len(suffix))
}

// crosses reports whether a block begins within [start, end) of the folded text.
func (x *index) crosses(start, end int) bool {
	s, e := x.folded.Range(start, end)
	next, _ := slices.BinarySearch(x.text.breaks, s+1)
	return next < len(x.text.breaks) && x.text.breaks[next] < e
}

func skipBlank(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

func fold(s string) string { return strings.Trim(match.Fold(s).S, " ") }
