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
	"sourcemark/claims/records/export"
)

// A database has the dossiers of all pages, and finds records of other stories for what they say. Its tables are those
// of migrations/, and sourcemark push fills them.
//
// It is asked in three ways, each in one round trip: which edition it is, now and then; the dossiers of a page, once
// for each edition; and, for a page that nobody has seen in this edition, candidates for its statements. What it does
// not answer in time is done without. After a failure it is not asked again at once, because readers wait.
type database struct {
	// run runs statements one after the other as one transaction: of each, the rows, of each of these, the columns as
	// texts.
	run func(ctx context.Context, batch ...query) ([][][]string, error)
	// hot and keep are a copy of some of it that is nearer by, of texts by name; nil if there is none. No text is
	// changed under its name.
	hot  func(ctx context.Context, name string) ([]byte, error)
	keep func(ctx context.Context, name, text string, lasting time.Duration)
	// keys are the keys of the store. If there are any, a record is read from its whole dossier, since that is what is
	// signed.
	keys   []records.Key
	signed bool // dossiers without a signature are not shown
	fresh  time.Duration
	now    func() time.Time

	mu     sync.Mutex
	last   corpus
	when   time.Time // last was asked for
	failed error     // the last answer, if it was none
}

// A query is a statement of SQL, with values for ?1, ?2 and so on: strings and ints.
type query struct {
	sql    string
	params []any
}

// A corpus is what is known about all records. The zero corpus is that of a database that has never answered.
type corpus struct {
	edition string
	records int
	length  float64 // of all
}

// dossiersSQL has the dossiers about a page, and the edition in each row. A page without any has one row.
const dossiersSQL = "SELECT c.edition, coalesce(d.data, '') FROM corpus c" +
	" LEFT JOIN pages p ON p.page = ?1 AND p.page <> '' LEFT JOIN dossiers d ON d.id = p.dossier ORDER BY d.file"

// singleSQL is the data of a dossier of record r alone, which stands in the first of its rows; that of its dossier d if
// it has none.
const singleSQL = "coalesce(r.data, (SELECT o.data FROM records o WHERE o.dossier = r.dossier AND o.name = r.name" +
	" AND o.data IS NOT NULL), d.data)"

const corpusSQL = "SELECT edition, records, length FROM corpus"

// readCorpus reads the answer to corpusSQL.
func readCorpus(rows [][]string) (corpus, error) {
	if len(rows) != 1 || len(rows[0]) != 3 {
		return corpus{}, errors.New("corpus: it must have one row")
	}
	n, err := strconv.Atoi(rows[0][1])
	length, err2 := strconv.ParseFloat(rows[0][2], 64)
	return corpus{rows[0][0], n, length}, errors.Join(err, err2)
}

