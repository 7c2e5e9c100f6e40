// Package claims finds what a news article claims and quotes, and puts source records under its words.
package claims
