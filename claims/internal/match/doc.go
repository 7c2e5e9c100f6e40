// Package match makes texts comparable, aligns their words, and finds among thousands of records the few that a
// statement may be about.
//
//	f := match.Fold("The ferry carried 41,200 people — “a record”.")
//	for _, w := range match.Words(f) {
//		fmt.Println(w.Text, w.Kind == match.Number) // the, ferry, carried, 41,200 ...
//	}
//
//	fold, words   what counts as the same letter and the same word
//	border        where a mark may begin and end
//	align         two rows of words, side by side
//	find          strings in one text, for many strings
//	stem, index   records by the words they have in common with a statement: the best of them (BM25 with fields), or
//	              all that have most of its words
//	grams         the nearest of them again, letter by letter
//
// The package knows nothing of language. Package prose classes words; package claims turns records into fields, adds
// what is known of speakers and of the sentences before (query.go), and decides (relate.go, link.go).
//
// # Figures
//
// Measured on data that is not in this project: tweets against fact-checks (CheckThat 2022), sentences of debates
// against claims ("That is a Known Lie", with LIAR as distractors), and pairs of sentence and record that people
// judged ("Assisting the Human Fact-Checkers"). Beside them, plain BM25 of both collections.
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
// On two cores, 27,535 records are indexed in 0.41 s, and an article of 900 words is checked against 10,000 of them in
// 2.8 ms (./build.sh bench). Of made-up records, as long as real ones and with words as frequent, a million take 18 s
// to make ready and 257 bytes each; an article of 2 kB takes 0.8 ms against 1,000 of them and 2.1 ms against a
// million, one of 128 kB 55 and 144 ms.
//
// What each part is worth, in MAP@5: one saturation over all fields; pieces of four letters for the first records
// (+0.006); the same speaker (+0.02 on debates); looking two hundred records down (+0.015 on debates); the sentences
// before at 0.6 of their weight; names at 1.3 (+0.01), light words at 0.3 (+0.005); "we've" as two words of grammar
// (+0.004). For links, by far the most: how far the first record leads the second, as a share of its score. In whole
// articles, of which most sentences are about no record, that lead alone made 85 wrong links of 100; readers are shown
// only what nearly all of is said (link.go).
//
// What is left: for one sentence of a debate in four the right record is not among the first twenty, since it shares
// only the commonest words with it; what is missing is knowledge of the world. Two of five pairs that say the same
// have no verdict, and words do not tell them from the others: linked in the order of their agreement, a recall of
// 0.30 would make every second link wrong.
//
// Tried and left out, for less than 0.004 or a loss: groups of synonyms, feedback from the first records (RM3), latent
// semantics (SVD), pairs of words, the longest common run, the best clause of a long statement, other k1 and b, and
// weights fitted to twenty such features. Skipping what cannot be among the best (MaxScore) made a search for the best
// of a million slower, 5.9 ms for 2.1: with the sentences before it, a statement has some sixty terms.
package match
