package dossier

import (
	"cmp"
	"math"
	"strconv"

	"sourcemark/claims"
)

// Numeric is the number that s writes, NaN if it is none.
func Numeric(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(n, 0) {
		return math.NaN()
	}
	return n
}

// This file makes what search engines, archives and other checkers read: plain schema.org, and nothing of
// our own words. Most records must not become a ClaimReview there: Google takes one only for what somebody
// else said, reviewed by the site that shows it, and counts the rest as spam.
// https://developers.google.com/search/docs/appearance/structured-data/factcheck

const SchemaOrg = "https://schema.org" // Google reads markup with this context and no other

// Rating is the verdict of a review. A number that gainsays it is left out.
func Rating(v *claims.Review, why string) Value {
	number := func(s string) Value {
		if n, err := Parse(s); err == nil && n.Kind == KindNumber {
			return n
		}
		return String(s)
	}
	scale := v.Scale
	if Gainsays(v) {
		scale = claims.Scale{} // machines go by the number
	}
	return Object(
		Field("@type", String("Rating")),
		Field("alternateName", String(v.Rating)),
		Field("ratingValue", number(scale.Value)),
		Field("worstRating", number(scale.Worst)),
		Field("bestRating", number(scale.Best)),
		Field("ratingExplanation", String(why)))
}

// Gainsays reports whether the number of a review says something else than the class of its verdict: the better half of the scale of what
// is against a statement, the worse of what is for it, an end of what settles nothing.
func Gainsays(v *claims.Review) bool {
	value, worst, best := Numeric(v.Scale.Value), Numeric(cmp.Or(v.Scale.Worst, "1")), Numeric(cmp.Or(v.Scale.Best, "5")) // schema.org's own
	middle := (worst + best) / 2
	switch v.Class {
	case claims.Against:
		return value > middle
	case claims.For:
		return value < middle
	case claims.Neither:
		return value <= worst || value >= best
	}
	return false
}

func Place(name string) Value {
	return Object(Field("@type", String("Place")), Field("name", String(name)))
}

// Work is what is known of a source, under an @id.
func Work(s *claims.Source, id Value) Value {
	return Object(
		Field("@type", String(cmp.Or(s.Type, "CreativeWork"))),
		Field("@id", id),
		Field("name", String(s.Title)),
		Field("url", String(s.URL)),
		Field("archivedAt", String(s.Archived)),
		Field("inLanguage", String(s.Language)),
		Field("datePublished", String(s.Published)),
		Field("publisher", Party(s.Publisher, "Organization")))
}

// Party is a person or an organisation; of what type if the dossier does not say.
func Party(p claims.Party, otherwise string) Value {
	return Object(
		Field("@type", String(cmp.Or(p.Type, otherwise))),
		Field("name", String(p.Name)),
		Field("url", String(p.URL)),
		Field("sameAs", String(p.SameAs)))
}

// ClassLists is where a dossier classifies its verdicts, in the order of claims.Class.
var ClassLists = [...]string{claims.Against: "negativeVerdicts", claims.For: "positiveVerdicts", claims.Neither: "neutralVerdicts"}
