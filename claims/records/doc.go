// Package records reads dossiers: JSON-LD files in the words of schema.org that say what a news story claims and
// quotes, and what each of that rests on. README.md beside this file teaches how to write one.
//
//	d, err := records.Read("ferry.json", data)
//	if err != nil {
//		return err // everything that is wrong with the file, one line each
//	}
//	report := claims.New(d).Check(article)
//
// The reader is strict. It hands out a dossier only if nothing is wrong with the file; otherwise it reports all
// [Mistakes] at once, each with its path, what was found and what must be there instead. Names that it does not know
// are left alone, for schema.org has thousands, unless they look like a slip of one that it knows. [Verify] tells whose
// key signed a dossier.
//
// This is all that a reader's browser needs, and it links neither fmt nor encoding/json. What newsrooms do with their
// files is in the packages beside it: lint says what an editor should not publish, edit changes files, export writes
// records for others, and importer reads what others have checked. None of them knows the network or the disk.
package records
