package main

import (
	"net/http"
	"strconv"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

// fewMatches is how many records are returned for a statement where the client does not say how many.
const fewMatches = 5

// match returns which records statements may be about: those of the database; if there is none, or it does not answer,
// those of the bundle.
func (s *server) match(r *http.Request, _ string) (*answer, error) {
	body, err := s.postedBody(r)
	if err != nil {
		return nil, err
	}
	statements, most, err := records.Statements("body", body)
	if err != nil {
		return nil, badRequest("These are not statements", "%v", err)
	}
	// Each looks through thousands of rows (database.go); the first was spent with the post.
	if err := s.quotas.spend(visitOf(r).client, max(0, len(statements)-1)); err != nil {
		return nil, err
	}
	if most == 0 {
		most = fewMatches
	}
	from := "bundle"
	var libraries []*claims.Library
	if s.store.database != nil {
		if libraries, err = s.store.database.match(r.Context(), statements); err == nil {
			from = "d1"
		} else {
			s.log("%s: d1: %v", r.URL.Path, err)
			s.remark(r, "d1", err.Error())
		}
		s.time(r, "candidates")
	}
	var all []byte
	for i, one := range statements {
		library := s.store.library
		if from == "d1" {
			library = func() *claims.Library { return libraries[i] }
		}
		if i > 0 {
			all = append(all, ',')
		}
		all = append(all, '[')
		for k, m := range library().Find(one, most) {
			if k > 0 {
				all = append(all, ',')
			}
			all = append(all, matched(&m)...)
		}
		all = append(all, ']')
	}
	s.time(r, "match")
	var o object
	o.string("from", from)
	o.raw("matches", "["+string(all)+"]")
	return okAnswer(asJSON, o.bytes()), nil
}

// matched returns a match as JSON.
func matched(m *claims.Match) string {
	var o object
	o.string("dossier", m.Dossier.ID)
	o.string("record", m.Record.ID)
	o.string("text", m.Record.Text)
	o.string("speaker", m.Record.Speaker.Name)
	o.string("status", m.Record.Status.String())
	o.raw("score", strconv.FormatFloat(m.Score, 'f', 3, 64))
	o.raw("agreement", strconv.FormatFloat(m.Agreement, 'f', 3, 64))
	o.string("relation", m.Relation.String())
	o.raw("leads", strconv.FormatBool(m.Leads))
	differences := ""
	for i, d := range m.Differences {
		var one object
		one.string("kind", string(d.Kind))
		one.string("record", d.Record)
		one.string("article", d.Article)
		differences += ","[:min(i, 1)] + one.json()
	}
	o.raw("differences", "["+differences+"]")
	return o.json()
}
