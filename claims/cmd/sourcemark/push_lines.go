package main

import (
	"encoding/json"
	"errors"
	"path"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// fullID returns the @id of a dossier that lint has read.
func fullID(data []byte) string {
	d, err := records.Read("", data)
	if err != nil {
		return ""
	}
	return d.ID
}

// noVerdict stands for the verdict of a check whose form has none.
const noVerdict = "No verdict given"

// dossierOf returns the dossier on a line, or one with the check that is there: its @id is that of the check, and its
// record is "#c01".
func dossierOf(line []byte) (name string, data []byte, err error) {
	var kind struct {
		Type string `json:"@type"`
		ID   string `json:"@id"`
	}
	if err := decode(line, &kind); err != nil {
		return "", nil, err
	}
	if kind.Type != "" {
		if kind.ID == "" {
			return "", nil, errors.New("@id: must be the name of the dossier")
		}
		return kind.ID, line, nil
	}
	c, err := readCheck(line)
	if err != nil {
		return "", nil, err
	}
	_ = c.mended() // the reader would refuse it
	publisher := claims.Party{Type: "Organization", Name: c.Author}
	if publisher.Name == "" {
		publisher.Name, _, _ = strings.Cut(path.Base(c.ID), ".")
	}
	record := &edit.Addition{Record: c.record()}
	record.ID, record.Speaker.Type = "#c01", "Person"
	for i := range record.Reviews {
		// The form has no verdict, and the reader wants one; its dates are in any form.
		r := &record.Reviews[i]
		r.Rating, r.By, r.Date = noVerdict, publisher, ""
	}
	var sources []*claims.Source
	for _, cited := range record.Citations {
		cited.Source.ID, cited.Source.Type, cited.Source.Publisher = "#s01", "Article", publisher
		sources = append(sources, cited.Source)
	}
	head, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@type": "Dataset", "@id": c.ID,
		"version": "1", "inLanguage": "en", "publisher": publisher.Name, "negativeVerdicts": []string{},
		"neutralVerdicts": []string{noVerdict}, "hasPart": []string{}})
	if err != nil {
		return "", nil, err
	}
	data, err = edit.Add(c.ID, head, sources, []*edit.Addition{record})
	return c.ID, data, err
}
