package match

import (
	"math"
	"slices"
)

// An Index is an inverted file. Every term has a list of the documents it stands in, and the score of a document is the
// sum over the terms of a query of
//
//	idf(term) · weight·(k1+1) / (weight + k1·(1 - b + b·length/mean length))
//
// which is BM25 with fields, as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
// Beyond" (2009): a term's weight is its count in each field times that of the field, and is saturated once
// over all of them. All but the weight of the query is worked out when the index is built, so that a
// search is one multiplication for each entry of a list.
//
// Terms are numbers from 0, handed out by the owner. The zero Index is empty and ready for Add.
//
// The lists stand one after the other in two arrays, by term and then by document: eight bytes for a term of a
// document, and no pointer for the garbage collector to follow.

// An Index finds the documents that share terms with a query. Add them, then Build, then ask: Search returns the best,
// AtLeast all that share enough.
type Index struct {
	lengths []float32 // of each document, its fields weighted
	starts  []int     // of each term: where its list begins; one more, where the last one ends
	docs    []int32   // the lists
	scores  []float32 // what each entry adds to a score

	// Until the index is built, the same by document:
	terms   []int32
	weights []float32
	ends    []int // of each document
	last    []int // of each term: its last entry, counted from 1
}

// The usual parameters of BM25. Each was tried at half and at twice its value on the evaluation kit, and no
// figure rose by more than 0.004.
const (
	k1 = 1.2
	b  = 0.75
)

// A Field is one text of a document, and how much each term in it counts. A term that counts nothing is found by
// AtLeast.
type Field struct {
	Terms  []int32 // those below 0 are passed over
	Weight float32 // 0 or more
}

// Add adds the next document; documents are numbered from 0.
func (x *Index) Add(fields ...Field) {
	length, start := float32(0), len(x.terms)
	for _, f := range fields {
		for _, t := range f.Terms {
			if t < 0 {
				continue
			}
			length += f.Weight
			for int(t) >= len(x.last) {
				x.last = append(x.last, 0)
			}
			if at := x.last[t]; at > start {
				x.weights[at-1] += f.Weight
				continue
			}
			x.terms, x.weights = append(x.terms, t), append(x.weights, f.Weight)
			x.last[t] = len(x.terms)
		}
	}
	x.lengths, x.ends = append(x.lengths, length), append(x.ends, len(x.terms))
}

// A Corpus is what a score depends on beside its document.
type Corpus struct {
	Docs    int                  // how many documents there are
	Length  float64              // of the mean document, its fields weighted
	DocFreq func(term int32) int // how many documents have a term
}

// Corpus returns what the scores of x depend on, counted over its documents. Build has been called.
func (x *Index) Corpus() Corpus {
	c := Corpus{Docs: len(x.lengths), DocFreq: x.docFreq}
	for _, l := range x.lengths {
		c.Length += float64(l)
	}
	c.Length /= max(1, float64(c.Docs))
	return c
}

// docFreq returns how many documents have a term.
func (x *Index) docFreq(term int32) int {
	if term < 0 || int(term)+1 >= len(x.starts) {
		return 0
	}
	return x.starts[term+1] - x.starts[term]
}

// list returns the documents of a term, in order, and what the term adds to the score of each.
func (x *Index) list(term int32) ([]int32, []float32) {
	if x.docFreq(term) == 0 {
		return nil, nil
	}
	from, to := x.starts[term], x.starts[term+1]
	return x.docs[from:to], x.scores[from:to]
}

// Build ends the adding: scores are worked out, and from here on the index is only read. The documents of x are all
// there are, or some of those of a corpus.
func (x *Index) Build(of *Corpus) {
	x.starts = make([]int, len(x.last)+1)
	for _, t := range x.terms {
		x.starts[t+1]++
	}
	for t := range x.last {
		x.starts[t+1] += x.starts[t]
	}
	c := x.Corpus()
	if of != nil {
		c = *of
	}
	idf := make([]float32, len(x.last))
	for t := range idf {
		// Elsewhere somebody may have counted before the last document came; a score is a number all the same.
		docs := float64(max(c.Docs, len(x.lengths)))
		n := min(docs, float64(max(c.DocFreq(int32(t)), x.docFreq(int32(t)))))
		idf[t] = float32(math.Log(1 + (docs-n+0.5)/(n+0.5)))
	}
	mean := float32(c.Length)
	if mean <= 0 {
		mean = 1
	}
	x.docs, x.scores = make([]int32, len(x.terms)), make([]float32, len(x.terms))
	next := slices.Clone(x.starts)
	at := 0
	for doc, end := range x.ends {
		for ; at < end; at++ {
			t, w := x.terms[at], x.weights[at]
			x.docs[next[t]] = int32(doc)
			x.scores[next[t]] = idf[t] * w * (k1 + 1) / (w + k1*(1-b+b*x.lengths[doc]/mean))
			next[t]++
		}
	}
	x.terms, x.weights, x.ends, x.last = nil, nil, nil, nil
}

