package claims

import (
	"slices"
	"strings"
)

// Names holds the name by which each record of a page is known there: in addresses, in the page's HTML, and to its
// scripts. It is the record's own, "c01" for "#c01", unless two dossiers of the page have a record of that name; then
// the dossier's name follows, "c01@ferry", so that a link to one check never leads to another.
//
// All records of a dossier that an editor has put on the page keep their names, withdrawn and unplaced ones too. A
// record that was matched automatically, out of another story, takes no name from them.
type Names struct {
	own, guests map[string]*Dossier // the dossier that has a name; nil where several have it
	suffixes    map[*Dossier]string // nil on a page with one dossier
}

// Names returns the names of the records of a report.
func (r *Report) Names() *Names {
	var own, guests []*Dossier
	add := func(to *[]*Dossier, d *Dossier) {
		if !slices.Contains(own, d) && !slices.Contains(*to, d) {
			*to = append(*to, d)
		}
	}
	for i := range r.Items {
		if a := &r.Items[i]; !a.Automatic {
			add(&own, a.Dossier)
		}
	}
	for i := range r.Unplaced {
		add(&own, r.Unplaced[i].Dossier)
	}
	for i := range r.Items {
		add(&guests, r.Items[i].Dossier)
	}
	all := append(own, guests...)
	n := new(Names)
	if len(all) < 2 {
		return n
	}
	n.own, n.guests, n.suffixes = make(map[string]*Dossier), make(map[string]*Dossier), make(map[*Dossier]string)
	for _, d := range own {
		for i := range d.Records {
			take(n.own, d, &d.Records[i])
		}
	}
	for i := range r.Items {
		take(n.guests, r.Items[i].Dossier, r.Items[i].Record)
	}
	for _, d := range all {
		n.suffixes[d] = n.suffix(d)
	}
	return n
}

func take(owners map[string]*Dossier, d *Dossier, rec *Record) {
	name := bare(rec)
	if o, ok := owners[name]; !ok {
		owners[name] = d
	} else if o != d {
		owners[name] = nil
	}
}

// suffix returns what follows the names of a dossier's records, which no dossier of the page has yet.
func (n *Names) suffix(d *Dossier) string {
	used := func(s string) bool {
		for _, o := range n.suffixes {
			if o == s {
				return true
			}
		}
		return false
	}
	s := d.Short()
	if used(s) {
		s = plainName(d.ID)
	}
	for used(s) {
		s += "-"
	}
	return s
}

// Of returns the name of a record of a dossier.
func (n *Names) Of(d *Dossier, rec *Record) string {
	name := bare(rec)
	owner, ok := n.own[name]
	if !ok {
		owner = n.guests[name]
	}
	if n.suffixes == nil || owner == d {
		return name
	}
	return name + "@" + n.suffixes[d]
}

// Named reports whether a reference may mean a record of a dossier. A reference is the record's name, "c01" or "#c01",
// that name with the dossier's, "c01@ferry", or with the dossier's address before it, "ferry.json#c01" or
// "https://news.example/checks/ferry.json#c01". A name alone may mean several records.
func Named(d *Dossier, rec *Record, reference string) bool {
	name := bare(rec)
	file, rest, ok := strings.Cut(reference, "#")
	switch {
	case !ok:
		file, rest = "", reference
	case file == "":
	case rest != name:
		return false
	default:
		file, id := strings.TrimLeft(file, "./"), strings.TrimLeft(d.ID, "./")
		return file == id || strings.HasSuffix(file, "/"+id) || strings.HasSuffix(id, "/"+file)
	}
	of, is := strings.CutPrefix(rest, name)
	return is && (of == "" || of == "@"+d.Short() || of == "@"+plainName(d.ID))
}

func bare(rec *Record) string { return strings.TrimPrefix(rec.ID, "#") }

// Short returns the name of the dossier's file without its extension: "ferry" for
// "https://news.example/checks/ferry.json".
func (d *Dossier) Short() string {
	file := d.ID[strings.LastIndexByte(strings.TrimRight(d.ID, "/"), '/')+1:]
	return plainName(strings.TrimSuffix(file, ".json"))
}

// plainName returns s with a hyphen for each character that would have to be escaped in an address or an attribute.
func plainName(s string) string {
	return strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' {
			return c
		}
		return '-'
	}, s)
}
