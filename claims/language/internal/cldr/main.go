// Command cldr writes what Unicode's Common Locale Data Repository knows of numbers, days and units into the files of
// languages, and of countries into a list of lint:
//
//	cd claims/language && npm ci --prefix internal/cldr && go generate
//
// What stands in a file stays and counts: an entry of CLDR is added to its key, after those that people wrote, unless
// the key has that entry already. To correct one, change it where it stands; to be rid of one, list it in omitted. A
// second run changes nothing. With -check, nothing is written, and the command fails if something would be.
package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/language"
)

// omitted lists entries of CLDR that news uses in another sense, by language and key.
var omitted = map[string]string{
	"de relative-days": "morgen",                  // the morning, too
	"es relative-days": "mañana",                  // the morning, too
	"it numbers":       "cent",                    // a coin
	"hi numbers":       "सौ",                      // a scale
	"id relative-days": "besok lusa",              // any day to come
	"ar currencies":    "جنيه",                    // of Egypt and of Britain
	"vi numbers":       "không",                   // not
	"tr percent":       "yüzde",                   // before the number
	"ko numbers":       "일 이 삼 사 오 육 칠 팔 구 영 공 한", // syllables of any word,
}

func main() {
	from := flag.String("from", "internal/cldr/node_modules", "folder of the npm packages")
	check := flag.Bool("check", false, "write nothing, and fail if something would be")
	flag.Parse()
	if err := run(*from, *check); err != nil {
		fmt.Fprintln(os.Stderr, "cldr:", err)
		os.Exit(1)
	}
}

// run adds to each file of the folder that the command is run in.
func run(from string, check bool) error {
	files, err := filepath.Glob("*.txt")
	if err != nil {
		return err
	}
	for _, file := range files {
		tag := strings.TrimSuffix(file, ".txt")
		if tag == "tongues" || tag == "en" {
			continue // English has no form that people did not write
		}
		g := generator{from: from, tag: tag}
		g.generate()
		if g.err != nil {
			return fmt.Errorf("%s: %w", file, g.err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		text := merge(string(data), g.found)
		switch {
		case text == string(data):
		case check:
			return fmt.Errorf("%s is not what go generate writes", file)
		default:
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				return err
			}
		}
	}
	return countries(from, check)
}

// countries adds to the codes of countries that a dossier may have in place of a language those that are no language.
func countries(from string, check bool) error {
	const file = "../records/lint/countries.txt"
	g := generator{from: from}
	likely := g.read("cldr-core/supplemental/likelySubtags.json", "supplemental", "likelySubtags")
	if g.err != nil {
		return g.err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	all := strings.Fields(string(data))
	likely.each(func(from, to string) {
		region, ok := strings.CutPrefix(strings.ToLower(from), "und-")
		_, isLanguage := likely[region]
		spoken, _, _ := strings.Cut(to, "-")
		has := func(entry string) bool { return strings.HasPrefix(entry, region+"=") }
		if ok && len(region) == 2 && !isLanguage && !slices.ContainsFunc(all, has) {
			all = append(all, region+"="+spoken)
		}
	})
	text, line := "", ""
	for _, entry := range all {
		const width = 112
		if len(line)+1+len(entry) > width {
			text, line = text+line+"\n", ""
		}
		line = strings.TrimPrefix(line+" "+entry, " ")
	}
	text += line + "\n"
	switch {
	case text == string(data):
	case check:
		return fmt.Errorf("%s is not what go generate writes", file)
	default:
		return os.WriteFile(file, []byte(text), 0o666)
	}
	return nil
}

// A generator takes the words of one language out of CLDR.
type generator struct {
	from, tag string
	found     map[string][]string // entries by key
	err       error
}

// add adds an entry to a key; base is "" where it stands for itself. What is in figures, and letters alone, are none.
func (g *generator) add(key, entry, base string) {
	entry = strings.TrimRight(strings.Join(strings.Fields(plain(entry)), " "), ".")
	if entry == "" || strings.ContainsAny(entry, "0123456789=()/←→[]%") {
		return
	}
	entry = strings.ReplaceAll(entry, " ", "_")
	if slices.Contains(strings.Fields(omitted[g.tag+" "+key]), entry) {
		return
	}
	if base != "" {
		entry += "=" + base
	}
	if g.found == nil {
		g.found = map[string][]string{}
	}
	if !slices.Contains(g.found[key], entry) {
		g.found[key] = append(g.found[key], entry)
	}
}

// plain returns a text in small letters, without soft hyphens, marks of direction and the vowels of Arabic, and with
// plain apostrophes.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad', unicode.Is(unicode.Bidi_Control, r), 0x064B <= r && r <= 0x0652:
			return -1
		case r == '’' || r == 'ʼ':
			return '\''
		}
		return unicode.ToLower(r)
	}, text)
}

