//go:build !js

package hostile

import (
	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/lint"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// A Job is what is done with inputs of some kinds.
type Job struct {
	Name string
	// Bytes is the size of input that shows how the steps grow: at that size, work that is done for each pair of things
	// has outgrown the rest.
	Bytes int
	// Searches is whether it searches, for a fixed number of steps at most, and then says that it has given up: how those
	// grow says nothing.
	Searches bool
	Kinds    []Kind
	Do       func(input string)
}

// Jobs is all that is done with what strangers send.
func Jobs() []Job {
	ours := claims.New(dossier())
	const (
		linear  = 16 << 10
		limited = 128 << 10 // where it is counted steps that end the search
	)
	return []Job{
		{"check", linear, false, Texts(), func(s string) {
			t := claims.Plain(s)
			export.Report(ours.Check(t))
		}},
		{"place", limited, true, Pairs(), func(s string) {
			data, words := Cut(s)
			d, err := records.Read("ferry.json", []byte(data))
			if err != nil {
				panic(err)
			}
			t := claims.Plain(words)
			export.Report(claims.New(d).Check(t))
		}},
		{"restate", limited, true, Retold(), func(s string) {
			data, words := Cut(s)
			d, err := records.Read("ferry.json", []byte(data))
			if err != nil {
				panic(err)
			}
			c := claims.New(d)
			c.InOtherWords(english.Words)
			c.ForEditors()
			export.Report(c.Check(claims.Plain(words)))
		}},
		{"page", linear, false, Pages(), func(s string) {
			p := article.Read([]byte(s))
			v := &web.View{Report: ours.Check(p.Text), Lang: lang.English()}
			_, _ = p.Annotate(v, article.Options{Stylesheet: "/sourcemark.css"})
			article.Strip([]byte(s))
		}},
		{"read", linear, false, Dossiers(), func(s string) { _, _ = records.Read("ferry.json", []byte(s)) }},
		{"lint", linear, false, Dossiers(), func(s string) {
			lint.Dossier("ferry.json", []byte(s), lint.Options{Today: "2026-11-25",
				Articles: []*claims.Text{claims.Plain("The ferry sank.")}})
		}},
		{"format", linear, false, Dossiers(), func(s string) { _, _ = edit.Format("ferry.json", []byte(s), nil) }},
		{"release", linear, false, Dossiers(), func(s string) { _, _ = edit.Released("ferry.json", []byte(s)) }},
	}
}

// dossier is one as a newsroom has it.
func dossier() *claims.Dossier {
	return &claims.Dossier{Language: "en", Records: []claims.Record{
		{ID: "#c01", Text: "The harbour ferry carried 41,200 passengers last year",
			Anchor: claims.Selector{Exact: "The harbour ferry carried 41,200 passengers last year, and sank",
				Prefix: "It is said: ", Suffix: " Nobody drowned."}},
		{ID: "#c02", Text: "The ferry sank in the storm, the harbour master said"},
		{ID: "#c03", Text: "a", Anchor: claims.Selector{Exact: "a", Prefix: "b ", Suffix: " c"}},
		{ID: "#q01", Kind: claims.Quotation, Text: "It sank"},
	}}
}
