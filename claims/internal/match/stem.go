package match

import "strings"

// Stem returns word without its English ending, so that "reopening", "reopened" and "reopens" are one term of an
// index. It is the plural and verb steps of Porter's stemmer ("An algorithm for suffix stripping", 1980) and
// the few of its suffixes that news is full of; the others cost more wrong pairs than they win right ones.
// Verbs and plurals that change within are told (base). Words of other scripts are left as they are.
func Stem(word string) string {
	word = base(word)
	const shortest = 4 // letters; in shorter words the ending is the word
	if len(word) < shortest || word[0] >= 0x80 {
		return word
	}
	w := strings.TrimSuffix(word, "'s")
	switch {
	case strings.HasSuffix(w, "sses"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "ies"):
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	case strings.HasSuffix(w, "s") && len(w) >= shortest:
		w = w[:len(w)-1]
	}
	switch {
	case strings.HasSuffix(w, "eed"):
	case strings.HasSuffix(w, "ied"):
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ed") && hasVowel(w[:len(w)-2]):
		w = undouble(w[:len(w)-2])
	case strings.HasSuffix(w, "ing") && hasVowel(w[:len(w)-3]):
		w = undouble(w[:len(w)-3])
	}
	for _, e := range [...]string{"ization", "isation", "ation", "ment", "ness", "ally", "ly", "tion", "sion",
		"or", "er"} {
		if stem, ok := strings.CutSuffix(w, e); ok && len(stem) > shortest {
			switch e {
			case "tion", "sion":
				stem += e[:1]
			case "ally":
				stem += "al"
			}
			w = stem
			break
		}
	}
	if len(w) >= shortest {
		w = strings.TrimSuffix(w, "e")
	}
	if len(w) >= shortest && w[len(w)-1] == 'y' { // "pay" and "paying" are left alone alike
		w = w[:len(w)-1] + "i"
	}
	return w
}

func hasVowel(s string) bool { return len(s) > 1 && strings.ContainsAny(s, "aeiouy") }

// undouble takes back what an ending did to a stem: "stopp", "admitt".
func undouble(s string) string {
	n := len(s)
	if n > 3 && s[n-1] == s[n-2] && !strings.ContainsRune("lsz", rune(s[n-1])) {
		return s[:n-1]
	}
	return s
}

// base returns the base form of an irregular form, "spend" for "spent". Forms that are also other words, such as "left"
// and "found", are not here.
func base(word string) string {
	const irregular = " began=begin begun=begin bought=buy broke=break broken=break brought=bring built=build " +
		"came=come caught=catch children=child chose=choose chosen=choose dealt=deal died=die dies=die drawn=draw " +
		"drew=draw driven=drive drove=drive dying=die fallen=fall fell=fall flew=fly flown=fly forbade=forbid " +
		"forbidden=forbid fought=fight froze=freeze frozen=freeze gave=give given=give gone=go got=get gotten=get " +
		"grew=grow grown=grow halves=half heard=hear held=hold hid=hide hidden=hide kept=keep knew=know " +
		"known=know led=lead lent=lend lied=lie lies=lie lost=lose lying=lie made=make meant=mean men=man " +
		"met=meet paid=pay ran=run risen=rise rose=rise sank=sink seen=see sent=send shot=shoot shrank=shrink " +
		"shrunk=shrink sold=sell sought=seek spent=spend spoke=speak spoken=speak stole=steal stolen=steal " +
		"stood=stand struck=strike sunk=sink swore=swear sworn=swear taken=take taught=teach thieves=thief " +
		"thought=think threw=throw thrown=throw took=take used=use using=use went=go withdrawn=withdraw " +
		"withdrew=withdraw wives=wife woke=wake woken=wake women=woman won=win wore=wear worn=wear written=write " +
		"wrote=write "
	if i := strings.Index(irregular, " "+word+"="); i >= 0 {
		b := irregular[i+len(word)+2:]
		return b[:strings.IndexByte(b, ' ')]
	}
	return word
}
