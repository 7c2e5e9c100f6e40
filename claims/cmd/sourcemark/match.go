package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
)

// A factCheck is one as the evaluation and other collections of checks have it.
type factCheck struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	Author   string `json:"author"`
	Date     string `json:"date"`
	Speaker  string `json:"speaker"`
}

func (c *factCheck) record() claims.Record {
	r := claims.Record{ID: c.ID, Text: c.Text, Speaker: claims.Party{Name: c.Speaker}}
	if c.Subtitle != "" {
		r.Reviews = []claims.Review{{Claimed: c.Subtitle, By: claims.Party{Name: c.Author}, Date: c.Date}}
	}
	if c.Title != "" {
		r.Citations = []claims.Citation{{Source: &claims.Source{Title: c.Title}}}
	}
	return r
}

// words returns all that readers can see of a check, by name.
func (c *factCheck) words() map[string]*string {
	return map[string]*string{"id": &c.ID, "text": &c.Text, "title": &c.Title, "subtitle": &c.Subtitle,
		"author": &c.Author, "date": &c.Date, "speaker": &c.Speaker}
}

// seen reports what is wrong with words that are to be shown.
func (c *factCheck) seen() error {
	words := c.words()
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(words)) {
		check := records.Words
		if name == "author" {
			check = records.Name
		}
		if err := check(*words[name]); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// mended takes out what cannot be seen: what people have posted has marks of direction in it.
func (c *factCheck) mended() error {
	for _, words := range c.words() {
		*words = visible(*words)
	}
	return nil
}

// readChecks reads checks, each of which do is to accept.
func readChecks(file string, do func(*factCheck) error) (*claims.Dossier, error) {
	d := &claims.Dossier{File: file}
	err := eachCheck(file, func(line []byte) error {
		c, err := readCheck(line)
		if err == nil {
			err = do(&c)
		}
		if err == nil {
			d.Records = append(d.Records, c.record())
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

func readCheck(line []byte) (c factCheck, err error) {
	if err = decode(line, &c); err == nil && c.ID == "" {
		err = errors.New("id: must be a string")
	}
	return c, err
}

// longestLine is how many bytes a line of a file has at most. A database takes dossiers of two megabytes; without a
// limit, a gzipped file of four would fill the memory with one line.
const longestLine = 16 << 20

// eachCheck reads the lines of a file, gzipped or not, that are not blank.
func eachCheck(file string, do func(line []byte) error) error {
	f, err := disk.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	r := io.Reader(f)
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(bufio.NewReader(f)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<20), longestLine)
	number := 1
	for ; lines.Scan(); number++ {
		if line := bytes.TrimSpace(lines.Bytes()); len(line) > 0 {
			if err := do(bytes.Clone(line)); err != nil {
				return fmt.Errorf("%s: line %d: %w", file, number, err)
			}
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("%s: line %d: longer than %d bytes: write one record or dossier a line", file, number,
			longestLine)
	case err != nil:
		return fmt.Errorf("%s: line %d: %w", file, number, err)
	}
	return nil
}

// answers is how many records batch match returns: as many as an editor goes through by hand.
const answers = 20

func matchLine(library *claims.Library) task {
	return func(line []byte) (any, error) {
		var q struct {
			ID       *string `json:"id"`
			Text     *string `json:"text"`
			Speaker  string  `json:"speaker"`
			Context  string  `json:"context"`
			Language string  `json:"language"`
		}
		if err := decode(line, &q); err != nil {
			return nil, err
		}
		switch {
		case q.ID == nil:
			return nil, errors.New("id: must be a string")
		case q.Text == nil:
			return nil, errors.New("text: must be a string")
		}
		type match struct {
			Record string  `json:"record"`
			Score  float64 `json:"score"`
			Link   bool    `json:"link"`
		}
		answer := struct {
			ID       string  `json:"id"`
			Matches  []match `json:"matches"`
			Language string  `json:"language,omitempty"`
		}{ID: *q.ID, Matches: []match{}, Language: plainText(*q.Text, q.Language).Spoken()}
		for _, m := range library.Find(claims.Statement{Text: *q.Text, Before: q.Context, Speaker: q.Speaker,
			Language: q.Language}, answers) {
			answer.Matches = append(answer.Matches, match{m.Record.ID, m.Score, m.Leads})
		}
		return answer, nil
	}
}

func compareLine(line []byte) (any, error) {
	var q struct {
		ID       *string    `json:"id"`
		Sentence *string    `json:"sentence"`
		Speaker  string     `json:"speaker"`
		Record   *factCheck `json:"record"`
		Language string     `json:"language"`
	}
	if err := decode(line, &q); err != nil {
		return nil, err
	}
	switch {
	case q.ID == nil:
		return nil, errors.New("id: must be a string")
	case q.Sentence == nil:
		return nil, errors.New("sentence: must be a string")
	case q.Record == nil:
		return nil, errors.New("record: must be an object")
	}
	answer := struct {
		ID       string  `json:"id"`
		Relation string  `json:"relation"`
		Score    float64 `json:"score"`
		Language string  `json:"language,omitempty"`
	}{ID: *q.ID, Relation: claims.None.String(), Language: plainText(*q.Sentence, q.Language).Spoken()}
	library := claims.NewLibrary(&claims.Dossier{Records: []claims.Record{q.Record.record()}})
	for _, m := range library.Find(claims.Statement{Text: *q.Sentence, Speaker: q.Speaker, Language: q.Language}, 1) {
		answer.Relation, answer.Score = m.Relation.String(), m.Agreement
	}
	return answer, nil
}
