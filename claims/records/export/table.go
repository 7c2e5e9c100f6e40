package export

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// CSV returns the records of dossiers as a table for spreadsheets, RFC 4180 in UTF-8 with a byte order mark, which
// Excel needs. A record has a line for each of its sources, and for each of its reviews if there are more of these;
// what is said about the record stands in all of them. Withdrawn records are in it with their correction, drafts are
// not. Where dossiers have editions, there are columns for each further language: text@ko. A nil dossier is passed over.
func CSV(dossiers ...*claims.Dossier) []byte {
	b := []byte("\uFEFF" + dossier.Columns)
	tags := translated(dossiers)
	if tags != nil {
		b = append(b, ",page"...)
	}
	for _, tag := range tags {
		for name := range strings.SplitSeq(dossier.LanguageColumns, ",") {
			b = append(b, ","+name+"@"+tag...)
		}
	}
	b = append(b, "\r\n"...)
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		for i := range d.Records {
			rec := &d.Records[i]
			for n := range max(1, len(rec.Reviews), len(rec.Versions)+len(rec.Citations)) {
				b = appendRow(b, d, rec, n)
				b = append(appendEditions(b, d, rec, n, tags), "\r\n"...)
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
	return b
}

// translated returns the languages that dossiers have besides their own; nil if none has any.
func translated(dossiers []*claims.Dossier) (tags []string) {
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		for _, tag := range d.Languages()[1:] {
			if claims.NearLanguage(tag, d.Language) == 0 && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// appendEditions appends what line n of a record has in other languages, for the columns of these.
func appendEditions(b []byte, d *claims.Dossier, rec *claims.Record, n int, tags []string) []byte {
	anchored := func(tag string) (found claims.Edition) {
		for _, e := range d.Editions(rec.ID) {
			if cmp.Or(e.Language, d.Language) == tag {
				return *e
			}
		}
		return found
	}
	add := func(s string) { b = appendCell(append(b, ','), s) }
	if tags != nil {
		add(anchored(d.Language).Source)
	}
	for _, tag := range tags {
		in := func(s string) string {
			if text, of := d.In(tag, rec.ID, s); s != "" && of == tag && tag != d.Language {
				return text
			}
			return ""
		}
		var v claims.Review
		if n < len(rec.Reviews) {
			v = rec.Reviews[n]
		}
		var e claims.Edition
		if tag != d.Language {
			e = anchored(tag)
		}
		for _, cell := range [...]string{in(rec.Text), e.Anchor.Exact, e.Anchor.Prefix, e.Anchor.Suffix, e.Source,
			in(rec.Speaker.Name), in(v.Rating), in(v.Fact), in(v.Why)} {
			add(cell)
		}
	}
	return b
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
