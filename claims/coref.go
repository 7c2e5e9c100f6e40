package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A coreference knows the speakers of an article so far, by whom later mentions are resolved: "he" in "he added" is the
// last who fits, "Brown" is whoever was introduced as "Anna Brown", and so is "the minister" if she was introduced as
// one. What might be two people is nobody.
type coreference struct {
	t             *Text
	person, group Span                 // the last speaker named who is one
	roles         map[string]*bearer   // whoever was described with some words, by those
	described     map[string][]*bearer // the same by whole descriptions
	surnames      map[string][]int     // where the words of a text end that may be surnames; nil until asked for
	full          map[string]Span      // the full name that ends with a surname; zero if there is none
	settled       map[Span]Span        // mentions that were resolved
}

// A bearer of a role is who was described with its words.
type bearer struct {
	Span        // of the last of them, with the description
	name string // of the first
	many bool   // others have it too
}

func newCoreference(t *Text) *coreference {
	return &coreference{t: t, roles: make(map[string]*bearer), described: make(map[string][]*bearer),
		full: make(map[string]Span), settled: make(map[Span]Span)}
}

// who returns the fullest mention of the speaker who is mentioned at m and described at full; zero if he cannot be
// told. Mentions are to be asked for in reading order.
func (r *coreference) who(m, full Span) Span {
	if m.End == 0 {
		return Span{}
	}
	if s, ok := r.settled[m]; ok {
		return s
	}
	s := r.resolve(m)
	r.settled[m] = s
	if s.End > 0 && !(s.Start < m.Start) {
		s = Span{m.Start, max(m.End, full.End)} // with what is said about him, so that "the minister" is found
	}
	if s.End > 0 {
		words := r.t.Slice(s)
		r.describe(s, words)
		if anyLanguage().IsGroup(words) {
			r.group = s
		} else {
			r.person = s
		}
	}
	return r.settled[m]
}

func (r *coreference) resolve(m Span) Span {
	const longest = 120 // bytes: no pronoun, no surname and no role of four words is longer
	words := r.t.Slice(m)
	if len(words) > longest {
		return m
	}
	lower := strings.ToLower(words)
	switch lower {
	case "he", "she":
		return r.name(r.person)
	case "they", "it":
		return r.name(r.group)
	case "i", "we", "you", "one", "who", "which", "that":
		return Span{}
	}
	name := strings.Fields(words)
	if len(name) > 1 && anyLanguage().IsTitle(strings.TrimSuffix(strings.ToLower(name[0]), ".")) {
		name = name[1:]
	}
	if last := name[len(name)-1]; len(name) == 1 && upper(last) {
		if s := r.introduced(last, m.Start); s.End > 0 {
			return s
		}
		return m
	}
	if words, ok := strings.CutPrefix(lower, "the "); ok {
		// "the minister": whoever was introduced with the word, if that is one person.
		switch role := r.roles[words]; {
		case role == nil:
		case role.many:
			return Span{}
		default:
			return r.name(role.Span)
		}
	}
	return m
}

// describe takes note of the words of a description by which somebody may be mentioned later: those after another, and
// what they begin.
func (r *coreference) describe(s Span, words string) {
	const most = 4 // words of a role: "former deputy harbour master"
	bearers, known := r.described[words]
	for _, b := range bearers {
		b.Span = s
	}
	if known {
		return
	}
	description, name := words, nameOf(words)
	words = strings.ToLower(words)
	for at := strings.IndexByte(words, ' '); at >= 0; {
		words = words[at+1:]
		at = strings.IndexByte(words, ' ')
		end := 0
		for n := 0; n < most && end < len(words); n++ {
			if n > 0 {
				end++ // the space
			}
			if i := strings.IndexByte(words[end:], ' '); i >= 0 {
				end += i
			} else {
				end = len(words)
			}
			key := strings.TrimRight(words[:end], ".,;:)")
			b := r.roles[key]
			if b == nil {
				b = &bearer{name: name}
				r.roles[key] = b
			}
			b.Span, b.many = s, b.many || b.name != name
			bearers = append(bearers, b)
		}
	}
	r.described[description] = bearers
}

// name returns the name in a description.
func (r *coreference) name(s Span) Span { return Span{s.Start, s.Start + len(nameOf(r.t.Slice(s)))} }

// nameOf returns a description without its appositions: "Anna Brown, a lawyer" is Anna Brown.
func nameOf(description string) string {
	name, _, _ := strings.Cut(description, ",")
	return name
}

// introduced returns the full name that ends with a surname and stands before a place in the text; zero if there is
// none, or if there are two.
func (r *coreference) introduced(surname string, before int) Span {
	if s, ok := r.full[surname]; ok && s.End <= before {
		return s
	}
	text := r.t.String()[:before]
	var found Span
	for _, end := range r.ends(surname) {
		if end > before {
			break
		}
		start := end - len(surname)
		const longest = 12 // words of a name; more with capitals are a headline
		for range longest {
			w := strings.TrimRight(text[:start], " ")
			if len(w) != start-1 {
				break
			}
			k := 0
			if gap := strings.LastIndexAny(w, " \n“”\"("); gap >= 0 {
				_, n := utf8.DecodeRuneInString(w[gap:])
				k = gap + n
			}
			if !upper(w[k:]) || anyLanguage().IsTitle(strings.TrimSuffix(strings.ToLower(w[k:]), ".")) ||
				strings.HasSuffix(w, ",") || anyLanguage().IsFunction(strings.ToLower(w[k:])) {
				break
			}
			if strings.HasSuffix(w, ".") && len(w)-k > len("J.") {
				break // the end of a sentence
			}
			start = k
		}
		s := Span{start, end}
		if s.Len() == len(surname) {
			continue
		}
		if found.End > 0 && text[found.Start:found.End] != text[s.Start:s.End] {
			return Span{}
		}
		if found.End == 0 {
			found = s
		}
	}
	r.full[surname] = found
	return found
}

// ends returns where a word stands in the text after a space and with no letter or digit after it: the ends of these
// places. The words of the text that may be surnames are looked for once, for all.
func (r *coreference) ends(surname string) []int {
	if r.surnames == nil {
		r.surnames = make(map[string][]int)
		const most = 8 // places within a word at which a surname may end: "O’Brien’s" has two
		for start, s := 0, r.t.String(); ; {
			i := strings.IndexByte(s[start:], ' ')
			if i < 0 {
				break
			}
			start += i + 1
			if !upper(s[start:]) {
				continue
			}
			ends, inWord := 0, true
			for i, c := range s[start:] {
				letter := unicode.IsLetter(c) || unicode.IsDigit(c)
				if i > 0 && !letter {
					r.surnames[s[start:start+i]] = append(r.surnames[s[start:start+i]], start+i)
					ends++
				}
				if inWord = !unicode.IsSpace(c) && ends < most; !inWord {
					break
				}
			}
			if inWord {
				r.surnames[s[start:]] = append(r.surnames[s[start:]], len(s))
			}
		}
	}
	return r.surnames[surname]
}

func upper(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first)
}
