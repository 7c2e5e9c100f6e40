// Command edge stands in front of a publisher's site and writes the checks of articles into their HTML on the way to
// readers: as a Cloudflare worker, or as an ordinary server. README.md beside this file is for those who run it.
//
//	settings.go    what a publisher sets
//	server.go      the handler: our own addresses, or a page; and how a page is rendered
//	page.go        which requests and responses are left alone, and what becomes of their headers
//	cache.go       what may be kept for everybody, and for how long
//	policy.go      what a page's content security policy lets us put in
//	store.go       whose records: KV or the database by the address of the article, or the bundle
//	database.go    the database, and which of its records a statement or an article may be about; migrations/ are its tables
//	keys.go        whose signatures dossiers are held to
//	gate.go        how much is done at a time, and for whom
//	memo.go        the pages that were rendered last
//	api.go, match.go, embed.go, problem.go, openapi.json    our own addresses
//	host_js.go     on Cloudflare, with web/static/worker.mjs
//	host_other.go  everywhere else, with proxy.go for what a reverse proxy has to see to
//
// A page is annotated when nothing speaks against it; whatever is in doubt goes through as it came, with the reason in a
// header. On Cloudflare one program answers all requests of an isolate. The workers library's own loader starts one
// for each, which takes longer than all it then does; and what a worker does for a request (fetch, read, KV, cache) is
// done by worker.mjs in that request's own turn, since Go runs in the turn of whoever woke it.
package main
