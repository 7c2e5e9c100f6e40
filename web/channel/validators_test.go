package channel_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	. "sourcemark/web/channel"
	"sourcemark/web/lang"
)

// validators skips a test that ./build.sh test channels runs, with what it needs in a folder.
func validators(t *testing.T) {
	t.Helper()
	if os.Getenv("SOURCEMARK_TEST") != "channels" {
		t.Skip("./build.sh test channels runs this")
	}
}

// TestAMPValidator asks AMP's own validator about a page with checks in every language of the interface.
func TestAMPValidator(t *testing.T) {
	validators(t)
	folder := t.TempDir()
	var files []string
	for _, tag := range lang.Tags {
		out, err := AMP(page(ampPage), viewOf(t, page(ampPage).Text, tag))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, tag+".html")
		if err := os.WriteFile(file, out, 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	const script = `const d = require.resolve("next/package.json").replace("package.json", "dist/compiled/amphtml-validator/"), fs = require("fs");
		require(d).getInstance(d + "validator_wasm.js").then(v => {
			for (const f of process.argv.slice(1)) {
				const r = v.validateString(fs.readFileSync(f, "utf8"));
				console.log(f.replace(/.*\//, ""), r.status, r.errors.map(e => e.line + ":" + e.col + " " + e.message).join("; "));
			}
		})`
	cmd := exec.Command("node", append([]string{"-e", script, "--"}, files...)...)
	cmd.Dir = "validators"
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if n := strings.Count(string(out), " PASS "); n != len(files) {
		t.Errorf("%d of %d pages are valid:\n%s", n, len(files), out)
	}
}

// TestMailPrograms looks up what stands in a mail with checks in the data of caniemail.com: no element and no property of
// ours is one that the newest Gmail, Outlook, Apple Mail or Yahoo Mail does not have at all.
func TestMailPrograms(t *testing.T) {
	validators(t)
	data, err := os.ReadFile("validators/node_modules/caniemail/data/caniemail.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Data []struct {
			Slug  string
			Stats map[string]map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	refused := map[string][]string{} // by feature
	known := map[string]bool{}
	answers := regexp.MustCompile(`:\s*"([^"]*)"`)
	for _, f := range all.Data {
		known[f.Slug] = true
		for _, client := range []string{"gmail", "outlook", "apple-mail", "yahoo"} {
			for program, versions := range f.Stats[client] {
				if a := answers.FindAllStringSubmatch(string(versions), -1); a != nil && strings.HasPrefix(a[len(a)-1][1], "n") {
					refused[f.Slug] = append(refused[f.Slug], client+" "+program)
				}
			}
		}
	}
	looked := 0
	look := func(feature string) {
		if known[feature] {
			looked++
		}
		if by := refused[feature]; by != nil {
			slices.Sort(by)
			t.Errorf("%s: %s do not have it", feature, strings.Join(by, ", "))
		}
	}
	out, err := Mail(page(mailPage), viewOf(t, page(mailPage).Text, "ar"))
	if err != nil {
		t.Fatal(err)
	}
	groups := map[string]string{"ol": "lists", "ul": "lists", "li": "lists", "h2": "h1-h6", "td": "table", "tr": "table"}
	for _, x := range added(string(out)) {
		name := x.Data
		if g := groups[name]; g != "" {
			name = g
		}
		look("html-" + name)
		for _, a := range x.Attr {
			switch a.Key {
			case "role": // is for screen readers; without it they say that there is a table
				continue
			case "style":
			default:
				look("html-" + a.Key)
				continue
			}
			for declaration := range strings.SplitSeq(a.Val, ";") {
				property, _, _ := strings.Cut(declaration, ":")
				look("css-" + property)
				look("css-" + strings.SplitN(property, "-", 2)[0]) // border of border-top
			}
		}
	}
	if looked < 10 {
		t.Errorf("only %d lookups found something", looked)
	}
}
