// Package importer adds to a dossier, as drafts, what others have checked.
package importer
