//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipes gives every command a pipe and a device in the place of a file, and has pipes lie where git looks. Nobody
// is at the other end, so what opens one never comes back.
func TestPipes(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"ferry.json": dossier, "story.txt": "The ferry carried 41,200 " +
		"passengers last year."} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"pipe", "pipe.json", "pipe.jsonl", "pipe.jsonl.gz"} {
		if err := syscall.Mkfifo(name, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if code := run(strings.Fields("sign -new-key desk.key -name Desk"), nil, io.Discard, io.Discard); code != fine {
		t.Fatal(code)
	}
	for _, args := range []string{
		"check -records ferry.json pipe", "check -records pipe.json story.txt", "check -records pipe.jsonl story.txt",
		"check -records ferry.json /dev/zero", "check -records ferry.json /dev/tty",
		"batch -records pipe.jsonl match", "diff pipe.json ferry.json", "export -format csv pipe.json",
		"export -format jsonld -article pipe ferry.json", "fmt pipe.json", "fmt -w pipe.json",
		"history pipe.json", "import -into - pipe", "import -into pipe.json ferry.json", "links -o - pipe.json",
		"links -o pipe.json ferry.json", "lint pipe.json", "lint -article pipe ferry.json", "new pipe",
		"place pipe ferry.json", "place story.txt pipe.json",
		"push -sql - pipe.json", "render pipe -records ferry.json", "serve pipe ferry.json",
		"sign -key pipe ferry.json", "sign -key desk.key pipe.json", "push -sql pipe ferry.json",
		"push -sql - pipe.jsonl.gz", "verify -key pipe ferry.json",
		"withdraw -because x -date 2026-03-13 pipe.json c1",
	} {
		if out, err := command(t, "", strings.Fields(args)...); !strings.Contains(message(err),
			": is no file: copy") && !strings.Contains(message(err), ": is a pipe, and") {
			t.Errorf("%s: %s %s", args, out, message(err))
		}
	}
	for _, at := range []string{".git/objects/00/11", ".git/objects/pack/pack-1.idx", ".git/HEAD", ".git/config",
		".git/packed-refs", ".git", "HEAD", "dossiers/HEAD", "dossiers/.git"} {
		d := newDesk(t)
		at := filepath.Join(d.dir, filepath.FromSlash(at))
		d.must(os.RemoveAll(at))
		d.must(os.MkdirAll(filepath.Dir(at), 0o777))
		d.must(syscall.Mkfifo(at, 0o666))
		t.Chdir(d.dossiers)
		if out, err := command(t, "", "history", "ferry.json"); err == nil ||
			!strings.Contains(message(err), at+": is a pipe or a device") {
			t.Errorf("%s: %s %v", at, out, err)
		}
	}
}
