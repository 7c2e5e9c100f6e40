// Command edge stands in front of a publisher's site and writes the checks of articles into their HTML on the way to
// readers. It runs as a Cloudflare worker, or as an ordinary server:
//
//	ORIGIN=https://origin.example go run ./wasm/edge -records dossiers
//
// README.md in this folder is for those who run it.
//
// A page is annotated only if nothing speaks against it. In any doubt it passes through as it came, to the byte, and
// the header Sourcemark says why. Edge never annotates what is not public (cookies, private, no-store; PRIVATE=annotate
// lifts that), never changes a content security policy, and never fetches anything but the site it stands in front of.
//
// From a request to an answer:
//
//	settings.go      what a publisher sets
//	server.go        the http.Handler: one of our own addresses, or a page of the site
//	page.go          which requests and responses are left alone; the way of a page from the origin to the reader
//	render.go        a page and its records become a page with its checks
//	answer.go        an answer with its headers and entity tags
//	policy.go        what a page's content security policy lets us put in
//	timing.go        Server-Timing
//
// Where records come from:
//
//	store.go         KV or the database by the address of the article, or the bundle
//	database.go      the database (its tables are in migrations/), and which of its records an article may be about
//	keys.go          the public keys that dossiers must be signed with
//
// What is kept, and for how long:
//
//	bounded.go       a cache with a bound
//	page_cache.go    the pages that were rendered last, in memory
//	shared_cache.go  annotated pages in the cache of a data centre, for everybody
//	cache_control.go what browsers and other caches are told
//
// How much is done at a time:
//
//	limits.go        pages and texts in memory, checks under way
//	quota.go         texts and statements of one client in a minute
//
// Our own addresses:
//
//	api.go           the table of endpoints, and what they share; openapi.json describes them
//	problem.go       their errors
//	endpoints.go, match.go, embed.go
//
// Hosts:
//
//	host_js.go       Cloudflare, with web/static/worker.mjs
//	host_other.go    an ordinary server, with what Cloudflare does for the worker: forwarded.go (who the client is),
//	                 connections.go (idle clients, shutdown), ahead_other.go (bodies), site.go (files)
//
// On Cloudflare one program answers all requests of an isolate: the workers library's own loader starts one for each
// request, which takes longer than all it then does. What a worker does for a request (fetch, read, KV, cache) is done
// by worker.mjs in that request's own turn, since Go runs in the turn of whoever woke it.
package main
