package prose

import "sourcemark/claims/language"

// Words that make a sentence one that can be checked; see Assess in package claims.

// IsNumeral reports whether a word in lower case is a number in words, or one that counts as one.
func (r *Reader) IsNumeral(word string) bool { return r.Has(language.NumberWords, word) }

// IsVague reports whether a word in lower case, with "of" after it, tells no more than how large a number may be.
func (r *Reader) IsVague(word string) bool {
	return r.Has(language.Vague, word)
}

// IsUnit reports whether a word in lower case is a unit that public accounts are kept in: percent, euros.
func (r *Reader) IsUnit(word string) bool { return r.Has(language.Accounts, word) }

// IsWhen reports whether a word in lower case says when.
func (r *Reader) IsWhen(word string) bool { return r.Has(language.When, word) }

// IsComparison reports whether a word in lower case sets one thing beside another.
func (r *Reader) IsComparison(word string) bool { return r.Has(language.Compares, word) }

// IsChange reports whether a word in lower case says that something became more or less.
func (r *Reader) IsChange(word string) bool { return r.Has(language.Changes, word) }

// IsAct reports whether a word in lower case is a deed of public life, done.
func (r *Reader) IsAct(word string) bool { return r.Has(language.Acts, word) }

// IsStatistic reports whether a word in lower case is something of which statistics are made.
func (r *Reader) IsStatistic(word string) bool { return r.Has(language.Statistics, word) }

// IsMatter reports whether a word in lower case is a matter of which public records are kept.
func (r *Reader) IsMatter(word string) bool { return r.Has(language.Matters, word) }

// IsAbsolute reports whether a word in lower case leaves no case out.
func (r *Reader) IsAbsolute(word string) bool { return r.Has(language.Absolutes, word) }

// IsBoilerplate reports whether a line that begins with a word in lower case belongs to the page and not to the story.
func (r *Reader) IsBoilerplate(word string) bool { return r.Has(language.Boilerplate, word) }

// Bidding reports whether a line that begins with two words in lower case bids the reader do something to the page,
// or says whose a picture is.
func (r *Reader) Bidding(first, second string) bool {
	return r.Has(language.Bids, first) &&
		r.Has(language.BidsAfter, second) ||
		r.Has(language.Pictures, first) && r.Has(language.PictureCredits, second)
}
