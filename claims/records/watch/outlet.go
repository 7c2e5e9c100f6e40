package watch

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"time"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/links"
)

// A Lines writes reports as lines of JSON.
type Lines struct {
	out  io.Writer
	file string
}

// NewLines returns an outlet that writes to out or, if file is not "", at the end of that file, where no report is
// written twice.
func NewLines(out io.Writer, file string) *Lines { return &Lines{out, file} }

// Name returns "lines".
func (l *Lines) Name() string { return "lines" }

// Send writes a report.
func (l *Lines) Send(_ context.Context, r *Report) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	if l.file == "" {
		_, err = l.out.Write(line)
		return err
	}
	old, err := os.ReadFile(l.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if n := len(old); n > 0 && old[n-1] != '\n' { // a line that was being written when the program was killed
		old = old[:bytes.LastIndexByte(old, '\n')+1]
		if err := os.Truncate(l.file, int64(len(old))); err != nil {
			return err
		}
	}
	if bytes.Contains(old, []byte(`{"id":"`+r.ID+`"`)) {
		return nil
	}
	f, err := os.OpenFile(l.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Close())
}

// A Webhook posts reports to a server, signed as GitHub signs its own: the header X-Hub-Signature-256 has the HMAC of the
// body under the secret. X-Sourcemark-Delivery has the ID of the report, by which the server can tell that it has it.
type Webhook struct {
	url    string
	secret []byte
	client *http.Client
	wait   func(context.Context, time.Duration) error
}

// NewWebhook returns an outlet that posts to an address. It does not follow redirects: they would take the report to
// somebody else.
func NewWebhook(url string, secret []byte) *Webhook {
	return &Webhook{url, secret, &http.Client{
		Timeout:       30 * time.Second, // as long as readers wait
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, func(ctx context.Context, d time.Duration) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}}
}

// Name returns "webhook".
func (h *Webhook) Name() string { return "webhook" }

// Send posts a report, up to four times within half a minute. A server that answers that it does not want it, with a
// status of 400 to 499, is not asked again, but for those that mean "later".
func (h *Webhook) Send(ctx context.Context, r *Report) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, h.secret)
	mac.Write(body)
	signature := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	const patience = time.Minute // the longest that it waits for a server within a round
	pauses := []time.Duration{time.Second, 5 * time.Second, 20 * time.Second}
	for try := 0; ; try++ {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
		if err != nil {
			return Lost{err}
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("User-Agent", "Sourcemark/1 (watch)")
		req.Header.Set("X-Sourcemark-Delivery", r.ID)
		req.Header.Set("X-Hub-Signature-256", signature)
		var pause time.Duration
		resp, err := h.client.Do(req)
		if err == nil {
			_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
			resp.Body.Close()
			status := resp.StatusCode
			later := status == http.StatusRequestTimeout || status == http.StatusTooEarly || status == http.StatusTooManyRequests
			switch err = fmt.Errorf("%s answers %d %s", h.url, status, http.StatusText(status)); {
			case status/100 == 2:
				return nil
			case status/100 != 5 && !later:
				return Lost{err}
			}
			pause = links.RetryAfter(resp.Header.Get("Retry-After"), time.Now(), patience)
		}
		if try == len(pauses) || pause < 0 || ctx.Err() != nil {
			return err
		}
		if err := h.wait(ctx, max(pause, pauses[try])); err != nil {
			return err
		}
	}
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   atomText   `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary atomText   `xml:"summary"`
}

// writeAtom writes reports as an Atom feed (RFC 4287), the newest first.
func writeAtom(file string, reports []Report, now time.Time) error {
	feed := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   atomText    `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Entries []atomEntry `xml:"entry"`
	}{ID: "urn:sourcemark:watch", Title: atomText{"text", "Who may repeat what was checked"}, Author: "sourcemark watch",
		Updated: now.UTC().Format(time.RFC3339)}
	for _, r := range slices.Backward(reports) {
		summary := fmt.Sprintf("%s: “%s”. The record %s%s: “%s”.", r.Certainty, r.Words, r.Record.Dossier, r.Record.ID, r.Record.Text)
		for _, d := range r.Differences {
			summary += fmt.Sprintf(" Here “%s”, in the record “%s”.", d.Article, d.Record)
		}
		e := atomEntry{ID: "urn:sourcemark:" + r.ID, Updated: r.Found, Summary: atomText{"text", summary},
			Title: atomText{"text", fmt.Sprintf("%s: %s", r.Says, r.Article.Title)}, Links: []atomLink{{"alternate", r.Article.URL}}}
		if r.Record.Page != "" {
			e.Links = append(e.Links, atomLink{"related", r.Record.Page})
		}
		feed.Entries = append(feed.Entries, e)
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	data, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return err
	}
	return disk.Write(file, append([]byte(xml.Header), append(data, '\n')...), true)
}
