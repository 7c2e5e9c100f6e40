package watch

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
)

const (
	// mostUnzipped is how many bytes a sitemap has at most (sitemaps.org).
	mostUnzipped = 50 << 20

	// mostItems is how many addresses a sitemap has at most (sitemaps.org); no feed has as many.
	mostItems = 50_000

	// mostSitemaps is how many sitemaps of an index are read, the newest first. What is new is in the newest.
	mostSitemaps = 20
)

// An item is an article that a feed or a sitemap lists.
type item struct {
	URL       string `json:"url"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"` // RFC 3339; empty if the feed does not say
	Feed      string `json:"feed"`
	Tries     int    `json:"tries,omitempty"` // how often its page could not be had
}

// A listing is what a feed, a sitemap or an index of sitemaps lists.
type listing struct {
	items   []item
	others  []item // the sitemaps of an index
	sitemap bool
}

// parse reads a feed (RSS, Atom, JSON Feed), a sitemap, or an index of sitemaps, gzipped or not. Addresses in it are
// relative to address; what is no address of a page is left out.
func parse(data []byte, address string) (*listing, error) {
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		if data, err = io.ReadAll(io.LimitReader(z, mostUnzipped+1)); err != nil {
			return nil, fmt.Errorf("cannot be unzipped: %w", err)
		}
		if len(data) > mostUnzipped {
			return nil, fmt.Errorf("is longer than %d MiB, unzipped", mostUnzipped>>20)
		}
	}
	base, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	start := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 1024)]))
	switch root := rootOf(data); {
	case root == "urlset", root == "sitemapindex":
		return parseSitemap(data, base)
	case root == "html", bytes.HasPrefix(start, []byte("<!doctype html")):
		return nil, errors.New("is a page and no feed: look at its source for the address of one")
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return nil, errors.New("is neither a feed (RSS, Atom, JSON Feed) nor a sitemap")
	} else if err != nil {
		return nil, fmt.Errorf("is no feed that can be read: %w", err)
	}
	out := new(listing)
	for _, x := range parsed.Items {
		link := x.Link
		if link == "" && len(x.Links) > 0 {
			link = x.Links[0]
		}
		if link == "" && strings.HasPrefix(x.GUID, "http") {
			link = x.GUID
		}
		published := ""
		if x.PublishedParsed != nil {
			published = x.PublishedParsed.UTC().Format(time.RFC3339)
		} else if x.UpdatedParsed != nil {
			published = x.UpdatedParsed.UTC().Format(time.RFC3339)
		}
		out.add(base, link, x.Title, published)
	}
	return out, nil
}

// add adds an article, if it has an address.
func (l *listing) add(base *url.URL, link, title, published string) {
	if at := resolved(base, link); at != "" && len(l.items) < mostItems {
		l.items = append(l.items, item{URL: at, Title: plain(title), Published: published})
	}
}

// plain returns words of a feed on one line, without what cannot be seen.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if disk.Hidden(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// resolved returns an address without its fragment; "" if it is none of a page.
func resolved(base *url.URL, link string) string {
	u, err := base.Parse(strings.TrimSpace(link))
	if err != nil || link == "" {
		return ""
	}
	u.Fragment = ""
	if s := u.String(); records.Address(s) {
		return s
	}
	return ""
}

// rootOf returns the name of the outermost element; "" if there is none.
func rootOf(data []byte) string {
	d := decoder(data)
	for range 100 { // comments and instructions before it
		t, err := d.RawToken()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return strings.ToLower(e.Name.Local)
		}
	}
	return ""
}

// decoder returns one that knows the charsets of the web. It has no entities but XML's own five: what a document
// declares is not replaced.
func decoder(data []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	return d
}

func parseSitemap(data []byte, base *url.URL) (*listing, error) {
	out := &listing{sitemap: true}
	d := decoder(data)
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("is no sitemap that can be read: %w", err)
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "url" && e.Name.Local != "sitemap" {
			continue
		}
		var one struct {
			Loc  string `xml:"loc"`
			Last string `xml:"lastmod"`
			News struct {
				Title string `xml:"title"`
				Date  string `xml:"publication_date"`
			} `xml:"http://www.google.com/schemas/sitemap-news/0.9 news"`
		}
		if err := d.DecodeElement(&one, &e); err != nil {
			return nil, fmt.Errorf("is no sitemap that can be read: %w", err)
		}
		if e.Name.Local == "sitemap" {
			if at := resolved(base, one.Loc); at != "" && len(out.others) < mostItems {
				out.others = append(out.others, item{URL: at, Published: day(one.Last)})
			}
			continue
		}
		published := day(one.News.Date)
		if published == "" {
			published = day(one.Last)
		}
		out.add(base, one.Loc, one.News.Title, published)
	}
	slices.SortStableFunc(out.others, func(a, b item) int { return strings.Compare(b.Published, a.Published) })
	out.others = out.others[:min(len(out.others), mostSitemaps)]
	return out, nil
}

// day returns a date of the W3C's profile, which sitemaps have, in RFC 3339; "" if it is none.
func day(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01", "2006"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC().Format(time.RFC3339)
		}
	}
	return ""
}
