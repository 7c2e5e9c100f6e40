package lint

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
)

// A Finding is something in a dossier that an editor should look at.
type Finding struct {
	Rule         string // the ID of a Rule
	Severity     Severity
	File         string // as it was given
	Line, Column int    // where in the file, from 1; the column counts characters
	Path         string // the same as a path, such as "hasPart[3].review"; empty for the file as a whole
	Message      string // what was found
	Fix          string // what to do about it
	Part         string // the @id of the record or the source that it is about; empty for the dossier as a whole

	// What a program needs to say it in another language: which of the things that the rule looks for it has found, ""
	// for the first, and what Message names.
	Kind   string
	Values []Value
}

// A Value is something that a finding names.
type Value struct {
	Is   byte // 's': words, 'd': a day, 'l': the tag of a language, 'i': the @id of a record or a source, 'n': a number
	Text string
}

// String returns f on one line, as compilers write, so that editors can jump to it.
func (f Finding) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s: ", f.File, f.Line, f.Column, f.Severity)
	if f.Path != "" {
		s += f.Path + ": "
	}
	s += f.Message
	if f.Fix != "" {
		s += ": " + f.Fix
	}
	return s + " [" + f.Rule + "]"
}

// A Severity says what a finding means for publishing.
type Severity uint8

const (
	Note    Severity = iota // worth a thought
	Warning                 // readers or search engines may hold it against the publisher
	Error                   // not to be published
)

// String returns "note", "warning" or "error".
func (s Severity) String() string {
	names := [...]string{"note", "warning", "error"}
	if int(s) >= len(names) {
		return fmt.Sprintf("Severity(%d)", s)
	}
	return names[s]
}

// A Rule is something that [Dossier] looks for.
type Rule struct {
	ID       string // of small letters and hyphens; never changes its meaning
	Severity Severity
	Summary  string // what is wrong with a dossier that breaks it
}

// Options tell the linter what a dossier does not say. With the zero Options it checks the dossier alone.
type Options struct {
	Today string // ISO 8601, such as 2026-11-25; empty if dates are not to be held against it
	// the story, or all pages on which the dossier is shown; none if records are not to be placed
	Articles []*claims.Text
	Drafts   bool // judge drafts, too, as if they were released

	SecondReader bool // whether the house publishes nothing that only one person has read
}

// Dossier returns everything that is wrong with a dossier, in the order of the file. file is its name, for messages and
// for the rule that @id must be the same; empty if it has none. What [records.Read] refuses is a finding of the rule
// "schema"; then the rules that need to know what the dossier means are skipped.
func Dossier(file string, data []byte, o Options) []Finding {
	return find(file, data, o, nil)
}

// Blocking returns what keeps a dossier from being published: the errors of [Dossier]. What readers do not get of it is
// passed over, drafts and the sources that only these cite.
func Blocking(file string, data []byte, o Options) []Finding {
	return slices.DeleteFunc(find(file, data, o, (*linter).leaveOut), func(f Finding) bool { return f.Severity < Error })
}

// find returns what is wrong with a dossier, of which part may leave something out; nil for nothing.
func find(file string, data []byte, o Options, part func(*linter)) []Finding {
	l := linter{file: file, o: o, text: strings.TrimPrefix(string(data), "\uFEFF"),
		comparisons: make(map[*claims.Record]claims.Comparison)}
	v, syntax := dossier.Parse(l.text)
	if syntax != nil {
		return []Finding{{Rule: "schema", Severity: Error, File: file, Line: syntax.Line, Column: syntax.Column,
			Message: syntax.What}}
	}
	long := dossier.Expand(v)
	l.root, l.long = &v, &long
	l.read()
	if part != nil {
		part(&l)
	}
	for _, r := range lintRules() {
		if l.rule, l.told, l.more = r.Rule, 0, 0; r.check != nil {
			r.check(&l)
		}
		if l.more > 0 {
			last := &l.found[len(l.found)-1]
			last.Path, last.Part, last.Message, last.Fix = "", "", fmt.Sprintf("and %d more of these",
				l.more), "fix the ones above, then lint again"
			last.Kind, last.Values = "more", []Value{{'n', strconv.Itoa(l.more)}}
		}
	}
	return l.inOrder()
}

