package claims

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// This file decides whose words a quotation of the article is. If the record says that Anna Brown said them and the
// article gives them to Nora Lind, the record is shown as differing, with both names and without its verdict: one of
// the two is wrong, and readers should know. The record keeps its verdict where the article names its speaker by any
// part of the name, names nobody, or says "he" or "the minister", which may well be that speaker. Where the two cannot
// be told apart, the record is refused.
//
// What is read is the rest of the sentence that the quotation stands in, without anything else that is quoted there; if
// nothing is left, the sentence before it, back to the quotation before, or the line that announces it. In English
// prose.Attribute says who speaks. In other languages the speaker is a person named there after no preposition, or, in
// scripts without capitals, whoever the sentence is about.

// A voice says whose words a quotation of the article is, seen from the record that it may belong to.
type voice uint8

const (
	unnamed  voice = iota // nobody is named, or only people who may be the record's speaker
	theirs                // the record's speaker is named
	anothers              // somebody else is named
	unclear               // somebody is named who may or may not be the record's speaker
	denied                // the article says that nobody said the words
)

// differs returns what a voice means for an annotation: whether it differs from the record, or is refused, and in what.
func (v voice) differs(record *Record, here string) (d Difference, differs, refused bool) {
	switch v {
	case anothers:
		return Difference{DiffSpeaker, record.Speaker.Name, here}, true, false
	case unclear:
		return Difference{DiffSpeaker, record.Speaker.Name, here}, false, true
	case denied:
		return Difference{Kind: DiffNegation, Article: here}, true, false
	}
	return d, false, false
}

// voice returns whose words the quotation at s is, seen from a record, and the words of the article that say so: the
// name of somebody else, or a denial; empty for theirs and unnamed. known holds the words of the names of all speakers
// of the dossier, language its BCP 47 tag.
func (x *index) voice(s Span, record *Record, language string, known map[string]bool) (v voice, here string) {
	own := nameWords(x.prose, record.Speaker.Name)
	if len(own) == 0 {
		return unnamed, ""
	}
	h := hearing{index: x, beside: x.around(s), record: record, own: own, language: x.language(language), known: known}
	v, here = h.decide()
	if v == anothers && !prose.SameScript(here, record.Speaker.Name) { // who may be he
		return unclear, here
	}
	if v == anothers && isOffice(record.Speaker.Name) { // whose holder the article may name
		if x.holds(here, record.Speaker.Name) {
			return theirs, ""
		}
		return unclear, here
	}
	return v, here
}

// language returns what an article is written in; what the dossier is in, if that cannot be told.
func (x *index) language(dossier string) string { return cmp.Or(x.prose.Tag, dossier) }

// A hearing finds out whether a quotation of the article is by the speaker of a record.
type hearing struct {
	*index
	beside   beside
	zones    [2]string // the words after the quotation and before it
	record   *Record
	own      []string        // the words of its speaker's name, never none; see nameWords
	language string          // of the article
	known    map[string]bool // the words of the names of all speakers of the dossier

	// What read finds.
	named  bool            // the record's speaker is named beside the quotation
	rival  bool            // and as one who may have said it
	free   bool            // and as one who may be the subject of his sentence
	end    int             // where his name ends
	doubt  string          // somebody else who may have said it, and is named before him
	others []prose.Mention // everybody else who is named there
}

// decide returns what voice does. It asks, in this order:
//
//  1. Do words beside the quotation deny that it was said?
//  2. Who is named beside it, and is anybody among them who cannot be told from the record's speaker (read)?
//  3. Do words such as "quoting" or "was told" hand the quotation on to the person named after them (secondHand)?
//  4. In English: to whom does the attribution give it (english)?
//  5. If the record's speaker is named: may somebody else have said it, his deputy or his office (speaker)?
//  6. If he is not: who is the sentence about, and who else may have said it (another)?
//  7. If nobody is named: whom do "he" or "the minister" stand for (meant)?
//
// The first question that has an answer decides.
func (h *hearing) decide() (v voice, here string) {
	h.zones = [2]string{h.text.Slice(h.at(0)), h.text.Slice(h.at(1))}
	if words := h.prose.Denial(h.zones[1], h.zones[0]); words != "" {
		return denied, words
	}
	for i := range h.zones {
		if who := h.read(i); who != "" {
			return unclear, who
		}
	}
	for i := range h.zones {
		if who := h.secondHand(i); who != "" {
			return unclear, who
		}
	}
	if v, here, ok := h.english(); ok {
		return v, here
	}
	if h.named {
		return h.speaker()
	}
	if v, here = h.another(); v != unnamed {
		return v, here
	}
	return h.meant()
}

