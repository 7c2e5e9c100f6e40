package claims_test

import (
	"slices"
	"testing"

	. "sourcemark/claims"
)

// TestFragmentOf makes an address of an excerpt, for links and for what is no HTML, and reads both back.
func TestFragmentOf(t *testing.T) {
	for _, c := range []struct{ excerpt, address, attribute string }{
		{"We cannot run half-empty boats.", "text=We%20cannot%20run%20half%2Dempty%20boats", "text=We cannot run half%2Dempty boats"},
		{"“3,5 % fewer” & more", "text=3%2C5%20%25%20fewer%E2%80%9D%20%26%20more", "text=3%2C5 %25 fewer” %26 more"},
		{"40,200 passengers [...] 3.5 per cent fewer than in 2020", "text=40%2C200%20passengers,cent%20fewer%20than%20in%202020", "text=40%2C200 passengers,cent fewer than in 2020"},
		{"普京表示 [...] 扩大合作", "text=%E6%99%AE%E4%BA%AC%E8%A1%A8%E7%A4%BA,%E6%89%A9%E5%A4%A7%E5%90%88%E4%BD%9C", "text=普京表示,扩大合作"},
		{"on\ntwo #lines", "text=on%0Atwo%20%23lines", "text=on%0Atwo %23lines"}, // browsers take ends of lines out of an address
		{"…", "", ""},
	} {
		f := FragmentOf(c.excerpt)
		if f.String() != c.address || f.Attribute() != c.attribute {
			t.Errorf("%q is %q and %q, want %q and %q", c.excerpt, f.String(), f.Attribute(), c.address, c.attribute)
		}
		for _, written := range []string{f.String(), f.Attribute()} {
			if got := ParseFragments("#:~:" + written); written != "" && !slices.Equal(got, []Fragment{f}) {
				t.Errorf("%s reads as %q, want %q", written, got, f)
			}
		}
	}
}
