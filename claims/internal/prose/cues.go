package prose

import (
	"strings"

	"sourcemark/claims/language"
)

// The cues of reported speech in English: verbs with what each takes for its content, and nouns.

// A frame says in which form a cue has its content.
type frame uint8

const (
	noCue  frame = iota
	clause       // said (that) the boats would go
	told         // told the council (that) the boats would go; asked it to go
	thing        // criticised the plan
	todo         // wants to go
	about        // objects to the plan
)

// A cue is a verb among the cues; the zero cue is none.
type cue struct {
	base  string // its dictionary form
	frame frame
	form  verbForm
}

// cueOf reads a word in lower case.
func (r *Reader) cueOf(w string) cue {
	base, form := r.lemma(w)
	return cue{base, r.frameOf(base), form}
}

// frameOf returns what a verb takes, by its dictionary form.
func (r *Reader) frameOf(base string) frame {
	switch r.Of(language.Reporting, base) {
	case "clause":
		return clause
	case "told":
		return told
	case "thing":
		return thing
	case "to":
		return todo
	case "about":
		return about
	}
	return noCue
}

type verbForm uint8

const (
	plainForm verbForm = iota // say
	finite                    // says, said
	ing                       // saying
)

// lemma returns the dictionary form of a verb among the cues, or "".
func (r *Reader) lemma(w string) (string, verbForm) {
	known := func(b string) bool { return len(b) > 1 && r.frameOf(b) != noCue }
	if base := r.Of(language.Irregular, w); base != "" {
		return base, finite
	}
	if known(w) {
		return w, plainForm
	}
	for _, e := range [...]struct {
		endings language.Key
		form    verbForm
	}{
		{language.ReportingPresent, finite}, {language.ReportingPast, finite}, {language.ReportingParticiple, ing},
	} {
		if base := r.plain(e.endings, w, known); base != "" {
			return base, e.form
		}
	}
	return "", plainForm
}

// plain returns a word without an ending of a key, and with what stands in its place, where that is a word which is
// known; "" if none is.
func (r *Reader) plain(endings language.Key, word string, known func(string) bool) (base string) {
	r.Find(endings, func(ending string) bool {
		stem, ok := strings.CutSuffix(word, ending)
		if !ok || stem == "" {
			return false
		}
		put := r.Of(endings, ending)
		switch n := len(stem); {
		case known(stem):
			base = stem
		case put != ending && known(stem+put):
			base = stem + put
		case n > 2 && stem[n-1] == stem[n-2] && known(stem[:n-1]): // admitted, planning
			base = stem[:n-1]
		}
		return base != ""
	})
	return base
}

// nounTakes reports whether a noun of saying has its content after a preposition: "concerns about". Nouns such as
// support (for), views (on) and opposition (to) are not among them: they are as often about the world as about a
// speaker.
func (r *Reader) nounTakes(noun, preposition string) bool {
	return r.Has(language.Prepositions, preposition) && r.Has(language.NounTakes, noun+" "+preposition)
}

// takes reports whether a verb of saying has its content after a preposition: "warned of".
func (r *Reader) takes(verb, preposition string) bool {
	return r.Has(language.Prepositions, preposition) && r.Has(language.ReportingAbout, verb+" "+preposition)
}
