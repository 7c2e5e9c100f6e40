package lint

var desks []lintRule // see desks.go
