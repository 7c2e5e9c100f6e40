package dossier

import (
	"strconv"
	"strings"
)

// Marks are quotation marks, and the space.
const Marks = "“”\"«»„‟「」『』‘’ "

// Draft is the status of a record that no editor has released. The reader keeps drafts apart from the others, so that
// no host can show one by mistake.
const Draft = "draft"

// Short authoring forms. What a dossier says most often may be written in fewer words; Expand spells it out for all
// that read a dossier. Every value that it makes begins, for messages, where the short form stands.
//
//	"publisher": "Interior Ministry"  {"@type": "Organization", "name": "Interior Ministry"}
//	"excerpt": "…"                    the text of a source
//	"date": "2026-03-10"              datePublished; of a quotation dateCreated
//	"verdict": "False"                a review with this rating
//	"quote": "…"                      an anchor on these words, and the text if there is none
//
// A record that has the members of a source (an excerpt, or a publisher and an address) cites that source: this
// is the flat record {quote, publisher, url, date, excerpt, verdict}.

// The members that we know, of each kind of object, in the order in which Canonical puts them. The last ones are short
// forms.
var (
	DossierMembers = []string{"@context", "@type", "@id", "version", "name", "headline", "license", "inLanguage",
		"dateModified", "publisher", "about", "checkable", "negativeVerdicts", "positiveVerdicts", "neutralVerdicts",
		"signature", "hasPart"}
	ArticleMembers = []string{"@type", "@id", "headline", "url", "cssSelector", "datePublished", "creditText", "date"}
	PartyMembers   = []string{"@type", "@id", "name", "url", "sameAs", "correctionsPolicy",
		"verificationFactCheckingPolicy"}
	SourceMembers = []string{"@type", "@id", "publisher", "author", "name", "workTranslation", "url", "archivedAt",
		"inLanguage", "datePublished", "sdDatePublished", "evidence", "relay", "text", "date", "excerpt"}
	RecordMembers = []string{"@type", "@id", "status", "statusReason", "quoteMatch", "recheckBy", "name", "sameAs",
		"text", "inLanguage", "author", "spokenByCharacter", "audience", "locationCreated", "dateCreated",
		"datePublished", "dateModified", "creator", "readyBy", "ready", "editor", "read", "returned", "firstAppearance", "appearance", "anchor", "review",
		"isBasedOn", "citation", "response", "correction", "quote", "verdict", "date", "excerpt"}
	ReviewMembers = []string{"@type", "@id", "url", "claimReviewed", "headline", "datePublished", "author",
		"reviewRating", "citation", "itemReviewed", "verdict", "date"}
	RatingMembers = []string{"@type", "name", "alternateName", "ratingValue", "worstRating", "bestRating",
		"ratingExplanation"}
	PassageMembers = []string{"@type", "@id", "text", "inLanguage", "workTranslation", "translationOfWork",
		"isPartOf", "description"}
	TranslationMembers = []string{"@type", "inLanguage", "text", "name", "translator"}
	AnchorMembers      = []string{"type", "source", "language", "selector"}
	SelectorMembers    = []string{"type", "prefix", "exact", "suffix", "start", "end"}
	AppearanceMembers  = []string{"@type", "@id", "publisher", "author", "name", "headline", "url", "archivedAt",
		"datePublished"}
	TaggedMembers   = []string{"@language", "@value"} // of words with their language
	ResponseMembers = []string{"@type", "@id", "text", "author", "datePublished", "url"}
)

// NoExcerpt is the excerpt of a source that allows none. It is not spelled out, and the linter holds the dossier to it.
const NoExcerpt = "none"

// IsShort reports whether a member is a short form.
func IsShort(name string) bool {
	switch name {
	case "quote", "verdict", "excerpt", "date":
		return true
	}
	return false
}

// Expand returns a dossier with its short forms spelled out. What has none is not copied.
func Expand(v Value) Value {
	publisher(&v)
	if about := v.Get("about"); about != nil {
		v = v.With("about", Rename(*about, "date", "datePublished"))
	}
	parts := v.Get("hasPart")
	if parts == nil || parts.Kind != KindArray {
		return v
	}
	x := expander{IDs: IDs{parts: parts.Items}}
	out := make([]Value, 0, len(parts.Items))
	for i := range parts.Items {
		switch p := parts.Items[i]; {
		case p.Kind != KindObject:
			out = append(out, p)
		case IsRecord(&p):
			out = append(out, x.record(p, i)...)
		default:
			publisher(&p)
			if p.Get("excerpt").Text() != NoExcerpt {
				p = Rename(p, "excerpt", "text")
			}
			out = append(out, Rename(p, "date", "datePublished"))
		}
	}
	list := *parts
	list.Items = out
	return v.With("hasPart", list)
}

// IsRecord reports whether a part is a claim or a quotation; short ones may leave out to say so.
func IsRecord(p *Value) bool {
	switch t := p.Get("@type"); {
	case t == nil:
		return p.Get("quote") != nil || p.Get("verdict") != nil
	default:
		return t.Text() == "Claim" || t.Text() == "Quotation"
	}
}

