package records

import (
	"errors"

	"sourcemark/claims/records/internal/dossier"
)

// A Posted is an article that somebody sends to have its checks written into it.
type Posted struct {
	HTML     string // a page, or a part of one
	URL      string // the address of the article
	Sheet    string // the address of sourcemark.css; "" for that of the host
	Language string // of the interface, where the HTML does not say in which language it is
	Records  []PostedRecords
	Cards    []string // the names of records whose cards are wanted by themselves
}

// A PostedRecords is a dossier, or the name of one that the host has.
type PostedRecords struct {
	Data []byte // nil if it is named
	ID   string
}

// Post reads an article that is to be rendered. The error joins [Mistakes], as that of [Read] does. The dossiers are not
// read: that is for [Read] and [Verify].
//
//	{"html", "url", "records": [{…}, "https://news.example/checks/ferry.json"], "sheet", "language",
//	 "cards": ["c01"]}
func Post(file string, data []byte) (*Posted, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	r := reader{file: file, root: &v}
	n := node{Value: &v}
	p := &Posted{}
	if r.object(n, `an object, {"html": "…", "records": {…}}`, "html", "url", "records", "sheet", "language", "cards") {
		if html := n.member("html"); html.Text() != "" {
			p.HTML = html.Str // whatever is in it
		} else {
			r.fail(html, "the HTML of an article, in a string")
		}
		if p.URL = r.url(n.member("url")); n.member("url").missing() {
			r.fail(n.member("url"), "the address of the article")
		}
		p.Sheet = r.string(n.member("sheet"), false, "the address of sourcemark.css")
		p.Language = r.string(n.member("language"), false, "a language, such as en")
		for _, one := range r.list(n.member("cards")) {
			p.Cards = append(p.Cards, r.string(one, true, "the name of a record, such as c01"))
		}
		for _, one := range r.list(n.member("records")) {
			switch one.Kind {
			case dossier.KindObject:
				p.Records = append(p.Records, PostedRecords{Data: dossier.AppendLine(nil, one.Value, ",", ":")})
			case dossier.KindText:
				p.Records = append(p.Records, PostedRecords{ID: one.Str})
			default:
				r.fail(one, "a dossier, or the @id of one that is published here")
			}
		}
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return p, nil
}
