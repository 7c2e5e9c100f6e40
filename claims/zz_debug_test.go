package claims

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	for _, path := range strings.Fields(os.Getenv("ZZ")) {
		data, _ := os.ReadFile("/work/shared/eval/story/" + path + ".json")
		var s struct {
			Language, Original string
			Records            []struct{ ID, Kind, Text, Anchor, Speaker string }
			Versions           []struct {
				ID, Text string
				Gold     []struct{ Record, Relation, What, Words string }
			}
		}
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatal(err)
		}
		d := &Dossier{Language: s.Language}
		for _, r := range s.Records {
			k := Claim
			if r.Kind != "claim" {
				k = Quotation
			}
			d.Records = append(d.Records, Record{ID: r.ID, Kind: k, Text: r.Text, Speaker: Party{Name: r.Speaker}, Anchor: Selector{Exact: r.Anchor}})
		}
		for _, v := range s.Versions {
			if w := os.Getenv("ZV"); w != "" && !strings.Contains(w, v.ID) {
				continue
			}
			text := Plain(v.Text)
			text.Language = s.Language
			st, ws := readStory(text, d, nil)
			st.left = 1 << 30
			for i, r := range d.Records {
				if r.Kind != Claim {
					continue
				}
				x := st.search(ws[i])
				ranked := x.rank()
				if len(ranked) == 0 {
					continue
				}
				b := ranked[0]
				rel, _ := st.relation(ranked)
				lead := 0.0
				if len(ranked) > 1 {
					lead = ranked[1].score() / b.score()
				}
				g := v.Gold[i]
				span := text.Slice(st.clauses[b.clause].Span)
				on := g.Words != "" && (strings.Contains(span, g.Words) || strings.Contains(g.Words, span))
				fmt.Printf("%s %s %s GOLD %s %s | REL %s on=%v cover %.2f plain %.2f here %.2f lead %.2f tell %d WHY %v differs %v undec %v turns %v\n", path, v.ID, r.ID, g.Relation, g.What, rel, on, b.cover.share(), b.plain.share(), b.cover.here/b.cover.all, lead, b.telling, b.why, b.differs, b.undecided, b.turns)
				var lost []string
				for k := range x.units {
					u := &x.units[k]
					if _, w := x.find(k, b.clause); u.shared && u.wording == 0 && w == 0 && u.kind != lightWord && u.kind != measureWord {
						lost = append(lost, u.stem)
					}
				}
				fmt.Println("    LOST:", lost)
				if os.Getenv("ZL") != "" {
					fmt.Println("    T:", r.Text, "\n    A:", r.Anchor.Exact, "\n    S:", span, "\n    W:", g.Words)
					var units []string
					for k := range x.units {
						u := &x.units[k]
						h, w := x.find(k, b.clause)
						units = append(units, fmt.Sprintf("%d%s/%d:%.1f/%.1f", u.wording, u.stem, u.kind, h, w))
					}
					fmt.Println("    U:", units, "nots", notWords(ws[i][0]), "V", len(ws[i][0].values))
					units = nil
					q := st.clauses[b.clause].phrase
					for k := range q.units {
						units = append(units, fmt.Sprintf("%s/%d", q.units[k].stem, q.units[k].kind))
					}
					fmt.Println("    Q:", units, "nots", notWords(q), "V", len(q.values), "modals", q.modals)
				}
			}
		}
	}
}

func notWords(p *phrase) (out []string) {
	for _, k := range p.nots {
		out = append(out, p.words[k].Text)
	}
	return append(out, "|")
}
