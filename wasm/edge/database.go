package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

// A database has the dossiers of all pages, and finds records of other stories for what they say. The tables are those of
// migrations/, and sourcemark push fills them.
//
// It is asked in three ways, each in one round trip: which edition it is, at most once in a while; the dossiers of a page, once for
// each edition; and, for a page that nobody has seen in this edition, candidates for its statements. What it does not answer in
// time is done without: who has failed a moment ago is not asked again at once, for readers wait.
type database struct {
	// run runs statements one after the other as one transaction: of each, the rows, of each of these, the columns as texts.
	run func(ctx context.Context, batch ...query) ([][][]string, error)
	// hot and keep are a copy of some of it that is nearer by, of texts by name; nil if there is none. No text is changed
	// under its name.
	hot  func(ctx context.Context, name string) ([]byte, error)
	keep func(ctx context.Context, name, text string, lasting time.Duration)
	// keys are those of the store. Where there are any, a record is taken out of its whole dossier, for that is what is signed.
	keys  []records.Key
	fresh time.Duration
	now   func() time.Time

	mu     sync.Mutex
	last   corpus
	when   time.Time // last was asked for
	failed error     // the last answer, if it was none
}

// A query is a statement of SQL with what stands for ?1, ?2 and so on: strings and ints.
type query struct {
	sql    string
	params []any
}

// A corpus is what is known of all records. The zero corpus is that of a database that has never answered.
type corpus struct {
	edition string
	records int
	length  float64 // of all
}

const corpusSQL = "SELECT edition, records, length FROM corpus"

func readCorpus(rows [][]string) (corpus, error) {
	if len(rows) != 1 || len(rows[0]) != 3 {
		return corpus{}, errors.New("corpus: want one row")
	}
	n, err := strconv.Atoi(rows[0][1])
	length, err2 := strconv.ParseFloat(rows[0][2], 64)
	return corpus{rows[0][0], n, length}, errors.Join(err, err2)
}

// current is the newest edition that is known, and what kept it from being newer, if anything did.
func (d *database) current(ctx context.Context) (corpus, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.now(); d.when.IsZero() || now.Sub(d.when) >= d.fresh {
		d.when = now // whoever comes while this one waits goes by what was known
		d.mu.Unlock()
		rows, err := d.run(ctx, query{sql: corpusSQL})
		var c corpus
		if err == nil {
			c, err = readCorpus(rows[0])
		}
		d.mu.Lock()
		if d.failed = err; err == nil {
			d.last = c
		}
	}
	return d.last, d.failed
}

// ask asks, unless that has failed a moment ago.
func (d *database) ask(ctx context.Context, batch ...query) ([][][]string, error) {
	if _, err := d.current(ctx); err != nil {
		return nil, err
	}
	rows, err := d.run(ctx, batch...)
	if err != nil {
		d.mu.Lock()
		d.failed = err
		d.mu.Unlock()
	}
	return rows, err
}

// copied is how long a copy stays. It is of one edition and never wrong; soon nobody asks for that any more.
const copied = time.Hour

// longestName is the most bytes of a name in KV.
const longestName = 512

// dossiers is those of a page, in an edition.
func (d *database) dossiers(ctx context.Context, page, edition string) ([]string, error) {
	name := "d1:" + edition + ":" + page
	copies := d.hot != nil && len(name) <= longestName
	if copies {
		if text, err := d.hot(ctx, name); err == nil && text != nil {
			return strings.Split(string(text), "\n"), nil
		}
	}
	rows, err := d.ask(ctx, query{"SELECT c.edition, coalesce(d.data, '') FROM corpus c LEFT JOIN dossiers d ON d.page = ?1 AND d.page <> '' ORDER BY d.file", []any{page}})
	if err != nil {
		return nil, err
	}
	var all []string
	for _, row := range rows[0] {
		if row[1] != "" {
			all = append(all, strings.ReplaceAll(row[1], "\n", " "))
		}
		// What another copy of the database says, which is behind or ahead, is of another edition.
		copies = copies && row[0] == edition
	}
	if copies && all != nil {
		d.keep(ctx, name, strings.Join(all, "\n"), copied)
	}
	return all, nil
}

