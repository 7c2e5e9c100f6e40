package records

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"sourcemark/claims"
)

// Report is a report on an article as JSON, for programs:
//
//	{"items": [{"start", "end", "exact", "parts", "kind", "speaker", "record", "relation", "differences", "placement",
//	            "automatic", "status", "quoteMatch", "score"}],
//	 "unplaced": [{"record", "kind", "placement", "text", "differences", "unsearched"}], "partial"}
//
// The items are those of [claims.Report.Findings], start and end bytes of the article's text. What an item does
// not have is null. Left out are parts, each with its start and end, but for a quotation that is printed in several; differences where
// there are none; and unsearched and partial where neither is so: there was too much to search for this record, or for more records.
func Report(r *claims.Report) []byte {
	items, unplaced := value{kind: array}, value{kind: array}
	for _, f := range r.Findings() {
		items.items = append(items.items, finding(r.Text, &f))
	}
	for i := range r.Unplaced {
		u := &r.Unplaced[i]
		unplaced.items = append(unplaced.items, made(
			member{"record", str(u.Record.ID)},
			member{"kind", str(u.Record.Kind.String())},
			member{"placement", str(u.Placement.String())},
			member{"text", str(u.Record.Text)},
			member{"differences", differences(u.Differences)},
			member{"unsearched", so(u.Unsearched)}))
	}
	suggestions := value{kind: array}
	for i := range r.Suggestions {
		x := &r.Suggestions[i]
		suggestions.items = append(suggestions.items, made(
			member{"record", str(x.Record.ID)},
			member{"start", integer(x.Span.Start)},
			member{"end", integer(x.Span.End)},
			member{"score", value{kind: number, str: strconv.FormatFloat(x.Score, 'f', 3, 64)}},
			member{"why", value{kind: text, str: x.Why()}}))
	}
	v := made(member{"items", items}, member{"unplaced", unplaced}, member{"suggestions", suggestions}, member{"partial", so(r.Partial)})
	return lines(&v)
}

func finding(t *claims.Text, f *claims.Finding) value {
	record, status, match := orNull(""), orNull(""), orNull("")
	relation, placement, automatic, score := claims.None, claims.Exact, true, f.Score
	var differing, parts value
	if a := f.Annotation; a != nil {
		record, status = orNull(a.Record.ID), orNull(a.Status().String())
		relation, placement, automatic, score = a.Relation, a.Placement, a.Automatic, a.Score
		differing = differences(a.Differences)
		for _, p := range a.Parts {
			parts.kind = array
			parts.items = append(parts.items, made(member{"start", integer(p.Start)}, member{"end", integer(p.End)}))
		}
		if c := a.Comparison(); c != nil {
			match = orNull(c.Match.String())
		}
	}
	return made(
		member{"start", integer(f.Span.Start)},
		member{"end", integer(f.Span.End)},
		member{"exact", value{kind: text, str: t.Slice(f.Span)}},
		member{"parts", parts},
		member{"kind", str(f.Kind.String())},
		member{"speaker", orNull(f.Speaker)},
		member{"record", record},
		member{"relation", str(relation.String())},
		member{"differences", differing},
		member{"placement", str(placement.String())},
		member{"automatic", truth(automatic)},
		member{"status", status},
		member{"quoteMatch", match},
		member{"score", value{kind: number, str: strconv.FormatFloat(score, 'f', -1, 64)}})
}

// orNull is a string, and null instead of an empty one.
func orNull(s string) value {
	if s == "" {
		return value{kind: null, str: "null"}
	}
	return str(s)
}

func differences(ds []claims.Difference) value {
	var out []value
	for _, d := range ds {
		out = append(out, made(
			member{"kind", str(string(d.Kind))},
			member{"record", value{kind: text, str: d.Record}},
			member{"article", value{kind: text, str: d.Article}}))
	}
	return list(out...)
}

