package claims

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
)

// A story is an article read beside the dossier that is about it, for claims in other words (restate.go).
type story struct {
	prose   *prose.Reader
	lexicon *lexicon.Table
	names   map[string]bool // words that are written with a capital within a sentence
	told    map[string]bool // stems of names in the dossier
	strict  bool            // no lexicon knows the words of the language
	cutter  wordCutter
	clauses []clause
	known   map[string]int // how many clauses and records have a stem
	all     int            // number of clauses and records
	values  int            // number of values in the clauses
	left    int            // steps that the search for claims may still take (mostSteps); below 0 it stops
	index   storyIndex
}

// A clause is a sentence of the article, or a part of one between semicolons or colons.
type clause struct {
	Span
	*phrase
}

// A phrase is a text read for what it says.
type phrase struct {
	folded string
	words  []match.Word
	units  []unit
	values []value
	loose  []string // numbers that are part of no value
	nots   []int    // words that negate
	agree  []int    // words that negate alone, and only agree with another negation
	lacks  []int    // "without"
	halves []int    // words that negate together with one of agree
	modals []modal
}

// A unit is a word that carries meaning, as a stem.
type unit struct {
	stem   string
	phrase string // the stem with the particle after it, "give_up"; empty where there is none
	kind   wordKind
	at     int // in words
	to     int // the first word after it

	whole   bool  // no word begins like it that says the same
	open    bool  // letters between two words, where no spaces set them apart
	contra  int   // the number of language.Contraries; its opposite has that below nought
	sense   int32 // the number of language.Synonyms
	moves   int   // 1 if it says that something became more, -1 if it says less, else 0
	decides bool  // it says that somebody settled something: "approve", "veto"
}

// A modality is what keeps a clause from saying that something is so.
type modality uint8

const (
	willBe modality = 1 << iota
	mayBe
)

type modal struct {
	modality
	at int // in words
}

// readStory reads an article and the records of a dossier, and returns the wordings of each record: its text and, for a
// claim, the words that it was anchored on.
func readStory(t *Text, d *Dossier, words *lexicon.Table) (s *story, wordings [][]*phrase) {
	s = &story{
		prose:   t.reader(),
		lexicon: words,
		strict:  words == nil,
		cutter:  wordCutter{prose: t.reader(), keys: meantBy},
		names:   make(map[string]bool),
		told:    make(map[string]bool),
		known:   make(map[string]int),
	}
	sentences := t.Sentences()
	for _, x := range sentences {
		s.learn(t.Slice(x), false)
	}
	for i := range d.Records {
		r := &d.Records[i]
		s.learn(r.Text, !s.strict) // a claim begins with any word
		s.learn(r.Speaker.Name, true)
		s.learn(r.Anchor.Prefix+r.Anchor.Exact+r.Anchor.Suffix, !s.strict)
	}
	for _, x := range sentences {
		for _, at := range t.clauses(x) {
			c := clause{at, s.read(t.Slice(at))}
			s.clauses = append(s.clauses, c)
			s.values += len(c.phrase.values)
			s.count(c.phrase)
		}
	}
	for i := range d.Records {
		r := &d.Records[i]
		w := []*phrase{s.read(r.Text)}
		if r.Kind == Claim && r.Anchor.Exact != "" {
			w = append(w, s.read(r.Anchor.Exact))
		}
		s.count(w...)
		for _, p := range w {
			for k := range p.units {
				if p.units[k].kind == nameWord {
					s.told[p.units[k].stem] = true
				}
			}
		}
		wordings = append(wordings, w)
	}
	s.index.build(s)
	return s, wordings
}

// learn notes which words of a text are names: those with a capital, except the first word of a sentence; first says
// that the first word of the text counts too.
func (s *story) learn(text string, first bool) {
	f := match.Fold(text)
	words := match.Words(f)
	upper := 0
	for i := range words {
		if words[i].Upper {
			upper++
		}
	}
	most := len(words) / 2
	if s.strict {
		most = len(words) * 4 / 5 // only English capitalises each word of a headline
	}
	if !first && upper > most { // a headline in capitals
		return
	}
	for i := range words {
		w := &words[i]
		inside := first || i > 0 && words[i-1].Kind != match.Mark
		if inside && w.Kind == match.Letters && s.capital(f, w) && !s.prose.IsTitle(w.Text) &&
			(!s.prose.Has(language.Capitals, "nouns") || s.besides(words, i)) {
			s.names[s.withoutPossessive(s.prose.Bare(w.Text))] = true
		}
	}
}

