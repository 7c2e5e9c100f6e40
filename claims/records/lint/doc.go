// Package lint looks for what an editor should not publish, although the reader takes it.
package lint
