//go:build !js

package main

import (
	"bytes"
	"fmt"
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
		"euc-jp": "フェリー", "windows-1251": "паром", "windows-1252": "œuf “à” 5 €", "iso-8859-2": "Łódź", "gb18030": "港务局",
		"iso-8859-1": "œuf “à” 5 €", "iso-8859-15": "œuf 5 €", "iso-8859-9": "İskele “ş”", "windows-1250": "“Łódź” – Žižka", "windows-1254": "“İskele”", "windows-1253": "“Πλοίο” €",
		"windows-1255": "“מעבורת”", "windows-1256": "“عبّارة”", "windows-1257": "“Žuvė” €", "windows-1258": "“đò” ₫", "windows-874": "“เรือ” €",
		"koi8-r": "паром", "koi8-u": "пором ї", "macintosh": "“æ” €", "ibm866": "паром", "iso-8859-7": "Πλοίο €", "iso-8859-5": "паром", "iso-8859-6": "عبارة",
		"iso-8859-8": "מעבורת", "iso-8859-4": "Žuvė", "iso-8859-10": "Žuvė", "iso-8859-13": "“Žuvė”", "iso-8859-14": "Ŵ", "iso-8859-16": "„Ș”", "x-mac-cyrillic": "“паром”"}
	page := func(label, head string) string {
		return strings.Replace(strings.Replace(ferry, "<title>Ferry", head+"<title>"+labels[label], 1), "</article>", "<p>"+labels[label]+"</article>", 1)
	}
	encoded := func(label, head string) []byte {
		e, _ := charset.Lookup(label)
		page, err := e.NewEncoder().Bytes([]byte(page(label, head)))
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		label, how, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
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
				for _, how := range []string{"", "/header", "/meta"} {
					at := h.url + "/" + label + how
					h.kv.Values[at] = ferryDossier(at, "Wrong number", "2026-11-23")
				}
			}
		})
		for label := range labels {
			for how, head := range map[string]string{"header": "", "meta": "<meta charset=" + label + ">"} {
				got := h.get("/" + label + "/" + how)
				if !strings.Contains(got.body, "<mark") || !bytes.Equal(article.Strip([]byte(got.body)), encoded(label, head)) {
					h.Errorf("%s, named by the %s: %s", label, how, got.Header.Get("Sourcemark"))
				}
				length := fmt.Sprintf(`"length":%d`, len(article.Read([]byte(page(label, head))).Text.String()))
				if got := h.get("/v1/anchors?url=/" + label + "/" + how); !strings.Contains(got.body, length) {
					h.Errorf("%s, named by the %s, by the API: want %s in %s", label, how, length, got.body)
				}
			}
			if got := h.get("/" + label); got.body != string(encoded(label, "")) || !strings.Contains(got.Header.Get("Sourcemark"), "encoding") {
				h.Errorf("%s, named by nobody: %s", label, got.Header.Get("Sourcemark"))
			}
			for _, asked := range []string{"/v1/anchors", "/v1/summary", "/v1/annotations"} {
				if got := h.get(asked + "?url=/" + label); got.StatusCode != 422 || !strings.Contains(got.body, "encoding is not clear") {
					h.Errorf("%s, named by nobody: %s answers %d %s", label, asked, got.StatusCode, got.body)
				}
			}
			got := h.ask(http.MethodPost, "/v1/check?url=/"+label, bytes.NewReader(encoded(label, "")), "Content-Type", "text/html")
			if got.StatusCode != 415 {
				h.Errorf("%s, posted: %d %s", label, got.StatusCode, got.body)
			}
		}
	})
}