// publisher makes the name alone of v's publisher an organisation.
func publisher(v *Value) {
	if p := v.Get("publisher"); p != nil && p.Kind == KindText {
		*v = v.With("publisher", p.Object(StringField("@type", "Organization"), Member{"name", *p}))
	}
}

// IDs knows which @ids of a dossier are taken.
type IDs struct {
	parts []Value
	taken map[string]bool // nil until the first one is asked for
}

// NewIDs returns the IDs of the parts of a dossier.
func NewIDs(parts []Value) *IDs { return &IDs{parts: parts} }

// Free returns the first of the IDs that name gives for 0, 1, 2, … that nothing has, which is taken from then on.
func (x *IDs) Free(name func(n int) string) string {
	if x.taken == nil {
		x.taken = make(map[string]bool)
		for i := range x.parts {
			x.taken[x.parts[i].Get("@id").Text()] = true
		}
	}
	for n := 0; ; n++ {
		if id := name(n); !x.taken[id] {
			x.taken[id] = true
			return id
		}
	}
}

// An expander finds names for what short forms leave without one.
type expander struct {
	IDs
	next  int // no "#c" and a number below is free, from that of the part at hand on
	tries int // for ids of sources
}

// record returns item i of the parts spelled out, followed by the source that it describes, if it does.
func (x *expander) record(p Value, i int) []Value {
	if reviews := p.Get("review"); reviews != nil {
		p = p.With("review", Map(*reviews, review))
	}
	short := false
	for _, m := range p.Members {
		short = short || IsShort(m.Name)
	}
	flat := p.Get("excerpt") != nil || p.Get("publisher") != nil && p.Get("url") != nil
	if !short && !flat {
		return []Value{p}
	}
	at := &Value{At: p.At}
	if p.Get("@id") == nil {
		from := max(i+1, x.next)
		id := x.Free(func(n int) string {
			x.next = from + n + 1
			return "#c" + twoDigits(from+n)
		})
		p.Members = append([]Member{Member{"@id", Value{Kind: KindText, Str: id, At: p.At}}}, p.Members...)
	}
	if p.Get("@type") == nil {
		p.Members = append([]Member{Member{"@type", Value{Kind: KindText, Str: "Claim", At: p.At}}}, p.Members...)
	}
	quotation := p.Get("@type").Text() == "Quotation"
	if q := p.Get("quote"); q != nil && p.Get("anchor") == nil {
		words := *q
		if quotation {
			words.Str = strings.Trim(words.Str, Marks)
		}
		selector := q.Object(StringField("type", "TextQuoteSelector"), Member{"exact", *q})
		anchor := q.Object(StringField("type", "SpecificResource"), Member{"selector", selector})
		if p.Get("text") == nil {
			p = p.With("text", words)
		}
		p = p.Without("quote").With("anchor", anchor)
	}
	if v := p.Get("verdict"); v != nil && p.Get("review") == nil {
		p = p.Without("verdict").With("review", v.Object(StringField("@type", "ClaimReview"),
			Member{"reviewRating", ratingOf(v)}))
	}
	if !flat {
		date := "datePublished"
		if quotation {
			date = "dateCreated"
		}
		return []Value{Rename(p, "date", date)}
	}

	id := Value{Kind: KindText, At: p.Get("@id").At}
	id.Str = x.Free(func(n int) string {
		number := ""
		if n > 0 { // counted on from part to part: whoever takes one number has the next to look for
			x.tries++
			number = strconv.Itoa(x.tries + 1)
		}
		return p.Get("@id").Text() + "s" + number
	})
	source := at.Object(StringField("@type", "CreativeWork"), Member{"@id", id})
	for _, m := range p.Members {
		switch m.Name {
		case "publisher", "url", "date", "excerpt":
			source.Members = append(source.Members, m)
		}
	}
	publisher(&source)
	reference := at.Object(Member{"@id", id})
	cited := "citation"
	if e := p.Get("excerpt"); quotation && e != nil {
		cited = "isBasedOn"
		reference = e.Object(StringField("@type", "Quotation"), Member{"text", *e}, Member{"isPartOf", reference})
	}
	all := Value{Kind: KindArray, At: p.At}
	if before := p.Get(cited); before != nil {
		if all.Items = []Value{*before}; before.Kind == KindArray {
			all.Items = append([]Value(nil), before.Items...)
		}
	}
	all.Items = append(all.Items, reference)
	p = p.Without("publisher", "url", "date", "excerpt").With(cited, all)
	return []Value{p, Rename(Rename(source, "excerpt", "text"), "date", "datePublished")}
}

// review returns a review with its short forms spelled out.
func review(v Value) Value {
	if v.Kind != KindObject {
		return v
	}
	if words := v.Get("verdict"); words != nil && v.Get("reviewRating") == nil {
		v = v.Without("verdict").With("reviewRating", ratingOf(words))
	}
	return Rename(v, "date", "datePublished")
}

// ratingOf returns a rating with these words as its verdict.
func ratingOf(words *Value) Value {
	return words.Object(StringField("@type", "Rating"), Member{"alternateName", *words})
}

// twoDigits returns n with at least two digits.
func twoDigits(n int) string {
	s := strconv.Itoa(n)
	return "0"[:max(0, 2-len(s))] + s
}