// inOrder returns the findings in the order of the file, with line and column, so that the file is gone through once
// for all of them.
func (l *linter) inOrder() []Finding {
	slices.SortStableFunc(l.found, func(a, b located) int { return a.at - b.at })
	out := make([]Finding, len(l.found))
	line, column, at := 1, 1, 0
	for i := range l.found {
		f := &l.found[i]
		if nl := strings.LastIndexByte(l.text[at:f.at], '\n'); nl >= 0 {
			line += strings.Count(l.text[at:f.at], "\n")
			column, at = 1, at+nl+1
		}
		column, at = column+utf8.RuneCountInString(l.text[at:f.at]), f.at
		out[i] = f.Finding
		out[i].Line, out[i].Column = line, column
	}
	return out
}

// Rules returns the rules that [Dossier] follows, by subject.
func Rules() []Rule {
	var out []Rule
	for _, r := range lintRules() {
		out = append(out, r.Rule)
	}
	return out
}

type linter struct {
	file        string
	text        string
	o           Options
	root        *dossier.Value // as the author wrote it, for paths
	long        *dossier.Value // with short forms spelled out, for the rules
	parts       []part
	dossier     *claims.Dossier // nil if Read refuses it
	rule        Rule            // the one at work
	told        int             // findings of it
	more        int             // of them, those that are counted only
	found       []located
	placed      []placed
	comparisons map[*claims.Record]claims.Comparison // of quotations; three rules ask
	schema      map[int]bool                         // the bytes at which the reader has complained already
	out         map[*part]bool                       // nothing is reported of these
}

// A located finding has no line and column yet.
type located struct {
	Finding
	at int // byte of the file
}

// A part is one entry of hasPart with its short forms spelled out, what stands in the file, and what it means.
type part struct {
	*dossier.Value
	written *dossier.Value
	number  int
	record  *claims.Record // of a claim or quotation
	source  *claims.Source
}

// read reads the dossier. The reader's mistakes become findings.
func (l *linter) read() {
	l.schema = map[int]bool{}
	l.rule = Rule{ID: "schema", Severity: Error}
	d, err := records.Read(l.file, []byte(l.text))
	if written, long := l.root.Get("hasPart"), l.long.Get("hasPart"); long != nil {
		number := 0
		for i := range long.Items {
			p := &long.Items[i]
			if number+1 < len(written.Items) && written.Items[number+1].At <= p.At {
				number++ // a flat record is spelled out to two entries
			}
			l.parts = append(l.parts, part{Value: p, written: &written.Items[number], number: number})
		}
	}
	if err != nil {
		for _, m := range records.Mistakes(err) {
			l.schema[m.At] = true
			l.found = append(l.found, located{Finding{Rule: "schema", Severity: Error, File: l.file, Path: m.Path,
				Message: m.What}, m.At})
		}
		return
	}
	// The reader keeps the order of the file.
	l.dossier = d
	records, drafts, sources := d.Records, d.Drafts, d.Sources
	if l.o.Drafts {
		n := len(records)
		d.Records, d.Drafts = append(records, drafts...), nil // slices.Concat is 3 kB of the worker
		records, drafts = d.Records[:n], d.Records[n:]
	}
	for i := range l.parts {
		p := &l.parts[i]
		switch t := p.Get("@type").Text(); {
		case t != "Claim" && t != "Quotation":
			p.source, sources = &sources[0], sources[1:]
		case p.Get("status").Text() == dossier.Draft:
			p.record, drafts = &drafts[0], drafts[1:]
		default:
			p.record, records = &records[0], records[1:]
		}
	}
}

