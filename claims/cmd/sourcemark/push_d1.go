package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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
	accountVariable = "CLOUDFLARE_ACCOUNT_ID"
	tokenVariable   = "CLOUDFLARE_API_TOKEN"
)

// A d1 is a database behind Cloudflare's API, https://developers.cloudflare.com/api/resources/d1/.
type d1 struct {
	http.Client
	url, token string
	wait       func(context.Context, time.Duration) error
}

func newD1(api, account, database, token string) *d1 {
	return &d1{
		Client: http.Client{
			Timeout: time.Minute, // D1 itself gives up after 30 s
			// The API does not move, and where something else says that it did, neither token nor dossiers go there.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		url: strings.TrimSuffix(api, "/") + "/accounts/" + url.PathEscape(account) + "/d1/database/" +
			url.PathEscape(database) + "/query",
		token: token, wait: wait,
	}
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// run runs statements as one transaction.
func (d *d1) run(ctx context.Context, batch []statement) error {
	_, err := d.ask(ctx, struct {
		Batch []statement `json:"batch"`
	}{batch})
	return err
}

// rows runs one statement, all of whose columns are texts.
func (d *d1) rows(ctx context.Context, s statement) ([]map[string]string, error) {
	results, err := d.ask(ctx, s)
	if err != nil {
		return nil, err
	}
	var rows []map[string]string
	if err := json.Unmarshal(results[0].Results, &rows); err != nil {
		return nil, fmt.Errorf("D1: %w", err)
	}
	return rows, nil
}

// An outcome is that of one statement.
type outcome struct {
	Results json.RawMessage `json:"results"`
}

const (
	tries   = 8           // the waits between them come to some four minutes
	pause   = time.Second // doubled each time
	longest = 64 * time.Second
	// mostPatience is the longest that the API can have us wait before one try: its limit is one of five minutes.
	mostPatience = 5 * time.Minute
	// mostSaid is the most that is read of an answer, in bytes; a page of names is below a megabyte.
	mostSaid = 16 << 20
)

// isPrivate reports whether what is sent to an address can be read by nobody else: it goes over TLS, or stays on this
// machine.
func isPrivate(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// ask sends a request, again and again where waiting helps.
func (d *d1) ask(ctx context.Context, body any) ([]outcome, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	for n := 1; ; n++ {
		out, after, err := d.once(ctx, data)
		if err == nil || after < 0 || ctx.Err() != nil {
			return out, err
		}
		if n == tries {
			return nil, fmt.Errorf("%w (tried %d times)", err, tries)
		}
		if err := d.wait(ctx, max(after, min(pause<<(n-1), longest))); err != nil {
			return nil, err
		}
	}
}

// once sends a request once. after is how long to wait before another one, less than 0 if that is no use.
func (d *d1) once(ctx context.Context, data []byte) (out []outcome, after time.Duration, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url, bytes.NewReader(data))
	if err != nil {
		return nil, -1, misuse("-api: %v", err)
	}
	r.Header.Set("Authorization", "Bearer "+d.token)
	r.Header.Set("Content-Type", "application/json")
	resp, err := d.Do(r)
	if err != nil {
		return nil, 0, fmt.Errorf("D1 cannot be reached: %w", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostSaid))
	if err != nil {
		return nil, 0, fmt.Errorf("D1 broke off: %w", err)
	}
	var answer struct {
		Success bool      `json:"success"`
		Result  []outcome `json:"result"`
		Errors  []struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &answer) == nil && resp.StatusCode == http.StatusOK && answer.Success &&
		len(answer.Result) > 0 {
		return answer.Result, 0, nil
	}
	said := resp.Status
	for _, e := range answer.Errors {
		said += fmt.Sprintf(": %s (%d)", oneLine(e.Message), e.Code)
	}
	switch status := resp.StatusCode; {
	case status == http.StatusTooManyRequests || status >= 500:
		after := links.RetryAfter(resp.Header.Get("Retry-After"), time.Now(), mostPatience)
		if after < 0 {
			return nil, -1, fmt.Errorf("D1 says %s, and to come back in %v: the same command goes on from here then",
				said, -after)
		}
		return nil, after, errors.New("D1 says " + said)
	case status >= 300 && status < 400:
		return nil, -1, fmt.Errorf("D1 says %s, and names another address, %s: nothing was sent there; give it with "+
			"-api if it is the API's", said, resp.Header.Get("Location"))
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return nil, -1, fmt.Errorf("D1 says %s: set %s to a token that may edit D1 in this account", said,
			tokenVariable)
	case status == http.StatusNotFound:
		return nil, -1, fmt.Errorf("D1 says %s: give the -database id that npx wrangler d1 list shows, and set %s "+
			"to its account", said, accountVariable)
	case strings.Contains(said, "no such table"):
		return nil, -1, fmt.Errorf("D1 says %s: create its tables first, in wasm/edge: npx wrangler d1 migrations "+
			"apply sourcemark --remote", said)
	}
	return nil, -1, errors.New("D1 says " + said)
}
