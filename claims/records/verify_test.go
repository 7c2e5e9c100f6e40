package records_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// A pair is a key of a desk, made from words so that every run has the same.
type pair struct {
	private ed25519.PrivateKey
	public  records.Key
}

func pairOf(t *testing.T, name string) pair {
	t.Helper()
	seed := sha256.Sum256([]byte(name))
	private := ed25519.NewKeyFromSeed(seed[:])
	der, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(der)
	return pair{private, records.Key{ID: hex.EncodeToString(digest[:8]), Name: name,
		Check: func(signed []byte, signature string) bool {
			value, err := base64.StdEncoding.Strict().DecodeString(signature)
			return err == nil && ed25519.Verify(private.Public().(ed25519.PublicKey), signed, value)
		}}}
}

func (p pair) sign(signed []byte) (records.Signature, error) {
	return records.Signature{Key: p.public.ID,
		Value: base64.StdEncoding.EncodeToString(ed25519.Sign(p.private, signed))}, nil
}

func signed(t *testing.T, p pair, file string, data []byte) []byte {
	t.Helper()
	out, err := edit.Sign(file, data, p.sign)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lineOf is the line of a signed dossier that has the signature.
func lineOf(t *testing.T, dossier string) string {
	t.Helper()
	for line := range strings.Lines(dossier) {
		if strings.HasPrefix(line, `  "signature": "ed25519:`) {
			return line
		}
	}
	t.Fatalf("no line for the signature in\n%s", dossier)
	return ""
}

// TestForgedOrAltered: records that were forged or altered are refused, and the words say what happened.
func TestForgedOrAltered(t *testing.T) {
	desk, other := pairOf(t, "The Harbour Desk"), pairOf(t, "The Bridge Desk")
	good := string(signed(t, desk, "ferry.json", []byte(strings.Replace(signable, "ID", "ferry.json", 1))))
	bridge := string(signed(t, desk, "bridge.json", []byte(strings.Replace(signable, "ID", "bridge.json", 1))))

	if s, err := records.Verify("ferry.json", []byte(good), other.public, desk.public); err != nil ||
		s.Name != "The Harbour Desk" || s.Key != desk.public.ID {
		t.Fatalf("signed by %+v, %v", s, err)
	}
	line, otherLine := lineOf(t, good), lineOf(t, bridge)
	for _, c := range []struct{ what, old, new, want string }{
		{"a record altered", "41,200 passengers", "14,200 passengers", "the dossier was changed after it was signed"},
		{"a verdict altered", `"alternateName": "Wrong number"`, `"alternateName": "Right"`,
			"the dossier was changed after it was signed"},
		{"a record taken back", `"@id": "#c1",`, `"@id": "#c1", "status": "draft",`,
			"the dossier was changed after it was signed"},
		{"a member that nobody knows", `"version": "1",`, `"version": "1", "rating": 5,`,
			"the dossier was changed after it was signed"},
		{"a blank within words", "per cent fewer", "per  cent fewer", "the dossier was changed after it was signed"},
		{"another dossier under its name", `"@id": "ferry.json"`, `"@id": "bridge.json"`,
			"the dossier was changed after it was signed"},
		{"the signature of another dossier", line, otherLine, "or it is not the one signed"},
		{"the key's number forged", desk.public.ID, other.public.ID, "the dossier was changed after it was signed"},
		{"a truncated signature", `=="`, `"`, `signature: "ed25519:`},
		{"a signature cut in the middle", line[60:70], "", "must be what sourcemark sign writes"},
		{"another kind of signature", "ed25519:", "ed448:", "must be what sourcemark sign writes"},
		{"two signatures", line, line + line, "appears twice"},
	} {
		forged := strings.Replace(good, c.old, c.new, 1)
		if forged == good {
			t.Fatalf("%s: nothing was forged", c.what)
		}
		if s, err := records.Verify("ferry.json", []byte(forged), desk.public, other.public); err == nil ||
			!strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "ferry.json: ") || s != nil {
			t.Errorf("%s: signed by %+v, %v; want %q", c.what, s, err, c.want)
		}
	}
	// By the key of somebody whom the host does not trust.
	if s, err := records.Verify("ferry.json", []byte(good), other.public); err == nil ||
		!strings.Contains(err.Error(), "made with key "+desk.public.ID+", not with "+other.public.ID) || s != nil {
		t.Errorf("signed by %+v, %v", s, err)
	}
	// Without its signature it is nobody's, and that can be told from one that is somebody's.
	unsigned, err := edit.Format("ferry.json", []byte(strings.Replace(signable, "ID", "ferry.json", 1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := records.Verify("ferry.json", unsigned, desk.public); err != nil || s.Key != "" || s.Name != "" {
		t.Errorf("signed by %+v, %v", s, err)
	}
	// One record of it alone does not carry the signature of the whole.
	one, err := edit.Singles("ferry.json", []byte(good))
	if err != nil || bytes.Contains(one[0].Data, []byte("ed25519")) {
		t.Errorf("%v\n%s", err, one[0].Data)
	}
}

const signable = `{
  "@context": ["https://schema.org", {"sourcemark": "urn:sourcemark:v1:"}], "@type": "Dataset", "@id": "ID", "version": "1", "inLanguage": "en",
  "publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"],
  "unknown": {"b": 1.50, "a": null},
  "hasPart": [{"@type": "Claim", "@id": "#c1", "text": "The ferry carried 41,200 passengers", "verdict": "Wrong number", "citation": "#s1"},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "excerpt": "40,200 passengers, 3.5 per cent fewer"}]
}`

// What says the same is signed alike: short forms, blanks and the order of members do not matter. And signing again
// changes nothing.
func TestSignedForm(t *testing.T) {
	desk := pairOf(t, "The Harbour Desk")
	once := signed(t, desk, "ferry.json", []byte(signable))
	if twice := signed(t, desk, "ferry.json", once); !bytes.Equal(once, twice) {
		t.Errorf("signed twice it is\n%s\nonce\n%s", twice, once)
	}
	formatted, err := edit.Format("ferry.json", once, nil)
	if err != nil || !bytes.Equal(formatted, once) {
		t.Errorf("no canonical form, %v:\n%s", err, once)
	}
	if !bytes.Contains(once, []byte(`"signature": "sourcemark:signature"`)) {
		t.Errorf("its @context does not know the name:\n%s", once)
	}
	reordered := bytes.Replace(once, []byte(`"version": "1",`), nil, 1)
	reordered = bytes.Replace(reordered, []byte(`{`), []byte(`{ "version":"\u0031",`), 1)
	if s, err := records.Verify("ferry.json", reordered, desk.public); err != nil || s.Key == "" {
		t.Errorf("another order: %+v, %v", s, err)
	}
	// In its canonical form, what is signed is the file without one line: others can verify it without us.
	payload, _, err := records.Signed("ferry.json", once)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Replace(string(once), lineOf(t, string(once)), "", 1); got != string(payload) {
		t.Errorf("without its line it is\n%s\nsigned is\n%s", got, payload)
	}
}

// What was signed once stays signed. testdata/signed.json has all that a dossier may have, short forms too, and is
// never to be changed: a formatter that breaks its signature breaks those of all dossiers that are out there.
func TestSignedStays(t *testing.T) {
	data, err := os.ReadFile("testdata/signed.json")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := records.Verify("signed.json", data, pairOf(t, "The Harbour Desk").public); err != nil || s.Key == "" {
		t.Errorf("signed by %+v, %v", s, err)
	}
}

// Nothing is signed that could not be shown.
func TestSignRefuses(t *testing.T) {
	desk := pairOf(t, "The Harbour Desk")
	for _, c := range []struct{ data, want string }{
		{`{`, "line 1, column 2"},
		{strings.Replace(signable, `"Claim"`, `"Clam"`, 1), "hasPart[0].@type"},
		{strings.Replace(signable, `["Wrong number"]`, `[]`, 1),
			`a.json: #c1: the verdict "Wrong number" is not classified: most desks use it to mean that a statement is wrong: if you do too, add "Wrong number" to negativeVerdicts`},
	} {
		if out, err := edit.Sign("a.json", []byte(c.data), desk.sign); err == nil ||
			!strings.Contains(err.Error(), c.want) || out != nil {
			t.Errorf("%v; want %q\n%s", err, c.want, out)
		}
	}
}
