package web

import "sourcemark/claims"

// ItemOf returns the item of a record that stands by itself, without an article: it has no number and no span, and what
// was printed is what the record says.
func ItemOf(d *claims.Dossier, r *claims.Record) claims.Annotation {
	a := claims.Annotation{Dossier: d, Record: r, Relation: claims.Same}
	if r.Kind == claims.Quotation {
		a.Printed = r.Text
	}
	return a
}

// Standalone returns the card of a record by itself, for a page that needs no program, in a tree of its own.
// stylesheet is the address of sourcemark.card.css. v needs no report.
func Standalone(v View, d *claims.Dossier, r *claims.Record, stylesheet string) string {
	a := ItemOf(d, r)
	text := claims.Plain(r.Text)
	a.Span = claims.Span{End: len(text.String())}
	v.Report = &claims.Report{Text: text, Items: []claims.Annotation{a}}
	var p builder
	p.put(`<sourcemark-card record="%"><template shadowrootmode="open" shadowrootclonable>`, r.ID)
	p.put(`<link rel="stylesheet" href="%">`, stylesheet)
	v.card(&p, &a, v.hiding())
	p.put(`</template></sourcemark-card>`)
	return p.String()
}
