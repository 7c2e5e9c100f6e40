// Package desk has what the desk's pages are made of: templates, a style sheet and a script. Package claims/desk fills
// them in and serves them.
//
// A template is a view: it defines "main", which page.html stands around; parts that several views use are in files
// whose names begin with parts. All words come from web/lang, by {{.Say "save"}} and {{.Many 3 "drafts"}}; all text of
// dossiers and articles is escaped by html/template, and nothing here is of a type that is not.
//
// An element with data-region is a part that desk.js swaps by its ID when a form was sent or a link followed without
// loading the page anew: the answer is the same page, so that all works without JavaScript, too. What it says in #said is
// read out. What else desk.js goes by stands at its head.
package desk

import "embed"

// Views are the templates.
//
//go:embed *.html
var Views embed.FS

// CSS is the style sheet, and JS, SourceJS, SelectJS and HandJS the scripts, ES modules.
var (
	//go:embed desk.css
	CSS string
	//go:embed desk.js
	JS string
	//go:embed source.js
	SourceJS string
	//go:embed select.js
	SelectJS string
	//go:embed hand.js
	HandJS string
)
