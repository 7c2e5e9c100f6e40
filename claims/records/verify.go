package records

import (
	"errors"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// A dossier may be signed, so that anyone who shows it can tell that it is unchanged.
//
// The signature is over the bytes of the canonical form (edit.Format) without the member "signature". So white space
// and short forms may change and nothing else may, @id and about included. It is Ed25519 (RFC 8032), which needs no
// digest and no parameters, and stands in the dossier as one string, so that no name in it means anything to others:
//
//	"signature": "ed25519:KEY:VALUE"
//
// sourcemark sign writes a file in its canonical form, where the signature is a line of its own and the other lines are
// what is signed. So it can be verified without this program:
//
//	grep -v '^  "signature": "ed25519:' ferry.json > signed
//	sed -n 's/^  "signature": "ed25519:[0-9a-f]*:\(.*\)",$/\1/p' ferry.json | base64 -d > signature
//	openssl pkeyutl -verify -pubin -inkey desk.key.pub -rawin -in signed -sigfile signature
//
// KEY is the first 16 hexadecimal digits of the SHA-256 of the public key in its PKIX form, as openssl pkey -pubin
// -outform DER writes it. It only says which key to look for. VALUE, 64 bytes in base64, is checked with a key that the
// host has from elsewhere and trusts; a key in the dossier itself would prove nothing.
//
// A signature does not say that a dossier is the newest: an older signed one is as good. Its dateModified is signed.
//
// There is no cryptography in this file. The widget links it, and crypto/ed25519 is larger than all of this package;
// hosts that verify bring their own.

const signatureWanted = `what sourcemark sign writes: "ed25519:", 16 hexadecimal digits, ":" ` +
	`and 88 characters of base64`

// A Signature is what stands in a signed dossier. The zero Signature is none.
type Signature struct {
	Key   string // which key: 16 hexadecimal digits, as told at the top of sign.go
	Value string // 64 bytes in base64
}

// String returns s as it stands in a dossier, "" for none.
func (s Signature) String() string {
	if s == (Signature{}) {
		return ""
	}
	return "ed25519:" + s.Key + ":" + s.Value
}

// signatureOf reads what String writes.
func signatureOf(s string) (_ Signature, ok bool) {
	rest, ok := strings.CutPrefix(s, "ed25519:")
	key, value, cut := strings.Cut(rest, ":")
	base64 := func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '/')
	}
	sixtyFour, padded := strings.CutSuffix(value, "==") // bytes; the last of 86 characters has two bits of them
	ok = ok && cut && len(key) == 16 && strings.Trim(key, "0123456789abcdef") == "" &&
		padded && len(sixtyFour) == 86 && !strings.ContainsFunc(sixtyFour, base64) &&
		strings.ContainsAny(sixtyFour[85:], "AQgw")
	if !ok {
		return Signature{}, false
	}
	return Signature{key, value}, true
}

// A Key is a public key that a host trusts.
type Key struct {
	ID   string // as in Signature.Key
	Name string // whose it is, for readers
	// Check reports whether a signature, in base64 as in Signature.Value, is this key's of the bytes.
	Check func(signed []byte, signature string) bool
}

// Signed returns the bytes of a dossier that are signed, and the signature it has. The error is one of [Read].
func Signed(file string, data []byte) ([]byte, Signature, error) {
	if _, err := Read(file, data); err != nil {
		return nil, Signature{}, err
	}
	v, _ := dossier.Parse(string(data)) // Read has
	v = dossier.Expand(v)
	s, _ := signatureOf(v.Get("signature").Text())
	v = v.Without("signature")
	return dossier.Lines(dossier.Canonical(v)), s, nil
}

// Verify returns whose key signed a dossier, for [claims.Dossier.Signer]; a Signer without a key if it is not signed at
// all. The error says why it must not be shown: it is no dossier (see [Read]), it is signed with none of these keys, or
// it was changed after it was signed.
func Verify(file string, data []byte, keys ...Key) (*claims.Signer, error) {
	signed, s, err := Signed(file, data)
	if err != nil {
		return nil, err
	}
	if s == (Signature{}) {
		return &claims.Signer{}, nil
	}
	var known []string
	for _, k := range keys {
		known = append(known, k.ID)
		switch {
		case k.ID != s.Key:
		case k.Check(signed, s.Value):
			return &claims.Signer{Name: k.Name, Key: k.ID}, nil
		default:
			return nil, errors.New(file + ": signature: " + dossier.Quote(s.String()) +
				": does not match: the dossier was changed after it was signed, or it is " +
				"not the one signed: use the file as it was signed, or check what has changed and sign it again")
		}
	}
	return nil, errors.New(file + ": signature: made with key " + s.Key + ", not with " + strings.Join(known, " or ") +
		": give that key too if you trust it")
}
