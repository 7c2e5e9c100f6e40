//go:build unix

package main

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"sourcemark/wasm/bench/hostile"
	"sourcemark/wasm/edge/workerd"
)

// TestHostileWorkerd does in workerd, by the doors that the worker has, what takes longest of TestHostileEngine
// natively: the slowest kinds of each job, for all of them would take an hour. While it is at it, the readers of that
// isolate wait.
func TestHostileWorkerd(t *testing.T) {
	if long() == "" {
		t.Skip("takes minutes, and time: ./build.sh bench Hostile runs this test")
	}
	const bytes, slowest, most = 2<<20 - 1000, 3, 4 * time.Second // some bytes are for what is around a text
	page := make(chan string, 1)
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, <-page)
	}))
	t.Cleanup(o.Close)
	var results []Result
	for _, j := range hostile.Jobs() {
		w := workerd.Start(t, workerd.Options{Root: top, Records: top + "/claims/records",
			Vars: map[string]string{"ORIGIN": o.URL, "FRESH": "0s", "CACHE": "off"}})
		var body string
		var do func() (*http.Response, error)
		posts := func(door, kind string) {
			do = func() (*http.Response, error) { return http.Post(w.URL+door, kind, strings.NewReader(body)) }
		}
		reads := func(dossier, of string) {
			w.KV.Set(func() { w.KV.Values[w.URL+"/ferry"] = dossier })
			page <- of
		}
		gets := func() (*http.Response, error) { return http.Get(w.URL + "/ferry") }
		switch j.Name {
		case "check":
			posts("/v1/check", "text/plain")
		case "lint":
			posts("/v1/lint", "application/ld+json")
		case "place", "page":
			do = gets
		default:
			continue // is done by the command line alone, or on the way to what the others do
		}
		took := map[string]time.Duration{}
		for _, k := range j.Kinds {
			s := k.Make(bytes / 16) // whatever is done grows with the length, so which kinds are the slowest is seen at less
			begun := processor()
			j.Do(s)
			took[k.Name] = processor() - begun
		}
		slices.SortFunc(j.Kinds, func(a, b hostile.Kind) int { return int(took[b.Name] - took[a.Name]) })
		longest := time.Duration(0)
		for _, k := range j.Kinds[:slowest] {
			switch body = k.Make(bytes); j.Name {
			case "place":
				dossier, words := hostile.Cut(body)
				reads(dossier, "<!doctype html><article><p>"+html.EscapeString(words)+"</article>")
			case "page":
				reads(`{"@context":"https://schema.org","@type":"Dataset","@id":"ferry.json","version":"1","inLanguage":"en",
					"dateModified":"2026-11-23","publisher":"Desk","negativeVerdicts":[],"hasPart":[{"@type":"Claim","@id":"#c01","text":"The ferry sank in the storm, the harbour master said"}]}`, body)
			}
			begun := w.Processor()
			resp, err := do()
			if err != nil {
				t.Fatal(err)
			}
			n, err := io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			d := w.Processor() - begun
			if err != nil || resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: %s: %d, %v", j.Name, k.Name, resp.StatusCode, err)
			}
			t.Logf("%s: %s: %v; %d, %d bytes, %s", j.Name, k.Name, d.Round(time.Millisecond), resp.StatusCode, n,
				resp.Header.Get("Sourcemark"))
			if longest = max(longest, d); d > most {
				t.Errorf("%s: %s: %v, want %v at most", j.Name, k.Name, d.Round(time.Millisecond), most)
			}
		}
		results = append(results, of("2 MiB of the slowest kind: "+j.Name, one, 2, "ms", []float64{ms(longest)}))
	}
	save(t, "hostile-workerd", results)
}
