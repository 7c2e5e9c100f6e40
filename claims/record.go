package claims

import (
	"iter"
	"strings"
)

// The nouns of this file are those of schema.org; package records reads them from JSON-LD. Everything in
// them is untrusted text: a host shows it as text and nothing else.

// A Dossier is all records and sources of one story, as one file.
type Dossier struct {
	File      string // its name, for messages
	ID        string // its address, perhaps relative
	Version   string // of the file, as its publisher counts; empty if it gives none
	Language  string // of its own words; BCP 47
	Modified  string // date of the last change, ISO 8601
	Publisher Party  // who checked
	About     Article

	// Addresses of the publisher's pages about its own work; empty if it names none.
	Corrections string // how errors are reported and put right
	Methodology string // how it checks

	Checkable int // sentences of the article that could be checked, by the publisher's count; 0 if not counted
	Records   []Record
	Sources   []Source
	Drafts    []Record // not released by an editor: no host shows or counts them

	// Signer is who signed it, as a host has verified (records.Verify); nil where no host asked. Readers of files leave
	// it nil.
	Signer *Signer

	// What it has for several editions of a story (edition.go); nil where there is one.
	tongues  []string              // the languages of texts
	texts    map[string]string     // by language, the ID of the part, and the words as it has them
	editions map[string][]*Edition // by the ID of the record
}

// A Signer is the holder of the key that signed a dossier. The zero Signer means that a key was expected, and the
// dossier has no signature.
type Signer struct {
	Name string // of the holder, by the host's list of keys
	Key  string // the first 16 hexadecimal digits of the key's digest, which tell keys apart
}

// An Article is what a dossier is about.
type Article struct {
	Headline  string
	URL       string // of its page; empty if the dossier is not held to one page
	Published string // ISO 8601, perhaps only a year or a month
	Credit    string // whose words it restates
	Selector  string // of its element on the page, in CSS; empty where hosts are to find it
}

// A Party is a person or an organisation. The zero Party means that the dossier names none.
type Party struct {
	Type   string // "Person", "NewsMediaOrganization", ...; empty if the dossier gives a name only
	Name   string
	URL    string // of their own page; empty if the dossier gives none
	SameAs string // an address that tells one from others of the same name
}

// A Kind is what a record is about.
type Kind uint8

const (
	Claim     Kind = iota // something the article asserts
	Quotation             // words that it prints as those of a speaker
)

// String returns the name of k in reports: "claim" or "quote".
func (k Kind) String() string { return enumName(uint8(k), "claim", "quote") }

// A Status is the bucket in which a record is counted and by which it is drawn. Every record that is not
// withdrawn is in exactly one of the other four.
type Status uint8

const (
	Unsourced Status = iota // no source, or nothing that a source could settle
	Sourced                 // a source supports the substance
	Disputed                // a source contradicts a part that can be checked, or reviewers differ
	Neutral                 // its verdict is neither for nor against the statement, or is in no list of verdicts
	Withdrawn               // no longer an item: kept so that links to it explain themselves
)

// String returns the name of s in JSON.
func (s Status) String() string {
	return enumName(uint8(s), "unsourced", "sourced", "disputed", "neutral", "withdrawn")
}

// live returns the records that are not withdrawn; none of a nil dossier.
func (d *Dossier) live() iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		if d == nil {
			return
		}
		for i := range d.Records {
			if r := &d.Records[i]; r.Status != Withdrawn && !yield(r) {
				return
			}
		}
	}
}

// A Record is what is known about one statement of an article.
type Record struct {
	ID   string // "#c01"; unique in its dossier
	Kind Kind
	Text string // the claim in plain words, or the quotation as it was printed, without marks
	// the words that an editor marked; zero if no editor has anchored the record. Of several (Dossier.Editions) it is
	// that in the dossier's language, or the first
	Anchor       Selector
	Status       Status
	StatusReason string     // why an editor set another status than follows from the reviews and sources
	Speaker      Party      // who claims it or is quoted
	To, Where    string     // to whom and where it was said
	When         string     // and when; ISO 8601
	Reviews      []Review   // the verdicts, in the order of the file; nil if there is none
	Citations    []Citation // the sources it rests on, in the order of the file; nil if there is none
	Versions     []Version  // of a quotation: the same words elsewhere, best evidence first
	Correction   string     // what was changed, or why it was withdrawn
	Corrected    string     // when readers were told so; ISO 8601; empty if that is not known

	FirstAppearance Source   // of a claim: where it was first made; zero if that is not known
	Appearances     []Source // and where it was made or spread
	Response        Response // of whom the record is about
	Editor          Party    // the second pair of eyes
	Way             Way      // how far it has come
	RecheckBy       string   // the day from which it should be checked again; ISO 8601; empty for none
}

