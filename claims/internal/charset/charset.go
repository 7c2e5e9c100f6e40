// Package charset reads pages and tables of any encoding in UTF-8.
//
//	page := charset.Page(body, header.Get("Content-Type"))
//	sheet, said, err := charset.Sheet(file, "") // said is what was guessed, for the user to see
//
// The bytes of a page or a spreadsheet say which letters they are only if one knows the encoding. What is said of it
// counts: the mark at the beginning, the header, the page, or -encoding. But bytes that can be read as UTF-8 are UTF-8,
// whatever a template has said of them: letters in other encodings next to never fall so. Where nothing is said, each
// encoding is tried, and that taken whose words look like words: letters of one alphabet, of one language, capitals in
// front.
package charset

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"mime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	standard "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"sourcemark/claims/language"
)

// otherLabels are names of encodings that people use and the Encoding Standard does not have.
var otherLabels = map[string]string{"ansi": "windows-1252", "macroman": "macintosh", "mac-roman": "macintosh",
	"cp932": "shift_jis", "ms932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "ms949": "euc-kr", "uhc": "euc-kr",
	"cp950": "big5", "cp874": "windows-874", "utf16": "utf-16le", "utf-16": "utf-16le", "latin-1": "windows-1252"}

// dosEncodings are those of "CSV (MS-DOS)", which Excel still writes and no browser knows.
var dosEncodings = map[string]encoding.Encoding{"cp437": charmap.CodePage437, "cp850": charmap.CodePage850,
	"cp852": charmap.CodePage852, "cp865": charmap.CodePage865}

// Of returns the encoding with a name, nil if there is none, and its name in the Encoding Standard
// (https://encoding.spec.whatwg.org/#names-and-labels).
func Of(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\f\"'"))
	if other := otherLabels[label]; other != "" {
		label = other
	}
	if e := dosEncodings[strings.Replace(label, "ibm", "cp", 1)]; e != nil {
		return e, strings.Replace(label, "ibm", "cp", 1)
	}
	e, name := standard.Lookup(label)
	if name == "replacement" || name == "x-user-defined" {
		return nil, "" // not for reading
	}
	return e, name
}

// Decode returns bytes in UTF-8, without a mark at the beginning. ok is false if some of them mean nothing in the
// encoding.
func Decode(data []byte, e encoding.Encoding, name string) (text []byte, ok bool) {
	if name == "utf-8" {
		return bytes.TrimPrefix(data, []byte("\ufeff")), utf8.Valid(data)
	}
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return nil, false
	}
	private := !strings.HasPrefix(name, "utf-16") // of programs that write UTF-16, bullets are
	bad := bytes.ContainsFunc(text, func(r rune) bool {
		return r == '\ufffd' || r == 0 || 0x80 <= r && r < 0xA0 || private && 0xE000 <= r && r < 0xF900
	})
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if name == "windows-1258" {
		text = norm.NFC.Bytes(text) // which has the accents apart
	}
	return text, !bad
}

// marked returns the encoding that bytes say by their first ones, or by how zeros fall in them; "" if they do not.
func marked(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return "utf-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "utf-16be"
	}
	var zeros [2]int // at even and odd places; the half of a letter of ASCII in UTF-16
	for i, c := range data {
		if c == 0 {
			zeros[i%2]++
		}
	}
	const share = 8 // Chinese in UTF-16 has ASCII between cells and in addresses at least
	switch {
	case zeros[0] == 0 && zeros[1]*share > len(data):
		return "utf-16le"
	case zeros[1] == 0 && zeros[0]*share > len(data):
		return "utf-16be"
	}
	return ""
}

// Page returns a page in UTF-8. It is read as browsers read it: in the encoding of its mark, the server's header
// or its own <meta>, wherever that stands, except that UTF-8 is UTF-8 under any of these names but those of East Asia,
// whose letters may fall so by accident.
func Page(page []byte, contentType string) []byte {
	said := marked(page)
	if said == "" {
		_, params, _ := mime.ParseMediaType(contentType)
		if said = params["charset"]; said == "" {
			said = metaCharset(page)
		}
		e, name := Of(said)
		single := e != nil && isSingle(name)
		switch {
		case utf8.Valid(page) && bytes.IndexByte(page, 0x1B) < 0 &&
			(e == nil || single || strings.HasPrefix(name, "utf-16")):
			return page // of utf-16 in a <meta>, which is ASCII itself, the Standard says the same
		case e == nil:
			text, _, _ := guessEncoding(page, maxGuess)
			return text
		}
	}
	e, name := Of(said)
	text, _ := Decode(page, e, name)
	return bytes.ToValidUTF8(text, []byte("\ufffd"))
}