// Annotations is the items of a report as a W3C AnnotationPage, for Hypothesis, Recogito and the like. The
// bodies are the record, what it says, its verdict and its status; places are given by their words and in code
// points of the article's text; a quotation in parts has those of each, in order. page is the address of the article, or its name: then the identifiers are relative, though the
// model wants them whole, for there is nothing to make them so. https://www.w3.org/TR/annotation-model/
func Annotations(page string, r *claims.Report) []byte {
	t := r.Text
	base, _, _ := strings.Cut(page, "#")
	if hostOf(base) == "" {
		base = ""
	}
	items := value{kind: array}
	article := t.String()
	at, points := 0, 0 // bytes and code points of the article that have been counted
	for i := range r.Items {
		a := &r.Items[i]
		points += utf8.RuneCountInString(article[at:a.Span.Start]) // items come in reading order
		at = a.Span.Start
		selectors := value{kind: array}
		for _, p := range a.Places() { // of a quotation in parts, each part
			s, from := t.Describe(p), points+utf8.RuneCountInString(article[at:p.Start])
			selectors.items = append(selectors.items,
				made(member{"type", str("TextQuoteSelector")}, member{"exact", value{kind: text, str: s.Exact}},
					member{"prefix", str(s.Prefix)}, member{"suffix", str(s.Suffix)}),
				made(member{"type", str("TextPositionSelector")}, member{"start", integer(from)},
					member{"end", integer(from + utf8.RuneCountInString(t.Slice(p)))}))
		}
		record := a.Dossier.ID + a.Record.ID
		if whole := resolve(base, a.Dossier.ID); whole != "" {
			record = whole + a.Record.ID
		}
		verdict := ""
		if len(a.Record.Reviews) > 0 && a.Relation != claims.Differs {
			verdict = a.Record.Reviews[0].Rating
		}
		items.items = append(items.items, made(
			member{"id", str(base + "#sourcemark-" + strconv.Itoa(a.Number))},
			member{"type", str("Annotation")},
			member{"motivation", str("assessing")},
			member{"body", list(
				made(member{"id", str(record)}, member{"type", str("SpecificResource")}, member{"source", str(record)}, member{"purpose", str("linking")}),
				textualBody(a.Record.Text, "describing"),
				textualBody(verdict, "assessing"),
				textualBody(a.Status().String(), "classifying"))},
			member{"target", made(
				member{"source", str(page)},
				member{"selector", selectors})}))
	}
	v := made(
		member{"@context", str("http://www.w3.org/ns/anno.jsonld")},
		member{"id", str(base + "#sourcemark")},
		member{"type", str("AnnotationPage")},
		member{"items", items})
	return lines(&v)
}

func textualBody(words, purpose string) value {
	if words == "" {
		return value{}
	}
	return made(member{"type", str("TextualBody")}, member{"value", str(words)}, member{"format", str("text/plain")}, member{"purpose", str(purpose)})
}

// columns of the CSV: the record, its review, and the passage of a source it rests on. Those that are short
// forms of the dossier are named as there.
const columns = "dossier,id,kind,status,text,quote,prefix,suffix,speaker,said,verdict,negative,fact,why,reviewer,reviewed,review," +
	"passage,publisher,title,url,archived,date,evidence,language,excerpt,correction"

// CSV is the records of dossiers as a table for spreadsheets, RFC 4180 in UTF-8 with a byte order mark, without
// which Excel takes it for something else. A record has a line for each of its sources, and for each of its
// reviews if there are more; what is said of the record stands in all of them. What was withdrawn is there with its
// correction, drafts are not.
func CSV(dossiers ...*claims.Dossier) []byte {
	b := []byte("\uFEFF" + columns + "\r\n")
	for _, d := range dossiers {
		if d == nil {
			continue
		}
		for i := range d.Records {
			rec := &d.Records[i]
			for n := range max(1, len(rec.Reviews), len(rec.Versions)+len(rec.Citations)) {
				b = appendRow(b, d, rec, n)
			}
		}
	}
	return b
}

