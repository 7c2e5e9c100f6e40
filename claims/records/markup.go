package records

import (
	"cmp"
	"strings"
	"unicode"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// This file makes what search engines, archives and other checkers read: plain schema.org, and nothing of
// our own words. Most records must not become a ClaimReview there: Google takes one only for what somebody
// else said, reviewed by the site that shows it, and counts the rest as spam.
// https://developers.google.com/search/docs/appearance/structured-data/factcheck

const schemaOrg = "https://schema.org" // Google reads markup with this context and no other

// Markup is the JSON-LD of the page at that address, to stand in its <script type="application/ld+json">;
// nil if there is nothing to say, or if the address is none of http or https. Every claim of somebody else that the publisher of its dossier reviewed and
// that a source settles is a ClaimReview. Of the other records the sources are citations of the page's
// NewsArticle, and quotations its parts. Drafts and what was withdrawn are not in it.
//
// Give it what the page shows (see Shown): markup of what a reader does not see counts as spam too.
func Markup(page string, dossiers ...*claims.Dossier) []byte {
	return markup(page, false, new(claims.Names), dossiers, dossiers)
}

// PageMarkup is Markup for a page that was rendered with its checks, r; of what an editor has put there. It does not say again
// what stands in the page: of a source it has kind and address, of a review the claim and the verdict, as Google wants them,
// and not why, and of a quotation its words, and not those of its sources. Nor has it the one fact to know, which is no part of
// a card.
func PageMarkup(page string, r *claims.Report) []byte {
	copies, of := shown(r)
	return markup(page, true, r.Names(), copies, of)
}

// markup is that of dossiers, each as it is or a copy with what a page shows of it; of has them as the names know them.
func markup(page string, shown bool, names *claims.Names, dossiers, of []*claims.Dossier) []byte {
	page, _, _ = strings.Cut(page, "#")
	if !isWeb(page) {
		return nil
	}
	var graph, parts, citations []value
	headline := ""
	for i, d := range dossiers {
		if d == nil {
			continue
		}
		if d.About.URL == "" || d.About.URL == page {
			headline = cmp.Or(headline, d.About.Headline)
		}
		m := marker{page: page, dossier: d, base: resolve(page, d.ID), shown: shown, names: names, of: of[i]}
		for i := range d.Records {
			rec := &d.Records[i]
			if rec.Status == claims.Withdrawn {
				continue
			}
			if reviews := m.claimReviews(rec); reviews != nil {
				graph = append(graph, reviews...)
			} else if rec.Kind == claims.Quotation {
				parts = append(parts, m.quotation(rec))
			} else {
				citations = append(citations, m.citations(rec)...)
			}
		}
	}
	if parts != nil || citations != nil {
		article := made(
			member{"@type", str("NewsArticle")},
			member{"@id", str(page)},
			member{"url", str(page)},
			member{"headline", str(headline)},
			member{"citation", list(citations...)},
			member{"hasPart", list(parts...)})
		graph = append([]value{article}, graph...)
	}
	if graph == nil {
		return nil
	}
	whole := made(member{"@context", str(schemaOrg)}, member{"@graph", list(graph...)})
	return script(&whole)
}

// Shown is the dossiers of a report, each with only those records that stand in the article where an editor
// put them, as they were checked.
func Shown(r *claims.Report) []*claims.Dossier {
	copies, _ := shown(r)
	return copies
}

func shown(r *claims.Report) (out, of []*claims.Dossier) {
	at := make(map[*claims.Dossier]int)
	for i := range r.Items {
		a := &r.Items[i]
		if a.Automatic || a.Relation == claims.Differs {
			continue
		}
		n, ok := at[a.Dossier]
		if !ok {
			n = len(out)
			at[a.Dossier] = n
			d := *a.Dossier
			d.Records = nil
			out, of = append(out, &d), append(of, a.Dossier)
		}
		out[n].Records = append(out[n].Records, *a.Record)
	}
	return out, of
}

// Feed is the ClaimReviews of dossiers as a schema.org DataFeed, as Data Commons and others collect them.
// A review without an address of its own is on the page that its dossier is about, if that is its publisher's.
func Feed(dossiers ...*claims.Dossier) []byte {
	modified := ""
	elements := value{kind: array}
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		modified = max(modified, d.Modified)
		m := marker{page: d.About.URL, dossier: d, base: resolve(d.About.URL, d.ID), names: new(claims.Names), of: d}
		if d.Publisher.URL != "" && !sameSite(d.About.URL, d.Publisher.URL) {
			m.page = ""
		}
		for i := range d.Records {
			rec := &d.Records[i]
			if rec.Status == claims.Withdrawn {
				continue
			}
			m.cited = nil // an element is read without those before it
			if reviews := m.claimReviews(rec); reviews != nil {
				elements.items = append(elements.items, made(
					member{"@type", str("DataFeedItem")},
					member{"dateModified", str(d.Modified)},
					member{"item", list(reviews...)}))
			}
		}
	}
	feed := made(
		member{"@context", str(schemaOrg)},
		member{"@type", str("DataFeed")},
		member{"dateModified", str(modified)},
		member{"dataFeedElement", elements})
	return lines(&feed)
}

