//go:build !js

package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/wasm/edge/workerd"
)

// ferry is a short article; ferryDossier is a dossier about it.
const ferry = `<!doctype html><html lang="en"><title>Ferry</title><article><h1>Harbour ferry to stop on Sundays</h1><p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p></article>`

func ferryDossier(about, verdict, modified string) string {
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "dateModified": "` + modified + `",
		"publisher": {"@type": "Organization", "@id": "#us", "name": "The Harbour Desk"}, "about": {"@type": "NewsArticle", "url": "` + about + `", "headline": "Harbour ferry to stop on Sundays"},
		"negativeVerdicts": ["Wrong number", "Not quite"], "hasPart": [
		{"@type": "Report", "@id": "#s1", "publisher": {"@type": "Organization", "name": "County office"}, "name": "Ferry traffic", "url": "https://county.example/ferry", "inLanguage": "en", "evidence": "primary", "text": "40,200 passengers"},
		{"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers last year", "author": {"@type": "Organization", "name": "Harbour master"},
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "", "exact": "The harbour ferry carried 41,200 passengers last year", "suffix": ", 3.5 per cent fewer"}},
		"review": {"@type": "ClaimReview", "headline": "40,200", "reviewRating": {"@type": "Rating", "alternateName": "` + verdict + `", "ratingExplanation": "The county says 40,200."}}, "citation": [{"@id": "#s1"}]}]}`
}

func pages(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("ETag", `"v1"`)
	_, _ = w.Write([]byte(ferry))
}

// TestKV publishes a dossier, corrects it, and has KV break and return what is no dossier.
func TestKV(t *testing.T) {
	hosts(t, nil, http.HandlerFunc(pages), func(h *host) {
		address := h.url + "/ferry"
		has := h.ferryHas
		if got := h.get("/ferry"); got.body != ferry {
			h.Errorf("nothing is published, and the page is\n%s", got.body)
		}
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		first := has("published", "Wrong number", "from=kv")
		if !strings.Contains(first.body, "23 November 2026") {
			h.Error("the card does not say when it was checked")
		}
		if got := h.get("/ferry", "If-None-Match", first.Header.Get("ETag")); got.StatusCode != http.StatusNotModified && got.StatusCode != http.StatusOK {
			h.Errorf("asked again, it answers %d", got.StatusCode)
		}

		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Not quite", "2026-11-24") })
		second := has("corrected", "Not quite", "from=kv")
		if strings.Contains(second.body, "Wrong number") || !strings.Contains(second.body, "24 November 2026") {
			h.Error("the correction is not whole")
		}
		if got := h.get("/ferry", "If-None-Match", first.Header.Get("ETag")); got.StatusCode != http.StatusOK {
			h.Errorf("who has the page as it was before the correction is told %d", got.StatusCode)
		}

		h.kv.Set(func() { h.kv.Broken = true })
		has("broken", "Not quite", "from=kv") // what was known holds
		h.kv.Set(func() { h.kv.Broken = false; h.kv.Values[address] = `{"@type": "Dataset", "hasPart": "nonsense"}` })
		has("no dossier", "Not quite", "from=kv")
		h.kv.Set(func() { delete(h.kv.Values, address) })
		if got := h.get("/ferry"); got.body != ferry {
			h.Errorf("taken back, and the page is\n%s", got.body)
		}
	})
}

// TestKVSlow has a slow KV: what was known still holds.
func TestKVSlow(t *testing.T) {
	hosts(t, map[string]string{"PATIENCE": "600ms"}, http.HandlerFunc(pages), func(h *host) {
		h.kv.Set(func() { h.kv.Values[h.url+"/ferry"] = ferryDossier(h.url+"/ferry", "Wrong number", "2026-11-23") })
		h.until("/ferry", "Wrong number")
		wait := make(chan struct{})
		h.kv.Set(func() { h.kv.Slow = wait })
		if got := h.get("/ferry"); !strings.Contains(got.body, "Wrong number") || !strings.Contains(got.Header.Get("Sourcemark"), "from=kv") {
			h.Errorf("KV is slow, and the page says %q", got.Header.Get("Sourcemark"))
		}
		close(wait)
	})
}

// TestKVFallsBack has a namespace that does not work at all: the bundle's records are used.
func TestKVFallsBack(t *testing.T) {
	story := storyPage(t)
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(story)
	}), func(h *host) {
		h.kv.Set(func() { h.kv.Broken = true })
		if got := h.get("/"); !strings.Contains(got.Header.Get("Sourcemark"), "items=37; unplaced=0") || !strings.Contains(got.Header.Get("Sourcemark"), "from=bundle") {
			h.Errorf("KV is broken, and the story says %q", got.Header.Get("Sourcemark"))
		}
	})
}

// TestCache checks that a page that caches may keep is kept under its address and the version of its records, and asked
// for once.
func TestCache(t *testing.T) {
	asked := 0
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Cache-Control", "public, max-age=600")
		pages(w, r)
	}), func(h *host) {
		if h.cache == nil {
			return // natively there is none
		}
		address := h.url + "/ferry"
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		first := h.get("/ferry")
		h.cache.Wait(1)
		n := asked
		second := h.get("/ferry")
		if asked != n || second.body != first.body {
			h.Errorf("the origin was asked %d times more, and the page is the same: %v", asked-n, second.body == first.body)
		}
		if c := second.Header.Get("Cache-Control"); c != first.Header.Get("Cache-Control") || c != "public, max-age=300" {
			h.Errorf("Cache-Control is %q, then %q", first.Header.Get("Cache-Control"), c)
		}
		if got := h.get("/ferry", "If-None-Match", first.Header.Get("ETag")); got.StatusCode != http.StatusNotModified || got.body != "" {
			h.Errorf("the cached page, asked for again: %d", got.StatusCode)
		}
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Not quite", "2026-11-24") })
		if got := h.get("/ferry"); !strings.Contains(got.body, "Not quite") {
			h.Error("the cache has the page from before the correction")
		}
	})
}

// TestRevalidate checks that a reader who has the newest page is told so, by the origin's own word.
func TestRevalidate(t *testing.T) {
	hosts(t, map[string]string{"CACHE": "off"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		pages(w, r)
	}), func(h *host) {
		address := h.url + "/ferry"
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		first := h.get("/ferry")
		tag := first.Header.Get("ETag")
		if !strings.HasPrefix(tag, `W/"v1;sm=`) {
			h.Fatalf("the tag is %q", tag)
		}
		again := h.get("/ferry", "If-None-Match", tag)
		if again.StatusCode != http.StatusNotModified || again.Header.Get("ETag") != tag || again.body != "" {
			h.Errorf("with its own tag: %d, %q", again.StatusCode, again.Header.Get("ETag"))
		}
		// Whoever kept the page before it had records must not be told that it has not changed.
		if got := h.get("/ferry", "If-None-Match", `"v1"`, "If-Modified-Since", "Wed, 25 Nov 2026 00:00:00 GMT"); got.StatusCode != http.StatusOK || got.body != first.body {
			h.Errorf("with the origin's tag: %d", got.StatusCode)
		}
		head := h.ask(http.MethodHead, "/ferry", nil)
		if head.Header.Get("ETag") != tag || head.ContentLength != int64(len(first.body)) {
			h.Errorf("HEAD: %q, %d bytes; GET: %q, %d", head.Header.Get("ETag"), head.ContentLength, tag, len(first.body))
		}
	})
}

