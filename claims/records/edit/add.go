package edit

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// An Addition is a record to be added to a dossier.
type Addition struct {
	claims.Record        // its Status is not written: the reader derives it
	Draft         bool   // not released: no host shows or counts it
	Creator       string // who annotated the article
	Modified      string // when, ISO 8601
	Description   string // the comment

	Language string      // of its words; empty for that of the dossier
	Page     string      // the address of the article that its anchor is in; empty if that is not known
	Others   []*Addition // the same record in other languages: text, speaker, anchor, and the words of the first review
}

// in returns r and the same record in other languages.
func (r *Addition) in() []*Addition { return append([]*Addition{r}, r.Others...) }

// words returns a text of r: as it is where r is in the dossier's language alone, own, else with its language, and in the
// others that r has it in.
func (r *Addition) words(own string, of func(*Addition) string) dossier.Value {
	if r.Others == nil && (r.Language == "" || strings.EqualFold(r.Language, own)) {
		return dossier.String(of(r))
	}
	all := dossier.Value{Kind: dossier.KindArray}
	for _, x := range r.in() {
		if of(x) != "" {
			all.Items = append(all.Items, tagged(cmp.Or(x.Language, own), dossier.Text(of(x))))
		}
	}
	if all.Items == nil {
		return dossier.Value{}
	}
	return all
}

// anchors returns the anchors of r: that of each of its languages says which it is.
func (r *Addition) anchors(own string) dossier.Value {
	var all []dossier.Value
	for _, x := range r.in() {
		if x.Anchor.Exact == "" {
			continue
		}
		language := dossier.Value{}
		if r.Others != nil || x.Page != "" {
			language = dossier.Text(cmp.Or(x.Language, own))
		}
		all = append(all, dossier.Object(
			dossier.StringField("type", "SpecificResource"),
			dossier.StringField("source", x.Page),
			dossier.Field("language", language),
			dossier.Field("selector", selector(x.Anchor))))
	}
	if len(all) == 1 {
		return all[0]
	}
	return dossier.List(all...)
}

// Add returns a dossier in its canonical form with sources and records at its end. Those without an ID are given one
// that is free: "#s1" and so on for sources, "#c01" for claims, "#q01" for quotations. A record may also cite a source
// that the dossier has, by its ID.
//
// The result may have mistakes: records.Read it before it is kept. The error is that data is no dossier at all; then
// there is no result.
func Add(file string, data []byte, sources []*claims.Source, records []*Addition) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, fmt.Errorf("%s: %w", file, syntax)
	}
	v = dossier.Expand(v)
	parts := v.Get("hasPart")
	if parts == nil || parts.Kind != dossier.KindArray {
		return nil, errors.New(file + ": hasPart: missing: add a list of claims, quotations and sources")
	}
	ids := dossier.NewIDs(parts.Items)
	all := parts.Items[:len(parts.Items):len(parts.Items)]
	n := 0
	for _, s := range sources {
		if s.ID == "" {
			s.ID = ids.Free(func(int) string { n++; return fmt.Sprintf("#s%d", n) })
		}
		all = append(all, source(s))
	}
	var numbers [2]int // by kind
	for _, r := range records {
		if r.ID == "" {
			r.ID = ids.Free(func(int) string {
				numbers[r.Kind]++
				return fmt.Sprintf("#%c%02d", "cq"[r.Kind], numbers[r.Kind])
			})
		}
		all = append(all, record(r, v.Get("inLanguage").Text()))
	}
	parts.Items = all
	return dossier.Lines(dossier.Canonical(v.With("hasPart", *parts))), nil
}

// source returns a source as a dossier has it.
func source(s *claims.Source) dossier.Value {
	return dossier.Object(
		dossier.StringField("@type", s.Type),
		dossier.StringField("@id", s.ID),
		dossier.Field("publisher", dossier.Party(s.Publisher, "")),
		dossier.StringField("name", s.Title),
		dossier.StringField("url", s.URL),
		dossier.StringField("archivedAt", s.Archived),
		dossier.StringField("inLanguage", s.Language),
		dossier.StringField("datePublished", s.Published),
		dossier.StringField("evidence", string(s.Evidence)),
		dossier.StringField("text", s.Excerpt.Text))
}

