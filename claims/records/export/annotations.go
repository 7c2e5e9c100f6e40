package export

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Annotations returns the items of a report as a W3C AnnotationPage (https://www.w3.org/TR/annotation-model/), for
// Hypothesis, Recogito and the like. The bodies are the record, its text, its verdict and its status. Places are given
// by their words and in code points of the article's text; a quotation in parts has both for each part, in order.
//
// page is the address of the article, or a name for it if it has none; then identifiers are relative, although the
// model asks for absolute ones.
func Annotations(page string, r *claims.Report) []byte {
	t := r.Text
	base, _, _ := strings.Cut(page, "#")
	if dossier.HostOf(base) == "" {
		base = ""
	}
	items := dossier.Value{Kind: dossier.KindArray}
	article := t.String()
	at, points := 0, 0 // bytes and code points of the article that have been counted
	for i := range r.Items {
		a := &r.Items[i]
		points += utf8.RuneCountInString(article[at:a.Span.Start]) // items come in reading order
		at = a.Span.Start
		selectors := dossier.Value{Kind: dossier.KindArray}
		for _, p := range a.Places() { // of a quotation in parts, each part
			s, from := t.Describe(p), points+utf8.RuneCountInString(article[at:p.Start])
			selectors.Items = append(selectors.Items,
				dossier.Object(dossier.StringField("type", "TextQuoteSelector"),
					dossier.Field("exact", dossier.Text(s.Exact)),
					dossier.StringField("prefix", s.Prefix), dossier.StringField("suffix", s.Suffix)),
				dossier.Object(dossier.StringField("type", "TextPositionSelector"),
					dossier.Field("start", dossier.Integer(from)),
					dossier.Field("end", dossier.Integer(from+utf8.RuneCountInString(t.Slice(p))))))
		}
		record := a.Dossier.ID + a.Record.ID
		if whole := resolve(base, a.Dossier.ID); whole != "" {
			record = whole + a.Record.ID
		}
		verdict := ""
		if len(a.Record.Reviews) > 0 && a.Relation != claims.Differs {
			verdict = a.Record.Reviews[0].Rating
		}
		items.Items = append(items.Items, dossier.Object(
			dossier.StringField("id", fmt.Sprintf("%s#sourcemark-%d", base, a.Number)),
			dossier.StringField("type", "Annotation"),
			dossier.StringField("motivation", "assessing"),
			dossier.Field("body", dossier.List(
				dossier.Object(dossier.StringField("id", record), dossier.StringField("type", "SpecificResource"),
					dossier.StringField("source", record), dossier.StringField("purpose", "linking")),
				textualBody(a.Record.Text, "describing"),
				textualBody(verdict, "assessing"),
				textualBody(a.Status().String(), "classifying"))),
			dossier.Field("target", dossier.Object(
				dossier.StringField("source", page),
				dossier.Field("selector", selectors)))))
	}
	v := dossier.Object(
		dossier.StringField("@context", "http://www.w3.org/ns/anno.jsonld"),
		dossier.StringField("id", base+"#sourcemark"),
		dossier.StringField("type", "AnnotationPage"),
		dossier.Field("items", items))
	return dossier.Lines(&v)
}

// textualBody returns a body of an annotation, or nothing if there are no words.
func textualBody(words, purpose string) dossier.Value {
	if words == "" {
		return dossier.Value{}
	}
	return dossier.Object(dossier.StringField("type", "TextualBody"), dossier.StringField("value", words),
		dossier.StringField("format", "text/plain"), dossier.StringField("purpose", purpose))
}
