//go:build !js

package web

import _ "embed"

// The widget does not link this file. The bundler gives it its style sheets, as it does its words: package embed with
// what it needs would be 10 kB of its program.

// CardCSS is the style sheet of cards, for the inside of shadow roots. CSS or PopoverCSS follows it.
//
//go:embed static/card.css
var CardCSS string

// CSS is the style sheet of the rest of the widget's interface.
//
//go:embed static/sourcemark.css
var CSS string

// PopoverCSS is the style sheet of the button that opens a card, for pages that were rendered with their checks.
//
//go:embed static/popover.css
var PopoverCSS string

// EndnotesCSS is the style sheet of endnotes, in the widget and on rendered pages.
//
//go:embed static/endnotes.css
var EndnotesCSS string

// RenderedCSS is the style sheet of marks and summary on a rendered page. It goes into the page itself.
//
//go:embed static/rendered.css
var RenderedCSS string

// PartCSS is the style sheet of numbers in rendered HTML that is part of a page, beside RenderedCSS.
//
//go:embed static/part.css
var PartCSS string

// HighlightsCSS is the style sheet of painted words. It goes into the page itself.
//
//go:embed static/highlights.css
var HighlightsCSS string

// ChosenJS is the module that reads what somebody selects in an article, on a preview page and at the desk.
//
//go:embed static/chosen.js
var ChosenJS string
