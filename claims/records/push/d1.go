package push

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
)

// A D1 is a database behind Cloudflare's API, https://developers.cloudflare.com/api/resources/d1/.
type D1 struct{ api *api }

// D1 returns a database of the account by its ID.
func (a Account) D1(id string) *D1 {
	return &D1{a.api("D1", "give the -database id that npx wrangler d1 list shows", "d1", "database", id, "query")}
}

// An outcome is that of one statement.
type outcome struct {
	Results json.RawMessage `json:"results"`
}

// run runs statements as one transaction.
func (d *D1) run(ctx context.Context, batch []statement) error {
	_, err := d.ask(ctx, struct {
		Batch []statement `json:"batch"`
	}{batch})
	return err
}

func (d *D1) ask(ctx context.Context, body any) ([]outcome, error) {
	data, err := d.api.ask(ctx, http.MethodPost, "", body)
	if err != nil {
		return nil, err
	}
	var all []outcome
	if err := json.Unmarshal(data, &all); err != nil || len(all) == 0 {
		return nil, failed(Other, "D1 gives no result: %w", err)
	}
	return all, nil
}

// rows runs one statement, all of whose columns are texts.
func (d *D1) rows(ctx context.Context, s statement) ([]map[string]string, error) {
	results, err := d.ask(ctx, s)
	if err != nil {
		return nil, err
	}
	var rows []map[string]string
	if err := json.Unmarshal(results[0].Results, &rows); err != nil {
		return nil, fmt.Errorf("D1: %w", err)
	}
	return rows, nil
}

// A Push makes a database have dossiers.
type Push struct {
	// Each calls do for every dossier that is to be there, with its @id and the file that messages name.
	Each func(do func(file, name string, data []byte) error) error

	Dry      bool               // nothing is sent: Sent and Gone are what would be
	Progress func(dossiers int) // hears of each part that was sent; may be nil

	Sent, Gone int
	Names      []string // of those that were sent

	there map[string]string // the hash of each that the database has
}

// Run sends what the database does not have. After an error, Sent says how many dossiers have arrived, and the same Push,
// or a new one, goes on from there.
func (p *Push) Run(ctx context.Context, d *D1) error {
	if err := p.ask(ctx, d); err != nil {
		return err
	}
	// While a part is on its way, the next one is made.
	parts, stop := make(chan *part, 1), make(chan struct{})
	var readErr error
	go func() {
		defer close(parts)
		readErr = p.parts(func(x *part) error {
			select {
			case parts <- x:
				return nil
			case <-stop:
				return context.Canceled
			}
		})
	}()
	defer close(stop)
	for x := range parts {
		if !p.Dry {
			if err := d.run(ctx, x.statements()); err != nil {
				return err
			}
		}
		p.Sent += x.dossiers
		p.Names = append(p.Names, x.names...)
		if p.Progress != nil {
			p.Progress(x.dossiers)
		}
	}
	return readErr
}

// pageSize is how many names are asked for, or deleted, at a time: with their hashes some hundred bytes each, below a
// megabyte.
const pageSize = 5000

// ask learns what the database has.
func (p *Push) ask(ctx context.Context, d *D1) error {
	p.there = map[string]string{}
	for last := ""; ; {
		rows, err := d.rows(ctx,
			statement{"SELECT file, hash FROM dossiers WHERE file > ?1 ORDER BY file LIMIT ?2", []any{last, pageSize}})
		if err != nil {
			return err
		}
		for _, row := range rows {
			p.there[row["file"]] = row["hash"]
			last = row["file"]
		}
		if len(rows) < pageSize {
			return nil
		}
	}
}

// parts cuts what the database does not have into parts.
func (p *Push) parts(do func(*part) error) error {
	var x part
	err := p.Each(func(file, name string, data []byte) error {
		row, hash, err := rowOf(name, data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if p.there[name] == hash {
			return nil
		}
		if x.dossiers > 0 && x.size+len(row) > partSize {
			full := x
			if err := do(&full); err != nil {
				return err
			}
			x = part{}
		}
		x.add(name, row)
		return nil
	})
	if err == nil && x.dossiers > 0 {
		err = do(&x)
	}
	return err
}

// Prune takes away what is not among the names that are to be there. It goes after Run.
func (p *Push) Prune(ctx context.Context, d *D1, here map[string]string) error {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(p.there)) {
		if _, ok := here[name]; !ok {
			names = append(names, name)
		}
	}
	for some := range slices.Chunk(names, pageSize) {
		if !p.Dry {
			if err := d.run(ctx, removal(some)); err != nil {
				return err
			}
		}
		p.Gone += len(some)
	}
	return nil
}

// SQL writes the statements that make any database have the dossiers.
func (p *Push) SQL(w io.Writer) error {
	p.there = nil
	return p.parts(func(x *part) error {
		for _, s := range x.statements() {
			if _, err := fmt.Fprintf(w, "%s;\n", s); err != nil {
				return err
			}
		}
		return nil
	})
}
