package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/prose"
)

// A roll is the speakers of an article so far, by which later mentions are resolved: "he" in "he added" is the last
// who fits, "Brown" is whoever was introduced as "Anna Brown", and so is "the minister" if she was introduced
// as one. What might be two people is nobody.
type roll struct {
	t             *Text
	named         map[string]named // the speakers that were named, by their words, each as fully as somewhere before
	person, group Span             // the last of them who is one
	turns         int
	full          map[string]Span // the full name that ends with a surname; zero if there is none
	settled       map[Span]Span   // mentions that were resolved
}

type named struct {
	Span         // where it was last
	turn  int    // counts all that are named
	lower string // the words in lower case
}

func newRoll(t *Text) *roll {
	return &roll{t: t, named: make(map[string]named), full: make(map[string]Span), settled: make(map[Span]Span)}
}

// who is the fullest mention of the speaker who is mentioned at m and described at full; zero if he cannot be told.
// Mentions are to be asked for in reading order.
func (r *roll) who(m, full Span) Span {
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
		n, ok := r.named[words]
		if !ok {
			n.lower = strings.ToLower(words)
		}
		r.turns++
		n.Span, n.turn = s, r.turns
		r.named[words] = n
		if prose.IsGroup(words) {
			r.group = s
		} else {
			r.person = s
		}
	}
	return r.settled[m]
}

func (r *roll) resolve(m Span) Span {
	words := r.t.Slice(m)
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
	if len(name) > 1 && prose.IsTitle(strings.TrimSuffix(strings.ToLower(name[0]), ".")) {
		name = name[1:]
	}
	if last := name[len(name)-1]; len(name) == 1 && upper(last) {
		if s := r.introduced(last, m.Start); s.End > 0 {
			return s
		}
		return m
	}
	if role, ok := strings.CutPrefix(lower, "the "); ok {
		// "the minister": whoever was introduced with the word, if that is one person.
		var found named
		for _, s := range r.named {
			if !strings.Contains(s.lower, " "+role) {
				continue
			}
			if found.End > 0 && nameOf(r.t.Slice(found.Span)) != nameOf(r.t.Slice(s.Span)) {
				return Span{}
			}
			if s.turn > found.turn {
				found = s
			}
		}
		if found.End > 0 {
			return r.name(found.Span)
		}
	}
	return m
}

// name is the name in a description.
func (r *roll) name(s Span) Span { return Span{s.Start, s.Start + len(nameOf(r.t.Slice(s)))} }

// nameOf is a description without its appositions: "Anna Brown, a lawyer" is Anna Brown.
func nameOf(description string) string {
	name, _, _ := strings.Cut(description, ",")
	return name
}

// introduced is the full name that ends with a surname and stands before a place in the text; zero if there is none,
// or if there are two.
func (r *roll) introduced(surname string, before int) Span {
	if s, ok := r.full[surname]; ok && s.End <= before {
		return s
	}
	text := r.t.String()[:before]
	var found Span
	for at := 0; ; {
		i := strings.Index(text[at:], " "+surname)
		if i < 0 {
			break
		}
		end := at + i + 1 + len(surname)
		at = end
		if next, _ := utf8.DecodeRuneInString(text[end:]); unicode.IsLetter(next) || unicode.IsDigit(next) {
			continue
		}
		start := end - len(surname)
		for {
			w := strings.TrimRight(text[:start], " ")
			if len(w) != start-1 {
				break
			}
			k := 0
			if gap := strings.LastIndexAny(w, " \n“”\"("); gap >= 0 {
				_, n := utf8.DecodeRuneInString(w[gap:])
				k = gap + n
			}
			if !upper(w[k:]) || prose.IsTitle(strings.TrimSuffix(strings.ToLower(w[k:]), ".")) || strings.HasSuffix(w, ",") || prose.IsFunction(strings.ToLower(w[k:])) {
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

func upper(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first)
}
