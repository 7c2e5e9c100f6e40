//go:build !js || !wasm

// The widget runs in a browser. This file exists so that the package can be vetted, and its tests, which drive real
// browsers, can run on the machine that builds it.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "This program runs in a browser: build it with ./build.sh and open index.html.")
	os.Exit(1)
}
