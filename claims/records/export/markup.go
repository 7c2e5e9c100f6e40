package export

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Search engines, archives and other checkers are given plain schema.org, without our own words. Most records must not
// become a ClaimReview there: Google takes one only for what somebody else said, reviewed by the site that shows it,
// and counts the rest as spam. https://developers.google.com/search/docs/appearance/structured-data/factcheck

// Markup returns the JSON-LD of the page at an address, for its <script type="application/ld+json">; nil if there is
// nothing to say or the address is not http or https.
//
// A claim of somebody else that the publisher of its dossier has reviewed, and that a source settles, becomes a
// ClaimReview. The sources of other records become citations of the page's NewsArticle, and quotations its parts.
// Drafts and withdrawn records are left out.
//
// Pass only what the page shows (see [Shown]): search engines count markup of what a reader does not see as spam.
func Markup(page string, dossiers ...*claims.Dossier) []byte {
	return markup(page, "", false, new(claims.Names), dossiers, dossiers)
}

// PageMarkup returns [Markup] for a page that is rendered with the checks of r, of the records that an editor has
// placed. It does not repeat what the page says: a source is its address, if it has one, a review the claim and the
// verdict, which Google requires, and a quotation its words and where those of its versions stand.
func PageMarkup(page string, r *claims.Report) []byte {
	copies, of := shown(r)
	language := ""
	for i := range r.Items {
		if e := r.Items[i].Edition; e != "" {
			language = e
			break
		}
	}
	return markup(page, language, true, r.Names(), copies, of)
}

// editionAt returns the language of the edition of d that is at an address; "" if d does not say.
func editionAt(d *claims.Dossier, page string) string {
	for i := range d.Records {
		for _, e := range d.Editions(d.Records[i].ID) {
			if e.Source == page {
				return e.Language
			}
		}
	}
	return ""
}

// markup returns the JSON-LD of dossiers. Each may be a copy with what a page shows of it; then of has the dossiers
// from which they were copied, as names knows them.
func markup(page, language string, shown bool, names *claims.Names, dossiers, of []*claims.Dossier) []byte {
	page, _, _ = strings.Cut(page, "#")
	if !dossier.IsWeb(page) {
		return nil
	}
	var graph, parts, citations []dossier.Value
	headline := ""
	for i, d := range dossiers {
		if d == nil {
			continue
		}
		if d.About.URL == "" || d.About.URL == page {
			headline = cmp.Or(headline, d.About.Headline)
		}
		m := marker{page: page, dossier: d, language: cmp.Or(language, editionAt(d, page)), base: resolve(page, d.ID), shown: shown, names: names, of: of[i]}
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
		article := dossier.Object(
			dossier.StringField("@type", "NewsArticle"),
			dossier.StringField("@id", page),
			dossier.StringField("url", page),
			dossier.StringField("headline", headline),
			dossier.Field("citation", dossier.List(citations...)),
			dossier.Field("hasPart", dossier.List(parts...)))
		graph = append([]dossier.Value{article}, graph...)
	}
	if graph == nil {
		return nil
	}
	whole := dossier.Object(dossier.StringField("@context", dossier.SchemaOrg),
		dossier.Field("@graph", dossier.List(graph...)))
	return dossier.Script(&whole)
}

// Shown returns the dossiers of a report, each with only those records, as they were checked, that stand in the article
// where an editor put them.
func Shown(r *claims.Report) []*claims.Dossier {
	copies, _ := shown(r)
	return copies
}

// shown returns the dossiers of [Shown], and those from which they were copied.
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

// A marker makes the markup of one dossier's records on a page.
type marker struct {
	page    string // where the reviews stand; empty if that is not known
	dossier *claims.Dossier
	// of the texts, as far as the dossier has them in it; that of the dossier if it is empty
	language string
	base     string // what relative ids are relative to; empty if there is none
	cited    []*claims.Source
	shown    bool // on a page that shows the checks
	names    *claims.Names
	of       *claims.Dossier // as the names know it
}