// at returns where zone i is in the text.
func (h *hearing) at(i int) Span { return [...]Span{h.beside.after, h.beside.before}[i] }

// read looks for names in zone i. It returns one that cannot be told from that of the record's speaker; "" if there is
// none.
func (h *hearing) read(i int) (unclearName string) {
	name, zone := h.record.Speaker.Name, h.zones[i]
	if prose.Caseless(zone) {
		if h.prose.Names(zone, name) {
			h.named = true
			if who, _ := h.prose.Subject(zone, i == 0); who != "" && !h.prose.Names(who, name) {
				h.doubt = who
			} else if of := h.prose.Owned(zone, name); of != "" {
				h.doubt = of
			}
		}
		return ""
	}
	// If a colon announced the quotation, the text after it is about something else.
	announced := i == 0 && strings.HasSuffix(strings.TrimRight(h.zones[1], " \u00a0\u202f"), ":")
	first := len(h.others) // of those named since the record's speaker
	mentions := h.mentions(h.at(i))
	for k := range mentions {
		m := &mentions[k]
		switch h.sameName(m) {
		case theirs:
			h.named, h.rival, h.end = true, h.rival || m.Free || m.Owner, m.End
			h.free = h.free || m.Free && h.prose.IsSubject(h.spelling(m), m.Name, h.own)
			if !announced {
				h.doubted(h.others[first:])
			}
			first = len(h.others)
		case unclear:
			if m.Free || len(m.Name) > 3 { // two names in a row
				return h.spelling(m)
			}
		case anothers:
			h.others = append(h.others, *m)
		}
	}
	if !h.named && strings.Contains(match.Fold(zone).S, match.Fold(name).S) { // "d’Anna Brown"
		h.named = true
		h.doubted(h.others)
	}
	return ""
}

// doubted notes the first of others who may have said the quotation, unless somebody is noted already.
func (h *hearing) doubted(others []prose.Mention) {
	for k := range others {
		if o := &others[k]; h.doubt == "" && h.mayHaveSaid(o) {
			h.doubt = h.spelling(o)
		}
	}
}

// mayHaveSaid reports whether m may be who said the quotation: a person's name that is not the object of its sentence.
func (h *hearing) mayHaveSaid(m *prose.Mention) bool {
	return m.Free && !m.The && (len(m.Name) > 1 || m.Sure || h.known[m.Name[0]] ||
		h.namesakes(lastWord(h.spelling(m))) != nil)
}

// secondHand returns who said the quotation where words in zone i say that it is handed on: the first person named
// after them. It returns "" if that is the record's speaker, or if there are no such words.
func (h *hearing) secondHand(i int) string {
	if at := h.prose.SecondHand(h.zones[i]); at >= 0 {
		z := h.at(i)
		z.Start += at
		if after := h.mentions(z); len(after) > 0 && h.sameName(&after[0]) != theirs {
			return h.spelling(&after[0])
		}
	}
	return ""
}

// mentions returns who is named in s.
func (h *hearing) mentions(s Span) []prose.Mention {
	return h.prose.Mentions(h.text.String(), s.Start, s.End)
}

// spelling returns a name as the article spells it.
func (h *hearing) spelling(m *prose.Mention) string { return h.text.Slice(Span(m.Span)) }

// english decides by the attribution that Quotes has found; ok is false where that does not tell, as in all languages
// but English.
func (h *hearing) english() (v voice, here string, ok bool) {
	if !sameLanguage(h.language, "en") || h.beside.far {
		return v, here, false
	}
	full := h.beside.quote.Full
	if full.End == 0 {
		full = h.beside.quote.Speaker
	}
	if full.End == 0 || !h.beside.within.Contains(full) {
		return v, here, false
	}
	if v, here = h.attributed(full); v != unnamed {
		return v, here, true
	}
	if who := h.text.Slice(full); !h.named && !prose.Caseless(who) && h.prose.Describes(who) {
		v, here = h.meant()
		return v, here, true
	}
	return v, here, false
}

