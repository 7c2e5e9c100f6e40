package push_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"sourcemark/claims/records/push"
	"sourcemark/wasm/edge/workerd"
)

// TestKV puts dossiers into KV as it is, and puts only what has changed.
func TestKV(t *testing.T) {
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: "../../.."}, Stores: true})
	kv := push.Account{API: c.Control, ID: workerd.Account, Token: "secret"}.KV("records")
	var pairs []push.Pair
	const n = 60 // more than are asked for at once
	for i := range n {
		pairs = append(pairs, push.Pair{Key: "https://news.example/" + strconv.Itoa(i), Value: `{"version": "1"}`})
	}
	changed := func(want int) []push.Pair {
		t.Helper()
		out, err := kv.Changed(t.Context(), pairs)
		if err != nil || len(out) != want {
			t.Fatalf("%v: %d have changed, want %d", err, len(out), want)
		}
		return out
	}
	done := 0
	if err := kv.Put(t.Context(), changed(n), func(n int) { done += n }); err != nil || done != n {
		t.Fatalf("%v: %d are there", err, done)
	}
	if got := len(c.Keys()); got != n {
		t.Errorf("%d keys", got)
	}
	changed(0)
	pairs[7].Value = `{ "version":"1" }` // the same
	pairs[8].Value = `{"version": "2"}`
	if out := changed(1); out[0] != pairs[8] {
		t.Errorf("%v has changed", out)
	}
}

// TestKVFails has KV refuse, take a part only, and be called off.
func TestKVFails(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	for name, c := range map[string]struct {
		status int
		body   string
		want   push.Reason
	}{
		"refused":   {http.StatusForbidden, `{}`, push.Refused},
		"not there": {http.StatusNotFound, `{"errors": [{"code": 10013, "message": "namespace not found"}]}`, push.NotFound},
		"in part":   {http.StatusOK, `{"success": true, "result": {"successful_key_count": 0, "unsuccessful_keys": ["https://news.example/"]}}`, push.Away},
		"elsewhere": {http.StatusTemporaryRedirect, ``, push.Elsewhere},
		"broken":    {http.StatusBadGateway, ``, push.Away},
	} {
		var paths []string
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			paths = append(paths, r.Method+" "+r.URL.EscapedPath()+" "+r.Header.Get("Authorization"))
			w.Header().Set("Location", "http://localhost:1/")
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		}))
		account := push.Account{API: api.URL, ID: "a/b", Token: "secret", Wait: func(context.Context, time.Duration) error { return nil }}
		err := account.KV("n").Put(t.Context(), []push.Pair{{Key: "https://news.example/", Value: "{}"}}, nil)
		var said *push.Error
		if !errors.As(err, &said) || said.Reason != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if want := "PUT /accounts/a%2Fb/storage/kv/namespaces/n/bulk Bearer secret"; !reflect.DeepEqual(paths[:1], []string{want}) {
			t.Errorf("%s: asked %v", name, paths)
		}
		api.Close()
	}
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then it hears that nobody waits any more
		stop()
		<-r.Context().Done()
	}))
	defer api.Close()
	err := push.Account{API: api.URL, ID: "a"}.KV("n").Put(ctx, []push.Pair{{Key: "k", Value: "{}"}}, nil)
	if !errors.Is(err, context.Canceled) && !strings.Contains(err.Error(), "canceled") {
		t.Errorf("called off: %v", err)
	}
}