const (
	// postings is how many entries of the index are gone through for a statement, the rarest terms first. With so many, and
	// so many looked at by their lengths and speakers, the first record of all was among the candidates of each of the 539
	// statements of the developer data, and of the first five 99 of 100.
	postings = 10_000
	first    = 1000
	// candidates is how many come back. More do not change what is found.
	candidates = 40
	// k1 and b of BM25 as the engine has them (claims/internal/match), and what the same speaker adds.
	matchSQL = `WITH
		asked AS (SELECT s.key AS statement, t.value ->> 0 AS term, t.value ->> 1 AS weight FROM json_each(?1) s, json_each(s.value, '$[1]') t),
		known AS (SELECT statement, a.term, weight, f.records, sum(f.records) OVER (PARTITION BY statement ORDER BY f.records, a.term) AS upto
			FROM asked a JOIN frequencies f ON f.term = a.term),
		chosen AS (SELECT * FROM known WHERE upto <= ?2 OR upto = records),
		hits AS (SELECT statement, t.rowid AS id, sum(weight * ln(1 + (c.records - k.records + 0.5) / (k.records + 0.5))) AS score
			FROM corpus c, chosen k JOIN terms t ON t.terms MATCH '"' || replace(k.term, '"', '""') || '"' GROUP BY 1, 2),
		ranked AS (SELECT *, row_number() OVER (PARTITION BY statement ORDER BY score DESC, id) AS n FROM hits),
		looked AS (SELECT h.statement, h.id, r.dossier, r.name, r.data, row_number() OVER (PARTITION BY h.statement ORDER BY
				h.score * 2.2 / (1 + 1.2 * (0.25 + 0.75 * r.length * c.records / c.length)) + 8 * (r.speaker <> '' AND r.speaker = s.value ->> 0) DESC, h.id) AS n
			FROM ranked h CROSS JOIN records r ON r.id = h.id, json_each(?1) s, corpus c WHERE h.n <= ?3 AND s.key = h.statement)
		SELECT l.statement, d.file, l.name, CASE WHEN ?5 THEN d.data ELSE coalesce(l.data, d.data) END
		FROM looked l CROSS JOIN dossiers d ON d.id = l.dossier WHERE l.n <= ?4 ORDER BY l.statement, l.id`
)

// frequenciesSQL is in how many records each term of a question is.
const frequenciesSQL = `SELECT term, records FROM frequencies WHERE term IN (SELECT t.value ->> 0 FROM json_each(?1) s, json_each(s.value, '$[1]') t)`

// match is a library for each statement, of the records that it may be about.
func (d *database) match(ctx context.Context, statements []claims.Statement) ([]*claims.Library, error) {
	asked := asking(len(statements), func(i int) (string, []claims.SearchTerm) {
		return string(records.AppendString(nil, claims.Surname(statements[i].Speaker))), statements[i].Terms()
	})
	rows, err := d.ask(ctx, query{sql: corpusSQL}, query{frequenciesSQL, []any{asked}}, query{matchSQL, []any{asked, postings, first, candidates, d.wholes()}})
	if err != nil {
		return nil, err
	}
	all, err := corpusOf(rows[0], rows[1])
	if err != nil {
		return nil, err
	}
	found := make([][]*claims.Dossier, len(statements))
	seen := make(map[string]*claims.Dossier)
	for _, row := range rows[2] {
		i, _ := strconv.Atoi(row[0])
		if one := d.single(seen, row[1], row[2], row[3]); one != nil {
			found[i] = append(found[i], one)
		}
	}
	out := make([]*claims.Library, len(statements))
	for i := range out {
		out[i] = claims.NewLibraryOf(all, found[i]...)
	}
	return out, nil
}

