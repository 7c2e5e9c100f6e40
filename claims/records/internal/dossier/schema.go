package dossier

import (
	"cmp"
	"math"
	"strconv"

	"sourcemark/claims"
)

// Numeric returns the number that s writes, NaN if it writes none.
func Numeric(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(n, 0) {
		return math.NaN()
	}
	return n
}

// SchemaOrg is the context of a dossier and of markup. Google reads markup with this context and no other.
const SchemaOrg = "https://schema.org" // Google reads markup with this context and no other

// Rating returns the verdict of a review, with why as its explanation. A number that gainsays the verdict is left out.
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

// Gainsays reports whether the number of a review contradicts the class of its verdict: the better half of the scale
// for a verdict against a statement, the worse half for one in its favour, either end for one that settles nothing.
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

// Place returns a place by its name.
func Place(name string) Value {
	return Object(Field("@type", String("Place")), Field("name", String(name)))
}

// Work returns what is known about a source, under an @id.
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

// Party returns a person or an organisation, or nothing if p is empty. otherwise is the type of a party that has none.
func Party(p claims.Party, otherwise string) Value {
	return Object(
		Field("@type", String(cmp.Or(p.Type, otherwise))),
		Field("name", String(p.Name)),
		Field("url", String(p.URL)),
		Field("sameAs", String(p.SameAs)))
}

// ClassLists are the members in which a dossier classifies its verdicts, by claims.Class.
var ClassLists = [...]string{claims.Against: "negativeVerdicts", claims.For: "positiveVerdicts", claims.Neither: "neutralVerdicts"}
