package channel

import (
	"html"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/article"
)

// onAMP has the checks in what AMP allows: elements of HTML with styles of their own, and links within the page. Ids
// differ from one article to the next, and none begins as those of AMP's own do.
var onAMP = article.Channel{
	AMP: true,
	Mark: func(a *claims.Annotation, names string) (start, end string) {
		return `<mark class="` + web.MarkClass(a.Status()) + `" ` + web.OurAttribute + `="` + html.EscapeString(names) +
			`" style="background:none;color:inherit;border-bottom:` + lines[a.Status()] + `">`, `</mark>`
	},
	Number: func(v *web.View, a *claims.Annotation) string {
		if v.NoLinks {
			return `<sup ` + web.OurAttribute + `>` + number(a) + `</sup>`
		}
		return `<sup ` + web.OurAttribute + `><a href="#sm-note-` + number(a)[1:len(number(a))-1] + v.Suffix + `">` + number(a) + `</a></sup>`
	},
	Notes: func(v *web.View) string {
		return `<div ` + web.OurAttribute + `>` + rewrite(notes(v), func(e *element) (start, end string) {
			switch e.name {
			case "section":
				return e.tag("section", ` style="margin:24px 0;padding-top:12px;border-top:2px solid #808080;font-size:.9em"`, "class", "id", "lang", "dir")
			case "li":
				return e.tag("li", "", "id")
			case "span":
				return "", ""
			}
			return e.tag(e.name, "", "href", "lang", "dir")
		}) + `</div>`
	},
}

// AMP returns a page of AMP with its checks in it; [article.Strip] takes them out again. The error is that of
// [article.Page.Annotate], or [article.RefusalNotAMP].
func AMP(p *article.Page, v *web.View) ([]byte, error) { return p.AnnotateFor(v, onAMP) }
