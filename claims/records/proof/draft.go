package proof

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/dossier"
)

// A Draft is a record to be: words of an article, with nothing found out about them yet.
type Draft struct {
	edit.Addition             // with its kind, text, speaker and anchor
	Span          claims.Span // bytes of the article
	Reasons       []claims.Reason
	Pronoun       string // by which the article means a speaker of whom it is not sure who that is: "he"
}

// Drafts returns a draft for each quotation and each claim of an article on which no record of the report stands, in
// reading order. If a sentence quotes somebody, the draft is about the quotation.
func Drafts(r *claims.Report) (out []*Draft) {
	t := r.Text
	words := make(map[claims.Span]claims.Span) // of quotations, without their marks
	for _, q := range t.Quotes() {
		words[q.Span] = q.Words
	}
	findings := r.Findings()
	quotation := make(map[claims.Span]bool)
	for _, f := range findings {
		quotation[f.Span] = quotation[f.Span] || f.Kind == claims.Quotation
	}
	for i, f := range findings {
		quotes := quotation[f.Span]
		// they are in reading order
		for k := i + 1; k < len(findings) && findings[k].Span.Start < f.Span.End && !quotes; k++ {
			quotes = findings[k].Kind == claims.Quotation && f.Span.Contains(findings[k].Span)
		}
		if f.Annotation != nil || f.Kind == claims.Claim && quotes {
			continue
		}
		text, speaker := t.Slice(f.Span), ""
		if f.Kind == claims.Quotation {
			text, speaker = t.Slice(words[f.Span]), f.Speaker
		}
		d := newDraft(t, f.Kind, f.Span, text, speaker)
		if d.Text == "" || strings.TrimSpace(d.Anchor.Exact) == "" {
			continue // “...”, or letters that nobody sees
		}
		d.Reasons, d.Pronoun = f.Reasons, oneLine(charset.Visible(f.Pronoun))
		out = append(out, d)
	}
	return out
}

// newDraft returns a draft about words of an article.
func newDraft(t *claims.Text, kind claims.Kind, s claims.Span, text, speaker string) *Draft {
	d := &Draft{Span: s}
	d.Draft, d.Kind, d.Anchor = true, kind, Describe(t, s)
	d.Text = strings.TrimRight(oneLine(charset.Visible(text)), ",.") // as the guide writes them
	if speaker = oneLine(charset.Visible(speaker)); speaker != "" {
		d.Speaker = claims.Party{Type: "Person", Name: speaker}
	}
	return d
}

// Add returns a dossier in its canonical form with drafts at its end. Words of an article that the reader takes in no
// dossier, such as what looks like a line of ours, are taken out of the drafts, or the draft is left out; left says
// which. The error is that data is no dossier that can be read.
func Add(file string, data []byte, drafts []*Draft) (out []byte, left []string, err error) {
	for {
		additions := make([]*edit.Addition, len(drafts))
		for i, d := range drafts {
			additions[i] = &d.Addition
		}
		if out, err = edit.Add(file, data, nil, additions); err != nil {
			return nil, nil, err
		}
		if _, err = records.Read(file, out); err == nil {
			return out, left, nil
		}
		refused, mended := make(map[*Draft]bool), false
		for _, m := range records.Mistakes(err) {
			d := ofPart(m.Path, out, drafts)
			switch {
			case d == nil:
				return nil, nil, err
			case strings.HasSuffix(m.Path, ".prefix"):
				d.Anchor.Prefix, mended = "", true
			case strings.HasSuffix(m.Path, ".suffix"):
				d.Anchor.Suffix, mended = "", true
			case !refused[d]:
				refused[d] = true
				left = append(left, m.What)
			}
		}
		if len(refused) == 0 && !mended {
			return nil, nil, err
		}
		drafts = slices.DeleteFunc(slices.Clone(drafts), func(d *Draft) bool { return refused[d] })
	}
}

// ofPart returns the draft that a path leads into, of those at the end of a dossier; nil if it leads elsewhere.
func ofPart(path string, data []byte, drafts []*Draft) *Draft {
	rest, within := strings.CutPrefix(path, "hasPart[")
	digits, _, _ := strings.Cut(rest, "]")
	v, err := dossier.Parse(string(data))
	if err != nil || !within {
		return nil
	}
	parts := len(v.Get("hasPart").Each())
	n := dossier.Between(digits, 0, parts-1) - (parts - len(drafts))
	if n < 0 {
		return nil
	}
	return drafts[n]
}

// Head returns what a new dossier says of an article: what its page says of itself, and what stands in it. today is an
// ISO 8601 date, and language a BCP 47 tag.
func Head(t *claims.Text, said about.Page, language, today string) edit.Head {
	h := edit.Head{Language: language, Modified: today, Headline: Headline(t), URL: said.URL,
		Published: cmp.Or(said.Published, about.Date(t.Published))}
	if h.Headline == "" || !strings.Contains(said.Headline, h.Headline) { // which may end with the name of the site
		h.Headline = cmp.Or(said.Headline, h.Headline)
	}
	return h
}

// Headline returns the headline that an article begins with; "" if it begins with none.
func Headline(t *claims.Text) string {
	for _, s := range t.Assess() {
		if s.Kind == claims.Headline && s.Span.Start == 0 {
			return oneLine(charset.Visible(t.Slice(s.Span)))
		}
	}
	return ""
}

// Describe returns the selector of s, in characters that a dossier may have. Placing ignores the invisible ones.
func Describe(t *claims.Text, s claims.Span) claims.Selector {
	sel := t.Describe(s)
	sel.Exact, sel.Prefix, sel.Suffix = charset.Visible(sel.Exact), charset.Visible(sel.Prefix), charset.Visible(sel.Suffix)
	return sel
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
