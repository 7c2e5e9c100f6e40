package export

import (
	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// editions returns a marker for each language that a record is in, for the page of its edition as far as that is known.
// An element of a feed is read without those before it, so none has sources that were named.
func editions(m marker, rec *claims.Record) []marker {
	var out []marker
	for _, language := range m.dossier.Languages() {
		if _, of := m.dossier.In(language, rec.ID, rec.Text); claims.NearLanguage(of, language) == 0 {
			continue
		}
		one := m
		one.language = language
		for _, e := range m.dossier.Editions(rec.ID) {
			if m.page != "" && e.Source != "" && e.Language == language && dossier.SameSite(e.Source, m.page) {
				one.page = e.Source
			}
		}
		out = append(out, one)
	}
	if out == nil {
		return []marker{m}
	}
	return out
}

// Feed returns the ClaimReviews of dossiers as a schema.org DataFeed, as Data Commons and others collect them. A review
// without an address of its own is taken to be on the page that its dossier is about, if that page is the publisher's. A
// record in several languages has an element for each.
// A nil dossier is passed over.
func Feed(dossiers ...*claims.Dossier) []byte {
	modified := ""
	elements := dossier.Value{Kind: dossier.KindArray}
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		modified = max(modified, d.Modified)
		m := marker{page: d.About.URL, dossier: d, base: resolve(d.About.URL, d.ID), names: new(claims.Names), of: d}
		if d.Publisher.URL != "" && !dossier.SameSite(d.About.URL, d.Publisher.URL) {
			m.page = ""
		}
		for i := range d.Records {
			rec := &d.Records[i]
			if rec.Status == claims.Withdrawn {
				continue
			}
			for _, m := range editions(m, rec) {
				if reviews := m.claimReviews(rec); reviews != nil {
					elements.Items = append(elements.Items, dossier.Object(
						dossier.StringField("@type", "DataFeedItem"),
						dossier.StringField("dateModified", d.Modified),
						dossier.Field("item", dossier.List(reviews...))))
				}
			}
		}
	}
	feed := dossier.Object(
		dossier.StringField("@context", dossier.SchemaOrg),
		dossier.StringField("@type", "DataFeed"),
		dossier.StringField("dateModified", modified),
		dossier.Field("dataFeedElement", elements))
	return dossier.Lines(&feed)
}
