package edit

import (
	"slices"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// How far a check has come on its way to readers stands in its record, in members that no reader is shown: a draft is
// ready (readyBy, ready), then read by another person (editor, read), then released; or it is sent back (returned).
// What was called ready, and what was read, are the words that stood there: see [Touched].

// wayMembers say how far a record has come. editor is one of them where a day stands beside it: without one it was
// written by hand, for everybody.
var wayMembers = []string{"readyBy", "ready", "read", "returned"}

// A Refusal is why a record goes no further.
type Refusal string

const (
	NotThere   Refusal = "no draft and no check has this @id"
	NotReady   Refusal = "nobody has called the draft ready"
	SameReader Refusal = "who called it ready is not the second person who reads it"
)

func (r Refusal) Error() string { return string(r) }

// Ready returns a dossier in its canonical form in which a draft, by its @id, waits to be read by a second person, since
// somebody called it ready on a day, ISO 8601. The error is NotThere or one of [records.Read].
func Ready(file string, data []byte, id, by, day string) ([]byte, error) {
	return step(file, data, id, func(p dossier.Value, _ *claims.Record) (dossier.Value, error) {
		if !isDraft(&p) {
			return p, NotThere
		}
		return p.Without("returned", "editor", "read").With("readyBy", person(by)).With("ready", dossier.String(day)), nil
	})
}

// ReadBy returns a dossier in which a draft that was ready, or a check that is released, was read by a second person on a
// day. The error is NotThere, NotReady, SameReader, or one of [records.Read].
func ReadBy(file string, data []byte, id, by, day string) ([]byte, error) {
	return step(file, data, id, func(p dossier.Value, r *claims.Record) (dossier.Value, error) {
		switch {
		case r.Status == claims.Withdrawn:
			return p, NotThere
		case isDraft(&p) && r.Way.Ready == "":
			return p, NotReady
		case lint.SamePerson(by, r.Way.By.Name):
			return p, SameReader
		}
		return p.With("editor", person(by)).With("read", dossier.String(day)), nil
	})
}

// SendBack returns a dossier in which a draft is ready no longer, and says why, in words of somebody for whoever called
// it ready. The error is NotThere, NotReady, or one of [records.Read].
func SendBack(file string, data []byte, id, by, why, day string) ([]byte, error) {
	return step(file, data, id, func(p dossier.Value, r *claims.Record) (dossier.Value, error) {
		switch {
		case !isDraft(&p):
			return p, NotThere
		case r.Way.Ready == "":
			return p, NotReady
		}
		return p.Without("ready", "editor", "read").With("returned", dossier.Object(dossier.StringField("@type", "Comment"),
			dossier.Field("author", person(by)), dossier.StringField("datePublished", day),
			dossier.StringField("text", why))), nil
	})
}

// Touched returns what a dossier is after a change that somebody made on a day. What was called ready or was read is so
// no longer if its words, or a source that it rests on, are others now. A check that is released stays so, and is theirs
// who changed it: somebody else reads it again. strict is a house that publishes nothing unread: in it that goes for all
// that is released, also where an editor was named by hand.
func Touched(file string, before, after []byte, by, day string, strict bool) ([]byte, error) {
	old, err := newKeeper(file, before)
	if err != nil {
		return nil, err
	}
	now, err := newKeeper(file, after)
	if err != nil {
		return nil, err
	}
	if old.root.Get("hasPart") == nil || now.root.Get("hasPart") == nil {
		return after, nil
	}
	// Where the words of a source stand is not what they say: see Cite.
	every := func(string) bool { return true }
	old, now = keeperOf(apart(*old.root, every)), keeperOf(apart(*now.root, every))
	touched := map[string]bool{}
	for i := range now.parts {
		p := &now.parts[i]
		was := old.byID[p.Get("@id").Text()]
		if was == nil || !dossier.IsRecord(p) || p.Get("status").Text() == "withdrawn" || isDraft(p) != isDraft(was) {
			continue
		}
		if (p.Get("ready") != nil || p.Get("read") != nil || strict && !isDraft(p)) && now.says(p) != old.says(was) {
			touched[p.Get("@id").Text()] = true
		}
	}
	if len(touched) == 0 {
		return after, nil
	}
	return rewrite(file, after, func(v dossier.Value) (dossier.Value, error) {
		return eachRecord(v, func(p dossier.Value) dossier.Value {
			draft := isDraft(&p)
			if !touched[p.Get("@id").Text()] {
				return p
			}
			if p = unread(p); strict {
				p = p.Without("editor")
			}
			if draft || by == "" {
				return p.Without("ready")
			}
			return p.With("readyBy", person(by)).With("ready", dossier.String(day))
		}), nil
	})
}

// says returns what a second person reads of a record: all of it, and the sources that it rests on, but for how far it
// has come, and what keeps a source true without changing it.
func (k *keeper) says(p *dossier.Value) string {
	k.kept = make(map[*dossier.Value]bool)
	k.keep(p)
	var out []byte
	for i := range k.parts {
		part := &k.parts[i]
		if !k.kept[part] {
			continue
		}
		said := part.Without("archivedAt", "sdDatePublished")
		if part == p {
			said = hushed(*part).Without("status", "statusReason")
		}
		out = dossier.AppendLine(out, &said, ",", ":")
	}
	return string(out)
}

// hushed returns a record without what is for the house alone: how far it has come, and who has worked on it.
func hushed(p dossier.Value) dossier.Value { return unread(p).Without(wayMembers...) }

// unread returns a record that nobody has read.
func unread(p dossier.Value) dossier.Value {
	if p.Get("read") == nil {
		return p
	}
	return p.Without("editor", "read")
}

func person(name string) dossier.Value {
	return dossier.Object(dossier.StringField("@type", "Person"), dossier.StringField("name", name))
}

// step returns a dossier in which a record goes a step on its way.
func step(file string, data []byte, id string, do func(dossier.Value, *claims.Record) (dossier.Value, error)) ([]byte, error) {
	d, err := records.Read(file, data)
	if err != nil {
		return nil, err
	}
	var r *claims.Record
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		if i := slices.IndexFunc(list, func(r claims.Record) bool { return r.ID == id }); i >= 0 {
			r = &list[i]
		}
	}
	if r == nil {
		return nil, NotThere
	}
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		var err error
		v = eachRecord(v, func(p dossier.Value) dossier.Value {
			if p.Get("@id").Text() == id {
				p, err = do(p, r)
			}
			return p
		})
		return v, err
	})
}