// speaker decides where the record's speaker is named beside the quotation.
func (h *hearing) speaker() (v voice, here string) {
	if h.doubt == "" {
		for i := range h.others {
			o := &h.others[i]
			// "Anna Brown and her deputy, Nora Lind"
			deputy := h.end < o.Start && h.agent(h.text.Slice(Span{h.end, o.Start})) != ""
			if h.mayHaveSaid(o) && (!h.free || deputy) {
				h.doubt = h.spelling(o)
			}
		}
	}
	if h.doubt != "" {
		return unclear, h.doubt
	}
	if !h.free {
		if a := cmp.Or(h.agent(h.zones[0]), h.agent(h.zones[1])); a != "" {
			return unclear, a
		}
	}
	return theirs, ""
}

// another decides where the record's speaker is not named beside the quotation: by whom a sentence there is about, in
// scripts without capitals, or by who else is named; unnamed if nobody is.
func (h *hearing) another() (v voice, here string) {
	name, far := h.record.Speaker.Name, h.beside.far
	for i, zone := range h.zones {
		if !prose.Caseless(zone) {
			continue
		}
		who, sure := h.prose.Subject(zone, i == 0)
		switch {
		case who == "" || h.prose.Names(who, name):
		case !far && (sure || knownIn(who, h.known)):
			return anothers, who
		default:
			return unclear, who
		}
	}
	for i := range h.others {
		m := &h.others[i]
		switch said := h.mayHaveSaid(m); {
		case far && (said || len(m.Name) > 1 && h.prose.IsPerson(m.Name) &&
			h.prose.Sources(h.text.String()[:m.Start])):
			return unclear, h.spelling(m)
		case said:
			return anothers, h.spelling(m)
		}
	}
	return unnamed, ""
}

// meant decides where the speaker is not named beside the quotation, only called "he" or "the minister". It returns
// unclear, with a name, where these may stand for somebody else: the last person named before the quotation, or the
// first of a later sentence. Otherwise it returns unnamed. For "the minister" it reads the paragraph alone; for "he",
// also the paragraphs above and, if the article never has the surname of the record's speaker, its head, which may say
// who is interviewed.
func (h *hearing) meant() (v voice, here string) {
	const (
		back  = 300 // bytes; two or three sentences
		above = 3   // paragraphs, of which "he" may be told
		head  = 2   // blocks at the top of a page, which say with whom it speaks
	)
	b := &h.beside
	start := b.quote.Span.Start
	block := h.block(start)
	near := Span{max(block.Start, start-back), min(block.End, max(b.after.End, start))}
	v, here, him := h.last(near, b.before.Start, false)
	if v != unnamed || him || !h.prose.Refers(h.zones[1]+" "+h.zones[0]) {
		return v, here
	}
	start = min(start, b.before.Start)
	k, _ := slices.BinarySearchFunc(h.blocks, start, func(s Span, at int) int { return s.End - at - 1 })
	for i := k; i >= max(0, k-above) && v == unnamed && !him; i-- {
		s := h.blocks[min(i, len(h.blocks)-1)]
		s.End = min(s.End, start)
		v, here, him = h.last(Span{max(s.Start, s.End-back), s.End}, start, true)
	}
	if v != unnamed || him || h.stands(match.Fold(h.own[len(h.own)-1]).S) {
		return v, here
	}
	for i := 0; i < min(head, k-above) && v == unnamed && !him; i++ {
		s := h.blocks[i]
		v, here, him = h.last(Span{s.Start, min(s.End, s.Start+back)}, start, true)
	}
	return v, here
}

// last reports who was named last in s: somebody else, before byte before of the text (v is unclear, and here the
// name), or the record's speaker (him). If person is set, only names of people count as somebody else's.
func (h *hearing) last(s Span, before int, person bool) (v voice, here string, him bool) {
	s = h.whole(s)
	line := h.text.Slice(s)
	headed := h.prose.Interview(line)
	if h.prose.Byline(line) {
		return v, here, him
	}
	if prose.Caseless(line) {
		if h.prose.Names(line, h.record.Speaker.Name) {
			return unnamed, "", true
		}
		if who, _ := h.prose.Subject(line, false); who != "" || headed {
			return unclear, cmp.Or(who, line), false
		}
		return unnamed, "", false
	}
	mentions := h.mentions(s)
	for i := range mentions {
		m := &mentions[i]
		if q := spanAt(h.outer, m.Start); q.End > 0 && q.Start <= m.Start {
			continue // named by the person quoted, who speaks of others
		}
		switch same := h.sameName(m); {
		case same == theirs || same == unclear:
			v, here, him = unnamed, "", true
		case same == anothers && m.End <= before && (m.Free && !m.The || headed) &&
			(len(m.Name) > 1 || m.Sure || h.known[m.Name[0]]) &&
			(!person || h.prose.IsPerson(m.Name)) && (!him || h.sentence(m.Start).Start == m.Start):
			v, here = unclear, h.spelling(m)
		}
	}
	return v, here, him
}

