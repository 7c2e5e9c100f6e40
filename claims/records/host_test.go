package records_test

import (
	"strings"
	"testing"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/internal/recordstest"
)

// The host of an address is what a browser makes of it, or the address is refused. What browsers make is as new
// URL(…).host of Node 20 gives it, "" where that throws.
func TestHosts(t *testing.T) {
	valid := schema(t)
	accepted := 0
	for _, c := range []struct{ address, host string }{
		{"https://county.example/a", "county.example"},
		{"https://COUNTY.example/a", "county.example"},
		{"https://county.example:8443/", "county.example:8443"},
		{"https://county.example:/", "county.example"},
		{"https://county.example:443/", "county.example"},
		{"https://county.example:99999/", ""},
		{"https://county.example:80:80/", ""},
		{"https://county.example:8o/", ""},
		{"https://county.example./", "county.example."},
		{"https://county.example.:443/", "county.example."},
		{"https://county..example/", "county..example"},
		{"https://.county.example/", ".county.example"},
		{"https://bbc.co.uk@evil.example/", "evil.example"},
		{"https://bbc.co.uk%40evil.example/", ""},
		{"https://bbc.co.uk:443@evil.example/", "evil.example"},
		{"https://bbc.co.uk\\@evil.example/", "bbc.co.uk"},
		{"https://bbc.co.uk\\evil.example/", "bbc.co.uk"},
		{"https://evil.example#@bbc.co.uk/", "evil.example"},
		{"https://evil.example?@bbc.co.uk/", "evil.example"},
		{"https:///evil.example/", "evil.example"},
		{"https:////evil.example/", "evil.example"},
		{"https:/evil.example/", "evil.example"},
		{"https:evil.example/", "evil.example"},
		{"https:\\\\evil.example/", "evil.example"},
		{"HTTPS://evil.example/", "evil.example"},
		{"https://%65vil.example/", "evil.example"},
		{"https://evil%2eexample/", "evil.example"},
		{"https://evil%E3%80%82example/", "evil.example"},
		{"https://evil\u3002example/", "evil.example"},
		{"https://evil\uff0eexample/", "evil.example"},
		{"https://evil\uff61example/", "evil.example"},
		{"https://\uff45vil.example/", "evil.example"},
		{"https://evi\u00adl.example/", "evil.example"},
		{"https://evi\u200bl.example/", "evil.example"},
		{"https://evi\u200dl.example/", ""},
		{"https://e\u0660vil.example/", ""},
		{"https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"},
		{"https://XN--80AK6AA92E.com/", "xn--80ak6aa92e.com"},
		{"https://Xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"},
		{"https://\u0430\u0440\u0440\u04cf\u0435.com/", "xn--80ak6aa92e.com"},
		{"https://b\u00fccher.example/", "xn--bcher-kva.example"},
		{"https://fa\u00df.example/", "xn--fa-hia.example"},
		{"https://evil.example%00.bbc.co.uk/", ""},
		{"https://evil.example%2Fbbc.co.uk/", ""},
		{"https://evil.example%23bbc.co.uk/", ""},
		{"https://evil example/", ""},
		{"https://evil\texample/", "evilexample"},
		{"https://127.0.0.1/", "127.0.0.1"},
		{"https://127.1/", "127.0.0.1"},
		{"https://0x7f.1/", "127.0.0.1"},
		{"https://0177.0.0.1/", "127.0.0.1"},
		{"https://2130706433/", "127.0.0.1"},
		{"https://0x7f000001/", "127.0.0.1"},
		{"https://1.2.3.4.5/", ""},
		{"https://256.0.0.1/", ""},
		{"https://1.2.3.08/", ""},
		{"https://1.2.3.4./", "1.2.3.4"},
		{"https://a.1/", ""},
		{"https://a.0x1/", ""},
		{"https://a.0x/", ""},
		{"https://[::1]/", "[::1]"},
		{"https://[0:0:0:0:0:0:0:1]/", "[::1]"},
		{"https://[::ffff:127.0.0.1]/", "[::ffff:7f00:1]"},
		{"https://[::1%25eth0]/", ""},
		{"https://[v1.x]/", ""},
		{"https://[::1/", ""},
		{"https://my_site.example/", "my_site.example"},
		{"https://bbc.co.uk,evil.example/", "bbc.co.uk,evil.example"},
		{"https://bbc.co.uk;evil.example/", "bbc.co.uk;evil.example"},
		{"https://bbc.co.uk!evil.example/", "bbc.co.uk!evil.example"},
		{"https://bbc.co.uk'evil.example/", "bbc.co.uk'evil.example"},
		{"https://bbc.co.uk(evil).example/", "bbc.co.uk(evil).example"},
		{"https://bbc.co.uk*evil.example/", "bbc.co.uk*evil.example"},
		{"https://bbc.co.uk=evil.example/", "bbc.co.uk=evil.example"},
		{"https://bbc.co.uk$evil.example/", "bbc.co.uk$evil.example"},
		{"https://bbc.co.uk&evil.example/", "bbc.co.uk&evil.example"},
		{"https://bbc.co.uk~evil.example/", "bbc.co.uk~evil.example"},
		{"https://bbc.co.uk+evil.example/", "bbc.co.uk+evil.example"},
		{"https://bbc.co.uk|evil.example/", ""},
		{"https://bbc.co.uk^evil.example/", ""},
		{"https://bbc.co.uk`evil.example/", "bbc.co.uk`evil.example"},
		{"https://bbc.co.uk\"evil.example/", "bbc.co.uk\"evil.example"},
		{"https://bbc.co.uk{evil}.example/", "bbc.co.uk{evil}.example"},
		{"https://a--b.example/", "a--b.example"},
		{"https://-a.example/", "-a.example"},
		{"https://a-.example/", "a-.example"},
		{"https://xn--/", ""},
		{"https://xn--a/", ""},
		{"https://localhost/", "localhost"},
		{"https://\u2100.example/", ""},
		{"https://evil.example\uff0fbbc.co.uk/", ""},
		{"https://evil.example\u2044bbc.co.uk/", "evil.xn--examplebbc-896e.co.uk"},
		{"https://evil.example\u2215bbc.co.uk/", "evil.xn--examplebbc-eh1f.co.uk"},
		{"https://\uff11\uff12\uff17.0.0.1/", "127.0.0.1"},
		{"https://\u2460.example/", "1.example"},
	} {
		said := ""
		data := []byte(strings.Replace(recordstest.Small, `"hasPart"`,
			`"about": {"@type": "NewsArticle", "url": `+string(dossier.AppendString(nil, c.address))+`}, "hasPart"`, 1))
		if _, err := records.Read("ferry.json", data); err != nil {
			said = err.Error()
		}
		agree(t, valid, c.address, data)
		if dossier.IsWeb(c.address) != (said == "") {
			t.Errorf("%q: isWeb says %v, the reader %q", c.address, dossier.IsWeb(c.address), said)
		}
		if !dossier.IsWeb(c.address) {
			continue
		}
		accepted++
		if host := strings.TrimSuffix(strings.ToLower(dossier.HostOf(c.address)), ":443"); host != c.host &&
			!broken[c.address] {
			t.Errorf("%q: a browser goes to %q, and we take it for %q", c.address, c.host, host)
		}
	}
	if accepted < 12 {
		t.Errorf("only %d are accepted", accepted)
	}
}

// broken is names that no browser opens, and that nobody takes for another: they are no punycode.
var broken = map[string]bool{"https://xn--/": true, "https://xn--a/": true}
