//go:build !js || !wasm

package main

// Where the system has no root certificates, as in an image that has no system, the server uses Mozilla's, which Go keeps
// for this: it asks the site over HTTPS.
import _ "golang.org/x/crypto/x509roots/fallback"
