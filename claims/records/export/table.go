package export

import (
	"cmp"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// CSV returns the records of dossiers as a table for spreadsheets, RFC 4180 in UTF-8 with a byte order mark, which
// Excel needs. A record has a line for each of its sources, and for each of its reviews if there are more of these;
// what is said about the record stands in all of them. Withdrawn records are in it with their correction, drafts are
// not. A nil dossier is passed over.
func CSV(dossiers ...*claims.Dossier) []byte {
	b := []byte("\uFEFF" + dossier.Columns + "\r\n")
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		for i := range d.Records {
			rec := &d.Records[i]
			for n := range max(1, len(rec.Reviews), len(rec.Versions)+len(rec.Citations)) {
				b = appendRow(b, d, rec, n)
			}
		}
	}
	return b
}

// appendRow appends line n of a record.
func appendRow(b []byte, d *claims.Dossier, rec *claims.Record, n int) []byte {
	var v claims.Review
	negative := ""
	if n < len(rec.Reviews) {
		v = rec.Reviews[n]
		negative = [...]string{claims.Unclassified: "", claims.Against: "yes", claims.For: "no",
			claims.Neither: ""}[v.Class]
	}
	var s claims.Source
	var excerpt claims.Excerpt
	passage := ""
	cite := func(what string, source *claims.Source, e claims.Excerpt) {
		if source != nil {
			s = *source
		}
		passage, excerpt = what, e
	}
	if n < len(rec.Versions) {
		cite("version", rec.Versions[n].Source, rec.Versions[n].Excerpt)
	} else if n -= len(rec.Versions); n < len(rec.Citations) {
		cite("citation", rec.Citations[n].Source, rec.Citations[n].Excerpt)
	}
	for i, cell := range [...]string{
		d.ID, rec.ID, rec.Kind.String(), rec.Status.String(), rec.Text, rec.Anchor.Exact, rec.Anchor.Prefix,
		rec.Anchor.Suffix, rec.Speaker.Name, rec.When,
		v.Rating, negative, v.Fact, v.Why, v.By.Name, v.Date, v.URL,
		passage, s.Publisher.Name, s.Title, s.URL, s.Archived, s.Published, string(s.Evidence),
		cmp.Or(excerpt.Language, s.Language), excerpt.Text, rec.Correction,
	} {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCell(b, cell)
	}
	return append(b, "\r\n"...)
}

// appendCell appends a cell. encoding/csv would leave a cell with a semicolon or a tab without quotation marks, and
// there Excel cuts it where people write decimal commas.
func appendCell(b []byte, s string) []byte {
	s = dossier.Guarded(s)
	if !strings.ContainsAny(s, ",;\"\r\n\t ") {
		return append(b, s...)
	}
	return append(append(append(b, '"'), strings.ReplaceAll(s, `"`, `""`)...), '"')
}
