// Command bench reports what the measurements beside it found, next to the peers that a publisher might pick instead.
//
//	place_test.go       quotations placed and painted on a long article
//	accuracy_test.go    how many of them land right on texts that were edited
//	story_test.go       how many claims and quotations of a story are found when it is told again
//	weight_test.go      bytes on the wire
//	start_test.go       from navigation to the first highlight
//	cost_test.go        what the widget costs the demonstration: its paint, its tasks, its cards
//	edge_test.go        requests a second, and processor time a page, at the edge
//	engine_test.go      the engine as articles and records grow
//	d1_test.go          a million records in the worker's database: pushed, and found
//	peers_test.go       who is compared; the pages and the server that all get. peers/ has what drives each
//	hypothesis_test.go  the client of Hypothesis, with as much of its service as it asks for
//	article_test.go     the made-up article of the browsers
//	synthetic/          the made-up records and articles of the engine and the database, by the laws of real text
//	result.go           what one of them found, as JSON
//	main.go, chart.go   the table and the plots of all
//
// ./build.sh bench runs them all, one after the other, and leaves dist/bench/. All that are compared are measured in
// the same run and by turns, so that what slows the machine slows all of them. The same tests run once in ./build.sh
// test, to see that they work, and hold to their budgets what is counted there: places, bytes, changes of the DOM.
// Times they hold under ./build.sh bench alone, for on a busy machine they say nothing.
package main
