package records

import (
	"strings"
)

// slipOf returns the known name that name was probably meant to be; "" if it is known or like none.
func slipOf(name string, known []string) string {
	for _, k := range known {
		if k == name {
			return ""
		}
	}
	best := ""
	for _, k := range known {
		if strings.EqualFold(k, name) || oneSlip(k, name) {
			best = k
		}
	}
	return best
}

// oneSlip reports whether a and b differ by one letter that is left out, put in, changed or exchanged with its
// neighbour. Names of fewer than four letters are too short to tell.
func oneSlip(a, b string) bool {
	if len(a) < 4 || len(b) < 4 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
