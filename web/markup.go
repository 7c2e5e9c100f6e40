package web

// The names that this package, the style sheet and package dom agree on.

// Elements of ours in a page. We touch nothing else of a page.
const (
	SummaryTag  = "sourcemark-summary"  // where the publisher wants the summary; made by us if there is none
	CardTag     = "sourcemark-card"     // where the publisher wants one card, that of record="#c01"
	MarksTag    = "sourcemark-marks"    // holds the buttons of one block, at its end
	InlineTag   = "sourcemark-inline"   // holds an open card below its block
	EndnotesTag = "sourcemark-endnotes" // at the end of an article that is printed
	Prefix      = "sourcemark-"         // of every element of ours
)

// A control says in attributes what it does: data-do has one of these values, data-n the number of its item or status.
const (
	Do = "data-do" // what a control does: one of the values below
	N  = "data-n"  // the number of its item, from 1, or its status

	DoOpen     = "open"
	DoClose    = "close"
	DoPrevious = "previous"
	DoNext     = "next"
	DoCopy     = "copy"
	DoCite     = "cite"
	DoList     = "list"
	DoFilter   = "filter"
	DoHide     = "hide"
	DoEdit     = "edit"
	DoReset    = "reset"

	DoSource   = "source-click" // these two are links, and their names those of events too
	DoFeedback = "feedback"
)

// Highlight returns the name under which the words of a status are painted: "sourcemark-disputed". status is that of
// claims.Status.String.
func Highlight(status string) string { return Prefix + status }

// HighlightActive is the name under which the words are painted whose card is open.
const HighlightActive = Prefix + "active"

// FragmentPrefix begins the fragment of an address that opens an item: "#sm-c01".
const FragmentPrefix = "sm-"
