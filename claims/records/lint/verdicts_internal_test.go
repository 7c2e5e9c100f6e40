package lint

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
)

// The list of usual verdicts has each language of the interface with each class, and no verdict with two of them: a
// proposal that depends on the order of lines is none.
func TestUsualVerdicts(t *testing.T) {
	classes := map[string]claims.Class{}
	for _, language := range strings.Fields("en ko zh ja ru de fr es ar") {
		for c := claims.Against; c <= claims.Neither; c++ {
			words := UsualVerdicts(language, c)
			if len(words) < 6 {
				t.Errorf("%s: %d verdicts for %s", language, len(words), dossier.ClassLists[c])
			}
			for _, w := range words {
				key := foldVerdict(w)
				if before, ok := classes[key]; ok && before != c {
					t.Errorf("%s: %q is in two classes", language, w)
				}
				if classes[key] = c; usualClass(w) != c {
					t.Errorf("%s: %q is proposed for %d, want %d", language, w, usualClass(w), c)
				}
			}
		}
	}
	for verdict, want := range map[string]claims.Class{
		"False": claims.Against, "FALSE.": claims.Against, "Misleading": claims.Against, "Falso": claims.Against,
		"Faux": claims.Against, "거짓": claims.Against,
		"虚假": claims.Against, "誤り": claims.Against, "Ложь": claims.Against, "كاذب": claims.Against,
		"Falsch":  claims.Against,
		"Correct": claims.For, "Vrai": claims.For, "Правда": claims.For, "صحيح": claims.For,
		"Unproven": claims.Neither, "Opinion": claims.Neither, "판단 유보": claims.Neither,
		"": claims.Unclassified, "Close to the source": claims.Unclassified, "True story": claims.Unclassified,
	} {
		if got := usualClass(verdict); got != want {
			t.Errorf("%q is proposed for %d, want %d", verdict, got, want)
		}
	}
	if UsualVerdicts("sv", claims.For) != nil {
		t.Error("Swedish verdicts out of nowhere")
	}
}

// Unclassified names file, record and verdict, once each, with what to type, and is silent about what no reader sees.
func TestUnclassified(t *testing.T) {
	claim := func(id, verdict, more string) string {
		return `{"@type": "Claim", "@id": "` + id + `", "text": "It is late", "verdict": "` + verdict + `"` + more + `}`
	}
	for _, c := range []struct{ parts, want string }{
		{claim("#c1", "Wrong number", ""), ""},
		{claim("#c1", "False", `, "status": "draft"`), ""},
		{claim("#c1", "False", `, "status": "withdrawn", "correction": "The wrong ferry."`), ""},
		{claim("#c1", "Late", "") + "," + claim("#c2", "Late", ""),
			`ferry.json: #c1: the verdict "Late" is not classified: add "Late" to negativeVerdicts if it says that a statement is wrong, ` +
				`to positiveVerdicts if right, to neutralVerdicts if neither`},
		{claim("#c1", "Correct", "") + "," + claim("#c2", "False", ""),
			`ferry.json: #c1: the verdict "Correct" is not classified: most desks use it to mean that a statement is right: if you do too, add "Correct" to positiveVerdicts; ` +
				"otherwise to negativeVerdicts or neutralVerdicts\n" +
				`ferry.json: #c2: the verdict "False" is not classified: most desks use it to mean that a statement is wrong: if you do too, add "False" to negativeVerdicts; ` +
				`otherwise to positiveVerdicts or neutralVerdicts`},
	} {
		d, err := records.Read("ferry.json", []byte(framed(c.parts)))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := Unclassified(d); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.parts, got, c.want)
		}
	}
}

// However many verdicts a dossier has, what is said of them stays short: the findings, and the line to paste in each.
func TestManyUnclassified(t *testing.T) {
	var parts []string
	for i := range 500 {
		verdict := "False" + strings.Repeat(".", i)
		parts = append(parts, `{"@type": "Claim", "@id": "#c`+strings.Repeat("0",
			i)+`", "text": "It is late", "verdict": "`+verdict+`"}`)
	}
	data := []byte(framed(strings.Join(parts, ",")))
	findings := Dossier("ferry.json", data, Options{})
	findings = slices.DeleteFunc(findings, func(f Finding) bool { return f.Rule != "verdict-class" })
	if len(findings) != mostTold+1 || findings[mostTold].Message != "480 more verdicts are not classified" {
		t.Errorf("%d findings, the last %v", len(findings), findings[len(findings)-1])
	}
	d, err := records.Read("ferry.json", data)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(Unclassified(d).Error(), "\n"); n != mostTold {
		t.Errorf("%d lines, want %d", n+1, mostTold+1)
	}
}

func framed(parts string) string {
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"], "hasPart": [` + parts + `]}`
}