const (
	// sharp is up to how many entries of the index are gone through for a sentence beyond those that must be: the more
	// of its terms are known to be shared or not, the fewer records are left.
	sharp = 2000
	// perStatement is how many records come back for one; Check looks at ten.
	perStatement = 20
	// A record is left where it shares all that must be shared of the terms that were looked up: what they weigh without
	// what may be missing.
	besideSQL = `WITH
		asked AS (SELECT s.key AS statement, s.value ->> 0 AS miss, t.value ->> 0 AS term, t.value ->> 1 AS weight FROM json_each(?1) s, json_each(s.value, '$[1]') t),
		known AS (SELECT statement, miss, a.term, weight, coalesce(f.records, 0) AS records,
				sum(weight) OVER w AS upto, sum(coalesce(f.records, 0)) OVER w AS entries
			FROM asked a LEFT JOIN frequencies f ON f.term = a.term
			WINDOW w AS (PARTITION BY statement ORDER BY coalesce(f.records, 0), a.term ROWS UNBOUNDED PRECEDING)),
		chosen AS (SELECT * FROM known WHERE upto - weight <= miss OR entries <= ?2),
		least AS (SELECT statement, max(upto) - max(miss) - 0.001 AS share FROM chosen GROUP BY statement),
		hits AS (SELECT k.statement, t.rowid AS id, sum(weight) AS shared
			FROM chosen k JOIN terms t ON t.terms MATCH '"' || replace(k.term, '"', '""') || '"' WHERE k.records > 0 GROUP BY 1, 2),
		ranked AS (SELECT id, row_number() OVER (PARTITION BY h.statement ORDER BY shared DESC, id) AS n
			FROM hits h JOIN least l ON l.statement = h.statement WHERE shared >= share)
		SELECT d.file, r.name, CASE WHEN ?4 THEN d.data ELSE coalesce(r.data, d.data) END
		FROM (SELECT DISTINCT id FROM ranked WHERE n <= ?3) h CROSS JOIN records r ON r.id = h.id CROSS JOIN dossiers d ON d.id = r.dossier`
)

// beside is a checker for an article beside whose dossiers are the records that it may say; nil if there are none.
func (d *database) beside(ctx context.Context, t *claims.Text, of *set) (*claims.Checker, error) {
	sought := t.Seek()
	if len(sought) == 0 {
		return nil, nil
	}
	asked := asking(len(sought), func(i int) (string, []claims.SearchTerm) {
		miss := -sought[i].Least
		for _, t := range sought[i].Terms {
			miss += t.Weight
		}
		return strconv.FormatFloat(float64(miss), 'f', -1, 32), sought[i].Terms
	})
	rows, err := d.ask(ctx, query{besideSQL, []any{asked, sharp, perStatement, d.wholes()}})
	if err != nil {
		return nil, err
	}
	var own []*claims.Dossier
	files := make(map[string]bool)
	for _, x := range of.dossiers {
		own, files[x.ID] = append(own, x.Dossier), true
	}
	var found []*claims.Dossier
	seen := make(map[string]*claims.Dossier)
	for _, row := range rows[0] {
		if files[row[0]] {
			continue
		}
		if one := d.single(seen, row[0], row[1], row[2]); one != nil {
			found = append(found, one)
		}
	}
	if found == nil {
		return nil, nil
	}
	return claims.NewBeside(found, own...), nil
}

// asking is a question as JSON: [[what goes with a statement, [[term, weight], ...]], ...].
func asking(n int, of func(i int) (with string, terms []claims.SearchTerm)) string {
	b := []byte("[")
	for i := range n {
		with, terms := of(i)
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '['), with...), ",["...)
		for k, t := range terms {
			if k > 0 {
				b = append(b, ',')
			}
			b = append(records.AppendString(append(b, '['), t.Term), ',')
			b = append(strconv.AppendFloat(b, float64(t.Weight), 'f', -1, 32), ']')
		}
		b = append(b, "]]"...)
	}
	return string(append(b, ']'))
}

func (d *database) wholes() int {
	if d.keys != nil {
		return 1
	}
	return 0
}

func corpusOf(one, frequencies [][]string) (*claims.Corpus, error) {
	c, err := readCorpus(one)
	if err != nil {
		return nil, err
	}
	known := make(map[string]int, len(frequencies))
	for _, row := range frequencies {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, fmt.Errorf("frequencies: %w", err)
		}
		known[row[0]] = n
	}
	return &claims.Corpus{Records: c.records, Length: c.length / max(1, float64(c.records)), Known: func(term string) int { return known[term] }}, nil
}

// single is a dossier of one record; nil if it cannot be read, or is not to be shown. One that was read for another statement is
// in seen.
func (d *database) single(seen map[string]*claims.Dossier, file, name, data string) *claims.Dossier {
	key := file + name
	one, ok := seen[key]
	if !ok {
		if x, _, err := readSigned(file, []byte(data), d.keys); err == nil {
			only := *x
			only.Records = slices.DeleteFunc(slices.Clone(only.Records), func(r claims.Record) bool { return r.ID != name })
			one = &only
		}
		seen[key] = one
	}
	return one
}
