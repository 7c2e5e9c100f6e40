package claims

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A coreference holds the speakers whom an article has named so far, and resolves later mentions of them: "he" in "he
// added" is the last man or woman who spoke, "Brown" the person introduced as "Anna Brown", and "the minister" the
// person introduced as one. A mention that fits two people resolves to nobody.
type coreference struct {
	t             *Text
	person, group Span                 // the last person and the last group who spoke; zero if none has
	roles         map[string]*bearer   // by the words of a description: "harbour master"
	described     map[string][]*bearer // by whole descriptions
	// by each word that may be a surname, where it ends in the text; nil until asked for
	surnames map[string][]int
	full     map[string]Span // by surname, the full name that ends with it; zero if there is none
	settled  map[Span]Span   // what mentions were resolved to
	eastern  []Span          // the fullest mentions of each, in Korean, Japanese, Chinese and Thai
	gender   string          // of person, as far as a word beside the name says; see language.Genders
	offices  prose.Offices   // who was introduced with which, in languages other than English
}

// A bearer is the person, or group, who was described with the words of a role.
type bearer struct {
	Span        // the last mention with these words, and its description
	name string // of the first who was described with them
	many bool   // others were described with them too
}

func newCoreference(t *Text) *coreference {
	return &coreference{t: t, roles: make(map[string]*bearer), described: make(map[string][]*bearer),
		full: make(map[string]Span), settled: make(map[Span]Span)}
}

// who returns the fullest mention of the speaker who is mentioned at m and described at full; the zero Span if it is
// unclear who that is. It must be called in reading order.
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
		words, l := r.t.Slice(s), r.t.reader()
		r.describe(s, words)
		role := ""
		if !r.t.indexed().isEnglish() {
			role = r.offices.Introduce(l, r.t.String(), m.Start, prose.Span(r.settled[m]))
		}
		if l.IsGroup(words) {
			r.group = s
		} else {
			gender := cmp.Or(l.Gender(r.t.Slice(m)), l.Gender(role))
			if gender != "" || words != r.t.Slice(r.person) {
				r.gender = gender
			}
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
	l := r.t.reader()
	switch {
	case l.Has(language.Singular, lower):
		if g := l.Gender(lower); g != "" && r.gender != "" && g != r.gender {
			return Span{} // somebody else spoke last
		}
		return r.name(r.person)
	case l.Has(language.PluralWords, lower):
		return r.name(r.group)
	case l.Has(language.NoSpeakers, lower):
		return Span{}
	}
	if l.Eastern() {
		return r.inFull(m, words)
	}
	name := strings.Fields(words)
	if !r.t.indexed().isEnglish() {
		if who, known := r.offices.Holder(l, r.t.String(), lower, m.Start); known {
			return Span(who)
		}
		name = strings.Fields(l.PastAddress(words))
	}
	if len(name) == 0 {
		return m
	}
	if len(name) > 1 && r.t.reader().IsTitle(strings.TrimSuffix(strings.ToLower(name[0]), ".")) {
		name = name[1:]
	}
	if p := r.name(r.person); len(name) == 1 && prose.Caseless(words) && strings.HasSuffix(r.t.Slice(p), " "+words) {
		return p // منصور after سامي منصور
	}
	if last := name[len(name)-1]; len(name) == 1 && upper(last) {
		if s := r.introduced(last, m.Start); s.End > 0 {
			return s
		}
		return m
	}
	if the, words, _ := strings.Cut(lower, " "); l.Has(language.TheRole, the) {
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

// inFull returns the one mention before m that m is short for, in a language that is Eastern; m if there is none, or
// more than one.
func (r *coreference) inFull(m Span, words string) Span {
	const (
		most = 40   // people who are looked through; more speak in no article
		back = 3000 // bytes, a thousand letters, in which a name with the office is looked for
	)
	l, text := r.t.reader(), r.t.String()
	known := r.eastern[max(0, len(r.eastern)-most):]
	if l.Has(language.OfficesAfter, words) {
		near := text[:m.Start]
		for i := max(0, m.Start-back); ; {
			k := strings.Index(near[i:], words)
			if k < 0 {
				break
			}
			i += k + len(words)
			if s := Span(l.Bearer(near, words, i)); s.Len() > len(words) {
				known = append(known[:len(known):len(known)], s)
			}
		}
	}
	found := Span{}
	for _, s := range known {
		full, other := r.t.Slice(s), r.t.Slice(found)
		switch {
		case s.End > m.Start || !l.ShortFor(words, full), full == other, found.End > 0 && l.ShortFor(full, other):
		case found.End == 0 || l.ShortFor(other, full):
			found = s
		default:
			return m // either may be meant
		}
	}
	if found.End > 0 {
		return found
	}
	r.eastern = append(r.eastern, m)
	return m
}

// describe takes note of the words by which the person at s, described with words, may be mentioned later: up to four
// in a row, from any but the first on.
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

// introduced returns the full name before byte before of the text that ends with a surname; the zero Span if there is
// none, or if there are two different ones.
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
			if !upper(w[k:]) || r.t.reader().IsTitle(strings.TrimSuffix(strings.ToLower(w[k:]), ".")) ||
				strings.HasSuffix(w, ",") || r.t.reader().IsFunction(strings.ToLower(w[k:])) {
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

// ends returns the bytes of the text at which a surname ends: after a space before it, and with no letter or digit
// after it. The first call finds all words that may be surnames.
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
