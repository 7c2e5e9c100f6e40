package main

import (
	"os"
	"testing"
)

// TestMerge adds entries to a file: after those that people wrote, which count, and in the order of keys.
func TestMerge(t *testing.T) {
	const before = `# A language.
script = latin

# Numbers, days and names of things.
numbers = eins=1 zwei=zwo
months = jan=1

# Where sentences end.
titles = hr
`
	const want = `# A language.
script = latin

# Numbers, days and names of things.
decimals = ,
numbers = eins=1 zwei=zwo drei=3
months = jan=1
weekdays = montag=1

# Where sentences end.
titles = hr
`
	found := map[string][]string{
		"weekdays": {"montag=1"},
		"decimals": {","},
		"numbers":  {"zwei=2", "drei=3"},
	}
	if got := merge(before, found); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := merge(want, found); got != want {
		t.Errorf("a second run makes\n%s", got)
	}
}

// TestFiles holds the files of languages against CLDR, where it is installed.
func TestFiles(t *testing.T) {
	const packages = "internal/cldr/node_modules"
	t.Chdir("../..")
	if _, err := os.Stat(packages); err != nil {
		t.Skip("CLDR is not installed: npm ci --prefix claims/language/internal/cldr")
	}
	if err := run(packages, true); err != nil {
		t.Error(err)
	}
}
