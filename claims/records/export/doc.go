// Package export writes records for others: search engines, archives, spreadsheets, print and programs.
package export