// attributed decides by the English attribution of the quotation; full is where its speaker is named and described.
func (h *hearing) attributed(full Span) (v voice, here string) {
	text := h.text.String()
	others, end := -1, 0 // where another's name begins and ends
	mentions := h.mentions(full)
	for i := range mentions {
		m := &mentions[i]
		switch same := h.sameName(m); {
		case same == unclear:
			return unclear, h.spelling(m)
		case same == theirs && others >= 0 &&
			(strings.Contains(text[end:m.Start], ",") || h.prose.Relative(text[end:m.Start])):
			// "Nora Lind, who worked for Anna Brown", but "Harbour Line director Anna Brown"
			return anothers, text[others:end]
		case same == theirs && m.Owner: // "Anna Brown's deputy"
		case same == theirs:
			return theirs, ""
		case same == anothers && others < 0 && !m.Owner && (m.Start == full.Start || m.Free && !m.The):
			others, end = m.Start, m.End
		}
	}
	// "A spokesman" is described by what follows.
	const near = 80 // bytes, in which the name follows of the one he speaks for
	rest := h.whole(Span{full.End, min(full.End+near, len(text))})
	if h.prose.SpeaksFor(text[full.Start:min(full.End+len(" for"), rest.End)]) {
		if follow := h.mentions(rest); len(follow) > 0 {
			if h.sameName(&follow[0]) == theirs &&
				(h.prose.IsGroup(h.record.Speaker.Name) || strings.HasSuffix(h.record.Speaker.Type, "Organization")) {
				return theirs, ""
			}
			return anothers, text[full.Start:follow[0].End]
		}
	}
	switch {
	case others < 0:
		return unnamed, ""
	case h.rival:
		return unclear, text[others:end]
	}
	return anothers, text[others:end]
}

// A beside is a quotation with the text before and after it in which its speaker may be named.
type beside struct {
	quote         *Quote
	before, after Span
	within        Span // where its speaker may be named; for a quotation within another, the words of the outer one
	far           bool // before and after are of other sentences than the quotation
}

