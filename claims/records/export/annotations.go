package export

import (
	"cmp"
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
				ourBody(a, a.Record.Text, "describing"),
				ourBody(a, verdict, "assessing"),
				textualBody(a.Status().String(), "classifying"))),
			dossier.Field("target", targets(a, page, selectors))))
	}
	v := dossier.Object(
		dossier.StringField("@context", "http://www.w3.org/ns/anno.jsonld"),
		dossier.StringField("id", base+"#sourcemark"),
		dossier.StringField("type", "AnnotationPage"),
		dossier.Field("items", items))
	return dossier.Lines(&v)
}

// targets returns what an annotation is of: its words in the article, and those of the other editions whose addresses
// the dossier has.
func targets(a *claims.Annotation, page string, selectors dossier.Value) dossier.Value {
	here := dossier.Object(dossier.StringField("source", page), dossier.Field("selector", selectors))
	all := dossier.List(here)
	for _, e := range a.Dossier.Editions(a.Record.ID) {
		if language := cmp.Or(e.Language, a.Dossier.Language); e.Source != "" && e.Source != page &&
			language != a.Edition && a.Edition != "" {
			all.Items = append(all.Items, dossier.Object(
				dossier.StringField("source", e.Source),
				dossier.StringField("language", language),
				dossier.Field("selector", dossier.Object(dossier.StringField("type", "TextQuoteSelector"),
					dossier.Field("exact", dossier.Text(e.Anchor.Exact)),
					dossier.StringField("prefix", e.Anchor.Prefix), dossier.StringField("suffix", e.Anchor.Suffix)))))
		}
	}
	if len(all.Items) == 1 {
		return here
	}
	return all
}

// ourBody returns a body with words of a record, in the language of the article if the dossier has them in it.
func ourBody(a *claims.Annotation, words, purpose string) dossier.Value {
	words, _ = a.Dossier.In(a.Language(), a.Record.ID, words)
	return textualBody(words, purpose)
}

// textualBody returns a body of an annotation, or nothing if there are no words.
func textualBody(words, purpose string) dossier.Value {
	if words == "" {
		return dossier.Value{}
	}
	return dossier.Object(dossier.StringField("type", "TextualBody"), dossier.StringField("value", words),
		dossier.StringField("format", "text/plain"), dossier.StringField("purpose", purpose))
}