// appendRow appends line n of a record.
func appendRow(b []byte, d *claims.Dossier, rec *claims.Record, n int) []byte {
	var v claims.Review
	negative := ""
	if n < len(rec.Reviews) {
		v = rec.Reviews[n]
		negative = [...]string{claims.Unclassified: "", claims.Against: "yes", claims.For: "no", claims.Neither: ""}[v.Class]
	}
	var s claims.Source
	var excerpt claims.Excerpt
	passage := ""
	cite := func(what string, source *claims.Source, e claims.Excerpt) {
		if source != nil {
			s = *source
		}
		passage, excerpt = what, e
	}
	if n < len(rec.Versions) {
		cite("version", rec.Versions[n].Source, rec.Versions[n].Excerpt)
	} else if n -= len(rec.Versions); n < len(rec.Citations) {
		cite("citation", rec.Citations[n].Source, rec.Citations[n].Excerpt)
	}
	for i, cell := range [...]string{
		d.ID, rec.ID, rec.Kind.String(), rec.Status.String(), rec.Text, rec.Anchor.Exact, rec.Anchor.Prefix, rec.Anchor.Suffix, rec.Speaker.Name, rec.When,
		v.Rating, negative, v.Fact, v.Why, v.By.Name, v.Date, v.URL,
		passage, s.Publisher.Name, s.Title, s.URL, s.Archived, s.Published, string(s.Evidence), cmp.Or(excerpt.Language, s.Language), excerpt.Text, rec.Correction,
	} {
		b = appendCell(append(b, comma(i)...), cell)
	}
	return append(b, "\r\n"...)
}

// formula is what a spreadsheet takes for the begin of a formula, which may send the sheet to somebody. East
// Asian ones take the wide forms too. https://owasp.org/www-community/attacks/CSV_Injection
const formula = "=+-@\t\r\n＝＋－＠"

// separators end a cell in one program or another: Excel cuts at semicolons where people write decimal commas, and when it opens a
// file that way, quotation marks in the middle of a cell mean nothing to it.
const separators = ",;|\t\r\n"

// blanks is what programs pass over at the begin of a cell.
const blanks = "\" \u00a0\u200b\uFEFF"

// guarded is a cell of which no spreadsheet executes anything, however it cuts the line: an apostrophe says that what follows is text.
func guarded(s string) string {
	return atCuts(s, func(apostrophes string) string { return apostrophes + "'" })
}

// unguarded is what guarded made a cell of.
func unguarded(s string) string {
	return atCuts(s, func(apostrophes string) string { return strings.TrimPrefix(apostrophes, "'") })
}

// atCuts is s with others in the place of the apostrophes, none or more, between where a cell may begin and a formula.
func atCuts(s string, others func(apostrophes string) string) string {
	var b strings.Builder
	for begins := true; len(s) > 0; {
		if begins {
			n := len(s) - len(strings.TrimLeft(s, blanks))
			b.WriteString(s[:n])
			s = s[n:]
			if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexAny(rest, formula) == 0 {
				b.WriteString(others(s[:len(s)-len(rest)]))
				s = rest
			}
		}
		r, n := utf8.DecodeRuneInString(s)
		b.WriteString(s[:n])
		s = s[n:]
		begins = strings.ContainsRune(separators, r)
	}
	return b.String()
}

// appendCell appends a cell.
func appendCell(b []byte, s string) []byte {
	s = guarded(s)
	if !strings.ContainsAny(s, ",;\"\r\n\t ") {
		return append(b, s...)
	}
	return append(append(append(b, '"'), strings.ReplaceAll(s, `"`, `""`)...), '"')
}

// Endnotes is the items of a report as numbered notes in Markdown, for print, newsletters and feeds: the words,
// the verdict and why, and the sources with their addresses. Its own few words are English.
func Endnotes(r *claims.Report) []byte {
	t := r.Text
	var b []byte
	for i := range r.Items {
		a := &r.Items[i]
		b = append(b, strconv.Itoa(a.Number)+". “"...)
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
			b = append(b, [...]string{"Unsourced", "Sourced", "Disputed", "Neither confirmed nor refuted", "Withdrawn"}[a.Status()]...)
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

// AppendMarkdown appends words on one line, with what Markdown or HTML would take for their own escaped, and without what Words refuses,
// which an article may have.
func AppendMarkdown(b []byte, words string) []byte {
	for i, word := range strings.Fields(words) {
		if i > 0 {
			b = append(b, ' ')
		}
		for at, r := range word {
			if isForbidden(r) {
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