// A QueryTerm is a term that is looked for, and how much it counts.
type QueryTerm struct {
	Term   int32   // 0 or more
	Weight float32 // a factor of what the term adds to a score
}

// A Hit is a document that shares terms with a query.
type Hit struct {
	Doc   int     // its number
	Score float32 // to be compared with the others of one search alone
}

// Search returns the most documents that share terms with the query, best first, and of equals the one that
// was added first. No term may be there twice. scratch is memory that is used again from one search to
// the next: it points to nil at first, and belongs to one goroutine.
func (x *Index) Search(query []QueryTerm, most int, scratch *[]float32) []Hit {
	if len(*scratch) < len(x.lengths) {
		*scratch = make([]float32, len(x.lengths))
	}
	scores := (*scratch)[:len(x.lengths)]
	clear(scores)
	for _, q := range query {
		docs, adds := x.list(q.Term)
		for i, doc := range docs {
			scores[doc] += q.Weight * adds[i]
		}
	}
	hits := make([]Hit, 0, most+1)
	least := float32(0)
	for doc, s := range scores {
		if s <= least {
			continue
		}
		at, _ := slices.BinarySearchFunc(hits, s, func(h Hit, s float32) int {
			if h.Score >= s {
				return -1
			}
			return 1
		})
		hits = slices.Insert(hits, at, Hit{doc, s})
		if len(hits) > most {
			hits = hits[:most]
			least = hits[most-1].Score
		}
	}
	return hits
}

// AtLeast returns the documents whose terms of the query weigh least or more together, in order. No term may be in the
// query twice.
//
// Of the terms that most documents have, as many are left aside as weigh less than that all together: a document that
// has none of the others cannot be one (the prefix filter of set similarity joins: Bayardo, Ma, Srikant, "Scaling up
// all pairs similarity search", 2007). So only the shortest lists are read, and the longer ones looked up, shortest
// first, for as long as the document may still be one.
//
// looked is how many entries of lists were looked at.
func (x *Index) AtLeast(query []QueryTerm, least float32) (docs []int, looked int) {
	type cursor struct {
		list   []int32 // what is left of it
		weight float32
	}
	var cursors []cursor // the shortest list first
	for _, q := range query {
		if list, _ := x.list(q.Term); len(list) > 0 && q.Weight > 0 {
			cursors = append(cursors, cursor{list, q.Weight})
			for i := len(cursors) - 1; i > 0 && len(cursors[i-1].list) > len(cursors[i].list); i-- {
				cursors[i-1], cursors[i] = cursors[i], cursors[i-1]
			}
		}
	}
	rest := make([]float32, len(cursors)+1) // what those from here on weigh
	for i, c := range slices.Backward(cursors) {
		rest[i] = rest[i+1] + c.weight
	}
	read := 0
	for read < len(cursors) && rest[read] >= least {
		read++
	}
	for {
		const end = math.MaxInt32
		doc := int32(end)
		for i := range cursors[:read] {
			if l := cursors[i].list; len(l) > 0 {
				doc = min(doc, l[0])
			}
		}
		if doc == end {
			return docs, looked
		}
		looked += len(cursors)
		has := float32(0)
		for i := range cursors {
			c := &cursors[i]
			if i >= read {
				if has+rest[i] < least {
					break
				}
				c.list = from(c.list, doc)
			}
			if len(c.list) > 0 && c.list[0] == doc {
				has += c.weight
				c.list = c.list[1:]
			}
		}
		if has >= least {
			docs = append(docs, int(doc))
		}
	}
}

// from returns a list without the documents before doc. It looks ahead in growing steps, for most often doc is not far.
func from(list []int32, doc int32) []int32 {
	step := 1
	for step < len(list) && list[step] < doc {
		step *= 2
	}
	n, _ := slices.BinarySearch(list[step/2:min(step+1, len(list))], doc)
	return list[step/2+n:]
}
