package desk

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

// A previewForm is what a fact-checker has filled in beside the article. All fields but Exact may be empty.
type previewForm struct {
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
	Words string `json:"words"`          // about the place
	Kind  string `json:"kind,omitempty"` // Claim or Quotation
	Text  string `json:"text,omitempty"` // of the record
	// of a quotation, as the article has it beside it; for the editor who fills in the form, and decides who it was
	Speaker  string           `json:"speaker,omitempty"`
	Status   string           `json:"status,omitempty"`  // which follows
	Record   string           `json:"record,omitempty"`  // JSON: the record, and a new source behind it
	File     string           `json:"file,omitempty"`    // of the dossier they go into
	Dossier  string           `json:"dossier,omitempty"` // that with them in it, in its canonical form
	Findings []previewFinding `json:"findings"`
}

func (p *Preview) serveRecord(w http.ResponseWriter, r *http.Request) {
	const most = 1 << 20 // bytes; a form is a few thousand
	var f previewForm
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
	json.NewEncoder(w).Encode(made)
}

// record makes a record of a form. The error is shown to the editor who filled it in.
func (v *previewLook) record(f previewForm) (*madeRecord, error) {
	for _, s := range [...]*string{&f.Text, &f.Speaker, &f.Verdict, &f.Fact, &f.Why, &f.Publisher, &f.Title, &f.URL,
		&f.Archived, &f.Date, &f.Language, &f.Excerpt} {
		*s = strings.TrimSpace(charset.Visible(*s))
	}
	i := slices.IndexFunc(v.dossiers, func(d previewFile) bool { return f.Dossier == "" || d.name == f.Dossier })
	if i < 0 {
		return nil, fmt.Errorf("%s: is not a dossier of this preview", f.Dossier)
	}
	d := &v.dossiers[i]
	if d.err != nil {
		return nil, errors.New(d.name + " has mistakes, see Findings: fix them first")
	}
	t := v.words.Text
	span, words, err := placedBy(t, f)
	if err != nil {
		return nil, err
	}
	made := &madeRecord{Words: words, File: d.name}
	var rec edit.Addition
	text := t.Slice(span)
	quoted := slices.IndexFunc(t.Quotes(), func(q claims.Quote) bool { return q.Span.Overlaps(span) })
	switch {
	case f.Kind == "Quotation" && quoted < 0:
		return nil, errors.New("There are no quotation marks around these words: make it a claim, or select the " +
			"words with their quotation marks.")
	case f.Kind == "Quotation", f.Kind == "" && quoted >= 0 && t.Quotes()[quoted].Span.Contains(span):
		q := t.Quotes()[quoted]
		span, text, rec.Kind = q.Span, t.Slice(q.Words), claims.Quotation
		made.Speaker = inOneLine(charset.Visible(t.Slice(q.Speaker)))
		made.Words += " The record is about the whole quotation."
	}
	text = strings.TrimRight(inOneLine(charset.Visible(text)), ",.")
	made.Kind = "Quotation"
	if rec.Kind == claims.Claim {
		made.Kind, text = "Claim", cmp.Or(f.Text, text)
	}
	made.Text, rec.Text, rec.Anchor = text, text, proof.Describe(t, span)
	if f.Speaker != "" {
		rec.Speaker = claims.Party{Type: "Person", Name: f.Speaker}
	}
	if f.Verdict != "" || f.Why != "" || f.Fact != "" {
		rec.Reviews = []claims.Review{{Rating: f.Verdict, Why: f.Why, Fact: f.Fact}}
	}
	sources := f.cite(&rec)
	return made, d.with(made, &rec, sources, t)
}

// cite makes rec cite the source of the form. It returns the source if the dossier does not have it.
func (f *previewForm) cite(rec *edit.Addition) (added []*claims.Source) {
	s := &claims.Source{ID: f.Source}
	excerpt := claims.Excerpt{Text: f.Excerpt, Language: f.Language}
	switch {
	case f.Source == "none" || f.Source+f.Publisher+f.Title+f.URL+f.Excerpt == "":
		return nil
	case f.Source == "":
		s = &claims.Source{Type: "WebPage", Title: f.Title, URL: f.URL, Archived: f.Archived, Language: f.Language,
			Published: f.Date,
			Evidence:  claims.Evidence(f.Evidence), Excerpt: excerpt}
		if f.Publisher != "" {
			s.Publisher = claims.Party{Type: "Organization", Name: f.Publisher}
		}
		if added = append(added, s); rec.Kind == claims.Claim {
			excerpt.Text = "" // the source has it
		}
	}
	if rec.Kind == claims.Quotation && excerpt.Text != "" {
		rec.Versions = []claims.Version{{Source: s, Excerpt: excerpt}}
	} else {
		rec.Citations = []claims.Citation{{Source: s, Excerpt: excerpt}}
	}
	return added
}

// placedBy returns where the words of a form are, and words that say so.
func placedBy(t *claims.Text, f previewForm) (claims.Span, string, error) {
	p := t.Place(claims.Selector{Exact: strings.TrimSpace(f.Exact), Prefix: f.Before, Suffix: f.After})
	switch {
	case p.Placement == claims.Exact && f.Before+f.After == "":
		return p.Span, "Found once in the article.", nil
	case p.Placement == claims.Exact:
		return p.Span, "Found once in the article.", nil
	case p.Placement == claims.Ambiguous:
		return p.Span, "", errors.New("These words are in the article more than once: select more of the sentence, " +
			"or select them in the article.")
	case strings.Contains(strings.TrimSpace(f.Exact), "\n"):
		return p.Span, "", errors.New("Select words within one paragraph.")
	case p.Near.End > 0:
		return p.Span, "", fmt.Errorf("The article has other words there: %q.", inOneLine(t.Slice(p.Near)))
	case p.Placed():
		return p.Span, "", fmt.Errorf("The article has these words a little differently: %q.", inOneLine(t.Slice(p.Span)))
	}
	return p.Span, "", errors.New("These words are not in the article. Captions, links to other pages and " +
		"advertisements are not part of it.")
}

// with fills in what becomes of the dossier with a new record and its source.
func (d *previewFile) with(made *madeRecord, rec *edit.Addition, sources []*claims.Source, t *claims.Text) error {
	formatted, err := edit.Add(d.name, d.data, sources, []*edit.Addition{rec})
	if err != nil {
		return err
	}
	made.Dossier = string(formatted)
	ids := []string{rec.ID}
	for _, s := range sources {
		ids = append(ids, s.ID)
	}
	var texts []string
	for _, id := range ids {
		texts = append(texts, strings.TrimSpace(string(edit.Part(formatted, id))))
	}
	made.Record = strings.Join(texts, ",\n")
	whole := previewFile{name: d.name, data: formatted}
	for _, f := range whole.findings(t) {
		if slices.Contains(ids, f.Record) {
			made.Findings = append(made.Findings, f)
		}
	}
	made.Status = "nothing yet: it has mistakes"
	if read, err := records.Read(d.name, formatted); err == nil {
		for _, r := range read.Records {
			if r.ID == rec.ID {
				made.Status = r.Status.String()
			}
		}
	}
	return nil
}

func inOneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