// isSingle reports whether an encoding has one byte a letter.
func isSingle(name string) bool {
	return strings.HasPrefix(name, "windows-") || strings.HasPrefix(name, "iso-8859-") ||
		strings.HasPrefix(name, "koi8-") || name == "macintosh" || name == "x-mac-cyrillic" || name == "ibm866"
}

// metaCharset returns the encoding that a page names, in its <meta> or the declaration of XML; "" if it names none. The
// Standard has browsers look at the first 1,024 bytes, and read the page anew if one comes later.
func metaCharset(page []byte) string {
	if bytes.HasPrefix(page, []byte("<?xml")) {
		declaration, _, _ := strings.Cut(string(page[:min(len(page), 200)]), "?>")
		if _, after, ok := strings.Cut(declaration, "encoding="); ok && len(after) > 1 {
			name, _, _ := strings.Cut(after[1:], after[:1])
			return name
		}
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			if tag, more := z.TagName(); string(tag) != "meta" || !more {
				continue
			}
			var said, content string
			names := false // whether content is that of Content-Type
			for more := true; more; {
				var key, value []byte
				key, value, more = z.TagAttr()
				switch string(key) {
				case "charset":
					said = string(value)
				case "http-equiv":
					names = strings.EqualFold(string(value), "content-type")
				case "content":
					content = strings.ToLower(string(value))
				}
			}
			if _, after, ok := strings.Cut(content, "charset="); said == "" && names && ok {
				said, _, _ = strings.Cut(after, ";")
			}
			if said != "" {
				return said
			}
		}
	}
}

// maxGuess is how many bytes other than ASCII, with the words they stand in, are looked at to guess their encoding: a
// page of letters.
const maxGuess = 4 << 10

// A guess is the encoding that something seems to be in.
type guess struct {
	name   string     // in the Encoding Standard
	sample string     // words that it makes of the first letters that are not ASCII
	others []struct { // encodings that are as good or nearly so, and what they make of the first word that differs
		name, sample string
	}
}

// guessEncoding returns text in UTF-8, and in what encoding it was. At most so many bytes are looked at. ok is false if
// nothing fits; the text is then read as Windows-1252, as browsers do.
func guessEncoding(data []byte, most int) (text []byte, g guess, ok bool) {
	sample := sampleOf(data, most)
	type trial struct {
		*candidate
		e     encoding.Encoding
		name  string
		words string
		score int
	}
	var trials []trial
	for i := range candidates {
		c := &candidates[i]
		e, name := Of(c.label)
		words, fits := Decode(sample, e, name)
		if fits {
			trials = append(trials, trial{c, e, name, string(words), c.score(string(words), sample)})
		}
	}
	slices.SortStableFunc(trials, func(a, b trial) int { return b.score - a.score })
	for _, t := range trials {
		text, fits := Decode(data, t.e, t.name)
		if !fits || t.score <= 0 {
			continue
		}
		g := guess{name: t.name, sample: firstWord(t.words)}
		for _, o := range trials {
			a, b := differ(t.words, o.words)
			if o.score > 0 && t.score-o.score < doubt && a != "" {
				if g.others == nil {
					g.sample = a
				}
				g.others = append(g.others, struct{ name, sample string }{o.name, b})
			}
		}
		return text, g, true
	}
	text, _ = Decode(data, charmap.Windows1252, "windows-1252")
	return text, guess{name: "windows-1252", sample: firstWord(string(text))}, false
}

// doubt is how much better an encoding must be than another for the other not to be named: more than one letter is
// worth.
const doubt = 6

// sampleOf returns the lines of data that have bytes other than ASCII, at most so many.
func sampleOf(data []byte, most int) []byte {
	var out []byte
	for line := range bytes.Lines(data) {
		if bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf || r == 0x1B }) {
			out = append(out, line...)
		}
		if len(out) > most {
			break
		}
	}
	return out
}

// firstWord returns the first word that is not of ASCII alone.
func firstWord(text string) string {
	i := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) })
	if i < 0 {
		if i = strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }); i < 0 {
			return ""
		}
	}
	return wordAt(text, i)
}

// wordAt returns the word at an offset of text.
func wordAt(text string, at int) string {
	isEnd := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;\t\"", r) }
	start := strings.LastIndexFunc(text[:at], isEnd) + 1
	end := len(text)
	if n := strings.IndexFunc(text[at:], isEnd); n >= 0 {
		end = at + n
	}
	const longest = 24 // letters; a line of Chinese has no spaces
	word := []rune(text[start:end])
	return string(word[:min(len(word), longest)])
}