// A tree is a piece of JSON.
type tree map[string]any

// read reads a file of a package, as far as the path into it.
func (g *generator) read(file string, path ...string) tree {
	data, err := os.ReadFile(filepath.Join(g.from, file))
	if err != nil {
		if g.err == nil {
			g.err = err
		}
		return nil
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		g.err = fmt.Errorf("%s: %w", file, err)
		return nil
	}
	return tree(all).at(path...)
}

func (t tree) at(path ...string) tree {
	for _, p := range path {
		next, _ := t[p].(map[string]any)
		t = next
	}
	return t
}

// each calls yield for the strings of t in the order of their keys.
func (t tree) each(yield func(key, text string)) {
	for _, key := range slices.Sorted(maps.Keys(t)) {
		if s, ok := t[key].(string); ok {
			yield(key, s)
		}
	}
}

func (g *generator) generate() {
	numbers := g.read("cldr-numbers-full/main/"+g.tag+"/numbers.json", "main", g.tag, "numbers")
	g.separators(numbers.at("symbols-numberSystem-latn"))
	for _, length := range [...]string{"long", "short"} {
		g.scales(numbers.at("decimalFormats-numberSystem-latn", length, "decimalFormat"))
	}
	if _, err := os.Stat(filepath.Join(g.from, "cldr-rbnf/rbnf", g.tag+".json")); err == nil {
		g.spelled()
	}
	g.currencies()
	g.units()
	g.days()
}

func (g *generator) separators(symbols tree) {
	for symbol, key := range map[string]string{"decimal": "decimals", "group": "thousands"} {
		if s, _ := symbols[symbol].(string); s == "." || s == "," {
			if g.found == nil {
				g.found = map[string][]string{}
			}
			g.found[key] = []string{s}
		}
	}
}

var zeros = regexp.MustCompile(`^0+|0+$`)

// scales takes the words of the compact notation: "0 Tausend", "00만".
func (g *generator) scales(formats tree) {
	formats.each(func(key, text string) {
		power, _, _ := strings.Cut(key, "-")
		of, err := strconv.ParseFloat(power, 64)
		text = strings.ReplaceAll(strings.ReplaceAll(text, "'", ""), "\u00a0", " ")
		count := len(zeros.FindString(text))
		word := strings.TrimSpace(zeros.ReplaceAllString(text, ""))
		const least = 2 // letters of ASCII: "M" is a metre in capitals
		if err != nil || count == 0 || word == "" || len(word) < least {
			return
		}
		for range count - 1 {
			of /= 10
		}
		g.add("scales", word, strconv.FormatFloat(of, 'f', -1, 64))
	})
}

var (
	optional = regexp.MustCompile(`\[[^\]]*\]`)
	cardinal = regexp.MustCompile(`^%spellout-(cardinal|numbering)`)
	other    = regexp.MustCompile(`year|financial|dative|instrumental|prepositional|locative|ablative|accusative|plural`)
)

