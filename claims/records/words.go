package records

import (
	"errors"
	"strings"
	"unicode"

	"sourcemark/claims/records/internal/dossier"
)

// Words reports what keeps words from being shown to readers: a character that could make them see others, or a key in
// brackets. A host holds words against it that it takes from elsewhere than a dossier.
func Words(s string) error {
	for _, c := range s {
		if dossier.IsForbidden(c) {
			return errors.New("U+" + dossier.Hex4(c) + " in " + dossier.Quote(s) +
				": delete it: control characters and characters that reverse the direction of text are not allowed")
		}
	}
	if namesKey(s) {
		return errors.New(dossier.Quote(s) + ": delete the key in brackets: only a verified signature may name a key")
	}
	return nil
}

// Name reports what keeps the name of a checker from being shown. Besides what [Words] reports, it must not look like
// the line that says who signed.
func Name(s string) error {
	if err := Words(s); err != nil {
		return err
	}
	if saysSigned(s) {
		return errors.New(dossier.Quote(s) + ": give the name alone: only a verified signature may say who signed")
	}
	return nil
}

// Address reports whether a dossier may give s as an address of the web.
func Address(s string) bool { return dossier.IsWeb(s) }

// signing is how a host says in each of its languages that a dossier is signed, letters and colon only; web/lang has
// the whole line.
var signing = [...]string{"signedby", "signiert:", "firma:", "signature:", "署名:", "서명:", "подпись:", "签名:", "التوقيع:"}

// saysSigned reports whether words can be taken for the beginning of that line.
func saysSigned(s string) bool {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsLetter(c) || c == ':':
			return unicode.ToLower(c)
		case c == '：':
			return ':'
		}
		return -1
	}, s)
	for _, words := range signing {
		if strings.Contains(s, words) {
			return true
		}
	}
	return false
}

// namesKey reports whether words can be taken for the end of that line, a key in brackets.
func namesKey(s string) bool {
	const digits = 16 // of Signature.Key
	n, letters, numbers := 0, 0, 0
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9':
			n, numbers = n+1, numbers+1
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			n, letters = n+1, letters+1
		case (c == ')' || c == '）') && n >= digits && letters > 0 && numbers > 0:
			return true
		case c != ' ' && c != 0xa0:
			n, letters, numbers = 0, 0, 0
		}
	}
	return false
}
