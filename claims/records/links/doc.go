// Package links visits the pages that readers of a dossier can follow, and says what became of them.
//
//	v := links.NewVisitor(links.Manners{Contact: "desk@news.example"})
//	results, err := v.Check(ctx, dossier, links.Look{})
//	page, err := v.Fetch(ctx, "https://county.example/figures")
//
// # Whose guest we are
//
// Other people's servers are visited slowly, with one request a host at a time and a pause between two, where
// robots.txt allows it, as long as Retry-After says, and under our own name. No other service is asked for anything. A
// dossier may be written by anybody: it must not lead us into the network that we run in. So an address is looked at in
// the last moment before a connection, for each redirect anew, and is refused unless it is of the public internet.
//
// # What is said of a page
//
// A page is judged by what a reader would meet. It is there ("ok"), perhaps with other words around those that were
// quoted ("changed"), or has moved for good ("redirected"). It no longer has the words that the dossier quotes of it ("drifted"), or is no more ("dead"): what answers "200 OK" and shows a
// notice or the front page is no more either. Everything else is "unclear", and says why: a verdict on a page is a
// verdict on somebody's work, and wrong ones teach editors to ignore the right ones. Three things keep it from being
// said too soon.
//
// Between a program and a page there may be a wall, at which a reader does what a program cannot or should not do:
// agree, pay, log in, be a browser. What stands behind it, nobody has seen (walls.go).
//
// A page may send its readers on without a redirect. Then the page that it leads to is judged (walls.go).
//
// Our own network may be down, or answer in the place of all hosts, as hotels' do. Then no link is judged by it
// (network.go).
package links
