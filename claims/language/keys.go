package language

// A Key names words of a language that do one thing. In a file it is written in small letters, with hyphens:
// function-words. The comment of a key says what its words do, and gives English ones or, where English has none, those
// of others; what it says goes for the keys below it too that have no comment. Its examples are pairs, or have numbers,
// if its entries must.
type Key uint16

// The keys, in the order of a file.
const (
	// What holds sentences together, and what turns them round.

	// Script is what the language is written in, one or more of latin, cyrillic, arabic, hebrew, devanagari, bengali,
	// thai, hangul, kana, han, georgian and greek. A text of kana and han is Japanese, of han alone Chinese.
	Script Key = iota
	// FunctionWords hold sentences together, some fifty of them, in no other language as frequent: the, of, and. A text
	// is in the language of which it has most. No name begins with one.
	FunctionWords
	// Letters are those of its alphabet, where others are written in the same script with some of their own: a word that
	// only one of them can spell counts for it. Leave out one that languages without a file have: ъ is Bulgarian, too.
	Letters
	// Articles say nothing, and one may stand for another: the, a, an.
	Articles
	// Grammar is who, when, which way, under what condition, in every form: he, before, if, was. A change of one is a
	// change of meaning.
	Grammar
	// Negations turn a sentence round: not, never, nobody, without, denied. A statement that gains or loses one is
	// refused.
	Negations
	// NegatingEndings of words negate: n't.
	NegatingEndings
	// NegatingPrefixes make a word its opposite: un (constitutional, unconstitutional).
	NegatingPrefixes
	// NegatingSuffixes do it at its end, each with the ending of the opposite: less=ful (useless, useful).
	NegatingSuffixes
	// NotPrefixes stand for a word that negates what follows, and may take its place: un=not (unapproved, not approved).
	NotPrefixes
	// Concord is words that negate alone and only agree with another negation beside them: jamais, никто, nadie.
	Concord
	// HalfNegations negate only with a word of Concord in their clause: ne (ne … pas).
	HalfNegations
	// Lacking prepositions say that something is not there: without, sans, без.
	Lacking
	// NotYet before Infinitives says that something has not happened: yet (is yet to come).
	NotYet
	// Opposites are words that have one, in every form: rise, fell, refuse, guilty, mother. One never stands for
	// another.
	Opposites
	// Contraries have a number that their opposites have below nought: gewinn-=1 sieg-=1 verlier-=-1.
	Contraries
	// Synonyms are words, and forms of a word, that say the same in any news and have one number: brand=1 feuer=1. English
	// has a lexicon.
	Synonyms
	// Measures are units, times of day and rhythms: kilometre, week, daily, several.
	Measures
	// Quantities are numbers in words, shares, orders, months and days: two, half, first, most, about, april.
	Quantities
	// Light words stand in sentences about anything: get, thing, really.
	Light
	// Modals say that what follows may not be so: would, might, must.
	Modals

	// Numbers, days and names of things.

	// Decimals part a number from its decimals, and Thousands its digits from one another, beside spaces and apostrophes:
	// . and , (1,204.5). Of a sign that does both, 1,204 says two things, and is compared with neither.
	Decimals
	Thousands
	// Numbers in words from nought to ninety, and hundreds that are one word: two=2 twenty=20 doscientos=200.
	Numbers
	// NumberAnd joins two numbers, as a word or within one: und (vierundzwanzig), y, و.
	NumberAnd
	// NumberPoints stand before decimals in words: 点 (十二点五).
	NumberPoints
	// Scales multiply the number before them, short forms too: dozen=12 thousand=1000 bn=1000000000. One that stands under
	// Numbers too is a number without one before it: mil.
	Scales
	// Fractions divide it, and FractionOf stands between a divisor and what it divides: tercio=3 (dos tercios); 分之.
	Fractions
	FractionOf
	// Halves are words for one: half.
	Halves
	// HalvesMore are words for one and a half: anderthalb.
	HalvesMore
	// HalfOf may follow them before what is halved: a, of, the.
	HalfOf
	// OneBefore makes one of a word of Scales: a (a thousand).
	OneBefore
	// OneIn follows the number one where that is counted: in (one in three).
	OneIn
	// Minus stands before a number below nought: minus.
	Minus
	// Currencies in words, with their sign: euros=€ dollar=$ pounds=£; one without a sign with its name: chf=franc.
	Currencies
	// Percent stands after a share, also in two words: percent, per_cent, percentage_points; PercentBefore before one:
	// yüzde.
	Percent
	PercentBefore
	// Tenths are words for ten per cent: 成 (三成), 割.
	Tenths
	// BasisPoints are a hundredth of it: basis_points.
	BasisPoints
	// Points may follow it, or a half: points.
	Points
	// Units of measure, every form with the name under which it is compared: km=kilometre miles=mile days=day.
	Units
	// UnitOf may stand between a number and its unit or currency: de (tres millones de euros).
	UnitOf
	// Counted is what stands after a number that is no day and no year: people, votes, ships, percent.
	Counted
	// AtLeast stands before a number that may be larger, in one word or two: over, more_than, least (at least).
	AtLeast
	// AtMost stands before one that may be smaller: under, fewer_than, up_to.
	AtMost
	// OrMore and OrLess say the same after a number: 이상, 以上; 이하, 未満.
	OrMore
	OrLess
	// Morning and Afternoon are the halves of the day beside a time, without stops: am; pm.
	Morning
	Afternoon
	// Hours before a time, and AtHour before one with a point or an hour after it, say that it is one: hours; at.
	Hours
	AtHour
	// HourMarks and MinuteMarks stand after an hour and after minutes: uhr, h, 時; 分.
	HourMarks
	MinuteMarks
	// Months in every form and short form; that which news prints first: january=1 jan=1 september=9 sept=9.
	Months
	// MonthsAlso are months that are other words too, unless they have a capital: may, march, jan.
	MonthsAlso
	// DayFirst are the signs of a date in figures that has the day first, as it has in words: . / (15.9.2022).
	DayFirst
	// ShortDates are those of a date without its year: / (15/9).
	ShortDates
	// DateMarks stand after a year, 1, a month, 2, or a day, 3, in figures, and DateMarksBefore before one: 年=1 月=2 日=3;
	// năm=1 tháng=2 ngày=3.
	DateMarks
	DateMarksBefore
	// Eras stand before the year of an era, with the year before its first: 令和=2018 พ.ศ.=-543.
	Eras
	// OrdinalEndings are written on to a day: st, nd, th (15th).
	OrdinalEndings
	// DayOf stands between a day and its month, or a month and its year: of.
	DayOf
	// MonthsAfterPoints stand after the point of a day, which ends no sentence. Only languages that write months with a
	// capital need them, such as German (15. September).
	MonthsAfterPoints
	// Weekdays from Monday, 1: monday=1.
	Weekdays
	// RelativeDays, and how many days they are after today: yesterday=-1 tonight=0 tomorrow=1.
	RelativeDays
	// RelativeYears and RelativeMonths, and how far they are from this one: last_year=-1 this_year=0; last_month=-1.
	RelativeYears
	RelativeMonths
	// Next before a weekday makes it one to come: next.
	Next
	// Aliases are words for a country or its people, with the name that is compared: usa=america british=britain.
	Aliases
	// ShortEndings of verbs stand after an apostrophe: s, re, ve, ll (we've).
	ShortEndings
	// ShortForms are what is written together, with that in full: n't=not can't=can_not 'll=will.
	ShortForms
	// WordEndings make other forms of one word, which are equal in a quotation: s, ed, ing.
	WordEndings
	// Inflections are endings that are left off where a claim is looked for in other words, the longest that leaves
	// three letters: en, es; ами; 에서는. A language needs no more of them than tell most forms of one word.
	Inflections
	// InnerLetters are letters within words that forms of one word may lack: ا و ي (جنح, جنوح).
	InnerLetters
	// PlainForms of words that change within: spent=spend children=child. Those that are other words too, left and found,
	// are not here.
	PlainForms
	// PluralEndings of nouns, and what stands in their place in the singular, if anything does: s, ies=y (ferries). A noun
	// that has the letters of one twice is singular: Congress.
	PluralEndings
	// VerbEndings are left off where a vowel stands before them, and NounEndings where five letters do, each with what
	// stands in its place: ed, ing, ied=y; ment, ness, tion=t.
	VerbEndings
	NounEndings
	// KeptEndings look like one of these and are none: ss, us, eed (Congress, bus, need).
	KeptEndings
	// LastLetters of what is then left are left off or changed: e, y=i.
	LastLetters
	// Vowels of the alphabet: a, e. DoubleLetters stay double before an ending: l, s, z (falling, but stopping).
	Vowels
	DoubleLetters
	// PossessiveEndings of names say whose something is: 's.
	PossessiveEndings
	// GenitiveEndings of names do so without an apostrophe: s (Annas Boot).
	GenitiveEndings
	// PeopleEndings are those of names of peoples and parties, which say of what kind something is: ish, ese, crats.
	PeopleEndings
	// DemonymEndings are what the names of a country and of its people have after what both begin with: n, ese (Chin|a,
	// Chin|ese).
	DemonymEndings
	// Clitics are small words written on to the one after them: l', qu'; و, ال.
	Clitics

	// Where sentences end.

	// Titles stand before names, and their stop ends no sentence; so do other short words before names: mr, dr, prof,
	// gen.
	Titles
	// Addresses are words that stand before names and say that they are, without a stop: señora, herr.
	Addresses
	// BeforeNumbers are short words whose stop ends no sentence before a number: no, art, p.
	BeforeNumbers
	// Abbreviations may stand in mid-sentence with their stop and at the end of one: ltd, etc, u.s, a.m.
	Abbreviations
	// Starters are words that more often begin a sentence than follow an abbreviation within one: the, he, but.
	Starters
	// Elisions are words of which an apostrophe has swallowed the beginning: tis, em, cause.
	Elisions

	// Who speaks: verbs of saying and what stands about them. The speaker stands before the verb or after it.

	// Saying is verbs of saying beside a quotation, in every form that news has of them, with participles and plurals:
	// sagte, déclaré, 말했다. English has its own under reporting.
	Saying
	// SayingAlso is verbs that present a quotation and report no clause: called, describes, went, reads.
	SayingAlso
	// SayingForms are infinitives and participles of saying, after what denies them: said, sagen, dit.
	SayingForms
	// VerbPrefixes are conjunctions written with a verb of saying after them: و.
	VerbPrefixes
	// Auxiliaries stand before the participle of saying: a déclaré, hat gesagt.
	Auxiliaries
	// SayingWithin is verbs of saying, and stems of them, where no spaces tell words apart; they may end what names the
	// speaker: 表示, 说, 道.
	SayingWithin
	// SayingAlsoWithin is more of these verbs, which end no name: 介绍, 告诉.
	SayingAlsoWithin
	// SayingTails are written on to these verbs: 道 了 着 (说道).
	SayingTails
	// SayingStems is the beginnings of verbs of saying, in languages without capitals: กล่าว, 말했, 述べ.
	SayingStems
	// NotSaying is words that hold one of these verbs and are none: 小说, 名称, ตัวชี้วัด.
	NotSaying
	// DialogueDashes open a paragraph that somebody says, with a remark in it that names him: – — (– Vi kör, säger lotsen).
	// Of languages in which such a paragraph is one of a list, leave it out.
	DialogueDashes
	// Scenes are where and by what people speak: 회견, 会見, 记者会.
	Scenes
	// SceneParticles stand after them: で (会見で).
	SceneParticles
	// AccordingTo stands before who is the source: laut, selon, according_to.
	AccordingTo
	// ViewOf stands before an office, for what its holder thinks: pour (pour le maire, c'est une erreur).
	ViewOf
	// AccordingAfter stands after who is the source: zufolge.
	AccordingAfter
	// SaidShort stands between what is said and who says it, in place of a verb: so (…, so der Lotse).
	SaidShort
	// AsSaid begins a clause that says who says the other: wie (wie der Lotse sagte), comme.
	AsSaid
	// SayingThings are verbs that may take a thing for what is said, so that their whole clause is a report: kritisierte.
	SayingThings
	// SayingBare is those of Saying that take a clause without a word of That before it, or a comma: nói, cho_biết; 称.
	SayingBare
	// Thinking is verbs that report a clause alone, and present no quotation: hofft, versprach.
	Thinking
	// ClauseEndings make a noun of what is said, before the verb of saying: dığını, acağını (duracağını söyledi). A file
	// that has them is read for such clauses, and who speaks may stand before a quotation whose verb follows it.
	ClauseEndings
	// SayingBefore is forms of verbs of saying that stand after such a clause, before who speaks: belirten, söyleyen.
	SayingBefore
	// Subjunctive is verbs in the form by which a sentence says that somebody else says so: sei, habe, werde.
	Subjunctive
	// SubjunctiveAlso is forms of it that other sentences have too, so that they count after a report only: würde, soll.
	SubjunctiveAlso
	// Infinitives mark what somebody wants or promises, before a verb or within it: to (to build), zu (umzubauen).
	Infinitives
	// SplitEndings are those of infinitives that may have such a word within them: n (umzubauen).
	SplitEndings
	// InfinitiveEndings are those of infinitives, before which an entry of Infinitives may stand: er, ir (de partir).
	InfinitiveEndings
	// Capitals says what is written with a capital besides names and the first word of a sentence: nouns.
	Capitals
	// CapitalWords have a capital too, wherever they stand: i.
	CapitalWords
	// SpeakerEnds end a name that follows the verb: when, where and to whom it was said: am, dans, à.
	SpeakerEnds
	// SubjectParticles are endings of nouns of which something is said; the longest counts: 은, 는, 이, 가; は, が.
	SubjectParticles
	// DoerParticles are those of them after who does something, which need not be what a sentence is about: 이, 가; が.
	DoerParticles
	// ObjectParticles are those of nouns to which something is done: 을, 를; を.
	ObjectParticles
	// CaseParticles are all that may stand between a noun and its verb: は も が に で へ を.
	CaseParticles
	// FromParticles stand between a speaker and the particle after him: から (野党からは).
	FromParticles
	// Clefts stand before who it was that did something, and Copulas after him: のは; です, だ (話すのは佐藤氏だ).
	Clefts
	Copulas
	// TopicParticles are those of them after which anybody may be meant: 은 는 에 의.
	TopicParticles
	// OfParticles join a noun to what its bearer says, where OfWords follow: 에 의 (장관에 따르면).
	OfParticles
	// OfWords stand after them: 따르면 말 발언.
	OfWords
	// SourceEndings stand after who is the source: によると.
	SourceEndings
	// AdverbParticles are endings and words that say where and when, before the speaker: 에서, 으로, 뒤.
	AdverbParticles
	// AdverbWords are those of them that are whole words: 뒤 후.
	AdverbWords
	// NoSubjects begin what is no subject, though it has the particle of one: 오늘, 이날, 지금.
	NoSubjects
	// NoSubjectEndings end it: 에, 으로, 때, 면.
	NoSubjectEndings
	// StemSyllables are the last syllables of stems of verbs, which end no name: 하, 되, 있.
	StemSyllables
	// AdnominalEndings are those of verbs before a noun: 는 (지켜보는); る, た. CopulaEndings are those of what somebody is
	// before his name: 인 (선장인).
	AdnominalEndings
	CopulaEndings
	// JoiningEndings are those of verbs that go on with another: 고, 며.
	JoiningEndings
	// DescribingEndings are letters after which a noun begins that is described by what stands before it: た, る, の.
	DescribingEndings
	// QuotedEndings are those of verbs before a particle of quotation: 다, 자 (떠났다고); る, た (行くと).
	QuotedEndings
	// QuoteParticles are the letters of what joins a quotation to its verb: と, って, など, の.
	QuoteParticles
	// VerbQuoteParticles are those of them, or their ends, that a verb must follow: 고; と. WhileEndings are ends of those
	// that say by themselves that somebody speaks: 며, 면서.
	VerbQuoteParticles
	WhileEndings
	// QuoteFillers stand between a quotation and such a particle: など. AfterQuotes stand right after one whose sentence
	// goes on: と, って, の, など.
	QuoteFillers
	AfterQuotes
	// SaidBy ends a phrase for somebody's words: の発言, のコメント.
	SaidBy
	// NameStops are letters before which a name ends, where no spaces tell words apart: 在, 对, 说.
	NameStops
	// AccordingPrefixes stand before a source without a space: 据.
	AccordingPrefixes
	// Towards stands before whom something is said to, without a space: 对.
	Towards
	// ToWords stand before whom it is said to, as a word: به, با.
	ToWords
	// Agentives are particles after the speaker, as words: ने.
	Agentives
	// AgentiveWords stand after the source, as words: कहना, अनुसार.
	AgentiveWords
	// Possessives join an owner to what is his, as words after his name or as a particle: के, की; の, 的, 의.
	Possessives
	// Nobodies are pronouns and offices that alone are nobody's name, in languages without capitals: 그, הוא, هو, वे.
	Nobodies
	// NobodiesWithin is the same where no spaces tell words apart: เขา, รัฐมนตรี.
	NobodiesWithin
	// ArticlePrefixes are articles written with their noun; what has one is no name: ال, ה.
	ArticlePrefixes
	// NoNameEndings are letters that end nouns and no names: 部, 会, 장, 관.
	NoNameEndings
	// Families are family names, the first letters of names, where no capitals tell names: 김, 王.
	Families
	// FamiliesWithin are family names of several letters: 佐藤, 鈴木.
	FamiliesWithin
	// CommonFirstNames are parts of names that say of nobody who he is: عبد, محمد.
	CommonFirstNames
	// OfficesAfter stand after a name, and for one; the longest counts: 首相, さん, 总统, 장관.
	OfficesAfter
	// Sayings are words for what somebody says, where no capitals tell names: 話, 发言, 말.
	Sayings
	// SpokesmenWithin speak for somebody, and begin like Sayings: 发言人.
	SpokesmenWithin
	// AgentsBefore stand before whom they speak for or are next to, and so do prepositions: نائب, باسم, به.
	AgentsBefore
	// AgentWords do so where they are the whole word: ل.
	AgentWords
	// AgentPrefixes are prepositions written with the name after them: ל, ของ.
	AgentPrefixes
	// UnsaidWithin says that something was never said, without spaces: 言っていない, 没说过, لميقل.
	UnsaidWithin
	// TurnsAfter follow words directly and turn them round: ない, ません, ไม่.
	TurnsAfter
	// TurnsAfterWord do so as the next word too: 않, 아니, नहीं.
	TurnsAfterWord
	// TurnsBefore stand directly before words and turn them round: 不, 没有.
	TurnsBefore
	// TurnsBeforeWord do so as the word before: 안, لا, לא.
	TurnsBeforeWord

	// Names and what is no name, where capitals tell them.

	// Pronouns may be speakers: i, he, they, one.
	Pronouns
	// Determiners stand before a noun that names a speaker: the, his, another, two.
	Determiners
	// Plurals are groups of people that need no article: officials, residents.
	Plurals
	// Groups are organisations and documents, which are it or they and not he: council, report.
	Groups
	// GroupStops stand after the head of a name: of, for (the clerk of the council is one man).
	GroupStops
	// Offices stand before a name or for one, every word of them: president, vice, prime, minister, spokesman.
	Offices
	// OfficeEndings are what compounds for offices end in: rin, präsident, chef.
	OfficeEndings
	// AlsoNames are offices, and words of grammar, that are names too: king, major, will.
	AlsoNames
	// Nobiliary words stand within names: de, van, bin.
	Nobiliary
	// NobiliaryArticles do so only after NobiliaryBefore: der, den (van der).
	NobiliaryArticles
	NobiliaryBefore
	// NameLinks join a speaker to what he is of: of, de.
	NameLinks
	// NameTails stand after an apostrophe and belong to no name: s; in Turkish e, ya, nin.
	NameTails
	// NoNames have a capital at the head of a sentence only: laut, selon, er, elle.
	NoNames
	// Governing prepositions stand before whom is no subject: in, to, with. Leave out those that news puts before who
	// speaks, or his quotation may pass for somebody else's: by; in Danish fra (lyder det fra lodsen).
	Governing
	// SpeechNouns are words for what somebody says; before of, or after 's, their owner says it: words, statement,
	// brief.
	SpeechNouns
	// AskedBy is what is done to a speaker by somebody who does not speak: asked, pressed.
	AskedBy
	// Labels stand before a colon and are nobody: question, photo, source.
	Labels
	// Puts are verbs between a speaker and a quotation that say nothing by themselves: puts, sums.
	Puts
	// PointsBack begin a sentence that points to what stands before it: that, so, thus; そう, 이렇게.
	PointsBack
	// SourcePrepositions stand before who may say what follows: from, for, von.
	SourcePrepositions
	// NotHolding words between a name and an office say that the one does not hold the other: to, with, and.
	NotHolding
	// Referring words leave a speaker to what stands before: he, they, her, 그는.
	Referring
	// Meetings announce an interview in a heading: interview, questions, 인터뷰.
	Meetings
	// Bylines begin a line that says who wrote what follows: by, von, text, photo.
	Bylines
	// Places are parts of names that are no person's: park, street, kingdom.
	Places
	// Relatives begin a clause on who stands before it: who, whose, that.
	Relatives
	// Agents speak for another, or are next to him: spokesman, wife, rival, office.
	Agents
	// AgentPrepositions join them to him: for, of, to.
	AgentPrepositions
	// SecondHand says that another's words are given, in one word or two: quoting, read_out, was_told.
	SecondHand
	// Denies stands before a verb of saying and denies it: never, not, falsely, nie.
	Denies
	// DeniesAfter does so right after the verb: nie, nicht, jamais.
	DeniesAfter
	// WithinDenials may stand between the two: having, ever, quoted, hat, es.
	WithinDenials
	// Singular, PluralWords and NoSpeakers are pronouns by whom they may stand for: he, she; they, it; i, you, who,
	// which.
	Singular
	PluralWords
	NoSpeakers
	// Genders of who is meant, as far as an article, a title or a pronoun tells: m. and f. as their names are in the
	// language, il=m elle=f mme=f; a pronoun of one gender stands for nobody of the other.
	Genders
	// TheRole stands before an office that was mentioned before: the.
	TheRole
	// Works are kinds of works that have titles, and words before titles: book, film, entitled.
	Works
	// AfterWorks may follow such a word: by, of, about.
	AfterWorks

	// What is reported: where it begins and ends, and what else stands beside a verb of saying.

	// That begins what is said: that, dass, que, whether. A file that has it is read for indirect speech.
	That
	// ThatPrefixes do so as letters of the next word: ש (אמר שהמעבורת יקרה). What has one counts where a word of grammar or
	// one with an article is left without it, or right after a speaker and his verb.
	ThatPrefixes
	// ClaimNouns are what people make that has a content: claim, view, fear (the claim that the boats are full).
	ClaimNouns
	// ReportingTo is verbs of saying that may take an infinitive, with who is told to do something before it or not:
	// want, promise (promised to go); appelé (a appelé les passagers à attendre).
	ReportingTo
	// Tell is verbs of saying that have before the content who is told: told, tells; 告诉.
	Tell
	// Reportedly words give a clause to somebody whom nobody names: reportedly, allegedly; soll_sein.
	Reportedly
	// Ands join two verbs of one speaker: and, but; Also may follow: also, then, later.
	Ands
	Also
	// BeforeVerbs may stand between a speaker and the verb of saying: also, later, who.
	BeforeVerbs
	// SubjectStarts at the head of a clause are no part of its subject: on, and, when, that.
	SubjectStarts
	// TimeWords begin a phrase that says when: last, yesterday, monday, week.
	TimeWords
	// Subordinators begin a clause anywhere: when, if, because, unless.
	Subordinators
	// Have is auxiliaries and other frequent verbs, which no speaker contains: is, had, would, did.
	Have
	// Be is the forms before a passive: is, were, been.
	Be
	// AdverbEndings of adverbs: ly. NotAdverbs end so too: family, only.
	AdverbEndings
	NotAdverbs

	// Reported speech of English alone: verbs and what each takes, in their dictionary form.

	// Reporting verbs in their dictionary form, with what each takes for what is said: a clause, say=clause (said
	// (that) the boats would go); somebody and a clause, tell=told (told the council that); an infinitive, want=to
	// (wants to go); a thing, criticise=thing (criticised the plan); a thing after a preposition alone, allude=about.
	Reporting
	// ReportingAbout are such verbs with a preposition that a thing may stand after: talk_about.
	ReportingAbout
	// NounTakes are nouns for what people say with theirs: concerns_about.
	NounTakes
	// Irregular forms of these verbs: said=say.
	Irregular
	// ReportingPresent is the endings that they have in the present, each with what the dictionary form has in its place,
	// if anything: s, ies=y; ReportingPast those of the past: ed=e; ReportingParticiple of participles: ing=e. Dictionary
	// forms without it are looked for too, and with one letter for two: reporting, planning.
	ReportingPresent
	ReportingPast
	ReportingParticiple
	// OnlyVerbs are dictionary forms of them that are no nouns, and report what whoever stands before them says: say.
	OnlyVerbs
	// AlsoNouns are forms of them that are nouns in the plural too: claims, reports.
	AlsoNouns
	// NounVerbs are those that are verbs only before NounVerbsBefore: points, states; that, to, out.
	NounVerbs
	NounVerbsBefore
	// NounVerbsAfter stand before those of AlsoNouns that are verbs: he, she, who, that.
	NounVerbsAfter
	// MostlyNouns are those of AlsoNouns that are verbs only after MostlyNounsAfter: states; he, report, law.
	MostlyNouns
	MostlyNounsAfter
	// FiniteOnly verbs report speech where they are said of somebody, and mostly not elsewhere: find (she found that).
	FiniteOnly
	// ThatOnly verbs report speech only before "that": maintain, rule.
	ThatOnly
	// NotPlanned are participles that stand before a noun as well: alleged, planned.
	NotPlanned
	// Passives are participles that say, after "is", what is thought: known, considered.
	Passives
	// SeenKnown are those of them that do so only before SeenKnownBefore: seen, known; as, for, to.
	SeenKnown
	SeenKnownBefore
	// Seem is verbs of what seems: seem, appears.
	Seem
	// Expected is what something is that may come, after ExpectedAfter or an auxiliary, and before Infinitives: expected;
	// not, widely.
	Expected
	ExpectedAfter
	// MindAdjectives say how people are of whom is said what they think: confident, afraid.
	MindAdjectives
	// KnowingAdjectives are those of them after which "of" means what is so: aware, certain.
	KnowingAdjectives
	// MindConjunctions and MindPrepositions follow them: that, whether; of, about.
	MindConjunctions
	MindPrepositions
	// Degrees stand before an adjective: very, so, more.
	Degrees
	// ThatOrWhether begins what is said, after where and when it was: that, whether; ว่า.
	ThatOrWhether
	// ToldThat begins what somebody is told: that, to, whether, how, if, he.
	ToldThat
	// AskedWhether begins what somebody is asked: whether, why, about.
	AskedWhether
	// AskedThings are those of them that stand before a thing: about, for.
	AskedThings
	// Asked is what is done to a speaker who answers, after AskedWhen: asked; when, was, and.
	Asked
	AskedWhen
	// ToOrThat begins what somebody wants: to, that.
	ToOrThat
	// TodoObjects begin a thing that somebody wants: the, a, more, no.
	TodoObjects
	// NotThings after a verb that takes a thing begin no thing: and, or, when.
	NotThings
	// AsideDays say when something was said, between the verb and that: today, earlier.
	AsideDays
	// ClauseSubjects begin a clause after a day: he, they, there.
	ClauseSubjects
	// HandOver after a comma gives the sentence back to the reporter: according, but, which.
	HandOver
	// HandOverThings does so after what is no clause: while (criticised the plan, while the clerk …).
	HandOverThings
	// Adjuncts begin what says when, why or how: when, because, by.
	Adjuncts
	// NounsAfter stand before a noun and no verb: of, for, such.
	NounsAfter
	// NounOwners stand before the subject of a verb that is a noun too: the, his, their.
	NounOwners
	// PluralSubjects stand before a verb without an ending: i, we, who, voters, and.
	PluralSubjects
	// Between a subject and its verb may stand: has, never, would, just.
	Between
	// AfterSpeakers end the name of a speaker that follows the verb: in, when, yesterday.
	AfterSpeakers
	// DescribingRelatives are those of them that go on describing him: who, which, whose.
	DescribingRelatives
	// TimeAlone are those of TimeWords that are none alone: this, next, early.
	TimeAlone
	// RelativeSubjects are subjects without a noun: who, which, that.
	RelativeSubjects
	// RelativeObjects stand before a speaker for what he speaks of: which, that, what, whom.
	RelativeObjects
	// OpeningSubordinators open a sentence with a clause that a comma ends: while, although, despite, saying.
	OpeningSubordinators
	// NotSubjects before a participle are not its subject: while, and, without.
	NotSubjects
	// Owners say whose something is: his, their, my.
	Owners
	// Breaks are words before which a subject begins: that, which, but, than.
	Breaks
	// Prepositions: in, on, at, of, as.
	Prepositions
	// StandAlone determiners are a subject without a noun too: one, several, both.
	StandAlone
	// Contracted words may have the short form of a verb on them: he, that (he's).
	Contracted
	// Leads stand before a speaker and a colon: from (and this from Brown:).
	Leads

	// What can be checked: what newsrooms keep records of, and how sure a sentence is.

	// NumberWords are numbers in words, and what counts as one: three, dozen, third, doubled.
	NumberWords
	// Vague numbers before PartOf tell next to nothing: dozens, millions.
	Vague
	// PartOf stands between a thing, or such a number, and what it is part of: of (dozens of boats, the port of Turku).
	PartOf
	// Accounts are units of which somebody keeps the books: percent, euros, million.
	Accounts
	// When says when: yesterday, ago, since, mondays.
	When
	// Since begins what says from when on: since; Last before Measures says when, too: last (last year).
	Since
	Last
	// Firsts are words for what had not been since then, with what that was then: first=last (the first since 1976).
	Firsts
	// Compares sets one thing beside another: more, highest, record.
	Compares
	// Changes say that something became more or less: rose, cut, doubled.
	Changes
	// UpDown are adverbs that do so after Moves or before Amounts: up, down; is, went; by, from.
	UpDown
	Moves
	Amounts
	// Acts are deeds of public life, done: voted, signed, resigned.
	Acts
	// Statistics are made of these: jobs, taxes, poverty.
	Statistics
	// Matters have public records: police, hospitals, elections.
	Matters
	// Absolutes leave no case out: never, only, every.
	Absolutes
	// Boilerplate begins a line that belongs to the page: photo, subscribe, advertisement.
	Boilerplate
	// Bids before BidsAfter ask readers to do something to the page: read, share; more, us, here.
	Bids
	BidsAfter
	// Pictures before PictureCredits begin a credit: photo, graphic; by, courtesy.
	Pictures
	PictureCredits
	// First is the speaker: i, we, our; FirstHave with a verb that a participle follows: i've.
	First
	FirstHave
	// Other is others: he, they, his; OtherHave: he's.
	Other
	OtherHave
	// You is the hearer: you, your; YouHave: you've.
	You
	YouHave
	// Opinions say that something is thought: believe, perhaps.
	Opinions
	// Wishes say that something should be: should, want, let's; FirstWishes: i'd.
	Wishes
	FirstWishes
	// Toward before Infinitives is a wish: need, got; FutureToward is what will be: going.
	Toward
	FutureToward
	// Future: will, shall, they'll; FirstFuture: i'll.
	Future
	FirstFuture
	// Could says what might be: would, can, may; FirstCould: we'd.
	Could
	FirstCould
	// HaveToward is an auxiliary and, before Infinitives, a wish: has, have; HaveNot an auxiliary alone: hasn't, it's; Had one
	// of the past: had.
	HaveToward
	HaveNot
	Had
	// Past forms of verbs, except those that end regularly: was, went, sold.
	Past
	// PastEndings of verbs: ed.
	PastEndings
	// Participles that do not end so: been, lost, given.
	Participles
	// Ifs say that what follows need not be so: if.
	Ifs
	// Courtesies address the audience: thank, welcome, ladies.
	Courtesies

	// Claims in other words.

	// Particles make another verb of the one before them: up, away (give up).
	Particles
	// Comparatives are words that say more than their stem: fewer.
	Comparatives
	// Will says that something is to come: will, plans, expected.
	Will
	// FutureEndings of verbs say so too: rá, rão.
	FutureEndings
	// Possible says that it may be so or not: may, perhaps, if.
	Possible
	// Denials negate a statement that they are not part of: denied, false, failed, hoax.
	Denials
	// More is words, as stems, and verbs with their particle, that say that something became more: rise, grow, pick_up.
	More
	// Less is those that say it became less: fall, cut, give_up.
	Less
	// Decisions are stems of verbs that say that somebody settled something: approv, veto, quash.
	Decisions
	// Tellers are verbs before or after who says so: said, according; in other languages, Saying are too.
	Tellers
	// Doers stand before who does what is said in the passive: by.
	Doers
	// Origins stand before whom or what something comes from: from.
	Origins
	// Aims stand before whom or what it goes to, or is set beside: to, than, against, bound_for.
	Aims
	// Than stands before what something is set beside, also before an aside: than (more in Turku than in Oslo).
	Than
	// Asides stand before a name of which the order of words does not say who does it: in, at, of, after, who.
	Asides
	// RelativeAsides are those of them that begin a clause: that, who, where (the states that Roe carried).
	RelativeAsides
	// Passed words may stand between all these and a name, beside articles, titles and quantities: former, senator.
	Passed

	keys // how many there are
)

