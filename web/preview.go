//go:build !js

package web

import _ "embed"

// PreviewHTML is the page of sourcemark serve, where a fact-checker sees an article with its records. The article
// itself stands in a frame of the page.
//
//go:embed static/preview.html
var PreviewHTML string

// PreviewCSS is the style sheet of PreviewHTML.
//
//go:embed static/preview.css
var PreviewCSS string

// PreviewJS is the script of PreviewHTML.
//
//go:embed static/preview.js
var PreviewJS string