// A marker makes the markup of one dossier's records on a page.
type marker struct {
	page    string // where the reviews stand; empty if that is not known
	dossier *claims.Dossier
	base    string // what relative ids are relative to; empty if there is none
	cited   []*claims.Source
	shown   bool // on a page that shows the checks
	names   *claims.Names
	of      *claims.Dossier // as the names know it
}

// resolve is the address of a file whose address may be given relative to a page; empty if neither says where.
func resolve(page, address string) string {
	page, _, _ = strings.Cut(page, "#")
	page, _, _ = strings.Cut(page, "?")
	host := hostOf(page)
	switch {
	case strings.Contains(address, ":"):
		return address
	case host == "":
		return ""
	}
	root := strings.Index(page, host) + len(host)
	if strings.HasPrefix(address, "/") {
		return page[:root] + address
	}
	folder := strings.LastIndexByte(page[root:], '/')
	if folder < 0 {
		return page + "/" + address
	}
	return page[:root+folder+1] + address
}

// unshown is words for whoever does not see the checks beside the markup; nothing on a page that shows them.
func (m *marker) unshown(words string) value {
	if m.shown {
		return value{}
	}
	return str(words)
}

// id is the @id of a part of the dossier, absolute; nothing if there is none to be had.
func (m *marker) id(part string) value {
	if m.base == "" || part == "" {
		return value{}
	}
	return str(m.base + part)
}

// claimReviews is the reviews of a record that the publisher may call its own; nil if there is none.
func (m *marker) claimReviews(rec *claims.Record) []value {
	d := m.dossier
	switch {
	case rec.Kind != claims.Claim, rec.Status == claims.Unsourced, rec.Status == claims.Withdrawn:
		return nil // nobody else's claim, or no source to follow
	case rec.Speaker.Name == "" || akin(rec.Speaker, d.Publisher):
		return nil // nobody's, or the publisher's own
	case m.page != "" && d.Publisher.URL != "" && !sameSite(m.page, d.Publisher.URL):
		return nil // shown by somebody who did not make it
	}
	var out []value
	for i := range rec.Reviews {
		v := &rec.Reviews[i]
		address := v.URL
		if address == "" && m.page != "" {
			address = m.page + "#" + checkPrefix + m.names.Of(m.of, rec)
		}
		if v.Class == claims.Unclassified || !sameSite(address, cmp.Or(m.page, d.Publisher.URL)) {
			continue
		}
		author := d.Publisher
		if v.By.Name != "" {
			if !same(v.By, d.Publisher) {
				continue // somebody else's: it is theirs to mark up
			}
			author.Type = cmp.Or(author.Type, v.By.Type)
			author.URL = cmp.Or(author.URL, v.By.URL)
		}
		out = append(out, made(
			member{"@type", str("ClaimReview")},
			member{"url", str(address)},
			member{"claimReviewed", str(cmp.Or(v.Claimed, rec.Text))},
			member{"headline", m.unshown(v.Fact)},
			member{"datePublished", str(v.Date)},
			member{"inLanguage", str(d.Language)},
			member{"author", m.publisher(author)},
			member{"reviewRating", m.rating(v)},
			member{"itemReviewed", m.claim(rec)},
			member{"citation", list(m.citations(rec)...)}))
	}
	return out
}

// checkPrefix begins the part of a page's address that opens one check. Package web has it too, and a test
// holds the two together.
const checkPrefix = "sm-"

func (m *marker) rating(v *claims.Review) value {
	number := func(s string) value {
		if n, err := parse(s); err == nil && n.kind == number {
			return n
		}
		return str(s)
	}
	scale := v.Scale
	if gainsays(v) {
		scale = claims.Scale{} // machines go by the number
	}
	return made(
		member{"@type", str("Rating")},
		member{"alternateName", str(v.Rating)},
		member{"ratingValue", number(scale.Value)},
		member{"worstRating", number(scale.Worst)},
		member{"bestRating", number(scale.Best)},
		member{"ratingExplanation", m.unshown(v.Why)})
}

// gainsays reports whether the number of a review says something else than the class of its verdict: the better half of the scale of what
// is against a statement, the worse of what is for it, an end of what settles nothing.
func gainsays(v *claims.Review) bool {
	value, worst, best := numeric(v.Scale.Value), numeric(cmp.Or(v.Scale.Worst, "1")), numeric(cmp.Or(v.Scale.Best, "5")) // schema.org's own
	middle := (worst + best) / 2
	switch v.Class {
	case claims.Against:
		return value > middle
	case claims.For:
		return value < middle
	case claims.Neither:
		return value <= worst || value >= best
	}
	return false
}

