package records

import (
	"errors"

	"sourcemark/claims"
)

// Anchor is a dossier in its canonical form, with new anchors for some of its records and drafts, by their @id. What else stands in
// an anchor stays, such as the page it is of; a position is written if the selector has one. With an error, which is
// one of Read, for the result or for data, there is no dossier.
func Anchor(file string, data []byte, anchors map[string]claims.Selector) ([]byte, error) {
	return rewrite(file, data, func(v value) (value, error) {
		return eachItem(v, func(p value) value {
			sel, ok := anchors[p.get("@id").text()]
			if !ok {
				return p
			}
			anchor := value{kind: object, members: []member{{"type", str("SpecificResource")}}}
			if old := p.get("anchor"); old != nil && old.kind == object {
				anchor = *old
			}
			return p.with("anchor", anchor.with("selector", selector(sel)))
		}), nil
	})
}

// rewrite is a dossier in its canonical form with a change made to it, if it can be read then.
func rewrite(file string, data []byte, change func(value) (value, error)) ([]byte, error) {
	v, syntax := parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	v, err := change(expand(v))
	if err != nil {
		return nil, errors.New(file + ": " + err.Error())
	}
	f := formatter{}
	f.object(&v, dossierMembers)
	out := lines(&v)
	if _, err := Read(file, out); err != nil {
		return nil, err
	}
	return out, nil
}

// eachItem is a dossier with f of its claims and quotations.
func eachItem(v value, f func(value) value) value {
	parts := v.get("hasPart")
	if parts == nil {
		return v
	}
	return v.with("hasPart", each(*parts, func(p value) value {
		if !isItem(&p) {
			return p
		}
		return f(p)
	}))
}

// selector is s as a dossier has it. Of words that begin or end a text, nothing stands before or behind.
func selector(s claims.Selector) value {
	quoted := value{kind: object, members: []member{
		{"type", str("TextQuoteSelector")},
		{"prefix", value{kind: text, str: s.Prefix}},
		{"exact", value{kind: text, str: s.Exact}},
		{"suffix", value{kind: text, str: s.Suffix}},
	}}
	if s.End == 0 {
		return quoted
	}
	return list(quoted, made(member{"type", str("TextPositionSelector")}, member{"start", integer(s.Start)}, member{"end", integer(s.End)}))
}
