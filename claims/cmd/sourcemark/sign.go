package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

const signHelp = `Signs dossiers, so that anyone who shows them can be sure they are unchanged. Sign a file
last, just before it goes out: any change except to white space or short forms breaks the signature.

The dossier is written back in its canonical form (sourcemark fmt) with one more line, "signature": Ed25519
over the others. The standard input (-) is signed to the standard output. A dossier with mistakes, or with a
verdict that it does not classify, is not signed (sourcemark lint).

-new-key makes a pair of keys: FILE is the private one, which only you can read, and FILE.pub the public one,
for those who should trust you. Both are PEM, as openssl writes them; a key made by "openssl genpkey
-algorithm ed25519" works too. A key has no password: keep it with the other secrets of your site, and out of
version control.`

const signExamples = `  sourcemark sign -new-key desk.key -name "The Harbour Desk"
  sourcemark sign -key desk.key claims/records/ferry.json
  sourcemark fmt ferry.json | sourcemark sign -key desk.key - > public/ferry.json`

func signCommand() *cobra.Command {
	var key, fresh, name string
	cmd := &cobra.Command{
		Use: "sign -key FILE DOSSIER|FOLDER... | sign -new-key FILE [-name NAME]", DisableFlagsInUseLine: true,
		Short:             "Sign dossiers, so that others can be sure they are yours",
		Long:              signHelp,
		Example:           signExamples,
		GroupID:           "publish",
		ValidArgsFunction: completeFiles("json"),
	}
	cmd.Flags().StringVar(&key, "key", "", "sign with the private key in `FILE`")
	complete(cmd, "key", "key", "pem")
	cmd.Flags().StringVar(&fresh, "new-key", "", "make a private key, `FILE`, and its public one, and do nothing else")
	cmd.Flags().StringVar(&name, "name", "", "the `NAME` of the owner of the key, for the public key and for cards")
	cmd.Args = func(_ *cobra.Command, args []string) error {
		switch {
		case fresh != "" && (key != "" || len(args) > 0):
			return errors.New("-new-key makes a key and signs nothing: use it without -key and without a dossier")
		case fresh == "" && name != "":
			return errors.New("-name is for -new-key: whose a key is stands in the key")
		case strings.ContainsAny(name, "\r\n") || strings.Contains(name, "-----"):
			return fmt.Errorf("-name %q: must be one line, without -----", name)
		case fresh == "" && key == "":
			return errors.New("needs a private key: add -key FILE; sourcemark sign -new-key desk.key makes one")
		case fresh == "" && len(args) == 0:
			return errors.New("needs a dossier")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if fresh != "" {
			return newKey(cmd, fresh, name)
		}
		private, err := readPrivateKey(key)
		if err != nil {
			return err
		}
		id := keyID(private.Public().(ed25519.PublicKey))
		sign := func(signed []byte) (records.Signature, error) {
			return records.Signature{Key: id,
				Value: base64.StdEncoding.EncodeToString(ed25519.Sign(private, signed))}, nil
		}
		files, err := filesOf(args, ".json")
		if err != nil {
			return err
		}
		var failed []error
		for _, file := range files {
			signFile := func(data []byte) ([]byte, error) { return edit.Sign(file, data, sign) }
			if file == "-" {
				data, err := readFile(file, cmd.InOrStdin())
				if err == nil {
					data, err = signFile(data)
				}
				if err == nil {
					_, err = cmd.OutOrStdout().Write(data)
				}
				failed = append(failed, err)
				continue
			}
			changed, err := disk.Replace(file, signFile)
			switch {
			case err != nil:
				failed = append(failed, err)
			case changed:
				say(cmd.ErrOrStderr(), "%s: signed with key %s\n", file, id)
			default:
				say(cmd.ErrOrStderr(), "%s: is signed with key %s already\n", file, id)
			}
		}
		return errors.Join(failed...)
	}
	return cmd
}

// newKey writes a private key and its public one.
func newKey(cmd *cobra.Command, file, name string) error {
	if file == "-" {
		return misuse("-new-key -: a private key must not go to a screen or a pipe: give the name of a file")
	}
	if _, err := os.Lstat(file + ".pub"); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s.pub: already exists, and others may trust that key: use another name", file)
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	// O_EXCL and the mode from the first moment on: a key is never overwritten, nor readable for an instant.
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s: already exists, and what was signed with a lost key cannot be signed again: use "+
			"another name", file)
	} else if err != nil {
		return err
	}
	made := errors.Join(pem.Encode(f, &pem.Block{Type: privateType, Bytes: der}), f.Sync(), f.Close())
	text := pem.EncodeToMemory(&pem.Block{Type: publicType, Bytes: pkix(public)})
	if name != "" {
		text = append([]byte(name+"\n"), text...) // RFC 7468 lets words stand there, and other tools pass over them
	}
	if made == nil {
		made = newFile(file+".pub", text, false, nil)
	}
	if made != nil { // on a full disk half a key, or one that nobody else can know
		return errors.Join(made, os.Remove(file))
	}
	say(cmd.ErrOrStderr(), "%s: a new private key, %s: keep it to yourself\n%[1]s.pub: its public key, for "+
		"everybody\n", file, keyID(public))
	return nil
}

