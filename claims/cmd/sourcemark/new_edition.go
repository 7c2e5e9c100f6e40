package main

import (
	"io"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// addEdition adds an edition of an article to the dossier in a file: an anchor for each record that the article
// repeats, as far as the dossier has its words in that language. It says of the others where they may belong. tag and
// url are the article's; where tag is empty, the article says its language itself.
func addEdition(errs io.Writer, file, story string, t *claims.Text, tag, url string) error {
	if tag == "" {
		saySpoken(errs, story, t)
		tag = t.Spoken()
	}
	if tag == "" {
		return misuse("%s: nothing says in which language it is; add -lang with its tag, such as -lang ko", story)
	}
	t.Language = tag
	if url != "" {
		t.Addresses = []string{url}
	}
	anchors, texts := map[string]claims.Edition{}, map[string]string{}
	var d *claims.Dossier
	var report *claims.Report
	_, err := disk.Replace(file, func(data []byte) ([]byte, error) {
		var err error
		if d, err = records.Read(file, data); err != nil {
			return nil, err
		}
		spoken := spokenIn(d, tag)
		report = newChecker([]*claims.Dossier{spoken}).Check(t)
		for i := range report.Items {
			a := &report.Items[i]
			if a.Relation != claims.Same {
				continue
			}
			anchors[a.Record.ID] = claims.Edition{Source: url, Language: tag, Anchor: describe(t, a.Span)}
			if a.Record.Kind == claims.Quotation {
				texts[a.Record.ID] = a.Printed
			}
		}
		// What is written here word for word needs no rules of a language.
		for i := range spoken.Records {
			r := &spoken.Records[i]
			if p := t.Place(claims.Selector{Exact: r.Text}); r.Kind == claims.Claim && p.Placement == claims.Exact {
				anchors[r.ID] = claims.Edition{Source: url, Language: tag, Anchor: describe(t, p.Span)}
			}
		}
		if len(anchors) == 0 {
			return data, nil
		}
		return edit.AddEdition(file, data, anchors, texts)
	})
	if err != nil {
		return err
	}
	say(errs, "%s: %s anchored in %s (%s)\n", file, counted(len(anchors), "record"), story, tag)
	suggested := map[string]bool{}
	for i := range report.Suggestions {
		s := &report.Suggestions[i]
		suggested[s.Record.ID] = true
		say(errs, "  %s perhaps: %s (%s)\n", s.Record.ID, oneLine(t.Slice(s.Span)), s.Why())
	}
	for i := range d.Records {
		r := &d.Records[i]
		_, anchored := anchors[r.ID]
		if r.Status == claims.Withdrawn || anchored || suggested[r.ID] || stands(d, t, r) {
			continue
		}
		if _, of := d.In(tag, r.ID, r.Text); claims.NearLanguage(of, tag) == 0 {
			say(errs, "  %s: its text is not in %s: add it as {\"@language\": %q, \"@value\": \"…\"}, "+
				"then add the edition again\n", r.ID, tag, tag)
		} else {
			say(errs, "  %s: not found: %s\n", r.ID, oneLine(r.Text))
		}
	}
	return nil
}

// stands reports whether a record is anchored in this edition already.
func stands(d *claims.Dossier, t *claims.Text, r *claims.Record) bool {
	e := d.EditionIn(t, r)
	return e != nil && e.Language != "" && t.Place(e.Anchor).Placed()
}

// spokenIn returns a dossier as it is in a language, without anchors: its quotations, of which a version may be in the
// language, and those of its claims whose text is.
func spokenIn(d *claims.Dossier, tag string) *claims.Dossier {
	out := &claims.Dossier{File: d.File, ID: d.ID, Language: tag, Publisher: d.Publisher}
	for _, r := range d.Records {
		text, of := d.In(tag, r.ID, r.Text)
		there := claims.NearLanguage(of, tag) > 0
		for i := range r.Versions {
			if v := &r.Versions[i]; !there && claims.NearLanguage(v.Language, tag) > 0 {
				text, there = v.Text, true
			}
		}
		if r.Status == claims.Withdrawn || !there {
			continue
		}
		r.Text, r.Anchor = text, claims.Selector{}
		name, of := d.In(tag, r.ID, r.Speaker.Name)
		if r.Speaker.Name = name; claims.NearLanguage(of, tag) == 0 {
			r.Speaker.Name = "" // nobody can tell whether the article names him
		}
		out.Records = append(out.Records, r)
	}
	return out
}
