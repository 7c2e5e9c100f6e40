package links

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

// sources returns a dossier with a source at each address.
func sources(t *testing.T, addresses ...string) *claims.Dossier {
	t.Helper()
	var b strings.Builder
	for i, a := range addresses {
		fmt.Fprintf(&b, `, {"@type": "Report", "@id": "#s%d", "publisher": "The county", "url": %q, "text": "40,200 passengers"}`, i+1, a)
	}
	d, err := records.Read("ferry.json", []byte(`{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": [], "hasPart": [{"@type": "Claim", "@id": "#c1", "text": "The ferry is late",
		"citation": [{"@id": "#s1"}], "statusReason": "seen"}`+b.String()+`]}`))
	if err != nil {
		t.Fatal(err)
	}
	return d
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
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
		quick(v)
		v.network.probe = func(context.Context) string { return c.probe }
		v.client.Transport.(*http.Transport).DialContext = func(_ context.Context, network, address string) (net.Conn, error) {
			if strings.HasPrefix(address, "none-") {
				return nil, &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}
			}
			return net.Dial(network, s.Listener.Addr().String())
		}
		d := sources(t, c.addresses...)
		for range 2 { // dossiers of one run
			r, err := v.Check(t.Context(), d, Look{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range r.Links {
				got = append(got, x.State)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: %v, want %s: %+v", c.what, got, c.want, r.Links)
			}
			if !strings.HasPrefix(r.Unreached, c.said) || (r.Unreached == "") != (c.said == "") {
				t.Errorf("%s: said %q", c.what, r.Unreached)
			}
		}
	}
}

// A run without a network leaves what an earlier one has found.
func TestLinkNetworkKeeps(t *testing.T) {
	d := sources(t, "https://none.example/")
	down := ""
	visit := func(before Results) Results {
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
		quick(v)
		v.network.probe = func(context.Context) string { return down }
		v.client.Transport.(*http.Transport).DialContext = func(_ context.Context, _, address string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}
		}
		r, err := v.Check(t.Context(), d, Look{Before: before})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := visit(Results{})
	if got := first.Links[0].State; got != "dead" {
		t.Fatal(got)
	}
	down = "this machine has no network"
	second := visit(first)
	if got := second.Links[0].State; got != "unclear" || second.Unreached != down {
		t.Error(got, second.Unreached)
	}
	if kept := second.Over(first).Links; !reflect.DeepEqual(kept, first.Links) {
		t.Errorf("was\n%+v\nis\n%+v", first.Links, kept)
	}
}