// claim is what a review is about. Google takes the place where it was said under name.
func (m *marker) claim(rec *claims.Record) value {
	var appearances []value
	for i := range rec.Appearances {
		appearances = append(appearances, m.described(&rec.Appearances[i]))
	}
	return made(
		member{"@type", str("Claim")},
		member{"@id", m.id(rec.ID)},
		member{"text", m.unshown(rec.Text)},
		member{"author", party(rec.Speaker, "Thing")},
		member{"datePublished", str(rec.When)},
		member{"name", str(rec.Where)},
		member{"firstAppearance", m.described(&rec.FirstAppearance)},
		member{"appearance", list(appearances...)})
}

// quotation is the words that an article prints, with where they come from.
func (m *marker) quotation(rec *claims.Record) value {
	var versions []value
	for i := range rec.Versions {
		v := &rec.Versions[i]
		of := value{}
		if v.TranslatedOf != "" {
			of = made(member{"@type", str("Quotation")}, member{"inLanguage", str(v.TranslatedOf)})
		}
		versions = append(versions, made(
			member{"@type", str("Quotation")},
			member{"text", m.unshown(v.Text)},
			member{"inLanguage", str(v.Language)},
			member{"translationOfWork", of},
			member{"isPartOf", m.source(v.Source)}))
	}
	return made(
		member{"@type", str("Quotation")},
		member{"@id", m.id(rec.ID)},
		member{"text", str(rec.Text)},
		member{"spokenByCharacter", party(rec.Speaker, "Thing")},
		member{"locationCreated", place(rec.Where)},
		member{"dateCreated", str(rec.When)},
		member{"isBasedOn", list(versions...)},
		member{"citation", list(m.citations(rec)...)})
}

func place(name string) value { return made(member{"@type", str("Place")}, member{"name", str(name)}) }

// citations is the sources of a record, each once.
func (m *marker) citations(rec *claims.Record) []value {
	var out []value
	for i := range rec.Citations {
		s := rec.Citations[i].Source
		again := false
		for _, before := range rec.Citations[:i] {
			again = again || before.Source == s
		}
		if !again {
			out = append(out, m.source(s))
		}
	}
	return out
}

// source is what is known of a source where it is first named, and its @id from then on.
func (m *marker) source(s *claims.Source) value {
	if s == nil {
		return value{}
	}
	id := m.id(s.ID)
	if !id.nothing() {
		for _, c := range m.cited {
			if c == s {
				return made(member{"@id", id})
			}
		}
		m.cited = append(m.cited, s)
	}
	return m.described(s)
}

// described is what is known of a source; on a page that shows it as much as tells which one it is.
func (m *marker) described(s *claims.Source) value {
	if m.shown && s.URL != "" {
		return made(member{"@type", str(cmp.Or(s.Type, "CreativeWork"))}, member{"@id", m.id(s.ID)}, member{"url", str(s.URL)})
	}
	return made(
		member{"@type", str(cmp.Or(s.Type, "CreativeWork"))},
		member{"@id", m.id(s.ID)},
		member{"name", str(s.Title)},
		member{"url", str(s.URL)},
		member{"archivedAt", str(s.Archived)},
		member{"inLanguage", str(s.Language)},
		member{"datePublished", str(s.Published)},
		member{"publisher", party(s.Publisher, "Organization")})
}

// party is a person or an organisation; of what type if the dossier does not say.
func party(p claims.Party, otherwise string) value {
	return made(
		member{"@type", str(cmp.Or(p.Type, otherwise))},
		member{"name", str(p.Name)},
		member{"url", str(p.URL)},
		member{"sameAs", str(p.SameAs)})
}

// publisher is who reviewed, with what it says of its own work.
func (m *marker) publisher(p claims.Party) value {
	v := party(p, "Organization")
	if !v.nothing() {
		policies := made(
			member{"correctionsPolicy", str(m.dossier.Corrections)},
			member{"verificationFactCheckingPolicy", str(m.dossier.Methodology)})
		v.members = append(v.members, policies.members...)
	}
	return v
}

// same reports whether two parties are one by name or address.
func same(a, b claims.Party) bool {
	return match.Fold(a.Name).S == match.Fold(b.Name).S || a.URL != "" && a.URL == b.URL
}

// akin reports whether two parties may be one: the checking desk of a paper is the paper, and what it says
// of the paper's claims is no review by somebody else. In doubt there is no markup.
func akin(a, b claims.Party) bool {
	x, y := spaced(a.Name), spaced(b.Name)
	return strings.Contains(x, y) || strings.Contains(y, x) || sameSite(a.URL, b.URL)
}

// spaced is the words of a name, folded, with a blank before and behind each.
func spaced(name string) string {
	words := strings.FieldsFunc(match.Fold(name).S, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

// sameSite reports whether one of two addresses stands on the host of the other, or on a subdomain of it.
func sameSite(a, b string) bool {
	x, y := site(a), site(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	return x != "" && (x == y || strings.Contains(x, ".") && strings.HasSuffix(y, "."+x))
}

func site(address string) string { return strings.TrimPrefix(strings.ToLower(hostOf(address)), "www.") }