// capital reports whether a word has a capital, after what is written on to it before it: "l'Europe".
func (s *story) capital(f *match.Folded, w *match.Word) bool {
	if clitic := len(w.Text) - len(s.prose.Bare(w.Text)); clitic > 0 {
		from, _ := f.Range(w.Start+clitic, w.Start+clitic+1)
		c, _ := utf8.DecodeRuneInString(f.Source()[from:])
		return unicode.IsUpper(c)
	}
	return w.Upper
}

// besides reports whether word i is beside another with a capital, and neither counts or measures anything: where nouns
// have capitals, that is a name.
func (s *story) besides(words []match.Word, i int) bool {
	name := func(k int) bool {
		if k < 0 || k >= len(words) || !words[k].Upper || words[k].Kind != match.Letters {
			return false
		}
		t := words[k].Text
		return s.prose.Classify(t) == prose.Open && !s.prose.IsFunction(t) && !s.prose.IsMonth(t) &&
			s.prose.Weekday(t) < 0 &&
			!s.prose.Has(language.Units, t) && !s.prose.Has(language.Scales, t)
	}
	// "Roes Durchbruch": what is somebody's is no name.
	after := name(i-1) && words[i].Start == words[i-1].End+1 && s.prose.End(language.GenitiveEndings, words[i-1].Text) == ""
	return name(i) && (after || name(i+1) && words[i+1].Start == words[i].End+1)
}

func (s *story) withoutPossessive(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, s.prose.End(language.PossessiveEndings, w)), "'")
}

// clauses cuts a sentence at semicolons and colons, unless a piece would be too short to say something.
func (t *Text) clauses(sentence Span) []Span {
	const shortest = 20 // bytes: "the ferry sank again"
	var out []Span
	from := sentence.Start
	words := t.Slice(sentence)
	for i := range len(words) - 1 {
		at := sentence.Start + i
		ends := (words[i] == ';' || words[i] == ':') && words[i+1] == ' ' ||
			strings.HasPrefix(words[i:], "；") || strings.HasPrefix(words[i:], "؛ ")
		if ends && at-from >= shortest && sentence.End-at >= shortest {
			out = append(out, Span{from, at})
			_, n := utf8.DecodeRuneInString(words[i:])
			from = at + n
			if words[i+n] == ' ' {
				from++
			}
		}
	}
	return append(out, Span{from, sentence.End})
}

// read reads a text for what it says.
func (s *story) read(text string) *phrase {
	f := match.Fold(text)
	p := &phrase{folded: f.S, words: match.Words(f)}
	p.values = values(s.prose, f, p.words)
	valued, next := 0, 0 // words before valued are part of a value
	for _, c := range s.pieces(p) {
		i := c.at
		w := &p.words[i]
		for next < len(p.values) && p.values[next].from <= i {
			valued = p.values[next].to
			next++
		}
		if i >= valued && w.Kind == match.Number {
			p.loose = append(p.loose, w.Text)
		}
		t := s.withoutPossessive(c.text)
		switch future := s.prose.End(language.FutureEndings, t); {
		case s.prose.Has(language.Will, t), future != "" && len(t)-len(future) >= begins:
			p.modals = append(p.modals, modal{willBe, i})
		case s.prose.Has(language.Possible, t):
			p.modals = append(p.modals, modal{mayBe, i})
		}
		if s.strict && s.turnsBeside(p, c) {
			continue
		}
		denies := s.prose.Has(language.Denials, t)
		negates := s.negates(c.text) && !s.prose.Has(language.Lacking, t)
		yetTo := i+1 < len(p.words) && s.prose.Has(language.NotYet, t) && s.prose.Has(language.Infinitives, p.words[i+1].Text)
		if denies || negates || yetTo {
			p.nots = append(p.nots, i)
			if negates && !denies {
				continue
			}
		}
		bare := s.prose.Bare(t)
		if i < valued || w.Kind == match.Mark || w.Kind == match.Number || len(bare) == 1 ||
			s.prose.Classify(bare) == prose.Grammar || s.strict && s.prose.IsFunction(bare) ||
			s.prose.IsArticle(bare) || shortened(s.prose, c.text) {
			continue
		}
		u := unit{stem: s.stem(t), at: i, to: c.to, open: c.open, whole: c.whole,
			kind: kindOf(s.prose, &match.Word{Text: bare, Kind: w.Kind})}
		if s.strict && s.prose.IsLight(bare) {
			u.kind = lightWord
		}
		switch a := s.prose.Of(language.Aliases, bare); {
		case a != "":
			u.stem, u.kind = a, nameWord
		case s.prose.Has(language.Comparatives, bare):
			u.stem = bare // "fewer" says more than "few"
		case s.capital(f, w) && s.names[bare] && !s.prose.IsTitle(bare) && u.kind != measureWord && u.kind != numberWord &&
			!(s.strict && u.kind == lightWord):
			u.kind = nameWord
		}
		if i+1 < len(p.words) && s.prose.Has(language.Particles, p.words[i+1].Text) {
			u.phrase = u.stem + "_" + p.words[i+1].Text
		}
		word := ""
		if s.strict {
			word = bare
		}
		u.weighs(s.prose, word)
		if s.strict {
			u.contra = s.prose.Number(language.Contraries, bare)
			u.sense = int32(cmp.Or(s.prose.Number(language.Synonyms, bare), s.prose.Number(language.Synonyms, u.stem)))
		}
		p.units = append(p.units, u)
	}
	p.since(s.prose)
	return p
}

