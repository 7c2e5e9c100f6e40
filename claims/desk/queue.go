package desk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records/proof"
)

// The queue of an article is what it quotes and claims and no record covers, in reading order. What became a record, and
// what an editor has discarded, is known again by its words: articles are edited, and places in them move. So nothing
// is proposed twice, unless its words become others.

// A Queue is what can be checked in the article of a dossier, by what has become of it.
type Queue struct {
	Waiting   []*Item // in reading order
	Discarded []*Item // the last one first; one that is no longer in the article has no Span

	// What else the article says, in reading order: sentences in which little can be looked up, and on which nothing stands.
	Rest []claims.Selector
}

// An Item is one draft of a queue.
type Item struct {
	*proof.Draft
	Key string // the same as long as its words are
}

// A met is a statement that an editor has met before: it was discarded, or is a record.
type met struct {
	Key   string      `json:"key"` // empty for a record
	Kind  claims.Kind `json:"kind"`
	Words string      `json:"words"`        // of the article
	Text  string      `json:"text"`         // of the draft
	By    string      `json:"by,omitempty"` // the speaker
	When  time.Time   `json:"when"`
}

// Queue returns the queue of a dossier. The error is fs.ErrNotExist if the folder does not have its article, or None.
func (f *Folder) Queue(name string) (*Queue, error) {
	d, err := f.Dossier(name)
	if err != nil {
		return nil, err
	}
	a, err := f.Article(name)
	if err != nil {
		return nil, err
	}
	q, all := new(Queue), f.discarded(name)
	drafts, rest := a.drafts(d.Dossier)
	q.Rest = rest
	if d.Dossier != nil {
		for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
			for i := range list { // those that have lost their place, and those withdrawn, which have none
				all = append(all, met{Kind: list[i].Kind, Words: list[i].Anchor.Exact})
			}
		}
	}
	of := metBefore(drafts, all)
	keys := make(map[string]int)
	seen := make([]*proof.Draft, len(all))
	for i, draft := range drafts {
		if n := of[i]; n >= 0 {
			seen[n] = draft
			continue
		}
		key := keyOf(draft)
		if keys[key]++; keys[key] > 1 { // the same words again
			key += "-" + strconv.Itoa(keys[key])
		}
		q.Waiting = append(q.Waiting, &Item{draft, key})
	}
	for n, x := range slices.Backward(all) {
		if x.Key == "" {
			continue
		}
		item := &Item{seen[n], x.Key}
		if item.Draft == nil {
			item.Draft = new(proof.Draft)
			item.Kind, item.Text, item.Speaker.Name = x.Kind, x.Text, x.By
		}
		q.Discarded = append(q.Discarded, item)
	}
	return q, nil
}

// drafts returns what an article has that a dossier does not, and the sentences that are in neither.
func (a *Article) drafts(d *claims.Dossier) (drafts []*proof.Draft, rest []claims.Selector) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := &claims.Report{Text: a.text}
	if d != nil {
		with := *d
		with.Records = slices.Concat(d.Records, d.Drafts)
		c := claims.New(&with)
		c.InOtherWords(english.Words)
		r = c.Check(a.text)
	}
	drafts = proof.Drafts(r)
	stands := func(s claims.Span) bool {
		return slices.ContainsFunc(r.Items, func(x claims.Annotation) bool { return x.Span.Overlaps(s) }) ||
			slices.ContainsFunc(drafts, func(x *proof.Draft) bool { return x.Span.Overlaps(s) })
	}
	for _, s := range a.text.Assess() {
		if s.Kind != claims.Question && s.Kind != claims.Boilerplate && !stands(s.Span) {
			rest = append(rest, proof.Describe(a.text, s.Span))
		}
	}
	return drafts, rest
}

// Choose returns a draft about words that were selected in the article. The error is a *proof.Refusal.
func (a *Article) Choose(c proof.Choice) (*proof.Draft, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return proof.Choose(a.text, c)
}

// waiting returns an item of a queue.
func (f *Folder) waiting(name, key string) (*Item, error) {
	q, err := f.Queue(name)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(q.Waiting, func(x *Item) bool { return x.Key == key })
	if i < 0 {
		return nil, NotWaiting
	}
	return q.Waiting[i], nil
}

// Take makes a draft of an item in the dossier, and returns its @id. words says what was done, as in [Change].
func (f *Folder) Take(name, key string, words func(*proof.Draft) string) (record string, step *Step, err error) {
	x, err := f.waiting(name, key)
	if err != nil {
		return "", nil, err
	}
	return f.AddDraft(name, x.Draft, words(x.Draft))
}

// AddDraft adds a draft to a dossier, and returns its @id. Undoing the step puts it back into the queue.
func (f *Folder) AddDraft(name string, d *proof.Draft, words string) (record string, step *Step, err error) {
	c := Change{Dossier: name, Words: words, Make: func(file string, data []byte) ([]byte, error) {
		d.ID = "" // of another try
		out, left, err := proof.Add(file, data, []*proof.Draft{d})
		if err == nil && left != nil {
			return nil, errors.New(left[0])
		}
		return out, err
	}}
	if step, err = f.Save(c); err != nil {
		return "", nil, err
	}
	return d.ID, step, nil
}

