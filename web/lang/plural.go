package lang

// A category is a plural category of CLDR, https://cldr.unicode.org/index/cldr-spec/plural-rules.
type category uint8

const (
	zero category = iota
	one
	two
	few
	many
	other // which every language has
	categories
)

// String returns the name that CLDR gives c.
func (c category) String() string {
	if c >= categories {
		return "no category"
	}
	return [...]string{"zero", "one", "two", "few", "many", "other"}[c]
}

// plural returns the category of n things in a language of Tags, by the cardinal rules of
// https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html as they are for whole numbers.
//
// "Many" of French, Spanish, Portuguese and Italian is left out: it is for millions, which no article has of checks.
// Russian "other" is for fractions; a file has it all the same, since translators and their tools expect it.
func plural(tag string, n int) category {
	ten, hundred := n%10, n%100
	switch tag {
	case "en", "de", "es", "it", "tr":
		if n == 1 {
			return one
		}
	case "fr", "pt":
		if n <= 1 {
			return one
		}
	case "ru":
		switch {
		case ten == 1 && hundred != 11:
			return one
		case 2 <= ten && ten <= 4 && (hundred < 12 || hundred > 14):
			return few
		}
		return many
	case "ar":
		switch {
		case n == 0:
			return zero
		case n == 1:
			return one
		case n == 2:
			return two
		case 3 <= hundred && hundred <= 10:
			return few
		case hundred >= 11:
			return many
		}
	}
	return other // Korean, Chinese, Japanese and Vietnamese have no other
}

// uses returns how many numbers a language has for each category: 0 for a category that it does not have, 1 for one
// that stands for a single number.
func uses(tag string) (n [categories]int) {
	const cycle = 200 // the rules look at the last two digits, and at small numbers by themselves
	for i := range cycle {
		n[plural(tag, i)]++
	}
	return n
}
