package claims

import (
	"strconv"
	"strings"
	"testing"
)

// TestSeveralArticles checks pages of several articles. Each article is in brackets, with its address before its words;
// a record is found in the article that its dossier is about, and on no sentence of another.
func TestSeveralArticles(t *testing.T) {
	const (
		ferry  = "The harbour ferry carried 41,200 passengers last year."
		other  = "The harbour ferry carried 41,300 passengers last year."
		bridge = "The new bridge will cost 12 million, the council said on Monday."
	)
	about := func(url string, words ...string) *Dossier {
		d := &Dossier{ID: url + ".json", Language: "en", About: Article{URL: url}}
		for _, w := range words {
			d.Records = append(d.Records, Record{ID: "#c01", Text: w, Anchor: Selector{Exact: w}})
		}
		return d
	}
	for _, c := range []struct {
		name, page, address string
		dossiers            []*Dossier
		want                string // which words each item stands on, from 1, and then why a record has no place
	}{
		{"each its own", "Live [/ferry|" + ferry + "][/bridge|" + bridge + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/ferry", ferry), about("https://news.example/bridge", bridge)}, "2 3"},
		{"the same sentence in two", "[/a|" + ferry + "][/b|" + ferry + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry)}, "2"},
		{"the sentence is another article's", "[/a|" + ferry + "][/b|" + bridge + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry)}, "-missing"},
		{"in another article it has another number", "[/a|" + other + "][/b|" + bridge + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry)}, "-missing"},
		{"in its own it has another number, and in another not", "[/a|" + ferry + "][/b|" + other + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry)}, "2 differs"},
		{"a story of none of the articles", "[/a|" + ferry + "][/b|" + bridge + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/c", ferry)}, ""},
		{"about the page itself, beside an article of another", ferry + "[/b|" + ferry + "]", "https://news.example/a",
			[]*Dossier{about("https://news.example/a", ferry)}, "1"},
		{"posts of a live blog have the address of the page", "[#p2|" + bridge + "][/live#p1|" + ferry + "]", "https://news.example/live",
			[]*Dossier{about("https://news.example/live", ferry, bridge)}, "1 2"},
		{"one article is there twice", "[/a|" + ferry + "][/b|" + bridge + "][/a|" + other + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/a", ferry, other)}, "1 3"},
		{"no page is named, and one article has its words", "[/a|" + ferry + "][/b|" + bridge + "]", "https://news.example/",
			[]*Dossier{about("", ferry)}, "1"},
		{"no page is named, and two articles have its words", "[/a|" + ferry + "][/b|" + ferry + "]", "https://news.example/",
			[]*Dossier{about("", ferry)}, "-ambiguous"},
		{"no page is named, and one has its words, another its words changed", "[/a|" + ferry + "][/b|" + other + "]", "https://news.example/",
			[]*Dossier{about("", ferry)}, "1"},
		{"no page is named, and its records are in two articles", "[/a|" + ferry + "][/b|" + bridge + "]", "https://news.example/",
			[]*Dossier{about("", ferry, bridge)}, "-ambiguous -ambiguous"},
		{"an article within another", "[/a|" + bridge + "[/b|" + ferry + "]" + ferry + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/a", ferry)}, "3"},
		{"nobody knows the address of the page", "[/a|" + ferry + "][/b|" + ferry + "]", "",
			[]*Dossier{about("https://news.example/b", ferry)}, "2"},
		{"a draft on another host", "[/a|" + ferry + "][/b|" + ferry + "]", "http://127.0.0.1:8080/",
			[]*Dossier{about("https://news.example/b", ferry)}, "2"},
		{"headings that lead to other sites say nothing", "[https://a.example/b|" + ferry + "][https://b.example/b|" + ferry + "]", "https://news.example/",
			[]*Dossier{about("https://b.example/b", ferry)}, ""},
		{"the one article of a page that nobody knows the address of", "[/a|" + ferry + "]", "",
			[]*Dossier{about("https://news.example/b", ferry)}, "1"},
		{"a front page with one article of another address", "[/a|" + ferry + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry)}, ""},
		{"links of all forms", "[//news.example/a|" + ferry + "][../b|" + bridge + "][c.html|" + ferry + "][?p=2|" + ferry + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/c.html", ferry), about("https://news.example/?p=2", ferry), about("https://news.example/a", ferry)}, "1 3 4"},
		{"a heading within an article leads to a place on the page", "[/b|" + bridge + "[#x|" + ferry + "]]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry)}, "2"},
		{"an article of a picture alone, before all words", "[/a|][/b|" + bridge + "]" + ferry, "https://news.example/",
			[]*Dossier{about("https://news.example/a", ferry)}, "-missing"},
		{"more articles than are told apart", strings.Repeat("[/a|"+bridge+"]", 3) + many(mostArticles+5) + "[/b|" + ferry + "]", "https://news.example/",
			[]*Dossier{about("https://news.example/b", ferry), about("https://news.example/", ferry)}, "-missing"},
		{"whoever came from a letter reads the page itself", "[/a|" + ferry + "]", "https://www.news.example/a/?utm=letter",
			[]*Dossier{about("https://news.example/a", ferry)}, "1"},
	} {
		text := new(Text)
		for rest := c.page; rest != ""; {
			words, after, ok := rest, "", false
			i := strings.IndexAny(rest, "[]")
			if i >= 0 {
				words, after, ok = rest[:i], rest[i+1:], true
			}
			if words != "" {
				text.Break()
				text.Append(words)
			}
			switch {
			case !ok:
			case rest[i] == '[':
				var address string
				address, after, _ = strings.Cut(after, "|")
				text.Begin(address)
			default:
				text.End()
			}
			rest = after
		}
		text.Addresses = []string{c.address}
		r := New(c.dossiers...).Check(text)
		r.OfPage(c.address)
		var got []string
		for i, a := range r.Items {
			for _, p := range text.Pieces(a.Span) {
				got = append(got, strconv.Itoa(p.Run+1))
			}
			if a.Relation == Differs {
				got = append(got, "differs")
			}
			if a.Number != i+1 || a.Relation == Same && text.Slice(a.Span) != a.Record.Text {
				t.Errorf("%s: item %d is number %d, on %q", c.name, i+1, a.Number, text.Slice(a.Span))
			}
		}
		for _, u := range r.Unplaced {
			why := "-" + u.Placement.String()
			if u.Differences != nil {
				why += " changed"
			}
			got = append(got, why)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, strings.Join(got, " "), c.want)
		}
	}
}

// many returns n articles, each of another address.
func many(n int) (out string) {
	for i := range n {
		out += "[/" + strconv.Itoa(i) + "|No news today.]"
	}
	return out
}
