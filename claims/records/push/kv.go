package push

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
)

// A KV is a namespace of keys and values, https://developers.cloudflare.com/api/resources/kv/. The key of a dossier is the
// address of its article.
type KV struct{ api *api }

// KV returns a namespace of the account by its ID.
func (a Account) KV(id string) *KV {
	return &KV{a.api("KV", "give the id that npx wrangler kv namespace list shows", "storage", "kv", "namespaces", id)}
}

// Cloudflare gives 100 values at once, and takes 10,000; a dossier may have two megabytes.
const keysAtOnce = 25

// A Pair is a dossier without drafts and its key.
type Pair struct{ Key, Value string }

// Changed returns those of pairs that the namespace does not have like this. Which spaces a dossier has does not matter.
func (k *KV) Changed(ctx context.Context, pairs []Pair) (out []Pair, err error) {
	for some := range slices.Chunk(pairs, keysAtOnce) {
		keys := make([]string, len(some))
		for i := range some {
			keys[i] = some[i].Key
		}
		data, err := k.api.ask(ctx, http.MethodPost, "/bulk/get", map[string]any{"keys": keys, "type": "text"})
		if err != nil {
			return nil, err
		}
		var there struct {
			Values map[string]*string `json:"values"`
		}
		if err := json.Unmarshal(data, &there); err != nil {
			return nil, failed(Other, "KV gives no values: %w", err)
		}
		for _, p := range some {
			if v := there.Values[p.Key]; v == nil || compact(*v) != compact(p.Value) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

func compact(s string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(s)) != nil {
		return s
	}
	return b.String()
}

// Put puts pairs into the namespace. progress hears of each part that has arrived; it may be nil.
func (k *KV) Put(ctx context.Context, pairs []Pair, progress func(dossiers int)) error {
	for some := range slices.Chunk(pairs, keysAtOnce) {
		body := make([]map[string]string, len(some))
		for i, p := range some {
			body[i] = map[string]string{"key": p.Key, "value": p.Value}
		}
		data, err := k.api.ask(ctx, http.MethodPut, "/bulk", body)
		if err != nil {
			return err
		}
		var done struct {
			Not []string `json:"unsuccessful_keys"`
		}
		if json.Unmarshal(data, &done) == nil && len(done.Not) > 0 {
			return failed(Away, "KV has not taken %s: do it again", done.Not[0])
		}
		if progress != nil {
			progress(len(some))
		}
	}
	return nil
}