// TestBundle reads the dossiers that the worker is built with: one that is wrong is an error.
func TestBundle(t *testing.T) {
	if s, err := readStore(&settings{}, stories); err != nil || len(s.bundle) == 0 {
		t.Errorf("%v", err)
	}
	_, err := newStore(&settings{}, map[string][]byte{"good.json": []byte(ferryDossier("https://news.example/", "Wrong number", "2026-11-23")), "bad.json": []byte("{")}, []string{"good.json", "bad.json"})
	if err == nil || !strings.Contains(err.Error(), "bad.json: line 1") {
		t.Errorf("a dossier that is none: %v", err)
	}
}

// TestPrivate checks that private pages get their checks only if the publisher has set that.
func TestPrivate(t *testing.T) {
	hosts(t, map[string]string{"PRIVATE": "annotate"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, max-age=60")
		w.Header().Set("Set-Cookie", "a=1")
		pages(w, r)
	}), func(h *host) {
		address := h.url + "/ferry"
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		got := h.get("/ferry")
		if !strings.Contains(got.body, "Wrong number") || got.Header.Get("Set-Cookie") != "a=1" || got.Header.Get("Cache-Control") != "private, max-age=60" {
			h.Errorf("%q, %v", got.Header.Get("Sourcemark"), got.Header)
		}
		if h.cache != nil && h.cache.Len() != 0 {
			h.Error("a private page is in the cache")
		}
	})
}

