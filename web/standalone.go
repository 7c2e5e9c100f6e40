package web

import "sourcemark/claims"

// Standalone is the card of a record by itself, for a page that needs no program, in a tree of its own with the style sheet at
// that address. No article is asked; the words are those of the record.
func Standalone(v View, d *claims.Dossier, r *claims.Record, sheet string) string {
	a := &claims.Annotation{Dossier: d, Record: r, Relation: claims.Same}
	if r.Kind == claims.Quotation {
		a.Printed = r.Text
	}
	text := claims.Plain(r.Text)
	a.Span = claims.Span{End: len(text.String())}
	v.Report = &claims.Report{Text: text, Items: []claims.Annotation{*a}}
	v.rendered = true
	var p builder
	p.put(`<sourcemark-card record="%"><template shadowrootmode="open"><link rel="stylesheet" href="%">`, r.ID, sheet)
	p.WriteString(v.Card(a))
	p.put(`</template></sourcemark-card>`)
	return p.String()
}