// around returns the first quotation that begins in s, or that holds s, with the text beside it.
func (x *index) around(s Span) (b beside) {
	const reach = 400 // bytes; a speaker is named near the quotation, however long the sentence is
	text, quotes := x.text.String(), x.text.allQuotes()
	if x.spoken == nil {
		x.spoken = newIntervals(len(quotes), func(i int) Span { return quotes[i].Span })
		for i := range quotes {
			if !quotes[i].Nested {
				x.outer = append(x.outer, quotes[i].Span)
			}
		}
	}
	outer, inner := -1, -1
found:
	for i := range x.spoken.overlapping(s) {
		switch q := &quotes[i]; {
		case !q.Nested && outer < 0:
			outer = i
		case q.Nested && q.Span.Contains(s):
			inner = i
		case q.Span.Start > s.Start && outer >= 0:
			break found
		}
	}
	block := x.block(s.Start)
	from, to := block.Start, block.End // of the text between the quotations on either side of this one
	b.within = Span{0, len(text)}
	switch {
	case inner >= 0: // somebody quotes somebody
		b.quote = &quotes[inner]
		if outer >= 0 {
			b.within = quotes[outer].Words
			from, to = b.within.Start, b.within.End
		}
	case outer >= 0:
		b.quote = &quotes[outer]
		k, _ := slices.BinarySearchFunc(x.outer, b.quote.Span.Start, func(s Span, at int) int { return s.Start - at })
		if k > 0 {
			from = max(from, x.outer[k-1].End)
		}
		if k++; k < len(x.outer) {
			to = min(to, x.outer[k].Start)
		}
	default: // words that are in no marks here
		b.quote = &Quote{Span: s, Words: s, Closed: true}
	}
	q := b.quote.Span
	start, end := restOfSentence(x.text.Sentences(), q.Start, q.End)
	if end == q.End {
		end = x.text.remark(end)
	}
	if next := x.sentence(q.End); end == q.End && next.Start == q.End {
		end = next.End // 「…。」 and who said so, without a space between
	}
	b.before = x.whole(Span{max(start, from, q.Start-reach), q.Start})
	b.after = x.whole(Span{q.End, min(end, to, q.End+reach)})
	if lettered(x.text.Slice(b.before)) || lettered(x.text.Slice(b.after)) || inner >= 0 {
		return b
	}
	signed := q.End
	if outer < 0 {
		signed = block.End
	}
	line, sure := x.signature(signed)
	if line.End > 0 {
		if b.after = line; sure {
			return b
		}
		b.far = true
	}
	if last := x.sentence(block.End - 1); outer < 0 && last.Start >= q.End && x.prose.Signs(x.text.Slice(last)) {
		b.far, b.after = true, last
	}
	if in, ok := x.prose.FindIncise(x.text.Slice(b.quote.Words)); ok {
		b.after = shifted(in.Whole, b.quote.Words.Start)
		return b
	}
	if near := max(from, q.Start-reach); near < b.before.Start && lettered(text[near:q.Start]) {
		last := x.sentence(near + len(strings.TrimRightFunc(text[near:q.Start], unicode.IsSpace)) - 1)
		b.far, b.before = true, x.whole(Span{max(near, last.Start), q.Start})
	} else if s := x.below(q.End); lettered(text[q.End:max(q.End, block.End)]) &&
		s.End > 0 { // it may end in a later block
		b.far, b.after = true, s
	} else if from == block.Start {
		if above := x.above(block.Start); above.End > 0 {
			b.far, b.before = b.far || text[above.End-1] != ':', above
		}
		if b.after.Len() == 0 || line.End == 0 {
			if below := x.below(block.End); below.End > 0 {
				b.far, b.after = true, below
			}
		}
	}
	return b
}

// above returns the last sentence above the block at byte at that is in the reporter's own words: a heading, or a
// sentence that announces the block; the zero Span if there is none near.
func (x *index) above(at int) Span {
	const (
		reach = 400 // bytes of a sentence
		most  = 4   // quotations, or blocks of them, that stand between
	)
	text := x.text.String()
	k, _ := slices.BinarySearchFunc(x.blocks, at, func(s Span, at int) int { return s.Start - at })
	q, _ := slices.BinarySearchFunc(x.outer, at, func(s Span, at int) int { return s.Start - at })
	for i, end := k-1, 0; i >= max(0, k-most); i-- {
		block := x.blocks[i]
		for end = block.End; end > block.Start; q-- {
			start := block.Start
			if q > 0 {
				start = max(start, x.outer[q-1].End)
			}
			if start = max(start, end-reach); start < end && lettered(text[start:end]) {
				s := x.whole(Span{start, end})
				s.End = s.Start + len(strings.TrimRightFunc(text[s.Start:s.End], unicode.IsSpace))
				s.Start = max(s.Start, x.sentence(s.End-1).Start)
				return s
			}
			if q == 0 {
				break
			}
			end = x.outer[q-1].Start
		}
	}
	return Span{}
}

// below returns the sentence at byte at, below a quotation, if it says whose words that was: "Those were the words of
// Nora Lind."; otherwise the zero Span.
func (x *index) below(at int) Span {
	const longest = 100 // bytes
	text := x.text.String()
	at += len(text[at:]) - len(strings.TrimLeft(text[at:], "。．. \r\n\t")) // 「…」。佐藤氏はそう言った。
	if s := x.sentence(at); s.Start == at && s.Len() <= longest && x.prose.LooksBack(text[s.Start:s.End]) {
		return s
	}
	return Span{}
}