// Discard notes that an item of a queue is not to be checked.
func (f *Folder) Discard(name, key string) error {
	x, err := f.waiting(name, key)
	if err != nil {
		return err
	}
	return f.remember(name, func(all []met) []met {
		return append(all, met{key, x.Kind, x.Anchor.Exact, x.Text, x.Speaker.Name, f.Today()})
	})
}

// NotWaiting is the error for an item that is not in the queue, or no longer.
var NotWaiting = errors.New("this is not waiting in the queue any more")

// Restore puts a discarded item back into the queue.
func (f *Folder) Restore(name, key string) error {
	found := false
	err := f.remember(name, func(all []met) []met {
		return slices.DeleteFunc(all, func(x met) bool {
			is := x.Key == key
			found = found || is
			return is
		})
	})
	if err == nil && !found {
		err = NotWaiting
	}
	return err
}

// discarded returns what was discarded of a queue, as far as it is known.
func (f *Folder) discarded(name string) (all []met) {
	if data, err := disk.Read(f.store.path("queue", name)); err == nil {
		_ = json.Unmarshal(data, &all) // a file that is damaged remembers nothing; its items are proposed again
	}
	return all
}

// remember changes what is known to be discarded of a queue. Two tabs, and two desks, add to it one after the other.
func (f *Folder) remember(name string, change func([]met) []met) error {
	file := f.store.path("queue", name)
	make := func(old []byte) ([]byte, error) {
		var all []met
		_ = json.Unmarshal(old, &all)
		return json.Marshal(change(all))
	}
	f.remembering.Lock()
	defer f.remembering.Unlock()
	_, err := disk.Replace(file, make)
	if errors.Is(err, fs.ErrNotExist) {
		var data []byte
		if data, err = make(nil); err == nil {
			err = f.store.write(data, "queue", name)
		}
	}
	return err
}

// keyOf returns the key of a draft: what tells it from the others of its article, as long as its words stay the same.
func keyOf(d *proof.Draft) string {
	return d.Kind.String() + "-" + hashOf([]byte(match.Fold(d.Anchor.Exact).S))[:16]
}

// metBefore returns which of the statements met before each draft is, by number; -1 for none. Each is one draft at most:
// first those whose words are the same, then those whose words were edited a little.
func metBefore(drafts []*proof.Draft, all []met) []int {
	of := make([]int, len(drafts))
	same := make(map[string][]int) // by kind and words
	for n := range all {
		key := all[n].Kind.String() + match.Fold(all[n].Words).S
		same[key] = append(same[key], n)
	}
	taken := make([]bool, len(all))
	for i, d := range drafts {
		of[i] = -1
		key := d.Kind.String() + match.Fold(d.Anchor.Exact).S
		if list := same[key]; len(list) > 0 {
			of[i], same[key] = list[0], list[1:]
			taken[list[0]] = true
		}
	}
	var gone []wordBag
	var which []int
	for n := range all {
		if !taken[n] {
			gone, which = append(gone, bagOf(all[n].Kind, all[n].Words)), append(which, n)
		}
	}
	const most = 1 << 16 // comparisons: 200 drafts of an article that was rewritten, with 300 met before
	left := most
	for i, d := range drafts {
		if of[i] >= 0 || len(gone) == 0 {
			continue
		}
		if left -= len(gone); left < 0 {
			break
		}
		bag, best, at := bagOf(d.Kind, d.Anchor.Exact), 0.0, -1
		for k := range gone {
			if like := bag.like(&gone[k]); like > best && !taken[which[k]] {
				best, at = like, which[k]
			}
		}
		if at >= 0 {
			of[i], taken[at] = at, true
		}
	}
	return of
}

// A wordBag is the words of a statement, in any order.
type wordBag struct {
	kind  claims.Kind
	words map[string]int
	size  int
	nums  map[string]int
}

func bagOf(kind claims.Kind, words string) wordBag {
	b := wordBag{kind: kind, words: make(map[string]int), nums: make(map[string]int)}
	for _, w := range match.Words(match.Fold(words)) {
		b.words[w.Text]++
		b.size++
		if w.Kind == match.Number {
			b.nums[w.Text]++
		}
	}
	return b
}

// like returns how much of two statements is the same, 0 to 1; 0 if they are two statements: of another kind, with
// another number, or with less in common than an edit of a few words leaves.
func (b *wordBag) like(o *wordBag) float64 {
	const least = 0.7 // of ten words three are new
	if b.kind != o.kind || len(b.nums) != len(o.nums) {
		return 0
	}
	for n, times := range b.nums {
		if o.nums[n] != times {
			return 0
		}
	}
	shared := 0
	for w, n := range b.words {
		shared += min(n, o.words[w])
	}
	share := float64(shared) / float64(max(1, b.size, o.size))
	if share < least {
		return 0
	}
	return share
}
