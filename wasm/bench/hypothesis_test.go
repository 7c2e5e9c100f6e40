//go:build !js

package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The client of Hypothesis as npm has it, against as much of its API as it asks for. What it loads is served from the
// page's own host, which spares it the connections to others that it makes in life.

// hypothesisMarks begins what is measured when annotations arrive at the page, and ends it when the client has told its
// sidebar of the last that it is highlighted. They come in pages, 50 and then 200 at a time, as the client asks for
// them.
const hypothesisMarks = `(() => {
	let begun = false, left;
	const listen = MessagePort.prototype.addEventListener, post = MessagePort.prototype.postMessage;
	MessagePort.prototype.addEventListener = function (kind, f, ...more) {
		listen.call(this, kind, kind !== "message" ? f : e => {
			if (e.data?.method === "loadAnnotations" && !begun) begun = true, left = wanted.length, measure.begin();
			return f.call(this, e);
		}, ...more);
	};
	MessagePort.prototype.postMessage = function (data, ...more) {
		post.call(this, data, ...more);
		if (data?.method === "syncAnchoringStatus" && --left === 0) measure.end();
	};
})()`

const hypothesisStanding = `measure.standing("hypothesis-highlight")`

// addHypothesis puts the client on a page of a site, hypothesis.html, with quotations as annotations.
func addHypothesis(t testing.TB, s *site, article string, quotes []quotation) {
	t.Helper()
	const module = "node_modules/hypothesis/"
	if err := filepath.WalkDir(module+"build", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(file, ".map") || strings.Contains(file, "ui-playground") {
			return err
		}
		data, err := os.ReadFile(file)
		s.files["hypothesis/"+strings.TrimPrefix(filepath.ToSlash(file), module)] = data
		return err
	}); err != nil {
		t.Fatal(err)
	}
	config := func(more string) string {
		return `<script type="application/json" class="js-hypothesis-config">{` + more + `}</script>`
	}
	// An address is known to the page alone, so it writes what it is configured with.
	const here = `<script>document.currentScript.insertAdjacentHTML("beforebegin", document.currentScript.previousElementSibling.outerHTML.replaceAll("HERE", location.origin))</script>`
	const boot = `<script src="hypothesis/build/boot.js"></script>`
	s.files["hypothesis.html"] = []byte(pageOf(config(`"assetRoot": "HERE/hypothesis/", "sidebarAppUrl": "HERE/app.html", "notebookAppUrl": "HERE/app.html", "profileAppUrl": "HERE/app.html", "showHighlights": "always", "openSidebar": false`)+here+boot, article, quotes))
	s.files["app.html"] = []byte(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Hypothesis</title>` +
		config(`"assetRoot": "HERE/hypothesis/", "apiUrl": "HERE/api/", "authDomain": "example.org", "oauthClientId": "0"`) + here + `<body><hypothesis-app></hypothesis-app>` + boot)

	answer := func(pattern string, with func(host string, r *http.Request) any) {
		s.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Access-Control-Allow-Headers", "*")
			_, _ = w.Write(encode(with("http://"+r.Host, r)))
		})
	}
	answer("/api/{$}", func(host string, _ *http.Request) any {
		route := func(path string) any {
			return map[string]any{"method": "GET", "url": host + "/api/" + path, "desc": ""}
		}
		return map[string]any{"links": map[string]any{
			"search": route("search"), "links": route("links"), "groups": map[string]any{"read": route("groups")},
			"profile": map[string]any{"read": route("profile"), "groups": map[string]any{"read": route("profile/groups")}},
		}}
	})
	answer("/api/links", func(host string, _ *http.Request) any {
		links := map[string]string{}
		for _, name := range [...]string{"account.settings", "forgot-password", "groups.new", "help", "oauth.authorize",
			"oauth.revoke", "search.tag", "signup", "user"} {
			links[name] = host + "/" + name
		}
		return links
	})
	answer("/api/profile", func(string, *http.Request) any {
		return map[string]any{"userid": nil, "authority": "example.org", "features": map[string]any{},
			"preferences": map[string]any{}, "groups": []any{}}
	})
	answer("/api/profile/groups", func(string, *http.Request) any { return []any{} })
	answer("/api/groups", func(string, *http.Request) any {
		return []any{map[string]any{"id": "__world__", "groupid": nil, "name": "Public", "type": "open", "public": true,
			"scoped": false, "links": map[string]any{}, "organization": nil, "scopes": nil}}
	})
	answer("/api/search", func(host string, r *http.Request) any {
		after := r.URL.Query().Get("search_after")
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		rows := []any{}
		for i, q := range quotes {
			created := fmt.Sprintf("2026-01-02T03:04:05.%06dZ", i)
			if created <= after || len(rows) == limit {
				continue
			}
			rows = append(rows, map[string]any{"id": "a" + strconv.Itoa(i), "created": created, "updated": created,
				"user": "acct:desk@example.org", "uri": host + "/hypothesis.html",
				"text": "", "tags": []any{}, "group": "__world__", "flagged": false, "hidden": false, "references": []any{}, "links": map[string]any{}, "document": map[string]any{"title": []any{"A year in the town"}},
				"permissions": map[string]any{"read": []any{"group:__world__"}, "update": []any{}, "delete": []any{}, "admin": []any{}}, "user_info": map[string]any{"display_name": "The desk"},
				"target": []any{map[string]any{"source": host + "/hypothesis.html", "selector": []any{map[string]any{"type": "TextQuoteSelector", "exact": q.Exact, "prefix": q.Prefix, "suffix": q.Suffix}}}}})
		}
		return map[string]any{"total": len(quotes), "rows": rows}
	})
	s.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		t.Logf("the client of Hypothesis asks for %s %s", r.Method, r.URL)
		http.NotFound(w, r)
	})
}