// spelled takes the numbers in words below a thousand that are words of their own.
func (g *generator) spelled() {
	rules := g.read("cldr-rbnf/rbnf/"+g.tag+".json", "rbnf", "rbnf", "SpelloutRules")
	for _, set := range slices.Sorted(maps.Keys(rules)) {
		// Of the cases of Slavic numbers, news has hardly more than the genitive.
		if !cardinal.MatchString(set) || other.MatchString(set) {
			continue
		}
		list, _ := rules[set].([]any)
		for _, r := range list {
			rule, _ := r.([]any)
			if len(rule) != 2 {
				continue
			}
			value, _ := rule[0].(string)
			text, _ := rule[1].(string)
			n, err := strconv.Atoi(value)
			if err != nil || n >= 1000 {
				continue
			}
			text = strings.TrimSuffix(optional.ReplaceAllString(text, ""), ";")
			if at := strings.Index(text, "→"); at >= 0 && strings.HasSuffix(text, "→") { // 17: dieci→→
				text = strings.TrimRight(text[:at], "-")
				if n -= n % 10; n > 100 {
					n -= n % 100
				}
			}
			if !strings.ContainsAny(text, "=$") {
				g.add("numbers", text, strconv.Itoa(n))
			}
		}
	}
}

// money is what each currency is compared as, and another with a name that has the same word.
var money = []struct{ code, base, like string }{
	{"USD", "$", "CAD"}, {"EUR", "€", ""}, {"GBP", "£", "GIP"}, {"JPY", "yen", ""}, {"CNY", "yuan", ""},
	{"KRW", "₩", "KPW"}, {"RUB", "rouble", "BYN"}, {"INR", "rupee", "PKR"}, {"CHF", "franc", "XOF"},
	{"UAH", "hryvnia", ""},
	{"PLN", "zloty", ""}, {"TRY", "lira", ""}, {"BRL", "real", ""}, {"ILS", "shekel", ""}, {"SAR", "riyal", "QAR"},
	{"AED", "dirham", "MAD"}, {"KWD", "dinar", "BHD"}, {"IRR", "rial", "OMR"}, {"IDR", "rupiah", ""}, {"VND", "dong", ""},
	{"THB", "baht", ""}, {"MXN", "peso", "ARS"}, {"SEK", "krona", "NOK"},
}

