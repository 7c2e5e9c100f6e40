// Package edit changes the files of dossiers, and writes them in their canonical form.
package edit
