package push

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sourcemark/claims/records/links"
)

// Where wrangler looks, too.
const (
	AccountVariable = "CLOUDFLARE_ACCOUNT_ID"
	TokenVariable   = "CLOUDFLARE_API_TOKEN"
)

// API is the address of Cloudflare's.
const API = "https://api.cloudflare.com/client/v4"

// An Account is one at Cloudflare, with a token that may edit what is in it.
type Account struct {
	API, ID, Token string

	Wait func(context.Context, time.Duration) error // before another try; nil to wait so long
}

// An api asks for one thing of an account, https://developers.cloudflare.com/api/.
type api struct {
	http.Client
	url, token string
	of         string // what it is, in messages: D1
	missing    string // what to do where it is not found
	wait       func(context.Context, time.Duration) error
}

// api returns the API under a path of the account.
func (a Account) api(of, missing string, path ...string) *api {
	u := strings.TrimSuffix(a.API, "/") + "/accounts/" + url.PathEscape(a.ID)
	for _, p := range path {
		u += "/" + url.PathEscape(p)
	}
	out := &api{
		Client: http.Client{
			Timeout: time.Minute, // D1 itself gives up after 30 s
			// The API does not move, and where something else says that it did, neither token nor dossiers go there.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		url: u, token: a.Token, of: of, missing: missing, wait: a.Wait,
	}
	if out.wait == nil {
		out.wait = wait
	}
	return out
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

const (
	tries   = 8           // the waits between them come to some four minutes
	pause   = time.Second // doubled each time
	longest = 64 * time.Second
	// mostPatience is the longest that the API can have us wait before one try: its limit is one of five minutes.
	mostPatience = 5 * time.Minute
	// mostSaid is the most that is read of an answer, in bytes; a page of names is below a megabyte, and KV gives keysAtOnce
	// dossiers.
	mostSaid = 64 << 20
)

// A Reason is why nothing more was sent, for whoever says it in other words than an Error does.
type Reason uint8

const (
	Other     Reason = iota
	Away             // the API cannot be reached, or is broken
	Busy             // it asks to come back later
	Refused          // the token may not do it
	NotFound         // there is no such database or namespace in the account
	NoTables         // the database has none
	Elsewhere        // the answer leads to another address
)

// An Error is what the API has said, or what became of the way to it.
type Error struct {
	Reason Reason
	err    error
}

// Error says what to do, for people at a command line.
func (e *Error) Error() string { return e.err.Error() }

// Unwrap returns what is below it.
func (e *Error) Unwrap() error { return e.err }

func failed(r Reason, format string, args ...any) error {
	return &Error{r, fmt.Errorf(format, args...)}
}

// IsPrivate reports whether what is sent to an address can be read by nobody else: it goes over TLS, or stays on this
// machine.
func IsPrivate(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// ask sends a request, again and again where waiting helps, and returns the result.
func (a *api) ask(ctx context.Context, method, path string, body any) (json.RawMessage, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	for n := 1; ; n++ {
		out, after, err := a.once(ctx, method, path, data)
		if err == nil || after < 0 || ctx.Err() != nil {
			return out, err
		}
		if n == tries {
			return nil, fmt.Errorf("%w (tried %d times)", err, tries)
		}
		if err := a.wait(ctx, max(after, min(pause<<(n-1), longest))); err != nil {
			return nil, err
		}
	}
}

// once sends a request once. after is how long to wait before another one, less than 0 if that is no use.
func (a *api) once(ctx context.Context, method, path string, data []byte) (out json.RawMessage, after time.Duration,
	err error) {
	r, err := http.NewRequestWithContext(ctx, method, a.url+path, bytes.NewReader(data))
	if err != nil {
		return nil, -1, err
	}
	r.Header.Set("Authorization", "Bearer "+a.token)
	r.Header.Set("Content-Type", "application/json")
	resp, err := a.Do(r)
	if err != nil {
		return nil, 0, failed(Away, "%s cannot be reached: %w", a.of, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostSaid))
	if err != nil {
		return nil, 0, failed(Away, "%s broke off: %w", a.of, err)
	}
	var answer struct {
		Success bool            `json:"success"`
		Result  json.RawMessage `json:"result"`
		Errors  []struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &answer) == nil && resp.StatusCode == http.StatusOK && answer.Success {
		return answer.Result, 0, nil
	}
	said := resp.Status
	for _, e := range answer.Errors {
		said += fmt.Sprintf(": %s (%d)", strings.Join(strings.Fields(e.Message), " "), e.Code)
	}
	switch status := resp.StatusCode; {
	case status == http.StatusTooManyRequests || status >= 500:
		after := links.RetryAfter(resp.Header.Get("Retry-After"), time.Now(), mostPatience)
		if after < 0 {
			return nil, -1, failed(Busy, "%s says %s, and to come back in %v: the same command goes on from here then",
				a.of, said, -after)
		}
		return nil, after, failed(Away, "%s says %s", a.of, said)
	case status >= 300 && status < 400:
		return nil, -1, failed(Elsewhere, "%s says %s, and names another address, %s: nothing was sent there; give it with "+
			"-api if it is the API's", a.of, said, resp.Header.Get("Location"))
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return nil, -1, failed(Refused, "%s says %s: set %s to a token that may edit %[1]s in this account", a.of, said,
			TokenVariable)
	case status == http.StatusNotFound:
		return nil, -1, failed(NotFound, "%s says %s: %s, and set %s to its account", a.of, said, a.missing, AccountVariable)
	case strings.Contains(said, "no such table"):
		return nil, -1, failed(NoTables, "%s says %s: create its tables first, in wasm/edge: npx wrangler d1 migrations "+
			"apply sourcemark --remote", a.of, said)
	}
	return nil, -1, failed(Other, "%s says %s", a.of, said)
}
