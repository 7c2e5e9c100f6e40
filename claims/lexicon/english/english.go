// Package english has the lexicon of English. It is a package of its own so that a program that is given the table in
// another way, as the widget is, does not carry it.
package english

import (
	_ "embed"
	"sync"

	"sourcemark/claims/lexicon"
)

var (
	//go:embed words.txt
	data string
	//go:embed NOTICE
	notice string
)

var (
	once  sync.Once
	words *lexicon.Table
)

// Data returns the table as text, for hosts that hand it on.
func Data() string { return data }

// Notice returns the licence of the table, for hosts that hand it on.
func Notice() string { return notice }

// Words returns the table, which is read at the first call. It panics if the table that this package was built with is
// broken.
func Words() *lexicon.Table {
	once.Do(func() {
		t, err := lexicon.Parse(data)
		if err != nil {
			panic("claims/lexicon/english/words.txt: " + err.Error())
		}
		words = t
	})
	return words
}
