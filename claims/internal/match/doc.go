// Package match makes texts comparable, aligns their words, and finds among thousands of records the few that a
// statement may be about.
//
//	fold, words   what counts as the same letter and the same word
//	align         two rows of words, side by side
//	stem, index   records by the words they have in common with a statement (BM25 with fields)
//	grams         the nearest of them again, letter by letter
//
// What it knows of language it is told: package prose weighs words, and package claims turns records into fields,
// adds what is known of speakers and of the sentences before (library.go), and decides (relate.go, link.go).
//
// # Figures
//
// Measured on development data of others, of which nothing is in this project: tweets against fact-checks (CheckThat
// 2022), sentences of debates against claims ("That is a Known Lie", with LIAR as distractors), and pairs of sentence and
// record that people judged ("Assisting the Human Fact-Checkers").
//
//	                                             tweets    debates   plain BM25
//	the right record, MAP@5                      0.925     0.544     0.866  0.473
//	  first, P@1                                 0.910     0.518     0.829  0.456
//	linked when it stands out, precision         0.992     0.908     1.0    0.832
//	  recall                                     0.658     0.291     0.015  0.220
//	pairs judged same or different, precision         0.944               0.391
//	  recall                                          0.124               0.314
//	  of pairs that are neither, share linked         0.001               0.093
//
// What helped, in MAP@5 over both: one saturation over all fields instead of one each; pieces of four letters for the
// first twenty (+0.006); the same speaker (+0.02 on debates); the sentences before at 0.6 of their weight; names
// at 1.3 (+0.01). For links, by far the most: how far the first record leads the second, where a statement is known to be
// about some record. On whole articles, of which most sentences are about none, that lead made 85 wrong links of 100;
// readers are shown only what nearly all of is said (link.go). For pairs: that another speaker's record wants more.
//
// What did not, by less than 0.004 or for the worse: a list of synonyms, names of parties, feedback from the first records (RM3), pairs of
// words, the longest common run, how much of the record is covered, other k1 and b, more weight for numbers or titles.
// In three of ten debates' sentences the right record has no word of the statement but the commonest: what is missing
// there is knowledge of the world.
package match
