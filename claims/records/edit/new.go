package edit

import (
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// Context is the @context that claims/records/README.md teaches.
const Context = `["https://schema.org", {
	"anchor": {"@id": "http://www.w3.org/ns/oa#hasTarget", "@context": "http://www.w3.org/ns/anno.jsonld"},
	"sourcemark": "urn:sourcemark:v1:",
	"status": "sourcemark:status", "statusReason": "sourcemark:statusReason",
	"quoteMatch": "sourcemark:quoteMatch", "recheckBy": "sourcemark:recheckBy",
	"evidence": "sourcemark:evidence", "relay": "sourcemark:relay", "response": "sourcemark:response",
	"negativeVerdicts": "sourcemark:negativeVerdicts", "positiveVerdicts": "sourcemark:positiveVerdicts",
	"neutralVerdicts": "sourcemark:neutralVerdicts", "checkable": "sourcemark:checkable",
	"signature": "sourcemark:signature"}]`

// A Head is what a new dossier says of itself. What is empty and has to be there is a placeholder, which lint reports.
type Head struct {
	File      string // its name, without its folder
	Language  string // that it is written in
	Modified  string // today, ISO 8601
	Publisher string // the name of who checks

	Headline, URL, Published string // of the article; what is empty is left out

	// The house's verdicts, by claims.Class: what a verdict means is for the desk to say. Of those that are nil the
	// placeholder names what others say in the language.
	Verdicts [claims.Neither + 1][]string
}

// New returns a dossier without records.
func New(h Head) []byte {
	context, err := dossier.Parse(Context)
	if err != nil {
		panic(err) // it is a constant
	}
	or := func(s, wanted string) string {
		if s == "" {
			return lint.Placeholder + " " + wanted
		}
		return s
	}
	members := []dossier.Member{
		dossier.Field("@context", context),
		dossier.StringField("@type", "Dataset"),
		dossier.StringField("@id", or(h.File, "the name of this file")),
		dossier.StringField("version", "1"),
		dossier.StringField("inLanguage", h.Language),
		dossier.StringField("dateModified", h.Modified),
		dossier.Field("publisher", dossier.Object(dossier.StringField("@type", "Organization"),
			dossier.StringField("name", or(h.Publisher, "the name of who checks")))),
		dossier.Field("about", dossier.Object(dossier.StringField("@type", "NewsArticle"),
			dossier.StringField("headline", h.Headline), dossier.StringField("url", h.URL),
			dossier.StringField("datePublished", h.Published))),
	}
	for class := claims.Against; class <= claims.Neither; class++ {
		all := dossier.Value{Kind: dossier.KindArray}
		words := h.Verdicts[class]
		if words == nil {
			words = []string{askFor(class, h.Language)}
		}
		for _, w := range words {
			all.Items = append(all.Items, dossier.String(w))
		}
		members = append(members, dossier.Member{Name: dossier.ClassLists[class], Value: all})
	}
	v := dossier.Object(append(members, dossier.Member{Name: "hasPart", Value: dossier.Value{Kind: dossier.KindArray}})...)
	return dossier.Lines(dossier.Canonical(v))
}

// askFor returns the placeholder for the verdicts of a class.
func askFor(class claims.Class, language string) string {
	const few = 3
	usual := lint.UsualVerdicts(language, class)
	if usual == nil {
		usual = lint.UsualVerdicts("en", class)
	}
	meaning := [...]string{claims.Against: "that say a statement is wrong", claims.For: "that say one is right",
		claims.Neither: "that say neither"}[class]
	return lint.Placeholder + " your verdicts " + meaning + ", such as " + strings.Join(usual[:few], ", ") +
		"; [] if you have none yet"
}
