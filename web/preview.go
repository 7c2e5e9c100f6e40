//go:build !js

package web

import _ "embed"

// The page of sourcemark serve, where a fact-checker sees an article with its records: what is around the article, which stands in a
// frame by itself.

//go:embed static/preview.html
var PreviewHTML string

//go:embed static/preview.css
var PreviewCSS string

//go:embed static/preview.js
var PreviewJS string
