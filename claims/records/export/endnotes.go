package export

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Endnotes returns the items of a report as numbered notes in Markdown, for print, newsletters and feeds: the words,
// the verdict and its explanation, and the sources with their addresses. Its own few words are English.
func Endnotes(r *claims.Report) []byte {
	t := r.Text
	var b []byte
	for i := range r.Items {
		a := &r.Items[i]
		b = fmt.Appendf(b, "%d. “", a.Number)
		for k, p := range a.Places() {
			if k > 0 {
				b = append(b, " … "...)
			}
			b = AppendMarkdown(b, strings.Trim(t.Slice(p), "“”\""))
		}
		b = append(b, "”"...)
		if a.Record.Speaker.Name != "" {
			b = AppendMarkdown(append(b, " ("...), a.Record.Speaker.Name)
			b = append(b, ')')
		}
		b = append(b, "\n   "...)
		if a.Automatic {
			b = append(b, "Matched automatically. "...)
		}
		if a.Relation == claims.Differs || len(a.Record.Reviews) == 0 {
			b = append(b, [...]string{"Unsourced", "Sourced", "Disputed", "Neither confirmed nor refuted",
				"Withdrawn"}[a.Status()]...)
		} else {
			v := &a.Record.Reviews[0]
			b = AppendMarkdown(append(b, "**"...), v.Rating)
			b = append(b, "**"...)
			if v.By.Name != "" {
				b = AppendMarkdown(append(b, " ("...), v.By.Name)
				b = append(b, ')')
			}
			if v.Why != "" {
				b = AppendMarkdown(append(b, ". "...), v.Why)
			}
		}
		b = append(b, '\n')
		var noted []*claims.Source
		note := func(s *claims.Source) {
			for _, before := range noted {
				if before == s {
					return
				}
			}
			if s != nil {
				noted = append(noted, s)
				b = append(appendSource(append(b, "   - "...), s), '\n')
			}
		}
		for j := range a.Record.Versions {
			note(a.Record.Versions[j].Source)
		}
		for j := range a.Record.Citations {
			note(a.Record.Citations[j].Source)
		}
	}
	return b
}

// appendSource appends a source with its date and addresses to b.
func appendSource(b []byte, s *claims.Source) []byte {
	b = AppendMarkdown(b, cmp.Or(s.Publisher.Name, s.Title))
	if s.Publisher.Name != "" && s.Title != "" {
		b = append(AppendMarkdown(append(b, ", “"...), s.Title), "”"...)
	}
	if s.Published != "" {
		b = append(append(b, ", "...), s.Published...)
	}
	if s.URL != "" {
		b = append(append(append(b, ": <"...), s.URL...), '>')
	}
	if s.Archived != "" {
		b = append(append(append(b, " (archived: <"...), s.Archived...), ">)"...)
	}
	return b
}

// AppendMarkdown appends words to b on one line. What Markdown or HTML would take for their own is escaped, and
// characters that [records.Words] refuses are left out.
func AppendMarkdown(b []byte, words string) []byte {
	for i, word := range strings.Fields(words) {
		if i > 0 {
			b = append(b, ' ')
		}
		for at, r := range word {
			if dossier.IsForbidden(r) {
				continue
			}
			if strings.ContainsRune("\\`*_[]<>|~&", r) || at == 0 && strings.ContainsRune("#+-=", r) {
				b = append(b, '\\')
			}
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}
