package claims

// joinHyphens does nothing in the widget and the worker, whose budgets it would break: their cards mark the parts of a word
// with a hyphen. The desk, the server and rendered pages mark the word.
func (c *Comparison) joinHyphens(printed, source string) {}
