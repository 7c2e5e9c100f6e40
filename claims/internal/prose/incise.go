package prose

import (
	"strings"

	"sourcemark/claims/language"
)

// incise is FindIncise for other languages than English.
func (r *Reader) incise(s string) (in Incise, ok bool) {
	const longest = 10 // words: a verb, an office and a name
	words := r.tokens(s, 0, len(s))
	for i := 1; i < len(words); i++ {
		opens := delimiter(s[words[i-1].End:words[i].Start])
		if opens == "" {
			continue
		}
		k := i
		if r.Has(language.Auxiliaries, lowerText(s, words[k])) {
			k++
		}
		if k == len(words) {
			break
		}
		switch verb, _, inverted := strings.Cut(lowerText(s, words[k]), "-"); {
		case inverted && r.Has(language.Auxiliaries, verb): // a-t-elle ajouté
			in.Speaker = words[k]
			k++
		case inverted && r.Has(language.Saying, verb): // dit-il
			in.Speaker = words[k]
		}
		if k == len(words) || !r.Has(language.Saying, lowerText(s, words[k])) && in.Speaker.End == 0 {
			in = Incise{}
			continue
		}
		end := k + 1
		for end < len(words) && end <= i+longest && delimiter(s[words[end-1].End:words[end].Start]) == "" {
			end++
		}
		if end >= len(words) || end > i+longest || delimiter(s[words[end-1].End:words[end].Start]) != opens {
			in = Incise{}
			continue
		}
		in.Cue = Span{words[i].Start, words[min(k, end-1)].End}
		if in.Speaker.End > 0 {
			in.Speaker = in.Speaker.clitic(s)
		} else if in.Speaker = r.foreignName(s, words[k+1:end]); in.Speaker.End == 0 {
			in = Incise{}
			continue
		}
		in.Full = in.Speaker
		in.Whole = Span{words[i-1].End, words[end].Start}
		return in, true
	}
	return in, false
}

// clitic returns the pronoun that is joined to a verb: dit-il, a-t-elle.
func (w Span) clitic(s string) Span {
	return Span{w.Start + strings.LastIndexByte(w.text(s), '-') + 1, w.End}
}

// delimiter returns what sets an incise off in the text between two words: a comma or a dash; "" if neither does.
func delimiter(between string) string {
	switch {
	case strings.ContainsAny(between, "—–"):
		return "—"
	case strings.HasPrefix(between, ",") && strings.TrimSpace(between) == ",":
		return ","
	}
	return ""
}