// currencies takes the names of currencies and their signs: a name of one word in full, of one of two words that of the
// money, which stands where the word does that two dollars have in common.
func (g *generator) currencies() {
	names := g.read("cldr-numbers-full/main/"+g.tag+"/currencies.json", "main", g.tag, "numbers", "currencies")
	words := func(name string) []string {
		return strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' })
	}
	name := func(code string) string { s, _ := names.at(code)["displayName"].(string); return s }
	signs := map[string]bool{}
	for _, m := range money {
		s, _ := names.at(m.code)["symbol"].(string)
		signs[s] = true
	}
	dollar := words(name("USD"))
	first := len(dollar) > 1 && slices.Contains(words(name("CAD")), dollar[0])
	for _, m := range money {
		other := map[string]bool{}
		names.at(m.like).each(func(key, text string) {
			for _, w := range words(text) {
				other[match.Fold(w).S] = true
			}
		})
		names.at(m.code).each(func(key, text string) {
			if strings.HasPrefix(key, "symbol") {
				sign := firstOf(strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
				narrow := key != "symbol" && (signs[text] || text == "$")
				if text != m.code && text != m.base && !narrow && (unicode.Is(unicode.Sc, sign) || unicode.IsLetter(sign)) {
					g.add("currencies", text, m.base)
				}
				return
			}
			switch w := words(text); {
			case len(w) == 1 || len(w) > 2 && m.like == "":
				g.add("currencies", text, m.base)
			case len(w) == 2 && first:
				g.add("currencies", w[0], m.base)
			case len(w) == 2:
				g.add("currencies", w[1], m.base)
			default:
				w = slices.DeleteFunc(w, func(w string) bool { return !other[match.Fold(w).S] })
				g.add("currencies", strings.Join(w, " "), m.base)
			}
		})
	}
}

func firstOf(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// measures is what each unit is compared as.
var measures = []struct{ unit, base string }{
	{"length-kilometer", "kilometre"}, {"length-meter", "metre"}, {"length-centimeter", "centimetre"},
	{"length-mile", "mile"},
	{"area-square-kilometer", "square-kilometre"}, {"area-hectare", "hectare"}, {"mass-kilogram", "kilogram"},
	{"mass-tonne", "tonne"}, {"volume-liter", "litre"}, {"duration-year", "year"}, {"duration-month", "month"},
	{"duration-week", "week"}, {"duration-day", "day"}, {"duration-hour", "hour"}, {"duration-minute", "minute"},
	{"duration-second", "second"}, {"speed-kilometer-per-hour", "km/h"}, {"speed-knot", "knot"},
	{"temperature-celsius", "degree"}, {"power-megawatt", "megawatt"}, {"energy-kilowatt-hour", "kilowatt-hour"},
	{"concentr-percent", "%"},
}

var forms = regexp.MustCompile(`^(unitPattern|accusative|genitive|dative|instrumental|locative|prepositional|` +
	`oblique|partitive|vocative)-count|^displayName$`)

// units takes the names of units in every form after a number, and the short ones.
func (g *generator) units() {
	units := g.read("cldr-units-full/main/"+g.tag+"/units.json", "main", g.tag, "units")
	for _, length := range [...]string{"long", "short"} {
		for _, m := range measures {
			units.at(length, m.unit).each(func(key, text string) {
				if !forms.MatchString(key) || key != "displayName" && !strings.HasPrefix(text, "{0}") {
					return
				}
				word := strings.TrimSpace(strings.TrimPrefix(text, "{0}"))
				if m.base == "%" {
					g.add("percent", word, "")
					return
				}
				// A letter alone is short for too much, except a metre and a tonne.
				if utf8.RuneCountInString(word) > 1 || strings.Contains("m t м т", word) || firstOf(word) >= 0x3000 {
					g.add("units", word, m.base)
				}
			})
		}
	}
}

// regions have months of their own.
var regions = map[string][]string{"ar": {"ar-SY", "ar-MA", "ar-DZ"}, "de": {"de-AT"}}

func (g *generator) days() {
	for _, locale := range append([]string{g.tag}, regions[g.tag]...) {
		file := "cldr-dates-full/main/" + locale + "/ca-gregorian.json"
		months := g.read(file, "main", locale, "dates", "calendars", "gregorian")
		for _, context := range [...]string{"format", "stand-alone"} {
			for _, width := range [...]string{"wide", "abbreviated"} {
				list := months.at("months", context, width)
				for m := 1; m <= 12; m++ {
					name, _ := list[strconv.Itoa(m)].(string)
					if mark := strings.TrimLeft(name, "0123456789"); mark != name && mark != "" && firstOf(mark) >= 0x3000 {
						g.add("date-marks", mark, "2") // 9월
					}
					const full = 4                           // letters; shorter ones are short for something else as often
					numbered := strings.HasSuffix(name, "月") // 九月 is 9 and a mark
					if !numbered && (width == "wide" || utf8.RuneCountInString(strings.TrimRight(name, ".")) >= full) {
						g.add("months", name, strconv.Itoa(m))
					}
				}
				list = months.at("days", context, width)
				for d, day := range [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
					name, _ := list[day].(string)
					if width == "wide" || firstOf(name) >= 0x3000 && firstOf(name) < 0xA000 && utf8.RuneCountInString(name) > 1 {
						g.add("weekdays", name, strconv.Itoa(d+1))
					}
				}
			}
		}
		if locale != g.tag {
			continue
		}
		periods := months.at("dayPeriods", "format", "wide")
		for half, key := range map[string]string{"am": "morning", "pm": "afternoon"} {
			// Of "am" and "pm" people write the first as another word.
			if s, _ := periods[half].(string); utf8.RuneCountInString(s) > 1 && firstOf(s) >= utf8.RuneSelf {
				g.add(key, strings.ReplaceAll(s, ".", ""), "")
			}
		}
		g.order(months.at("dateFormats"))
	}
	fields := g.read("cldr-dates-full/main/"+g.tag+"/dateFields.json", "main", g.tag, "dates", "fields")
	for n := -2; n <= 1; n++ {
		s, _ := fields.at("day")["relative-type-"+strconv.Itoa(n)].(string)
		g.add("relative-days", s, strconv.Itoa(n))
	}
	for field, key := range map[string]string{"year": "relative-years", "month": "relative-months"} {
		for n := -1; n <= 0; n++ {
			s, _ := fields.at(field)["relative-type-"+strconv.Itoa(n)].(string)
			g.add(key, s, strconv.Itoa(n))
		}
	}
}

var marked = regexp.MustCompile(`([yMd])+ ?([年月日년월일])`)

// order takes out of the patterns of dates whether the day is first, and what stands after year, month and day.
func (g *generator) order(patterns tree) {
	short, _ := patterns["short"].(string)
	at := func(letter byte) int { return strings.IndexByte(short, letter) }
	if at('d') < at('M') && at('M') < at('y') {
		for _, sign := range [...]string{".", "/"} {
			g.found["day-first"] = append(g.found["day-first"], sign)
		}
	}
	long, _ := patterns["long"].(string)
	for _, m := range marked.FindAllStringSubmatch(long, -1) {
		g.add("date-marks", m[2], strconv.Itoa(1+strings.Index("yMd", m[1])))
	}
}

// merge adds entries to the keys of a file, in the order of keys, and returns its text.
func merge(text string, found map[string][]string) string {
	type block struct {
		key   string
		lines []string // with what stands above the key
	}
	order := map[string]int{}
	for i, k := range language.Keys() {
		order[k] = i
	}
	var blocks []block
	var above []string
	for line := range strings.Lines(text) {
		key, _, ok := strings.Cut(line, " = ")
		switch {
		case ok && line[0] != ' ' && line[0] != '#':
			blocks = append(blocks, block{key, append(above, line)})
			above = nil
		case line[0] == ' ':
			b := &blocks[len(blocks)-1]
			b.lines = append(b.lines, line)
		default:
			above = append(above, line)
		}
	}
	byOrder := func(a, b string) int { return cmp.Compare(order[a], order[b]) }
	for _, key := range slices.SortedFunc(maps.Keys(found), byOrder) {
		at := slices.IndexFunc(blocks, func(b block) bool { return order[b.key] >= order[key] })
		switch {
		case at < 0:
			at = len(blocks)
			fallthrough
		case blocks[at].key != key:
			blocks = slices.Insert(blocks, at, block{key, nil})
			if at+1 < len(blocks) { // a heading stands above the first key of its part
				next := &blocks[at+1]
				if n := len(next.lines); n > 0 && heads(next.lines, order, key) {
					i := slices.IndexFunc(next.lines, func(l string) bool { return strings.HasPrefix(l, next.key+" =") })
					blocks[at].lines, next.lines = slices.Clone(next.lines[:i]), next.lines[i:]
				}
			}
		}
		blocks[at].lines = extend(blocks[at].lines, key, found[key])
	}
	var out strings.Builder
	for _, b := range blocks {
		for _, l := range b.lines {
			out.WriteString(l)
		}
	}
	for _, l := range above {
		out.WriteString(l)
	}
	return out.String()
}

// heads reports whether lines begin with the heading of the part of the keys that a key belongs to.
func heads(lines []string, order map[string]int, key string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "# Numbers, days") }) &&
		order[key] >= order["decimals"]
}

