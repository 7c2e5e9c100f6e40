package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
)

const newHelp = `Writes a dossier with a draft for each quotation and each claim that is found in an article,
anchored where it stands. Readers are shown none of it before an editor has released it: sourcemark lint says
what each draft needs. The dossier also asks for your verdicts, once: which say that a statement is wrong,
which that it is right, and which say neither.

Headline, address and date are taken from the page if they are clear; otherwise they are left out.

If the article calls a speaker only "he", the draft names whoever that is where it is clear; otherwise it names
nobody, and a line says so.

If a sentence quotes somebody, the draft is about the quotation. With -records, what a record already covers
is skipped.

-add DOSSIER adds an edition of the story to a dossier: the same article in another language. It anchors the
records that the article repeats, as far as the dossier has their words in that language (as text, or as a
version of a quotation), and says of the others what is missing or where they may belong. The language is that
of the article, or -lang.`

const newExamples = `  sourcemark new story.html -o claims/records/ferry.json
  sourcemark lint -article story.html claims/records/ferry.json
  sourcemark new -add claims/records/ferry.json ko/story.html`

// dossierContext is the @context that claims/records/README.md teaches.
const dossierContext = `["https://schema.org", {
	"anchor": {"@id": "http://www.w3.org/ns/oa#hasTarget", "@context": "http://www.w3.org/ns/anno.jsonld"},
	"sourcemark": "urn:sourcemark:v1:",
	"status": "sourcemark:status", "statusReason": "sourcemark:statusReason",
	"quoteMatch": "sourcemark:quoteMatch", "recheckBy": "sourcemark:recheckBy",
	"evidence": "sourcemark:evidence", "relay": "sourcemark:relay", "response": "sourcemark:response",
	"negativeVerdicts": "sourcemark:negativeVerdicts", "positiveVerdicts": "sourcemark:positiveVerdicts",
	"neutralVerdicts": "sourcemark:neutralVerdicts", "checkable": "sourcemark:checkable",
	"signature": "sourcemark:signature"}]`

func newCommand() *cobra.Command {
	var (
		output, url, language, add string
		force                      bool
		paths                      []string
		where                      root
	)
	cmd := &cobra.Command{
		Use:                   "new ARTICLE [-o DOSSIER] [-add DOSSIER] [-root SELECTOR] [-url URL] [-lang TAG] [-records PATH]... [-force]",
		DisableFlagsInUseLine: true,
		Short:                 "A dossier of drafts, from what an article quotes and claims",
		Long:                  newHelp,
		Example:               newExamples,
		GroupID:               "write",
		Args:                  oneArticle,
		ValidArgsFunction:     completeFiles("html", "htm", "txt"),
	}
	outputFlags(cmd, &output, &force)
	cmd.Flags().StringVar(&url, "url", "", "the `URL` of the article; without it, its canonical one")
	cmd.Flags().StringVar(&language, "lang", "",
		"the language the dossier is written in, as a BCP 47 `TAG`; without it, that of the article")
	cmd.Flags().StringVar(&add, "add", "", "add the article to `DOSSIER`, as an edition in another language")
	complete(cmd, "add", "json")
	rootFlag(cmd, &where)
	recordsFlag(cmd, &paths)
	cmd.Flags().Lookup("records").Usage = "skip what the records of `PATH` cover: a dossier, checks (.jsonl), or a " +
		"folder; may be given more than once"
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		page, err := readFile(args[0], cmd.InOrStdin())
		if err != nil {
			return err
		}
		text, err := textOf(args[0], page, &where)
		if err != nil {
			return err
		}
		var about metadata
		if isPage(args[0], page) {
			about = metadataOf(charset.Page(page, ""))
		}
		if url != "" {
			if about.url = webAddress(url, ""); about.url == "" {
				return misuse("-url %q: must be the address of the article, such as https://news.example/ferry", url)
			}
		}
		if add != "" {
			return addEdition(cmd.ErrOrStderr(), add, args[0], text, language, about.url)
		}
		if !cmd.Flags().Changed("lang") {
			saySpoken(cmd.ErrOrStderr(), args[0], text)
			language = first(text.Spoken(), "en")
		}
		report := &claims.Report{Text: text}
		if len(paths) > 0 {
			dossiers, err := readRecords(paths, cmd.InOrStdin())
			if err != nil {
				return err
			}
			report = newChecker(dossiers).Check(text)
		}
		d := draftDossier(report, language)
		d.About.URL = about.url
		// which may end with the name of the site
		if d.About.Headline == "" || !strings.Contains(about.headline, d.About.Headline) {
			d.About.Headline = first(about.headline, d.About.Headline)
		}
		d.About.Published = first(about.published, dateOf(text.Published))
		if output != "-" {
			d.ID = filepath.Base(output)
		}
		formatted, left, err := d.formatted(output)
		if err != nil {
			return err
		}
		for _, u := range d.unnamed {
			say(cmd.ErrOrStderr(), "%s: %s\n", args[0], u)
		}
		for _, l := range left {
			say(cmd.ErrOrStderr(), "%s: left out: %s\n", args[0], l)
		}
		if err := newFile(output, formatted, force, cmd.OutOrStdout()); err != nil {
			return err
		}
		if output != "-" {
			say(cmd.ErrOrStderr(), "%s: %s. What they need: sourcemark lint -article %s %s\n", output,
				counted(len(d.drafts), "draft"), args[0], output)
		}
		return nil
	}
	return cmd
}