// record returns a record as a dossier in a language has it.
func record(r *Addition, own string) dossier.Value {
	kind, reviewed, speaker, said, status := "Claim", "ClaimReview", "author", "datePublished", ""
	if r.Kind == claims.Quotation {
		kind, reviewed, speaker, said = "Quotation", "Review", "spokenByCharacter", "dateCreated"
	}
	if r.Draft {
		status = dossier.Draft
	}
	var reviews, appearances, versions, citations []dossier.Value
	for i := range r.Reviews {
		v := review(&r.Reviews[i], reviewed)
		if i == 0 {
			v = r.reviewIn(own, v)
		}
		reviews = append(reviews, v)
	}
	for i := range r.Appearances {
		appearances = append(appearances, dossier.Work(&r.Appearances[i], dossier.Value{}))
	}
	for _, v := range r.Versions {
		versions = append(versions, passage(v.Source, v.Excerpt, v.Note))
	}
	for _, c := range r.Citations {
		citations = append(citations, passage(c.Source, c.Excerpt, c.Note))
	}
	by := dossier.Party(r.Speaker, "")
	if by.Get("name") != nil {
		by = by.With("name", r.words(own, func(x *Addition) string { return x.Speaker.Name }))
	}
	return dossier.Object(
		dossier.StringField("@type", kind),
		dossier.StringField("@id", r.ID),
		dossier.StringField("status", status),
		dossier.Field("text", r.words(own, func(x *Addition) string { return x.Text })),
		dossier.Field(speaker, by),
		dossier.Field("locationCreated", dossier.Place(r.Where)),
		dossier.StringField(said, r.When),
		dossier.StringField("dateModified", r.Modified),
		dossier.StringField("creator", r.Creator),
		dossier.Field("firstAppearance", dossier.Work(&r.FirstAppearance, dossier.Value{})),
		dossier.Field("appearance", dossier.List(appearances...)),
		dossier.Field("anchor", r.anchors(own)),
		dossier.Field("review", dossier.List(reviews...)),
		dossier.Field("isBasedOn", dossier.List(versions...)),
		dossier.Field("citation", dossier.List(citations...)),
		dossier.StringField("correction", r.Correction),
		dossier.StringField("description", r.Description))
}

// review returns a review of a type as a dossier has it.
func review(r *claims.Review, typ string) dossier.Value {
	return dossier.Object(
		dossier.StringField("@type", typ),
		dossier.StringField("url", r.URL),
		dossier.StringField("claimReviewed", r.Claimed),
		dossier.StringField("headline", r.Fact),
		dossier.StringField("datePublished", r.Date),
		dossier.Field("author", dossier.Party(r.By, "")),
		dossier.Field("reviewRating", dossier.Rating(r, r.Why)))
}

// reviewIn returns a review with its words in all languages of r.
func (r *Addition) reviewIn(own string, v dossier.Value) dossier.Value {
	put := func(v dossier.Value, name string, of func(*claims.Review) string) dossier.Value {
		words := r.words(own, func(x *Addition) string {
			if len(x.Reviews) == 0 {
				return ""
			}
			return of(&x.Reviews[0])
		})
		if words.Nothing() {
			return v
		}
		return v.With(name, words)
	}
	v = put(v, "claimReviewed", func(v *claims.Review) string { return v.Claimed })
	v = put(v, "headline", func(v *claims.Review) string { return v.Fact })
	if rating := v.Get("reviewRating"); rating != nil {
		in := put(*rating, "alternateName", func(v *claims.Review) string { return v.Rating })
		v = v.With("reviewRating", put(in, "ratingExplanation", func(v *claims.Review) string { return v.Why }))
	}
	return v
}

// passage returns words of a source that is in the dossier, or the source as a whole if there are none.
func passage(s *claims.Source, e claims.Excerpt, note string) dossier.Value {
	whole := dossier.Object(dossier.StringField("@id", s.ID))
	if e.Text == "" {
		return whole
	}
	return dossier.Object(
		dossier.StringField("@type", "Quotation"),
		dossier.StringField("text", e.Text),
		dossier.StringField("inLanguage", e.Language),
		dossier.Field("isPartOf", whole),
		dossier.StringField("description", note))
}

// selector returns s as a dossier has it. If either is known, prefix and suffix are both written: at the beginning of
// a text the words before are "".
func selector(s claims.Selector) dossier.Value {
	quoted := dossier.Object(
		dossier.StringField("type", "TextQuoteSelector"),
		dossier.Field("exact", dossier.Text(s.Exact)))
	if s.Prefix != "" || s.Suffix != "" {
		quoted = quoted.With("prefix", dossier.Text(s.Prefix)).With("suffix", dossier.Text(s.Suffix))
	}
	if s.End == 0 {
		return quoted
	}
	return dossier.List(quoted, dossier.Object(
		dossier.StringField("type", "TextPositionSelector"),
		dossier.Field("start", dossier.Integer(s.Start)),
		dossier.Field("end", dossier.Integer(s.End))))
}
