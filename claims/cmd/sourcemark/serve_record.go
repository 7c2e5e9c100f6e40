package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// A recordForm is what a fact-checker has filled in beside the article. All may be empty but Exact.
type recordForm struct {
	Dossier string `json:"dossier"` // its file; empty for the first

	// The words that were picked, and those around them in their paragraph.
	Exact  string `json:"exact"`
	Before string `json:"before"`
	After  string `json:"after"`

	Kind    string `json:"kind"` // Claim or Quotation; empty for what the words look like
	Text    string `json:"text"`
	Speaker string `json:"speaker"`
	Verdict string `json:"verdict"`
	Fact    string `json:"fact"`
	Why     string `json:"why"`

	Source    string `json:"source"` // the @id of one that is there, "none", or empty for the one below
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Archived  string `json:"archived"`
	Date      string `json:"date"`
	Language  string `json:"language"`
	Evidence  string `json:"evidence"`
	Excerpt   string `json:"excerpt"`
}

// A madeRecord is what becomes of the form: a record, or words that say why there is none.
type madeRecord struct {
	Words    string           `json:"words"`             // about the place
	Kind     string           `json:"kind,omitempty"`    // Claim or Quotation
	Text     string           `json:"text,omitempty"`    // of the record
	Speaker  string           `json:"speaker,omitempty"` // of a quotation, as the article has it beside it; for whoever fills in the form, who says in earnest who it was
	Status   string           `json:"status,omitempty"`  // which follows
	Record   string           `json:"record,omitempty"`  // JSON: the record, and a new source behind it
	File     string           `json:"file,omitempty"`    // of the dossier they go into
	Dossier  string           `json:"dossier,omitempty"` // that with them in it, in its canonical form
	Findings []previewFinding `json:"findings"`
}