// A Way says how far a record has come on its way to readers, who are shown none of it: a draft is made ready by one
// person, and read by a second one, its Editor, before it is released. The zero Way means that nobody says so.
type Way struct {
	By       Party    // whose it is: who called it ready
	Ready    string   // since when it waits to be read; ISO 8601; empty for what does not
	Read     string   // when its editor read it as it is; ISO 8601; empty if nobody noted that
	Returned Response // why it was sent back: words of one editor to another
}

// A Response is what the person or body that a record is about replies to the check. The zero Response means none.
type Response struct {
	Text string // in their own words; untrusted, as all text is
	By   Party  // who replies; zero if the dossier does not say
	Date string // ISO 8601, perhaps only a year or a month; empty if it is not known
	URL  string // where it was published; empty if only the checker has it
}

// A Class says what a verdict means for the statement it is about. Only the publisher of a dossier knows: "Close to the
// source" may be praise or blame.
type Class uint8

const (
	Unclassified Class = iota // the publisher has not said: shown as neither for nor against, and not to be published
	Against                   // a source contradicts the statement
	For                       // a source supports it
	Neither                   // the verdict settles nothing: "Unproven", "Opinion"
)

// A Review is one checker's verdict.
type Review struct {
	Rating  string // the verdict in the checker's words: "Wording altered"
	Class   Class  // what the publisher of the dossier says it means
	Fact    string // the one fact to know, in a few words: "last met 4 February 2022"
	Why     string // one or two sentences
	By      Party  // the checker
	Date    string // of the verdict: ISO 8601, perhaps only a year or a month; empty if it is not known
	URL     string // where the checker published it; empty if nowhere
	Claimed string // the claim as the checker put it
	Scale   Scale
}

// A Scale is a rating as a number, and the worst and the best there are, each as the file spells it ("2", "2.5"), for
// tools that sort by it; readers are shown the words. The zero Scale means that there is none.
type Scale struct{ Value, Worst, Best string }

// A Citation is a passage of a source that a record rests on.
type Citation struct {
	Source  *Source // never nil in what package records has read
	Excerpt Excerpt // zero when the source is cited as a whole
	Note    string  // what to make of it
}

// An Excerpt is words as a source prints them. "[...]" and "…" are cuts.
type Excerpt struct {
	Text        string
	Language    string      // BCP 47
	Translation Translation // zero if there is none
}

// A Translation is an excerpt or a title in another language.
type Translation struct {
	Text     string
	Language string // BCP 47
	By       Party  // zero when the source itself prints it
}

// A Version is the words of a quotation as another source has them.
type Version struct {
	Excerpt
	Source       *Source // never nil in what package records has read
	TranslatedOf string  // language of the words this version is a translation of; empty if these are the original
	Note         string  // what to know about it; empty for none
}

// sameLanguage reports whether two BCP 47 tags have the same primary subtag: en and en-GB are the same words.
func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return strings.EqualFold(a, b)
}

// An Evidence says how near a source is to what it reports.
type Evidence string

const (
	Primary   Evidence = "primary"   // an official text or transcript
	Agency    Evidence = "agency"    // a news agency, an outlet that carries one, or own reporting
	Secondary Evidence = "secondary" // analysis, or a text that was passed on from another
)

// A Source is where words can be read.
type Source struct {
	ID          string // "#s1"
	Type        string // "Report", "NewsArticle", ...
	Publisher   Party
	Title       string      // empty when it was not confirmed
	Translation Translation // of the title; zero if there is none
	URL         string      // empty when there is none to link
	Archived    string      // address of a copy, empty if none
	Language    string      // of the source: BCP 47; empty if the dossier does not say
	Published   string      // ISO 8601, perhaps only a year or a month; empty if the source bears no date
	Checked     string      // when an editor last read it: ISO 8601; empty if that was not noted
	Evidence    Evidence    // empty if the dossier does not say
	Relay       string      // on whose page the words were read when it was not the publisher's own
	Excerpt     Excerpt     // of the source, for all records that cite it as a whole; zero if there is none
}