const (
	privateType = "PRIVATE KEY"
	publicType  = "PUBLIC KEY"
)

// pkix returns a public key in the form that others use.
func pkix(public ed25519.PublicKey) []byte {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		panic(err) // there is nothing in 32 bytes that could be wrong
	}
	return der
}

// keyID returns the records.Signature.Key of a public key.
func keyID(public ed25519.PublicKey) string {
	digest := sha256.Sum256(pkix(public))
	return hex.EncodeToString(digest[:8])
}

// readPrivateKey reads what newKey writes, and keys of openssl. One that others can read is refused, as ssh does: who
// has it signs as this desk.
func readPrivateKey(file string) (ed25519.PrivateKey, error) {
	f, err := disk.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat() // of what is read, whatever is put under its name now
	if err != nil {
		return nil, err
	}
	if others := info.Mode().Perm() & 0o077; others != 0 && runtime.GOOS != "windows" { // where these bits say nothing
		return nil, fmt.Errorf("%s: others can read this private key (mode %04o): chmod 600 %[1]s, and if they may "+
			"have done so, make a new one with sourcemark sign -new-key", file, info.Mode().Perm())
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	_, der, err := readPEM(file, data, privateType)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: must be a private key as sourcemark sign -new-key makes it", file, err)
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: a private key of another kind (%T): must be an Ed25519 key, as sourcemark sign "+
			"-new-key makes it", file, key)
	}
	return private, nil
}

// readKey reads a public key for records.Verify. Whose it is stands above it, or else is the name of the file.
func readKey(file string) (records.Key, error) {
	data, err := disk.Read(file)
	if err != nil {
		return records.Key{}, err
	}
	name, der, err := readPEM(file, data, publicType)
	if err != nil {
		return records.Key{}, err
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return records.Key{}, fmt.Errorf("%s: %w: must be a public key as sourcemark sign -new-key makes it", file, err)
	}
	public, ok := key.(ed25519.PublicKey)
	if !ok {
		return records.Key{}, fmt.Errorf("%s: a public key of another kind (%T): must be an Ed25519 key, as "+
			"sourcemark sign -new-key makes it", file, key)
	}
	if name == "" {
		name, _, _ = strings.Cut(filepath.Base(file), ".")
	}
	return records.Key{ID: keyID(public), Name: name, Check: func(signed []byte, signature string) bool {
		value, err := base64.StdEncoding.Strict().DecodeString(signature)
		return err == nil && ed25519.Verify(public, signed, value)
	}}, nil
}

// readKeys reads public keys.
func readKeys(files []string) ([]records.Key, error) {
	var keys []records.Key
	var errs []error
	for _, file := range files {
		key, err := readKey(file)
		keys, errs = append(keys, key), append(errs, err)
	}
	return keys, errors.Join(errs...)
}

// readPEM returns the contents of a file, and the last line above them.
func readPEM(file string, data []byte, want string) (above string, der []byte, err error) {
	block, _ := pem.Decode(data)
	switch {
	case block == nil:
		return "", nil, fmt.Errorf("%s: not a key: the file needs a line -----BEGIN %s-----", file, want)
	case block.Type != want && block.Type == privateType:
		return "", nil, fmt.Errorf("%s: a private key: give the public one, %[1]s.pub, and keep this one to yourself",
			file)
	case block.Type != want:
		return "", nil, fmt.Errorf("%s: a %s: must be a %s", file, block.Type, want)
	}
	head, _, _ := bytes.Cut(data, []byte("-----BEGIN"))
	lines := strings.Split(strings.TrimSpace(string(head)), "\n")
	return oneLine(visible(lines[len(lines)-1])), block.Bytes, nil
}