// leaveOut leaves out drafts, and sources that only these cite.
func (l *linter) leaveOut() {
	l.out = map[*part]bool{}
	by := map[string]int{} // of sources, the sum of: 1 if drafts cite them, 2 if others do
	for i := range l.parts {
		p := &l.parts[i]
		if p.record == nil {
			continue
		}
		use := 2
		if p.Get("status").Text() == dossier.Draft {
			l.out[p], use = true, 1
		}
		for _, c := range p.record.Citations {
			by[c.Source.ID] |= use
		}
		for _, c := range p.record.Versions {
			by[c.Source.ID] |= use
		}
	}
	for i := range l.parts {
		if p := &l.parts[i]; p.source != nil && by[p.source.ID] == 1 {
			l.out[p] = true
		}
	}
}

// report adds a finding of the rule at work. It is about v, which lies in p; v may be nil for p itself, and p may be
// nil for the dossier. format is the message with "%" and what it Is for each value, of which words and languages are
// put in quotation marks.
func (l *linter) report(p *part, v *dossier.Value, kind, fix, format string, values ...string) {
	root, path := l.root, ""
	if p != nil {
		root, path = p.written, "hasPart["+strconv.Itoa(p.number)+"]"
	}
	if v == nil {
		v = root
	}
	if l.schema[v.At] || l.out[p] {
		return
	}
	// findings of one rule: nobody mends more before he looks again, and a dossier of nothing else is no longer then
	const most = 100
	if l.told++; l.told > most {
		if l.more++; l.more > 1 {
			return
		}
	}
	id := ""
	if p != nil {
		id = p.Get("@id").Text()
	}
	message, rest, more := strings.Cut(format, "%")
	all := make([]Value, len(values))
	for i := 0; more; i++ {
		all[i] = Value{rest[0], values[i]}
		said := values[i]
		if rest[0] == 's' || rest[0] == 'l' {
			said = dossier.Quote(said)
		}
		var text string
		text, rest, more = strings.Cut(rest[1:], "%")
		message += said + text
	}
	l.found = append(l.found, located{Finding{Rule: l.rule.ID, Severity: l.rule.Severity, File: l.file,
		Path: strings.TrimPrefix(path+dossier.PathTo(root, v.At), "."), Message: message, Fix: fix, Part: id,
		Kind: kind, Values: all}, v.At})
}

// records returns the records that readers are shown, and drafts if they are asked for, each with its entry; none if the
// reader refused the dossier.
func (l *linter) records() iter.Seq2[*part, *claims.Record] {
	return func(yield func(*part, *claims.Record) bool) {
		for i := range l.parts {
			p := &l.parts[i]
			if p.record != nil && p.record.Status != claims.Withdrawn &&
				(l.o.Drafts || p.Get("status").Text() != dossier.Draft) && !yield(p, p.record) {
				return
			}
		}
	}
}

// sources returns the sources, each with its entry; none if the reader refused the dossier.
func (l *linter) sources() iter.Seq2[*part, *claims.Source] {
	return func(yield func(*part, *claims.Source) bool) {
		for i := range l.parts {
			if p := &l.parts[i]; p.source != nil && !yield(p, p.source) {
				return
			}
		}
	}
}

// values yields every value of the file with its name, "" for an item of a list, and the entry it lies in, nil if it
// lies in none.
func (l *linter) values(yield func(p *part, name string, v *dossier.Value)) {
	var walk func(p *part, name string, v *dossier.Value)
	walk = func(p *part, name string, v *dossier.Value) {
		yield(p, name, v)
		for i := range v.Members {
			m := &v.Members[i]
			if v == l.long && m.Name == "hasPart" {
				for k := range l.parts {
					walk(&l.parts[k], "", l.parts[k].Value)
				}
				continue
			}
			walk(p, m.Name, &m.Value)
		}
		for i := range v.Items {
			walk(p, name, &v.Items[i])
		}
	}
	walk(nil, "", l.long)
}
