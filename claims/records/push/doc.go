// Package push puts dossiers where the worker (wasm/edge) takes them from: a D1 database of Cloudflare, or KV.
//
//	account := push.Account{API: push.API, ID: os.Getenv(push.AccountVariable), Token: os.Getenv(push.TokenVariable)}
//	p := &push.Push{Each: dossiers}
//	err := p.Run(ctx, account.D1("2b1f…")) // p.Sent of them were new
//
// Only what is new or has changed is sent, without drafts. Each request has arrived completely or not at all, and arriving
// twice changes nothing, so what was interrupted is done again from the beginning. Whether a dossier may be published is
// for whoever calls: package lint says so (Blocking).
package push