// current returns the newest edition that is known. The error says what kept it from a newer one.
func (d *database) current(ctx context.Context) (corpus, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.now(); d.when.IsZero() || now.Sub(d.when) >= d.fresh {
		d.when = now // requests that come while this one waits go by what was known
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

// ask runs a batch, unless the database has failed a moment ago.
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

// copied is how long a copy stays in KV. It belongs to one edition and is never wrong; soon nobody asks for that
// edition any more.
const copied = time.Hour

// longestName is the most bytes of a name in KV.
const longestName = 512

// dossiers returns the dossiers of a page in an edition, as JSON; nil if there are none.
func (d *database) dossiers(ctx context.Context, page, edition string) ([]string, error) {
	name := "d1:" + edition + ":" + page
	copies := d.hot != nil && len(name) <= longestName
	if copies {
		if text, err := d.hot(ctx, name); err == nil && text != nil {
			return strings.Split(string(text), "\n"), nil
		}
	}
	rows, err := d.ask(ctx, query{dossiersSQL, []any{page}})
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
	// postings is how many entries of the index are gone through for a statement, the rarest terms first, first how
	// many of the records that they name are looked at by length and speaker, and candidates how many come back. With
	// these P@1 of the evaluation kit is what it is in memory, and MAP@5 within 0.003; with 5,000, 500 and 30, within
	// 0.006.
	postings   = 8000
	first      = 1000
	candidates = 30
	// What adds up is BM25 as the engine has it (claims/internal/match), but that a term counts once in a record; then
	// the same speaker, as there.
	matchSQL = `WITH
		asked AS (SELECT value ->> 0 AS term, value ->> 1 AS weight FROM json_each(?1)),
		known AS (SELECT a.term, weight, f.records, sum(f.records) OVER (ORDER BY f.records, a.term) AS upto
			FROM asked a JOIN frequencies f ON f.term = a.term),
		chosen AS MATERIALIZED (
			SELECT term, weight * ln(1 + (c.records - k.records + 0.5) / (k.records + 0.5)) AS weight
			FROM known k, corpus c WHERE upto <= ?3 OR upto = k.records),
		hits AS (SELECT t.rowid AS id, sum(weight) AS score
			FROM chosen k CROSS JOIN terms t ON t.terms MATCH '"' || replace(k.term, '"', '""') || '"'
			GROUP BY 1 ORDER BY score DESC LIMIT ?4),
		looked AS (SELECT r.id, r.dossier, r.name, r.data FROM hits h CROSS JOIN records r ON r.id = h.id, corpus c
			ORDER BY score * 2.2 / (1 + 1.2 * (0.25 + 0.75 * r.length * c.records / c.length))
				+ 8 * (speaker <> '' AND speaker = ?2) DESC, r.id LIMIT ?5)
		SELECT d.file, r.name, CASE WHEN ?6 THEN d.data ELSE ` + singleSQL + ` END
		FROM looked r CROSS JOIN dossiers d ON d.id = r.dossier ORDER BY r.id`
	// frequenciesSQL is in how many records each term is.
	frequenciesSQL = "SELECT term, records FROM frequencies WHERE term IN (SELECT value ->> 0 FROM json_each(?1))"
)

// match returns a library for each statement, with the records that it may be about.
func (d *database) match(ctx context.Context, statements []claims.Statement) ([]*claims.Library, error) {
	batch := []query{{sql: corpusSQL}}
	for _, s := range statements {
		terms := string(appendTerms(nil, s.Terms()))
		match := []any{terms, claims.Surname(s.Speaker), postings, first, candidates, d.wantsWholeDossiers()}
		batch = append(batch, query{frequenciesSQL, []any{terms}}, query{matchSQL, match})
	}
	rows, err := d.ask(ctx, batch...)
	if err != nil {
		return nil, err
	}
	all, err := readCorpus(rows[0])
	if err != nil {
		return nil, err
	}
	seen := make(map[string]*claims.Dossier)
	var out []*claims.Library
	for rows := range slices.Chunk(rows[1:], 2) {
		known := make(map[string]int)
		for _, row := range rows[0] {
			if known[row[0]], err = strconv.Atoi(row[1]); err != nil {
				return nil, fmt.Errorf("frequencies: %w", err)
			}
		}
		c := &claims.Corpus{
			Records: all.records, Length: all.length / max(1, float64(all.records)),
			DocFreq: func(term string) int { return known[term] },
		}
		out = append(out, claims.NewLibraryOf(c, d.singles(seen, rows[1])...))
	}
	return out, nil
}

// besideSQL returns the records that an article may be linked to, and few others. For each of its statements it looks
// up the rarest terms: so many that a record without any of them could not have enough of the others (prefix filtering:
// Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins in data cleaning", 2006), and then so many that
// one with only one of them could not, which leaves a few hundred of a hundred thousand. Of those it compares all
// terms.
const besideSQL = `WITH
		asked AS MATERIALIZED (SELECT s.key AS statement, s.value ->> 0 AS miss,
				t.value ->> 0 AS term, t.value ->> 1 AS weight
			FROM json_each(?1) s, json_each(s.value, '$[1]') t),
		known AS (SELECT statement, miss, a.term, weight, f.records, sum(weight) OVER s - miss AS least,
				sum(weight) OVER w AS upto, max(weight) OVER s AS heaviest,
				total(CASE WHEN f.records IS NULL THEN weight END) OVER s AS unknown
			FROM asked a LEFT JOIN frequencies f ON f.term = a.term
			WINDOW s AS (PARTITION BY statement),
				w AS (PARTITION BY statement ORDER BY f.records, a.term ROWS UNBOUNDED PRECEDING)),
		chosen AS MATERIALIZED (SELECT statement, term, weight, records, least,
				max(upto) OVER (PARTITION BY statement) - miss AS share
			FROM known WHERE upto - weight <= miss + heaviest AND unknown <= miss),
		likely AS MATERIALIZED (SELECT k.statement, t.rowid AS id, k.least
			FROM chosen k CROSS JOIN terms t ON t.terms MATCH '"' || replace(k.term, '"', '""') || '"'
			WHERE k.records > 0 GROUP BY k.statement << 40 | t.rowid HAVING sum(weight) >= k.share),
		linked AS (SELECT DISTINCT id FROM (SELECT y.id
				FROM likely y CROSS JOIN records r ON r.id = y.id CROSS JOIN json_each(r.terms) t
					CROSS JOIN asked a ON a.statement = y.statement AND a.term = t.value
			GROUP BY y.statement, y.id HAVING sum(a.weight) >= y.least))
		SELECT d.file, r.name, CASE WHEN ?2 THEN d.data ELSE ` + singleSQL + ` END
		FROM linked CROSS JOIN records r ON r.id = linked.id CROSS JOIN dossiers d ON d.id = r.dossier ORDER BY r.id`

// rounding is how much two sums of weights may differ: they have 32 bits in the engine, and 64 in SQL.
const rounding = 0.001

// beside returns a checker for an article with the records that it may say beside its own dossiers; nil if there are
// none.
func (d *database) beside(ctx context.Context, t *claims.Text, set *dossierSet) (*claims.Checker, error) {
	sought := t.Seek()
	if len(sought) == 0 {
		return nil, nil
	}
	var asked []byte // [[what may be missing, [[term, weight], ...]], ...]
	for i := range sought {
		miss := rounding - float64(sought[i].Least)
		for _, t := range sought[i].Terms {
			miss += float64(t.Weight)
		}
		asked = append(append(asked, "[,"[min(i, 1)]), '[')
		asked = append(strconv.AppendFloat(asked, miss, 'f', 4, 64), ',')
		asked = append(appendTerms(asked, sought[i].Terms), ']')
	}
	rows, err := d.ask(ctx, query{besideSQL, []any{string(append(asked, ']')), d.wantsWholeDossiers()}})
	if err != nil {
		return nil, err
	}
	var own []*claims.Dossier
	files := make(map[string]bool)
	for _, x := range set.dossiers {
		own, files[x.ID] = append(own, x.Dossier), true
	}
	found := d.singles(make(map[string]*claims.Dossier), rows[0])
	found = slices.DeleteFunc(found, func(x *claims.Dossier) bool { return files[x.ID] })
	if len(found) == 0 {
		return nil, nil
	}
	return newChecker(found, own...), nil
}

// appendTerms appends terms as JSON: [[term, weight], ...].
func appendTerms(b []byte, terms []claims.SearchTerm) []byte {
	b = append(b, '[')
	for i, t := range terms {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(export.AppendString(append(b, '['), t.Term), ',')
		b = append(strconv.AppendFloat(b, float64(t.Weight), 'f', -1, 32), ']')
	}
	return append(b, ']')
}

// wantsWholeDossiers returns 1 if records must come in their whole dossier, because that is what is signed; else 0.
func (d *database) wantsWholeDossiers() int {
	if d.keys != nil {
		return 1
	}
	return 0
}

// singles returns dossiers of one record each, for rows of their names and data, without those that cannot be read or
// must not be shown. A record that was found in two of its languages is there once. seen has what was read for another
// statement.
func (d *database) singles(seen map[string]*claims.Dossier, rows [][]string) (all []*claims.Dossier) {
	for _, row := range rows {
		key := row[0] + row[1]
		one, ok := seen[key]
		if !ok {
			one = d.single(row[0], row[1], row[2])
			seen[key] = one
		}
		if one != nil && !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// single returns a dossier with one record; nil if it cannot be read or must not be shown.
func (d *database) single(file, name, data string) *claims.Dossier {
	var x *claims.Dossier
	var err error
	if d.keys == nil {
		x, err = records.Read(file, []byte(data))
	} else {
		x, _, err = readSigned(file, []byte(data), d.keys, d.signed)
	}
	if err != nil {
		return nil
	}
	for i := range x.Records {
		if x.Records[i].ID == name {
			x.Records = x.Records[i : i+1]
			return x
		}
	}
	return nil
}
