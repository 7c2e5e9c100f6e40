//go:build !js

package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"sourcemark/web/article"
)

// TestLegacyPages serves a page in encodings of old: it gets its checks in ASCII, and none of its bytes changes. Of one
// whose encoding nobody names, nothing changes at all.
func TestLegacyPages(t *testing.T) {
	labels := map[string]string{"euc-kr": "항만공사", "shift_jis": "フェリーの表示", "gbk": "港务局", "big5": "港務局許功蓋",
		"euc-jp": "フェリー", "windows-1251": "паром", "windows-1252": "œuf “à” 5 €", "iso-8859-2": "Łódź", "gb18030": "港务局"}
	encoded := func(label, head string) []byte {
		e, _ := charset.Lookup(label)
		page, err := e.NewEncoder().Bytes([]byte(strings.Replace(ferry, "<title>Ferry", head+"<title>"+labels[label], 1) + "<p>" + labels[label]))
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		label, how := strings.TrimPrefix(r.URL.Path, "/"), r.URL.Query().Get("how")
		head, kind := "", "text/html"
		switch how {
		case "header":
			kind += "; charset=" + label
		case "meta":
			head = "<meta charset=" + label + ">"
		}
		w.Header()["Content-Type"] = []string{kind}
		_, _ = w.Write(encoded(label, head))
	}), func(h *host) {
		h.kv.Set(func() {
			for label := range labels {
				h.kv.Values[h.url+"/"+label] = ferryDossier(h.url+"/"+label, "Wrong number", "2026-11-23")
			}
		})
		for label := range labels {
			for how, head := range map[string]string{"header": "", "meta": "<meta charset=" + label + ">"} {
				got := h.get("/" + label + "?how=" + how)
				if !strings.Contains(got.body, "<mark") || !bytes.Equal(article.Strip([]byte(got.body)), encoded(label, head)) {
					h.Errorf("%s, named by the %s: %s", label, how, got.Header.Get("Sourcemark"))
				}
			}
			if got := h.get("/" + label); got.body != string(encoded(label, "")) || !strings.Contains(got.Header.Get("Sourcemark"), "encoding") {
				h.Errorf("%s, named by nobody: %s", label, got.Header.Get("Sourcemark"))
			}
		}
	})
}