// TestLanguage checks that the interface is in the language of the page.
func TestLanguage(t *testing.T) {
	story := storyPage(t)
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(bytes.ReplaceAll(story, []byte(` lang="en"`), []byte(` lang="`+strings.TrimPrefix(r.URL.Path, "/")+`"`)))
	}), func(h *host) {
		for page, want := range map[string]string{"ko-KR": "ko", "en": "en", "it": "it", "fi": "en", "": "en"} {
			if got := h.get("/" + page); !strings.Contains(got.body, `data-unplaced="" lang="`+want+`"`) {
				h.Errorf("the page is in %q: its endnotes are not in %q", page, want)
			}
		}
	})
}

// deskKeys is the setting of a key, and what signs dossiers with it.
func deskKeys(t *testing.T) (setting string, sign func(dossier string) string) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	der := append([]byte(spki), public...)
	sum := sha256.Sum256(der)
	return base64.StdEncoding.EncodeToString(der) + " The Harbour Desk", func(dossier string) string {
		signed, err := edit.Sign("ferry.json", []byte(dossier), func(words []byte) (records.Signature, error) {
			return records.Signature{Key: hex.EncodeToString(sum[:8]), Value: base64.StdEncoding.EncodeToString(ed25519.Sign(private, words))}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return string(signed)
	}
}

// TestDossierIsAboutItsPage publishes dossiers about one page under the address of another, signed and unsigned: none
// is shown.
func TestDossierIsAboutItsPage(t *testing.T) {
	keys, sign := deskKeys(t)
	for _, c := range []struct {
		name string
		vars map[string]string
		sign func(string) string
	}{
		{"signed", map[string]string{"KEYS": keys, "QUERY": "id"}, sign},
		{"unsigned", map[string]string{"QUERY": "id", "SITE": "https://news.example"}, func(d string) string { return d }},
	} {
		t.Run(c.name, func(t *testing.T) {
			hosts(t, c.vars, http.HandlerFunc(pages), func(h *host) {
				site := h.url
				if c.vars["SITE"] != "" {
					site = c.vars["SITE"]
				}
				address := site + "/ferry"
				put := func(about string) {
					h.kv.Set(func() { h.kv.Values[address] = c.sign(ferryDossier(about, "Wrong number", "2026-11-23")) })
				}
				others := []string{site + "/another-story", "https://other.example/ferry", site + "/ferry?id=2", site + "/ferry/", site + "/Ferry", "https://other.example/another-story"}
				for _, about := range others {
					put(about)
					if got := h.get("/ferry"); got.body != ferry {
						h.Errorf("a dossier about %s is shown on %s", about, address)
					}
				}
				for _, about := range []string{address, address + "?utm_source=letter#top", strings.NewReplacer("https:", "http:", "http:", "https:").Replace(address), ""} {
					put(about)
					if got := h.get("/ferry"); !strings.Contains(got.body, "Wrong number") {
						h.Errorf("a dossier about %q is not shown on %s", about, address)
					}
				}
				put(others[0])
				if got := h.get("/ferry"); !strings.Contains(got.body, "Wrong number") {
					h.Error("a dossier about another page has driven out the page's own")
				}
			})
		})
	}
}

// TestRequireSignature checks that nothing unsigned is shown where signatures are required.
func TestRequireSignature(t *testing.T) {
	keys, sign := deskKeys(t)
	vars := map[string]string{"KEYS": keys, "REQUIRE_SIGNATURE": "on"}
	hostsWith(t, "", vars, http.HandlerFunc(pages), func(h *host) {
		address := h.url + "/ferry"
		plain := ferryDossier(address, "Not signed by anybody", "2026-11-23")
		h.kv.Set(func() { h.kv.Values[address] = plain })
		if got := h.get("/ferry"); got.body != ferry {
			h.Errorf("not signed, and it says %q", got.Header.Get("Sourcemark"))
		}
		h.kv.Set(func() { h.kv.Values[address] = sign(ferryDossier(address, "Wrong number", "2026-11-23")) })
		if got := h.get("/ferry"); !strings.Contains(got.body, "Wrong number") {
			h.Errorf("signed, and it says %q", got.Header.Get("Sourcemark"))
		}
		h.kv.Set(func() { h.kv.Values[address] = plain })
		if got := h.get("/ferry"); strings.Contains(got.body, "anybody") || !strings.Contains(got.body, "Wrong number") {
			h.Errorf("what was signed has given way to what was not: %q", got.Header.Get("Sourcemark"))
		}
	})
	s, err := configure(func(n string) string { return vars[n] })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newStore(s, map[string][]byte{"ferry.json": []byte(ferryDossier("", "Wrong number", "2026-11-23"))}, []string{"ferry.json"}); err == nil || !strings.Contains(err.Error(), "not signed") {
		t.Errorf("a dossier of the build that nobody has signed: %v", err)
	}
}

// TestForgedDossier publishes a signed dossier, and then one that was changed after it was signed: readers keep the
// first.
func TestForgedDossier(t *testing.T) {
	keys, sign := deskKeys(t)
	hosts(t, map[string]string{"KEYS": keys}, http.HandlerFunc(pages), func(h *host) {
		address := h.url + "/ferry"
		signed := sign(ferryDossier(address, "Wrong number", "2026-11-23"))
		h.kv.Set(func() { h.kv.Values[address] = signed })
		if got := h.get("/ferry"); !strings.Contains(got.body, "Wrong number") || !strings.Contains(got.body, "Signed by") {
			h.Errorf("signed: %q, and the card does not say by whom", got.Header.Get("Sourcemark"))
		}
		h.kv.Set(func() { h.kv.Values[address] = strings.Replace(signed, "Wrong number", "All true", 2) })
		if got := h.get("/ferry"); strings.Contains(got.body, "All true") || !strings.Contains(got.body, "Wrong number") {
			h.Errorf("changed after it was signed: %q", got.Header.Get("Sourcemark"))
		}
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-24") })
		if got := h.get("/ferry"); !strings.Contains(got.body, "Not signed") {
			h.Error("not signed, and the card does not say so")
		}
	})
}

// TestOtherStories has dossiers of several stories that name no article: readers of one see nothing of the others.
func TestOtherStories(t *testing.T) {
	folder := t.TempDir()
	story, err := os.ReadFile(stories + "/samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"samarkand-2022.json": string(story), "ferry.json": strings.Replace(ferryDossier("", "Wrong number", "2026-11-23"), `"url": "", `, "", 1)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	hostsWith(t, folder, nil, http.HandlerFunc(pages), func(h *host) {
		got := h.get("/ferry")
		if !strings.Contains(got.body, "Wrong number") || strings.Contains(got.body, "could not be placed") || !strings.Contains(got.Header.Get("Sourcemark"), "items=1; unplaced=0") {
			h.Errorf("it says %q of a page with one check, which is\n%s", got.Header.Get("Sourcemark"), got.body)
		}
		if got := h.get("/v1/anchors?url=/ferry"); !strings.Contains(got.body, `"unplaced":[]`) {
			h.Errorf("the API says %s", got.body)
		}
		if got := h.ask(http.MethodPost, "/v1/check", strings.NewReader(ferry), "Content-Type", "text/html"); strings.Contains(got.body, "missing") || !strings.Contains(got.body, `"#c01"`) {
			h.Errorf("the API says %s", got.body)
		}
	})
}

