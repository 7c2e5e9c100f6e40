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
				dossier.Object(dossier.Field("type", dossier.String("TextQuoteSelector")), dossier.Field("exact", dossier.Text(s.Exact)),
					dossier.Field("prefix", dossier.String(s.Prefix)), dossier.Field("suffix", dossier.String(s.Suffix))),
				dossier.Object(dossier.Field("type", dossier.String("TextPositionSelector")), dossier.Field("start", dossier.Integer(from)),
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
			dossier.Field("id", dossier.String(fmt.Sprintf("%s#sourcemark-%d", base, a.Number))),
			dossier.Field("type", dossier.String("Annotation")),
			dossier.Field("motivation", dossier.String("assessing")),
			dossier.Field("body", dossier.List(
				dossier.Object(dossier.Field("id", dossier.String(record)), dossier.Field("type", dossier.String("SpecificResource")), dossier.Field("source", dossier.String(record)), dossier.Field("purpose", dossier.String("linking"))),
				textualBody(a.Record.Text, "describing"),
				textualBody(verdict, "assessing"),
				textualBody(a.Status().String(), "classifying"))),
			dossier.Field("target", dossier.Object(
				dossier.Field("source", dossier.String(page)),
				dossier.Field("selector", selectors)))))
	}
	v := dossier.Object(
		dossier.Field("@context", dossier.String("http://www.w3.org/ns/anno.jsonld")),
		dossier.Field("id", dossier.String(base+"#sourcemark")),
		dossier.Field("type", dossier.String("AnnotationPage")),
		dossier.Field("items", items))
	return dossier.Lines(&v)
}

// textualBody returns a body of an annotation, or nothing if there are no words.
func textualBody(words, purpose string) dossier.Value {
	if words == "" {
		return dossier.Value{}
	}
	return dossier.Object(dossier.Field("type", dossier.String("TextualBody")), dossier.Field("value", dossier.String(words)), dossier.Field("format", dossier.String("text/plain")), dossier.Field("purpose", dossier.String(purpose)))
}
