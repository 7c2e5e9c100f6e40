package records

import (
	"errors"
	"strings"
	"sync"
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
	if namesKey(s, false) {
		return errors.New(dossier.Quote(s) +
			": delete the key in brackets: only a verified signature may name a key")
	}
	return nil
}

// Name reports what keeps the name of a checker from being shown. Besides what [Words] reports, it must not look like
// the line that says who signed, nor name a key.
func Name(s string) error {
	if err := Words(s); err != nil {
		return err
	}
	if namesKey(s, true) {
		return errors.New(dossier.Quote(s) +
			": give the name alone, without a key: only a verified signature may name one")
	}
	if saysSigned(s) {
		return errors.New(dossier.Quote(s) + ": give the name alone: only a verified signature may say who signed")
	}
	return nil
}

// Address reports whether a dossier may give s as an address of the web.
func Address(s string) bool { return dossier.IsWeb(s) }

// Date reports whether a dossier may give s as a day, a month, a year, or a day and a time.
func Date(s string) bool { return dossier.IsDate(s) }

// Language reports whether a dossier may give s as a language.
func Language(s string) bool { return dossier.IsLanguage(s) }

// signing lists the words that say that something is signed, and by whom: those of our own line in the languages of
// web/lang, and those that other programs and languages have.
const signing = `signedby signatureverified signatureok verifiedsignature digitallysigned signiert: signiertvon
unterschriebenvon unterzeichnetvon signaturgepruft unterschrift: firma: firmadopor firmadapor
firmadigital firmaverificada firmato: firmatoda assinado: assinadopor assinadapor signature: signepar signeepar
signatureverifiee ondertekenddoor podpisaneprzez imza: imzalayan 署名: 署名者 署名済 署名検証 署名確認 서명: 서명자 서명됨 서명확인
подпись: подписано: подписьпроверена 签名: 签名者 已签名 签名已验证 簽名: 簽名者 已簽名 التوقيع: موقعمن kýbởi`

// alike lists groups of characters that look alike; the first of each stands for all. For the letters of words that say
// "signed", it has those of confusables.txt (UTS 39, the skeleton of a name) in Cyrillic, Greek and Armenian, letters
// with accents, and digits and signs that people write for letters.
const alike = "aаαàáâãäåąả@ bвьʙβ cсϲçć dԁժ eеєéèêëęэεё3 fϝ gɡցğ hһнհ iіιıìíîïịíјlӏ1!|¡ kкκ mм nпոηñ oоοօòóôõöơởở0 " +
	"pрρ rгʀ sѕꜱ5$ tтτ uυսùúûü vѵνv wԝωw xхχ yуүγýỳ zᴢž :꞉∶׃ː˸︰﹕"

// sayings is signing as skeleton makes it, made when it is first asked for: nothing is done before a page is read.
var sayings struct {
	sync.Once
	skeletons []string
}

// saysSigned reports whether a reader who only glances at s may take it for the beginning of the line "Signed by NAME".
func saysSigned(s string) bool {
	sayings.Do(func() {
		for _, w := range strings.Fields(signing) {
			sayings.skeletons = append(sayings.skeletons, skeleton(w))
		}
	})
	s = skeleton(s)
	for _, words := range sayings.skeletons {
		if strings.Contains(s, words) {
			return true
		}
	}
	return false
}

// skeleton returns the letters and colons of s in lower case, with one letter for all that look alike.
func skeleton(s string) string {
	return strings.Map(func(c rune) rune {
		if c = lookalike(plain(c)); unicode.IsLetter(c) || c == ':' {
			return c
		}
		return -1
	}, s)
}

// lookalike returns the character that stands for all that look like c.
func lookalike(c rune) rune {
	if i := strings.IndexRune(alike, c); i >= 0 && c != ' ' {
		return rune(alike[strings.LastIndexByte(alike[:i], ' ')+1])
	}
	return c
}

// plain returns a character in lower case. For one that Unicode has a second time, for mathematics, for East Asian type
// or in a circle or a square, it returns the ordinary one (as NFKC does, without its tables).
func plain(c rune) rune {
	switch {
	case 0xFF01 <= c && c <= 0xFF5E: // full width
		c += '!' - 0xFF01
	case 0x1D400 <= c && c < 0x1D6A4: // 13 alphabets, of capitals and small letters
		c = 'a' + (c-0x1D400)%26
	case 0x1D7CE <= c && c <= 0x1D7FF: // five of digits
		c = '0' + (c-0x1D7CE)%10
	case 0x24B6 <= c && c <= 0x24E9: // in circles
		c = 'a' + (c-0x24B6)%26
	case 0x1F130 <= c && c < 0x1F190: // in squares, three times 26 of 32
		c = 'a' + (c-0x1F130)%32
	}
	return unicode.ToLower(c)
}

// namesKey reports whether a reader may take words of s for the end of the line "Signed by NAME (KEY)", a key in
// brackets; with bare, whether any words of s look like a key, without brackets too.
func namesKey(s string, bare bool) bool {
	const (
		digits = 16 // of Signature.Key
		turns  = 3  // from letters to numbers and back, of fewer of which the decade 1990 to 1999 has one
	)
	if !bare && !strings.Contains(s, ")") && !strings.Contains(s, "）") { // as nearly all words
		return false
	}
	n, letters, numbers, turned := 0, 0, 0, 0
	last := ' '
	for _, c := range s {
		if c = plain(c); c >= 0x80 {
			c = lookalike(c)
		}
		kind := ' '
		switch {
		case '0' <= c && c <= '9':
			kind = '0'
			n, numbers = n+1, numbers+1
		case 'a' <= c && c <= 'f':
			kind = 'a'
			n, letters = n+1, letters+1
		case c == ')' && n >= digits && letters > 0 && numbers > 0:
			return true
		case c != ' ' && (c < 0x80 || !unicode.In(c, unicode.Z, unicode.Cf, unicode.M)):
			n, letters, numbers, turned, last = 0, 0, 0, 0, ' '
		}
		if kind != ' ' {
			if last != ' ' && kind != last {
				turned++
			}
			last = kind
		}
		if bare && n >= digits && turned >= turns {
			return true
		}
	}
	return false
}