// names holds the keys as files have them, in their order.
const names = `script function-words letters articles grammar negations negating-endings negating-prefixes
negating-suffixes not-prefixes concord half-negations lacking not-yet opposites contraries synonyms measures quantities
light modals decimals thousands numbers number-and number-points scales fractions fraction-of halves halves-more
half-of one-before one-in minus currencies percent percent-before tenths basis-points points units unit-of
counted at-least at-most or-more or-less morning afternoon hours at-hour hour-marks minute-marks months
months-also day-first short-dates date-marks date-marks-before eras ordinal-endings day-of months-after-points
weekdays relative-days relative-years relative-months next aliases short-endings short-forms word-endings
inflections inner-letters plain-forms plural-endings verb-endings noun-endings kept-endings last-letters vowels
double-letters possessive-endings genitive-endings people-endings demonym-endings clitics titles addresses
before-numbers abbreviations starters elisions saying saying-also saying-forms verb-prefixes auxiliaries
saying-within saying-also-within saying-tails saying-stems not-saying dialogue-dashes scenes scene-particles
according-to view-of according-after said-short as-said saying-things saying-bare thinking clause-endings
saying-before subjunctive subjunctive-also infinitives split-endings infinitive-endings capitals capital-words
speaker-ends subject-particles doer-particles object-particles case-particles from-particles clefts copulas
topic-particles of-particles of-words source-endings adverb-particles adverb-words no-subjects
no-subject-endings stem-syllables adnominal-endings copula-endings joining-endings describing-endings
quoted-endings quote-particles verb-quote-particles while-endings quote-fillers after-quotes said-by name-stops
according-prefixes towards to-words agentives agentive-words possessives nobodies nobodies-within
article-prefixes no-name-endings families families-within common-first-names offices-after sayings
spokesmen-within agents-before agent-words agent-prefixes unsaid-within turns-after turns-after-word
turns-before turns-before-word pronouns determiners plurals groups group-stops offices office-endings also-names
nobiliary nobiliary-articles nobiliary-before name-links name-tails no-names governing speech-nouns asked-by
labels puts points-back source-prepositions not-holding referring meetings bylines places relatives agents
agent-prepositions second-hand denies denies-after within-denials singular plural-words no-speakers genders
the-role works after-works that that-prefixes claim-nouns reporting-to tell reportedly ands also before-verbs
subject-starts time-words subordinators have be adverb-endings not-adverbs reporting reporting-about noun-takes
irregular reporting-present reporting-past reporting-participle only-verbs also-nouns noun-verbs
noun-verbs-before noun-verbs-after mostly-nouns mostly-nouns-after finite-only that-only not-planned passives
seen-known seen-known-before seem expected expected-after mind-adjectives knowing-adjectives mind-conjunctions
mind-prepositions degrees that-or-whether told-that asked-whether asked-things asked asked-when to-or-that
todo-objects not-things aside-days clause-subjects hand-over hand-over-things adjuncts nouns-after noun-owners
plural-subjects between after-speakers describing-relatives time-alone relative-subjects relative-objects
opening-subordinators not-subjects owners breaks prepositions stand-alone contracted leads number-words vague
part-of accounts when since last firsts compares changes up-down moves amounts acts statistics matters absolutes
boilerplate bids bids-after pictures picture-credits first first-have other other-have you you-have opinions
wishes first-wishes toward future-toward future first-future could first-could have-toward have-not had past
past-endings participles ifs courtesies particles comparatives will future-endings possible denials more less
decisions tellers doers origins aims than asides relative-asides passed`

// A form is what the entries of a key are.
type form uint8

const (
	words   form = iota
	pairs        // an entry and what stands for it
	numbers      // an entry and its number
	endings      // an ending, and what stands in its place if anything does
)

func (k Key) form() form {
	switch k {
	case PluralEndings, VerbEndings, NounEndings, LastLetters, ReportingPresent, ReportingPast, ReportingParticiple:
		return endings
	case Genders, NegatingSuffixes, NotPrefixes, PlainForms, Firsts, Currencies, Units, Aliases, ShortForms, Reporting, Irregular:
		return pairs
	case Contraries, Synonyms, Numbers, Scales, Fractions, Months, DateMarks, DateMarksBefore, Eras, Weekdays,
		RelativeDays, RelativeYears, RelativeMonths:
		return numbers
	}
	return words
}
