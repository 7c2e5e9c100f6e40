package match

import (
	"math"
	"slices"
)

// Of thousands of records a sentence is about one or none, and which must be known in less time than a
// reader notices. An Index is the first step of that: an inverted file. Every term has a list of the
// documents it stands in, and the score of a document is the sum over the terms of a query of
//
//	idf(term) · weight·(k1+1) / (weight + k1·(1 - b + b·length/mean length))
//
// which is BM25 with fields, as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
// Beyond" (2009): a term's weight is its count in each field times that of the field, and is saturated once
// over all of them. All but the weight of the query is worked out when the index is frozen, so that a
// search is one multiplication for each entry of a list.
//
// Terms are numbers from 0, handed out by the owner. The zero Index is empty and ready for Add.
type Index struct {
	lists   [][]entry // of each term, by document
	lengths []float32 // of each document, its fields weighted
}

type entry struct {
	doc    int32
	weight float32
}

// The usual parameters of BM25. Each was tried at half and at twice its value on the developer data, and no
// figure rose by more than 0.004.
const (
	k1 = 1.2
	b  = 0.75
)

// A Field is one text of a document, and how much each term in it counts.
type Field struct {
	Terms  []int32 // those below 0 are passed over
	Weight float32
}

// Add adds the next document; documents are numbered from 0.
func (x *Index) Add(fields ...Field) {
	doc := int32(len(x.lengths))
	length := float32(0)
	for _, f := range fields {
		for _, t := range f.Terms {
			if t < 0 {
				continue
			}
			length += f.Weight
			for int(t) >= len(x.lists) {
				x.lists = append(x.lists, nil)
			}
			list := x.lists[t]
			if n := len(list); n > 0 && list[n-1].doc == doc {
				list[n-1].weight += f.Weight
			} else {
				x.lists[t] = append(list, entry{doc, f.Weight})
			}
		}
	}
	x.lengths = append(x.lengths, length)
}

// Freeze ends the adding: scores are worked out, and from here on the index is only read.
func (x *Index) Freeze() {
	total := float32(0)
	for _, l := range x.lengths {
		total += l
	}
	docs := float64(len(x.lengths))
	mean := max(1, total) / max(1, float32(docs))
	for _, list := range x.lists {
		n := float64(len(list))
		idf := float32(math.Log(1 + (docs-n+0.5)/(n+0.5)))
		for i := range list {
			e := &list[i]
			e.weight = idf * e.weight * (k1 + 1) / (e.weight + k1*(1-b+b*x.lengths[e.doc]/mean))
		}
	}
}

// A Query is a term that is looked for, and how much it counts.
type Query struct {
	Term   int32
	Weight float32
}

// A Hit is a document that shares terms with a query.
type Hit struct {
	Doc   int
	Score float32
}

// Search is the most documents that share terms with the query, best first, and of equals the one that
// was added first. No term may be there twice. scratch is memory that is used again from one search to
// the next: it points to nil at first, and belongs to one goroutine.
func (x *Index) Search(query []Query, most int, scratch *[]float32) []Hit {
	if len(*scratch) < len(x.lengths) {
		*scratch = make([]float32, len(x.lengths))
	}
	scores := (*scratch)[:len(x.lengths)]
	clear(scores)
	for _, q := range query {
		if q.Term < 0 || int(q.Term) >= len(x.lists) {
			continue
		}
		for _, e := range x.lists[q.Term] {
			scores[e.doc] += q.Weight * e.weight
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
