package splitstream

import (
	_ "embed"
	"strings"
)

//go:embed decoder.js
var script string

// decoder.ts, compiled: its bytes as numbers, with commas between. TestDecoderIsMadeOfItsSource makes it, with -update.
//
//go:embed decoder.txt
var program string

// Script returns Decode for browsers: a function decoder in JavaScript, which returns a TransformStream from coded bytes to
// those of the program, and calls what it is given with the error if they are damaged;
// what that returns is thrown.
func Script() string { return strings.Replace(script, "PROGRAM", strings.TrimSpace(program), 1) }
