package lang

import "strconv"

// English is the interface in English.
func English() *Lang {
	return &Lang{
		Tag:           "en",
		Status:        [4]string{"unsourced", "sourced", "disputed", "withdrawn"},
		StatusVerdict: [4]string{"No source given", "Sourced", "Disputed", "Withdrawn"},

		Region:      "Checks in this article",
		Filter:      "Show only these",
		AllChecks:   "All checks",
		HideMarks:   "Hide marks",
		ShowMarks:   "Show marks",
		Edit:        "Edit the article",
		StopEditing: "Stop editing",
		Reset:       "Reset",
		NotChecked:  "Not everything was checked: %s of about %s checkable statements.",
		CheckedBy:   "Checked %s by %s.",

		Position:       "%s of %s",
		Marker:         "Check %s, %s: ",
		Close:          "Close",
		Previous:       "Previous check",
		Next:           "Next check",
		CopyLink:       "Copy link",
		Copied:         "Link copied",
		InAddress:      "Link is in the address bar",
		Report:         "Report an error",
		Claimed:        "As claimed",
		Printed:        "As printed here",
		Automatic:      "Matched automatically",
		WordingChanged: "The article’s wording changed after this check.",
		Sources:        "Sources",
		To:             "to %s",
		Correction:     "Correction: %s",
		Relay:          "Read by way of: %s",
		TranslatedBy:   "translation: %s",
		From:           "%s, from %s",
		Removed:        "not in the source: ",
		Added:          "in the source: ",
		Primary:        "primary",
		Agency:         "agency",
		Secondary:      "secondary",
		Passage:        "Open at passage",
		Archived:       "Archived copy",
		Undated:        "undated",
		NoLink:         "no address to link",

		Match: [6]string{
			"These words are not in any source we hold.",
			"Word for word.",
			"Word for word, but shortened.",
			"Words differ from the source.",
			"A translation: no word comparison.",
			"The source says this in other words.",
		},
		TrimmedMarked: "Shortened; the cuts are marked.",
		Beginning:     "Shortened, and made to look like a whole sentence.",
		Altered:       "One word differs from the source.",
		AlteredMany:   "%s words differ from the source.",

		Because: "Can be checked: %s.",
		Reasons: [9]string{"a number (%s)", "a date (%s)", "a comparison (%s)", "a change (%s)", "an act (%s)", "a statistic (%s)", "an absolute (%s)", "a matter of record (%s)", "a name (%s)"},

		Differs:   "Differs from the record",
		Missing:   "Not found in the article",
		Ambiguous: "Found more than once",
		Nothing:   "nothing",
		Here:      "here %s, in the record %s",
		Endnotes:  "Checks and sources",
		Ready:     "%s; %s disputed, %s unsourced.",

		months:    [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		languages: "en English, zh Chinese, ko Korean, ru Russian, ja Japanese, de German, fr French, es Spanish, ar Arabic, uk Ukrainian, it Italian, pt Portuguese, tr Turkish, pl Polish, nl Dutch, sv Swedish, no Norwegian, da Danish, fi Finnish, cs Czech, el Greek, he Hebrew, hi Hindi, fa Persian, id Indonesian, vi Vietnamese, th Thai",

		Count: func(n int, noun Noun) string {
			one, many := "", ""
			switch noun {
			case Claims:
				one, many = " claim", " claims"
			case Quotations:
				one, many = " quotation", " quotations"
			case Checked:
				one, many = " checked passage", " checked passages"
			case Unplaced:
				one, many = " check could not be placed", " checks could not be placed"
			case MoreSources:
				one, many = " more source", " more sources"
			}
			if n == 1 {
				return "1" + one
			}
			return strconv.Itoa(n) + many
		},
	}
}
