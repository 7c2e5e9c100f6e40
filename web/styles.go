//go:build !js

package web

import _ "embed"

// The widget is given its style sheets by the bundler, as it is its words: package embed and what it needs would be 10 kB
// of its program.

// CSS is the style sheet of the interface, for the inside of shadow roots.
//
//go:embed static/sourcemark.css
var CSS string

// EndnotesCSS is that of the endnotes, for wherever they stand.
//
//go:embed static/endnotes.css
var EndnotesCSS string

// RenderedCSS is that of marks and summary on a page that was rendered with them, for the page itself.
//
//go:embed static/rendered.css
var RenderedCSS string

// PageCSS is the style sheet of the painted words, for the page itself.
//
//go:embed static/page.css
var PageCSS string
