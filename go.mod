module sourcemark

go 1.26.0

require (
	github.com/tdewolff/parse/v2 v2.8.20
	golang.org/x/text v0.43.0
)
