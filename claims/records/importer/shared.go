package importer

import (
	"net/url"
	"regexp"
	"strings"
)

// What people copy out of the browser, or out of a dialogue called Share, is the address of a program that shows a
// table, and not of the table.

var (
	googleSheet     = regexp.MustCompile(`^/spreadsheets/(?:u/\d+/)?d/([\w-]+)(?:/(.*))?$`)
	googlePublished = regexp.MustCompile(`^/spreadsheets/(?:u/\d+/)?d/e/([\w-]+)(?:/.*)?$`)
	googleFile      = regexp.MustCompile(`^/file/(?:u/\d+/)?d/([\w-]+)(?:/.*)?$`)
	gitHubFile      = regexp.MustCompile(`^/([^/]+/[^/]+)/blob/(.+)$`)
	inFragment      = regexp.MustCompile(`(?:^|&)gid=(\d+)`)
)

// Shared returns the address of the table that another address shows, as somebody pastes it: of Google Sheets, Google
// Drive, Dropbox or GitHub. Of a spreadsheet whose address names no sheet it is the whole workbook. Any other address
// comes back as it is.
func Shared(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return address
	}
	q := u.Query()
	gid := q.Get("gid")
	if m := inFragment.FindStringSubmatch(u.Fragment); m != nil {
		gid = m[1]
	}
	switch u.Host {
	case "docs.google.com":
		const base = "https://docs.google.com/spreadsheets/d/"
		if m := googlePublished.FindStringSubmatch(u.Path); m != nil {
			if gid != "" {
				return base + "e/" + m[1] + "/pub?output=csv&single=true&gid=" + gid
			}
			return base + "e/" + m[1] + "/pub?output=xlsx"
		}
		if m := googleSheet.FindStringSubmatch(u.Path); m != nil && m[2] != "export" && m[2] != "gviz/tq" {
			if gid != "" {
				return base + m[1] + "/export?format=csv&gid=" + gid
			}
			return base + m[1] + "/export?format=xlsx"
		}
	case "drive.google.com":
		id := q.Get("id")
		if m := googleFile.FindStringSubmatch(u.Path); m != nil {
			id = m[1]
		} else if u.Path != "/open" {
			id = ""
		}
		if id != "" {
			return "https://drive.google.com/uc?export=download&id=" + url.QueryEscape(id)
		}
	case "www.dropbox.com", "dropbox.com":
		if q.Get("dl") != "1" && strings.HasPrefix(u.Path, "/s") {
			q.Set("dl", "1")
			u.RawQuery = q.Encode()
			return u.String()
		}
	case "github.com":
		if m := gitHubFile.FindStringSubmatch(u.EscapedPath()); m != nil {
			return "https://raw.githubusercontent.com/" + m[1] + "/" + m[2]
		}
	}
	return address
}