// differ returns the first words in which two readings differ; "" if they do not.
func differ(a, b string) (string, string) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		r, n := utf8.DecodeRuneInString(a[i:])
		s, m := utf8.DecodeRuneInString(b[j:])
		if r != s {
			return wordAt(a, i), wordAt(b, j)
		}
		i, j = i+n, j+m
	}
	return "", ""
}

// A candidate is an encoding that is tried where none is said.
type candidate struct {
	label  string
	tags   string // the languages that are written in it
	prefer int    // what it has in advance, of those that differ in a sign only
	score  func(words string, bytes []byte) int
}

// candidates are the encodings in which programs of our days still write, best known first.
var candidates = []candidate{
	{label: "iso-2022-jp", score: escapes},
	{label: "windows-1252", tags: "en fr de es it pt nl sv da nb fi is ca id", prefer: 2},
	{label: "windows-1251", tags: "ru uk be bg sr mk", prefer: 1},
	{label: "windows-1250", tags: "pl cs sk hu ro hr sl sq de", prefer: 1},
	{label: "windows-1254", tags: "tr az de fr", prefer: 1},
	{label: "windows-1253", tags: "el", prefer: 1},
	{label: "windows-1255", tags: "he", prefer: 1},
	{label: "windows-1256", tags: "ar fa ur", prefer: 1},
	{label: "windows-1257", tags: "lt lv et", prefer: 1},
	{label: "windows-874", tags: "th", prefer: 1},
	{label: "shift_jis", score: eastAsian("ja", "euc-jp", 0xA4, 0xCF)},
	{label: "euc-kr", score: eastAsian("ko", "euc-kr", 0xB0, 0xC8)},
	{label: "gb18030", score: eastAsian("zh", "gb18030", 0xB0, 0xD7)},
	{label: "big5", score: eastAsian("zh-hant", "big5", 0xA4, 0xC6)},
	{label: "euc-jp", score: eastAsian("ja", "euc-jp", 0xA4, 0xCF)},
	{label: "macintosh", tags: "en fr de es it pt nl sv da nb fi"},
	{label: "cp850", tags: "en fr de es it pt nl sv da nb fi"},
	{label: "cp852", tags: "pl cs sk hu ro hr sl"},
	{label: "x-mac-cyrillic", tags: "ru uk be bg sr mk"},
	{label: "koi8-u", tags: "ru uk"},
	{label: "ibm866", tags: "ru"},
	{label: "iso-8859-2", tags: "pl cs sk hu ro hr sl"},
}

func init() {
	for i := range candidates {
		if c := &candidates[i]; c.score == nil {
			c.score = c.alphabetic
		}
	}
}

//go:embed letters.txt
var letterList string

// letters returns the letters of languages that are not ASCII, by their tags, and of those that have thousands the ones
// that every text is full of.
var letters = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(letterList) {
		if tag, of, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && tag[0] != '#' {
			all[tag] += of
		}
	}
	return all
})

// common are the letters of a script that are in every sentence.
const common = "оеаинтсрвлкмдОЕАИНТСРВЛКМД" + "αοιετσνηυρπκςό" + "יוהלאתרבםנמ" + "اليمونرتبةعد" +
	"านรอกเงมยลวดทสตะ่้ปีิัใ"

// What a letter is worth, of a word that its language may have; a mark of writing where one stands; and what no word
// has.
const (
	letterScore = 4
	markScore   = 4
	strange     = -16 // one such word tells more against an encoding than three good letters for it
	ofLanguage  = 8   // the words that hold its sentences together are those of a language that it is for
)

// alphabetic scores words in an encoding of letters: a word has those of one language, the same one as a rule, and
// capitals only in front or alone.
func (c *candidate) alphabetic(words string, _ []byte) int {
	total, any := c.prefer, 0
	of := map[string]int{} // what is in each language
	before := ' '
	var word []rune
	end := func() {
		score, tags := c.word(word)
		total += min(score, 0)
		any += max(score, 0)
		for _, tag := range tags {
			of[tag] += score
		}
		word = word[:0]
	}
	for i, r := range words {
		if unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == '\u200c' {
			word = append(word, r)
		} else if end(); r >= utf8.RuneSelf {
			next, _ := utf8.DecodeRuneInString(words[i+utf8.RuneLen(r):])
			total += signScore(before, r, next)
		}
		before = r
	}
	end()
	most := 0
	for _, score := range of {
		most = max(most, score)
	}
	if total += most + (any-most)/2; total <= 0 {
		return total
	}
	if tag := language.TagOf(words, ""); strings.Contains(" "+c.tags+" ", " "+tag+" ") && of[tag] == most {
		total += ofLanguage
	}
	return total
}

