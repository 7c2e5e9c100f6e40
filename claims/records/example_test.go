package records_test

import (
	"fmt"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

const bridge = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "bridge.json", "version": "1", "inLanguage": "en",
  "publisher": "The Bridge Desk", "negativeVerdicts": ["Wrong number"],
  "hasPart": [
    {"quote": "The bridge cost 80 million", "publisher": "County office", "url": "https://county.example/bridge",
     "date": "2026-03-10", "excerpt": "The bridge cost 62 million.", "verdict": "Wrong number"}
  ]
}`

// A dossier is read, and its records are found in an article.
func ExampleRead() {
	d, err := records.Read("bridge.json", []byte(bridge))
	if err != nil {
		fmt.Println(err)
		return
	}
	report := claims.New(d).Check(claims.Plain("The bridge cost 80 million, the mayor said."))
	for _, a := range report.Items {
		fmt.Println(a.Record.ID, a.Status(), a.Record.Citations[0].Excerpt.Text)
	}
	// Output: #c01 disputed The bridge cost 62 million.
}

// Everything that is wrong with a file is told at once, with what to type.
func ExampleMistakes() {
	_, err := records.Read("bridge.json", []byte(`{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "bridge.json", "version": "1", "inLanguage": "en",
  "publisher": "The Bridge Desk", "negativeVerdicts": [],
  "hasPart": [{"@type": "Claim", "@id": "#c01", "status": "flase"}]
}`))
	for _, m := range records.Mistakes(err) {
		fmt.Println(m.Path + ": " + m.What)
	}
	// Output:
	// hasPart[0].text: missing: add the claim in plain words, or the quotation as printed
	// hasPart[0].status: "flase": must be sourced, disputed, neutral, unsourced, withdrawn or draft
}

// Whose key signed a dossier is for the host to say: it brings the keys that it trusts, and the cryptography.
func ExampleVerify() {
	desk := records.Key{ID: "ab0825a5325ac785", Name: "The Bridge Desk",
		Check: func(signed []byte, signature string) bool {
			return false // in earnest, crypto/ed25519.Verify
		}}
	signer, err := records.Verify("bridge.json", []byte(bridge), desk)
	fmt.Printf("%q %v\n", signer.Name, err) // it is not signed
	// Output: "" <nil>
}
