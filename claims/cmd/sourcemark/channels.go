package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/lexicon/english"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/channel"
)

// channels are the values of -for.
var channels = []string{"page", "feed", "mail", "amp", "text"}

// inside and beside are values of -sheet that are no addresses. The first is also what stands in a page until its style
// sheets are put there.
const (
	inside = "inside"
	beside = "beside"
)

// channelArgs returns what is wrong with the flags of render for a channel.
func (r *renderer) channelArgs(write bool) error {
	marked := r.channel == "page" || r.channel == "amp" || r.channel == "feed" // their checks are known again
	switch {
	case !slices.Contains(channels, r.channel):
		return fmt.Errorf("-for %q: use %s", r.channel, strings.Join(channels, ", "))
	case r.strip && !marked:
		return fmt.Errorf("-strip takes checks out of pages, AMP pages and feeds: keep the %s without its checks", r.channel)
	case write && !marked:
		return fmt.Errorf("-w would leave no %s without its checks to render again: write it elsewhere with -o", r.channel)
	case r.channel != "page" && r.script != "":
		return fmt.Errorf("-script is for pages: nothing runs in -for %s", r.channel)
	case r.channel != "page" && r.sheet != "":
		return fmt.Errorf("-sheet is for pages: -for %s needs no style sheets", r.channel)
	case r.channel != "page" && r.oembed != "":
		return fmt.Errorf("-oembed is for pages, not for -for %s", r.channel)
	case r.sheet == inside && write, r.sheet == beside && r.output == "-" && !write:
		return fmt.Errorf("-sheet %s needs -o and the name of a file or folder", r.sheet)
	}
	return nil
}

// isText reports whether an article that is no page is text, by its name.
func isText(file string) bool {
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".txt" || ext == ".text" || file == "-" || channel.IsMarkdown(file)
}

// nameOf returns under which name a file is rendered into a folder.
func (r *renderer) nameOf(file string) string {
	name := filepath.Base(file)
	ext := filepath.Ext(name)
	switch lower := strings.ToLower(ext); {
	case (r.channel == "page" || r.channel == "mail") && isText(name):
		return strings.TrimSuffix(name, ext) + ".html"
	case r.channel == "text" && (lower == ".html" || lower == ".htm"):
		return strings.TrimSuffix(name, ext) + ".txt"
	}
	return name
}

// made returns a page of an article in text or Markdown.
func (r *renderer) made(file string, data []byte) ([]byte, error) {
	looks := channel.OnPage
	switch r.channel {
	case "mail":
		looks = channel.InMail
	case "amp":
		return nil, fmt.Errorf("%s: not HTML: -for amp needs an AMP page", file)
	}
	return pageOf(file, data, looks, &r.root)
}

// pageOf returns a page of an article in text or Markdown, and says what was changed.
func pageOf(file string, data []byte, looks channel.Looks, r *root) (page []byte, err error) {
	if channel.IsMarkdown(file) {
		var dropped []string
		page, dropped, err = channel.FromMarkdown(data, looks)
		if len(dropped) > 0 {
			say(r.errs(), "%s: left out, since it is not safe on a page: <%s>\n", file, strings.Join(dropped, ">, <"))
		}
	} else {
		text, cut := unset(string(data), english.Words())
		sayUnset(r, file, cut)
		page, err = channel.FromText([]byte(text), looks)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return page, nil
}

// text returns an article in text or Markdown with its checks.
func (r *renderer) text(file string, data []byte) ([]byte, error) {
	m := &channel.Markdown{Source: string(data), Text: claims.Plain(string(data))}
	if channel.IsMarkdown(file) {
		m = channel.ReadMarkdown(string(data))
	}
	view, err := r.view(m.Text, cmp.Or(r.url, m.Address), channel.LanguageOf(m.Text, r.language))
	if err != nil {
		return nil, err
	}
	var out string
	if channel.IsMarkdown(file) {
		out, err = m.Write(view)
	} else {
		out, err = channel.Text(m.Source, view)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return []byte(out), nil
}

// mail returns a page for a mail with its checks, and says what of it mail programs do not show.
func (r *renderer) mail(file string, p *article.Page, view *web.View) ([]byte, error) {
	if channel.Mailed(p.Source) {
		return nil, errors.New("it has its checks already: render the mail without them")
	}
	out, err := channel.Mail(p, view)
	if err != nil {
		return nil, err
	}
	if names := channel.Dropped(out); len(names) > 0 {
		say(r.root.errs(), "%s: mail programs keep nothing of <%s>\n", file, strings.Join(names, ">, <"))
	}
	if lost := channel.Stranded(out); len(lost) > 0 {
		const shown = 3 // who has seen three knows which kind they are
		more := ""
		if len(lost) > shown {
			more = fmt.Sprintf(" and %d more", len(lost)-shown)
		}
		say(r.root.errs(), "%s: from a mail these addresses lead nowhere: %q%s. Write them whole, with https://%s\n", file,
			lost[:min(shown, len(lost))], more, onlyIf(channel.IsMarkdown(file), ", or say in the front matter, "+
				"as canonical, where the article is"))
	}
	if len(out) > channel.Clipped {
		say(r.root.errs(), "%s: %d kB: Gmail shows the first %d kB of a mail, and the endnotes stand at its end: shorten it, or "+
			"link to the page\n", file, len(out)>>10, channel.Clipped>>10)
	}
	return out, nil
}

// feed returns a feed with the checks of its items, or without them.
func (r *renderer) feed(file string, data []byte) (out []byte, err error) {
	if r.strip {
		out, err = channel.StripFeed(data)
	} else {
		var skipped []string
		out, skipped, err = channel.Feed(data, func(t *claims.Text) (*web.View, error) {
			url := ""
			if len(t.Addresses) > 0 {
				url = t.Addresses[0]
			}
			// As on a front page: a check of one story never stands in another, even if both have the same sentence.
			own := *r
			own.checker = newChecker(slices.DeleteFunc(slices.Clone(r.dossiers), func(d *claims.Dossier) bool {
				return len(d.Pages()) > 0 && !d.IsAbout(t.Addresses)
			}))
			view, err := own.view(t, url, t.Language)
			r.found = own.found
			return view, err
		})
		for _, s := range skipped {
			say(r.root.errs(), "%s: %s\n", file, s)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the feed is left as it is: %w", file, err)
	}
	return out, nil
}

// oembedOf returns the address at which a page's oEmbed answer is, "" if none was given.
func (r *renderer) oembedOf(page string) string {
	if r.oembed == "" || page == "" {
		return ""
	}
	u, err := url.Parse(r.oembed)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("url", page)
	u.RawQuery = q.Encode()
	return u.String()
}

// sheets writes the style sheets of a page beside it.
func (r *renderer) sheets(page string) error {
	for _, s := range channel.Sheets() {
		file := filepath.Join(filepath.Dir(page), s.Name)
		if old, err := os.ReadFile(file); err == nil && string(old) == s.Text {
			continue
		}
		if err := disk.Write(file, []byte(s.Text), r.force); err != nil {
			return err
		}
	}
	return nil
}
