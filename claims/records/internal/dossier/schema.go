package dossier

import (
	"cmp"
	"math"
	"strconv"

	"sourcemark/claims"
)

// SchemaOrg is the context of a dossier and of markup. Google reads markup with this context and no other.
const SchemaOrg = "https://schema.org" // Google reads markup with this context and no other

// ClassLists are the members in which a dossier classifies its verdicts, by claims.Class.
var ClassLists = [...]string{claims.Against: "negativeVerdicts", claims.For: "positiveVerdicts",
	claims.Neither: "neutralVerdicts"}

// Party returns a person or an organisation, or nothing if p is empty. otherwise is the type of a party that has none.
func Party(p claims.Party, otherwise string) Value {
	return Object(
		StringField("@type", cmp.Or(p.Type, otherwise)),
		StringField("name", p.Name),
		StringField("url", p.URL),
		StringField("sameAs", p.SameAs))
}

// Place returns a place by its name.
func Place(name string) Value {
	return Object(StringField("@type", "Place"), StringField("name", name))
}

// Work returns what is known about a source, under an @id.
func Work(s *claims.Source, id Value) Value {
	return Object(
		StringField("@type", cmp.Or(s.Type, "CreativeWork")),
		Member{"@id", id},
		StringField("name", s.Title),
		StringField("url", s.URL),
		StringField("archivedAt", s.Archived),
		StringField("inLanguage", s.Language),
		StringField("datePublished", s.Published),
		Member{"publisher", Party(s.Publisher, "Organization")})
}

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
		StringField("@type", "Rating"),
		StringField("alternateName", v.Rating),
		Member{"ratingValue", number(scale.Value)},
		Member{"worstRating", number(scale.Worst)},
		Member{"bestRating", number(scale.Best)},
		StringField("ratingExplanation", why))
}

// Gainsays reports whether the number of a review contradicts the class of its verdict: the better half of the scale
// for a verdict against a statement, the worse half for one in its favour, either end for one that settles nothing.
func Gainsays(v *claims.Review) bool {
	// schema.org's own
	value, worst, best := Numeric(v.Scale.Value), Numeric(cmp.Or(v.Scale.Worst, "1")), Numeric(cmp.Or(v.Scale.Best,
		"5"))
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

// Numeric returns the number that s writes, NaN if it writes none.
func Numeric(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(n, 0) {
		return math.NaN()
	}
	return n
}
