package records

import (
	"strconv"
	"strings"
)

// Short authoring forms. What a dossier says most often may be written in fewer words; expand spells it out, for
// the reader and for Format alike. Every value that it makes begins, for messages, where the short form stands.
//
//	"publisher": "Interior Ministry"  {"@type": "Organization", "name": "Interior Ministry"}
//	"excerpt": "…"                    the text of a source
//	"date": "2026-03-10"              datePublished; of a quotation dateCreated
//	"verdict": "False"                a review with this rating
//	"quote": "…"                      an anchor on these words, and the text if there is none
//
// A record that has the members of a source (an excerpt, or a publisher and an address) cites that source: this
// is the flat record {quote, publisher, url, date, excerpt, verdict}.

// The members that we know, of each kind of object, in the order in which Format writes them. The last ones
// are short forms.
var (
	dossierMembers = []string{"@context", "@type", "@id", "version", "name", "headline", "license", "inLanguage", "dateModified", "publisher", "about",
		"checkable", "negativeVerdicts", "positiveVerdicts", "neutralVerdicts", "signature", "hasPart"}
	articleMembers = []string{"@type", "@id", "headline", "url", "datePublished", "creditText", "date"}
	partyMembers   = []string{"@type", "@id", "name", "url", "sameAs", "correctionsPolicy", "verificationFactCheckingPolicy"}
	sourceMembers  = []string{"@type", "@id", "publisher", "author", "name", "workTranslation", "url", "archivedAt", "inLanguage", "datePublished",
		"sdDatePublished", "evidence", "relay", "text", "date", "excerpt"}
	recordMembers = []string{"@type", "@id", "status", "statusReason", "quoteMatch", "recheckBy", "name", "sameAs", "text", "inLanguage", "author",
		"spokenByCharacter", "audience", "locationCreated", "dateCreated", "datePublished", "dateModified", "creator", "editor", "firstAppearance", "appearance",
		"anchor", "review", "isBasedOn", "citation", "response", "correction", "quote", "verdict", "date", "excerpt"}
	reviewMembers      = []string{"@type", "@id", "url", "claimReviewed", "headline", "datePublished", "author", "reviewRating", "citation", "itemReviewed", "verdict", "date"}
	ratingMembers      = []string{"@type", "name", "alternateName", "ratingValue", "worstRating", "bestRating", "ratingExplanation"}
	passageMembers     = []string{"@type", "@id", "text", "inLanguage", "workTranslation", "translationOfWork", "isPartOf", "description"}
	translationMembers = []string{"@type", "inLanguage", "text", "name", "translator"}
	anchorMembers      = []string{"type", "source", "selector"}
	selectorMembers    = []string{"type", "prefix", "exact", "suffix", "start", "end"}
	appearanceMembers  = []string{"@type", "@id", "publisher", "author", "name", "headline", "url", "archivedAt", "datePublished"}
	responseMembers    = []string{"@type", "@id", "text", "author", "datePublished", "url"}
)

// noExcerpt is what a source has for its excerpt if it allows none. It stays as it is, and the linter holds the dossier to it.
const noExcerpt = "none"

func isShort(name string) bool {
	switch name {
	case "quote", "verdict", "excerpt", "date":
		return true
	}
	return false
}

// expand is a dossier with its short forms spelled out. What has none is not copied.
func expand(v value) value {
	publisher(&v)
	if about := v.get("about"); about != nil {
		v = v.with("about", rename(*about, "date", "datePublished"))
	}
	parts := v.get("hasPart")
	if parts == nil || parts.kind != array {
		return v
	}
	x := expander{parts: parts.items}
	out := make([]value, 0, len(parts.items))
	for i := range parts.items {
		switch p := parts.items[i]; {
		case p.kind != object:
			out = append(out, p)
		case isItem(&p):
			out = append(out, x.record(p, i)...)
		default:
			publisher(&p)
			if p.get("excerpt").text() != noExcerpt {
				p = rename(p, "excerpt", "text")
			}
			out = append(out, rename(p, "date", "datePublished"))
		}
	}
	list := *parts
	list.items = out
	return v.with("hasPart", list)
}

// isItem reports whether a part is a claim or a quotation; short ones may leave out to say so.
func isItem(p *value) bool {
	switch t := p.get("@type"); {
	case t == nil:
		return p.get("quote") != nil || p.get("verdict") != nil
	default:
		return t.text() == "Claim" || t.text() == "Quotation"
	}
}

// publisher makes the name alone of v's publisher an organisation.
func publisher(v *value) {
	if p := v.get("publisher"); p != nil && p.kind == text {
		*v = v.with("publisher", p.object(member{"@type", str("Organization")}, member{"name", *p}))
	}
}

// object is an object that begins where v does.
func (v *value) object(members ...member) value {
	return value{kind: object, members: members, at: v.at}
}

// with is v with another value for a member; it is added if there is none.
func (v value) with(name string, to value) value {
	members := make([]member, 0, len(v.members)+1)
	found := false
	for _, m := range v.members {
		if m.name == name {
			m.value, found = to, true
		}
		members = append(members, m)
	}
	if !found {
		members = append(members, member{name, to})
	}
	v.members = members
	return v
}

