package export

import (
	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Feed returns the ClaimReviews of dossiers as a schema.org DataFeed, as Data Commons and others collect them. A review
// without an address of its own is taken to be on the page that its dossier is about, if that page is the publisher's.
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
			m.cited = nil // an element is read without those before it
			if reviews := m.claimReviews(rec); reviews != nil {
				elements.Items = append(elements.Items, dossier.Object(
					dossier.StringField("@type", "DataFeedItem"),
					dossier.StringField("dateModified", d.Modified),
					dossier.Field("item", dossier.List(reviews...))))
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