// extend adds those of entries to a key that its lines have not, and fills lines up to the width of the files.
func extend(lines []string, key string, entries []string) []string {
	const width = 112
	have := map[string]bool{}
	at := 0 // the first line of the key
	for i, l := range lines {
		if strings.HasPrefix(l, "#") || strings.TrimSpace(l) == "" {
			at = i + 1
			continue
		}
		for e := range strings.FieldsSeq(strings.TrimPrefix(l, key+" = ")) {
			entry, _, _ := strings.Cut(e, "=")
			have[match.Fold(entry).S] = true
		}
	}
	var missing []string
	for _, e := range entries {
		entry, _, _ := strings.Cut(e, "=")
		if as := match.Fold(entry).S; !have[as] {
			have[as] = true
			missing = append(missing, e)
		}
	}
	if missing == nil {
		return lines
	}
	all := strings.TrimSuffix(strings.Join(lines[at:], ""), "\n")
	if all == "" {
		all = key + " ="
	}
	head, last := "", all
	if i := strings.LastIndexByte(all, '\n'); i >= 0 {
		head, last = all[:i+1], all[i+1:]
	}
	for _, e := range missing {
		if utf8.RuneCountInString(last)+1+utf8.RuneCountInString(e) > width {
			head, last = head+last+"\n", " "
		}
		last += " " + e
	}
	return append(slices.Clone(lines[:at]), strings.SplitAfter(head+last+"\n", "\n")...)
}
