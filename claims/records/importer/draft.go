package importer

import (
	"strconv"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// parts is the drafts and their sources as a dossier has them, under ids that are free.
func (m *importer) parts(x *dossier.Expander) []dossier.Value {
	var out []dossier.Value
	cited := make(map[*claims.Source]bool)
	for _, rec := range m.records {
		for i := range rec.Citations {
			cited[rec.Citations[i].Source] = true
		}
		for i := range rec.Versions {
			cited[rec.Versions[i].Source] = true
		}
	}
	source := 0
	for _, s := range m.sources {
		if !cited[s] {
			continue // of a record that was left out
		}
		s.ID = x.Free(func(int) string {
			source++
			return "#s" + strconv.Itoa(source)
		})
		out = append(out, dossier.Object(
			dossier.Field("@type", dossier.String(s.Type)),
			dossier.Field("@id", dossier.String(s.ID)),
			dossier.Field("publisher", dossier.Party(s.Publisher, "")),
			dossier.Field("name", dossier.String(s.Title)),
			dossier.Field("url", dossier.String(s.URL)),
			dossier.Field("archivedAt", dossier.String(s.Archived)),
			dossier.Field("inLanguage", dossier.String(s.Language)),
			dossier.Field("datePublished", dossier.String(s.Published)),
			dossier.Field("evidence", dossier.String(string(s.Evidence)))))
	}
	var numbers [2]int // by kind
	for _, rec := range m.records {
		prefix := [...]string{claims.Claim: "#c", claims.Quotation: "#q"}[rec.Kind]
		rec.ID = x.Free(func(int) string {
			numbers[rec.Kind]++
			return prefix + dossier.TwoDigits(numbers[rec.Kind])
		})
		out = append(out, draftOf(rec))
	}
	return out
}

// draftOf is a record as a dossier has it.
func draftOf(rec *found) dossier.Value {
	kind, speaker, said := "Claim", "author", "datePublished"
	if rec.Kind == claims.Quotation {
		kind, speaker, said = "Quotation", "spokenByCharacter", "dateCreated"
	}
	var reviews, appearances, versions, citations []dossier.Value
	for i := range rec.Reviews {
		r := &rec.Reviews[i]
		reviews = append(reviews, dossier.Object(
			dossier.Field("@type", dossier.String("ClaimReview")),
			dossier.Field("url", dossier.String(r.URL)),
			dossier.Field("claimReviewed", dossier.String(r.Claimed)),
			dossier.Field("headline", dossier.String(r.Fact)),
			dossier.Field("datePublished", dossier.String(r.Date)),
			dossier.Field("author", dossier.Party(r.By, "")),
			dossier.Field("reviewRating", dossier.Rating(r, r.Why))))
	}
	for i := range rec.Appearances {
		appearances = append(appearances, dossier.Work(&rec.Appearances[i], dossier.Value{}))
	}
	passage := func(s *claims.Source, e claims.Excerpt, note string) dossier.Value {
		if e.Text == "" {
			return dossier.Object(dossier.Field("@id", dossier.String(s.ID)))
		}
		return dossier.Object(
			dossier.Field("@type", dossier.String("Quotation")),
			dossier.Field("text", dossier.String(e.Text)),
			dossier.Field("inLanguage", dossier.String(e.Language)),
			dossier.Field("isPartOf", dossier.Object(dossier.Field("@id", dossier.String(s.ID)))),
			dossier.Field("description", dossier.String(note)))
	}
	for i := range rec.Versions {
		versions = append(versions, passage(rec.Versions[i].Source, rec.Versions[i].Excerpt, rec.Versions[i].Note))
	}
	for i := range rec.Citations {
		citations = append(citations, passage(rec.Citations[i].Source, rec.Citations[i].Excerpt, rec.Citations[i].Note))
	}
	anchor := dossier.Value{}
	if s := rec.Anchor; s.Exact != "" {
		quoted := dossier.Object(dossier.Field("type", dossier.String("TextQuoteSelector")), dossier.Field("prefix", dossier.String(s.Prefix)), dossier.Field("exact", dossier.String(s.Exact)), dossier.Field("suffix", dossier.String(s.Suffix)))
		if s.End > 0 {
			quoted = dossier.List(quoted, dossier.Object(dossier.Field("type", dossier.String("TextPositionSelector")), dossier.Field("start", dossier.Integer(s.Start)), dossier.Field("end", dossier.Integer(s.End))))
		}
		anchor = dossier.Object(dossier.Field("type", dossier.String("SpecificResource")), dossier.Field("selector", quoted))
	}
	v := dossier.Object(
		dossier.Field("@type", dossier.String(kind)),
		dossier.Field("@id", dossier.String(rec.ID)),
		dossier.Field("status", dossier.String(dossier.Draft)),
		dossier.Field("text", dossier.String(rec.Text)),
		dossier.Field(speaker, dossier.Party(rec.Speaker, "")),
		dossier.Field("locationCreated", dossier.Place(rec.Where)),
		dossier.Field(said, dossier.String(rec.When)),
		dossier.Field("firstAppearance", dossier.Work(&rec.FirstAppearance, dossier.Value{})),
		dossier.Field("appearance", dossier.List(appearances...)),
		dossier.Field("anchor", anchor),
		dossier.Field("review", dossier.List(reviews...)),
		dossier.Field("isBasedOn", dossier.List(versions...)),
		dossier.Field("citation", dossier.List(citations...)),
		dossier.Field("correction", dossier.String(rec.Correction)))
	for _, more := range rec.more {
		if !more.Value.Nothing() {
			v.Members = append(v.Members, more)
		}
	}
	return v
}