// TestRecordsOfOneName has two stories whose dossiers both have a #c01, as all have that sourcemark new writes: each
// name leads to the right one.
func TestRecordsOfOneName(t *testing.T) {
	folder := t.TempDir()
	bridge := strings.NewReplacer("ferry.json", "bridge.json", "The county says 40,200.", "The council says April.", `"text": "The ferry carried`, `"text": "The bridge boat carried`).Replace(ferryDossier("https://news.example/2026/bridge", "Too early", "2026-11-24"))
	for name, data := range map[string]string{"bridge.json": bridge, "ferry.json": ferryDossier("https://news.example/2026/ferry", "Wrong number", "2026-11-23")} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	hostsWith(t, folder, map[string]string{"SITE": "https://news.example", "SCRIPT": "/sourcemark/sourcemark.js"}, http.HandlerFunc(pages), func(h *host) {
		link, data := regexp.MustCompile(`<a href="https://news\.example([^"]*)"`), regexp.MustCompile(`data-records="https://news\.example([^"]*)"`)
		discovery := regexp.MustCompile(`<link rel="alternate" type="application/json\+oembed" href="https://news\.example([^"]*)"`)
		for _, c := range []struct{ asked, link, says, id string }{
			{"https://news.example/2026/ferry#sm-c01", "/embed/c01?url=https%3A%2F%2Fnews.example%2F2026%2Fferry", "The county says 40,200.", "ferry.json#c01"},
			{"https://news.example/2026/bridge#sm-c01", "/embed/c01?url=https%3A%2F%2Fnews.example%2F2026%2Fbridge", "The council says April.", "bridge.json#c01"},
			{"https://news.example/embed/c01?url=https%3A%2F%2Fnews.example%2F2026%2Fbridge", "/embed/c01?url=https%3A%2F%2Fnews.example%2F2026%2Fbridge", "The council says April.", "bridge.json#c01"},
			{"https://news.example/embed/c01@ferry", "/embed/c01@ferry?url=https%3A%2F%2Fnews.example%2F2026%2Fferry", "The county says 40,200.", "ferry.json#c01"},
			{"https://news.example/2026/ferry#sm-c01@ferry", "/embed/c01?url=https%3A%2F%2Fnews.example%2F2026%2Fferry", "The county says 40,200.", "ferry.json#c01"},
		} {
			got := h.get("/oembed?url=" + url.QueryEscape(c.asked))
			var answer struct{ HTML string }
			if err := json.Unmarshal([]byte(got.body), &answer); err != nil {
				h.Errorf("%s: %d %s", c.asked, got.StatusCode, got.body)
				continue
			}
			if !strings.Contains(answer.HTML, `record="`+c.id+`"`) {
				h.Errorf("%s: the card is of another record: %s", c.asked, answer.HTML)
			}
			for what, at := range map[string][]string{"link": link.FindStringSubmatch(answer.HTML), "records": data.FindStringSubmatch(answer.HTML)} {
				if at == nil || what == "link" && html.UnescapeString(at[1]) != c.link {
					h.Errorf("%s: the %s is %q, want %s in %s", c.asked, what, at, c.link, answer.HTML)
					continue
				}
				page := h.get(html.UnescapeString(at[1]))
				if page.StatusCode != http.StatusOK || !strings.Contains(page.body, c.says) {
					h.Errorf("%s: what its %s leads to does not say %q: %d %s", c.asked, what, c.says, page.StatusCode, page.body)
				}
				if what == "link" { // the page of the card says where this answer is
					again := append(discovery.FindStringSubmatch(page.body), "", "")[1]
					if other := h.get(html.UnescapeString(again)); again == "" || !strings.Contains(other.body, `record=\"`+c.id+`\"`) {
						h.Errorf("%s: %q is no way back: %d %s", c.asked, again, other.StatusCode, other.body)
					}
				}
			}
		}
		for path, status := range map[string]int{"/embed/c01": 409, "/v1/records/c01": 409, "/oembed?url=https://news.example/embed/c01": 409, "/embed/c01@bridge": 200, "/v1/records/c01@bridge": 200, "/embed/c01@council": 404} {
			got := h.get(path)
			if got.StatusCode != status || status == 409 && (!strings.Contains(got.body, "c01@ferry") || !strings.Contains(got.body, "c01@bridge")) {
				h.Errorf("%s: %d %s, want %d", path, got.StatusCode, got.body, status)
			}
		}
	})
}

