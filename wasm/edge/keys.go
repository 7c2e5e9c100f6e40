package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"sourcemark/claims/records"
)

// spki begins an Ed25519 public key as a .pub file has it between its lines of dashes (RFC 8410); the key itself
// follows. A whole parser of such structures would be a tenth of the worker.
const spki = "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"

// aKey says what a key in KEYS looks like.
const aKey = "the line MCowBQYDK2VwAyEA… of a .pub file, a space and a name, such as The Harbour Desk"

// readKeys reads public keys, with a ";" between two: each is the line of a .pub file that is not dashes, a space, and
// whose key it is. It returns nil for "". A setting without a key in it is an error, because it would ask for no
// signatures.
func readKeys(setting string) ([]records.Key, error) {
	var keys []records.Key
	for one := range strings.SplitSeq(setting, ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		encoded, name, _ := strings.Cut(strings.TrimSpace(one), " ")
		der, err := base64.StdEncoding.DecodeString(encoded)
		public, ok := strings.CutPrefix(string(der), spki)
		if err != nil || !ok || len(public) != ed25519.PublicKeySize || strings.TrimSpace(name) == "" {
			return nil, fmt.Errorf("KEYS: %q: use %s", one, aKey)
		}
		sum := sha256.Sum256(der)
		check := func(signed []byte, signature string) bool {
			s, err := base64.StdEncoding.DecodeString(signature)
			return err == nil && len(s) == ed25519.SignatureSize && ed25519.Verify(ed25519.PublicKey(public), signed, s)
		}
		keys = append(keys, records.Key{ID: hex.EncodeToString(sum[:8]), Name: strings.TrimSpace(name), Check: check})
	}
	if keys == nil && setting != "" {
		return nil, fmt.Errorf("KEYS=%q: add at least one key: %s; or leave KEYS out", setting, aKey)
	}
	return keys, nil
}
