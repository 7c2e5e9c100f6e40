package push

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// What is sent, a part at a time. A part is some dossiers as JSON; it is put into the table incoming, and the
// statements behind that make rows of it, leave alone what has the same hash, and empty the table again. D1 runs them
// as one transaction. So a part has come or has not, and coming twice, after an answer that was lost, changes nothing.
//
// wasm/edge/migrations has the tables.
const (
	// partSize is about how long the JSON of a part is, in bytes. Of a million records a few thousand parts are made;
	// Cloudflare's API takes 1,200 requests in five minutes.
	partSize = 1 << 20
	// longestRow is the most for one dossier: D1 takes 2,000,000 bytes for a value.
	longestRow = 1_900_000
	// longestPiece is how much of it stands in one statement of SQL, of which D1 takes 100,000 bytes; each byte may be
	// a quotation mark, which is written twice.
	longestPiece = 48_000
)

type part struct {
	dossiers int
	size     int
	names    []string
	rows     []string
}

func (p *part) add(name, row string) {
	p.names = append(p.names, name)
	p.dossiers++
	p.size += len(row)
	p.rows = append(p.rows, row)
}

// A statement of SQL, with what stands for ?1, ?2 and so on: strings and whole numbers.
type statement struct {
	SQL    string `json:"sql"`
	Params []any  `json:"params,omitempty"`
}

func (p *part) statements() []statement {
	all := "[" + strings.Join(p.rows, ",") + "]"
	out := []statement{{SQL: "DELETE FROM incoming"}} // nothing is in it, unless somebody was here by hand
	for n := 0; len(all) > 0; n++ {
		end := min(longestPiece, len(all))
		for end < len(all) && !utf8.RuneStart(all[end]) {
			end--
		}
		out = append(out, statement{"INSERT INTO incoming VALUES (?1, ?2)", []any{n, all[:end]}})
		all = all[end:]
	}
	for _, sql := range [...]string{
		"DELETE FROM dossiers WHERE id IN (SELECT d.id FROM arriving a JOIN dossiers d ON d.file = a.file AND " +
			"d.hash <> a.hash)",
		"UPDATE corpus SET edition = edition + 1 WHERE EXISTS (SELECT 1 FROM arriving WHERE file NOT IN (SELECT " +
			"file FROM dossiers))",
		"INSERT INTO dossiers (file, page, hash, data) SELECT file, page, hash, data FROM arriving WHERE true ON " +
			"CONFLICT (file) DO NOTHING",
		"INSERT INTO records (dossier, name, speaker, length, terms, data) SELECT d.id, r.value ->> 0, r.value ->> " +
			"1, r.value ->> 2, r.value ->> 3, r.value ->> 4" +
			" FROM arriving a JOIN dossiers d ON d.file = a.file, json_each(a.records) r WHERE NOT EXISTS (SELECT 1 " +
			"FROM records WHERE dossier = d.id)",
		"INSERT INTO pages SELECT p.value, d.id FROM arriving a JOIN dossiers d ON d.file = a.file, json_each(a.pages) p " +
			"WHERE true ON CONFLICT DO NOTHING",
		"DELETE FROM incoming",
	} {
		out = append(out, statement{SQL: sql})
	}
	return out
}

// removal takes dossiers away, with their records.
func removal(names []string) []statement {
	list, err := json.Marshal(names)
	if err != nil {
		panic(err) // they are strings
	}
	return []statement{
		{"DELETE FROM dossiers WHERE file IN (SELECT value FROM json_each(?1))", []any{string(list)}},
		{SQL: "UPDATE corpus SET edition = edition + 1"},
	}
}

// String returns s with its parameters in it.
func (s statement) String() string {
	var b strings.Builder
	for i := 0; i < len(s.SQL); i++ {
		if s.SQL[i] != '?' {
			b.WriteByte(s.SQL[i])
			continue
		}
		i++
		switch p := s.Params[s.SQL[i]-'1'].(type) {
		case int:
			b.WriteString(strconv.Itoa(p))
		case string:
			b.WriteString("'" + strings.ReplaceAll(p, "'", "''") + "'")
		}
	}
	return b.String()
}

// rowOf returns a dossier as the table incoming takes it, and the hash of all that is stored, terms too: what the
// engine has learnt to read differently is sent again.
func rowOf(name string, data []byte) (row, hash string, err error) {
	if data, err = edit.Released(name, data); err != nil {
		return "", "", err
	}
	d, err := records.Read(name, data)
	if err != nil {
		return "", "", err
	}
	singles, err := edit.Singles(name, data)
	if err != nil {
		return "", "", err
	}
	var whole bytes.Buffer
	if err := json.Compact(&whole, data); err != nil { // a signature holds without blanks, too
		return "", "", err
	}
	own := make(map[string]string, len(singles))
	for _, s := range singles {
		own[s.ID] = string(s.Data)
	}
	rows := [][]any{}
	for i := range d.Records {
		r := &d.Records[i]
		if r.Status == claims.Withdrawn {
			continue // stays in its dossier, for links to it, and is found no more
		}
		var single any // once, where the record has a row for each of its languages
		if len(d.Records) > 1 {
			single = own[r.ID]
		}
		for _, in := range d.Stored(r) {
			if i := slices.IndexFunc(in.Terms,
				func(t string) bool { return t == "" || strings.ContainsFunc(t, unicode.IsSpace) }); i >= 0 {
				return "", "", fmt.Errorf("%s: %q: a term that the index cannot hold; please report it", r.ID, in.Terms[i])
			}
			slices.Sort(in.Terms) // they come in no order, and the hash wants one
			list, err := json.Marshal(in.Terms)
			if err != nil {
				return "", "", err
			}
			rows = append(rows, []any{r.ID, in.Speaker, in.Length, string(list), single})
			single = nil
		}
	}
	pages, err := json.Marshal(append([]string{}, d.Pages()...))
	if err != nil {
		return "", "", err
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return "", "", err
	}
	h := sha256.New()
	h.Write(whole.Bytes())
	h.Write(list)
	h.Write(pages)
	hash = hex.EncodeToString(h.Sum(nil)[:16]) // 128 bits: nobody gains by making two that are alike
	all, err := json.Marshal([]any{d.ID, d.About.URL, hash, whole.String(), json.RawMessage(list),
		json.RawMessage(pages)})
	if err == nil && len(all) > longestRow {
		err = fmt.Errorf("%d bytes with its records one by one, but D1 takes %d: divide its records among two "+
			"dossiers or more", len(all), longestRow)
	}
	return string(all), hash, err
}