// TestNoDossiers starts the worker as it is built, and the server with an empty folder for KV: the story passes through
// unchanged, because nobody has published a dossier.
func TestNoDossiers(t *testing.T) {
	story := storyPage(t)
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(story)
	}))
	t.Cleanup(o.Close)
	untouched := func(t *testing.T, url string) {
		t.Helper()
		h := &host{T: t, url: url}
		if got := h.get("/story"); got.body != string(story) || got.Header.Get("Sourcemark") != `untouched; reason="no records"` {
			t.Errorf("nobody gave it a dossier, and it says %q", got.Header.Get("Sourcemark"))
		}
		if got := h.get("/healthz"); !strings.Contains(got.body, `"dossiers":0`) {
			t.Errorf("nobody gave it a dossier, and it says %s", got.body)
		}
	}
	t.Run("native", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		lines, ended := make(firstLine, 1), make(chan error, 1)
		go func() {
			ended <- run(ctx, []string{"-listen", "127.0.0.1:0", "-kv", t.TempDir()}, func(name string) string { return map[string]string{"ORIGIN": o.URL}[name] }, lines)
		}()
		select {
		case line := <-lines:
			_, rest, _ := strings.Cut(line, "http://")
			address, _, _ := strings.Cut(rest, "/")
			untouched(t, "http://"+address)
			stop()
			<-ended
		case err := <-ended:
			stop()
			t.Fatal(err)
		}
	})
	t.Run("workerd", func(t *testing.T) {
		untouched(t, workerd.Start(t, workerd.Options{Root: root, Vars: map[string]string{"ORIGIN": o.URL}}).URL)
	})
}
