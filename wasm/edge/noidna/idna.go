// Package idna stands in for the one that net/http brings with it, where the worker is compiled (see build.sh): its
// tables of letters are 13 kB of it, gzipped. net/http asks for it only when it writes a request or goes by a proxy, and only
// if a host has letters that are not ASCII. The worker does neither: Cloudflare's fetch takes hosts as people write
// them, and gives ours in ASCII.
package idna

// Lookup is the profile by which hosts are looked up.
var Lookup Profile

// A Profile says how hosts are written in ASCII.
type Profile struct{}

// ToASCII returns an error: only a host that is not in ASCII is handed to it.
func (Profile) ToASCII(host string) (string, error) { return ToASCII(host) }

// ToASCII returns an error: only a host that is not in ASCII is handed to it.
func ToASCII(string) (string, error) { return "", none{} }

type none struct{}

func (none) Error() string { return "a host is to be in ASCII here" }
