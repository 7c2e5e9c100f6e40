package export

import (
	"strconv"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// mostUnrecorded is how many findings without a record are listed: more than a book has, and some megabytes of JSON.
// Two megabytes of nothing but quotation marks and said-words have so many that the answer would be 90 MB, and a worker
// has 128.
const mostUnrecorded = 10_000

// Report returns a report on an article as JSON, for programs:
//
//	{"items": [{"start", "end", "exact", "parts", "kind", "speaker", "record", "relation", "differences",
//	            "placement", "automatic", "status", "quoteMatch", "score"}],
//	 "unplaced": [{"record", "kind", "placement", "text", "differences", "unsearched"}],
//	 "suggestions": [{"record", "start", "end", "exact", "score", "why"}],
//	 "partial", "language"}
//
// The items are those of [claims.Report.Findings]; start and end are bytes of the article's text. What an item does not
// have is null, so that every item has every name. Five names are there only if there is something to say: parts, each
// with its start and end, of a quotation that is printed in several; differences; and unsearched and partial, which are
// true if there was too much to search for a record, or for more records; partial is true, too, if the article has more
// than 10,000 quotations and claims without a record: no more are listed; and language, as which the article is read
// ([claims.Text.Spoken]).
func Report(r *claims.Report) []byte {
	items, unplaced := dossier.Value{Kind: dossier.KindArray}, dossier.Value{Kind: dossier.KindArray}
	partial, unrecorded := r.Partial, 0
	for _, f := range r.Findings() {
		if f.Annotation == nil {
			if unrecorded == mostUnrecorded {
				partial = true
				continue
			}
			unrecorded++
		}
		items.Items = append(items.Items, finding(r.Text, &f))
	}
	for i := range r.Unplaced {
		u := &r.Unplaced[i]
		unplaced.Items = append(unplaced.Items, dossier.Object(
			dossier.StringField("record", u.Record.ID),
			dossier.StringField("kind", u.Record.Kind.String()),
			dossier.StringField("placement", u.Placement.String()),
			dossier.StringField("text", u.Record.Text),
			dossier.Field("differences", differences(u.Differences)),
			dossier.Field("unsearched", dossier.True(u.Unsearched))))
	}
	v := dossier.Object(dossier.Field("items", items), dossier.Field("unplaced", unplaced),
		dossier.Field("suggestions", suggested(r.Text, r.Suggestions)), dossier.Field("partial", dossier.True(partial)),
		dossier.StringField("language", r.Text.Spoken()))
	return dossier.Lines(&v)
}

// Suggestions returns suggestions for an article as JSON, as [Report] has them.
func Suggestions(t *claims.Text, list []claims.Suggestion) []byte {
	v := suggested(t, list)
	return dossier.Lines(&v)
}

func suggested(t *claims.Text, list []claims.Suggestion) dossier.Value {
	all := dossier.Value{Kind: dossier.KindArray}
	for i := range list {
		x := &list[i]
		all.Items = append(all.Items, dossier.Object(
			dossier.StringField("record", x.Record.ID),
			dossier.Field("start", dossier.Integer(x.Span.Start)),
			dossier.Field("end", dossier.Integer(x.Span.End)),
			dossier.Field("exact", dossier.Text(t.Slice(x.Span))),
			dossier.Field("score", dossier.Number(strconv.FormatFloat(x.Score, 'f', 3, 64))),
			dossier.Field("why", dossier.Text(x.Why()))))
	}
	return all
}

// finding returns one item of a report.
func finding(t *claims.Text, f *claims.Finding) dossier.Value {
	record, status, match := orNull(""), orNull(""), orNull("")
	relation, placement, automatic, score := claims.None, claims.Exact, true, f.Score
	var differing, parts dossier.Value
	if a := f.Annotation; a != nil {
		record, status = orNull(a.Record.ID), orNull(a.Status().String())
		relation, placement, automatic, score = a.Relation, a.Placement, a.Automatic, a.Score
		differing = differences(a.Differences)
		for _, p := range a.Parts {
			parts.Kind = dossier.KindArray
			parts.Items = append(parts.Items, dossier.Object(dossier.Field("start", dossier.Integer(p.Start)),
				dossier.Field("end", dossier.Integer(p.End))))
		}
		if c := a.Comparison(); c != nil {
			match = orNull(c.Match.String())
		}
	}
	return dossier.Object(
		dossier.Field("start", dossier.Integer(f.Span.Start)),
		dossier.Field("end", dossier.Integer(f.Span.End)),
		dossier.Field("exact", dossier.Text(t.Slice(f.Span))),
		dossier.Field("parts", parts),
		dossier.StringField("kind", f.Kind.String()),
		dossier.Field("speaker", orNull(f.Speaker)),
		dossier.Field("record", record),
		dossier.StringField("relation", relation.String()),
		dossier.Field("differences", differing),
		dossier.StringField("placement", placement.String()),
		dossier.Field("automatic", dossier.Bool(automatic)),
		dossier.Field("status", status),
		dossier.Field("quoteMatch", match),
		dossier.Field("score", dossier.Number(strconv.FormatFloat(score, 'f', -1, 64))))
}

// orNull returns a string, or null if it is empty.
func orNull(s string) dossier.Value {
	if s == "" {
		return dossier.Value{Kind: dossier.KindNull, Str: "null"}
	}
	return dossier.String(s)
}

// differences returns what an article has otherwise than the record, or nothing if nothing differs.
func differences(ds []claims.Difference) dossier.Value {
	var out []dossier.Value
	for _, d := range ds {
		out = append(out, dossier.Object(
			dossier.StringField("kind", string(d.Kind)),
			dossier.Field("record", dossier.Text(d.Record)),
			dossier.Field("article", dossier.Text(d.Article))))
	}
	return dossier.List(out...)
}
