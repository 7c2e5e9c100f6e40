package links

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
)

// What an editor has fetched is kept in the folder .sourcemark/sources, so that an excerpt can be selected again without
// a network, and so that Check can tell what a page has said when it was quoted. It is beside the dossiers and not one
// of them: whole pages of other publishers are not ours to publish, and .sourcemark keeps itself out of git and off
// sites. It is one for all dossiers of a folder, since they cite the same sources. What is kept are words: the HTML of
// strangers could do more than be read.

// Shelf is the folder for kept pages in that of the dossiers.
var Shelf = filepath.Join(".sourcemark", "sources")

// FileOf returns the name of the file on the shelf that keeps the page of an address.
func FileOf(address string) string {
	host := ""
	if u, err := url.Parse(address); err == nil {
		host = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
				return r
			}
			return -1
		}, strings.ToLower(u.Hostname()))
	}
	const longest = 80 // letters of a host; the rest of the name tells pages apart, this is for people
	sum := sha256.Sum256([]byte(address))
	return strings.TrimLeft(host[:min(len(host), longest)]+"-"+hex.EncodeToString(sum[:12])+".json", ".-")
}

// Addresses returns those by which a page is looked for: all of them lead to it.
func (p *Page) Addresses() []string {
	var out []string
	for _, a := range [...]string{p.Address, p.Asked, p.Archived} {
		if a != "" && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// Kept returns the page of an address from a shelf; nil if it is not there.
func Kept(shelf, address string) *Page {
	data, err := disk.Read(filepath.Join(shelf, FileOf(address)))
	if err != nil {
		return nil
	}
	p := new(Page)
	if json.Unmarshal(data, p) != nil || !slices.Contains(p.Addresses(), address) {
		return nil // it was put there by other hands
	}
	return p
}

// ShelfOf returns the shelf for the dossiers of a folder: its own, or that of a folder that it is in; "" if there is
// none.
func ShelfOf(folder string) string {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	for {
		shelf := filepath.Join(folder, Shelf)
		if info, err := os.Stat(shelf); err == nil && info.IsDir() {
			return shelf
		}
		up := filepath.Dir(folder)
		if up == folder {
			return ""
		}
		folder = up
	}
}

// text returns paragraphs as a text.
func (p *Page) text(blocks ...[]string) *claims.Text {
	t := &claims.Text{Language: p.Language}
	for _, list := range blocks {
		for _, b := range list {
			t.Append(b)
			t.Break()
		}
	}
	return t
}

// changedSince returns the paragraphs around an excerpt as they were when the page was kept, where none of the texts of
// today has them any more, each with what is nearest to it now.
func (p *Page) changedSince(excerpt string, now ...*claims.Text) []Lost {
	var out []Lost
	for part := range strings.SplitSeq(cuts.Replace(excerpt), "…") {
		part = strings.TrimSpace(part)
		if !strings.ContainsFunc(part, isWord) {
			continue
		}
		for _, block := range slices.Concat(p.Blocks, p.Beside) {
			if !has(p.text([]string{block}), part) {
				continue
			}
			there := func(t *claims.Text) bool { return has(t, block) }
			if !slices.ContainsFunc(now, there) && !slices.ContainsFunc(out, func(l Lost) bool { return l.Words == block }) {
				out = append(out, Lost{block, nearest(block, now[len(now)-1])})
			}
			break
		}
	}
	return out
}

// has reports whether a text has words one after the other, whatever their case and marks.
func has(t *claims.Text, words string) bool {
	_, found := t.Find(claims.Fragment{Start: words})
	return found
}