// word scores a word, and returns in which languages of c it may be: nothing if it is of ASCII.
func (c *candidate) word(word []rune) (score int, tags []string) {
	foreign, capitals, small, turns := 0, 0, 0, 0
	latin, ascii, vowel, usual := false, false, false, false
	for i, r := range word {
		lower := unicode.ToLower(r)
		latin = latin || unicode.Is(unicode.Latin, r)
		ascii = ascii || r < utf8.RuneSelf
		vowel = vowel || strings.ContainsRune("аеёиоуыэюяіїєαεηιουωάέήίόύώϊϋΐΰ", lower)
		switch {
		case r < utf8.RuneSelf:
		case latin:
			foreign += letterScore
		case strings.ContainsRune(common, r):
			foreign += letterScore + 1
			usual = true
		default:
			foreign += letterScore / 2
		}
		if unicode.IsUpper(r) {
			capitals++
			if i > 0 && unicode.IsLower(word[i-1]) {
				turns++
			}
		} else if unicode.IsLower(r) {
			small++
		}
		last := i == len(word)-1
		if strings.ContainsRune("ςךםןףץة", r) && !last || i == 0 && strings.ContainsRune("ьъы", lower) {
			return strange, nil // they end a word, or begin none
		}
	}
	const long = 3 // letters; a longer word has more than accents, and a vowel
	cased := capitals+small > 0
	switch {
	case foreign == 0:
		return 0, nil
	case turns > 0, capitals > 1 && small > 0, len(word) > long && latin && !ascii,
		len(word) > long && !latin && cased && !vowel && small > 0, len(word) > long && !latin && !cased && !usual:
		return strange, nil
	}
	for tag := range strings.FieldsSeq(c.tags) {
		alphabet := letters()[tag]
		if !slices.ContainsFunc(word, func(r rune) bool {
			return (r >= utf8.RuneSelf || !isLatin(alphabet)) && !strings.ContainsRune(alphabet, r) &&
				!strings.ContainsRune(alphabet, unicode.ToLower(r))
		}) {
			tags = append(tags, tag)
		}
	}
	switch {
	case tags == nil:
		return strange, nil
	case len(word) == 1 && latin:
		return 1, tags // which may stand for any sign
	case capitals > 1 && small == 0:
		return foreign * 3 / 4, tags // words in capitals alone are the rarer
	}
	return foreign, tags
}

// isLatin reports whether letters are those of an alphabet that has ASCII, too.
func isLatin(letters string) bool {
	r, _ := utf8.DecodeRuneInString(letters)
	return unicode.Is(unicode.Latin, r)
}

// signScore scores a sign that is not ASCII between two characters.
func signScore(before, sign, next rune) int {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	ends := next < utf8.RuneSelf && !isWord(next) || strings.ContainsRune("”’»›…–—\u00a0", next)
	switch {
	case strings.ContainsRune("“‘«„‚‹¿¡", sign) && !isWord(before):
		return markScore
	case strings.ContainsRune("“‘«", sign) && ends: // which close in German and Danish
		return markScore / 2
	case sign == '’' && unicode.IsLetter(before), strings.ContainsRune("”’»›…", sign) && before != ' ' && ends,
		strings.ContainsRune("»›…", sign) && !isWord(before):
		return markScore
	case strings.ContainsRune("–—\u00a0·؛،؟", sign):
		return markScore / 4
	case strings.ContainsRune("€£¥§©®™•°²³½¼¾±×№₪", sign) && (!unicode.IsLetter(before) || sign == '²' || sign == '³') &&
		(!unicode.IsLetter(next) || sign == '°') && (ends || unicode.IsDigit(next) || sign == '°'):
		return markScore / 4
	}
	return strange / 2
}

// escapes scores ISO-2022-JP: its escapes stand nowhere else.
func escapes(_ string, bytes []byte) int {
	if strings.Contains(string(bytes), "\x1b$B") || strings.Contains(string(bytes), "\x1b$@") {
		return 1000
	}
	return 0
}

// eastSigns are marks of writing of East Asia.
const eastSigns = "、。，．・「」『』（）“”‘’《》〈〉：；？！…—～％\u3000·－ー○"