// formatted returns d with its drafts in its canonical form. Words of an article that the reader takes in no dossier,
// such as what looks like a line of ours, are taken out of d; left says which.
func (d *newDossier) formatted(file string) (data []byte, left []string, err error) {
	for {
		var b bytes.Buffer
		if err := writeJSON(&b, d); err != nil {
			return nil, nil, err
		}
		if data, err = edit.Add(file, b.Bytes(), nil, d.drafts); err != nil {
			return nil, nil, err
		}
		if _, err = records.Read(file, data); err == nil {
			return data, left, nil
		}
		refused, mended := map[*edit.Addition]bool{}, false
		for _, m := range records.Mistakes(err) {
			var draft *edit.Addition
			var n int
			if _, err := fmt.Sscanf(m.Path, "hasPart[%d]", &n); err == nil {
				draft = d.drafts[n] // they are all the parts that there are
			}
			switch {
			case draft != nil && strings.HasSuffix(m.Path, ".prefix"):
				draft.Anchor.Prefix, mended = "", true
			case draft != nil && strings.HasSuffix(m.Path, ".suffix"):
				draft.Anchor.Suffix, mended = "", true
			case draft != nil && !refused[draft]:
				refused[draft] = true
				left = append(left, m.What)
			case m.Path == "about.headline":
				d.About.Headline, mended = "", true
				left = append(left, m.What)
			}
		}
		if len(refused) == 0 && !mended {
			return nil, nil, usageError{err} // of -lang: all else is ours
		}
		d.drafts = slices.DeleteFunc(d.drafts, func(draft *edit.Addition) bool { return refused[draft] })
	}
}

type newDossier struct {
	Context   json.RawMessage `json:"@context"`
	Type      string          `json:"@type"`
	ID        string          `json:"@id"`
	Version   string          `json:"version"`
	Language  string          `json:"inLanguage"`
	Modified  string          `json:"dateModified"`
	Publisher newParty        `json:"publisher"`
	About     newAbout        `json:"about"`
	Negative  []string        `json:"negativeVerdicts"`
	Positive  []string        `json:"positiveVerdicts"`
	Neutral   []string        `json:"neutralVerdicts"`
	Parts     []struct{}      `json:"hasPart"` // none before formatted

	drafts  []*edit.Addition
	unnamed []string // of quotations whose speaker is called "he", what to do
}

type newAbout struct {
	Type      string `json:"@type"`
	Headline  string `json:"headline,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"datePublished,omitempty"`
}

type newParty struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// emptyDossier returns a dossier without records, written in a language. Lint says what is to be filled in.
func emptyDossier(language string) *newDossier {
	// What a verdict means is for the desk to say. It is shown what others say in its language.
	verdicts := func(class claims.Class, meaning string) []string {
		usual := lint.UsualVerdicts(language, class)
		if usual == nil {
			usual = lint.UsualVerdicts("en", class)
		}
		const few = 3
		return []string{"TODO: your verdicts " + meaning + ", such as " + strings.Join(usual[:few], ", ") +
			"; [] if you have none yet"}
	}
	return &newDossier{
		Context: json.RawMessage(dossierContext), Type: "Dataset", ID: "TODO: the name of this file", Version: "1",
		Language: language,
		Modified: time.Now().Format(time.DateOnly), Publisher: newParty{"Organization", "TODO: the name of who checks"},
		About: newAbout{Type: "NewsArticle"}, Parts: []struct{}{},
		Negative: verdicts(claims.Against, "that say a statement is wrong"),
		Positive: verdicts(claims.For, "that say one is right"),
		Neutral:  verdicts(claims.Neither, "that say neither"),
	}
}

// draftDossier returns a dossier with a draft for each finding on which no record of the report stands.
func draftDossier(r *claims.Report, language string) *newDossier {
	d, t := emptyDossier(language), r.Text
	for _, s := range t.Assess() {
		if s.Kind == claims.Headline && s.Span.Start == 0 {
			d.About.Headline = oneLine(visible(t.Slice(s.Span)))
		}
	}
	words := map[claims.Span]claims.Span{} // of quotations, without their marks
	for _, q := range t.Quotes() {
		words[q.Span] = q.Words
	}
	findings := r.Findings()
	quotation := map[claims.Span]bool{}
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
		draft := &edit.Addition{Draft: true}
		draft.Kind, draft.Text = f.Kind, t.Slice(f.Span)
		if f.Kind == claims.Quotation {
			draft.Text = t.Slice(words[f.Span])
			if speaker := oneLine(visible(f.Speaker)); speaker != "" {
				draft.Speaker = claims.Party{Type: "Person", Name: speaker}
			}
		}
		draft.Text = strings.TrimRight(oneLine(visible(draft.Text)), ",.") // as the guide writes them
		draft.Anchor = describe(t, f.Span)
		if draft.Text == "" || strings.TrimSpace(draft.Anchor.Exact) == "" {
			continue // “...”, or letters that nobody sees
		}
		if f.Pronoun != "" {
			d.unnamed = append(d.unnamed, fmt.Sprintf("it is not clear who %q is that said %q: write the name under "+
				"spokenByCharacter", oneLine(visible(f.Pronoun)), draft.Text))
		}
		d.drafts = append(d.drafts, draft)
	}
	return d
}

// describe returns the selector of s, in characters that a dossier may have. Placing ignores the invisible ones.
func describe(t *claims.Text, s claims.Span) claims.Selector {
	sel := t.Describe(s)
	sel.Exact, sel.Prefix, sel.Suffix = visible(sel.Exact), visible(sel.Prefix), visible(sel.Suffix)
	return sel
}

// visible returns s in characters that a dossier may have.
func visible(s string) string { return charset.Visible(s) }