// resolve returns the absolute address of a file that may be given relative to a page; empty if neither says where.
func resolve(page, address string) string {
	page, _, _ = strings.Cut(page, "#")
	page, _, _ = strings.Cut(page, "?")
	host := dossier.HostOf(page)
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

// unshown returns words for readers who do not see the checks; nothing on a page that shows them.
func (m *marker) unshown(words string) dossier.Value {
	if m.shown {
		return dossier.Value{}
	}
	return dossier.String(words)
}

// id returns the absolute @id of a part of the dossier; nothing if there is none.
func (m *marker) id(part string) dossier.Value {
	if m.base == "" || part == "" {
		return dossier.Value{}
	}
	return dossier.String(m.base + part)
}

// claimReviews returns the reviews of a record that its publisher may call its own; nil if there are none.
func (m *marker) claimReviews(rec *claims.Record) []dossier.Value {
	d := m.dossier
	switch {
	case rec.Kind != claims.Claim, rec.Status == claims.Unsourced, rec.Status == claims.Withdrawn:
		return nil // nobody else's claim, or no source to follow
	case rec.Speaker.Name == "" || dossier.Akin(rec.Speaker, d.Publisher):
		return nil // nobody's, or the publisher's own
	case m.page != "" && d.Publisher.URL != "" && !dossier.SameSite(m.page, d.Publisher.URL):
		return nil // shown by somebody who did not make it
	}
	var out []dossier.Value
	name := m.names.Of(m.of, rec)
	rec, language := m.spoken(rec)
	for i := range rec.Reviews {
		v := &rec.Reviews[i]
		address := v.URL
		if address == "" && m.page != "" {
			address = m.page + "#" + checkPrefix + name
		}
		if v.Class == claims.Unclassified || !dossier.SameSite(address, cmp.Or(m.page, d.Publisher.URL)) {
			continue
		}
		author := d.Publisher
		author.Name, _ = d.In(cmp.Or(m.language, d.Language), "", author.Name)
		if v.By.Name != "" {
			if !dossier.Same(v.By, author) && !dossier.Same(v.By, d.Publisher) {
				continue // somebody else's: it is theirs to mark up
			}
			author.Type = cmp.Or(author.Type, v.By.Type)
			author.URL = cmp.Or(author.URL, v.By.URL)
		}
		out = append(out, dossier.Object(
			dossier.StringField("@type", "ClaimReview"),
			dossier.StringField("url", address),
			dossier.StringField("claimReviewed", cmp.Or(v.Claimed, rec.Text)),
			dossier.Field("headline", m.unshown(v.Fact)),
			dossier.StringField("datePublished", v.Date),
			dossier.StringField("inLanguage", language),
			dossier.Field("author", m.publisher(author)),
			dossier.Field("reviewRating", dossier.Rating(v, m.unshown(v.Why).Str)),
			dossier.Field("itemReviewed", m.claim(rec)),
			dossier.Field("citation", dossier.List(m.citations(rec)...))))
	}
	return out
}

// spoken returns a record in the language of m, and the language that its text is in.
func (m *marker) spoken(rec *claims.Record) (*claims.Record, string) {
	d, out := m.dossier, *rec
	language := cmp.Or(m.language, d.Language)
	text, of := d.In(language, rec.ID, rec.Text)
	if of == d.Language {
		return rec, of
	}
	out.Text = text
	out.Speaker.Name, _ = d.In(language, rec.ID, rec.Speaker.Name)
	out.Reviews = append([]claims.Review(nil), rec.Reviews...)
	for i := range out.Reviews {
		v := &out.Reviews[i]
		v.Rating, _ = d.In(language, rec.ID, v.Rating)
		v.Fact, _ = d.In(language, rec.ID, v.Fact)
		v.Why, _ = d.In(language, rec.ID, v.Why)
		v.Claimed, _ = d.In(language, rec.ID, v.Claimed)
		v.By.Name, _ = d.In(language, rec.ID, v.By.Name)
	}
	return &out, of
}

// checkPrefix begins the fragment of a page's address that opens one check. Package web has the same; TestMarkupAddress
// holds the two together.
const checkPrefix = "sm-"

// claim returns what a review is about. Google expects the place where it was said as its name.
func (m *marker) claim(rec *claims.Record) dossier.Value {
	var appearances []dossier.Value
	for i := range rec.Appearances {
		appearances = append(appearances, m.described(&rec.Appearances[i]))
	}
	return dossier.Object(
		dossier.StringField("@type", "Claim"),
		dossier.Field("@id", m.id(rec.ID)),
		dossier.Field("text", m.unshown(rec.Text)),
		dossier.Field("author", dossier.Party(rec.Speaker, "Thing")),
		dossier.StringField("datePublished", rec.When),
		dossier.StringField("name", rec.Where),
		dossier.Field("firstAppearance", m.described(&rec.FirstAppearance)),
		dossier.Field("appearance", dossier.List(appearances...)))
}

// quotation returns the words that an article prints, and the versions that they are from.
func (m *marker) quotation(rec *claims.Record) dossier.Value {
	var versions []dossier.Value
	for i := range rec.Versions {
		v := &rec.Versions[i]
		if m.shown {
			if !slices.ContainsFunc(rec.Versions[:i], func(x claims.Version) bool { return x.Source == v.Source }) {
				versions = append(versions, m.source(v.Source))
			}
			continue
		}
		of := dossier.Value{}
		if v.TranslatedOf != "" {
			of = dossier.Object(dossier.StringField("@type", "Quotation"),
				dossier.StringField("inLanguage", v.TranslatedOf))
		}
		versions = append(versions, dossier.Object(
			dossier.StringField("@type", "Quotation"),
			dossier.StringField("text", v.Text),
			dossier.StringField("inLanguage", v.Language),
			dossier.Field("translationOfWork", of),
			dossier.Field("isPartOf", m.source(v.Source))))
	}
	return dossier.Object(
		dossier.StringField("@type", "Quotation"),
		dossier.Field("@id", m.id(rec.ID)),
		dossier.StringField("text", rec.Text),
		dossier.Field("spokenByCharacter", dossier.Party(rec.Speaker, "Thing")),
		dossier.Field("locationCreated", dossier.Place(rec.Where)),
		dossier.StringField("dateCreated", rec.When),
		dossier.Field("isBasedOn", dossier.List(versions...)),
		dossier.Field("citation", dossier.List(m.citations(rec)...)))
}

// citations returns the sources of a record, each once.
func (m *marker) citations(rec *claims.Record) []dossier.Value {
	var out []dossier.Value
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

// source returns a source in full where it is first named, and its @id from then on; on a page that shows it, its
// address.
func (m *marker) source(s *claims.Source) dossier.Value {
	switch {
	case s == nil:
		return dossier.Value{}
	case m.shown && s.URL != "":
		return dossier.String(s.URL)
	}
	id := m.id(s.ID)
	if !id.Nothing() {
		for _, c := range m.cited {
			if c == s {
				return dossier.Object(dossier.Field("@id", id))
			}
		}
		m.cited = append(m.cited, s)
	}
	return m.described(s)
}

// described returns a source in full; on a page that shows it, only as much as tells which one it is.
func (m *marker) described(s *claims.Source) dossier.Value {
	if m.shown && s.URL != "" {
		return dossier.Object(dossier.StringField("@type", cmp.Or(s.Type, "CreativeWork")),
			dossier.Field("@id", m.id(s.ID)), dossier.StringField("url", s.URL))
	}
	return dossier.Work(s, m.id(s.ID))
}

// publisher returns the author of a review, with the policies of the dossier.
func (m *marker) publisher(p claims.Party) dossier.Value {
	v := dossier.Party(p, "Organization")
	if !v.Nothing() {
		policies := dossier.Object(
			dossier.StringField("correctionsPolicy", m.dossier.Corrections),
			dossier.StringField("verificationFactCheckingPolicy", m.dossier.Methodology))
		v.Members = append(v.Members, policies.Members...)
	}
	return v
}