// signature returns the line that signs a quotation, "— Anna Brown", where the quotation ends its block at byte end and
// the line stands below it; the zero Span if none does. sure says that the line is nothing else: "Anna Brown" without
// the dash may be the heading of what comes next.
func (x *index) signature(end int) (line Span, sure bool) {
	const (
		longest = 100 // bytes: a name, an office, a day
		most    = 4   // paragraphs of what is signed
	)
	text := x.text.String()
	block := x.block(max(0, end-1)) // a long quotation begins in another
	if end > block.End || lettered(text[end:block.End]) {
		return Span{}, false
	}
	next := x.block(len(text) - len(strings.TrimLeftFunc(text[block.End:], unicode.IsSpace)))
	for range most { // paragraphs that are quoted too
		q := spanAt(x.outer, next.Start)
		if next.Start < block.End || q.Start != next.Start || lettered(text[min(q.End, next.End):next.End]) {
			break
		}
		block = x.block(max(next.Start, q.End-1))
		next = x.block(len(text) - len(strings.TrimLeftFunc(text[block.End:], unicode.IsSpace)))
	}
	if next.Start < block.End || next.Len() > longest {
		return Span{}, false
	}
	next = x.whole(next)
	dash, _ := utf8.DecodeRuneInString(text[next.Start:])
	if strings.ContainsRune("—–―-~‒⸺", dash) {
		return next, true
	}
	if line := text[next.Start:next.End]; x.prose.Signs(line) || prose.Caseless(line) &&
		x.prose.Signed(line) != "" {
		return next, false
	}
	return Span{}, false
}

func lettered(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// speakers returns the words of the names of everybody who is quoted in d, as nameWords has them.
func (d *Dossier) speakers() map[string]bool {
	out := make(map[string]bool)
	for r := range d.live() {
		if r.Kind == Quotation {
			for _, name := range d.Wordings(r.ID, r.Speaker.Name) {
				for _, w := range nameWords(readerIn(d.Language), name) {
					out[w] = true
				}
			}
		}
	}
	return out
}

// nameWords returns the words of a name in lower case, without titles: "Dame Anna Brown" is anna and brown. Where an
// office is all there is, it returns the words of the office.
func nameWords(r *prose.Reader, name string) []string {
	for _, m := range r.Mentions(name, 0, len(name)) {
		if len(m.Name) > 0 {
			return slices.Concat(m.Name, wordsOf(name[m.End:]))
		}
	}
	return wordsOf(name)
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '’'
	})
}

// sameName returns whether a name in the article is that of the record's speaker: theirs
// if it is a part of that name or more than it, anothers, unclear, or unnamed for an office without a name. One surname
// with two first names is unclear, since people have nicknames and families; so is a surname that two people of the
// article share.
func (h *hearing) sameName(m *prose.Mention) voice {
	here, own, text := m.Name, h.own, h.spelling(m)
	if len(here) == 0 {
		return unnamed // an office alone
	}
	// number of words in both, the first of them in here, and all of them to the letter
	shared, from, exact := 0, 0, true
	for i, w := range here {
		k := slices.IndexFunc(own, func(o string) bool { return sameForm(w, o) })
		if k < 0 {
			continue
		}
		if shared++; shared == 1 {
			from = i
			exact = exact && (k == 0 || i == 0)
		}
		exact = exact && w == own[k]
	}
	last := here[len(here)-1]
	surname := sameForm(last, own[len(own)-1])
	switch {
	case shared == 0:
		if len(here) == 1 && len(own) > 2 && initials(own) == here[0] {
			return theirs // the SNB
		}
		return anothers
	case len(here) == 1:
		if surname && len(own) > 1 {
			if first := h.namesakes(lastWord(text)); len(first) > 1 &&
				slices.ContainsFunc(first, func(f string) bool { return !sameFirst(f, own[:len(own)-1]) }) {
				return unclear
			}
		}
		return theirs
	case shared > 0 && (!exact || !m.Free) && len(here)-from-shared > 1, // "Anna Browns Stellvertreter Carl Dorn"
		shared > 0 && !exact && h.agent(text) != "",
		from > 1 && !sameLanguage(h.language, "en") &&
			(!exact || sameLanguage(h.language, "de") && !m.The ||
				own[0] < cyrillic && h.prose.Says(h.text.String()[:m.Start])) &&
			h.prose.End(language.GenitiveEndings, here[0]) == "" && !h.prose.Office(here[from-1]): // "сказал Карл Дорн Анне Браун"
		return unclear
	case shared > 1, shared == len(own):
		return theirs
	case !surname:
		return anothers // David Luiz is not Luiz Felipe Scolari
	case slices.ContainsFunc(here[:len(here)-1], func(h string) bool { return sameFirst(h, own[:len(own)-1]) }),
		sameLanguage(h.language, "de"):
		return theirs // in German any noun may stand before a name
	}
	return unclear
}

