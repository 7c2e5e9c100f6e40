package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Dialogue without quotation marks: a paragraph that opens with a dash is said by whom a remark in it names. Newspapers
// set that remark off in three ways, and each reads in its own whether what follows is said, too:
//
//	– Vi kör inte, säger lotsen. …         a comma, and nobody knows: what follows may be the reporter's
//	– Nie pływamy – mówi pilot. – To …     dashes, and another one before what is said
//	— Мы не ходим, — сказал лоцман. — …    the same, after a comma
//	—No zarpamos —dijo el práctico—. Es …  dashes that stick to the remark, and all about it is said
//
// A remark begins with a verb of saying, and names its speaker; between dashes the speaker may stand before the verb, or
// be left out. A paragraph without one is a list as often as dialogue, and nothing is read in it.

// Dialogue returns the parts of a paragraph that are said after a dash, in order, and by whom, in a language that
// Dialogues; nil if it is none. after is where that ends, with the remark.
func (r *Attributor) Dialogue(block Span) (parts []ReportedSpeech, after int) {
	s := r.s[:block.End]
	n := dashAt(s[block.Start:])
	if n == 0 {
		return nil, 0
	}
	const most = 8 // parts; more are no paragraph of a newspaper
	lo, hi := r.between(block.Start, block.End)
	var who Attribution
	for from := block.Start + n; len(parts) < most; {
		from += len(s[from:]) - len(strings.TrimLeft(s[from:], " \u00a0\u202f,.!?…"))
		for lo < hi && r.words[lo].Start < from {
			lo++
		}
		end, sticks := 0, false
		for i := lo + 1; i < hi && end == 0; i++ {
			gap := s[r.words[i-1].End:r.words[i].Start]
			dashed := strings.ContainsAny(gap, "–—―") || gap == " - "
			if !dashed && (gap == " " || strings.Trim(gap, ",!?… ") != "") {
				continue
			}
			if a, ok := r.remark(s, i, hi, dashed); ok && (a.Speaker.End > 0 || dashed) {
				end, lo, sticks = r.words[i-1].End, i, dashed && !strings.HasSuffix(gap, " ")
				end += len(strings.TrimRight(gap, " \u00a0\u202f,–—―-")) // — Partez !
				if a.Speaker.End == 0 {
					a.Speaker = who.Speaker
				}
				who = a
			}
		}
		if end == 0 {
			if len(parts) > 0 && from < block.End { // after the last remark
				parts = append(parts, ReportedSpeech{who.Speaker, who.Cue, Span{from, contentEnd(s, Span{from, block.End})}})
				after = block.End
			}
			return parts, after
		}
		parts = append(parts, ReportedSpeech{who.Speaker, who.Cue, Span{from, end}})
		after = max(who.Cue.End, who.Speaker.End)
		if from = r.resumed(s, after, sticks); from == 0 {
			break
		}
	}
	return parts, after
}

// remark reads who says it in words[i:hi], if a verb of saying stands at their head; between dashes, the speaker may
// stand before it.
func (r *Attributor) remark(s string, i, hi int, dashed bool) (a Attribution, ok bool) {
	const longest = 20 // words: a verb, when it was, an office and a name
	c := r.stretch(s, i, min(hi, i+longest))
	for k := 1; k < len(c.words); k++ {
		if strings.ContainsAny(c.gap(k), "–—―!?…") || c.gap(k) == ". " && !c.joined(k) {
			c.words, c.lower = c.words[:k], c.lower[:k]
		}
	}
	k := 0
	for k < len(c.words)-1 && c.entry(language.BeforeVerbs, k) > 0 && c.joined(k+1) {
		k++
	}
	n, _ := c.verb(k)
	if n == 0 && !dashed || n > 0 && c.capital(0) || k+n < len(c.words) && c.Has(language.That, c.lower[k+n]) {
		return Attribution{}, false
	}
	return c.after()
}

// resumed returns where what is said goes on behind the dash that ends a remark, which stands at s[at:]; 0 if it does not.
// A dash that does not stick to the remark needs a stop before it, for what stands between two may be about the speaker.
func (r *Attributor) resumed(s string, at int, sticks bool) int {
	const longest = 120 // bytes of a remark after its speaker: when and where
	for i, c := range s[at:min(len(s), at+longest)] {
		n := utf8.RuneLen(c)
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:at+i], " \u00a0"))
		switch {
		case !strings.ContainsRune("–—―", c) && !(c == '-' && strings.HasPrefix(s[at+i+1:], " ")):
		case sticks || strings.ContainsRune(".,!?…", before):
			if next := strings.TrimLeft(s[at+i+n:], " \u00a0\u202f,.!?…"); next != "" && unicode.IsLetter(first(next)) {
				return at + i + n
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// dashAt returns how many bytes a dash takes that s begins with; 0 if it begins with none. A hyphen before a space is
// one, as keyboards have it.
func dashAt(s string) int {
	switch c, n := utf8.DecodeRuneInString(s); {
	case strings.ContainsRune("–—―", c), c == '-' && strings.HasPrefix(s, "- "):
		return n
	}
	return 0
}
