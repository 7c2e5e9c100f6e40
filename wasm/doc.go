// Package wasm holds the rules for the programs below it; it has no code of its own.
//
//	dom      reads and writes a live document; the only package that does
//	browser  the widget: what happens when
//	edge     the worker, and an ordinary server
//	bench    measurements next to the peers
//
// What these programs link decides what a reader has to load, so who may import what is a test
// (imports_test.go), each ban with its reason. See CONTRIBUTING.md, "Who may import what".
package wasm