// since reads "not since 1976 had a Democrat" and "the first Democrat since 1976" as what they say: the first since
// then, when the last was.
func (p *phrase) since(r *prose.Reader) {
	const far = 12 // words between the two
	isSince := func(w match.Word) bool { return r.Has(language.Since, w.Text) }
	follows := func(i int) bool {
		return slices.ContainsFunc(p.words[i+1:min(len(p.words), i+far)], isSince)
	}
	add := func(i int, stem string) {
		p.units = append(p.units, unit{stem: stem, kind: measureWord, at: i})
	}
	for n, i := range p.nots {
		if follows(i) {
			p.nots = slices.Delete(p.nots, n, n+1)
			r.Find(language.Firsts, func(first string) bool {
				add(i, first)
				add(i, r.Of(language.Firsts, first))
				return true
			})
			return
		}
	}
	for i := range p.words {
		if last := r.Of(language.Firsts, p.words[i].Text); last != "" && follows(i) {
			add(i, last)
			return
		}
	}
}

func (p *phrase) modality() (all modality) {
	for _, m := range p.modals {
		all |= m.modality
	}
	return all
}

// spell returns the words of a value.
func (p *phrase) spell(v *value) string { return p.folded[p.words[v.from].Start:p.words[v.to-1].End] }

// has reports whether a phrase has a value.
func (p *phrase) has(v *value) bool {
	return slices.ContainsFunc(p.values, func(o value) bool { return v.equal(&o) })
}

// count adds a clause, or the wordings of a record, to the counts behind rarity.
func (s *story) count(wordings ...*phrase) {
	seen := make(map[string]bool)
	for _, p := range wordings {
		for i := range p.units {
			if stem := p.units[i].stem; !seen[stem] {
				seen[stem] = true
				s.known[stem]++
			}
		}
	}
	s.all++
}

// rarity returns 1 for a stem that one clause or record of the story has, 0 for one that all have, on a scale of
// logarithms in between (inverse document frequency).
func (s *story) rarity(stem string) float64 {
	n := float64(s.all + 1)
	return math.Log(n/float64(max(1, s.known[stem]))) / math.Log(n)
}

// weight returns what a unit counts: what words of its kind do, times its rarity. A word that stands everywhere still
// counts a little.
func (s *story) weight(u *unit) float64 {
	const everywhere = 0.3
	return weights[u.kind] * (everywhere + s.rarity(u.stem))
}

// A storyIndex finds the units of clauses that may say what a unit of a record says, without holding each against each.
type storyIndex struct {
	stems  map[string][]unitAt // stems, and verbs with their particles
	groups map[int32][]unitAt  // of the lexicon, or of language.Synonyms
	begins map[string][]unitAt // the first letters of long stems
	kinds  map[string][]unitAt // what a stem is a kind of
	moves  [2][]unitAt         // words for less and for more
}

type unitAt struct{ clause, unit int32 }

// begins is how many letters two long words, or two names, must have in common to be of one family.
const begins = 4

