// Package claims places the records of fact-checkers on the words of a news article, or refuses to.
//
// An article comes in as a [Text]: one string, assembled from the runs of text that a host (a browser, an
// edge worker, a command line) has found in a page. All offsets are bytes of that string, and a [Span] of
// it can be cut at the borders of runs again ([Text.Pieces]), so that the host finds its own nodes back.
//
// The records come as dossiers. Package records reads them from JSON; this package knows no files, no
// HTML and no host.
//
//	text := claims.Plain(article)
//	report := claims.New(dossier).Check(text)
//	for _, a := range report.Items {
//		fmt.Println(a.Record.ID, text.Slice(a.Span))
//	}
//	for _, u := range report.Unplaced {
//		fmt.Println(u.Record.ID, "refused:", u.Placement, u.Differences)
//	}
//
// # Placing
//
// A record is anchored by a [Selector]: the words it is about, and those before and after them. [Text.Place]
// finds them again after the article was set anew, reordered, or edited lightly; place.go opens with
// how. What it will not do is guess. A verdict on the wrong sentence is libel, so a number, a negation or a
// name that differs, two places that fit alike, or too little that agrees: each is a refusal, and the
// [Place] says which, where the words would have been, and what differs there.
//
// # Comparing
//
// [Compare] holds a printed quotation against every version of its words that a record carries and takes
// the closest: [Verbatim], [Trimmed], [Altered], [Translated], [Paraphrase] or [NotFound], with the words that
// changed. What editors may do to a quotation (an ellipsis, brackets, a capital, another style of
// marks) is told apart from what they may not.
//
// # Reading
//
// [Text.Quotes] finds quotations in any style of marks, with the speaker and the words that name him, and
// tells them from scare quotes, titles and apostrophes. [Text.ReportedSpeech] finds all that is said, in marks or in
// the reporter's own words, and by whom; the latter in English. [Text.Assess] weighs which sentences are worth a
// check, and why.
//
// # Linking
//
// A newsroom has thousands of records that are not anchored in the article at hand. A [Library] finds those that a
// statement may be about, and says of each whether it is the same, the same but for a number, a name or a "not", or
// merely on the subject. [Checker.Check] links what no editor has placed, under stricter rules than an editor needs
// (link.go): such an [Annotation] is Automatic, and where it Differs it has no verdict, for the record's was given
// on other words. [Report.Findings] adds what no record covers yet. [Suggest] tells editors where records that have
// lost their place may belong.
//
// # Speakers
//
// A quotation is the same words by the same speaker. Where the article gives the words of a record to another, or
// says that they were never said, its [Annotation] Differs, also where an editor has anchored it; where that cannot be
// told, it is refused (speaker.go).
//
// # Links
//
// [FragmentOf] makes, and [ParseFragments] and [Text.Find] read, the text fragments of addresses
// ("#:~:text=…") by which a source is opened at a passage.
package claims
