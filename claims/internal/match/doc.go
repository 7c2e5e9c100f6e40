// Package match makes texts comparable, aligns their words, and finds among thousands of records the few that a
// statement may be about.
//
//	fold, words   what counts as the same letter and the same word
//	align         two rows of words, side by side
//	stem, index   records by the words they have in common with a statement: the best of them (BM25 with fields), or all that
//	              have most of its words
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
//	the right record, MAP@5                      0.926     0.566     0.866  0.473
//	  first, P@1                                 0.910     0.536     0.829  0.456
//	linked when it stands out, precision         0.993     0.925     1.0    0.832
//	  recall                                     0.668     0.304     0.015  0.220
//	pairs judged same or different, precision         0.913               0.391
//	  recall                                          0.153               0.314
//	  of pairs that are neither, share linked         0.003               0.093
//	  average precision of the agreement              0.432               0.291
//
// Speed, on two cores: 27,535 records are indexed in 0.41 s; an article of 900 words is checked against 10,000 of them in 2.8 ms
// (./build.sh bench). With records made up, as many words as real ones have and as frequent, an article of 2 kB takes 0.8 ms
// of a processor against 1,000 records and 2.1 ms against a million, one of 128 kB 55 and 144 ms. Making a million ready takes
// 18 s and 257 bytes each. Before only what most of a statement is in was looked at, they took 1.3 and 41 ms, 90 and 1,340 ms, and
// 1,145 bytes.
//
// A search for the best still goes through all lists and adds up in an array of all records, 2.1 ms for a million. To leave out
// what cannot be among the best two hundred (MaxScore, in windows of 4,096 records) took 5.9: with the sentences before, a
// statement has some sixty terms, so that lists can be left aside late, and then looking records up in them takes longer than
// reading them.
//
// What helped, in MAP@5 over both: one saturation over all fields instead of one each; pieces of four letters for the
// first records (+0.006); the same speaker (+0.02 on debates); looking two hundred records down, where speakers say
// their own claims in other words (+0.015 on debates); the sentences before at 0.6 of their weight; names at 1.3
// (+0.01), words that say next to nothing at 0.3 (+0.005); that "we've" is two words of grammar (+0.004). For links,
// by far the most: how far the first record leads the second, where a statement is known to be about some record; as
// a share of its score better than by points alone. On whole articles, of which most sentences are about none, that
// lead made 85 wrong links of 100; readers are shown only what nearly all of is said (link.go). For pairs: that
// another speaker's record wants more, and that of the same less.
//
// What did not, by less than 0.004 or for the worse: 200 groups of synonyms, names of parties, feedback from the
// first records (RM3), latent semantics (an SVD of the records in 100, 200 or 400 dimensions, −0.002 to −0.014),
// pairs of words, the longest common run, how much of the record or of the statement is covered, the best clause of a
// long statement, less of the sentences before where the statement is long or has no pronoun, or of all but their
// names, or a limit to what they may add, a bonus for the speaker that grows with the score, other k1 and b, more
// weight for numbers, titles or letters. Weights fitted to twenty such features on one half of the debates did no
// better on the other half than those set by hand.
//
// What is left. In one of four debates' sentences the right record is not among the first twenty: it has no word of
// the statement but the commonest, and what is missing is knowledge of the world. In one of five it is, and in a
// third of these the first says the same and was not judged. Of pairs that say the same two of five have no verdict,
// often since the record's was half true, and words do not tell them from the others: linked in the order of their
// agreement, a recall of 0.30 would make every second link a wrong one.
package match
