package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sources returns a dossier with a source at each address.
func sources(addresses ...string) string {
	var b strings.Builder
	for i, a := range addresses {
		fmt.Fprintf(&b, `, {"@type": "Report", "@id": "#s%d", "publisher": "The county", "url": %q, "text": "40,200 passengers"}`, i+1, a)
	}
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": [], "hasPart": [{"@type": "Claim", "@id": "#c1", "text": "The ferry is late",
		"citation": [{"@id": "#s1"}], "statusReason": "seen"}` + b.String() + `]}`
}

// Where our own network is down, or answers in the place of others, no link is judged by that, and it is said once.
func TestLinkNetwork(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Host == "portal.example":
			fmt.Fprint(w, strings.Repeat(story, 8))
		case strings.HasPrefix(r.Host, "hotel-"):
			http.Redirect(w, r, "http://portal.example/?from="+r.Host, http.StatusFound)
		case strings.HasPrefix(r.Host, "moved-"):
			http.Redirect(w, r, "http://portal.example/"+r.Host, http.StatusFound)
		case r.Host == "train.example":
			w.WriteHeader(http.StatusNetworkAuthenticationRequired)
		case r.URL.Path == "/gone":
			http.NotFound(w, r)
		default:
			fmt.Fprint(w, "In 2021 there were 40,200 passengers.")
		}
	}))
	defer s.Close()
	for _, c := range []struct {
		what      string
		addresses []string
		probe     string
		want      string // the states, in order
		said      string
	}{
		{"no names are looked up", []string{"https://none-a.example/", "https://none-b.example/"}, "no name can be looked up",
			"unclear unclear", "no name can be looked up"},
		{"one host has no name", []string{"https://none-a.example/", "http://county.example/"}, "no name can be looked up",
			"dead ok", ""},
		{"the only host has no name", []string{"https://none-a.example/"}, "", "dead", ""},
		{"a page is gone", []string{"http://county.example/gone", "https://none-a.example/"}, "no name", "dead dead", ""},
		{"a hotel", []string{"http://hotel-a.example/1", "http://hotel-b.example/2"}, "", "unclear unclear",
			"this network answers in the place of other hosts"},
		{"a hotel's page for one", []string{"http://hotel-a.example/1", "http://county.example/"}, "", "dead ok", ""},
		{"two hosts that have moved", []string{"http://moved-a.example/1", "http://moved-b.example/2"}, "", "drifted drifted", ""},
		{"a train", []string{"http://train.example/1", "https://none-a.example/"}, "", "unclear unclear",
			"this network answers in the place of other hosts"},
	} {
		dir := folder(t, map[string]string{"a.json": sources(c.addresses...), "b.json": sources(c.addresses...)})
		v := newVisitor("", 0, 10*time.Second, anywhere)
		quick(v)
		v.network.probe = func(context.Context) string { return c.probe }
		v.client.Transport.(*http.Transport).DialContext = func(_ context.Context, network, address string) (net.Conn, error) {
			if strings.HasPrefix(address, "none-") {
				return nil, &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}
			}
			return net.Dial(network, s.Listener.Addr().String())
		}
		var said strings.Builder
		for _, name := range []string{"a.json", "b.json"} {
			file := filepath.Join(dir, name)
			l, err := checkLinks(t.Context(), v, file, besides(file), 0, nil, &said)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range l.Links {
				got = append(got, x.State)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: %s: %v, want %s: %+v", c.what, name, got, c.want, l.Links)
			}
		}
		if n := strings.Count(said.String(), "sourcemark links: "); n > 1 || (n == 1) != (c.said != "") ||
			!strings.Contains(said.String(), c.said) {
			t.Errorf("%s: said %q", c.what, said.String())
		}
	}
}

// A run without a network leaves what an earlier one has found.
func TestLinkNetworkKeeps(t *testing.T) {
	dir := folder(t, map[string]string{"ferry.json": sources("https://none.example/")})
	file := filepath.Join(dir, "ferry.json")
	down := ""
	visit := func() string {
		v := newVisitor("", 0, 10*time.Second, anywhere)
		quick(v)
		v.network.probe = func(context.Context) string { return down }
		v.client.Transport.(*http.Transport).DialContext = func(_ context.Context, _, address string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}
		}
		l, err := checkLinks(t.Context(), v, file, besides(file), 0, nil, new(strings.Builder))
		if err != nil {
			t.Fatal(err)
		}
		return l.Links[0].State
	}
	if got := visit(); got != "dead" {
		t.Fatal(got)
	}
	before, _ := os.ReadFile(besides(file))
	down = "this machine has no network"
	if got := visit(); got != "unclear" {
		t.Error(got)
	}
	if after, _ := os.ReadFile(besides(file)); string(after) != string(before) || !strings.Contains(string(after), "dead") {
		t.Errorf("was\n%s\nis\n%s", before, after)
	}
}