// eastAsian returns what scores text in an encoding of thousands of characters. The older standard label has those that
// are in use in front, where the first byte is between two.
func eastAsian(tag, label string, first, last byte) func(string, []byte) int {
	often := sync.OnceValue(func() map[rune]bool {
		all := make(map[rune]bool)
		for _, r := range letters()[tag] {
			all[r] = true
		}
		return all
	})
	usual := func(r rune) bool {
		e, _ := Of(label)
		code, err := e.NewEncoder().String(string(r))
		return err == nil && first <= code[0] && code[0] <= last
	}
	return func(words string, _ []byte) int {
		total := 0
		previous := ' '
		for _, r := range words {
			letter := unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
			switch {
			case r < utf8.RuneSelf:
			case 0xFF61 <= r && r < 0xFFA0: // halves of Katakana, of which hardly a word is made today
				total += strange / 2
			case often()[r]:
				total += letterScore * 2
			case strings.ContainsRune(eastSigns, r):
				total += markScore / 2
			case !letter, unicode.In(r, unicode.Hiragana, unicode.Katakana) && tag != "ja",
				tag == "ko" && previous > utf8.RuneSelf &&
					unicode.Is(unicode.Hangul, r) != unicode.Is(unicode.Hangul, previous):
				total += strange / 2
			case usual(r):
				total += letterScore - 1
			default:
				total += strange / 4
			}
			if r < utf8.RuneSelf && unicode.IsLetter(r) && previous >= utf8.RuneSelf ||
				r >= utf8.RuneSelf && previous < utf8.RuneSelf && unicode.IsLetter(previous) {
				total-- // letters of ASCII stuck to others
			}
			previous = r
		}
		return total
	}
}

// Sheet returns a table or other data in UTF-8. label is the encoding that the user gave, "" for none. said is
// what the user is to be told: what was guessed.
func Sheet(data []byte, label string) (text []byte, said string, err error) {
	if label != "" {
		e, name := Of(label)
		if m := marked(data); strings.HasPrefix(m, "utf-16") && strings.HasPrefix(name, "utf-16") {
			e, name = Of(m) // its own mark says which of the two
		}
		text, ok := Decode(data, e, name)
		if !ok {
			return nil, "", fmt.Errorf("%sis not in %s: give another -encoding", badLine(data, e, name), name)
		}
		return text, "", nil
	}
	if m := marked(data); m != "" {
		e, name := Of(m)
		if text, ok := Decode(data, e, name); ok {
			return text, "", nil
		}
		return nil, "", fmt.Errorf("begins like %s, but %sis not: it is damaged, or no text", m, badLine(data, e, name))
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0x1B) < 0 {
		return data, "", nil
	}
	if line, ok := damaged(data); ok {
		return nil, "", fmt.Errorf("line %d is not in UTF-8, as the rest is: repair that line, or say with -encoding "+
			"what all of it is in", line)
	}
	text, g, ok := guessEncoding(data, maxGuess)
	if !ok {
		return nil, "", errors.New("is not in UTF-8, and it is not clear in what else: save it as CSV UTF-8, or add " +
			"-encoding NAME, such as windows-1252 or shift_jis")
	}
	said = fmt.Sprintf("is not in UTF-8: read as %s, with %s", g.name, strconv.Quote(g.sample))
	for _, o := range g.others {
		said += fmt.Sprintf("; in %s that would be %s", o.name, strconv.Quote(o.sample))
	}
	return text, said + "; if that is wrong, add -encoding " + cmp.Or(names(g), "NAME"), nil
}

// names returns what to type for another encoding than the guessed one.
func names(g guess) string {
	var out []string
	for _, o := range g.others {
		out = append(out, o.name)
	}
	return strings.Join(out, " or ")
}

// badLine returns the line that has bytes which mean nothing in an encoding, "line 3 "; "" if it cannot be told.
func badLine(data []byte, e encoding.Encoding, name string) string {
	if strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "iso-2022") {
		return ""
	}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if _, ok := Decode(line, e, name); !ok {
			return fmt.Sprintf("line %d ", n)
		}
	}
	return ""
}

// damaged reports whether bytes are UTF-8 but for a few, and the line of the first of these.
func damaged(data []byte) (line int, ok bool) {
	good, bad := 0, 0
	for i, n := 0, 1; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			if bad++; line == 0 {
				line = n
			}
		case size > 1:
			good++
		case r == '\n':
			n++
		}
		i += size
	}
	const share = 4 // letters in other encodings fall into those of UTF-8 now and then
	return line, good > share*bad
}

// Visible returns s without soft hyphens, marks of direction and the like, and control characters. Joiners stay: in
// many scripts they change the letters.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		const nonJoiner, joiner = '\u200c', '\u200d'
		switch {
		case unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner, unicode.IsControl(r) && r != '\n' &&
			r != '\t', r == '\ufffe', r == '\uffff':
			// no characters
			return -1
		}
		return r
	}, s)
}
