package prose

import "strings"

// An Incise is an attribution that the reporter puts into the words of a quotation without closing its marks: « Nous ne
// pouvons pas, a déclaré la maire, attendre » ; «No podemos —dijo la alcaldesa— esperar»; «Мы не можем, — сказала мэр,
// — ждать».
type Incise struct {
	Whole Span // with the commas or dashes around it
	Attribution
}

// FindIncise returns the first incise in the words of a quotation. English has none: there the marks close.
func FindIncise(s string) (in Incise, ok bool) {
	const longest = 10 // words: a verb, an office and a name
	words := tokens(s, 0, len(s))
	for i := 1; i < len(words); i++ {
		opens := delimiter(s[words[i-1].End:words[i].Start])
		if opens == "" {
			continue
		}
		k := i
		if foreignAuxiliaries.has(lowerText(s, words[k])) {
			k++
		}
		if k == len(words) {
			break
		}
		switch verb, _, inverted := strings.Cut(lowerText(s, words[k]), "-"); {
		case inverted && foreignAuxiliaries.has(verb): // a-t-elle ajouté
			in.Speaker = words[k]
			k++
		case inverted && foreignCues.has(verb): // dit-il
			in.Speaker = words[k]
		}
		if k == len(words) || !foreignCues.has(lowerText(s, words[k])) && in.Speaker.End == 0 {
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
			_, clitic, _ := strings.Cut(in.Speaker.text(s), "-")
			in.Speaker.Start = in.Speaker.End - len(strings.TrimPrefix(clitic, "t-"))
		} else if in.Speaker = foreignName(s, words[k+1:end]); in.Speaker.End == 0 {
			in = Incise{}
			continue
		}
		in.Full = in.Speaker
		in.Whole = Span{words[i-1].End, words[end].Start}
		return in, true
	}
	return in, false
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
