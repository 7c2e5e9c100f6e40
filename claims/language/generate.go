package language

//go:generate go run ./internal/cldr