func (p *preview) serveRecord(w http.ResponseWriter, r *http.Request) {
	const most = 1 << 20 // bytes; a form is a few thousand
	var f recordForm
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, most))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		http.Error(w, "no form: "+err.Error(), http.StatusBadRequest)
		return
	}
	v, err := p.look()
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	made, err := v.record(f)
	if err != nil {
		made = &madeRecord{Words: err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	if made.Findings == nil {
		made.Findings = []previewFinding{}
	}
	writeJSON(w, made)
}

// The parts of a dossier that the form makes, in the words of claims/records/README.md.
type (
	madePart struct {
		Type     string      `json:"@type"`
		ID       string      `json:"@id"`
		Text     string      `json:"text"`
		Author   *newParty   `json:"author,omitempty"`
		Speaker  *newParty   `json:"spokenByCharacter,omitempty"`
		Anchor   madeAnchor  `json:"anchor"`
		Review   *madeReview `json:"review,omitempty"`
		Based    *madeQuote  `json:"isBasedOn,omitempty"`
		Citation *madeQuote  `json:"citation,omitempty"`
	}
	madeAnchor struct {
		Type     string      `json:"type"`
		Selector newSelector `json:"selector"`
	}
	madeReview struct {
		Type   string `json:"@type"`
		Fact   string `json:"headline,omitempty"`
		Rating struct {
			Type    string `json:"@type"`
			Verdict string `json:"alternateName,omitempty"`
			Why     string `json:"ratingExplanation,omitempty"`
		} `json:"reviewRating"`
	}
	// A madeQuote is a passage of a source, or the whole of it.
	madeQuote struct {
		ID       string     `json:"@id,omitempty"`
		Type     string     `json:"@type,omitempty"`
		Text     string     `json:"text,omitempty"`
		Language string     `json:"inLanguage,omitempty"`
		Of       *madeQuote `json:"isPartOf,omitempty"`
	}
	madeSource struct {
		Type      string    `json:"@type"`
		ID        string    `json:"@id"`
		Publisher *newParty `json:"publisher,omitempty"`
		Title     string    `json:"name,omitempty"`
		URL       string    `json:"url,omitempty"`
		Archived  string    `json:"archivedAt,omitempty"`
		Language  string    `json:"inLanguage,omitempty"`
		Date      string    `json:"datePublished,omitempty"`
		Evidence  string    `json:"evidence,omitempty"`
		Text      string    `json:"text,omitempty"`
	}
)

// record makes a record of a form. The error is for whoever fills it in.
func (v *look) record(f recordForm) (*madeRecord, error) {
	for _, s := range [...]*string{&f.Text, &f.Speaker, &f.Verdict, &f.Fact, &f.Why, &f.Publisher, &f.Title, &f.URL, &f.Archived, &f.Date, &f.Language, &f.Excerpt} {
		*s = strings.TrimSpace(visible(*s))
	}
	i := slices.IndexFunc(v.dossiers, func(d dossierFile) bool { return f.Dossier == "" || d.name == f.Dossier })
	if i < 0 {
		return nil, fmt.Errorf("%s: is no dossier of this preview", f.Dossier)
	}
	d := &v.dossiers[i]
	if d.err != nil {
		return nil, errors.New(d.name + " has mistakes, see Findings: mend them first")
	}
	t := v.words.Text
	span, words, err := placed(t, f)
	if err != nil {
		return nil, err
	}
	made := &madeRecord{Words: words, File: d.name}
	part := madePart{Type: cmp.Or(f.Kind, "Claim")}
	text := t.Slice(span)
	quoted := slices.IndexFunc(t.Quotes(), func(q claims.Quote) bool { return q.Span.Overlaps(span) })
	switch {
	case f.Kind == "Quotation" && quoted < 0:
		return nil, errors.New("There are no quotation marks around these words: make it a claim, or mark the words with their quotation marks.")
	case f.Kind == "Quotation", f.Kind == "" && quoted >= 0 && t.Quotes()[quoted].Span.Contains(span):
		q := t.Quotes()[quoted]
		span, text, part.Type = q.Span, t.Slice(q.Words), "Quotation"
		made.Speaker = oneLine(visible(t.Slice(q.Speaker)))
		made.Words += " The record is about the whole quotation."
	}
	text = strings.TrimRight(oneLine(visible(text)), ",.")
	if part.Type == "Claim" {
		text = cmp.Or(f.Text, text)
	}
	made.Kind, made.Text, part.Text = part.Type, text, text
	sel := describe(t, span)
	part.Anchor = madeAnchor{"SpecificResource", newSelector{"TextQuoteSelector", sel.Prefix, sel.Exact, sel.Suffix}}
	if f.Speaker != "" {
		who := &newParty{"Person", f.Speaker}
		if part.Type == "Quotation" {
			part.Speaker = who
		} else {
			part.Author = who
		}
	}
	if f.Verdict != "" || f.Why != "" || f.Fact != "" {
		part.Review = &madeReview{Type: "ClaimReview", Fact: f.Fact}
		part.Review.Rating.Type, part.Review.Rating.Verdict, part.Review.Rating.Why = "Rating", f.Verdict, f.Why
		if part.Type == "Quotation" {
			part.Review.Type = "Review"
		}
	}

	part.ID = d.freeID(map[string]string{"Claim": "c", "Quotation": "q"}[part.Type])
	parts := []any{&part}
	source, excerpt := f.Source, f.Excerpt
	if source == "" && (f.Publisher != "" || f.Title != "" || f.URL != "" || f.Excerpt != "") {
		s := madeSource{Type: "WebPage", ID: d.freeID("s"), Title: f.Title, URL: f.URL, Archived: f.Archived, Language: f.Language, Date: f.Date, Evidence: f.Evidence, Text: f.Excerpt}
		if f.Publisher != "" {
			s.Publisher = &newParty{"Organization", f.Publisher}
		}
		parts, source = append(parts, &s), s.ID
		if part.Type == "Claim" {
			excerpt = "" // the source has it
		}
	}
	if source != "" && source != "none" {
		cited := &madeQuote{ID: source}
		if excerpt != "" {
			cited = &madeQuote{Type: "Quotation", Text: excerpt, Language: f.Language, Of: cited}
		}
		if part.Type == "Quotation" && excerpt != "" {
			part.Based = cited
		} else {
			part.Citation = cited
		}
	}
	return made, d.with(made, parts, t)
}

// placed is where the words of a form stand, and words that say so.
func placed(t *claims.Text, f recordForm) (claims.Span, string, error) {
	p := t.Place(claims.Selector{Exact: strings.TrimSpace(f.Exact), Prefix: f.Before, Suffix: f.After})
	switch {
	case p.Placement == claims.Exact && f.Before+f.After == "":
		return p.Span, "These words stand in the article once.", nil
	case p.Placement == claims.Exact:
		return p.Span, "This is their place, and no other.", nil
	case p.Placement == claims.Ambiguous:
		return p.Span, "", errors.New("These words stand in the article more than once: mark more of the sentence, or mark them in the article.")
	case strings.Contains(strings.TrimSpace(f.Exact), "\n"):
		return p.Span, "", errors.New("Mark words within one paragraph.")
	case p.Near.End > 0:
		return p.Span, "", fmt.Errorf("The article has other words there: %q.", oneLine(t.Slice(p.Near)))
	case p.Placed():
		return p.Span, "", fmt.Errorf("The article has these words a little differently: %q.", oneLine(t.Slice(p.Span)))
	}
	return p.Span, "", errors.New("These words are not in the article, as far as it is read: captions, links to other pages and advertisements are not.")
}

// freeID is an @id that no part of the dossier has.
func (d *dossierFile) freeID(letter string) string {
	for n := 1; ; n++ {
		if id := fmt.Sprintf("#%s%02d", letter, n); edit.Part(d.data, id) == nil {
			return id
		}
	}
}

// with fills in what becomes of the dossier with new parts.
func (d *dossierFile) with(made *madeRecord, parts []any, t *claims.Text) error {
	data := bytes.TrimPrefix(d.data, []byte("\ufeff"))
	end, empty, err := endOfParts(data)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.Write(data[:end])
	for i, part := range parts {
		if i > 0 || !empty {
			out.WriteString(",")
		}
		if err := writeJSON(&out, part); err != nil {
			return err
		}
	}
	out.Write(data[end:])
	formatted, err := edit.Format(d.name, out.Bytes(), nil)
	if err != nil {
		return err
	}
	made.Dossier = string(formatted)
	whole := dossierFile{name: d.name, data: formatted}
	ids := map[string]bool{}
	var texts []string
	for _, part := range parts {
		id := ""
		switch p := part.(type) {
		case *madePart:
			id = p.ID
		case *madeSource:
			id = p.ID
		}
		ids[id] = true
		texts = append(texts, strings.TrimSpace(string(edit.Part(formatted, id))))
	}
	made.Record = strings.Join(texts, ",\n")
	for _, f := range whole.findings(t) {
		if ids[f.Record] {
			made.Findings = append(made.Findings, f)
		}
	}
	made.Status = "nothing yet: it has mistakes"
	if read, err := records.Read(d.name, formatted); err == nil {
		for _, r := range read.Records {
			if ids[r.ID] {
				made.Status = r.Status.String()
			}
		}
	}
	return nil
}

// endOfParts is the byte before which a new part goes, and whether it is the first.
func endOfParts(data []byte) (end int, empty bool, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return 0, false, err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return 0, false, err
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return 0, false, err
		}
		if name == "hasPart" {
			return int(d.InputOffset()) - 1, len(bytes.TrimSpace(v[1:len(v)-1])) == 0, nil
		}
	}
	return 0, false, errors.New("it has no hasPart")
}
