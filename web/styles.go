//go:build !js

package web

import _ "embed"

// The widget is given its style sheets by the bundler, as it is its words: package embed and what it needs would be 10 kB
// of its program.

// CardCSS is the style sheet of cards, for the inside of shadow roots; one of the next two comes behind it.
//
//go:embed static/card.css
var CardCSS string

// CSS is that of the rest of the widget's interface.
//
//go:embed static/sourcemark.css
var CSS string

// PopoverCSS is that of what opens a card on a page that was rendered with its checks.
//
//go:embed static/popover.css
var PopoverCSS string

// EndnotesCSS is that of the endnotes, for wherever they stand.
//
//go:embed static/endnotes.css
var EndnotesCSS string

// RenderedCSS is that of marks and summary on a page that was rendered with them, for the page itself.
//
//go:embed static/rendered.css
var RenderedCSS string

// HighlightsCSS is the style sheet of the painted words, for the page itself.
//
//go:embed static/highlights.css
var HighlightsCSS string