func (x *storyIndex) build(s *story) {
	*x = storyIndex{
		stems:  make(map[string][]unitAt),
		groups: make(map[int32][]unitAt),
		begins: make(map[string][]unitAt),
		kinds:  make(map[string][]unitAt),
	}
	for c := range s.clauses {
		for k := range s.clauses[c].units {
			u, at := &s.clauses[c].units[k], unitAt{int32(c), int32(k)}
			for _, stem := range [...]string{u.stem, u.phrase} {
				if stem == "" {
					continue
				}
				x.stems[stem] = append(x.stems[stem], at)
				for _, g := range s.groups(stem) {
					x.groups[g] = append(x.groups[g], at)
				}
			}
			if len(u.stem) >= begins {
				x.begins[u.stem[:begins]] = append(x.begins[u.stem[:begins]], at)
			}
			for _, kind := range s.lexicon.Kinds(u.stem) {
				x.kinds[kind] = append(x.kinds[kind], at)
			}
			if u.sense != 0 {
				x.groups[u.sense] = append(x.groups[u.sense], at)
			}
			if d := u.moves; d != 0 {
				x.moves[(d+1)/2] = append(x.moves[(d+1)/2], at)
			}
		}
	}
}

// groups returns the groups of words that may stand for a stem; none for "last", which is found for a verb, too.
func (s *story) groups(stem string) []int32 {
	if s.prose.Has(language.Last, stem) {
		return nil
	}
	return s.lexicon.Groups(stem)
}

// How far two units say the same.
const (
	sameUnit    = 1
	otherWord   = 0.9 // a synonym, or another form of a name
	derivedWord = 0.8 // a word that begins alike, or moves the same way
	kindWord    = 0.6 // "banquet", "dinner"
)

// said calls each with the units of clauses that say a unit of a record, and how far they do: at least kindWord. The
// calls are in no order, and there may be several for a clause.
func (s *story) said(u *unit, each func(at unitAt, like float64)) {
	x := &s.index
	all := func(list []unitAt, like float64) {
		for _, at := range list {
			each(at, like)
		}
	}
	all(x.stems[u.stem], sameUnit)
	if len(u.stem) >= begins {
		for _, at := range x.begins[u.stem[:begins]] {
			if like := oneFamily(s.prose, u, &s.clauses[at.clause].units[at.unit]); like > 0 {
				each(at, like)
			}
		}
	}
	if u.kind == nameWord {
		return
	}
	for _, stem := range [...]string{u.stem, u.phrase} {
		if stem == "" {
			continue
		}
		for _, g := range s.groups(stem) {
			all(x.groups[g], otherWord)
		}
	}
	if u.phrase != "" {
		all(x.stems[u.phrase], otherWord)
	}
	if u.sense != 0 {
		all(x.groups[u.sense], otherWord)
	}
	if d := u.moves; d != 0 {
		all(x.moves[(d+1)/2], derivedWord)
	}
	all(x.kinds[u.stem], kindWord)
	for _, kind := range s.lexicon.Kinds(u.stem) {
		all(x.stems[kind], kindWord)
	}
}

// oneFamily returns how far two stems that begin alike say the same; 0 if they only begin alike. "China" and "Chinese" do,
// "Johnson" and "Johnston" do not.
func oneFamily(r *prose.Reader, a, b *unit) float64 {
	if a.whole || b.whole {
		return 0
	}
	const (
		long   = 6 // letters
		ending = 3 // letters in which long words may differ
	)
	n := 0
	for n < min(len(a.stem), len(b.stem)) && a.stem[n] == b.stem[n] {
		n++
	}
	switch {
	case a.kind == nameWord && b.kind == nameWord && (a.stem == b.stem || r.Has(language.DemonymEndings, a.stem[n:]) || r.Has(language.DemonymEndings, b.stem[n:])):
		return otherWord
	case a.kind != nameWord && b.kind != nameWord &&
		min(len(a.stem), len(b.stem)) >= long && n >= max(len(a.stem), len(b.stem))-ending:
		return derivedWord
	}
	return 0
}

// turns reports whether a word may turn a clause round, since it has an opposite.
func (u *unit) turns() bool { return u.decides || u.kind == oppositeWord && u.moves == 0 }

// weighs sets what a word says of more and less, and of decisions, by its stem, alone and with the particle after it.
func (u *unit) weighs(r *prose.Reader, word string) {
	for _, w := range [...]string{u.stem, strings.ReplaceAll(u.phrase, "_", " "), word} {
		switch {
		case u.moves != 0:
		case r.Has(language.More, w):
			u.moves = 1
		case r.Has(language.Less, w):
			u.moves = -1
		}
		u.decides = u.decides || r.Has(language.Decisions, w)
	}
}