// agent returns the word of s for a person who speaks for another or works with him, "deputy", "office"; "" if there is
// none, or if it is a word of the record's speaker: "Harbour office".
func (h *hearing) agent(s string) string {
	if a := h.prose.Agent(s); !slices.Contains(h.own, a) {
		return a
	}
	return ""
}

const cyrillic = "Ѐ" // the first of its letters; with them a name's ending says whether it is the subject

func lastWord(s string) string { return s[strings.LastIndexAny(s, " \u00a0")+1:] }

// sameForm reports whether two words of names are one, but for an ending: "Brown", "Browns"; "Медведев", "Медведева".
func sameForm(a, b string) bool {
	const ending, shortest = 3, 4 // letters; one of Cyrillic has two bytes
	if a == b {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(a); unicode.Is(unicode.Cyrillic, r) { // Анна, Анны
		common := 0
		for common < min(len(a), len(b)) && a[common] == b[common] {
			common++
		}
		return common/2 >= ending && max(len(a), len(b))-common <= 2*ending
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return utf8.RuneCountInString(a) >= shortest && strings.HasPrefix(b, a) &&
		utf8.RuneCountInString(b)-utf8.RuneCountInString(a) <= ending
}

// sameFirst reports whether a first name may be one of others, or short for one: "Joe", "J", "Joseph".
func sameFirst(name string, others []string) bool {
	return slices.ContainsFunc(others, func(o string) bool {
		n, m := []rune(name), []rune(o)
		return len(n) > 0 && len(m) > 0 && n[0] == m[0] && (len(n) == 1 || len(m) == 1 || n[1] == m[1])
	})
}

func initials(words []string) string {
	out := ""
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		out += string(r)
	}
	return out
}

// namesakes returns the first names of the people whom the article names in full with a surname; surname is spelled as
// in the article. It returns at most mostNamesakes names, each once.
func (x *index) namesakes(surname string) []string {
	out, ok := x.named[surname]
	if ok {
		return out
	}
	const full = 60 // bytes of what may stand before a surname
	s := x.text.Slice(x.whole(Span{0, min(len(x.text.String()), longestRead)}))
	for at := 0; len(out) < mostNamesakes; {
		i := strings.Index(s[at:], surname)
		if i < 0 {
			break
		}
		end := at + i + len(surname)
		from := x.whole(Span{max(0, at+i-full), end})
		for _, m := range x.prose.Mentions(s, from.Start, end) {
			if n := len(m.Name); m.End == end && n > 1 && m.Name[n-1] == strings.ToLower(surname) && !m.The &&
				!slices.Contains(out, m.Name[0]) {
				out = append(out, m.Name[0])
			}
		}
		at = end
	}
	if x.named == nil {
		x.named = make(map[string][]string)
	}
	x.named[surname] = out
	return out
}

// mostNamesakes bounds the search for people of one surname: with two, it is already unclear who is meant.
const mostNamesakes = 3

// isOffice reports whether a record's speaker has no name: "Harbour master", "the council".
func isOffice(name string) bool {
	r, _ := utf8.DecodeRuneInString(lastWord(name))
	return unicode.IsLower(r)
}

// holds reports whether the article says somewhere that the person of that name holds an office.
func (x *index) holds(name, office string) bool {
	const near = 80 // bytes
	s, end := x.folded.S[:min(len(x.folded.S), longestRead)], 0
	name, office = match.Fold(lastWord(name)).S, match.Fold(office).S
	for i := strings.Index(s, office); i >= 0; i = strings.Index(s[end:], office) {
		start := end + i
		end = start + len(office)
		before, after := s[max(0, start-near):start], s[end:min(len(s), end+near)]
		if k := strings.LastIndex(before, name); k >= 0 && x.prose.Holds(before[k+len(name):]) {
			return true // "Ines Holm is the harbour master"
		}
		if between, _, ok := strings.Cut(after, name); ok && x.prose.Holds(between) {
			return true // "the harbour master of Oslo, Ines Holm"
		}
	}
	return false
}

// knownIn reports whether who has one of the known words among its own; in scripts without spaces, whether one stands
// anywhere in it.
func knownIn(who string, known map[string]bool) bool {
	const shortest = 2 // characters
	for w := range known {
		if prose.Caseless(w) && utf8.RuneCountInString(w) >= shortest && strings.Contains(who, w) {
			return true
		}
	}
	return slices.ContainsFunc(wordsOf(who), func(w string) bool { return known[w] })
}
