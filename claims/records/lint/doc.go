// Package lint looks for what an editor should not publish, although the reader accepts it: a verdict that rests on one
// report, an excerpt longer than the right to quote, a date that cannot be.
//
//	for _, f := range lint.Dossier("ferry.json", data, lint.Options{Today: "2026-03-12"}) {
//		fmt.Println(f)
//	}
//
// What [records.Read] refuses is among the findings, under the rule "schema". The rules are a table in rules.go, each a
// row and a short function; [Rules] lists them. They judge the form of a dossier, never whether a verdict is right.
package lint