// rename is v with a member under another name, if it has none of that name.
func rename(v value, from, to string) value {
	if v.get(from) == nil || v.get(to) != nil {
		return v
	}
	members := append([]member(nil), v.members...)
	for i := range members {
		if members[i].name == from {
			members[i].name = to
		}
	}
	v.members = members
	return v
}

// without is v without some members.
func (v value) without(names ...string) value {
	var members []member
	for _, m := range v.members {
		gone := false
		for _, n := range names {
			gone = gone || m.name == n
		}
		if !gone {
			members = append(members, m)
		}
	}
	v.members = members
	return v
}

// An expander finds names for what short forms leave without one.
type expander struct {
	parts []value
	taken map[string]bool // ids; made when the first one is asked for
	next  int             // no "#c" and a number below is free, from that of the part at hand on
	tries int             // for ids of sources
}

// free is the first of the ids that name gives for 0, 1, 2, ... that no part has.
func (x *expander) free(name func(n int) string) string {
	if x.taken == nil {
		x.taken = make(map[string]bool)
		for i := range x.parts {
			x.taken[x.parts[i].get("@id").text()] = true
		}
	}
	for n := 0; ; n++ {
		if id := name(n); !x.taken[id] {
			x.taken[id] = true
			return id
		}
	}
}

// record is item i of the parts spelled out, with the source behind it if it describes one.
func (x *expander) record(p value, i int) []value {
	if reviews := p.get("review"); reviews != nil {
		p = p.with("review", each(*reviews, review))
	}
	short := false
	for _, m := range p.members {
		short = short || isShort(m.name)
	}
	flat := p.get("excerpt") != nil || p.get("publisher") != nil && p.get("url") != nil
	if !short && !flat {
		return []value{p}
	}
	at := &value{at: p.at}
	if p.get("@id") == nil {
		from := max(i+1, x.next)
		id := x.free(func(n int) string {
			x.next = from + n + 1
			return "#c" + twoDigits(from+n)
		})
		p.members = append([]member{{"@id", value{kind: text, str: id, at: p.at}}}, p.members...)
	}
	if p.get("@type") == nil {
		p.members = append([]member{{"@type", value{kind: text, str: "Claim", at: p.at}}}, p.members...)
	}
	quotation := p.get("@type").text() == "Quotation"
	if q := p.get("quote"); q != nil && p.get("anchor") == nil {
		words := *q
		if quotation {
			words.str = strings.Trim(words.str, marks)
		}
		selector := q.object(member{"type", str("TextQuoteSelector")}, member{"exact", *q})
		anchor := q.object(member{"type", str("SpecificResource")}, member{"selector", selector})
		if p.get("text") == nil {
			p = p.with("text", words)
		}
		p = p.without("quote").with("anchor", anchor)
	}
	if v := p.get("verdict"); v != nil && p.get("review") == nil {
		p = p.without("verdict").with("review", v.object(member{"@type", str("ClaimReview")}, member{"reviewRating", ratingOf(v)}))
	}
	if !flat {
		date := "datePublished"
		if quotation {
			date = "dateCreated"
		}
		return []value{rename(p, "date", date)}
	}

	id := value{kind: text, at: p.get("@id").at}
	id.str = x.free(func(n int) string {
		number := ""
		if n > 0 { // counted on from part to part: whoever takes one number has the next to look for
			x.tries++
			number = strconv.Itoa(x.tries + 1)
		}
		return p.get("@id").text() + "s" + number
	})
	source := at.object(member{"@type", str("CreativeWork")}, member{"@id", id})
	for _, m := range p.members {
		switch m.name {
		case "publisher", "url", "date", "excerpt":
			source.members = append(source.members, m)
		}
	}
	publisher(&source)
	reference := at.object(member{"@id", id})
	cited := "citation"
	if e := p.get("excerpt"); quotation && e != nil {
		cited = "isBasedOn"
		reference = e.object(member{"@type", str("Quotation")}, member{"text", *e}, member{"isPartOf", reference})
	}
	all := value{kind: array, at: p.at}
	if before := p.get(cited); before != nil {
		if all.items = []value{*before}; before.kind == array {
			all.items = append([]value(nil), before.items...)
		}
	}
	all.items = append(all.items, reference)
	p = p.without("publisher", "url", "date", "excerpt").with(cited, all)
	return []value{p, rename(rename(source, "excerpt", "text"), "date", "datePublished")}
}

func review(v value) value {
	if v.kind != object {
		return v
	}
	if words := v.get("verdict"); words != nil && v.get("reviewRating") == nil {
		v = v.without("verdict").with("reviewRating", ratingOf(words))
	}
	return rename(v, "date", "datePublished")
}

func ratingOf(words *value) value {
	return words.object(member{"@type", str("Rating")}, member{"alternateName", *words})
}

// each is v with f of its items, or of itself if it is no list.
func each(v value, f func(value) value) value {
	if v.kind != array {
		return f(v)
	}
	items := make([]value, len(v.items))
	for i := range v.items {
		items[i] = f(v.items[i])
	}
	v.items = items
	return v
}

func twoDigits(n int) string {
	s := integer(n).str
	return "0"[:max(0, 2-len(s))] + s
}
