package lang_test

import (
	"fmt"

	"sourcemark/web/lang"
)

// A host chooses the language of a page, and then counts, dates and puts texts together in it.
func Example() {
	l, err := lang.Load(lang.Choose("de-AT", "en"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(l.Count(1, lang.Claims), l.Count(3, lang.Claims))
	fmt.Println(l.Date("2022-09-15"), l.Language("ru"))
	fmt.Println(lang.Format(l.Position, "2", "37"))
	// Output:
	// 1 Behauptung 3 Behauptungen
	// 15. September 2022 Russisch
	// 2 von 37
}

// Each %s takes the next argument, and %2$s the second, so that languages can put them in their own order.
func ExampleFormat() {
	fmt.Println(lang.Format("%s of %s", "2", "37"))
	fmt.Println(lang.Format("of %2$s, number %1$s", "2", "37"))
	// Output:
	// 2 of 37
	// of 37, number 2
}

// Parse reports all that is wrong with a file, here of the translator who left English behind.
func ExampleParse() {
	_, err := lang.Parse("nl", "close = Sluiten")
	fmt.Println(err)
	// Output:
	// nl: the interface has no such language; use one of en ko zh ja ru de fr es ar vi pt it tr
}
