package prose

// Words that make a sentence one that can be checked; see Assess in package claims. The lists are ours.

// IsNumeral reports whether a word in lower case is a number in words, or one that counts as one.
func IsNumeral(word string) bool { return numerals.has(word) }

var numerals = list{words: `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
thousands million millions billion billions trillion trillions dozen dozens half third quarter double doubled triple
tripled twice quadrupled halved`}

// IsVague reports whether a word in lower case, with "of" after it, tells no more than how large a number may be.
func IsVague(word string) bool {
	return listed("dozens hundreds thousands millions billions trillions", word)
}

// IsUnit reports whether a word in lower case is a unit of which somebody keeps the books.
func IsUnit(word string) bool { return units.has(word) }

var units = list{words: `percent per cent percentage dollars dollar euros euro pounds kroner cents million millions
billion billions trillion`}

// IsWhen reports whether a word in lower case says when.
func IsWhen(word string) bool { return when.has(word) }

var when = list{words: `yesterday ago since decade decades century centuries monday tuesday wednesday thursday friday
saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays`}

// Compares reports whether a word in lower case sets one thing beside another.
func Compares(word string) bool { return compares.has(word) }

var compares = list{words: `more less fewer most least than higher lower highest lowest larger largest smaller
smallest bigger biggest greater greatest worse worst better best longer longest richer richest poorer poorest fastest
slowest record first history largest majority ahead behind twice cheaper stronger weaker`}

// IsChange reports whether a word in lower case says that something became more or less.
func IsChange(word string) bool { return changes.has(word) }

var changes = list{words: `rise rises rose risen rising fall falls fell fallen falling increase increased increases
increasing decrease decreased decreases grow grows grew grown growing growth shrink shrank shrunk gain gained gains
lose loses lost losing loss losses drop dropped drops climbed surged plunged soared slumped decline declined declining
cut cuts cutting raise raised raises raising add added adds create created creates creating destroy destroyed
eliminate eliminated reduce reduced reduces reducing reduction expand expanded slash slashed skyrocketed skyrocketing
tripled bankrupt`}

// IsAct reports whether a word in lower case is a deed of public life, done.
func IsAct(word string) bool { return acts.has(word) }

var acts = list{words: `voted vote votes signed passed vetoed supported supports opposed opposes introduced sponsored
proposed approved rejected blocked repealed appointed nominated fired hired resigned indicted convicted arrested
charged investigated sued settled testified spent spend spends spending paid pay pays borrowed owes owe gave given got
received sold bought built invested bombed attacked killed murdered died deported released armed funded invaded
imposed said says told called promised claimed admitted denied lied endorsed wrote cost costs costing costed ran run
elected won wins defeated started ended closed opened moved shipped took taken stole stolen banned cheated refused
failed negotiated withdrew made went brought put sent agreed deleted`}

// IsStatistic reports whether a word in lower case is something of which statistics are made.
func IsStatistic(word string) bool { return statistics.has(word) }

var statistics = list{words: `job jobs tax taxes taxed unemployment employment deficit deficits debt budget surplus
economy gdp inflation wage wages income incomes poverty trade exports imports tariff tariffs manufacturing factory
factories business businesses spending premiums population rate rates middle`}

// IsMatter reports whether a word in lower case is a matter of which public records are kept.
func IsMatter(word string) bool { return matters.has(word) }

var matters = list{words: `economic export import crime crimes murder murders homicide police gun guns prison drugs
opioid immigrants immigrant immigration border illegal refugees visas deportation insurance premium medicare medicaid
medicine hospital hospitals health healthcare patients uninsured coverage education school schools students college
tuition teachers welfare pension pensions veterans military troops soldiers army navy nuclear weapons missiles treaty
deal war oil gas coal energy emissions carbon climate water steel bank banks banking loans mortgage companies company
corporations industry workers workforce families women children deaths dead casualties money bill law laws amendment
legislation senate congress parliament council county court administration program programs programme programmes
donors donations election elections ballot minister ministry government passengers residents prices price`}

// IsAbsolute reports whether a word in lower case leaves no case out.
func IsAbsolute(word string) bool { return absolutes.has(word) }

var absolutes = list{words: `never only every all none nobody always ever no nothing anybody everybody everyone single
entire zero`}

// IsBoilerplate reports whether a line that begins with a word in lower case belongs to the page and not to the story.
func IsBoilerplate(word string) bool { return boilerplate.has(word) }

var boilerplate = list{words: `photo photograph photos image picture pictured graphic video watch listen read share
follow subscribe sign related advertisement advertising sponsored copyright credit source sources updated published by
story comments cookies newsletter topics tags more`}

// Bids reports whether a line that begins with two words in lower case bids the reader do something to the page,
// or says whose a picture is.
func Bids(first, second string) bool {
	return listed("read watch listen share follow subscribe sign click", first) &&
		listed("more also up us our to this here now", second) ||
		listed("photo photograph image picture graphic video", first) && listed("by courtesy credit", second)
}
