//go:build !js

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLanguages checks articles in languages whose files the worker reads when it needs them: both hosts know that words
// in them deny what stands beside them, and say the same of all, to the byte.
func TestLanguages(t *testing.T) {
	const dossier = `{"@context":"https://schema.org","@type":"Dataset","@id":"hafen.json","version":"1","inLanguage":"de",` +
		`"publisher":"The Harbour Desk","negativeVerdicts":[],"hasPart":[` +
		`{"@type":"Quotation","@id":"#q01","text":"Wir können im Winter keine leeren Boote fahren lassen.","anchor":{"type":` +
		`"SpecificResource","selector":{"type":"TextQuoteSelector","exact":"Wir können im Winter keine leeren Boote fahren lassen."}},` +
		`"spokenByCharacter":{"@type":"Person","name":"Anna Brown"}},` +
		`{"@type":"Quotation","@id":"#q02","text":"겨울에는 빈 배를 띄울 수 없다.","anchor":{"type":"SpecificResource","selector":` +
		`{"type":"TextQuoteSelector","exact":"겨울에는 빈 배를 띄울 수 없다."}},"spokenByCharacter":{"@type":"Person","name":"항만 국장"}}]}`
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "hafen.json"), []byte(dossier), 0o666); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{} // of the first host
	hostsWith(t, folder, nil, http.NotFoundHandler(), func(h *host) {
		for text, want := range map[string]string{
			"Anna Brown hat nie gesagt: „Wir können im Winter keine leeren Boote fahren lassen.“ Das sagte der Sprecher der Stadt.": `"negation"`,
			"Anna Brown sagte: „Wir können im Winter keine leeren Boote fahren lassen.“ Das hörte der Sprecher der Stadt.":          `"exact"`,
			"항만 국장은 “겨울에는 빈 배를 띄울 수 없다.”라고 말한 적이 없다고 시 대변인은 밝혔다.":                                                                   `"negation"`,
		} {
			got := h.ask(http.MethodPost, "/v1/check", strings.NewReader(text), "Content-Type", "text/plain; charset=utf-8")
			if got.StatusCode != 200 || !strings.Contains(got.body, want) {
				h.Errorf("%s: want %s, have %d\n%s", text, want, got.StatusCode, got.body)
			}
			if first, ok := said[text]; ok && first != got.body {
				h.Errorf("%s: this host says\n%s\nand the other\n%s", text, got.body, first)
			}
			said[text] = got.body
		}
	})
}
