package lint

import "testing"

// Addresses that a newsroom can open and its readers cannot, beside those that look like them.
func TestIsPrivate(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "10.0.0.7": true, "172.16.4.1": true, "172.31.0.9": true, "192.168.1.20": true, "169.254.1.1": true,
		"100.64.0.1": true, "0.0.0.0": true, "localhost": true, "archive.local": true, "wiki.intranet": true, "intranet": true,
		"nas.home.arpa": true, "files.corp": true,
		"172.32.0.1": false, "172.15.0.1": false, "192.169.1.1": false, "100.128.0.1": false, "9.9.9.9": false, "county.example": false,
		"local.example": false, "10.example": false, "intranet.county.example": false, "1.2.3": false,
	} {
		if got := isPrivate(host); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
}
