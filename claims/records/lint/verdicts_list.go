//go:build !js

package lint

import _ "embed"

// commonVerdicts is the verdicts of many desks with their usual class, for proposals.
//
//go:embed verdicts.txt
var commonVerdicts string
